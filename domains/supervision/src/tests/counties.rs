use op::Actor;

use super::house::{House, day, officer, refusal};
use crate::facts;
use crate::model::{
    County, CountyInput, CountyState, IssueInput, IssueState, MendInput, PublishInput, RecheckInput, Severity,
    StepInput,
};
use crate::rules::figures::SMALL_CELL;
use crate::rules::tests::figures::{input, school};
use crate::work::{county, finding, region};

fn even() -> CountyInput {
    input(vec![school("A", 1.0), school("B", 1.1)])
}

fn uneven() -> CountyInput {
    input(vec![school("A", 0.2), school("B", 3.0)])
}

fn receive(house: &House, actor: &Actor, input: CountyInput) -> op::Result<County> {
    house.write(actor, move |op| county::receive(op, &input))
}

fn advance(house: &House, actor: &Actor, county: &County) -> op::Result<County> {
    let (id, input) = (county.id.clone(), StepInput { revision: county.revision, reason: "complete".to_owned() });
    house.write(actor, move |op| county::advance(op, &id, &input))
}

fn publish(house: &House, actor: &Actor, county: &County, number: &str) -> op::Result<County> {
    let (id, input) = (county.id.clone(), PublishInput { revision: county.revision, number: number.to_owned() });
    house.write(actor, move |op| county::publish(op, &id, &input))
}

fn to_site_review(house: &House, actor: &Actor, mut county: County) -> County {
    while county.state != CountyState::SiteReview {
        county = advance(house, actor, &county).unwrap();
    }
    county
}

#[test]
fn what_is_received_is_judged_and_kept_under_the_hash_of_standard_and_figures() {
    let house = House::new();
    let system = Actor::system("handover");
    let first = receive(&house, &system, even()).unwrap();
    assert_eq!((first.version, first.state, first.small_cell), (1, CountyState::Qualification, SMALL_CELL));
    assert_eq!(first.standard, "county_quality_balance_2017");
    let again = receive(&house, &system, even()).unwrap();
    assert_eq!((again.version, &again.hash, &again.verdict), (2, &first.hash, &first.verdict));
    let inspector = officer("prs_i", "inspector", "341122");
    let (id, old) = (again.id.clone(), first.id.clone());
    house
        .app
        .read(&inspector, |op| {
            assert_eq!(county::seen(op, &old)?.state, CountyState::Superseded, "a later version follows");
            let facts = facts::verdict(op, &id)?;
            assert!(facts.spread.iter().filter(|one| one.stage == "primary").all(|one| one.passed == Some(true)));
            assert!(facts.whole.is_some());
            Ok(())
        })
        .unwrap();
    let other = receive(&house, &system, uneven()).unwrap();
    assert_ne!(other.verdict, first.verdict);
}

#[test]
fn figures_are_handed_in_by_officers_of_the_county_only_and_faults_are_told() {
    let house = House::new();
    for stranger in [officer("a", "monitor_officer", "310000"), officer("b", "inspector", "341122"), Actor::public()] {
        assert!(receive(&house, &stranger, even()).is_err());
    }
    let own = officer("c", "monitor_officer", "341122");
    let mut wrong = even();
    wrong.figures.schools[1].figures.insert("teaching_area".to_owned(), Some(f64::NAN));
    assert!(matches!(receive(&house, &own, wrong), Err(op::Error::Invalid(faults)) if faults.len() == 1));
    let nowhere = CountyInput { region: "341199".to_owned(), ..even() };
    assert_eq!(refusal(receive(&house, &own_of("341199"), nowhere)), "supervision.region.unknown");
    let mut alien = even();
    alien.figures.schools[0].figures.insert("pupils_junior".to_owned(), None);
    alien.figures.schools[0].kind = "complete".to_owned();
    assert_eq!(refusal(receive(&house, &own, alien)), "supervision.figures.mixed");
    receive(&house, &own, even()).unwrap();
}

fn own_of(region: &str) -> Actor {
    officer("x", "monitor_officer", region)
}

#[test]
fn the_province_leads_through_the_procedure_and_somebody_else_publishes() {
    let house = House::new();
    let (pei, other) = (officer("pei", "province_officer", "340000"), officer("liu", "province_officer", "340000"));
    let county_officer = officer("own", "province_officer", "341122");
    let received = receive(&house, &pei, even()).unwrap();
    assert!(matches!(advance(&house, &county_officer, &received), Err(op::Error::Forbidden(_))));
    assert_eq!(refusal(advance(&house, &pei, &received)), "supervision.county.own_figures", "a second person approves");
    let next = advance(&house, &other, &received).unwrap();
    assert_eq!(refusal(advance(&house, &pei, &received)), "supervision.flow.not_now", "it was looked at before");
    assert_eq!(refusal(publish(&house, &other, &next, "1号")), "supervision.flow.not_now");
    let ready = to_site_review(&house, &pei, next);
    assert_eq!(refusal(publish(&house, &pei, &ready, "1号")), "supervision.county.same_person");
    let id = ready.id.clone();
    assert!(house.app.read(&Actor::public(), |op| county::seen(op, &id)).is_err());
    let published = publish(&house, &other, &ready, "1号").unwrap();
    assert_eq!((published.state, published.number.as_deref()), (CountyState::Published, Some("1号")));
    house
        .app
        .read(&Actor::public(), |op| {
            county::seen(op, &id)?;
            assert!(facts::verdict(op, &id)?.whole.is_none(), "single schools are not public");
            assert!(county::seen_school(op, &id, "A").is_err());
            Ok(())
        })
        .unwrap();
    let second = to_site_review(&house, &pei, receive(&house, &Actor::system("handover"), uneven()).unwrap());
    assert_eq!(refusal(publish(&house, &other, &second, "1号")), "supervision.county.number_taken");
    publish(&house, &other, &second, "2号").unwrap();
    let was = house.app.read(&Actor::public(), |op| county::seen(op, &id)).unwrap();
    assert_eq!(was.state, CountyState::Superseded);
}

