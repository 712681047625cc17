//! An evaluation written page by page: kept from the first page on, computed at the end.

use std::collections::BTreeMap;

use op::{Error, Op, Result};
use serde_json::json;
use units::Fault;

use crate::access::{Action, Verb};
use crate::model::{
    About, Changed, DataCited, DataSet, DataSetInput, Evaluation, EvaluationInput, IndicatorSystem, Plan, PlanKept,
    PlanKind, RegionName, StepInput,
};
use crate::rules::plan::{self as rule, look};
use crate::rules::{self, Refused, grid, wide};
use crate::store;
use crate::work::{data_set, evaluation};

/// Most plans that are listed: an authority has one or two in work.
pub const LISTED_MAX: i64 = 50;

/// What a plan stands on.
#[derive(Clone, Debug, Default)]
pub struct Ground {
    /// The indicator system.
    pub system: Option<IndicatorSystem>,
    /// The figures.
    pub set: Option<DataSet>,
}

/// What a plan names, as it is kept.
///
/// # Errors
/// `Refused(statistics.system.unknown)`, `Refused(statistics.data_set.unknown)`.
pub fn ground(op: &Op, plan: &Plan) -> Result<Ground> {
    let system = match &plan.system {
        None => None,
        Some(cited) => store::system::version(op.conn(), &cited.id, cited.version)?,
    };
    let set =
        match &plan.data {
            None => None,
            Some(data) => Some(store::data_set::version(op.conn(), &data.id, data.version)?.ok_or_else(|| {
                Error::refused(Refused::DataSetUnknown(rules::data_set::shown(&data.id), data.version))
            })?),
        };
    Ok(Ground { system, set })
}

/// A plan the actor works on.
///
/// # Errors
/// `Missing`.
pub fn kept(op: &Op, id: &str) -> Result<PlanKept> {
    let one = store::plan::plan(op.conn(), id)?.ok_or(Error::Missing)?;
    op.check(&Action::KeepPlan(id, &one.plan.members))?;
    Ok(one)
}

/// The plans of an authority that the actor works for.
///
/// # Errors
/// Those of the database.
pub fn listed(op: &Op, region: &str) -> Result<Vec<PlanKept>> {
    if op.check(&Action::KeepPlan("", &[region.to_owned()])).is_err() {
        return Ok(Vec::new());
    }
    Ok(store::plan::of_region(op.conn(), region, LISTED_MAX)?)
}

/// A plan that may be kept: members of the directory, and no more of it than is kept.
fn checked(op: &Op, plan: &Plan) -> Result<()> {
    for member in &plan.members {
        if directory::store::region(op.conn(), member)?.is_none() {
            return Err(Error::refused(Refused::RegionUnknown(member.clone())));
        }
    }
    if json!(plan).to_string().len() > rule::BYTES_MAX {
        return Err(Error::Invalid(vec![Fault::new("", "form.too_many").with("max", rule::LINES_MAX)]));
    }
    Ok(())
}

/// Begins a plan, of a new evaluation or of a draft.
///
/// # Errors
/// `Refused(statistics.region.unknown)`; `Conflict` where the draft is on another set of pages.
pub fn begin(op: &Op, plan: &Plan, of: Option<Changed>) -> Result<PlanKept> {
    let pen = op.may(&Action::KeepPlan("", &plan.members))?;
    checked(op, plan)?;
    let one = PlanKept {
        id: op.id::<PlanKind>().to_string(),
        plan: plan.clone(),
        of,
        kept_by: op.actor().id.clone(),
        kept_at: op.now(),
        revision: 1,
    };
    store::plan::insert(&pen, &one)?;
    pen.subject(&one.id);
    pen.tell(json!({ "name": one.plan.name }));
    Ok(one)
}

/// Keeps what a page says.
///
/// # Errors
/// As [`begin`]; `Conflict` where it was changed since it was looked at.
pub fn keep(op: &Op, id: &str, revision: i64, plan: &Plan) -> Result<PlanKept> {
    let was = kept(op, id)?;
    // Nobody writes a plan of theirs into another authority's hands alone.
    let pen = op.may(&Action::KeepPlan(id, &plan.members))?;
    checked(op, plan)?;
    let one = PlanKept { plan: plan.clone(), kept_by: op.actor().id.clone(), kept_at: op.now(), revision, ..was };
    store::plan::rewrite(&pen, &one)?;
    pen.tell(json!({ "name": one.plan.name }));
    Ok(PlanKept { revision: revision + 1, ..one })
}

/// Gives a plan up.
///
/// # Errors
/// `Missing`; `Conflict` where it was changed since it was looked at.
pub fn give_up(op: &Op, id: &str, revision: i64) -> Result<()> {
    let was = kept(op, id)?;
    let pen = op.may(&Action::DropPlan(id, &was.plan.members))?;
    store::plan::remove(&pen, id, revision)?;
    pen.tell(json!({ "name": was.plan.name }));
    Ok(())
}

