//! Schemes: two people, versions that never change, regions, and what is public.

use super::*;
use crate::model::SchemeState;

#[test]
fn a_scheme_is_published_by_a_second_person_and_then_never_edited() {
    let house = House::new();
    let roles = ["registrar", "reviewer"];
    let grant = |role: &str| Grant { role: role.into(), scope: Scope::Organisation(SHANGHAI.into()) };
    let both = Actor::with_grants("prs_both", roles.map(grant).to_vec());
    let drafted = house.write(&both, |op| work::scheme::draft(op, &scheme_input())).unwrap();
    let (id, at) = step(&drafted);
    let submitted = house.write(&both, move |op| work::scheme::submit(op, &id, &at)).unwrap();
    let (id, at) = step(&submitted);
    let own = house.write(&both, move |op| work::scheme::publish(op, &id, &at));
    assert_eq!(refusal(own), "incentive.scheme.same_person");
    let second = house.staff("prs_xu", "reviewer", SHANGHAI);
    let (id, at) = step(&submitted);
    let published = house.write(&second, move |op| work::scheme::publish(op, &id, &at)).unwrap();
    assert_eq!((published.state, published.published_by.as_deref()), (SchemeState::Published, Some("prs_xu")));
    let (id, at) = step(&published);
    let edited = house.write(&both, move |op| work::scheme::edit(op, &id, &at, &scheme_input()));
    assert_eq!(refusal(edited), "incentive.flow.not_now");
}

#[test]
fn the_next_version_supersedes_and_nothing_is_earned_twice_under_both() {
    let house = House::new();
    let first = house.scheme(|_| {});
    assert_eq!(house.deposit(&[(WANG, "out_1", 50)]), 1);
    let (writer, second) = (house.registrar(), house.staff("prs_xu", "reviewer", SHANGHAI));
    let id = first.id.clone();
    let next = house.write(&writer, move |op| work::scheme::draft_next(op, &id)).unwrap();
    let id = first.id.clone();
    let again = house.write(&writer, move |op| work::scheme::draft_next(op, &id));
    assert_eq!(refusal(again), "incentive.scheme.draft_exists");
    let (id, at) = step(&next);
    let edited = house
        .write(&writer, move |op| work::scheme::edit(op, &id, &at, &SchemeInput { points: 2, ..scheme_input() }))
        .unwrap();
    let (id, at) = step(&edited);
    let submitted = house.write(&writer, move |op| work::scheme::submit(op, &id, &at)).unwrap();
    let (id, at) = step(&submitted);
    house.write(&second, move |op| work::scheme::publish(op, &id, &at)).unwrap();
    let versions = house.app.read(&Actor::public(), |op| work::scheme::versions(op, &first.id)).unwrap();
    let states: Vec<SchemeState> = versions.iter().map(|version| version.state).collect();
    assert_eq!(states, [SchemeState::Published, SchemeState::Superseded]);
    assert_eq!(house.deposit(&[(WANG, "out_1", 50)]), 0, "another version of the scheme");
    assert_eq!(house.deposit(&[(WANG, "out_2", 50)]), 1);
    assert_eq!(house.points(WANG).available, 150);
    house.holds();
}

#[test]
fn a_regions_scheme_is_its_officers_and_reaches_every_school_in_it() {
    let house = House::new();
    let (ye, other) = (house.staff("prs_ye", "bank_officer", "310000"), house.staff("prs_o", "bank_officer", "310000"));
    let of_region = || SchemeInput { authority: "310000".into(), ..scheme_input() };
    let registrar = house.registrar();
    let forbidden = house.write(&registrar, move |op| work::scheme::draft(op, &of_region()));
    assert_eq!(forbidden.unwrap_err(), Error::Missing);
    let drafted = house.write(&ye, move |op| work::scheme::draft(op, &of_region())).unwrap();
    let stranger = house.app.read(&Actor::public(), |op| work::scheme::versions(op, &drafted.id));
    assert_eq!(stranger.unwrap_err(), Error::Missing);
    let (id, at) = step(&drafted);
    let submitted = house.write(&ye, move |op| work::scheme::submit(op, &id, &at)).unwrap();
    let (id, at) = step(&submitted);
    house.write(&other, move |op| work::scheme::publish(op, &id, &at)).unwrap();
    assert_eq!(house.deposit(&[(WANG, "out_1", 30)]), 1);
    let unknown = || SchemeInput { authority: "999999".into(), ..scheme_input() };
    let refused = house.write(&ye, move |op| work::scheme::draft(op, &unknown()));
    assert_eq!(refusal(refused), "incentive.authority.unknown");
}

#[test]
fn what_is_returned_or_withdrawn_owes_a_reason() {
    let house = House::new();
    let published = house.scheme(|_| {});
    let writer = house.registrar();
    let (id, at) = step(&published);
    let silent = StepInput { reason: String::new(), ..at.clone() };
    let same = id.clone();
    let refused = house.write(&writer, move |op| work::scheme::withdraw(op, &same, &silent));
    assert!(matches!(refused, Err(Error::Invalid(_))), "{refused:?}");
    house.write(&writer, move |op| work::scheme::withdraw(op, &id, &at)).unwrap();
    assert_eq!(house.deposit(&[(WANG, "out_1", 30)]), 0);
}
