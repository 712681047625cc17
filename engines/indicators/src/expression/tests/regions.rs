//! A region's figure is a ratio of sums.

use super::super::{Across, Book, Expression, Fault, Indicator, Panel, Strategy};
use super::{schools, unit};

fn indicator(text: &str, unit_text: &str, across: Across) -> Indicator {
    Indicator {
        code: "I".into(),
        expression: Expression::parse(text).expect(text),
        unit: unit(unit_text),
        missing: Strategy::SkipIfAny,
        across,
    }
}

#[test]
fn a_region_is_a_ratio_of_sums_and_a_mean_of_schools_is_another_indicator() {
    let panel = Panel::of(2026, schools());
    for (text, unit_text, across, expected) in [
        // (5 + 8) ÷ (100 + 200): the third school has no pupils entered and is left out of both sums.
        ("teachers / pupils * 1", "人/百人", Across::Ratio, Some(13.0 / 3.0)),
        ("2 * (teachers / pupils) / 2", "人/百人", Across::Ratio, Some(13.0 / 3.0)),
        ("-(teachers / pupils)", "人/百人", Across::Ratio, Some(-13.0 / 3.0)),
        ("teachers / pupils", "人/百人", Across::MeanOfUnits, Some(4.5)),
        ("equipment", "万元", Across::Sum, Some(40.0)),
        // Rounded at each school, as the rule on rooms is.
        ("ceil(classes / 12[班/间])", "间", Across::Sum, Some(4.0)),
        ("teachers / zero", "", Across::Ratio, None),
    ] {
        let bound = indicator(text, unit_text, across).bind(&panel, 2026, &Book::default()).expect(text);
        let figures = bound.groups(&[0, 0, 0], 2);
        let near = match (figures[0].value, expected) {
            (Some(got), Some(expected)) => (got - expected).abs() < 1e-12,
            (got, expected) => got == expected,
        };
        assert!(near, "{text}: {figures:?}");
        assert_eq!((figures[1].value, figures[1].counted), (None, 0), "{text}");
    }
    let bound = indicator("teachers / pupils", "", Across::Ratio).bind(&panel, 2026, &Book::default()).expect("bound");
    let figure = bound.groups(&[0, 0, 0], 1)[0];
    assert_eq!((figure.counted, figure.left_out), (2, 1));
}

#[test]
fn what_does_not_add_up_is_refused() {
    let panel = Panel::of(2026, schools());
    let refused =
        |text: &str, across| indicator(text, "", across).bind(&panel, 2026, &Book::default()).expect_err(text);
    assert_eq!(refused("teachers / pupils + 1", Across::Ratio), Fault::NotARatio);
    assert!(matches!(refused("teachers / pupils + 1", Across::Sum), Fault::NotAdditive { .. }));
    assert!(matches!(refused("share", Across::Sum), Fault::NotAdditive { place: 0 }));
    assert_eq!(refused("(teachers / pupils + 1) / 2 / 3", Across::Ratio), Fault::NotARatio);
    assert!(matches!(refused("(teachers / pupils + 1) / classes * 1[班]", Across::Ratio), Fault::NotAdditive { .. }));
}

#[test]
fn the_hash_changes_with_everything_that_changes_figures() {
    let base = indicator("teachers / pupils", "", Across::Ratio);
    assert_eq!(base.hash(), indicator("(teachers)/pupils", "", Across::Ratio).hash());
    assert_ne!(base.hash(), indicator("teachers / pupils", "%", Across::Ratio).hash());
    assert_ne!(base.hash(), indicator("teachers / pupils", "", Across::MeanOfUnits).hash());
    assert_ne!(base.hash(), Indicator { missing: Strategy::Never, ..base.clone() }.hash());
    let read: Indicator = serde_json::from_str(&serde_json::to_string(&base).expect("written")).expect("read");
    assert_eq!(read, base);
}
