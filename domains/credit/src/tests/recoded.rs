//! Tables of changed course codes: read with their faults, published by a second person, and in force from then on.

use super::*;
use crate::model::{ChangeFile, ChangeState, ChangeTable, ReturnInput};
use crate::work::change;

impl House {
    fn table(&self, text: &str) -> Result<ChangeTable> {
        let input = ChangeFile { institution: SHANGHAI.into(), text: text.into() };
        self.write(&self.registrar(), move |op| change::import(op, &input))
    }

    fn second(&self) -> Actor {
        self.staff("prs_xu", "reviewer", SHANGHAI)
    }

    fn same(&self, one: &str, other: &str) -> bool {
        let book = self.app.read(&Actor::public(), work::book::Book::of).unwrap();
        let today = self.app.now().day_in_shanghai();
        recognition::Equivalence::on(book.rules.changes(), today).same(SHANGHAI, one, other)
    }

    fn faults(&self, text: &str) -> Vec<(&'static str, String, String)> {
        let Err(Error::Invalid(faults)) = self.table(text) else { panic!("taken: {text}") };
        let arg = |fault: &units::Fault, name: &str| fault.args.get(name).unwrap_or_default().to_owned();
        faults.iter().map(|fault| (fault.code, arg(fault, "line"), arg(fault, "column"))).collect()
    }
}

#[test]
fn a_table_means_something_once_a_second_person_published_it() {
    let house = House::new();
    let text = "旧课程代码,新课程代码,生效日期,失效日期\nA1,B1,,\nB1,C1,2026-06-01,\nA2,B2,2020-01-01,2026-01-01\n";
    let kept = house.table(text).unwrap();
    assert_eq!((kept.state, kept.size, house.same("A1", "B1")), (ChangeState::Submitted, 3, false));
    assert_eq!(refusal(house.table(text)), "credit.change.waiting");
    let publish = |actor: &Actor| {
        let id = kept.id.clone();
        house.write(actor, move |op| change::publish(op, &id))
    };
    let both = Actor::with_grants(
        "prs_registrar",
        vec![Grant { role: "reviewer".into(), scope: Scope::Organisation(SHANGHAI.into()) }],
    );
    assert_eq!(refusal(publish(&both)), "credit.change.same_person");
    assert!(matches!(publish(&house.registrar()), Err(Error::Forbidden(_))));
    assert_eq!(publish(&house.staff("prs_zhou", "reviewer", JIANGSU)), Err(Error::Missing));
    assert_eq!(publish(&house.second()).unwrap().state, ChangeState::Published);
    assert_eq!(refusal(publish(&house.second())), "credit.flow.not_now");
    assert!(house.same("A1", "B1") && !house.same("B1", "C1"), "from June on");
    assert!(!house.same("A2", "B2"), "its time is over");
    house.later_days(100);
    assert!(house.same("A1", "C1"), "two changes make one course of three codes");
    // What is imported again may end what was said before.
    let ended = house.table("old_code,new_code,valid_to\nA1,B1,2026-03-01\n").unwrap();
    house.write(&house.second(), move |op| change::publish(op, &ended.id)).unwrap();
    assert!(!house.same("A1", "B1"));
}

#[test]
fn a_table_that_was_sent_or_taken_back_means_nothing() {
    let house = House::new();
    let kept = house.table("old_code,new_code\nA1,B1\n").unwrap();
    let back = |reason: &str| {
        let (id, input) = (kept.id.clone(), ReturnInput { reason: reason.into() });
        house.write(&house.second(), move |op| change::send_back(op, &id, &input))
    };
    assert!(matches!(back(" "), Err(Error::Invalid(_))));
    assert_eq!(back("代码写反了").unwrap().reason, "代码写反了");
    let again = house.table("old_code,new_code\nA1,B1\n").unwrap();
    let id = again.id.clone();
    let taken = house.write(&house.registrar(), move |op| change::withdraw(op, &id)).unwrap();
    assert_eq!((taken.state, house.same("A1", "B1")), (ChangeState::Withdrawn, false));
    let id = again.id;
    assert_eq!(refusal(house.write(&house.second(), move |op| change::publish(op, &id))), "credit.flow.not_now");
    let listed = house.app.read(&house.second(), |op| change::list(op, SHANGHAI)).unwrap();
    assert_eq!(listed.len(), 2);
    let stranger = house.staff("prs_chen", "registrar", JIANGSU);
    assert_eq!(house.app.read(&stranger, |op| change::list(op, SHANGHAI)), Err(Error::Missing));
}

#[test]
fn every_fault_of_a_table_tells_its_line_and_column() {
    let house = House::new();
    let long = "x".repeat(65);
    let text = format!(
        "hei_code,old_code,new_code,valid_from,valid_to\n,A,B,,\n,A,B,,\n,,B,,\n,A,A,,\n,A,{long},,\n,A,C,1.9.2026,\n\
         ,A,C,2026-09-01,2026-09-01\n{JIANGSU},A,D,,\n{SHANGHAI},A,E,2026-09-01,2027-09-01\n"
    );
    let told = house.faults(&text);
    let told: Vec<_> = told.iter().map(|(code, line, column)| (*code, line.as_str(), column.as_str())).collect();
    assert_eq!(
        told,
        [
            ("credit.change.twice", "3", "old_code"),
            ("credit.change.code", "4", "old_code"),
            ("credit.change.same_code", "5", "new_code"),
            ("credit.change.code", "6", "new_code"),
            ("credit.change.day", "7", "valid_from"),
            ("credit.change.validity", "8", "valid_to"),
            ("credit.change.other_institution", "9", "hei_code"),
        ]
    );
    for (text, code) in [
        ("old_code,new_code\n".to_owned(), "form.required"),
        ("old_code,code\nA,B\n".to_owned(), "credit.change.header"),
        ("a,b\nA,B\n".to_owned(), "credit.programme.header"),
        (format!("old_code,new_code\n{}", "A,B\n".repeat(300_000)), "credit.programme.too_large"),
        (
            (0..10_001).fold("old_code,new_code\n".to_owned(), |text, number| text + &format!("A{number},B{number}\n")),
            "credit.change.too_many",
        ),
    ] {
        assert_eq!(house.faults(&text)[0].0, code);
    }
    assert_eq!(
        house.faults(&format!("old_code,new_code\n{}", "A,A\n".repeat(100))).len(),
        20,
        "the same thing is told twenty times"
    );
}

#[test]
fn changes_in_a_file_of_programmes_wait_as_well() {
    let house = House::new();
    let text = format!("[[change]]\nissuer = \"{SHANGHAI}\"\nold = \"A1\"\nnew = \"B1\"\n");
    let file = ProgrammeFile { institution: SHANGHAI.into(), text };
    let imported = house.write(&house.registrar(), move |op| work::programme::import(op, &file)).unwrap();
    assert_eq!((imported.changes, house.same("A1", "B1")), (1, false));
    let id = imported.table.unwrap();
    house.write(&house.second(), move |op| change::publish(op, &id)).unwrap();
    assert!(house.same("A1", "B1"));
}
