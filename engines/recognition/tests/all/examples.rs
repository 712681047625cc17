//! The examples of the documentation, exactly as they stand there.

use recognition::lint::lint;
use recognition::text::{RuleFile, parse_learner};
use recognition::{Equivalence, RuleBook, Unmet};

use crate::support::world::{credits, day};

const RULES: &str = include_str!("../../examples/rules.toml");
const LEARNER: &str = include_str!("../../examples/learner.json");
const DOCUMENT: &str = include_str!("../../../../docs/recognition.md");

#[test]
fn the_example_answers_as_documented() {
    let file = RuleFile::parse(RULES).expect("the rules");
    let learner = parse_learner(LEARNER).expect("the learner");
    let book = RuleBook::index(file.rules, file.programmes, file.changes).expect("a book");
    let explained = book.on(day("2026-03-01")).explain(&learner, "080901").expect("an answer");
    let told: Vec<(&str, u64)> = explained
        .answer
        .uses
        .iter()
        .map(|used| (used.rule.id.as_str(), used.credit.hundredths().unsigned_abs()))
        .collect();
    assert_eq!(told, [("R1", 500), ("R2", 367), ("R3", 300)]);
    assert_eq!((explained.answer.credit, explained.answer.proof.optimal), (credits(1_167), true));
    let left: Vec<(&str, Unmet)> = explained.left.iter().map(|left| (left.outcome.as_str(), left.why)).collect();
    assert_eq!(left, [("out_english", Unmet::Unverified)]);
}

#[test]
fn the_example_has_nothing_to_lint() {
    let file = RuleFile::parse(RULES).expect("the rules");
    let same = Equivalence::on(&file.changes, day("2026-03-01"));
    assert_eq!(lint(&file.rules, &file.programmes, &same), []);
}

#[test]
fn the_document_shows_the_examples_themselves() {
    // Every block of rules and of a learner in the document is read by the engine.
    let blocks = |language: &str| -> Vec<String> {
        let mark = format!("```{language}\n");
        DOCUMENT.split(&mark).skip(1).filter_map(|rest| rest.split("```").next()).map(str::to_owned).collect()
    };
    let (rules, learners) = (blocks("toml"), blocks("json"));
    assert!(rules.len() >= 8 && learners.len() >= 2, "{} and {}", rules.len(), learners.len());
    let head =
        "[[rule]]\nid = \"R\"\nversion = 1\ninstitution = \"U\"\nvalid_from = \"2026-01-01\"\neffect = \"offset\"\n";
    let recognises = "source = {}\ntarget = { courses = [\"C1\"] }\n";
    for block in rules {
        // A part of a rule is read with what it leaves out.
        let part = !block.contains("[[");
        let source = if part && !block.contains("source =") && !block.contains("target =") { recognises } else { "" };
        let missing = match (part, block.contains("source ="), block.contains("target =")) {
            (true, true, false) => "target = { courses = [\"C1\"] }\n",
            (true, false, true) => "source = {}\n",
            _ => "",
        };
        let head = if part { head } else { "" };
        let text = format!("{head}{source}{missing}{block}");
        RuleFile::parse(&text).unwrap_or_else(|fault| panic!("{fault}\n{text}"));
    }
    for block in learners {
        parse_learner(&block).unwrap_or_else(|fault| panic!("{fault}\n{block}"));
    }
}
