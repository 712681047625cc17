//! Values go in and come out unchanged, and what would not is refused.

use crate::home::{count, on_both};
use db::{Db, Error, Param, Result, Row};

const TABLE: &str = "CREATE TABLE test_value (
    id BIGINT NOT NULL PRIMARY KEY,
    whole BIGINT,
    real DOUBLE PRECISION,
    words TEXT,
    bytes BYTEA
)";

fn keep(db: &Db, id: i64, column: &'static str, value: Param<'static>) -> Result<u64> {
    let sql = format!("INSERT INTO test_value (id, {column}) VALUES ($1, $2)");
    db.write(move |tx| tx.run(&sql, &[id.into(), value]))
}

fn ask<T>(db: &Db, id: i64, column: &str, f: impl FnOnce(&Row) -> Result<T>) -> Result<T> {
    let sql = format!("SELECT {column} FROM test_value WHERE id = $1");
    Ok(db.read(|conn| conn.row(&sql, &[id.into()], f))?.unwrap())
}

#[test]
fn every_kind_of_value_comes_back_as_it_went() {
    on_both(TABLE, |db| {
        for (id, value) in [i64::MIN, -1, 0, 1, i64::MAX - 1, i64::MAX].into_iter().enumerate() {
            keep(db, id as i64, "whole", value.into()).unwrap();
            assert_eq!(ask(db, id as i64, "whole", |row| row.int(0)).unwrap(), value);
        }
        let reals = [0.1, 1.0, 2.0, -1.5e300, f64::MIN_POSITIVE, f64::MAX, 5e-324, 0.30000000000000004];
        for (id, value) in reals.into_iter().enumerate() {
            keep(db, 100 + id as i64, "real", value.into()).unwrap();
            assert_eq!(ask(db, 100 + id as i64, "real", |row| row.real(0)).unwrap().to_bits(), value.to_bits());
        }
        for (id, value) in ["", " ", "学桥", "👩‍🏫🧪", "𠮷野家", "it's \"quoted\"\n$1 ?1\t\\", "ﷺ\u{7f}\u{10FFFF}"]
            .into_iter()
            .enumerate()
        {
            keep(db, 200 + id as i64, "words", value.into()).unwrap();
            assert_eq!(ask(db, 200 + id as i64, "words", |row| row.text(0)).unwrap(), value);
        }
        let all: &'static Vec<u8> = Box::leak(Box::new((0..=255).collect()));
        for (id, value) in [&b""[..], &b"\0"[..], all].into_iter().enumerate() {
            keep(db, 300 + id as i64, "bytes", value.into()).unwrap();
            assert_eq!(ask(db, 300 + id as i64, "bytes", |row| row.blob(0)).unwrap(), value);
        }
        keep(db, 400, "words", Param::Null).unwrap();
        assert_eq!(ask(db, 400, "words", |row| row.opt_text(0)).unwrap(), None);
        assert_eq!(ask(db, 400, "whole", |row| row.opt_int(0)).unwrap(), None);
        assert_eq!(ask(db, 400, "real", |row| row.opt_real(0)).unwrap(), None);
        assert_eq!(ask(db, 400, "bytes", |row| row.opt_blob(0)).unwrap(), None);
    });
}

#[test]
fn what_one_engine_could_not_keep_both_refuse() {
    on_both(TABLE, |db| {
        for (column, value) in [
            ("words", Param::from("a\0b")),
            ("real", f64::NAN.into()),
            ("real", f64::INFINITY.into()),
            ("whole", "12x".into()),
            ("bytes", "text".into()),
            ("words", Param::Blob(b"bytes")),
            ("whole", 0.5.into()),
        ] {
            let refused = keep(db, 1, column, value);
            assert!(matches!(refused, Err(Error::Other(_))), "{:?} {column} {value:?}: {refused:?}", db.engine());
        }
        assert_eq!(count(db, "test_value"), 0);
        keep(db, 2, "real", (-0.0).into()).unwrap();
        assert_eq!(ask(db, 2, "real", |row| row.real(0)).unwrap().to_bits(), 0.0f64.to_bits());
    });
}

#[test]
fn getters_do_not_convert() {
    on_both(TABLE, |db| {
        keep(db, 1, "words", "7".into()).unwrap();
        keep(db, 2, "whole", 7.into()).unwrap();
        assert!(ask(db, 1, "words", |row| row.int(0)).is_err());
        assert!(ask(db, 2, "whole", |row| row.text(0)).is_err());
        assert!(ask(db, 2, "whole", |row| row.real(0)).is_err());
        assert!(ask(db, 2, "whole", |row| row.flag(0)).is_err());
        assert!(ask(db, 1, "whole", |row| row.int(0)).is_err(), "NULL is no number");
        assert!(ask(db, 1, "whole", |row| row.int(1)).is_err(), "there is no second column");
        assert_eq!(ask(db, 1, "words", |row| row.parsed::<i64>(0)).unwrap(), 7);
        assert!(ask(db, 1, "words", |row| row.parsed::<std::net::IpAddr>(0)).is_err());
    });
}

