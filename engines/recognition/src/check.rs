//! An independent checker: whether an answer keeps every rule. It was written apart from the solver and shares only the
//! model with it, so a mistake would have to be made twice.
//!
//! Asked for one use, it says whether the rule allows it; asked for an answer, it checks each use, that nothing is used
//! twice, needs, caps, sums and the citations. It does not ask whether the answer is the best.

use std::collections::{BTreeMap, BTreeSet};

use units::{Credit, Day};

use crate::{
    Answer, Equivalence, Recognised,
    hash::hash,
    model::{
        Allowance, Cap, Class, Condition, Course, Given, Learner, Lift, Measure, NEVER, Outcome, PATTERNS_MAX, Pattern,
        Programme, Rule, Scope, Standing, fold,
    },
};

/// What an answer is checked against. Rules may hold those of other institutions and other days; they are not in force.
#[derive(Clone, Copy, Debug)]
pub struct Facts<'a> {
    /// All rules.
    pub rules: &'a [Rule],
    /// The programme of the answer.
    pub programme: &'a Programme,
    /// The learner.
    pub learner: &'a Learner,
    /// The day.
    pub day: Day,
    /// Codes that mean the same course on that day.
    pub same: &'a Equivalence,
}

/// What is wrong with an answer, as a sentence for whoever looks after the engine.
pub type Flaw = String;

/// A use as the checker sees it: a rule, outcomes and courses with what they receive.
#[derive(Clone, Debug)]
pub struct Claim<'a> {
    /// The rule.
    pub rule: &'a Rule,
    /// The outcomes.
    pub outcomes: Vec<&'a Outcome>,
    /// The courses.
    pub courses: Vec<&'a Course>,
}

/// Checks an answer whole.
///
/// # Errors
/// Every flaw that was found.
pub fn check(facts: &Facts, answer: &Answer) -> Result<(), Vec<Flaw>> {
    let mut flaws = Vec::new();
    let mut claims = Vec::new();
    for used in &answer.uses {
        match claim(facts, used) {
            Ok(claim) => {
                let allowed = allowed(facts, &claim);
                if let Err(flaw) = &allowed {
                    flaws.push(format!("{}: {flaw}", used.rule.id));
                }
                let recorded = credits(&claim);
                let told: Vec<i64> = used.targets.iter().map(|target| target.credit.hundredths()).collect();
                if recorded != told || used.credit.hundredths() != recorded.iter().sum::<i64>() {
                    flaws.push(format!("{}: credit {told:?} told, {recorded:?} due", used.rule.id));
                }
                claims.push(claim);
            }
            Err(flaw) => flaws.push(flaw),
        }
    }
    flaws.extend(together(facts, &claims).err().map(|clash| clash.to_string()));
    let sum: i64 = answer.uses.iter().map(|used| used.credit.hundredths()).sum();
    let spent: BTreeSet<&str> =
        claims.iter().flat_map(|claim| claim.outcomes.iter().map(|outcome| outcome.id.as_str())).collect();
    if answer.credit.hundredths() != sum || answer.spent != spent.len() {
        flaws.push("the sums do not add up".to_owned());
    }
    if answer.proof.bound < answer.credit || (answer.proof.optimal && answer.proof.bound != answer.credit) {
        flaws.push("the bound does not fit the answer".to_owned());
    }
    if flaws.is_empty() { Ok(()) } else { Err(flaws) }
}

