//! Rules as tables: every refusal and their order, the charts, and the arithmetic of the ledger.

use std::collections::BTreeMap;

use flow::{Chart, FlowFault};
use proptest::prelude::*;
use units::{Credit, Day, Instant, Month, Refuse};

use super::application::{Candidate, Filing, choose, decide, file, verdict};
use super::*;
use crate::model::{
    Account, AppealState, ApplicationState, Choice, Class, Decision, Deposit, DepositState, Effect, FindingSaid, Grade,
    MatchVerdict, Minimum, Movement, OpinionState, Outcome, Progress, Proof, RevocationState, Rule, RuleInput,
    RuleState, Score, Source, Target,
};

fn day(text: &str) -> Day {
    Day::parse(text).unwrap()
}

fn credits(text: &str) -> Credit {
    Credit::parse(text).unwrap()
}

fn outcome(id: &str) -> Outcome {
    let grade = Grade::parse("85").unwrap();
    Outcome {
        id: id.into(),
        learner: "prs_a".into(),
        class: Class::Course,
        institution: "4231051252".into(),
        issuer: "4231051252".into(),
        issuer_name: "上海开放大学".into(),
        name: "大学英语（一）".into(),
        certificate_kind: String::new(),
        certificate_level: String::new(),
        major: "工程管理".into(),
        level: "undergraduate".into(),
        category: "adult".into(),
        credit: credits("2.5"),
        hours_hundredths: None,
        grade: grade.text(),
        scale: grade.scale().into(),
        scale_value: grade.value(),
        obtained: Month::parse("202506").unwrap(),
        deposit: "dep_a".into(),
        line: 2,
        deposited_at: Instant::from_micros(0),
        revoked_at: None,
    }
}

fn content(target: &str) -> RuleInput {
    RuleInput {
        institution: "4232051255".into(),
        source: Source {
            class: Class::Course,
            issuer: "4231051252".into(),
            name: "大学英语(一)".into(),
            level: String::new(),
        },
        target: Target {
            programme: String::new(),
            code: target.into(),
            name: format!("课程{target}"),
            credit: credits("3"),
        },
        minimum: Minimum::default(),
        effect: Effect::StudyAndExam,
        cap: None,
        months_max: None,
        evidence_required: false,
        valid_from: day("2026-01-01"),
        valid_to: None,
        note: String::new(),
    }
}

fn rule(id: &str, content: RuleInput) -> Rule {
    Rule {
        hash: super::rule::hash(id, 1, &content),
        id: id.into(),
        version: 1,
        content,
        state: RuleState::Published,
        drafted_by: "prs_drafter".into(),
        drafted_at: Instant::from_micros(0),
        published_by: Some("prs_second".into()),
        published_at: Some(Instant::from_micros(1)),
        reason: String::new(),
        revision: 1,
    }
}

fn candidate(out: &str, target: &str) -> Candidate {
    Candidate {
        outcome: outcome(out),
        rule: rule(&format!("rul_{target}"), content(target)),
        used: false,
        target_taken: false,
    }
}

const TODAY: &str = "2026-03-01";

#[test]
fn charts_are_sound_and_name_the_states_of_their_types() {
    fn check(chart: &Chart, states: &[&str]) {
        assert_eq!(chart.check(), [], "{}", chart.name);
        let named: Vec<&str> = chart.states.iter().map(|state| state.name).collect();
        for state in states {
            assert!(named.contains(state), "{} has no {state}", chart.name);
        }
        assert_eq!(named.len(), states.len());
    }
    let names = |all: Vec<&'static str>| all;
    check(&deposit::CHART, &names(DepositState::ALL.iter().map(|state| state.name()).collect()));
    check(&super::rule::CHART, &names(RuleState::ALL.iter().map(|state| state.name()).collect()));
    check(&super::revocation::CHART, &names(RevocationState::ALL.iter().map(|state| state.name()).collect()));
    check(&appeal::CHART, &names(AppealState::ALL.iter().map(|state| state.name()).collect()));
    check(&opinion::CHART, &names(OpinionState::ALL.iter().map(|state| state.name()).collect()));
    check(&application::CHART, &names(ApplicationState::ALL.iter().map(|state| state.name()).collect()));
}

