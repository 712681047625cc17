//! The lines of a system as a table: how a workbook is read into lines, and what each heading is called.

use std::collections::BTreeMap;

use units::Fault;

use super::content::{INDICATORS_MAX, TEXT_CHARS_MAX};
use crate::model::{Direction, Indicator, Nature, Target};

/// Rows looked at before the heading must have come: titles may stand above it.
const HEADING_WITHIN_ROWS: usize = 10;

/// Longest cell that is read, in characters: one more than any field holds, so that what is too long is told and not cut.
pub const CELL_CHARS_MAX: usize = TEXT_CHARS_MAX + 1;

/// Every column: its field, and what it may be called. The first names are those of our own exports; the rest are those of the
/// provincial tables of 2013 (一级指标 … 数据来源及审核单位).
pub const COLUMNS: &[(&str, &[&str])] = &[
    ("code", &["编号", "指标编号", "序号", "code"]),
    ("parent", &["上级编号", "parent"]),
    ("name", &["名称", "指标名称", "检测点", "name"]),
    ("name_en", &["英文名称", "english name", "name in english"]),
    ("nature", &["类型", "指标类型", "type"]),
    ("meaning", &["指标释义", "释义", "监测要点", "meaning"]),
    ("scope", &["统计口径", "口径", "scope"]),
    ("formula", &["计算公式", "公式", "formula"]),
    ("unit", &["单位", "unit"]),
    ("source", &["数据来源", "source"]),
    ("reviewer", &["审核单位", "checked by"]),
    ("year_offset", &["数据年度", "data year"]),
    ("direction", &["目标方向", "direction"]),
    ("target", &["目标值", "target"]),
    ("weight", &["权重", "weight"]),
    ("note", &["备注", "note"]),
];

/// Lines read from a table, and in which row each stood, from 1.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Read {
    /// The lines; what could not be read of one is left empty.
    pub lines: Vec<Indicator>,
    /// The row of each.
    pub rows: Vec<usize>,
    /// Every cell that cannot be read.
    pub faults: Vec<RowFault>,
}

/// What is wrong in a row of a table, from 1. The field of the fault is a column's.
pub type RowFault = (usize, Fault);

/// Reads the rows of a table.
///
/// # Errors
/// No heading, a column twice, or no line.
pub fn read(rows: &[Vec<String>]) -> Result<Read, Fault> {
    let (heading, columns) = heading(rows)?;
    let mut read = Read::default();
    for (at, cells) in rows.iter().enumerate().skip(heading + 1) {
        if cells.iter().all(String::is_empty) {
            continue;
        }
        if read.lines.len() == INDICATORS_MAX {
            read.faults.push((at + 1, Fault::new("table", "monitor.table.too_many").with("max", INDICATORS_MAX)));
            break;
        }
        let mut row = Row { cells, columns: &columns, faults: Vec::new() };
        read.lines.push(row.line());
        read.rows.push(at + 1);
        read.faults.extend(row.faults.into_iter().map(|fault| (at + 1, fault)));
    }
    if read.lines.is_empty() { Err(Fault::new("table", "monitor.table.empty")) } else { Ok(read) }
}

type Columns = BTreeMap<&'static str, usize>;

/// The row with the names of the columns, and where each stands.
fn heading(rows: &[Vec<String>]) -> Result<(usize, Columns), Fault> {
    for (at, cells) in rows.iter().enumerate().take(HEADING_WITHIN_ROWS) {
        let mut columns = Columns::new();
        for (place, cell) in cells.iter().enumerate() {
            let called = cell.trim().to_lowercase();
            let Some((field, _)) = COLUMNS.iter().find(|(_, names)| names.contains(&called.as_str())) else { continue };
            if columns.insert(field, place).is_some() {
                return Err(Fault::new("table", "monitor.table.column_twice").with("column", cell));
            }
        }
        if columns.contains_key("code") && columns.contains_key("name") {
            return Ok((at, columns));
        }
    }
    Err(Fault::new("table", "monitor.table.heading"))
}

struct Row<'a> {
    cells: &'a [String],
    columns: &'a Columns,
    faults: Vec<Fault>,
}

