//! From what counts to a decision and back, with the ledger proved after every way.

use super::*;
use crate::model::{Application, ApplicationState, Chosen, Decision, NewApplication, ReviewInput};
use crate::work::application::{AtRevision, ConsentStep};

/// The first page of an inbox.
pub(super) const FIRST: crate::store::application::Part =
    crate::store::application::Part { overdue_at: None, after: None, descending: false, limit: 10 };

pub(super) struct Stage {
    pub(super) house: House,
    pub(super) learner: Actor,
    pub(super) reviewer: Actor,
}

impl Stage {
    /// A learner with two courses of 上海开放大学, before 江苏开放大学.
    pub(super) fn new() -> Stage {
        let house = House::new();
        let person = number("19990101", 1);
        let learner = house.learner("王小满", &person);
        let text = file(&[
            ("王小满", &person, "大学英语（一）", "2.5", "90", "202506"),
            ("王小满", &person, "高等数学", "4", "78", "202501"),
        ]);
        let checked = house.upload(&house.registrar(), &text);
        house.choose(&house.registrar(), &checked.id, Choice::All);
        let reviewer = house.staff("prs_zhou", "reviewer", JIANGSU);
        Stage { house, learner, reviewer }
    }

    pub(super) fn maths(&self, edit: impl Fn(&mut RuleInput)) -> Rule {
        self.house.rule(|input| {
            takes(input, "高等数学", "JS102");
            edit(input);
        })
    }

    /// Publishes the next version of a rule.
    pub(super) fn next_version(&self, rule: &Rule, edit: impl Fn(&mut RuleInput)) -> Rule {
        let registrar = self.house.staff("prs_chen", "registrar", JIANGSU);
        let id = rule.id.clone();
        let next = self.house.write(&registrar, move |op| work::rule::draft_next(op, &id)).unwrap();
        let mut input = next.content.clone();
        edit(&mut input);
        let (id, at) = step(&next);
        let edited = self.house.write(&registrar, move |op| work::rule::edit(op, &id, &at, &input)).unwrap();
        let (id, at) = step(&edited);
        let submitted = self.house.write(&registrar, move |op| work::rule::submit(op, &id, &at)).unwrap();
        let (id, at) = step(&submitted);
        self.house.write(&self.reviewer, move |op| work::rule::publish(op, &id, &at)).unwrap()
    }

    /// The uses of the best answer.
    pub(super) fn matches(&self) -> Vec<Chosen> {
        let learner = self.learner.id.clone();
        let found = self.house.app.read(&self.learner, |op| work::matches::of_learner(op, &learner)).unwrap();
        let uses = found.into_iter().flat_map(|found| found.counted.answer.uses);
        uses.map(|used| Chosen {
            rule: used.rule.id,
            outcomes: used.sources.into_iter().map(|source| source.outcome).collect(),
            courses: used.targets.into_iter().map(|target| target.course).collect(),
        })
        .collect()
    }

    pub(super) fn begin(&self, chosen: Vec<Chosen>) -> Result<Application> {
        self.begin_with(Some(chosen))
    }

    pub(super) fn begin_with(&self, chosen: Option<Vec<Chosen>>) -> Result<Application> {
        let input = NewApplication { institution: JIANGSU.into(), programme: "080901".into(), chosen };
        self.house.write(&self.learner, move |op| work::application::begin(op, &input))
    }

    pub(super) fn consent(&self, id: &str) -> Application {
        let (id, until) = (id.to_owned(), Day::parse("2026-08-01").unwrap());
        self.house.write(&self.learner, move |op| work::application::consent(op, &id, &ConsentStep { until })).unwrap()
    }

    pub(super) fn file(&self, application: &Application) -> Result<Application> {
        let (id, at) = (application.id.clone(), AtRevision { revision: application.revision });
        self.house.write(&self.learner, move |op| work::application::file(op, &id, &at))
    }

    /// Begins with everything that counts, consents and files.
    pub(super) fn filed(&self) -> Application {
        let begun = self.begin_with(None).unwrap();
        self.file(&self.consent(&begun.id)).unwrap()
    }

    pub(super) fn own(&self, id: &str) -> Application {
        self.house.app.read(&self.learner, |op| work::application::own(op, id)).unwrap().application
    }

    pub(super) fn decide(&self, application: &Application, decision: Decision, reason: &str) -> Result<Application> {
        let (id, revision) = (application.id.clone(), application.revision);
        let input = ReviewInput::new(decision, reason, revision);
        self.house.write(&self.reviewer, move |op| work::application::decide(op, &id, &input))
    }

