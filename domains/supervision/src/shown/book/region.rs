//! A region's report: the schools of all its counties, each county's mean and 差异系数, and the exact decomposition over them.

use op::Result;
use rust_xlsxwriter::Workbook;

use super::{Book, bug, column_of, letter, range, row_of};
use crate::rules::formula::spread;
use crate::rules::inequality::{Inequality, Part};
use crate::shown::region::{Shower, StageFiles};
use crate::shown::{look_word, stage};
use crate::work::region::Together;

/// Columns of the schools' sheet before its indicators: city, county, its name, code, school, pupils.
const FIXED: u16 = 6;
const CITY: u16 = 0;
const COUNTY: u16 = 1;
const PUPILS: u16 = 5;
/// Columns of a group's sheet before its indicators: code, name.
const GROUP: u16 = 2;

/// The workbook of a region, as bytes.
///
/// # Errors
/// What a workbook cannot hold: a bug.
pub(crate) fn region(book: &Book, shower: &Shower, together: &[Together]) -> Result<Vec<u8>> {
    let mut workbook = Workbook::new();
    let region = shower.region;
    let title = format!("{} {}", shower.name(&region.code), region.year);
    let mut about =
        vec![(book.word("supervision-sheet-what"), title), (book.word("supervision-year"), region.year.to_string())];
    for one in together.iter().filter(|one| !one.members.is_empty()) {
        let (files, stage) = (StageFiles::of(region, one), stage(book.voice, &one.stage));
        let told = |what: &str| format!("{stage} · {what}");
        about.push((told("schools.csv (SHA-256)"), files.table_hash));
        about.push((told("equity.json (SHA-256)"), files.specification_hash));
        about.push((told(&book.word("supervision-recompute")), files.command));
    }
    if region.counties.iter().any(|one| one.county.example) {
        about.insert(1, (book.word("supervision-example"), book.word("supervision-example-explain")));
    }
    book.about(&mut workbook, &about)?;
    book.sources(&mut workbook, shower)?;
    for one in together.iter().filter(|one| !one.members.is_empty()) {
        book.members(&mut workbook, shower, one)?;
        let counties = book.groups(&mut workbook, shower, one, COUNTY)?;
        let cities = book.groups(&mut workbook, shower, one, CITY)?;
        book.parts(&mut workbook, one, counties, cities)?;
    }
    book.definitions(&mut workbook)?;
    workbook.save_to_buffer().map_err(bug)
}

