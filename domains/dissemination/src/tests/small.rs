//! Small counts: withheld under one setting from draft to release, and the same ones in every version.

use op::{Actor, Error};

use super::releases::{Cast, cast};
use super::{handover, house::refusal};
use crate::model::{
    Attribute, Code, DataflowInput, ObservationInput, Release, ReleaseHead, ReleaseInput, StoredObservation,
    Suppression,
};
use crate::work::intake::Take;
use crate::work::stream::Reader;
use crate::work::{catalogue, dataflow, release};

fn rule(threshold: i64) -> Option<Suppression> {
    Some(Suppression { threshold, totals: vec!["REF_AREA".into()], ..Suppression::default() })
}

/// Changes what the dataflow says is not published.
fn set(cast: &Cast, suppression: Option<Suppression>) {
    cast.house
        .write(&cast.maker, move |op| {
            let was = dataflow::one(op, "DF_TRIAL")?;
            let content = DataflowInput { suppression: suppression.clone(), ..was.content };
            dataflow::rewrite(op, "DF_TRIAL", was.revision, &content)
        })
        .unwrap();
}

/// Counts of an area and of the three below it.
fn counts(given: [&str; 4]) -> ReleaseInput {
    let mut input = handover("DF_TRIAL", 4, 1);
    input.structure.dimensions[0].codes[1..].iter_mut().for_each(|code| code.parent = "A00000".into());
    input.observations.retain(|one| one.key[1] == "X");
    for (one, count) in input.observations.iter_mut().zip(given) {
        one.value = (!count.is_empty()).then(|| count.into());
        one.status = if count.is_empty() { "Q".into() } else { String::new() };
    }
    input
}

/// Hands over as the interface does: arranged and protected in files before anything is written.
fn fed(cast: &Cast, input: ReleaseInput) -> op::Result<Release> {
    let ReleaseInput { dataflow, released_on, change, change_en, structure, observations } = input;
    let head = ReleaseHead { dataflow, released_on, change, change_en };
    let feed =
        |_: &DataflowInput, _: &crate::model::Structure, take: &mut Take| observations.into_iter().try_for_each(take);
    release::receive_fed(&cast.house.app, &cast.maker, None, head, structure, feed)
}

fn all(cast: &Cast, release: &Release) -> Vec<StoredObservation> {
    let read = |op: &op::Op| {
        let (mut reader, mut found) = (Reader::new(release), Vec::new());
        while let Some(one) = reader.next(op)? {
            found.push(one);
        }
        Ok(found)
    };
    cast.house.app.read(&cast.maker, read).unwrap()
}

/// The values by area, `Q` where they are withheld, with the confidentiality.
fn shown(cast: &Cast, release: &Release) -> Vec<String> {
    let text = |one: &StoredObservation| {
        format!("{}{}", one.value.as_deref().unwrap_or(&one.status), one.attributes.last().map_or("", String::as_str))
    };
    all(cast, release).iter().map(text).collect()
}

#[test]
fn a_draft_made_under_another_setting_is_neither_proposed_nor_released() {
    let cast = cast();
    let drafted = cast.receive(counts(["60", "5", "25", "30"])).unwrap();
    assert_eq!(drafted.suppression, None);
    set(&cast, rule(10));
    assert_eq!(refusal(cast.step(&cast.maker, &drafted, release::propose)), "dissemination.release.rule_changed");
    let again = cast.receive(counts(["60", "5", "25", "30"])).unwrap();
    assert_eq!((again.version, &again.suppression), (1, &rule(10)));
    assert_eq!(shown(&cast, &again), ["60F", "QN", "QN", "30F"]);
    let proposed = cast.step(&cast.maker, &again, release::propose).unwrap();
    set(&cast, rule(20));
    assert_eq!(refusal(cast.step(&cast.second, &proposed, release::release)), "dissemination.release.rule_changed");
    set(&cast, rule(10));
    let released = cast.step(&cast.second, &proposed, release::release).unwrap();
    assert_eq!(released.suppression, rule(10), "and keeps it, whatever the dataflow says later");
}

