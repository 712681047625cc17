//! Reports as workbooks that recompute themselves: records, formulas over them beside the values shown here, definitions, hashes.

mod county;
mod region;
mod school;

use std::collections::BTreeMap;

use indicators::expression::number;
use indicators::standard::{Element, Place, Standard};
use op::{Error, Result};
use rust_xlsxwriter::utility::{cell_range_absolute, column_number_to_name as letter, row_col_to_cell_absolute};
use rust_xlsxwriter::{Format, Formula, Workbook, Worksheet, XlsxError};
use units::Args;
use web::Voice;

use super::definition::{Definition, standard_title};
use super::{CountyShown, floor_words, stage};
use crate::model::{Figures, SchoolFigures};
use crate::rules::{formula, known};

pub(crate) use county::county;
pub(crate) use region::region;
pub(crate) use school::school;

/// Rows above the first record: official names, identifiers, units.
const RECORD_HEAD: u32 = 3;
/// Columns of a record before its figures: code, name, kind.
const RECORD_FIXED: u16 = 3;

/// A place in a sheet: row and column from 0.
type At = (u32, u16);

/// What every workbook of a standard has in common.
pub(crate) struct Book<'a> {
    pub(crate) voice: &'a Voice,
    pub(crate) standard: &'a Standard,
    bold: Format,
    fine: Format,
}

fn bug(fault: XlsxError) -> Error {
    Error::bug(fault)
}

/// A cell of a sheet as formulas on others name it.
fn cell(sheet: &str, at: At) -> String {
    format!("'{sheet}'!{}", row_col_to_cell_absolute(at.0, at.1))
}

/// Rows of a column of a sheet, first and last from 0.
fn range(sheet: &str, column: u16, first: u32, last: u32) -> String {
    format!("'{sheet}'!{}", cell_range_absolute(first, column, last, column))
}

/// A place among at most some thousands of rows.
fn row_of(place: usize) -> u32 {
    u32::try_from(place).unwrap_or(u32::MAX)
}

/// A place among at most some hundred columns.
fn column_of(place: usize) -> u16 {
    u16::try_from(place).unwrap_or(u16::MAX)
}

