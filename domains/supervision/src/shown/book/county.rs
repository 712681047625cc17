//! A county's report: each school's values from its record, the 差异系数 over them, each school's share, definitions.

use indicators::expression::number;
use indicators::standard::{StageVerdict, Verdict};
use op::Result;
use rust_xlsxwriter::Workbook;

use super::{Book, Records, bug, cell, column_of, letter, range, row_of};
use crate::model::{Figures, SchoolFigures};
use crate::rules::figures::county_csv;
use crate::rules::formula::spread;
use crate::shown::{CountyShown, command, stage, unit};

/// Columns of a stage's sheet before its indicators: code, name, kind, pupils.
pub(super) const FIXED: u16 = 4;
/// Rows of a stage's sheet above its schools: names, limits, floors.
const HEAD: u32 = 3;
/// The rows, as a spreadsheet counts them, of the limits and of the floors.
const LIMITS: u32 = 2;
const FLOORS: u32 = 3;
/// Columns of the sheet of coefficients.
const PUPILS: u16 = 4;
const MEAN: u16 = 5;
const DEVIATION: u16 = 6;
const CV: u16 = 7;
const SHOWN: u16 = 8;
const PLAIN: u16 = 9;
const LIMIT: u16 = 10;
const KEPT: u16 = 11;

/// The workbook of a county, as bytes.
///
/// # Errors
/// What a workbook cannot hold: a bug.
pub(crate) fn county(book: &Book, shown: &CountyShown, figures: &Figures, verdict: &Verdict) -> Result<Vec<u8>> {
    let mut workbook = Workbook::new();
    let own = county_csv(figures, book.standard).is_some();
    let out = [shown.region.as_str(), &shown.year.to_string()];
    let command = command::standard("schools.csv", &shown.standard, own, &out);
    let title = format!("{} {}", shown.name, shown.year);
    book.about(&mut workbook, &book.assessment(shown, title, command))?;
    let schools: Vec<&SchoolFigures> = figures.schools.iter().collect();
    let stages: Vec<&StageVerdict> = verdict.stages.iter().filter(|one| !one.schools.is_empty()).collect();
    book.coefficients(&mut workbook, &stages)?;
    let records = book.records(&mut workbook, figures, &schools)?;
    // The coefficients of the stages follow each other on their sheet, below its head.
    let mut first = 1;
    for one in stages {
        book.values(&mut workbook, figures, one, &records)?;
        book.shares(&mut workbook, figures, one, first)?;
        first += row_of(one.dispersion.len());
    }
    book.definitions(&mut workbook)?;
    workbook.save_to_buffer().map_err(bug)
}

