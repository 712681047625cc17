//! A violated constraint comes back by name, and the name is the same on both engines.

use crate::home::{count, on_both};
use db::{Db, Error, Param};

const TABLES: &str = "
    CREATE TABLE test_place (code TEXT NOT NULL PRIMARY KEY);
    CREATE TABLE test_kind (code BIGINT NOT NULL, CONSTRAINT test_kind_key PRIMARY KEY (code));
    CREATE TABLE test_person (
        id TEXT NOT NULL,
        place TEXT NOT NULL CONSTRAINT test_person_place_exists REFERENCES test_place (code),
        kind BIGINT NOT NULL,
        mail TEXT CONSTRAINT test_person_mail_free UNIQUE,
        number BIGINT NOT NULL,
        age BIGINT NOT NULL CHECK (age >= 0),
        active BIGINT NOT NULL DEFAULT 1 CONSTRAINT test_person_active_is_flag CHECK (active IN (0, 1)),
        CONSTRAINT test_person_pkey PRIMARY KEY (id),
        CONSTRAINT test_person_kind_exists FOREIGN KEY (kind) REFERENCES test_kind (code),
        UNIQUE (place, number),
        CONSTRAINT test_person_number_fits CHECK (number < 1000 AND id <> 'a;b''c')
    );
    CREATE UNIQUE INDEX test_person_one_active ON test_person (kind, age) WHERE active = 0;
    CREATE TABLE test_tag (id BIGINT NOT NULL PRIMARY KEY, tag TEXT NOT NULL);
    CREATE UNIQUE INDEX test_tag_lower ON test_tag (lower(tag));
";

const INSERT: &str =
    "INSERT INTO test_person (id, place, kind, mail, number, age, active) VALUES ($1, $2, $3, $4, $5, $6, $7)";

fn insert(db: &Db, params: [Param<'static>; 7]) -> Result<u64, Error> {
    db.write(move |tx| tx.run(INSERT, &params))
}

fn refused(db: &Db, name: &str, params: [Param<'static>; 7]) {
    let outcome = insert(db, params);
    let found = outcome.as_ref().err().and_then(Error::constraint);
    assert_eq!(found, Some(name), "{:?}: {outcome:?}", db.engine());
}

fn prepare(db: &Db) {
    db.write(|tx| {
        tx.run("INSERT INTO test_place (code) VALUES ($1)", &["sh".into()])?;
        tx.run("INSERT INTO test_kind (code) VALUES ($1)", &[1.into()])
    })
    .unwrap();
    insert(db, ["p1".into(), "sh".into(), 1.into(), "a@x".into(), 1.into(), 30.into(), 0.into()]).unwrap();
}

#[test]
fn an_insert_names_what_refused_it() {
    on_both(TABLES, |db| {
        prepare(db);
        let null = Param::Null;
        refused(db, "test_person_pkey", ["p1".into(), "sh".into(), 1.into(), null, 2.into(), 1.into(), 1.into()]);
        refused(
            db,
            "test_person_mail_free",
            ["p2".into(), "sh".into(), 1.into(), "a@x".into(), 2.into(), 1.into(), 1.into()],
        );
        refused(
            db,
            "test_person_place_number_key",
            ["p2".into(), "sh".into(), 1.into(), null, 1.into(), 1.into(), 1.into()],
        );
        refused(
            db,
            "test_person_one_active",
            ["p2".into(), "sh".into(), 1.into(), null, 2.into(), 30.into(), 0.into()],
        );
        refused(
            db,
            "test_person_active_is_flag",
            ["p2".into(), "sh".into(), 1.into(), null, 2.into(), 1.into(), 7.into()],
        );
        refused(
            db,
            "test_person_age_check",
            ["p2".into(), "sh".into(), 1.into(), null, 2.into(), (-1).into(), 1.into()],
        );
        refused(
            db,
            "test_person_number_fits",
            ["p2".into(), "sh".into(), 1.into(), null, 1000.into(), 1.into(), 1.into()],
        );
        refused(
            db,
            "test_person_place_exists",
            ["p2".into(), "zj".into(), 1.into(), null, 2.into(), 1.into(), 1.into()],
        );
        refused(
            db,
            "test_person_kind_exists",
            ["p2".into(), "sh".into(), 9.into(), null, 2.into(), 1.into(), 1.into()],
        );
        refused(db, "test_person_place_not_null", ["p2".into(), null, 1.into(), null, 2.into(), 1.into(), 1.into()]);
        assert_eq!(count(db, "test_person"), 1);
        let tagged = db.write(|tx| tx.run("INSERT INTO test_tag (id, tag) VALUES (1, 'tag'), (2, 'TAG')", &[]));
        assert_eq!(tagged.unwrap_err().constraint(), Some("test_tag_lower"), "{:?}", db.engine());
    });
}

#[test]
fn updates_and_deletes_are_named_too() {
    on_both(TABLES, |db| {
        prepare(db);
        let run = |sql: &'static str, params: &'static [Param<'static>]| db.write(move |tx| tx.run(sql, params));
        let named = |outcome: Result<u64, Error>| match outcome {
            Err(Error::Constraint(name)) => name,
            other => panic!("{:?}: {other:?}", db.engine()),
        };
        let moved = run("UPDATE test_person SET place = $1 WHERE id = $2", &[Param::Text("zj"), Param::Text("p1")]);
        assert_eq!(named(moved), "test_person_place_exists");
        let gone = run("DELETE FROM test_kind WHERE code = $1", &[Param::Int(1)]);
        assert_eq!(named(gone), "test_person_kind_exists");
        let flagged = run("UPDATE test_person SET active = $1", &[Param::Int(2)]);
        assert_eq!(named(flagged), "test_person_active_is_flag");
    });
}

#[test]
fn a_lone_integer_key_is_never_filled_in() {
    on_both(TABLES, |db| {
        let outcome = db.write(|tx| tx.run("INSERT INTO test_kind (code) VALUES ($1)", &[Param::Null]));
        assert_eq!(outcome.unwrap_err().constraint(), Some("test_kind_code_not_null"), "{:?}", db.engine());
    });
}
