//! Every clause of a rule and every reason it gives, as tables.

use recognition::explain::Explanation;
use recognition::model::*;
use recognition::text::RuleFile;
use recognition::{RuleBook, Unmet};
use units::Month;

use crate::support::world::{credits, day, outcome};

const PROGRAMME: &str = r#"
[[programme]]
institution = "U"
code = "P"
total = "20"
course = [
    { code = "C1", category = "必修", credit = "2" },
    { code = "C2", category = "选修", credit = "3" },
    { code = "C3", category = "综合实践", credit = "4" },
]
[[change]]
issuer = "A"
old = "OLD"
new = "S1"
[[change]]
issuer = "U"
old = "C0"
new = "C1"
"#;

/// The answer under one rule of these lines, for outcomes `a` (S1), `b` (S2) and so on as they were changed.
fn ask(lines: &str, outcomes: Vec<Outcome>) -> Explanation {
    asked(lines, Learner { id: "L".to_owned(), outcomes, ..Learner::default() })
}

fn asked(lines: &str, learner: Learner) -> Explanation {
    let head = "[[rule]]\nid = \"R\"\nversion = 1\ninstitution = \"U\"\nvalid_from = \"2025-01-01\"\neffect = \"study_and_exam\"\n";
    let file =
        RuleFile::parse(&format!("{head}{lines}\n{PROGRAMME}")).unwrap_or_else(|fault| panic!("{fault}\n{lines}"));
    let book = RuleBook::index(file.rules, file.programmes, file.changes).expect("a book");
    book.on(day("2026-03-01")).explain(&learner, "P").expect("an answer")
}

fn a() -> Outcome {
    outcome("a", "S1")
}

fn changed(change: impl FnOnce(&mut Outcome)) -> Outcome {
    let mut outcome = a();
    change(&mut outcome);
    outcome
}

const S1: &str = "source = { code = [\"S1\"] }\n";
const C1: &str = "target = { courses = [\"C1\"] }\n";

#[test]
fn each_reason_is_told() {
    let pass = Grade::new(Scale::Two, 1);
    let both = "source = { all = [{ code = [\"S1\"] }, { code = [\"S2\"] }] }\n";
    for (lines, outcome, why) in [
        (format!("{S1}{C1}"), changed(|outcome| outcome.exempted = true), Unmet::Exempted),
        (format!("{S1}{C1}"), changed(|outcome| outcome.verified = false), Unmet::Unverified),
        (
            format!("{S1}{C1}"),
            changed(|outcome| outcome.obtained = Month::new(2026, 4).expect("a month")),
            Unmet::NotYet,
        ),
        (format!("{S1}{C1}"), changed(|outcome| outcome.grade = Grade::new(Scale::Percent, 5_999)), Unmet::Failed),
        (format!("source = {{ class = [\"online\"] }}\n{C1}"), a(), Unmet::Class),
        (format!("source = {{ issuer = [\"B\"] }}\n{C1}"), a(), Unmet::Issuer),
        (format!("source = {{ code = [\"S9\"] }}\n{C1}"), a(), Unmet::Code),
        (format!("source = {{ table = \"T\" }}\ntables = {{ T = [\"S9\"] }}\n{C1}"), a(), Unmet::Code),
        (format!("{S1}{C1}"), changed(|outcome| outcome.code = String::new()), Unmet::Code),
        (format!("source = {{ title = \"物理*\" }}\n{C1}"), a(), Unmet::Title),
        (
            format!("source = {{ subject = \"07*\" }}\n{C1}"),
            changed(|outcome| outcome.subject = "0809".to_owned()),
            Unmet::Subject,
        ),
        (
            format!("source = {{ level = [\"85\"] }}\n{C1}"),
            changed(|outcome| outcome.level = "86".to_owned()),
            Unmet::Level,
        ),
        (
            format!("source = {{ certificate = [\"X\"] }}\n{C1}"),
            changed(|outcome| outcome.certificate_kind = "Y".to_owned()),
            Unmet::Certificate,
        ),
        (
            format!("source = {{ certificate_level = [\"高级\"] }}\n{C1}"),
            changed(|outcome| outcome.certificate_level = "初级".to_owned()),
            Unmet::CertificateLevel,
        ),
        (
            format!("{S1}{C1}minimum = [{{ scale = \"percent\", at_least = \"60\" }}]"),
            changed(|outcome| outcome.grade = pass),
            Unmet::Scale,
        ),
        (
            format!("{S1}{C1}minimum = [{{ scale = \"percent\", at_least = \"60\" }}]"),
            changed(|outcome| outcome.grade = None),
            Unmet::Scale,
        ),
        (format!("{S1}{C1}minimum = [{{ scale = \"percent\", at_least = \"80.01\" }}]"), a(), Unmet::Grade),
        (
            format!("source = {{ code = [\"S1\"], minimum = [{{ scale = \"percent\", at_least = \"81\" }}] }}\n{C1}"),
            a(),
            Unmet::Grade,
        ),
        (format!("{S1}{C1}months_max = 13"), a(), Unmet::Age),
        (format!("{both}{C1}"), a(), Unmet::Partner),
        (format!("source = {{ n = 2, of = [{{ code = [\"S1\"] }}] }}\n{C1}"), a(), Unmet::Partner),
        (format!("{S1}target = {{ courses = [\"C9\"] }}"), a(), Unmet::NoTarget),
        (format!("{S1}target = {{ categories = [\"公选\"], choose = 1 }}"), a(), Unmet::NoTarget),
        (format!("{S1}target = {{ courses = [\"C3\"] }}"), a(), Unmet::Excluded),
        (format!("{S1}{C1}excluded = [\"必修\"]"), a(), Unmet::Excluded),
        (format!("{S1}{C1}prerequisites = [\"C2\"]"), a(), Unmet::Prerequisite),
        (format!("{S1}{C1}prerequisites = [\"C7\"]"), a(), Unmet::Prerequisite),
        (format!("{S1}{C1}credit = {{ ratio = \"0/1\", rounding = \"up\" }}"), a(), Unmet::NoCredit),
        (format!("{S1}{C1}cap = [{{ per = \"rule\", courses = 0 }}]"), a(), Unmet::Outdone),
    ] {
        let explained = ask(&lines, vec![outcome]);
        let told: Vec<Unmet> = explained.left.iter().map(|left| left.why).collect();
        assert_eq!(told, [why], "{lines}");
        assert!(explained.answer.uses.is_empty(), "{lines}");
    }
}

