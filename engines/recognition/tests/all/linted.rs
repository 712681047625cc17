//! Each finding of the lint, and rules in which there is none.

use std::collections::BTreeSet;

use recognition::lint::{Finding, lint};
use recognition::sentence::Language;
use recognition::text::RuleFile;
use recognition::{Equivalence, lint::Lint};

const PROGRAMME: &str = r#"
[[programme]]
institution = "U"
code = "P"
total = "20"
course = [{ code = "C1", category = "必修", credit = "2" }, { code = "C2", category = "选修", credit = "3" }, { code = "C3", category = "综合实践", credit = "4" }]
"#;

fn head(id: &str, version: u32, institution: &str) -> String {
    format!(
        "[[rule]]\nid = \"{id}\"\nversion = {version}\ninstitution = \"{institution}\"\nvalid_from = \"2025-01-01\"\neffect = \"offset\"\n"
    )
}

fn found(text: &str) -> Vec<Finding> {
    let file = RuleFile::parse(&format!("{text}\n{PROGRAMME}")).unwrap_or_else(|fault| panic!("{fault}\n{text}"));
    lint(&file.rules, &file.programmes, &Equivalence::default())
}

const S1: &str = "source = { issuer = [\"V\"], code = [\"S1\"] }\n";
const C1: &str = "target = { courses = [\"C1\"] }\n";

