//! Due days and reminders, appeals to the joint committee, and expert review.

use super::applications::Stage;
use super::*;
use crate::model::{
    Appeal, AppealState, Application, ApplicationState, Decision, FindingSaid, Heard, NewAppeal, Opinion, OpinionInput,
    OpinionRequest, OpinionState, Recommendation, ReviewInput, Setting, SettingsInput, VoiceInput,
};

impl Stage {
    fn rejected(&self) -> Application {
        self.house.rule(|_| {});
        let filed = self.filed();
        self.decide(&filed, Decision::Reject, "内容不符").unwrap()
    }

    fn appeal(&self, of: &Application) -> Result<Appeal> {
        let id = of.id.clone();
        let input = NewAppeal { statement: "大纲相同".into() };
        self.house.write(&self.learner, move |op| work::appeal::file(op, &id, &input))
    }

    fn speak(&self, appeal: &str, member: &Actor, finding: FindingSaid) -> Result<Heard> {
        let revision = self.heard(appeal).appeal.revision;
        let id = appeal.to_owned();
        let input = VoiceInput { finding, reason: "意见".into(), revision };
        self.house.write(member, move |op| work::appeal::speak(op, &id, &input))
    }

    fn heard(&self, appeal: &str) -> Heard {
        self.house.app.read(&self.learner, |op| work::appeal::own(op, appeal)).unwrap()
    }

    fn now_of(&self, id: &str) -> Application {
        self.house.app.read(&self.learner, |op| Ok(work::application::own(op, id)?.application)).unwrap()
    }

    fn decide_as(&self, reviewer: &Actor, of: &Application, finding: Option<&str>) -> Result<Application> {
        let input =
            ReviewInput { finding: finding.map(str::to_owned), ..ReviewInput::new(Decision::Accept, "", of.revision) };
        let id = of.id.clone();
        self.house.write(reviewer, move |op| work::application::decide(op, &id, &input))
    }

    fn notices(&self, actor: &Actor, code: &str) -> usize {
        let all = self.house.app.read(actor, work::notice::list).unwrap();
        all.iter().filter(|one| one.code == code).count()
    }

    fn set(&self, values: &[(&str, &str)]) {
        let values = values.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
        let input = SettingsInput { institution: None, values };
        let admin = Actor::with_grants("prs_admin", vec![Grant { role: "admin".into(), scope: Scope::Everywhere }]);
        self.house.write(&admin, move |op| work::setting::set(op, &input)).unwrap();
    }

    fn expert(&self) -> Actor {
        let new =
            NewPerson { name: "钱学森".into(), id_number: Some(number("19700101", 7)), ..NewPerson::default() };
        let cli = Actor::system("cli");
        let id = self.house.write(&cli, move |op| identity::work::register_person(op, &new)).unwrap().to_string();
        let person = id.clone();
        self.house
            .db
            .write(move |tx| {
                let sql = concat!(
                    "insert",
                    " into identity_grant (grant_id, person, role, scope_kind, scope_code, region, granted_by, granted_at)
                      values ('grt_expert', $1, 'expert', 'organisation', $2, '320000', 'system:cli', 1)"
                );
                tx.run(sql, &[person.as_str().into(), JIANGSU.into()])?;
                let sql = concat!("update", " identity_person set status = 'active' where person = $1");
                tx.run(sql, &[person.as_str().into()]).map(|_| ())
            })
            .unwrap();
        self.house.staff(&id, "expert", JIANGSU)
    }

    fn ask_expert(&self, of: &Application, expert: &Actor) -> Result<Opinion> {
        let (id, input) =
            (of.id.clone(), OpinionRequest { expert: expert.id.clone(), question: "大纲是否相当？".into() });
        self.house.write(&self.reviewer, move |op| work::opinion::ask(op, &id, &input))
    }
}

fn member(province: &str) -> Actor {
    let grant = Grant { role: "committee".into(), scope: Scope::Region(province.into()) };
    Actor::with_grants(&format!("prs_of_{province}"), vec![grant])
}