/// The claim of a use.
///
/// # Errors
/// It cites a rule, outcome or course that is not among the facts, or a rule by another hash.
pub fn claim<'a>(facts: &Facts<'a>, used: &Recognised) -> Result<Claim<'a>, Flaw> {
    let rule = facts.rules.iter().find(|rule| rule.id == used.rule.id && rule.version == used.rule.version);
    let rule = rule.ok_or_else(|| format!("no rule {} {}", used.rule.id, used.rule.version))?;
    if hash(rule) != used.rule.hash {
        return Err(format!("{} is cited by another hash", rule.id));
    }
    let outcome = |id: &str| facts.learner.outcomes.iter().find(|outcome| outcome.id == id);
    let course = |code: &str| facts.programme.courses.iter().find(|course| course.code == code);
    let outcomes: Option<Vec<_>> = used.sources.iter().map(|source| outcome(&source.outcome)).collect();
    let courses: Option<Vec<_>> = used.targets.iter().map(|target| course(&target.course)).collect();
    match (outcomes, courses) {
        (Some(outcomes), Some(courses)) => Ok(Claim { rule, outcomes, courses }),
        _ => Err(format!("{} names an outcome or course that does not exist", rule.id)),
    }
}

/// Whether a rule allows these outcomes as these courses, seen alone.
///
/// # Errors
/// What forbids it.
pub fn allowed<'a>(facts: &Facts<'a>, claim: &Claim<'a>) -> Result<(), Flaw> {
    let rule = claim.rule;
    let say = |holds: bool, what: &str| if holds { Ok(()) } else { Err(what.to_owned()) };
    say(current(facts, rule), "is not in force here on this day")?;
    let ids: BTreeSet<&str> = claim.outcomes.iter().map(|outcome| outcome.id.as_str()).collect();
    say(ids.len() == claim.outcomes.len() && !ids.is_empty(), "takes an outcome twice, or none")?;
    for outcome in &claim.outcomes {
        let future = (outcome.obtained.year(), outcome.obtained.month()) > (facts.day.year(), facts.day.month());
        let failed = outcome.grade.is_some_and(|grade| grade.value() < grade.scale().pass());
        say(outcome.verified && !outcome.exempted && !future && !failed, "takes an outcome that does not count")?;
    }
    let certificates = claim.outcomes.iter().filter(|outcome| outcome.class == Class::Certificate).count();
    say(!rule.one_certificate || certificates <= 1, "takes two certificates")?;
    say(claim.outcomes.len() <= PATTERNS_MAX, "takes more outcomes than a rule has patterns")?;
    let all = u64::MAX >> (64 - claim.outcomes.len());
    let source = rule.source.as_ref().ok_or("recognises nothing")?;
    say(covers(facts, claim, source).contains(&all), "takes outcomes its condition does not ask for")?;
    targets(facts, claim)?;
    say(credits(claim).iter().sum::<i64>() > 0, "gives no credit")
}

const _: () = assert!(PATTERNS_MAX <= 64, "the outcomes of a claim are bits of one word");

/// The sets of the claim's outcomes, as bits, that exactly meet a condition.
fn covers(facts: &Facts, claim: &Claim, condition: &Condition) -> BTreeSet<u64> {
    let exactly = |parts: &[Condition], count: usize| {
        let mut met: BTreeSet<(usize, u64)> = BTreeSet::from([(0, 0)]);
        for (place, part) in parts.iter().enumerate() {
            let own = covers(facts, claim, part);
            let mut more = met.clone();
            for (have, taken) in &met {
                more.extend(own.iter().filter(|set| *set & taken == 0).map(|set| (have + 1, taken | set)));
            }
            // What can no longer become enough, or is more, is let go.
            let still = parts.len() - place - 1;
            more.retain(|(have, _)| *have <= count && have + still >= count);
            met = more;
        }
        met.into_iter().filter(|(have, _)| *have == count).map(|(_, taken)| taken).collect()
    };
    match condition {
        Condition::All(parts) => exactly(parts, parts.len()),
        Condition::Some(count, parts) => exactly(parts, usize::try_from(*count).unwrap_or(usize::MAX)),
        Condition::Any(parts) => parts.iter().flat_map(|part| covers(facts, claim, part)).collect(),
        Condition::One(pattern) => {
            let fits =
                claim.outcomes.iter().enumerate().filter(|(_, outcome)| fits(facts, claim.rule, pattern, outcome));
            fits.map(|(place, _)| 1 << place).collect()
        }
    }
}

