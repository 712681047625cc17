//! Checks as data.

use super::super::rules::{Comparison, Found, Rule, bind};
use super::super::{Book, Panel, Table};
use super::unit;

fn table(columns: &[(&str, &[Option<f64>])], texts: &[(&str, &[&str])]) -> Table {
    let count = columns.first().map_or(0, |(_, values)| values.len());
    let mut table = Table::of((0..count).map(|place| format!("s{place}")).collect()).expect("keys");
    for (name, values) in columns {
        table.add(name, unit(""), values.to_vec()).expect("a column");
    }
    for (name, values) in texts {
        table.add_text(name, values.iter().map(|value| (*value).to_owned()).collect()).expect("texts");
    }
    table
}

fn rules(text: &str) -> Vec<Rule> {
    serde_json::from_str(text).expect("rules")
}

fn flagged(panel: &Panel, text: &str) -> Vec<usize> {
    let rules = rules(text);
    let checks = bind(&rules, panel, 2026, &Book::default()).expect("bound");
    checks.run(100).flags.iter().map(|flag| flag.record).collect()
}

#[test]
fn eight_operators() {
    let nan = f64::NAN;
    for (operator, holds) in [
        // 1 beside 1, 1 beside 2, 2 beside 1, missing beside 1, 1 beside missing, both missing.
        (Comparison::Equal, [true, false, false, true, true, true]),
        (Comparison::NotEqual, [false, true, true, true, true, true]),
        (Comparison::Greater, [false, false, true, true, true, true]),
        (Comparison::GreaterOrEqual, [true, false, true, true, true, true]),
        (Comparison::Less, [false, true, false, true, true, true]),
        (Comparison::LessOrEqual, [true, true, false, true, true, true]),
        (Comparison::CompulsoryPair, [true, true, true, false, false, true]),
        (Comparison::ExclusivePair, [false, false, false, true, true, true]),
    ] {
        let pairs = [(1.0, 1.0), (1.0, 2.0), (2.0, 1.0), (nan, 1.0), (1.0, nan), (nan, nan)];
        assert_eq!(pairs.map(|(left, right)| operator.holds(left, right, 0.0)), holds, "{operator:?}");
    }
    assert!(Comparison::Equal.holds(100.0, 100.4, 0.5) && !Comparison::Greater.holds(100.4, 100.0, 0.5));
}

#[test]
fn a_flag_names_record_fields_and_values() {
    let panel = Panel::of(
        2026,
        table(&[("a", &[Some(1.0), Some(2.0)]), ("b", &[Some(2.0), Some(2.0)]), ("all", &[Some(3.0), Some(5.0)])], &[]),
    );
    let rules = rules(
        r#"[{"code": "R1", "says": "合计应等于分项之和",
             "check": {"kind": "compare", "left": "all", "operator": "equal", "right": "sum(a, b)"}}]"#,
    );
    let report = bind(&rules, &panel, 2026, &Book::default()).expect("bound").run(10);
    assert_eq!(report.counts, [1]);
    let flag = &report.flags[0];
    assert_eq!((flag.rule, flag.record, flag.key.as_str()), (0, 1, "s1"));
    let fields = [("all", 5.0), ("a", 2.0), ("b", 2.0)].map(|(name, value)| (name.to_owned(), Some(value)));
    assert_eq!(flag.values, fields);
    assert_eq!(flag.found, Found::Sides { left: Some(5.0), right: Some(4.0) });
}

#[test]
fn years_outliers_and_duplicates() {
    let now = [Some(100.0), Some(300.0), Some(3.0), Some(100.0), None, Some(0.0)];
    let before = [Some(100.0), Some(100.0), Some(1.0), Some(0.0), Some(5.0), Some(9.0)];
    let mut panel = Panel::of(2026, table(&[("x", &now)], &[]));
    panel.add(2025, table(&[("x", &before)], &[]));
    let year = |extra: &str| {
        format!(r#"[{{"code": "Y", "check": {{"kind": "year_on_year", "of": "x", "low": 0.5, "high": 2.0{extra}}}}}]"#)
    };
    assert_eq!(flagged(&panel, &year("")), [1, 2, 5]);
    assert_eq!(flagged(&panel, &year(r#", "change_at_least": 5"#)), [1, 5]);

    // Median 6, MAD 2: z of 30 is 0.6745 × 24 ÷ 2 = 8.09, of 12 is 2.02.
    let spread: Vec<Option<f64>> = [2.0, 4.0, 6.0, 6.0, 8.0, 12.0, 30.0].map(Some).to_vec();
    let places = ["p", "p", "p", "p", "p", "p", "q"];
    let panel = Panel::of(2026, table(&[("x", &spread)], &[("place", &places)]));
    let outlier =
        |extra: &str| format!(r#"[{{"code": "Z", "check": {{"kind": "robust_z", "of": "x", "limit": 3.5{extra}}}}}]"#);
    assert_eq!(flagged(&panel, &outlier("")), [6]);
    assert_eq!(flagged(&panel, &outlier(r#", "within": "place""#)), [0_usize; 0], "alone in its group");
    let list = rules(&outlier(""));
    let report = bind(&list, &panel, 2026, &Book::default()).expect("bound").run(10);
    let Found::Outlier { median, z, .. } = report.flags[0].found else { panic!("{:?}", report.flags) };
    assert!(median == 6.0 && (z - 8.093_877_002_352_98).abs() < 1e-12, "{z}");
    // Half are the same: the mean absolute deviation takes over; all the same: nothing is flagged.
    let tied: Vec<Option<f64>> = [[5.0; 9].as_slice(), &[50.0]].concat().into_iter().map(Some).collect();
    assert_eq!(flagged(&Panel::of(2026, table(&[("x", &tied)], &[])), &outlier("")), [9]);
    assert_eq!(flagged(&Panel::of(2026, table(&[("x", &[Some(5.0); 4])], &[])), &outlier("")), [0_usize; 0]);
    assert_eq!(flagged(&Panel::of(2026, table(&[("x", &[None; 4])], &[])), &outlier("")), [0_usize; 0]);

    let names = ["光明小学", "光明小学", "光明小学", "", ""];
    let pupils = [Some(1.0), Some(1.0), None, Some(1.0), Some(1.0)];
    let panel = Panel::of(2026, table(&[("x", &pupils)], &[("name", &names)]));
    assert_eq!(flagged(&panel, r#"[{"code": "D", "check": {"kind": "duplicates", "of": ["name", "x"]}}]"#), [1]);
    assert_eq!(flagged(&panel, r#"[{"code": "D", "check": {"kind": "duplicates", "of": ["x"]}}]"#), [1, 3, 4]);
}

#[test]
fn a_rule_that_does_not_fit_is_told_by_its_code() {
    let panel = Panel::of(2026, super::schools());
    for (text, told) in [
        (
            r#"{"kind": "compare", "left": "pupils", "operator": "less", "right": "50"}"#,
            "in “R”: character 1: a difference of 人 and 1",
        ),
        (r#"{"kind": "compare", "left": "nobody", "operator": "less", "right": "1"}"#, "no element “nobody”"),
        (r#"{"kind": "robust_z", "of": "pupils", "limit": 3, "within": "nowhere"}"#, "no element “nowhere”"),
        (r#"{"kind": "duplicates", "of": ["nowhere"]}"#, "no element “nowhere”"),
    ] {
        let rules = rules(&format!(r#"[{{"code": "R", "check": {text}}}]"#));
        let fault = bind(&rules, &panel, 2026, &Book::default()).expect_err(text);
        assert!(fault.to_string().contains(told), "{text}: {fault}");
    }
}
