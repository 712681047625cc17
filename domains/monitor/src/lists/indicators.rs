//! The lines of a version, as the table in which it is exported and read back.

use op::Op;
use web::{Cell, Column, Cursor, Filter, Format, ListQuery, Listing, Locale, Page};

use crate::model::{Indicator, System};
use crate::rules::table::weight_text;
use crate::work::system::versions;

const fn column(key: &'static str, word: &'static str, numeric: bool, page: bool) -> Column {
    Column { key, word, numeric, sort: false, page }
}

/// Every line with every field. The headings in both languages are among those the table is read back by.
pub(crate) static INDICATORS: Listing = Listing {
    name: "indicators",
    word: "monitor-indicators",
    columns: &[
        Column { sort: true, ..column("code", "monitor-field-code", false, true) },
        column("parent", "monitor-field-parent", false, false),
        column("name", "monitor-field-name", false, true),
        column("name_en", "monitor-field-name_en", false, false),
        column("nature", "monitor-field-nature", false, false),
        column("meaning", "monitor-field-meaning", false, true),
        column("scope", "monitor-field-scope", false, false),
        column("formula", "monitor-field-formula", false, true),
        column("unit", "monitor-field-unit", false, false),
        column("source", "monitor-field-source", false, true),
        column("reviewer", "monitor-field-reviewer", false, false),
        column("year_offset", "monitor-field-year_offset", true, false),
        column("direction", "monitor-field-direction", false, false),
        column("target", "monitor-field-target", true, true),
        column("weight", "monitor-field-weight", true, true),
        column("note", "monitor-field-note", false, false),
    ],
    default_sort: "code",
    default_descending: false,
    filters: &[Filter { key: "version", word: "monitor-version" }],
    search: false,
};

/// The version a list or page is about: the one asked for, else the one in force, else the latest the reader may see.
pub(crate) fn chosen(op: &Op, id: &str, version: Option<&str>) -> op::Result<System> {
    among(versions(op, id)?, version)
}

/// As [`chosen`], of versions that were read.
pub(crate) fn among(all: Vec<System>, version: Option<&str>) -> op::Result<System> {
    let wanted = match version.filter(|text| !text.is_empty()) {
        Some(text) => {
            let number: i64 = text.parse().map_err(|_| op::Error::Missing)?;
            all.into_iter().find(|one| one.version == number)
        }
        None => {
            let in_force = all.iter().position(|one| one.state == crate::model::SystemState::Published).unwrap_or(0);
            all.into_iter().nth(in_force)
        }
    };
    wanted.ok_or(op::Error::Missing)
}

/// One page of a version's lines. On a page an English reader sees English names; files and programs have both in columns of
/// their own, so that a file can be read back.
pub(crate) fn fetch(op: &Op, id: &str, query: &ListQuery, locale: Locale) -> op::Result<Page> {
    let system = chosen(op, id, query.filter("version"))?;
    let lines = &system.content.indicators;
    let total = i64::try_from(lines.len()).unwrap_or(i64::MAX);
    let mut numbered: Vec<(i64, &Indicator)> = (0..).zip(lines).collect();
    if query.descending {
        numbered.reverse();
    }
    let after = query.after.as_ref().map(|after| after.get_int(0)).transpose()?;
    let behind = |at: i64| after.is_none_or(|after| if query.descending { at < after } else { at > after });
    let rows: Vec<_> = numbered.into_iter().filter(|(at, _)| behind(*at)).take(query.limit + 1).collect();
    let (id, version) = (system.id.as_str(), system.version);
    let english = query.format == Format::Html && locale == Locale::En;
    let shown = |line: &Indicator| cells(id, version, line, english);
    Ok(Page::of(rows, query.limit, |(_, line)| shown(line), |(at, _)| Cursor::new().int(*at)).total(total))
}

fn cells(id: &str, version: i64, line: &Indicator, english: bool) -> Vec<Cell> {
    let name = if english && !line.name_en.is_empty() { &line.name_en } else { &line.name };
    let target = line.target.as_ref();
    vec![
        Cell::link(&line.code, format!("/monitor/systems/{id}/indicators/{}?version={version}", line.code)),
        Cell::text(&line.parent),
        Cell::text(name),
        Cell::text(&line.name_en),
        line.nature.map_or(Cell::Empty, |nature| Cell::text(nature.name())),
        Cell::text(&line.meaning),
        Cell::text(&line.scope),
        Cell::text(&line.formula),
        Cell::text(&line.unit),
        Cell::text(&line.source),
        Cell::text(&line.reviewer),
        Cell::Int(line.year_offset),
        target.map_or(Cell::Empty, |target| Cell::text(target.direction.name())),
        target.map_or(Cell::Empty, |target| Cell::text(&target.value)),
        Cell::text(weight_text(line.weight_hundredths)),
        Cell::text(&line.note),
    ]
}
