//! Writing a rule, having a second person publish it, and following it by a next version.

mod label;

use op::{Error, Op, Place, Result};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::json;
use units::Fault;

use recognition::lint::{Finding, Lint};
use recognition::{Equivalence, lint};

use super::book::Book;
use super::{place, place_typed};
use crate::access::{Action, REGISTRAR, REVIEWER, RuleVerb};
use crate::model::{Rule, RuleInput, RuleKind, RuleState};
use crate::rules::rule::{CHART, contradictions, faults, is_too_deep, missing, publish as may_publish, tidy};
use crate::store::edition::Changed;
use crate::store::rule::OwnPlace;
use crate::{rules, store};
use label::PROGRAMMES_LOOKED_AT;
pub use label::{labelled, read_aloud};

/// What moves a rule on: the version and revision that were looked at, and a reason where one is owed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct StepInput {
    /// The version.
    pub version: i64,
    /// Its revision.
    pub revision: i64,
    /// Why; required to return or to withdraw what is published.
    #[serde(default)]
    pub reason: String,
}

/// Writes a new rule as a draft of version 1.
///
/// Errors: `Invalid` with every fault of the content; `Refused(credit.institution.unknown)`.
pub fn draft(op: &Op, input: &RuleInput) -> Result<Rule> {
    let input = checked(input)?;
    let place = place_typed(op, &input.institution)?;
    let pen = op.may(&Action::Rule(RuleVerb::Draft, "", &place))?;
    let rule = fresh(op, op.id::<RuleKind>().to_string(), 1, input)?;
    store::rule::insert(&pen, &rule)?;
    pen.subject(&rule.id);
    pen.about(&rule.content.institution);
    pen.tell(json!({ "version": 1, "target": rule.target, "hash": rule.hash }));
    Ok(rule)
}

/// Begins the next version of a rule with the content of the latest.
///
/// Errors: `Conflict(credit.rule.draft_exists)` while one is being written.
pub fn draft_next(op: &Op, id: &str) -> Result<Rule> {
    let versions = store::rule::versions(op.conn(), id)?;
    let latest = versions.first().ok_or(Error::Missing)?;
    let place = place(op, &latest.content.institution)?;
    let pen = op.may(&Action::Rule(RuleVerb::Draft, id, &place))?;
    if matches!(latest.state, RuleState::Draft | RuleState::Submitted) {
        return Err(Error::conflict(rules::Refused::RuleDraftExists));
    }
    let rule = fresh(op, id.to_owned(), latest.version + 1, latest.content.clone())?;
    store::rule::insert(&pen, &rule)?;
    pen.about(&rule.content.institution);
    pen.tell(json!({ "version": rule.version, "hash": rule.hash }));
    Ok(rule)
}

fn fresh(op: &Op, id: String, version: i64, content: RuleInput) -> Result<Rule> {
    let rule = Rule {
        hash: String::new(),
        source: String::new(),
        target: String::new(),
        id,
        version,
        content,
        state: RuleState::Draft,
        drafted_by: op.actor().id.clone(),
        drafted_at: op.now(),
        published_by: None,
        published_at: None,
        ended_at: None,
        reason: String::new(),
        revision: 1,
    };
    labelled(op, rule)
}

/// Content that may be kept: tidy and without faults.
pub fn checked(input: &RuleInput) -> Result<RuleInput> {
    // Nothing walks through conditions before their depth is known.
    let input = if is_too_deep(&input.rule) { input.clone() } else { tidy(input.clone()) };
    let faults = faults(&input);
    if faults.is_empty() { Ok(input) } else { Err(Error::Invalid(faults)) }
}

/// Published rules that a draft is linted beside.
const LINTED_MAX: i64 = 2_000;

