//! What in a Rust file is code, what is a comment, and what is a text.

/// A string literal.
pub(super) struct Literal {
    /// The byte of its opening quotation mark.
    pub(super) at: usize,
    /// From 1.
    pub(super) line: usize,
    /// What it says; escaped marks are read, a continued line becomes one space.
    pub(super) text: String,
}

/// Blanks comments and the insides of string and character literals; lengths and line ends stay.
pub(super) fn mask(text: &str) -> (String, Vec<Literal>) {
    let mut masker = Masker { bytes: text.as_bytes(), code: Vec::with_capacity(text.len()), literals: Vec::new() };
    while masker.code.len() < masker.bytes.len() {
        masker.step();
    }
    // Whatever was not ASCII stood in a comment or a literal, or is replaced here: identifiers are ASCII.
    let code = masker.code.iter().map(|byte| if byte.is_ascii() { char::from(*byte) } else { ' ' }).collect();
    (code, masker.literals)
}

struct Masker<'a> {
    bytes: &'a [u8],
    code: Vec<u8>,
    literals: Vec<Literal>,
}

impl Masker<'_> {
    fn step(&mut self) {
        let rest = &self.bytes[self.code.len()..];
        let inside_name = self.code.last().is_some_and(|byte| byte.is_ascii_alphanumeric() || *byte == b'_');
        let hashes = raw_hashes(rest).filter(|_| !inside_name);
        if rest.starts_with(b"//") {
            let length = rest.iter().position(|byte| *byte == b'\n').unwrap_or(rest.len());
            self.blank(length);
        } else if rest.starts_with(b"/*") {
            self.blank(block_comment(rest));
        } else if let Some(hashes) = hashes {
            let open = rest.iter().position(|byte| *byte == b'"').unwrap_or(0);
            self.keep(open);
            let mut close = vec![b'"'];
            close.extend(std::iter::repeat_n(b'#', hashes));
            let body = &self.bytes[self.code.len() + 1..];
            let length = body.windows(close.len()).position(|window| window == close).unwrap_or(body.len());
            self.literal(length, false);
        } else if rest.starts_with(b"\"") {
            self.literal(plain_length(&rest[1..]), true);
        } else if rest.starts_with(b"'") {
            self.quote(rest);
        } else {
            self.keep(1);
        }
    }

    /// A character literal is blanked; a lifetime is code.
    fn quote(&mut self, rest: &[u8]) {
        let width = match rest.get(1) {
            Some(b'\\') => 2 + rest[2..].iter().skip(1).position(|byte| *byte == b'\'').unwrap_or(0) + 1,
            Some(byte) if byte.is_ascii() => 2,
            Some(byte) => 1 + byte.leading_ones() as usize,
            None => 1,
        };
        if rest.get(width) == Some(&b'\'') && rest.get(1) != Some(&b'\'') {
            self.keep(1);
            self.blank(width - 1);
        }
        self.keep(1);
    }

    /// A literal of so many bytes between its marks.
    fn literal(&mut self, length: usize, escapes: bool) {
        let at = self.code.len();
        let line = self.bytes[..at].iter().filter(|byte| **byte == b'\n').count() + 1;
        let end = (at + 1 + length).min(self.bytes.len());
        let raw = String::from_utf8_lossy(&self.bytes[at + 1..end]);
        let text = if escapes { unescape(&raw) } else { raw.into_owned() };
        self.literals.push(Literal { at, line, text });
        self.keep(1);
        self.blank(length);
        self.keep(1);
    }

    fn keep(&mut self, count: usize) {
        let at = self.code.len();
        self.code.extend_from_slice(&self.bytes[at..(at + count).min(self.bytes.len())]);
    }

    fn blank(&mut self, count: usize) {
        let at = self.code.len();
        let blanked = &self.bytes[at..(at + count).min(self.bytes.len())];
        self.code.extend(blanked.iter().map(|byte| if *byte == b'\n' { b'\n' } else { b' ' }));
    }
}

/// The hashes of a raw string that begins here (`r"`, `r#"`, `br"`), if one does.
fn raw_hashes(rest: &[u8]) -> Option<usize> {
    let rest = rest.strip_prefix(b"b").or_else(|| rest.strip_prefix(b"c")).unwrap_or(rest);
    let rest = rest.strip_prefix(b"r")?;
    let hashes = rest.iter().take_while(|byte| **byte == b'#').count();
    (rest.get(hashes) == Some(&b'"')).then_some(hashes)
}

/// Bytes up to the mark that ends a plain literal.
fn plain_length(body: &[u8]) -> usize {
    let mut length = 0;
    while length < body.len() && body[length] != b'"' {
        length += if body[length] == b'\\' { 2 } else { 1 };
    }
    length.min(body.len())
}

/// Bytes of a block comment, which may hold others.
fn block_comment(rest: &[u8]) -> usize {
    let (mut depth, mut length) = (0_usize, 0);
    while length < rest.len() {
        if rest[length..].starts_with(b"/*") {
            (depth, length) = (depth + 1, length + 2);
        } else if rest[length..].starts_with(b"*/") {
            (depth, length) = (depth - 1, length + 2);
        } else {
            length += 1;
        }
        if depth == 0 {
            break;
        }
    }
    length
}

fn unescape(raw: &str) -> String {
    let mut text = String::with_capacity(raw.len());
    let mut rest = raw.chars().peekable();
    while let Some(letter) = rest.next() {
        if letter != '\\' {
            text.push(letter);
            continue;
        }
        match rest.next() {
            Some('n') => text.push('\n'),
            Some('t') => text.push('\t'),
            Some('\n') => {
                while rest.peek().is_some_and(|next| next.is_whitespace()) {
                    rest.next();
                }
            }
            Some(other) => text.push(other),
            None => {}
        }
    }
    text
}

#[test]
fn comments_and_literals_are_told_from_code() {
    let source = r##"let a = "x // \"y\" {"; // b "c"
/* d /* "e" */ f */ let g = r#"h "i" }"#; let j: &'static str = 'k'; '"'; '\''; b'{'; br"l"; '学';
"m \
   n""##;
    let (code, literals) = mask(source);
    assert_eq!(code.len(), source.len());
    let texts: Vec<(usize, &str)> = literals.iter().map(|literal| (literal.line, literal.text.as_str())).collect();
    assert_eq!(texts, [(1, "x // \"y\" {"), (2, "h \"i\" }"), (2, "l"), (3, "m n")]);
    assert!(!code.contains(['{', '}']) && !code.contains("//") && !code.contains("/*"));
    assert!(code.contains("let g = r#\"") && code.contains("&'static str = ' '"));
    assert_eq!(code.lines().count(), source.lines().count());
}
