//! What the checks find, beside a plain reading of the same rules.

use indicators::expression::rules;
use proptest::prelude::*;

use super::super::sample::{county, county_form, junior, primary, school_form, values};
use super::{Asked, Facts, Record, asked, flags, of_many};
use crate::model::flag::{Flag, Found};
use crate::model::form::{Figure, Form, Severity, Values};

fn found(form: &Form, now: &Values, before: Option<&Values>) -> Vec<Flag> {
    let record = Record { key: "own", now, before };
    flags(form, &Facts { record, peers: &[] }).expect("flags")
}

fn codes(form: &Form, now: &Values) -> Vec<String> {
    found(form, now, None).into_iter().filter(|flag| !flag.is_missing()).map(|flag| flag.check).collect()
}

fn with(base: &Values, changes: &[(&str, &str)]) -> Values {
    let mut now = base.clone();
    now.extend(values(changes));
    now
}

#[test]
fn each_slip_is_flagged_by_its_check() {
    let form = school_form();
    let base = primary(&form);
    for (changes, expected) in [
        (&[][..], &[][..]),
        (&[("classes", "25")], &["classes_sum"]),
        (
            &[("pupils_primary", "0"), ("migrant_pupils", "0"), ("nearby_pupils_primary", "0")],
            &["stage_primary", "pupils_at_least", "equipment_slip"],
        ),
        (&[("pupils_primary", "1200")], &["pupils_at_most"]),
        (&[("pupils_junior", "10")], &["no_stage_junior"]),
        (&[("built_year", "2015")], &["not_built_2010"]),
        (&[("built_by_2010", "0")], &["built_2010"]),
        (&[("migrant_pupils", "961")], &["migrants"]),
        (&[("nearby_pupils_primary", "961")], &["nearby_primary"]),
        (&[("teachers_primary_bachelor", "47")], &["teachers_by_degree", "teachers_all_degrees"]),
        (&[("teachers_backbone", "57")], &["teachers_backbone"]),
        (&[("teachers_pe_arts_shared", "1")], &["shared_only_rural"]),
        (&[("leased_sports_area", "1500")], &["leased_only_dense"]),
        (&[("indoor_sports_area", "6000")], &["indoor_sports"]),
        (&[("music_rooms_96", "3")], &["music_rooms"]),
        (&[("equipment_value", "2746000")], &["equipment_slip"]),
        (&[("playground_area", "-1")], &["range:playground_area"]),
        (&[("built_year", "1600")], &["range:built_year"]),
        (&[("rural_50_100", "1")], &["rural_at_most"]),
        (&[("small_rural", "1")], &["small_rural"]),
    ] {
        let mut told = codes(&form, &with(&base, changes));
        told.sort();
        let mut expected: Vec<String> = expected.iter().map(|code| (*code).to_owned()).collect();
        expected.sort();
        assert_eq!(told, expected, "{changes:?}");
    }
}

#[test]
fn what_must_be_filled_in_depends_on_the_kind() {
    let form = school_form();
    let blank = Values::new();
    let missing = |now: &Values| -> Vec<String> {
        let flags = found(&form, now, None);
        flags.into_iter().filter(Flag::is_missing).map(|flag| flag.fields[0].clone()).collect()
    };
    let of_blank = missing(&blank);
    assert!(of_blank.contains(&"kind".to_owned()) && !of_blank.contains(&"pupils_junior".to_owned()));
    let junior_only = values(&[("kind", "junior"), ("dense_centre", "1")]);
    let of_junior = missing(&junior_only);
    for (name, asked) in
        [("pupils_junior", true), ("retention_in", true), ("leased_sports_area", true), ("pupils_primary", false)]
    {
        assert_eq!(of_junior.contains(&name.to_owned()), asked, "{name}");
    }
    let record = Record { key: "own", now: &junior_only, before: None };
    let Asked { required, skipped } = asked(&form, &record).expect("fields");
    assert_eq!(required.len(), of_junior.len() + 2, "what is asked and not missing is kind and dense_centre");
    assert!(skipped.contains(&"pupils_primary") && !skipped.contains(&"teachers_pe_arts_shared"), "{skipped:?}");
    let nothing = asked(&form, &Record { key: "own", now: &blank, before: None }).expect("fields");
    assert!(nothing.skipped.is_empty(), "before the kind is known nothing is known not to be asked");
    assert!(missing(&junior(&form)).is_empty() && missing(&primary(&form)).is_empty());
    let own = county();
    assert!(found(&county_form(), &own, None).is_empty());
}