#[test]
fn a_school_is_seen_by_its_own_data_officer_and_no_other() {
    let house = House::new();
    let one = receive(&house, &Actor::system("handover"), even()).unwrap();
    let of = |code: &str| {
        let scope = op::Scope::Organisation(code.to_owned());
        Actor::with_grants("prs_d", vec![op::Grant { role: "data_officer".to_owned(), scope }])
    };
    let sees =
        |actor: &Actor, school: &str| house.app.read(actor, |op| county::seen_school(op, &one.id, school)).is_ok();
    assert!(sees(&of("A"), "A"));
    assert!(!sees(&of("A"), "B") && !sees(&of("Z"), "Z") && !sees(&Actor::public(), "A"));
    assert!(sees(&officer("i", "inspector", "341100"), "B"), "the city's inspector sees its counties");
    assert!(!sees(&officer("i", "inspector", "341200"), "B"));
}

#[test]
fn a_critical_issue_stops_the_publication_until_it_is_checked_again() {
    let house = House::new();
    let (pei, zhang) = (officer("pei", "province_officer", "340000"), officer("zhang", "inspector", "341100"));
    let ready = to_site_review(&house, &pei, receive(&house, &Actor::system("handover"), even()).unwrap());
    let id = ready.id.clone();
    let raise = |school: &str, deadline: &str| {
        let input = IssueInput {
            school: school.to_owned(),
            severity: Severity::Critical,
            text: "示例问题".to_owned(),
            deadline: day(deadline),
        };
        let id = id.clone();
        house.write(&zhang, move |op| finding::raise(op, &id, &input))
    };
    assert_eq!(refusal(raise("Z", "2026-04-01")), "supervision.school.unknown");
    assert_eq!(refusal(raise("A", "2026-02-01")), "supervision.issue.deadline_past");
    let issue = raise("A", "2026-04-01").unwrap();
    assert_eq!(refusal(publish(&house, &pei, &ready, "1号")), "supervision.issue.critical_open");
    let check = |mended: bool| {
        let input = RecheckInput { issue: issue.id.clone(), mended, text: "看过".to_owned() };
        let id = id.clone();
        house.write(&zhang, move |op| finding::recheck(op, &id, &input))
    };
    let mend = || {
        let input = MendInput { issue: issue.id.clone(), remedy: "已改".to_owned() };
        let id = id.clone();
        house.write(&pei, move |op| finding::mend(op, &id, &input))
    };
    assert_eq!(refusal(check(true)), "supervision.flow.not_now", "nobody said that it is mended");
    mend().unwrap();
    assert_eq!(check(false).unwrap().state, IssueState::Open);
    mend().unwrap();
    assert_eq!(check(true).unwrap().state, IssueState::Closed);
    publish(&house, &pei, &ready, "1号").unwrap();
}

#[test]
fn a_region_is_seen_by_who_sees_all_of_it_with_the_version_of_each_county_that_stands() {
    let house = House::new();
    let system = Actor::system("handover");
    let of = |region: &str, input: CountyInput| CountyInput { region: region.to_owned(), ..input };
    receive(&house, &system, of("341122", uneven())).unwrap();
    let second = receive(&house, &system, of("341122", even())).unwrap();
    let other = receive(&house, &system, of("340123", uneven())).unwrap();
    receive(&house, &system, of("330122", even())).unwrap();
    let inspector = officer("i", "inspector", "340000");
    let together = |actor: &Actor, code: &str, year: Option<i64>| {
        house.app.read(actor, |op| {
            let region = region::region(op, code, year)?;
            let ids: Vec<String> = region.counties.iter().map(|one| one.county.id.clone()).collect();
            let stages = region::together(&region)?;
            Ok((ids, stages.iter().map(|stage| stage.members.len()).collect::<Vec<_>>()))
        })
    };
    let all = together(&inspector, "340000", None).unwrap();
    assert_eq!(all, (vec![other.id.clone(), second.id.clone()], vec![4, 0]), "primary and junior schools");
    assert_eq!(together(&inspector, "341100", Some(2025)).unwrap().0, std::slice::from_ref(&second.id));
    let city = officer("c", "inspector", "341100");
    assert_eq!(house.app.read(&city, region::regions).unwrap(), ["341100"]);
    assert_eq!(house.app.read(&inspector, region::regions).unwrap(), ["340000", "340100", "341100"]);
    for (actor, code, year) in [
        (&city, "340000", None),
        (&city, "340100", None),
        (&inspector, "330000", None),
        (&inspector, "340000", Some(2001)),
        (&inspector, "340123", None),
        (&inspector, "34", None),
        (&Actor::public(), "340000", None),
    ] {
        assert!(matches!(together(actor, code, year), Err(op::Error::Missing)), "{code} {year:?}");
    }
}
