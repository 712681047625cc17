//! 学籍号: a letter of kind and 18 characters.
//!
//! `G` stands before the pupil's resident id. `J` stands before 18 characters made by the school under the same
//! rule (six of its region, eight of birth, three of serial, one check) when the pupil has no id yet. `L` is
//! temporary (Hong Kong, Macao, Taiwan, foreign, no household): region, birth and four free digits.

use units::{Args, Refuse};

use crate::resident::{ResidentFault, ResidentId, birth_of, region_known};
use crate::text::{all_digits, ascii, shown};

/// What the 18 characters of a student code are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StudentCodeKind {
    /// `G`: the resident id.
    Resident,
    /// `J`: made by the school under the rule of the resident id.
    School,
    /// `L`: temporary.
    Temporary,
}

/// A well-formed 学籍号. Personal data: shown masked by `Debug`.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct StudentCode([u8; 19]);

/// Why a text is no student code, in the order of the checks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StudentFault {
    /// Not exactly 19 ASCII characters.
    Length,
    /// The first character is not `G`, `J` or `L`.
    Kind,
    /// The 18 characters after `G` or `J` break the rule of the resident id.
    Number(ResidentFault),
    /// The 18 digits after `L` break its looser rule in the part named.
    Temporary(ResidentFault),
}

impl StudentCode {
    /// Reads 19 characters; the letter must be a capital.
    ///
    /// # Errors
    /// The first rule broken, see [`StudentFault`].
    pub fn parse(text: &str) -> Result<Self, StudentFault> {
        let mut bytes: [u8; 19] = ascii(text).ok_or(StudentFault::Length)?;
        match bytes[0] {
            b'G' | b'J' => {
                let number = ResidentId::parse(&text[1..]).map_err(StudentFault::Number)?;
                bytes[1..].copy_from_slice(number.reveal().as_bytes());
            }
            b'L' => temporary(&bytes[1..]).map_err(StudentFault::Temporary)?,
            _ => return Err(StudentFault::Kind),
        }
        Ok(Self(bytes))
    }

    /// All 19 characters. For encryption, keyed hashing and nothing else.
    pub fn reveal(&self) -> &str {
        shown(&self.0)
    }

    /// What its letter says.
    pub fn kind(&self) -> StudentCodeKind {
        match self.0[0] {
            b'G' => StudentCodeKind::Resident,
            b'J' => StudentCodeKind::School,
            _ => StudentCodeKind::Temporary,
        }
    }

    /// The resident id behind a `G` code.
    pub fn resident_id(&self) -> Option<ResidentId> {
        match self.kind() {
            StudentCodeKind::Resident => ResidentId::parse(&self.reveal()[1..]).ok(),
            StudentCodeKind::School | StudentCodeKind::Temporary => None,
        }
    }

    /// The form for lists and exports: the letter, three and two characters, the rest stars.
    pub fn masked(&self) -> String {
        let text = self.reveal();
        format!("{}{}{}", &text[..4], "*".repeat(13), &text[17..])
    }
}

/// The rule of `L` codes: digits, a known province, a date.
fn temporary(digits: &[u8]) -> Result<(), ResidentFault> {
    if !all_digits(digits) {
        return Err(ResidentFault::Shape);
    }
    if !region_known(&digits[..2]) {
        return Err(ResidentFault::Region);
    }
    birth_of(&digits[6..14]).map(|_| ()).ok_or(ResidentFault::Birth)
}

impl std::fmt::Debug for StudentCode {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "StudentCode({})", self.masked())
    }
}

impl std::str::FromStr for StudentCode {
    type Err = StudentFault;
    fn from_str(text: &str) -> Result<Self, StudentFault> {
        Self::parse(text)
    }
}

impl Refuse for StudentFault {
    fn code(&self) -> &'static str {
        match self {
            Self::Length => "codes.student.length",
            Self::Kind => "codes.student.kind",
            Self::Number(fault) | Self::Temporary(fault) => fault.code(),
        }
    }

    fn args(&self) -> Args {
        Args(Vec::new())
    }
}

#[cfg(test)]
mod tests;
