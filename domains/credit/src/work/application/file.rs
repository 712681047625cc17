//! Filing and taking back.

use identity::model::ConsentState;
use identity::rules::consent::state as consent_state;
use op::{Error, Op, Pen, Result};
use serde_json::json;

use super::{AtRevision, automatic, consented, load, proof, unchanged};
use crate::access::{Action, LearnerVerb};
use crate::model::{Application, ApplicationState, Item, PostingKind, Use, UseState};
use crate::rules::application::{CHART, Filing, file as decide_filing};
use crate::rules::choice::{self, Filed, uses_of};
use crate::rules::{Refused, ledger, step};
use crate::store;
use crate::work::book::{self, Book, Ground};
use crate::work::clock;
use crate::work::ledger::{Subject, post};

/// Consents among which the one given with an application is looked for; a learner has at most as many in force.
const CONSENTS_LOOKED_AT: i64 = 100;

/// Files an application: every line is checked again, sources are held and targets reserved.
///
/// Errors: see [`crate::rules::application::file`]; `Conflict` when it was changed since it was looked at.
pub fn file(op: &Op, id: &str, at: &AtRevision) -> Result<Application> {
    let was = load(op, id)?;
    let pen = op.may(&Action::Learner(LearnerVerb::File, id, &was.learner))?;
    let was = unchanged(was, at.revision)?;
    // Whoever files the same application at the same moment waits here, and is then told that it was filed.
    store::application::hold(&pen, &was)?;
    store::standing::hold_account(&pen, &was.learner)?;
    let items = store::application::items(op.conn(), &was.learner, id)?;
    if matches!(was.state, ApplicationState::Draft | ApplicationState::Returned) && revoked(op, &was, &items)? {
        return Err(Error::refused(Refused::DoesNotCount("credit.match.revoked", units::Args::none())));
    }
    let uses = uses_of(&items);
    let book = Book::of(op)?;
    let asked = book::asked(op, &was.learner, id)?;
    let ground = Ground::of(op, &book, asked.learner, &was.institution, &was.programme)?;
    let consented = consented(op, &was)?;
    let attached = !store::application::attachments(op.conn(), &was.learner, id)?.is_empty();
    let names = |rule: &str| book.name(rule);
    let filed = decide_filing(
        &Filing {
            state: was.state,
            facts: ground.facts(),
            uses: &uses,
            changed: changed_rule(&items, &book),
            guardian_missing: !consented && waits_for_guardian(op, &was)?,
            consented,
            evidence_missing: if attached { None } else { evidence_missing(&items, &book) },
        },
        &names,
    )
    .map_err(Error::refused)?;
    let now = Application {
        state: ApplicationState::Filed,
        credit: filed.target_total,
        filed_at: Some(op.now()),
        decided_at: None,
        decided_by: None,
        // A new filing clears the earlier opinion.
        reason: String::new(),
        ..was.clone()
    };
    store::application::update(&pen, &was, &now)?;
    store::application::replace_items(&pen, &was.learner, id, &filed.items)?;
    hold(op, &pen, &was, &filed)?;
    proof::keep(op, &pen, &was, &ground, &filed.items, op.now())?;
    automatic::follow(op, &pen, id, &was.learner, &filed.items)?;
    clock::start(op, &pen, &now)?;
    pen.about(&was.learner);
    pen.about(&was.institution);
    pen.tell(json!({ "institution": was.institution, "credit": filed.target_total, "lines": filed.items.len() }));
    pen.event("credit.application.filed", &json!({ "application": id, "institution": was.institution }))?;
    load(op, id)
}

/// The first target whose rule is no longer in force in the version the learner looked at when choosing.
fn changed_rule<'a>(items: &'a [Item], book: &Book) -> Option<&'a str> {
    let current =
        |item: &&Item| !book.rules.versions(&item.rule).any(|rule| i64::from(rule.version) == item.rule_version);
    items.iter().find(current).map(|item| item.target_name.as_str())
}

/// The first target whose rule asks for evidence.
fn evidence_missing(items: &[Item], book: &Book) -> Option<String> {
    let asks = |item: &&Item| book.beside(&item.rule).is_some_and(|beside| beside.evidence_required);
    items.iter().find(asks).map(|item| item.target_name.clone())
}

/// Whether the consent given with this application waits for a guardian.
fn waits_for_guardian(op: &Op, application: &Application) -> Result<bool> {
    let Some(id) = &application.consent else { return Ok(false) };
    let consents = identity::work::consents::list(op, &application.learner, None, CONSENTS_LOOKED_AT)?;
    let given = consents.iter().find(|consent| consent.consent == *id);
    Ok(given.is_some_and(|consent| consent_state(consent, op.now()) == ConsentState::Waiting))
}

