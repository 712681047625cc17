//! Rows of an official list, read from a grid.

use std::collections::BTreeMap;

use codes::SchoolCode;
use schemars::JsonSchema;
use serde::Serialize;
use units::{Args, Refuse};

use super::Grid;
use crate::model::{InstitutionKind, Level, Ownership};

/// Rows looked at before the header must have come: ministry lists put titles above it.
const HEADER_WITHIN_ROWS: usize = 20;
/// Faults listed at most: enough to mend a file, few enough to read.
const FAULTS_MAX: usize = 300;

/// One fault of a file.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct RowFault {
    /// Row of the file, from 1; 0 means the file as a whole.
    pub row: u32,
    /// Logical column: `code`, `name`, `authority`, `city`, `level`, `remark`; empty means the row as a whole.
    pub column: &'static str,
    /// Stable code of what is wrong.
    pub code: &'static str,
    /// Arguments of its sentence.
    #[serde(serialize_with = "args")]
    #[schemars(with = "BTreeMap<String, String>")]
    pub args: Args,
}

fn args<S: serde::Serializer>(args: &Args, to: S) -> Result<S::Ok, S::Error> {
    args.serialize(to)
}

impl RowFault {
    /// A fault of the file as a whole.
    pub(super) fn file(code: &'static str) -> RowFault {
        RowFault::at(0, code)
    }

    /// A fault of a row as a whole.
    pub(super) fn at(row: u32, code: &'static str) -> RowFault {
        RowFault { row, column: "", code, args: Args::none() }
    }

    /// The same with one more argument.
    pub(super) fn with(mut self, name: &'static str, value: impl ToString) -> RowFault {
        self.args = self.args.and(name, value);
        self
    }
}

/// One institution as a list names it.
#[derive(Clone, Debug, PartialEq)]
pub struct Listed {
    /// Row of the file, from 1.
    pub row: u32,
    /// 学校标识码.
    pub code: SchoolCode,
    /// 学校名称.
    pub name: String,
    /// 主管部门, where the list has the column.
    pub authority: Option<String>,
    /// 所在地, where the list has the column and fills it.
    pub city: Option<String>,
    /// 办学层次, where the list tells.
    pub level: Option<Level>,
    /// From 备注: 民办, 合作办学, else public.
    pub ownership: Ownership,
    /// Whether the list has the column 备注 at all.
    pub tells_ownership: bool,
}

