//! Which constraint refused. SQLite names CHECKs, but for UNIQUE it tells columns and for FOREIGN KEY nothing; the
//! name is found in the table's own declaration.

use crate::Param;
use crate::migration::table::{Rule, Table};
use rusqlite::{Connection, ffi};
use std::cell::RefCell;
use std::collections::HashMap;
use std::sync::Arc;

/// The declarations of tables already looked at on one connection.
#[derive(Default)]
pub(super) struct Names {
    tables: RefCell<HashMap<String, Option<Arc<Table>>>>,
}

impl Names {
    pub(super) fn clear(&self) {
        self.tables.borrow_mut().clear();
    }

    /// The name of the violated constraint, as PostgreSQL would tell it.
    pub(super) fn find(
        &self,
        conn: &Connection,
        code: &ffi::Error,
        message: &str,
        sql: &str,
        params: &[Param<'_>],
    ) -> Option<String> {
        match code.extended_code {
            ffi::SQLITE_CONSTRAINT_CHECK => message.strip_prefix("CHECK constraint failed: ").map(str::to_owned),
            ffi::SQLITE_CONSTRAINT_NOTNULL => {
                let (table, column) = message.strip_prefix("NOT NULL constraint failed: ")?.split_once('.')?;
                Some(format!("{table}_{column}_not_null"))
            }
            ffi::SQLITE_CONSTRAINT_UNIQUE | ffi::SQLITE_CONSTRAINT_PRIMARYKEY | ffi::SQLITE_CONSTRAINT_ROWID => {
                self.unique(conn, message)
            }
            ffi::SQLITE_CONSTRAINT_FOREIGNKEY => Some(self.foreign(conn, sql, params)),
            _ => None,
        }
    }

    /// `UNIQUE constraint failed: t.a, t.b` or, for an index on an expression, `… failed: index 'name'`.
    fn unique(&self, conn: &Connection, message: &str) -> Option<String> {
        let what = message.strip_prefix("UNIQUE constraint failed: ")?;
        if let Some(index) = what.strip_prefix("index '") {
            return Some(index.trim_end_matches('\'').to_owned());
        }
        let mut columns = Vec::new();
        let mut table = "";
        for part in what.split(", ") {
            let (owner, column) = part.split_once('.')?;
            table = owner;
            columns.push(column.to_owned());
        }
        let declared = self.table(conn, table);
        let declared = declared.iter().flat_map(|t| &t.rules);
        let rule = declared.filter(|r| r.is_unique()).find(|r| r.columns == columns);
        if let Some(rule) = rule {
            return Some(rule.name_or_default(table));
        }
        let index = unique_index(conn, table, &columns).ok().flatten();
        Some(index.unwrap_or_else(|| format!("{table}_{}_key", columns.join("_"))))
    }

    /// SQLite says only that some foreign key failed. The statement tells the table; where that table has several,
    /// an insert's values are tried against each parent.
    fn foreign(&self, conn: &Connection, sql: &str, params: &[Param<'_>]) -> String {
        let Some(target) = crate::migration::token::target(sql) else {
            return "foreign_key".to_owned();
        };
        let fallback = format!("{}_fkey", target.table);
        if target.deletes {
            return self.referencing(conn, &target.table).unwrap_or(fallback);
        }
        let Some(table) = self.table(conn, &target.table) else {
            return fallback;
        };
        let rules: Vec<&Rule> = table.rules.iter().filter(|r| r.parent.is_some()).collect();
        let broken =
            rules.iter().find(|rule| rules.len() == 1 || self.parent_is_missing(conn, rule, &target.values, params));
        broken.map_or(fallback, |rule| rule.name_or_default(&target.table))
    }

    /// Whether the row an insert would have made refers to a parent that is not there.
    fn parent_is_missing(
        &self,
        conn: &Connection,
        rule: &Rule,
        values: &[(String, usize)],
        params: &[Param<'_>],
    ) -> bool {
        let Some(parent) = &rule.parent else {
            return false;
        };
        let value = |column: &String| {
            let (_, number) = values.iter().find(|(name, _)| name == column)?;
            params.get(number - 1).copied()
        };
        let Some(wanted) = rule.columns.iter().map(value).collect::<Option<Vec<_>>>() else {
            return false;
        };
        if wanted.contains(&Param::Null) {
            return false;
        }
        let declared = self.table(conn, parent);
        let primary = declared.as_ref().and_then(|t| t.primary()).map(|p| &p.columns);
        let referred = if rule.parent_columns.is_empty() { primary } else { Some(&rule.parent_columns) };
        let Some(referred) = referred else {
            return false;
        };
        let condition: Vec<String> = referred.iter().map(|c| format!("\"{c}\" = ?")).collect();
        let sql = format!("SELECT EXISTS (SELECT 1 FROM \"{parent}\" WHERE {})", condition.join(" AND "));
        let bound = wanted.into_iter().map(super::binding::Bound);
        let exists = conn.query_row(&sql, rusqlite::params_from_iter(bound), |row| row.get::<_, bool>(0));
        matches!(exists, Ok(false))
    }

    /// The only foreign key that refers to a table, if there is only one.
    fn referencing(&self, conn: &Connection, parent: &str) -> Option<String> {
        let mut found = None;
        for table in table_names(conn).ok()? {
            let declared = self.table(conn, &table)?;
            for rule in &declared.rules {
                if rule.parent.as_deref() == Some(parent) {
                    if found.is_some() {
                        return None;
                    }
                    found = Some(rule.name_or_default(&table));
                }
            }
        }
        found
    }

    fn table(&self, conn: &Connection, name: &str) -> Option<Arc<Table>> {
        if let Some(known) = self.tables.borrow().get(name) {
            return known.clone();
        }
        let sql = conn
            .query_row("SELECT sql FROM sqlite_schema WHERE type = 'table' AND name = ?1", [name], |row| {
                row.get::<_, String>(0)
            })
            .ok();
        let table = sql.and_then(|sql| Table::read(&sql).ok()).map(Arc::new);
        self.tables.borrow_mut().insert(name.to_owned(), table.clone());
        table
    }
}

fn table_names(conn: &Connection) -> rusqlite::Result<Vec<String>> {
    conn.prepare("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name")?
        .query_map([], |row| row.get(0))?
        .collect()
}

/// The unique index made by CREATE UNIQUE INDEX over exactly these columns.
fn unique_index(conn: &Connection, table: &str, columns: &[String]) -> rusqlite::Result<Option<String>> {
    let names: Vec<String> = conn
        .prepare("SELECT name FROM pragma_index_list(?1) WHERE \"unique\" = 1 AND origin = 'c'")?
        .query_map([table], |row| row.get(0))?
        .collect::<rusqlite::Result<_>>()?;
    for name in names {
        let covered: Vec<Option<String>> = conn
            .prepare("SELECT name FROM pragma_index_info(?1) ORDER BY seqno")?
            .query_map([&name], |row| row.get(0))?
            .collect::<rusqlite::Result<_>>()?;
        if covered.iter().flatten().eq(columns) && covered.len() == columns.len() {
            return Ok(Some(name));
        }
    }
    Ok(None)
}
