//! 专家评审: a reviewer asks an expert, who reads under the same consent and recommends; the reviewer decides.

use std::collections::BTreeMap;

use op::{Error, Op, Result};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::json;
use units::Fault;

use super::application::{self, Details};
use super::notice::{Told, tell};
use super::place;
use crate::access::steps::Step;
use crate::access::{Action, EXPERT};
use crate::model::{Application, ApplicationState, Opinion, OpinionInput, OpinionKind, OpinionRequest, OpinionState};
use crate::rules::opinion::{CHART, OPINIONS_MAX, REASON_CHARS_MAX};
use crate::rules::{Objection, Refused, step};
use crate::store;

/// Requests listed.
const LISTED: i64 = 100;

/// A request before its expert, with what the application shows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Asked {
    /// The request.
    pub opinion: Opinion,
    /// The application.
    pub details: Details,
}

fn load(op: &Op, id: &str) -> Result<Opinion> {
    store::opinion::get(op.conn(), id)?.ok_or(Error::Missing)
}

/// A text that is owed, without outer blanks.
fn owed(field: &str, text: &str) -> Result<String> {
    let text = text.trim();
    match text.chars().count() {
        0 => Err(Error::Invalid(vec![Fault::new(field, "form.required")])),
        count if count > REASON_CHARS_MAX => {
            Err(Error::Invalid(vec![Fault::new(field, "form.too_long").with("max", REASON_CHARS_MAX)]))
        }
        _ => Ok(text.to_owned()),
    }
}

/// The experts an institution has, by their ids, with their names.
pub fn experts(op: &Op, institution: &str) -> Result<BTreeMap<String, String>> {
    let place = place(op, institution)?;
    op.check(&Step::AskOpinion("", &place))?;
    let found = identity::holders_at(op, EXPERT, institution)?;
    let ids: Vec<&str> = found.iter().map(String::as_str).collect();
    identity::names(op, &ids)
}

/// The opinions asked for on an application, for whoever may see the application.
pub fn of_application(op: &Op, of: &Application) -> Result<Vec<Opinion>> {
    Ok(store::opinion::of_application(op.conn(), &of.learner, &of.id)?)
}

/// The opinions asked for on an application, for the institution that received it.
pub fn on(op: &Op, application: &str) -> Result<Vec<Opinion>> {
    let of = application::received(op, application)?;
    op.check(&Action::ReadApplication(application, &place(op, &of.institution)?))?;
    of_application(op, &of)
}

/// How many opinions on an application are still to be given.
pub fn open(op: &Op, of: &Application) -> Result<i64> {
    let all = of_application(op, of)?;
    Ok(all.iter().filter(|one| one.state == OpinionState::Asked).count() as i64)
}

/// Asks an expert of one's institution about a filed application.
///
/// Errors: `Invalid` without a question; `Conflict` unless it is filed, or if the expert was asked already; `Refused` for somebody
/// who is no expert here, oneself or the learner, and for too many.
pub fn ask(op: &Op, application: &str, input: &OpinionRequest) -> Result<Opinion> {
    let of = application::received(op, application)?;
    let place = place(op, &of.institution)?;
    let pen = op.may(&Step::AskOpinion(application, &place))?;
    let question = owed("question", &input.question)?;
    if of.state != ApplicationState::Filed {
        return Err(Error::conflict(Refused::NotNow));
    }
    let known = identity::holders_at(op, EXPERT, &of.institution)?;
    let fit = known.contains(&input.expert) && input.expert != op.actor().id && input.expert != of.learner;
    if !fit {
        return Err(Error::refused(Objection::ExpertUnfit));
    }
    store::application::hold(&pen, &of)?;
    if of_application(op, &of)?.len() >= OPINIONS_MAX {
        return Err(Error::refused(Objection::ExpertsTooMany(OPINIONS_MAX)));
    }
    let opinion = Opinion {
        id: op.id::<OpinionKind>().to_string(),
        learner: of.learner.clone(),
        application: of.id.clone(),
        institution: of.institution.clone(),
        expert: input.expert.clone(),
        question,
        state: OpinionState::Asked,
        recommendation: None,
        reason: String::new(),
        asked_by: op.actor().id.clone(),
        asked_at: op.now(),
        answered_at: None,
    };
    store::opinion::insert(&pen, &opinion)?;
    pen.subject(&opinion.id);
    pen.about(&of.id);
    pen.about(&of.institution);
    pen.tell(json!({ "application": of.id }));
    let args = [("institution", of.institution.as_str()), ("name", of.id.as_str())];
    let told = Told {
        learner: &of.learner,
        about: &opinion.id,
        stage: "asked",
        code: "credit.told.opinion_asked",
        args: &args,
    };
    tell(op, &pen, &opinion.expert, &format!("/credit/opinions/{}", opinion.id), &told)?;
    Ok(opinion)
}

