//! The choice as the solver sees it: items, what they exclude, and how much each cap lets through.

use std::collections::{BTreeSet, HashMap};

use crate::{
    book::Plan,
    meet::Asked,
    model::{Cap, Class, Learner, Lift, Measure, Rule, Scope, Standing},
    uses::Use,
};

/// One use as the solver sees it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Item {
    /// Hundredths it adds; positive.
    pub credit: i64,
    /// Outcomes it takes, by the order of their months and ids.
    pub sources: Vec<u32>,
    /// Courses it recognises.
    pub targets: Vec<u32>,
    /// Courses that must be recognised too.
    pub needs: Vec<u32>,
    /// Whether its outcomes may be used again by items that say the same.
    pub shared: bool,
    /// What it takes of each cap.
    pub amounts: Vec<(u32, i64)>,
}

/// Everything the solver may know.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Problem {
    pub items: Vec<Item>,
    /// What each cap lets through.
    pub limits: Vec<i64>,
}

impl Problem {
    /// What a choice of items recognises, in hundredths.
    pub(crate) fn credit_of(&self, choice: &[usize]) -> i64 {
        choice.iter().filter_map(|item| self.items.get(*item)).map(|item| item.credit).sum()
    }
}

/// A cap as it was met, for the explanation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct CapRow {
    /// Place of the rule that carries it, and its place there.
    pub rule: usize,
    pub cap: usize,
    /// The certificate or issuer it counts, where it counts each apart.
    pub each: String,
}

/// What a row counts: rows that count the same are one, the tightest.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
struct Counts<'a> {
    what: What<'a>,
    categories: &'a BTreeSet<String>,
    courses: bool,
}

/// Which uses a row counts, with certificates and issuers that are counted apart told apart.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
enum What<'a> {
    All,
    Class(Class),
    Certificate(u32),
    Issuer(&'a str),
    Group(&'a str),
    Rule(usize),
}

/// Rows of caps, and what they count.
#[derive(Default)]
pub(crate) struct Rows<'a> {
    /// As the explanation cites them.
    pub caps: Vec<CapRow>,
    counted: Vec<Counts<'a>>,
    /// Caps that count each certificate or issuer apart, and what each lets through.
    apart: Vec<(&'a Cap, i64)>,
    /// Outcomes that some use takes, ascending.
    spent: Vec<u32>,
}

/// What uses are weighed by beside themselves.
#[derive(Clone, Copy)]
pub(crate) struct Beside<'a, 'b> {
    pub rules: &'b [(usize, &'a Rule)],
    pub plan: &'b Plan<'a>,
    pub learner: &'b Learner,
}

impl<'a> Beside<'a, '_> {
    fn rule_of(&self, used: &Use) -> Option<&'a Rule> {
        let at = self.rules.binary_search_by_key(&used.rule, |(place, _)| *place).ok()?;
        Some(self.rules[at].1)
    }

    /// A use as the solver sees it, with what it takes of rows.
    fn item<'c>(&self, used: &Use, counted: impl Iterator<Item = &'c Counts<'c>>) -> Item {
        let rule = self.rule_of(used);
        let numbered = (0_u32..).zip(counted).filter(|(_, counts)| in_scope(counts.what, used, rule, self.learner));
        Item {
            credit: used.credit,
            sources: used.sources.clone(),
            targets: used.targets.iter().map(|(course, _)| *course).collect(),
            needs: used.needs.clone(),
            shared: rule.is_some_and(|rule| rule.share),
            amounts: numbered
                .map(|(row, counts)| (row, amount(counts, used, self.plan)))
                .filter(|(_, amount)| *amount > 0)
                .collect(),
        }
    }
}