/// Every combination of voices of up to four provinces, before and after the time is over.
#[test]
fn voices_add_up_to_a_finding_only_by_consensus_or_majority() {
    use FindingSaid::{SetAside, Uphold};
    for count in 0..=4_usize {
        for asides in 0..=count {
            let voices: Vec<_> = (0..count).map(|at| if at < asides { SetAside } else { Uphold }).collect();
            let upholds = count - asides;
            for majority in 2..=4_i64 {
                let needed = majority as usize;
                let early = appeal::finding(&voices, false, majority);
                let late = appeal::finding(&voices, true, majority);
                let expect = |needed: usize| match (asides >= needed, upholds >= needed) {
                    (true, false) => Some(SetAside),
                    (false, true) => Some(Uphold),
                    _ => None,
                };
                assert_eq!(early, expect(4), "{voices:?}");
                assert_eq!(late, expect(needed), "{voices:?} with {majority}");
            }
        }
    }
}

#[test]
fn the_due_day_and_its_reminders_follow_the_calendar() {
    let filed = Instant::parse("2026-02-27T16:30:00Z").unwrap();
    let due = clock::due_at(filed, 3);
    assert_eq!(clock::due_on(due).to_string(), "2026-03-03", "filed on the 28th in Shanghai");
    for (at, stage) in [
        ("2026-03-02T15:59:59Z", clock::NONE),
        ("2026-03-02T16:00:00Z", clock::SOON),
        ("2026-03-03T15:59:59Z", clock::SOON),
        ("2026-03-03T16:00:00Z", clock::OVERDUE),
        ("2026-03-04T16:00:00Z", clock::LONG_OVERDUE),
        ("2027-03-04T16:00:00Z", clock::LONG_OVERDUE),
        ("2025-01-01T00:00:00Z", clock::NONE),
    ] {
        assert_eq!(clock::stage(Instant::parse(at).unwrap(), due, 1), stage, "{at}");
    }
    assert_eq!(clock::next_at(clock::LONG_OVERDUE, due, 1), None);
}

/// What may be accepted or published is never edited; what ended does not move; a learner never decides.
#[test]
fn every_state_and_verb_and_person_has_the_answer_of_the_chart() {
    for trial in application::CHART.explore() {
        let moved = trial.answer.map(|step| step.to);
        match (trial.state, trial.verb, trial.who) {
            ("accepted", "reverse", ["reviewer"]) => assert_eq!(moved, Ok("reversed")),
            ("accepted", "suspend", ["system"]) => assert_eq!(moved, Ok("suspended")),
            ("suspended", "uphold", ["reviewer"]) => assert_eq!(moved, Ok("accepted")),
            ("suspended", "annul", ["reviewer"]) => assert_eq!(moved, Ok("reversed")),
            ("filed", "recall", ["system"]) => assert_eq!(moved, Ok("returned")),
            ("rejected", "reopen", ["system"]) => assert_eq!(moved, Ok("filed")),
            ("rejected", "recall", ["system"]) => assert_eq!(moved, Ok("returned")),
            ("accepted" | "suspended" | "rejected" | "withdrawn" | "reversed", _, _) => {
                assert!(moved.is_err(), "{trial:?}");
            }
            (_, "recall" | "reopen" | "suspend" | "uphold" | "annul", _) => assert!(moved.is_err(), "{trial:?}"),
            (_, "accept" | "reject" | "return" | "reverse", ["learner" | "system"] | []) => {
                assert!(moved.is_err(), "{trial:?}");
            }
            ("draft" | "returned", "file", ["learner"]) => assert_eq!(moved, Ok("filed")),
            ("filed", "change" | "file", _) => assert_eq!(moved, Err(FlowFault::NotFromHere)),
            _ => {}
        }
        let decision = Decision::named(trial.verb);
        if let (Some(decision), ["reviewer"]) = (decision, trial.who) {
            let state = ApplicationState::named(trial.state).unwrap();
            let decided = decide(state, "prs_a", "prs_reviewer", decision);
            assert_eq!(decided.is_ok(), trial.answer.is_ok(), "{trial:?}");
        }
    }
    for trial in appeal::CHART.explore() {
        let may = match trial.verb {
            "speak" => trial.who == ["committee"],
            "withdraw" => trial.who == ["learner"],
            _ => trial.who == ["system"],
        };
        assert_eq!(trial.answer.is_ok(), trial.state == "filed" && may, "{trial:?}");
    }
    for trial in opinion::CHART.explore() {
        let may = trial.who == [if trial.verb == "withdraw" { "reviewer" } else { "expert" }];
        assert_eq!(trial.answer.is_ok(), trial.state == "asked" && may, "{trial:?}");
    }
    for trial in super::revocation::CHART.explore() {
        let asked = trial.state == "asked" && trial.who == ["reviewer"];
        assert_eq!(trial.answer.is_ok(), asked, "{trial:?}");
    }
    for trial in super::rule::CHART.explore() {
        if matches!(trial.state, "published" | "superseded" | "withdrawn") {
            assert!(
                !matches!(trial.verb, "edit" | "submit" | "publish" | "return") || trial.answer.is_err(),
                "{trial:?}"
            );
        }
    }
}

