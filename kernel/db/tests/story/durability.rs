//! What was acknowledged is there after a kill, of the program or of the server.

use crate::cluster::Cluster;
use crate::home::{Home, PATIENCE, count, first};
use db::{Db, Engine, Error, Location, Settings, Tx};
use std::collections::BTreeSet;
use std::io::{BufRead, BufReader, Write};
use std::process::{Command, Stdio};
use std::sync::Mutex;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::{Duration, Instant};

const TABLES: &str = "
    CREATE TABLE test_left (id BIGINT NOT NULL PRIMARY KEY);
    CREATE TABLE test_right (id BIGINT NOT NULL PRIMARY KEY);
";
const CHILD: &str = "XQ_DB_TEST_CHILD";
const FIRST: &str = "XQ_DB_TEST_FIRST";
const CALLERS: i64 = 24;

/// One row on each side, or none on both.
fn put(tx: &Tx, id: i64) -> db::Result<u64> {
    tx.run("INSERT INTO test_left (id) VALUES ($1)", &[id.into()])?;
    tx.run("INSERT INTO test_right (id) VALUES ($1)", &[id.into()])
}

fn ids(db: &Db, table: &str) -> BTreeSet<i64> {
    let sql = format!("SELECT id FROM {table}");
    db.read(|conn| conn.rows(&sql, &[], |row| row.int(0))).unwrap().into_iter().collect()
}

/// Not a test by itself: the program that is killed. It writes as fast as it can and says what was acknowledged. Without
/// a database named in its environment nobody means to kill it, and it has nothing to do.
#[test]
fn the_child_that_is_killed() {
    let Ok(address) = std::env::var(CHILD) else {
        return;
    };
    let first: i64 = std::env::var(FIRST).unwrap().parse().unwrap();
    let db = Db::open(&Location::parse(&address).unwrap(), Settings::default()).unwrap();
    let out = Mutex::new(std::io::stdout());
    std::thread::scope(|scope| {
        for caller in 0..CALLERS {
            let (db, out) = (&db, &out);
            scope.spawn(move || {
                for id in (first + caller..).step_by(CALLERS as usize) {
                    db.write(move |tx| put(tx, id)).unwrap();
                    writeln!(out.lock().unwrap(), "ack {id}").unwrap();
                }
            });
        }
    });
}

fn address(location: &Location) -> String {
    match location {
        Location::Sqlite(path) => path.display().to_string(),
        Location::Postgres(url) => url.clone(),
    }
}

/// Starts the child, kills it after `acks` acknowledgements, and gives all it had said.
fn killed(location: &Location, first: i64, acks: usize) -> BTreeSet<i64> {
    let mut child = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "durability::the_child_that_is_killed", "--nocapture", "--test-threads=1"])
        .env(CHILD, address(location))
        .env(FIRST, first.to_string())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut said = BTreeSet::new();
    for line in BufReader::new(child.stdout.take().unwrap()).lines() {
        // A last line may be cut short by the kill; what was cut was not acknowledged to anybody.
        let Some(id) = line.unwrap().strip_prefix("ack ").and_then(|id| id.parse().ok()) else {
            continue;
        };
        said.insert(id);
        if said.len() == acks {
            child.kill().unwrap();
        }
    }
    child.wait().unwrap();
    assert!(said.len() >= acks, "the child wrote: {}", said.len());
    said
}

#[test]
fn a_killed_program_loses_nothing_it_acknowledged() {
    for (engine, acks) in [(Engine::Sqlite, 3000), (Engine::Postgres, 1500)] {
        let home = Home::new(engine);
        home.open(Settings::default()).migrate(&[first(TABLES)]).unwrap();
        let mut acknowledged = BTreeSet::new();
        for round in 0..3 {
            acknowledged.extend(killed(&home.location, round * 100_000_000, acks));
            let db = home.open(Settings::default());
            // The server may still be working off what the killed program had sent.
            let deadline = Instant::now() + PATIENCE;
            while engine == Engine::Postgres && sessions(&home.location) > 1 && Instant::now() < deadline {
                std::thread::sleep(Duration::from_millis(20));
            }
            let (left, right) = (ids(&db, "test_left"), ids(&db, "test_right"));
            let lost: Vec<_> = acknowledged.difference(&left).collect();
            assert!(lost.is_empty(), "{engine:?} lost {lost:?}");
            assert_eq!(left, right, "nothing is half done");
            assert!(db.doctor().unwrap().iter().all(|f| f.good));
        }
        eprintln!("{engine:?}: {} acknowledged, none lost", acknowledged.len());
    }
}

/// Client sessions on the database of this test, counting the asking one.
fn sessions(location: &Location) -> i64 {
    let Location::Postgres(url) = location else {
        return 0;
    };
    let name = url.rsplit('/').next().unwrap();
    let sql = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND state <> 'idle'";
    Cluster::shared().psql(name, sql).parse().unwrap()
}

#[test]
fn a_crashed_server_loses_nothing_and_work_goes_on() {
    let cluster = Cluster::start();
    let location = Location::parse(&cluster.database()).unwrap();
    let db = Db::open(&location, Settings { attempts_max: 100, ..Settings::default() }).unwrap();
    db.migrate(&[first(TABLES)]).unwrap();
    let (next, sure, unsure) = (AtomicI64::new(0), Mutex::new(BTreeSet::new()), Mutex::new(BTreeSet::new()));
    let end = Instant::now() + Duration::from_secs(4);
    std::thread::scope(|scope| {
        for _ in 0..CALLERS {
            scope.spawn(|| {
                while Instant::now() < end {
                    let id = next.fetch_add(1, Ordering::Relaxed);
                    match db.write(move |tx| put(tx, id)) {
                        Ok(_) => drop(sure.lock().unwrap().insert(id)),
                        Err(Error::OutcomeUnknown) => drop(unsure.lock().unwrap().insert(id)),
                        Err(error) => panic!("{id}: {error:?}"),
                    }
                }
            });
        }
        for _ in 0..2 {
            std::thread::sleep(Duration::from_millis(900));
            cluster.crash_and_restart();
        }
    });
    let (sure, unsure) = (sure.into_inner().unwrap(), unsure.into_inner().unwrap());
    let present = ids(&db, "test_left");
    assert!(sure.is_subset(&present), "acknowledged and lost: {:?}", sure.difference(&present));
    let known: BTreeSet<_> = sure.union(&unsure).copied().collect();
    assert!(present.is_subset(&known), "there and never acknowledged: {:?}", present.difference(&known));
    assert_eq!(present, ids(&db, "test_right"));
    assert!(sure.len() > 100, "{}", sure.len());
    eprintln!("{} acknowledged, {} unknown, {} present", sure.len(), unsure.len(), count(&db, "test_left"));
}
