//! Limits: full queues, used-up connections, closing.

use crate::home::{Gate, PATIENCE, count, on_both, on_both_with, writers};
use db::{Db, Error, Settings};
use std::sync::mpsc::channel;
use std::time::Duration;

const TABLE: &str = "CREATE TABLE test_item (id BIGINT NOT NULL PRIMARY KEY)";
const INSERT: &str = "INSERT INTO test_item (id) VALUES ($1)";

#[test]
fn a_full_queue_says_so_at_once_and_forgets_nothing_it_took() {
    let settings = Settings { queue_max: 4, postgres_connections: 1, ..Settings::default() };
    on_both_with(settings, TABLE, |db| {
        let gate = Gate::shut(db, 1);
        let (tell, told) = channel();
        for id in 0..7i64 {
            let tell = tell.clone();
            db.submit(move |tx| tx.run(INSERT, &[id.into()]), move |outcome| tell.send((id, outcome)).unwrap());
        }
        for id in 4..7 {
            let (refused, outcome) = told.recv_timeout(PATIENCE).unwrap();
            assert!(refused == id && matches!(outcome, Err(Error::Busy)), "{refused} {outcome:?}");
        }
        assert_eq!(db.queue_depth(), 4);
        gate.open();
        for id in 0..4 {
            let (taken, outcome) = told.recv_timeout(PATIENCE).unwrap();
            assert_eq!((taken, outcome.unwrap()), (id, 1));
        }
        assert_eq!(count(db, "test_item"), 4);
    });
}

#[test]
fn closing_finishes_what_was_accepted_and_takes_no_more() {
    on_both(TABLE, |db| {
        let gate = Gate::shut(db, writers(db));
        let (tell, told) = channel();
        for id in 0..200i64 {
            let tell = tell.clone();
            db.submit(move |tx| tx.run(INSERT, &[id.into()]), move |outcome| tell.send(outcome).unwrap());
        }
        let (closing, other) = (db.clone(), db.clone());
        let closer = std::thread::spawn(move || closing.close());
        gate.open();
        closer.join().unwrap();
        for _ in 0..200 {
            assert_eq!(told.try_recv().unwrap().unwrap(), 1, "answered before close returned");
        }
        assert!(matches!(other.write(|tx| tx.run(INSERT, &[999.into()])), Err(Error::Closed)));
        assert!(matches!(other.read(|conn| conn.row("SELECT 1", &[], |row| row.int(0))), Err(Error::Closed)));
        let again = Db::open(other.location(), Settings::default()).unwrap();
        assert_eq!(count(&again, "test_item"), 200);
    });
}

#[test]
fn the_last_handle_may_go_inside_an_answer() {
    on_both(TABLE, |db| {
        let own = Db::open(db.location(), Settings::default()).unwrap();
        let gate = Gate::shut(&own, writers(db));
        let (tell, told) = channel();
        for id in 0..20i64 {
            let (tell, last) = (tell.clone(), own.clone());
            own.submit(
                move |tx| tx.run(INSERT, &[id.into()]),
                move |outcome| {
                    drop(last);
                    tell.send(outcome).unwrap();
                },
            );
        }
        drop(own);
        gate.open();
        for _ in 0..20 {
            assert_eq!(told.recv_timeout(PATIENCE).unwrap().unwrap(), 1);
        }
        assert_eq!(count(db, "test_item"), 20);
    });
}

#[test]
fn a_write_inside_a_write_is_refused_instead_of_waiting_forever() {
    on_both(TABLE, |db| {
        let inner = db.clone();
        let outcome = db.write(move |_| inner.write(|tx| tx.run(INSERT, &[1.into()])));
        assert!(matches!(outcome, Err(Error::Other(_))), "{outcome:?}");
    });
}

#[test]
fn reads_wait_for_a_connection_and_then_say_busy() {
    let settings = Settings { readers_max: 1, wait_max: Duration::from_millis(50), ..Settings::default() };
    on_both_with(settings, TABLE, |db| {
        let one = |db: &Db| db.read(|conn| conn.row("SELECT 1", &[], |row| row.int(0)));
        let nested = db.read(|_| one(db));
        assert!(matches!(nested, Err(Error::Busy)), "{nested:?}");
        assert_eq!(one(db).unwrap(), Some(1), "the connection came back");
        let broken = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
            db.read(|_| -> db::Result<()> { panic!("planted") })
        }));
        assert!(broken.is_err());
        assert_eq!(one(db).unwrap(), Some(1), "a panic costs a connection, not the place");
    });
}

#[test]
fn reads_cannot_write_and_end_at_their_deadline() {
    let settings = Settings { read_deadline: Duration::from_millis(100), ..Settings::default() };
    on_both_with(settings, TABLE, |db| {
        let sneaked =
            db.read(|conn| conn.rows("INSERT INTO test_item (id) VALUES (1) RETURNING id", &[], |row| row.int(0)));
        assert!(matches!(sneaked, Err(Error::Other(_))), "{sneaked:?}");
        let endless =
            "WITH RECURSIVE c (n) AS (SELECT CAST(1 AS BIGINT) UNION ALL SELECT n + 1 FROM c) SELECT count(*) FROM c";
        let slow = db.read(|conn| conn.row(endless, &[], |row| row.int(0)));
        assert!(matches!(slow, Err(Error::Deadline)), "{:?} {slow:?}", db.engine());
        assert_eq!(count(db, "test_item"), 0);
    });
}

#[test]
fn the_doctor_finds_a_fresh_database_well() {
    on_both(TABLE, |db| {
        let findings = db.doctor().unwrap();
        let bad: Vec<_> = findings.iter().filter(|f| !f.good).collect();
        assert!(bad.is_empty() && findings.len() >= 7, "{findings:?}");
    });
}

#[test]
fn a_snapshot_does_not_move() {
    on_both(TABLE, |db| {
        let sql = "SELECT count(*) FROM test_item";
        let seen = db.snapshot(|conn| {
            let before = conn.row(sql, &[], |row| row.int(0))?;
            db.write(|tx| tx.run(INSERT, &[1.into()]))?;
            Ok((before, conn.row(sql, &[], |row| row.int(0))?))
        });
        assert_eq!(seen.unwrap(), (Some(0), Some(0)));
        assert_eq!(count(db, "test_item"), 1);
    });
}
