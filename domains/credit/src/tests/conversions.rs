//! Conversions that a school reports: what they bind, what they wait for, and what striking them leaves.

use super::applications::Stage;
use super::deposits::wang;
use super::*;
use crate::model::{ConsequenceKind, ConsequenceState, Decision, NewRevocation};

#[test]
fn a_reported_conversion_is_a_use_and_counts_once() {
    let house = House::new();
    let registrar = house.registrar();
    let learner = house.learner("王小满", &wang());
    let head: Vec<&str> = crate::model::Template::B.columns().iter().map(|(header, _)| *header).collect();
    let row = |course: &str, target: &str| {
        format!(
            "王小满,{},0001,01,工程管理,{course},江苏开放大学,85,321,3,,85,202406,2025,1261,1321,,,85,{target},目标{target},2.5,202506,工程管理",
            wang()
        )
    };
    let text = format!("{}\n{}\n{}\n{}\n", head.join(","), row("英语", "T1"), row("英语", "T2"), row("听力", "T2"));
    let checked = house.upload(&registrar, &text);
    assert_eq!(checked.progress.faults, 0);
    let done = house.choose(&registrar, &checked.id, Choice::All);
    assert_eq!((done.progress.deposited, done.progress.unchanged), (2, 1));
    let id = learner.id.clone();
    let passbook = house.app.read(&learner, |op| work::passbook::own(op, &id, &work::passbook::Part::FIRST)).unwrap();
    assert_eq!(passbook.recognised, credits("5"), "two targets, however many outcomes led to them");
    assert_eq!(passbook.lines.iter().map(|line| line.uses.len()).sum::<usize>(), 3);
    assert!(passbook.lines.iter().all(|line| line.outcome.issuer == JIANGSU), "the issuer's name is its code");
    house.balanced();
}

/// A file of template B: number, course, target and the credit it became, converted in June 2025.
fn conversions(rows: &[(&str, &str, &str, &str)]) -> String {
    let head: Vec<&str> = crate::model::Template::B.columns().iter().map(|(header, _)| *header).collect();
    let mut text = head.join(",") + "\n";
    for (number, course, target, credit) in rows {
        text.push_str(&format!(
            "王小满,{number},0001,01,工程管理,{course},江苏开放大学,85,321,3,,85,202406,2025,1261,1321,,,85,{target},目标{target},{credit},202506,软件工程\n"
        ));
    }
    text
}

#[test]
fn a_reported_conversion_keeps_what_the_school_said_and_does_not_change() {
    let house = House::new();
    let registrar = house.registrar();
    let learner = house.learner("王小满", &wang());
    let first = house.upload(&registrar, &conversions(&[(&wang(), "英语", "T1", "2.5")]));
    house.choose(&registrar, &first.id, Choice::All);
    let id = learner.id.clone();
    let uses = house.app.read(&learner, |op| of_all(op, &id)).unwrap();
    let said = uses[0].reported.as_ref().unwrap();
    assert_eq!(
        (said.month.to_string().as_str(), said.school.as_str(), said.level.as_str(), said.major.as_str()),
        ("202506", "0001", "undergraduate", "软件工程")
    );
    let other = house.upload(&registrar, &conversions(&[(&wang(), "英语", "T1", "3"), (&wang(), "英语", "T2", "3")]));
    let back = house.choose(&registrar, &other.id, Choice::All);
    assert_eq!(house.codes(&back), [(2, "credit.row.conversion_differs")]);
    house.balanced();
}

#[test]
fn a_reported_conversion_waits_for_an_open_application_and_leaves_the_ledger_whole() {
    let stage = Stage::new();
    // The depositing school receives the application itself, so that both speak of one target.
    stage.house.rule(|input| input.institution = JIANGSU.into());
    let filed = stage.filed();
    let registrar = stage.house.staff("prs_chen", "registrar", JIANGSU);
    let head: Vec<&str> = crate::model::Template::B.columns().iter().map(|(header, _)| *header).collect();
    let row = |course: &str, target: &str| {
        format!(
            "王小满,{},0001,01,工程管理,{course},上海开放大学,85,321,3,,85,202406,2025,1261,1321,,,85,{target},目标,2.5,202506,软件工程",
            number("19990101", 1)
        )
    };
    let text = format!("{}\n{}\n{}\n", head.join(","), row("听力", "JS101"), row("口语", "JS900"));
    let upload = |text: &str| {
        let path = stage.house.folder.path().join("jiangsu.csv");
        std::fs::write(&path, text).unwrap();
        let hash = work::deposit::hash_file(&path).unwrap();
        let sent = work::deposit::upload(&stage.house.app, &registrar, JIANGSU, "b.csv", &path, &hash).unwrap();
        stage.house.app.run_jobs().unwrap();
        stage.house.deposit(&registrar, &sent.id)
    };
    let checked = upload(&text);
    assert_eq!((checked.progress.rows, checked.progress.faults), (2, 0));
    let done = stage.house.choose(&registrar, &checked.id, Choice::Good);
    assert_eq!((done.progress.deposited, done.progress.bad_rows), (1, 1));
    let faults = stage
        .house
        .app
        .read(&registrar, |op| Ok(crate::store::deposit::faults(op.conn(), &done.id, (-1, -1), 10)?))
        .unwrap();
    assert_eq!((faults[0].row, faults[0].code.as_str()), (2, "credit.row.target_open"));
    stage.house.balanced();
    stage.decide(&filed, Decision::Reject, "另有安排").unwrap();
    stage.house.balanced();
    let later = upload(&format!("{}\n{}\n", head.join(","), row("听力", "JS101")));
    let done = stage.house.choose(&registrar, &later.id, Choice::All);
    assert_eq!((done.state, done.progress.deposited), (crate::model::DepositState::Committed, 1));
    stage.house.balanced();
    assert_eq!(stage.recognised(), (Credit::ZERO, credits("5")));
}

