//! What a structure, observations and releases have to be.

use units::Fault;

use super::difference::Comparison;
use super::observation::arranged;
use super::release::{CHART, second_person, step};
use super::{Refused, structure};
use crate::model::{
    Attribute, Code, Difference, DifferenceKind, Dimension, ObservationInput, ReleaseState, StoredObservation,
    Structure,
};

fn code(id: &str, parent: &str) -> Code {
    Code { id: id.into(), name: format!("名称{id}"), name_en: String::new(), parent: parent.into() }
}

fn sample() -> Structure {
    let dimension = |id: &str, codes: &[&str]| Dimension {
        id: id.into(),
        name: id.into(),
        name_en: String::new(),
        codes: codes.iter().map(|id| code(id, "")).collect(),
    };
    Structure {
        dimensions: vec![dimension("REF_AREA", &["310000", "320000", "A", "A-B"]), dimension("INDICATOR", &["X", "Y"])],
        attributes: vec![Attribute {
            id: "UNIT_MEASURE".into(),
            name: "单位".into(),
            name_en: String::new(),
            codes: vec![code("PERSONS", ""), code("CNY", "")],
            on: vec!["INDICATOR".into()],
        }],
        textual: false,
    }
}

fn seen(area: &str, indicator: &str, period: &str, value: &str) -> ObservationInput {
    ObservationInput {
        key: vec![area.into(), indicator.into()],
        period: period.into(),
        value: (!value.is_empty()).then(|| value.into()),
        status: String::new(),
        attributes: vec!["PERSONS".into()],
    }
}

fn rows(arranged: Vec<(usize, StoredObservation)>) -> Vec<StoredObservation> {
    arranged.into_iter().map(|(_, one)| one).collect()
}

fn codes(faults: &[Fault]) -> Vec<(String, &str)> {
    faults.iter().map(|fault| (fault.field.clone(), fault.code)).collect()
}

#[test]
fn a_sound_structure_has_no_faults() {
    assert_eq!(structure::faults(&sample()), Vec::new());
}

#[test]
fn what_is_wrong_with_a_structure_is_told_by_component_and_code() {
    let change = |change: fn(&mut Structure)| {
        let mut one = sample();
        change(&mut one);
        one
    };
    for (given, field, expected) in [
        (change(|one| one.dimensions.clear()), "structure.dimensions", "form.required"),
        (change(|one| one.dimensions[0].id = "ref".into()), "structure.ref", "dissemination.structure.id"),
        (
            change(|one| one.dimensions[0].id = "TIME_PERIOD".into()),
            "structure.TIME_PERIOD",
            "dissemination.structure.twice",
        ),
        (change(|one| one.dimensions[1].id = "REF_AREA".into()), "structure.REF_AREA", "dissemination.structure.twice"),
        (change(|one| one.dimensions[0].codes.clear()), "structure.REF_AREA", "dissemination.structure.codes_none"),
        (
            change(|one| one.dimensions[0].codes[0].id = "a b".into()),
            "structure.REF_AREA.a b",
            "dissemination.structure.code",
        ),
        (
            change(|one| one.dimensions[0].codes[0].parent = "Z".into()),
            "structure.REF_AREA.310000",
            "dissemination.structure.parent",
        ),
        (
            change(|one| one.dimensions[1].codes[0].parent = "X".into()),
            "structure.INDICATOR.X",
            "dissemination.structure.circle",
        ),
        (
            change(|one| one.attributes[0].on = vec!["NONE".into()]),
            "structure.UNIT_MEASURE",
            "dissemination.structure.on",
        ),
    ] {
        let found = structure::faults(&given);
        assert!(codes(&found).contains(&(field.to_owned(), expected)), "{expected}: {found:?}");
    }
}

#[test]
fn observations_are_put_in_the_order_of_their_bytes_dimension_by_dimension() {
    let given = [
        seen("A-B", "X", "2001", "1"),
        seen("A", "Y", "2000", "2"),
        seen("A", "X", "2001", "3"),
        seen("A", "X", "2000", "4"),
    ];
    let found = rows(arranged(&sample(), &given).unwrap());
    let keys: Vec<String> = found.iter().map(|one| one.key.join(" ")).collect();
    assert_eq!(keys, ["A X 2000", "A X 2001", "A Y 2000", "A-B X 2001"]);
    let places: Vec<Vec<u8>> = found.iter().map(|one| crate::store::observation::place(&one.key)).collect();
    assert!(places.is_sorted(), "places are in the order of keys");
}

