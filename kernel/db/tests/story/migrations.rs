//! Migrations run once, in order, and are never rewritten.

use crate::home::{Home, count};
use db::{Db, Engine, Migration, Result, Settings};

fn step(domain: &'static str, number: u32, sql: &'static str) -> Migration {
    Migration { domain, number, name: "a step", sql }
}

fn on_both(story: impl Fn(&Db)) {
    for engine in [Engine::Sqlite, Engine::Postgres] {
        story(&Home::new(engine).open(Settings::default()));
    }
}

fn refused(outcome: Result<Vec<db::Applied>>, because: &str) {
    let text = outcome.unwrap_err().to_string();
    assert!(text.contains(because), "{text}");
}

const ONE: &str = "CREATE TABLE a_thing ( -- a comment; with a semicolon, and 'quotes'
    id BIGINT NOT NULL PRIMARY KEY, /* and ; another */ note TEXT NOT NULL DEFAULT 'x;y'
);";
const TWO: &str = "ALTER TABLE a_thing ADD COLUMN size DOUBLE PRECISION; ALTER TABLE a_thing ADD done BIGINT NOT NULL DEFAULT 0 CHECK (done IN (0, 1));
    CREATE INDEX a_thing_by_size ON a_thing (size)";
const OTHER: &str = "CREATE TABLE b_thing (id TEXT NOT NULL PRIMARY KEY, a BIGINT NOT NULL REFERENCES a_thing (id), data BYTEA NOT NULL)";

#[test]
fn each_runs_once_and_in_order() {
    on_both(|db| {
        let applied = db.migrate(&[step("a", 1, ONE)]).unwrap();
        assert_eq!(applied.len(), 1);
        let all = [step("a", 1, ONE), step("a", 2, TWO), step("b", 1, OTHER)];
        let applied: Vec<_> = db.migrate(&all).unwrap().into_iter().map(|a| (a.domain, a.number)).collect();
        assert_eq!(applied, [("a".to_owned(), 2), ("b".to_owned(), 1)]);
        assert!(db.migrate(&all).unwrap().is_empty());
        db.write(|tx| tx.run("INSERT INTO a_thing (id, size) VALUES (1, $1)", &[0.5.into()])).unwrap();
        let read = |row: &db::Row| Ok((row.text(0)?, row.real(1)?, row.flag(2)?));
        let row = db.read(|c| c.row("SELECT note, size, done FROM a_thing", &[], read)).unwrap();
        assert_eq!(row, Some(("x;y".to_owned(), 0.5, false)));
        let bad = db.write(|tx| tx.run("UPDATE a_thing SET done = 2", &[]));
        assert_eq!(bad.unwrap_err().constraint(), Some("a_thing_done_check"));
    });
}

#[test]
fn the_past_is_not_rewritten() {
    on_both(|db| {
        db.migrate(&[step("a", 1, ONE), step("a", 3, TWO)]).unwrap();
        refused(db.migrate(&[step("a", 1, TWO), step("a", 3, TWO)]), "changed after it was run");
        refused(db.migrate(&[step("a", 1, ONE), step("a", 2, OTHER), step("a", 3, TWO)]), "comes too late");
        refused(db.migrate(&[step("a", 1, ONE)]), "newer version");
        refused(db.migrate(&[step("a", 3, TWO), step("a", 1, ONE)]), "stands after");
        assert!(db.migrate(&[step("b", 1, OTHER)]).is_ok(), "another domain's list is its own");
    });
}

#[test]
fn a_failing_one_leaves_nothing() {
    on_both(|db| {
        let half = "CREATE TABLE a_half (id BIGINT NOT NULL PRIMARY KEY); INSERT INTO a_half (id) VALUES (1), (1)";
        assert!(db.migrate(&[step("a", 1, ONE), step("a", 2, half)]).is_err());
        assert_eq!(count(db, "db_migration"), 1);
        assert_eq!(count(db, "a_thing"), 0);
        assert!(db.read(|c| c.row("SELECT id FROM a_half", &[], |r| r.int(0))).is_err());
        let orphan =
            "CREATE TABLE a_child (id BIGINT NOT NULL PRIMARY KEY, up BIGINT NOT NULL REFERENCES a_thing (id));
            INSERT INTO a_child (id, up) VALUES (1, 99)";
        assert!(db.migrate(&[step("a", 1, ONE), step("a", 2, orphan)]).is_err());
        assert_eq!(count(db, "db_migration"), 1);
    });
}

#[test]
fn the_dialect_is_kept() {
    on_both(|db| {
        for sql in [
            "CREATE TABLE t (id BOOLEAN NOT NULL)",
            "CREATE TABLE t (id INTEGER PRIMARY KEY)",
            "CREATE TABLE t (id VARCHAR(5) NOT NULL)",
            "CREATE TABLE t (id BIGINT NOT NULL) WITHOUT ROWID",
            "CREATE TRIGGER t AFTER INSERT ON a_thing BEGIN SELECT 1; END",
            "PRAGMA foreign_keys = OFF",
            "SELECT 1",
            "COMMIT",
            "CREATE TABLE t (id TEXT NOT NULL DEFAULT 'open)",
            "CREATE TABLE t (id TEXT NOT NULL DEFAULT $$x$$)",
        ] {
            let outcome = db.migrate(&[step("t", 1, sql)]);
            assert!(outcome.is_err(), "{:?} took {sql}", db.engine());
        }
        assert_eq!(count(db, "db_migration"), 0);
    });
}

#[test]
fn two_processes_may_begin_at_once() {
    for engine in [Engine::Sqlite, Engine::Postgres] {
        let home = Home::new(engine);
        std::thread::scope(|scope| {
            for _ in 0..4 {
                scope.spawn(|| {
                    let db = home.open(Settings::default());
                    db.migrate(&[step("a", 1, ONE), step("a", 2, TWO), step("b", 1, OTHER)]).unwrap();
                });
            }
        });
        assert_eq!(count(&home.open(Settings::default()), "db_migration"), 3);
    }
}

#[test]
fn prepared_statements_survive_a_change_of_tables() {
    on_both(|db| {
        db.migrate(&[step("a", 1, ONE)]).unwrap();
        db.write(|tx| tx.run("INSERT INTO a_thing (id) VALUES ($1)", &[1.into()])).unwrap();
        let read = || db.read(|c| c.row("SELECT id FROM a_thing", &[], |r| r.int(0)));
        assert_eq!(read().unwrap(), Some(1));
        db.migrate(&[
            step("a", 1, ONE),
            step("a", 2, "DROP TABLE a_thing; CREATE TABLE a_thing (id TEXT NOT NULL PRIMARY KEY)"),
        ])
        .unwrap();
        db.write(|tx| tx.run("INSERT INTO a_thing (id) VALUES ($1)", &["one".into()])).unwrap();
        let text = db.read(|c| c.row("SELECT id FROM a_thing", &[], |r| r.text(0)));
        assert_eq!(text.unwrap().as_deref(), Some("one"));
    });
}
