//! Rows of a table of regions: each is one name under one code for one time, as in `data/regions.csv`.

use codes::{RegionCode, RegionLevel};
use units::Day;

use super::table::{Headings, Line, Table};
use super::{Grid, RowFault};
use crate::model::{Region, Sound};

/// One name under one code for one time, as a file has it.
#[derive(Clone, Debug, PartialEq)]
pub struct RegionRow {
    /// Row of the file, from 1.
    pub row: u32,
    /// The region.
    pub region: Region,
    /// How its name is spoken.
    pub sound: Sound,
    /// The codes its area went to; empty where the file does not tell.
    pub successors: Vec<String>,
}

impl RegionRow {
    /// A fault of this row.
    pub fn fault(&self, column: &'static str, code: &'static str) -> RowFault {
        RowFault::cell(self.row, column, code)
    }
}

const HEADINGS: Headings = &[
    ("region_code", &["行政区划代码", "代码", "code"]),
    ("region_name", &["名称", "单位名称", "name"]),
    ("name_en", &["英文名", "name_en"]),
    ("region_level", &["级别", "level"]),
    ("parent", &["上级", "上级代码", "parent"]),
    ("pinyin", &["拼音", "pinyin"]),
    ("valid_from", &["启用", "启用日期", "valid_from"]),
    ("valid_to", &["停用", "停用日期", "valid_to"]),
    ("successors", &["划归", "划归代码", "successors"]),
];

/// Reads every row below the header.
pub(super) fn rows(grid: &Grid) -> Result<Vec<RegionRow>, Vec<RowFault>> {
    let table =
        Table::find(grid, HEADINGS, &["region_code", "region_name", "valid_from"]).map_err(|fault| vec![fault])?;
    table.read(|line| {
        let row = one(line)?;
        Ok(Some((format!("{} {}", row.region.code, row.region.valid_from), row)))
    })
}

fn one(line: &Line) -> Result<RegionRow, Vec<RowFault>> {
    let mut faults = Vec::new();
    let name = line.name("region_name", &mut faults);
    let code = RegionCode::parse(line.text("region_code"));
    let code = code.map_err(|fault| faults.push(RowFault::refused(line.row, "region_code", &fault)));
    let valid_from = time(line, "valid_from", &mut faults);
    let valid_to = Some(line.text("valid_to")).filter(|text| !text.is_empty());
    let valid_to = valid_to.map(|_| time(line, "valid_to", &mut faults));
    if valid_to.as_ref().is_some_and(|to| faults.is_empty() && *to <= valid_from) {
        faults.push(RowFault::cell(line.row, "valid_to", "directory.import.time_order"));
    }
    let split = line.text("successors").split(['|', '、', ';', '；', ' ']);
    let successors: Vec<String> = split.filter(|code| !code.is_empty()).map(str::to_owned).collect();
    for successor in &successors {
        if let Err(fault) = RegionCode::parse(successor) {
            faults.push(RowFault::refused(line.row, "successors", &fault));
        }
    }
    let Ok(code) = code else { return Err(faults) };
    if !matches!(line.text("region_level"), "" | "省级" | "地级" | "县级")
        && line.text("region_level") != code.level().name()
    {
        faults.push(RowFault::cell(line.row, "region_level", "directory.import.region_level"));
    }
    if !faults.is_empty() {
        return Err(faults);
    }
    let sound = match line.text("pinyin") {
        "" => Sound::of(&name),
        pinyin => Sound::given(pinyin),
    };
    let region = Region {
        code: code.to_string(),
        name,
        name_en: line.text("name_en").to_owned(),
        level: code.level().name().to_owned(),
        parent: parent(line.text("parent"), code),
        valid_from,
        valid_to,
    };
    Ok(RegionRow { row: line.row, region, sound, successors })
}

/// The unit above as the file tells it, else as the code does: a county lies in its city, or in the municipality.
fn parent(told: &str, code: RegionCode) -> Option<String> {
    match (told, code.level()) {
        (_, RegionLevel::Province) => None,
        ("", RegionLevel::County) if code.city().to_string().starts_with("31") => Some(code.province().to_string()),
        ("", RegionLevel::County) => Some(code.city().to_string()),
        ("", RegionLevel::City) => Some(code.province().to_string()),
        (told, _) => Some(told.to_owned()),
    }
}

/// A time as exact as the notice: a year or a day.
fn time(line: &Line, column: &'static str, faults: &mut Vec<RowFault>) -> String {
    let text = line.text(column);
    let year = text.len() == 4 && text.bytes().all(|byte| byte.is_ascii_digit());
    if !year && Day::parse(text).is_err() {
        let code = if text.is_empty() { "form.required" } else { "directory.import.time" };
        faults.push(RowFault::cell(line.row, column, code));
    }
    text.to_owned()
}
