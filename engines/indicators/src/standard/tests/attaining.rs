//! Attainment of targets.

use std::collections::BTreeMap;

use units::Day;

use super::super::attain::attain;
use super::super::{Basis, Standard};

fn map(pairs: &[(&str, f64)]) -> BTreeMap<String, f64> {
    pairs.iter().map(|(code, value)| ((*code).to_owned(), *value)).collect()
}

#[test]
fn a_target_is_attained_at_most_once_and_by_its_version() {
    let standard = Standard::shipped("jiangsu_modernisation_2013").expect("shipped");
    let day = |text: &str| Day::parse(text).expect("a day");
    let actual = map(&[
        ("compulsory_retention", 99.0),
        ("preschool_enrolment", 49.0),
        ("satisfaction", f64::NAN),
        ("schooling_years", -1.0),
    ]);
    let on = |day| attain(&standard, day, &actual, &BTreeMap::new());
    let of = |found: &super::super::attain::Attained, code: &str| {
        found.targets.iter().find(|one| one.code == code).expect(code).clone()
    };
    let early = on(day("2014-06-01"));
    assert_eq!(of(&early, "compulsory_retention").attained, Some(1.0));
    assert_eq!(of(&early, "preschool_enrolment").attained, Some(0.5));
    assert_eq!(of(&early, "preschool_enrolment").lacking, Some(49.0));
    assert_eq!((of(&early, "satisfaction").attained, of(&early, "schooling_years").attained), (None, Some(0.0)));
    assert!(early.targets.iter().all(|one| one.basis == Basis::Inferred));
    // The thirteenth plan asks for 100.
    assert_eq!(of(&on(day("2017-01-01")), "compulsory_retention").attained, Some(0.99));
    assert!(on(day("2012-12-31")).targets.is_empty());
    // Only the first weight is documented: without the others there is no composite.
    assert_eq!(early.composite, None);
}

#[test]
fn a_composite_needs_every_weight_and_figure() {
    let standard = Standard::shipped("jiangsu_modernisation_2013").expect("shipped");
    let on = Day::parse("2014-06-01").expect("a day");
    let codes: Vec<String> = standard.targets.iter().map(|target| target.code.clone()).collect();
    let actual: BTreeMap<String, f64> =
        standard.targets.iter().map(|target| (target.code.clone(), target.value / 2.0)).collect();
    let weights: BTreeMap<String, f64> = codes.iter().map(|code| (code.clone(), 3.0)).collect();
    let mut all = attain(&standard, on, &actual, &weights);
    // Two targets grew later, so half of the later value is a little more of the earlier.
    let mean = all.targets.iter().map(|one| one.attained.expect("given")).sum::<f64>() / 15.0;
    assert_eq!(all.targets.len(), 15);
    assert!((all.composite.take().expect("all") - 100.0 * mean).abs() < 1e-12);
    let none: BTreeMap<String, f64> = codes.iter().map(|code| (code.clone(), 0.0)).collect();
    assert_eq!(attain(&standard, on, &actual, &none).composite, None);
}