impl Book<'_> {
    /// Pupils and values of a stage on its sheet, first and last row of its schools.
    fn ranges(&self, one: &StageVerdict, at: usize) -> (String, String) {
        let (sheet, last) = (self.sheet_name(&one.stage, ""), HEAD + row_of(one.schools.len()) - 1);
        (range(&sheet, FIXED - 1, HEAD, last), range(&sheet, FIXED + column_of(at), HEAD, last))
    }

    /// Every indicator of every stage: mean, S, 差异系数, and the same as it is shown here.
    fn coefficients(&self, workbook: &mut Workbook, stages: &[&StageVerdict]) -> Result<()> {
        let sheet = workbook.add_worksheet();
        sheet.set_name(self.word("supervision-sheet-coefficients")).map_err(bug)?;
        let keys = [
            "stage",
            "indicator",
            "unit",
            "schools",
            "pupils",
            "explain-mean-name",
            "explain-deviation-name",
            "sheet-cv-formula",
            "sheet-cv-shown",
            "plain_cv",
            "cv_limit",
            "kept",
        ];
        self.head(sheet, 0, &keys.map(|key| self.short(key)))?;
        let mut row = 1;
        for one in stages {
            for (at, each) in one.dispersion.iter().enumerate() {
                let (pupils, values) = self.ranges(one, at);
                let rule = &self.standard.indicators[at];
                let texts = [stage(self.voice, &one.stage), self.caption(at), unit(self.voice, &rule.unit.to_string())];
                for (column, text) in texts.iter().enumerate() {
                    sheet.write_string(row, column_of(column), text).map_err(bug)?;
                }
                self.put(sheet, (row, 3), Some(format!("COUNT({values})")), Some(each.schools as f64))?;
                let counted = one.schools.iter().filter(|school| school.values[at].is_some());
                let all: f64 = counted.map(|school| school.pupils).sum();
                self.put(sheet, (row, PUPILS), Some(format!("SUMPRODUCT(ISNUMBER({values})*{pupils})")), Some(all))?;
                let [mean, deviation, cv] = spread(&pupils, &values);
                self.put(sheet, (row, MEAN), Some(mean), each.mean)?;
                self.put(sheet, (row, DEVIATION), Some(deviation), each.mean.zip(each.cv).map(|(mean, cv)| mean * cv))?;
                self.put(sheet, (row, CV), Some(cv), each.cv)?;
                self.put(sheet, (row, SHOWN), None, each.cv)?;
                self.put(sheet, (row, PLAIN), Some(format!("STDEVP({values})/AVERAGE({values})")), each.plain_cv)?;
                self.put(sheet, (row, LIMIT), None, each.limit)?;
                if let (Some(_), Some(passed)) = (each.limit, each.passed) {
                    let (yes, no) = (self.word("supervision-yes"), self.word("supervision-no"));
                    let (own, limit) = (letter(CV), letter(LIMIT));
                    let text = format!("IF({own}{0}<={limit}{0}*(1+1E-12),\"{yes}\",\"{no}\")", row + 1);
                    self.say(sheet, (row, KEPT), &text, if passed { &yes } else { &no })?;
                }
                row += 1;
            }
        }
        for column in [MEAN, DEVIATION, CV, SHOWN, PLAIN] {
            sheet.set_column_format(column, &self.fine).map_err(bug)?;
        }
        sheet.autofit();
        Ok(())
    }

    /// A stage's schools: pupils and values as formulas over the records, and whether each school passes.
    fn values(&self, workbook: &mut Workbook, figures: &Figures, one: &StageVerdict, records: &Records) -> Result<()> {
        let sheet = workbook.add_worksheet();
        sheet.set_name(self.sheet_name(&one.stage, "")).map_err(bug)?;
        let count = one.dispersion.len();
        let mut head = ["school-code", "school", "kind", "pupils"].map(|key| self.short(key)).to_vec();
        head.extend((0..count).map(|at| self.caption(at)));
        if let Some(rule) = self.rule_words() {
            head.extend(["reached", "below-floor", "school_rule"].map(|key| self.short(key)));
            sheet.write_string(1, 1, self.word("supervision-asked")).map_err(bug)?;
            sheet.write_string(2, 1, rule).map_err(bug)?;
        }
        self.head(sheet, 0, &head)?;
        for at in 0..count {
            let (column, limit) = (FIXED + column_of(at), self.limit(at, &one.stage));
            self.put(sheet, (1, column), None, limit)?;
            if let Some(floor) = self.floor() {
                let text = format!("{}2*{}", letter(column), number(floor));
                self.put(sheet, (2, column), Some(text), limit.map(|limit| limit * floor))?;
            }
        }
        let (first, last) = (letter(FIXED), letter(FIXED + column_of(count) - 1));
        for (place, school) in one.schools.iter().enumerate() {
            let row = HEAD + row_of(place);
            let name = figures.school(&school.school).map_or("", |other| &other.name);
            let kind = self.short(&format!("kind-{}", school.kind.name()));
            for (column, text) in [school.school.as_str(), name, &kind].into_iter().enumerate() {
                sheet.write_string(row, column_of(column), text).map_err(bug)?;
            }
            let pupils =
                self.standard.stages.iter().find(|other| other.name == one.stage).map(|other| other.pupils.as_str());
            let from = pupils.and_then(|pupils| records.cell(&school.school, pupils)).map(|(cell, _)| cell);
            self.put(sheet, (row, FIXED - 1), from, Some(school.pupils))?;
            for at in 0..count {
                let text = self.value(records, &school.school, school.kind.name(), at, &one.stage);
                self.put(sheet, (row, FIXED + column_of(at)), text, school.values[at])?;
            }
            self.school_rule(sheet, (row, FIXED + column_of(count)), (&first, &last), school)?;
        }
        sheet.set_freeze_panes(HEAD, 2).map_err(bug)?;
        sheet.autofit();
        Ok(())
    }

    /// How many indicators are reached, how many are below the floor, and whether the school passes, where the standard asks that;
    /// the last is not told where missing figures could decide. An empty limit asks nothing.
    fn school_rule(
        &self,
        sheet: &mut rust_xlsxwriter::Worksheet,
        (row, end): super::At,
        (first, last): (&str, &str),
        school: &indicators::standard::SchoolVerdict,
    ) -> Result<()> {
        let Some(rule) = &self.standard.school_rule else { return Ok(()) };
        let own = format!("{first}{0}:{last}{0}", row + 1);
        let counted = |sign: &str, asked: u32| {
            let asked = format!("{first}${asked}:{last}${asked}");
            format!("SUMPRODUCT(ISNUMBER({own})*ISNUMBER({asked})*({own}{sign}{asked}*(1-1E-12)))")
        };
        let reached = school.reached.iter().filter(|reached| **reached == Some(true)).count();
        self.put(sheet, (row, end), Some(counted(">=", LIMITS)), Some(reached as f64))?;
        let floor = self.floor().unwrap_or(0.0);
        let below =
            school.gaps.iter().filter(|gap| !indicators::expression::reaches(gap.value, floor * gap.limit)).count();
        let text = counted("<", FLOORS);
        self.put(sheet, (row, end + 1), Some(text), Some(below as f64))?;
        if let Some(passed) = school.passed.filter(|_| school.values.iter().all(Option::is_some)) {
            let (yes, no) = (self.word("supervision-yes"), self.word("supervision-no"));
            let text = format!(
                "IF(AND({}{2}>={3},{}{2}=0),\"{yes}\",\"{no}\")",
                letter(end),
                letter(end + 1),
                row + 1,
                rule.reach_at_least
            );
            self.say(sheet, (row, end + 2), &text, if passed { &yes } else { &no })?;
        }
        Ok(())
    }

    /// Each school's share of the squared 差异系数: n (x − X̄)² ÷ (N S²), its Shapley value.
    fn shares(&self, workbook: &mut Workbook, figures: &Figures, one: &StageVerdict, first: u32) -> Result<()> {
        let sheet = workbook.add_worksheet();
        sheet.set_name(self.sheet_name(&one.stage, "shares")).map_err(bug)?;
        let mut head = ["school-code", "school"].map(|key| self.short(key)).to_vec();
        head.extend((0..one.dispersion.len()).map(|at| self.caption(at)));
        self.head(sheet, 0, &head)?;
        let (values, coefficients) = (self.sheet_name(&one.stage, ""), self.word("supervision-sheet-coefficients"));
        for (place, school) in one.schools.iter().enumerate() {
            let row = 1 + row_of(place);
            let name = figures.school(&school.school).map_or("", |other| &other.name);
            sheet.write_string(row, 0, &school.school).map_err(bug)?;
            sheet.write_string(row, 1, name).map_err(bug)?;
            for (at, each) in one.dispersion.iter().enumerate() {
                let there = |column: u16| cell(&coefficients, (first + row_of(at), column));
                let pupils = cell(&values, (HEAD + row_of(place), FIXED - 1));
                let value = cell(&values, (HEAD + row_of(place), FIXED + column_of(at)));
                let (mean, deviation, all) = (there(MEAN), there(DEVIATION), there(PUPILS));
                let text = format!("{pupils}*({value}-{mean})^2/({all}*{deviation}^2)");
                self.put(sheet, (row, 2 + column_of(at)), Some(text), each.share_of(&school.school))?;
            }
        }
        sheet.autofit();
        Ok(())
    }
}
