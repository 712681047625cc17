use super::{super::Rankings, near};

/// Three units in five rankings; the last unit has no score in the last.
const RANKS: [u16; 15] = [1, 2, 3, 2, 1, 3, 1, 2, 2, 3, 1, 1, 2, 1, 0];

#[test]
fn places_are_counted() {
    let of = Rankings { ranks: &RANKS, units: 3, weights: None };
    assert_eq!(of.acceptability(), [0.4, 0.4, 0.2, 0.6, 0.4, 0.0, 0.2, 0.2, 0.4]);
    assert_eq!(of.precedence(), [0.0, 0.4, 0.6, 0.6, 0.0, 0.4, 0.2, 0.0, 0.0]);
    let intervals = of.intervals(&[0.05, 0.5, 0.95]);
    assert_eq!(intervals[0].range, (1, 3));
    assert_eq!((intervals[2].ranked, intervals[2].range), (0.8, (1, 3)));
    near(intervals[0].mean, 1.8, 1e-15);
    near(intervals[2].mean, 2.25, 1e-15);
    // Type 7 of 1, 1, 2, 2, 3: the fifth percentile stands at 0.2 steps, the 95th at 3.8.
    for (seen, expected) in intervals[0].quantiles.iter().zip([1.0, 2.0, 2.8]) {
        near(*seen, expected, 1e-12);
    }
}

#[test]
fn probabilities_weigh_rows() {
    let weights = [0.5, 0.2, 0.1, 0.1, 0.1];
    let of = Rankings { ranks: &RANKS, units: 3, weights: Some(&weights) };
    let acceptability = of.acceptability();
    near(acceptability[0], 0.6, 1e-15);
    near(of.precedence()[1], 0.6, 1e-15);
    near(of.precedence()[2], 0.8, 1e-15);
    let first = &of.intervals(&[0.0, 0.6, 0.61, 1.0])[0];
    near(first.mean, 0.6 + 2.0 * 0.3 + 3.0 * 0.1, 1e-15);
    assert_eq!(first.quantiles, [1.0, 1.0, 2.0, 3.0]);
}

/// Rows of equal probability say the same whether they bring it or not, but for the kind of quantile.
#[test]
fn equal_weights_are_no_weights() {
    let weights = [0.2; 5];
    let plain = Rankings { ranks: &RANKS, units: 3, weights: None };
    let weighed = Rankings { weights: Some(&weights), ..plain };
    for (one, other) in plain.precedence().iter().zip(weighed.precedence()) {
        near(*one, other, 1e-15);
    }
    for (one, other) in plain.acceptability().iter().zip(weighed.acceptability()) {
        near(*one, other, 1e-15);
    }
}

#[test]
fn a_unit_without_any_score_has_no_place() {
    let of = Rankings { ranks: &[1, 0, 1, 0], units: 2, weights: None };
    let none = &of.intervals(&[0.5])[1];
    assert!(none.mean.is_nan() && none.quantiles[0].is_nan());
    assert_eq!((none.ranked, none.range), (0.0, (0, 0)));
    assert_eq!(of.precedence(), [0.0; 4]);
}

#[test]
fn what_always_happens_has_probability_one() {
    let rows = 30_000;
    let ranks: Vec<u16> = (0..rows).flat_map(|_| [1, 2]).collect();
    let weights = vec![1.0 / rows as f64; rows];
    let of = Rankings { ranks: &ranks, units: 2, weights: Some(&weights) };
    assert_eq!(of.acceptability(), [1.0, 0.0, 0.0, 1.0]);
    assert_eq!(of.precedence(), [0.0, 1.0, 0.0, 0.0]);
    assert_eq!(of.intervals(&[])[1].ranked, 1.0);
}
