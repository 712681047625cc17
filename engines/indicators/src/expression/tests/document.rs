//! What the documentation shows is read.

use super::super::Expression;
use super::super::rules::Rule;

const DOCUMENT: &str = include_str!("../../../../../docs/equity.md");

fn blocks(language: &str) -> Vec<&'static str> {
    let mark = format!("```{language}\n");
    DOCUMENT.split(&mark).skip(1).filter_map(|rest| rest.split("```").next()).collect()
}

#[test]
fn every_expression_and_rule_of_the_document_is_read() {
    let expressions: Vec<&str> = blocks("expression").iter().flat_map(|block| block.lines()).collect();
    assert!(expressions.len() >= 6);
    for text in expressions {
        assert_eq!(Expression::parse(text).unwrap_or_else(|mistake| panic!("{text}: {mistake}")).to_string(), text);
    }
    let rules: Vec<Rule> =
        blocks("rules").iter().flat_map(|block| serde_json::from_str::<Vec<Rule>>(block).expect(block)).collect();
    assert!(rules.len() >= 5);
}
