//! Course codes from the file to the rule that goes by them, also where a course changed its code.

use super::deposits::wang;
use super::*;
use crate::model::DepositState;
use crate::work::batch::{self, BatchInput, BatchRow};
use crate::work::matches::{Asking, acceptors};

/// A file of template A with the optional column: course, code, grade.
fn coded(rows: &[(&str, &str, &str)]) -> String {
    let mut text = String::from(
        "姓名,身份证号,专业名称,课程代码,课程名称,教育层次代码,教育类别代码,学分,学时,成绩,获得时间,届别,毕业结业肄业,毕业季,备注,学号\n",
    );
    for (course, code, grade) in rows {
        text.push_str(&format!(
            "王小满,{},工程管理,{code},{course},85,321,4,,{grade},202506,2025,1261,1321,,\n",
            wang()
        ));
    }
    text
}

impl House {
    fn deposited(&self, text: &str) -> Deposit {
        let checked = self.upload(&self.registrar(), text);
        assert_eq!(checked.progress.faults, 0, "{checked:?}");
        self.choose(&self.registrar(), &checked.id, Choice::Good)
    }

    fn outcomes(&self, learner: &Actor) -> Vec<(String, String)> {
        let id = learner.id.clone();
        let passbook = self.app.read(learner, |op| work::passbook::own(op, &id, &work::passbook::Part::FIRST)).unwrap();
        let mut all: Vec<_> = passbook.lines.into_iter().map(|line| (line.outcome.name, line.outcome.code)).collect();
        all.sort();
        all
    }

    /// A rule of 江苏开放大学 that goes by the code of a course of 上海开放大学.
    fn rule_by(&self, code: &str) -> Rule {
        self.rule(|input| {
            let source = json!({ "class": ["course"], "issuer": [SHANGHAI], "code": [code] });
            says(input, json!({ "source": source, "target": { "courses": ["JS102"] } }));
        })
    }

    fn recognised_for(&self, learner: &Actor) -> Vec<String> {
        let id = learner.id.clone();
        let found = self.app.read(learner, |op| work::matches::of_learner(op, &id)).unwrap();
        let uses = found.into_iter().flat_map(|found| found.counted.answer.uses);
        uses.flat_map(|used| used.targets.into_iter().map(|target| target.course)).collect()
    }

    /// Records that two codes of 上海开放大学 are one course.
    fn renamed(&self, old: &str, new: &str, from: &str) {
        let text =
            format!("[[change]]\nissuer = \"{SHANGHAI}\"\nold = \"{old}\"\nnew = \"{new}\"\nvalid_from = \"{from}\"\n");
        let file = crate::model::ChangeFile { institution: SHANGHAI.into(), text };
        let kept = self.write(&self.registrar(), move |op| work::change::import(op, &file)).unwrap();
        let second = self.staff("prs_xu", "reviewer", SHANGHAI);
        self.write(&second, move |op| work::change::publish(op, &kept.id)).unwrap();
    }
}

#[test]
fn a_rule_by_code_takes_the_course_with_that_code() {
    let house = House::new();
    let learner = house.learner("王小满", &wang());
    house.rule_by("MA101");
    house.deposited(&coded(&[("高等数学（甲）", "MA101", "90"), ("高等数学（乙）", "MA102", "90")]));
    assert_eq!(house.recognised_for(&learner), ["JS102"]);
    let named = [("高等数学（乙）", "MA102"), ("高等数学（甲）", "MA101")];
    assert_eq!(house.outcomes(&learner), named.map(|(name, code)| (name.to_owned(), code.to_owned())));
    house.balanced();
}

#[test]
fn a_course_that_changed_its_code_is_the_same_course_from_that_day_on() {
    let house = House::new();
    let learner = house.learner("王小满", &wang());
    house.rule_by("MA2020");
    house.deposited(&coded(&[("高等数学", "MA101", "90")]));
    assert_eq!(house.recognised_for(&learner), [""; 0]);
    house.renamed("MA101", "MA2020", "2026-06-01");
    assert_eq!(house.recognised_for(&learner), [""; 0], "from June on");
    house.later_days(100);
    assert_eq!(house.recognised_for(&learner), ["JS102"]);
    let ask = |code: &str| {
        let asking = Asking { code: code.into(), issuer: SHANGHAI.into(), ..Asking::default() };
        house.app.read(&Actor::public(), |op| acceptors(op, &asking)).unwrap().len()
    };
    assert_eq!((ask("MA101"), ask("MA2020"), ask("MA999")), (1, 1, 0));
    // A file that has the new code already says the same of the same course.
    let again = house.deposited(&coded(&[("高等数学", "MA2020", "90")]));
    assert_eq!((again.progress.deposited, again.progress.unchanged), (0, 1));
}