/// What is found in a version, beside the published rules of its institution and of those it takes courses of, and beside the
/// programmes they have.
pub fn findings(op: &Op, rule: &Rule) -> Result<Vec<Finding>> {
    let engine = rule.engine();
    let mut institutions: Vec<String> = vec![engine.institution.clone()];
    let patterns = engine.source.as_ref().map(|source| source.patterns()).unwrap_or_default();
    institutions.extend(patterns.iter().flat_map(|(_, pattern)| pattern.issuers.iter().cloned()));
    institutions.sort();
    institutions.dedup();
    let mut rules = vec![engine.clone()];
    let mut programmes = Vec::new();
    for institution in institutions.iter().take(ISSUERS_LINTED_MAX) {
        let published = store::rule::published_of(op.conn(), institution, LINTED_MAX)?;
        rules.extend(published.iter().filter(|other| other.id != rule.id).map(Rule::engine));
        let own = store::programme::of_institution(op.conn(), institution, PROGRAMMES_LOOKED_AT)?;
        programmes.extend(own.into_iter().map(|programme| programme.content));
    }
    let same = Equivalence::on(&store::programme::changes(op.conn())?, op.today());
    let mut found = lint::lint(&rules, &programmes, &same);
    // A circle is about several rules; this one is among them only if it closes the circle that was not there before.
    let before = lint::lint(&rules[1..], &programmes, &same);
    for finding in &mut found {
        // Of two that say the same the lint tells the later id, whichever is the draft.
        if finding.lint == Lint::Duplicate && finding.about == rule.id {
            finding.about = std::mem::replace(&mut finding.rule, rule.id.clone());
        }
    }
    found.retain(|finding| finding.rule == rule.id || (finding.rule.is_empty() && !before.contains(finding)));
    Ok(found)
}

/// Issuers whose own rules are looked at for circles.
const ISSUERS_LINTED_MAX: usize = 8;

fn version(op: &Op, id: &str, version: i64) -> Result<Rule> {
    store::rule::version(op.conn(), id, version)?.ok_or(Error::Missing)
}

/// A version that has not changed since it was looked at.
fn unchanged(rule: Rule, revision: i64) -> Result<Rule> {
    match rule.revision == revision {
        true => Ok(rule),
        false => Err(Error::conflict(rules::Refused::NotNow)),
    }
}

/// Changes a draft. Whoever changed it last has drafted it, for the rule of two people; content that is the same changes nothing,
/// not even who that was.
///
/// Errors: as [`draft`]; `Conflict` when it is no draft or was changed since it was looked at.
pub fn edit(op: &Op, id: &str, at: &StepInput, input: &RuleInput) -> Result<Rule> {
    let was = version(op, id, at.version)?;
    let place = place(op, &was.content.institution)?;
    op.check(&Action::Rule(RuleVerb::Edit, id, &place))?;
    rules::step(&CHART, was.state.name(), "edit", &["registrar"]).map_err(Error::conflict)?;
    let was = unchanged(was, at.revision)?;
    let mut input = checked(input)?;
    input.institution.clone_from(&was.content.institution);
    // What was kept carries the id and number of its version, what is written does not.
    input.rule = input.rule.of_version(&was.id, was.version, &was.content.institution);
    if input == was.content {
        return Ok(was);
    }
    let pen = op.may(&Action::Rule(RuleVerb::Edit, id, &place))?;
    let rule = Rule { content: input, drafted_by: op.actor().id.clone(), drafted_at: op.now(), ..was };
    let rule = labelled(op, rule)?;
    store::rule::rewrite(&pen, &rule)?;
    pen.about(&rule.content.institution);
    pen.tell(json!({ "version": rule.version, "hash": rule.hash }));
    version(op, id, rule.version)
}

/// Hands a draft to the second person.
///
/// Errors: `Invalid` with what it lacks and every contradiction the lint finds.
pub fn submit(op: &Op, id: &str, at: &StepInput) -> Result<Rule> {
    let rule = version(op, id, at.version)?;
    let place = place(op, &rule.content.institution)?;
    op.check(&Action::Rule(RuleVerb::Submit, id, &place))?;
    if rule.state == RuleState::Draft {
        let contradictions: Vec<Fault> =
            missing(&rule.content.rule).into_iter().chain(contradictions(&findings(op, &rule)?)).collect();
        if !contradictions.is_empty() {
            return Err(Error::Invalid(contradictions));
        }
    }
    step(op, id, at, RuleVerb::Submit, "submit", &["registrar"])
}

/// Sends a submitted version back to who wrote it.
///
/// Errors: `Invalid` without a reason.
pub fn give_back(op: &Op, id: &str, at: &StepInput) -> Result<Rule> {
    owed_reason(at)?;
    step(op, id, at, RuleVerb::Return, "return", &["reviewer"])
}

/// Takes a version back. Decisions under it stand.
///
/// Errors: `Invalid` without a reason, if it was published.
pub fn withdraw(op: &Op, id: &str, at: &StepInput) -> Result<Rule> {
    let rule = version(op, id, at.version)?;
    if rule.state == RuleState::Published {
        owed_reason(at)?;
    }
    let place = place(op, &rule.content.institution)?;
    step(op, id, at, RuleVerb::Withdraw, "withdraw", &roles_at(op, &place))
}

