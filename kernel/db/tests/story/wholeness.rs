//! An operation happens wholly or not at all, whatever its neighbours do.

use crate::home::{Gate, PATIENCE, count, on_both, writers};
use db::{Db, Engine, Error, Isolation, Result, Tx};
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

const TABLES: &str = "
    CREATE TABLE test_item (id BIGINT NOT NULL PRIMARY KEY, twin BIGINT NOT NULL, CONSTRAINT test_item_small CHECK (id < 1000000));
    CREATE TABLE test_twin (id BIGINT NOT NULL PRIMARY KEY);
    CREATE TABLE test_counter (id BIGINT NOT NULL PRIMARY KEY, n BIGINT NOT NULL);
";

/// Numbers that no engine answers within a deadline of milliseconds.
const ENDLESS: &str =
    "WITH RECURSIVE c (n) AS (SELECT CAST(1 AS BIGINT) UNION ALL SELECT n + 1 FROM c WHERE n < 1000000000)
    INSERT INTO test_counter (id, n) SELECT CAST(77 AS BIGINT), COUNT(*) FROM c";

fn put(tx: &Tx, id: i64) -> Result<u64> {
    tx.run("INSERT INTO test_item (id, twin) VALUES ($1, $2)", &[id.into(), id.into()])?;
    tx.run("INSERT INTO test_twin (id) VALUES ($1)", &[id.into()])
}

fn submit(db: &Db, f: impl FnMut(&Tx) -> Result<u64> + Send + 'static) -> Receiver<Result<u64>> {
    let (tell, told) = channel();
    db.submit(f, move |outcome| tell.send(outcome).unwrap());
    told
}

fn answer(told: &Receiver<Result<u64>>) -> Result<u64> {
    told.recv_timeout(PATIENCE).unwrap()
}

/// Piles up good writes around one bad one, so that on SQLite they share a group; all good ones must succeed.
fn among_neighbours(db: &Db, bad: impl FnMut(&Tx) -> Result<u64> + Send + 'static) -> Result<u64> {
    let gate = Gate::shut(db, writers(db));
    let before: Vec<_> = (0..10).map(|id| submit(db, move |tx| put(tx, id))).collect();
    let bad = submit(db, bad);
    let after: Vec<_> = (10..20).map(|id| submit(db, move |tx| put(tx, id))).collect();
    gate.open();
    for good in before.iter().chain(&after) {
        assert_eq!(answer(good).unwrap(), 1, "{:?}", db.engine());
    }
    let outcome = answer(&bad);
    assert_eq!((count(db, "test_item"), count(db, "test_twin")), (20, 20), "{:?}", db.engine());
    outcome
}

#[test]
fn a_refusal_undoes_only_itself() {
    on_both(TABLES, |db| {
        let outcome = among_neighbours(db, |tx| {
            put(tx, 500)?;
            Err(Error::caller("no".to_owned()))
        });
        assert_eq!(outcome.unwrap_err().into_caller::<String>().unwrap(), "no");
    });
}

#[test]
fn a_panic_undoes_only_itself() {
    on_both(TABLES, |db| {
        let outcome = among_neighbours(db, |tx| {
            put(tx, 500)?;
            panic!("the planted panic {}", 1 + 1);
        });
        match outcome {
            Err(Error::Panicked(text)) => assert_eq!(text, "the planted panic 2"),
            other => panic!("{other:?}"),
        }
        db.submit(|tx| put(tx, 600), |_| panic!("a caller that cannot take its answer"));
        assert_eq!(db.write(|tx| put(tx, 601)).unwrap(), 1);
    });
}

#[test]
fn a_constraint_undoes_only_itself_even_if_the_operation_hides_it() {
    on_both(TABLES, |db| {
        let outcome = among_neighbours(db, |tx| {
            put(tx, 500)?;
            let hidden = put(tx, 1_000_000);
            assert_eq!(hidden.unwrap_err().constraint(), Some("test_item_small"));
            assert!(put(tx, 501).is_err(), "nothing goes on after a failed statement");
            Ok(1)
        });
        assert!(matches!(outcome, Err(Error::Other(_))), "{outcome:?}");
    });
}

#[test]
fn an_operation_that_outlives_its_deadline_undoes_only_itself() {
    on_both(TABLES, |db| {
        let gate = Gate::shut(db, writers(db));
        let good: Vec<_> = (0..10).map(|id| submit(db, move |tx| put(tx, id))).collect();
        let (tell, told) = channel();
        let slow = |tx: &Tx| {
            put(tx, 500)?;
            tx.run(ENDLESS, &[])
        };
        db.submit_with(Duration::from_millis(100), slow, move |outcome| tell.send(outcome).unwrap());
        gate.open();
        assert!(matches!(answer(&told), Err(Error::Deadline)), "{:?}", db.engine());
        for good in &good {
            assert_eq!(answer(good).unwrap(), 1);
        }
        assert_eq!((count(db, "test_item"), count(db, "test_counter")), (10, 0));
    });
}

#[test]
fn refusals_before_and_after_writing_mix_over_many_groups() {
    on_both(TABLES, |db| {
        for round in 0..5 {
            let gate = Gate::shut(db, writers(db));
            let told: Vec<_> = (round * 60..(round + 1) * 60)
                .map(|id| {
                    submit(db, move |tx| {
                        if id % 3 == 1 {
                            return Err(Error::caller(id));
                        }
                        put(tx, id)?;
                        if id % 3 == 2 { Err(Error::caller(id)) } else { Ok(1) }
                    })
                })
                .collect();
            gate.open();
            for (told, id) in told.iter().zip(round * 60..) {
                match answer(told) {
                    Ok(_) => assert_eq!(id % 3, 0),
                    Err(error) => assert_eq!(error.into_caller::<i64>().unwrap(), id),
                }
            }
        }
        assert_eq!((count(db, "test_item"), count(db, "test_twin")), (100, 100));
    });
}

