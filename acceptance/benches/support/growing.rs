//! The bank at every size: a file goes in, learners read and apply, everything is proved.

use std::path::Path;
use std::time::Instant;

use credit::model::Choice;
use credit::work;
use credit::work::ledger::Part;
use op::{Actor, App};

use super::multiply::{self, Big, Lite, Sink};
use super::template::Template;
use super::{bank, decisions, grades, seed, stack};

/// Learners of the small bank that is multiplied: some 40,000 outcomes.
const SEED_LEARNERS: usize = 2_000;
/// Rows of the file whose deposit is timed at every size.
const TIMED_ROWS: usize = 10_000;
/// Learners whose passbook and matches are read at every size, spread over the whole bank.
const READERS: usize = 400;
/// Learners who apply and are decided on at every size.
const APPLICANTS: usize = 60;
/// Sizes at which everything is measured.
const MARKS: [usize; 4] = [100_000, 1_000_000, 3_000_000, 11_000_000];
/// Outcomes of a learner whose rules are looked for: enough for an application.
const ENOUGH: usize = 12;

/// A bank being grown, with what is asked of it.
struct Growing {
    app: App,
    receiver: decisions::Receiver,
    /// Learners somebody can ask about: those of the template whose courses the rules speak of, in every copy.
    asked: Vec<String>,
    outcomes: usize,
    /// The first learner of the next timed file.
    next_file: usize,
}

/// Grows a bank to `most` outcomes and prints a row at each size.
pub fn run(postgresql: bool, most: usize) {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let path = folder.path().join("xueqiao.db");
    let begin = Instant::now();
    let small = seed::make(&db::Location::Sqlite(path.clone()), folder.path(), 1, SEED_LEARNERS);
    let template = Template::read(&path);
    let (app, mut sink) = sides(&small, postgresql, folder.path(), &path);
    println!("seed: {} outcomes of {SEED_LEARNERS} learners in {:.1} s", small.outcomes, begin.elapsed().as_secs_f64());
    println!(
        "| outcomes | learners | grown in, s | file of {TIMED_ROWS} rows, rows/s | passbook, µs p50 | p99 | matches, µs p50 | p99 \
         | begin to decision, ms | five empty writes, ms | verify, s | again, s | movement by movement, s | postings/s | database, MiB |"
    );
    println!("|---|---|---|---|---|---|---|---|---|---|---|---|---|---|---|");
    let askable: Vec<usize> = (0..SEED_LEARNERS).filter(|place| is_askable(&small, &template, *place)).collect();
    let mut growing =
        Growing { app, receiver: small.receiver, asked: Vec::new(), outcomes: small.outcomes, next_file: 0 };
    let mut copy = 0;
    for mark in MARKS.into_iter().filter(|mark| *mark <= most) {
        let begin = Instant::now();
        while growing.outcomes < mark {
            copy += 1;
            let ids = multiply::copy(&growing.app, &mut *sink, &template, copy);
            growing.asked.extend(askable.iter().map(|place| ids[*place].clone()));
            growing.outcomes += small.outcomes;
        }
        let learners = SEED_LEARNERS * (copy + 1);
        sink.settle();
        let row = growing.row(learners, begin.elapsed().as_secs_f64(), folder.path());
        println!("{row} {} |", size(&growing.app, &path) / 1024 / 1024);
    }
}

/// The platform over the database that grows, and the way rows get into it.
fn sides(small: &seed::Seed, postgresql: bool, folder: &Path, path: &Path) -> (App, Box<dyn Sink>) {
    if !postgresql {
        small.app.db().close();
        let app = stack::app(&db::Location::Sqlite(path.to_owned()), &bank::migrations(), folder);
        return (app, Box::new(Lite::open(path)));
    }
    let url = acceptance::postgres::cluster().database();
    let app = stack::app(&db::Location::Postgres(url.clone()), &bank::migrations(), folder);
    let mut bytes = Vec::new();
    small.app.db().export(&mut bytes, &mut |_| ()).expect("an export");
    app.db().import(&mut &bytes[..], &mut |_| ()).expect("an import");
    small.app.db().close();
    (app, Box::new(Big(postgres::Client::connect(&url, postgres::NoTls).expect("a connection"))))
}

/// Whether a learner of the template has what the rules speak of, and has not applied.
fn is_askable(small: &seed::Seed, template: &Template, place: usize) -> bool {
    let learner = &template.learners[place];
    let rows = |name: &str| {
        let table = template.tables.iter().position(|table| table.name == name).expect("a table");
        &learner.rows[table]
    };
    let name = template.tables.iter().find(|table| table.name == "credit_outcome").expect("outcomes");
    let name = name.columns.iter().position(|column| column == "name").expect("a name");
    let of_rules = |row: &Vec<rusqlite::types::Value>| matches!(&row[name], rusqlite::types::Value::Text(text) if (0..ENOUGH).any(|course| *text == grades::course(course)));
    let outcomes = rows("credit_outcome");
    small.outcomes > 0
        && learner.institution == grades::DEPOSITOR
        && outcomes.iter().filter(|row| of_rules(row)).count() == ENOUGH
        && rows("credit_application").is_empty()
}