#[test]
fn consensus_of_four_sets_a_rejection_aside_for_somebody_else_to_decide() {
    let stage = Stage::new();
    let rejected = stage.rejected();
    let appeal = stage.appeal(&rejected).unwrap();
    assert_eq!(refusal(stage.appeal(&rejected)), "credit.appeal.standing");
    for (place, province) in ["310000", "320500", "330000"].into_iter().enumerate() {
        let heard = stage.speak(&appeal.id, &member(province), FindingSaid::SetAside).unwrap();
        assert_eq!((heard.appeal.state, heard.voices.len()), (AppealState::Filed, place + 1));
    }
    let id = appeal.id.clone();
    let read = stage.house.write(&member("340000"), move |op| work::appeal::hear(op, &id)).unwrap();
    assert_eq!(read.details.learner_name.as_deref(), Some("王小满"), "under the consent to the institution");
    let heard = stage.speak(&appeal.id, &member("340000"), FindingSaid::SetAside).unwrap();
    assert_eq!(heard.appeal.state, AppealState::SetAside);
    let again = stage.now_of(&rejected.id);
    assert_eq!((again.state, again.decided_by.as_deref()), (ApplicationState::Filed, None));
    assert_eq!(stage.recognised().0, credits("3"), "everything is held again");
    stage.house.balanced();

    assert_eq!(refusal(stage.decide_as(&stage.reviewer, &again, Some(&appeal.id))), "credit.appeal.first_decider");
    let other = stage.house.staff("prs_other", "reviewer", JIANGSU);
    assert_eq!(refusal(stage.decide_as(&other, &again, None)), "credit.appeal.uncited");
    let accepted = stage.decide_as(&other, &again, Some(&appeal.id)).unwrap();
    assert_eq!(accepted.state, ApplicationState::Accepted);
    stage.house.balanced();
    assert_eq!(stage.notices(&stage.learner, "credit.told.appeal_set_aside"), 1);
    assert_eq!(stage.notices(&stage.reviewer, "credit.told.appeal_set_aside"), 1);
    assert_eq!(stage.notices(&member("330000"), "credit.told.appeal_filed"), 1);
}

#[test]
fn once_the_time_is_over_the_majority_decides_and_two_against_two_do_not() {
    let stage = Stage::new();
    let rejected = stage.rejected();
    let appeal = stage.appeal(&rejected).unwrap();
    let both = [("310000", FindingSaid::Uphold), ("320000", FindingSaid::Uphold), ("330000", FindingSaid::SetAside)];
    for (province, finding) in both {
        stage.speak(&appeal.id, &member(province), finding).unwrap();
    }
    stage.house.app.run_jobs().unwrap();
    assert_eq!(stage.heard(&appeal.id).appeal.state, AppealState::Filed);
    stage.house.later_days(31);
    stage.house.app.run_jobs().unwrap();
    assert_eq!(stage.heard(&appeal.id).appeal.state, AppealState::Filed, "two of three are not three of four");
    assert_eq!(stage.notices(&member("340000"), "credit.told.appeal_over"), 1);
    stage.speak(&appeal.id, &member("340000"), FindingSaid::SetAside).unwrap();
    assert_eq!(stage.heard(&appeal.id).appeal.state, AppealState::Filed, "two against two");
    // A province may change its voice until there is a finding; it is still one voice.
    let heard = stage.speak(&appeal.id, &member("330000"), FindingSaid::Uphold).unwrap();
    assert_eq!((heard.appeal.state, heard.voices.len()), (AppealState::Upheld, 4));
    assert_eq!(stage.now_of(&rejected.id).state, ApplicationState::Rejected);
    assert_eq!(refusal(stage.speak(&appeal.id, &member("310000"), FindingSaid::SetAside)), "credit.flow.not_now");
    stage.house.later_days(60);
    stage.house.app.run_jobs().unwrap();
    assert_eq!(stage.notices(&stage.learner, "credit.told.appeal_upheld"), 1);
}

#[test]
fn three_voices_decide_by_themselves_when_the_time_is_over() {
    let stage = Stage::new();
    let rejected = stage.rejected();
    let appeal = stage.appeal(&rejected).unwrap();
    for province in ["310000", "330000", "340000"] {
        stage.speak(&appeal.id, &member(province), FindingSaid::SetAside).unwrap();
    }
    stage.house.later_days(31);
    stage.house.app.run_jobs().unwrap();
    assert_eq!(stage.heard(&appeal.id).appeal.state, AppealState::SetAside, "one province was missing");
    assert_eq!(stage.now_of(&rejected.id).state, ApplicationState::Filed);
    stage.house.balanced();
}

