//! Which tables there are, read from the engine.

use crate::{Conn, Engine, Error, Result};
use std::collections::{BTreeMap, BTreeSet};

/// The type of a column, alike on both engines.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Ty {
    Int,
    Real,
    Text,
    Blob,
}

impl Ty {
    pub(super) fn word(self) -> &'static str {
        match self {
            Ty::Int => "int",
            Ty::Real => "real",
            Ty::Text => "text",
            Ty::Blob => "blob",
        }
    }

    fn of(declared: &str) -> Option<Ty> {
        match declared {
            "INTEGER" | "bigint" => Some(Ty::Int),
            "REAL" | "double precision" => Some(Ty::Real),
            "TEXT" | "text" => Some(Ty::Text),
            "BLOB" | "bytea" => Some(Ty::Blob),
            _ => None,
        }
    }
}

/// A table as an export sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Table {
    pub(super) name: String,
    pub(super) columns: Vec<(String, Ty)>,
    /// The primary key, by which rows are ordered; all columns where there is none.
    pub(super) key: Vec<String>,
}

impl Table {
    pub(super) fn column_list(&self) -> String {
        let quoted: Vec<String> = self.columns.iter().map(|(c, _)| format!("\"{c}\"")).collect();
        quoted.join(", ")
    }

    /// Reads all rows in the order both engines agree on: by the bytes of texts.
    pub(super) fn select(&self, collate: bool) -> String {
        let is_text = |name: &String| self.columns.iter().any(|(c, ty)| c == name && *ty == Ty::Text);
        let order = self.key.iter().map(|column| {
            let bytes = if collate && is_text(column) { " COLLATE \"C\"" } else { "" };
            format!("\"{column}\"{bytes} NULLS LAST")
        });
        format!(
            "SELECT {} FROM \"{}\" ORDER BY {}",
            self.column_list(),
            self.name,
            order.collect::<Vec<_>>().join(", ")
        )
    }
}

/// All tables, parents before their children.
pub(super) fn tables(conn: &Conn<'_>) -> Result<Vec<Table>> {
    let questions = Questions::of(conn.engine());
    let mut tables = BTreeMap::new();
    let mut parents: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for name in conn.rows(questions.tables, &[], |row| row.text(0))? {
        let param = [(&name).into()];
        let columns = conn.rows(questions.columns, &param, |row| {
            let (column, declared) = (row.text(0)?, row.text(1)?);
            let ty = Ty::of(&declared);
            let odd = || Error::Other(format!("{name}.{column} is a {declared}"));
            Ok((column.clone(), ty.ok_or_else(odd)?))
        })?;
        let mut key = conn.rows(questions.key, &param, |row| row.text(0))?;
        if key.is_empty() {
            key = columns.iter().map(|(column, _)| column.clone()).collect();
        }
        let referred = conn.rows(questions.parents, &param, |row| row.text(0))?;
        parents.insert(name.clone(), referred.into_iter().collect());
        tables.insert(name.clone(), Table { name, columns, key });
    }
    Ok(in_order(tables, &parents))
}

/// Parents first; among equals, and inside a circle, by name.
fn in_order(mut tables: BTreeMap<String, Table>, parents: &BTreeMap<String, BTreeSet<String>>) -> Vec<Table> {
    let mut out = Vec::with_capacity(tables.len());
    while !tables.is_empty() {
        let waits = |name: &String| {
            let of = parents.get(name);
            of.is_some_and(|set| set.iter().any(|p| p != name && tables.contains_key(p)))
        };
        let ready = tables.keys().find(|name| !waits(name)).or_else(|| tables.keys().next());
        let Some(next) = ready.cloned() else {
            break;
        };
        out.extend(tables.remove(&next));
    }
    out
}

/// Whether text must be ordered explicitly by its bytes: not where the database does so by itself, because then the
/// index of the primary key serves.
pub(super) fn must_collate(conn: &Conn<'_>) -> Result<bool> {
    if conn.engine() == Engine::Sqlite {
        return Ok(false);
    }
    let sql = "SELECT datcollate::text FROM pg_database WHERE datname = current_database()";
    let collation = conn.row(sql, &[], |row| row.text(0))?;
    let by_bytes = ["C", "POSIX", "C.UTF-8", "C.utf8"];
    Ok(!collation.is_some_and(|c| by_bytes.contains(&c.as_str())))
}

/// What the catalogue is asked, per engine.
struct Questions {
    tables: &'static str,
    columns: &'static str,
    key: &'static str,
    parents: &'static str,
}

impl Questions {
    fn of(engine: Engine) -> Questions {
        match engine {
            Engine::Sqlite => Questions {
                tables: "SELECT name FROM sqlite_schema WHERE type = 'table' AND substr(name, 1, 7) <> 'sqlite_' ORDER BY name",
                columns: "SELECT name, type FROM pragma_table_info($1) ORDER BY cid",
                key: "SELECT name FROM pragma_table_info($1) WHERE pk > 0 ORDER BY pk",
                parents: "SELECT DISTINCT \"table\" FROM pragma_foreign_key_list($1)",
            },
            Engine::Postgres => Questions {
                tables: "SELECT c.relname::text FROM pg_class c
                    WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind IN ('r', 'p')
                      AND NOT c.relispartition ORDER BY c.relname::text COLLATE \"C\"",
                columns: "SELECT a.attname::text, format_type(a.atttypid, NULL) FROM pg_attribute a
                    WHERE a.attrelid = to_regclass(quote_ident($1)) AND a.attnum > 0 AND NOT a.attisdropped
                    ORDER BY a.attnum",
                key: "SELECT a.attname::text FROM pg_constraint k
                    CROSS JOIN LATERAL unnest(k.conkey) WITH ORDINALITY AS u (attnum, place)
                    JOIN pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = u.attnum
                    WHERE k.conrelid = to_regclass(quote_ident($1)) AND k.contype = 'p' ORDER BY u.place",
                parents: "SELECT DISTINCT p.relname::text FROM pg_constraint k JOIN pg_class p ON p.oid = k.confrelid
                    WHERE k.conrelid = to_regclass(quote_ident($1)) AND k.contype = 'f'",
            },
        }
    }
}
