//! The lists of the directory, each declared once for people (pages, CSV, XLSX) and programs (JSON).

pub(crate) mod alliances;
pub(crate) mod cities;
pub(crate) mod institutions;
pub(crate) mod majors;
pub(crate) mod members;
pub(crate) mod regions;

use web::{Cursor, FacetOption, ListQuery, Locale};

use crate::store::After;

/// For whom a list is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Look {
    /// People, in a language: names of kinds are words, what has a page is a link.
    People(Locale),
    /// Programs: the values that are stored.
    Program,
}

impl Look {
    /// The name in the reader's language where there is one.
    pub(crate) fn name<'n>(self, name: &'n str, name_en: &'n str) -> &'n str {
        if self == Look::People(Locale::En) && !name_en.is_empty() { name_en } else { name }
    }

    /// A value of a closed list: its word for people, itself for programs.
    pub(crate) fn choice(self, list: &str, value: &str) -> web::Cell {
        match self {
            _ if value.is_empty() => web::Cell::Empty,
            Look::People(_) => web::Cell::word(format!("directory-{list}-{value}")),
            Look::Program => web::Cell::text(value),
        }
    }

    /// A text that leads somewhere for people.
    pub(crate) fn link(self, text: &str, href: String) -> web::Cell {
        match self {
            Look::People(_) => web::Cell::link(text, href),
            Look::Program => web::Cell::text(text),
        }
    }
}

/// Where a list goes on, as the store takes it.
pub(crate) fn after(query: &ListQuery) -> op::Result<After> {
    let read = |cursor: &Cursor| Ok((cursor.get_text(0)?.to_owned(), cursor.get_text(1)?.to_owned()));
    query.after.as_ref().map(read).transpose()
}

/// A filter that is yes or no: the value `yes_value`, any other value, or none.
pub(crate) fn flag(query: &ListQuery, key: &str, yes_value: &str) -> Option<bool> {
    query.filter(key).map(|value| value == yes_value)
}

/// Counted values of a closed list as options of a filter.
pub(crate) fn options(list: &str, counts: Vec<(String, i64)>) -> Vec<FacetOption> {
    let option = |(value, count): (String, i64)| {
        let word = format!("directory-{list}-{value}");
        FacetOption::word(value, word, count)
    };
    counts.into_iter().map(option).collect()
}

/// Counted provinces as options, in their fixed order.
pub(crate) fn province_options(counts: Vec<(String, i64)>) -> Vec<FacetOption> {
    let option = |(code, count): (String, i64)| {
        let word = format!("province-{}", code.get(..2).unwrap_or_default());
        FacetOption::word(code, word, count)
    };
    counts.into_iter().map(option).collect()
}
