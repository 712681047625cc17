//! Rules as tables: every refusal and their order, the charts, and the arithmetic of the ledger.

use std::collections::BTreeMap;

use flow::{Chart, FlowFault};
use proptest::prelude::*;
use units::{Credit, Day, Instant, Month, Refuse};

use recognition::answer::Recognised;
use recognition::check::Facts;
use serde_json::json;

use super::application::{Filing, decide, file};
use super::*;
use crate::model::{
    Account, AppealState, ApplicationState, ChangeState, Choice, Chosen, Class, Decision, Deposit, DepositState,
    FindingSaid, Grade, Movement, OpinionState, Outcome, Progress, Proof, RevocationState, Rule, RuleInput, RuleState,
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
        code: String::new(),
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

const RECEIVER: &str = "4232051255";

/// 大学英语 counts as one course.
fn content(target: &str) -> RuleInput {
    let source = json!({ "class": ["course"], "issuer": ["4231051252"], "title": "大学英语(一)" });
    let rule = json!({
        "valid_from": "2026-01-01", "effect": "study_and_exam", "source": source, "target": { "courses": [target] },
    });
    RuleInput {
        institution: RECEIVER.into(),
        rule: serde_json::from_value(rule).unwrap(),
        evidence_required: false,
        automatic: false,
        note: String::new(),
    }
}

fn rule(id: &str, content: RuleInput) -> Rule {
    Rule {
        id: id.into(),
        version: 1,
        content,
        source: "大学英语(一)".into(),
        target: "英语".into(),
        state: RuleState::Published,
        hash: "f".repeat(64),
        drafted_by: "prs_drafter".into(),
        drafted_at: Instant::from_micros(0),
        published_by: None,
        published_at: None,
        ended_at: None,
        reason: String::new(),
        revision: 1,
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
    let declared = crate::model::DeclarationState::ALL.iter().map(|state| state.name()).collect();
    check(&super::declaration::CHART, &names(declared));
    check(&super::rule::CHART, &names(RuleState::ALL.iter().map(|state| state.name()).collect()));
    check(&super::change::CHART, &names(ChangeState::ALL.iter().map(|state| state.name()).collect()));
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
            ("filed", "accept", ["system"]) => assert_eq!(moved, Ok("accepted"), "where the rule says so"),
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
    for trial in super::declaration::CHART.explore() {
        let moved = trial.answer.map(|step| step.to);
        match (trial.state, trial.verb, trial.who) {
            ("verified" | "refused" | "withdrawn", _, _) => assert!(moved.is_err(), "{trial:?}"),
            (_, "verify" | "refuse", ["learner"] | []) => assert!(moved.is_err(), "{trial:?}"),
            ("draft", "verify" | "refuse", _) => assert_eq!(moved, Err(FlowFault::NotFromHere)),
            ("unverified", "verify", ["registrar"]) => assert_eq!(moved, Ok("verified")),
            ("unverified", "change" | "file", _) => assert_eq!(moved, Err(FlowFault::NotFromHere)),
            _ => {}
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

/// A rule, an outcome and a course.
type Pick<'a> = (&'a str, &'a str, &'a str);

/// A programme of three courses, two outcomes, and a rule for each of two of the courses with a cap over both.
struct World {
    rules: Vec<recognition::model::Rule>,
    programme: recognition::model::Programme,
    learner: recognition::model::Learner,
    same: recognition::Equivalence,
}

impl World {
    fn new() -> World {
        let course = |code: &str| json!({ "code": code, "title": format!("课程{code}"), "credit": "3" });
        let programme = json!({
            "institution": RECEIVER, "code": "P", "total": "10", "course": [course("T1"), course("T2"), course("T3")],
        });
        let cap =
            json!({ "valid_from": "2026-01-01", "effect": "offset", "cap": [{ "per": "learner", "credits": "5" }] });
        let mut limits = content("T1");
        limits.rule = serde_json::from_value(cap).unwrap();
        let rules = [("rul_1", content("T1")), ("rul_2", content("T2")), ("rul_9", limits)];
        World {
            rules: rules.map(|(id, content)| rule(id, content).engine()).to_vec(),
            programme: serde_json::from_value(programme).unwrap(),
            learner: recognition::model::Learner {
                id: "prs_a".into(),
                outcomes: ["out_1", "out_2"].iter().filter_map(|id| facts::outcome(&outcome(id))).collect(),
                ..Default::default()
            },
            same: recognition::Equivalence::default(),
        }
    }

    fn facts(&self) -> Facts<'_> {
        Facts {
            rules: &self.rules,
            programme: &self.programme,
            learner: &self.learner,
            day: day(TODAY),
            same: &self.same,
        }
    }

    fn propose(&self, chosen: &[Pick]) -> Result<Vec<Recognised>, Refused> {
        let one = |(rule, outcome, course): &Pick| Chosen {
            rule: (*rule).into(),
            outcomes: vec![(*outcome).into()],
            courses: vec![(*course).into()],
        };
        choice::propose(&self.facts(), &chosen.iter().map(one).collect::<Vec<_>>(), &|rule| rule.to_owned())
    }
}

#[test]
fn filing_looks_in_its_order() {
    let world = World::new();
    let uses = world.propose(&[("rul_1", "out_1", "T1"), ("rul_2", "out_2", "T2")]).unwrap();
    let mut step = Filing {
        state: ApplicationState::Filed,
        facts: world.facts(),
        uses: &[],
        changed: Some("英语"),
        guardian_missing: true,
        consented: false,
        evidence_missing: Some("英语".into()),
    };
    let code = |filing: &Filing| file(filing, &|rule| rule.to_owned()).map(|_| ()).map_err(|refused| refused.code());
    assert_eq!(code(&step), Err("credit.flow.not_now"));
    step.state = ApplicationState::Returned;
    assert_eq!(code(&step), Err("credit.application.rule_changed"));
    step.changed = None;
    assert_eq!(code(&step), Err("credit.application.nothing_chosen"));
    let many: Vec<Recognised> = std::iter::repeat_n(uses[0].clone(), choice::USES_MAX + 1).collect();
    step.uses = &many;
    assert_eq!(code(&step), Err("credit.application.too_many_chosen"));
    step.uses = &uses;
    assert_eq!(code(&step), Err("credit.application.guardian_needed"));
    step.guardian_missing = false;
    assert_eq!(code(&step), Err("credit.application.consent_missing"));
    step.consented = true;
    assert_eq!(code(&step), Err("credit.application.evidence_missing"));
    step.evidence_missing = None;
    assert_eq!(code(&step), Err("credit.application.cap_reached"));
    step.uses = &uses[..1];
    assert_eq!(code(&step), Ok(()));
}

#[test]
fn a_choice_stands_together_or_says_why_not() {
    let world = World::new();
    let first = ("rul_1", "out_1", "T1");
    let cases: [(&[Pick], &str); 5] = [
        (&[], "credit.application.nothing_chosen"),
        (&[("rul_8", "out_1", "T1")], "credit.match.not_in_force"),
        (&[("rul_1", "out_1", "T8")], "credit.application.course_unknown"),
        (&[("rul_1", "out_8", "T1")], "credit.application.not_allowed"),
        (&[("rul_1", "out_1", "T2")], "credit.application.not_allowed"),
    ];
    for (chosen, code) in cases {
        assert_eq!(world.propose(chosen).unwrap_err().code(), code, "{chosen:?}");
    }
    let names: choice::Names = &|rule| rule.to_owned();
    let proved = |world: &World, chosen: &[Pick]| {
        choice::prove(&world.facts(), &world.propose(chosen).unwrap(), names).map_err(|refused| refused.code())
    };
    assert_eq!(proved(&world, &[first]), Ok(()));
    assert_eq!(proved(&world, &[first, ("rul_2", "out_1", "T2")]), Err("credit.application.chosen_twice"));
    assert_eq!(proved(&world, &[first, ("rul_1", "out_2", "T1")]), Err("credit.application.chosen_twice"));
    let mut need = World::new();
    need.rules[1].prerequisites = ["T3".to_owned()].into();
    assert_eq!(proved(&need, &[("rul_2", "out_1", "T2")]), Err("credit.application.need_missing"));
    // What was recognised before takes its part of the cap, and its outcome is spent.
    let mut before = World::new();
    before.learner.standing.push(recognition::model::Standing {
        institution: RECEIVER.into(),
        rule: "rul_1".into(),
        group: None,
        share: false,
        outcomes: vec![recognition::model::Spent {
            outcome: "out_1".into(),
            class: recognition::model::Class::Course,
            issuer: "4231051252".into(),
        }],
        courses: vec![recognition::model::Recorded { course: "T1".into(), credit: credits("3") }],
    });
    assert_eq!(before.propose(&[("rul_2", "out_1", "T2")]).unwrap_err().code(), "credit.match.used");
    assert_eq!(proved(&before, &[("rul_2", "out_2", "T2")]), Err("credit.application.cap_reached"));
}

#[test]
fn lines_are_written_from_uses_and_uses_read_back_from_lines() {
    let world = World::new();
    let uses = world.propose(&[("rul_1", "out_1", "T1"), ("rul_2", "out_2", "T2")]).unwrap();
    let filed = choice::lines(&world.facts(), &uses).unwrap();
    assert_eq!((filed.source_total, filed.target_total), (credits("5"), credits("6")));
    assert_eq!(filed.cap, Some(credits("5")), "the ledger is told the cap over everything");
    assert!(filed.items.iter().all(|item| item.rule_hash.len() == 64));
    assert_eq!(choice::uses_of(&filed.items), uses);
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
    submitted.content.rule.0.valid_to = Some(day(TODAY));
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
        (Box::new(|input| input.note = "a\u{7}".into()), "note", "credit.rule.control"),
        (Box::new(|input| input.note = "x".repeat(501)), "note", "form.too_long"),
        (Box::new(|input| input.rule.0.group = Some("a\nb".into())), "rule", "credit.rule.control"),
        (Box::new(|input| input.rule.0.months_max = Some(2_000)), "rule", "credit.rule.out_of_range"),
        (Box::new(|input| input.rule.0.group = Some("长".repeat(100_000))), "rule", "credit.rule.too_long"),
    ];
    for (edit, field, code) in cases {
        assert!(wrong(&*edit).contains(&(field.to_owned(), code)), "{field} {code}: {:?}", wrong(&*edit));
    }
    // Half a rule is kept while it is written; handing it in asks for the other half.
    let halves: [(Spoil, &str); 3] = [
        (Box::new(|input| input.rule.0.target = None), "credit.rule.course_missing"),
        (Box::new(|input| input.rule.0.source = None), "credit.rule.source_missing"),
        (Box::new(|input| (input.rule.0.source, input.rule.0.target) = (None, None)), "credit.rule.cap_missing"),
    ];
    for (edit, code) in halves {
        let mut half = content("T1");
        edit(&mut half);
        assert_eq!(super::rule::faults(&half), [], "{code}");
        assert_eq!(super::rule::missing(&half.rule).map(|fault| fault.code), Some(code));
    }
    assert_eq!(super::rule::missing(&content("T1").rule), None);
    let mut escaped = content("T1");
    escaped.rule.0.group = Some("a\\nb".into());
    assert_eq!(super::rule::faults(&escaped), [], "a backslash is no control character");
}

#[test]
fn two_rules_say_the_same_whatever_their_days() {
    let base = content("T1");
    let body = |input: &RuleInput| super::rule::body(&input.rule);
    let mut later = base.clone();
    later.rule.0.valid_from = day("2027-01-01");
    assert_eq!(body(&base), body(&later));
    let mut other = base.clone();
    other.rule.0.share = true;
    assert_ne!(body(&base), body(&other));
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
    /// Balances follow from movements, and a movement that is lost is noticed.
    #[test]
    fn the_ledger_proves_itself_and_notices_a_theft(events in events(), stolen in any::<prop::sample::Index>()) {
        let mut all: Vec<(String, Movement)> = Vec::new();
        let mut balances: BTreeMap<Account, i64> = BTreeMap::new();
        for (at, (event, source, target)) in events.iter().enumerate() {
            let moved = movements(*event, Credit::from_hundredths(*source), Credit::from_hundredths(*target));
            for (account, change) in ledger::changes(&moved).unwrap() {
                *balances.entry(account).or_default() += change;
            }
            all.extend(moved.into_iter().map(|movement| (format!("pst_{at:03}"), movement)));
        }
        let kept: Vec<ledger::Balance> = balances
            .iter()
            .map(|(account, amount)| ("prs_a".to_owned(), account.name().to_owned(), "4232051255".to_owned(), *amount))
            .collect();
        let prove = |all: &[(String, Movement)]| {
            let mut proof = Proof::default();
            let mut running = ledger::LearnerProof::default();
            running.begin("prs_a", &mut proof);
            for (posting, Movement { debit, credit, amount }) in all {
                let (debit, credit, amount) = (debit.name(), credit.name(), amount.hundredths());
                running.movement(&ledger::Moved { posting, debit, credit, party: "4232051255", amount }, &mut proof);
            }
            running.end(&kept, &mut proof);
            proof
        };
        prop_assert!(prove(&all).holds());
        if !all.is_empty() {
            all.remove(stolen.index(all.len()));
            prop_assert!(!prove(&all).holds());
        }
        // What is granted is what is reserved and what is recognised: the ceiling guards one row.
        let of = |account| balances.get(&account).copied().unwrap_or(0);
        prop_assert_eq!(of(Account::Granted), of(Account::Reserved) + of(Account::Recognised));
        prop_assert_eq!(of(Account::Presented), of(Account::Held) + of(Account::Used));
        prop_assert_eq!(of(Account::Issuer), of(Account::Deposited));
    }
}