#[test]
fn a_code_that_comes_later_is_taken_and_another_one_is_told() {
    let house = House::new();
    let learner = house.learner("王小满", &wang());
    house.rule_by("MA101");
    let bare = file(&[("王小满", &wang(), "高等数学", "4", "90", "202506")]);
    house.deposited(&bare);
    assert_eq!(house.recognised_for(&learner), [""; 0]);
    let coming = house.deposited(&coded(&[("高等数学", "MA101", "90")]));
    assert_eq!((coming.progress.deposited, coming.progress.unchanged), (0, 1));
    assert_eq!(house.recognised_for(&learner), ["JS102"]);
    let other = house.deposited(&coded(&[("高等数学", "MA777", "90")]));
    assert_eq!((other.state, other.progress.bad_rows), (DepositState::Committed, 1));
    let faults =
        house.app.read(&house.registrar(), |op| Ok(store::deposit::faults(op.conn(), &other.id, (-1, -1), 10)?));
    assert_eq!(faults.unwrap()[0].code, "credit.row.code_differs");
    assert_eq!(house.outcomes(&learner), [("高等数学".to_owned(), "MA101".to_owned())]);
    house.balanced();
}

#[test]
fn a_filing_is_proved_again_after_its_outcome_was_given_a_code() {
    let stage = super::applications::Stage::new();
    stage.house.rule(|_| {});
    let filed = stage.filed();
    let text = file(&[("王小满", &number("19990101", 1), "大学英语（一）", "2.5", "90", "202506")])
        .replace("课程名称", "课程代码,课程名称")
        .replace(",大学英语", ",EN101,大学英语");
    let coming = stage.house.deposited(&text);
    assert_eq!(coming.progress.unchanged, 1);
    let replayed = stage.house.app.read(&stage.learner, |op| work::application::replay(op, &filed.id)).unwrap();
    assert!(replayed.holds);
    stage.decide(&filed, crate::model::Decision::Accept, "").unwrap();
    stage.house.balanced();
}

#[test]
fn a_draft_by_code_tells_whom_it_would_reach() {
    let house = House::new();
    house.learner("王小满", &wang());
    house.deposited(&coded(&[("高等数学", "MA101", "90"), ("线性代数", "MA300", "90")]));
    house.renamed("MA101", "MA2020", "2020-01-01");
    let chen = house.staff("prs_chen", "registrar", JIANGSU);
    let mut input = rule_input();
    let source = json!({ "class": ["course"], "issuer": [SHANGHAI], "code": ["MA2020"] });
    says(&mut input, json!({ "source": source, "target": { "courses": ["JS102"] } }));
    let impact = house.app.read(&chen, |op| work::preview::preview(op, &input, None)).unwrap().impact;
    assert_eq!((impact.candidates, impact.outcomes, impact.learners), (1, 1, 1), "found under its old code");
    says(&mut input, json!({ "source": { "table": "核心" }, "tables": { "核心": ["MA300", "MA301"] } }));
    let impact = house.app.read(&chen, |op| work::preview::preview(op, &input, None)).unwrap().impact;
    assert_eq!((impact.candidates, impact.outcomes), (1, 1), "by a table of codes, whoever the issuer is");
}

#[test]
fn a_batch_brings_codes_and_without_them_is_the_file_it_was() {
    let house = House::new();
    let learner = house.learner("王小满", &wang());
    let row = |code: Option<&str>| -> BatchRow {
        let mut row = json!({
            "class": "course", "name": "王小满", "id_number": wang(), "title": "高等数学", "major": "工程管理",
            "level": "undergraduate", "category": "adult", "credit": "4", "grade": "90", "obtained": "202506",
            "cohort": "2025", "ending": "graduated", "season": "spring",
        });
        if let Some(code) = code {
            row["code"] = json!(code);
        }
        serde_json::from_value(row).unwrap()
    };
    let send = |row: BatchRow| {
        let input = BatchInput { institution: SHANGHAI.into(), choice: Choice::All, rows: vec![row] };
        batch::deposit(&house.app, &house.registrar(), None, &input).unwrap()
    };
    let bare = send(row(None));
    assert_eq!(send(row(Some(""))).deposit.id, bare.deposit.id, "an empty code says nothing");
    send(row(Some("MA101")));
    assert_eq!(house.outcomes(&learner), [("高等数学".to_owned(), "MA101".to_owned())]);
    let long = send(row(Some(&"9".repeat(65))));
    assert_eq!(long.rows[0].1[0].code, "credit.row.too_long");
    assert_eq!(long.rows[0].1[0].column, "课程代码");
}