/// What the pages say of a draft, or why they cannot say it.
///
/// # Errors
/// `Missing`; `Forbidden` where the draft is not the actor's to change.
pub fn of_draft(op: &Op, id: &str, version: i64) -> Result<(Evaluation, std::result::Result<Plan, rule::Unfit>)> {
    let one = evaluation::chosen(op, id, Some(&version.to_string()))?;
    op.check(&Action::Evaluation(Verb::Edit, id, &one.content.members))?;
    let system = super::system::cited(op, &one.content)?;
    let set = store::data_set::version(op.conn(), &one.content.data_set, one.content.data_version)?
        .ok_or_else(|| Error::bug("the data set of an evaluation is gone"))?;
    let plan = rule::of(&one.content, system.as_ref(), &set.about);
    Ok((one, plan))
}

/// The document a plan says.
///
/// # Errors
/// `Invalid` with what is owed before it is a document.
pub fn document(plan: &Plan, ground: &Ground) -> Result<EvaluationInput> {
    let set = ground.set.as_ref().ok_or_else(|| Error::Invalid(vec![Fault::new("data", "form.required")]))?;
    Ok(rule::content(plan, &set.about))
}

/// The table of a plan as a data set, which is the plan's own: another table is its next version.
///
/// # Errors
/// `Invalid` with `table.<sheet>.<row>.<column>` for everything that is wrong, or `file`.
pub fn table(op: &Op, id: &str, bytes: &[u8], about: About, year: Option<i64>) -> Result<DataSetInput> {
    let one = kept(op, id)?;
    let system = ground(op, &one.plan)?.system;
    let grid = grid::read(bytes, &wide::is_heading).map_err(|fault| Error::Invalid(vec![placed("", fault)]))?;
    let mut by_name: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for ((_, name), codes) in directory::store::regions_by_name(op.conn())? {
        by_name.entry(name).or_default().extend(codes);
    }
    let failed = std::cell::RefCell::new(None);
    let by_code = |code: &str| match directory::store::region(op.conn(), code) {
        Ok(found) => found.map(|region| RegionName {
            code: region.code,
            name: region.name,
            name_en: region.name_en,
            group: String::new(),
        }),
        Err(error) => {
            failed.borrow_mut().get_or_insert(error);
            None
        }
    };
    let known = wide::Known { by_code: &by_code, by_name: &by_name, system: system.as_ref(), year };
    let read = wide::read(&grid, &known);
    if let Some(error) = failed.into_inner() {
        return Err(error);
    }
    let read =
        read.map_err(|faults| Error::Invalid(faults.into_iter().map(|fault| placed(&grid.sheet, fault)).collect()))?;
    let about = About { regions: read.regions, elements: read.elements, ..about };
    Ok(DataSetInput { key: format!("plan.{id}"), about, figures: read.figures })
}

/// A fault of a table with its sheet. A point in a sheet's name would part it.
fn placed(sheet: &str, fault: Fault) -> Fault {
    match fault.field.as_str() {
        "file" => fault,
        _ => Fault { field: format!("table.{}.{}", sheet.replace('.', "\u{1}"), fault.field), ..fault },
    }
}

/// Puts a plan on a data set: what has no expression yet is filled in.
///
/// # Errors
/// As [`keep`].
pub fn on(op: &Op, id: &str, revision: i64, set: &DataSet) -> Result<PlanKept> {
    let mut plan = kept(op, id)?.plan;
    plan.data = Some(DataCited { id: set.id.clone(), version: set.version });
    let ground = ground(op, &plan)?;
    rule::lines::settle(&mut plan, ground.system.as_ref(), &set.about);
    keep(op, id, revision, &plan)
}

/// What a plan comes to before it is computed for good, with what somebody should know of it.
///
/// # Errors
/// `Invalid` with what is wrong with the document, or what the engine says of it.
pub fn looked(op: &Op, plan: &Plan, ground: &Ground) -> Result<look::Looked> {
    let input = document(plan, ground)?;
    let faults = rules::content::faults(&input);
    if !faults.is_empty() {
        return Err(Error::Invalid(faults));
    }
    let invalid = |fault: indicators::composite::Fault| Error::Invalid(vec![rules::told("document", &fault)]);
    let set = ground.set.as_ref().ok_or(Error::Missing)?;
    let needed = rules::figures::elements(&input).map_err(invalid)?;
    let data = data_set::figures(op, set, &needed)?;
    look::look(&input, &set.about, &data).map_err(invalid)
}

/// Computes a plan: a new evaluation, or the draft it changes. The plan is gone with it.
///
/// # Errors
/// As [`evaluation::draft`] and [`evaluation::edit`].
pub fn compute(op: &Op, id: &str, revision: i64) -> Result<Evaluation> {
    let one = kept(op, id)?;
    let input = document(&one.plan, &ground(op, &one.plan)?)?;
    let done = |pen: &op::Pen| store::plan::remove(pen, id, revision);
    match &one.of {
        None => evaluation::drafted(op, &input, done),
        Some(of) => {
            let at = StepInput { version: of.version, revision: of.revision, reason: String::new() };
            evaluation::edited(op, &of.id, &at, &input, done)
        }
    }
}