    pub(super) fn recognised(&self) -> (Credit, Credit) {
        let learner = self.learner.id.clone();
        let passbook = self
            .house
            .app
            .read(&self.learner, |op| work::passbook::own(op, &learner, &work::passbook::Part::FIRST))
            .unwrap();
        let reserved = passbook.institutions.first().map_or(Credit::ZERO, |standing| standing.reserved);
        (reserved, passbook.recognised)
    }
}

#[test]
fn what_counts_is_seen_applied_for_and_recognised() {
    let stage = Stage::new();
    let rule = stage.house.rule(|_| {});
    stage.maths(|input| says(input, json!({ "minimum": [{ "scale": "percent", "at_least": "80" }] })));
    let matches = stage.matches();
    assert_eq!(matches.len(), 1, "the other grade is too low");
    let filed = stage.filed();
    assert_eq!((filed.state, filed.credit), (ApplicationState::Filed, credits("3")));
    assert_eq!(stage.recognised(), (credits("3"), Credit::ZERO));
    stage.house.balanced();
    assert_eq!(stage.matches(), [], "what is held counts no more");
    let id = filed.id.clone();
    let read = stage.house.write(&stage.reviewer, move |op| work::application::read(op, &id)).unwrap();
    assert_eq!(read.learner_name.as_deref(), Some("王小满"));
    assert_eq!(read.lines[0].item.rule_hash, rule.hash);
    assert_eq!(read.lines[0].outcome.as_ref().map(|outcome| outcome.grade.as_str()), Some("90"));
    let accepted = stage.decide(&filed, Decision::Accept, "").unwrap();
    assert_eq!((accepted.state, accepted.decided_by.as_deref()), (ApplicationState::Accepted, Some("prs_zhou")));
    assert_eq!(stage.recognised(), (Credit::ZERO, credits("3")));
    let learner = stage.learner.id.clone();
    let uses = stage.house.app.read(&stage.learner, |op| of_all(op, &learner)).unwrap();
    assert_eq!((uses.len(), uses[0].grade_recorded.as_str()), (1, "免考"));
    stage.house.balanced();
    let again = stage.decide(&accepted, Decision::Reject, "改主意").map(|_| ());
    assert_eq!(refusal(again), "credit.flow.not_now");
    let reversed = stage.decide(&accepted, Decision::Reverse, "成绩更正").unwrap();
    assert_eq!(reversed.state, ApplicationState::Reversed);
    assert_eq!(stage.recognised(), (Credit::ZERO, Credit::ZERO));
    assert_eq!(stage.matches().len(), 1);
    stage.house.balanced();
}

#[test]
fn every_end_that_is_no_recognition_frees_everything() {
    let stage = Stage::new();
    stage.house.rule(|_| {});
    for decision in [Decision::Reject, Decision::Return] {
        let filed = stage.filed();
        assert!(matches!(stage.decide(&filed, decision, "  "), Err(Error::Invalid(_))), "a reason is owed");
        let decided = stage.decide(&filed, decision, "请补充材料").unwrap();
        assert_eq!(decided.reason, "请补充材料");
        assert_eq!(stage.recognised().0, Credit::ZERO);
        stage.house.balanced();
        if decision == Decision::Return {
            let refiled = stage.file(&decided).unwrap();
            assert_eq!(
                (refiled.state, refiled.reason.as_str()),
                (ApplicationState::Filed, ""),
                "the opinion is cleared"
            );
            let (id, at) = (refiled.id.clone(), AtRevision { revision: refiled.revision });
            let withdrawn =
                stage.house.write(&stage.learner, move |op| work::application::withdraw(op, &id, &at)).unwrap();
            assert_eq!(withdrawn.state, ApplicationState::Withdrawn);
            stage.house.balanced();
        }
    }
    assert_eq!(stage.house.count("credit_use"), 0);
    assert_eq!(stage.house.count("credit_target"), 0);
    assert_eq!(stage.house.count("credit_spent"), 0);
}

