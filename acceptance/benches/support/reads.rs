//! The reads behind the pages that are measured, with the raw client.

use std::path::Path;

use rusqlite::Connection;

/// A major by its code.
pub const MAJOR: &str =
    "select code, catalogue, edition, name, discipline, discipline_name, class, class_name, special,
    controlled, degrees, former_code from directory_major where code = ?1";

/// The majors of its class.
pub const CLASS_MAJORS: &str = "select m.code, m.name from directory_major o
    join directory_major m on m.class = o.class and m.catalogue = o.catalogue and m.edition = o.edition and m.code <> o.code
    where o.code = ?1 order by m.code";

/// An institution with its history, its lists and its alliances.
pub const INSTITUTION: &[&str] = &[
    "select i.code, i.name, i.name_en, i.kind, i.level, i.ownership, i.authority, i.region, coalesce(r.name, ''),
       coalesce(r.name_en, ''), i.province, i.ended_on, i.ended_reason
     from directory_institution i left join directory_region r on r.code = i.region and r.valid_to is null
     where i.code = ?1",
    "select name, until from directory_past_name where code = ?1 order by until desc, name",
    "select e.scope, e.edition, l.code from directory_edition e
     left join directory_listing l on l.code = ?1 and l.scope = e.scope and l.edition = e.edition
     where e.scope = 'adult' order by e.edition desc",
    "select s.predecessor, i.name, s.happened_on, s.reason from directory_succession s
     join directory_institution i on i.code = s.predecessor where s.successor = ?1 order by s.happened_on, s.predecessor",
    "select s.successor, i.name, s.happened_on, s.reason from directory_succession s
     join directory_institution i on i.code = s.successor where s.predecessor = ?1 order by s.happened_on, s.successor",
    "select m.alliance, a.name, m.institution, i.name, i.province, m.role, m.joined_on, m.left_on
     from directory_membership m join directory_alliance a on a.alliance = m.alliance
     join directory_institution i on i.code = m.institution where m.institution = ?1 order by m.alliance",
];

/// A connection as a plain program opens it, whose plans stay as they are.
pub fn connect(path: &Path) -> Connection {
    let connection = Connection::open(path).expect("a database");
    let stay = rusqlite::config::DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG;
    connection.set_db_config(stay, true).expect("a setting");
    connection
}

/// Reads every row and every text in it; how many rows there were.
pub fn read(connection: &Connection, sql: &str, code: &str) -> usize {
    let mut statement = connection.prepare_cached(sql).expect("a statement");
    let width = statement.column_count();
    let mut rows = statement.query([code]).expect("rows");
    let mut count = 0;
    while let Some(row) = rows.next().expect("a row") {
        count += 1;
        for column in 0..width {
            let value: rusqlite::types::Value = row.get(column).expect("a value");
            std::hint::black_box(value);
        }
    }
    count
}
