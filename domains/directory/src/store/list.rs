//! What an official list is compared with.

use std::collections::BTreeMap;

use db::Conn;
use op::Result;

use super::{Filter, Sort};
use crate::model::Institution;

/// All institutions by code, those that ended among them. The directory holds some thousands.
pub fn institutions_by_code(conn: &Conn) -> Result<BTreeMap<String, Institution>> {
    let all = super::institutions(conn, &Filter::default(), Sort::Code, false, &None, usize::MAX >> 1)?;
    Ok(all.into_iter().map(|(institution, _)| (institution.code.clone(), institution)).collect())
}

/// Cities in force: (province, name) → code.
pub fn cities_by_name(conn: &Conn) -> Result<BTreeMap<(String, String), String>> {
    let sql = "select parent, name, code from directory_region
        where level = 'city' and valid_to is null and parent is not null";
    let rows = conn.rows(sql, &[], |row| Ok(((row.text(0)?, row.text(1)?), row.text(2)?)))?;
    Ok(rows.into_iter().collect())
}

/// Was this edition of this list read before?
pub fn edition_read(conn: &Conn, scope: &str, edition: &str) -> Result<bool> {
    let sql = "select 1 from directory_edition where scope = $1 and edition = $2";
    Ok(conn.row(sql, &[scope.into(), edition.into()], |_| Ok(()))?.is_some())
}