#[test]
fn the_ceiling_is_kept_by_the_server() {
    let stage = Stage::new();
    stage.house.rule(|_| {});
    stage.maths(|_| {});
    let all = stage.matches();
    assert_eq!(all.len(), 2);
    let both = stage.begin(all.clone()).unwrap();
    assert_eq!(both.credit, credits("7"));
    stage.house.rule(|input| {
        says(input, json!({ "source": null, "target": null, "cap": [{ "per": "learner", "credits": "6" }] }));
    });
    assert_eq!(stage.matches().len(), 1, "the best use keeps the cap");
    let both = stage.consent(&both.id);
    assert_eq!(refusal(stage.file(&both)), "credit.application.cap_reached");
    let (id, chosen) = (both.id.clone(), vec![all[0].clone()]);
    let one = stage.house.write(&stage.learner, move |op| work::application::change(op, &id, Some(&chosen))).unwrap();
    stage.file(&one).unwrap();
    // Two applications begun side by side: the second finds the ceiling reached when it is filed.
    let second = stage.begin(vec![all[1].clone()]).unwrap();
    assert_eq!(refusal(stage.file(&second)), "credit.application.cap_reached");
    stage.house.balanced();
}

#[test]
fn an_outcome_is_spent_once_at_an_institution() {
    let stage = Stage::new();
    stage.house.rule(|_| {});
    let chosen = stage.matches();
    let (first, second) = (stage.begin(chosen.clone()).unwrap(), stage.begin(chosen.clone()).unwrap());
    let first = stage.file(&stage.consent(&first.id)).unwrap();
    assert_eq!(refusal(stage.file(&second)), "credit.match.used");
    stage.decide(&first, Decision::Accept, "").unwrap();
    assert_eq!(refusal(stage.file(&second)), "credit.match.used");
    stage.decide(&stage.own(&first.id), Decision::Reverse, "更正").unwrap();
    let twice = stage.begin([chosen.clone(), chosen.clone()].concat());
    assert_eq!(refusal(twice), "credit.application.chosen_twice");
    let other = stage.house.rule(|input| takes(input, "大学英语（一）", "JS103"));
    let mut theirs = chosen.clone();
    theirs[0].rule.clone_from(&other.id);
    theirs[0].courses = vec!["JS103".into()];
    let twice = stage.begin([chosen, theirs].concat());
    assert_eq!(refusal(twice), "credit.application.chosen_twice", "not as two courses either");
    for (courses, code) in [
        (vec!["NONE".to_owned()], "credit.application.course_unknown"),
        (vec!["JS102".into()], "credit.application.not_allowed"),
    ] {
        let mut wrong = stage.matches();
        wrong[0].courses = courses;
        assert_eq!(refusal(stage.begin(wrong)), code);
    }
}

#[test]
fn shared_outcomes_serve_again_where_every_rule_says_so() {
    let stage = Stage::new();
    let share = |input: &mut RuleInput| says(input, json!({ "share": true }));
    stage.house.rule(share);
    stage.house.rule(|input| {
        takes(input, "大学英语（一）", "JS900");
        share(input);
    });
    let begun = stage.begin(vec![stage.matches()[0].clone()]).unwrap();
    let first = stage.file(&stage.consent(&begun.id)).unwrap();
    let second = stage.file(&stage.begin_with(None).unwrap()).unwrap();
    assert_eq!((first.credit.hundredths() + second.credit.hundredths()), 550, "two courses from one outcome");
    stage.house.rule(|input| takes(input, "大学英语（一）", "JS103"));
    assert_eq!(stage.matches(), [], "a rule that does not share finds it spent");
    stage.decide(&first, Decision::Accept, "").unwrap();
    stage.decide(&second, Decision::Reject, "另有安排").unwrap();
    stage.house.balanced();
}

#[test]
fn several_outcomes_count_as_several_courses_with_a_ratio_and_its_remainder() {
    let stage = Stage::new();
    stage.house.rule(|input| {
        let one = |title: &str| json!({ "class": ["course"], "issuer": [SHANGHAI], "title": title });
        says(
            input,
            json!({
                "source": { "all": [one("大学英语*"), one("高等数学")] },
                "target": { "courses": ["JS104", "JS900"] },
                "credit": { "ratio": "2/3", "rounding": "down" },
            }),
        );
    });
    let filed = stage.filed();
    // Two thirds of 6.5 credits are 433 1/3 hundredths: the first course takes all of them.
    assert_eq!(filed.credit, credits("4.33"));
    let id = filed.id.clone();
    let own = stage.house.app.read(&stage.learner, |op| work::application::own(op, &id)).unwrap();
    assert_eq!(own.lines.len(), 4, "each outcome beside each course");
    assert!(own.lines.iter().all(|line| line.item.use_number == 1 && line.item.remainder == "1/3"));
    assert_eq!(stage.recognised(), (credits("4.33"), Credit::ZERO));
    let accepted = stage.decide(&filed, Decision::Accept, "").unwrap();
    assert_eq!(stage.recognised(), (Credit::ZERO, credits("4.33")));
    let id = accepted.id.clone();
    let replayed = stage.house.app.read(&stage.learner, |op| work::application::replay(op, &id)).unwrap();
    assert!(replayed.holds);
    assert_eq!((replayed.rules.len(), replayed.evidence.len()), (1, 2));
    stage.decide(&accepted, Decision::Reverse, "更正").unwrap();
    stage.house.balanced();
}

