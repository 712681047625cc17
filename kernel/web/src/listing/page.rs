//! One page of a list, as the domain read it.

use super::{Cell, Cursor};

/// Rows of a list, and where the next begin.
#[derive(Clone, Debug, Default)]
pub struct Page {
    /// The rows, cells in the order of the listing's columns.
    pub rows: Vec<Vec<Cell>>,
    /// Where the next page begins; none at the end.
    pub next: Option<Cursor>,
    /// How many there are in all, where counting is cheap.
    pub total: Option<i64>,
    /// What the list can be narrowed to.
    pub facets: Vec<Facet>,
}

/// The values a filter offers.
#[derive(Clone, Debug)]
pub struct Facet {
    /// Key of the filter.
    pub key: &'static str,
    /// Its values, in the order shown.
    pub options: Vec<FacetOption>,
    /// The value that holds when nobody names one, for a list that always shows one of them and never all.
    pub standing: Option<&'static str>,
}

/// One value of a filter.
#[derive(Clone, Debug)]
pub struct FacetOption {
    /// The value of the parameter.
    pub value: String,
    /// How it is called.
    pub label: Label,
    /// How many rows have it.
    pub count: Option<i64>,
}

/// A name: of itself, or a word.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Label {
    /// A text as it is.
    Text(String),
    /// A word key.
    Word(String),
}

impl Page {
    /// Makes a page of items read with `limit + 1`: the one too many says that there is a next page and is not shown.
    pub fn of<T>(
        items: Vec<T>,
        limit: usize,
        cells: impl FnMut(&T) -> Vec<Cell>,
        cursor: impl Fn(&T) -> Cursor,
    ) -> Page {
        let more = items.len() > limit;
        let shown = &items[..items.len().min(limit)];
        let next = if more { shown.last().map(cursor) } else { None };
        Page { rows: shown.iter().map(cells).collect(), next, total: None, facets: Vec::new() }
    }

    /// Says how many there are in all.
    pub fn total(self, total: i64) -> Page {
        Page { total: Some(total), ..self }
    }

    /// Offers the values of a filter.
    pub fn facet(mut self, key: &'static str, options: Vec<FacetOption>) -> Page {
        self.facets.push(Facet { key, options, standing: None });
        self
    }

    /// As [`Page::facet`], for a list that shows `standing` unless another value is chosen.
    pub fn facet_standing(mut self, key: &'static str, standing: &'static str, options: Vec<FacetOption>) -> Page {
        self.facets.push(Facet { key, options, standing: Some(standing) });
        self
    }
}

impl FacetOption {
    /// A value called by a word.
    pub fn word(value: impl Into<String>, key: impl Into<String>, count: i64) -> FacetOption {
        FacetOption { value: value.into(), label: Label::Word(key.into()), count: Some(count) }
    }

    /// A value called by its own name.
    pub fn text(value: impl Into<String>, name: impl Into<String>, count: i64) -> FacetOption {
        FacetOption { value: value.into(), label: Label::Text(name.into()), count: Some(count) }
    }
}
