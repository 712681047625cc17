use crate::rules::funnel::{Funnel, Position};

#[test]
fn limits_narrow_with_pupils_and_the_spread_is_that_of_the_schools() {
    let schools = [(4.0, 100.0), (6.0, 100.0), (5.0, 400.0), (5.0, 400.0)];
    let funnel = Funnel::of(&schools).unwrap();
    assert!((funnel.mean - 5.0).abs() < 1e-12);
    // (100 + 100) ÷ (4 − 1)
    assert!((funnel.spread - 200.0 / 3.0).abs() < 1e-9);
    let (few, many) = (funnel.limits(50.0), funnel.limits(5_000.0));
    assert!(few[0] < many[0] && many[3] < few[3]);
    assert!((few[2] - (5.0 + 1.959_963_984_540_054 * (200.0_f64 / 3.0 / 50.0).sqrt())).abs() < 1e-12);
}

#[test]
fn a_value_is_placed_by_its_pupils() {
    let funnel = Funnel { mean: 5.0, spread: 100.0 };
    assert_eq!(funnel.position(7.5, 100.0), Some(Position::Above));
    assert_eq!(funnel.position(7.5, 25.0), Some(Position::Within));
    assert_eq!(funnel.position(7.5, 400.0), Some(Position::FarAbove));
    assert_eq!(funnel.position(2.5, 100.0), Some(Position::Below));
    assert_eq!(funnel.position(1.0, 400.0), Some(Position::FarBelow));
}

#[test]
fn nothing_is_told_of_few_schools_of_equal_ones_or_of_hostile_figures() {
    assert_eq!(Funnel::of(&[(1.0, 10.0), (2.0, 10.0), (3.0, 10.0)]), None);
    assert_eq!(Funnel::of(&[(1.0, 10.0); 8]), None);
    let hostile = [(f64::NAN, 10.0), (f64::INFINITY, 10.0), (1.0, 0.0), (1.0, -5.0), (1.0, f64::NAN)];
    assert_eq!(Funnel::of(&hostile), None);
    assert_eq!(Funnel::of(&[(1e300, 1e13), (0.0, 1.0), (0.0, 1.0), (0.0, 1.0)]), None, "too large to be squared");
    let funnel = Funnel { mean: 5.0, spread: 1.0 };
    assert_eq!(funnel.position(f64::NAN, 10.0), None);
    assert_eq!(funnel.position(1.0, 0.0), None);
    assert_eq!(funnel.position(-0.0, 1e9), Some(Position::FarBelow));
}