#[test]
fn what_counts_is_said_with_the_first_reason_why_not() {
    let change = |edit: &dyn Fn(&mut Candidate)| {
        let mut one = candidate("out_1", "T1");
        edit(&mut one);
        one
    };
    let grade = |one: &mut Candidate, text: &str| {
        let grade = Grade::parse(text).unwrap();
        (one.outcome.scale, one.outcome.scale_value) = (grade.scale().into(), grade.value());
        one.outcome.grade = grade.text();
    };
    let cases: Vec<(Candidate, &str)> = vec![
        (change(&|_| {}), ""),
        (change(&|one| one.rule.state = RuleState::Superseded), "credit.match.not_in_force"),
        (change(&|one| one.outcome.name = "大学英语（二）".into()), "credit.match.not_in_force"),
        (change(&|one| one.outcome.issuer = "4233051258".into()), "credit.match.not_in_force"),
        (change(&|one| one.rule.content.valid_from = day("2026-03-02")), "credit.match.not_yet"),
        (change(&|one| one.rule.content.valid_from = day(TODAY)), ""),
        (change(&|one| one.rule.content.valid_to = Some(day(TODAY))), "credit.match.over"),
        (change(&|one| one.rule.content.valid_to = Some(day("2026-03-02"))), ""),
        (change(&|one| one.rule.content.months_max = Some(8)), "credit.match.outcome_expired"),
        (change(&|one| one.rule.content.months_max = Some(9)), ""),
        (change(&|one| one.rule.content.minimum.score = Some(Score(85_00))), ""),
        (change(&|one| one.rule.content.minimum.score = Some(Score(85_01))), "credit.match.grade_below"),
        (change(&|one| one.rule.content.minimum.named = Some("good".into())), "credit.match.grade_scale"),
        (
            change(&|one| {
                grade(one, "良好");
                one.rule.content.minimum = Minimum { score: Some(Score(60_00)), named: Some("good".into()) };
            }),
            "",
        ),
        (
            change(&|one| {
                grade(one, "中等");
                one.rule.content.minimum.named = Some("good".into());
            }),
            "credit.match.grade_below",
        ),
        (
            change(&|one| {
                grade(one, "良好");
                one.rule.content.minimum.score = Some(Score(60_00));
            }),
            "credit.match.grade_scale",
        ),
        (change(&|one| one.used = true), "credit.match.used"),
        (change(&|one| one.target_taken = true), "credit.match.target_taken"),
        (change(&|one| one.rule.content.cap = Some(credits("12.99"))), "credit.match.cap"),
        (change(&|one| one.rule.content.cap = Some(credits("13"))), ""),
        (
            change(&|one| {
                one.used = true;
                one.target_taken = true;
                one.rule.content.minimum.score = Some(Score(99_00));
                one.rule.content.valid_to = Some(day("2026-01-02"));
            }),
            "credit.match.over",
        ),
    ];
    for (place, (one, expected)) in cases.iter().enumerate() {
        let said = match verdict(one, credits("10"), day(TODAY)) {
            MatchVerdict::Counts => "",
            MatchVerdict::Not(code, _) => code,
        };
        assert_eq!(said, *expected, "case {place}");
    }
}

