//! Many decisions at once, and revocations with everything that leaned on the outcome.

use super::applications::Stage;
use super::*;
use crate::model::{
    Application, ApplicationState, BulkDecision, BulkInput, ConsequenceKind, ConsequenceState, Decision, LineState,
    NewRevocation, Revocation, Settlement, SettlementInput,
};

fn given(application: &Application, decision: Decision, reason: &str) -> BulkDecision {
    BulkDecision {
        application: application.id.clone(),
        decision,
        reason: reason.to_owned(),
        revision: application.revision,
    }
}

impl Stage {
    /// Two applications of the learner: one for each course.
    fn two_filed(&self) -> (Application, Application) {
        self.house.rule(|_| {});
        self.maths(|_| {});
        let counting: Vec<_> = self.matches();
        let file = |chosen| self.file(&self.consent(&self.begin(vec![chosen]).unwrap().id)).unwrap();
        (file(counting[0].clone()), file(counting[1].clone()))
    }

    fn bulk(&self, decisions: Vec<BulkDecision>, key: &str) -> Result<crate::model::Bulk> {
        let key = op::RequestKey { key: key.to_owned(), hash: key.to_owned() };
        let input = BulkInput { institution: JIANGSU.into(), decisions };
        work::bulk::decide(&self.house.app, &self.reviewer, Some(key), input)
    }

    /// The registrar asks and the reviewer of the depositor confirms.
    fn revoke(&self, outcome: &str) -> work::revocation::Found {
        let asked = self.ask(outcome).unwrap();
        let id = asked.id;
        self.house.write(&self.second(), move |op| work::revocation::confirm(op, &id)).unwrap()
    }

    fn second(&self) -> Actor {
        self.house.staff("prs_xu", "reviewer", SHANGHAI)
    }

    fn ask(&self, outcome: &str) -> Result<Revocation> {
        let input = NewRevocation {
            learner: self.learner.id.clone(),
            outcome: outcome.to_owned(),
            reason: "成绩录入有误".into(),
        };
        self.house.write(&self.house.registrar(), move |op| work::revocation::ask(op, &input))
    }

    fn settle(&self, application: &Application, settlement: Settlement) -> Result<work::revocation::Decided> {
        let (id, revision) = (application.id.clone(), application.revision);
        let input = SettlementInput { settlement, reason: "另有考试证明".into(), revision };
        self.house.write(&self.reviewer, move |op| work::revocation::settle(op, &id, &input))
    }

    fn application(&self, id: &str) -> Application {
        self.house.app.read(&self.learner, |op| Ok(work::application::own(op, id)?.application)).unwrap()
    }

    fn outcome_of(&self, application: &Application) -> String {
        let details = self.house.app.read(&self.learner, |op| work::application::own(op, &application.id)).unwrap();
        details.lines[0].item.outcome.clone()
    }

    fn told(&self, actor: &Actor) -> Vec<String> {
        let notices = self.house.app.read(actor, work::notice::list).unwrap();
        notices.into_iter().map(|one| one.code).collect()
    }
}

#[test]
fn each_line_of_a_bulk_is_decided_by_itself_and_once() {
    let stage = Stage::new();
    let (first, second) = stage.two_filed();
    let mut stale = given(&second, Decision::Reject, "内容不符");
    stale.revision -= 1;
    let bulk = stage.bulk(vec![given(&first, Decision::Accept, ""), stale], "one").unwrap();
    let ends: Vec<_> = bulk.lines.iter().map(|line| (line.state, line.refusal.as_str())).collect();
    assert_eq!(ends, [(LineState::Done, ""), (LineState::Refused, "credit.flow.not_now")]);
    assert_eq!(stage.application(&first.id).state, ApplicationState::Accepted);
    assert_eq!(stage.application(&second.id).state, ApplicationState::Filed, "one refusal leaves the rest alone");
    stage.house.balanced();

    // The same form again, and another form about the same application: nothing is decided twice.
    let mut stale = given(&second, Decision::Reject, "内容不符");
    stale.revision -= 1;
    let again = stage.bulk(vec![given(&first, Decision::Accept, ""), stale], "one").unwrap();
    assert_eq!(again, bulk);
    let other = stage.bulk(vec![given(&first, Decision::Reject, "再看")], "two").unwrap();
    assert_eq!(other.lines[0].refusal, "credit.flow.not_now");
    assert_eq!(stage.application(&first.id).revision, first.revision + 1);
    assert_eq!(stage.house.count("credit_bulk"), 2);
    stage.house.balanced();
}

