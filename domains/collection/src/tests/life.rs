//! A return's whole way, and everything that stops it.

use op::Error;

use super::house::{House, SCHOOLS, asks, looked, monitor, named, refusal, reporter, reviewer, whole};
use crate::facts;
use crate::model::form::{Figure, Severity};
use crate::model::{AnswerInput, BackTo, CampaignState, ReturnState, StepInput};
use crate::rules::{campaign as campaigns, returns as rule};
use crate::work::{campaign, returns, review, unit};

#[test]
fn the_charts_hold_together() {
    assert!(campaigns::CHART.check().is_empty(), "{:?}", campaigns::CHART.check());
    assert!(rule::CHART.check().is_empty(), "{:?}", rule::CHART.check());
}

#[test]
fn a_return_goes_up_level_by_level_and_is_released() {
    let house = House::new();
    let open = house.opened(2025, &SCHOOLS[..1]);
    let school = SCHOOLS[0];
    let submitted = house.submitted(&open, school);
    assert_eq!(submitted.head.state, ReturnState::AtCounty);
    // Nobody signs for another level, however wide their region.
    assert_eq!(refusal(house.accept(&reviewer("340000"), &submitted)), "collection.flow.not_yours");
    let stranger = house.accept(&reviewer("320000"), &submitted);
    assert_eq!(stranger.unwrap_err(), Error::Missing);
    let at_city = house.accept(&reviewer("341122"), &submitted).unwrap();
    assert_eq!(at_city.head.state, ReturnState::AtCity);
    // The other reviewer, who looked at the same page, comes too late.
    assert_eq!(refusal(house.accept(&reviewer("341122"), &submitted)), "collection.flow.not_yours");
    let at_province = house.accept(&reviewer("341100"), &at_city).unwrap();
    let early = StepInput { revision: open.revision, reason: String::new() };
    let id = open.id.clone();
    let review_first = house.write(&monitor(), move |op| campaign::complete(op, &id, &early));
    assert_eq!(refusal(review_first), "collection.flow.not_now");
    let (id, at) = (open.id.clone(), StepInput { revision: open.revision, reason: String::new() });
    let reviewing = house.write(&monitor(), move |op| campaign::review(op, &id, &at)).unwrap();
    let (id, at) = (open.id.clone(), StepInput { revision: reviewing.revision, reason: String::new() });
    let waits = house.write(&monitor(), move |op| campaign::complete(op, &id, &at));
    assert_eq!(refusal(waits), "collection.campaign.waiting");
    let approved = house.accept(&reviewer("340000"), &at_province).unwrap();
    assert_eq!(approved.head.state, ReturnState::Approved);
    let (id, at) = (open.id.clone(), StepInput { revision: reviewing.revision, reason: String::new() });
    let done = house.write(&monitor(), move |op| campaign::complete(op, &id, &at)).unwrap();
    assert_eq!(done.state, CampaignState::Completed);
    let id = open.id.clone();
    let county = house.app.read(&monitor(), move |op| facts::county(op, &id, "341122")).unwrap();
    assert_eq!((county.year, county.schools.len()), (2025, 1));
    assert_eq!(county.schools[0].hash, approved.head.hash);
    let id = open.id.clone();
    let per_pupil = house
        .app
        .read(&monitor(), move |op| facts::ratio(op, &id, "school", "340000", ["teaching_area", "pupils_primary"]));
    assert_eq!(per_pupil.unwrap(), Some(5809.5 / 960.0));
}

