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

/// Regions in force: (province, name) → codes, cities before what lies in them.
pub fn regions_by_name(conn: &Conn) -> Result<BTreeMap<(String, String), Vec<String>>> {
    let sql = "select substr(code, 1, 2) || '0000', name, code from directory_region where valid_to is null
        order by CASE level WHEN 'county' THEN 1 ELSE 0 END, code";
    let mut regions: BTreeMap<(String, String), Vec<String>> = BTreeMap::new();
    for (key, code) in conn.rows(sql, &[], |row| Ok(((row.text(0)?, row.text(1)?), row.text(2)?)))? {
        regions.entry(key).or_default().push(code);
    }
    Ok(regions)
}

/// Which edition of this list is the newest that was read?
pub fn newest_edition(conn: &Conn, scope: &str) -> Result<Option<String>> {
    let sql = "select edition from directory_edition where scope = $1 order by edition desc limit 1";
    Ok(conn.row(sql, &[scope.into()], |row| row.text(0))?)
}
