//! Ages the law counts by.

use serde::Serialize;
use units::{Day, Fault};

/// Under this age personal information is sensitive and a guardian consents (PIPL art. 28 and 31).
pub const GUARDIAN_UNDER: i32 = 14;
/// Under this age a person is a minor (未成年人保护法 art. 2) and counted in the yearly audit
/// (未成年人网络保护条例 art. 37).
pub const MINOR_UNDER: i32 = 18;

/// Nobody is older.
const OLDEST: i32 = 130;

/// The group in which the yearly audit counts a person: the two groups of minors are filed separately.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum AgeGroup {
    /// Under 14.
    Child,
    /// 14 and over, under 18.
    Youth,
    /// 18 and over.
    Adult,
}

/// The group of somebody born on a day, at another day.
pub fn group(born: Day, on: Day) -> AgeGroup {
    match on.full_years_since(born) {
        ..GUARDIAN_UNDER => AgeGroup::Child,
        GUARDIAN_UNDER..MINOR_UNDER => AgeGroup::Youth,
        _ => AgeGroup::Adult,
    }
}

/// Whether a guardian must consent for somebody on a day. Somebody whose day of birth nobody knows may be a child, and is
/// treated as one until it is given.
pub fn guardian_needed(born: Option<Day>, on: Day) -> bool {
    born.is_none_or(|born| group(born, on) == AgeGroup::Child)
}

/// Whether a guardian may still stand for somebody: until they are of age, and never for somebody of unknown age.
pub fn has_guardian(group: Option<AgeGroup>) -> bool {
    matches!(group, Some(AgeGroup::Child | AgeGroup::Youth))
}

/// Checks a day of birth as typed: not after today, and not of somebody older than anybody.
///
/// Errors: a fault of the field `born`.
pub fn check_born(born: Day, today: Day) -> Result<(), Fault> {
    match today.full_years_since(born) {
        0..=OLDEST if born <= today => Ok(()),
        _ => Err(Fault::new("born", "identity.field.born_unfit")),
    }
}

#[cfg(test)]
mod tests;
