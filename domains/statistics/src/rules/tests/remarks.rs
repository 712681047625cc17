//! What is remarked on a result, by name; and what was kept before remarks had names.

use super::super::result;
use super::{document, small};
use crate::model::Remark;

#[test]
fn a_remark_has_a_name_and_older_ones_are_still_read() {
    let mut same = small();
    same.figures.iter_mut().for_each(|figure| figure.value = if figure.element == "teachers" { 2.0 } else { 7.0 });
    let findings = match result::compute(&document("x"), &same.about, &same.figures) {
        Ok(outcome) => outcome.computed.findings,
        Err(fault) => panic!("{fault}"),
    };
    let named = |one: &Remark| match one {
        Remark::Named { about, code, text, .. } => {
            code == "remark.nothing_apart" && about == "ratio" && text.contains("the same")
        }
        Remark::Text(_) => false,
    };
    assert!(findings.iter().any(named), "{findings:?}");
    let kept = serde_json::to_string(&findings).unwrap();
    assert_eq!(serde_json::from_str::<Vec<Remark>>(&kept).unwrap(), findings);
    let older: Vec<Remark> = serde_json::from_str(r#"["ratio: all figures are the same"]"#).unwrap();
    assert_eq!(older, [Remark::Text("ratio: all figures are the same".to_owned())]);
}