/// The roles of the chart that the actor holds at an institution: a draft is its writers', a published version either's.
pub fn roles_at(op: &Op, place: &Place) -> Vec<&'static str> {
    let held = [(REGISTRAR, "registrar"), (REVIEWER, "reviewer")];
    held.into_iter().filter(|(role, _)| op.actor().holds(*role, place)).map(|(_, name)| name).collect()
}

fn owed_reason(at: &StepInput) -> Result<()> {
    let length = at.reason.trim().chars().count();
    match length {
        0 => Err(Error::Invalid(vec![Fault::new("reason", "form.required")])),
        1..=rules::application::REASON_CHARS_MAX => Ok(()),
        _ => {
            let fault = Fault::new("reason", "form.too_long").with("max", rules::application::REASON_CHARS_MAX);
            Err(Error::Invalid(vec![fault]))
        }
    }
}

fn step(op: &Op, id: &str, at: &StepInput, verb: RuleVerb, name: &str, who: &[&str]) -> Result<Rule> {
    let rule = version(op, id, at.version)?;
    let place = place(op, &rule.content.institution)?;
    let pen = op.may(&Action::Rule(verb, id, &place))?;
    let step = rules::step(&CHART, rule.state.name(), name, who).map_err(Error::conflict)?;
    let rule = unchanged(rule, at.revision)?;
    // The chart's states are those of the type.
    let to = RuleState::named(step.to).ok_or_else(|| Error::bug(step.to))?;
    let was_in_force = rule.state == RuleState::Published;
    store::rule::step(&pen, &rule, to, at.reason.trim(), was_in_force.then(|| op.now()))?;
    if was_in_force {
        Book::revise(op, &pen, [Changed::Rule(id.to_owned())].into())?;
    }
    pen.about(&rule.content.institution);
    pen.tell(json!({ "version": rule.version, "from": rule.state.name(), "to": step.to, "reason": at.reason.trim() }));
    version(op, id, rule.version)
}

/// Publishes a submitted version in the name of a second person; the version in force is superseded.
///
/// Errors: see [`rules::rule::publish`]; `Conflict(credit.rule.already_published)` when another rule says the same.
pub fn publish(op: &Op, id: &str, at: &StepInput) -> Result<Rule> {
    let rule = version(op, id, at.version)?;
    let place = place(op, &rule.content.institution)?;
    let pen = op.may(&Action::Rule(RuleVerb::Publish, id, &place))?;
    let rule = unchanged(rule, at.revision)?;
    // The person who signs is the one signed in, never the one they may stand for.
    may_publish(&rule, &op.actor().id, op.today()).map_err(Error::refused)?;
    store::rule::supersede(&pen, id, op.now())?;
    store::rule::publish(&pen, &rule, &op.actor().id, op.now())?;
    Book::revise(op, &pen, [Changed::Rule(id.to_owned())].into())?;
    pen.about(&rule.content.institution);
    pen.tell(json!({ "version": rule.version, "hash": rule.hash, "drafted_by": rule.drafted_by }));
    pen.event("credit.rule.published", &json!({ "rule": id, "version": rule.version }))?;
    version(op, id, rule.version)
}

/// Every version of a rule the actor may see, the latest first: published ones and what followed from them are public.
pub fn versions(op: &Op, id: &str) -> Result<Vec<Rule>> {
    let all = store::rule::versions(op.conn(), id)?;
    let first = all.first().ok_or(Error::Missing)?;
    let place = place(op, &first.content.institution)?;
    let staff = op.check(&Action::ViewRule(id, &place)).is_ok();
    let seen: Vec<Rule> = all.into_iter().filter(|rule| staff || rule.published_at.is_some()).collect();
    match seen.is_empty() {
        true => Err(Error::Missing),
        false => Ok(seen),
    }
}

/// An institution's rules in every state, for those who work there: what waits for a second person first, then drafts, what
/// is in force, and what was; of each the latest first, behind the version given.
pub fn of_institution(op: &Op, institution: &str, after: Option<&OwnPlace>, limit: i64) -> Result<Vec<Rule>> {
    let place = place(op, institution)?;
    op.check(&Action::ViewRule("", &place))?;
    Ok(store::rule::own_list(op.conn(), institution, after, limit)?)
}
