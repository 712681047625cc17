//! What stands behind an answer: caps that bind, and what one more outcome would add.

use recognition::explain::{CAPS_TRIED_MAX, Gain, Wish};
use recognition::model::{Learner, OUTCOMES_MAX, USES_A_RULE_MAX};
use recognition::text::RuleFile;
use recognition::{DatedBook, RuleBook};

use crate::support::land;
use crate::support::world::{self, credits, day, outcome};

const RULES: &str = r#"
[[rule]]
id = "R1"
version = 1
institution = "U"
valid_from = "2025-01-01"
effect = "offset"
minimum = [{ scale = "percent", at_least = "85" }]
source = { issuer = ["A"], code = ["S1"] }
target = { courses = ["C1"] }
[[rule]]
id = "R2"
version = 1
institution = "U"
valid_from = "2025-01-01"
effect = "offset"
source = { all = [{ code = ["S2"] }, { certificate = ["X"], certificate_level = ["高级"] }] }
target = { courses = ["C2"] }
[[rule]]
id = "R3"
version = 1
institution = "U"
valid_from = "2025-01-01"
effect = "offset"
source = { code = ["S3"] }
target = { courses = ["C3"] }
[[rule]]
id = "R4"
version = 1
institution = "U"
valid_from = "2025-01-01"
effect = "offset"
cap = [{ per = "learner", credits = "6" }]
[[programme]]
institution = "U"
code = "P"
total = "20"
course = [{ code = "C1", credit = "2" }, { code = "C2", credit = "3" }, { code = "C3", credit = "4" }, { code = "C4", credit = "4" }]
"#;

fn with(text: &str, outcomes: &[(&str, &str)], then: impl FnOnce(&DatedBook, &Learner)) {
    let file = RuleFile::parse(text).expect("a file");
    let book = RuleBook::index(file.rules, file.programmes, file.changes).expect("a book");
    let outcomes = outcomes.iter().map(|(id, code)| outcome(id, code)).collect();
    then(&book.on(day("2026-03-01")), &Learner { id: "L".to_owned(), outcomes, ..Learner::default() });
}

#[test]
fn a_gain_is_what_is_found_with_the_outcome_added() {
    with(RULES, &[("a", "S1"), ("b", "S2")], |book, learner| {
        let explained = book.explain(learner, "P").expect("an answer");
        assert_eq!(explained.answer.credit, credits(0));
        let told: Vec<(&str, u64)> =
            explained.gains.iter().map(|gain| (gain.rule.id.as_str(), gain.adds.hundredths().unsigned_abs())).collect();
        assert_eq!(told, [("R3", 400), ("R2", 300), ("R1", 200), ("R1", 200)]);
        let wishes: Vec<&Wish> = explained.gains.iter().map(|Gain { wish, .. }| wish).collect();
        assert!(matches!(wishes[1], Wish::Obtain { certificate, .. } if certificate == "X 高级"), "{wishes:?}");
        assert!(
            matches!(wishes[2], Wish::Grade { outcome, grade } if outcome == "a" && grade.value() == 8_500),
            "{wishes:?}"
        );
        assert!(explained.gains_complete && explained.caps.is_empty());
    });
}

#[test]
fn a_cap_binds_when_there_would_be_more_without_it() {
    let text = RULES
        .replace("minimum = [{ scale = \"percent\", at_least = \"85\" }]\n", "")
        .replace("credits = \"6\"", "credits = \"5\"");
    with(&text, &[("a", "S1"), ("c", "S3")], |book, learner| {
        let explained = book.explain(learner, "P").expect("an answer");
        assert_eq!(explained.answer.credit, credits(400));
        let caps: Vec<(&str, usize, u64)> = explained
            .caps
            .iter()
            .map(|cap| (cap.rule.id.as_str(), cap.cap, cap.without.hundredths().unsigned_abs()))
            .collect();
        assert_eq!(caps, [("R4", 0, 200)]);
        // One more outcome adds nothing while the cap binds, but a use that fills it better does.
        let told: Vec<(&str, u64)> =
            explained.gains.iter().map(|gain| (gain.rule.id.as_str(), gain.adds.hundredths().unsigned_abs())).collect();
        assert_eq!(told, []);
    });
}

#[test]
fn what_counts_agrees_with_each_programme_alone() {
    let (rules, programmes) = land::land(9, 8, 800, land::DENSE, land::USUAL);
    let book = RuleBook::index(rules, programmes, Vec::new()).expect("a book");
    let dated = book.on(day("2026-03-01"));
    for seed in 0..5 {
        let learner = land::learner(seed, 25, land::DENSE);
        let counted = dated.what_counts(&learner).expect("an answer");
        let credits: Vec<_> = counted.iter().map(|counted| counted.answer.credit).collect();
        assert!(credits.is_sorted_by(|one, other| one >= other));
        for programme in book.programmes() {
            let alone = dated.best(&learner, &programme.code).expect("an answer");
            let found = counted.iter().find(|counted| counted.programme == programme.code);
            assert!(alone.proof.optimal);
            match found.filter(|found| found.answer.proof.optimal) {
                Some(found) => assert_eq!((&found.answer.uses, found.answer.credit), (&alone.uses, alone.credit)),
                None => assert!(found.is_some() || alone.uses.is_empty()),
            }
        }
    }
}