#[test]
fn the_year_before_and_the_others_are_looked_at() {
    let form = school_form();
    let base = primary(&form);
    let before = with(&base, &[("teachers", "30"), ("classes", "23")]);
    let told = found(&form, &base, Some(&before));
    let [flag] = told.as_slice() else { panic!("{told:?}") };
    assert_eq!((flag.check.as_str(), flag.severity), ("year_teachers", Severity::Soft));
    let Found::Ratio { now, before, low, high, .. } = &flag.found else { panic!("{flag:?}") };
    assert_eq!((*now, *before, *low, *high), (56.0, 30.0, 0.7, 1.4));

    // Copied from another school; and far from the others in the size of its classes.
    let peer = |shift: u32| {
        let pupils = (900 + 10 * shift).to_string();
        with(&base, &[("pupils_primary", &pupils), ("teachers", &(50 + shift).to_string())])
    };
    let mut peers: Vec<(String, Values)> = (0..9).map(|shift| (format!("p{shift}"), peer(shift))).collect();
    peers.push(("twin".to_owned(), base.clone()));
    let own = with(&base, &[("pupils_primary", "100"), ("migrant_pupils", "0"), ("nearby_pupils_primary", "0")]);
    let record = Record { key: "own", now: &own, before: None };
    let told = flags(&form, &Facts { record, peers: &peers }).expect("flags");
    let copied = told.iter().find(|flag| flag.check == "copied").expect("copied");
    assert_eq!(copied.found, Found::Duplicate { other: "p6".to_owned() });
    let size = told.iter().find(|flag| flag.check == "peers_class_size").expect("a class size");
    let Found::Outlier { value, z, limit, unit, .. } = &size.found else { panic!("{size:?}") };
    assert!((value - 100.0 / 24.0).abs() < 1e-9 && z.abs() > *limit && unit == "人/班", "{size:?}");
}

#[test]
fn many_at_once_are_told_what_each_is_told_alone() {
    let form = school_form();
    let (base, other) = (primary(&form), junior(&form));
    let own: Vec<(String, Values)> = (0..12)
        .map(|place: usize| {
            let figures = if place.is_multiple_of(3) { &other } else { &base };
            let shift = (40 + place * place % 7).to_string();
            let changes: &[(&str, &str)] = match place {
                4 => &[("classes", "30")],
                7 => &[("kind", "primary"), ("teachers_pe", "90")],
                _ => &[],
            };
            let mut now = with(figures, changes);
            now.extend(values(&[("multimedia_rooms", &shift)]));
            (format!("u{place:02}"), now)
        })
        .collect();
    let records: Vec<Record> = own.iter().map(|(key, now)| Record { key, now, before: Some(&base) }).collect();
    let together = of_many(&form, &records).expect("flags");
    for (place, record) in records.iter().enumerate() {
        let peers: Vec<_> = own.iter().filter(|(key, _)| key != record.key).cloned().collect();
        let alone = flags(&form, &Facts { record: *record, peers: &peers }).expect("flags");
        assert_eq!(together[place], alone, "{}", record.key);
    }
    let twice = [records[0], records[0]];
    assert!(of_many(&form, &twice).is_err(), "a unit named twice");
}

