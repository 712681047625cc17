//! A table's declaration, read.

use super::token::{Token, list, tokens};
use crate::{Error, Result};

/// What CREATE TABLE says.
#[derive(Debug, Default)]
pub(crate) struct Table {
    pub(crate) name: String,
    pub(crate) columns: Vec<Column>,
    pub(crate) rules: Vec<Rule>,
    /// Where the closing parenthesis ends.
    pub(crate) end: usize,
    /// The column by which PostgreSQL keeps it in parts.
    pub(crate) parted: Option<Parted>,
}

/// `PARTITION BY HASH (column)`.
#[derive(Debug)]
pub(crate) struct Parted {
    pub(crate) column: String,
    /// Where the clause stands.
    pub(crate) at: std::ops::Range<usize>,
}

#[derive(Debug)]
pub(crate) struct Column {
    pub(crate) name: String,
    /// The declared type in upper case, words parted by one space.
    pub(crate) ty: String,
    /// Where the type stands.
    pub(crate) ty_at: std::ops::Range<usize>,
    /// Where CHECKs without a name of their own stand.
    pub(crate) nameless_checks: Vec<usize>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum RuleKind {
    Primary,
    Unique,
    Check,
    Foreign,
}

#[derive(Debug)]
pub(crate) struct Rule {
    pub(crate) kind: RuleKind,
    pub(crate) name: Option<String>,
    pub(crate) columns: Vec<String>,
    pub(crate) parent: Option<String>,
    pub(crate) parent_columns: Vec<String>,
}

impl Rule {
    pub(crate) fn is_unique(&self) -> bool {
        matches!(self.kind, RuleKind::Primary | RuleKind::Unique)
    }

    /// The name given, or the one PostgreSQL would give.
    pub(crate) fn name_or_default(&self, table: &str) -> String {
        if let Some(name) = &self.name {
            return name.clone();
        }
        let columns = self.columns.join("_");
        match self.kind {
            RuleKind::Primary => format!("{table}_pkey"),
            RuleKind::Unique => format!("{table}_{columns}_key"),
            RuleKind::Check => format!("{table}_{columns}_check"),
            RuleKind::Foreign => format!("{table}_{columns}_fkey"),
        }
    }
}

/// Words that end a column's type.
const AFTER_TYPE: [&str; 9] =
    ["not", "null", "default", "primary", "unique", "check", "references", "constraint", "collate"];

impl Table {
    /// Reads a CREATE TABLE statement.
    ///
    /// # Errors
    /// It is not one, or not of the simple form the dialect allows.
    pub(crate) fn read(sql: &str) -> Result<Table> {
        let all = tokens(sql)?;
        let odd = || Error::Other(format!("not understood: {}", crate::error::excerpt(sql)));
        let after = |words: &[&str], from: usize| {
            let here = all.get(from..from + words.len());
            here.is_some_and(|here| here.iter().zip(words).all(|(t, w)| t.is(w)))
        };
        if !after(&["create", "table"], 0) {
            return Err(odd());
        }
        let at = if after(&["if", "not", "exists"], 2) { 5 } else { 2 };
        let mut table = Table { name: all.get(at).and_then(Token::name).ok_or_else(odd)?, ..Table::default() };
        let body = all.get(at + 1..).unwrap_or_default();
        let (parts, rest) = list(body);
        if parts.is_empty() || parts.iter().any(Vec::is_empty) {
            return Err(odd());
        }
        table.end = all[all.len() - rest.len() - 1].end();
        table.parted = Parted::read(rest);
        for part in &parts {
            let word = |w: &str| part[0].is(w);
            if word("constraint") || word("primary") || word("unique") || word("check") || word("foreign") {
                table.read_rule(part).ok_or_else(odd)?;
            } else {
                let column = Column::read(part, &mut table.rules).ok_or_else(odd)?;
                table.columns.push(column);
            }
        }
        Ok(table)
    }

    pub(crate) fn primary(&self) -> Option<&Rule> {
        self.rules.iter().find(|r| r.kind == RuleKind::Primary)
    }

