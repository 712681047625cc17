//! Operations on an embedded database: what commits, what does not, and what a repeat sees.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use serde_json::json;
use units::Instant;

use super::*;

#[path = "../../db/tests/story/cluster.rs"]
#[allow(
    dead_code,
    clippy::disallowed_methods,
    reason = "shared with the tests of the database, which ask more of it, and look where the machine keeps its programs"
)]
mod cluster;
mod refusing;
mod settling;

struct NoFiles;
impl Files for NoFiles {
    fn put(&self, _: &str, _: &std::path::Path) -> Result<()> {
        Ok(())
    }
    fn open(&self, _: &str) -> Result<Box<dyn std::io::Read + Send>> {
        Err(Error::Missing)
    }
    fn remove_older(&self, _: &str, _: Instant) -> Result<bool> {
        Ok(false)
    }
    fn list(&self) -> Result<Vec<(String, Instant)>> {
        Ok(Vec::new())
    }
}

/// A question answered as the test wants it.
struct Ask {
    allows: bool,
    sees: bool,
}
impl Permission for Ask {
    fn action(&self) -> &'static str {
        "test.thing.make"
    }
    fn subject(&self) -> String {
        "thg_1".to_owned()
    }
    fn allows(&self, actor: &Actor) -> bool {
        self.allows && actor.kind != ActorKind::Public
    }
    fn sees(&self, _: &Actor) -> bool {
        self.sees
    }
}
const YES: Ask = Ask { allows: true, sees: true };

static JOBS: [JobDef; 5] = [
    JobDef { kind: "test.hand", run: refusing::hand_over },
    JobDef { kind: "test.long", run: long_job },
    JobDef { kind: "test.good", run: |_, _, _| Ok(()) },
    JobDef { kind: "test.bad", run: |_, _, _| Err(Error::bug("no luck")) },
    JobDef { kind: "test.panic", run: |_, _, _| panic!("a job that was not thought through") },
];

/// Takes `steps` steps of `seconds` each, renewing its lease between them if it is told to.
fn long_job(app: &App, body: &serde_json::Value, lease: &Lease) -> Result<()> {
    for _ in 0..body["steps"].as_i64().unwrap_or(0) {
        if body["renews"] == true {
            lease.renew()?;
        }
        PASSING.with(|clock| clock.borrow().as_ref().unwrap().fetch_add(60 * 1_000_000, Ordering::SeqCst));
        // Another worker looks for something to do.
        let now = app.now();
        if let Some(claimed) = app.db().write(move |tx| job::claim(tx, now))? {
            PASSING_CLAIMS.with(|claims| claims.borrow_mut().push(claimed));
        }
    }
    Ok(())
}

thread_local! {
    /// The clock that a long job moves, and what another worker claimed meanwhile.
    static PASSING: std::cell::RefCell<Option<Arc<AtomicI64>>> = const { std::cell::RefCell::new(None) };
    static PASSING_CLAIMS: std::cell::RefCell<Vec<job::Claimed>> = const { std::cell::RefCell::new(Vec::new()) };
}

struct House {
    app: App,
    clock: Arc<AtomicI64>,
    _folder: tempfile::TempDir,
}

fn house() -> House {
    house_with(None, Arc::new(NoFiles))
}

/// The same house on PostgreSQL.
fn house_on_postgres() -> House {
    let address = cluster::Cluster::shared().database();
    house_with(Some(db::Location::parse(&address).unwrap()), Arc::new(NoFiles))
}

fn house_with(location: Option<db::Location>, files: Arc<dyn Files>) -> House {
    let folder = tempfile::tempdir().unwrap();
    let location = location.unwrap_or_else(|| db::Location::Sqlite(folder.path().join("test.db")));
    let db = db::Db::open(&location, db::Settings::default()).unwrap();
    let things = db::Migration {
        domain: "test",
        number: 1,
        name: "things",
        sql: "CREATE TABLE test_thing (id TEXT NOT NULL, CONSTRAINT test_thing_pk PRIMARY KEY (id));",
    };
    let all: Vec<db::Migration> = MIGRATIONS.iter().copied().chain([things]).collect();
    db.migrate(&all).unwrap();
    let clock = Arc::new(AtomicI64::new(1_000_000_000_000_000));
    let told = clock.clone();
    let random = AtomicI64::new(1);
    let key = Key { id: 1, bytes: [7; 32] };
    let app = App::new(Settings {
        db,
        files,
        clock: Arc::new(move || Instant::from_micros(told.load(Ordering::SeqCst))),
        random: Arc::new(move |buffer| {
            let next = random.fetch_add(1, Ordering::SeqCst).to_be_bytes();
            buffer.iter_mut().zip(next.iter().rev().cycle()).for_each(|(byte, next)| *byte = *next);
        }),
        keys: Keys { current: key, older: Vec::new(), index: [9; 32] },
        jobs: JOBS.iter().collect(),
        reactions: vec![Reaction { event: "test.made", job: "test.good" }],
        temp: folder.path().to_owned(),
    });
    House { app, clock, _folder: folder }
}

