//! Units as a table: a heading, then a unit a row.

use codes::{RegionCode, SchoolCode};
use units::Fault;

use super::text::{TITLE_CHARS_MAX, text_fault};
use crate::model::UnitInput;

/// Rows among which the heading is looked for.
const HEADING_ROWS: usize = 10;
/// Most faults that are told of one table.
const FAULTS_MAX: usize = 200;

/// Headings of the columns, the first of each written in exports.
const COLUMNS: [(&str, &[&str]); 3] = [
    ("code", &["代码", "单位代码", "学校标识码", "学校(机构)标识码", "code"]),
    ("name", &["名称", "单位名称", "学校名称", "name"]),
    ("county", &["县区代码", "所在县区", "county"]),
];

/// Reads units from the rows of a table, each with its row. A fault's field is `<row>.<column>`, rows counted from 1.
///
/// # Errors
/// No heading, nothing below it, or every cell that cannot be read.
pub fn read(rows: &[Vec<String>]) -> Result<Vec<(UnitInput, usize)>, Vec<Fault>> {
    let Some((at, columns)) =
        rows.iter().take(HEADING_ROWS).enumerate().find_map(|(at, row)| Some((at, heading(row)?)))
    else {
        return Err(vec![Fault::new("file", "collection.unit.heading")]);
    };
    let (mut read, mut faults) = (Vec::new(), Vec::new());
    for (row, cells) in rows.iter().enumerate().skip(at + 1) {
        let cell = |column: usize| {
            let place: Option<usize> = columns[column];
            place.and_then(|place| cells.get(place)).map(|text| text.trim().to_owned()).unwrap_or_default()
        };
        if cells.iter().all(|text| text.trim().is_empty()) {
            continue;
        }
        let unit = UnitInput { code: cell(0), name: cell(1), county: cell(2) };
        faults.extend(
            unit_faults(&unit)
                .into_iter()
                .map(|fault| Fault { field: format!("{}.{}", row + 1, fault.field), ..fault }),
        );
        read.push((unit, row + 1));
        if faults.len() >= FAULTS_MAX {
            break;
        }
    }
    if read.is_empty() && faults.is_empty() {
        faults.push(Fault::new("file", "collection.unit.empty"));
    }
    if faults.is_empty() { Ok(read) } else { Err(faults) }
}

/// Where the columns stand in a row of headings; a code is needed.
fn heading(row: &[String]) -> Option<[Option<usize>; 3]> {
    let place =
        |names: &[&str]| row.iter().position(|cell| names.iter().any(|name| cell.trim().eq_ignore_ascii_case(name)));
    let places = COLUMNS.map(|(_, names)| place(names));
    places[0].map(|_| places)
}

/// What is wrong with a unit by itself: its code, its name, its county.
pub fn unit_faults(unit: &UnitInput) -> Vec<Fault> {
    let code = match unit.code.len() {
        6 => RegionCode::parse(&unit.code).is_err(),
        _ => SchoolCode::parse(&unit.code).is_err(),
    };
    let county = !unit.county.is_empty() && RegionCode::parse(&unit.county).is_err();
    [
        code.then(|| Fault::new("code", "collection.unit.code_unknown").with("code", shown(&unit.code))),
        text_fault("name", &unit.name, 0, TITLE_CHARS_MAX, false),
        county.then(|| Fault::new("county", "collection.unit.county_unknown").with("code", shown(&unit.county))),
    ]
    .into_iter()
    .flatten()
    .collect()
}

fn shown(text: &str) -> String {
    text.chars().filter(|letter| !letter.is_control()).take(20).collect()
}