#[test]
fn reasons_are_looked_for_in_their_order() {
    // The outcome has every fault at once; each in turn is mended.
    let lines = format!(
        "source = {{ code = [\"S1\"], issuer = [\"B\"] }}\n{C1}months_max = 1\nminimum = [{{ scale = \"percent\", at_least = \"90\" }}]"
    );
    let mut outcome = changed(|outcome| {
        outcome.exempted = true;
        outcome.verified = false;
        outcome.grade = Grade::new(Scale::Percent, 0);
        outcome.code = "S9".to_owned();
    });
    let mut told = Vec::new();
    let mends: [fn(&mut Outcome); 7] = [
        |outcome| outcome.exempted = false,
        |outcome| outcome.verified = true,
        |outcome| outcome.grade = Grade::new(Scale::Percent, 6_000),
        |outcome| outcome.issuer = "B".to_owned(),
        |outcome| outcome.code = "S1".to_owned(),
        |outcome| outcome.grade = Grade::new(Scale::Percent, 9_000),
        |outcome| outcome.obtained = Month::new(2026, 2).expect("a month"),
    ];
    for mend in mends {
        told.extend(ask(&lines, vec![outcome.clone()]).left.first().map(|left| left.why));
        mend(&mut outcome);
    }
    let order =
        [Unmet::Exempted, Unmet::Unverified, Unmet::Failed, Unmet::Issuer, Unmet::Code, Unmet::Grade, Unmet::Age];
    assert_eq!(told, order);
    assert!(ask(&lines, vec![outcome]).left.is_empty());
}