fn filing(candidates: &[Candidate]) -> Filing<'_> {
    Filing {
        state: ApplicationState::Draft,
        institution: "4232051255",
        candidates,
        standing: Credit::ZERO,
        guardian_missing: false,
        consented: true,
        attachments: 0,
        changed: None,
        today: day(TODAY),
    }
}

#[test]
fn filing_looks_in_its_order() {
    let everything_wrong = || {
        let mut one = candidate("out_1", "T1");
        one.used = true;
        one.rule.content.evidence_required = true;
        one.rule.content.cap = Some(credits("3"));
        vec![one]
    };
    let candidates = everything_wrong();
    let mut step = Filing {
        state: ApplicationState::Filed,
        changed: Some("英语"),
        guardian_missing: true,
        consented: false,
        standing: credits("1"),
        ..filing(&candidates)
    };
    let code = |filing: &Filing| file(filing).map(|_| ()).map_err(|refused| refused.code());
    assert_eq!(code(&step), Err("credit.flow.not_now"));
    step.state = ApplicationState::Returned;
    assert_eq!(code(&step), Err("credit.application.rule_changed"));
    step.changed = None;
    assert_eq!(code(&step), Err("credit.application.guardian_needed"));
    step.guardian_missing = false;
    assert_eq!(code(&step), Err("credit.application.consent_missing"));
    step.consented = true;
    assert_eq!(code(&step), Err("credit.application.evidence_missing"));
    step.attachments = 1;
    assert_eq!(code(&step), Err("credit.match.used"));
    let mut free = everything_wrong();
    free[0].used = false;
    step.candidates = &free;
    assert_eq!(code(&step), Err("credit.application.cap_reached"));
    step.standing = Credit::ZERO;
    assert_eq!(code(&step), Ok(()));
}

#[test]
fn a_choice_stands_together_or_says_why_not() {
    let mut other = candidate("out_1", "T1");
    other.rule.content.institution = "4233051258".into();
    let many: Vec<Candidate> =
        (0..=application::CHOSEN_MAX).map(|at| candidate(&format!("out_{at}"), &format!("T{at}"))).collect();
    let cases: Vec<(Vec<Candidate>, &str)> = vec![
        (vec![], "credit.application.nothing_chosen"),
        (many, "credit.application.too_many_chosen"),
        (vec![other], "credit.application.other_institution"),
        (vec![candidate("out_1", "T1"), candidate("out_1", "T1")], "credit.application.chosen_twice"),
    ];
    for (candidates, code) in cases {
        assert_eq!(choose("4232051255", &candidates).unwrap_err().code(), code);
    }
    // One outcome for two targets counts twice, two outcomes for one target count once.
    let both =
        choose("4232051255", &[candidate("out_1", "T1"), candidate("out_1", "T2"), candidate("out_2", "T2")]).unwrap();
    assert_eq!((both.source_total, both.target_total), (credits("7.5"), credits("6")));
    assert!(both.items.iter().all(|item| item.rule_hash.len() == 64));
}

#[test]
fn nobody_decides_on_their_own_application() {
    let decided = decide(ApplicationState::Filed, "prs_a", "prs_a", Decision::Accept);
    assert_eq!(decided, Err(Refused::OwnApplication));
    assert_eq!(decide(ApplicationState::Accepted, "prs_a", "prs_a", Decision::Accept), Err(Refused::NotNow));
}