fn fits(facts: &Facts, rule: &Rule, pattern: &Pattern, outcome: &Outcome) -> bool {
    let excused = |lift| excused(facts, rule, lift, Some(outcome));
    let listed = |codes: &BTreeSet<String>| {
        !outcome.code.is_empty() && codes.iter().any(|code| facts.same.same(&outcome.issuer, code, &outcome.code))
    };
    let least = |minimum: &[crate::model::Minimum]| {
        minimum.is_empty()
            || outcome.grade.is_some_and(|grade| {
                minimum.iter().any(|least| least.scale == grade.scale() && least.at_least <= grade.value())
            })
    };
    let months =
        (facts.day.year() - outcome.obtained.year()) * 12 + facts.day.month() as i32 - outcome.obtained.month() as i32;
    let table = pattern.table.as_ref().map(|table| &rule.tables[table]);
    pattern.fits_kind(outcome)
        && (pattern.codes.is_empty() || listed(&pattern.codes))
        && table.is_none_or(listed)
        && pattern.title.as_ref().is_none_or(|title| title.fits(&fold(&outcome.title)))
        && pattern.subject.as_ref().is_none_or(|subject| subject.fits(&fold(&outcome.subject)))
        && (excused(Lift::Grade) || (least(&pattern.minimum) && least(&rule.minimum)))
        && (excused(Lift::Age) || rule.months_max.is_none_or(|most| i64::from(months) <= i64::from(most)))
}

fn excused(facts: &Facts, rule: &Rule, lift: Lift, outcome: Option<&Outcome>) -> bool {
    rule.exceptions.iter().filter(|exception| exception.lifts.contains(&lift) && facts.day <= exception.until).any(
        |exception| match &exception.who {
            Allowance::Learner(learner) => *learner == facts.learner.id,
            Allowance::Outcome(id) => outcome.is_some_and(|outcome| outcome.id == *id),
        },
    )
}

fn current(facts: &Facts, rule: &Rule) -> bool {
    let on = |rule: &Rule| rule.valid_from <= facts.day && rule.valid_to.is_none_or(|end| facts.day < end);
    let later = facts.rules.iter().any(|other| other.id == rule.id && other.version > rule.version && on(other));
    let here = rule.institution == facts.programme.institution
        && rule.programme.as_ref().is_none_or(|programme| *programme == facts.programme.code);
    here && on(rule) && !later
}

fn is_passed(facts: &Facts, code: &str) -> bool {
    let mut passed = facts.learner.passed_in(facts.programme);
    passed.any(|other| facts.same.same(&facts.programme.institution, other, code))
}

fn targets<'a>(facts: &Facts<'a>, claim: &Claim<'a>) -> Result<(), Flaw> {
    let target = claim.rule.target.as_ref().ok_or("recognises nothing")?;
    let identity = |course: &&'a Course| facts.same.identity(&facts.programme.institution, &course.code);
    let codes: BTreeSet<&str> = claim.courses.iter().map(identity).collect();
    if codes.len() != claim.courses.len() || codes.is_empty() {
        return Err("recognises a course twice, or none".to_owned());
    }
    let same = |one: &str, other: &str| facts.same.same(&facts.programme.institution, one, other);
    for course in &claim.courses {
        if is_passed(facts, &course.code) {
            return Err("recognises what is passed".to_owned());
        }
        if course.category == NEVER || claim.rule.excluded.contains(&course.category) {
            return Err("recognises an excluded category".to_owned());
        }
        let listed = target.courses.iter().any(|code| same(code, &course.code));
        let of_category = target.choose.is_some() && target.categories.contains(&course.category);
        if !listed && !of_category {
            return Err("recognises a course it does not list".to_owned());
        }
    }
    match target.choose {
        Some(count) if claim.courses.len() != count as usize => Err("chooses too many or too few".to_owned()),
        Some(_) => Ok(()),
        None => {
            let due = target.courses.iter().filter(|code| !is_passed(facts, code));
            let missing = due.into_iter().any(|code| !claim.courses.iter().any(|course| same(code, &course.code)));
            if missing { Err("recognises only some of its courses".to_owned()) } else { Ok(()) }
        }
    }
}

