//! Batches: answered row by row, once, however often they come.

use super::*;
use crate::model::DepositState;
use crate::work::batch::{self, BatchInput, BatchRow, ROWS_MAX, RowAnswer};

/// A row of template A's kind.
fn course(name: &str, number: &str, title: &str, grade: &str) -> BatchRow {
    serde_json::from_value(serde_json::json!({
        "class": "course", "name": name, "id_number": number, "title": title, "major": "工程管理",
        "level": "undergraduate", "category": "adult", "credit": "2.5", "grade": grade, "obtained": "202506",
        "cohort": "2025", "ending": "graduated", "season": "spring",
    }))
    .unwrap()
}

fn batch(choice: Choice, rows: &[BatchRow]) -> BatchInput {
    BatchInput { institution: SHANGHAI.into(), choice, rows: rows.to_vec() }
}

fn answers(answered: &batch::Answered) -> Vec<RowAnswer> {
    answered.rows.iter().map(|(answer, _)| *answer).collect()
}

impl House {
    fn batch(&self, input: &BatchInput) -> batch::Answered {
        batch::deposit(&self.app, &self.registrar(), None, input).unwrap()
    }
}

#[test]
fn a_batch_is_deposited_once_and_answered_the_same_again() {
    use RowAnswer::{Deposited, Unchanged};
    let house = House::new();
    let number = number("19990101", 1);
    let training: BatchRow = serde_json::from_value(serde_json::json!({
        "class": "training", "name": "王小满", "id_number": number, "title": "电工实训", "hours": "48", "obtained": "202505",
    }))
    .unwrap();
    let rows = [course("王小满", &number, "高等数学", "91"), training, course("王小满", &number, "经济法", "80")];
    let first = house.batch(&batch(Choice::All, &rows[..2]));
    assert_eq!(first.deposit.state, DepositState::Committed);
    assert_eq!(answers(&first), [Deposited, Deposited]);
    assert_eq!((house.count("credit_outcome"), house.count("credit_movement")), (2, 1), "hours alone post nothing");
    let again = house.batch(&batch(Choice::All, &rows[..2]));
    assert_eq!((&again.deposit.id, answers(&again)), (&first.deposit.id, vec![Deposited, Deposited]));
    let other = house.batch(&batch(Choice::All, &rows));
    assert_ne!(other.deposit.id, first.deposit.id);
    assert_eq!(answers(&other), [Unchanged, Unchanged, Deposited]);
    // The jobs that stood by find nothing to do.
    house.later_days(1);
    house.app.run_jobs().unwrap();
    assert_eq!(answers(&house.batch(&batch(Choice::Good, &rows))), [Unchanged, Unchanged, Deposited]);
    assert_eq!(house.count("credit_outcome"), 3);
    house.balanced();
}

#[test]
fn everything_or_nothing_holds_the_good_rows_back_and_good_takes_them() {
    use RowAnswer::{Deposited, Fault, HeldBack};
    let house = House::new();
    let number = number("19990101", 1);
    let rows = [
        course("王小满", &number, "高等数学", "91"),
        course("王小满", &number, "大学英语", "59"),
        course("王小满", "310101199901010011", "经济法\n".repeat(30).as_str(), "80"),
    ];
    let all = house.batch(&batch(Choice::All, &rows));
    assert_eq!((all.deposit.state, answers(&all)), (DepositState::Checked, vec![HeldBack, Fault, Fault]));
    let codes: Vec<&str> = all.rows[2].1.iter().map(|fault| fault.code.as_str()).collect();
    assert_eq!(codes, ["credit.row.id_check", "credit.row.control"]);
    assert_eq!(house.count("credit_outcome"), 0);
    let good = house.batch(&batch(Choice::Good, &rows));
    assert_eq!(good.deposit.id, all.deposit.id, "the same rows are the same deposit");
    assert_eq!(answers(&good), [Deposited, Fault, Fault]);
    // A name that is not the number's is found only in the bank, and holds everything back as well.
    let named = [course("李嘉禾", &number, "大学物理", "88"), course("王小满", &number, "有机化学", "88")];
    let all = house.batch(&batch(Choice::All, &named));
    assert_eq!((all.deposit.state, answers(&all)), (DepositState::Checked, vec![Fault, HeldBack]));
    assert_eq!(all.rows[0].1[0].code, "credit.row.name_differs");
    house.balanced();
}

#[test]
fn what_a_dead_sender_left_is_gone_on_with() {
    use RowAnswer::Deposited;
    let house = House::new();
    let number = number("19990101", 1);
    let input = batch(Choice::All, &[course("王小满", &number, "高等数学", "91")]);
    let first = house.batch(&input);
    // As if the process had died before the choice, and another file had its turn.
    house
        .db
        .write(|tx| {
            tx.run("delete from credit_outcome", &[])?;
            tx.run("delete from credit_movement", &[])?;
            tx.run("delete from credit_balance", &[])?;
            tx.run("update credit_deposit set state = 'uploaded', done_row = 0, deposited = 0, choice = ''", &[])
        })
        .unwrap();
    let again = house.batch(&input);
    assert_eq!((&again.deposit.id, answers(&again)), (&first.deposit.id, vec![Deposited]));
    assert_eq!((again.deposit.progress.deposited, house.count("credit_outcome")), (1, 1));
    house.balanced();
}

#[test]
fn what_is_no_batch_is_refused() {
    let house = House::new();
    let row = course("王小满", &number("19990101", 1), "高等数学", "91");
    let deposit = |actor: &Actor, rows: usize| {
        batch::deposit(&house.app, actor, None, &batch(Choice::All, &vec![row.clone(); rows])).map(|_| ())
    };
    assert!(matches!(deposit(&house.registrar(), 0), Err(Error::Invalid(_))));
    assert_eq!(refusal(deposit(&house.registrar(), ROWS_MAX + 1)), "credit.batch.too_long");
    assert!(matches!(deposit(&house.staff("prs_r", "reviewer", SHANGHAI), 1), Err(Error::Forbidden(_))));
    assert_eq!(house.count("credit_deposit"), 0);
    let unknown = serde_json::json!({ "institution": SHANGHAI, "choice": "all", "rows": [], "extra": 1 });
    assert!(serde_json::from_value::<BatchInput>(unknown).unwrap_err().to_string().contains("extra"));
}
