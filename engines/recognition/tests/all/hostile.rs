//! What is sent to break it: refused clearly or handled exactly.

use recognition::check::{self, Claim, Facts};
use recognition::model::*;
use recognition::text::{RuleFile, TextRefused, parse_learner};
use recognition::{Equivalence, Refused, RuleBook};
use units::{Credit, Month, Ratio, Rounding};

use crate::support::world::{blank, coded, credits, day, outcome};

fn programme() -> Programme {
    let course = |code: &str| Course {
        code: code.to_owned(),
        title: String::new(),
        category: String::new(),
        credit: credits(200),
    };
    Programme {
        institution: "U".to_owned(),
        code: "P".to_owned(),
        title: String::new(),
        total: credits(1_000),
        courses: vec![course("C1"), course("C2")],
    }
}

fn takes(code: &str, target: &str) -> Rule {
    let mut rule = blank(&format!("R{code}{target}"));
    rule.source = Some(coded(code));
    rule.target = Some(Targets { courses: vec![target.to_owned()], ..Targets::default() });
    rule
}

fn learner(outcomes: Vec<Outcome>) -> Learner {
    Learner { id: "L".to_owned(), outcomes, ..Learner::default() }
}

#[test]
fn ten_megabytes_are_refused_before_they_are_read() {
    let text = format!("# {}\n", "x".repeat(10 * 1024 * 1024));
    assert_eq!(RuleFile::parse(&text).expect_err("too large").why, TextRefused::TooLarge);
    assert_eq!(parse_learner(&text).expect_err("too large").why, TextRefused::TooLarge);
}

#[test]
fn ten_thousand_levels_do_not_reach_the_stack() {
    let head = "[[rule]]\nid = \"R\"\nversion = 1\ninstitution = \"U\"\nvalid_from = \"2026-01-01\"\neffect = \"offset\"\ntarget = { courses = [\"C\"] }\nsource = ";
    for depth in [17, 30, 60, 10_000] {
        let text = format!("{head}{}{{}}{}\n", "{ all = [".repeat(depth), "] }".repeat(depth));
        assert_eq!(RuleFile::parse(&text).expect_err("too deep").why, TextRefused::TooDeep, "{depth}");
        let json = format!("{{\"id\":{}1{}}}", "[".repeat(depth * 8), "]".repeat(depth * 8));
        assert!(parse_learner(&json).is_err());
    }
    let text = format!("{head}{}{{}}{}\n", "{ all = [".repeat(15), "] }".repeat(15));
    RuleFile::parse(&text).expect("sixteen levels are allowed");
    for opened in ["[", "{a="] {
        assert!(RuleFile::parse(&format!("{head}{}", opened.repeat(10_000))).is_err());
    }
    assert!(RuleFile::parse(&format!("[{}a]\n", "a.".repeat(10_000))).is_err());
    assert!(RuleFile::parse(&format!("{}a = 1\n", "a.".repeat(10_000))).is_err());
}

#[test]
fn caps_of_nothing_let_nothing_through() {
    for measure in
        [Measure::Credits(Credit::ZERO), Measure::Courses(0), Measure::Share(Ratio::new(0, 1).expect("zero"))]
    {
        let mut rule = takes("A", "C1");
        rule.caps = vec![Cap { scope: Scope::Learner, categories: Default::default(), measure }];
        let book = RuleBook::index(vec![rule], vec![programme()], Vec::new()).expect("a book");
        let answer = book.on(day("2026-03-01")).best(&learner(vec![outcome("a", "A")]), "P").expect("an answer");
        assert_eq!((answer.credit, answer.proof.optimal), (Credit::ZERO, true));
    }
}

