//! From a file to the passbook: once, wholly, and whatever happens in between.

use super::*;
use crate::model::DepositState;
use crate::store;

fn wang() -> String {
    number("19990101", 1)
}

fn li() -> String {
    number("20000202", 2)
}

#[test]
fn a_good_file_is_deposited_and_again_changes_nothing() {
    let house = House::new();
    let registrar = house.registrar();
    let (wang, li) = (wang(), li());
    let text = file(&[
        ("王小满", &wang, "大学英语（一）", "2.5", "90.0", "202506"),
        ("王小满", &wang, "高等数学", "4", "78", "202501"),
        ("李嘉禾", &li, "大学英语（一）", "2.5", "88", "202506"),
    ]);
    let checked = house.upload(&registrar, &text);
    assert_eq!((checked.state, checked.progress.rows, checked.progress.faults), (DepositState::Checked, 3, 0));
    assert_eq!(house.count("credit_outcome"), 0, "checking writes nothing");
    let done = house.choose(&registrar, &checked.id, Choice::All);
    assert_eq!((done.state, done.progress.deposited, done.progress.unchanged), (DepositState::Committed, 3, 0));
    assert_eq!((house.count("credit_outcome"), house.count("credit_account"), house.count("credit_entry")), (3, 2, 6));
    let again = house.upload(&registrar, &text);
    assert_eq!(again.id, done.id, "the same file is the same deposit");
    // The same rows in another file.
    let other = house.upload(&registrar, &text.replace("90.0", "90").replace(",,\n", ",, \n"));
    assert_ne!(other.id, done.id);
    let other = house.choose(&registrar, &other.id, Choice::Good);
    assert_eq!((other.progress.deposited, other.progress.unchanged), (0, 3));
    assert_eq!((house.count("credit_outcome"), house.count("credit_entry")), (3, 6));
    let learner =
        house.app.read(&Actor::system("cli"), |op| Ok(store::outcome::known(op.conn(), SHANGHAI, &[])?.len()));
    assert_eq!(learner, Ok(0));
    house.balanced();
}

#[test]
fn a_passbook_shows_what_was_deposited() {
    let house = House::new();
    let learner = house.learner("王小满", &wang());
    let checked =
        house.upload(&house.registrar(), &file(&[("王小满", &wang(), "大学英语（一）", "2.5", "90", "202506")]));
    house.choose(&house.registrar(), &checked.id, Choice::All);
    let id = learner.id.clone();
    let passbook = house.app.read(&learner, |op| work::passbook::own(op, &id, &work::passbook::Part::FIRST)).unwrap();
    assert_eq!((passbook.outcome_count, passbook.credit), (1, credits("2.5")));
    let line = &passbook.lines[0];
    assert_eq!((line.outcome.name.as_str(), line.outcome.grade.as_str()), ("大学英语（一）", "90"));
    assert_eq!((line.outcome.issuer.as_str(), line.outcome.issuer_name.as_str()), (SHANGHAI, SHANGHAI_NAME));
    let stranger = Actor::with_grants("prs_stranger", Vec::new());
    assert_eq!(
        house.app.read(&stranger, |op| work::passbook::own(op, &id, &work::passbook::Part::FIRST)),
        Err(Error::Missing)
    );
}