/// The hundredths each course of a claim receives.
pub fn credits(claim: &Claim) -> Vec<i64> {
    let own: Vec<i64> = claim.courses.iter().map(|course| course.credit.hundredths()).collect();
    let Given::Ratio(ratio, rounding) = claim.rule.credit else { return own };
    let sources = Credit::total(claim.outcomes.iter().map(|outcome| outcome.credit));
    let product = sources.and_then(|sources| sources.times(ratio, rounding));
    let mut left = product.map_or(0, |(product, _)| product.hundredths());
    let part = |own: i64| {
        let part = own.min(left);
        left -= part;
        part
    };
    own.into_iter().map(part).collect()
}

/// Why claims that are allowed alone are not allowed together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Clash {
    /// This outcome is spent twice, or was before.
    Spent(String),
    /// This course is recognised twice.
    Course(String),
    /// This course must come first.
    Need(String),
    /// A cap of this rule is passed.
    Cap(String),
}

impl std::fmt::Display for Clash {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Clash::Spent(outcome) => write!(formatter, "{outcome} is spent twice"),
            Clash::Course(course) => write!(formatter, "{course} is recognised twice"),
            Clash::Need(course) => write!(formatter, "{course} must come first"),
            Clash::Cap(rule) => write!(formatter, "a cap of {rule} is passed"),
        }
    }
}

/// Whether claims that are allowed alone are allowed together: nothing twice, needs, caps.
///
/// # Errors
/// The first thing that forbids it.
pub fn together<'a>(facts: &Facts<'a>, claims: &[Claim<'a>]) -> Result<(), Clash> {
    let mut spent: BTreeMap<&str, bool> = BTreeMap::new();
    for before in facts.learner.standing_at(&facts.programme.institution) {
        for outcome in &before.outcomes {
            let shared = spent.entry(&outcome.outcome).or_insert(true);
            *shared &= before.share;
        }
    }
    // Courses by their identities: two that are the same by a change of code are one.
    let mut courses: BTreeSet<&str> = BTreeSet::new();
    let identity = |course: &'a Course| facts.same.identity(&facts.programme.institution, &course.code);
    for claim in claims {
        for outcome in &claim.outcomes {
            // An outcome may come back where every rule that takes it lets it be shared.
            let shared = claim.rule.share;
            let before = spent.insert(&outcome.id, shared);
            if before.is_some_and(|before| !before || !shared) {
                return Err(Clash::Spent(outcome.id.clone()));
            }
        }
        if let Some(course) = claim.courses.iter().find(|course| !courses.insert(identity(course))) {
            return Err(Clash::Course(course.code.clone()));
        }
    }
    for claim in claims.iter().filter(|claim| !excused(facts, claim.rule, Lift::Prerequisites, None)) {
        for need in &claim.rule.prerequisites {
            let there = |code: &&str| facts.same.same(&facts.programme.institution, code, need);
            if !is_passed(facts, need) && !courses.iter().any(there) {
                return Err(Clash::Need(need.clone()));
            }
        }
    }
    for rule in facts.rules.iter().filter(|rule| current(facts, rule) && !excused(facts, rule, Lift::Caps, None)) {
        for cap in &rule.caps {
            capped(facts, claims, rule, cap)?;
        }
    }
    Ok(())
}

