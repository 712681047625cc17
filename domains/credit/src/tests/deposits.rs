//! From a file to the passbook: once, wholly, and whatever happens in between.

use super::*;
use crate::model::DepositState;
use crate::store;

pub(super) fn wang() -> String {
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
    assert_eq!(
        (house.count("credit_outcome"), house.count("credit_account"), house.count("credit_movement")),
        (3, 2, 3)
    );
    let again = house.upload(&registrar, &text);
    assert_eq!(again.id, done.id, "the same file is the same deposit");
    // The same rows in another file.
    let other = house.upload(&registrar, &text.replace("90.0", "90").replace(",,\n", ",, \n"));
    assert_ne!(other.id, done.id);
    let other = house.choose(&registrar, &other.id, Choice::Good);
    assert_eq!((other.progress.deposited, other.progress.unchanged), (0, 3));
    assert_eq!((house.count("credit_outcome"), house.count("credit_movement")), (3, 3));
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

impl House {
    /// The faults of a deposit by row.
    pub(super) fn codes(&self, deposit: &Deposit) -> Vec<(i64, &'static str)> {
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
