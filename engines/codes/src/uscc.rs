//! 统一社会信用代码, GB 32100-2015: 18 characters, the last of them a check character.

use units::{Args, Refuse};

use crate::checks::{mod_31, uscc_value};
use crate::text::{as_text, ascii, shown};

/// A unified social credit code whose check character is right.
///
/// Made of: one character of registering authority, one of category, six digits of region, nine of
/// organisation code, one check character.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Uscc([u8; 18]);

as_text!(Uscc, UsccFault, "an 18-character unified social credit code");

/// Why a text is no unified social credit code, in the order of the checks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UsccFault {
    /// Not exactly 18 ASCII characters.
    Length,
    /// A character outside the alphabet (digits and capitals without I, O, S, V, Z).
    Character {
        /// Place of the character, 1 to 18.
        position: u8,
        /// The character found.
        character: char,
    },
    /// Places three to eight are the region and must be digits.
    Region,
    /// The check character is another one than the first 17 call for.
    Check {
        /// The character they call for.
        expected: char,
    },
}

impl Uscc {
    /// Reads 18 characters, capitals only.
    ///
    /// # Errors
    /// The first rule broken, see [`UsccFault`].
    pub fn parse(text: &str) -> Result<Self, UsccFault> {
        let bytes: [u8; 18] = ascii(text).ok_or(UsccFault::Length)?;
        for (place, byte) in bytes.iter().enumerate() {
            if uscc_value(*byte).is_none() {
                return Err(UsccFault::Character { position: place as u8 + 1, character: char::from(*byte) });
            }
        }
        if !bytes[2..8].iter().all(u8::is_ascii_digit) {
            return Err(UsccFault::Region);
        }
        let expected = mod_31(&bytes[..17]);
        if bytes[17] != expected {
            return Err(UsccFault::Check { expected: char::from(expected) });
        }
        Ok(Self(bytes))
    }

    /// The 18 characters.
    pub fn as_str(&self) -> &str {
        shown(&self.0)
    }

    /// The region digits of the registering authority (places three to eight).
    pub fn region_digits(&self) -> &str {
        shown(&self.0[2..8])
    }

    /// The organisation code (places nine to seventeen).
    pub fn organisation(&self) -> &str {
        shown(&self.0[8..17])
    }
}

impl Refuse for UsccFault {
    fn code(&self) -> &'static str {
        match self {
            Self::Length => "codes.uscc.length",
            Self::Character { .. } => "codes.uscc.character",
            Self::Region => "codes.uscc.region",
            Self::Check { .. } => "codes.uscc.check",
        }
    }

    fn args(&self) -> Args {
        match self {
            Self::Character { position, character } => {
                Args(vec![("position", position.to_string()), ("character", character.to_string())])
            }
            Self::Check { expected } => Args(vec![("expected", expected.to_string())]),
            Self::Length | Self::Region => Args(Vec::new()),
        }
    }
}

#[cfg(test)]
mod tests;
