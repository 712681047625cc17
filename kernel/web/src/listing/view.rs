//! A page of a list as `ui.listing` shows it, and as a program reads it.

use serde::Serialize;
use serde_json::{Map, Value, json};

use super::{Facet, Filter, Label, ListQuery, Listing, Page};
use crate::Voice;
use crate::request::{is_passing, query_pairs};

/// What `ui.listing` takes; what there is not is none.
#[derive(Serialize)]
pub(crate) struct View {
    name: &'static str,
    title: String,
    caption: String,
    lead: Option<String>,
    total: Option<i64>,
    /// The total as people read it.
    total_shown: String,
    columns: Vec<Value>,
    rows: Vec<Value>,
    filters: Vec<Value>,
    search: Option<Value>,
    csv_href: String,
    xlsx_href: String,
    next_href: Option<String>,
    first_href: Option<String>,
    empty: Value,
}

/// Makes links to the same list with some parameters changed.
struct Links<'a> {
    path: &'a str,
    query: &'a str,
}

impl Links<'_> {
    /// The same address with these parameters set, or taken away where the value is empty. The cursor never survives: it
    /// belongs to one order of one selection.
    fn with(&self, changes: &[(&str, &str)]) -> String {
        let changed = |name: &str| name == "after" || is_passing(name) || changes.iter().any(|(key, _)| *key == name);
        let kept = query_pairs(self.query).filter(|(name, value)| !changed(name) && !value.is_empty());
        let mut pairs = form_urlencoded::Serializer::new(String::new());
        pairs.extend_pairs(kept);
        pairs.extend_pairs(changes.iter().filter(|(_, value)| !value.is_empty()));
        match pairs.finish() {
            query if query.is_empty() => self.path.to_owned(),
            query => format!("{}?{query}", self.path),
        }
    }
}

/// The page for a template.
pub(crate) fn view(
    listing: &'static Listing,
    query: &ListQuery,
    page: &Page,
    voice: &Voice,
    path: &str,
    raw: &str,
) -> View {
    let links = Links { path, query: raw };
    let after = page.next.as_ref().map(|next| next.write(listing.name, query.sort, query.descending));
    let caption = voice.word(listing.word);
    View {
        name: listing.name,
        title: caption.clone(),
        caption,
        lead: voice.if_any(&format!("{}-lead", listing.word)),
        total: page.total,
        total_shown: page.total.map(|total| units::grouped(&total.to_string())).unwrap_or_default(),
        columns: columns(listing, query, voice, &links),
        rows: page.rows.iter().map(|cells| row(listing, cells, voice)).collect(),
        filters: page.facets.iter().filter_map(|facet| filter(listing, query, facet, voice, &links)).collect(),
        search: listing
            .search
            .then(|| json!({ "action": path, "q": query.q.as_deref().unwrap_or_default(), "hidden": hidden(&links) })),
        csv_href: links.with(&[("format", "csv"), ("limit", "")]),
        xlsx_href: links.with(&[("format", "xlsx"), ("limit", "")]),
        next_href: after.map(|after| links.with(&[("after", &after)])),
        first_href: query.after.as_ref().map(|_| links.with(&[])),
        empty: empty(listing, voice),
    }
}

/// A row; where its first cell leads, the row's heading does.
fn row(listing: &Listing, cells: &[super::Cell], voice: &Voice) -> Value {
    let on_page = listing.columns.iter().zip(cells).filter(|(column, _)| column.page);
    let mut shown: Vec<Value> = on_page.map(|(_, cell)| cell.html(voice)).collect();
    let href = shown.first_mut().and_then(|first| first.as_object_mut()?.remove("href"));
    match href {
        Some(href) => json!({ "href": href, "cells": shown }),
        None => json!({ "cells": shown }),
    }
}

/// What an empty list says: words of its own, else the common ones.
fn empty(listing: &Listing, voice: &Voice) -> Value {
    let own = |part: &str| {
        let own = voice.if_any(&format!("{}-empty-{part}", listing.word));
        own.unwrap_or_else(|| voice.word(&format!("listing-empty-{part}")))
    };
    json!({ "title": own("title"), "body": own("body") })
}

fn columns(listing: &Listing, query: &ListQuery, voice: &Voice, links: &Links) -> Vec<Value> {
    let column = |column: &super::Column| {
        let sorted = query.sort == column.key;
        let minus = if sorted && !query.descending { "-" } else { "" };
        let order = if query.descending { "descending" } else { "ascending" };
        json!({
            "key": column.key,
            "label": voice.word(column.word),
            "numeric": column.numeric,
            "sort_href": if column.sort { links.with(&[("sort", &format!("{minus}{}", column.key))]) } else { String::new() },
            "sorted": if sorted { order } else { "" },
        })
    };
    listing.columns.iter().filter(|column| column.page).map(column).collect()
}

fn filter(listing: &Listing, query: &ListQuery, facet: &Facet, voice: &Voice, links: &Links) -> Option<Value> {
    let filter: &Filter = listing.filters.iter().find(|filter| filter.key == facet.key)?;
    let set = query.filter(filter.key).or(facet.standing);
    let option = |option: &super::FacetOption| {
        let text = match &option.label {
            Label::Text(text) => text.clone(),
            Label::Word(key) => voice.word(key),
        };
        let current = set == Some(option.value.as_str());
        let href = links.with(&[(filter.key, &option.value)]);
        json!({ "value": option.value, "label": text, "count": option.count, "href": href, "current": current })
    };
    Some(json!({
        "key": filter.key,
        "label": voice.word(filter.word),
        "active": set.is_some(),
        "all_href": facet.standing.is_none().then(|| links.with(&[(filter.key, "")])),
        "options": facet.options.iter().map(option).collect::<Vec<_>>(),
    }))
}

/// What the search box keeps: a form that is sent by GET loses the query of its address.
fn hidden(links: &Links) -> Vec<Value> {
    let dropped = |name: &str| matches!(name, "q" | "after" | "format") || is_passing(name);
    let kept = query_pairs(links.query).filter(|(name, value)| !dropped(name) && !value.is_empty());
    kept.map(|(name, value)| json!({ "name": name, "value": value })).collect()
}

/// The page for a program.
pub(crate) fn json(listing: &Listing, query: &ListQuery, page: &Page) -> Value {
    let item = |row: &Vec<super::Cell>| -> Value {
        let pairs = listing.columns.iter().zip(row).map(|(column, cell)| (column.key.to_owned(), cell.json()));
        Value::Object(pairs.collect::<Map<_, _>>())
    };
    let next = page.next.as_ref().map(|next| next.write(listing.name, query.sort, query.descending));
    json!({ "items": page.rows.iter().map(item).collect::<Vec<_>>(), "next": next, "total": page.total })
}