#[test]
fn expressions_give_the_same_types() {
    on_both(TABLE, |db| {
        keep(db, 1, "whole", 5.into()).unwrap();
        let figures = "SELECT count(*), CAST(COALESCE(SUM(whole), 0) AS BIGINT), EXISTS (SELECT 1 FROM test_value),
            length('学桥'), CAST(COALESCE(SUM(real), 0) AS DOUBLE PRECISION) FROM test_value";
        let row = |row: &Row| Ok((row.int(0)?, row.int(1)?, row.flag(2)?, row.int(3)?, row.real(4)?));
        assert_eq!(db.read(|conn| conn.row(figures, &[], row)).unwrap(), Some((1, 5, true, 2, 0.0)));
    });
}

#[test]
fn parameters_are_bound_by_their_number() {
    on_both(TABLE, |db| {
        let sql = "INSERT INTO test_value (words, id, whole) VALUES ($2, $1, $1)";
        db.write(move |tx| tx.run(sql, &[9.into(), "nine".into()])).unwrap();
        let read = |row: &Row| Ok((row.int(0)?, row.int(1)?, row.text(2)?));
        let found = db.read(|c| c.row("SELECT id, whole, words FROM test_value", &[], read)).unwrap();
        assert_eq!(found, Some((9, 9, "nine".to_owned())));
        let wrong: [&[Param]; 2] = [&[1.into()], &[1.into(), "a".into(), "b".into()]];
        for params in wrong {
            let params: &'static [Param] = Box::leak(params.to_vec().into_boxed_slice());
            assert!(db.write(move |tx| tx.run(sql, params)).is_err(), "{params:?}");
        }
        let question = "SELECT id FROM test_value WHERE id = ?";
        assert!(db.read(|c| c.row(question, &[9.into()], |r| r.int(0))).is_err(), "the dialect says $1");
    });
}

#[test]
fn rows_stream_and_the_connection_stays_usable() {
    on_both(TABLE, |db| {
        let rows: Vec<Vec<Param>> = (0..3000).map(|id| vec![Param::Int(id), Param::Int(id * 2)]).collect();
        let rows: &'static Vec<_> = Box::leak(Box::new(rows));
        let insert = "INSERT INTO test_value (id, whole) VALUES";
        assert_eq!(db.write(move |tx| tx.batch(insert, rows, "")).unwrap(), 3000);
        let mut seen = 0;
        let asked = db.read(|conn| {
            conn.each("SELECT id FROM test_value ORDER BY id", &[], |row| {
                assert_eq!(row.int(0)?, seen);
                if seen % 700 == 0 {
                    let double =
                        conn.row("SELECT whole FROM test_value WHERE id = $1", &[seen.into()], |r| r.int(0))?;
                    assert_eq!(double, Some(seen * 2));
                }
                seen += 1;
                if seen == 2500 { Err(Error::other("enough")) } else { Ok(()) }
            })
        });
        assert_eq!(asked.unwrap_err().to_string(), "enough");
        assert_eq!((seen, count(db, "test_value")), (2500, 3000));
    });
}

#[test]
fn a_batch_takes_every_type_and_a_suffix() {
    on_both(TABLE, |db| {
        let row = |id: i64| -> Vec<Param<'static>> {
            vec![id.into(), Param::Null, (id as f64 / 2.0).into(), "词".into(), Param::Blob(b"\x00\xff")]
        };
        let insert = "INSERT INTO test_value (id, whole, real, words, bytes) VALUES";
        let twice = "ON CONFLICT (id) DO NOTHING";
        assert_eq!(db.write(move |tx| tx.batch(insert, &[row(1), row(2)], twice)).unwrap(), 2);
        assert_eq!(db.write(move |tx| tx.batch(insert, &[row(2), row(3)], twice)).unwrap(), 1);
        assert_eq!(db.write(move |tx| tx.batch(insert, &[], "")).unwrap(), 0);
        let ragged = db.write(move |tx| tx.batch(insert, &[row(4), vec![5.into()]], ""));
        assert!(ragged.is_err());
        assert_eq!(count(db, "test_value"), 3);
        assert_eq!(ask(db, 3, "bytes", |r| r.blob(0)).unwrap(), b"\x00\xff");
        assert_eq!(ask(db, 3, "real", |r| r.real(0)).unwrap(), 1.5);
    });
}

#[test]
fn a_statement_can_be_tried_without_running_it() {
    on_both(TABLE, |db| {
        let tried = |sql: &str| db.read(|conn| conn.understands(sql));
        tried("DELETE FROM test_value WHERE id = $1").unwrap();
        assert!(tried("DELETE FROM test_value WHERE idd = $1").is_err());
        assert!(tried("SELECT id FROM test_value WHERE id = ?1").is_err());
        assert_eq!(count(db, "test_value"), 0);
    });
}
