//! The choice as the solver sees it: items, what they exclude, and how much each cap lets through.

use crate::{
    book::Plan,
    meet::Asked,
    model::{Cap, Class, Learner, Lift, Measure, Rule, Scope},
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
#[derive(Clone, Debug, Default)]
pub(crate) struct Problem {
    pub items: Vec<Item>,
    /// What each cap lets through.
    pub limits: Vec<i64>,
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

/// The problem of these uses under the caps in force.
pub(crate) fn build(
    uses: &[Use],
    rules: &[(usize, &Rule)],
    plan: &Plan,
    learner: &Learner,
    asked: Asked,
) -> (Problem, Vec<CapRow>) {
    let rule_of = |used: &Use| rules.binary_search_by_key(&used.rule, |(place, _)| *place).ok().map(|at| rules[at].1);
    let item = |used: &Use| Item {
        credit: used.credit,
        sources: used.sources.clone(),
        targets: used.targets.iter().map(|(course, _)| *course).collect(),
        needs: used.needs.clone(),
        shared: rule_of(used).is_some_and(|rule| rule.share),
        amounts: Vec::new(),
    };
    let mut problem = Problem { items: uses.iter().map(item).collect(), limits: Vec::new() };
    let mut rows = Vec::new();
    for (place, rule) in rules {
        if rule.caps.is_empty() || rule.lifted(Lift::Caps, asked.learner, None, asked.day).is_some() {
            continue;
        }
        for (at, cap) in rule.caps.iter().enumerate() {
            let limit = limit(cap, plan);
            for each in eaches(cap, uses, learner) {
                let row = u32::try_from(rows.len()).unwrap_or(u32::MAX);
                for (used, item) in uses.iter().zip(&mut problem.items) {
                    let counts = in_scope(cap, &each, used, rule_of(used), *place, learner);
                    let amount = if counts { amount(cap, used, plan) } else { 0 };
                    if amount > 0 {
                        item.amounts.push((row, amount));
                    }
                }
                problem.limits.push(limit);
                rows.push(CapRow { rule: *place, cap: at, each });
            }
        }
    }
    (problem, rows)
}

/// The certificates or issuers a cap counts apart; one empty text where it counts all together.
fn eaches(cap: &Cap, uses: &[Use], learner: &Learner) -> Vec<String> {
    let outcomes = uses.iter().flat_map(|used| &used.sources).map(|outcome| &learner.outcomes[*outcome as usize]);
    let mut each: Vec<String> = match cap.scope {
        Scope::Certificate => {
            outcomes.filter(|outcome| outcome.class == Class::Certificate).map(|outcome| outcome.id.clone()).collect()
        }
        Scope::EachIssuer => outcomes.map(|outcome| outcome.issuer.clone()).collect(),
        _ => vec![String::new()],
    };
    each.sort_unstable();
    each.dedup();
    each
}

fn in_scope(cap: &Cap, each: &str, used: &Use, own: Option<&Rule>, place: usize, learner: &Learner) -> bool {
    let mut outcomes = used.sources.iter().map(|outcome| &learner.outcomes[*outcome as usize]);
    match &cap.scope {
        Scope::Learner => true,
        Scope::Class(class) => outcomes.any(|outcome| outcome.class == *class),
        Scope::Certificate => outcomes.any(|outcome| outcome.id == each),
        Scope::Issuer(issuer) => outcomes.any(|outcome| outcome.issuer == *issuer),
        Scope::EachIssuer => outcomes.any(|outcome| outcome.issuer == each),
        Scope::Group(group) => own.is_some_and(|rule| rule.group.as_ref() == Some(group)),
        Scope::Rule => used.rule == place,
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

fn amount(cap: &Cap, used: &Use, plan: &Plan) -> i64 {
    let counted =
        |course: u32| cap.categories.is_empty() || cap.categories.contains(&plan.courses[course as usize].category);
    let counted = used.targets.iter().filter(|(course, _)| counted(*course));
    match cap.measure {
        Measure::Courses(_) => i64::try_from(counted.count()).unwrap_or(i64::MAX),
        Measure::Credits(_) | Measure::Share(_) => counted.map(|(_, credit)| *credit).sum(),
    }
}
