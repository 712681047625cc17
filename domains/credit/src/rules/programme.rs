//! 专业培养方案 as files: TOML of the rule language, or a table of courses.

use std::collections::BTreeMap;

use recognition::model::{self as engine, Course, FILE_BYTES_MAX, PROGRAMMES_MAX};
use recognition::text::{RuleFile, TextFault, TextRefused};
use units::{Credit, Fault};

use crate::model::{ProgrammeFile, ProgrammeText};

/// The columns of a table of courses, by either name.
const COLUMNS: [(&str, &str); 7] = [
    ("programme", "专业代码"),
    ("programme_title", "专业名称"),
    ("total", "总学分"),
    ("code", "课程代码"),
    ("title", "课程名称"),
    ("category", "课程类别"),
    ("credit", "学分"),
];

/// Reads a file of programmes.
///
/// # Errors
/// In order: too long, nothing in it, the first fault of its text, an entry of another institution, a rule among them.
pub fn parse(file: &ProgrammeFile) -> Result<ProgrammeText, Vec<Fault>> {
    let text = file.text.trim_start_matches('\u{feff}').trim();
    if text.len() > FILE_BYTES_MAX {
        return Err(vec![
            Fault::new("text", "credit.programme.too_large").with("max_kilobytes", FILE_BYTES_MAX / 1024),
        ]);
    }
    let first = text.lines().map(str::trim).find(|line| !line.is_empty() && !line.starts_with('#'));
    let read = match first {
        None => return Err(vec![Fault::new("text", "form.required")]),
        Some(line) if line.starts_with('[') => toml(&file.institution, text),
        Some(_) => table(&file.institution, text),
    };
    read.map_err(|fault| vec![fault])
}

fn toml(institution: &str, text: &str) -> Result<ProgrammeText, Fault> {
    let read = RuleFile::parse(text).map_err(|fault| text_fault(&fault))?;
    if !read.rules.is_empty() {
        return Err(Fault::new("text", "credit.programme.rule_among"));
    }
    let owners = read.programmes.iter().map(|programme| &programme.institution);
    let mut owners = owners.chain(read.changes.iter().map(|change| &change.issuer));
    if let Some(other) = owners.find(|owner| *owner != institution) {
        return Err(Fault::new("text", "credit.programme.other_institution").with("institution", other));
    }
    if read.programmes.is_empty() && read.changes.is_empty() {
        return Err(Fault::new("text", "form.required"));
    }
    Ok(ProgrammeText { programmes: read.programmes, changes: read.changes })
}

/// A fault of a text of the rule language, in the words of this domain.
pub fn text_fault(fault: &TextFault) -> Fault {
    let said = |code| Fault::new("text", code).with("line", fault.line).with("column", fault.column);
    match &fault.why {
        TextRefused::TooLarge => {
            Fault::new("text", "credit.programme.too_large").with("max_kilobytes", FILE_BYTES_MAX / 1024)
        }
        TextRefused::TooDeep => said("credit.text.too_deep").with("max", engine::NESTING_MAX),
        TextRefused::TooMany => said("credit.text.too_many"),
        TextRefused::Malformed(why) | TextRefused::OutOfRange(why) => {
            let field = if fault.field.is_empty() { "–" } else { &fault.field };
            said("credit.text.misfit").with("field", field).with("why", why)
        }
    }
}

fn table(institution: &str, text: &str) -> Result<ProgrammeText, Fault> {
    let mut reader = csv::ReaderBuilder::new().flexible(true).trim(csv::Trim::All).from_reader(text.as_bytes());
    let header = reader.headers().map_err(|_| Fault::new("text", "credit.programme.header"))?.clone();
    let place = |(name, official): (&str, &str)| header.iter().position(|cell| cell == name || cell == official);
    let Some(places) = COLUMNS.map(place).into_iter().collect::<Option<Vec<usize>>>() else {
        return Err(Fault::new("text", "credit.programme.header"));
    };
    let mut programmes: BTreeMap<String, engine::Programme> = BTreeMap::new();
    for row in reader.records() {
        let row = row.map_err(|_| Fault::new("text", "credit.programme.header"))?;
        let line = row.position().map_or(0, csv::Position::line);
        let cell = |column: usize| row.get(places[column]).unwrap_or_default();
        let credit = |column: usize| {
            Credit::parse(cell(column)).map_err(|_| {
                let (name, _) = COLUMNS[column];
                Fault::new("text", "credit.programme.credit").with("line", line).with("column", name)
            })
        };
        let total = credit(2)?;
        let programme = programmes.entry(cell(0).to_owned()).or_insert_with(|| engine::Programme {
            institution: institution.to_owned(),
            code: cell(0).to_owned(),
            title: cell(1).to_owned(),
            total,
            courses: Vec::new(),
        });
        programme.courses.push(Course {
            code: cell(3).to_owned(),
            title: cell(4).to_owned(),
            category: cell(5).to_owned(),
            credit: credit(6)?,
        });
        if programmes.len() > PROGRAMMES_MAX {
            return Err(Fault::new("text", "credit.text.too_many").with("line", line).with("column", 1));
        }
    }
    let programmes: Vec<engine::Programme> = programmes.into_values().collect();
    for programme in &programmes {
        recognition::text::programme_within_limits(programme).map_err(|fault| text_fault(&fault))?;
    }
    match programmes.is_empty() {
        true => Err(Fault::new("text", "form.required")),
        false => Ok(ProgrammeText { programmes, changes: Vec::new() }),
    }
}