#[test]
fn a_flag_is_another_when_an_entry_changes() {
    let form = school_form();
    let base = primary(&form);
    let key = |classes: &str, teachers: &str| {
        let now = with(&base, &[("classes", classes), ("teachers", teachers)]);
        found(&form, &now, None).iter().find(|flag| flag.check == "classes_sum").map(Flag::key)
    };
    assert_eq!(key("25", "56"), key("25", "60"), "an entry it is not about");
    assert_ne!(key("25", "56"), key("26", "56"));
    assert_eq!(key("24", "56"), None);
}

/// The comparisons of the form read plainly: sums and products of fields, nothing else.
fn plainly(form: &Form, now: &Values) -> Vec<String> {
    let at = |name: &str| now.get(name).and_then(Figure::number);
    let sum = |names: &[&str]| names.iter().map(|name| at(name)).sum::<Option<f64>>();
    let bands = ["to_25", "26_30", "31_35", "36_40", "41_45", "46_50", "51_55", "56_60", "61_65", "from_66"];
    let bands: Vec<String> = bands.iter().map(|band| format!("classes_{band}")).collect();
    let bands: Vec<&str> = bands.iter().map(String::as_str).collect();
    let mut found = Vec::new();
    let mut flag = |code: &str, broken: Option<bool>| {
        if broken == Some(true) {
            found.push(code.to_owned());
        }
    };
    let pair = |left: Option<f64>, right: Option<f64>| Some((left?, right?));
    flag("classes_sum", pair(at("classes"), sum(&bands)).map(|(left, right)| left != right));
    flag("teachers_backbone", pair(at("teachers_backbone"), at("teachers")).map(|(part, all)| part > all));
    flag("teachers_certified", pair(at("teachers_certified"), at("teachers")).map(|(part, all)| part > all));
    flag("indoor_sports", pair(at("indoor_sports_area"), at("teaching_area")).map(|(part, all)| part > all));
    let rooms = sum(&["music_rooms_96", "music_rooms_73_96", "music_rooms_61_73"]);
    flag("music_rooms", pair(at("music_rooms"), rooms).map(|(all, parts)| all < parts));
    let arts = sum(&["teachers_pe", "teachers_music", "teachers_art", "teachers_arts"]);
    flag("teachers_pe_arts", pair(arts, at("teachers")).map(|(part, all)| part > all));
    let leaving = sum(&["retention_graduates", "retention_out", "retention_deaths"]);
    flag("retention", pair(leaving, sum(&["retention_enrolled", "retention_in"])).map(|(out, there)| out > there));
    flag("training_funds", pair(at("training_funds"), at("public_funds")).map(|(part, all)| part > all));
    assert!(
        found
            .iter()
            .all(|code| form.check(code).is_some_and(|check| matches!(check.test, rules::Check::Compare { .. })))
    );
    found
}

const COMPARED: [&str; 8] = [
    "classes_sum",
    "teachers_backbone",
    "teachers_certified",
    "indoor_sports",
    "music_rooms",
    "teachers_pe_arts",
    "retention",
    "training_funds",
];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn flags_are_those_of_a_plain_reading(
        figures in prop::collection::vec(prop::option::weighted(0.9, 0_u32..40), 65),
        cents in 0_u32..100,
    ) {
        let form = school_form();
        let mut now = Values::new();
        for (field, figure) in form.fields.iter().zip(&figures) {
            let Some(figure) = figure.filter(|_| field.kind.numeric()) else { continue };
            let part = if super::super::figure::places(field) > 0 { f64::from(cents) / 100.0 } else { 0.0 };
            now.insert(field.name.clone(), Figure::Number(f64::from(figure) + part));
        }
        let mut told = codes(&form, &now);
        told.retain(|code| COMPARED.contains(&code.as_str()));
        told.sort();
        let mut plain = plainly(&form, &now);
        plain.sort();
        prop_assert_eq!(told, plain);
    }
}
