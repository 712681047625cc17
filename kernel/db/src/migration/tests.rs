//! Reading SQL: splitting, declarations, aims.

use super::dialect::translate;
use super::table::Table;
use super::token::{statements, target};
use crate::Engine;

#[test]
fn statements_end_at_semicolons_that_are_not_quoted() {
    let sql = "a 'x;''y;' ; -- c; d\n /* e; */ \"q;\" b;; \n ; c";
    assert_eq!(statements(sql).unwrap(), ["a 'x;''y;'", "\"q;\" b", "c"]);
    for open in ["a 'x", "a \"x", "a /* x", "a $$x$$"] {
        assert!(statements(open).is_err(), "{open}");
    }
    assert!(statements("; ;\n-- nothing").unwrap().is_empty());
}

#[test]
fn sqlite_gets_its_own_types_and_nothing_else_changes() {
    let check = |ours: &str, sqlite: &str| {
        assert_eq!(translate(Engine::Sqlite, 4, ours).unwrap(), [sqlite]);
        assert_eq!(translate(Engine::Postgres, 4, ours).unwrap(), [ours]);
    };
    check(
        "CREATE TABLE t (id BIGINT NOT NULL PRIMARY KEY, bigint TEXT NOT NULL DEFAULT 'BIGINT')",
        "CREATE TABLE t (id INTEGER NOT NULL PRIMARY KEY, bigint TEXT NOT NULL DEFAULT 'BIGINT') STRICT, WITHOUT ROWID",
    );
    check(
        "CREATE TABLE t (a double  precision, b BYTEA, PRIMARY KEY (a, b))",
        "CREATE TABLE t (a REAL, b BLOB, PRIMARY KEY (a, b)) STRICT",
    );
    check(
        "CREATE TABLE t (a BIGINT CHECK (a > 0) CHECK (a < (9)), b TEXT CONSTRAINT b_c CHECK (b <> 'CHECK'))",
        "CREATE TABLE t (a INTEGER CONSTRAINT t_a_check CHECK (a > 0) CONSTRAINT t_a_check1 CHECK (a < (9)), \
         b TEXT CONSTRAINT b_c CHECK (b <> 'CHECK')) STRICT",
    );
    check("ALTER TABLE t ADD COLUMN n BIGINT", "ALTER TABLE t ADD COLUMN n INTEGER");
    check("ALTER TABLE t RENAME COLUMN n TO bigint", "ALTER TABLE t RENAME COLUMN n TO bigint");
    check("INSERT INTO t (a) VALUES ('BYTEA')", "INSERT INTO t (a) VALUES ('BYTEA')");
}

#[test]
fn rules_are_found_beside_columns_and_below_them() {
    let sql = "create table if not exists \"T\" (a text primary key references p, b bigint constraint b_once unique,
        constraint ab foreign key (a, b) references q (x, y) on delete cascade, unique (b, a))";
    let table = Table::read(sql).unwrap();
    let names: Vec<String> = table.rules.iter().map(|r| r.name_or_default("t")).collect();
    assert_eq!(names, ["t_pkey", "t_a_fkey", "b_once", "ab", "t_b_a_key"]);
    assert_eq!((table.name.as_str(), &table.rules[3].parent_columns[..]), ("T", &["x".into(), "y".into()][..]));
    for odd in ["create table t", "create table t ()", "create table t (a text", "create view t (a text)"] {
        assert!(Table::read(odd).is_err(), "{odd}");
    }
}

#[test]
fn the_aim_of_a_write_is_read() {
    let check = |sql: &str, table: &str, deletes: bool, values: &[(&str, usize)]| {
        let found = target(sql).unwrap();
        let pairs: Vec<_> = found.values.iter().map(|(name, number)| (name.as_str(), *number)).collect();
        assert_eq!((found.table.as_str(), found.deletes, &pairs[..]), (table, deletes, values));
    };
    check(
        "insert into t (a, b, c) values ($2, lower($1), $3) on conflict do nothing",
        "t",
        false,
        &[("a", 2), ("c", 3)],
    );
    check("INSERT INTO t (a) SELECT $1", "t", false, &[]);
    check("update t set a = $1, b = b + $2 where id = $3", "t", false, &[("a", 1), ("id", 3)]);
    check("delete from t where a = $1", "t", true, &[]);
    assert_eq!(target("select 1"), None);
}

#[test]
fn a_table_in_parts_is_one_table_where_the_engine_has_no_parts() {
    let ours = "CREATE TABLE t (a TEXT NOT NULL, b BIGINT NOT NULL, PRIMARY KEY (a, b)) PARTITION BY HASH (a)";
    let one = "CREATE TABLE t (a TEXT NOT NULL, b BIGINT NOT NULL, PRIMARY KEY (a, b))";
    let sqlite = "CREATE TABLE t (a TEXT NOT NULL, b INTEGER NOT NULL, PRIMARY KEY (a, b)) STRICT, WITHOUT ROWID";
    assert_eq!(translate(Engine::Sqlite, 2, ours).unwrap(), [sqlite]);
    assert_eq!(translate(Engine::Postgres, 1, ours).unwrap(), [one]);
    let parts = translate(Engine::Postgres, 2, ours).unwrap();
    assert_eq!(parts[0], ours);
    assert_eq!(parts[2], "CREATE TABLE \"t_p1\" PARTITION OF \"t\" FOR VALUES WITH (MODULUS 2, REMAINDER 1)");
    assert_eq!(parts.len(), 3);
    for refused in [
        "CREATE TABLE t (a TEXT NOT NULL, b TEXT NOT NULL, PRIMARY KEY (b, a)) PARTITION BY HASH (a)",
        "CREATE TABLE t (a TEXT NOT NULL, b TEXT NOT NULL, PRIMARY KEY (a), UNIQUE (b)) PARTITION BY HASH (a)",
        "CREATE TABLE t (a TEXT NOT NULL, b TEXT NOT NULL UNIQUE, PRIMARY KEY (a)) PARTITION BY HASH (a)",
        "CREATE TABLE t (a TEXT NOT NULL) PARTITION BY HASH (a)",
        "CREATE TABLE t (a TEXT NOT NULL, b TEXT NOT NULL, PRIMARY KEY (a, b)) PARTITION BY HASH (a, b)",
        "CREATE TABLE t (a TEXT NOT NULL, PRIMARY KEY (a)) PARTITION BY RANGE (a)",
        "CREATE TABLE t_p1 (a TEXT NOT NULL, PRIMARY KEY (a)) PARTITION BY HASH (a)",
    ] {
        assert!(translate(Engine::Sqlite, 2, refused).is_err(), "{refused}");
        assert!(translate(Engine::Postgres, 2, refused).is_err(), "{refused}");
    }
}

#[test]
fn a_part_speaks_in_its_tables_name() {
    for (reported, whole) in
        [("t_pk_p15", "t_pk"), ("t_p0", "t"), ("t_pk", "t_pk"), ("t_p", "t_p"), ("t_p1_x", "t_p1_x")]
    {
        assert_eq!(super::parts::whole_name(reported), whole);
    }
}
