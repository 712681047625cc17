//! Several readers of one file, jobs that were given up, and the same file at the same moment.

use super::deposits::wang;
use super::*;
use crate::model::DepositState;

#[test]
fn two_readers_of_one_file_lose_no_fault() {
    use crate::work::check::{Turn, check};
    let house = House::new();
    let registrar = house.registrar();
    let wang = wang();
    let rows: Vec<String> = (0..60).map(|at| format!("课程{at}")).collect();
    let text =
        file(&rows.iter().map(|c| ("王小满", wang.as_str(), c.as_str(), "2.5", "40", "202506")).collect::<Vec<_>>());
    let sent = house.sent(&registrar, &text);
    // A reader that died, or is slow: it holds the file until its sign runs out.
    let (id, token) = (sent.id.clone(), "dep_other".to_owned());
    let begin = move |op: &Op| {
        let pen = op.may(&crate::access::Action::RunDeposit(&id))?;
        let reading = store::deposit::Reading { token: &token, until: op.now().plus_seconds(300) };
        Ok(store::deposit::begin_reading(&pen, &id, &reading, op.now(), false)?)
    };
    assert_eq!(house.write(&Actor::system("jobs"), begin.clone()), Ok(true));
    assert_eq!(house.write(&Actor::system("jobs"), begin), Ok(false), "one at a time");
    assert_eq!(check(&house.app, &sent.id, Turn::Wait, &mut || Ok(())), Err(Error::Busy));
    assert_eq!(house.deposit(&registrar, &sent.id).state, DepositState::Uploaded);
    check(&house.app, &sent.id, Turn::TakeOver, &mut || Ok(())).unwrap();
    let checked = house.deposit(&registrar, &sent.id);
    assert_eq!((checked.state, checked.progress.faults, house.count("credit_fault")), (DepositState::Checked, 60, 60));
    // The slow one comes back to a file that is no longer its own.
    let (id, faults) = (sent.id.clone(), checked.progress.faults);
    let late = house.write(&Actor::system("jobs"), move |op| {
        let pen = op.may(&crate::access::Action::RunDeposit(&id))?;
        let reading = store::deposit::Reading { token: "dep_other", until: op.now() };
        store::deposit::go_on_reading(&pen, &id, &reading)
    });
    assert_eq!((late, faults), (Err(Error::Busy), 60));
}

#[test]
fn a_check_ends_only_with_every_fault_it_found() {
    let house = House::new();
    let registrar = house.registrar();
    let sent = house.sent(&registrar, &file(&[("王小满", &wang(), "英语", "2.5", "40", "202506")]));
    let id = sent.id.clone();
    let ended = house.write(&Actor::system("jobs"), move |op| {
        let pen = op.may(&crate::access::Action::RunDeposit(&id))?;
        let reading = store::deposit::Reading { token: "dep_me", until: op.now() };
        store::deposit::begin_reading(&pen, &id, &reading, op.now(), false)?;
        let facts = crate::model::FileFacts {
            template: crate::model::Template::A,
            generation: None,
            encoding: "utf-8",
            rows: 1,
            bad_rows: 1,
            faults: 1,
        };
        store::deposit::checked(&pen, &id, "dep_me", &facts, 1, op.now())
    });
    assert_eq!(ended, Err(Error::Busy), "the fault it found is not kept");
}

#[test]
fn a_deposit_whose_job_was_given_up_goes_on() {
    let house = House::new();
    let registrar = house.registrar();
    let text = file(&[("王小满", &wang(), "大学英语（一）", "2.5", "90", "202506")]);
    let resume = |id: &str| {
        let id = id.to_owned();
        house.write(&registrar, move |op| work::deposit::resume(op, &id))
    };
    let sent = house.sent(&registrar, &text);
    house.forget_jobs();
    house.app.run_jobs().unwrap();
    assert_eq!(house.deposit(&registrar, &sent.id).state, DepositState::Uploaded, "nobody works on it");
    resume(&sent.id).unwrap();
    resume(&sent.id).unwrap();
    house.app.run_jobs().unwrap();
    assert_eq!(house.deposit(&registrar, &sent.id).state, DepositState::Checked);
    assert_eq!(refusal(resume(&sent.id)), "credit.flow.not_now");
    let id = sent.id.clone();
    house.write(&registrar, move |op| work::deposit::choose(op, &id, Choice::All)).unwrap();
    house.forget_jobs();
    // The same file again goes on as well.
    assert_eq!(house.sent(&registrar, &text).id, sent.id);
    house.app.run_jobs().unwrap();
    let done = house.deposit(&registrar, &sent.id);
    assert_eq!((done.state, done.progress.deposited), (DepositState::Committed, 1));
    let reviewer = house.staff("prs_reviewer", "reviewer", SHANGHAI);
    let theirs = house.write(&reviewer, move |op| work::deposit::resume(op, &sent.id));
    assert!(matches!(theirs, Err(Error::Forbidden(_))));
    house.balanced();
}

#[test]
fn the_same_file_at_the_same_moment_is_one_deposit() {
    let house = House::new();
    let registrar = house.registrar();
    let new = |id: &str| Deposit {
        id: id.into(),
        state: DepositState::Uploaded,
        ..house.sent(&registrar, &file(&[("王小满", &wang(), "英语", "2.5", "90", "202506")]))
    };
    let second = new("dep_second");
    let recorded = house.write(&registrar, move |op| {
        let place = work::place(op, SHANGHAI)?;
        let pen = op.may(&crate::access::Action::Deposit(crate::access::DepositVerb::Upload, "", &place))?;
        store::deposit::insert(&pen, &second)
    });
    assert_eq!(recorded, Err(Error::Busy), "who came second looks again and finds the first");
}

impl House {
    /// Uploads a file and has no job run.
    fn sent(&self, actor: &Actor, text: &str) -> Deposit {
        let path = self.folder.path().join("upload.csv");
        std::fs::write(&path, text).unwrap();
        let hash = work::deposit::hash_file(&path).unwrap();
        work::deposit::upload(&self.app, actor, SHANGHAI, "成绩.csv", &path, &hash).unwrap()
    }

    /// Every job is given up, as after the last of its attempts.
    fn forget_jobs(&self) {
        let forget = concat!("delete", " from op_job");
        self.db.write(move |tx| tx.run(forget, &[]).map(|_| ())).unwrap();
    }
}