impl Row<'_> {
    fn text(&self, field: &str) -> String {
        let cell = self.columns.get(field).and_then(|place| self.cells.get(*place));
        cell.map(|text| unguarded(text.trim()).to_owned()).unwrap_or_default()
    }

    /// A cell that is read as something else than text: nothing where it is empty.
    fn parsed<T>(&mut self, field: &str, code: &'static str, parse: impl Fn(&str) -> Option<T>) -> Option<T> {
        let text = self.text(field);
        if text.is_empty() {
            return None;
        }
        let parsed = parse(&text);
        if parsed.is_none() {
            self.faults.push(Fault::new(field, code).with("value", &text));
        }
        parsed
    }

    fn line(&mut self) -> Indicator {
        let nature = self.parsed("nature", "monitor.table.nature", nature_of);
        let year_offset = self.parsed("year_offset", "monitor.table.year", year_of).unwrap_or(0);
        let direction = self.parsed("direction", "monitor.table.direction", direction_of);
        let weight_hundredths = self.parsed("weight", "monitor.table.weight", weight_of);
        Indicator {
            code: self.text("code"),
            parent: self.text("parent"),
            name: self.text("name"),
            name_en: self.text("name_en"),
            nature,
            meaning: self.text("meaning"),
            scope: self.text("scope"),
            formula: self.text("formula"),
            unit: self.text("unit"),
            source: self.text("source"),
            reviewer: self.text("reviewer"),
            year_offset,
            target: self.target(direction),
            weight_hundredths,
            note: self.text("note"),
        }
    }

    /// A target may carry its direction as a sign, `≥98`.
    fn target(&mut self, direction: Option<Direction>) -> Option<Target> {
        let text = self.text("target");
        let signed = [
            ("≥", Direction::AtLeast),
            (">=", Direction::AtLeast),
            ("≤", Direction::AtMost),
            ("<=", Direction::AtMost),
        ];
        let sign = signed
            .into_iter()
            .find_map(|(sign, direction)| Some((text.strip_prefix(sign)?.trim().to_owned(), direction)));
        match (sign, direction) {
            _ if text.is_empty() => None,
            (Some((_, of_sign)), Some(told)) if of_sign != told => {
                self.faults.push(Fault::new("target", "monitor.table.direction_twice").with("value", &text));
                None
            }
            (Some((value, direction)), _) => Some(Target { direction, value }),
            (None, told) => Some(Target { direction: told.unwrap_or(Direction::AtLeast), value: text }),
        }
    }
}

/// A text as it was before our own export put an apostrophe before it, so that no spreadsheet reads it as a formula.
fn unguarded(text: &str) -> &str {
    text.strip_prefix('\'').filter(|rest| rest.starts_with(['=', '+', '-', '@'])).unwrap_or(text)
}

fn nature_of(text: &str) -> Option<Nature> {
    let chinese = [
        ("预期性", Nature::Expected),
        ("约束性", Nature::Binding),
        ("引领性", Nature::Leading),
        ("基础性", Nature::Basic),
    ];
    let found = chinese.into_iter().find(|(name, _)| *name == text).map(|(_, nature)| nature);
    found.or_else(|| Nature::named(&text.to_lowercase()))
}

fn direction_of(text: &str) -> Option<Direction> {
    match text.to_lowercase().as_str() {
        "≥" | ">=" | "不低于" | "至少" | "at least" | "at_least" => Some(Direction::AtLeast),
        "≤" | "<=" | "不高于" | "至多" | "at most" | "at_most" => Some(Direction::AtMost),
        _ => None,
    }
}

fn year_of(text: &str) -> Option<i64> {
    match text {
        "当年" | "本年" => Some(0),
        "上年" | "上一年" => Some(-1),
        other => other.parse().ok(),
    }
}

/// Every field of a line but its code, as it is written in a table.
pub fn cells(line: &Indicator) -> Vec<(&'static str, String)> {
    let target = line.target.as_ref();
    vec![
        ("parent", line.parent.clone()),
        ("name", line.name.clone()),
        ("name_en", line.name_en.clone()),
        ("nature", line.nature.map(|nature| nature.name().to_owned()).unwrap_or_default()),
        ("meaning", line.meaning.clone()),
        ("scope", line.scope.clone()),
        ("formula", line.formula.clone()),
        ("unit", line.unit.clone()),
        ("source", line.source.clone()),
        ("reviewer", line.reviewer.clone()),
        ("year_offset", line.year_offset.to_string()),
        ("direction", target.map(|target| target.direction.name().to_owned()).unwrap_or_default()),
        ("target", target.map(|target| target.value.clone()).unwrap_or_default()),
        ("weight", weight_text(line.weight_hundredths)),
        ("note", line.note.clone()),
    ]
}

/// A weight as it is written in a table: hundredths with no needless noughts.
pub fn weight_text(weight: Option<i64>) -> String {
    match weight {
        None => String::new(),
        Some(weight) if weight % 100 == 0 => (weight / 100).to_string(),
        Some(weight) => {
            let text = format!("{}.{:02}", weight / 100, weight % 100);
            text.trim_end_matches('0').to_owned()
        }
    }
}

/// Hundredths of a decimal number with at most two places.
pub fn weight_of(text: &str) -> Option<i64> {
    let (whole, part) = text.split_once('.').unwrap_or((text, ""));
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if whole.is_empty() || whole.len() > 6 || part.len() > 2 || !digits(whole) || !digits(part) {
        return None;
    }
    let hundredths: i64 = format!("{part:0<2}").parse().ok()?;
    Some(whole.parse::<i64>().ok()? * 100 + hundredths)
}
