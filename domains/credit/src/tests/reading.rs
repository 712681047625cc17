//! Who may read and decide what: consents, guardians, names, roles that were lent.

use super::applications::Stage;
use super::*;
use crate::model::{Decision, NewApplication, ReviewInput};
use crate::work::application::AtRevision;

#[test]
fn nothing_is_filed_without_consent_nor_accepted_once_it_is_over() {
    let stage = Stage::new();
    stage.house.rule(|_| {});
    let chosen = stage.matches();
    let begun = stage.begin(chosen).unwrap();
    assert_eq!(refusal(stage.file(&begun)), "credit.application.consent_missing");
    let filed = stage.file(&stage.consent(&begun.id)).unwrap();
    stage.house.later_days(365);
    let id = filed.id.clone();
    let read = stage.house.write(&stage.reviewer, move |op| work::application::read(op, &id)).unwrap();
    assert!(!read.consented && read.learner_name.is_none() && read.lines[0].outcome.is_none());
    assert_eq!(refusal(stage.decide(&filed, Decision::Accept, "")), "credit.application.consent_missing");
    assert!(stage.decide(&filed, Decision::Reject, "授权已失效").is_ok());
}

#[test]
fn a_childs_application_waits_for_the_guardian() {
    let house = House::new();
    let person = number("20150601", 3);
    let learner = house.learner("赵一苇", &person);
    let checked =
        house.upload(&house.registrar(), &file(&[("赵一苇", &person, "大学英语（一）", "2.5", "90", "202506")]));
    house.choose(&house.registrar(), &checked.id, Choice::All);
    let reviewer = house.staff("prs_zhou", "reviewer", JIANGSU);
    let stage = Stage { house, learner, reviewer };
    stage.house.rule(|_| {});
    let chosen = stage.matches();
    let begun = stage.begin(chosen).unwrap();
    let begun = stage.consent(&begun.id);
    assert_eq!(refusal(stage.file(&begun)), "credit.application.guardian_needed");
}

#[test]
fn an_application_is_nobody_elses() {
    let stage = Stage::new();
    stage.house.rule(|_| {});
    let chosen = stage.matches();
    let begun = stage.begin(chosen.clone()).unwrap();
    let stranger = Actor::with_grants("prs_stranger", Vec::new());
    let id = begun.id.clone();
    assert_eq!(stage.house.app.read(&stranger, |op| work::application::own(op, &id)).map(|_| ()), Err(Error::Missing));
    let id = begun.id.clone();
    let early = stage.house.write(&stage.reviewer, move |op| work::application::read(op, &id).map(|_| ()));
    assert_eq!(early, Err(Error::Missing), "a draft is the learner's alone");
    let theirs = NewApplication { institution: JIANGSU.into(), programme: "080901".into(), chosen: Some(chosen) };
    let stolen = stage.house.write(&stranger, move |op| work::application::begin(op, &theirs).map(|_| ()));
    assert_eq!(refusal(stolen), "credit.application.not_allowed", "another's outcome is no outcome of theirs");
    let filed = stage.file(&stage.consent(&begun.id)).unwrap();
    let (id, revision) = (filed.id.clone(), filed.revision);
    let elsewhere = stage.house.staff("prs_shen", "reviewer", SHANGHAI);
    let input = ReviewInput::new(Decision::Accept, "", revision);
    let decided = stage.house.write(&elsewhere, move |op| work::application::decide(op, &id, &input).map(|_| ()));
    assert_eq!(decided, Err(Error::Missing));
}

#[test]
fn another_institution_reads_a_passbook_under_consent_only() {
    let stage = Stage::new();
    stage.house.rule(|_| {});
    let learner = stage.learner.id.clone();
    let denied = stage.house.write(&stage.reviewer, move |op| {
        work::passbook::read_for(op, JIANGSU, &learner, &work::passbook::Part::FIRST)
    });
    assert_eq!(denied, Ok(None));
    let learner = stage.learner.id.clone();
    let depositor = stage.house.registrar();
    let own = stage
        .house
        .write(&depositor, move |op| work::passbook::read_for(op, SHANGHAI, &learner, &work::passbook::Part::FIRST))
        .unwrap()
        .unwrap();
    assert_eq!(own.lines.len(), 2, "the depositor sees what it deposited");
    stage.filed();
    let learner = stage.learner.id.clone();
    let read = stage
        .house
        .write(&stage.reviewer, move |op| work::passbook::read_for(op, JIANGSU, &learner, &work::passbook::Part::FIRST))
        .unwrap()
        .unwrap();
    assert_eq!(read.lines.len(), 2);
    let learner = stage.learner.id.clone();
    let reads =
        stage.house.app.read(&stage.learner, |op| identity::work::consents::reads(op, &learner, None, 10)).unwrap();
    for outcome in ["read", "refused"] {
        assert!(reads.iter().any(|read| read.organisation == JIANGSU && read.outcome == outcome), "{reads:?}");
    }
    let own: Vec<_> = reads.iter().filter(|read| read.organisation == SHANGHAI).collect();
    assert_eq!(own.len(), 1);
    assert_eq!(
        (own[0].outcome.as_str(), own[0].what.as_str()),
        ("own", "outcomes"),
        "what it deposited was not refused"
    );
}