#[test]
fn each_clause_gives_its_credit() {
    let b = || {
        let mut b = outcome("b", "S2");
        b.obtained = Month::new(2025, 2).expect("a month");
        b
    };
    let certificate = |id: &str| {
        let mut one = outcome(id, "");
        one.class = Class::Certificate;
        one.certificate_kind = "X".to_owned();
        one.grade = None;
        one
    };
    let any = "source = { any = [{ code = [\"S1\"] }, { code = [\"S2\"] }] }\n";
    let both = "source = { all = [{ code = [\"S1\"] }, { code = [\"S2\"] }] }\n";
    let two = "source = { n = 2, of = [{ code = [\"S1\"] }, { code = [\"S2\"] }, { title = \"*\" }] }\n";
    let every = "target = { courses = [\"C1\", \"C2\"], choose = 1 }\n";
    let x = "source = { certificate = [\"X\"] }\n";
    for (lines, outcomes, credit, spent) in [
        (format!("{S1}{C1}"), vec![a()], 200, 1),
        (format!("{S1}target = {{ courses = [\"C0\"] }}\n"), vec![a()], 200, 1),
        (format!("{S1}{C1}"), vec![changed(|outcome| outcome.code = "OLD".to_owned())], 200, 1),
        (format!("source = {{ code = [\"OLD\"] }}\n{C1}"), vec![a()], 200, 1),
        (format!("{S1}target = {{ courses = [\"C1\", \"C2\"] }}\n"), vec![a()], 500, 1),
        (format!("{any}{every}"), vec![a(), b()], 500, 2),
        (format!("{both}{every}"), vec![a(), b()], 300, 2),
        (format!("{two}{every}"), vec![a(), b()], 300, 2),
        (format!("{S1}{every}share = true"), vec![a()], 500, 1),
        (format!("{S1}{C1}months_max = 14"), vec![a()], 200, 1),
        (format!("{S1}{C1}minimum = [{{ scale = \"percent\", at_least = \"80\" }}]"), vec![a()], 200, 1),
        (format!("{S1}{C1}credit = {{ ratio = \"1/3\", rounding = \"half_up\" }}"), vec![a()], 67, 1),
        (format!("{S1}{C1}credit = {{ ratio = \"1/3\", rounding = \"down\" }}"), vec![a()], 66, 1),
        (format!("{S1}{C1}credit = {{ ratio = \"9/1\", rounding = \"down\" }}"), vec![a()], 200, 1),
        (format!("{S1}{C1}prerequisites = [\"C1\"]"), vec![a()], 200, 1),
        (format!("{any}{every}cap = [{{ per = \"learner\", credits = \"4.99\" }}]"), vec![a(), b()], 300, 1),
        (format!("{any}{every}cap = [{{ per = \"class\", of = \"course\", courses = 1 }}]"), vec![a(), b()], 300, 1),
        (format!("{any}{every}cap = [{{ per = \"class\", of = \"online\", courses = 1 }}]"), vec![a(), b()], 500, 2),
        (
            format!("{any}{every}cap = [{{ per = \"issuer\", courses = 1 }}]"),
            vec![
                a(),
                changed(|outcome| {
                    outcome.id = "b".to_owned();
                    outcome.issuer = "B".to_owned();
                }),
            ],
            500,
            2,
        ),
        (format!("{any}{every}cap = [{{ per = \"issuer\", of = \"A\", courses = 1 }}]"), vec![a(), b()], 300, 1),
        (format!("{any}{every}cap = [{{ per = \"learner\", share = \"1/10\" }}]"), vec![a(), b()], 200, 1),
        (
            format!("{any}{every}cap = [{{ per = \"learner\", share = \"1/2\", categories = [\"选修\"] }}]"),
            vec![a(), b()],
            200,
            1,
        ),
        (
            format!("{any}{every}group = \"G\"\ncap = [{{ per = \"group\", of = \"G\", courses = 1 }}]"),
            vec![a(), b()],
            300,
            1,
        ),
        (
            format!("{any}{every}group = \"G\"\ncap = [{{ per = \"group\", of = \"H\", courses = 1 }}]"),
            vec![a(), b()],
            500,
            2,
        ),
        (
            format!("{x}{every}share = true\ncap = [{{ per = \"certificate\", courses = 1 }}]"),
            vec![certificate("x"), certificate("y")],
            500,
            2,
        ),
        (
            format!("{x}{every}share = true\ncap = [{{ per = \"certificate\", credits = \"2\" }}]"),
            vec![certificate("x"), certificate("y")],
            200,
            1,
        ),
        (
            format!("source = {{ all = [{{ class = [\"certificate\"] }}, {{ class = [\"certificate\"] }}] }}\n{C1}"),
            vec![certificate("x"), certificate("y")],
            200,
            2,
        ),
        (
            format!(
                "source = {{ all = [{{ class = [\"certificate\"] }}, {{ class = [\"certificate\"] }}] }}\n{C1}one_certificate = true"
            ),
            vec![certificate("x"), certificate("y")],
            0,
            0,
        ),
    ] {
        let answer = ask(&lines, outcomes).answer;
        assert_eq!((answer.credit, answer.spent), (credits(credit), spent), "{lines}\n{answer:#?}");
    }
}

