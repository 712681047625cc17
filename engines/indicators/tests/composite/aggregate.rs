//! Every aggregation of the reference, and its outranking tables.

use std::sync::Arc;

use indicators::composite::{Input, outrank};
use indicators::numeric::Matrix;

use crate::support::{Restated, aggregated, asem, column, from_chain, holds, indicators, run, same, small};

const NORMALISE: &str = r#"{"normalise": {"method": {"minmax": {"lower": 1, "upper": 100}}}}"#;

fn weights() -> String {
    let table: &Restated = aggregated();
    let weight = |(code, weight): (&&str, f64)| format!(r#""{code}": {weight}"#);
    table
        .keys("random_weights")
        .iter()
        .zip(table.numbers("random_weights", "Weight"))
        .map(weight)
        .collect::<Vec<_>>()
        .join(",")
}

fn check(input: &Arc<Input>, set: &str, rest: &str) {
    let stages = format!(r#"{NORMALISE}, {{"aggregate": {{{rest}}}}}"#);
    holds(input, &run(input, &stages), aggregated(), set);
}

#[test]
fn aggregations_of_complete_figures() {
    let input = from_chain("treated");
    for (set, methods) in [
        ("amean", r#"["arithmetic"]"#),
        ("gmean", r#"["geometric"]"#),
        ("hmean", r#"["harmonic"]"#),
        ("genmean_p2", r#"[{"power": {"p": 2}}]"#),
        ("genmean_p05", r#"[{"power": {"p": 0.5}}]"#),
        ("genmean_pm1", r#"[{"power": {"p": -1}}]"#),
        ("genmean_pm2", r#"[{"power": {"p": -2}}]"#),
        ("copeland", r#"["copeland"]"#),
        ("mixed_am_gm_hm", r#"["arithmetic", "geometric", "harmonic"]"#),
        ("mixed_am_am_copeland", r#"["arithmetic", "arithmetic", "copeland"]"#),
    ] {
        check(&input, set, &format!(r#""methods": {methods}"#));
    }
}

#[test]
fn aggregations_with_other_weights() {
    let input = from_chain("treated");
    let weights = weights();
    for (set, method) in [
        ("amean_rw", r#""arithmetic""#),
        ("gmean_rw", r#""geometric""#),
        ("hmean_rw", r#""harmonic""#),
        ("genmean_p2_rw", r#"{"power": {"p": 2}}"#),
        ("copeland_rw", r#""copeland""#),
    ] {
        check(&input, set, &format!(r#""methods": [{method}], "weights": {{{weights}}}"#));
    }
}

#[test]
fn aggregations_of_figures_with_gaps() {
    let input = asem();
    for (set, rest) in [
        ("NA_amean", r#""methods": ["arithmetic"]"#),
        ("NA_gmean", r#""methods": ["geometric"]"#),
        ("NA_hmean", r#""methods": ["harmonic"]"#),
        ("NA_amean_thresh0.6", r#""methods": ["arithmetic"], "available_at_least": [0.6]"#),
        ("NA_amean_thresh0.9", r#""methods": ["arithmetic"], "available_at_least": [0.9]"#),
    ] {
        check(&input, set, rest);
    }
}

#[test]
fn a_mean_of_powers_does_without_what_is_missing() {
    // The reference gives NA where anything below is missing; elsewhere both agree, and here the mean is of the rest.
    let input = asem();
    let ours = run(&input, &format!(r#"{NORMALISE}, {{"aggregate": {{"methods": [{{"power": {{"p": 2}}}}]}}}}"#));
    let mut gaps = 0;
    for (code, _) in aggregated().columns("NA_genmean_p2") {
        let theirs = aggregated().numbers("NA_genmean_p2", code);
        let node = input.tree.find(code).expect("a node");
        let children = &input.tree.nodes()[node].children;
        for (row, (our, their)) in column(&input, &ours, code).iter().zip(theirs).enumerate() {
            if their.is_nan() {
                gaps += 1;
                let there = children.iter().map(|&child| ours.last().values.at(row, child)).filter(|x| !x.is_nan());
                let squares: Vec<f64> = there.map(|x| x * x).collect();
                let mean = (squares.iter().sum::<f64>() / squares.len() as f64).sqrt();
                same(code, &[*our], &[mean]);
            } else {
                same(code, &[*our], &[their]);
            }
        }
    }
    assert!(gaps > 20, "{gaps}");
}

fn columns_of<'a>(values: &'a Matrix, input: &Input) -> Vec<&'a [f64]> {
    (0..input.tree.indicators()).map(|at| values.column(at)).collect()
}

#[test]
fn the_outranking_table_is_that_of_the_reference() {
    let input = from_chain("treated");
    let ours = run(&input, NORMALISE);
    let columns = columns_of(&ours.last().values, &input);
    let table = outrank::table(&columns, &vec![1.0; columns.len()]);
    for (at, unit) in aggregated().keys("outrank_matrix").iter().enumerate() {
        same(unit, table.column(at), &aggregated().numbers("outrank_matrix", unit));
    }
    assert_eq!(outrank::dominance(&table), (0, 0.0));
    assert_eq!(indicators(&input).len(), 49);
}

#[test]
fn with_gaps_units_are_compared_on_what_both_have() {
    let input = asem();
    let ours = run(&input, NORMALISE);
    let columns = columns_of(&ours.last().values, &input);
    let table = outrank::table(&columns, &vec![1.0; columns.len()]);
    let units = aggregated().keys("outrank_matrix_withNA");
    let mut differing = 0;
    for one in 0..units.len() {
        for two in 0..units.len() {
            if one == two {
                continue;
            }
            same("both ways", &[table.at(one, two) + table.at(two, one)], &[1.0]);
            // The reference divides by all 49 indicators in its upper half. Where both units have all of them it agrees.
            let common = columns.iter().filter(|column| !column[one].is_nan() && !column[two].is_nan()).count();
            let theirs = aggregated().numbers("outrank_matrix_withNA", units[two])[one];
            if one < two {
                same("upper half", &[table.at(one, two) * common as f64 / 49.0], &[theirs]);
            }
            differing += usize::from((table.at(one, two) - theirs).abs() > 1e-9);
        }
    }
    assert!(differing > 100, "{differing}");
}

/// Multiplied by its weight and divided again, 0.7 would come back as 0.6999999999999998.
#[test]
fn the_mean_of_a_single_figure_is_that_figure() {
    let input = small(&[("a", 1.0, &[0.7, 0.5]), ("b", 1.0, &[f64::NAN, 0.25])]);
    let made = run(&input, r#"{"aggregate": {"methods": ["arithmetic"], "weights": {"a": 0.1, "b": 0.3}}}"#);
    assert_eq!(column(&input, &made, "top")[0].to_bits(), 0.7_f64.to_bits());
}