impl House {
    fn recognised_of(&self, learner: &Actor) -> Credit {
        let id = learner.id.clone();
        let part = work::passbook::Part::FIRST;
        self.app.read(learner, |op| work::passbook::own(op, &id, &part)).unwrap().recognised
    }

    /// Has an outcome of 上海开放大学 revoked, by its name.
    fn struck(&self, learner: &Actor, name: &str) -> Vec<(String, &'static str)> {
        let id = learner.id.clone();
        let outcomes =
            self.app.read(learner, |op| Ok(store::outcome::of_learner(op.conn(), &id, None, None, 100)?)).unwrap();
        let one = outcomes.iter().find(|one| one.name == name && one.revoked_at.is_none()).unwrap();
        let new = NewRevocation { learner: learner.id.clone(), outcome: one.id.clone(), reason: "上报有误".into() };
        let asked = self.write(&self.registrar(), move |op| work::revocation::ask(op, &new)).unwrap();
        let second = self.staff("prs_xu", "reviewer", SHANGHAI);
        let found = self.write(&second, move |op| work::revocation::confirm(op, &asked.id)).unwrap();
        assert!(found.consequences.iter().all(|one| one.state == ConsequenceState::Done), "{found:?}");
        self.balanced();
        found.consequences.into_iter().map(|one| (one.subject, one.kind.name())).collect()
    }
}

