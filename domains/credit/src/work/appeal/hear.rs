//! The joint committee: hearing an appeal, speaking for a province, and the finding.

use op::{Actor, App, Error, Op, Pen, Result};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::{about, close_at, heard, hearing, load, owed};
use crate::access::steps::{Step, provinces};
use crate::model::{
    Appeal, AppealState, Application, ApplicationState, FindingSaid, Ground, Heard, Setting, Voice, VoiceInput,
};
use crate::rules::appeal::{CHART, finding as add_up};
use crate::rules::{Objection, Refused, step};
use crate::store;
use crate::work::application::{self, Details};
use crate::work::notice::{Told, tell};
use crate::work::{clock, setting};

/// Appeals listed.
const LISTED: i64 = 100;

/// How long after its time an appeal without a majority is looked at again.
const AGAIN_SECONDS: i64 = 7 * super::DAY_SECONDS;

/// An appeal before the committee, with the application as its institution may see it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Hearing {
    /// The appeal and the voices.
    pub heard: Heard,
    /// The application.
    pub details: Details,
}

/// What is before the committee, oldest first, and what it found lately.
pub fn hearings(op: &Op, state: AppealState) -> Result<Vec<Appeal>> {
    op.check(&Step::ViewHearings)?;
    Ok(store::appeal::in_state(op.conn(), state, LISTED)?)
}

/// Opens an appeal for a member of the committee. The application is read under the learner's consent to the institution whose
/// decision is looked at, and the read is recorded.
pub fn hear(op: &Op, id: &str) -> Result<Hearing> {
    let appeal = load(op, id)?;
    let pen = op.may(&Step::HearAppeal(id))?;
    let application = application::load(op, &appeal.application)?;
    let details = application::open_for(op, &pen, application)?;
    about(&pen, &appeal);
    pen.tell(json!({ "allowed": details.consented }));
    Ok(Hearing { heard: heard(op, appeal)?, details })
}

/// Speaks for one's province; a voice may be changed until there is a finding.
///
/// Errors: `Invalid` without a reason; `Conflict` once there is a finding, when the appeal was changed since it was looked at, or
/// for whoever decided the case or whose case it is.
pub fn speak(op: &Op, id: &str, input: &VoiceInput) -> Result<Heard> {
    let was = load(op, id)?;
    let pen = op.may(&Step::Speak(id))?;
    let reason = owed("reason", &input.reason)?;
    step(&CHART, was.state.name(), "speak", &["committee"]).map_err(Error::conflict)?;
    let actor = op.actor();
    let party = |who: &str| actor.id == who || actor.acts_for() == Some(who);
    if party(&was.learner) || (!was.first_decider.is_empty() && party(&was.first_decider)) {
        return Err(Error::conflict(Objection::AppealParty));
    }
    if was.revision != input.revision {
        return Err(Error::conflict(Refused::NotNow));
    }
    let province = provinces(actor).next().ok_or(Error::Missing)?;
    // First of all writes: of two who speak at once the second sees both voices.
    store::appeal::update(&pen, &was, AppealState::Filed, None)?;
    let voice =
        Voice { province: province.to_owned(), member: actor.id.clone(), finding: input.finding, reason, at: op.now() };
    store::appeal::speak(&pen, &was, &voice)?;
    about(&pen, &was);
    pen.tell(json!({ "province": province, "finding": input.finding.name() }));
    conclude(op, &pen, &load(op, id)?)?;
    heard(op, load(op, id)?)
}

/// Looks at an appeal whose time is over.
pub fn close_job(app: &App, body: &Value) -> Result<()> {
    let id = body["appeal"].as_str().ok_or_else(|| Error::bug("a job without its appeal"))?.to_owned();
    let open = app.read(&Actor::system("jobs"), |op| Ok(load(op, &id)?.state == AppealState::Filed))?;
    match open {
        false => Ok(()),
        true => app.write(&Actor::system("jobs"), None, move |op| close(op, &id)),
    }
}

fn close(op: &Op, id: &str) -> Result<()> {
    let pen = op.may(&Step::CloseAppeal(id))?;
    let was = load(op, id)?;
    if was.state != AppealState::Filed {
        return Ok(());
    }
    about(&pen, &was);
    if conclude(op, &pen, &was)? {
        return Ok(());
    }
    // No majority yet: the provinces that have not spoken, or may change their voice, are told again, once for each look.
    let args = [("institution", was.institution.as_str()), ("name", was.application.as_str())];
    let looked = format!("over-{}", was.revision);
    let told = Told { learner: &was.learner, about: id, stage: &looked, code: "credit.told.appeal_over", args: &args };
    for province in crate::rules::appeal::PROVINCES {
        tell(op, &pen, province, &hearing(id), &told)?;
    }
    pen.tell(json!({ "finding": "none" }));
    close_at(&pen, &was, op.now().plus_seconds(AGAIN_SECONDS))
}

/// Draws the finding from the voices, if they add up to one. Answers whether the appeal ended.
fn conclude(op: &Op, pen: &Pen, was: &Appeal) -> Result<bool> {
    store::application::lock(pen, &was.learner, &was.application)?;
    let of = application::load(op, &was.application)?;
    if !stands(op, was, &of)? {
        store::appeal::update(pen, was, AppealState::Lapsed, Some(op.now()))?;
        return Ok(true);
    }
    let voices = store::appeal::voices(op.conn(), &was.learner, &was.id)?;
    let said: Vec<FindingSaid> = voices.iter().map(|voice| voice.finding).collect();
    let majority = setting::of_bank(op, Setting::CommitteeMajority)?;
    let Some(finding) = add_up(&said, was.due_at <= op.now(), majority) else { return Ok(false) };
    let (state, code) = match finding {
        FindingSaid::Uphold => (AppealState::Upheld, "credit.told.appeal_upheld"),
        FindingSaid::SetAside => (AppealState::SetAside, "credit.told.appeal_set_aside"),
    };
    store::appeal::update(pen, was, state, Some(op.now()))?;
    if finding == FindingSaid::SetAside {
        let reason = voices.iter().find(|voice| voice.finding == finding).map(|voice| voice.reason.clone());
        set_aside(op, pen, was, &of, reason.unwrap_or_default())?;
    }
    let args = [("institution", was.institution.as_str()), ("name", was.application.as_str())];
    let told = Told { learner: &was.learner, about: &was.id, stage: "found", code, args: &args };
    tell(op, pen, &was.learner, &format!("/credit/appeals/{}", was.id), &told)?;
    tell(op, pen, &was.institution, &format!("/credit/inbox/{}", was.application), &told)?;
    Ok(true)
}

/// Whether what was appealed is still so.
fn stands(op: &Op, appeal: &Appeal, of: &Application) -> Result<bool> {
    Ok(match appeal.ground {
        Ground::Rejection => of.state == ApplicationState::Rejected && of.decided_at == Some(appeal.first_decided_at),
        Ground::Silence => {
            let clock = store::clock::get(op.conn(), &of.learner, &of.id)?;
            of.state == ApplicationState::Filed && clock.is_some_and(|clock| clock.filed_at == appeal.first_decided_at)
        }
    })
}

/// The application goes back to be decided again; where what it asks for is no longer free, the learner chooses again first.
fn set_aside(op: &Op, pen: &Pen, was: &Appeal, of: &Application, reason: String) -> Result<()> {
    match was.ground {
        Ground::Rejection => application::reopen(op, pen, of, reason),
        Ground::Silence => clock::start(op, pen, &Application { filed_at: Some(op.now()), ..of.clone() }),
    }
}