#[test]
fn who_may_appeal_and_speak_and_until_when() {
    let stage = Stage::new();
    stage.house.rule(|_| {});
    let filed = stage.filed();
    assert_eq!(refusal(stage.appeal(&filed)), "credit.appeal.not_yet");
    let rejected = stage.decide(&filed, Decision::Reject, "内容不符").unwrap();
    let id = rejected.id.clone();
    let blank = NewAppeal { statement: " ".into() };
    let wrong = stage.house.write(&stage.learner, move |op| work::appeal::file(op, &id, &blank));
    assert!(matches!(wrong, Err(Error::Invalid(_))));
    let appeal = stage.appeal(&rejected).unwrap();
    // The first decider has no voice, whatever else they hold; a province outside the four has none.
    let decider = Actor { id: stage.reviewer.id.clone(), ..member("320000") };
    assert_eq!(refusal(stage.speak(&appeal.id, &decider, FindingSaid::Uphold)), "credit.appeal.party");
    let learner = Actor { id: stage.learner.id.clone(), ..member("320000") };
    assert_eq!(refusal(stage.speak(&appeal.id, &learner, FindingSaid::Uphold)), "credit.appeal.party");
    assert!(matches!(stage.speak(&appeal.id, &member("110000"), FindingSaid::Uphold), Err(Error::Missing)));
    let id = appeal.id.clone();
    let withdrawn = stage.house.write(&stage.learner, move |op| work::appeal::withdraw(op, &id)).unwrap();
    assert_eq!(withdrawn.state, AppealState::Withdrawn);
    assert_eq!(refusal(stage.appeal(&rejected)), "credit.appeal.standing", "a decision is appealed once");

    let late = Stage::new();
    let rejected = late.rejected();
    late.house.later_days(61);
    assert_eq!(refusal(late.appeal(&rejected)), "credit.appeal.late");
}

#[test]
fn silence_can_be_appealed_and_a_decision_ends_that() {
    let stage = Stage::new();
    stage.house.rule(|_| {});
    let filed = stage.filed();
    stage.house.later_days(31);
    let appeal = stage.appeal(&filed).unwrap();
    let decided = stage.decide(&filed, Decision::Reject, "内容不符").unwrap();
    assert_eq!(stage.heard(&appeal.id).appeal.state, AppealState::Lapsed);
    // The rejection is another matter, and is appealed by itself.
    let second = stage.appeal(&decided).unwrap();
    assert_eq!(second.first_decider, "prs_zhou");
    for province in ["310000", "320000", "330000", "340000"] {
        stage.speak(&second.id, &member(province), FindingSaid::SetAside).unwrap();
    }
    let due = |id: &str| {
        let details = stage.house.app.read(&stage.learner, |op| work::application::own(op, id)).unwrap();
        details.due.unwrap()
    };
    assert!(!due(&filed.id).overdue, "the time to decide begins anew");
}

#[test]
fn silence_that_goes_on_after_a_finding_can_be_appealed_again() {
    let stage = Stage::new();
    stage.house.rule(|_| {});
    let filed = stage.filed();
    stage.house.later_days(31);
    let appeal = stage.appeal(&filed).unwrap();
    for province in ["310000", "320000", "330000", "340000"] {
        stage.speak(&appeal.id, &member(province), FindingSaid::SetAside).unwrap();
    }
    let again = stage.now_of(&filed.id);
    assert_eq!(again.state, ApplicationState::Filed);
    assert_eq!(refusal(stage.appeal(&again)), "credit.appeal.not_yet", "the time to decide begins anew");
    assert_eq!(refusal(stage.decide(&again, Decision::Reject, "内容不符")), "credit.appeal.uncited");
    stage.house.later_days(31);
    let second = stage.appeal(&again).unwrap();
    assert_ne!(second.id, appeal.id);
}

#[test]
fn what_is_no_longer_free_goes_back_to_be_chosen_again() {
    let stage = Stage::new();
    let rejected = stage.rejected();
    let again = stage.filed();
    stage.decide(&again, Decision::Accept, "").unwrap();
    let appeal = stage.appeal(&rejected).unwrap();
    for province in ["310000", "320000", "330000", "340000"] {
        stage.speak(&appeal.id, &member(province), FindingSaid::SetAside).unwrap();
    }
    let back = stage.now_of(&rejected.id);
    assert_eq!((back.state, back.reason.as_str()), (ApplicationState::Returned, "意见"));
    stage.house.balanced();
}