#[test]
fn a_name_is_read_under_a_consent_to_the_name_and_each_item_read_is_recorded() {
    let stage = Stage::new();
    stage.house.rule(|_| {});
    let read_name = |institution: &'static str, actor: &Actor| {
        let learner = stage.learner.id.clone();
        let read = stage
            .house
            .write(actor, move |op| work::passbook::read_for(op, institution, &learner, &work::passbook::Part::FIRST))
            .unwrap();
        read.and_then(|passbook| passbook.name)
    };
    let consent = |what: &[&str]| {
        let (learner, what) = (stage.learner.id.clone(), what.iter().map(|item| (*item).to_owned()).collect());
        let input = identity::model::ConsentInput {
            organisation: JIANGSU.into(),
            purpose: "conversion".into(),
            what,
            until: Day::parse("2026-08-01").unwrap(),
        };
        stage.house.write(&stage.learner, move |op| identity::work::consents::give(op, &learner, &input)).unwrap();
    };
    let begun = stage.begin_with(None).unwrap();
    consent(&["outcomes", "passbook"]);
    let filed = stage.file(&begun).unwrap();
    let open = || {
        let id = filed.id.clone();
        let read = stage.house.write(&stage.reviewer, move |op| work::application::read(op, &id)).unwrap();
        let id = filed.id.clone();
        let again = stage.house.app.read(&stage.reviewer, |op| work::application::again(op, &id)).unwrap();
        assert_eq!(read.learner_name, again.learner_name);
        (read.lines[0].outcome.is_some(), read.learner_name)
    };
    assert_eq!(open(), (true, None));
    assert_eq!(read_name(JIANGSU, &stage.reviewer), None);
    assert_eq!(read_name(SHANGHAI, &stage.house.registrar()), None, "not even to who deposited it");
    let items = || {
        let learner = stage.learner.id.clone();
        let reads =
            stage.house.app.read(&stage.learner, |op| identity::work::consents::reads(op, &learner, None, 20)).unwrap();
        let mut items: Vec<String> = reads
            .into_iter()
            .filter(|read| read.organisation == JIANGSU && read.outcome == "read")
            .map(|read| read.what)
            .collect();
        items.sort();
        items
    };
    assert_eq!(items(), ["outcomes", "passbook"]);
    consent(&["identity"]);
    assert_eq!(open(), (true, Some("王小满".to_owned())));
    assert_eq!(read_name(JIANGSU, &stage.reviewer).as_deref(), Some("王小满"));
    assert_eq!(items(), ["identity", "identity", "outcomes", "outcomes", "passbook", "passbook"]);
}

#[test]
fn a_lent_role_opens_nothing_that_is_the_lenders_own() {
    let stage = Stage::new();
    stage.house.rule(|_| {});
    let filed = stage.filed();
    // The learner is a registrar as well and lends that role.
    let office = Actor {
        on_behalf: Some(op::OnBehalf::Office(stage.learner.id.clone())),
        ..stage.house.staff("prs_delegate", "registrar", "4233051258")
    };
    let learner = stage.learner.id.clone();
    let passbook = stage.house.app.read(&office, |op| work::passbook::own(op, &learner, &work::passbook::Part::FIRST));
    assert_eq!(passbook.map(|_| ()), Err(Error::Missing));
    let id = filed.id.clone();
    assert_eq!(stage.house.app.read(&office, |op| work::application::own(op, &id)).map(|_| ()), Err(Error::Missing));
    let id = filed.id.clone();
    let evidence = stage.house.write(&office, move |op| work::application::evidence(op, &id, "hash").map(|_| ()));
    assert_eq!(evidence, Err(Error::Missing), "as any other institution's registrar");
    let (id, at) = (filed.id.clone(), AtRevision { revision: filed.revision });
    let taken_back = stage.house.write(&office, move |op| work::application::withdraw(op, &id, &at).map(|_| ()));
    assert_eq!(taken_back, Err(Error::Missing));
    // A guardian stands for the person.
    let ward = Actor {
        on_behalf: Some(op::OnBehalf::Ward(stage.learner.id.clone())),
        ..Actor::with_grants("prs_mother", Vec::new())
    };
    let learner = stage.learner.id.clone();
    assert!(stage.house.app.read(&ward, |op| work::passbook::own(op, &learner, &work::passbook::Part::FIRST)).is_ok());
}

#[test]
fn nobody_decides_for_whoever_lent_them_the_role_what_the_lender_may_not() {
    let stage = Stage::new();
    stage.house.rule(|_| {});
    let filed = stage.filed();
    let lent = Actor { on_behalf: Some(op::OnBehalf::Office(stage.learner.id.clone())), ..stage.reviewer.clone() };
    let (id, revision) = (filed.id.clone(), filed.revision);
    let input = ReviewInput::new(Decision::Accept, "", revision);
    let decided = stage.house.write(&lent, move |op| work::application::decide(op, &id, &input));
    assert_eq!(refusal(decided), "credit.application.own");
}
