//! Codes that changed: joined over time, as of a day, and on the real table where it is at hand.

use std::path::PathBuf;

use recognition::check::{self, Claim, Facts};
use recognition::model::{Course, Learner, Programme, Rule, Targets};
use recognition::{Answer, Change, Equivalence, RuleBook};
use units::Day;

use crate::support::world::{blank, coded, credits, day, outcome};

fn change(old: &str, new: &str, from: Option<&str>, to: Option<&str>) -> Change {
    Change {
        issuer: "U".to_owned(),
        old: old.to_owned(),
        new: new.to_owned(),
        valid_from: from.map(day),
        valid_to: to.map(day),
    }
}

#[test]
fn codes_are_the_same_while_their_change_is_in_force() {
    let changes = [
        change("A", "B", Some("2020-09-01"), None),
        change("B", "C", Some("2023-09-01"), None),
        change("C", "D", Some("2021-01-01"), Some("2022-01-01")),
    ];
    for (on, one, other, same) in [
        ("2020-08-31", "A", "B", false),
        ("2020-09-01", "A", "B", true),
        ("2023-08-31", "A", "C", false),
        ("2023-09-01", "A", "C", true),
        ("2021-06-01", "C", "D", true),
        ("2022-01-01", "C", "D", false),
        ("2023-09-01", "A", "A", true),
        ("2023-09-01", "X", "X", true),
        ("2023-09-01", "A", "X", false),
    ] {
        let equivalence = Equivalence::on(&changes, day(on));
        assert_eq!(equivalence.same("U", one, other), same, "{on} {one} {other}");
        assert!(!equivalence.same("V", "A", "B"), "another issuer's codes are its own");
    }
    let equivalence = Equivalence::on(&changes, day("2024-01-01"));
    let mut codes: Vec<&str> = equivalence.codes("U", "B").collect();
    codes.sort_unstable();
    assert_eq!((equivalence.identity("U", "C"), codes), ("A", vec!["A", "B", "C"]));
    assert_eq!(equivalence.codes("U", "X").collect::<Vec<_>>(), ["X"]);
}

#[test]
fn the_order_of_changes_does_not_matter() {
    let mut changes: Vec<Change> = (0..200)
        .map(|place| change(&format!("{}", place * 7 % 97), &format!("{}", place * 5 % 97), None, None))
        .collect();
    let forward = Equivalence::on(&changes, Day::EPOCH);
    changes.reverse();
    let backward = Equivalence::on(&changes, Day::EPOCH);
    for code in (0..97).map(|code| code.to_string()) {
        assert_eq!(forward.identity("U", &code), backward.identity("U", &code));
    }
}

#[test]
fn the_real_table_joins_every_pair() {
    // The table is not part of this repository; where it is not at hand there is nothing to look at.
    let beside = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data");
    let folder = option_env!("XUEQIAO_SHARED_DATA").map_or(beside, PathBuf::from);
    let Ok(mut table) = csv::Reader::from_path(folder.join("course_equivalence_sjtu.csv")) else { return };
    let changes: Vec<Change> = table
        .records()
        .map(|row| row.expect("a row"))
        .map(|row| Change {
            issuer: row[0].to_owned(),
            old: row[1].to_owned(),
            new: row[2].to_owned(),
            valid_from: None,
            valid_to: None,
        })
        .collect();
    assert_eq!(changes.len(), 3_077);
    let equivalence = Equivalence::on(&changes, Day::EPOCH);
    for change in &changes {
        assert!(equivalence.same(&change.issuer, &change.old, &change.new), "{change:?}");
    }
    let mut courses = csv::Reader::from_path(folder.join("courses_sjtu.csv")).expect("the courses");
    let courses: Vec<(String, String)> =
        courses.records().map(|row| row.expect("a row")).map(|row| (row[0].to_owned(), row[1].to_owned())).collect();
    assert_eq!(courses.len(), 8_237);
    let identities: std::collections::BTreeSet<&str> =
        courses.iter().map(|(issuer, code)| equivalence.identity(issuer, code)).collect();
    assert!(identities.len() <= courses.len());
}

/// A programme that lists C1 and the code it has now, both, and C3.
fn programme() -> Programme {
    let course = |code: &str, credit: u64| Course {
        code: code.to_owned(),
        title: String::new(),
        category: "选修".to_owned(),
        credit: credits(credit),
    };
    Programme {
        institution: "U".to_owned(),
        code: "P".to_owned(),
        title: String::new(),
        total: credits(1_000),
        courses: vec![course("C1", 200), course("C2", 300), course("C3", 100)],
    }
}

/// Takes one course of the category for each of two outcomes.
fn takes_any() -> Rule {
    let mut rule = blank("R");
    rule.source = Some(recognition::model::Condition::Any(vec![coded("A"), coded("B")]));
    rule.target = Some(Targets { courses: Vec::new(), categories: ["选修".to_owned()].into(), choose: Some(1) });
    rule
}

fn learner(passed: &[&str]) -> Learner {
    let mut learner =
        Learner { id: "L".to_owned(), outcomes: vec![outcome("a", "A"), outcome("b", "B")], ..Learner::default() };
    learner.passed.insert("P".to_owned(), passed.iter().map(|code| (*code).to_owned()).collect());
    learner
}

fn best(rule: Rule, passed: &[&str], changes: Vec<Change>) -> Answer {
    let book = RuleBook::index(vec![rule], vec![programme()], changes).expect("a book");
    book.on(day("2026-03-01")).best(&learner(passed), "P").expect("an answer")
}

#[test]
fn two_courses_that_became_one_are_recognised_once() {
    let one = || vec![change("C1", "C2", None, None)];
    let told = |answer: Answer| -> Vec<String> {
        assert!(answer.proof.optimal);
        answer.uses.iter().flat_map(|used| &used.targets).map(|target| target.course.clone()).collect()
    };
    let mut both = told(best(takes_any(), &[], one()));
    both.sort_unstable();
    assert_eq!(both, ["C1", "C3"]);
    // Passed under either code, it is passed.
    for passed in ["C1", "C2"] {
        assert_eq!(told(best(takes_any(), &[passed], one())), ["C3"], "{passed}");
    }
    assert_eq!(best(takes_any(), &[], Vec::new()).credit, credits(500));
}

#[test]
fn the_checker_knows_a_course_by_its_identity() {
    let (rule, programme, learner) = (takes_any(), programme(), learner(&[]));
    for (changes, allowed) in [(vec![], true), (vec![change("C1", "C2", None, None)], false)] {
        let same = Equivalence::on(&changes, Day::EPOCH);
        let rules = [rule.clone()];
        let facts =
            Facts { rules: &rules, programme: &programme, learner: &learner, day: day("2026-03-01"), same: &same };
        let claim = |place: usize| Claim {
            rule: &rules[0],
            outcomes: vec![&learner.outcomes[place]],
            courses: vec![&programme.courses[place]],
        };
        assert_eq!(check::together(&facts, &[claim(0), claim(1)]).is_ok(), allowed);
    }
}

#[test]
fn a_prerequisite_is_passed_under_the_code_it_had() {
    // The course that must come first is none of the programme's, under neither of its codes.
    let mut rule = takes_any();
    rule.prerequisites = ["NEW".to_owned()].into();
    let changes = || vec![change("ZOLD", "NEW", None, None)];
    for (passed, credit) in [("ZOLD", 500), ("NEW", 500), ("OTHER", 0)] {
        assert_eq!(best(rule.clone(), &[passed], changes()).credit, credits(credit), "{passed}");
    }
}