impl Growing {
    /// Everything that is measured at one size, but for the size of the database.
    fn row(&mut self, learners: usize, grown: f64, folder: &Path) -> String {
        let rate = self.deposit(folder);
        let readers: Vec<Actor> =
            (0..READERS).map(|place| actor(&self.asked[place * self.asked.len() / READERS])).collect();
        let passbook = micros(&readers, |actor| {
            let part = work::passbook::Part::FIRST;
            let read = self.app.read(actor, |op| work::passbook::own(op, &actor.id, &part)).expect("a passbook");
            assert!(read.lines.len() >= ENOUGH);
        });
        let matches = micros(&readers, |actor| {
            let found = self.app.read(actor, |op| work::matches::of_learner(op, &actor.id)).expect("matches");
            assert!(!found.is_empty());
        });
        // Each size has applicants of its own, the latest there are.
        let applicants: Vec<Actor> = self.asked.iter().rev().take(APPLICANTS).map(|learner| actor(learner)).collect();
        let decided = micros(&applicants, |actor| decisions::decide(&self.app, &self.receiver, actor));
        // What the disk alone takes of it: begin to decision is five writes, each durable before the next.
        let empty = micros(&applicants, |_| (0..5).for_each(|_| multiply::write_nothing(&self.app)));
        let used: std::collections::HashSet<&str> = applicants.iter().map(|actor| actor.id.as_str()).collect();
        self.asked.retain(|learner| !used.contains(learner.as_str()));
        let (first, _) = self.verify();
        let (again, postings) = self.verify();
        let read = self.verify_movements();
        format!(
            "| {} | {learners} | {grown:.0} | {rate:.0} | {:.0} | {:.0} | {:.0} | {:.0} | {:.2} | {:.2} | {first:.2} | {again:.2} | {read:.2} | {:.0} |",
            self.outcomes,
            passbook.0,
            passbook.1,
            matches.0,
            matches.1,
            decided.0 / 1e3,
            empty.0 / 1e3,
            postings as f64 / again.min(first)
        )
    }

    /// Deposits a file of learners nobody has yet; rows a second.
    fn deposit(&mut self, folder: &Path) -> f64 {
        let file = folder.join("timed.csv");
        grades::write(&file, self.next_file, TIMED_ROWS);
        self.next_file += TIMED_ROWS / grades::COURSES;
        let begin = Instant::now();
        let done = credit::cli::deposit(&self.app, &file, grades::DEPOSITOR, Choice::All, |_| {}).expect("a deposit");
        assert_eq!(done.deposit.progress.deposited, TIMED_ROWS as i64, "{:?}", done.faults.first());
        self.outcomes += TIMED_ROWS;
        TIMED_ROWS as f64 / begin.elapsed().as_secs_f64()
    }

    /// Proves the ledger; seconds and postings.
    fn verify(&self) -> (f64, u64) {
        let begin = Instant::now();
        let proof = credit::cli::verify_ledger(&self.app, |_| {}).expect("a proof");
        assert!(proof.holds(), "{:?}", proof.faults);
        assert!(proof.movements >= self.outcomes as u64);
        (begin.elapsed().as_secs_f64(), proof.postings)
    }

    /// Proves the ledger by reading every movement, whatever the database could add up itself; seconds.
    fn verify_movements(&self) -> f64 {
        let begin = Instant::now();
        let (system, last) = (Actor::system("cli"), std::sync::Mutex::new(None));
        let prove = || loop {
            let part = {
                let mut last = last.lock().expect("no prover panics");
                let next = self.app.snapshot(&system, |op| Part::next(op, last.as_deref())).expect("a part");
                let Some(next) = next else { return };
                last.insert(std::sync::Arc::new(next)).clone()
            };
            let mut proof = credit::model::Proof::default();
            self.app.snapshot(&system, |op| part.verify(op, &mut proof)).expect("a proof");
            assert!(proof.holds(), "{:?}", proof.faults);
        };
        std::thread::scope(|scope| (0..PROVERS).for_each(|_| drop(scope.spawn(prove))));
        begin.elapsed().as_secs_f64()
    }
}

/// Readers of a proof, as many as the verb has.
const PROVERS: usize = 4;

fn actor(learner: &str) -> Actor {
    Actor::with_grants(learner, Vec::new())
}

/// Median and the time that 99 of 100 stay below.
pub fn micros(actors: &[Actor], mut each: impl FnMut(&Actor)) -> (f64, f64) {
    let timed = |actor: &Actor| {
        let begin = Instant::now();
        each(actor);
        begin.elapsed().as_secs_f64() * 1e6
    };
    let mut times: Vec<f64> = actors.iter().map(timed).collect();
    times.sort_by(f64::total_cmp);
    (times[times.len() / 2], times[times.len() * 99 / 100])
}

/// Bytes of the database.
fn size(app: &App, path: &Path) -> i64 {
    match app.db().engine() {
        db::Engine::Sqlite => std::fs::metadata(path).map_or(0, |about| about.len() as i64),
        db::Engine::Postgres => {
            let sql = "select pg_database_size(current_database())";
            app.db().read(|conn| conn.row(sql, &[], |row| row.int(0))).expect("a size").unwrap_or(0)
        }
    }
}