#[test]
fn a_long_passbook_is_paged_printed_whole_and_shown_to_a_depositor_in_its_own_part() {
    use work::passbook::{PAGE, Part, own, read_for};
    let house = House::new();
    let learner = house.learner("王小满", &wang());
    let courses: Vec<String> = (0..60).map(|at| format!("课程{at}")).collect();
    let wang = wang();
    let rows: Vec<_> = courses.iter().map(|one| ("王小满", wang.as_str(), one.as_str(), "2", "90", "202506")).collect();
    // Sixty of 上海 in June, after them in time one of 江苏: it stands first, and is not 上海's to see.
    let checked = house.upload(&house.registrar(), &file(&rows));
    house.choose(&house.registrar(), &checked.id, Choice::All);
    let jiangsu = house.staff("prs_chen", "registrar", JIANGSU);
    let path = house.folder.path().join("jiangsu.csv");
    std::fs::write(
        &path,
        file(&[("王小满", &wang, "别处的课", "2", "90", "202510")]).replace(",1261,1321", ",1261,1322"),
    )
    .unwrap();
    let hash = work::deposit::hash_file(&path).unwrap();
    let sent = work::deposit::upload(&house.app, &jiangsu, JIANGSU, "x.csv", &path, &hash).unwrap();
    house.app.run_jobs().unwrap();
    house.choose(&jiangsu, &sent.id, Choice::All);

    let id = learner.id.clone();
    let read = |part: Part| house.app.read(&learner, |op| own(op, &id, &part)).unwrap();
    let first = read(Part::FIRST);
    assert_eq!((first.lines.len(), first.outcome_count), (PAGE, 61));
    let second = read(Part::Page(first.next.clone()));
    assert_eq!((second.lines.len(), second.next), (11, None));
    assert_eq!(read(Part::Whole).lines.len(), 61);
    let theirs = |part: Part| {
        let id = learner.id.clone();
        house.write(&house.registrar(), move |op| read_for(op, SHANGHAI, &id, &part)).unwrap().unwrap()
    };
    let first = theirs(Part::FIRST);
    assert_eq!((first.lines.len(), first.outcome_count, first.credit), (PAGE, 60, credits("120")));
    let second = theirs(Part::Page(first.next.clone()));
    assert_eq!(second.lines.len(), 10);
    assert!(first.lines.iter().chain(&second.lines).all(|line| line.outcome.institution == SHANGHAI));
}

#[test]
fn good_rows_go_in_and_the_others_come_back() {
    let house = House::new();
    let registrar = house.registrar();
    let (wang, li) = (wang(), li());
    let checked = house.upload(
        &registrar,
        &file(&[
            ("王小满", &wang, "大学英语（一）", "2.5", "90", "202506"),
            ("李嘉禾", &li, "大学英语（一）", "2.5", "40", "202506"),
            ("李嘉禾", &li, "高等数学", "4", "免修", "202506"),
        ]),
    );
    assert_eq!((checked.progress.rows, checked.progress.bad_rows), (3, 2));
    let id = checked.id.clone();
    let all = house.write(&registrar, move |op| work::deposit::choose(op, &id, Choice::All));
    assert_eq!(refusal(all), "credit.deposit.has_faults");
    let done = house.choose(&registrar, &checked.id, Choice::Good);
    assert_eq!((done.progress.deposited, done.progress.bad_rows), (1, 2));
    let faults =
        house.app.read(&registrar, |op| Ok(store::deposit::faults(op.conn(), &checked.id, (-1, -1), 10)?)).unwrap();
    let seen: Vec<(i64, &str)> = faults.iter().map(|fault| (fault.row, fault.code.as_str())).collect();
    assert_eq!(seen, [(3, "credit.row.not_passed"), (4, "credit.row.exempted")]);
}

#[test]
fn what_only_the_bank_knows_stops_all_or_nothing_before_the_first_row() {
    let house = House::new();
    let registrar = house.registrar();
    let (wang, li) = (wang(), li());
    let first = house.upload(&registrar, &file(&[("王小满", &wang, "大学英语（一）", "2.5", "90", "202506")]));
    house.choose(&registrar, &first.id, Choice::All);
    let second = house.upload(
        &registrar,
        &file(&[
            ("李嘉禾", &li, "高等数学", "4", "78", "202501"),
            ("王小满", &wang, "大学英语(一)", "2.5", "95", "202506"),
            ("王大满", &wang, "线性代数", "3", "80", "202506"),
        ]),
    );
    assert_eq!(second.progress.faults, 0);
    let back = house.choose(&registrar, &second.id, Choice::All);
    assert_eq!((back.state, back.progress.faults), (DepositState::Checked, 2));
    assert_eq!(house.count("credit_outcome"), 1, "all or nothing wrote nothing");
    let faults =
        house.app.read(&registrar, |op| Ok(store::deposit::faults(op.conn(), &second.id, (-1, -1), 10)?)).unwrap();
    let seen: Vec<(i64, &str)> = faults.iter().map(|fault| (fault.row, fault.code.as_str())).collect();
    assert_eq!(seen, [(3, "credit.row.differs"), (4, "credit.row.name_differs")]);
    let done = house.choose(&registrar, &second.id, Choice::Good);
    assert_eq!((done.state, done.progress.deposited), (DepositState::Committed, 1));
    house.balanced();
}