#[test]
fn each_reminder_is_sent_once_whatever_the_clock_does() {
    let stage = Stage::new();
    stage.house.rule(|_| {});
    let filed = stage.filed();
    let run = || stage.house.app.run_jobs().unwrap();
    let sent = || {
        let reviewer = &stage.reviewer;
        (stage.notices(reviewer, "credit.told.due_soon"), stage.notices(reviewer, "credit.told.overdue"))
    };
    run();
    assert_eq!(sent(), (0, 0));
    stage.house.later_days(24);
    run();
    assert_eq!(sent(), (1, 0), "seven days before the due day");
    stage.house.later_days(-20);
    run();
    stage.house.later_days(20);
    run();
    assert_eq!(sent(), (1, 0), "a clock that was set back sends nothing again");
    stage.house.later_days(400);
    run();
    assert_eq!(sent(), (1, 1), "who slept for a year sends the last stage only");
    assert_eq!(stage.notices(&stage.learner, "credit.told.overdue"), 1);
    run();
    let waiting =
        stage.house.db.read(|conn| op::job::waiting(conn, 10).map_err(|error| db::Error::Other(error.to_string())));
    assert!(waiting.unwrap().is_empty(), "nothing is left to be sent");
    let overdue = stage.house.app.read(&stage.reviewer, |op| work::application::overdue(op, JIANGSU)).unwrap();
    assert_eq!(overdue, 1);
    stage.decide(&filed, Decision::Reject, "授权已到期").unwrap();
    let overdue = stage.house.app.read(&stage.reviewer, |op| work::application::overdue(op, JIANGSU)).unwrap();
    assert_eq!(overdue, 0);
}

#[test]
fn what_is_decided_is_not_reminded_of_and_a_new_filing_has_its_own_time() {
    let stage = Stage::new();
    stage.house.rule(|_| {});
    let filed = stage.filed();
    stage.house.later_days(5);
    let back = stage.decide(&filed, Decision::Return, "请补材料").unwrap();
    stage.house.later_days(40);
    stage.house.app.run_jobs().unwrap();
    assert_eq!(stage.notices(&stage.reviewer, "credit.told.overdue"), 0);
    let again = stage.file(&stage.consent(&back.id)).unwrap();
    stage.house.app.run_jobs().unwrap();
    let details = stage.house.app.read(&stage.learner, |op| work::application::own(op, &again.id)).unwrap();
    assert!(!details.due.unwrap().overdue);
    stage.house.later_days(31);
    stage.house.app.run_jobs().unwrap();
    assert_eq!(stage.notices(&stage.reviewer, "credit.told.overdue"), 1);
}

#[test]
fn days_are_set_within_their_limits_and_hold_for_what_is_filed_later() {
    let stage = Stage::new();
    stage.house.rule(|_| {});
    let filed = stage.filed();
    stage.set(&[("decide_days", "10"), ("committee_name", "四省联合仲裁委员会")]);
    let own = |value: &str| {
        let values = [("decide_days".to_owned(), value.to_owned())].into();
        let input = SettingsInput { institution: Some(JIANGSU.into()), values };
        stage.house.write(&stage.reviewer, move |op| work::setting::set(op, &input))
    };
    assert!(matches!(own("11"), Err(Error::Invalid(_))), "beyond the bank's");
    assert!(matches!(own("0"), Err(Error::Invalid(_))));
    own("5").unwrap();
    let at = |op: &Op| work::setting::at(op, Setting::DecideDays, JIANGSU);
    assert_eq!(stage.house.app.read(&stage.reviewer, at).unwrap(), 5);
    stage.set(&[("decide_days", "3")]);
    assert_eq!(stage.house.app.read(&stage.reviewer, at).unwrap(), 3, "never more than the bank's");
    let details = stage.house.app.read(&stage.learner, |op| work::application::own(op, &filed.id)).unwrap();
    assert_eq!(details.due.unwrap().on.to_string(), "2026-03-31", "what was filed keeps its day");
    let input = SettingsInput { institution: None, values: [("decide_days".to_owned(), "9".to_owned())].into() };
    let refused = stage.house.write(&stage.reviewer, move |op| work::setting::set(op, &input));
    assert!(matches!(refused, Err(Error::Missing | Error::Forbidden(_))));
}

