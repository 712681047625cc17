//! 转换申请: a learner chooses, consents, attaches and files; the receiving institution reads and decides.

pub mod automatic;
mod decide;
mod draft;
mod file;
mod proof;

pub use decide::{again, decide, decide_and, evidence, inbox, inbox_counts, overdue, read};
pub(super) use decide::{closed, open_for, received};
pub(crate) use draft::store_evidence;
pub use draft::{attach, attach_upload, begin, change, consent, detach};
pub use file::{file, withdraw};
pub(super) use file::{release, reopen, totals};
pub use proof::{Cited, Replayed, replay};

use op::{Error, Op, Result};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use units::Day;

use crate::access::{Action, LearnerVerb};
use crate::model::{Application, Attachment, Item, Outcome, Rule};
use crate::rules::Refused;
use crate::store;
use crate::work::clock::{self, Due};

/// Allowing the receiving institution to read until a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ConsentStep {
    /// Last day on which it may read.
    pub until: Day,
}

/// Moves an application on: the revision that was looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AtRevision {
    /// The revision.
    pub revision: i64,
}

/// A line of an application with what it is about.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Line {
    /// Outcome, rule version and target, as fixed when filed.
    pub item: Item,
    /// The outcome; none where the reader may not see it.
    pub outcome: Option<Outcome>,
    /// The version of the rule that is cited.
    pub rule: Rule,
}

/// An application with everything its reader may see.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Details {
    /// The application.
    pub application: Application,
    /// Its lines.
    pub lines: Vec<Line>,
    /// Evidence attached by the learner.
    pub attachments: Vec<Attachment>,
    /// Whether the receiving institution may read now.
    pub consented: bool,
    /// The learner's name, where the reader may know it.
    pub learner_name: Option<String>,
    /// By when it is to be decided, while it waits.
    pub due: Option<Due>,
}

pub(super) fn load(op: &Op, id: &str) -> Result<Application> {
    store::application::get(op.conn(), id)?.ok_or(Error::Missing)
}

/// An application that has not changed since it was looked at.
pub(super) fn unchanged(application: Application, revision: i64) -> Result<Application> {
    match application.revision == revision {
        true => Ok(application),
        false => Err(Error::conflict(Refused::NotNow)),
    }
}

/// One's own application.
pub fn own(op: &Op, id: &str) -> Result<Details> {
    let application = load(op, id)?;
    op.check(&Action::Learner(LearnerVerb::ViewApplications, id, &application.learner))?;
    details(op, application, Open { outcomes: true, name: true })
}

/// One's own applications, the latest first.
pub fn own_list(op: &Op, learner: &str, before: Option<&str>, limit: usize) -> Result<Vec<Application>> {
    op.check(&Action::Learner(LearnerVerb::ViewApplications, learner, learner))?;
    Ok(store::application::of_learner(op.conn(), learner, before, i64::try_from(limit).unwrap_or(100))?)
}

/// What of an application is open to its reader.
#[derive(Clone, Copy)]
struct Open {
    /// Outcomes and evidence.
    outcomes: bool,
    /// The learner's name.
    name: bool,
}

/// Everything about an application; outcomes, evidence and name only for whoever may read them.
fn details(op: &Op, application: Application, open: Open) -> Result<Details> {
    let learner = application.learner.clone();
    let items = store::application::items(op.conn(), &learner, &application.id)?;
    let ids: Vec<String> = items.iter().map(|item| item.outcome.clone()).collect();
    let outcomes = if open.outcomes { store::outcome::some(op.conn(), &learner, &ids)? } else { Vec::new() };
    let mut lines = Vec::with_capacity(items.len());
    for item in items {
        let rule = store::rule::version(op.conn(), &item.rule, item.rule_version)?
            .ok_or_else(|| Error::bug("a line cites a rule that is not there"))?;
        let outcome = outcomes.iter().find(|outcome| outcome.id == item.outcome).cloned();
        lines.push(Line { item, outcome, rule });
    }
    let attachments = match open.outcomes {
        true => store::application::attachments(op.conn(), &learner, &application.id)?,
        false => Vec::new(),
    };
    let consented = consented(op, &application)?;
    let learner_name = match open.name {
        true => identity::work::people::names(op, &[&learner])?.remove(&learner),
        false => None,
    };
    let due = clock::due(op, &application)?;
    Ok(Details { application, lines, attachments, consented, learner_name, due })
}

/// Whether the learner allows the receiving institution to read for recognition now.
fn consented(op: &Op, application: &Application) -> Result<bool> {
    allowed(op, application, identity::consent::OUTCOMES)
}

/// Whether the learner allows the receiving institution to read an item for recognition now.
fn allowed(op: &Op, application: &Application, what: &str) -> Result<bool> {
    let Application { learner, institution, .. } = application;
    let purpose = identity::consent::CONVERSION;
    Ok(identity::consent::allows(op.conn(), learner, institution, purpose, what, op.now())?.is_some())
}