#[test]
fn many_short_statements_outlive_a_deadline_too() {
    on_both(TABLES, |db| {
        let outcome = db.write_with(Duration::from_millis(100), |tx| {
            loop {
                tx.run("UPDATE test_counter SET n = n + 1", &[])?;
            }
            #[allow(unreachable_code)]
            Ok(())
        });
        assert!(matches!(outcome, Err(Error::Deadline)), "{:?} {outcome:?}", db.engine());
    });
}

/// `INSERT OR ROLLBACK` ends SQLite's whole transaction, as a full disk does.
#[test]
fn a_group_that_one_member_ends_is_run_again_without_it() {
    on_both(TABLES, |db| {
        if db.engine() == Engine::Postgres {
            return;
        }
        for round in 0..50 {
            let first = round * 100;
            let gate = Gate::shut(db, 1);
            let runs = Arc::new(AtomicU32::new(0));
            let told: Vec<_> = (first..first + 20)
                .map(|id| {
                    let runs = Arc::clone(&runs);
                    submit(db, move |tx| {
                        runs.fetch_add(1, Ordering::Relaxed);
                        put(tx, id)?;
                        if id == first + 7 {
                            tx.run("INSERT OR ROLLBACK INTO test_twin (id) VALUES ($1)", &[id.into()])?;
                        }
                        Ok(1)
                    })
                })
                .collect();
            gate.open();
            for (place, told) in told.iter().enumerate() {
                assert_eq!(answer(told).is_ok(), place != 7, "{place}");
            }
            assert_eq!(runs.load(Ordering::Relaxed), 8 + 19, "eight ran together, then each of the others alone");
        }
        assert_eq!((count(db, "test_item"), count(db, "test_twin")), (950, 950));
    });
}

#[test]
fn serializable_writes_lose_no_update() {
    on_both(TABLES, |db| {
        db.write(|tx| tx.run("INSERT INTO test_counter (id, n) VALUES (1, 0), (2, 0)", &[])).unwrap();
        let runs = Arc::new(AtomicU32::new(0));
        let done: i64 = std::thread::scope(|scope| {
            let threads: Vec<_> = (0..8i64)
                .map(|thread| {
                    let runs = Arc::clone(&runs);
                    scope.spawn(move || (0..30).filter(|_| add_one(db, thread, &runs).is_ok()).count() as i64)
                })
                .collect();
            threads.into_iter().map(|t| t.join().unwrap()).sum()
        });
        let sum = "SELECT CAST(SUM(n) AS BIGINT) FROM test_counter";
        let total = db.read(|conn| conn.row(sum, &[], |row| row.int(0))).unwrap().unwrap();
        assert!(done > 100, "most of 240 got through: {done}");
        assert_eq!(total, done);
        let runs = i64::from(runs.load(Ordering::Relaxed));
        match db.engine() {
            Engine::Sqlite => assert_eq!(runs, 240),
            Engine::Postgres => assert!(runs > 240, "conflicts were met and run again: {runs}"),
        }
    });
}

/// Reads both rows and writes one: lost updates and write skew unless writes are serializable.
fn add_one(db: &Db, thread: i64, runs: &Arc<AtomicU32>) -> Result<u64> {
    let runs = Arc::clone(runs);
    db.write_with(Isolation::Serializable, move |tx| {
        runs.fetch_add(1, Ordering::Relaxed);
        let n = tx.rows("SELECT n FROM test_counter ORDER BY id", &[], |row| row.int(0))?;
        let id = thread % 2 + 1;
        let next = n[id as usize - 1] + 1;
        tx.run("UPDATE test_counter SET n = $1 WHERE id = $2", &[next.into(), id.into()])
    })
}

#[test]
fn a_statement_that_gives_rows_is_not_run_where_none_are_taken() {
    on_both(TABLES, |db| {
        let run = db.write(|tx| {
            let sql = "INSERT INTO test_twin (id) VALUES (1) RETURNING id";
            assert!(tx.run(sql, &[]).is_err());
            // Whoever goes on after it is undone all the same.
            Ok(())
        });
        assert!(run.is_err(), "{:?}", db.engine());
        let batch = db.write(|tx| tx.batch("INSERT INTO test_twin (id) values", &[vec![1.into()]], "RETURNING id"));
        assert!(batch.is_err(), "{:?}", db.engine());
        assert_eq!(count(db, "test_twin"), 0, "{:?}", db.engine());
        let taken = db.write(|tx| tx.rows("INSERT INTO test_twin (id) VALUES (1) RETURNING id", &[], |row| row.int(0)));
        assert_eq!(taken.unwrap(), [1]);
    });
}

#[test]
fn a_connection_for_reading_reads_only() {
    on_both(TABLES, |db| {
        for sql in [
            "INSERT INTO test_twin (id) VALUES (1) RETURNING id",
            "UPDATE test_twin SET id = 2 RETURNING id",
            "DELETE FROM test_twin RETURNING id",
            "COMMIT",
        ] {
            let tried = db.write(move |tx| tx.reading().rows(sql, &[], |_| Ok(())));
            assert!(matches!(tried, Err(Error::Other(_))), "{:?} {sql}: {tried:?}", db.engine());
        }
        let seen = db.write(|tx| {
            tx.run("INSERT INTO test_twin (id) VALUES (1)", &[])?;
            tx.reading().row("values (1)", &[], |row| row.int(0))?;
            tx.reading().row(" with t as (SELECT id FROM test_twin) SELECT count(*) FROM t", &[], |row| row.int(0))
        });
        assert_eq!(seen.unwrap(), Some(1), "{:?}", db.engine());
    });
}