fn ann() -> Actor {
    Actor::with_grants("prs_ann", Vec::new())
}

fn make(op: &Op, id: &str) -> Result<String> {
    let pen = op.may(&YES)?;
    pen.run("insert into test_thing (id) values ($1)", &[id.into()])
        .on_constraint("test_thing_pk", || Error::Conflict(Error::kernel("op.stale")))?;
    pen.tell(json!({ "made": id }));
    pen.about(&"prs_bob");
    pen.event("test.made", &json!({ "id": id }))?;
    Ok(id.to_owned())
}

fn count(app: &App, table: &str) -> i64 {
    let sql = format!("select count(*) from {table}");
    app.read(&ann(), |op| Ok(op.conn().row(&sql, &[], |row| row.int(0))?.unwrap())).unwrap()
}

#[test]
fn a_write_leaves_one_journal_row_on_every_timeline_it_concerns() {
    let house = house();
    house.app.write(&ann(), None, |op| make(op, "thg_1")).unwrap();
    for subject in ["thg_1", "prs_bob"] {
        let entries = house.app.read(&ann(), |op| journal::timeline(op.conn(), subject, 10, None)).unwrap();
        assert_eq!(entries.len(), 1, "{subject}");
        assert_eq!((entries[0].action.as_str(), &entries[0].change), ("test.thing.make", &json!({ "made": "thg_1" })));
    }
    assert_eq!(count(&house.app, "op_job"), 1);
}

#[test]
fn a_refused_write_leaves_nothing() {
    let house = house();
    let refused: Result<String> = house.app.write(&ann(), None, |op| {
        make(op, "thg_1")?;
        Err(Error::Missing)
    });
    assert_eq!(refused, Err(Error::Missing));
    for table in ["test_thing", "op_journal", "op_about", "op_job"] {
        assert_eq!(count(&house.app, table), 0, "{table}");
    }
}

#[test]
fn permission_is_asked_once_and_only_in_a_write() {
    let house = house();
    let twice: Result<()> = house.app.write(&ann(), None, |op| {
        op.may(&YES)?;
        op.may(&YES).map(|_| ())
    });
    assert!(matches!(twice, Err(Error::Bug(_))), "{twice:?}");
    let in_read = house.app.read(&ann(), |op| op.may(&YES).map(|_| ()));
    assert!(matches!(in_read, Err(Error::Bug(_))), "{in_read:?}");
}

#[test]
fn what_is_handed_out_for_reading_cannot_write() {
    let planted = [
        "insert into test_thing (id) values ('x') returning id",
        "update test_thing set id = 'x' returning id",
        "delete from test_thing returning id",
        "  INSERT INTO test_thing (id) VALUES ('x')",
        "drop table test_thing",
        "commit",
    ];
    for house in [house(), house_on_postgres()] {
        house.app.write(&ann(), None, |op| make(op, "thg_1")).unwrap();
        for sql in planted {
            for way in 0..3 {
                let tried: Result<()> = house.app.write(&ann(), None, move |op| {
                    match way {
                        0 => op.conn().rows(sql, &[], |_| Ok(())).map(drop)?,
                        1 => op.conn().row(sql, &[], |_| Ok(())).map(drop)?,
                        _ => op.conn().each(sql, &[], |_| Ok(()))?,
                    }
                    Ok(())
                });
                assert!(matches!(&tried, Err(Error::Bug(_))), "{sql}: {tried:?}");
            }
        }
        // The pen may, and the reading view sees what it did.
        let seen = house.app.write(&ann(), None, |op| {
            let pen = op.may(&YES)?;
            let sql = "insert into test_thing (id) values ('thg_2') returning id";
            assert_eq!(pen.rows(sql, &[], |row| row.text(0))?, ["thg_2"]);
            Ok(op.conn().row("with t as (select id from test_thing) select count(*) from t", &[], |row| row.int(0))?)
        });
        assert_eq!(seen, Ok(Some(2)));
    }
}