#[test]
fn many_batches_are_resumed_where_they_stopped() {
    let house = House::new();
    let registrar = house.registrar();
    let people: Vec<String> = (0..2_500)
        .map(|at| number(&format!("199{}0{}0{}", at % 10, at / 100 % 9 + 1, at / 1000 + 1), at % 1000))
        .collect();
    let rows: Vec<_> = people
        .iter()
        .enumerate()
        .map(|(at, person)| ("学生", person.as_str(), if at % 2 == 0 { "甲" } else { "乙" }, "2.5", "80", "202506"))
        .collect();
    let checked = house.upload(&registrar, &file(&rows));
    let good = checked.progress.good_rows();
    assert!(good > 2_000, "{checked:?}");
    let id = checked.id.clone();
    house.write(&registrar, move |op| work::deposit::choose(op, &id, Choice::Good)).unwrap();
    // A worker that dies after its first batch, as far as the database can tell.
    let seen = std::cell::Cell::new(0);
    let died = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
        work::commit::whole(&house.app, &checked.id, |step| {
            seen.set(step.row);
            panic!("the lights went out");
        })
    }));
    assert!(died.is_err());
    let half = house.deposit(&registrar, &checked.id);
    assert_eq!((half.state, half.progress.done_row), (DepositState::Committing, seen.get()));
    assert_eq!(house.count("credit_outcome"), 1_000);
    house.balanced();
    // The job that was queued goes on, and running it again does no harm.
    house.app.run_jobs().unwrap();
    work::commit::whole(&house.app, &checked.id, |_| {}).unwrap();
    let done = house.deposit(&registrar, &checked.id);
    assert_eq!((done.state, done.progress.deposited), (DepositState::Committed, good));
    assert_eq!(house.count("credit_outcome"), good);
    house.balanced();
}

#[test]
fn a_file_that_is_none_is_refused_and_one_put_aside_comes_back() {
    let house = House::new();
    let registrar = house.registrar();
    let refused = house.upload(&registrar, "a,b\n1,2\n\n\n\n\n3,4\n");
    assert_eq!((refused.state, refused.refusal.as_str()), (DepositState::Refused, "credit.file.header_unknown"));
    let text = file(&[("王小满", &wang(), "大学英语（一）", "2.5", "90", "202506")]);
    let checked = house.upload(&registrar, &text);
    let id = checked.id.clone();
    let aside = house.write(&registrar, move |op| work::deposit::discard(op, &id)).unwrap();
    assert_eq!(aside.state, DepositState::Discarded);
    let again = house.upload(&registrar, &text);
    assert_eq!((again.id, again.state), (checked.id, DepositState::Checked));
}

#[test]
fn only_a_registrar_of_the_institution_deposits() {
    let house = House::new();
    let path = house.folder.path().join("x.csv");
    std::fs::write(&path, "x").unwrap();
    let hash = work::deposit::hash_file(&path).unwrap();
    let upload = |actor: &Actor, institution| work::deposit::upload(&house.app, actor, institution, "x", &path, &hash);
    let other = house.staff("prs_other", "registrar", JIANGSU);
    assert_eq!(upload(&other, SHANGHAI).unwrap_err(), Error::Missing);
    let reviewer = house.staff("prs_reviewer", "reviewer", SHANGHAI);
    assert!(matches!(upload(&reviewer, SHANGHAI), Err(Error::Forbidden(_))));
    assert_eq!(upload(&Actor::public(), SHANGHAI).unwrap_err(), Error::Unknown);
    assert_eq!(refusal(upload(&house.registrar(), "4231000000")), "credit.institution.unknown");
    assert!(!house.folder.path().join(&hash).exists(), "nothing was stored for them");
}

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

