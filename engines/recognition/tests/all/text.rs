//! Files: what is read is what was written, and a fault says where it is.

use proptest::prelude::*;
use recognition::hash::hash;
use recognition::model::{Rule, Title, fold};
use recognition::text::{RuleFile, learner_text, parse_learner};

use crate::support::world;

const HEAD: &str =
    "[[rule]]\nid = \"R\"\nversion = 1\ninstitution = \"U\"\nvalid_from = \"2026-01-01\"\neffect = \"offset\"\n";

fn one(rest: &str) -> Result<Rule, String> {
    let file = RuleFile::parse(&format!("{HEAD}{rest}")).map_err(|fault| fault.to_string())?;
    file.rules.into_iter().next().ok_or_else(|| "no rule".to_owned())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn what_is_written_reads_back(seed in any::<u64>()) {
        let world = world::small(seed);
        let file = RuleFile { rules: world.rules, programmes: vec![world.programme], changes: Vec::new() };
        let text = file.text();
        let read = RuleFile::parse(&text).map_err(|fault| TestCaseError::fail(format!("{fault}\n{text}")))?;
        prop_assert_eq!(&read, &file);
        // Canonical: the same value is the same text and the same hash.
        prop_assert_eq!(read.text(), text);
        for (one, other) in read.rules.iter().zip(&file.rules) {
            prop_assert_eq!(hash(one), hash(other));
        }
        let learner = learner_text(&world.learner);
        prop_assert_eq!(parse_learner(&learner).expect("a learner"), world.learner);
    }
}

#[test]
fn the_hash_knows_neither_layout_nor_order_of_fields() {
    let plain = one("source = { code = [\"A\", \"B\"] }\ntarget = { courses = [\"C\"] }\n").expect("a rule");
    let other = "[[rule]]\neffect = 'offset'   # why\nvalid_from = '2026-01-01'\n\ninstitution = \"U\"\nversion = 1\nid = \"R\"\n\
                 [rule.target]\ncourses = ['C']\n[rule.source]\ncode = [\n  'B',\n  'A',\n]\n";
    let other = RuleFile::parse(other).expect("a file").rules.remove(0);
    assert_eq!(hash(&plain), hash(&other));
    let changed = one("source = { code = [\"A\"] }\ntarget = { courses = [\"C\"] }\n").expect("a rule");
    assert_ne!(hash(&plain), hash(&changed));
    assert_eq!(hash(&plain).len(), 64);
}

