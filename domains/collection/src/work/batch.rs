//! The returns of many units, from a system of their authority.

use std::collections::{BTreeMap, BTreeSet};

use op::{Error, Op, Pen, Result};
use serde_json::json;
use units::{Fault, Refuse};

use super::known::flags_of_many;
use super::places;
use super::returns::{hand_in, load, said, write};
use crate::access::Action;
use crate::model::form::{Form, Severity};
use crate::model::{AnswerKind, BatchInput, BatchReturn, Campaign, FlagState, Outcome, OutcomeFault, Return};
use crate::rules::returns as rule;
use crate::rules::text::reason_fault;
use crate::rules::{self, Refused};
use crate::store;

/// Brings returns of many units on one form. Each is saved, and submitted where that is asked for and nothing stands against it;
/// one that cannot be is told with its faults and stays as it was, or as it was saved.
///
/// # Errors
/// `Invalid` for none, more than [`rule::BATCH_MAX`], or a unit twice; `Missing` for a form the campaign does not have.
pub fn bring(op: &Op, id: &str, input: &BatchInput) -> Result<Vec<Outcome>> {
    let campaign = super::campaign::load(op, id)?;
    if input.returns.is_empty() || input.returns.len() > rule::BATCH_MAX {
        return Err(Error::Invalid(vec![Fault::new("returns", "collection.batch.size").with("max", rule::BATCH_MAX)]));
    }
    let mut seen = BTreeSet::new();
    if let Some(twice) = input.returns.iter().find(|one| !seen.insert(one.unit.as_str())) {
        return Err(Error::Invalid(vec![Fault::new("returns", "collection.batch.twice").with("unit", &twice.unit)]));
    }
    let form = store::campaign::form(op.conn(), id, &input.form)?.ok_or(Error::Missing)?;
    let mut found = BTreeMap::new();
    for one in &input.returns {
        if let Some(of_unit) = store::returns::of_unit(op.conn(), id, &input.form, &one.unit)? {
            found.insert(one.unit.as_str(), of_unit);
        }
    }
    let region = common(&campaign, found.values());
    let pen = op.may(&Action::Batch(id, &region))?;
    let outcomes = bring_all(op, &pen, &campaign, &form, input, &mut found)?;
    let count = |name: &str| outcomes.iter().filter(|one| one.outcome == name).count();
    pen.about(&region);
    pen.tell(json!({ "form": input.form, "submitted": count("submitted"), "saved": count("saved"), "refused": count("refused") }));
    Ok(outcomes)
}

/// The smallest region around some returns: their county, city or province; the campaign's if they have nothing in common.
fn common<'a>(campaign: &Campaign, all: impl Iterator<Item = &'a Return>) -> String {
    let heads: Vec<_> = all.map(|one| &one.head).collect();
    let shared = |code: fn(&crate::model::Head) -> &str| {
        let first = heads.first().map(|head| code(head))?;
        (!first.is_empty() && heads.iter().all(|head| code(head) == first)).then(|| first.to_owned())
    };
    shared(|head| &head.county)
        .or_else(|| shared(|head| &head.city))
        .or_else(|| shared(|head| &head.province))
        .filter(|region| region.starts_with(places::digits(&campaign.region)))
        .unwrap_or_else(|| campaign.region.clone())
}

fn fault(field: &str, code: &str) -> OutcomeFault {
    OutcomeFault { field: field.to_owned(), code: code.to_owned() }
}

fn refused(one: &BatchReturn, faults: Vec<OutcomeFault>) -> Outcome {
    Outcome { about: one.unit.clone(), outcome: "refused".to_owned(), faults }
}

/// Fits every return to the form, checks those that fit together, then writes one after the other.
fn bring_all(
    op: &Op,
    pen: &Pen,
    campaign: &Campaign,
    form: &Form,
    input: &BatchInput,
    found: &mut BTreeMap<&str, Return>,
) -> Result<Vec<Outcome>> {
    let (mut outcomes, mut ready) = (BTreeMap::new(), Vec::new());
    for one in &input.returns {
        match found.remove(one.unit.as_str()).map(|was| fitted(op, campaign, form, was, one)) {
            None => {
                drop(outcomes.insert(one.unit.as_str(), refused(one, vec![fault("unit", "collection.batch.no_unit")])))
            }
            Some(Err(faults)) => drop(outcomes.insert(one.unit.as_str(), refused(one, faults))),
            Some(Ok(brought)) => ready.push((one, brought)),
        }
    }
    let brought: Vec<Return> = ready.iter().map(|(_, brought)| brought.clone()).collect();
    for ((one, brought), flags) in ready.into_iter().zip(flags_of_many(op, &brought)?) {
        outcomes.insert(one.unit.as_str(), write_one(op, pen, campaign, brought, flags, one, input.submit)?);
    }
    Ok(input.returns.iter().filter_map(|one| outcomes.remove(one.unit.as_str())).collect())
}

/// A return with the figures that were brought, if it takes them now.
fn fitted(
    op: &Op,
    campaign: &Campaign,
    form: &Form,
    was: Return,
    one: &BatchReturn,
) -> std::result::Result<Return, Vec<OutcomeFault>> {
    let chain = rule::chain(&was.head, &campaign.region);
    rule::step(was.head.state, "save", &["filler", rule::filler_relation(&chain)])
        .and_then(|_| rule::enter(campaign, &was.head, op.today()))
        .map_err(|refusal| vec![fault("", refusal.code())])?;
    let values = rules::form::fit(form, one.values.clone())
        .map_err(|faults| faults.iter().map(|one| fault(&one.field, one.code)).collect::<Vec<_>>())?;
    Ok(Return { values, ..was })
}

/// Saves figures, answers flags, and submits where that is asked for and nothing stands against it.
fn write_one(
    op: &Op,
    pen: &Pen,
    campaign: &Campaign,
    brought: Return,
    mut flags: Vec<FlagState>,
    one: &BatchReturn,
    submit: bool,
) -> Result<Outcome> {
    write(pen, &brought.head, &brought.values)?;
    for flag in flags.iter_mut().filter(|flag| flag.flag.severity == Severity::Soft) {
        let text = one.answers.get(&flag.flag.check).filter(|text| reason_fault("text", text).is_none());
        if let Some(text) = text {
            let answer = said(op, flag, AnswerKind::Answer, text.trim());
            store::answer::say(pen, &brought.head.id, &answer)?;
            flag.answers.push(answer);
        }
    }
    pen.about(&brought.head.id);
    let open: Vec<OutcomeFault> = flags
        .iter()
        .filter(|one| one.flag.severity == Severity::Hard || one.answers.is_empty())
        .map(|one| fault(one.flag.fields.first().map_or("", String::as_str), &one.flag.check))
        .collect();
    let head = load(op, &brought.head.id)?.head;
    let decided = rule::submit(&head, &flags, op.today());
    if submit && decided.is_ok() {
        let chain = rule::chain(&head, &campaign.region);
        let to = rule::step(head.state, "submit", &[rule::filler_relation(&chain)]).map_err(Error::conflict)?;
        hand_in(op, pen, &head, campaign, to)?;
        return Ok(Outcome { about: one.unit.clone(), outcome: "submitted".to_owned(), faults: open });
    }
    let late = decided.err().filter(|refusal| open.is_empty() && submit && matches!(refusal, Refused::Late(_)));
    let faults = open.into_iter().chain(late.map(|refusal| fault("", refusal.code()))).collect();
    Ok(Outcome { about: one.unit.clone(), outcome: "saved".to_owned(), faults })
}