#[test]
fn credits_at_the_end_of_the_numbers_are_refused_or_do_not_fit() {
    let huge = Credit::from_hundredths(i64::MAX);
    for credit in [huge, Credit::from_hundredths(i64::MIN), Credit::from_hundredths(-1)] {
        let mut one = outcome("a", "A");
        one.credit = credit;
        let book = RuleBook::index(vec![takes("A", "C1")], vec![programme()], Vec::new()).expect("a book");
        let refused = book.on(day("2026-03-01")).best(&learner(vec![one]), "P").expect_err("refused");
        assert!(matches!(refused, Refused::OutOfRange { ref field, .. } if field == "outcomes[0].credit"), "{refused}");
        let mut programme = programme();
        programme.courses[0].credit = credit;
        assert!(matches!(RuleBook::index(Vec::new(), vec![programme], Vec::new()), Err(Refused::OutOfRange { .. })));
    }
    // The greatest ratio on the greatest credit: the product does not fit, and the use is none.
    let mut rule = takes("A", "C1");
    rule.credit = Given::Ratio(Ratio::new(i64::MAX, 1).expect("a ratio"), Rounding::Up);
    let mut one = outcome("a", "A");
    one.credit = CREDIT_MAX;
    let book = RuleBook::index(vec![rule], vec![programme()], Vec::new()).expect("a book");
    let answer = book.on(day("2026-03-01")).best(&learner(vec![one]), "P").expect("an answer");
    assert_eq!(answer.credit, Credit::ZERO);
    // A share of more than everything is everything.
    let mut rule = takes("A", "C1");
    let measure = Measure::Share(Ratio::new(i64::MAX, 1).expect("a share"));
    rule.caps = vec![Cap { scope: Scope::Learner, categories: Default::default(), measure }];
    let book = RuleBook::index(vec![rule], vec![programme()], Vec::new()).expect("a book");
    let answer = book.on(day("2026-03-01")).best(&learner(vec![outcome("a", "A")]), "P").expect("an answer");
    assert_eq!(answer.credit, credits(200));
}

#[test]
fn a_million_outcomes_are_refused() {
    let outcomes = (0..1_000_000).map(|place| outcome(&place.to_string(), "A")).collect();
    let book = RuleBook::index(vec![takes("A", "C1")], vec![programme()], Vec::new()).expect("a book");
    let refused = book.on(day("2026-03-01")).best(&learner(outcomes), "P").expect_err("refused");
    assert!(refused.to_string().contains("5000"), "{refused}");
}

#[test]
fn as_many_outcomes_as_are_allowed_are_answered() {
    let outcomes = (0..OUTCOMES_MAX).map(|place| outcome(&format!("{place:05}"), "A")).collect();
    let book =
        RuleBook::index(vec![takes("A", "C1"), takes("A", "C2")], vec![programme()], Vec::new()).expect("a book");
    let answer = book.on(day("2026-03-01")).best(&learner(outcomes), "P").expect("an answer");
    // The rules' limits of uses are reached: the answer is the best there is, and says that this is not proved.
    assert_eq!((answer.credit, answer.proof.optimal, answer.proof.bound), (credits(400), false, credits(400)));
}

#[test]
fn what_stands_twice_is_refused() {
    let book = |rules, programmes| RuleBook::index(rules, programmes, Vec::new());
    assert!(matches!(book(vec![takes("A", "C1"), takes("A", "C1")], vec![]), Err(Refused::RepeatedRule(_))));
    assert!(matches!(book(vec![], vec![programme(), programme()]), Err(Refused::RepeatedProgramme(_))));
    let mut twice = programme();
    twice.courses[1].code = "C1".to_owned();
    assert!(matches!(book(vec![], vec![twice]), Err(Refused::OutOfRange { .. })));
    let book = book(vec![], vec![programme()]).expect("a book");
    let both = learner(vec![outcome("a", "A"), outcome("a", "B")]);
    assert!(matches!(book.on(day("2026-03-01")).best(&both, "P"), Err(Refused::OutOfRange { .. })));
    assert!(matches!(book.on(day("2026-03-01")).best(&learner(vec![]), "Q"), Err(Refused::UnknownProgramme(_))));
}

#[test]
fn a_clock_set_back_makes_outcomes_of_the_future_wait() {
    let mut one = outcome("a", "A");
    one.obtained = Month::new(2026, 4).expect("a month");
    let book = RuleBook::index(vec![takes("A", "C1")], vec![programme()], Vec::new()).expect("a book");
    for (on, expected) in [("2026-03-31", 0), ("2026-04-01", 200), ("2019-12-31", 0)] {
        let answer = book.on(day(on)).best(&learner(vec![one.clone()]), "P").expect("an answer");
        assert_eq!(answer.credit, credits(expected), "{on}");
    }
}

#[test]
fn nothing_at_all_is_an_answer() {
    let file = RuleFile::parse("").expect("a file");
    assert_eq!((file.rules.len(), file.text().as_str()), (0, ""));
    let empty = Programme { courses: Vec::new(), total: Credit::ZERO, ..programme() };
    let book = RuleBook::index(Vec::new(), vec![empty], Vec::new()).expect("a book");
    let explained = book.on(day("2026-03-01")).explain(&learner(Vec::new()), "P").expect("an answer");
    assert_eq!((explained.answer.credit, explained.answer.proof.optimal), (Credit::ZERO, true));
    assert!(book.on(day("2026-03-01")).what_counts(&learner(Vec::new())).expect("an answer").is_empty());
}

