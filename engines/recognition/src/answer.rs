//! The answer: what counts as what under which clause, and how far it is proved.

use serde::Serialize;
use units::{Credit, Day};

use crate::{
    best::Choice,
    book::{DatedBook, Plan},
    model::{Effect, Learner},
    uses::{Use, Uses},
};

/// A rule as a decision cites it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct RuleRef {
    /// Its identifier.
    pub id: String,
    /// Its version.
    pub version: u32,
    /// SHA-256 of its canonical form.
    pub hash: String,
}

/// One outcome of a use and the clause it meets.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Source {
    /// The outcome.
    pub outcome: String,
    /// The path of the pattern in the rule's condition, such as `all[1].any[0]`; `source` where there is only one.
    pub clause: String,
}

/// One course of a use and what it receives.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Credited {
    /// Code of the course in the programme.
    pub course: String,
    /// Credit recorded for it.
    pub credit: Credit,
}

/// What rounding left over, booked with the use: hundredths of a credit as a fraction.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Booked {
    /// Negative when it was rounded up.
    pub numerator: i64,
    /// Above zero.
    pub denominator: i64,
}

/// One use of a rule in the answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Recognised {
    /// The rule.
    pub rule: RuleRef,
    /// The outcomes, in the order of the clauses.
    pub sources: Vec<Source>,
    /// The courses.
    pub targets: Vec<Credited>,
    /// Credit in all.
    pub credit: Credit,
    /// What it does for the learner.
    pub effect: Effect,
    /// What rounding left over, where a ratio was applied.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub remainder: Option<Booked>,
    /// What the ratio gave beyond the credit of the courses; it is not recorded.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub surplus: Option<Credit>,
}

/// How far the answer is proved.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Proof {
    /// No choice under these rules recognises more, and none as much with fewer outcomes. When false, a documented limit
    /// was reached, and the answer is only the best that was found.
    pub optimal: bool,
    /// Besides, no choice as good spends earlier outcomes.
    pub earliest: bool,
    /// No choice recognises more than this. It equals the credit of an optimal answer.
    pub bound: Credit,
    /// Parts proved as assignments by their prices.
    pub assignments: usize,
    /// Parts proved by looking at every state that could win.
    pub sweeps: usize,
    /// Uses and states looked at.
    pub states: usize,
}

/// The best use of a learner's outcomes in one programme.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Answer {
    /// Code of the programme.
    pub programme: String,
    /// The day it was asked for.
    pub day: Day,
    /// Credit recognised.
    pub credit: Credit,
    /// Credit the programme still asks for, after what is passed and recognised; never below zero.
    pub remaining: Credit,
    /// Outcomes spent.
    pub spent: usize,
    /// What counts as what, by rule and outcomes.
    pub uses: Vec<Recognised>,
    /// How far it is proved.
    pub proof: Proof,
}

impl Answer {
    pub(crate) fn new(book: &DatedBook, learner: &Learner, plan: &Plan, uses: &Uses, choice: &Choice) -> Answer {
        let chosen: Vec<&Use> = choice.items.iter().filter_map(|item| uses.list.get(*item)).collect();
        let credit: i64 = chosen.iter().map(|used| used.credit).sum();
        let mut spent: Vec<u32> = chosen.iter().flat_map(|used| used.sources.iter().copied()).collect();
        spent.sort_unstable();
        spent.dedup();
        let passed: i64 = plan
            .courses
            .iter()
            .zip(&plan.passed)
            .filter(|(_, passed)| **passed)
            .map(|(course, _)| course.credit.hundredths())
            .sum();
        let bound = if uses.cut { most(plan).max(credit) } else { choice.bound };
        Answer {
            programme: plan.programme.code.clone(),
            day: book.day(),
            credit: Credit::from_hundredths(credit),
            remaining: Credit::from_hundredths((plan.total.hundredths() - passed - credit).max(0)),
            spent: spent.len(),
            uses: chosen.iter().map(|used| recognised(book, learner, plan, used)).collect(),
            proof: Proof {
                optimal: choice.proved && !uses.cut,
                earliest: choice.earliest && !uses.cut,
                bound: Credit::from_hundredths(bound),
                assignments: choice.assignments,
                sweeps: choice.sweeps,
                states: choice.states,
            },
        }
    }
}

/// The credit of all courses not passed: what no use can exceed.
fn most(plan: &Plan) -> i64 {
    let standing = (0_u32..).zip(plan.courses.iter().zip(&plan.passed)).filter(|(place, _)| plan.stands(*place));
    standing.filter(|(_, (_, passed))| !**passed).map(|(_, (course, _))| course.credit.hundredths()).sum()
}

fn recognised(book: &DatedBook, learner: &Learner, plan: &Plan, used: &Use) -> Recognised {
    let rule = book.book().rule(used.rule);
    let clauses = rule.source.iter().flat_map(|source| source.patterns()).map(|(path, _)| path).collect::<Vec<_>>();
    let source = |(leaf, outcome): &(u16, u32)| Source {
        outcome: learner.outcomes[*outcome as usize].id.clone(),
        clause: clauses.get(usize::from(*leaf)).cloned().unwrap_or_default(),
    };
    let target = |(course, credit): &(u32, i64)| Credited {
        course: plan.courses[*course as usize].code.clone(),
        credit: Credit::from_hundredths(*credit),
    };
    Recognised {
        rule: RuleRef { id: rule.id.clone(), version: rule.version, hash: book.book().hash_of(used.rule).to_owned() },
        sources: used.leaves.iter().map(source).collect(),
        targets: used.targets.iter().map(target).collect(),
        credit: Credit::from_hundredths(used.credit),
        effect: rule.effect,
        remainder: used.remainder.map(|left| Booked { numerator: left.numerator, denominator: left.denominator }),
        surplus: (used.surplus > 0).then(|| Credit::from_hundredths(used.surplus)),
    }
}
