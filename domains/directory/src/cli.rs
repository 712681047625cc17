//! What the command line does with the directory; `app` reads the arguments and the file and calls these.

use std::io::{self, Write};

use op::{Actor, App, Result};
use units::{Args, Day};

use crate::import::{self, Listed, RowFault};
use crate::rules::{Change, Plan};
use crate::store::Seeded;
use crate::work;

/// Changes printed one by one at most; the counts are always printed whole.
const LINES_MAX: usize = 200;

/// Loads the shipped tables; doing so again changes nothing.
///
/// # Errors
/// Only what the database says.
pub fn seed(app: &App) -> Result<Seeded> {
    app.write(&Actor::system("cli"), None, work::seed)
}

/// What became of a list.
#[derive(Debug)]
pub enum Outcome {
    /// The file or the list has faults; nothing was changed.
    Faults(Vec<RowFault>),
    /// What would change; nothing was changed.
    Planned(Box<Plan>),
    /// What was changed.
    Applied(Box<Plan>),
}

/// Reads a list and says what it would change; with `edition`, the day of the list, also changes it in one operation.
///
/// # Errors
/// `Refused` if this edition was read before.
pub fn import(app: &App, name: &str, bytes: &[u8], edition: Option<Day>) -> Result<Outcome> {
    let rows = match import::read(name, bytes) {
        Ok(rows) => rows,
        Err(faults) => return Ok(Outcome::Faults(faults)),
    };
    let actor = Actor::system("cli");
    let planned = app.read(&actor, |op| work::plan(op, &rows))?;
    match (planned, edition) {
        (Err(faults), _) => Ok(Outcome::Faults(faults)),
        (Ok(plan), None) => Ok(Outcome::Planned(Box::new(plan))),
        (Ok(plan), Some(edition)) => apply(app, &actor, rows, edition).map(|()| Outcome::Applied(Box::new(plan))),
    }
}

fn apply(app: &App, actor: &Actor, rows: Vec<Listed>, edition: Day) -> Result<()> {
    app.write(actor, None, move |op| work::apply(op, &rows, edition).map(|_| ()))
}

/// Writes an outcome for a person. `say` gives the sentence of a word key in their language.
///
/// # Errors
/// Those of writing.
pub fn report(outcome: &Outcome, say: &dyn Fn(&str, &Args) -> String, out: &mut dyn Write) -> io::Result<()> {
    match outcome {
        Outcome::Faults(faults) => {
            writeln!(out, "{}", say("directory-import-faults", &Args::one("count", faults.len())))?;
            faults.iter().try_for_each(|fault| writeln!(out, "  {}", fault_line(fault, say)))
        }
        Outcome::Planned(plan) => {
            changes(plan, say, out)?;
            writeln!(out, "{}", say("directory-import-planned", &Args::none()))
        }
        Outcome::Applied(plan) => {
            changes(plan, say, out)?;
            writeln!(out, "{}", say("directory-import-applied", &Args::none()))
        }
    }
}

/// One fault as a sentence: `row 12, 学校标识码: …`.
fn fault_line(fault: &RowFault, say: &dyn Fn(&str, &Args) -> String) -> String {
    let what = say(&fault.code.replace('.', "-"), &fault.args);
    let column = match fault.column {
        "" => String::new(),
        column => say(&format!("directory-import-column-{column}"), &Args::none()),
    };
    let place = match (fault.row, fault.column) {
        (0, "") => return what,
        (0, _) => Args::one("column", column),
        (row, _) => Args::one("column", column).and("row", row),
    };
    let key = match (fault.row, fault.column) {
        (0, _) => "directory-import-in_column",
        (_, "") => "directory-import-in_row",
        _ => "directory-import-in_cell",
    };
    say(key, &place.and("what", what))
}

fn changes(plan: &Plan, say: &dyn Fn(&str, &Args) -> String, out: &mut dyn Write) -> io::Result<()> {
    let groups = [
        ("directory-import-added", &plan.added),
        ("directory-import-changed", &plan.changed),
        ("directory-import-absent", &plan.absent),
    ];
    for (key, group) in groups {
        writeln!(out, "{}", say(key, &Args::one("count", group.len())))?;
        group.iter().take(LINES_MAX).try_for_each(|change| writeln!(out, "  {}", change_line(change)))?;
        if group.len() > LINES_MAX {
            writeln!(out, "  … +{}", group.len() - LINES_MAX)?;
        }
    }
    let rest = Args::one("unchanged", plan.unchanged).and("elsewhere", plan.elsewhere);
    writeln!(out, "{}", say("directory-import-rest", &rest))
}

fn change_line(change: &Change) -> String {
    let differences = change.differences.iter();
    let differences = differences.map(|one| format!("{}: {} → {}", one.field, one.from, one.to));
    let differences = differences.collect::<Vec<_>>().join(", ");
    let gap = if differences.is_empty() { "" } else { "  " };
    format!("{} {}{gap}{differences}", change.code, change.name)
}