impl Book<'_> {
    /// The counties: which figures of each were used.
    fn sources(&self, workbook: &mut Workbook, shower: &Shower) -> Result<()> {
        let sheet = workbook.add_worksheet();
        sheet.set_name(self.word("supervision-sheet-counties")).map_err(bug)?;
        let keys =
            ["region", "county", "version", "state", "verdict", "figures-source", "figures-hash", "verdict-hash"];
        self.head(sheet, 0, &keys.map(|key| self.short(key)))?;
        for (place, one) in shower.region.counties.iter().enumerate() {
            let county = &one.county;
            let texts = [
                county.region.clone(),
                shower.name(&county.region),
                county.version.to_string(),
                self.voice.word(&format!("supervision-state-{}", county.state.name())),
                self.short(look_word(one.verdict.passed)),
                county.source.clone(),
                county.hash.clone(),
                county.verdict.clone(),
            ];
            for (column, text) in texts.iter().enumerate() {
                sheet.write_string(1 + row_of(place), column_of(column), text).map_err(bug)?;
            }
        }
        sheet.autofit();
        Ok(())
    }

    /// The schools of a stage with pupils and values: the records of the decomposition.
    fn members(&self, workbook: &mut Workbook, shower: &Shower, one: &Together) -> Result<()> {
        let sheet = workbook.add_worksheet();
        sheet.set_name(self.sheet_name(&one.stage, "")).map_err(bug)?;
        let mut head =
            ["city", "region", "county", "school-code", "school", "pupils"].map(|key| self.short(key)).to_vec();
        head.extend((0..one.inequalities.len()).map(|at| self.caption(at)));
        self.head(sheet, 0, &head)?;
        for (place, member) in one.members.iter().enumerate() {
            let row = 1 + row_of(place);
            let school = shower.region.school(&member.county, &member.school);
            let name = school.map_or("", |(_, school)| school.name.as_str());
            let texts = [&member.city, &member.county, &shower.name(&member.county), &member.school];
            for (column, text) in texts.into_iter().map(String::as_str).chain([name]).enumerate() {
                sheet.write_string(row, column_of(column), text).map_err(bug)?;
            }
            self.put(sheet, (row, PUPILS), None, member.pupils)?;
            for (at, value) in member.values.iter().enumerate() {
                self.put(sheet, (row, FIXED + column_of(at)), None, *value)?;
            }
        }
        sheet.set_freeze_panes(1, FIXED - 1).map_err(bug)?;
        sheet.autofit();
        Ok(())
    }

    fn member_ranges(&self, one: &Together, at: usize) -> (String, String) {
        let (sheet, last) = (self.sheet_name(&one.stage, ""), row_of(one.members.len()));
        (range(&sheet, PUPILS, 1, last), range(&sheet, FIXED + column_of(at), 1, last))
    }

    /// The groups of a level: for each indicator pupils, mean and 差异系数. How many there are.
    fn groups(&self, workbook: &mut Workbook, shower: &Shower, one: &Together, level: u16) -> Result<u32> {
        let sheet = workbook.add_worksheet();
        let part = if level == CITY { "cities" } else { "counties" };
        sheet.set_name(self.sheet_name(&one.stage, part)).map_err(bug)?;
        let mut head =
            ["region", part].map(|key| self.short(if key == part { level_word(level) } else { key })).to_vec();
        for at in 0..one.inequalities.len() {
            let caption = self.caption(at);
            head.extend(["pupils", "mean-own", "cv"].map(|key| format!("{caption} · {}", self.short(key))));
        }
        self.head(sheet, 0, &head)?;
        // Every indicator has the same groups in the same order.
        let codes = one.inequalities.first().map_or(&[][..], |each| groups_of(each, level));
        let members = self.sheet_name(&one.stage, "");
        let own = range(&members, level, 1, row_of(one.members.len()));
        for (place, code) in codes.iter().map(|part| &part.region).enumerate() {
            let row = 1 + row_of(place);
            sheet.write_string(row, 0, code).map_err(bug)?;
            sheet.write_string(row, 1, shower.name(code)).map_err(bug)?;
            for at in 0..one.inequalities.len() {
                let (pupils, values) = self.member_ranges(one, at);
                let weights = format!("({own}=$A{})*{pupils}", row + 1);
                let [mean, _, cv] = spread(&weights, &values);
                let (shown, column) = (&groups_of(&one.inequalities[at], level)[place], GROUP + 3 * column_of(at));
                let all = format!("SUMPRODUCT(ISNUMBER({values})*{weights})");
                self.put(sheet, (row, column), Some(all), Some(shown.pupils))?;
                self.put(sheet, (row, column + 1), Some(mean), shown.mean)?;
                self.put(sheet, (row, column + 2), Some(cv), shown.cv)?;
            }
        }
        sheet.set_freeze_panes(1, GROUP).map_err(bug)?;
        sheet.autofit();
        Ok(row_of(codes.len()))
    }

    /// The decomposition: within counties, between the counties of a city, between cities, beside what is shown here.
    fn parts(&self, workbook: &mut Workbook, one: &Together, counties: u32, cities: u32) -> Result<()> {
        let sheet = workbook.add_worksheet();
        sheet.set_name(self.sheet_name(&one.stage, "parts")).map_err(bug)?;
        let keys = [
            "indicator",
            "region-mean",
            "sheet-cv-formula",
            "sheet-cv-shown",
            "sheet-square",
            "within-counties",
            "between-counties",
            "between-cities",
            "sheet-within-shown",
            "sheet-sum",
        ];
        self.head(sheet, 0, &keys.map(|key| self.short(key)))?;
        let groups = |part: &str, last: u32, at: usize| {
            let (name, column) = (self.sheet_name(&one.stage, part), GROUP + 3 * column_of(at));
            [column, column + 1, column + 2].map(|column| range(&name, column, 1, last))
        };
        for (at, each) in one.inequalities.iter().enumerate() {
            let row = 1 + row_of(at);
            sheet.write_string(row, 0, self.caption(at)).map_err(bug)?;
            let (pupils, values) = self.member_ranges(one, at);
            let [mean, _, cv] = spread(&pupils, &values);
            self.put(sheet, (row, 1), Some(mean), each.mean)?;
            self.put(sheet, (row, 2), Some(cv), each.cv)?;
            self.put(sheet, (row, 3), None, each.cv)?;
            let here = |column: u16| format!("{}{}", letter(column), row + 1);
            self.put(sheet, (row, 4), Some(format!("{}^2", here(2))), each.squared)?;
            let [n, m, cv] = groups("counties", counties, at);
            let [city_n, city_m, _] = groups("cities", cities, at);
            let between = |n: &str, m: &str| format!("SUMPRODUCT({n}*({m}-{0})^2)/SUM({n})/{0}^2", here(1));
            let within = format!("SUMPRODUCT({n}*({m}*{cv})^2)/SUM({n})/{}^2", here(1));
            self.put(sheet, (row, 5), Some(within), each.within)?;
            let text = format!("{}-{}", between(&n, &m), between(&city_n, &city_m));
            self.put(sheet, (row, 6), Some(text), each.counties)?;
            self.put(sheet, (row, 7), Some(between(&city_n, &city_m)), each.cities)?;
            self.put(sheet, (row, 8), None, each.share(each.within))?;
            self.put(
                sheet,
                (row, 9),
                Some(format!("SUM({}:{})-{}", here(5), here(7), here(4))),
                each.squared.map(|_| 0.0),
            )?;
        }
        sheet.autofit();
        Ok(())
    }
}

/// The head of a level's column of names.
fn level_word(level: u16) -> &'static str {
    if level == CITY { "city" } else { "county" }
}

/// The groups of a level in an indicator.
fn groups_of(each: &Inequality, level: u16) -> &[Part] {
    if level == CITY { &each.city_parts } else { &each.parts }
}
