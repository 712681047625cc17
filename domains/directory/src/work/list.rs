//! Applying an official list: the same comparison as in the dry run, made again inside the transaction.

use op::{Error, Op, Pen, Result};
use serde_json::json;
use units::{Day, Fault};

use crate::access::Action;
use crate::import::{Listed, RowFault};
use crate::model::{Institution, Sound};
use crate::rules::{Change, Known, Plan, compare, edition_follows};
use crate::store;

/// Institutions named in the journal row at most; a list that changes more is told by its counts.
const ABOUT_MAX: usize = 500;

/// What reading the list would change. With `edition`, the day of the list, also whether it may be read as that.
///
/// # Errors
/// `Refused` if the edition lies in the future, or is not later than the newest one read of a scope of the list. The inner
/// error lists every row that contradicts the directory.
pub fn plan(op: &Op, rows: &[Listed], edition: Option<Day>) -> Result<std::result::Result<Plan, Vec<RowFault>>> {
    let institutions = store::institutions_by_code(op.conn())?;
    let regions = store::regions_by_name(op.conn())?;
    let mut plan = match compare(rows, &Known { institutions: &institutions, regions: &regions }) {
        Ok(plan) => plan,
        Err(faults) => return Ok(Err(faults)),
    };
    for scope in &plan.scopes {
        plan.read_before.extend(store::newest_edition(op.conn(), scope)?.map(|newest| (*scope, newest)));
    }
    if let Some(edition) = edition {
        let (edition, today) = (edition.to_string(), op.today().to_string());
        for scope in &plan.scopes {
            edition_follows(&edition, &today, plan.read_before.get(scope)).map_err(Error::refused)?;
        }
    }
    Ok(Ok(plan))
}

/// Applies a list as one change: new institutions are entered, differing ones follow the list, those it no longer names are
/// marked by standing in no listing of this edition. `edition` is the day of the list.
///
/// # Errors
/// Those of [`plan`]; `Invalid` if a row contradicts the directory.
pub fn apply(op: &Op, rows: &[Listed], edition: Day) -> Result<Plan> {
    let pen = op.may(&Action::Import)?;
    let plan = plan(op, rows, Some(edition))?.map_err(|faults| Error::Invalid(faults.iter().map(fault).collect()))?;
    let edition = edition.to_string();
    enter(&pen, &plan)?;
    follow(op, &pen, &plan, &edition)?;
    for scope in &plan.scopes {
        let named = plan.listed.iter().filter(|one| crate::rules::scope_of(one.kind) == Some(scope));
        let codes: Vec<&str> = named.map(|one| one.code.as_str()).collect();
        store::mark_edition(&pen, scope, &edition, op.now(), &codes)?;
    }
    let touched = plan.added.iter().chain(&plan.changed).chain(&plan.absent);
    touched.take(ABOUT_MAX).for_each(|change| pen.about(&change.code));
    pen.tell(json!({
        "edition": edition,
        "added": plan.added.len(),
        "changed": plan.changed.len(),
        "absent": plan.absent.len(),
        "unchanged": plan.unchanged,
    }));
    Ok(plan)
}

fn enter(pen: &Pen, plan: &Plan) -> Result<()> {
    let new = plan.listed.iter().filter(|one| names(&plan.added, one));
    let new: Vec<_> = new.map(|one| (one.clone(), Sound::of(&one.name), Vec::new())).collect();
    store::insert_institutions(pen, &new)?;
    Ok(())
}

fn follow(op: &Op, pen: &Pen, plan: &Plan, edition: &str) -> Result<()> {
    for wanted in plan.listed.iter().filter(|one| names(&plan.changed, one)) {
        let earlier = store::institution(op.conn(), &wanted.code)?.ok_or(Error::Missing)?;
        if earlier.name != wanted.name {
            // The English name belonged to the elder name; the institution gives itself a new one in its own time.
            store::rename_institution(pen, &earlier, &wanted.name, "", edition)?;
        }
        store::update_listed(pen, wanted)?;
    }
    Ok(())
}

fn names(changes: &[Change], institution: &Institution) -> bool {
    changes.iter().any(|change| change.code == institution.code)
}

/// A fault of a row as a fault of an input: the field is `row 12, column code`.
pub(super) fn fault(fault: &RowFault) -> Fault {
    Fault { field: format!("{}.{}", fault.row, fault.column), code: fault.code, args: fault.args.clone() }
}
