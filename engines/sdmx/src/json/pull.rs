//! JSON from strangers, value by value: numbers stay the text they were written as, so that no digit is lost, and nothing
//! larger than one text is held.

use std::io::BufRead;

use crate::{
    limits::{DEPTH_MAX, PIECE_BYTES_MAX},
    problem::{Code, Outcome, Problem},
    reference::shown,
};

/// Takes a JSON document apart from its beginning.
pub(super) struct Pull<R: BufRead> {
    from: R,
    /// Bytes read so far, for saying where something is wrong.
    at: u64,
    /// Objects and arrays that are open.
    depth: usize,
}

/// What begins a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Object,
    Array,
    Scalar,
}

impl<R: BufRead> Pull<R> {
    pub(super) fn new(from: R) -> Outcome<Pull<R>> {
        let mut pull = Pull { from, at: 0, depth: 0 };
        // RFC 8259 lets a reader pass over the mark of byte order.
        if pull.from.fill_buf()?.starts_with("\u{feff}".as_bytes()) {
            pull.from.consume(3);
            pull.at = 3;
        }
        Ok(pull)
    }

    pub(super) fn wrong(&self, what: impl std::fmt::Display) -> Problem {
        Problem::syntax(format!("the JSON is damaged at byte {}: {what}", self.at))
    }

    fn peek(&mut self) -> Outcome<Option<u8>> {
        Ok(self.from.fill_buf()?.first().copied())
    }

    fn step(&mut self) {
        self.from.consume(1);
        self.at += 1;
    }

    /// The next byte that is no white space, still to be taken.
    fn ahead(&mut self) -> Outcome<u8> {
        loop {
            match self.peek()? {
                Some(b' ' | b'\t' | b'\n' | b'\r') => self.step(),
                Some(byte) => return Ok(byte),
                None => return Err(self.wrong("it ends too early").into()),
            }
        }
    }

    fn expect(&mut self, byte: u8) -> Outcome<()> {
        let found = self.ahead()?;
        if found != byte {
            let text = format!("“{}” stands where “{}” should", shown_byte(found), char::from(byte));
            return Err(self.wrong(text).into());
        }
        self.step();
        Ok(())
    }

    pub(super) fn kind(&mut self) -> Outcome<Kind> {
        Ok(match self.ahead()? {
            b'{' => Kind::Object,
            b'[' => Kind::Array,
            _ => Kind::Scalar,
        })
    }

    fn open(&mut self, byte: u8) -> Outcome<()> {
        self.expect(byte)?;
        self.depth += 1;
        if self.depth > DEPTH_MAX {
            return Err(self.wrong(format!("more than {DEPTH_MAX} levels inside each other")).into());
        }
        Ok(())
    }

    /// Whether one more member follows, behind the comma it needs.
    fn more(&mut self, first: bool, close: u8) -> Outcome<bool> {
        if self.ahead()? == close {
            self.step();
            self.depth -= 1;
            return Ok(false);
        }
        if !first {
            self.expect(b',')?;
        }
        Ok(true)
    }

    /// Hands on each name of an object; `each` takes its value.
    pub(super) fn object(&mut self, mut each: impl FnMut(&mut Self, String) -> Outcome<()>) -> Outcome<()> {
        self.open(b'{')?;
        let mut first = true;
        while self.more(first, b'}')? {
            first = false;
            let name = self.text()?;
            self.expect(b':')?;
            each(self, name)?;
        }
        Ok(())
    }

    /// Hands on each place of an array; `each` takes its value.
    pub(super) fn array(&mut self, mut each: impl FnMut(&mut Self, usize) -> Outcome<()>) -> Outcome<()> {
        self.open(b'[')?;
        let mut place = 0;
        while self.more(place == 0, b']')? {
            each(self, place)?;
            place += 1;
        }
        Ok(())
    }

    /// A text, number or truth value as text; nothing for null.
    pub(super) fn scalar(&mut self) -> Outcome<Option<String>> {
        match self.ahead()? {
            b'"' => self.text().map(Some),
            b'-' | b'0'..=b'9' => self.number().map(Some),
            b't' => self.word("true").map(Some),
            b'f' => self.word("false").map(Some),
            b'n' => self.word("null").map(|_| None),
            other => {
                let text = format!("“{}” stands where a text, a number or null should", shown_byte(other));
                Err(self.wrong(text).into())
            }
        }
    }

    fn word(&mut self, word: &str) -> Outcome<String> {
        for byte in word.bytes() {
            if self.peek()? != Some(byte) {
                return Err(self.wrong("it is none of true, false and null").into());
            }
            self.step();
        }
        Ok(word.to_owned())
    }

