//! A table in parts is one table to whoever reads and writes it, on either engine.

use crate::cluster::Cluster;
use crate::home::{Home, count};
use db::{Db, Engine, Location, Migration, Param, Settings};

const TABLES: &str = "
    CREATE TABLE test_account (
        owner TEXT NOT NULL, number BIGINT NOT NULL, code TEXT NOT NULL, amount BIGINT NOT NULL,
        CONSTRAINT test_account_key PRIMARY KEY (owner, number),
        CONSTRAINT test_account_code_once UNIQUE (owner, code),
        CONSTRAINT test_account_not_negative CHECK (amount >= 0)
    ) PARTITION BY HASH (owner);
    CREATE UNIQUE INDEX test_account_one_rich ON test_account (owner) WHERE amount > 100;
";
const LATER: &str = "
    ALTER TABLE test_account ADD COLUMN note TEXT NOT NULL DEFAULT '';
    CREATE UNIQUE INDEX test_account_note_once ON test_account (owner, note) WHERE note <> '';
    CREATE TABLE test_gone (owner TEXT NOT NULL PRIMARY KEY) PARTITION BY HASH (owner);
    DROP TABLE test_gone;
";
const OWNERS: i64 = 500;

fn migrations() -> [Migration; 2] {
    let step = |number, sql| Migration { domain: "test", number, name: "accounts", sql };
    [step(1, TABLES), step(2, LATER)]
}

fn open(engine: Engine, parts: u32) -> (Home, Db) {
    let home = Home::new(engine);
    let db = home.open(Settings { parts, ..Settings::default() });
    // In two steps, because an index may come to a table that has its parts.
    db.migrate(&migrations()[..1]).unwrap();
    db.migrate(&migrations()).unwrap();
    (home, db)
}

/// Both engines, and PostgreSQL with tables kept whole.
fn each(story: impl Fn(&Home, &Db)) {
    for (engine, parts) in [(Engine::Sqlite, 4), (Engine::Postgres, 4), (Engine::Postgres, 1)] {
        let (home, db) = open(engine, parts);
        fill(&db);
        story(&home, &db);
        db.close();
    }
}

fn fill(db: &Db) {
    db.write(|tx| {
        let owners: Vec<String> = (0..OWNERS).map(|number| format!("owner{number}")).collect();
        let row = |number: i64| -> Vec<Param> {
            vec![owners[number as usize].as_str().into(), number.into(), "a".into(), 7.into()]
        };
        let rows: Vec<_> = (0..OWNERS).map(row).collect();
        let sql = "INSERT INTO test_account (owner, number, code, amount) VALUES";
        assert_eq!(tx.batch(sql, &rows, "")?, OWNERS as u64);
        let again = "ON CONFLICT (owner, number) DO UPDATE SET amount = test_account.amount + excluded.amount";
        assert_eq!(tx.batch(sql, &rows, again)?, OWNERS as u64);
        Ok(())
    })
    .unwrap();
}

#[test]
fn a_refusal_bears_the_tables_own_name() {
    each(|_, db| {
        let named = |sql: &'static str| {
            let outcome = db.write(move |tx| tx.run(sql, &[]));
            outcome.unwrap_err().constraint().map(str::to_owned).unwrap_or_default()
        };
        let insert = [
            ("INSERT INTO test_account (owner, number, code, amount) VALUES ('owner7', 7, 'b', 1)", "test_account_key"),
            (
                "INSERT INTO test_account (owner, number, code, amount) VALUES ('owner7', 8, 'a', 1)",
                "test_account_code_once",
            ),
            (
                "INSERT INTO test_account (owner, number, code, amount) VALUES ('x', 1, 'b', -1)",
                "test_account_not_negative",
            ),
            (
                "INSERT INTO test_account (owner, number, code, amount) VALUES ('x', 1, NULL, 1)",
                "test_account_code_not_null",
            ),
            (
                "INSERT INTO test_account (owner, number, code, amount) VALUES ('x', 1, 'a', 101), ('x', 2, 'b', 102)",
                "test_account_one_rich",
            ),
            (
                "INSERT INTO test_account (owner, number, code, amount, note)
                 VALUES ('x', 1, 'a', 1, 'n'), ('x', 2, 'b', 1, 'n')",
                "test_account_note_once",
            ),
        ];
        for (sql, name) in insert {
            assert_eq!(named(sql), name, "{:?}", db.engine());
        }
        assert_eq!(count(db, "test_account"), OWNERS);
    });
}

#[test]
fn an_export_tells_nothing_of_parts() {
    let bytes = |db: &Db| {
        let mut out = Vec::new();
        db.export(&mut out, &mut |_| ()).unwrap();
        out
    };
    let (_a, lite) = open(Engine::Sqlite, 4);
    fill(&lite);
    let first = bytes(&lite);
    assert!(!String::from_utf8_lossy(&first).contains("_p0"), "a part is no table of its own");
    for parts in [1, 3, 16] {
        let (_b, big) = open(Engine::Postgres, parts);
        big.import(&mut &first[..], &mut |_| ()).unwrap();
        assert_eq!(bytes(&big), first, "{parts} parts");
        let (_c, back) = open(Engine::Sqlite, 4);
        back.import(&mut &bytes(&big)[..], &mut |_| ()).unwrap();
        assert_eq!(bytes(&back), first);
    }
}

#[test]
fn whoever_names_the_owner_looks_into_one_part() {
    let (home, db) = open(Engine::Postgres, 8);
    fill(&db);
    let Location::Postgres(url) = &home.location else { panic!("a PostgreSQL home has an address") };
    let name = url.rsplit('/').next().unwrap();
    let ask = |sql: &str| Cluster::shared().psql(name, sql);
    let parts = "SELECT count(*) FROM pg_inherits WHERE inhparent = 'test_account'::regclass";
    assert_eq!(ask(parts), "8");
    let filled = "SELECT count(DISTINCT tableoid) FROM test_account";
    assert_eq!(ask(filled), "8", "five hundred owners are spread over all parts");
    let looked_into = |sql: &str| ask(&format!("EXPLAIN {sql}")).matches(" on test_account_p").count();
    assert_eq!(looked_into("SELECT amount FROM test_account WHERE owner = 'owner7'"), 1);
    assert_eq!(looked_into("UPDATE test_account SET amount = 1 WHERE owner = 'owner7' AND number = 7"), 2);
    assert_eq!(looked_into("SELECT amount FROM test_account WHERE number = 7"), 8);
    let invalid = "SELECT count(*) FROM pg_index WHERE NOT indisvalid";
    assert_eq!(ask(invalid), "0");
}

#[test]
fn the_number_of_parts_is_looked_at() {
    for parts in [0, 1025] {
        let home = Home::new(Engine::Sqlite);
        let refused = Db::open(&home.location, Settings { parts, ..Settings::default() });
        assert!(refused.is_err_and(|error| error.to_string().contains("1 to 1024 parts")));
    }
}
