//! OneRoster 1.2 exports (1EdTech, CSV binding): results joined with their line items, classes, courses and users, as rows of the
//! general form.
//!
//! A row keeps the number it has in results.csv, and what is wrong is told by file and column of the export. What the export cannot
//! say comes from the institution's [`RosterMapping`]. Grades that are neither marks of 100 nor words of 等级制 are read on the score
//! scales of the export. Of line items, classes, courses and users only what a row needs is held.

mod archive;
mod scales;

use std::collections::HashMap;
use std::path::Path;

use units::Args;

use super::{Cell, FileRefusal, Stop};
use crate::model::{Column, Grade, RosterMapping, RowFault, Template, is_exemption};

pub(super) use archive::is_roster;

/// Rows of one of the files that results refer to: students and courses of a large school over many years.
const REFERRED_MAX: usize = 500_000;
/// What a result must be before it is deposited: the others are still being worked on.
const GRADED: &str = "fully graded";
/// The column of courses.csv with the code a school gives a course.
const CODE: &str = "courseCode";
/// The greatest value of a line item whose scores are marks of 百分制.
const HUNDRED: [&str; 5] = ["", "100", "100.0", "100.00", "100.000"];

/// A row of the general form from a result, or what keeps it from being one.
pub(super) type EachResult<'a> = &'a mut dyn FnMut(u32, &[Cell], Option<RowFault>) -> Result<(), Stop>;

/// The columns of one file by their names.
#[derive(Default)]
struct Header(HashMap<String, usize>);

impl Header {
    fn of(cells: &[Cell]) -> Header {
        Header(cells.iter().enumerate().map(|(place, cell)| (cell.text.clone(), place)).collect())
    }

    fn require(&self, file: &'static str, columns: &[&str]) -> Result<(), Stop> {
        let missing: Vec<&str> = columns.iter().copied().filter(|column| !self.0.contains_key(*column)).collect();
        match missing.is_empty() {
            true => Ok(()),
            false => Err(FileRefusal::RosterColumns(file, missing.join("、")).into()),
        }
    }

    fn text<'a>(&self, column: &str, cells: &'a [Cell]) -> &'a str {
        // What was not chosen is no column, whatever a header without a name holds.
        let place = self.0.get(column).filter(|_| !column.is_empty());
        place.and_then(|place| cells.get(*place)).map_or("", |cell| cell.text.as_str())
    }
}

/// The rows of a file that others refer to, each by its sourcedId.
type Referred = HashMap<String, Vec<String>>;

/// Everything results refer to.
struct Roster {
    users: Referred,
    items: Referred,
    classes: Referred,
    courses: Referred,
    scales: scales::Scales,
}

impl Roster {
    fn read(archive: &archive::Archive, mapping: &RosterMapping) -> Result<Roster, Stop> {
        let users = ["status", "familyName", "givenName", &mapping.id_column];
        let items = ["status", "title", "classSourcedId", "resultValueMax"];
        let courses = ["status", "title", &mapping.credit_column, &mapping.hours_column, CODE];
        Ok(Roster {
            users: referred(archive, "users.csv", &users)?,
            items: referred(archive, "lineItems.csv", &items)?,
            classes: referred(archive, "classes.csv", &["status", "courseSourcedId"])?,
            courses: referred(archive, "courses.csv", &courses)?,
            scales: scales::Scales::read(archive)?,
        })
    }
}

/// Reads a file, keeping the columns asked for of each row; an empty name stands for an empty column.
fn referred(archive: &archive::Archive, file: &'static str, columns: &[&str]) -> Result<Referred, Stop> {
    let mut header: Option<Header> = None;
    let mut found = Referred::new();
    archive.rows(file, &mut |_, cells| {
        let Some(known) = &header else {
            let read = Header::of(cells);
            let named: Vec<&str> = columns.iter().copied().filter(|column| !column.is_empty()).collect();
            read.require(file, &["sourcedId"])?;
            // Bulk files may leave `status` out, line items their greatest value and courses their code.
            let needed: Vec<&str> =
                named.into_iter().filter(|column| !matches!(*column, "status" | "resultValueMax" | CODE)).collect();
            read.require(file, &needed)?;
            header = Some(read);
            return Ok(());
        };
        let id = known.text("sourcedId", cells).to_owned();
        if found.len() >= REFERRED_MAX {
            return Err(FileRefusal::RowsMax.into());
        }
        found.insert(id, columns.iter().map(|column| known.text(column, cells).to_owned()).collect());
        Ok(())
    })?;
    Ok(found)
}