    fn number(&mut self) -> Outcome<String> {
        let mut text = String::new();
        while let Some(byte @ (b'-' | b'+' | b'.' | b'e' | b'E' | b'0'..=b'9')) = self.peek()? {
            text.push(char::from(byte));
            self.step();
            self.bounded(text.len())?;
        }
        if !super::is_number(&text) {
            return Err(self.wrong(format!("“{}” is no number", shown(&text))).into());
        }
        Ok(text)
    }

    fn bounded(&self, length: usize) -> Outcome<()> {
        if length > PIECE_BYTES_MAX {
            let text = format!("one text or number of more than {PIECE_BYTES_MAX} bytes, at byte {}", self.at);
            return Err(Problem::new(Code::TooLarge, text).into());
        }
        Ok(())
    }

    /// A text in quotation marks.
    pub(super) fn text(&mut self) -> Outcome<String> {
        self.expect(b'"')?;
        let mut bytes: Vec<u8> = Vec::new();
        loop {
            let piece = self.from.fill_buf()?;
            let end = piece.iter().position(|byte| matches!(byte, b'"' | b'\\' | 0..=0x1f));
            let taken = end.unwrap_or(piece.len());
            bytes.extend_from_slice(&piece[..taken]);
            self.from.consume(taken);
            self.at += taken as u64;
            self.bounded(bytes.len())?;
            match (end.is_some(), self.peek()?) {
                (_, None) => return Err(self.wrong("it ends inside a text").into()),
                (false, _) => {}
                (true, Some(b'"')) => {
                    self.step();
                    return String::from_utf8(bytes).map_err(|_| self.wrong("a text is not written in UTF-8").into());
                }
                (true, Some(b'\\')) => {
                    self.step();
                    let letter = self.escaped()?;
                    bytes.extend_from_slice(letter.encode_utf8(&mut [0; 4]).as_bytes());
                }
                (true, Some(_)) => return Err(self.wrong("a control character stands in a text").into()),
            }
        }
    }

    /// What stands behind a backslash.
    fn escaped(&mut self) -> Outcome<char> {
        let Some(byte) = self.peek()? else { return Err(self.wrong("it ends inside a text").into()) };
        self.step();
        Ok(match byte {
            b'"' | b'\\' | b'/' => char::from(byte),
            b'b' => '\u{8}',
            b'f' => '\u{c}',
            b'n' => '\n',
            b'r' => '\r',
            b't' => '\t',
            b'u' => {
                let first = self.unit()?;
                let mut units = vec![first];
                // A letter outside the basic plane is written as two units.
                if (0xd800..0xdc00).contains(&first) {
                    for expected in *b"\\u" {
                        if self.peek()? != Some(expected) {
                            return Err(self.wrong("half of a pair of units stands alone in a text").into());
                        }
                        self.step();
                    }
                    units.push(self.unit()?);
                }
                let letter = char::decode_utf16(units).next().and_then(Result::ok);
                letter.ok_or_else(|| self.wrong("a unit in a text is no letter"))?
            }
            other => return Err(self.wrong(format!("“\\{}” is no escape", shown_byte(other))).into()),
        })
    }

    fn unit(&mut self) -> Outcome<u16> {
        let mut unit: u16 = 0;
        for _ in 0..4 {
            let digit = self.peek()?.and_then(|byte| char::from(byte).to_digit(16));
            let digit = digit.ok_or_else(|| self.wrong("four hexadecimal digits follow \\u"))?;
            unit = unit << 4 | digit as u16;
            self.step();
        }
        Ok(unit)
    }

    /// Passes over a value, whatever it holds.
    pub(super) fn skip(&mut self) -> Outcome<()> {
        match self.kind()? {
            Kind::Scalar => self.scalar().map(drop),
            // As deep as [`DEPTH_MAX`] lets it.
            Kind::Object => self.object(|pull, _| pull.skip()),
            Kind::Array => self.array(|pull, _| pull.skip()),
        }
    }

    /// Nothing but white space may follow the document.
    pub(super) fn end(&mut self) -> Outcome<()> {
        while let Some(byte) = self.peek()? {
            if !byte.is_ascii_whitespace() {
                return Err(self.wrong("something follows the message").into());
            }
            self.step();
        }
        Ok(())
    }
}

fn shown_byte(byte: u8) -> char {
    if byte.is_ascii_graphic() { char::from(byte) } else { '\u{fffd}' }
}
