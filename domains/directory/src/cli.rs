//! What the command line does with the directory; `app` reads the arguments and the file and calls these.

mod report;

use op::{Actor, App, Op, Result};
use units::Day;

pub use report::{Group, Report, report};

use crate::import::{self, RowFault};
use crate::model::Catalogue;
use crate::store::Seeded;
use crate::work;

/// Loads the shipped tables; doing so again changes nothing.
///
/// # Errors
/// Only what the database says.
pub fn seed(app: &App) -> Result<Seeded> {
    app.write(&cli(), None, work::seed)
}

fn cli() -> Actor {
    Actor::system("cli")
}

/// What became of a file.
#[derive(Debug)]
pub enum Outcome {
    /// The file has faults, or contradicts the directory; nothing was changed.
    Faults(Vec<RowFault>),
    /// What would change; nothing was changed.
    Planned(Report),
    /// What was changed.
    Applied(Report),
    /// The directory says the same already; nothing was changed.
    Same(Report),
}

/// Reads a list and says what it would change; with `edition`, the day of the list, also whether it may be read as that; with
/// `apply` also changes it in one operation, for which an edition must be said.
///
/// # Errors
/// `Refused` for an edition in the future, or one that is not later than the newest one read.
pub fn import(app: &App, name: &str, bytes: &[u8], edition: Option<Day>, apply: bool) -> Result<Outcome> {
    let rows = match import::read(name, bytes) {
        Ok(rows) => rows,
        Err(faults) => return Ok(Outcome::Faults(faults)),
    };
    let plan = match app.read(&cli(), |op| work::plan(op, &rows, edition))? {
        Ok(plan) => plan,
        Err(faults) => return Ok(Outcome::Faults(faults)),
    };
    match edition.filter(|_| apply) {
        None => Ok(Outcome::Planned(Report::of_list(&plan))),
        Some(edition) => {
            app.write(&cli(), None, move |op: &Op| work::apply(op, &rows, edition).map(|_| ()))?;
            Ok(Outcome::Applied(Report::of_list(&plan)))
        }
    }
}

/// Reads a table of regions and says what it would change; with `apply` also changes it in one operation. Again, it changes
/// nothing.
///
/// # Errors
/// Only what the database says.
pub fn regions(app: &App, name: &str, bytes: &[u8], apply: bool) -> Result<Outcome> {
    let rows = match import::regions(name, bytes) {
        Ok(rows) => rows,
        Err(faults) => return Ok(Outcome::Faults(faults)),
    };
    let plan = match app.read(&cli(), |op| work::plan_regions(op, &rows))? {
        Ok(plan) => plan,
        Err(faults) => return Ok(Outcome::Faults(faults)),
    };
    let report = Report::of_regions(&plan);
    if plan.is_empty() {
        return Ok(Outcome::Same(report));
    }
    if !apply {
        return Ok(Outcome::Planned(report));
    }
    app.write(&cli(), None, move |op: &Op| work::record_regions(op, &rows).map(|_| ()))?;
    Ok(Outcome::Applied(report))
}

/// Reads a catalogue of majors as an edition and says what differs from the newest one; with `apply` also reads it in, in one
/// operation. Again, it changes nothing.
///
/// # Errors
/// `Refused` for an edition in the future, an elder one, or the newest one with another content.
pub fn majors(
    app: &App,
    name: &str,
    bytes: &[u8],
    (catalogue, edition): (Catalogue, &str),
    apply: bool,
) -> Result<Outcome> {
    let rows = match import::majors(name, bytes, catalogue) {
        Ok(rows) => rows,
        Err(faults) => return Ok(Outcome::Faults(faults)),
    };
    let plan = match app.read(&cli(), |op| work::plan_majors(op, &rows, catalogue, edition))? {
        Ok(plan) => plan,
        Err(faults) => return Ok(Outcome::Faults(faults)),
    };
    let report = Report::of_majors(&plan);
    if plan.is_empty() && plan.read_before.as_deref() == Some(edition) {
        return Ok(Outcome::Same(report));
    }
    if !apply {
        return Ok(Outcome::Planned(report));
    }
    let edition = edition.to_owned();
    app.write(&cli(), None, move |op: &Op| work::import_majors(op, &rows, catalogue, &edition).map(|_| ()))?;
    Ok(Outcome::Applied(report))
}