#[test]
fn a_file_that_goes_back_as_a_whole_makes_nobodys_record() {
    let house = House::new();
    let registrar = house.registrar();
    let (wang, li) = (wang(), li());
    let first = house.upload(&registrar, &file(&[("王小满", &wang, "大学英语（一）", "2.5", "90", "202506")]));
    house.choose(&registrar, &first.id, Choice::All);
    let people = house.count("identity_person");
    // 李嘉禾 is new and stands under two names; 王小满 has another grade.
    let second = house.upload(
        &registrar,
        &file(&[
            ("李佳禾", &li, "高等数学", "4", "78", "202501"),
            ("李嘉禾", &li, "线性代数", "4", "78", "202501"),
            ("王小满", &wang, "大学英语（一）", "2.5", "95", "202506"),
        ]),
    );
    let back = house.choose(&registrar, &second.id, Choice::All);
    assert_eq!((back.state, back.progress.faults), (DepositState::Checked, 2));
    assert_eq!(house.codes(&back), [(3, "credit.row.name_differs"), (4, "credit.row.differs")]);
    assert_eq!(house.count("identity_person"), people, "a mistyped name is bound to no number");
    let mended = house.upload(&registrar, &file(&[("李嘉禾", &li, "高等数学", "4", "78", "202501")]));
    let done = house.choose(&registrar, &mended.id, Choice::All);
    assert_eq!((done.state, done.progress.deposited), (DepositState::Committed, 1));
    assert_eq!(house.count("identity_person"), people + 1);
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
    let uses = house.app.read(&learner, |op| Ok(store::outcome::uses(op.conn(), &id)?)).unwrap();
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

impl House {
    /// The faults of a deposit by row.
    fn codes(&self, deposit: &Deposit) -> Vec<(i64, &'static str)> {
        let known = [
            "credit.row.name_differs",
            "credit.row.differs",
            "credit.row.conversion_differs",
            "credit.row.target_open",
            "credit.row.not_passed",
        ];
        let faults = self
            .app
            .read(&self.registrar(), |op| Ok(store::deposit::faults(op.conn(), &deposit.id, (-1, -1), 100)?))
            .unwrap();
        let code = |code: &str| *known.iter().find(|known| **known == code).unwrap_or_else(|| panic!("{code}"));
        faults.iter().map(|fault| (fault.row, code(&fault.code))).collect()
    }
}

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
fn the_command_line_says_why_a_file_is_not_deposited() {
    let house = House::new();
    let path = house.folder.path().join("cli.csv");
    let words = web::Words::of(&[&crate::DOMAIN]).map_err(|fault| format!("{fault}")).unwrap();
    let voice = web::Voice::new(words.into(), web::Locale::En);
    let said = |text: &str| {
        std::fs::write(&path, text).unwrap();
        let done = crate::cli::deposit(&house.app, &path, SHANGHAI, Choice::All, |_| {}).unwrap();
        (crate::cli::sentences(&done, &voice).join(" "), done.deposit)
    };
    let (sentence, refused) = said("a,b\n1,2\n\n\n\n\n3,4\n");
    assert_eq!(refused.state, DepositState::Refused);
    assert!(sentence.contains("No header of an official template"), "{sentence}");
    let wang = wang();
    let rows: Vec<String> = (0..1_100).map(|at| format!("课程{at}")).collect();
    let rows: Vec<_> = rows.iter().map(|one| ("王小满", wang.as_str(), one.as_str(), "2", "40", "202506")).collect();
    let (sentence, checked) = said(&file(&rows));
    assert!(sentence.contains("No row can be deposited") && sentence.contains("100 more faults"), "{sentence}");
    let rejects = house.folder.path().join("rejects.csv");
    crate::cli::write_rejects(&house.app, &checked.id, &voice, &rejects).unwrap();
    assert_eq!(std::fs::read_to_string(&rejects).unwrap().lines().count(), 1_101);
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