#[test]
fn what_was_struck_is_recognised_from_another_conversion_or_from_none() {
    // Of each: what is reported in its order, what is revoked, what is recognised then.
    type Rows<'a> = &'a [(&'a str, &'a str, &'a str)];
    let cases: [(Rows, &[(&str, &str)]); 5] = [
        // One outcome for one target: nothing is left.
        (&[("英语", "T1", "2.5")], &[("英语", "0")]),
        // Two for one target: it stays, from the other one, until that is gone as well.
        (&[("英语", "T1", "2.5"), ("听力", "T1", "2.5")], &[("英语", "2.5"), ("听力", "0")]),
        (&[("英语", "T1", "2.5"), ("听力", "T1", "2.5")], &[("听力", "2.5"), ("英语", "0")]),
        // The second target was counted with the other outcome, and is counted once still.
        (&[("听力", "T2", "3"), ("英语", "T1", "2.5"), ("英语", "T2", "3")], &[("英语", "3"), ("听力", "0")]),
        // Where they report different credit, what the next one says counts.
        (
            &[("英语", "T1", "2.5"), ("听力", "T1", "2"), ("口语", "T1", "2")],
            &[("英语", "2"), ("听力", "2"), ("口语", "0")],
        ),
    ];
    for (rows, steps) in cases {
        let house = House::new();
        let learner = house.learner("王小满", &wang());
        let wang = wang();
        let rows: Vec<_> =
            rows.iter().map(|(course, target, credit)| (wang.as_str(), *course, *target, *credit)).collect();
        let checked = house.upload(&house.registrar(), &conversions(&rows));
        house.choose(&house.registrar(), &checked.id, Choice::All);
        for (name, left) in steps {
            let targets: Vec<_> =
                rows.iter().filter(|row| row.1 == *name).map(|row| (row.2.to_owned(), "struck")).collect();
            assert_eq!(house.struck(&learner, name), targets, "{name}");
            assert_eq!(house.recognised_of(&learner), credits(left), "{rows:?} without {name}");
        }
        assert_eq!(house.count("credit_use") + house.count("credit_target"), 0, "every target is free");
        // Put right, the same may be reported again.
        let again = house.upload(&house.registrar(), &conversions(&rows).replace(",,,85,", ",更正,,85,"));
        let done = house.choose(&house.registrar(), &again.id, Choice::All);
        assert_eq!(done.progress.bad_rows, 0);
        assert!(house.recognised_of(&learner) > Credit::ZERO);
        house.balanced();
    }
}

#[test]
fn a_revocation_strikes_what_was_reported_and_holds_what_was_applied_for() {
    // 上海开放大学 reported a conversion of its own from the same course that 江苏开放大学 recognises.
    let stage = Stage::new();
    stage.house.rule(|_| {});
    let person = number("19990101", 1);
    let row = conversions(&[(&person, "大学英语（一）", "SH-1", "2")]).replace("江苏开放大学", "上海开放大学");
    let same = row.replace(",3,,85,202406,", ",2.5,,90,202506,");
    let checked = stage.house.upload(&stage.house.registrar(), &same);
    let done = stage.house.choose(&stage.house.registrar(), &checked.id, Choice::All);
    assert_eq!((done.progress.unchanged, done.progress.bad_rows), (1, 0), "{done:?}");
    let accepted = stage.decide(&stage.filed(), Decision::Accept, "").unwrap();
    assert_eq!(stage.house.recognised_of(&stage.learner), credits("5"), "3 in 江苏 and 2 in 上海");
    let id = stage.learner.id.clone();
    let outcomes = stage
        .house
        .app
        .read(&stage.learner, |op| Ok(store::outcome::of_learner(op.conn(), &id, None, None, 10)?))
        .unwrap();
    let outcome = outcomes.into_iter().find(|one| one.name == "大学英语（一）").unwrap().id;
    let new = NewRevocation { learner: stage.learner.id.clone(), outcome, reason: "成绩录入有误".into() };
    let asked = stage.house.write(&stage.house.registrar(), move |op| work::revocation::ask(op, &new)).unwrap();
    let second = stage.house.staff("prs_xu", "reviewer", SHANGHAI);
    let found = stage.house.write(&second, move |op| work::revocation::confirm(op, &asked.id)).unwrap();
    let mut kinds: Vec<_> = found.consequences.iter().map(|one| (one.subject.as_str(), one.kind)).collect();
    kinds.sort();
    let mut due = [("SH-1", ConsequenceKind::Struck), (accepted.id.as_str(), ConsequenceKind::Suspended)];
    due.sort();
    assert_eq!(kinds, due);
    assert_eq!(stage.house.recognised_of(&stage.learner), Credit::ZERO, "one is struck, the other held");
    stage.house.balanced();
}

#[test]
fn a_batch_reports_conversions_with_what_is_wrong_by_member() {
    use crate::work::batch::{self, BatchInput, BatchRow, RowAnswer};
    let house = House::new();
    let learner = house.learner("王小满", &wang());
    let row = |title: &str, conversion: serde_json::Value| -> BatchRow {
        serde_json::from_value(json!({
            "class": "course", "name": "王小满", "id_number": wang(), "title": title, "issuer": "江苏开放大学",
            "major": "工程管理", "level": "undergraduate", "category": "adult", "credit": "3", "grade": "85",
            "obtained": "202406", "cohort": "2025", "ending": "graduated", "season": "spring", "conversion": conversion,
        }))
        .unwrap()
    };
    let made = |code: &str| json!({ "school": "0001", "level": "undergraduate", "code": code, "title": "目标", "credit": "2.5", "month": "202506" });
    let mut lacking = made("T9");
    lacking["month"] = json!("");
    let mut early = made("T9");
    early["month"] = json!("202401");
    let rows = vec![
        row("英语", made("T1")),
        row("英语", made("T2")),
        row("听力", made("T2")),
        row("口语", json!(null)),
        row("写作", lacking),
        row("阅读", early),
    ];
    let input = BatchInput { institution: SHANGHAI.into(), choice: Choice::Good, rows };
    let done = batch::deposit(&house.app, &house.registrar(), None, &input).unwrap();
    let answers: Vec<RowAnswer> = done.rows.iter().map(|(answer, _)| *answer).collect();
    use RowAnswer::{Deposited, Fault, Unchanged};
    assert_eq!(
        answers,
        [Deposited, Unchanged, Deposited, Deposited, Fault, Fault],
        "the second row is the first's outcome"
    );
    let faults = |place: usize| (done.rows[place].1[0].column.as_str(), done.rows[place].1[0].code.as_str());
    assert_eq!(faults(4), ("转换时间", "credit.row.missing"));
    assert_eq!(faults(5), ("转换时间", "credit.row.converted_early"));
    assert_eq!(batch::member(crate::model::Column::ConvertedIn), "conversion.month");
    assert_eq!(house.recognised_of(&learner), credits("5"), "two targets, however many outcomes led to them");
    let again = batch::deposit(&house.app, &house.registrar(), None, &input).unwrap();
    assert_eq!(again.deposit.id, done.deposit.id);
    assert_eq!(house.recognised_of(&learner), credits("5"));
    house.balanced();
    // Nothing but blanks reports nothing, and is no conversion that was overlooked either.
    let blank = json!({ "school": "", "level": "", "code": "", "title": " ", "credit": "", "month": "" });
    let input = BatchInput { institution: SHANGHAI.into(), choice: Choice::Good, rows: vec![row("英语", blank)] };
    let refused = batch::deposit(&house.app, &house.registrar(), None, &input);
    assert!(matches!(&refused, Err(Error::Invalid(faults)) if faults[0].field == "rows[0].conversion"), "{refused:?}");
}
