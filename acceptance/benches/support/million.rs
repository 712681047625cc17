//! One account with a million outcomes, deposited through the verb: what its owner asks for stays bounded.

use std::io::Write;
use std::time::Instant;

use credit::model::{Choice, Chosen};
use credit::work;
use op::{Actor, App};

use super::{bank, decisions, grades, learners};

/// Outcomes of the one account.
const OUTCOMES: usize = 1_000_000;
const HEADER: &str = "姓名,身份证号,专业名称,课程名称,教育层次代码,教育类别代码,学分,学时,成绩,获得时间(yyyyMM),届别,毕业结业肄业,毕业季,备注,学号";

/// Prints how long each question takes, how much comes back, and what is said of the rest.
pub fn run() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let app = bank::open(&db::Location::Sqlite(folder.path().join("xueqiao.db")), folder.path());
    let receiver = decisions::receiver(&app);
    let file = folder.path().join("million.csv");
    write(&file);
    println!("| one account with {OUTCOMES} outcomes | s | what comes |");
    println!("|---|---|---|");
    timed("deposit of the file", || {
        let done = credit::cli::deposit(&app, &file, grades::DEPOSITOR, Choice::Good, |_| {}).expect("a deposit");
        format!("{} deposited, {} rows with faults", done.deposit.progress.deposited, done.deposit.progress.bad_rows)
    });
    let found = identity::cli::find_by_id_number(&app, &learners::number(0)).expect("an answer");
    let learner = Actor::with_grants(&found.expect("the learner"), Vec::new());
    let part = |part: work::passbook::Part| {
        app.read(&learner, |op| work::passbook::own(op, &learner.id, &part)).expect("a passbook")
    };
    let mut next = None;
    timed("first page of the passbook", || {
        let page = part(work::passbook::Part::FIRST);
        next.clone_from(&page.next);
        format!(
            "{} of {} outcomes, {} credits, more: {}",
            page.lines.len(),
            page.outcome_count,
            page.credit,
            page.next.is_some()
        )
    });
    timed("second page", || format!("{} lines", part(work::passbook::Part::Page(next.clone())).lines.len()));
    timed("the passbook to print", || {
        let whole = part(work::passbook::Part::Whole);
        format!("{} of {} outcomes, more: {}", whole.lines.len(), whole.outcome_count, whole.next.is_some())
    });
    let mut chosen = Vec::new();
    timed("what counts where", || {
        chosen = decisions::best(&app, &learner);
        format!("{} uses", chosen.len())
    });
    timed("an application for too much", || refused(&app, &learner, chosen.iter().cycle().take(5_000)));
    timed("begin to decision", || {
        decisions::decide(&app, &receiver, &learner);
        "accepted".to_owned()
    });
    timed("ledger verify", || {
        let proof = credit::cli::verify_ledger(&app, |_| {}).expect("a proof");
        format!("{} postings, holds: {}", proof.postings, proof.holds())
    });
    timed("export", || {
        let moved = app.db().export(&mut std::io::sink(), &mut |_| ()).expect("an export");
        format!("{} rows", moved.rows)
    });
    println!("most memory of the process: {} MiB", peak_mib());
}

fn refused<'a>(app: &App, learner: &Actor, chosen: impl Iterator<Item = &'a Chosen>) -> String {
    let input = decisions::wanted(chosen.cloned().collect());
    match app.write(learner, None, move |op| work::application::begin(op, &input)) {
        Ok(_) => panic!("five thousand lines were taken"),
        Err(error) => format!("{error:?}").chars().take(80).collect(),
    }
}

fn timed(what: &str, run: impl FnOnce() -> String) {
    let begin = Instant::now();
    let said = run();
    println!("| {what} | {:.3} | {said} |", begin.elapsed().as_secs_f64());
}

fn write(path: &std::path::Path) {
    let mut file = std::io::BufWriter::new(std::fs::File::create(path).expect("a file"));
    writeln!(file, "{HEADER}\r").expect("room on the disk");
    let (name, number) = (learners::name(0), learners::number(0));
    for row in 0..OUTCOMES {
        let course = match row {
            0..12 => grades::course(row),
            row => format!("讲座{row:07}"),
        };
        let (mark, year, month) = (60 + row % 40, 2015 + row % 10, 1 + row % 6);
        writeln!(
            file,
            "{name},{number},工程管理,{course},85,321,0.5,9,{mark},{year}{month:02},2025,1261,1321,,20210000\r"
        )
        .expect("room on the disk");
    }
    file.flush().expect("room on the disk");
}

/// The most memory this process ever held, in MiB.
fn peak_mib() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").expect("Linux");
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).expect("a peak");
    line.trim().split(' ').next().and_then(|number| number.parse::<u64>().ok()).expect("a figure") / 1024
}
