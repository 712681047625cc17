use crate::model::{CountyState, Issue, IssueState, Severity};
use crate::rules::Refused;
use crate::rules::procedure::{CHART, publish, step};
use units::{Day, Instant};

#[test]
fn the_chart_has_no_flaw() {
    assert!(CHART.check().is_empty(), "{:?}", CHART.check());
    for state in CHART.states {
        assert!(CountyState::named(state.name).is_some(), "{}", state.name);
    }
}

#[test]
fn the_procedure_goes_step_by_step_and_only_the_province_publishes() {
    let mut state = CountyState::Qualification;
    for _ in 0..4 {
        assert_eq!(step(state, "publish", &["publisher"]), Err(Refused::NotNow));
        state = step(state, "advance", &["runner"]).unwrap();
    }
    assert_eq!(state, CountyState::SiteReview);
    assert_eq!(step(state, "advance", &["runner"]), Err(Refused::NotNow));
    assert_eq!(step(state, "publish", &["runner"]), Err(Refused::NotYours));
    assert_eq!(step(state, "publish", &["publisher"]), Ok(CountyState::Published));
    assert_eq!(step(CountyState::Published, "return", &["runner"]), Err(Refused::NotNow));
}

fn issue(severity: Severity, state: IssueState) -> Issue {
    Issue {
        county: "cea_1".to_owned(),
        id: "iss_1".to_owned(),
        school: String::new(),
        severity,
        text: "x".to_owned(),
        deadline: Day::parse("2026-03-01").unwrap(),
        state,
        remedy: String::new(),
        recheck: String::new(),
        raised_by: "prs_a".to_owned(),
        raised_at: Instant::from_micros(0),
    }
}

#[test]
fn nothing_is_published_by_who_handed_it_in_or_with_a_critical_issue() {
    assert_eq!(publish("a", "a", &[]), Err(Refused::SamePerson));
    let open = [issue(Severity::Critical, IssueState::Mended), issue(Severity::Serious, IssueState::Open)];
    assert_eq!(publish("a", "b", &open), Err(Refused::CriticalOpen(1)));
    assert_eq!(publish("a", "b", &[issue(Severity::Critical, IssueState::Closed)]), Ok(()));
}
