//! Whom a draft reaches before it is published: outcomes that it would newly recognise, found by issuer and code or name and solved
//! learner by learner with and without it.

use std::collections::{BTreeMap, BTreeSet};

use op::{Error, Op, Result};
use recognition::model::{Condition, Learner, Pattern};
use recognition::{Equivalence, RuleBook};
use schemars::JsonSchema;
use serde::Serialize;
use units::Credit;

use super::{book, place};
use crate::access::Action;
use crate::model::{Rule, name_key};
use crate::store;

/// Outcomes looked at; beyond them the answer says that there are more.
pub const CANDIDATES_MAX: usize = 5_000;
/// Learners whose best use is sought with and without the draft: a few seconds of work.
pub const LEARNERS_MAX: usize = 500;
/// Issuers gone through where a pattern names none.
const ISSUERS_MAX: usize = 2_000;
/// Rules of the institution beside which the draft is weighed.
const RULES_MAX: i64 = 5_000;
/// Programmes of the institution in which it is weighed.
const PROGRAMMES_MAX: i64 = 200;

/// What a draft would newly recognise of one issuer's outcomes.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, JsonSchema)]
pub struct OfIssuer {
    /// Code or key of the issuer.
    pub issuer: String,
    /// Outcomes that would be spent and are not now.
    pub outcomes: usize,
    /// Learners who have one of them.
    pub learners: usize,
}

/// What a draft would newly recognise.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Impact {
    /// Outcomes whose issuer and code or name the draft speaks of.
    pub candidates: usize,
    /// Learners who were looked at.
    pub looked_at: usize,
    /// Outcomes that would be spent under the draft and are not spent without it.
    pub outcomes: usize,
    /// Learners for whom more would be recognised, or something else.
    pub learners: usize,
    /// Credit more in all, each learner counted in the programme where it is most.
    pub credit: Credit,
    /// By issuer.
    pub issuers: Vec<OfIssuer>,
    /// Whether there are more candidates than were looked at, so that every number is a least.
    pub more: bool,
}

/// Computes the impact of a version for those who work at its institution.
pub fn of(op: &Op, rule: &Rule) -> Result<Impact> {
    let place = place(op, &rule.content.institution)?;
    op.check(&Action::ViewRule(&rule.id, &place))?;
    let engine = rule.engine();
    // Half a rule reaches nobody yet.
    let (Some(source), Some(_)) = (&engine.source, &engine.target) else { return Ok(Impact::default()) };
    let changes = store::programme::changes(op.conn())?;
    // A draft that begins later is weighed on its first day.
    let day = op.today().max(engine.valid_from);
    let (found, more) = candidates(op, source, &engine, &Equivalence::on(&changes, day))?;
    let mut impact = Impact { candidates: found.len(), more, ..Impact::default() };
    let published = store::rule::published_of(op.conn(), &engine.institution, RULES_MAX)?;
    let others: Vec<_> = published.iter().filter(|other| other.id != rule.id).map(Rule::engine).collect();
    let before: Vec<_> = published.iter().map(Rule::engine).collect();
    let programmes = store::programme::of_institution(op.conn(), &engine.institution, PROGRAMMES_MAX)?;
    let programmes: Vec<_> = programmes.into_iter().map(|programme| programme.content).collect();
    let with = [others, vec![engine.clone()]].concat();
    let index = |rules| RuleBook::index(rules, programmes.clone(), changes.clone()).map_err(Error::bug);
    let (without, with) = (index(before)?, index(with)?);
    let learners: BTreeSet<String> = found.into_iter().map(|candidate| candidate.learner).collect();
    impact.more |= learners.len() > LEARNERS_MAX;
    let mut by_issuer: BTreeMap<String, OfIssuer> = BTreeMap::new();
    for learner in learners.into_iter().take(LEARNERS_MAX) {
        let asked = book::asked(op, &learner, "")?.learner;
        impact.looked_at += 1;
        let (spent_before, credit_before) = spent(&without, day, &asked, None)?;
        let (spent_now, credit_now) = spent(&with, day, &asked, Some(&engine.id))?;
        let new: Vec<&String> = spent_now.difference(&spent_before).collect();
        let more = credit_now.hundredths() - credit_before.hundredths();
        if new.is_empty() && more <= 0 {
            continue;
        }
        impact.learners += 1;
        impact.outcomes += new.len();
        let sum = impact.credit.hundredths().saturating_add(more.max(0));
        impact.credit = Credit::from_hundredths(sum);
        let issuers = asked.outcomes.iter().filter(|outcome| new.contains(&&outcome.id));
        let mut own: BTreeMap<&str, usize> = BTreeMap::new();
        for outcome in issuers {
            *own.entry(&outcome.issuer).or_default() += 1;
        }
        for (issuer, outcomes) in own {
            let entry = by_issuer.entry(issuer.to_owned()).or_default();
            entry.outcomes += outcomes;
            entry.learners += 1;
        }
    }
    impact.issuers = by_issuer.into_iter().map(|(issuer, of)| OfIssuer { issuer, ..of }).collect();
    impact.issuers.sort_by(|one, other| other.outcomes.cmp(&one.outcomes).then_with(|| one.issuer.cmp(&other.issuer)));
    Ok(impact)
}

