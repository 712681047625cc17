//! Whether the XML of a workbook may be handed to a reader: no part may make it hold more than the part itself is.
//!
//! A reader keeps the text between two tags in memory as one piece, and believes what a table of strings says of its own
//! length. Both are looked at while the part is unpacked, before any reader sees it.

use crate::Refusal;

/// Bytes of one piece: from one tag to the next, or a whole comment. A cell of Excel holds 32,767 characters, of up to
/// eight bytes each where they are written as numbers.
pub(crate) const PIECE_BYTES_MAX: u64 = 256 * 1024;
/// Bytes the shortest entry of the shared strings takes: `<si/>`.
pub(crate) const ENTRY_BYTES_MIN: u64 = 5;

/// What the guard stands in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Inside {
    /// Between two tags.
    Text,
    /// `<` up to a `>` that is not quoted.
    Tag,
    /// A value in a tag, up to this sign.
    Quoted(u8),
    /// `<?` up to `?>`.
    Instruction,
    /// `<!--` up to `-->`.
    Comment,
    /// `<![CDATA[` up to `]]>`.
    Data,
}

/// How much of `uniqueCount = "123` was seen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Count {
    Name(usize),
    Equals,
    Quote,
    Digits(u128),
}

/// Looks at the bytes of one part in their order.
#[derive(Debug)]
pub(crate) struct XmlGuard {
    /// The size of the part, where it is a table that says how many entries it has.
    table_bytes: Option<u64>,
    inside: Inside,
    piece: u64,
    /// The last bytes, the latest lowest; as many as the longest sign that is looked for.
    last: u128,
    count: Count,
}

/// The end of `uniqueCount`, whose first letter stands in it once. `count` is of no matter: it counts references, of which
/// there may be many to one string, and no reader makes room for them.
const COUNT: &[u8] = b"queCount";

impl XmlGuard {
    pub(crate) fn new(table_bytes: Option<u64>) -> XmlGuard {
        XmlGuard { table_bytes, inside: Inside::Text, piece: 0, last: 0, count: Count::Name(0) }
    }

    /// Takes the next bytes.
    pub(crate) fn look(&mut self, bytes: &[u8]) -> Result<(), Refusal> {
        for byte in bytes {
            self.piece(*byte)?;
            if let Some(size) = self.table_bytes {
                self.count(*byte, size)?;
            }
        }
        Ok(())
    }

    /// The length of pieces. A byte of nought means an encoding in which this guard, unlike a reader, would see no tags.
    fn piece(&mut self, byte: u8) -> Result<(), Refusal> {
        if byte == 0 {
            return Err(Refusal::Corrupt);
        }
        self.last = (self.last << 8) | u128::from(byte);
        self.piece += 1;
        match (self.inside, byte) {
            (Inside::Text, b'<') => (self.inside, self.piece) = (Inside::Tag, 0),
            (Inside::Tag, b'-') if self.ended(b"<!--") => self.inside = Inside::Comment,
            (Inside::Tag, b'[') if self.ended(b"<![CDATA[") => self.inside = Inside::Data,
            (Inside::Tag, b'?') if self.ended(b"<?") => self.inside = Inside::Instruction,
            // A workbook declares no types of document.
            (Inside::Tag, b'D' | b'd') if self.ended(b"<!D") || self.ended(b"<!d") => return Err(Refusal::Corrupt),
            (Inside::Tag, b'"' | b'\'') => self.inside = Inside::Quoted(byte),
            (Inside::Quoted(sign), _) if byte == sign => self.inside = Inside::Tag,
            (Inside::Tag, b'>') => (self.inside, self.piece) = (Inside::Text, 0),
            // The dashes that begin a comment do not end it, nor does the sign that begins an instruction.
            (Inside::Comment, b'>') if self.ended(b"-->") && self.piece >= 6 => self.inside = Inside::Text,
            (Inside::Instruction, b'>') if self.ended(b"?>") && self.piece >= 3 => self.inside = Inside::Text,
            (Inside::Data, b'>') if self.ended(b"]]>") => self.inside = Inside::Text,
            _ => {}
        }
        if self.piece > PIECE_BYTES_MAX { Err(Refusal::Bomb) } else { Ok(()) }
    }

    fn ended(&self, with: &[u8]) -> bool {
        with.iter().rev().enumerate().all(|(place, byte)| (self.last >> (8 * place)) as u8 == *byte)
    }

    /// What `uniqueCount` says, wherever it stands: readers make room for as many entries at once.
    fn count(&mut self, byte: u8, size: u64) -> Result<(), Refusal> {
        let begin = Count::Name(usize::from(byte == COUNT[0]));
        self.count = match self.count {
            Count::Name(seen) if seen < COUNT.len() && byte == COUNT[seen] => Count::Name(seen + 1),
            Count::Name(seen) if seen == COUNT.len() && byte == b'=' => Count::Equals,
            Count::Name(seen) if seen == COUNT.len() && byte.is_ascii_whitespace() => Count::Name(seen),
            Count::Equals if byte.is_ascii_whitespace() => Count::Equals,
            Count::Equals if matches!(byte, b'"' | b'\'') => Count::Quote,
            Count::Quote if byte.is_ascii_whitespace() || byte == b'+' => Count::Quote,
            Count::Quote if byte.is_ascii_digit() => Count::Digits(u128::from(byte - b'0')),
            Count::Digits(number) if byte.is_ascii_digit() => {
                Count::Digits(number.saturating_mul(10).saturating_add(u128::from(byte - b'0')))
            }
            _ => begin,
        };
        match self.count {
            Count::Digits(number) if number > u128::from(size / ENTRY_BYTES_MIN) => Err(Refusal::Bomb),
            _ => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests;
