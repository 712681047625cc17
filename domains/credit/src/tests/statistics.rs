//! What was recognised is counted, told to whom it may be told, and counted once however often it is asked for.

use super::applications::Stage;
use super::*;
use crate::model::Decision;
use crate::work::statistics::{self, Overview};

fn seen(stage: &Stage, actor: &Actor) -> Overview {
    stage.house.app.read(actor, |op| statistics::overview(op, None)).unwrap()
}

#[test]
fn flows_standings_and_the_share_are_counted_after_a_decision() {
    let stage = Stage::new();
    stage.house.rule(|_| {});
    let officer = Actor::with_grants(
        "prs_ye",
        vec![Grant { role: "bank_officer".into(), scope: Scope::Region("310000".into()) }],
    );
    let before = seen(&stage, &officer);
    assert_eq!((before.census[0].accounts, before.census[0].share()), (1, 0), "counted when the file was deposited");
    stage.house.later_days(2);
    let filed = stage.filed();
    stage.decide(&filed, Decision::Accept, "").unwrap();
    stage.house.app.run_jobs().unwrap();
    let found = seen(&stage, &officer);
    let census = &found.census[0];
    assert_eq!((census.accounts, census.ever_converters, census.share()), (1, 1, 10_000));
    let [flow] = found.provinces.as_slice() else { panic!("{:?}", found.provinces) };
    assert_eq!((flow.source.as_str(), flow.institution.as_str()), ("310000", "320000"));
    assert_eq!((flow.credit, flow.learners, flow.targets), (credits("3"), 1, 1));
    let standings = stage
        .house
        .app
        .read(&officer, |op| Ok(crate::store::statistics::standings(op.conn(), "all", 1, "", false, 10)?))
        .unwrap();
    assert_eq!((standings[0].filed, standings[0].accepted, standings[0].acceptance()), (1, 1, Some(10_000)));
    assert!(seen(&stage, &Actor::public()).provinces.is_empty(), "one learner is nobody's business");
    let before = stage.house.count("op_job");
    stage.house.later_days(2);
    stage.house.write(&officer, statistics::ask).unwrap();
    stage.house.write(&officer, statistics::ask).unwrap();
    assert_eq!(stage.house.count("op_job"), before + 2);
    stage.house.app.run_jobs().unwrap();
    assert_eq!(seen(&stage, &officer).provinces, found.provinces, "counted again, the same");
}

#[test]
fn only_a_bank_has_it_counted_and_only_counted_years_are_asked_for() {
    let stage = Stage::new();
    assert!(matches!(stage.house.write(&stage.reviewer, statistics::ask), Err(Error::Forbidden(_) | Error::Missing)));
    let asked = stage.house.app.read(&stage.learner, |op| statistics::overview(op, Some("1999")));
    assert!(matches!(asked, Err(Error::Invalid(faults)) if faults[0].field == "period"));
}