    /// `[CONSTRAINT name] PRIMARY KEY (…) | UNIQUE (…) | CHECK (…) | FOREIGN KEY (…) REFERENCES parent [(…)]`.
    fn read_rule(&mut self, part: &[Token<'_>]) -> Option<()> {
        let (name, part) = match part {
            [word, name, rest @ ..] if word.is("constraint") => (Some(name.name()?), rest),
            _ => (None, part),
        };
        let (kind, skip) = match part.first()? {
            word if word.is("primary") => (RuleKind::Primary, 2),
            word if word.is("unique") => (RuleKind::Unique, 1),
            word if word.is("check") => (RuleKind::Check, 1),
            word if word.is("foreign") => (RuleKind::Foreign, 2),
            _ => return None,
        };
        let (columns, rest) = list(part.get(skip..)?);
        let (parent, parent_columns) = match rest {
            [word, parent, rest @ ..] if word.is("references") => (Some(parent.name()?), names(&list(rest).0)),
            _ => (None, Vec::new()),
        };
        self.rules.push(Rule {
            kind,
            name,
            columns: if kind == RuleKind::Check { Vec::new() } else { names(&columns) },
            parent,
            parent_columns,
        });
        Some(())
    }
}

impl Parted {
    /// Reads what follows the columns; anything else than the clause and nothing more is none.
    fn read(rest: &[Token<'_>]) -> Option<Parted> {
        let words = ["partition", "by", "hash"];
        if rest.len() <= words.len() || !words.iter().zip(rest).all(|(word, token)| token.is(word)) {
            return None;
        }
        let (columns, behind) = list(&rest[words.len()..]);
        match (names(&columns).as_slice(), behind) {
            ([column], []) => Some(Parted { column: column.clone(), at: rest[0].at..rest[rest.len() - 1].end() }),
            _ => None,
        }
    }
}

impl Column {
    /// `name TYPE …`, with the rules that stand beside a column.
    pub(crate) fn read(part: &[Token<'_>], rules: &mut Vec<Rule>) -> Option<Column> {
        let name = part.first()?.name()?;
        let typed = part[1..]
            .iter()
            .take_while(|t| t.name().is_some() && !AFTER_TYPE.iter().any(|w| t.is(w)))
            .collect::<Vec<_>>();
        let ty_at = typed.first()?.at..typed.last()?.end();
        let ty: Vec<String> = typed.iter().map(|t| t.text.to_ascii_uppercase()).collect();
        let mut column = Column { name, ty: ty.join(" "), ty_at, nameless_checks: Vec::new() };
        let mut given: Option<String> = None;
        let mut at = 1 + typed.len();
        while let Some(token) = part.get(at) {
            at += 1;
            let kind = match token {
                t if t.is("constraint") => {
                    given = part.get(at)?.name();
                    at += 1;
                    continue;
                }
                t if t.is("primary") => RuleKind::Primary,
                t if t.is("unique") => RuleKind::Unique,
                t if t.is("references") => RuleKind::Foreign,
                t if t.is("check") => {
                    let rest = list(&part[at..]).1;
                    at = part.len() - rest.len();
                    if given.is_none() {
                        column.nameless_checks.push(token.at);
                    }
                    RuleKind::Check
                }
                t if t.is("not") || t.is("null") || t.is("default") => {
                    given = None;
                    continue;
                }
                _ => continue,
            };
            let parent = (kind == RuleKind::Foreign).then(|| part.get(at)?.name()).flatten();
            let parent_columns = match &parent {
                Some(_) => names(&list(part.get(at + 1..).unwrap_or_default()).0),
                None => Vec::new(),
            };
            rules.push(Rule { kind, name: given.take(), columns: vec![column.name.clone()], parent, parent_columns });
        }
        Some(column)
    }
}

fn names(parts: &[Vec<Token<'_>>]) -> Vec<String> {
    parts.iter().filter_map(|part| part.first()?.name()).collect()
}