/// Binds outcomes, takes targets and posts. Whatever rules have said is stated again by unique keys and guarded balances.
fn hold(op: &Op, pen: &Pen, application: &Application, filed: &Filed) -> Result<()> {
    let learner = application.learner.as_str();
    let used = |item: &Item| Use {
        outcome: item.outcome.clone(),
        institution: application.institution.clone(),
        target_code: item.target_code.clone(),
        target_name: item.target_name.clone(),
        target_credit: item.target_credit,
        state: UseState::Held,
        application: application.id.clone(),
        deposit: String::new(),
        grade_recorded: String::new(),
        reported: None,
        at: op.now(),
        counted: units::Credit::ZERO,
    };
    let outcomes: std::collections::BTreeSet<&str> = filed.items.iter().map(|item| item.outcome.as_str()).collect();
    // Whoever revokes one of them at this moment waits, and then finds what leans on it; or was first, and this is told.
    if store::revocation::keep(pen, learner, &outcomes)? != outcomes.len() as u64 {
        return Err(Error::conflict(Refused::DoesNotCount("credit.match.revoked", units::Args::none())));
    }
    let uses: Vec<(&str, Use)> = filed.items.iter().map(|item| (learner, used(item))).collect();
    let free = store::standing::spend(pen, learner, &application.institution, &application.id, &filed.items)?;
    if !free || store::outcome::bind(pen, &uses)? != uses.len() as u64 {
        let name = filed.items.first().map(|item| item.target_name.as_str()).unwrap_or_default();
        return Err(Error::conflict(Refused::DoesNotCount("credit.match.used", units::Args::one("name", name))));
    }
    let mut codes: Vec<&str> = filed.items.iter().map(|item| item.target_code.as_str()).collect();
    codes.sort_unstable();
    codes.dedup();
    let targets: Vec<(&str, &str)> = codes.into_iter().map(|code| (learner, code)).collect();
    let taken = store::outcome::take(pen, &application.institution, &targets, UseState::Held, &application.id)?;
    if taken != targets.len() as u64 {
        let args = units::Args::one("target", "");
        return Err(Error::conflict(Refused::DoesNotCount("credit.match.target_taken", args)));
    }
    let subject = Subject { learner, party: &application.institution, id: &application.id };
    let movements = ledger::hold(filed.source_total, filed.target_total);
    match post(op, pen, &subject, PostingKind::Hold, &movements, filed.cap)? {
        true => Ok(()),
        false => {
            let name = filed.items.first().map(|item| item.target_name.clone()).unwrap_or_default();
            Err(Error::conflict(Refused::CapReached(name)))
        }
    }
}

/// A rejection was set aside: the application is filed again as it was, if everything in it is still free; else it goes back to
/// the learner with `reason`, to be chosen again.
pub(in crate::work) fn reopen(op: &Op, pen: &Pen, was: &Application, reason: String) -> Result<()> {
    let items = store::application::items(op.conn(), &was.learner, &was.id)?;
    let free = still_free(op, was, &items)?;
    let to = step(&CHART, was.state.name(), if free.is_some() { "reopen" } else { "recall" }, &["system"]);
    let state = ApplicationState::named(to.map_err(Error::conflict)?.to).unwrap_or(was.state);
    let now = Application {
        state,
        filed_at: if free.is_some() { Some(op.now()) } else { was.filed_at },
        decided_at: if free.is_some() { None } else { Some(op.now()) },
        decided_by: if free.is_some() { None } else { was.decided_by.clone() },
        reason: if free.is_some() { String::new() } else { reason },
        ..was.clone()
    };
    store::application::update(pen, was, &now)?;
    let Some(filed) = free else { return Ok(()) };
    hold(op, pen, was, &filed)?;
    clock::start(op, pen, &now)
}

/// What an application that was let go would hold again, unless something of it was revoked, is held or spent elsewhere by now, or
/// no longer fits under the caps it was filed under.
fn still_free(op: &Op, was: &Application, items: &[Item]) -> Result<Option<Filed>> {
    if revoked(op, was, items)? {
        return Ok(None);
    }
    match proof::prove_now(op, was, items) {
        Ok(cap) => {
            let (source_total, target_total) = totals(items)?;
            Ok(Some(Filed { items: items.to_vec(), source_total, target_total, cap }))
        }
        Err(Error::Refused(_) | Error::Conflict(_)) => Ok(None),
        Err(error) => Err(error),
    }
}

/// Whether an outcome of the lines was revoked since they were chosen.
fn revoked(op: &Op, application: &Application, items: &[Item]) -> Result<bool> {
    let ids: Vec<String> = items.iter().map(|item| item.outcome.clone()).collect();
    let outcomes = store::outcome::some(op.conn(), &application.learner, &ids)?;
    Ok(outcomes.iter().any(|outcome| outcome.revoked_at.is_some()))
}

/// Undoes [`hold`] because the application came to nothing.
pub(in crate::work) fn release(op: &Op, pen: &Pen, application: &Application) -> Result<()> {
    let items = store::application::items(op.conn(), &application.learner, &application.id)?;
    let (source, target) = totals(&items)?;
    store::outcome::free(pen, &application.learner, &application.id)?;
    let subject = Subject { learner: &application.learner, party: &application.institution, id: &application.id };
    post(op, pen, &subject, PostingKind::Release, &ledger::release(source, target), None)?;
    Ok(())
}

/// Credit of the sources and of the distinct targets, as they were held.
pub(in crate::work) fn totals(items: &[Item]) -> Result<(units::Credit, units::Credit)> {
    // What was held fitted, and lines do not change while they are held.
    choice::totals(items).ok_or_else(|| Error::bug("the lines of an application do not fit"))
}

/// Takes an application back; what was held is free again.
///
/// Errors: `Conflict` once it is decided, or when it was changed since it was looked at.
pub fn withdraw(op: &Op, id: &str, at: &AtRevision) -> Result<Application> {
    let was = load(op, id)?;
    let pen = op.may(&Action::Learner(LearnerVerb::Withdraw, id, &was.learner))?;
    step(&CHART, was.state.name(), "withdraw", &["learner"]).map_err(Error::conflict)?;
    let was = unchanged(was, at.revision)?;
    let now = Application { state: ApplicationState::Withdrawn, ..was.clone() };
    store::application::update(&pen, &was, &now)?;
    if was.state == ApplicationState::Filed {
        release(op, &pen, &was)?;
    }
    pen.about(&was.learner);
    pen.about(&was.institution);
    pen.tell(json!({ "from": was.state.name() }));
    load(op, id)
}
