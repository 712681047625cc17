//! Days that come and go by.

use op::Actor;

use super::house::{House, SCHOOLS, day, monitor, refusal, reporter, reviewer, whole};
use crate::model::{CampaignState, ExtendInput, ReturnState, StepInput};
use crate::work::{campaign, home, returns};

#[test]
fn a_day_that_goes_by_while_somebody_types_keeps_the_figures_and_stops_the_submission() {
    let house = House::new();
    let open = house.opened(2025, &SCHOOLS[..1]);
    let me = reporter(SCHOOLS[0]);
    let empty = house.return_of(&open, "school", SCHOOLS[0]);
    house.later_days(10);
    let saved = house.save(&me, &empty, whole(SCHOOLS[0])).unwrap();
    assert_eq!(refusal(house.submit(&me, &saved)), "collection.return.late");
    let (id, input) = (
        saved.head.id.clone(),
        ExtendInput { revision: saved.head.revision, reason: "停电一天".into(), due_on: day("2026-03-13") },
    );
    let extended = house.write(&reviewer("341122"), move |op| returns::extend(op, &id, &input)).unwrap();
    assert_eq!(house.submit(&me, &extended).unwrap().head.state, ReturnState::AtCounty);
}

#[test]
fn whoever_still_has_something_is_reminded_once_and_entry_ends_by_itself() {
    let house = House::new();
    let open = house.opened(2025, &SCHOOLS[..2]);
    house.submitted(&open, SCHOOLS[0]);
    house.later_days(7);
    house.app.run_jobs().unwrap();
    let of = |actor: &Actor| house.app.read(actor, home::notices).unwrap();
    assert!(of(&reporter(SCHOOLS[0])).is_empty(), "who has submitted is left alone");
    let told = of(&reporter(SCHOOLS[1]));
    assert_eq!((told.len(), told[0].stage.as_str(), told[0].waiting), (1, "soon", 1));
    house.later_days(3);
    house.app.run_jobs().unwrap();
    assert_eq!(of(&reporter(SCHOOLS[1])).len(), 2);
    let id = open.id.clone();
    let now = house.app.read(&monitor(), move |op| campaign::seen(op, &id)).unwrap();
    assert_eq!(now.state, CampaignState::Reviewing);
    house.later_days(2);
    house.app.run_jobs().unwrap();
    assert_eq!(of(&reviewer("341122")).iter().filter(|one| one.party == "county").count(), 1);
}

#[test]
fn nothing_is_entered_before_a_campaign_begins_or_after_it_is_stopped() {
    let house = House::new();
    let mut input = super::house::asks(2025, &["school"]);
    input.opens_on = day("2026-03-05");
    let made = house.write(&monitor(), move |op| campaign::make(op, &input)).unwrap();
    let open = house.open(&made, vec![super::house::named(SCHOOLS[0])]);
    let me = reporter(SCHOOLS[0]);
    let empty = house.return_of(&open, "school", SCHOOLS[0]);
    assert_eq!(refusal(house.save(&me, &empty, whole(SCHOOLS[0]))), "collection.return.not_yet");
    house.later_days(5);
    house.save(&me, &empty, whole(SCHOOLS[0])).unwrap();
    let (id, at) = (open.id.clone(), StepInput { revision: open.revision, reason: "方案调整".into() });
    house.write(&monitor(), move |op| campaign::stop(op, &id, &at)).unwrap();
    let now = house.return_of(&open, "school", SCHOOLS[0]);
    assert_eq!(refusal(house.submit(&me, &now)), "collection.return.not_running");
}

#[test]
fn an_excused_unit_no_longer_waits() {
    let house = House::new();
    let open = house.opened(2025, &SCHOOLS[..1]);
    let empty = house.return_of(&open, "school", SCHOOLS[0]);
    let (id, at) = (empty.head.id.clone(), StepInput { revision: empty.head.revision, reason: "学校已停办".into() });
    let excused = house.write(&monitor(), move |op| returns::excuse(op, &id, &at)).unwrap();
    assert_eq!(excused.head.state, ReturnState::Excused);
}