#[test]
fn each_finding_has_its_place() {
    let rule = |lines: &str| format!("{}{lines}", head("R", 1, "U"));
    let two = |one: &str, other: &str| format!("{}{one}{}{other}", head("R", 1, "U"), head("Q", 1, "U"));
    for (text, lint, place) in [
        (rule(&format!("{S1}{C1}valid_to = \"2025-01-01\"")), Lint::ValidityEmpty, "valid_to"),
        (
            rule(&format!("{S1}{C1}minimum = [{{ scale = \"percent\", at_least = \"100.5\" }}]")),
            Lint::MinimumAboveScale,
            "minimum[0]",
        ),
        (
            rule(&format!(
                "source = {{ code = [\"S1\"], minimum = [{{ scale = \"gpa4\", at_least = \"4.5\" }}] }}\n{C1}"
            )),
            Lint::MinimumAboveScale,
            "source.source.minimum[0]",
        ),
        (
            rule(&format!("source = {{ n = 3, of = [{{ code = [\"S1\"] }}, {{ code = [\"S2\"] }}] }}\n{C1}")),
            Lint::NOfImpossible,
            "source",
        ),
        (
            rule(&format!("source = {{ all = [{{ n = 0, of = [{{ code = [\"S1\"] }}] }}] }}\n{C1}")),
            Lint::NOfImpossible,
            "source.all[0]",
        ),
        (
            rule(&format!("source = {{ class = [\"course\"], certificate = [\"X\"] }}\n{C1}")),
            Lint::PatternImpossible,
            "source.source",
        ),
        (
            rule(&format!("source = {{ code = [\"S1\"], table = \"T\" }}\n{C1}tables = {{ T = [\"S2\"] }}")),
            Lint::PatternImpossible,
            "source.source",
        ),
        (
            rule(&format!(
                "source = {{ code = [\"S1\"], minimum = [{{ scale = \"five\", at_least = \"good\" }}] }}\n{C1}minimum = [{{ scale = \"percent\", at_least = \"60\" }}]"
            )),
            Lint::PatternImpossible,
            "source.source",
        ),
        (rule(&format!("programme = \"X\"\n{S1}{C1}")), Lint::ProgrammeUnknown, "programme"),
        (rule(&format!("{S1}target = {{ courses = [\"C9\"] }}")), Lint::TargetUnknown, "target"),
        (rule(&format!("{S1}target = {{ categories = [\"选修\"], choose = 2 }}")), Lint::TargetUnknown, "target"),
        (rule(&format!("{S1}target = {{ courses = [\"C3\"] }}")), Lint::TargetExcluded, "target.courses"),
        (rule(&format!("{S1}{C1}excluded = [\"必修\"]")), Lint::TargetExcluded, "target.courses"),
        (
            rule(&format!("{S1}target = {{ categories = [\"综合实践\"], choose = 1 }}")),
            Lint::TargetExcluded,
            "target.categories",
        ),
        (rule(&format!("{S1}{C1}prerequisites = [\"C8\"]")), Lint::PrerequisiteUnknown, "prerequisites"),
        (rule(&format!("{S1}{C1}prerequisites = [\"C1\"]")), Lint::PrerequisiteItself, "prerequisites"),
        (rule(&format!("{S1}{C1}cap = [{{ per = \"learner\", share = \"0/1\" }}]")), Lint::CapForbids, "cap[0]"),
        (rule(&format!("{S1}{C1}cap = [{{ per = \"learner\", credits = \"2\" }}]")), Lint::CapNeverBinds, "cap[0]"),
        (
            rule(&format!("{S1}{C1}cap = [{{ per = \"group\", of = \"G\", courses = 1 }}]")),
            Lint::CapNeverBinds,
            "cap[0]",
        ),
        (
            rule(
                "source = { certificate = [\"X\"] }\ntarget = { courses = [\"C1\", \"C2\"], choose = 1 }\ncap = [{ per = \"certificate\", courses = 1 }]",
            ),
            Lint::CapNeverBinds,
            "cap[0]",
        ),
        (
            rule(&format!(
                "{S1}{C1}exception = [{{ for = {{ learner = \"L\" }}, lifts = [\"age\"], granted_by = \"D\", until = \"2024-12-31\" }}]"
            )),
            Lint::ExceptionIdle,
            "exception[0]",
        ),
        (
            rule(&format!(
                "{S1}{C1}exception = [{{ for = {{ outcome = \"o\" }}, lifts = [\"caps\"], granted_by = \"D\", until = \"2026-12-31\" }}]"
            )),
            Lint::ExceptionIdle,
            "exception[0]",
        ),
        (format!("{}{S1}{C1}{}{S1}{C1}", head("R", 1, "U"), head("R", 1, "U")), Lint::VersionRepeated, "version"),
        (two(&format!("{S1}{C1}"), &format!("{S1}{C1}")), Lint::Duplicate, ""),
        (
            two(
                &format!("{S1}{C1}minimum = [{{ scale = \"percent\", at_least = \"80\" }}]\n"),
                &format!("{S1}{C1}minimum = [{{ scale = \"percent\", at_least = \"70\" }}]"),
            ),
            Lint::Shadowed,
            "",
        ),
        (
            two(
                &format!("{S1}{C1}"),
                &format!("source = {{ any = [{{ code = [\"S1\", \"S2\"] }}, {{ title = \"X\" }}] }}\n{C1}"),
            ),
            Lint::Shadowed,
            "",
        ),
        (two(&format!("{S1}{C1}months_max = 12\n"), &format!("{S1}{C1}")), Lint::Shadowed, ""),
    ] {
        let found = found(&text);
        let places: Vec<(Lint, &str)> = found.iter().map(|finding| (finding.lint, finding.place.as_str())).collect();
        assert!(places.contains(&(lint, place)), "{lint:?} {place}: {places:?}\n{text}");
        assert!(places.iter().all(|(other, _)| *other == lint), "only {lint:?}: {places:?}\n{text}");
        for finding in found {
            let (zh, en) = (finding.sentence(Language::Zh), finding.sentence(Language::En));
            assert!(!zh.contains("{}") && !en.contains("{}") && zh != en, "{zh} {en}");
            assert!(finding.lint.code().starts_with("recognition.lint."));
        }
    }
}