#[test]
fn what_is_wrong_with_observations_is_told_by_row_and_component() {
    let status =
        |status: &str, value: &str| ObservationInput { status: status.into(), ..seen("A", "X", "2001", value) };
    let unit = |unit: &str| ObservationInput { attributes: vec![unit.into()], ..seen("A", "X", "2001", "1") };
    for (given, field, expected) in [
        (seen("B", "X", "2001", "1"), "2.REF_AREA", "dissemination.observation.code"),
        (seen("A", "X", "20x1", "1"), "2.TIME_PERIOD", "dissemination.observation.period"),
        (seen("A", "X", "", "1"), "2.TIME_PERIOD", "dissemination.observation.period"),
        (seen("A", "X", "2001", "NaN"), "2.OBS_VALUE", "dissemination.observation.number"),
        (seen("A", "X", "2001", "inf"), "2.OBS_VALUE", "dissemination.observation.number"),
        (seen("A", "X", "2001", "1e999"), "2.OBS_VALUE", "dissemination.observation.number"),
        (seen("A", "X", "2001", "1,000"), "2.OBS_VALUE", "dissemination.observation.number"),
        (seen("A", "X", "2001", "0x10"), "2.OBS_VALUE", "dissemination.observation.number"),
        (status("Z", "1"), "2.OBS_STATUS", "dissemination.observation.status"),
        (status("A", ""), "2.OBS_VALUE", "dissemination.observation.value_missing"),
        (status("O", "1"), "2.OBS_VALUE", "dissemination.observation.value_there"),
        (unit("MILES"), "2.UNIT_MEASURE", "dissemination.observation.code"),
        (unit("CNY"), "2.UNIT_MEASURE", "dissemination.observation.differs"),
        (seen("A", "X", "2000", "1"), "2.TIME_PERIOD", "dissemination.observation.twice"),
        (
            ObservationInput { key: vec!["A".into()], ..seen("A", "X", "2001", "1") },
            "2.key",
            "dissemination.observation.key",
        ),
    ] {
        let found = arranged(&sample(), &[seen("A", "X", "2000", "1"), given]).unwrap_err();
        assert!(codes(&found).contains(&(field.to_owned(), expected)), "{expected}: {found:?}");
    }
    assert_eq!(arranged(&sample(), &[]).unwrap_err()[0].code, "dissemination.observation.none");
}

#[test]
fn a_missing_value_gets_the_status_that_says_so() {
    let found = rows(arranged(&sample(), &[seen("A", "X", "2000", ""), seen("A", "X", "2001", "-0.0")]).unwrap());
    assert_eq!((found[0].value.as_deref(), found[0].status.as_str()), (None, "O"));
    assert_eq!((found[1].value.as_deref(), found[1].status.as_str()), (Some("-0.0"), "A"));
}

#[test]
fn two_releases_are_compared_side_by_side() {
    let of = |list: &[(&str, &str)]| -> Vec<StoredObservation> {
        let given: Vec<ObservationInput> = list.iter().map(|(period, value)| seen("A", "X", period, value)).collect();
        rows(arranged(&sample(), &given).unwrap())
    };
    let (old, new) =
        (of(&[("2000", "1"), ("2001", "2"), ("2002", "3")]), of(&[("2001", "2"), ("2002", "3.5"), ("2003", "4")]));
    let mut found: Vec<Difference> = Vec::new();
    let mut comparison = Comparison::new(|one| found.push(one));
    let (mut left, mut right) = (old.iter(), new.iter());
    let (mut one, mut other) = (left.next(), right.next());
    while one.is_some() || other.is_some() {
        let (took_old, took_new) = comparison.step(one, other);
        if took_old {
            one = left.next();
        }
        if took_new {
            other = right.next();
        }
    }
    let told: Vec<(&str, DifferenceKind)> = found.iter().map(|one| (one.key[2].as_str(), one.kind)).collect();
    let expected =
        [("2000", DifferenceKind::Removed), ("2002", DifferenceKind::Changed), ("2003", DifferenceKind::Added)];
    assert_eq!(told, expected);
    assert_eq!((found[1].before.as_deref(), found[1].after.as_deref()), (Some("3"), Some("3.5")));
}

#[test]
fn the_chart_is_sound_and_a_release_is_never_edited() {
    assert_eq!(CHART.check(), Vec::new());
    for verb in ["receive", "propose", "return", "release"] {
        assert_eq!(step(ReleaseState::Released, verb, &["publisher"]).unwrap_err(), Refused::NotNow, "{verb}");
        assert_eq!(step(ReleaseState::Withdrawn, verb, &["publisher"]).unwrap_err(), Refused::NotNow, "{verb}");
    }
    assert_eq!(step(ReleaseState::Draft, "propose", &[]).unwrap_err(), Refused::NotYours);
}

#[test]
fn who_made_or_proposed_a_release_does_not_release_it() {
    let release = crate::tests::release_of("maker", Some("proposer"));
    assert_eq!(second_person(&release, "maker"), Err(Refused::SamePerson));
    assert_eq!(second_person(&release, "proposer"), Err(Refused::SamePerson));
    assert_eq!(second_person(&release, "other"), Ok(()));
}

#[test]
fn the_confidentiality_that_comes_by_itself_does_not_count_against_the_limit() {
    let mut full = sample();
    let one = |at: usize| Attribute { id: format!("NOTE_{at}"), on: Vec::new(), ..full.attributes[0].clone() };
    full.attributes = (0..structure::ATTRIBUTES_MAX).map(one).collect();
    let (kept, place) = super::suppress::with_confidentiality(&full);
    assert_eq!((kept.attributes.len(), place), (structure::ATTRIBUTES_MAX + 1, structure::ATTRIBUTES_MAX));
    assert_eq!(structure::faults(&kept), Vec::new());
    let one_more = Attribute { id: "ONE_MORE".into(), ..full.attributes[0].clone() };
    full.attributes.push(one_more);
    let found = structure::faults(&full);
    assert_eq!(codes(&found), [("structure.attributes".to_owned(), "dissemination.structure.many")]);
}
