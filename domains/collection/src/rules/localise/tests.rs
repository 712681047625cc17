//! The fewest entries to change.

use proptest::prelude::*;

use super::super::check::{Facts, Record};
use super::super::sample::{junior, primary, school_form, values};
use super::{Change, Suggestion, suggest};
use crate::model::form::{Figure, Form, Severity, Values};

fn suggested(form: &Form, now: &Values) -> Suggestion {
    let record = Record { key: "own", now, before: None };
    suggest(form, &Facts { record, peers: &[] }).expect("a suggestion")
}

fn change(field: &str, from: f64, to: Option<f64>) -> Change {
    Change { field: field.to_owned(), from: Some(from), to }
}

#[test]
fn nothing_is_suggested_where_nothing_is_broken() {
    let form = school_form();
    assert_eq!(suggested(&form, &primary(&form)), Suggestion::default());
    assert_eq!(suggested(&form, &Values::new()), Suggestion::default(), "what is not filled in is no slip");
    // A soft rule is no reason to change anything.
    let mut soft = primary(&form);
    soft.extend(values(&[("multimedia_rooms", "90")]));
    assert_eq!(suggested(&form, &soft), Suggestion::default());
}

/// The total is surer than a band, so one band is suggested; which of the ten is told as so many choices.
#[test]
fn a_sum_is_mended_in_one_place() {
    let form = school_form();
    let mut now = primary(&form);
    now.extend(values(&[("classes_36_40", "19")]));
    let found = suggested(&form, &now);
    assert!(found.proved && !found.contradiction && found.left_out.is_empty(), "{found:?}");
    assert_eq!(found.changes.len(), 1);
    let all: Vec<&Change> = std::iter::once(&found.changes).chain(&found.others).flatten().collect();
    assert!(all.contains(&&change("classes_36_40", 19.0, Some(20.0))), "{all:?}");
    assert!(all.iter().all(|one| one.field != "classes"), "the total weighs more: {all:?}");
    for one in all {
        let mut mended = now.clone();
        mended.insert(one.field.clone(), Figure::Number(one.to.expect("a value")));
        let record = Record { key: "own", now: &mended, before: None };
        let left = super::flags(&form, &Facts { record, peers: &[] }).expect("flags");
        assert!(!left.iter().any(|flag| flag.severity == Severity::Hard), "{}: {left:?}", one.field);
    }
}

/// Three rules name one field that is wrong: that field and no other is suggested, although its value is open.
#[test]
fn the_field_that_many_rules_name_is_suggested() {
    let form = school_form();
    let mut now = junior(&form);
    now.extend(values(&[("teachers", "6")]));
    let found = suggested(&form, &now);
    assert_eq!(found.changes, [change("teachers", 6.0, None)], "{found:?}");
    assert!(found.proved);
}

#[test]
fn yes_and_no_are_determined_and_conditions_are_kept() {
    let form = school_form();
    let mut now = primary(&form);
    now.extend(values(&[("built_by_2010", "0")]));
    assert_eq!(suggested(&form, &now).changes, [change("built_by_2010", 0.0, Some(1.0))]);
    // What is not asked of a primary school is not what should change.
    now = primary(&form);
    now.extend(values(&[("pupils_primary", "96")]));
    let found = suggested(&form, &now);
    let named: Vec<&str> = found.changes.iter().map(|change| change.field.as_str()).collect();
    assert_eq!(named, ["pupils_primary"], "{found:?}");
}

#[test]
fn bounds_are_broken_conditions_too_and_what_is_not_linear_is_told() {
    let form = school_form();
    let mut now = primary(&form);
    now.extend(values(&[("indoor_sports_area", "-5")]));
    let found = suggested(&form, &now);
    assert_eq!(found.changes.iter().map(|one| one.field.as_str()).collect::<Vec<_>>(), ["indoor_sports_area"]);

    let mut other = form.clone();
    let text = serde_json::json!({
        "code": "product", "severity": "hard", "says": { "zh": "积", "en": "" },
        "test": { "kind": "compare", "left": "music_rooms * art_rooms", "operator": "equal", "right": "9[间·间]" }
    });
    other.checks.push(serde_json::from_value(text).expect("a check"));
    let found = suggested(&other, &primary(&other));
    assert_eq!((found.left_out.as_slice(), found.changes.len()), (&["product".to_owned()][..], 0), "{found:?}");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    /// One slip in one figure: what is suggested never weighs more than that one, and where values are told they mend the return.
    #[test]
    fn one_slip_costs_no_more_than_itself(place in 0_usize..65, slip in 1_i32..2_000) {
        let form = school_form();
        let mut now = primary(&form);
        let field = &form.fields[place];
        let Some(was) = now.get(&field.name).and_then(Figure::number).filter(|_| field.kind.numeric()) else { return Ok(()) };
        let yes_no = field.kind == crate::model::form::Kind::YesNo;
        let slipped = if yes_no { 1.0 - was } else { was + f64::from(slip) };
        now.insert(field.name.clone(), Figure::Number(slipped));
        let found = suggested(&form, &now);
        prop_assert!(!found.contradiction);
        let weight = |name: &str| form.fields.iter().find(|one| one.name == name).map_or(0.0, |one| one.weight);
        let cost: f64 = found.changes.iter().map(|change| weight(&change.field)).sum();
        prop_assert!(cost <= field.weight, "{found:?}");
        for set in std::iter::once(&found.changes).chain(&found.others) {
            let mut mended = now.clone();
            if set.is_empty() || set.iter().any(|change| change.to.is_none()) {
                continue;
            }
            mended.extend(set.iter().map(|change| (change.field.clone(), Figure::Number(change.to.unwrap_or_default()))));
            let record = Record { key: "own", now: &mended, before: None };
            let left = super::flags(&form, &Facts { record, peers: &[] }).expect("flags");
            let broken: Vec<_> = left.iter().filter(|flag| {
                flag.severity == Severity::Hard && !flag.is_missing() && !found.left_out.contains(&flag.check)
            }).collect();
            prop_assert!(broken.is_empty(), "{set:?}: {broken:?}");
        }
    }
}
