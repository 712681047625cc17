//! A hundred thousand small worlds: the solver against all subsets of all uses, told apart by the checker alone.

use crate::support::world::{self, World};
use recognition::check::{self, Claim, Facts};
use recognition::model::{Learner, Programme, Rule};
use recognition::{Equivalence, RuleBook};
use units::Day;

/// Worlds that are tried.
const WORLDS: u64 = 100_000;

/// Credit, outcomes spent (negated), and the outcomes as bits, the earliest on top: larger is better.
type Worth = (i64, i64, u64);

struct Brute<'a> {
    facts: Facts<'a>,
    claims: Vec<(Claim<'a>, u64, u64, i64)>,
    best: Worth,
}

impl<'a> Brute<'a> {
    /// Every rule with every set of outcomes and every set of up to three courses, as far as the checker allows them.
    fn new(
        rules: &'a [Rule],
        programme: &'a Programme,
        learner: &'a Learner,
        day: Day,
        same: &'a Equivalence,
    ) -> Brute<'a> {
        let facts = Facts { rules, programme, learner, day, same };
        let mut order: Vec<&_> = learner.outcomes.iter().collect();
        order.sort_by_key(|outcome| (outcome.obtained, &outcome.id));
        let top = order.len() - 1;
        let mut claims = Vec::new();
        for rule in rules.iter().filter(|rule| rule.source.is_some()) {
            // What the shape of a rule rules out is not even asked: more outcomes than patterns, another number of courses.
            let patterns = rule.source.as_ref().map_or(0, |source| source.patterns().len());
            let choose = rule.target.as_ref().and_then(|target| target.choose);
            for set in (1_u64..1 << order.len()).filter(|set| set.count_ones() as usize <= patterns) {
                let outcomes: Vec<_> =
                    (0..order.len()).filter(|place| set >> (top - place) & 1 == 1).map(|place| order[place]).collect();
                let chooses = |courses: &u64| choose.is_none_or(|count| courses.count_ones() == count);
                for courses in (1_u64..1 << programme.courses.len()).filter(chooses) {
                    let chosen = claim(rule, &outcomes, programme, courses);
                    if check::allowed(&facts, &chosen).is_ok() {
                        let credit = check::credits(&chosen).iter().sum();
                        claims.push((chosen, set, courses, credit));
                    }
                }
            }
        }
        Brute { facts, claims, best: (0, 0, 0) }
    }

    fn search(&mut self, from: usize, chosen: &mut Vec<usize>, spent: u64, courses: u64, credit: i64) {
        let worth = (credit, -i64::from(spent.count_ones()), spent);
        if worth > self.best {
            let together: Vec<Claim> = chosen.iter().map(|place| self.claims[*place].0.clone()).collect();
            if check::together(&self.facts, &together).is_ok() {
                self.best = worth;
            }
        }
        for place in from..self.claims.len() {
            let (claim, own, own_courses, own_credit) = &self.claims[place];
            let twice = own & spent != 0 && !claim.rule.share;
            if courses & own_courses != 0 || twice {
                continue;
            }
            let (own, own_courses, own_credit) = (*own, *own_courses, *own_credit);
            chosen.push(place);
            self.search(place + 1, chosen, spent | own, courses | own_courses, credit + own_credit);
            chosen.pop();
        }
    }
}

/// Courses in the order in which a rule credits them: as listed, else by code.
fn claim<'a>(
    rule: &'a Rule,
    outcomes: &[&'a recognition::model::Outcome],
    programme: &'a Programme,
    set: u64,
) -> Claim<'a> {
    let mut courses: Vec<_> = programme
        .courses
        .iter()
        .enumerate()
        .filter(|(place, _)| set >> place & 1 == 1)
        .map(|(_, course)| course)
        .collect();
    if let Some(target) = rule.target.as_ref().filter(|target| target.choose.is_none()) {
        courses.sort_by_key(|course| target.courses.iter().position(|code| *code == course.code));
    } else {
        courses.sort_by_key(|course| &course.code);
    }
    Claim { rule, outcomes: outcomes.to_vec(), courses }
}

fn try_world(seed: u64) -> (usize, bool) {
    let World { rules, programme, learner, day } = world::small(seed);
    let book = RuleBook::index(rules.clone(), vec![programme.clone()], Vec::new()).expect("a book");
    let answer = book.on(day).best(&learner, &programme.code).expect("an answer");
    let same = Equivalence::default();
    let mut brute = Brute::new(&rules, &programme, &learner, day, &same);
    if let Err(flaws) = check::check(&brute.facts, &answer) {
        panic!("seed {seed}: {flaws:?}\n{answer:#?}");
    }
    brute.search(0, &mut Vec::new(), 0, 0, 0);
    let mut order: Vec<&_> = learner.outcomes.iter().collect();
    order.sort_by_key(|outcome| (outcome.obtained, &outcome.id));
    let bit = |id: &str| order.iter().rev().position(|outcome| outcome.id == id).expect("an outcome");
    let spent =
        answer.uses.iter().flat_map(|used| &used.sources).fold(0_u64, |set, source| set | 1 << bit(&source.outcome));
    let worth = (answer.credit.hundredths(), -i64::from(spent.count_ones()), spent);
    assert!(answer.proof.optimal && answer.proof.earliest, "seed {seed}: not proved");
    assert_eq!(worth, brute.best, "seed {seed}\n{answer:#?}");
    (brute.claims.len(), answer.proof.sweeps > 0)
}

#[test]
fn no_subset_of_uses_is_better() {
    let (mut choices, mut swept) = (0, 0);
    for seed in 0..WORLDS {
        let (claims, sweeps) = try_world(seed);
        choices += u64::from(claims > 1);
        swept += u64::from(sweeps);
    }
    // Most worlds must leave something to choose, or the test would show nothing.
    assert!(choices > WORLDS / 2, "{choices} of {WORLDS} worlds had a choice");
    assert!(swept > WORLDS / 10, "{swept} of {WORLDS} worlds were swept");
}