#[test]
fn where_the_rules_say_so_filing_decides_at_once_and_says_why() {
    let stage = Stage::new();
    let rule = stage.house.rule(|input| input.automatic = true);
    let filed = stage.filed();
    stage.house.app.run_jobs().unwrap();
    let decided = stage.own(&filed.id);
    assert_eq!((decided.state, decided.decided_by.as_deref()), (ApplicationState::Accepted, Some("system:credit")));
    assert!(decided.reason.contains(&rule.id), "{}", decided.reason);
    assert_eq!(stage.recognised(), (Credit::ZERO, credits("3")));
    stage.house.balanced();
    // With a use that a person decides, a person decides all of it.
    stage.decide(&decided, Decision::Reverse, "更正").unwrap();
    stage.maths(|_| {});
    let filed = stage.filed();
    stage.house.app.run_jobs().unwrap();
    assert_eq!(stage.own(&filed.id).state, ApplicationState::Filed);
    let id = filed.id.clone();
    let forced = stage.house.write(&Actor::system("credit"), move |op| work::application::automatic::decide(op, &id));
    assert_eq!(refusal(forced), "credit.application.not_automatic");
}

#[test]
fn a_decision_rests_on_what_was_filed_and_on_the_room_there_is() {
    let stage = Stage::new();
    stage.house.rule(|_| {});
    let filed = stage.filed();
    stage.house.tamper("update credit_outcome set content = 'other' where name = '大学英语（一）'");
    assert_eq!(refusal(stage.decide(&filed, Decision::Accept, "")), "credit.application.proof_broken");
    let id = filed.id.clone();
    let replayed = stage.house.app.read(&stage.learner, |op| work::application::replay(op, &id).map(|_| ()));
    assert_eq!(refusal(replayed), "credit.application.proof_broken");
    assert!(stage.decide(&filed, Decision::Return, "请重新申请").is_ok());
    stage.house.balanced();
}

#[test]
fn postings_keep_their_order_while_the_clock_is_set_back() {
    let stage = Stage::new();
    stage.maths(|_| {});
    let filed = stage.filed();
    stage.house.later_days(-400);
    let accepted = stage.decide(&filed, Decision::Accept, "").unwrap();
    stage.house.later_days(-400);
    let reversed = stage.decide(&accepted, Decision::Reverse, "核对有误").unwrap();
    assert_eq!(reversed.state, ApplicationState::Reversed);
    // A file of the same learner goes in behind all of it.
    let text = file(&[("王小满", &number("19990101", 1), "线性代数", "3", "88", "202401")]);
    stage.house.later_days(300);
    let checked = stage.house.upload(&stage.house.registrar(), &text);
    assert_eq!(stage.house.choose(&stage.house.registrar(), &checked.id, Choice::All).progress.deposited, 1);
    let sql = "select kind from credit_movement where learner = $1 order by posting, number";
    let read =
        |op: &Op| op.conn().rows(sql, &[stage.learner.id.as_str().into()], |row| row.text(0)).map_err(Into::into);
    let mut kinds = stage.house.app.read(&stage.learner, read).unwrap();
    kinds.dedup();
    assert_eq!(kinds, ["deposit", "hold", "recognition", "reversal", "deposit"]);
    stage.house.balanced();
}

#[test]
fn the_latest_filing_is_decided_about_though_the_clock_was_set_back() {
    let stage = Stage::new();
    stage.house.rule(|_| {});
    let filed = stage.filed();
    let day = |id: &str| {
        stage.house.app.read(&stage.learner, |op| work::application::replay(op, id)).map(|replayed| replayed.day)
    };
    assert_eq!(day(&filed.id).unwrap(), Day::parse("2026-03-01").unwrap());
    let returned = stage.decide(&filed, Decision::Return, "请补材料").unwrap();
    stage.house.later_days(-20);
    let again = stage.file(&stage.consent(&returned.id)).unwrap();
    assert_eq!(day(&again.id).unwrap(), Day::parse("2026-02-09").unwrap(), "the second filing, not the later day");
    assert_eq!(stage.decide(&again, Decision::Accept, "").unwrap().state, ApplicationState::Accepted);
    stage.house.balanced();
}
