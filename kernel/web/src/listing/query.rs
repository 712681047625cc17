//! What part of a list is asked for: read from the query against the listing's own declaration.

use std::collections::BTreeMap;

use op::Error;
use units::Fault;

use super::{Cursor, LIMIT_DEFAULT, LIMIT_MAX, Listing};
use crate::request::query_pairs;

/// Longest search text and filter value, in characters.
const TEXT_CHARS_MAX: usize = 100;

/// The form a list is answered in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// A page.
    Html,
    /// JSON.
    Json,
    /// CSV in UTF-8 with a byte order mark, so that Excel reads it.
    Csv,
    /// A workbook.
    Xlsx,
}

impl Format {
    /// The format of a query value or path suffix.
    pub(crate) fn parse(text: &str) -> Option<Format> {
        match text {
            "html" => Some(Format::Html),
            "json" => Some(Format::Json),
            "csv" => Some(Format::Csv),
            "xlsx" => Some(Format::Xlsx),
            _ => None,
        }
    }
}

/// What part of a list is asked for. Everything in it was checked against the listing.
#[derive(Clone, Debug, PartialEq)]
pub struct ListQuery {
    /// Most rows wanted: 1 to 100 from a client, more while an export is written.
    pub limit: usize,
    /// Where to go on.
    pub after: Option<Cursor>,
    /// Key of a sortable column.
    pub sort: &'static str,
    /// Whether in descending order.
    pub descending: bool,
    /// Filters set, by key; never empty values.
    pub filters: BTreeMap<&'static str, String>,
    /// The form wanted.
    pub format: Format,
    /// What is searched for, without outer blanks.
    pub q: Option<String>,
}

impl ListQuery {
    /// The value of a filter, if it is set.
    pub fn filter(&self, key: &str) -> Option<&str> {
        self.filters.get(key).map(String::as_str)
    }

    pub(crate) fn read(listing: &'static Listing, query: &str, suffix: Option<Format>) -> op::Result<ListQuery> {
        let mut faults = Vec::new();
        let mut list = ListQuery {
            limit: LIMIT_DEFAULT,
            after: None,
            sort: listing.default_sort,
            descending: listing.default_descending,
            filters: BTreeMap::new(),
            format: suffix.unwrap_or(Format::Html),
            q: None,
        };
        let mut after = None;
        for (name, value) in query_pairs(query) {
            if value.is_empty() {
                continue;
            }
            if value.chars().count() > TEXT_CHARS_MAX && name != "after" {
                faults.push(Fault::new(&*name, "form.too_long").with("max", TEXT_CHARS_MAX));
            } else if name == "after" {
                after = Some(value.into_owned());
            } else if let Err(fault) = list.set(listing, &name, &value) {
                faults.push(fault);
            }
        }
        if !faults.is_empty() {
            return Err(Error::Invalid(faults));
        }
        if let Some(text) = after {
            list.after = Some(Cursor::read(&text, listing.name, list.sort, list.descending)?);
        }
        Ok(list)
    }

    /// Takes one parameter; those that are not the list's own belong to the page around it.
    fn set(&mut self, listing: &'static Listing, name: &str, value: &str) -> Result<(), Fault> {
        match name {
            "limit" => match value.parse() {
                Ok(limit) if (1..=LIMIT_MAX).contains(&limit) => self.limit = limit,
                _ => return Err(Fault::new("limit", "form.out_of_range").with("min", 1).with("max", LIMIT_MAX)),
            },
            "sort" => {
                let (key, descending) = value.strip_prefix('-').map_or((value, false), |key| (key, true));
                let column = listing.column(key).filter(|column| column.sort);
                let Some(column) = column else { return Err(Fault::new("sort", "form.not_a_choice")) };
                (self.sort, self.descending) = (column.key, descending);
            }
            "format" => match Format::parse(value) {
                Some(format) => self.format = format,
                None => return Err(Fault::new("format", "form.not_a_choice")),
            },
            "q" if listing.search => self.q = Some(value.trim().to_owned()).filter(|text| !text.is_empty()),
            _ => {
                if let Some(filter) = listing.filters.iter().find(|filter| filter.key == name) {
                    self.filters.insert(filter.key, value.to_owned());
                }
            }
        }
        Ok(())
    }
}