#[test]
fn exceptions_lift_what_they_name_until_their_day() {
    let exception = |who: &str, lifts: &str, until: &str| {
        format!(
            "exception = [{{ for = {{ {who} }}, lifts = [\"{lifts}\"], granted_by = \"院长\", until = \"{until}\" }}]\n"
        )
    };
    let learner = "learner = \"L\"";
    for (lines, who, lifts, until, counts) in [
        ("minimum = [{ scale = \"percent\", at_least = \"90\" }]\n", learner, "grade", "2026-03-01", true),
        ("minimum = [{ scale = \"percent\", at_least = \"90\" }]\n", learner, "grade", "2026-02-28", false),
        ("minimum = [{ scale = \"percent\", at_least = \"90\" }]\n", learner, "age", "2026-03-01", false),
        ("minimum = [{ scale = \"percent\", at_least = \"90\" }]\n", "learner = \"M\"", "grade", "2026-03-01", false),
        ("minimum = [{ scale = \"percent\", at_least = \"90\" }]\n", "outcome = \"a\"", "grade", "2026-03-01", true),
        ("months_max = 1\n", "outcome = \"a\"", "age", "2026-03-01", true),
        ("prerequisites = [\"C2\"]\n", learner, "prerequisites", "2026-03-01", true),
        ("prerequisites = [\"C2\"]\n", "outcome = \"a\"", "prerequisites", "2026-03-01", false),
        ("cap = [{ per = \"learner\", courses = 0 }]\n", learner, "caps", "2026-03-01", true),
    ] {
        let answer = ask(&format!("{S1}{C1}{lines}{}", exception(who, lifts, until)), vec![a()]).answer;
        assert_eq!(answer.uses.len() == 1, counts, "{lines} {who} {lifts} {until}");
    }
}

#[test]
fn what_is_passed_is_neither_recognised_nor_needed() {
    let with = |lines: &str, passed: &str| {
        let mut learner = Learner { id: "L".to_owned(), outcomes: vec![a()], ..Learner::default() };
        learner.passed.insert("P".to_owned(), [passed.to_owned()].into());
        asked(lines, learner)
    };
    let explained = with(&format!("{S1}{C1}"), "C0");
    assert_eq!(explained.left[0].why, Unmet::Passed);
    assert_eq!(explained.answer.remaining, credits(1_800));
    let both = with(&format!("{S1}target = {{ courses = [\"C1\", \"C2\"] }}"), "C1");
    assert_eq!(both.answer.credit, credits(300));
    assert_eq!(with(&format!("{S1}{C1}prerequisites = [\"C2\"]"), "C2").answer.credit, credits(200));
    // A course of an older plan counts as a prerequisite although the programme no longer lists it.
    assert_eq!(with(&format!("{S1}{C1}prerequisites = [\"OLD9\"]"), "OLD9").answer.credit, credits(200));
}

#[test]
fn only_the_version_in_force_counts() {
    let rule = |version: u32, from: &str, to: &str, target: &str| {
        format!(
            "[[rule]]\nid = \"R\"\nversion = {version}\ninstitution = \"U\"\nvalid_from = \"{from}\"\n{to}effect = \"offset\"\n{S1}target = {{ courses = [\"{target}\"] }}\n"
        )
    };
    let text =
        rule(1, "2025-01-01", "", "C1") + &rule(2, "2026-01-01", "valid_to = \"2026-06-01\"\n", "C2") + PROGRAMME;
    let file = RuleFile::parse(&text).expect("a file");
    let book = RuleBook::index(file.rules, file.programmes, file.changes).expect("a book");
    let learner = Learner { id: "L".to_owned(), outcomes: vec![a()], ..Learner::default() };
    for (on, version) in
        [("2024-12-31", None), ("2025-01-31", Some(1)), ("2026-01-01", Some(2)), ("2026-06-01", Some(1))]
    {
        let answer = book.on(day(on)).best(&learner, "P").expect("an answer");
        assert_eq!(answer.uses.first().map(|used| used.rule.version), version, "{on}");
    }
}

#[test]
fn the_remainder_is_booked_and_the_surplus_told() {
    let answer = ask(&format!("{S1}{C1}credit = {{ ratio = \"1/3\", rounding = \"half_up\" }}"), vec![a()]).answer;
    let left = answer.uses[0].remainder.expect("a remainder");
    assert_eq!((left.numerator, left.denominator), (-1, 3));
    let answer = ask(&format!("{S1}{C1}credit = {{ ratio = \"3/1\", rounding = \"down\" }}"), vec![a()]).answer;
    assert_eq!(answer.uses[0].surplus, Some(credits(400)));
}

#[test]
fn nothing_counts_as_nothing() {
    let none = "{ n = 0, of = [{ code = [\"S1\"] }] }";
    let explained = ask(&format!("source = {none}\n{C1}"), vec![a()]);
    assert_eq!((explained.answer.credit, explained.answer.proof.optimal), (credits(0), true));
    assert_eq!(explained.left[0].why, Unmet::Partner);
    // Beside a way that takes an outcome, the empty one is no way either.
    let either = format!("source = {{ any = [{none}, {{ code = [\"S1\"] }}] }}\n{C1}");
    assert_eq!(ask(&either, vec![a()]).answer.spent, 1);
}