#[test]
fn hard_flags_are_mended_and_soft_ones_answered_before_anything_is_submitted() {
    let house = House::new();
    let open = house.opened(2025, &SCHOOLS[..1]);
    let me = reporter(SCHOOLS[0]);
    let empty = house.return_of(&open, "school", SCHOOLS[0]);
    assert_eq!(refusal(house.submit(&me, &empty)), "collection.return.hard_flags");
    let mut wrong = whole(SCHOOLS[0]);
    wrong.insert("classes_36_40".into(), Figure::Number(19.0));
    let saved = house.save(&me, &empty, wrong).unwrap();
    assert_eq!(refusal(house.submit(&me, &saved)), "collection.return.hard_flags");
    // A teacher without a degree of the lists: a soft flag.
    let mut soft = whole(SCHOOLS[0]);
    soft.insert("teachers_primary_bachelor".into(), Figure::Number(45.0));
    let saved = house.save(&me, &saved, soft.clone()).unwrap();
    assert_eq!(refusal(house.submit(&me, &saved)), "collection.return.open_flags");
    let id = saved.head.id.clone();
    let (details, _) = house.app.read(&me, move |op| returns::details(op, &id)).unwrap();
    let flag = details.flags.iter().find(|one| one.flag.severity == Severity::Soft).unwrap();
    let (id, input) =
        (saved.head.id.clone(), AnswerInput { flag: flag.key.clone(), text: "一名教师为中专学历".into() });
    house.write(&me, move |op| returns::answer(op, &id, &input)).unwrap();
    // The answer dies when the figures change.
    soft.insert("teachers_primary_bachelor".into(), Figure::Number(44.0));
    let changed = house.save(&me, &saved, soft.clone()).unwrap();
    assert_eq!(refusal(house.submit(&me, &changed)), "collection.return.open_flags");
    let (id, gone) = (saved.head.id.clone(), AnswerInput { flag: flag.key.clone(), text: "仍是中专".into() });
    let answered = house.write(&me, move |op| returns::answer(op, &id, &gone));
    assert_eq!(refusal(answered), "collection.flag.gone");
    soft.insert("teachers_primary_bachelor".into(), Figure::Number(45.0));
    let back = house.save(&me, &changed, soft).unwrap();
    let submitted = house.submit(&me, &back).unwrap();
    assert_eq!(submitted.head.state, ReturnState::AtCounty);
    // The same submission again changes nothing, and what is submitted is not changed.
    assert_eq!(refusal(house.submit(&me, &back)), "collection.flow.not_now");
    assert_eq!(refusal(house.save(&me, &submitted, whole(SCHOOLS[0]))), "collection.flow.not_now");
}

#[test]
fn what_is_sent_back_says_why_and_comes_again() {
    let house = House::new();
    let open = house.opened(2025, &SCHOOLS[..1]);
    let me = reporter(SCHOOLS[0]);
    let at_county = house.submitted(&open, SCHOOLS[0]);
    let county = reviewer("341122");
    assert_eq!(
        refusal(house.reject(&county, &at_county, BackTo::Below, "2026-03-12")),
        "collection.review.nothing_below"
    );
    assert_eq!(refusal(house.reject(&county, &at_county, BackTo::Unit, "2026-02-28")), "collection.review.day_past");
    let back = house.reject(&county, &at_county, BackTo::Unit, "2026-03-12").unwrap();
    assert_eq!((back.head.state, back.head.reason.as_str()), (ReturnState::Returned, "教学用房请核对"));
    assert_eq!(back.head.due_on.to_string(), "2026-03-12");
    let again = house.submit(&me, &back).unwrap();
    let at_city = house.accept(&county, &again).unwrap();
    // The city sends it down; the county, which signed before, looks again.
    let down = house.reject(&reviewer("341100"), &at_city, BackTo::Below, "2026-03-14").unwrap();
    assert_eq!(down.head.state, ReturnState::AtCounty);
    let up = house.accept(&county, &down).unwrap();
    assert_eq!(up.head.state, ReturnState::AtCity);
}

#[test]
fn nobody_signs_what_they_submitted_or_signed_below() {
    let house = House::new();
    let open = house.opened(2025, &SCHOOLS[..1]);
    let at_county = house.submitted(&open, SCHOOLS[0]);
    let mut both = reviewer("341122");
    both.grants.extend(reviewer("341100").grants);
    let at_city = house.accept(&both, &at_county).unwrap();
    assert_eq!(refusal(house.accept(&both, &at_city)), "collection.review.same_person");
}

#[test]
fn approved_figures_change_by_a_new_version_alone() {
    let house = House::new();
    let open = house.opened(2025, &SCHOOLS[..1]);
    let me = reporter(SCHOOLS[0]);
    let approved = house.approved(&open, SCHOOLS[0]);
    assert_eq!(refusal(house.save(&me, &approved, whole(SCHOOLS[0]))), "collection.flow.not_now");
    let id = approved.head.id.clone();
    let begun = house.write(&me, move |op| returns::correct(op, &id, "设备值漏记")).unwrap();
    assert_eq!((begun.head.version, begun.head.state), (2, ReturnState::Draft));
    assert_eq!(refusal(house.submit(&me, &begun)), "collection.return.unchanged");
    let id = approved.head.id.clone();
    let twice = house.write(&me, move |op| returns::correct(op, &id, "再来一次"));
    assert_eq!(refusal(twice), "collection.flow.not_now");
    let mut mended = whole(SCHOOLS[0]);
    mended.insert("equipment_value".into(), Figure::Number(300.0));
    let saved = house.save(&me, &begun, mended).unwrap();
    let id = open.id.clone();
    let in_force = house.app.read(&monitor(), move |op| facts::schools(op, &id, "school", "341122")).unwrap();
    assert_eq!(in_force[0].hash, approved.head.hash, "until the correction is approved the old figures are in force");
    let submitted = house.submit(&me, &saved).unwrap();
    let done = ["341122", "341100", "340000"]
        .iter()
        .fold(submitted, |at, region| house.accept(&reviewer(region), &at).unwrap());
    let id = open.id.clone();
    let in_force = house.app.read(&monitor(), move |op| facts::schools(op, &id, "school", "341122")).unwrap();
    assert_eq!((in_force.len(), in_force[0].version), (1, 2));
    let id = done.head.id.clone();
    let first = house.app.read(&me, move |op| returns::version(op, &id, 1)).unwrap();
    assert_eq!((first.head.state, first.head.hash), (ReturnState::Superseded, approved.head.hash));
}

