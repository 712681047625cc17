//! What is shipped says what is documented, and labels the rest.

use super::super::{Basis, Shipped, Standard, StandardFault};

#[test]
fn every_shipped_standard_is_read() {
    for shipped in &Shipped::ALL {
        let standard = shipped.read().unwrap_or_else(|fault| panic!("{}: {fault}", shipped.id));
        assert_eq!(standard.id, shipped.id);
        let written = serde_json::to_string(&standard).expect("written");
        assert_eq!(Standard::parse(&written).expect("read"), standard);
    }
    assert!(Standard::shipped("nothing").is_none());
}

#[test]
fn limits_are_those_of_the_documents() {
    let standard = super::quality();
    let of = |stage: &str| -> Vec<f64> { standard.indicators.iter().map(|rule| rule.limits[stage].value).collect() };
    assert_eq!(of("primary"), [4.2, 1.0, 0.9, 4.5, 7.5, 2000.0, 2.3]);
    assert_eq!(of("junior"), [5.3, 1.0, 0.9, 5.8, 10.2, 2500.0, 2.4]);
    let rule = standard.school_rule.expect("a rule");
    assert_eq!((rule.reach_at_least, rule.basis), (6, Basis::Documented));
    // The floor and the weighting under the measures of 2017 are not official here.
    let floor = rule.floor.expect("a floor");
    assert_eq!((floor.value, floor.basis), (0.85, Basis::Known));
    let dispersion = standard.dispersion.expect("a limit");
    assert_eq!((dispersion.each["primary"].value, dispersion.each["junior"].value), (0.50, 0.45));
    assert_eq!((dispersion.weighting_basis, dispersion.composite.len()), (Basis::Known, 0));
    assert!(
        standard.split.iter().all(|split| split.formula_basis == Basis::Inferred && split.basis == Basis::Documented)
    );

    let basic = Standard::shipped("county_basic_balance_2012").expect("shipped");
    assert!(basic.indicators.len() == 8 && basic.indicators.iter().all(|rule| rule.basis == Basis::Known));
    let limits = basic.dispersion.expect("limits");
    assert_eq!((limits.composite["primary"].value, limits.composite["junior"].value), (0.65, 0.55));
    assert_eq!((limits.composite["primary"].basis, limits.weighting_basis), (Basis::Documented, Basis::Documented));
}

#[test]
fn a_standard_that_does_not_fit_together_is_told_where() {
    let good = serde_json::to_value(super::quality()).expect("written");
    for (pointer, value, told) in [
        ("/indicators/0/limits/primary/value", serde_json::json!(0), "indicators[0].limits"),
        ("/indicators/0/limits/primary/basis", serde_json::json!("official"), "indicators[0].limits.primary.basis"),
        ("/indicators/1/resource/primary", serde_json::json!("teachers +"), "indicators[1].resource.primary"),
        ("/school_rule/reach_at_least", serde_json::json!(9), "school_rule.reach_at_least"),
        ("/split/0/factors/primary", serde_json::json!(-1), "split[0]"),
        ("/valid_from", serde_json::json!("2017-02-30"), "valid_from"),
        ("/elements/0/unit", serde_json::json!("斤"), "elements[0].unit"),
    ] {
        let mut bad = good.clone();
        *bad.pointer_mut(pointer).expect(pointer) = value;
        let fault = Standard::parse(&bad.to_string()).expect_err(pointer);
        let StandardFault::Unreadable { at, .. } = &fault else { panic!("{fault}") };
        assert_eq!(at, told, "{fault}");
    }
}
