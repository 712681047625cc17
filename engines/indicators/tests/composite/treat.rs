//! Every treatment of the reference.

use indicators::composite::spec::{Transform, Treat, Winsorise};
use indicators::composite::treat;
use indicators::numeric::moments::{kurtosis, skewness};

use crate::support::{
    asem, chain, column, detail, from_chain, indicators, input, number, run, same, sheet_holds, treated,
};

const WHOLE: [(&str, &str); 9] = [
    ("default", "{}"),
    ("winmax1", r#"{"each": {"first": {"winsorise": {"points_max": 1}}}}"#),
    ("winmax10", r#"{"each": {"first": {"winsorise": {"points_max": 10}}}}"#),
    ("winmax_inf", r#"{"each": {"first": {"winsorise": {"points_max": 1000000000}}}}"#),
    (
        "strict",
        r#"{"each": {"first": {"winsorise": {"points_max": 5, "until": {"skewness": 1, "kurtosis": 2}}},
            "pass": {"skewness": 1, "kurtosis": 2}}}"#,
    ),
    ("log_CT_plus", r#"{"each": {"second": "log_CT_plus"}}"#),
    ("log_GII", r#"{"each": {"second": "log_GII"}}"#),
    ("log_CT_orig", r#"{"each": {"second": "log_CT_orig"}}"#),
    ("boxcox_l0.3", r#"{"each": {"second": {"boxcox": {"lambda": 0.3}}}}"#),
];

/// The figures before treatment.
fn before(source: &str, code: &str) -> Vec<f64> {
    match source {
        "Raw" => {
            let keys = chain().keys("imputed");
            let there = input().keys("data");
            let figures = input().numbers("data", code);
            keys.iter().map(|key| figures[there.iter().position(|unit| unit == key).expect("it")]).collect()
        }
        _ => chain().numbers("imputed", code),
    }
}

/// What the reference leaves out of a set is as it was before.
fn expected(source: &str, set: &str, code: &str) -> Vec<f64> {
    if treated().has(set, code) { treated().numbers(set, code) } else { before(source, code) }
}

fn check(source: &str, name: &str, spec: &str) {
    let input = if source == "Raw" { asem() } else { from_chain("imputed") };
    let ours = run(&input, &format!(r#"{{"treat": {spec}}}"#));
    let set = format!("{source}_{name}");
    for code in indicators(&input) {
        same(&format!("{set} {code}"), column(&input, &ours, code), &expected(source, &set, code));
    }
    let renamed = |header: &str| header.replace("winsorise", "first");
    sheet_holds(detail(&ours, "treatment"), treated(), &format!("{set}_details"), &renamed);
}

#[test]
fn treatments_of_raw_and_imputed_figures() {
    for (name, spec) in WHOLE {
        check("Raw", name, spec);
        check("Imputed", name, spec);
    }
    check("Raw", "combine", r#"{"combine": true}"#);
}

#[test]
fn a_logarithm_as_first_treatment_is_applied() {
    // The reference passes the winsorising's parameters on to the logarithm, which fails, and returns such columns as
    // they were; its table has the columns that pass. Those are the same here, the others are the logarithm.
    for source in ["Raw", "Imputed"] {
        let input = if source == "Raw" { asem() } else { from_chain("imputed") };
        let ours = run(&input, r#"{"treat": {"each": {"first": "log_CT", "second": "none"}}}"#);
        let set = format!("{source}_log_CT_details");
        sheet_holds(detail(&ours, "treatment"), treated(), &set, &|header| header.to_owned());
        let mut logged = 0;
        for code in indicators(&input) {
            let before = before(source, code);
            let mut expected = before.clone();
            if !treated().keys(&set).contains(&code) {
                logged += 1;
                let (least, most) = indicators::numeric::moments::range(&before);
                expected.iter_mut().for_each(|x| *x = (*x - least + 0.01 * (most - least)).ln());
            }
            same(&format!("{set} {code}"), column(&input, &ours, code), &expected);
        }
        assert!(logged > 5, "{logged}");
    }
}

#[test]
fn single_transforms_of_every_column() {
    let forced = Winsorise { points_max: Some(3), force: true, ..Winsorise::default() };
    let boxcox = |lambda: f64| Transform::BoxCox { lambda, shift: true };
    for (set, transform) in [
        ("vec_log_CT", Transform::LogCt),
        ("vec_log_CT_plus", Transform::LogCtPlus),
        ("vec_log_CT_orig", Transform::LogCtOrig),
        ("vec_boxcox_-1", boxcox(-1.0)),
        ("vec_boxcox_0", boxcox(0.0)),
        ("vec_boxcox_0.3", boxcox(0.3)),
        ("vec_boxcox_1", boxcox(1.0)),
        ("vec_boxcox_2", boxcox(2.0)),
        ("vec_winsorise_force3", Transform::Winsorise(forced)),
    ] {
        for (code, _) in chain().columns("imputed") {
            let mut column = chain().numbers("imputed", code);
            let mut marks = vec![String::new(); column.len()];
            treat::apply(&transform, &mut column, &mut marks).unwrap_or_else(|why| panic!("{set} {code}: {why}"));
            same(&format!("{set} {code}"), &column, &expected("Imputed", set, code));
        }
    }
}

#[test]
fn the_innovation_index_logarithm_is_what_its_formula_says() {
    // The reference computes the logarithm and then returns the figures unchanged; here the formula holds.
    for (code, _) in chain().columns("imputed") {
        let before = chain().numbers("imputed", code);
        let (least, most) = indicators::numeric::moments::range(&before);
        let mut column = before.clone();
        let mut marks = vec![String::new(); column.len()];
        let done = treat::apply(&Transform::LogGii, &mut column, &mut marks);
        if most <= 1.0 {
            assert!(done.is_err(), "{code}");
            same(code, &column, &before);
            continue;
        }
        same(code, &[column.iter().copied().fold(f64::NAN, f64::max)], &[most.ln()]);
        let least_after = column.iter().copied().fold(f64::NAN, f64::min);
        assert_eq!(least_after, 0.0, "{code}");
        let scaled: Vec<f64> = column.iter().map(|x| (x.exp() - 1.0) / (most - 1.0) * (most - least)).collect();
        for (back, x) in scaled.iter().zip(&before) {
            assert!((back + least - x).abs() <= 1e-9 * most.abs(), "{code}");
        }
    }
    assert_eq!(treated().columns("vec_log_GII").count(), 0, "the reference changes nothing");
}

#[test]
fn shape_is_that_of_the_reference() {
    for (at, code) in treated().keys("skew_kurt").iter().enumerate() {
        let figures = chain().numbers("imputed", code);
        let theirs = |column: &str| number(treated().words("skew_kurt", column)[at]);
        same(code, &[skewness(&figures), kurtosis(&figures)], &[theirs("skew"), theirs("kurt")]);
    }
}

#[test]
fn near_binary_columns_stay_as_they_are() {
    let column = [0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 1.0];
    let mut treated = column;
    let done = treat::column_by(&Treat::default().each, false, &mut treated);
    assert_eq!(treated, column);
    assert_eq!(done.tests[0].passed, Some(false));
    assert!(done.left.expect("a reason").to_string().contains("single value"));
    // A column with too few figures to judge is not touched either.
    let mut short = [1.0, 5.0, f64::NAN];
    let done = treat::column_by(&Treat::default().each, false, &mut short);
    assert!(short[..2] == [1.0, 5.0] && done.tests[0].passed.is_none());
}
