//! An evaluation begins from a published system: codes, tree, weights, what is left out, what differs.

use super::*;
use crate::rules::tests::{document, small};

/// One heading with two indicators and one without data, and a heading under which nothing has data.
pub(crate) fn published() -> IndicatorSystem {
    let line = |code: &str, parent: &str, weight: f64| SystemLine {
        code: code.into(),
        parent: parent.into(),
        name: format!("名称{code}"),
        weight: Some(weight),
        ..SystemLine::default()
    };
    IndicatorSystem {
        id: "ins_test".into(),
        version: 2,
        number: "示例〔监测〕2号".into(),
        hash: "ab".repeat(32),
        name: "体系（示例）".into(),
        name_en: String::new(),
        publishers: Vec::new(),
        published_on: None,
        example: true,
        page: "/somewhere".into(),
        lines: vec![
            line("1", "", 30.0),
            line("students", "1", 1.0),
            SystemLine { direction: -1, target: Some(12.5), ..line("1.2", "1", 3.0) },
            line("2", "", 70.0),
            line("2.1", "2", 1.0),
        ],
    }
}

#[test]
fn the_tree_becomes_the_hierarchy_and_equal_codes_are_mapped() {
    let made = lines(&published(), &small().about);
    let told: Vec<(&str, &str, &str, f64, i8)> =
        made.iter().map(|line| (&*line.code, &*line.parent, &*line.expression, line.weight, line.direction)).collect();
    assert_eq!(
        told,
        [
            ("index", "", "", 1.0, 1),
            ("i1", "index", "", 30.0, 1),
            ("students", "i1", "students", 1.0, 1),
            ("i1_2", "i1", "", 3.0, -1),
            ("i2", "index", "", 70.0, 1),
            ("i2_1", "i2", "", 1.0, 1),
        ]
    );
    assert_eq!(made[2].together, Together::Sum, "amounts add up");
    assert_eq!((made[2].unit.as_str(), made[3].target, made[3].indicator.as_str()), ("万人", Some(12.5), "1.2"));
    let system = published();
    let kept = measured(made, |line| line.indicator.is_empty() || system.is_heading(&line.indicator));
    let codes: Vec<&str> = kept.iter().map(|line| line.code.as_str()).collect();
    assert_eq!(codes, ["index", "i1", "students"], "a heading without data goes with its indicators");
    let content = EvaluationInput { lines: kept, ..document("sds_x") };
    let missing: Vec<&str> = unmeasured(&system, &content).iter().map(|line| line.code.as_str()).collect();
    assert_eq!(missing, ["1.2", "2.1"]);
}

#[test]
fn what_differs_from_the_system_is_told_line_by_line() {
    let system = published();
    let mut made = lines(&system, &small().about);
    made[3].expression = "teachers".into();
    made[3].unit = "万人".into();
    let mut content = EvaluationInput { lines: made[..4].to_vec(), ..document("sds_x") };
    assert_eq!(departures(&system, &content), [], "leaving a heading out is no difference of the others");
    content.lines.iter_mut().for_each(|line| line.weight *= 10.0);
    assert_eq!(departures(&system, &content), [], "weights are shares");
    content.lines[2].weight = 30.0;
    content.lines[3].target = None;
    content.lines[3].direction = 1;
    assert_eq!(
        departures(&system, &content),
        [
            ("students".to_owned(), vec![Departure::Weight]),
            ("i1_2".to_owned(), vec![Departure::Weight, Departure::Target, Departure::Direction]),
        ]
    );
    content.lines[2].parent = TOP.into();
    let told = departures(&system, &content);
    let moved = told.iter().find(|(code, _)| code == "students").unwrap();
    assert!(moved.1.contains(&Departure::Heading), "{told:?}");
}

#[test]
fn what_is_wrong_with_a_system_or_a_citation_is_told_by_line() {
    assert!(faults(&published()).is_empty());
    for (change, field, code) in [
        ((|one| one.hash = "x".into()) as fn(&mut IndicatorSystem), "hash", "statistics.system.hash"),
        (|one| one.lines.clear(), "lines", "form.required"),
        (|one| one.lines[1].code = "1".into(), "lines.1.code", "statistics.code.twice"),
        (|one| one.lines[1].parent = "9".into(), "lines.1.parent", "statistics.line.parent_unknown"),
        (|one| one.lines[2].weight = Some(f64::NAN), "lines.2.weight", "statistics.line.weight"),
        (|one| one.lines[2].target = Some(f64::INFINITY), "lines.2.target", "statistics.line.target"),
        (|one| one.lines[2].direction = 3, "lines.2.direction", "statistics.direction.range"),
        (|one| one.number = String::new(), "number", "form.required"),
    ] {
        let mut one = published();
        change(&mut one);
        let found = faults(&one);
        assert_eq!((found[0].field.as_str(), found[0].code), (field, code));
    }
    let mut content = document("sds_x");
    content.lines[1].indicator = "9.9".into();
    content.lines[2].indicator = "1".into();
    let found = citation_faults(&published(), &content);
    assert_eq!((found.len(), found[0].field.as_str()), (1, "lines.1.indicator"));
    content.lines[1].indicator = "1".into();
    assert_eq!(citation_faults(&published(), &content)[0].code, "statistics.code.twice");
}
