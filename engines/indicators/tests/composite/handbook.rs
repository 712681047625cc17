//! The Technology Achievement Index of the OECD/JRC Handbook on Constructing Composite Indicators (2008): its figures,
//! comparisons and weights, restated from tables 15, 20 and 22.

use std::sync::Arc;

use indicators::composite::Input;
use indicators::composite::spec::Comparisons;
use indicators::composite::weights::judged;

use crate::support::{column, run, same, small};

const CODES: [&str; 8] =
    ["PATENTS", "ROYALTIES", "INTERNET", "EXPORTS", "TELEPHONES", "ELECTRICITY", "SCHOOLING", "UNIVERSITY"];

/// Mean years of schooling of the 23 countries, Finland first, with the published z-score and min–max score.
const SCHOOLING: [(f64, f64, f64); 23] = [
    (10.0, 0.26, 0.59),
    (12.0, 1.52, 1.0),
    (11.4, 1.14, 0.88),
    (9.5, -0.06, 0.49),
    (10.8, 0.76, 0.76),
    (9.4, -0.12, 0.47),
    (9.4, -0.12, 0.47),
    (11.6, 1.27, 0.92),
    (10.9, 0.83, 0.78),
    (7.1, -1.58, 0.0),
    (10.2, 0.38, 0.63),
    (11.9, 1.46, 0.98),
    (9.4, -0.12, 0.47),
    (9.3, -0.19, 0.45),
    (11.7, 1.33, 0.94),
    (8.4, -0.76, 0.27),
    (7.9, -1.08, 0.16),
    (9.6, 0.0, 0.51),
    (7.3, -1.46, 0.04),
    (7.2, -1.52, 0.02),
    (9.5, -0.06, 0.49),
    (9.1, -0.31, 0.41),
    (7.1, -1.58, 0.0),
];

/// The remaining columns of the same countries, the logarithms of telephones and electricity as published.
const OTHERS: [(&str, [f64; 23]); 7] = [
    (
        "PATENTS",
        [
            187.0, 289.0, 271.0, 994.0, 779.0, 189.0, 82.0, 31.0, 75.0, 8.0, 235.0, 103.0, 106.0, 72.0, 103.0, 165.0,
            205.0, 74.0, 42.0, 13.0, 28.0, 26.0, 105.0,
        ],
    ),
    (
        "ROYALTIES",
        [
            125.6, 130.0, 156.6, 64.6, 9.8, 151.2, 134.0, 38.6, 18.2, 25.5, 36.8, 20.2, 110.3, 73.9, 13.0, 14.8, 33.6,
            43.6, 8.6, 9.8, 4.2, 6.2, 4.0,
        ],
    ),
    (
        "INTERNET",
        [
            200.2, 179.1, 125.8, 49.0, 4.8, 136.0, 57.4, 108.0, 125.9, 72.3, 41.2, 193.6, 48.6, 58.9, 146.7, 84.2,
            36.4, 43.2, 21.0, 30.4, 25.0, 21.6, 20.3,
        ],
    ),
    (
        "EXPORTS",
        [
            50.7, 66.2, 59.7, 80.8, 66.7, 50.9, 61.9, 48.7, 16.2, 74.9, 64.2, 19.0, 53.6, 47.6, 15.4, 50.3, 58.9, 45.0,
            53.4, 51.0, 51.7, 63.5, 49.5,
        ],
    ),
    (
        "TELEPHONES",
        [
            3.08, 3.0, 3.1, 3.0, 2.97, 3.02, 3.02, 2.94, 2.94, 2.95, 2.94, 3.12, 2.97, 2.91, 2.86, 2.99, 2.97, 2.96,
            2.86, 3.0, 2.75, 2.73, 2.84,
        ],
    ),
    (
        "ELECTRICITY",
        [
            4.15, 4.07, 4.14, 3.86, 3.65, 3.77, 3.73, 4.18, 3.94, 3.83, 3.75, 4.39, 3.68, 3.86, 3.91, 3.79, 3.8, 3.74,
            3.62, 3.65, 3.68, 3.46, 3.71,
        ],
    ),
    (
        "UNIVERSITY",
        [
            27.4, 13.9, 15.3, 10.0, 23.2, 9.5, 14.9, 14.2, 25.3, 24.2, 14.4, 11.2, 12.3, 13.6, 13.1, 13.6, 12.6, 11.0,
            15.6, 13.0, 8.2, 7.7, 10.6,
        ],
    ),
];