/// The problem of these uses under the caps in force.
pub(crate) fn build<'a>(
    uses: &[Use],
    rules: &[(usize, &'a Rule)],
    plan: &Plan,
    learner: &'a Learner,
    asked: Asked,
) -> (Problem, Rows<'a>) {
    let mut problem = Problem::default();
    let mut rows: Vec<CapRow> = Vec::new();
    let mut counted: Vec<Counts> = Vec::new();
    let mut apart = Vec::new();
    let mut known: HashMap<Counts, usize> = HashMap::new();
    let spent = spent(uses);
    for (place, rule) in rules {
        if rule.caps.is_empty() || rule.lifted(Lift::Caps, asked.learner, None, asked.day).is_some() {
            continue;
        }
        for (at, cap) in rule.caps.iter().enumerate() {
            let limit = limit(cap, plan);
            if matches!(cap.scope, Scope::Certificate | Scope::EachIssuer) {
                apart.push((cap, limit));
            }
            for what in each(cap, *place, &spent, learner) {
                let courses = matches!(cap.measure, Measure::Courses(_));
                let counts = Counts { what, categories: &cap.categories, courses };
                let row = *known.entry(counts).or_insert_with(|| {
                    counted.push(counts);
                    problem.limits.push(i64::MAX);
                    rows.push(CapRow { rule: *place, cap: at, each: named(what, learner) });
                    rows.len() - 1
                });
                if limit < problem.limits[row] {
                    problem.limits[row] = limit;
                    rows[row] = CapRow { rule: *place, cap: at, each: named(what, learner) };
                }
            }
        }
    }
    for (row, counts) in counted.iter().enumerate() {
        let taken = stood_in_all(counts, rules, plan, learner);
        problem.limits[row] = problem.limits[row].saturating_sub(taken).max(0);
    }
    let beside = Beside { rules, plan, learner };
    problem.items = uses.iter().map(|used| beside.item(used, counted.iter())).collect();
    (problem, Rows { caps: rows, counted, apart, spent })
}

/// What a problem was before it was extended.
pub(crate) struct Before {
    items: usize,
    limits: usize,
    tightened: Vec<(usize, i64)>,
}

/// Adds uses to a problem that was built without them, as if it had been built with them: outcomes which only these take
/// are counted apart where caps do so, and the rows of no other use change.
pub(crate) fn extend(problem: &mut Problem, rows: &Rows, uses: &[Use], beside: Beside) -> Before {
    let mut before = Before { items: problem.items.len(), limits: problem.limits.len(), tightened: Vec::new() };
    let mut newly = spent(uses);
    newly.retain(|outcome| rows.spent.binary_search(outcome).is_err());
    let mut more: Vec<Counts> = Vec::new();
    for (cap, limit) in &rows.apart {
        for what in each(cap, usize::MAX, &newly, beside.learner) {
            let counts =
                Counts { what, categories: &cap.categories, courses: matches!(cap.measure, Measure::Courses(_)) };
            let taken = stood_in_all(&counts, beside.rules, beside.plan, beside.learner);
            let limit = limit.saturating_sub(taken).max(0);
            match rows.counted.iter().chain(&more).position(|known| *known == counts) {
                Some(row) if limit < problem.limits[row] => {
                    before.tightened.push((row, problem.limits[row]));
                    problem.limits[row] = limit;
                }
                Some(_) => {}
                None => {
                    more.push(counts);
                    problem.limits.push(limit);
                }
            }
        }
    }
    problem.items.extend(uses.iter().map(|used| beside.item(used, rows.counted.iter().chain(&more))));
    before
}

impl Problem {
    /// The problem as it was before it was extended.
    pub(crate) fn restore(&mut self, before: Before) {
        before.tightened.into_iter().rev().for_each(|(row, limit)| self.limits[row] = limit);
        self.items.truncate(before.items);
        self.limits.truncate(before.limits);
    }
}

/// The outcomes any use takes.
fn spent(uses: &[Use]) -> Vec<u32> {
    let mut spent: Vec<u32> = uses.iter().flat_map(|used| &used.sources).copied().collect();
    spent.sort_unstable();
    spent.dedup();
    spent
}

/// What a cap counts: one row, or one for each certificate or issuer.
fn each<'a>(cap: &'a Cap, place: usize, spent: &[u32], learner: &'a Learner) -> Vec<What<'a>> {
    let outcomes = spent.iter().map(|outcome| (*outcome, &learner.outcomes[*outcome as usize]));
    match &cap.scope {
        Scope::Learner => vec![What::All],
        Scope::Class(class) => vec![What::Class(*class)],
        Scope::Issuer(issuer) => vec![What::Issuer(issuer)],
        Scope::Group(group) => vec![What::Group(group)],
        Scope::Rule => vec![What::Rule(place)],
        Scope::Certificate => {
            let certificates = outcomes.filter(|(_, outcome)| outcome.class == Class::Certificate);
            certificates.map(|(place, _)| What::Certificate(place)).collect()
        }
        Scope::EachIssuer => {
            let mut issuers: Vec<&str> = outcomes.map(|(_, outcome)| outcome.issuer.as_str()).collect();
            issuers.sort_unstable();
            issuers.dedup();
            issuers.into_iter().map(What::Issuer).collect()
        }
    }
}

fn named(what: What, learner: &Learner) -> String {
    match what {
        What::Certificate(outcome) => learner.outcomes[outcome as usize].id.clone(),
        What::Issuer(issuer) => issuer.to_owned(),
        What::All | What::Class(_) | What::Group(_) | What::Rule(_) => String::new(),
    }
}

fn in_scope(what: What, used: &Use, own: Option<&Rule>, learner: &Learner) -> bool {
    let mut outcomes = used.sources.iter().map(|outcome| &learner.outcomes[*outcome as usize]);
    match what {
        What::All => true,
        What::Class(class) => outcomes.any(|outcome| outcome.class == class),
        What::Certificate(certificate) => used.sources.contains(&certificate),
        What::Issuer(issuer) => outcomes.any(|outcome| outcome.issuer == issuer),
        What::Group(group) => own.is_some_and(|rule| rule.group.as_deref() == Some(group)),
        What::Rule(place) => used.rule == place,
    }
}

/// How much a cap lets through: hundredths, or courses.
pub(crate) fn limit(cap: &Cap, plan: &Plan) -> i64 {
    match cap.measure {
        Measure::Credits(credits) => credits.hundredths().max(0),
        Measure::Courses(courses) => i64::from(courses),
        Measure::Share(share) => {
            let within = plan.courses.iter().filter(|course| cap.categories.contains(&course.category));
            let of = match cap.categories.is_empty() {
                true => plan.total.hundredths(),
                false => within.map(|course| course.credit.hundredths()).sum(),
            };
            // A share may pass the whole; what it then lets through is everything.
            let product = i128::from(of) * i128::from(share.numerator()) / i128::from(share.denominator());
            i64::try_from(product).unwrap_or(i64::MAX)
        }
    }
}

fn amount(counts: &Counts, used: &Use, plan: &Plan) -> i64 {
    let counted = |course: u32| {
        counts.categories.is_empty() || counts.categories.contains(&plan.courses[course as usize].category)
    };
    let counted = used.targets.iter().filter(|(course, _)| counted(*course));
    if counts.courses {
        i64::try_from(counted.count()).unwrap_or(i64::MAX)
    } else {
        counted.map(|(_, credit)| *credit).sum()
    }
}

/// What was recognised before has taken of a row; a cap that was lowered since lets nothing more through.
fn stood_in_all(counts: &Counts, rules: &[(usize, &Rule)], plan: &Plan, learner: &Learner) -> i64 {
    let before = learner.standing_at(&plan.programme.institution);
    let before = before.filter(|before| stood_in_scope(counts.what, before, rules, learner));
    before.map(|before| stood(counts, before, plan)).sum()
}

fn stood_in_scope(what: What, before: &Standing, rules: &[(usize, &Rule)], learner: &Learner) -> bool {
    let mut outcomes = before.outcomes.iter();
    match what {
        What::All => true,
        What::Class(class) => outcomes.any(|outcome| outcome.class == class),
        What::Certificate(certificate) => {
            let id = &learner.outcomes[certificate as usize].id;
            outcomes.any(|outcome| outcome.outcome == *id)
        }
        What::Issuer(issuer) => outcomes.any(|outcome| outcome.issuer == issuer),
        What::Group(group) => before.group.as_deref() == Some(group),
        What::Rule(place) => rules.iter().any(|(other, rule)| *other == place && rule.id == before.rule),
    }
}

/// What a use that stands already has taken of a row.
fn stood(counts: &Counts, before: &Standing, plan: &Plan) -> i64 {
    let of_category = |code: &str| {
        let course = plan.course(code).and_then(|course| plan.courses.get(course as usize));
        course.is_some_and(|course| counts.categories.contains(&course.category))
    };
    let counted = before.courses.iter().filter(|course| counts.categories.is_empty() || of_category(&course.course));
    if counts.courses {
        i64::try_from(counted.count()).unwrap_or(i64::MAX)
    } else {
        counted.map(|course| course.credit.hundredths()).sum()
    }
}