#[test]
fn schools_see_themselves_alone_and_auditors_read() {
    let house = House::new();
    let open = house.opened(2025, &SCHOOLS[..2]);
    let other = house.return_of(&open, "school", SCHOOLS[1]);
    let id = other.head.id.clone();
    let peeked = house.app.read(&reporter(SCHOOLS[0]), move |op| returns::seen(op, &id).map(|_| ()));
    assert_eq!(peeked.unwrap_err(), Error::Missing);
    let auditor = super::house::officer("prs_auditor", "auditor", "340000");
    let id = other.head.id.clone();
    house.app.read(&auditor, move |op| returns::seen(op, &id).map(|_| ())).unwrap();
    assert!(matches!(house.save(&auditor, &other, whole(SCHOOLS[1])), Err(Error::Forbidden(_))));
}

#[test]
fn a_reviewer_lets_a_soft_flag_pass_with_a_name_and_never_a_hard_one() {
    let house = House::new();
    let open = house.opened(2025, &SCHOOLS[..1]);
    let me = reporter(SCHOOLS[0]);
    let empty = house.return_of(&open, "school", SCHOOLS[0]);
    let mut soft = whole(SCHOOLS[0]);
    soft.insert("teachers_primary_bachelor".into(), Figure::Number(45.0));
    let saved = house.save(&me, &empty, soft).unwrap();
    let id = saved.head.id.clone();
    let (details, _) = house.app.read(&me, move |op| returns::details(op, &id)).unwrap();
    let key = details.flags[0].key.clone();
    let (id, input) = (saved.head.id.clone(), AnswerInput { flag: key.clone(), text: "已核对".into() });
    let early = house.write(&reviewer("341122"), move |op| review::overrule(op, &id, &input));
    assert_eq!(refusal(early), "collection.flow.not_now");
    let (id, input) = (saved.head.id.clone(), AnswerInput { flag: key.clone(), text: "中专学历".into() });
    house.write(&me, move |op| returns::answer(op, &id, &input)).unwrap();
    house.submit(&me, &saved).unwrap();
    let (id, input) = (saved.head.id.clone(), AnswerInput { flag: key, text: "已核对花名册".into() });
    let said = house.write(&reviewer("341122"), move |op| review::overrule(op, &id, &input)).unwrap();
    assert_eq!(said.said_by, "prs_reviewer_341122");
}

#[test]
fn a_municipality_has_no_city_that_signs() {
    let house = House::new();
    let mut input = asks(2025, &["school", "county"]);
    input.region = "310000".into();
    let officer = super::house::officer("prs_sh", "monitor_officer", "310000");
    let made = house.write(&officer, move |op| campaign::make(op, &input)).unwrap();
    let mut school = named("2131900001");
    school.county = "310101".into();
    let county = crate::model::UnitInput { code: "310101".into(), name: String::new(), county: String::new() };
    let units =
        crate::model::UnitsInput { units: vec![school, county], schools_of: String::new(), counties_of: String::new() };
    let id = made.id.clone();
    house.write(&officer, move |op| unit::add_units(op, &id, &units)).unwrap();
    let (id, at) = (made.id.clone(), StepInput { revision: made.revision, reason: String::new() });
    let open = house.write(&officer, move |op| campaign::open(op, &id, &at)).unwrap();
    let submitted = house.submitted(&open, "2131900001");
    let at_province = house.accept(&reviewer("310101"), &submitted).unwrap();
    assert_eq!(at_province.head.state, ReturnState::AtProvince);
    let own = house.return_of(&open, "county", "310101");
    let chain = rule::chain(&own.head, "310000");
    assert_eq!(chain.len(), 1, "a county's own return is signed by those above it: {chain:?}");
    assert_eq!(looked(&own).version, 1);
}
