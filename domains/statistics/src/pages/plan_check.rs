//! Everything a plan says once more before it is computed for good, and a draft opened on the pages.

use op::{Error, Op};
use web::{Answer, FormView, Reply, Request, Response, Voice, context};

use super::plan_fields::values;
use super::plan_form::to;
use super::steps::{at, looked_at};
use crate::model::{Changed, Evaluation, PlanKept};
use crate::rules::download::command;
use crate::rules::plan::{Step, owed, step_of};
use crate::shown::Shower;
use crate::shown::plan::{PlanShown, levels};
use crate::store;
use crate::work::plan as work;

/// A fault of the document, with the page that mends it.
#[derive(serde::Serialize)]
struct Told {
    step: &'static str,
    text: String,
    /// What the engine says in its own words.
    quoted: String,
}

/// What has to be mended, each with its page.
fn told(voice: &Voice, error: &Error) -> Vec<Told> {
    let Error::Invalid(faults) = error else {
        return vec![Told { step: Step::Begin.name(), text: voice.error(error), quoted: String::new() }];
    };
    let place = |fault: &units::Fault| fault.args.get("place").map_or_else(|| fault.field.clone(), str::to_owned);
    let told = |fault: &units::Fault| Told {
        step: step_of(&place(fault)).name(),
        text: voice.fault(fault),
        quoted: fault.quoted().unwrap_or_default().to_owned(),
    };
    faults.iter().map(told).collect()
}

/// The check of a plan; `error` is what computing it for good came to.
pub(super) fn page(op: &Op, voice: &Voice, one: &PlanKept, error: Option<&Error>) -> op::Result<Response> {
    let mut shower = Shower::new(voice.clone());
    let plan = &one.plan;
    let ground = work::ground(op, plan)?;
    let about = ground.set.as_ref().map(|set| &set.about);
    let open = owed::first(plan, about).map(|(step, _)| step.name());
    let (mut faults, mut warnings, mut findings) = (Vec::new(), Vec::new(), Vec::new());
    let mut hashes = None;
    match (error, open) {
        (Some(error), _) => faults = told(voice, error),
        (None, Some(_)) => {}
        (None, None) => match work::looked(op, plan, &ground) {
            Ok(looked) => {
                warnings = looked.warnings.iter().map(|warning| shower.warning(plan, warning)).collect();
                hashes = Some((looked.computed.specification, looked.computed.data));
                findings = shower.remarks(&looked.computed.findings, plan.lines.iter().map(|one| &one.line));
            }
            Err(error @ Error::Invalid(_)) => faults = told(voice, &error),
            Err(error) => return Err(error),
        },
    }
    let said = shower.plan_sentences(plan, &ground, Step::Check);
    let members: Vec<String> = shower.regions(op, &plan.members)?.into_iter().map(|one| one.name).collect();
    let (authority, others) =
        members.split_first().map(|(one, others)| (one.clone(), others.to_vec())).unwrap_or_default();
    let others = shower.listed(&others);
    let system = ground.system.as_ref().map(|one| shower.system_offered(op, one)).transpose()?;
    let set = ground.set.as_ref().map(|set| shower.data_offered(set));
    let rows = shower.plan_rows(plan);
    let (kept, levels) = (PlanShown::of(&shower, one), levels(plan));
    let form = FormView::new(values(plan));
    Ok(Response::page(
        "statistics/plan_check.html",
        context! { plan => kept, form, said, open, faults, warnings, findings, authority, others, system, set, rows, levels, hashes,
        command => command() },
    ))
}

/// `POST /statistics/evaluations/{id}/plan`: a draft opened on the pages; as a text where they cannot say it.
pub(crate) fn take_up(request: Request) -> Answer {
    let id: String = request.path("id")?;
    let mut form = request.fields()?;
    let looked = looked_at(&mut form);
    form.check()?;
    Ok(Reply::work(move |app, actor| {
        let version = looked.version;
        if let Some(open) = app.read(actor, |op| Ok(store::plan::of_draft(op.conn(), &id, version)?))? {
            return Ok(to(&open.id, Step::Check));
        }
        let (one, plan) = app.read(actor, |op| work::of_draft(op, &id, version))?;
        match plan {
            Err(unfit) => {
                let place = format!("/statistics/evaluations/{id}/versions/{version}/edit?unfit={}", unfit.name());
                Ok(Response::see_other(place))
            }
            Ok(plan) => {
                let of = Changed { id: one.id, version, revision: one.revision };
                let kept = app.write(actor, None, move |op| work::begin(op, &plan, Some(of.clone())))?;
                Ok(to(&kept.id, Step::Check))
            }
        }
    }))
}

/// `POST /statistics/plans/{id}/evaluation`: computed for good.
pub(crate) fn compute(request: Request) -> Answer {
    let (id, again, voice, key) = (request.path("id")?, request.path("id")?, request.voice(), request.key());
    let mut form = request.fields()?;
    let revision = form.int("revision", 0..=i64::MAX);
    let done = |one: Evaluation| Response::see_other(at(&one.id, one.version)).notice("statistics-notice-drafted");
    let verb = move |op: &Op| work::compute(op, &id, revision);
    Ok(Reply::write(key, verb, done).or(move |op, error| page(op, &voice, &work::kept(op, &again)?, Some(error))))
}

/// `POST /statistics/plans/{id}/removal`
pub(crate) fn give_up(request: Request) -> Answer {
    let (id, key) = (request.path("id")?, request.key());
    let revision = request.fields()?.int("revision", 0..=i64::MAX);
    let done = |()| Response::see_other("/statistics/drafts").notice("statistics-notice-given_up");
    Ok(Reply::write(key, move |op| work::give_up(op, &id, revision), done))
}
