//! Deciding without a person, where every rule used says so and every outcome was deposited by an institution.

use op::{App, Error, Op, Pen, Result};
use serde_json::{Value, json};

use super::decide::{accept, tell};
use super::{consented, load};
use crate::access::Action;
use crate::model::{Application, ApplicationState, Decision, Item, ReviewInput};
use crate::rules::{Refused, facts};
use crate::store;
use crate::work::{appeal, statistics};

/// The job that decides an application.
pub const DECIDE_JOB: &str = "credit.application.accept_automatically";

/// Whether no person is needed for these lines, under the versions of the rules they cite.
pub fn is_automatic(op: &Op, learner: &str, items: &[Item]) -> Result<bool> {
    let ids: Vec<String> = items.iter().map(|item| item.outcome.clone()).collect();
    let outcomes = store::outcome::some(op.conn(), learner, &ids)?;
    let known = |item: &Item| outcomes.iter().any(|known| known.id == item.outcome && facts::is_deposited(known));
    for item in items {
        let rule = store::rule::version(op.conn(), &item.rule, item.rule_version)?;
        if !known(item) || !rule.is_some_and(|rule| rule.content.automatic) {
            return Ok(false);
        }
    }
    Ok(!items.is_empty())
}

/// Has an application decided as soon as it is filed, if no person is needed.
pub(super) fn follow(op: &Op, pen: &Pen, application: &str, learner: &str, items: &[Item]) -> Result<()> {
    if is_automatic(op, learner, items)? {
        pen.job(DECIDE_JOB, &json!({ "application": application }), op.now())?;
    }
    Ok(())
}

/// Works the job off. Whatever somebody did to the application meanwhile stands.
pub fn job(app: &App, body: &Value) -> Result<()> {
    let id = body["application"].as_str().ok_or_else(|| Error::bug("a job without its application"))?.to_owned();
    let actor = op::Actor::system("credit");
    let asked = id.clone();
    let waits = app.read(&actor, move |op| {
        let application = load(op, &asked)?;
        Ok(application.state == ApplicationState::Filed && consented(op, &application)?)
    })?;
    if !waits {
        return Ok(());
    }
    match app.write(&actor, None, move |op| decide(op, &id).map(|_| ())) {
        // Withdrawn between the look and the decision, or something that was recognised since takes the room: a person decides.
        Err(Error::Conflict(_) | Error::Refused(_)) => Ok(()),
        done => done,
    }
}

/// Recognises a filed application in the name of the platform. The reason names the rules that say so.
///
/// Errors: `Conflict` when it no longer waits; `Refused(credit.application.not_automatic)`; those of accepting.
pub fn decide(op: &Op, id: &str) -> Result<Application> {
    let was = load(op, id)?;
    let pen = op.may(&Action::DecideAutomatically(id))?;
    if was.state != ApplicationState::Filed {
        return Err(Error::conflict(Refused::NotNow));
    }
    let items = store::application::items(op.conn(), &was.learner, id)?;
    if !is_automatic(op, &was.learner, &items)? {
        return Err(Error::refused(Refused::NotAutomatic));
    }
    let mut rules: Vec<String> = items.iter().map(|item| format!("{} v{}", item.rule, item.rule_version)).collect();
    rules.sort();
    rules.dedup();
    let now = Application {
        state: ApplicationState::Accepted,
        decided_at: Some(op.now()),
        decided_by: Some(op.actor().id.clone()),
        reason: format!("自动认定 / automatic: {}", rules.join(", ")).chars().take(REASON_CHARS).collect(),
        ..was.clone()
    };
    store::application::update(&pen, &was, &now)?;
    accept(op, &pen, &was)?;
    let decision = ReviewInput::new(Decision::Accept, "", was.revision);
    let finding = appeal::bind(op, &pen, &was, &decision)?;
    tell(op, &pen, &was, Decision::Accept, finding.as_deref())?;
    statistics::follow(op, &pen)?;
    load(op, id)
}

/// As long as a person's reason may be.
const REASON_CHARS: usize = crate::rules::application::REASON_CHARS_MAX;
