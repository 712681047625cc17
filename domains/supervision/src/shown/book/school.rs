//! A school's report: its record, its values as formulas over it, what it lacks, and the control limits around the county's mean.

use indicators::expression::number;
use indicators::standard::{StageVerdict, Verdict};
use op::{Error, Result};
use rust_xlsxwriter::{Workbook, Worksheet};

use super::{Book, Records, bug, column_of, letter};
use crate::model::Figures;
use crate::rules::funnel::{INNER, OUTER, Position};
use crate::shown::school::funnel;
use crate::shown::{CountyShown, command, stage, unit};

const PUPILS: u16 = 3;
const VALUE: u16 = 4;
const SHOWN: u16 = 5;
const ASKED: u16 = 6;
const REACHED: u16 = 7;
const LACKING: u16 = 8;
const MEAN: u16 = 9;
const SPREAD: u16 = 10;
/// Outer low, inner low, inner high, outer high.
const LIMITS: u16 = 11;
const POSITION: u16 = 15;

/// The workbook of a school, as bytes. Of the other schools it has only what the county's mean and spread say.
///
/// # Errors
/// `Missing` for a school that is not there.
pub(crate) fn school(
    book: &Book,
    shown: &CountyShown,
    figures: &Figures,
    verdict: &Verdict,
    code: &str,
) -> Result<Vec<u8>> {
    let own = figures.school(code).ok_or(Error::Missing)?;
    let mut workbook = Workbook::new();
    let out = [code, &shown.year.to_string()];
    let command = command::standard("school.csv", &shown.standard, false, &out);
    let title = format!("{} {} · {} {}", shown.name, shown.year, own.code, own.name);
    book.about(&mut workbook, &book.assessment(shown, title, command))?;
    let values = workbook.add_worksheet();
    values.set_name(book.word("supervision-sheet-values")).map_err(bug)?;
    let records = book.records(&mut workbook, figures, &[own])?;
    let sheet = workbook.worksheet_from_index(1).map_err(bug)?;
    let keys = [
        "stage",
        "indicator",
        "unit",
        "pupils",
        "sheet-value-formula",
        "sheet-value-shown",
        "asked",
        "is_reached",
        "lacking-each",
        "county_mean",
        "sheet-spread",
        "sheet-outer-low",
        "sheet-inner-low",
        "sheet-inner-high",
        "sheet-outer-high",
        "position",
    ];
    book.head(sheet, 0, &keys.map(|key| book.short(key)))?;
    let mut row = 1;
    for one in &verdict.stages {
        let Some(place) = one.schools.iter().position(|school| school.school == code) else { continue };
        for at in 0..one.dispersion.len() {
            book.line(sheet, row, &records, (one, place, at))?;
            row += 1;
        }
        row = book.closing(sheet, row, one, place)?;
    }
    for column in [VALUE, SHOWN, LACKING, MEAN, SPREAD, LIMITS, LIMITS + 1, LIMITS + 2, LIMITS + 3] {
        sheet.set_column_format(column, &book.fine).map_err(bug)?;
    }
    sheet.autofit();
    book.definitions(&mut workbook)?;
    workbook.save_to_buffer().map_err(bug)
}

impl Book<'_> {
    fn line(
        &self,
        sheet: &mut Worksheet,
        row: u32,
        records: &Records,
        (one, place, at): (&StageVerdict, usize, usize),
    ) -> Result<()> {
        let (school, rule) = (&one.schools[place], &self.standard.indicators[at]);
        let texts = [stage(self.voice, &one.stage), self.caption(at), unit(self.voice, &rule.unit.to_string())];
        for (column, text) in texts.iter().enumerate() {
            sheet.write_string(row, column_of(column), text).map_err(bug)?;
        }
        let pupils =
            self.standard.stages.iter().find(|other| other.name == one.stage).map(|other| other.pupils.as_str());
        let from = pupils.and_then(|pupils| records.cell(&school.school, pupils)).map(|(cell, _)| cell);
        self.put(sheet, (row, PUPILS), from, Some(school.pupils))?;
        let (value, limit) = (school.values[at], self.limit(at, &one.stage));
        let text = self.value(records, &school.school, school.kind.name(), at, &one.stage);
        self.put(sheet, (row, VALUE), text, value)?;
        self.put(sheet, (row, SHOWN), None, value)?;
        self.put(sheet, (row, ASKED), None, limit)?;
        let own = |column: u16| format!("{}{}", letter(column), row + 1);
        if let (Some(value), Some(limit), Some(reached)) = (value, limit, school.reached[at]) {
            let (yes, no) = (self.word("supervision-yes"), self.word("supervision-no"));
            let text = format!("IF({}>={}*(1-1E-12),\"{yes}\",\"{no}\")", own(VALUE), own(ASKED));
            self.say(sheet, (row, REACHED), &text, if reached { &yes } else { &no })?;
            let text = format!("MAX(0,{}-{})", own(ASKED), own(VALUE));
            self.put(sheet, (row, LACKING), Some(text), Some((limit - value).max(0.0)))?;
        }
        self.put(sheet, (row, MEAN), None, one.dispersion[at].mean)?;
        let Some(funnel) = funnel(one, at) else { return Ok(()) };
        self.put(sheet, (row, SPREAD), None, Some(funnel.spread))?;
        let limits = funnel.limits(school.pupils);
        for (step, (z, limit)) in [-OUTER, -INNER, INNER, OUTER].into_iter().zip(limits).enumerate() {
            let text = format!("{}+({})*SQRT({}/{})", own(MEAN), number(z), own(SPREAD), own(PUPILS));
            self.put(sheet, (row, LIMITS + column_of(step)), Some(text), Some(limit))?;
        }
        match value.and_then(|value| funnel.position(value, school.pupils)) {
            Some(position) => self.position(sheet, row, position),
            None => Ok(()),
        }
    }

    /// Where the value lies among the limits.
    fn position(&self, sheet: &mut Worksheet, row: u32, position: Position) -> Result<()> {
        let own = |column: u16| format!("{}{}", letter(column), row + 1);
        let word = |position: Position| self.short(&format!("position-{}", position.name()));
        let when = |sign: &str, step: u16, position: Position| {
            format!("IF({}{sign}{},\"{}\",", own(VALUE), own(LIMITS + step), word(position))
        };
        let text = [
            when("<", 0, Position::FarBelow),
            when("<", 1, Position::Below),
            when(">", 3, Position::FarAbove),
            when(">", 2, Position::Above),
        ];
        let text = format!("{}\"{}\"))))", text.concat(), word(Position::Within));
        self.say(sheet, (row, POSITION), &text, &word(position))
    }

    /// Below a stage: how many indicators are reached, and what is asked, where the standard asks it; the next free row.
    fn closing(&self, sheet: &mut Worksheet, row: u32, one: &StageVerdict, place: usize) -> Result<u32> {
        let Some(rule) = self.rule_words() else { return Ok(row + 1) };
        let school = &one.schools[place];
        let first = row + 1 - u32::try_from(one.dispersion.len()).unwrap_or(0);
        let reached = school.reached.iter().filter(|reached| **reached == Some(true)).count();
        sheet.write_string_with_format(row, 1, self.word("supervision-reached"), &self.bold).map_err(bug)?;
        let column = letter(REACHED);
        let text = format!("COUNTIF({column}{first}:{column}{row},\"{}\")", self.word("supervision-yes"));
        self.put(sheet, (row, REACHED), Some(text), Some(reached as f64))?;
        sheet.write_string(row, LACKING, rule).map_err(bug)?;
        Ok(row + 2)
    }
}
