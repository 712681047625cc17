//! Settings: their limits, and what is shipped. No official number is documented for any of them; each is an example (示例)
//! that the bank replaces by its own.

use std::ops::RangeInclusive;

use crate::model::Setting;

/// The longest name of a committee, in characters.
pub const NAME_CHARS_MAX: usize = 60;

/// A setting that is a number: what is shipped and within what it may be set; none for a name.
pub const fn number(setting: Setting) -> Option<(i64, RangeInclusive<i64>)> {
    match setting {
        Setting::DecideDays => Some((30, 1..=365)),
        Setting::RemindDays => Some((7, 1..=60)),
        Setting::AppealDays => Some((60, 1..=365)),
        Setting::CommitteeDays => Some((30, 1..=365)),
        // Of four voices: fewer than two is nobody's majority.
        Setting::CommitteeMajority => Some((3, 2..=4)),
        Setting::CommitteeName | Setting::CommitteeNameEn => None,
    }
}

/// Whether an institution may set it for itself, within what the bank has set.
pub const fn of_institution(setting: Setting) -> bool {
    matches!(setting, Setting::DecideDays)
}

/// Whether a value may be set; `bank` is what stands for the whole bank, which an institution does not exceed.
pub fn fits(setting: Setting, value: &str, bank: Option<i64>) -> bool {
    match number(setting) {
        Some((_, range)) => {
            value.parse::<i64>().is_ok_and(|value| range.contains(&value) && bank.is_none_or(|bank| value <= bank))
        }
        None => value.chars().count() <= NAME_CHARS_MAX && !value.chars().any(char::is_control),
    }
}