impl Listed {
    /// `regular` or `adult`: which of the two lists it stands in. The regular list tells a level in every row; the adult
    /// list has none.
    pub fn scope(&self) -> &'static str {
        if self.code.type_digits() == "42" && self.level.is_none() { "adult" } else { "regular" }
    }

    /// What sort of institution it is, by list, level and name; what cannot be told stays as it was.
    pub fn kind(&self, earlier: Option<InstitutionKind>) -> InstitutionKind {
        let vocational = ["职业技术大学", "职业大学"].iter().any(|ending| self.name.ends_with(ending));
        match (self.scope(), self.level) {
            ("adult", _) if self.name.contains("开放大学") => InstitutionKind::OpenUniversity,
            ("adult", _) => InstitutionKind::AdultCollege,
            (_, Some(Level::Bachelor)) if vocational => InstitutionKind::VocationalUniversity,
            (_, Some(Level::Bachelor)) => InstitutionKind::University,
            (_, Some(Level::Associate)) => InstitutionKind::VocationalCollege,
            (_, None) => earlier.unwrap_or(InstitutionKind::School),
        }
    }

    /// A fault of this row.
    pub fn fault(&self, column: &'static str, code: &'static str, args: &[(&'static str, &str)]) -> RowFault {
        let args = args.iter().map(|(name, value)| (*name, (*value).to_owned())).collect();
        RowFault { row: self.row, column, code, args: Args(args) }
    }
}

/// Logical columns and the headings that official lists and our own exports give them.
const HEADINGS: [(&str, &[&str]); 6] = [
    ("code", &["学校标识码", "学校(机构)标识码", "标识码", "code"]),
    ("name", &["学校名称", "名称", "name"]),
    ("authority", &["主管部门", "authority"]),
    ("city", &["所在地", "所在地(城市)", "所在城市", "城市", "city"]),
    ("level", &["办学层次", "层次", "level"]),
    ("remark", &["备注", "办学性质", "remark", "ownership"]),
];

/// Reads every row below the header.
pub(super) fn rows(grid: &Grid) -> Result<Vec<Listed>, Vec<RowFault>> {
    let (header, columns) = header(grid).map_err(|fault| vec![fault])?;
    let mut faults = Vec::new();
    let mut listed = Vec::new();
    let mut seen: BTreeMap<String, u32> = BTreeMap::new();
    for (place, cells) in grid.0.iter().enumerate().skip(header + 1) {
        // Lists are broken up by lines such as «上海市（69所）»; they have one cell and no code.
        if cells.iter().filter(|cell| !cell.is_empty()).count() <= 1 {
            continue;
        }
        let row = u32::try_from(place + 1).unwrap_or(u32::MAX);
        match one(row, cells, &columns) {
            Ok(one) => match seen.insert(one.code.to_string(), row) {
                Some(first) => {
                    faults.push(one.fault("code", "directory.import.code_twice", &[("first", &first.to_string())]));
                }
                None => listed.push(one),
            },
            Err(mut found) => faults.append(&mut found),
        }
        if faults.len() >= FAULTS_MAX {
            break;
        }
    }
    if listed.is_empty() && faults.is_empty() {
        faults.push(RowFault::file("directory.import.no_rows"));
    }
    if faults.is_empty() { Ok(listed) } else { Err(faults) }
}

/// The row of the header and where each logical column stands in it.
fn header(grid: &Grid) -> Result<(usize, BTreeMap<&'static str, usize>), RowFault> {
    let mut best: (usize, BTreeMap<&'static str, usize>) = (0, BTreeMap::new());
    for (place, cells) in grid.0.iter().enumerate().take(HEADER_WITHIN_ROWS) {
        let mut columns = BTreeMap::new();
        for (at, cell) in cells.iter().enumerate() {
            let heading = cell.replace('（', "(").replace('）', ")").replace(char::is_whitespace, "").to_lowercase();
            if let Some((column, _)) = HEADINGS.iter().find(|(_, known)| known.contains(&heading.as_str())) {
                columns.entry(*column).or_insert(at);
            }
        }
        if columns.len() > best.1.len() {
            best = (place, columns);
        }
    }
    match ["code", "name"].iter().find(|needed| !best.1.contains_key(*needed)) {
        None => Ok(best),
        Some(missing) => {
            let row = if best.1.is_empty() { 0 } else { u32::try_from(best.0 + 1).unwrap_or(u32::MAX) };
            Err(RowFault { column: missing, ..RowFault::at(row, "directory.import.column_missing") })
        }
    }
}

/// One row, or every fault in it.
fn one(row: u32, cells: &[String], columns: &BTreeMap<&'static str, usize>) -> Result<Listed, Vec<RowFault>> {
    let mut faults = Vec::new();
    let cell = |column: &str| columns.get(column).map(|at| cells.get(*at).map_or("", String::as_str));
    let code = SchoolCode::parse(cell("code").unwrap_or_default()).map_err(|fault| {
        faults.push(RowFault { row, column: "code", code: fault.code(), args: fault.args() });
    });
    let name = cell("name").unwrap_or_default();
    if name.is_empty() || name.chars().count() > 100 {
        let code = if name.is_empty() { "form.required" } else { "form.too_long" };
        faults.push(RowFault { column: "name", ..RowFault::at(row, code).with("max", 100) });
    }
    let level = match cell("level").unwrap_or_default() {
        "" | "-" | "—" => None,
        "本科" | "bachelor" => Some(Level::Bachelor),
        "专科" | "高职(专科)" | "associate" => Some(Level::Associate),
        other => {
            faults.push(RowFault {
                column: "level",
                ..RowFault::at(row, "directory.import.level_unknown").with("level", other)
            });
            None
        }
    };
    let ownership = match cell("remark").unwrap_or_default() {
        "" | "公办" | "public" => Ownership::Public,
        "民办" | "private" => Ownership::Private,
        remark if remark.contains("合作办学") || remark == "joint" => Ownership::Joint,
        other => {
            faults.push(RowFault {
                column: "remark",
                ..RowFault::at(row, "directory.import.remark_unknown").with("remark", other)
            });
            Ownership::Public
        }
    };
    let text = |column: &str| cell(column).map(str::to_owned);
    match code {
        Ok(code) if faults.is_empty() => Ok(Listed {
            row,
            code,
            name: name.to_owned(),
            authority: text("authority"),
            city: text("city").filter(|city| !city.is_empty()),
            level,
            ownership,
            tells_ownership: columns.contains_key("remark"),
        }),
        _ => Err(faults),
    }
}
