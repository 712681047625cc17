//! Identifiers that sort by the time they were made.

use std::{
    borrow::Cow,
    cmp::Ordering,
    fmt,
    hash::{Hash, Hasher},
    marker::PhantomData,
    str::FromStr,
};

use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::{instant::Instant, text};

/// What an identifier names: a marker type with a prefix of three lowercase letters, checked when it is compiled.
pub trait Kind {
    /// Three lowercase letters, `"prs"` for a person.
    const PREFIX: &'static str;
}

/// An identifier of one kind of thing: `prs_` and 26 lowercase characters of Crockford's base 32.
///
/// The 128 bits are the 48-bit count of milliseconds since 1970 and 80 random bits: UUIDv7's order without its version
/// and variant bits, the layout known as ULID. So ids of one kind sort by the time they were made, as numbers and as
/// text alike, and an index on them grows at its end.
pub struct Id<K>(u128, PhantomData<fn() -> K>);

/// Why a text is not an identifier of the kind asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum IdFault {
    /// It begins with another kind's prefix or with none.
    OtherKind,
    /// It is not 26 lowercase characters of Crockford's alphabet holding 128 bits.
    Malformed,
}

/// Crockford's alphabet in lowercase: the digits and letters without i, l, o, u.
const ALPHABET: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";
/// Characters behind the prefix: 128 bits, five to a character.
const LENGTH: usize = 26;
/// Bits of time in front of the random ones.
const RANDOM_BITS: u32 = 80;

impl<K: Kind> Id<K> {
    /// The kind's prefix; a prefix of another shape does not compile.
    const PREFIX: &'static str = {
        let bytes = K::PREFIX.as_bytes();
        assert!(bytes.len() == 3, "a kind's prefix has three letters");
        assert!(bytes[0].is_ascii_lowercase() && bytes[1].is_ascii_lowercase() && bytes[2].is_ascii_lowercase());
        K::PREFIX
    };

    /// The id made at an instant with ten random bytes. Instants before 1970 count as 1970.
    pub fn from_parts(at: Instant, random: [u8; 10]) -> Id<K> {
        // Forty-eight bits of milliseconds reach the year 10889, beyond the last instant.
        let milliseconds = u128::from(at.micros().max(0).unsigned_abs() / 1000);
        let mut bits = [0_u8; 16];
        bits[6..].copy_from_slice(&random);
        Id(milliseconds << RANDOM_BITS | u128::from_be_bytes(bits), PhantomData)
    }

    /// When it was made, to the millisecond.
    pub fn made_at(self) -> Instant {
        let milliseconds = i64::try_from(self.0 >> RANDOM_BITS).unwrap_or(i64::MAX);
        Instant::from_micros(milliseconds.saturating_mul(1000))
    }

    /// Reads the text form; uppercase, spaces and look-alike letters are refused.
    ///
    /// # Errors
    /// See [`IdFault`].
    pub fn parse(text: &str) -> Result<Id<K>, IdFault> {
        let body = text.strip_prefix(Self::PREFIX).and_then(|rest| rest.strip_prefix('_')).ok_or(IdFault::OtherKind)?;
        // The first character carries only the top three bits.
        if body.len() != LENGTH || !matches!(body.as_bytes()[0], b'0'..=b'7') {
            return Err(IdFault::Malformed);
        }
        let mut bits: u128 = 0;
        for byte in body.bytes() {
            bits = bits << 5 | digit(byte).ok_or(IdFault::Malformed)?;
        }
        Ok(Id(bits, PhantomData))
    }
}

/// The value of one character of the alphabet.
fn digit(byte: u8) -> Option<u128> {
    let place = ALPHABET.iter().position(|letter| *letter == byte)?;
    u128::try_from(place).ok()
}

impl<K: Kind> fmt::Display for Id<K> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut text = String::with_capacity(4 + LENGTH);
        text.push_str(Self::PREFIX);
        text.push('_');
        for place in (0..LENGTH).rev() {
            let five_bits = (self.0 >> (5 * place)) as usize & 31;
            text.push(char::from(ALPHABET[five_bits]));
        }
        formatter.pad(&text)
    }
}

impl<K: Kind> fmt::Debug for Id<K> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, formatter)
    }
}

impl<K: Kind> FromStr for Id<K> {
    type Err = IdFault;

    fn from_str(text: &str) -> Result<Id<K>, IdFault> {
        Id::parse(text)
    }
}

// Written out because deriving would ask the same of the marker type.
impl<K> Clone for Id<K> {
    fn clone(&self) -> Id<K> {
        *self
    }
}

impl<K> Copy for Id<K> {}

impl<K> PartialEq for Id<K> {
    fn eq(&self, other: &Id<K>) -> bool {
        self.0 == other.0
    }
}

impl<K> Eq for Id<K> {}

impl<K> PartialOrd for Id<K> {
    fn partial_cmp(&self, other: &Id<K>) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl<K> Ord for Id<K> {
    fn cmp(&self, other: &Id<K>) -> Ordering {
        self.0.cmp(&other.0)
    }
}

impl<K> Hash for Id<K> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.0.hash(state);
    }
}

impl fmt::Display for IdFault {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            IdFault::OtherKind => "this is not an identifier of the kind asked for",
            IdFault::Malformed => "an identifier is its prefix, an underscore and 26 lowercase characters",
        })
    }
}

impl std::error::Error for IdFault {}

impl<K: Kind> Serialize for Id<K> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de, K: Kind> Deserialize<'de> for Id<K> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Id<K>, D::Error> {
        text::deserialize(deserializer, "an identifier such as \"prs_01jd…\"")
    }
}

impl<K: Kind> JsonSchema for Id<K> {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        format!("Id_{}", Self::PREFIX).into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        let pattern = format!("^{}_[0-7][0-9a-hjkmnp-tv-z]{{25}}$", Self::PREFIX);
        text::schema(&pattern, "An identifier: its kind's prefix and 26 characters that sort by time.")
    }
}
