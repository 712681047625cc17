//! Where it is hard: many equal choices, caps over assignments, and the limit that is told honestly.

use recognition::check::{Facts, check};
use recognition::model::*;
use recognition::{Equivalence, RuleBook};
use units::Month;

use crate::support::land;
use crate::support::world::{blank, credits, day, outcome};

/// So many outcomes of which each may be any of so many electives, under one cap.
fn electives(outcomes: u64, courses: u64, cap: Option<u64>, equal: bool) -> (Vec<Rule>, Programme, Learner) {
    let mut rule = blank("R");
    rule.source = Some(Condition::One(Box::default()));
    rule.target = Some(Targets { courses: Vec::new(), categories: ["选修".to_owned()].into(), choose: Some(1) });
    let measure = |cap| Measure::Credits(credits(cap));
    rule.caps = cap
        .map(|cap| Cap { scope: Scope::Learner, categories: Default::default(), measure: measure(cap) })
        .into_iter()
        .collect();
    let course = |place: u64| Course {
        code: format!("C{place:03}"),
        title: String::new(),
        category: "选修".to_owned(),
        credit: credits(if equal { 200 } else { 100 + 37 * (place % 11) }),
    };
    let programme = Programme {
        institution: "U".to_owned(),
        code: "P".to_owned(),
        title: String::new(),
        total: credits(16_000),
        courses: (0..courses).map(course).collect(),
    };
    let one = |place: u64| {
        let mut one = outcome(&format!("o{place:03}"), "");
        one.obtained = Month::new(2000 + (place / 12) as i32, 1 + (place % 12) as u32).expect("a month");
        one
    };
    (
        vec![rule],
        programme,
        Learner { id: "L".to_owned(), outcomes: (0..outcomes).map(one).collect(), ..Learner::default() },
    )
}

#[test]
fn many_equal_choices_are_proved() {
    for (outcomes, courses, cap, equal, credit, spent) in [
        (20, 30, None, true, 4_000, 20),
        (30, 20, None, true, 4_000, 20),
        (30, 20, Some(3_000), true, 3_000, 15),
        (25, 25, None, false, 6_681, 25),
        (60, 10, Some(1_200), true, 1_200, 6),
    ] {
        let (rules, programme, learner) = electives(outcomes, courses, cap, equal);
        let book = RuleBook::index(rules.clone(), vec![programme.clone()], Vec::new()).expect("a book");
        let answer = book.on(day("2026-03-01")).best(&learner, "P").expect("an answer");
        assert_eq!((answer.credit, answer.spent), (credits(credit), spent), "{outcomes} {courses} {cap:?}");
        assert!(answer.proof.optimal && answer.proof.earliest, "{:?}", answer.proof);
        // Equal but for time: the earliest are spent.
        let mut spent: Vec<&str> = answer.uses.iter().map(|used| used.sources[0].outcome.as_str()).collect();
        spent.sort_unstable();
        let earliest: Vec<&str> =
            learner.outcomes.iter().take(spent.len()).map(|outcome| outcome.id.as_str()).collect();
        assert_eq!(spent, earliest);
        let same = Equivalence::default();
        let facts =
            Facts { rules: &rules, programme: &programme, learner: &learner, day: day("2026-03-01"), same: &same };
        assert_eq!(check(&facts, &answer), Ok(()));
    }
}

#[test]
fn beyond_the_limit_the_answer_says_so_and_keeps_every_rule() {
    // Unequal courses under a cap that none of their sums needs to reach: the sweep cannot look at everything.
    let (mut rules, programme, learner) = electives(60, 60, Some(4_321), false);
    rules[0].share = false;
    let book = RuleBook::index(rules.clone(), vec![programme.clone()], Vec::new()).expect("a book");
    let answer = book.on(day("2026-03-01")).best(&learner, "P").expect("an answer");
    let same = Equivalence::default();
    let facts = Facts { rules: &rules, programme: &programme, learner: &learner, day: day("2026-03-01"), same: &same };
    assert_eq!(check(&facts, &answer), Ok(()));
    assert!(answer.proof.bound >= answer.credit);
    // Whatever is told, it is no worse than nine tenths of the cap.
    assert!(answer.credit >= credits(3_889), "{}", answer.credit);
}

#[test]
fn learners_of_usual_shape_are_proved_and_checked() {
    let same = Equivalence::default();
    for caps in [land::LOOSE, land::USUAL, land::TIGHT] {
        let (rules, programmes) = land::land(3, 1, 100, land::DENSE, caps);
        let book = RuleBook::index(rules.clone(), programmes.clone(), Vec::new()).expect("a book");
        for seed in 0..30 {
            let learner = land::learner(seed, 40, land::DENSE);
            let answer = book.on(day("2026-03-01")).best(&learner, "P0").expect("an answer");
            let facts = Facts {
                rules: &rules,
                programme: &programmes[0],
                learner: &learner,
                day: day("2026-03-01"),
                same: &same,
            };
            assert_eq!(check(&facts, &answer), Ok(()), "seed {seed}");
            assert!(answer.proof.optimal, "seed {seed}: {:?}", answer.proof);
        }
    }
}

#[test]
fn the_checker_finds_what_is_planted() {
    let (rules, programmes) = land::land(3, 1, 100, land::DENSE, land::USUAL);
    let book = RuleBook::index(rules.clone(), programmes.clone(), Vec::new()).expect("a book");
    let learner = land::learner(1, 40, land::DENSE);
    let good = book.on(day("2026-03-01")).best(&learner, "P0").expect("an answer");
    let same = Equivalence::default();
    let facts =
        Facts { rules: &rules, programme: &programmes[0], learner: &learner, day: day("2026-03-01"), same: &same };
    assert_eq!(check(&facts, &good), Ok(()));
    let plants: [fn(&mut recognition::Answer); 7] = [
        |answer| answer.credit = credits(99_900),
        |answer| answer.uses[0].rule.hash = "0".repeat(64),
        |answer| answer.uses[0].targets[0].credit = credits(1),
        |answer| answer.uses[0].sources[0].outcome = answer.uses[1].sources[0].outcome.clone(),
        |answer| answer.uses.push(answer.uses[0].clone()),
        |answer| answer.proof.bound = credits(1),
        |answer| answer.uses[0].targets[0].course = "C99".to_owned(),
    ];
    for (place, plant) in plants.into_iter().enumerate() {
        let mut bad = good.clone();
        plant(&mut bad);
        assert!(check(&facts, &bad).is_err(), "plant {place}");
    }
}