#[test]
fn a_bulk_that_was_interrupted_goes_on_where_it_stopped() {
    let stage = Stage::new();
    let (first, second) = stage.two_filed();
    let lines = vec![given(&first, Decision::Accept, ""), given(&second, Decision::Return, "请补材料")];
    let bulk = stage.bulk(lines, "one").unwrap();
    // What a process that died between the two lines leaves behind.
    let (id, line) = (bulk.id.clone(), second.id.clone());
    stage
        .house
        .db
        .write(move |tx| {
            let sql = concat!("update", " credit_bulk_line set state = 'waiting' where bulk = $1 and application = $2");
            tx.run(sql, &[id.as_str().into(), line.as_str().into()]).map(|_| ())
        })
        .unwrap();
    let colleague = stage.house.staff("prs_colleague", "reviewer", JIANGSU);
    assert_eq!(refusal(work::bulk::go_on(&stage.house.app, &colleague, &bulk.id)), "credit.bulk.not_yours");
    let gone = work::bulk::go_on(&stage.house.app, &stage.reviewer, &bulk.id).unwrap();
    assert_eq!(gone.lines[0].state, LineState::Done);
    assert_eq!(gone.lines[1].refusal, "credit.flow.not_now", "it had been decided before, and is not decided again");
    stage.house.balanced();
}

#[test]
fn what_a_bulk_may_not_hold_is_refused_whole() {
    let stage = Stage::new();
    let (first, second) = stage.two_filed();
    let twice = vec![given(&first, Decision::Accept, ""), given(&first, Decision::Reject, "重复")];
    assert_eq!(refusal(stage.bulk(twice, "a")), "credit.bulk.twice");
    let foreign = BulkDecision { application: "app_unknown".into(), ..given(&first, Decision::Accept, "") };
    assert_eq!(refusal(stage.bulk(vec![foreign], "b")), "credit.bulk.foreign");
    for (key, lines) in [
        ("c", Vec::new()),
        ("d", vec![given(&second, Decision::Reject, " ")]),
        ("e", vec![given(&second, Decision::Reverse, "撤销")]),
        ("f", vec![given(&second, Decision::Accept, ""); crate::model::BULK_MAX + 1]),
        ("g", vec![given(&second, Decision::Reject, &"长".repeat(1_001))]),
    ] {
        assert!(matches!(stage.bulk(lines, key), Err(Error::Invalid(_))), "{key}");
    }
    assert_eq!(stage.house.count("credit_bulk_line"), 0);
}

#[test]
fn a_revoked_outcome_sends_open_applications_back_and_counts_nowhere() {
    let stage = Stage::new();
    let (first, second) = stage.two_filed();
    let outcome = stage.outcome_of(&first);
    let found = stage.revoke(&outcome);
    assert_eq!(found.consequences.len(), 1);
    let one = &found.consequences[0];
    assert_eq!((one.kind, one.state), (ConsequenceKind::Returned, ConsequenceState::Done));
    let back = stage.application(&first.id);
    assert_eq!((back.state, back.reason.as_str()), (ApplicationState::Returned, "成绩录入有误"));
    assert_eq!(stage.application(&second.id).state, ApplicationState::Filed, "what did not lean on it stays");
    stage.house.balanced();
    assert!(stage.matches().iter().all(|used| !used.outcomes.contains(&outcome)), "it counts nowhere");
    assert_eq!(refusal(stage.file(&back)), "credit.match.revoked");
    let learner = stage.learner.id.clone();
    let passbook = stage
        .house
        .app
        .read(&stage.learner, |op| work::passbook::own(op, &learner, &work::passbook::Part::FIRST))
        .unwrap();
    assert_eq!(passbook.outcome_count, 1);
    let struck: Vec<_> = passbook.lines.iter().filter_map(|line| line.revoked.as_deref()).collect();
    assert_eq!(struck, ["成绩录入有误"]);
    assert_eq!(stage.told(&stage.learner).len(), 2, "the outcome, and the application that leaned on it");
    assert!(stage.told(&stage.reviewer).contains(&"credit.told.application_recalled".to_owned()));
    // A decision that was being written comes second and is told.
    assert_eq!(refusal(stage.decide(&first, Decision::Accept, "")), "credit.flow.not_now");
}