#[test]
fn a_rule_takes_two_people_and_says_what_is_wrong() {
    let mut submitted = rule("rul_1", content("T1"));
    submitted.state = RuleState::Submitted;
    let publish = |rule: &Rule, person: &str| super::rule::publish(rule, person, day(TODAY)).map(|step| step.to);
    assert_eq!(publish(&submitted, "prs_drafter"), Err(Refused::RuleSamePerson));
    assert_eq!(publish(&submitted, "prs_second"), Ok("published"));
    submitted.content.valid_to = Some(day(TODAY));
    assert_eq!(publish(&submitted, "prs_second"), Err(Refused::RuleValidityPast));
    submitted.state = RuleState::Draft;
    assert_eq!(publish(&submitted, "prs_second"), Err(Refused::NotNow));

    let wrong = |edit: &dyn Fn(&mut RuleInput)| {
        let mut input = content("T1");
        edit(&mut input);
        super::rule::faults(&input).into_iter().map(|fault| (fault.field, fault.code)).collect::<Vec<_>>()
    };
    assert_eq!(wrong(&|_| {}), []);
    type Spoil = Box<dyn Fn(&mut RuleInput)>;
    let cases: Vec<(Spoil, &str, &str)> = vec![
        (Box::new(|input| input.source.name = " ".into()), "source.name", "form.required"),
        (Box::new(|input| input.target.code = "x".repeat(65)), "target.code", "form.too_long"),
        (Box::new(|input| input.note = "a\u{7}".into()), "note", "credit.rule.control"),
        (Box::new(|input| input.target.credit = Credit::ZERO), "target.credit", "form.out_of_range"),
        (Box::new(|input| input.cap = Some(Credit::from_hundredths(-1))), "cap", "form.out_of_range"),
        (Box::new(|input| input.cap = Some(credits("2"))), "cap", "credit.rule.cap_below_target"),
        (Box::new(|input| input.months_max = Some(0)), "months_max", "form.out_of_range"),
        (Box::new(|input| input.minimum.score = Some(Score(10_001))), "minimum.score", "form.out_of_range"),
        (Box::new(|input| input.minimum.named = Some("fail".into())), "minimum.named", "form.not_a_choice"),
        (Box::new(|input| input.source.level = "中级".into()), "source.level", "credit.rule.level_of_course"),
        (Box::new(|input| input.valid_to = Some(input.valid_from)), "valid_to", "credit.rule.validity_order"),
    ];
    for (edit, field, code) in cases {
        assert!(wrong(&*edit).contains(&(field.to_owned(), code)), "{field} {code}: {:?}", wrong(&*edit));
    }
}

#[test]
fn the_hash_of_a_rule_changes_with_everything_it_says() {
    let base = content("T1");
    let hash = |id: &str, version: i64, input: &RuleInput| super::rule::hash(id, version, input);
    let first = hash("rul_1", 1, &base);
    assert_eq!(first, hash("rul_1", 1, &base.clone()));
    let mut other = base.clone();
    other.cap = Some(credits("40"));
    for changed in [hash("rul_1", 2, &base), hash("rul_2", 1, &base), hash("rul_1", 1, &other)] {
        assert_ne!(first, changed);
    }
}

