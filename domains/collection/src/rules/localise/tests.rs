//! The fewest entries to change.

use super::super::check::{Facts, Record};
use super::super::sample::{junior, primary, school_form, values};
use super::{Change, Suggestion, suggest};
use crate::model::form::{Figure, Form, Severity, Values};

fn suggested(form: &Form, now: &Values) -> Suggestion {
    let record = Record { key: "own", now, before: None };
    suggest(form, &Facts { record, peers: &[] }).expect("a suggestion")
}

fn change(field: &str, from: f64, to: Option<f64>) -> Change {
    Change { field: field.to_owned(), from: Some(Figure::Number(from)), to: to.map(Figure::Number) }
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
        mended.insert(one.field.clone(), one.to.clone().expect("a value"));
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

/// An answer decides which rules are asked: one answer to change weighs less than all that these rules then find.
#[test]
fn another_answer_may_be_the_least_to_change() {
    let form = school_form();
    let mut now = primary(&form);
    now.extend(values(&[("rural_50_100", "1")]));
    assert_eq!(suggested(&form, &now).changes, [change("rural_50_100", 1.0, Some(0.0))]);

    now = primary(&form);
    now.extend(values(&[("kind", "junior")]));
    let found = suggested(&form, &now);
    let text = |value: &str| Some(Figure::Text(value.to_owned()));
    let kind = |value: &str| vec![Change { field: "kind".to_owned(), from: text("junior"), to: text(value) }];
    let all: Vec<&Vec<Change>> = std::iter::once(&found.changes).chain(&found.others).collect();
    assert!(all.contains(&&kind("primary")), "{found:?}");
}

/// One slip in any one figure: what is suggested never weighs more than that one, and where values are told they mend the return.
#[test]
fn one_slip_costs_no_more_than_itself() {
    let form = school_form();
    let slips = form.fields.iter().flat_map(|field| [1.0, 40.0, 1_999.0].map(|slip| (field, slip)));
    let mut asked = 0;
    for (field, slip) in slips {
        let mut now = primary(&form);
        let Some(was) = now.get(&field.name).and_then(Figure::number).filter(|_| field.kind.numeric()) else {
            continue;
        };
        let yes_no = field.kind == crate::model::form::Kind::YesNo;
        now.insert(field.name.clone(), Figure::Number(if yes_no { 1.0 - was } else { was + slip }));
        let found = suggested(&form, &now);
        assert!(!found.contradiction, "{}", field.name);
        let weight = |name: &str| form.fields.iter().find(|one| one.name == name).map_or(0.0, |one| one.weight);
        let cost: f64 = found.changes.iter().map(|change| weight(&change.field)).sum();
        assert!(cost <= field.weight, "{} by {slip}: {found:?}", field.name);
        for set in std::iter::once(&found.changes).chain(&found.others) {
            if set.is_empty() || set.iter().any(|change| change.to.is_none()) {
                continue;
            }
            let mut mended = now.clone();
            mended.extend(set.iter().filter_map(|change| Some((change.field.clone(), change.to.clone()?))));
            let record = Record { key: "own", now: &mended, before: None };
            let left = super::flags(&form, &Facts { record, peers: &[] }).expect("flags");
            let hard = left.iter().filter(|flag| flag.severity == Severity::Hard && !flag.is_missing());
            let broken: Vec<_> = hard.filter(|flag| !found.left_out.contains(&flag.check)).collect();
            assert!(broken.is_empty(), "{set:?}: {broken:?}");
            asked += 1;
        }
    }
    assert!(asked > 20, "{asked} sets with values");
}