/// Calls `each` with the header of the general form and then for every result that counts, numbered as in results.csv.
pub(super) fn rows(path: &Path, mapping: Option<&RosterMapping>, each: EachResult) -> Result<(), Stop> {
    let archive = archive::Archive::open(path)?;
    let mapping = mapping.ok_or(FileRefusal::RosterUnmapped)?;
    let roster = Roster::read(&archive, mapping)?;
    let text = |text: &str| Cell { text: text.to_owned(), number: false };
    let columns: Vec<_> = Template::General.columns().iter().chain(&[("课程代码", Column::Code)]).collect();
    let general: Vec<Cell> = columns.iter().map(|(header, _)| text(header)).collect();
    let (mut header, mut any): (Option<Header>, bool) = (None, false);
    archive.rows("results.csv", &mut |row, cells| {
        let Some(known) = &header else {
            let read = Header::of(cells);
            let needed = ["sourcedId", "lineItemSourcedId", "studentSourcedId", "scoreStatus", "score", "scoreDate"];
            read.require("results.csv", &needed)?;
            header = Some(read);
            return each(1, &general, None);
        };
        let result = Found { mapping, roster: &roster, header: known, cells, row };
        let (Joined { item, class, course, user }, fault) = result.join();
        if !mapping.line_item.is_empty() && item.is_some_and(|item| item[1] != mapping.line_item) {
            return Ok(());
        }
        let (grade, fault) = match fault {
            None => result.grade(item),
            fault => (String::new(), fault),
        };
        let said = columns.iter().map(|(_, column)| match column {
            Column::Grade => text(&grade),
            column => text(&result.cell(*column, (class, course, user))),
        });
        let said: Vec<Cell> = said.collect();
        any = true;
        each(row, &said, fault)
    })?;
    if any { Ok(()) } else { Err(FileRefusal::RosterNoResults.into()) }
}

/// What a result refers to, as far as it was found.
#[derive(Default)]
struct Joined<'a> {
    item: Option<&'a Vec<String>>,
    class: Option<&'a Vec<String>>,
    course: Option<&'a Vec<String>>,
    user: Option<&'a Vec<String>>,
}

/// Class, course and student of a result.
type Records<'a> = (Option<&'a Vec<String>>, Option<&'a Vec<String>>, Option<&'a Vec<String>>);

/// One record of results.csv.
struct Found<'a> {
    mapping: &'a RosterMapping,
    roster: &'a Roster,
    header: &'a Header,
    cells: &'a [Cell],
    row: u32,
}