/// What the best uses of all programmes spend, under one rule or under any, and the credit where it is most.
fn spent(
    book: &RuleBook,
    day: units::Day,
    learner: &Learner,
    under: Option<&str>,
) -> Result<(BTreeSet<String>, Credit)> {
    let counted = book.on(day).what_counts(learner).map_err(Error::bug)?;
    let uses = counted.iter().flat_map(|found| &found.answer.uses);
    let uses = uses.filter(|used| under.is_none_or(|rule| used.rule.id == rule));
    let spent = uses.flat_map(|used| used.sources.iter().map(|source| source.outcome.clone())).collect();
    let most = counted.iter().map(|found| found.answer.credit).max();
    Ok((spent, most.unwrap_or(Credit::ZERO)))
}

/// Outcomes that meet a pattern by issuer and code, or by issuer and name where it names no code, and whether there are more.
fn candidates(
    op: &Op,
    source: &Condition,
    rule: &recognition::model::Rule,
    same: &Equivalence,
) -> Result<(Vec<store::standing::Candidate>, bool)> {
    let mut found = BTreeSet::new();
    let mut more = false;
    for (_, pattern) in source.patterns() {
        let (from, to) = name_range(pattern);
        let codes = pattern.every_code(&rule.tables);
        let issuers = match pattern.issuers.is_empty() {
            false => pattern.issuers.iter().cloned().collect(),
            true => {
                let (issuers, cut) = every_issuer(op)?;
                more |= cut;
                issuers
            }
        };
        for issuer in issuers {
            // A course that changed its code is found under each of them.
            let every: BTreeSet<&str> = codes.iter().flat_map(|code| same.codes(&issuer, code)).collect();
            let mut each: Vec<Option<&str>> = every.into_iter().map(Some).collect();
            if codes.is_empty() {
                each.push(None);
            }
            for code in each {
                let room = CANDIDATES_MAX.saturating_sub(found.len());
                let limit = i64::try_from(room + 1).unwrap_or(i64::MAX);
                let some = match code {
                    Some(code) => store::standing::coded_candidates(op.conn(), &issuer, code, limit)?,
                    None => store::standing::candidates(op.conn(), &issuer, &from, &to, limit)?,
                };
                more |= some.len() > room;
                found.extend(some.into_iter().take(room));
                if room == 0 {
                    return Ok((found.into_iter().collect(), true));
                }
            }
        }
    }
    Ok((found.into_iter().collect(), more))
}

fn every_issuer(op: &Op) -> Result<(Vec<String>, bool)> {
    let mut issuers: Vec<String> = Vec::new();
    while let Some(next) = store::standing::next_issuer(op.conn(), issuers.last().map_or("", String::as_str))? {
        if issuers.len() == ISSUERS_MAX {
            return Ok((issuers, true));
        }
        issuers.push(next);
    }
    Ok((issuers, false))
}

/// The names between which every outcome lies that a pattern's title can fit: those that begin with its plain part.
fn name_range(pattern: &Pattern) -> (String, String) {
    let title = pattern.title.as_ref().map(|title| title.text()).unwrap_or_default();
    let plain: String = name_key(title).chars().take_while(|letter| !matches!(letter, '*' | '?' | ' ')).collect();
    let end = format!("{plain}\u{10ffff}");
    (plain, end)
}
