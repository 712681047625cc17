//! From uses that were chosen to the lines of an application, proved by the engine's independent checker.

use std::collections::{BTreeMap, BTreeSet};

use recognition::answer::{Booked, Credited, Recognised, RuleRef, Source};
use recognition::check::{self, Claim, Clash, Facts};
use recognition::model::{Cap, Given, Lift, Measure, Pattern, Scope, fold};
use units::{Args, Credit};

use super::Refused;
use crate::model::{Chosen, Effect, Item};

/// Uses of one application; more than a programme has courses to recognise.
pub const USES_MAX: usize = 200;

/// What a rule is called, by its id.
pub type Names<'a> = &'a dyn Fn(&str) -> String;

/// The uses that were chosen, with what each gives.
///
/// # Errors
/// In order: nothing or too much chosen; use by use a rule that is not in force here, a course the programme does not have, an
/// outcome spent or a course taken before, what the rule does not allow.
pub fn propose(facts: &Facts, chosen: &[Chosen], names: Names) -> Result<Vec<Recognised>, Refused> {
    if chosen.is_empty() {
        return Err(Refused::NothingChosen);
    }
    if chosen.len() > USES_MAX {
        return Err(Refused::TooManyChosen(USES_MAX));
    }
    chosen.iter().map(|one| propose_one(facts, one, names)).collect()
}

fn propose_one(facts: &Facts, chosen: &Chosen, names: Names) -> Result<Recognised, Refused> {
    let name = names(&chosen.rule);
    let gone = || Refused::DoesNotCount("credit.match.not_in_force", Args::one("name", &name));
    let of_id = facts.rules.iter().filter(|rule| rule.id == chosen.rule && rule.in_force(facts.day));
    let rule = of_id.max_by_key(|rule| rule.version).ok_or_else(gone)?;
    let outcomes = chosen.outcomes.iter().map(|id| facts.learner.outcomes.iter().find(|outcome| outcome.id == *id));
    let outcomes: Option<Vec<_>> = outcomes.collect();
    let outcomes = outcomes.ok_or_else(|| Refused::NotAllowed(name.clone()))?;
    let mut courses = Vec::with_capacity(chosen.courses.len());
    for code in &chosen.courses {
        let course = facts.programme.courses.iter().find(|course| course.code == *code);
        courses.push(course.ok_or_else(|| Refused::CourseUnknown(code.clone()))?);
    }
    let claim = Claim { rule, outcomes, courses };
    if let Some(refused) = in_the_way(facts, &claim) {
        return Err(refused);
    }
    check::allowed(facts, &claim).map_err(|_| Refused::NotAllowed(name))?;
    Ok(recognised(&claim))
}

/// What was recognised or applied for before and stands in the way: an outcome that is spent, else a course that is taken.
fn in_the_way(facts: &Facts, claim: &Claim) -> Option<Refused> {
    let institution = &facts.programme.institution;
    let spent = |one: &&&recognition::model::Outcome| {
        let mut before = facts.learner.standing_at(institution).filter(|before| !(before.share && claim.rule.share));
        before.any(|before| before.outcomes.iter().any(|spent| spent.outcome == one.id))
    };
    let taken = |course: &&&recognition::model::Course| {
        facts.learner.passed_in(facts.programme).any(|code| facts.same.same(institution, code, &course.code))
    };
    if let Some(outcome) = claim.outcomes.iter().find(spent) {
        return Some(Refused::DoesNotCount("credit.match.used", Args::one("name", &outcome.title)));
    }
    let course = claim.courses.iter().find(taken)?;
    let name = titled(&course.title, &course.code);
    Some(Refused::DoesNotCount("credit.match.target_taken", Args::one("target", name)))
}

/// A claim that is allowed, written as an answer writes it.
fn recognised(claim: &Claim) -> Recognised {
    let credits = check::credits(claim);
    let total: i64 = credits.iter().sum();
    let sources = Credit::total(claim.outcomes.iter().map(|outcome| outcome.credit));
    let product = match claim.rule.credit {
        Given::Target => None,
        Given::Ratio(ratio, rounding) => sources.and_then(|sources| sources.times(ratio, rounding)),
    };
    let surplus = product.map_or(0, |(product, _)| product.hundredths() - total);
    let target = |(course, credit): (&&recognition::model::Course, &i64)| Credited {
        course: course.code.clone(),
        credit: Credit::from_hundredths(*credit),
    };
    Recognised {
        rule: RuleRef {
            id: claim.rule.id.clone(),
            version: claim.rule.version,
            hash: recognition::hash::hash(claim.rule),
        },
        sources: clauses(claim),
        targets: claim.courses.iter().zip(&credits).map(target).collect(),
        credit: Credit::from_hundredths(total),
        effect: claim.rule.effect,
        remainder: product.map(|(_, left)| Booked { numerator: left.numerator, denominator: left.denominator }),
        surplus: (surplus > 0).then(|| Credit::from_hundredths(surplus)),
    }
}