fn tai() -> Arc<Input> {
    let schooling: Vec<f64> = SCHOOLING.iter().map(|line| line.0).collect();
    let of = |code: &str| match OTHERS.iter().find(|(there, _)| *there == code) {
        Some((_, figures)) => figures.to_vec(),
        None => schooling.clone(),
    };
    let columns: Vec<(&str, Vec<f64>)> = CODES.iter().map(|code| (*code, of(code))).collect();
    let columns: Vec<(&str, f64, &[f64])> = columns.iter().map(|(code, x)| (*code, 1.0, x.as_slice())).collect();
    small(&columns)
}

#[test]
fn published_schooling_scores() {
    let input = tai();
    for (method, place) in
        [(r#"{"zscore": {"mean": 0, "deviation": 1}}"#, 0), (r#"{"minmax": {"lower": 0, "upper": 1}}"#, 1)]
    {
        let ours = run(&input, &format!(r#"{{"normalise": {{"method": {method}}}}}"#));
        for (row, (_, z, minmax)) in SCHOOLING.iter().enumerate() {
            let published = [z, minmax][place];
            // Published with two decimals.
            assert!((column(&input, &ours, "SCHOOLING")[row] - published).abs() <= 0.0051, "{method} {row}");
        }
    }
}

fn table_20() -> Comparisons {
    let third = 1.0 / 3.0;
    Comparisons {
        codes: CODES.iter().map(|code| (*code).to_owned()).collect(),
        matrix: vec![
            vec![1.0, 2.0, 3.0, 2.0, 5.0, 5.0, 1.0, 3.0],
            vec![0.5, 1.0, 2.0, 0.5, 4.0, 4.0, 0.5, 3.0],
            vec![third, 0.5, 1.0, 0.25, 2.0, 2.0, 0.2, 0.5],
            vec![0.5, 2.0, 4.0, 1.0, 4.0, 4.0, 0.5, 3.0],
            vec![0.2, 0.25, 0.5, 0.25, 1.0, 1.0, 0.2, 0.5],
            vec![0.2, 0.25, 0.5, 0.25, 1.0, 1.0, 0.2, 0.5],
            vec![1.0, 2.0, 5.0, 2.0, 5.0, 5.0, 1.0, 4.0],
            vec![third, third, 2.0, third, 2.0, 2.0, 0.25, 1.0],
        ],
        consistency_max: 0.1,
    }
}

#[test]
fn priorities_of_the_pairwise_comparisons() {
    let judgement = judged(&table_20()).expect("weights");
    let expected = [
        0.2290633076925929,
        0.13457100405180833,
        0.05936172809627971,
        0.1761449453590684,
        0.03854229879351342,
        0.03854229879351342,
        0.2522348119769443,
        0.07153960523627947,
    ];
    same("priorities", &judgement.weights, &expected);
    // A·w = λ·w, and the comparisons are nearly consistent.
    for (row, line) in table_20().matrix.iter().enumerate() {
        let product: f64 = line.iter().zip(&judgement.weights).map(|(x, w)| x * w).sum();
        same("A·w", &[product], &[judgement.eigenvalue * judgement.weights[row]]);
    }
    assert!(judgement.ratio > 0.0 && judgement.ratio < 0.1, "{}", judgement.ratio);
}

#[test]
fn factor_weights_are_near_the_published_ones() {
    // Table 22, row FA. The handbook extracts four factors from the same figures by software it does not name and
    // publishes two decimals; the order and the size of the weights come out.
    let published = [0.17, 0.15, 0.11, 0.06, 0.08, 0.13, 0.13, 0.17];
    let input = tai();
    let ours = run(&input, r#"{"weigh": {"level": 1, "method": {"factors": {"count": 4}}}}"#);
    let weights = &ours.last().weights;
    let total: f64 = weights[..8].iter().sum();
    assert!((total - 1.0).abs() < 1e-12);
    for (at, code) in CODES.iter().enumerate() {
        assert!((weights[at] - published[at]).abs() < 0.02, "{code}: {} is not {}", weights[at], published[at]);
    }
}

#[test]
fn budgets_of_points_are_averaged_by_expert() {
    let input = tai();
    let ours = run(
        &input,
        r#"{"weigh": {"method": {"budget_allocation": [
            {"PATENTS": 10, "ROYALTIES": 30, "INTERNET": 60}, {"PATENTS": 1, "ROYALTIES": 1, "INTERNET": 0}]}}}"#,
    );
    same("budget", &ours.last().weights[..4], &[0.3, 0.4, 0.3, 1.0]);
}
