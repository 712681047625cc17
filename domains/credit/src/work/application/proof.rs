//! What a filing was proved from, and proving it again: a decision stays reproducible from the hashes of rules and evidence.

use std::collections::BTreeMap;

use op::{Error, Op, Pen, Result};
use recognition::Change;
use recognition::model::{Learner, Programme};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use units::{Credit, Day, Instant};

use super::load;
use crate::access::{Action, LearnerVerb};
use crate::model::{Application, Item};
use crate::rules::choice::{ceiling, prove, uses_of};
use crate::rules::{Refused, facts};
use crate::store;
use crate::work::book::{self, Ground, Parts};
use crate::work::place;

/// A rule by what never changes about it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
pub struct Cited {
    /// `rul_…`
    pub id: String,
    /// Its version.
    pub version: i64,
    /// SHA-256 of its canonical form.
    pub hash: String,
}

/// What a filing was proved from: everything the checker is told, rules by their hashes.
#[derive(Clone, Debug, Serialize, Deserialize)]
struct Document {
    day: Day,
    programme: Programme,
    programme_version: i64,
    /// Rules that are used, and those whose caps are in force beside them.
    rules: Vec<Cited>,
    learner: Learner,
    /// Content hashes of the outcomes, by id.
    evidence: BTreeMap<String, String>,
    changes: Vec<Change>,
}

/// Keeps what a filing was proved from.
pub(super) fn keep(
    op: &Op,
    pen: &Pen,
    application: &Application,
    ground: &Ground,
    items: &[Item],
    at: Instant,
) -> Result<()> {
    let used =
        |id: &str, version: u32| items.iter().any(|item| item.rule == id && item.rule_version == i64::from(version));
    let rules = ground.rules.iter().filter(|rule| used(&rule.id, rule.version) || !rule.caps.is_empty());
    let cite = |rule: &recognition::model::Rule| Cited {
        id: rule.id.clone(),
        version: i64::from(rule.version),
        hash: recognition::hash::hash(rule),
    };
    let mut learner = ground.learner.clone();
    learner.outcomes.retain(|outcome| items.iter().any(|item| item.outcome == outcome.id));
    learner.standing.retain(|before| before.institution == application.institution);
    let ids: Vec<String> = learner.outcomes.iter().map(|outcome| outcome.id.clone()).collect();
    let document = Document {
        day: ground.day,
        programme: ground.programme.clone(),
        programme_version: ground.programme_version,
        rules: rules.map(cite).collect(),
        evidence: store::standing::contents(op.conn(), &application.learner, &ids)?.into_iter().collect(),
        learner,
        changes: ground.changes.clone(),
    };
    let text = serde_json::to_string(&document).map_err(Error::bug)?;
    store::standing::keep_proof(pen, &application.learner, &application.id, at, &text)
}

/// A filing that was proved again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Replayed {
    /// The application.
    pub application: String,
    /// The day it was filed for.
    pub day: Day,
    /// Programme and version.
    pub programme: String,
    /// Version of the programme.
    pub programme_version: i64,
    /// The rules, each read again and found to have this hash.
    pub rules: Vec<Cited>,
    /// Content hashes of the outcomes, each found to be unchanged, by id.
    pub evidence: BTreeMap<String, String>,
    /// Whether the checker allows the same uses again.
    pub holds: bool,
}

/// Proves the latest filing of an application again, for the learner and for the receiving institution.
///
/// Errors: `Missing` before it was filed; `Refused(credit.application.proof_broken)` when a rule or an outcome is no longer what it was.
pub fn replay(op: &Op, id: &str) -> Result<Replayed> {
    let application = load(op, id)?;
    if !op.actor().is_system() && !op.actor().is_person(&application.learner) {
        let place = place(op, &application.institution)?;
        op.check(&Action::ReadApplication(id, &place))?;
    } else if !op.actor().is_system() {
        op.check(&Action::Learner(LearnerVerb::ViewApplications, id, &application.learner))?;
    }
    let (document, ground) = ground(op, &application)?;
    let items = store::application::items(op.conn(), &application.learner, id)?;
    let names = |rule: &str| rule.to_owned();
    let holds = prove(&ground.facts(), &uses_of(&items), &names).is_ok();
    Ok(Replayed {
        application: application.id,
        day: document.day,
        programme: document.programme.code,
        programme_version: document.programme_version,
        rules: document.rules,
        evidence: document.evidence,
        holds,
    })
}

/// The ground an application was filed on, with every rule and outcome found to be what it was.
fn ground(op: &Op, application: &Application) -> Result<(Document, Ground)> {
    let broken = || Error::refused(Refused::ProofBroken);
    let text = store::standing::proof(op.conn(), &application.learner, &application.id)?.ok_or(Error::Missing)?;
    let document: Document = serde_json::from_str(&text).map_err(Error::bug)?;
    let mut rules = Vec::with_capacity(document.rules.len());
    for cited in &document.rules {
        let rule = store::rule::version(op.conn(), &cited.id, cited.version)?.ok_or_else(broken)?.engine();
        if recognition::hash::hash(&rule) != cited.hash {
            return Err(broken());
        }
        rules.push(rule);
    }
    let ids: Vec<String> = document.evidence.keys().cloned().collect();
    let now: BTreeMap<String, String> =
        store::standing::contents(op.conn(), &application.learner, &ids)?.into_iter().collect();
    let outcomes = store::outcome::some(op.conn(), &application.learner, &ids)?;
    let same = |outcome: &recognition::model::Outcome| {
        let known = outcomes.iter().find(|known| known.id == outcome.id).and_then(facts::outcome);
        known.is_some_and(|mut known| {
            // A code that a later file brought changes nothing of what was filed without one.
            if outcome.code.is_empty() {
                known.code.clear();
            }
            known == *outcome
        })
    };
    if now != document.evidence || !document.learner.outcomes.iter().all(same) {
        return Err(broken());
    }
    let ground = Ground::new(Parts {
        rules,
        programme: document.programme.clone(),
        programme_version: document.programme_version,
        learner: document.learner.clone(),
        day: document.day,
        changes: document.changes.clone(),
    });
    Ok((document, ground))
}

/// Proves an application that is about to be accepted: under the rules it was filed under, with what stands now besides it.
///
/// Errors: `Refused(credit.application.proof_broken)`; `Refused(credit.application.cap_reached)` when something that was
/// recognised since takes the room. Answers the least cap over everything the learner is granted at the institution.
pub(super) fn prove_now(op: &Op, application: &Application, items: &[Item]) -> Result<Option<Credit>> {
    let (_, mut ground) = ground(op, application)?;
    let asked = book::asked(op, &application.learner, &application.id)?;
    ground.learner.standing = asked.learner.standing;
    let names = |rule: &str| {
        let item = items.iter().find(|item| item.rule == rule);
        item.map_or_else(|| rule.to_owned(), |item| item.target_name.clone())
    };
    let facts = ground.facts();
    prove(&facts, &uses_of(items), &names).map_err(Error::refused)?;
    Ok(ceiling(&facts))
}