#[test]
fn the_unseen_is_missing_and_the_stranger_unknown() {
    let house = house();
    let ask = |actor: Actor, sees: bool| house.app.read(&actor, |op| op.check(&Ask { allows: false, sees }));
    assert_eq!(ask(Actor::public(), true), Err(Error::Unknown));
    assert!(matches!(ask(ann(), true), Err(Error::Forbidden(_))));
    assert_eq!(ask(ann(), false), Err(Error::Missing));
}

#[test]
fn a_repeat_gets_the_first_answer_and_changes_nothing() {
    let house = house();
    let key = |hash: &str| Some(RequestKey { key: "k1".into(), hash: hash.into() });
    let first = house.app.write(&ann(), key("h1"), |op| make(op, "thg_1"));
    let repeat = house.app.write(&ann(), key("h1"), |op| make(op, "thg_2"));
    assert_eq!((first.unwrap(), repeat.unwrap()), ("thg_1".to_owned(), "thg_1".to_owned()));
    assert_eq!((count(&house.app, "test_thing"), count(&house.app, "op_journal")), (1, 1));

    let other = house.app.write(&ann(), key("h2"), |op| make(op, "thg_3"));
    assert!(matches!(other, Err(Error::Conflict(refusal)) if refusal.code == "op.key_reused"));
    let somebody_else = house.app.write(&Actor::with_grants("prs_bob", vec![]), key("h2"), |op| make(op, "thg_4"));
    assert!(somebody_else.is_ok());
}

#[test]
fn a_refusal_is_not_kept_as_an_answer() {
    let house = house();
    let key = Some(RequestKey { key: "k1".into(), hash: "h1".into() });
    let refused: Result<String> = house.app.write(&ann(), key.clone(), |_| Err(Error::Missing));
    assert!(refused.is_err());
    assert!(house.app.write(&ann(), key, |op| make(op, "thg_1")).is_ok());
}

#[test]
fn kept_answers_are_forgotten_after_their_time() {
    let house = house();
    let key = Some(RequestKey { key: "k1".into(), hash: "h1".into() });
    house.app.write(&ann(), key, |op| make(op, "thg_1")).unwrap();
    house.app.sweep().unwrap();
    assert_eq!(count(&house.app, "op_request"), 1);
    house.clock.fetch_add((request::KEPT_SECONDS + 1) * 1_000_000, Ordering::SeqCst);
    house.app.sweep().unwrap();
    assert_eq!(count(&house.app, "op_request"), 0);
}

#[test]
fn a_named_constraint_becomes_its_refusal() {
    let house = house();
    house.app.write(&ann(), None, |op| make(op, "thg_1")).unwrap();
    let again = house.app.write(&ann(), None, |op| make(op, "thg_1"));
    assert!(matches!(again, Err(Error::Conflict(_))), "{again:?}");
}

#[test]
fn a_good_job_goes_and_a_bad_one_is_tried_until_it_is_given_up() {
    let house = house();
    house
        .app
        .write(&ann(), None, |op| {
            let pen = op.may(&YES)?;
            pen.job("test.bad", &json!({}), op.now())?;
            pen.job("test.panic", &json!({}), op.now())?;
            pen.job("test.good", &json!({}), op.now())
        })
        .unwrap();
    for attempt in 1..=job::ATTEMPTS_MAX {
        assert!(house.app.run_jobs().unwrap() >= 1, "attempt {attempt}");
        house.clock.fetch_add(5_000 * 1_000_000, Ordering::SeqCst);
    }
    assert_eq!(house.app.run_jobs().unwrap(), 0);
    let left = house.app.read(&ann(), |op| job::waiting(op.conn(), 10)).unwrap();
    let states: Vec<_> = left.iter().map(|job| (job.state.as_str(), job.attempts)).collect();
    assert_eq!(states, [("failed", job::ATTEMPTS_MAX); 2]);
}