#[test]
fn an_expert_reads_under_the_consent_recommends_and_does_not_decide() {
    let stage = Stage::new();
    stage.house.rule(|_| {});
    let filed = stage.filed();
    let expert = stage.expert();
    let stranger = stage.house.staff("prs_stranger", "expert", JIANGSU);
    assert_eq!(refusal(stage.ask_expert(&filed, &stranger)), "credit.opinion.unfit");
    let asked = stage.ask_expert(&filed, &expert).unwrap();
    assert_eq!(refusal(stage.ask_expert(&filed, &expert)), "credit.opinion.asked_before");
    assert_eq!(stage.notices(&expert, "credit.told.opinion_asked"), 1);
    let id = asked.id.clone();
    let read = stage.house.write(&expert, move |op| work::opinion::read(op, &id)).unwrap();
    assert_eq!(read.details.lines[0].outcome.as_ref().map(|outcome| outcome.grade.as_str()), Some("90"));
    let id = asked.id.clone();
    assert!(matches!(stage.house.write(&stranger, move |op| work::opinion::read(op, &id)), Err(Error::Missing)));
    let both = Actor { grants: [expert.grants.clone(), stage.reviewer.grants.clone()].concat(), ..expert.clone() };
    assert_eq!(refusal(stage.decide_as(&both, &filed, None)), "credit.opinion.expert_decides");
    let input = OpinionInput { recommendation: Some(Recommendation::Recognise), reason: "大纲相当".into() };
    let (id, given) = (asked.id.clone(), input.clone());
    let done = stage.house.write(&expert, move |op| work::opinion::answer(op, &id, &given)).unwrap();
    assert_eq!((done.state, done.reason.as_str()), (OpinionState::Given, "大纲相当"));
    let (id, given) = (asked.id.clone(), input);
    let twice = stage.house.write(&expert, move |op| work::opinion::answer(op, &id, &given));
    assert_eq!(refusal(twice), "credit.flow.not_now");
    assert_eq!(refusal(stage.decide_as(&both, &filed, None)), "credit.opinion.expert_decides");
    let on = stage.house.app.read(&stage.reviewer, |op| work::opinion::on(op, &filed.id)).unwrap();
    assert_eq!(on[0].recommendation, Some(Recommendation::Recognise));
    stage.decide(&filed, Decision::Accept, "").unwrap();
    let id = asked.id.clone();
    let read = stage.house.write(&expert, move |op| work::opinion::read(op, &id)).unwrap();
    assert!(read.details.lines[0].outcome.is_none() && read.details.learner_name.is_none(), "it is over");
    stage.house.balanced();
}

#[test]
fn an_opinion_comes_too_late_after_the_decision() {
    let stage = Stage::new();
    stage.house.rule(|_| {});
    let filed = stage.filed();
    let expert = stage.expert();
    let asked = stage.ask_expert(&filed, &expert).unwrap();
    let open = stage.house.app.read(&stage.reviewer, |op| work::opinion::open(op, &filed)).unwrap();
    assert_eq!(open, 1);
    stage.decide(&filed, Decision::Reject, "内容不符").unwrap();
    let input = OpinionInput { recommendation: None, reason: "回避".into() };
    let id = asked.id.clone();
    let late = stage.house.write(&expert, move |op| work::opinion::answer(op, &id, &input));
    assert_eq!(refusal(late), "credit.flow.not_now");
    let id = asked.id.clone();
    let back = stage.house.write(&stage.reviewer, move |op| work::opinion::withdraw(op, &id)).unwrap();
    assert_eq!(back.state, OpinionState::Withdrawn);
}

#[test]
fn of_two_who_decide_at_once_the_second_is_told() {
    let stage = Stage::new();
    stage.house.rule(|_| {});
    let filed = stage.filed();
    let deciding: Vec<_> = (0..6)
        .map(|number| {
            let (app, id, revision) = (stage.house.app.clone(), filed.id.clone(), filed.revision);
            let reviewer = stage.house.staff(&format!("prs_{number}"), "reviewer", JIANGSU);
            std::thread::spawn(move || {
                let decision = if number % 2 == 0 { Decision::Accept } else { Decision::Reject };
                let input = ReviewInput::new(decision, "同时办理", revision);
                app.write(&reviewer, None, move |op| work::application::decide(op, &id, &input))
            })
        })
        .collect();
    let ends: Vec<_> = deciding.into_iter().map(|one| one.join().unwrap()).collect();
    assert_eq!(ends.iter().filter(|end| end.is_ok()).count(), 1);
    for end in ends.into_iter().filter(Result::is_err) {
        assert_eq!(refusal(end), "credit.flow.not_now");
    }
    stage.house.balanced();
}