/// Takes a request back that was not answered.
///
/// Errors: `Conflict` once it was.
pub fn withdraw(op: &Op, id: &str) -> Result<Opinion> {
    let was = load(op, id)?;
    let place = place(op, &was.institution)?;
    let pen = op.may(&Step::CancelOpinion(id, &place))?;
    step(&CHART, was.state.name(), "withdraw", &["reviewer"]).map_err(Error::conflict)?;
    let now = Opinion { state: OpinionState::Withdrawn, answered_at: Some(op.now()), ..was };
    store::opinion::end(&pen, &now)?;
    pen.about(&now.application);
    load(op, id)
}

/// What the actor was asked, the latest first.
pub fn own(op: &Op) -> Result<Vec<Opinion>> {
    op.check(&Step::ViewOpinions)?;
    let expert = op.actor().person().ok_or(Error::Unknown)?;
    Ok(store::opinion::of_expert(op.conn(), expert, LISTED)?)
}

/// Opens an application for the expert who was asked: what the application shows, under the same consent, and recorded.
pub fn read(op: &Op, id: &str) -> Result<Asked> {
    let opinion = load(op, id)?;
    let place = place(op, &opinion.institution)?;
    let pen = op.may(&Step::ReadForOpinion(id, &opinion.expert, &place))?;
    let of = application::load(op, &opinion.application)?;
    // Who is no longer asked sees what they said, and not the learner's affairs.
    let open = opinion.state == OpinionState::Asked && of.state == ApplicationState::Filed;
    let details = match open {
        true => application::open_for(op, &pen, of)?,
        false => application::closed(op, of)?,
    };
    pen.about(&opinion.application);
    pen.tell(json!({ "allowed": open && details.consented }));
    Ok(Asked { opinion, details })
}

/// Gives an opinion, or declines to.
///
/// Errors: `Invalid` without a reason; `Conflict` once it was answered or taken back, or when the application no longer waits.
pub fn answer(op: &Op, id: &str, input: &OpinionInput) -> Result<Opinion> {
    let was = load(op, id)?;
    let place = place(op, &was.institution)?;
    let (pen, verb) = match input.recommendation {
        Some(_) => (op.may(&Step::GiveOpinion(id, &was.expert, &place))?, "give"),
        None => (op.may(&Step::DeclineOpinion(id, &was.expert, &place))?, "decline"),
    };
    let reason = owed("reason", &input.reason)?;
    let to = step(&CHART, was.state.name(), verb, &["expert"]).map_err(Error::conflict)?.to;
    // Whoever decides at this moment waits or is first; an opinion after the decision is of no use.
    store::application::lock(&pen, &was.learner, &was.application)?;
    let of = application::load(op, &was.application)?;
    if of.state != ApplicationState::Filed {
        return Err(Error::conflict(Refused::NotNow));
    }
    let state = OpinionState::named(to).ok_or_else(|| Error::bug("a state the chart does not know"))?;
    let now = Opinion { state, recommendation: input.recommendation, reason, answered_at: Some(op.now()), ..was };
    store::opinion::end(&pen, &now)?;
    pen.about(&now.application);
    pen.about(&now.institution);
    pen.tell(json!({ "recommendation": now.recommendation.map_or("", |one| one.name()) }));
    let args = [("name", now.application.as_str())];
    let told =
        Told { learner: &now.learner, about: id, stage: "answered", code: "credit.told.opinion_answered", args: &args };
    tell(op, &pen, &now.institution, &format!("/credit/inbox/{}", now.application), &told)?;
    load(op, id)
}

/// The request under which the actor may look at a filed application now, if there is one.
pub(super) fn asked_now(op: &Op, of: &Application) -> Result<Option<Opinion>> {
    let own = |one: &Opinion| one.state == OpinionState::Asked && op.actor().is_person(&one.expert);
    let all = if of.state == ApplicationState::Filed { of_application(op, of)? } else { Vec::new() };
    Ok(all.into_iter().find(own))
}

/// Who was asked about an application and did not decline does not decide it.
pub(super) fn no_expert(op: &Op, of: &Application) -> Result<()> {
    let actor = op.actor();
    let asked = |one: &Opinion| actor.id == one.expert || actor.acts_for() == Some(&one.expert);
    let bound = |one: &Opinion| matches!(one.state, OpinionState::Asked | OpinionState::Given);
    match of_application(op, of)?.iter().any(|one| asked(one) && bound(one)) {
        true => Err(Error::conflict(Objection::ExpertDecides)),
        false => Ok(()),
    }
}