/// The outcomes beside conditions they can stand for, each another one: who chooses outcomes does not name the conditions.
fn clauses(claim: &Claim) -> Vec<Source> {
    let patterns = claim.rule.source.as_ref().map(|source| source.patterns()).unwrap_or_default();
    let mut taken = BTreeSet::new();
    let fits = |pattern: &Pattern, outcome: &recognition::model::Outcome| {
        pattern.fits_kind(outcome) && pattern.title.as_ref().is_none_or(|title| title.fits(&fold(&outcome.title)))
    };
    let source = |outcome: &&recognition::model::Outcome| {
        let free = patterns.iter().enumerate().filter(|(place, _)| !taken.contains(place));
        let found = free.into_iter().find(|(_, (_, pattern))| fits(pattern, outcome)).map(|(place, _)| place);
        taken.extend(found);
        let clause = found.and_then(|place| patterns.get(place)).map(|(path, _)| path.clone()).unwrap_or_default();
        Source { outcome: outcome.id.clone(), clause }
    };
    claim.outcomes.iter().map(source).collect()
}

/// Proves uses together: each allowed by its rule, nothing twice, prerequisites, caps.
///
/// # Errors
/// In order: use by use an outcome spent before, a course taken before, what the rule does not allow; then an outcome or course
/// twice; a prerequisite; a cap.
pub fn prove(facts: &Facts, uses: &[Recognised], names: Names) -> Result<(), Refused> {
    let mut claims = Vec::with_capacity(uses.len());
    for used in uses {
        let refused = || Refused::NotAllowed(names(&used.rule.id));
        let claim = check::claim(facts, used).map_err(|_| refused())?;
        if let Some(refused) = in_the_way(facts, &claim) {
            return Err(refused);
        }
        let told: Vec<i64> = used.targets.iter().map(|target| target.credit.hundredths()).collect();
        let due = check::allowed(facts, &claim).is_ok() && check::credits(&claim) == told;
        claims.push(if due { claim } else { return Err(refused()) });
    }
    check::together(facts, &claims).map_err(|clash| clashing(facts, clash, names))
}

fn clashing(facts: &Facts, clash: Clash, names: Names) -> Refused {
    let course = |code: &str| {
        let found = facts.programme.courses.iter().find(|course| course.code == code);
        found.map_or_else(|| code.to_owned(), |course| titled(&course.title, code))
    };
    let outcome = |id: &str| {
        let found = facts.learner.outcomes.iter().find(|outcome| outcome.id == id);
        found.map_or_else(|| id.to_owned(), |outcome| outcome.title.clone())
    };
    match clash {
        Clash::Spent(id) => {
            let mut before = facts.learner.standing_at(&facts.programme.institution).flat_map(|one| &one.outcomes);
            match before.any(|spent| spent.outcome == id) {
                true => Refused::DoesNotCount("credit.match.used", Args::one("name", outcome(&id))),
                false => Refused::ChosenTwice(outcome(&id)),
            }
        }
        Clash::Course(code) => Refused::ChosenTwice(course(&code)),
        Clash::Need(code) => Refused::NeedMissing(course(&code)),
        Clash::Cap(rule) => Refused::CapReached(names(&rule)),
    }
}

/// A course's title, or its code where it has none.
pub fn titled(title: &str, code: &str) -> String {
    if title.is_empty() { code.to_owned() } else { title.to_owned() }
}

/// What an application holds when it is filed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Filed {
    /// The lines.
    pub items: Vec<Item>,
    /// Credit of all sources, which is held.
    pub source_total: Credit,
    /// Credit of all targets, which is reserved.
    pub target_total: Credit,
    /// The least credit the learner may have been granted at the institution in all.
    pub cap: Option<Credit>,
}

/// The lines of proved uses, and what they hold.
///
/// # Errors
/// More credit than fits, which proved uses of a programme never have.
pub fn lines(facts: &Facts, uses: &[Recognised]) -> Result<Filed, Refused> {
    let mut items = Vec::new();
    for (number, used) in (1_i64..).zip(uses) {
        for (source_place, source) in (0_i64..).zip(&used.sources) {
            for (target_place, target) in (0_i64..).zip(&used.targets) {
                items.push(item(facts, (number, used), (source_place, source), (target_place, target)));
            }
        }
    }
    let over = || Refused::TooManyChosen(USES_MAX);
    let (source_total, target_total) = totals(&items).ok_or_else(over)?;
    Ok(Filed { items, source_total, target_total, cap: ceiling(facts) })
}

