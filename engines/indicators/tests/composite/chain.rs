//! The default chain of the ASEM example, stage by stage from the raw figures.

use indicators::composite::Pipeline;
use indicators::composite::analysis::{analyse, ranks_sheet, report, results_sheet};

use crate::support::{asem, cells, chain, detail, holds, run, sheet_holds, specification};

const STAGES: [&str; 6] = [
    r#"{"denominate": {}}"#,
    r#"{"impute": {"method": "mean", "group": "EurAsia_group"}}"#,
    r#"{"screen": {"by": "missing", "data_at_least": 0.9}}"#,
    r#"{"treat": {"each": {"first": {"winsorise": {"points_max": 5}}}}}"#,
    r#"{"normalise": {"method": {"minmax": {"lower": 0, "upper": 100}}}}"#,
    r#"{"aggregate": {"methods": ["arithmetic"]}}"#,
];

#[test]
fn every_data_set_is_that_of_the_reference() {
    let input = asem();
    let sets = ["denominated", "imputed", "screened", "treated", "normalised", "aggregated"];
    for (at, set) in sets.into_iter().enumerate() {
        holds(&input, &run(&input, &STAGES[..=at].join(",")), chain(), set);
    }
}

#[test]
fn the_tables_beside_the_figures_are_those_of_the_reference() {
    let input = asem();
    let treated = run(&input, &STAGES[..4].join(","));
    let renamed = |header: &str| header.replace("winsorise", "first");
    sheet_holds(detail(&treated, "treatment"), chain(), "details", &renamed);
    let marks = cells(detail(&treated, "treated_points"));
    for (code, words) in chain().columns("points") {
        for (unit, word) in chain().keys("points").iter().zip(words) {
            let cell = &marks[&((*unit).to_owned(), code.to_owned())];
            let expected = if *word == "NA" { "" } else { word };
            assert_eq!(*cell, expected.into(), "{unit} {code}");
        }
    }
    let full = run(&input, &STAGES.join(","));
    let same = |header: &str| header.to_owned();
    sheet_holds(&ranks_sheet(&input, full.last()), chain(), "ranks", &same);
    let results = results_sheet(&input, full.last());
    sheet_holds(&results, chain(), "results", &same);
    let order: Vec<_> = results.rows.iter().map(|row| row[0].clone()).collect();
    let expected: Vec<_> = chain().keys("results").iter().map(|unit| (*unit).into()).collect();
    assert_eq!(order, expected);
    let effective = indicators::composite::weights::effective_sheet(&input.tree, &full.last().weights);
    sheet_holds(&effective, chain(), "effective", &same);
}

#[test]
fn screening_by_each_rule_is_that_of_the_reference() {
    for (rule, set) in
        [("missing", "screen_byNA"), ("zeros", "screen_byzeros"), ("missing_and_zeros", "screen_byNAandzeros")]
    {
        let input = asem();
        let stage = format!(r#"{{"screen": {{"by": "{rule}", "data_at_least": 0.9, "nonzero_at_least": 0.9}}}}"#);
        let screened = run(&input, &stage);
        sheet_holds(detail(&screened, "screening"), chain(), set, &|header| header.to_owned());
    }
}

#[test]
fn statistics_and_availability_are_those_of_the_reference() {
    let input = asem();
    let analyses =
        r#"{"statistics": {"data": "raw"}}, {"statistics": {"data": "treated"}}, {"availability": {"data": "raw"}}"#;
    let specification = specification(&STAGES[..4].join(","), analyses);
    let run = Pipeline::new(input.clone()).run(&specification).expect("a run");
    let tables: Vec<_> = specification
        .analyses
        .iter()
        .flat_map(|analysis| analyse(&input, &run, analysis).expect("an analysis"))
        .collect();
    let same = |header: &str| header.to_owned();
    let sets = ["stats_raw", "stats_treated", "availability_units", "availability_groups"];
    assert_eq!(tables.len(), sets.len());
    for ((_, sheet), set) in tables.iter().zip(sets) {
        sheet_holds(sheet, chain(), set, &same);
    }
}

#[test]
fn a_report_has_every_table_once() {
    let input = asem();
    let analyses = r#"{"leave_one_out": {"level": 2}}, {"reliability": {"data": "normalised"}},
        {"correlations": {"data": "aggregated", "levels": [1, 3], "with_parent": true}},
        {"principal_components": {"data": "aggregated", "level": 2}},
        {"denominator_correlations": {"data": "raw", "threshold": 0.7}},
        {"correlation_flags": {"data": "normalised", "threshold": 0.75}}"#;
    let specification = specification(&STAGES.join(","), analyses);
    let run = Pipeline::new(input.clone()).run(&specification).expect("a run");
    let tables = report(&input, &run, &specification).expect("a report");
    let mut names: Vec<&String> = tables.iter().map(|(name, _)| name).collect();
    let count = names.len();
    names.sort();
    names.dedup();
    assert_eq!(names.len(), count);
    for expected in
        ["00_raw", "04_treated_treatment", "06_aggregated", "effective_weights", "ranks", "results", "findings"]
    {
        assert!(names.iter().any(|name| *name == expected), "{expected} in {names:?}");
    }
    for (name, sheet) in &tables {
        assert!(sheet.rows.iter().all(|row| row.len() == sheet.headers.len()), "{name}");
    }
}
