//! OneRoster exports: what a registrar says for an institution of what an export cannot say.

use op::{Error, Op, Result};
use serde_json::json;
use units::Fault;

use super::deposit::{CHECK_JOB, load};
use super::place;
use crate::access::{Action, DepositVerb};
use crate::model::{Deposit, RosterMapping};
use crate::{rules, store};

/// The longest name of a column or title, in characters.
const NAME_CHARS_MAX: usize = 100;

/// The mapping a deposit is read with, or nothing where none was chosen.
pub fn of_deposit(op: &Op, id: &str) -> Result<Option<RosterMapping>> {
    read(&store::roster::of_deposit(op.conn(), id)?)
}

fn read(kept: &str) -> Result<Option<RosterMapping>> {
    match kept {
        "" => Ok(None),
        kept => serde_json::from_str(kept).map(Some).map_err(Error::bug),
    }
}

/// Chooses how the exports of an institution are read, and has this file read again. The next file is read the same way.
///
/// Errors: `Invalid` naming the fields; `Conflict` for a file that is being deposited, or was.
pub fn choose(op: &Op, id: &str, input: &RosterMapping) -> Result<Deposit> {
    let deposit = load(op, id)?;
    let place = place(op, &deposit.institution)?;
    let pen = op.may(&Action::Deposit(DepositVerb::Map, id, &place))?;
    rules::step(&rules::deposit::CHART, deposit.state.name(), "map", &["registrar"]).map_err(Error::conflict)?;
    let faults = faults(input);
    if !faults.is_empty() {
        return Err(Error::Invalid(faults));
    }
    let mapping = serde_json::to_string(input).map_err(Error::bug)?;
    store::roster::keep(&pen, &deposit.institution, &mapping, &op.actor().id, op.now())?;
    store::roster::apply(&pen, id, &mapping)?;
    store::deposit::clear_faults(&pen, id)?;
    pen.job(CHECK_JOB, &json!({ "deposit": id }), op.now())?;
    pen.about(&deposit.institution);
    load(op, id)
}

/// What is wrong with a mapping. Whether the columns are there is seen in the file.
fn faults(input: &RosterMapping) -> Vec<Fault> {
    let mut faults = Vec::new();
    for (field, text, needed) in [
        ("id_column", &input.id_column, true),
        ("credit_column", &input.credit_column, true),
        ("hours_column", &input.hours_column, false),
        ("line_item", &input.line_item, false),
        ("major", &input.major, true),
        ("cohort", &input.cohort, true),
    ] {
        if needed && text.trim().is_empty() {
            faults.push(Fault::new(field, "form.required"));
        } else if text.chars().nth(NAME_CHARS_MAX).is_some() {
            faults.push(Fault::new(field, "form.too_long").with("max", NAME_CHARS_MAX));
        }
    }
    for (field, key, table) in [
        ("level", &input.level, &codes::LEVEL),
        ("category", &input.category, &codes::CATEGORY),
        ("ending", &input.ending, &codes::OUTCOME),
        ("season", &input.season, &codes::SEASON),
    ] {
        if table.item(key).is_none() {
            faults.push(Fault::new(field, "form.not_a_choice"));
        }
    }
    faults
}