#[test]
fn a_job_whose_worker_died_is_claimed_again_after_its_lease() {
    let house = house();
    house.app.write(&ann(), None, |op| op.may(&YES)?.job("test.good", &json!({}), op.now())).unwrap();
    let now = house.app.now();
    let claimed = house.app.db().write(move |tx| job::claim(tx, now)).unwrap();
    assert!(claimed.is_some());
    assert_eq!(house.app.run_jobs().unwrap(), 0, "the lease holds");
    house.clock.fetch_add((job::LEASE_SECONDS + 1) * 1_000_000, Ordering::SeqCst);
    assert_eq!(house.app.run_jobs().unwrap(), 1);
}

#[test]
fn a_worker_that_lost_its_lease_ends_nothing() {
    let house = house();
    house.app.write(&ann(), None, |op| op.may(&YES)?.job("test.good", &json!({}), op.now())).unwrap();
    let claim = || {
        let now = house.app.now();
        house.app.db().write(move |tx| job::claim(tx, now)).unwrap()
    };
    let stale = claim().unwrap();
    house.clock.fetch_add((job::LEASE_SECONDS + 1) * 1_000_000, Ordering::SeqCst);
    let present = claim().unwrap();
    let now = house.app.now();
    for (name, held) in [
        (
            "finish",
            house
                .app
                .db()
                .write({
                    let job = stale.clone();
                    move |tx| job::finish(tx, &job)
                })
                .unwrap(),
        ),
        (
            "fail",
            house
                .app
                .db()
                .write({
                    let job = stale.clone();
                    move |tx| job::fail(tx, &job, "late", now)
                })
                .unwrap(),
        ),
        (
            "release",
            house
                .app
                .db()
                .write({
                    let job = stale.clone();
                    move |tx| job::release(tx, &job)
                })
                .unwrap(),
        ),
    ] {
        assert!(!held, "{name}");
    }
    let left = house.app.read(&ann(), |op| job::waiting(op.conn(), 10)).unwrap();
    assert_eq!((left[0].state.as_str(), left[0].attempts, &left[0].last_error), ("running", 2, &None));
    assert!(house.app.db().write(move |tx| job::finish(tx, &present)).unwrap());
    assert_eq!(count(&house.app, "op_job"), 0);
}

#[test]
fn a_job_that_kills_its_workers_is_given_up() {
    let house = house();
    house.app.write(&ann(), None, |op| op.may(&YES)?.job("test.good", &json!({}), op.now())).unwrap();
    for attempt in 1..=job::ATTEMPTS_MAX + 1 {
        let now = house.app.now();
        let claimed = house.app.db().write(move |tx| job::claim(tx, now)).unwrap();
        assert_eq!(claimed.map(|job| job.attempts), (attempt <= job::ATTEMPTS_MAX).then_some(attempt));
        house.clock.fetch_add((job::LEASE_SECONDS + 1) * 1_000_000, Ordering::SeqCst);
    }
    let left = house.app.read(&ann(), |op| job::waiting(op.conn(), 10)).unwrap();
    assert_eq!((left[0].state.as_str(), left[0].attempts), ("failed", job::ATTEMPTS_MAX));
    assert!(left[0].last_error.is_some());
}

#[test]
fn a_long_job_that_renews_its_lease_keeps_it() {
    for (renews, taken) in [(true, 0), (false, 1)] {
        let house = house();
        PASSING.with(|clock| *clock.borrow_mut() = Some(house.clock.clone()));
        let body = json!({ "steps": 8, "renews": renews });
        house.app.write(&ann(), None, move |op| op.may(&YES)?.job("test.long", &body, op.now())).unwrap();
        assert!(house.app.run_job().unwrap());
        let taken_by_others = PASSING_CLAIMS.with(|claims| claims.borrow_mut().drain(..).count());
        assert_eq!(taken_by_others, taken, "renews: {renews}");
        let left = house.app.read(&ann(), |op| job::waiting(op.conn(), 20)).unwrap();
        assert_eq!(left.iter().filter(|job| job.kind == "test.long").count(), taken, "renews: {renews}");
    }
}

#[test]
fn a_job_told_to_stop_leaves_off_and_the_attempt_does_not_count() {
    let house = house();
    PASSING.with(|clock| *clock.borrow_mut() = Some(house.clock.clone()));
    let body = json!({ "steps": 8, "renews": true });
    house.app.write(&ann(), None, move |op| op.may(&YES)?.job("test.long", &body, op.now())).unwrap();
    assert!(house.app.run_job_until(&std::sync::atomic::AtomicBool::new(true)).unwrap());
    let left = house.app.read(&ann(), |op| job::waiting(op.conn(), 10)).unwrap();
    assert_eq!((left.len(), left[0].state.as_str(), left[0].attempts), (1, "waiting", 0));
}