impl<'a> Found<'a> {
    fn text(&self, column: &str) -> &'a str {
        self.header.text(column, self.cells)
    }

    fn fault(&self, place: &str, code: &'static str, value: &str) -> Option<RowFault> {
        let args = Args::one("value", value.chars().take(24).collect::<String>());
        Some(RowFault { row: self.row, column: place.to_owned(), code, args })
    }

    /// Follows the references, and says the first thing that keeps the result from being an outcome: a reference that leads
    /// nowhere, a record that is to be deleted, a result that is not graded to its end.
    fn join(&self) -> (Joined<'a>, Option<RowFault>) {
        let mut joined = Joined::default();
        let (item, user) = (self.text("lineItemSourcedId"), self.text("studentSourcedId"));
        joined.item = self.roster.items.get(item);
        joined.user = self.roster.users.get(user);
        joined.class = joined.item.and_then(|item| self.roster.classes.get(&item[2]));
        joined.course = joined.class.and_then(|class| self.roster.courses.get(&class[1]));
        let unknown = "credit.roster.unknown";
        let fault = match (joined.item, joined.class, joined.course, joined.user) {
            (None, ..) => self.fault("results.csv lineItemSourcedId", unknown, item),
            (Some(item), None, ..) => self.fault("lineItems.csv classSourcedId", unknown, &item[2]),
            (_, Some(class), None, _) => self.fault("classes.csv courseSourcedId", unknown, &class[1]),
            (.., None) => self.fault("results.csv studentSourcedId", unknown, user),
            (Some(item), Some(class), Some(course), Some(user)) => {
                let deleted = [item, class, course, user].iter().any(|record| record[0] == "tobedeleted");
                let status = self.text("scoreStatus");
                if deleted || self.text("status") == "tobedeleted" {
                    self.fault("results.csv status", "credit.roster.deleted", "tobedeleted")
                } else if status != GRADED {
                    self.fault("results.csv scoreStatus", "credit.roster.not_graded", status)
                } else {
                    None
                }
            }
        };
        (joined, fault)
    }

    /// The grade a result says, as a mark of 百分制 or a word of the grades, or what keeps it from being one. A mark out of 100 and a word
    /// are what they are; what else is written is looked up on the score scale of the result, or of its line item.
    fn grade(&self, item: Option<&Vec<String>>) -> (String, Option<RowFault>) {
        let (score, word) = (self.text("score"), self.text("textScore"));
        let max = item.map_or("", |item| item[3].as_str());
        if !score.is_empty() && HUNDRED.contains(&max) {
            return (score.to_owned(), None);
        }
        let said = if score.is_empty() { word } else { score };
        let plain = Grade::parse(said).is_some_and(|grade| matches!(grade, Grade::Named(_))) || is_exemption(said);
        let scale = self.roster.scales.of(self.text("sourcedId"), self.text("lineItemSourcedId"));
        match scale {
            _ if score.is_empty() && (said.is_empty() || plain) => (said.to_owned(), None),
            None if score.is_empty() => (said.to_owned(), None),
            None => (String::new(), self.fault("lineItems.csv resultValueMax", "credit.roster.scale", max)),
            Some(Err(unknown)) => {
                (String::new(), self.fault("scoreScales.csv sourcedId", "credit.roster.scale_unknown", unknown))
            }
            Some(Ok(scale)) => match [score, word].into_iter().find_map(|said| scale.grade(said)) {
                Some(grade) => (grade, None),
                None => (String::new(), self.fault("results.csv score textScore", "credit.roster.off_scale", said)),
            },
        }
    }

    /// A cell of the general form; its grade is [`Found::grade`].
    fn cell(&self, column: Column, (class, course, user): Records) -> String {
        use Column as C;
        let of =
            |record: Option<&Vec<String>>, place: usize| record.map_or(String::new(), |record| record[place].clone());
        let coded = |table: &'static codes::CodeTable, key: &str| {
            let entry = table.item(key).and_then(|item| item.second);
            entry.map_or_else(|| key.to_owned(), |entry| entry.code.to_owned())
        };
        match column {
            C::Class => "course".to_owned(),
            C::Name => name(&of(user, 1), &of(user, 2)),
            C::IdNumber => of(user, 3),
            C::Course => of(course, 1),
            // A school that gives no codes of its own still tells its courses apart by their number.
            C::Code => match course {
                Some(course) if !course[4].is_empty() => course[4].clone(),
                _ => class.map_or(String::new(), |class| class[1].clone()),
            },
            C::Credit => of(course, 2),
            C::Hours => of(course, 3),
            C::Major => self.mapping.major.clone(),
            C::Level => coded(&codes::LEVEL, &self.mapping.level),
            C::Category => coded(&codes::CATEGORY, &self.mapping.category),
            C::Obtained => month(self.text("scoreDate")),
            C::Cohort => self.mapping.cohort.clone(),
            C::Ending => coded(&codes::OUTCOME, &self.mapping.ending),
            C::Season => coded(&codes::SEASON, &self.mapping.season),
            _ => String::new(),
        }
    }
}

/// A name as it is written: family name first where it is Chinese, last where both are Latin.
fn name(family: &str, given: &str) -> String {
    match family.is_ascii() && given.is_ascii() {
        true => format!("{given} {family}").trim().to_owned(),
        false => format!("{family}{given}"),
    }
}

/// A day of ISO 8601 as a month; what is none stays as it is, to be told.
fn month(date: &str) -> String {
    match units::Day::parse(date.get(..10).unwrap_or(date)) {
        Ok(day) => day.calendar_month().to_string(),
        Err(_) => date.to_owned(),
    }
}

/// Where a column of the general form stands in an export; what the registrar chose stands in the mapping.
pub(super) fn place(header: &str, mapping: &RosterMapping) -> String {
    let column = Template::General.every_column().find(|(known, _)| *known == header);
    let Some((_, column)) = column else { return header.to_owned() };
    match column {
        Column::Name => "users.csv familyName givenName".to_owned(),
        Column::IdNumber => format!("users.csv {}", mapping.id_column),
        Column::Course => "courses.csv title".to_owned(),
        Column::Code => format!("courses.csv {CODE}"),
        Column::Credit => format!("courses.csv {}", mapping.credit_column),
        Column::Hours => format!("courses.csv {}", mapping.hours_column),
        Column::Grade => "results.csv score textScore".to_owned(),
        Column::Obtained => "results.csv scoreDate".to_owned(),
        _ => header.to_owned(),
    }
}

#[cfg(test)]
mod tests;