#[test]
fn a_file_is_deposited_only_as_it_was_checked() {
    let file = |state, good: i64, faults: i64| Deposit {
        id: "dep_1".into(),
        institution: "4231051252".into(),
        file_hash: "0".repeat(64),
        file_name: "a.csv".into(),
        file_size: 1,
        uploaded_by: "prs_a".into(),
        uploaded_at: Instant::from_micros(0),
        state,
        template: "a15".into(),
        generation: "second".into(),
        encoding: "utf-8".into(),
        progress: Progress { rows: good + faults, bad_rows: faults, faults, ..Progress::default() },
        choice: String::new(),
        ended_at: None,
        refusal: String::new(),
        refusal_args: BTreeMap::new(),
    };
    let may =
        |deposit: &Deposit, checked_by, choice| deposit::may_commit(deposit, checked_by, 1, choice).map(|step| step.to);
    assert_eq!(may(&file(DepositState::Uploaded, 1, 0), 1, Choice::Good), Err(Refused::NotNow));
    assert_eq!(may(&file(DepositState::Committed, 1, 0), 1, Choice::Good), Err(Refused::NotNow));
    assert_eq!(may(&file(DepositState::Checked, 1, 0), 0, Choice::Good), Err(Refused::DepositCheckAgain));
    assert_eq!(may(&file(DepositState::Checked, 0, 3), 1, Choice::All), Err(Refused::DepositNothingGood));
    assert_eq!(may(&file(DepositState::Checked, 2, 3), 1, Choice::All), Err(Refused::DepositHasFaults(3)));
    assert_eq!(may(&file(DepositState::Checked, 2, 3), 1, Choice::Good), Ok("committing"));
    assert_eq!(may(&file(DepositState::Checked, 2, 0), 1, Choice::All), Ok("committing"));
    assert!(deposit::begins_anew(&file(DepositState::Discarded, 1, 0), 1, 1));
    assert!(!deposit::begins_anew(&file(DepositState::Committed, 1, 0), 0, 1));
    assert!(deposit::begins_anew(&file(DepositState::Refused, 1, 0), 0, 1));
}

/// Every order of events a learner's credit can take, as movements.
fn events() -> impl Strategy<Value = Vec<(u8, i64, i64)>> {
    prop::collection::vec((0u8..6, 0i64..5_000, 1i64..5_000), 1..40)
}

fn movements(event: u8, source: Credit, target: Credit) -> Vec<Movement> {
    match event {
        0 => ledger::deposit(source),
        1 => ledger::conversion(source, target),
        2 => ledger::hold(source, target),
        3 => ledger::release(source, target),
        4 => ledger::recognise(source, target),
        _ => ledger::reverse(source, target),
    }
}

proptest! {
    /// Debits equal credits in every posting, balances follow from lines, and a line that is lost is noticed.
    #[test]
    fn the_ledger_proves_itself_and_notices_a_theft(events in events(), stolen in any::<prop::sample::Index>()) {
        let mut lines = Vec::new();
        let mut balances: BTreeMap<Account, i64> = BTreeMap::new();
        for (at, (event, source, target)) in events.iter().enumerate() {
            let moved = movements(*event, Credit::from_hundredths(*source), Credit::from_hundredths(*target));
            for (account, change) in ledger::changes(&moved).unwrap() {
                *balances.entry(account).or_default() += change;
            }
            let kind = crate::model::PostingKind::Hold;
            lines.extend(ledger::lines(&format!("pst_{at:03}"), kind, "4232051255", &moved));
        }
        let kept: Vec<ledger::Balance> = balances
            .iter()
            .map(|(account, amount)| ("prs_a".to_owned(), account.name().to_owned(), "4232051255".to_owned(), *amount))
            .collect();
        let prove = |lines: &[crate::model::Line]| {
            let mut proof = Proof::default();
            let mut running = ledger::LearnerProof::default();
            running.begin("prs_a", &mut proof);
            for line in lines {
                let (debit, credit) = (line.debit.hundredths(), line.credit.hundredths());
                running.line(&line.posting, line.account.name(), &line.party, debit, credit, &mut proof);
            }
            running.end(&kept, &mut proof);
            proof
        };
        prop_assert!(prove(&lines).holds());
        if !lines.is_empty() {
            lines.remove(stolen.index(lines.len()));
            prop_assert!(!prove(&lines).holds());
        }
        // What is granted is what is reserved and what is recognised: the ceiling guards one row.
        let of = |account| balances.get(&account).copied().unwrap_or(0);
        prop_assert_eq!(of(Account::Granted), of(Account::Reserved) + of(Account::Recognised));
        prop_assert_eq!(of(Account::Presented), of(Account::Held) + of(Account::Used));
        prop_assert_eq!(of(Account::Issuer), of(Account::Deposited));
    }
}