fn capped(facts: &Facts, claims: &[Claim], rule: &Rule, cap: &Cap) -> Result<(), Clash> {
    let counted = |course: &Course| cap.categories.is_empty() || cap.categories.contains(&course.category);
    let mut taken: BTreeMap<&str, i64> = BTreeMap::new();
    for claim in claims {
        let keys: BTreeSet<&str> = match &cap.scope {
            Scope::Learner => BTreeSet::from([""]),
            Scope::Rule if claim.rule.id == rule.id && claim.rule.version == rule.version => BTreeSet::from([""]),
            Scope::Group(group) if claim.rule.group.as_ref() == Some(group) => BTreeSet::from([""]),
            Scope::Rule | Scope::Group(_) => BTreeSet::new(),
            Scope::Class(class) => {
                claim.outcomes.iter().filter(|outcome| outcome.class == *class).map(|_| "").collect()
            }
            Scope::Issuer(issuer) => {
                claim.outcomes.iter().filter(|outcome| outcome.issuer == *issuer).map(|_| "").collect()
            }
            Scope::EachIssuer => claim.outcomes.iter().map(|outcome| outcome.issuer.as_str()).collect(),
            Scope::Certificate => {
                let certificates = claim.outcomes.iter().filter(|outcome| outcome.class == Class::Certificate);
                certificates.map(|outcome| outcome.id.as_str()).collect()
            }
        };
        let by_course = claim.courses.iter().zip(credits(claim)).filter(|(course, _)| counted(course));
        let amount: i64 = match cap.measure {
            Measure::Courses(_) => by_course.map(|_| 1).sum(),
            Measure::Credits(_) | Measure::Share(_) => by_course.map(|(_, credit)| credit).sum(),
        };
        // What takes nothing of a cap may stand beside one that is full.
        for key in keys.into_iter().filter(|_| amount > 0) {
            *taken.entry(key).or_default() += amount;
        }
    }
    for before in facts.learner.standing_at(&facts.programme.institution) {
        for (key, taken) in &mut taken {
            if counts_before(rule, cap, key, before) {
                *taken += amount_before(facts, cap, before);
            }
        }
    }
    let most = taken.values().copied().max().unwrap_or(0);
    let kept = match cap.measure {
        Measure::Credits(credits) => most <= credits.hundredths(),
        Measure::Courses(courses) => most <= i64::from(courses),
        Measure::Share(share) => {
            let of = facts.programme.courses.iter().filter(|course| counted(course));
            let of = match cap.categories.is_empty() {
                true => facts.programme.total.hundredths(),
                false => of.map(|course| course.credit.hundredths()).sum(),
            };
            i128::from(most) * i128::from(share.denominator()) <= i128::from(of) * i128::from(share.numerator())
        }
    };
    if kept { Ok(()) } else { Err(Clash::Cap(rule.id.clone())) }
}

/// Whether a cap counts a use that stands already, under one of its keys.
fn counts_before(rule: &Rule, cap: &Cap, key: &str, before: &Standing) -> bool {
    let mut outcomes = before.outcomes.iter();
    match &cap.scope {
        Scope::Learner => true,
        Scope::Rule => before.rule == rule.id,
        Scope::Group(group) => before.group.as_ref() == Some(group),
        Scope::Class(class) => outcomes.any(|outcome| outcome.class == *class),
        Scope::Issuer(issuer) => outcomes.any(|outcome| outcome.issuer == *issuer),
        Scope::EachIssuer => outcomes.any(|outcome| outcome.issuer == key),
        Scope::Certificate => outcomes.any(|outcome| outcome.outcome == key),
    }
}

fn amount_before(facts: &Facts, cap: &Cap, before: &Standing) -> i64 {
    let of_category = |code: &str| {
        let same = |course: &&Course| facts.same.same(&facts.programme.institution, &course.code, code);
        let course = facts.programme.courses.iter().find(same);
        course.is_some_and(|course| cap.categories.contains(&course.category))
    };
    let counted = before.courses.iter().filter(|course| cap.categories.is_empty() || of_category(&course.course));
    match cap.measure {
        Measure::Courses(_) => counted.map(|_| 1).sum(),
        Measure::Credits(_) | Measure::Share(_) => counted.map(|course| course.credit.hundredths()).sum(),
    }
}