#[test]
fn nothing_is_found_where_nothing_is_wrong() {
    let one = format!("{}{S1}{C1}", head("R", 1, "U"));
    let narrower = "minimum = [{ scale = \"percent\", at_least = \"80\" }]\nprogramme = \"P\"\n";
    for text in [
        one.clone(),
        // A later version is how a rule is changed.
        format!("{one}{}{S1}{C1}", head("R", 2, "U")),
        // What is wider in one respect and narrower in another shadows nothing.
        format!("{}{S1}{C1}months_max = 12\n{}{S1}{C1}{narrower}", head("R", 1, "U"), head("Q", 1, "U")),
        format!(
            "{}{S1}target = {{ courses = [\"C1\", \"C2\"], choose = 1 }}\ncap = [{{ per = \"learner\", credits = \"4\" }}]",
            head("R", 1, "U")
        ),
        // An institution whose programmes are not known is not held against them.
        format!("{}{S1}target = {{ courses = [\"X9\"] }}", head("R", 1, "V")),
    ] {
        assert_eq!(found(&text), [], "{text}");
    }
}

#[test]
fn circles_that_would_gain_are_told_and_others_are_not() {
    let other = "\n[[programme]]\ninstitution = \"V\"\ncode = \"Q\"\ntotal = \"9\"\ncourse = [{ code = \"D1\", credit = \"3\" }]\n[[programme]]\ninstitution = \"W\"\ncode = \"Z\"\ntotal = \"9\"\ncourse = [{ code = \"E1\", credit = \"4\" }]\n";
    let step = |id: &str, from: (&str, &str), to: (&str, &str), credit: &str| {
        let (issuer, code) = from;
        format!(
            "{}source = {{ any = [{{ issuer = [\"{issuer}\"], code = [\"{code}\"] }}, {{ title = \"x\" }}] }}\ntarget = {{ courses = [\"{}\"] }}\n{credit}",
            head(id, 1, to.0),
            to.1
        )
    };
    let ratio = |text: &str| format!("credit = {{ ratio = \"{text}\", rounding = \"up\" }}\n");
    let (u, v, w) = (("U", "C1"), ("V", "D1"), ("W", "E1"));
    for (rules, gains) in [
        // The target's own credit: 2 → 3 → 2.
        (step("A", u, v, "") + &step("B", v, u, ""), false),
        (step("A", u, v, &ratio("3/2")) + &step("B", v, u, &ratio("2/3")), false),
        (step("A", u, v, &ratio("3/2")) + &step("B", v, u, &ratio("3/4")), true),
        // Rounding up alone gains a hundredth: 2 → 0.67 → 2.01.
        (step("A", u, v, &ratio("1/3")) + &step("B", v, u, &ratio("3/1")), true),
        (step("A", u, v, "") + &step("B", v, w, "") + &step("C", w, u, &ratio("1/2")), false),
        (step("A", u, v, "") + &step("B", v, w, "") + &step("C", w, u, &ratio("3/4")), true),
        (step("A", u, u, &ratio("2/1")), true),
    ] {
        let file =
            RuleFile::parse(&format!("{rules}{PROGRAMME}{other}")).unwrap_or_else(|fault| panic!("{fault}\n{rules}"));
        let found = lint(&file.rules, &file.programmes, &Equivalence::default());
        let cycles: Vec<&Finding> = found.iter().filter(|finding| finding.lint == Lint::CycleGains).collect();
        assert_eq!(!cycles.is_empty(), gains, "{found:?}\n{rules}");
        assert!(cycles.iter().all(|finding| finding.about.contains(" → ")));
    }
}

#[test]
fn codes_are_their_own() {
    let all = [
        Lint::ValidityEmpty,
        Lint::MinimumAboveScale,
        Lint::NOfImpossible,
        Lint::PatternImpossible,
        Lint::ProgrammeUnknown,
        Lint::TargetUnknown,
        Lint::TargetExcluded,
        Lint::PrerequisiteUnknown,
        Lint::PrerequisiteItself,
        Lint::CapForbids,
        Lint::CapNeverBinds,
        Lint::ExceptionIdle,
        Lint::VersionRepeated,
        Lint::Duplicate,
        Lint::Shadowed,
        Lint::CycleGains,
        Lint::CyclesUntried,
    ];
    let codes: BTreeSet<&str> = all.iter().map(|lint| lint.code()).collect();
    assert_eq!(codes.len(), all.len());
}
