//! OneRoster 1.2 exports (1EdTech, CSV binding): results joined with their line items, classes, courses and users, as rows of the
//! general form.
//!
//! A row keeps the number it has in results.csv, and what is wrong is told by file and column of the export. What the export cannot
//! say comes from the institution's [`RosterMapping`]. Of line items, classes, courses and users only what a row needs is held.

mod archive;

use std::collections::HashMap;
use std::path::Path;

use units::Args;

use super::{Cell, FileRefusal, Stop};
use crate::model::{Column, RosterMapping, RowFault, Template};

pub(super) use archive::is_roster;

/// Rows of one of the files that results refer to: students and courses of a large school over many years.
const REFERRED_MAX: usize = 500_000;
/// What a result must be before it is deposited: the others are still being worked on.
const GRADED: &str = "fully graded";
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
}

impl Roster {
    fn read(archive: &archive::Archive, mapping: &RosterMapping) -> Result<Roster, Stop> {
        let users = ["status", "familyName", "givenName", &mapping.id_column];
        let items = ["status", "title", "classSourcedId", "resultValueMax"];
        let courses = ["status", "title", &mapping.credit_column, &mapping.hours_column];
        Ok(Roster {
            users: referred(archive, "users.csv", &users)?,
            items: referred(archive, "lineItems.csv", &items)?,
            classes: referred(archive, "classes.csv", &["status", "courseSourcedId"])?,
            courses: referred(archive, "courses.csv", &courses)?,
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
            // Bulk files may leave `status` out, and line items their greatest value.
            let needed: Vec<&str> =
                named.into_iter().filter(|column| !matches!(*column, "status" | "resultValueMax")).collect();
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
    let general: Vec<Cell> = Template::General.columns().iter().map(|(header, _)| text(header)).collect();
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
        let (Joined { item, class: _, course, user }, fault) = result.join();
        if !mapping.line_item.is_empty() && item.is_some_and(|item| item[1] != mapping.line_item) {
            return Ok(());
        }
        let said: Vec<Cell> =
            Template::General.columns().iter().map(|(_, column)| text(&result.cell(*column, course, user))).collect();
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
    /// nowhere, a record that is to be deleted, a result that is not graded to its end, a scale that is not 百分制.
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
                } else if !self.text("score").is_empty() && !HUNDRED.contains(&item[3].as_str()) {
                    self.fault("lineItems.csv resultValueMax", "credit.roster.scale", &item[3])
                } else {
                    None
                }
            }
        };
        (joined, fault)
    }

    /// A cell of the general form.
    fn cell(&self, column: Column, course: Option<&Vec<String>>, user: Option<&Vec<String>>) -> String {
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
            C::Credit => of(course, 2),
            C::Hours => of(course, 3),
            C::Major => self.mapping.major.clone(),
            C::Level => coded(&codes::LEVEL, &self.mapping.level),
            C::Category => coded(&codes::CATEGORY, &self.mapping.category),
            C::Grade => match self.text("score") {
                "" => self.text("textScore").to_owned(),
                score => score.to_owned(),
            },
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
    let column = Template::General.columns().iter().find(|(known, _)| *known == header);
    let Some((_, column)) = column else { return header.to_owned() };
    match column {
        Column::Name => "users.csv familyName givenName".to_owned(),
        Column::IdNumber => format!("users.csv {}", mapping.id_column),
        Column::Course => "courses.csv title".to_owned(),
        Column::Credit => format!("courses.csv {}", mapping.credit_column),
        Column::Hours => format!("courses.csv {}", mapping.hours_column),
        Column::Grade => "results.csv score textScore".to_owned(),
        Column::Obtained => "results.csv scoreDate".to_owned(),
        _ => header.to_owned(),
    }
}

#[cfg(test)]
mod tests;
