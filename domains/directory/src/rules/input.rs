//! What every input of the directory goes through: limits, trimming, days.

use units::{Day, Fault};

/// Longest official name, in characters. The longest real one has 31.
pub const NAME_CHARS_MAX: usize = 100;
/// Longest English name, in characters.
pub const NAME_EN_CHARS_MAX: usize = 200;

/// Collects the faults of an input; the value it hands back is meaningless where it recorded one.
#[derive(Default)]
pub(super) struct Check(pub(super) Vec<Fault>);

impl Check {
    /// One line of text; blanks at the ends are cut and inner ones become single.
    pub(super) fn text(&mut self, field: &str, value: &str, required: bool, chars_max: usize) -> String {
        let text = value.split_whitespace().collect::<Vec<_>>().join(" ");
        let count = text.chars().count();
        if required && count == 0 {
            self.0.push(Fault::new(field, "form.required"));
        } else if count > chars_max {
            self.0.push(Fault::new(field, "form.too_long").with("max", chars_max));
        } else if text.chars().any(char::is_control) {
            self.0.push(Fault::new(field, "form.malformed").with("reason", "control"));
        }
        text
    }

    /// A day that has come.
    pub(super) fn past_day(&mut self, field: &str, value: &str, today: Day) -> Day {
        let day = match (value.trim(), Day::parse(value.trim())) {
            ("", _) => Err("form.required"),
            (_, Err(_)) => Err("form.not_a_day"),
            (_, Ok(day)) if day > today => Err("directory.day_in_future"),
            (_, Ok(day)) => Ok(day),
        };
        day.unwrap_or_else(|code| {
            self.0.push(Fault::new(field, code));
            today
        })
    }

    /// One of a closed list of names.
    pub(super) fn choice<T: std::str::FromStr>(&mut self, field: &str, value: &str) -> Option<T> {
        let found = value.trim().parse().ok();
        if found.is_none() {
            let code = if value.trim().is_empty() { "form.required" } else { "form.not_a_choice" };
            self.0.push(Fault::new(field, code));
        }
        found
    }

    /// The faults, if there are any.
    pub(super) fn done(self) -> Result<(), Vec<Fault>> {
        if self.0.is_empty() { Ok(()) } else { Err(self.0) }
    }
}

/// The city a region lies in, as the tile map and the filters count it: Shanghai is one city; a region of which only the
/// province is known lies in none and gives an empty text.
pub fn city_of(region: &str) -> String {
    match (region.get(..2), region.get(..4)) {
        (Some("31"), _) => "310000".to_owned(),
        (_, Some(prefix)) if !prefix.ends_with("00") => format!("{prefix}00"),
        _ => String::new(),
    }
}
