//! Many returns at once: batches of an authority's system, and acceptance together.

use std::collections::BTreeMap;

use super::house::{House, SCHOOLS, looked, monitor, refusal, reviewer, whole};
use crate::model::form::Figure;
use crate::model::{BatchInput, BatchReturn, BulkInput, LookedAt, ReturnState};
use crate::work::{batch, home, review};

#[test]
fn a_batch_takes_each_unit_by_itself() {
    let house = House::new();
    let open = house.opened(2025, &SCHOOLS);
    let mut soft = whole(SCHOOLS[1]);
    soft.insert("teachers_primary_bachelor".into(), Figure::Number(45.0));
    let mut wrong = whole(SCHOOLS[2]);
    wrong.insert("classes".into(), Figure::Text("很多".into()));
    let of = |unit: &str, values| BatchReturn { unit: unit.into(), values, answers: BTreeMap::new() };
    let mut answered = of(SCHOOLS[1], soft);
    answered.answers.insert("teachers_all_degrees".into(), "一名教师为中专学历".into());
    let input = BatchInput {
        form: "school".into(),
        submit: true,
        returns: vec![
            of(SCHOOLS[0], whole(SCHOOLS[0])),
            answered,
            of(SCHOOLS[2], wrong),
            of("2134999999", whole("2134999999")),
        ],
    };
    let id = open.id.clone();
    let outcomes = house.write(&monitor(), move |op| batch::bring(op, &id, &input)).unwrap();
    let told: Vec<&str> = outcomes.iter().map(|one| one.outcome.as_str()).collect();
    assert_eq!(told, ["submitted", "submitted", "refused", "refused"], "{outcomes:?}");
    assert_eq!(outcomes[2].faults[0].field, "classes");
    assert_eq!(house.return_of(&open, "school", SCHOOLS[0]).head.state, ReturnState::AtCounty);
    let stranger = super::house::officer("prs_other", "monitor_officer", "320000");
    let input = BatchInput { form: "school".into(), submit: true, returns: vec![of(SCHOOLS[0], whole(SCHOOLS[0]))] };
    let id = open.id.clone();
    assert!(house.write(&stranger, move |op| batch::bring(op, &id, &input)).is_err());
}

#[test]
fn returns_are_accepted_together_as_they_were_looked_at() {
    let house = House::new();
    let open = house.opened(2025, &SCHOOLS[..2]);
    let (one, other) = (house.submitted(&open, SCHOOLS[0]), house.submitted(&open, SCHOOLS[1]));
    let county = reviewer("341122");
    let (waiting, total) = house.app.read(&county, home::inbox).unwrap();
    assert_eq!((waiting.len(), total), (2, 2));
    assert_eq!(waiting[0].found.head.id, one.head.id, "the longest waiting comes first");
    let stale = LookedAt { revision: other.head.revision - 1, ..looked(&other) };
    let input = BulkInput { returns: [(one.head.id.clone(), looked(&one)), (other.head.id.clone(), stale)].into() };
    let outcomes = house.write(&county, move |op| review::accept_many(op, &input)).unwrap();
    let of = |id: &str| outcomes.iter().find(|outcome| outcome.about == id).unwrap();
    assert_eq!(of(&one.head.id).outcome, "accepted");
    assert_eq!(of(&other.head.id).faults[0].code, "collection.flow.not_now");
    assert_eq!(house.return_of(&open, "school", SCHOOLS[1]).head.state, ReturnState::AtCounty);
    assert_eq!(refusal(house.accept(&county, &one)), "collection.flow.not_yours");
}
