//! Typed getters: each reads one field, within limits, as one kind of value.

use std::ops::RangeInclusive;
use std::str::FromStr;

use units::{Args, Credit, Day, Id, Instant, Kind, Month};

use super::Form;

/// Longest value of a field that is not free text: numbers, days, ids, choices.
const SHORT_CHARS_MAX: usize = 200;

impl Form {
    /// One line of text with so many characters (not bytes); outer blanks are cut off, line breaks become blanks.
    pub fn text(&mut self, field: &str, chars: RangeInclusive<usize>) -> String {
        let text = self.first(field).split_whitespace().collect::<Vec<_>>().join(" ");
        self.within(field, text, chars)
    }

    /// One line of text that may be left empty.
    pub fn opt_text(&mut self, field: &str, chars_max: usize) -> Option<String> {
        Some(self.text(field, 0..=chars_max)).filter(|text| !text.is_empty())
    }

    /// Text of several lines; line breaks are kept as `\n`.
    pub fn long_text(&mut self, field: &str, chars: RangeInclusive<usize>) -> String {
        let text = self.first(field).replace("\r\n", "\n").replace('\r', "\n").trim().to_owned();
        self.within(field, text, chars)
    }

    /// Text of several lines that may be left empty.
    pub fn opt_long_text(&mut self, field: &str, chars_max: usize) -> Option<String> {
        Some(self.long_text(field, 0..=chars_max)).filter(|text| !text.is_empty())
    }

    /// A password or code: taken as it is, never shown again.
    pub fn secret(&mut self, field: &str, chars: RangeInclusive<usize>) -> String {
        self.secrets.push(field.to_owned());
        let text = self.first(field).to_owned();
        self.within(field, text, chars)
    }

    /// A credit amount such as `2.5`.
    pub fn credit(&mut self, field: &str) -> Credit {
        self.required(field, Self::opt_credit, Credit::ZERO)
    }

    /// A credit amount, or nothing.
    pub fn opt_credit(&mut self, field: &str) -> Option<Credit> {
        self.parsed(field, "form.not_a_credit", |text| Credit::parse(text).ok())
    }

    /// A whole number inside a range.
    pub fn int(&mut self, field: &str, range: RangeInclusive<i64>) -> i64 {
        let least = *range.start();
        self.required(field, |form, field| form.opt_int(field, range), least)
    }

    /// A whole number inside a range, or nothing.
    pub fn opt_int(&mut self, field: &str, range: RangeInclusive<i64>) -> Option<i64> {
        let number = self.parsed(field, "form.not_a_number", |text| i64::from_str(text).ok())?;
        if range.contains(&number) {
            return Some(number);
        }
        self.fault(field, "form.out_of_range", Args::one("min", range.start()).and("max", range.end()));
        None
    }

    /// A civil day: one field `YYYY-MM-DD`, or three fields `<field>-year`, `<field>-month`, `<field>-day`.
    pub fn day(&mut self, field: &str) -> Day {
        self.required(field, Self::opt_day, Instant::from_micros(0).day_in_shanghai())
    }

    /// A civil day, or nothing.
    pub fn opt_day(&mut self, field: &str) -> Option<Day> {
        if !self.values.contains_key(field)
            && let Some(joined) = self.joined_day(field)
        {
            self.values.insert(field.to_owned(), vec![joined]);
        }
        self.parsed(field, "form.not_a_day", |text| Day::parse(text).ok())
    }

    /// A calendar month, `202506` or `2025-06`.
    pub fn month(&mut self, field: &str) -> Month {
        self.required(field, Self::opt_month, Month::of(Instant::from_micros(0).day_in_shanghai()))
    }

    /// A calendar month, or nothing.
    pub fn opt_month(&mut self, field: &str) -> Option<Month> {
        self.parsed(field, "form.not_a_month", |text| Month::parse(&text.replacen('-', "", 1)).ok())
    }

    /// One of the values offered.
    pub fn choice(&mut self, field: &str, offered: &[&str]) -> String {
        self.required(field, |form, field| form.opt_choice(field, offered), String::new())
    }

    /// One of the values offered, or nothing.
    pub fn opt_choice(&mut self, field: &str, offered: &[&str]) -> Option<String> {
        self.parsed(field, "form.not_a_choice", |text| offered.contains(&text).then(|| text.to_owned()))
    }

    /// An identifier. The placeholder of a missing one names nothing that exists.
    pub fn id<K: Kind>(&mut self, field: &str) -> Id<K> {
        self.required(field, Self::opt_id, Id::from_parts(Instant::from_micros(0), [0; 10]))
    }

    /// An identifier, or nothing.
    pub fn opt_id<K: Kind>(&mut self, field: &str) -> Option<Id<K>> {
        self.parsed(field, "form.not_an_id", |text| text.parse().ok())
    }

    /// Whether a box was ticked.
    pub fn flag(&mut self, field: &str) -> bool {
        matches!(self.first(field), "1" | "on" | "true" | "yes")
    }

    /// Every value of a field that may come several times, at most so many.
    pub fn list(&mut self, field: &str, count_max: usize) -> Vec<String> {
        let values = self.values.get(field).cloned().unwrap_or_default();
        if values.len() > count_max || values.iter().any(|value| value.chars().count() > SHORT_CHARS_MAX) {
            self.fault(field, "form.too_many", Args::one("max", count_max));
            return Vec::new();
        }
        values.into_iter().filter(|value| !value.is_empty()).collect()
    }

    fn first(&self, field: &str) -> &str {
        self.values.get(field).and_then(|values| values.first()).map_or("", String::as_str)
    }

    fn within(&mut self, field: &str, text: String, chars: RangeInclusive<usize>) -> String {
        let count = text.chars().count();
        if chars.contains(&count) && !text.contains('\0') {
            return text;
        }
        match count {
            0 => self.fault(field, "form.required", Args::none()),
            _ if count < *chars.start() => self.fault(field, "form.too_short", Args::one("min", chars.start())),
            _ if count > *chars.end() => self.fault(field, "form.too_long", Args::one("max", chars.end())),
            _ => self.fault(field, "form.malformed", Args::one("reason", "NUL")),
        }
        String::new()
    }

    /// Reads a field that may be empty; what cannot be read is a fault and counts as nothing.
    fn parsed<T>(&mut self, field: &str, code: &'static str, read: impl FnOnce(&str) -> Option<T>) -> Option<T> {
        let text = self.first(field).trim();
        if text.is_empty() {
            return None;
        }
        let value = if text.chars().count() > SHORT_CHARS_MAX { None } else { read(text) };
        if value.is_none() {
            self.fault(field, code, Args::none());
        }
        value
    }

    fn required<T>(&mut self, field: &str, read: impl FnOnce(&mut Form, &str) -> Option<T>, placeholder: T) -> T {
        let value = read(self, field);
        if value.is_none() {
            // A field that was filled in wrongly already has its fault, and the first fault of a field is kept.
            self.fault(field, "form.required", Args::none());
        }
        value.unwrap_or(placeholder)
    }

    /// The day typed into three fields, with zeros where a person leaves them out.
    fn joined_day(&self, field: &str) -> Option<String> {
        let part = |name: &str| self.first(&format!("{field}-{name}")).trim().to_owned();
        let (year, month, day) = (part("year"), part("month"), part("day"));
        let all_empty = year.is_empty() && month.is_empty() && day.is_empty();
        (!all_empty).then(|| format!("{year:0>4}-{month:0>2}-{day:0>2}"))
    }
}
