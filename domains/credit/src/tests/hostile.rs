//! Accounts that no learner has: a million outcomes, and more conversions than anybody can be told of.

use super::applications::Stage;
use super::*;
use crate::model::{ApplicationState, Decision};
use crate::work::passbook::{PAGE, Part, WHOLE_MAX};

/// Outcomes of the one account.
const OUTCOMES: i64 = 1_000_000;
/// What a process may grow by while it answers: a whole account in memory would be several times as much.
const GROWTH_KILOBYTES: u64 = 400_000;

/// The most memory this process ever held, as the kernel tells it.
fn peak_kilobytes() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap();
    let line = status.lines().find(|line| line.starts_with("VmHWM:")).unwrap();
    line.split_whitespace().nth(1).unwrap().parse().unwrap()
}

impl Stage {
    /// Lectures of ten years ago, one after the other, behind the learner's back.
    fn fill(&self, count: i64) {
        let learner = self.learner.id.clone();
        let sql = concat!(
            "insert",
            " into credit_outcome (learner, id, class, institution, issuer, issuer_name, name, name_key, certificate_kind,
               certificate_level, level_key, major, level, category, credit, hours, grade, scale, scale_value, obtained, cohort,
               ending, season, remark, student_number, content, deposit, line, deposited_at)
             with recursive lecture(number) as (values (1) union all ",
            "select",
            " number + 1 from lecture where number < $2)
             ",
            "select",
            " $1, printf('out_%09d', number), 'training', '4231051252', '4231051252', '上海开放大学', '讲座' || number,
               '讲座' || number, '', '', '', '', '', '', 0, 200, '', 'held', 0, '201501', null, '', '', '', '', 'x', 'dep_fill',
               number, 1 from lecture"
        );
        self.house.db.write(move |tx| tx.run(sql, &[learner.as_str().into(), count.into()]).map(|_| ())).unwrap();
    }

    /// Conversions that 上海开放大学 reported from as many of those lectures.
    fn report(&self, count: i64) {
        let learner = self.learner.id.clone();
        let sql = concat!(
            "insert",
            " into credit_use (learner, outcome, institution, target_code, target_name, target_credit, state, application, deposit,
               grade_recorded, converted_in, converting_school, target_level, target_major, at)
             ",
            "select",
            " learner, id, '4231051252', 'T' || line, '目标', 0, 'used', '', 'dep_fill', '', '202001', '0001', '', '', 1
               from credit_outcome where learner = $1 and deposit = 'dep_fill' and line <= $2"
        );
        self.house.db.write(move |tx| tx.run(sql, &[learner.as_str().into(), count.into()]).map(|_| ())).unwrap();
    }

    fn passbook(&self, part: &Part) -> work::passbook::Passbook {
        let learner = self.learner.id.clone();
        self.house.app.read(&self.learner, |op| work::passbook::own(op, &learner, part)).unwrap()
    }
}

#[test]
fn a_million_outcomes_on_one_account_are_answered_exactly_within_bounds() {
    let stage = Stage::new();
    stage.house.rule(|_| {});
    stage.fill(OUTCOMES);
    let before = peak_kilobytes();
    let first = stage.passbook(&Part::FIRST);
    assert_eq!((first.outcome_count, first.credit, first.lines.len()), (OUTCOMES + 2, credits("6.5"), PAGE));
    let second = stage.passbook(&Part::Page(first.next.clone()));
    assert_eq!(second.lines.len(), PAGE);
    assert!(first.lines.iter().all(|line| second.lines.iter().all(|other| other.outcome.id != line.outcome.id)));
    let whole = stage.passbook(&Part::Whole);
    assert_eq!((whole.lines.len(), whole.next.is_some()), (WHOLE_MAX, true));

    let matches = stage.matches();
    assert_eq!(matches.len(), 1, "the latest outcomes are weighed, and the course is among them");
    let learner = stage.learner.id.clone();
    let best = stage
        .house
        .app
        .read(&stage.learner, |op| work::matches::of_programme(op, &learner, JIANGSU, "080901"))
        .unwrap();
    assert!(best.asked.cut, "and it is told that there are more");
    assert_eq!((best.explanation.answer.credit, best.explanation.answer.proof.optimal), (credits("3"), true));

    let accepted = stage.decide(&stage.filed(), Decision::Accept, "").unwrap();
    assert_eq!(accepted.state, ApplicationState::Accepted);
    let too_many = matches.iter().cycle().take(5_000).cloned().collect();
    assert_eq!(refusal(stage.begin(too_many)), "credit.application.too_many_chosen");
    let text = file(&[("王小满", &number("19990101", 1), "线性代数", "3", "88", "202401")]);
    let checked = stage.house.upload(&stage.house.registrar(), &text);
    assert_eq!(stage.house.choose(&stage.house.registrar(), &checked.id, Choice::All).progress.deposited, 1);
    let grown = peak_kilobytes() - before;
    assert!(grown < GROWTH_KILOBYTES, "the process grew by {grown} kB");
    stage.house.balanced();
}

#[test]
fn more_conversions_than_are_weighed_at_once_are_shown_and_refused_clearly() {
    let stage = Stage::new();
    stage.house.rule(|_| {});
    stage.fill(6_000);
    stage.report(5_000);
    assert_eq!(stage.matches().len(), 1, "as many as are weighed");
    let filed = stage.filed();
    assert_eq!(filed.state, ApplicationState::Filed);
    stage.decide(&filed, Decision::Reject, "另有安排").unwrap();
    stage.report(0);
    stage.house.tamper(concat!("delete", " from credit_use where target_code = 'T1'"));
    stage.house.tamper(concat!(
        "insert",
        " into credit_use (learner, outcome, institution, target_code, target_name, target_credit, state, application, deposit,
           grade_recorded, converted_in, converting_school, target_level, target_major, at)
         ",
        "select",
        " learner, id, '4231051252', 'T' || line, '目标', 0, 'used', '', 'dep_fill', '', '202001', '0001', '', '', 1
           from credit_outcome where deposit = 'dep_fill' and (line = 1 or line > 5000)"
    ));
    let learner = stage.learner.id.clone();
    let asked = stage.house.app.read(&stage.learner, |op| work::matches::of_learner(op, &learner).map(|_| ()));
    assert_eq!(refusal(asked), "credit.match.standing_too_much");
    assert_eq!(refusal(stage.begin_with(None)), "credit.match.standing_too_much");
    let page = stage.passbook(&Part::FIRST);
    assert_eq!(page.lines.len(), PAGE, "what is there is shown all the same");
    assert!(page.lines.iter().filter(|line| line.outcome.deposit == "dep_fill").all(|line| line.uses.len() == 1));
}
