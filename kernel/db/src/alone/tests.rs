use crate::{Db, Error, Location, Migration, Settings};
use std::panic::{AssertUnwindSafe, catch_unwind};

const TABLES: Migration = Migration {
    domain: "test",
    number: 1,
    name: "a parent and its children",
    sql: "CREATE TABLE test_parent (id BIGINT NOT NULL, CONSTRAINT test_parent_pk PRIMARY KEY (id));
          CREATE TABLE test_child (id BIGINT NOT NULL, parent BIGINT NOT NULL, CONSTRAINT test_child_pk PRIMARY KEY (id),
              CONSTRAINT test_child_parent FOREIGN KEY (parent) REFERENCES test_parent (id));",
};

#[test]
fn foreign_keys_hold_again_however_a_lent_connection_comes_back() {
    let folder = tempfile::tempdir().unwrap();
    let db = Db::open(&Location::Sqlite(folder.path().join("test.db")), Settings::default()).unwrap();
    db.migrate(&[TABLES]).unwrap();
    let orphan =
        |id: i64| db.write(move |tx| tx.run("INSERT INTO test_child (id, parent) VALUES ($1, 7)", &[id.into()]));
    let panicked = catch_unwind(AssertUnwindSafe(|| {
        db.alone(|tx| -> crate::Result<()> {
            tx.run("INSERT INTO test_parent (id) VALUES (1)", &[])?;
            panic!("a migration that was not thought through")
        })
    }));
    assert!(panicked.is_err());
    assert!(matches!(orphan(1), Err(Error::Constraint(name)) if name == "test_child_parent"));
    let refused: crate::Result<()> = db.alone(|_| Err(Error::other("no")));
    assert!(refused.is_err());
    assert!(matches!(orphan(2), Err(Error::Constraint(name)) if name == "test_child_parent"));
    let count = |table: &str| {
        let sql = format!("SELECT count(*) FROM {table}");
        db.read(|conn| conn.row(&sql, &[], |row| row.int(0))).unwrap()
    };
    assert_eq!((count("test_parent"), count("test_child")), (Some(0), Some(0)));
}
