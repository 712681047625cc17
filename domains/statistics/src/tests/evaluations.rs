//! An evaluation's whole life, and everything that stops it on the way.

use op::{Actor, Error};

use super::data_sets::writer;
use super::house::{House, officer, refusal};
use crate::facts;
use crate::model::{DataSet, Evaluation, EvaluationState, StepInput};
use crate::rules::tests::{document, small};
use crate::work::{data_set, evaluation};

pub(super) fn second() -> Actor {
    officer("prs_second", "province_officer", "320000")
}

pub(super) fn received(house: &House) -> DataSet {
    house.write(&writer(), |op| data_set::receive(op, &small())).unwrap()
}

pub(super) fn drafted(house: &House, set: &DataSet) -> Evaluation {
    let input = document(&set.id);
    house.write(&writer(), move |op| evaluation::draft(op, &input)).unwrap()
}

fn at(one: &Evaluation, reason: &str) -> (String, StepInput) {
    (one.id.clone(), StepInput { version: one.version, revision: one.revision, reason: reason.into() })
}

fn step(
    house: &House,
    actor: &Actor,
    one: &Evaluation,
    reason: &str,
    verb: fn(&op::Op, &str, &StepInput) -> op::Result<Evaluation>,
) -> op::Result<Evaluation> {
    let (id, at) = at(one, reason);
    house.write(actor, move |op| verb(op, &id, &at))
}

pub(super) fn published(house: &House, one: &Evaluation) -> Evaluation {
    let proposed = step(house, &writer(), one, "", evaluation::propose).unwrap();
    step(house, &second(), &proposed, "", evaluation::publish).unwrap()
}

#[test]
fn two_persons_publish_it_and_then_everybody_reads_it() {
    let house = House::new();
    let set = received(&house);
    let draft = drafted(&house, &set);
    let seen = |actor: &Actor| house.app.read(actor, |op| evaluation::versions(op, &draft.id)).map(|all| all.len());
    assert!(matches!(seen(&Actor::public()), Err(Error::Missing)));
    let proposed = step(&house, &writer(), &draft, "", evaluation::propose).unwrap();
    let own = step(&house, &writer(), &proposed, "", evaluation::publish);
    assert_eq!(refusal(own), "statistics.evaluation.same_person");
    let stranger = officer("prs_far", "province_officer", "330000");
    assert!(matches!(step(&house, &stranger, &proposed, "", evaluation::publish), Err(Error::Missing)));
    let done = step(&house, &second(), &proposed, "", evaluation::publish).unwrap();
    assert_eq!((done.state, done.published_by.as_deref()), (EvaluationState::Published, Some("prs_second")));
    assert_eq!(seen(&Actor::public()).unwrap(), 1);
    assert!(house.app.read(&Actor::public(), |op| data_set::versions(op, &set.id)).is_ok());
    // Twice is once too often, and what is published is never edited.
    assert_eq!(refusal(step(&house, &second(), &proposed, "", evaluation::publish)), "statistics.flow.not_now");
    let (id, at) = at(&done, "");
    let edit = house.write(&writer(), move |op| evaluation::edit(op, &id, &at, &document("x")));
    assert_eq!(refusal(edit), "statistics.flow.not_now");
}

#[test]
fn the_next_version_supersedes_the_one_in_force() {
    let house = House::new();
    let first = published(&house, &drafted(&house, &received(&house)));
    let id = first.id.clone();
    let next = house.write(&writer(), move |op| evaluation::draft_next(op, &id)).unwrap();
    assert_eq!((next.version, &next.result), (2, &first.result), "the same document on the same figures is one result");
    let id = first.id.clone();
    let again = house.write(&writer(), move |op| evaluation::draft_next(op, &id));
    assert_eq!(refusal(again), "statistics.evaluation.draft_exists");
    published(&house, &next);
    let all = house.app.read(&Actor::public(), |op| evaluation::versions(op, &first.id)).unwrap();
    let states: Vec<EvaluationState> = all.iter().map(|one| one.state).collect();
    assert_eq!(states, [EvaluationState::Published, EvaluationState::Superseded]);
}

#[test]
fn returned_with_a_reason_it_is_a_draft_again_and_whoever_saw_an_older_one_is_refused() {
    let house = House::new();
    let draft = drafted(&house, &received(&house));
    let proposed = step(&house, &writer(), &draft, "", evaluation::propose).unwrap();
    let silent = step(&house, &second(), &proposed, " ", evaluation::give_back);
    assert!(matches!(silent, Err(Error::Invalid(_))), "{silent:?}");
    let back = step(&house, &second(), &proposed, "请核对单位", evaluation::give_back).unwrap();
    assert_eq!((back.state, back.reason.as_str()), (EvaluationState::Draft, "请核对单位"));
    assert_eq!(refusal(step(&house, &writer(), &draft, "", evaluation::propose)), "statistics.flow.not_now");
}

#[test]
fn a_document_that_cannot_be_computed_is_not_kept() {
    let house = House::new();
    let set = received(&house);
    let mut input = document(&set.id);
    input.lines[1].expression = "students / nobody".into();
    let outcome = house.write(&writer(), move |op| evaluation::draft(op, &input));
    let Err(Error::Invalid(faults)) = outcome else { panic!("{outcome:?}") };
    assert_eq!((faults[0].code, faults[0].args.get("place")), ("statistics.document.no_element", Some("lines")));
    let unknown = house.write(&writer(), |op| evaluation::draft(op, &document("sds_none")));
    assert_eq!(refusal(unknown), "statistics.data_set.unknown");
}

#[test]
fn results_go_out_as_a_structure_with_observations() {
    let house = House::new();
    let one = published(&house, &drafted(&house, &received(&house)));
    let told = house.app.read(&Actor::system("test"), |op| facts::evaluation(op, &one.id)).unwrap();
    assert_eq!((told.elements.len(), told.regions.len(), told.periods), (3, 4, vec![2018, 2019]));
    assert_eq!(told.figures.len(), 3 * 4 * 2);
    assert_eq!(told.hash, one.result);
}