#[test]
fn a_recognition_is_held_until_it_is_reversed_or_upheld() {
    for settlement in [Settlement::Annul, Settlement::Uphold] {
        let stage = Stage::new();
        let (first, _) = stage.two_filed();
        let outcome = stage.outcome_of(&first);
        let accepted = stage.decide(&first, Decision::Accept, "").unwrap();
        let before = stage.recognised();
        let found = stage.revoke(&outcome);
        assert_eq!(found.consequences[0].kind, ConsequenceKind::Suspended);
        let held = stage.application(&first.id);
        assert_eq!(held.state, ApplicationState::Suspended);
        assert_eq!(stage.recognised().1, Credit::ZERO, "what is held is not recognised");
        stage.house.balanced();
        assert_eq!(refusal(stage.decide(&held, Decision::Reverse, "直接撤销")), "credit.flow.not_now");
        assert_eq!(refusal(stage.settle(&accepted, settlement)), "credit.flow.not_now", "an older revision");
        let done = stage.settle(&held, settlement).unwrap();
        assert_eq!(done.settled, 1);
        stage.house.balanced();
        let state = match settlement {
            Settlement::Annul => ApplicationState::Reversed,
            Settlement::Uphold => ApplicationState::Accepted,
        };
        assert_eq!(done.application.state, state);
        let after = if settlement == Settlement::Uphold { before.1 } else { Credit::ZERO };
        assert_eq!(stage.recognised().1, after);
        assert_eq!(refusal(stage.settle(&done.application, settlement)), "credit.flow.not_now");
        if settlement == Settlement::Uphold {
            stage.decide(&done.application, Decision::Reverse, "仍须撤销").unwrap();
            assert_eq!(stage.recognised().1, Credit::ZERO);
            stage.house.balanced();
        }
        let depositor = stage.told(&stage.second());
        assert!(depositor.iter().any(|code| code.starts_with("credit.told.recognition_")), "{depositor:?}");
    }
}

#[test]
fn a_revocation_takes_two_people_and_happens_once() {
    let stage = Stage::new();
    let (first, _) = stage.two_filed();
    let outcome = stage.outcome_of(&first);
    let asked = stage.ask(&outcome).unwrap();
    assert_eq!(refusal(stage.ask(&outcome)), "credit.revocation.standing");
    let both = Actor::with_grants(
        "prs_registrar",
        vec![Grant { role: "reviewer".into(), scope: Scope::Organisation(SHANGHAI.into()) }],
    );
    let confirm = |actor: &Actor| {
        let id = asked.id.clone();
        stage.house.write(actor, move |op| work::revocation::confirm(op, &id))
    };
    assert_eq!(refusal(confirm(&both)), "credit.revocation.same_person");
    assert!(matches!(confirm(&stage.reviewer), Err(Error::Missing)), "another institution's reviewer");
    let id = asked.id.clone();
    stage.house.write(&stage.second(), move |op| work::revocation::decline(op, &id)).unwrap();
    assert_eq!(refusal(confirm(&stage.second())), "credit.flow.not_now");
    assert_eq!(stage.application(&first.id).state, ApplicationState::Filed, "declined: nothing happened");
    let found = stage.revoke(&outcome);
    let id = found.revocation.id.clone();
    let again = stage.house.write(&stage.second(), move |op| work::revocation::confirm(op, &id));
    assert_eq!(refusal(again), "credit.flow.not_now");
    assert_eq!(refusal(stage.ask(&outcome)), "credit.revocation.standing");
    stage.house.balanced();
    // Put right, the same achievement may be deposited again.
    let person = number("19990101", 1);
    let text = file(&[
        ("王小满", &person, "高等数学", "4", "78", "202501"),
        ("王小满", &person, "大学英语（一）", "2.5", "90", "202506"),
    ]);
    let checked = stage.house.upload(&stage.house.registrar(), &text);
    let done = stage.house.choose(&stage.house.registrar(), &checked.id, Choice::All);
    assert_eq!((done.progress.deposited, done.progress.unchanged), (1, 1), "only what was revoked");
    stage.house.balanced();
}
