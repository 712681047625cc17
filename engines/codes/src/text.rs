//! What all identifiers share: they are short ASCII text, compared, shown and serialised as that text.

/// Gives an identifier type its text forms: `Display`, `FromStr`, serde as a string.
///
/// It writes no logic; each type keeps its own `parse` and `as_str`.
macro_rules! as_text {
    ($type:ident, $fault:ident, $what:literal) => {
        impl std::fmt::Display for $type {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.as_str())
            }
        }

        impl std::fmt::Debug for $type {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                write!(f, concat!(stringify!($type), "({})"), self.as_str())
            }
        }

        impl std::str::FromStr for $type {
            type Err = $fault;
            fn from_str(text: &str) -> Result<Self, $fault> {
                Self::parse(text)
            }
        }

        impl serde::Serialize for $type {
            fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
                to.serialize_str(self.as_str())
            }
        }

        impl<'de> serde::Deserialize<'de> for $type {
            fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
                let text = <std::borrow::Cow<'de, str>>::deserialize(from)?;
                Self::parse(&text)
                    .map_err(|_| serde::de::Error::invalid_value(serde::de::Unexpected::Str(&text), &$what))
            }
        }
    };
}

pub(crate) use as_text;

/// Copies exactly `N` ASCII bytes, or nothing when the text has another length or other characters.
pub(crate) fn ascii<const N: usize>(text: &str) -> Option<[u8; N]> {
    if !text.is_ascii() {
        return None;
    }
    text.as_bytes().try_into().ok()
}

/// The text of bytes that a `parse` admitted, all of them ASCII.
pub(crate) fn shown(bytes: &[u8]) -> &str {
    // Every constructor goes through `ascii`, so the bytes are ASCII; an empty text would only follow a bug here.
    std::str::from_utf8(bytes).unwrap_or_default()
}

/// The number written by ASCII digits; the caller has checked that they are digits.
pub(crate) fn number(digits: &[u8]) -> u32 {
    digits.iter().fold(0, |sum, digit| sum * 10 + u32::from(digit.wrapping_sub(b'0')))
}

/// Whether all bytes are ASCII digits.
pub(crate) fn all_digits(bytes: &[u8]) -> bool {
    bytes.iter().all(u8::is_ascii_digit)
}
