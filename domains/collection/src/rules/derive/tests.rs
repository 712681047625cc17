//! What a standard asks for is given by the forms.

use std::collections::BTreeSet;

use indicators::standard::Standard;

use super::super::check::{Facts, Record, flags};
use super::super::sample::{county, county_form, junior, primary, school_form, values};
use super::{elements, judged, judged_county, rolled_up};
use crate::model::form::{Figure, Form, Severity};

fn names(form: &Form) -> BTreeSet<&str> {
    let fields = form.fields.iter().map(|field| field.name.as_str());
    let derived = form.derived.iter().map(|derived| derived.formula.name.as_str());
    fields.chain(derived).chain(form.rollups.iter().map(|rollup| rollup.name.as_str())).collect()
}

/// Each column of the standard of 2017 is a field of a form or comes from its fields by a formula with a name.
#[test]
fn the_forms_give_every_column_the_standard_needs() {
    let standard = Standard::shipped("county_quality_balance_2017").expect("the standard");
    let (school, county) = (school_form(), county_form());
    let unit = |form: &Form, name: &str| {
        let derived = form.derived.iter().find(|derived| derived.formula.name == name);
        let rolled = form.rollups.iter().find(|rollup| rollup.name == name).map(|rollup| rollup.unit.clone());
        form.field(name).map(|field| field.unit.clone()).or(derived.and_then(|one| one.formula.unit.clone())).or(rolled)
    };
    for element in &standard.elements {
        let form = match element.of {
            indicators::standard::Place::School => &school,
            indicators::standard::Place::County => &county,
        };
        assert!(names(form).contains(element.name.as_str()), "{} of {:?} is asked nowhere", element.name, element.of);
        let given = unit(form, &element.name).unwrap_or_else(indicators::expression::Unit::number);
        assert!(given.fits(&element.unit), "{} is {given:?} and not {:?}", element.name, element.unit);
    }
    assert!(names(&school).contains("kind"));
}

#[test]
fn approved_figures_feed_the_verdict() {
    let standard = Standard::shipped("county_quality_balance_2017").expect("the standard");
    let (school, county_form) = (school_form(), county_form());
    let (one, two, own) = (primary(&school), junior(&school), county());
    let returns = [("P1", &one), ("J1", &two)];
    let table = judged(&school, &returns).expect("a table");
    let of_county = judged_county(&county_form, ("341122", &own), &school, &returns).expect("a record");
    let verdict = standard.judge(table, Some(of_county)).expect("a verdict");
    assert_eq!(verdict.passed, Some(true), "{:?}", verdict.reasons);

    let mut fewer = one.clone();
    fewer.insert("teachers_backbone".to_owned(), Figure::Number(2.0));
    fewer.insert("teachers_pe".to_owned(), Figure::Number(0.0));
    let returns = [("P1", &fewer), ("J1", &two)];
    let of_county = judged_county(&county_form, ("341122", &own), &school, &returns).expect("a record");
    let verdict = standard.judge(judged(&school, &returns).expect("a table"), Some(of_county)).expect("a verdict");
    assert_eq!(verdict.passed, Some(false));
}

#[test]
fn a_county_sums_amounts_and_divides_sums() {
    let (school, county_form) = (school_form(), county_form());
    let (one, mut two) = (primary(&school), junior(&school));
    two.extend(values(&[("kind", "nine_year"), ("pupils_primary", "40"), ("nearby_pupils_primary", "10")]));
    let given = rolled_up(&county_form, &school, &[("a", &one), ("b", &two)]).expect("sums");
    assert_eq!(given["teachers_all"], 122.0);
    // (960 + 10) ÷ (960 + 40), and not the mean of 100 % and 25 %.
    assert!((given["nearby_primary"] - 97.0).abs() < 1e-9, "{given:?}");
    assert!((given["public_funds"] - 172.8).abs() < 1e-9);
    assert!(rolled_up(&county_form, &school, &[]).expect("nothing").is_empty());
}

#[test]
fn derived_elements_count_what_is_not_asked_as_nought() {
    let form = school_form();
    let own = primary(&form);
    let all = elements(&form, &[("P1", &own)]).expect("elements").remove(0);
    for (name, expected) in [
        ("pupils", 960.0),
        ("classes_over_45", 0.0),
        ("pupils_junior", 0.0),
        ("has_junior", 0.0),
        ("pupils_at_least", 884.0),
    ] {
        assert_eq!(all[name].number(), Some(expected), "{name}");
    }
    // Before the kind is known nothing is known to be nought.
    let mut blank = own.clone();
    blank.remove("kind");
    blank.remove("pupils_primary");
    let all = elements(&form, &[("P1", &blank)]).expect("elements").remove(0);
    assert!(!all.contains_key("pupils_junior") && !all.contains_key("pupils"));
}

#[test]
fn the_invented_returns_have_no_hard_flag() {
    let (school, county_form) = (school_form(), county_form());
    for (form, now) in [(&school, primary(&school)), (&school, junior(&school)), (&county_form, county())] {
        let record = Record { key: "x", now: &now, before: None };
        let found = flags(form, &Facts { record, peers: &[] }).expect("flags");
        let hard: Vec<_> = found.iter().filter(|flag| flag.severity == Severity::Hard).collect();
        assert!(hard.is_empty(), "{hard:#?}");
    }
}