#[test]
fn a_later_version_withholds_what_the_earlier_one_did() {
    let cast = cast();
    set(&cast, rule(10));
    let first = cast.released(counts(["60", "5", "25", "30"]));
    assert_eq!(shown(&cast, &first), ["60F", "QN", "QN", "30F"]);
    // By itself it would withhold the 22, and the two versions together would tell the five.
    let second = counts(["55", "5", "28", "22"]);
    let drafted = cast.receive(second.clone()).unwrap();
    assert_eq!(shown(&cast, &drafted), ["55F", "QN", "QN", "22F"]);
    let same = fed(&cast, second.clone()).unwrap();
    assert_eq!((same.version, &same.hash), (2, &drafted.hash), "in memory as in files");
    // Nobody forgets what was public: a withdrawn version counts as well.
    cast.step(&cast.maker, &first, release::withdraw).unwrap();
    assert_eq!(shown(&cast, &fed(&cast, second).unwrap()), ["55F", "QN", "QN", "22F"]);
}

#[test]
fn what_the_uploader_withheld_is_protected() {
    let cast = cast();
    set(&cast, rule(10));
    let drafted = cast.receive(counts(["60", "", "25", "30"])).unwrap();
    assert_eq!(shown(&cast, &drafted), ["60F", "QN", "QN", "30F"], "alone it would follow from the rest");
    // What was downloaded and is uploaded again withholds no more than it did.
    let again = fed(&cast, counts(["60", "", "", "30"])).unwrap();
    assert_eq!(shown(&cast, &again), ["60F", "QN", "QN", "30F"]);
}

#[test]
fn a_value_labelled_as_not_for_publication_is_withheld_like_a_small_one_or_refused_with_its_cell() {
    let cast = cast();
    set(&cast, rule(10));
    let mut input = counts(["60", "15", "25", "20"]);
    let free = |id: &str| Attribute { id: id.into(), name: id.into(), ..Attribute::default() };
    input.structure.attributes = vec![free("NOTE"), free("CONF_STATUS")];
    let label = |one: &mut ObservationInput, code: &str| one.attributes = vec![String::new(), code.into()];
    // None of them is small; alone the labelled one would follow from the rest.
    label(&mut input.observations[1], "C");
    label(&mut input.observations[2], "F");
    for drafted in [cast.receive(input.clone()), fed(&cast, input.clone())] {
        assert_eq!(shown(&cast, &drafted.unwrap()), ["60F", "QN", "25F", "QN"]);
    }
    // A zero protects nothing and nothing protects it, a share is no count, and without a setting nothing is withheld at all.
    let mut zero = input.clone();
    zero.observations[1].value = Some("0".into());
    let mut share = input.clone();
    share.observations[1].key[1] = "Y".into();
    let only = Some(Suppression { counts_in: "INDICATOR".into(), counts: vec!["X".into()], ..rule(10).unwrap() });
    for (setting, mut given) in [(rule(10), zero), (only, share), (None, input)] {
        set(&cast, setting);
        // Rows are those that were given.
        given.observations.swap(1, 3);
        for refused in [cast.receive(given.clone()), fed(&cast, given.clone())] {
            let Err(Error::Invalid(faults)) = refused else { panic!("a secret was taken in for publication") };
            let told: Vec<(&str, &str)> = faults.iter().map(|fault| (fault.field.as_str(), fault.code)).collect();
            assert_eq!(told, [("4.CONF_STATUS", "dissemination.suppression.label")]);
        }
    }
}

#[test]
fn a_dimension_with_the_name_of_the_confidentiality_is_refused() {
    let cast = cast();
    set(&cast, rule(10));
    let mut input = counts(["60", "5", "25", "30"]);
    input.structure.dimensions[1].id = "CONF_STATUS".into();
    input.structure.dimensions[1].codes.push(Code { id: "Z".into(), name: "Z".into(), ..Code::default() });
    for refused in [cast.receive(input.clone()), fed(&cast, input)] {
        let Err(Error::Invalid(faults)) = refused else { panic!("a component stands twice") };
        let told: Vec<(&str, &str)> = faults.iter().map(|fault| (fault.field.as_str(), fault.code)).collect();
        assert_eq!(told, [("structure.CONF_STATUS", "dissemination.structure.twice")]);
    }
}

#[test]
fn a_withdrawal_changes_what_is_public_though_what_is_left_is_older() {
    let cast = cast();
    let changed = || cast.house.app.read(&Actor::public(), |op| Ok(catalogue::current(op)?.changed)).unwrap();
    assert_eq!(changed(), None);
    let first = cast.released(handover("DF_TRIAL", 1, 2));
    assert_eq!(changed(), first.released_at);
    let second = cast.released(handover("DF_TRIAL", 1, 3));
    assert_eq!(changed(), second.released_at);
    let withdrawn = cast.step(&cast.maker, &second, release::withdraw).unwrap();
    assert_eq!(changed(), withdrawn.withdrawn_at);
}