fn item(
    facts: &Facts,
    (use_number, used): (i64, &Recognised),
    (source_place, source): (i64, &Source),
    (target_place, target): (i64, &Credited),
) -> Item {
    let rule = facts.rules.iter().find(|rule| rule.id == used.rule.id && rule.version == used.rule.version);
    let outcome = facts.learner.outcomes.iter().find(|outcome| outcome.id == source.outcome);
    let course = facts.programme.courses.iter().find(|course| course.code == target.course);
    let title = course.map(|course| course.title.as_str()).unwrap_or_default();
    Item {
        use_number,
        outcome: source.outcome.clone(),
        source_place,
        clause: source.clause.clone(),
        rule: used.rule.id.clone(),
        rule_version: i64::from(used.rule.version),
        rule_hash: used.rule.hash.clone(),
        rule_group: rule.and_then(|rule| rule.group.clone()).unwrap_or_default(),
        shared: rule.is_some_and(|rule| rule.share),
        target_code: target.course.clone(),
        target_place,
        target_name: titled(title, &target.course),
        target_credit: target.credit,
        source_credit: outcome.map_or(Credit::ZERO, |outcome| outcome.credit),
        remainder: used.remainder.map(|left| format!("{}/{}", left.numerator, left.denominator)).unwrap_or_default(),
        surplus: used.surplus.unwrap_or(Credit::ZERO),
        effect: Effect::of(used.effect).name().to_owned(),
    }
}

/// Credit of the distinct outcomes and of the distinct targets of lines. `None` when it does not fit.
pub fn totals(items: &[Item]) -> Option<(Credit, Credit)> {
    let sources: BTreeMap<&str, Credit> =
        items.iter().map(|item| (item.outcome.as_str(), item.source_credit)).collect();
    let targets: BTreeMap<&str, Credit> =
        items.iter().map(|item| (item.target_code.as_str(), item.target_credit)).collect();
    Credit::total(sources.into_values()).zip(Credit::total(targets.into_values()))
}

/// The uses that lines were written from.
pub fn uses_of(items: &[Item]) -> Vec<Recognised> {
    let mut by_use: BTreeMap<i64, Vec<&Item>> = BTreeMap::new();
    for item in items {
        by_use.entry(item.use_number).or_default().push(item);
    }
    by_use.into_values().filter_map(|items| use_of(&items)).collect()
}

fn use_of(items: &[&Item]) -> Option<Recognised> {
    let first = items.first()?;
    let sources: BTreeMap<i64, &Item> = items.iter().map(|item| (item.source_place, *item)).collect();
    let targets: BTreeMap<i64, &Item> = items.iter().map(|item| (item.target_place, *item)).collect();
    let source = |item: &Item| Source { outcome: item.outcome.clone(), clause: item.clause.clone() };
    let target = |item: &Item| Credited { course: item.target_code.clone(), credit: item.target_credit };
    let effect = serde_json::from_value(first.effect.as_str().into()).ok()?;
    let remainder = first.remainder.split_once('/').and_then(|(numerator, denominator)| {
        Some(Booked { numerator: numerator.parse().ok()?, denominator: denominator.parse().ok()? })
    });
    Some(Recognised {
        rule: RuleRef {
            id: first.rule.clone(),
            version: u32::try_from(first.rule_version).ok()?,
            hash: first.rule_hash.clone(),
        },
        sources: sources.into_values().map(source).collect(),
        targets: targets.values().map(|item| target(item)).collect(),
        credit: Credit::total(targets.values().map(|item| item.target_credit))?,
        effect,
        remainder,
        surplus: (first.surplus > Credit::ZERO).then_some(first.surplus),
    })
}

/// The least cap in credit over everything a learner is granted at the institution under this programme: the ledger guards it
/// once more. Caps over a part only are the checker's alone.
pub fn ceiling(facts: &Facts) -> Option<Credit> {
    let here = |rule: &&recognition::model::Rule| {
        rule.holds_for(&facts.programme.institution, &facts.programme.code)
            && rule.in_force(facts.day)
            && rule.lifted(Lift::Caps, &facts.learner.id, None, facts.day).is_none()
    };
    let whole = |cap: &&Cap| cap.scope == Scope::Learner && cap.categories.is_empty();
    let amount = |cap: &Cap| match cap.measure {
        Measure::Credits(credits) => Some(credits),
        Measure::Courses(_) => None,
        Measure::Share(share) => {
            let total = i128::from(facts.programme.total.hundredths()) * i128::from(share.numerator());
            i64::try_from(total / i128::from(share.denominator())).ok().map(Credit::from_hundredths)
        }
    };
    facts.rules.iter().filter(here).flat_map(|rule| &rule.caps).filter(whole).filter_map(amount).min()
}