impl<'a> Book<'a> {
    pub(crate) fn of(voice: &'a Voice, standard: &'a Standard) -> Book<'a> {
        Book { voice, standard, bold: Format::new().set_bold(), fine: Format::new().set_num_format("0.000") }
    }

    fn word(&self, key: &str) -> String {
        self.voice.word(key)
    }

    /// A word of this domain by what follows the domain's name.
    fn short(&self, key: &str) -> String {
        self.voice.word(&format!("supervision-{key}"))
    }

    /// The name of a stage's sheet, or of one that goes with it.
    fn sheet_name(&self, name: &str, part: &str) -> String {
        let stage = stage(self.voice, name);
        if part.is_empty() { stage } else { format!("{stage} {}", self.short(&format!("sheet-{part}"))) }
    }

    fn head(&self, sheet: &mut Worksheet, row: u32, texts: &[String]) -> Result<()> {
        for (place, text) in texts.iter().enumerate() {
            sheet.write_string_with_format(row, column_of(place), text, &self.bold).map_err(bug)?;
        }
        Ok(())
    }

    /// A formula that brings its value along, so that a reader that computes nothing shows it; the value alone without a formula.
    /// Nothing where the value is not known.
    fn put(&self, sheet: &mut Worksheet, at: At, text: Option<String>, value: Option<f64>) -> Result<()> {
        match (text, value.and_then(known)) {
            (Some(text), Some(value)) => {
                let made = Formula::new(format!("={text}")).set_result(number(value));
                sheet.write_formula(at.0, at.1, made).map_err(bug)?;
            }
            (_, Some(value)) => {
                sheet.write_number(at.0, at.1, value).map_err(bug)?;
            }
            _ => {}
        }
        Ok(())
    }

    /// A formula that says a word.
    fn say(&self, sheet: &mut Worksheet, at: At, text: &str, value: &str) -> Result<()> {
        let made = Formula::new(format!("={text}")).set_result(value);
        sheet.write_formula(at.0, at.1, made).map_err(bug)?;
        Ok(())
    }

    /// The first sheet: what this is, under what it was computed, and how to compute it again.
    fn about(&self, workbook: &mut Workbook, rows: &[(String, String)]) -> Result<()> {
        let sheet = workbook.add_worksheet();
        sheet.set_name(self.word("supervision-sheet-about")).map_err(bug)?;
        sheet.set_column_width(0, 24).map_err(bug)?;
        sheet.set_column_width(1, 100).map_err(bug)?;
        let fixed = [
            (self.word("supervision-standard"), standard_title(self.voice, self.standard)),
            (self.word("supervision-standard-official"), self.standard.title.clone()),
            (self.word("supervision-source"), self.standard.source.clone()),
            (self.word("supervision-identifier"), self.standard.id.clone()),
            (self.word("supervision-standard-hash"), crate::rules::figures::standard_hash(self.standard)),
            (self.word("supervision-sheet-how"), self.word("supervision-sheet-how-text")),
        ];
        for (row, (key, value)) in rows.iter().chain(&fixed).enumerate() {
            sheet.write_string_with_format(row_of(row), 0, key, &self.bold).map_err(bug)?;
            sheet.write_string(row_of(row), 1, value).map_err(bug)?;
        }
        Ok(())
    }

    /// The last sheet: what each indicator is, and what each formula computes.
    fn definitions(&self, workbook: &mut Workbook) -> Result<()> {
        let sheet = workbook.add_worksheet();
        sheet.set_name(self.word("supervision-sheet-definitions")).map_err(bug)?;
        let keys =
            ["code", "indicator", "unit", "stage", "definition-words", "definition-expression", "asked", "cv_limit"];
        self.head(sheet, 0, &keys.map(|key| self.short(key)))?;
        let mut at = 1;
        for rule in &self.standard.indicators {
            let definition = Definition::of(self.voice, self.standard, rule);
            for row in &definition.stages.rows {
                let fixed = [&definition.code, &definition.name, &definition.unit];
                let cells = fixed
                    .into_iter()
                    .map(String::as_str)
                    .chain(row.iter().map(|cell| cell.as_str().or(cell["text"].as_str()).unwrap_or("")));
                for (column, text) in cells.enumerate() {
                    sheet.write_string(at, column_of(column), text).map_err(bug)?;
                }
                at += 1;
            }
        }
        at += 1;
        let explained = [
            ("supervision-explain-mean-name", "supervision-explain-mean"),
            ("supervision-explain-deviation-name", "supervision-explain-deviation"),
            ("supervision-explain-cv-name", "supervision-explain-cv"),
            ("supervision-explain-plain-name", "supervision-explain-plain"),
            ("supervision-explain-share-name", "supervision-explain-share"),
            ("supervision-explain-within-name", "supervision-explain-within"),
            ("supervision-explain-between-name", "supervision-explain-between"),
            ("supervision-explain-limits-name", "supervision-explain-limits"),
            ("supervision-explain-missing-name", "supervision-explain-missing"),
        ];
        let explained = explained.map(|(name, text)| (name, self.word(text))).into_iter();
        let rule = self.rule_words().map(|words| ("supervision-explain-school-name", words));
        for (name, text) in explained.chain(rule) {
            sheet.write_string_with_format(at, 0, self.word(name), &self.bold).map_err(bug)?;
            sheet.write_string(at, 1, text).map_err(bug)?;
            at += 1;
        }
        sheet.set_column_width(0, 16).map_err(bug)?;
        for (column, width) in [(1, 44), (2, 16), (3, 8), (4, 60), (5, 60), (6, 22), (7, 22)] {
            sheet.set_column_width(column, width).map_err(bug)?;
        }
        Ok(())
    }

    /// The records of some schools as they were entered, and where each figure stands.
    fn records(&self, workbook: &mut Workbook, all: &Figures, schools: &[&SchoolFigures]) -> Result<Records> {
        let sheet = workbook.add_worksheet();
        let name = self.word("supervision-sheet-records");
        sheet.set_name(&name).map_err(bug)?;
        let given = |element: &&Element| {
            let has = all.schools.iter().any(|school| school.figures.contains_key(&element.name));
            element.of == Place::School && (has || element.default.is_some())
        };
        let elements: Vec<&Element> = self.standard.elements.iter().filter(given).collect();
        let fixed = ["school-code", "school", "kind"].map(|key| self.short(key));
        self.head(sheet, 0, &fixed)?;
        for (place, element) in elements.iter().enumerate() {
            let column = RECORD_FIXED + column_of(place);
            sheet.write_string_with_format(0, column, &element.title, &self.bold).map_err(bug)?;
            sheet.write_string(1, column, &element.name).map_err(bug)?;
            sheet.write_string(2, column, element.unit.to_string()).map_err(bug)?;
        }
        let mut rows = BTreeMap::new();
        for (place, school) in schools.iter().enumerate() {
            let row = RECORD_HEAD + row_of(place);
            rows.insert(school.code.clone(), row);
            for (column, text) in [&school.code, &school.name, &school.kind].into_iter().enumerate() {
                sheet.write_string(row, column_of(column), text).map_err(bug)?;
            }
            for (place, element) in elements.iter().enumerate() {
                let entered = all.schools.iter().any(|school| school.figures.contains_key(&element.name));
                let value =
                    if entered { school.figures.get(&element.name).copied().flatten() } else { element.default };
                self.put(sheet, (row, RECORD_FIXED + column_of(place)), None, value)?;
            }
        }
        sheet.set_freeze_panes(RECORD_HEAD, 2).map_err(bug)?;
        sheet.autofit();
        let columns = elements
            .iter()
            .enumerate()
            .map(|(place, element)| (element.name.clone(), (RECORD_FIXED + column_of(place), element.unit.clone())));
        Ok(Records { sheet: name, rows, columns: columns.collect() })
    }

    /// The rows of an assessment on the first sheet.
    fn assessment(&self, county: &CountyShown, title: String, command: String) -> Vec<(String, String)> {
        let state = self.voice.word(&format!("supervision-state-{}", county.state));
        let mut rows = vec![
            (self.word("supervision-sheet-what"), title),
            (self.word("supervision-year"), county.year.to_string()),
            (self.word("supervision-version"), county.version.to_string()),
            (self.word("supervision-state"), state),
            (self.word("supervision-figures-source"), county.source.clone()),
            (self.word("supervision-figures-hash"), county.hash.clone()),
            (self.word("supervision-verdict-hash"), county.verdict.clone()),
            (self.word("supervision-recompute"), command),
        ];
        if county.example {
            rows.insert(1, (self.word("supervision-example"), self.word("supervision-example-explain")));
        }
        rows
    }

    /// The caption of a stage's indicator in a head: its name and its limit.
    fn caption(&self, at: usize) -> String {
        super::rule_name(self.voice, self.standard, &self.standard.indicators[at])
    }

    fn limit(&self, at: usize, stage: &str) -> Option<f64> {
        self.standard.indicators[at].limits.get(stage).map(|limit| limit.value)
    }

    fn floor(&self) -> Option<f64> {
        self.standard.school_rule.as_ref().and_then(|rule| rule.floor).map(|floor| floor.value)
    }

    /// What the school rule asks, in words; none where the standard asks nothing of a single school.
    fn rule_words(&self) -> Option<String> {
        let least = self.standard.school_rule.as_ref()?.reach_at_least;
        let args = Args::one("least", least).and("floor", floor_words(self.standard));
        Some(self.voice.with("supervision-sheet-rule", &args))
    }

    /// The value of an indicator of a school as a formula over its record.
    fn value(&self, records: &Records, school: &str, kind: &str, at: usize, stage: &str) -> Option<String> {
        let cells = |name: &str| records.cell(school, name);
        formula::value(self.standard, &self.standard.indicators[at], stage, kind, &cells)
    }
}

/// Where the figures of schools stand.
struct Records {
    sheet: String,
    rows: BTreeMap<String, u32>,
    columns: BTreeMap<String, (u16, indicators::expression::Unit)>,
}

impl Records {
    fn cell(&self, school: &str, element: &str) -> Option<(String, indicators::expression::Unit)> {
        let (column, unit) = self.columns.get(element)?;
        Some((cell(&self.sheet, (*self.rows.get(school)?, *column)), unit.clone()))
    }
}
