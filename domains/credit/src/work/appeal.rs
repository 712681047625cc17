//! 申诉: the learner appeals, the provinces speak with one voice each, and the finding follows from the voices.

mod hear;

pub use hear::{Hearing, close_job, hear, hearings, speak};

use op::{Error, Op, Pen, Result};
use serde_json::json;
use units::{Fault, Instant};

use super::notice::{Told, tell};
use super::{application, setting};
use crate::access::steps::Step;
use crate::model::{
    Appeal, AppealKind, AppealState, Application, Decision, Ground, Heard, NewAppeal, ReviewInput, Setting,
};
use crate::rules::appeal::{CHART, PROVINCES, STATEMENT_CHARS_MAX, ground};
use crate::rules::{Objection, step};
use crate::store;

/// The job that looks at an appeal when its time is over.
pub const CLOSE_JOB: &str = "credit.appeal.close";

const DAY_SECONDS: i64 = 86_400;

fn load(op: &Op, id: &str) -> Result<Appeal> {
    store::appeal::get(op.conn(), id)?.ok_or(Error::Missing)
}

fn heard(op: &Op, appeal: Appeal) -> Result<Heard> {
    let application = application::load(op, &appeal.application)?;
    let voices = store::appeal::voices(op.conn(), &appeal.learner, &appeal.id)?;
    Ok(Heard { appeal, application, voices })
}

/// A text that is owed, without outer blanks.
fn owed(field: &str, text: &str) -> Result<String> {
    let text = text.trim();
    match text.chars().count() {
        0 => Err(Error::Invalid(vec![Fault::new(field, "form.required")])),
        count if count > STATEMENT_CHARS_MAX => {
            Err(Error::Invalid(vec![Fault::new(field, "form.too_long").with("max", STATEMENT_CHARS_MAX)]))
        }
        _ => Ok(text.to_owned()),
    }
}

/// On what ground one's application can be appealed now, if it can: not yet appealed, and in time.
pub fn open_ground(op: &Op, of: &Application) -> Result<Option<Ground>> {
    let Ok((ground, since)) = grounds(op, of)? else { return Ok(None) };
    let earlier = store::appeal::of_application(op.conn(), &of.learner, &of.id)?;
    Ok((!earlier.iter().any(|one| one.ground == ground && one.first_decided_at == since)).then_some(ground))
}

/// The ground and the decision, or the filing, that is appealed.
fn grounds(op: &Op, of: &Application) -> Result<std::result::Result<(Ground, Instant), crate::rules::No>> {
    let days = setting::of_bank(op, Setting::AppealDays)?;
    let clock = store::clock::get(op.conn(), &of.learner, &of.id)?;
    let found = ground(of, clock.map(|clock| clock.due_at), op.now(), days);
    Ok(found.map(|ground| {
        let since = match ground {
            Ground::Rejection => of.decided_at,
            // Since the clock was started: where silence was set aside, it is started anew.
            Ground::Silence => clock.map(|clock| clock.filed_at),
        };
        (ground, since.unwrap_or(of.drafted_at))
    }))
}

/// The appeals of an application, for whoever may see the application.
pub fn of_application(op: &Op, of: &Application) -> Result<Vec<Heard>> {
    let found = store::appeal::of_application(op.conn(), &of.learner, &of.id)?;
    found.into_iter().map(|one| heard(op, one)).collect()
}

/// One's own appeal.
pub fn own(op: &Op, id: &str) -> Result<Heard> {
    let appeal = load(op, id)?;
    op.check(&Step::ViewAppeal(id, &appeal.learner))?;
    heard(op, appeal)
}