#[test]
fn a_circle_of_rules_never_gains() {
    // A of U for B of V and back, each at twice the credit: what comes back is recorded with the credit of A, and what was
    // recognised counts no further.
    let mut there = takes("A", "B");
    there.institution = "V".to_owned();
    there.credit = Given::Ratio(Ratio::new(2, 1).expect("a ratio"), Rounding::Up);
    let mut back = takes("B", "C1");
    back.credit = there.credit;
    let course = |code: &str| Course {
        code: code.to_owned(),
        title: String::new(),
        category: String::new(),
        credit: credits(200),
    };
    let other =
        Programme { institution: "V".to_owned(), code: "Q".to_owned(), courses: vec![course("B")], ..programme() };
    let book = RuleBook::index(vec![there, back], vec![programme(), other], Vec::new()).expect("a book");
    let dated = book.on(day("2026-03-01"));
    let first = dated.best(&learner(vec![outcome("a", "A")]), "Q").expect("an answer");
    assert_eq!(first.credit, credits(200));
    let mut recognised = outcome("b", "B");
    recognised.credit = first.credit;
    recognised.exempted = true;
    let second = dated.best(&learner(vec![recognised.clone()]), "P").expect("an answer");
    assert_eq!(second.credit, Credit::ZERO);
    recognised.exempted = false;
    let second = dated.best(&learner(vec![recognised]), "P").expect("an answer");
    assert_eq!(second.credit, credits(200));
}

#[test]
fn sets_of_courses_that_were_left_out_are_told() {
    // The first sets in order give no credit, so the limit of uses is not reached by those that are weighed.
    let last = |courses: usize, worth: &[usize], choose: u32| {
        let course = |place: usize| Course {
            code: format!("{place:04}"),
            title: String::new(),
            category: "选修".to_owned(),
            credit: credits(if worth.contains(&place) { 400 } else { u64::from(place > 3) }),
        };
        let mut rule = takes("A", "C1");
        let categories = ["选修".to_owned()].into();
        rule.target = Some(Targets { courses: Vec::new(), categories, choose: Some(choose) });
        let listed = Programme { courses: (1..=courses).map(course).collect(), ..programme() };
        let book = RuleBook::index(vec![rule], vec![listed], Vec::new()).expect("a book");
        book.on(day("2026-03-01")).best(&learner(vec![outcome("a", "A")]), "P").expect("an answer")
    };
    for (courses, worth, choose) in [(60, vec![59, 60], 2), (20, vec![19, 20], 3), (1_100, vec![1_100], 1)] {
        let answer = last(courses, &worth, choose);
        let due = credits(400 * worth.len() as u64);
        assert!(!answer.proof.optimal || answer.credit >= due, "{courses} {choose}: {:?}", answer.proof);
        assert!(answer.proof.bound >= due, "{courses} {choose}: {:?}", answer.proof);
    }
    // What stays within the limit is proved.
    let whole = last(40, &[39, 40], 2);
    assert_eq!((whole.credit, whole.proof.optimal), (credits(800), true));
}

#[test]
fn a_use_of_as_many_outcomes_as_patterns_is_checked() {
    let codes = || (0..PATTERNS_MAX + 1).map(|place| format!("S{place:02}"));
    let mut rule = takes("A", "C1");
    rule.source = Some(Condition::All(codes().take(PATTERNS_MAX).map(|code| coded(&code)).collect()));
    let (rules, programme) = ([rule], programme());
    let learner = learner(codes().map(|code| outcome(&code, &code)).collect());
    let on = day("2026-03-01");
    let book = RuleBook::index(rules.to_vec(), vec![programme.clone()], Vec::new()).expect("a book");
    let answer = book.on(on).best(&learner, "P").expect("an answer");
    assert_eq!((answer.credit, answer.spent), (credits(200), PATTERNS_MAX));
    let same = Equivalence::default();
    let facts = Facts { rules: &rules, programme: &programme, learner: &learner, day: on, same: &same };
    check::check(&facts, &answer).expect("no flaw");
    for (count, allowed) in [(PATTERNS_MAX - 1, false), (PATTERNS_MAX, true), (PATTERNS_MAX + 1, false)] {
        let outcomes = learner.outcomes.iter().take(count).collect();
        let claim = Claim { rule: &rules[0], outcomes, courses: vec![&programme.courses[0]] };
        assert_eq!(check::allowed(&facts, &claim).is_ok(), allowed, "{count}");
    }
}
