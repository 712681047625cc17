//! Just enough reading of SQL to split a migration into statements and to find the words that differ between engines.

use crate::{Error, Result};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// A keyword or a name without quotes.
    Word,
    /// A name in double quotes.
    Quoted,
    /// A text in single quotes.
    Text,
    /// A number, or a parameter such as `$1`.
    Value,
    /// One character of anything else.
    Symbol,
}

/// A token and where it begins; blanks and comments are left out.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Token<'s> {
    pub(crate) kind: Kind,
    pub(crate) text: &'s str,
    pub(crate) at: usize,
}

impl Token<'_> {
    pub(crate) fn is(&self, word: &str) -> bool {
        matches!(self.kind, Kind::Word | Kind::Symbol) && self.text.eq_ignore_ascii_case(word)
    }

    /// The name as both engines keep it: lower case unless quoted.
    pub(crate) fn name(&self) -> Option<String> {
        match self.kind {
            Kind::Word => Some(self.text.to_ascii_lowercase()),
            Kind::Quoted => Some(self.text.trim_matches('"').to_owned()),
            _ => None,
        }
    }

    pub(crate) fn end(&self) -> usize {
        self.at + self.text.len()
    }
}

/// All tokens of a text.
///
/// # Errors
/// A text, name or comment without an end; dollar quoting, which SQLite does not know.
pub(crate) fn tokens(sql: &str) -> Result<Vec<Token<'_>>> {
    let bytes = sql.as_bytes();
    let mut out = Vec::new();
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        let rest = &sql[at..];
        let (kind, len) = match byte {
            b' ' | b'\t' | b'\r' | b'\n' => {
                at += 1;
                continue;
            }
            b'-' if rest.starts_with("--") => {
                at += rest.find('\n').unwrap_or(rest.len());
                continue;
            }
            b'/' if rest.starts_with("/*") => {
                let end = rest[2..].find("*/").ok_or_else(|| open("comment"))?;
                at += end + 4;
                continue;
            }
            b'\'' => (Kind::Text, quoted_len(rest, '\'')?),
            b'"' => (Kind::Quoted, quoted_len(rest, '"')?),
            b'$' => match run_len(&rest[1..], |c| c.is_ascii_digit()) {
                0 => return Err(Error::other("dollar quoting is not in the dialect")),
                len => (Kind::Value, len + 1),
            },
            b'0'..=b'9' => (Kind::Value, run_len(rest, |c| c.is_ascii_alphanumeric() || c == '.')),
            _ if is_word(rest.chars().next().unwrap_or(' ')) => (Kind::Word, run_len(rest, is_word)),
            _ => (Kind::Symbol, rest.chars().next().map_or(1, char::len_utf8)),
        };
        out.push(Token { kind, text: &rest[..len], at });
        at += len;
    }
    Ok(out)
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

fn run_len(text: &str, belongs: impl Fn(char) -> bool) -> usize {
    text.find(|c| !belongs(c)).unwrap_or(text.len())
}

fn open(what: &str) -> Error {
    Error::Other(format!("a {what} has no end"))
}

/// The length of a quoted run; a doubled quote inside stands for itself.
fn quoted_len(text: &str, quote: char) -> Result<usize> {
    let mut chars = text.char_indices().skip(1).peekable();
    while let Some((at, c)) = chars.next() {
        if c != quote {
            continue;
        }
        if chars.peek().is_some_and(|(_, next)| *next == quote) {
            chars.next();
            continue;
        }
        return Ok(at + 1);
    }
    Err(open("quoted text"))
}

/// The statements of a text, split at semicolons, without empty ones.
pub(crate) fn statements(sql: &str) -> Result<Vec<&str>> {
    let mut out = Vec::new();
    let mut first: Option<usize> = None;
    let mut end = 0;
    for token in tokens(sql)? {
        if token.is(";") {
            if let Some(start) = first.take() {
                out.push(&sql[start..end]);
            }
            continue;
        }
        first.get_or_insert(token.at);
        end = token.end();
    }
    if let Some(start) = first {
        out.push(&sql[start..end]);
    }
    Ok(out)
}

/// What a statement that writes is aimed at.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Target {
    pub(crate) table: String,
    pub(crate) deletes: bool,
    /// Columns given directly by a parameter, with the parameter's number.
    pub(crate) values: Vec<(String, usize)>,
}

/// Reads the aim of an insert, an update or a delete.
pub(crate) fn target(sql: &str) -> Option<Target> {
    let tokens = tokens(sql).ok()?;
    let starts = |words: &[&str]| words.iter().zip(&tokens).all(|(w, t)| t.is(w));
    if starts(&["insert", "into"]) {
        let table = tokens.get(2)?.name()?;
        return Some(Target { table, deletes: false, values: inserted(&tokens[3..]) });
    }
    if starts(&["update"]) {
        let table = tokens.get(1)?.name()?;
        return Some(Target { table, deletes: false, values: updated(&tokens) });
    }
    if starts(&["delete", "from"]) {
        let table = tokens.get(2)?.name()?;
        return Some(Target { table, deletes: true, values: Vec::new() });
    }
    None
}

/// `(a, b) values ($1, $2)` as pairs; a value that is an expression is left out.
fn inserted(tokens: &[Token<'_>]) -> Vec<(String, usize)> {
    let (columns, rest) = list(tokens);
    let values = match rest.first() {
        Some(word) if word.is("values") => list(&rest[1..]).0,
        _ => return Vec::new(),
    };
    let pairs = columns.iter().zip(&values);
    pairs
        .filter_map(|(column, value)| match (column.as_slice(), value.as_slice()) {
            ([column], [value]) => Some((column.name()?, number(value)?)),
            _ => None,
        })
        .collect()
}

/// `set a = $1` as pairs.
fn updated(tokens: &[Token<'_>]) -> Vec<(String, usize)> {
    let windows = tokens.windows(3);
    windows.filter(|w| w[1].is("=")).filter_map(|w| Some((w[0].name()?, number(&w[2])?))).collect()
}

fn number(token: &Token<'_>) -> Option<usize> {
    token.text.strip_prefix('$')?.parse().ok()
}

/// The comma-separated parts of the parenthesis that begins here, and what comes after it.
pub(crate) fn list<'t, 's>(tokens: &'t [Token<'s>]) -> (Vec<Vec<Token<'s>>>, &'t [Token<'s>]) {
    let mut parts = vec![Vec::new()];
    let mut depth = 0;
    for (place, token) in tokens.iter().enumerate() {
        match token.text {
            "(" if token.kind == Kind::Symbol => {
                depth += 1;
                if depth == 1 {
                    continue;
                }
            }
            ")" if token.kind == Kind::Symbol => {
                depth -= 1;
                if depth == 0 {
                    return (parts, &tokens[place + 1..]);
                }
            }
            "," if token.kind == Kind::Symbol && depth == 1 => {
                parts.push(Vec::new());
                continue;
            }
            _ if depth == 0 => return (Vec::new(), tokens),
            _ => {}
        }
        if let Some(part) = parts.last_mut() {
            part.push(*token);
        }
    }
    (Vec::new(), tokens)
}