/// Appeals a rejection of one's application, or silence past the due day.
///
/// Errors: `Invalid` without a statement; see [`ground`]; `Conflict` if the same was appealed before.
pub fn file(op: &Op, application: &str, input: &NewAppeal) -> Result<Appeal> {
    let of = application::load(op, application)?;
    let pen = op.may(&Step::Appeal(application, &of.learner))?;
    let statement = owed("statement", &input.statement)?;
    store::application::hold(&pen, &of)?;
    let (ground, first_decided_at) = grounds(op, &of)?.map_err(Error::conflict)?;
    let days = setting::of_bank(op, Setting::CommitteeDays)?;
    let appeal = Appeal {
        id: op.id::<AppealKind>().to_string(),
        learner: of.learner.clone(),
        application: of.id.clone(),
        institution: of.institution.clone(),
        ground,
        statement,
        state: AppealState::Filed,
        filed_at: op.now(),
        due_at: op.today().plus_days(days + 1).start_in_shanghai(),
        decided_at: None,
        first_decider: of.decided_by.clone().filter(|_| ground == Ground::Rejection).unwrap_or_default(),
        first_decided_at,
        revision: 1,
    };
    store::appeal::insert(&pen, &appeal)?;
    close_at(&pen, &appeal, appeal.due_at)?;
    pen.subject(&appeal.id);
    about(&pen, &appeal);
    pen.tell(json!({ "ground": ground.name() }));
    let args = [("institution", of.institution.as_str()), ("name", of.id.as_str())];
    let told =
        Told { learner: &of.learner, about: &appeal.id, stage: "filed", code: "credit.told.appeal_filed", args: &args };
    tell(op, &pen, &of.institution, &format!("/credit/inbox/{}", of.id), &told)?;
    for province in PROVINCES {
        tell(op, &pen, province, &hearing(&appeal.id), &told)?;
    }
    Ok(appeal)
}

fn close_at(pen: &Pen, appeal: &Appeal, at: Instant) -> Result<()> {
    pen.job(CLOSE_JOB, &json!({ "appeal": appeal.id }), at)
}

fn about(pen: &Pen, appeal: &Appeal) {
    pen.about(&appeal.application);
    pen.about(&appeal.learner);
    pen.about(&appeal.institution);
}

fn hearing(appeal: &str) -> String {
    format!("/credit/hearings/{appeal}")
}

/// Takes one's appeal back.
///
/// Errors: `Conflict` once it is decided.
pub fn withdraw(op: &Op, id: &str) -> Result<Appeal> {
    let was = load(op, id)?;
    let pen = op.may(&Step::WithdrawAppeal(id, &was.learner))?;
    step(&CHART, was.state.name(), "withdraw", &["learner"]).map_err(Error::conflict)?;
    store::appeal::update(&pen, &was, AppealState::Withdrawn, Some(op.now()))?;
    about(&pen, &was);
    load(op, id)
}

/// The finding under which an application is to be decided again, if one was set aside.
pub fn finding(op: &Op, of: &Application) -> Result<Option<Appeal>> {
    let appeals = store::appeal::of_application(op.conn(), &of.learner, &of.id)?;
    Ok(appeals.into_iter().find(|one| one.state == AppealState::SetAside))
}

/// What the committee found binds whoever decides again: another person than the first decider, who cites the finding. What was
/// appealed for silence lapses with the decision.
pub(super) fn bind(op: &Op, pen: &Pen, of: &Application, input: &ReviewInput) -> Result<Option<String>> {
    if input.decision == Decision::Reverse {
        return Ok(None);
    }
    store::appeal::lapse(pen, &of.learner, &of.id, op.now())?;
    let Some(found) = finding(op, of)? else { return Ok(None) };
    let actor = op.actor();
    if !found.first_decider.is_empty()
        && (actor.id == found.first_decider || actor.acts_for() == Some(&found.first_decider))
    {
        return Err(Error::conflict(Objection::FirstDecider));
    }
    match input.finding.as_deref() == Some(found.id.as_str()) {
        true => Ok(Some(found.id)),
        false => Err(Error::conflict(Objection::FindingUncited(found.id))),
    }
}
