//! Rows of a catalogue of majors. What a code says (门类, 专业类, T, K) is read from the code.

use super::table::{Headings, Line, Table};
use super::{Grid, RowFault};
use crate::model::{Catalogue, Major, Sound};

/// One major as a catalogue has it.
#[derive(Clone, Debug, PartialEq)]
pub struct MajorRow {
    /// Row of the file, from 1.
    pub row: u32,
    /// The major; its edition is said when it is entered.
    pub major: Major,
    /// How its name is spoken.
    pub sound: Sound,
    /// Whether the file has a column for the degrees.
    pub tells_degrees: bool,
    /// Whether the file has a column for the former code.
    pub tells_former_code: bool,
}

impl MajorRow {
    /// A fault of this row.
    pub fn fault(&self, column: &'static str, code: &'static str) -> RowFault {
        RowFault::cell(self.row, column, code)
    }
}

const HEADINGS: Headings = &[
    ("major_code", &["专业代码", "代码", "code"]),
    ("major_name", &["专业名称", "名称", "name"]),
    ("catalogue", &["目录", "层次", "level", "catalogue"]),
    ("discipline", &["门类", "学科门类", "专业大类", "门类/专业大类", "discipline_name"]),
    ("class", &["专业类", "class_name"]),
    ("degrees", &["学位授予门类", "degrees"]),
    ("former_code", &["原专业代码", "former_code"]),
    ("pinyin", &["拼音", "pinyin"]),
];

/// Reads every row below the header that belongs to the catalogue.
pub(super) fn rows(grid: &Grid, catalogue: Catalogue) -> Result<Vec<MajorRow>, Vec<RowFault>> {
    let table = Table::find(grid, HEADINGS, &["major_code", "major_name"]).map_err(|fault| vec![fault])?;
    let (tells_degrees, tells_former_code) = (table.has("degrees"), table.has("former_code"));
    table.read(|line| {
        if of_another(line.text("catalogue"), catalogue) {
            return Ok(None);
        }
        let row = MajorRow { tells_degrees, tells_former_code, ..one(line, catalogue)? };
        Ok(Some((row.major.code.clone(), row)))
    })
}

fn of_another(told: &str, catalogue: Catalogue) -> bool {
    let named = match told {
        "普通本科" | "undergraduate" => Catalogue::Undergraduate,
        "高职本科" | "职业本科" | "高等职业教育本科" | "bachelor" | "vocational_bachelor" => {
            Catalogue::VocationalBachelor
        }
        "高职专科" | "高等职业教育专科" | "associate" | "vocational_associate" => {
            Catalogue::VocationalAssociate
        }
        _ => return false,
    };
    named != catalogue
}

fn one(line: &Line, catalogue: Catalogue) -> Result<MajorRow, Vec<RowFault>> {
    let mut faults = Vec::new();
    let name = line.name("major_name", &mut faults);
    let code = line.text("major_code").to_ascii_uppercase();
    let (special, controlled) = (code.contains('T'), code.ends_with('K'));
    let digits = code.strip_suffix('K').unwrap_or(&code);
    let digits = digits.strip_suffix('T').unwrap_or(digits);
    let undergraduate = catalogue == Catalogue::Undergraduate;
    // Five majors of 外国语言文学 have a seventh digit; vocational codes have six, and no T.
    let lengths = if undergraduate { 6..=7 } else { 6..=6 };
    let shape = lengths.contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit());
    if !shape || (special && !undergraduate) {
        faults.push(RowFault::cell(line.row, "major_code", "directory.import.major_code"));
    }
    if !faults.is_empty() {
        return Err(faults);
    }
    let sound = match line.text("pinyin") {
        "" => Sound::of(&name),
        pinyin => Sound::given(pinyin),
    };
    let class_name = line.text("class").to_owned();
    let major = Major {
        catalogue,
        edition: String::new(),
        name,
        discipline: digits[..2].to_owned(),
        discipline_name: line.text("discipline").to_owned(),
        class: if class_name.is_empty() { String::new() } else { digits[..4].to_owned() },
        class_name,
        special,
        controlled,
        degrees: line.text("degrees").to_owned(),
        former_code: line.text("former_code").to_owned(),
        code,
    };
    Ok(MajorRow { row: line.row, major, sound, tells_degrees: false, tells_former_code: false })
}
