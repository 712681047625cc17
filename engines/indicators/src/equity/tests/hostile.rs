//! Values nobody should enter, and those that leave nothing to measure.

use super::super::{Ask, Hostile, Level, Study, Undefined};
use super::{measured, near};

#[test]
fn what_is_no_figure_is_refused_or_left_out_and_counted() {
    let found = measured(&[1.0, f64::NAN, 3.0, 5.0], &[1.0, 1.0, 1.0, 0.0], &[], Ask::default());
    assert_eq!((found.counted, found.missing, found.weightless), (2, 1, 1));
    near(found.mean.expect("mean"), 2.0);
    let study = Study::of(&[1.0, 1.0], &[], Ask::default()).expect("a study");
    assert!(matches!(study.column(&[1.0, f64::INFINITY]), Err(Hostile::NotFinite { unit: 1 })));
    assert!(matches!(study.column(&[1.0]), Err(Hostile::Length { has: 1, units: 2 })));
    for bad in [-1.0, f64::INFINITY, f64::NEG_INFINITY] {
        assert!(matches!(Study::of(&[1.0, bad], &[], Ask::default()), Err(Hostile::Weight { unit: 1, .. })));
    }
    let missing_weight = measured(&[1.0, 2.0], &[f64::NAN, 1.0], &[], Ask::default());
    assert_eq!((missing_weight.counted, missing_weight.missing), (1, 1));
    for ask in [
        Ask { atkinson: vec![0.0], ..Ask::default() },
        Ask { atkinson: vec![f64::NAN], ..Ask::default() },
        Ask { entropy: vec![f64::INFINITY], ..Ask::default() },
        Ask { ranges: vec![(90.0, 10.0)], ..Ask::default() },
    ] {
        assert!(matches!(Study::of(&[1.0], &[], ask), Err(Hostile::Asked { .. })));
    }
}

#[test]
fn a_measure_without_a_meaning_says_which() {
    use Undefined::{Denominator, NegativeMean, NegativeValue, NoUnits, ZeroMean, ZeroValue};
    let level = |count: usize| [Level::of("county", vec!["a"; count])];
    for (values, cv, gini, t, l) in [
        (vec![], Some(NoUnits), Some(NoUnits), Some(NoUnits), Some(NoUnits)),
        (vec![f64::NAN, f64::NAN], Some(NoUnits), Some(NoUnits), Some(NoUnits), Some(NoUnits)),
        (vec![0.0, -0.0], Some(ZeroMean), Some(ZeroMean), Some(ZeroMean), Some(ZeroMean)),
        (vec![-3.0, 1.0], Some(NegativeMean), Some(NegativeMean), Some(NegativeMean), Some(NegativeMean)),
        (vec![-1.0, 3.0], None, None, Some(NegativeValue), Some(NegativeValue)),
        (vec![0.0, 3.0], None, None, None, Some(ZeroValue)),
        (vec![2.0], None, None, None, None),
        (vec![2.0, 2.0, 2.0], None, None, None, None),
    ] {
        let found = measured(&values, &vec![1.0; values.len()], &level(values.len()), Ask::default());
        let got = [found.cv, found.gini, found.theil_t, found.theil_l].map(Result::err);
        assert_eq!(got, [cv, gini, t, l], "{values:?}");
        let even = values.iter().all(|value| *value == values[0]) && values.first().is_some_and(|value| *value > 0.0);
        if even {
            // Ties are even to the last bit, and so is one unit.
            assert_eq!((found.cv, found.gini, found.theil_t, found.theil_l), (Ok(0.0), Ok(0.0), Ok(0.0), Ok(0.0)));
            assert_eq!((found.mcloone, found.verstegen), (Ok(1.0), Ok(1.0)));
        }
    }
    let zero_median = measured(&[0.0, 0.0, 3.0], &[1.0; 3], &[], Ask::default());
    assert_eq!((zero_median.mcloone, zero_median.ranges[0].ratio), (Err(Denominator), Err(Denominator)));
    // With a zero, Atkinson from ε = 1 on is its limit.
    assert_eq!(measured(&[0.0, 3.0], &[1.0; 2], &[], Ask::default()).atkinson[1].1, Ok(1.0));
    near(measured(&[0.0, 3.0], &[1.0; 2], &[], Ask::default()).atkinson[0].1.expect("½"), 0.5);
}

#[test]
fn figures_at_the_edge_of_what_numbers_hold() {
    let huge = measured(&[1e308, 1e308, 1e308], &[1e10; 3], &[], Ask::default());
    assert_eq!(huge.mean, Err(Undefined::TooLarge));
    assert_eq!(huge.cv, Err(Undefined::TooLarge));
    let tiny = measured(&[1e-300, 3e-300], &[1.0; 2], &[], Ask::default());
    near(tiny.cv.expect("cv"), 0.5);
    // Nearly even: what is left of one part in 10⁹ is not lost to cancellation.
    let close = measured(&[1.0, 1.0 + 1e-9], &[1.0; 2], &[], Ask::default());
    assert!((close.cv.expect("cv") / 5e-10 - 1.0).abs() < 1e-6);
    assert!((close.gini.expect("gini") / 2.5e-10 - 1.0).abs() < 1e-6);
}

#[test]
fn a_level_that_does_not_refine_the_one_before_has_no_step() {
    let levels = [Level::of("city", ["a", "a", "b", "b"]), Level::of("type", ["u", "r", "u", "r"])];
    let found = measured(&[1.0, 2.0, 3.0, 4.0], &[1.0; 4], &levels, Ask::default());
    assert!(found.levels[1].theil_t.step.is_none());
    assert_eq!(found.levels[1].groups.len(), 2);
}