#[test]
fn a_fault_says_line_column_and_field() {
    let target = "target = { courses = [\"C\"] }\n";
    let mut wrong = Vec::new();
    for (rest, line, column, holds) in [
        ("sauce = { }\n", 7, 1, "unknown field `sauce`"),
        ("source = { kode = [\"A\"] }\n", 7, 12, "unknown field `kode`"),
        ("months_max = -1\n", 7, 14, "rule[0].months_max"),
        ("minimum = [{ scale = \"percent\", at_least = \"abc\" }]\n", 7, 11, "`abc` is no grade"),
        ("minimum = [{ scale = \"celsius\", at_least = \"1\" }]\n", 7, 22, "unknown variant `celsius`"),
        ("cap = [{ per = \"class\", credits = \"1\" }]\n", 7, 7, "says `of` which"),
        ("cap = [{ per = \"learner\", credits = \"-1\" }]\n", 7, 7, "not negative"),
        ("cap = [{ per = \"learner\", credits = 1 }]\n", 7, 37, "rule[0].cap[0].credits"),
        ("cap = [{ per = \"planet\", credits = \"1\" }]\n", 7, 7, "`per` is one of"),
        ("cap = [{ per = \"learner\" }]\n", 7, 7, "one of `credits`"),
        ("credit = { ratio = \"1/2\" }\n", 7, 10, "stand together"),
        ("credit = { ratio = \"1/0\", rounding = \"down\" }\n", 7, 20, "ratio"),
        ("source = { all = [] }\n", 7, 10, "at least one condition"),
        ("source = { of = [{}] }\n", 7, 10, "needs `n`"),
        ("source = { all = [{}], any = [{}] }\n", 7, 10, "one of `all`"),
        ("source = { all = [{}], code = [\"A\"] }\n", 7, 10, "no pattern of its own"),
        ("source = { title = \"\" }\n", 7, 20, "title pattern"),
        ("= 3\n", 7, 1, ""),
    ] {
        let fault = RuleFile::parse(&format!("{HEAD}{rest}{target}")).expect_err(rest);
        let told = (fault.line, fault.column) == (line, column) && fault.to_string().contains(holds);
        if !told {
            wrong.push(format!("{rest}{fault}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn limits_are_told_by_the_field() {
    for (rest, holds) in [
        ("", "recognises or limits something"),
        ("source = {}\n", "stand together"),
        ("months_max = 1201\ncap = [{ per = \"learner\", courses = 1 }]\n", "months_max"),
        ("source = { table = \"T\" }\ntarget = { courses = [\"C\"] }\n", "no table of this name"),
        ("source = {}\ntarget = { categories = [\"选修\"] }\n", "target.choose"),
        ("source = {}\ntarget = { courses = [\"C\"], choose = 4 }\n", "1, 2 or 3"),
        ("source = {}\ntarget = { courses = [] }\n", "at least one course"),
        ("cap = [{ per = \"learner\", credits = \"92233720368547758.07\" }]\n", "between 0 and 10000 credits"),
    ] {
        let fault = one(rest).expect_err(rest);
        assert!(fault.contains(holds), "{rest}{fault}");
    }
    let rest = "source = {}\ntarget = { courses = [\"C\"] }\n";
    for (from, to, holds) in [("\"R\"", "\"\"", "rule[0].id"), ("= 1\n", "= 0\n", "count from 1")] {
        let fault = RuleFile::parse(&format!("{HEAD}{rest}").replacen(from, to, 1)).expect_err(to);
        assert!(fault.to_string().contains(holds), "{fault}");
    }
}

#[test]
fn a_learner_is_refused_by_line_and_field() {
    let outcome = r#"{"id":"a","class":"course","issuer":"A","title":"T","obtained":"202401"}"#;
    for (text, code, holds) in [
        ("{\"id\":\"L\",\"outcomes\":[".to_owned(), "recognition.text.malformed", "EOF"),
        (
            format!("{{\"id\":\"L\",\n\"outcomes\":[{}]}}", outcome.replace("course", "song")),
            "recognition.text.malformed",
            "2:",
        ),
        (
            format!("{{\"id\":\"L\",\"outcomes\":[{}]}}", outcome.replace("202401", "202413")),
            "recognition.text.malformed",
            "outcomes[0].obtained",
        ),
        (
            format!("{{\"id\":\"L\",\"outcomes\":[{outcome},{outcome}]}}"),
            "recognition.text.out_of_range",
            "stands once",
        ),
        ("{\"id\":\"L\",\"nickname\":\"x\"}".to_owned(), "recognition.text.malformed", "unknown field `nickname`"),
        ("{\"id\":\"\"}".to_owned(), "recognition.text.out_of_range", "id"),
        (
            format!("{{\"id\":\"L\",\"outcomes\":[{}]}}", outcome.replace("\"T\"", "\"T\",\"credit\":\"1000.01\"")),
            "recognition.text.out_of_range",
            "credits",
        ),
        (
            format!("{{\"id\":\"L\",\"outcomes\":[{}]}}", outcome.replace("\"T\"", "\"T\",\"credit\":\"-1\"")),
            "recognition.text.out_of_range",
            "credits",
        ),
        ("{\"id\":\"L\"} x".to_owned(), "recognition.text.malformed", "trailing"),
    ] {
        let fault = parse_learner(&text).expect_err(&text);
        assert_eq!(fault.why.code(), code, "{fault}");
        assert!(fault.to_string().contains(holds), "{fault}");
    }
}

#[test]
fn title_patterns_know_two_signs() {
    for (pattern, title, fits) in [
        ("高等数学*", "高等数学（一）", true),
        ("高等数学(一)", "高等数学（一）", true),
        ("高等数学?", "高等数学A", true),
        ("高等数学?", "高等数学", false),
        ("*实验*", "大学物理实验（上）", true),
        ("*", "", true),
        ("c*d", "C D", true),
        ("a*b*c", "axxbyyc", true),
        ("a*b*c", "axxbyy", false),
        ("实验", "物理实验", false),
    ] {
        assert_eq!(Title::parse(pattern).expect("a pattern").fits(&fold(title)), fits, "{pattern} on {title}");
    }
    // A pattern made to be slow stays in the product of both lengths.
    let slow = Title::parse(&"*a".repeat(100)).expect("a pattern");
    assert!(!slow.fits(&fold(&"a".repeat(5_000).replace('a', "b"))));
}
