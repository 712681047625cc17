//! 身份证号, GB 11643-1999: six digits of region, eight of birth date, three of sequence, one check character.

use units::{Args, Day, Refuse};

use crate::checks::mod_11_2;
use crate::region::province;
use crate::text::{all_digits, ascii, number, shown};

/// First digits of 港澳台居民居住证, which follow the same standard: Taiwan residents carry 83.
const TAIWAN_RESIDENCE: &str = "83";

/// The sex written into a resident id.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sex {
    /// Odd sequence number.
    Male,
    /// Even sequence number.
    Female,
}

/// A resident identity number whose date exists and whose check character is right.
///
/// It is personal data: `Debug` shows it masked, there is no `Display` and no serde form. Whoever needs all
/// 18 characters asks for them by name with [`ResidentId::reveal`].
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ResidentId([u8; 18]);

/// Why a text is no resident id, in the order of the checks.
///
/// No variant repeats the digits, nor the check character they call for: a refusal must not help guessing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ResidentFault {
    /// Not exactly 17 digits and a digit or `X`.
    Shape,
    /// The first two digits name no province-level unit.
    Region,
    /// The eight birth digits are no date of the calendar, or before 1800.
    Birth,
    /// The check character does not fit the 17 digits.
    Check,
}

impl ResidentId {
    /// Reads 18 characters; a small `x` at the end is taken for `X`, as people write it.
    ///
    /// # Errors
    /// The first rule broken, see [`ResidentFault`].
    pub fn parse(text: &str) -> Result<Self, ResidentFault> {
        let mut bytes: [u8; 18] = ascii(text).ok_or(ResidentFault::Shape)?;
        bytes[17].make_ascii_uppercase();
        if !all_digits(&bytes[..17]) || !(bytes[17].is_ascii_digit() || bytes[17] == b'X') {
            return Err(ResidentFault::Shape);
        }
        if !region_known(&bytes[..2]) {
            return Err(ResidentFault::Region);
        }
        birth_of(&bytes[6..14]).ok_or(ResidentFault::Birth)?;
        if mod_11_2(&bytes[..17]) != bytes[17] {
            return Err(ResidentFault::Check);
        }
        Ok(Self(bytes))
    }

    /// All 18 characters. For encryption, keyed hashing and nothing else.
    pub fn reveal(&self) -> &str {
        shown(&self.0)
    }

    /// The six region digits of the first registration; the unit may have been renamed or merged since.
    pub fn region_digits(&self) -> &str {
        shown(&self.0[..6])
    }

    /// Date of birth.
    pub fn birth(&self) -> Day {
        match birth_of(&self.0[6..14]) {
            Some(day) => day,
            None => unreachable!("parse admitted only dates of the calendar"),
        }
    }

    /// The sex written into the sequence number.
    pub fn sex(&self) -> Sex {
        if self.0[16] % 2 == 1 { Sex::Male } else { Sex::Female }
    }

    /// Whole years of age on a day; nought before birth.
    pub fn age_on(&self, day: Day) -> i32 {
        day.full_years_since(self.birth()).max(0)
    }

    /// The form for lists and exports: first three and last two characters, the rest stars.
    pub fn masked(&self) -> String {
        let text = self.reveal();
        format!("{}{}{}", &text[..3], "*".repeat(13), &text[16..])
    }
}

impl std::fmt::Debug for ResidentId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "ResidentId({})", self.masked())
    }
}

impl std::str::FromStr for ResidentId {
    type Err = ResidentFault;
    fn from_str(text: &str) -> Result<Self, ResidentFault> {
        Self::parse(text)
    }
}

/// Whether two ASCII digits begin a resident id or a residence permit.
pub(crate) fn region_known(digits: &[u8]) -> bool {
    let text = shown(digits);
    province(text).is_some() || text == TAIWAN_RESIDENCE
}

/// The date written by eight ASCII digits `yyyyMMdd`, if the calendar has it.
pub(crate) fn birth_of(digits: &[u8]) -> Option<Day> {
    /// No living person's id carries an earlier year; smaller numbers are typing errors.
    const FIRST_YEAR: u32 = 1800;
    if number(&digits[..4]) < FIRST_YEAR {
        return None;
    }
    let year = i32::try_from(number(&digits[..4])).ok()?;
    Day::new(year, number(&digits[4..6]), number(&digits[6..8])).ok()
}

impl Refuse for ResidentFault {
    fn code(&self) -> &'static str {
        match self {
            Self::Shape => "codes.resident.shape",
            Self::Region => "codes.resident.region",
            Self::Birth => "codes.resident.birth",
            Self::Check => "codes.resident.check",
        }
    }

    fn args(&self) -> Args {
        Args(Vec::new())
    }
}

#[cfg(test)]
mod tests;