#[test]
fn a_region_covers_what_lies_inside_it() {
    let place =
        |organisation: &str, region: &str| Place { organisation: Some(organisation.into()), region: region.into() };
    for (scope, covered) in [
        (Scope::Everywhere, true),
        (Scope::Region("320000".into()), true),
        (Scope::Region("320500".into()), true),
        (Scope::Region("320505".into()), true),
        (Scope::Region("320506".into()), false),
        (Scope::Region("310000".into()), false),
        (Scope::Organisation("4132010285".into()), true),
        (Scope::Organisation("4132010284".into()), false),
    ] {
        assert_eq!(scope.covers(&place("4132010285", "320505")), covered, "{scope:?}");
    }
    assert!(!Scope::Region("320500".into()).covers(&place("x", "320000")), "a city does not cover its province");
}

/// One content, stored long ago; it is stored again after it was listed if `again`.
struct Shelf {
    again: bool,
    stored: std::sync::Mutex<Option<Instant>>,
}
impl Files for Shelf {
    fn put(&self, _: &str, _: &std::path::Path) -> Result<()> {
        Ok(())
    }
    fn open(&self, _: &str) -> Result<Box<dyn std::io::Read + Send>> {
        Err(Error::Missing)
    }
    fn remove_older(&self, _: &str, than: Instant) -> Result<bool> {
        Ok(self.stored.lock().unwrap().take_if(|stored| *stored < than).is_some())
    }
    fn list(&self) -> Result<Vec<(String, Instant)>> {
        let mut stored = self.stored.lock().unwrap();
        let listed = stored.iter().map(|stored| ("ab".repeat(32), *stored)).collect();
        if self.again {
            *stored = Some(Instant::from_micros(1_000_000_000_000_000));
        }
        Ok(listed)
    }
}

#[test]
fn the_sweep_leaves_what_was_stored_again_since_it_looked() {
    for (again, removed) in [(false, 1), (true, 0)] {
        let shelf = Arc::new(Shelf { again, stored: std::sync::Mutex::new(Some(Instant::from_micros(0))) });
        let house = house_with(None, shelf.clone());
        assert_eq!(house.app.sweep().unwrap(), removed, "again: {again}");
        assert_eq!(shelf.stored.lock().unwrap().is_some(), again);
    }
}

#[test]
fn a_guardian_is_the_ward_and_an_office_is_never_its_holder() {
    let acting = |on_behalf| Actor { on_behalf, ..ann() };
    let ward = acting(Some(OnBehalf::Ward("prs_bob".into())));
    let office = acting(Some(OnBehalf::Office("prs_bob".into())));
    for (actor, person, is_bob, is_ann, acts_for) in [
        (&ann(), Some("prs_ann"), false, true, None),
        (&ward, Some("prs_bob"), true, false, Some("prs_bob")),
        (&office, Some("prs_ann"), false, false, Some("prs_bob")),
        (&Actor::public(), None, false, false, None),
    ] {
        assert_eq!(actor.person(), person, "{actor:?}");
        assert_eq!((actor.is_person("prs_bob"), actor.is_person("prs_ann")), (is_bob, is_ann), "{actor:?}");
        assert_eq!(actor.acts_for(), acts_for, "{actor:?}");
    }
}

#[test]
fn the_journal_says_for_whom_whichever_way() {
    let house = house();
    for (id, on_behalf) in [("one", OnBehalf::Ward("prs_bob".into())), ("two", OnBehalf::Office("prs_cat".into()))] {
        let actor = Actor { on_behalf: Some(on_behalf), ..ann() };
        house.app.write(&actor, None, move |op| make(op, id)).unwrap();
    }
    let entries = house.app.read(&ann(), |op| journal::timeline(op.conn(), "prs_bob", 10, None)).unwrap();
    let told: Vec<_> = entries.iter().map(|entry| (entry.actor.as_str(), entry.on_behalf.as_deref())).collect();
    assert_eq!(told, [("prs_ann", Some("prs_cat")), ("prs_ann", Some("prs_bob"))]);
}