#[test]
fn the_order_of_the_input_changes_nothing() {
    for seed in 0..300 {
        let world = world::small(seed);
        let ask = |world: &world::World| {
            let book = RuleBook::index(world.rules.clone(), vec![world.programme.clone()], Vec::new()).expect("a book");
            book.on(world.day).explain(&world.learner, "P").expect("an answer")
        };
        let mut turned = world.clone();
        turned.rules.reverse();
        turned.programme.courses.reverse();
        turned.learner.outcomes.reverse();
        assert_eq!(ask(&world), ask(&turned), "seed {seed}");
    }
}

/// As many certificates as asked for, each taken for a course by one rule and for another course by a second rule, where no
/// certificate may count as more than one course.
fn with_certificates(count: usize, second: impl Fn(usize) -> String, then: impl FnOnce(&DatedBook, &Learner)) {
    let head = "version = 1\ninstitution = \"U\"\nvalid_from = \"2025-01-01\"\neffect = \"offset\"\n";
    let rule = |id: String, kind: usize, course: String| {
        format!(
            "[[rule]]\nid = \"{id}\"\n{head}share = true\nsource = {{ certificate = [\"K{kind}\"] }}\ntarget = {{ courses = [\"{course}\"] }}\n"
        )
    };
    let rules: String = (0..count)
        .map(|place| {
            rule(format!("A{place}"), place, format!("C{place}")) + &rule(format!("B{place}"), place, second(place))
        })
        .collect();
    let course = |code: String| format!("{{ code = \"{code}\", credit = \"2\" }}, ");
    let courses: String = (0..count).map(|place| course(format!("C{place}")) + &course(format!("D{place}"))).collect();
    let text = format!(
        "{rules}[[rule]]\nid = \"Z\"\n{head}cap = [{{ per = \"certificate\", courses = 1 }}]\n[[programme]]\ninstitution = \"U\"\ncode = \"P\"\ntotal = \"900\"\ncourse = [{courses}]\n"
    );
    let file = RuleFile::parse(&text).unwrap_or_else(|fault| panic!("{fault}"));
    let book = RuleBook::index(file.rules, file.programmes, file.changes).expect("a book");
    let certificate = |place: usize| {
        let mut one = outcome(&format!("o{place:03}"), "");
        one.class = recognition::model::Class::Certificate;
        one.certificate_kind = format!("K{place}");
        one
    };
    let outcomes = (0..count).map(certificate).collect();
    then(&book.on(day("2026-03-01")), &Learner { id: "L".to_owned(), outcomes, ..Learner::default() });
}

#[test]
fn so_many_caps_are_tried_and_no_more() {
    for (count, complete) in [(CAPS_TRIED_MAX, true), (CAPS_TRIED_MAX + 1, false)] {
        with_certificates(
            count,
            |place| format!("D{place}"),
            |book, learner| {
                let explained = book.explain(learner, "P").expect("an answer");
                assert_eq!(explained.answer.credit.hundredths().unsigned_abs(), 200 * count as u64);
                assert_eq!((explained.caps.len(), explained.caps_complete), (CAPS_TRIED_MAX, complete), "{count}");
            },
        );
    }
}

#[test]
fn caps_that_nothing_reaches_are_not_tried() {
    // Both rules take the certificate for the same course, so no cap of one course is ever passed.
    with_certificates(
        CAPS_TRIED_MAX + 1,
        |place| format!("C{place}"),
        |book, learner| {
            let explained = book.explain(learner, "P").expect("an answer");
            assert_eq!((explained.caps.len(), explained.caps_complete), (0, true));
        },
    );
}

#[test]
fn wishes_that_were_not_tried_or_not_proved_are_told() {
    let many = |code: &'static str, count: usize| (0..count).map(move |place| (format!("{place:04}"), code));
    for (code, count, complete) in [
        ("S9", 10, true),
        // No further outcome fits on the account, so what it would add is not known.
        ("S9", OUTCOMES_MAX, false),
        // More uses than are weighed, with the wish as without it.
        ("S3", USES_A_RULE_MAX + 1, false),
    ] {
        let outcomes: Vec<(String, &str)> = many(code, count).collect();
        let outcomes: Vec<(&str, &str)> = outcomes.iter().map(|(id, code)| (id.as_str(), *code)).collect();
        with(RULES, &outcomes, |book, learner| {
            let explained = book.explain(learner, "P").expect("an answer");
            assert_eq!(explained.gains_complete, complete, "{code} {count}");
        });
    }
}
