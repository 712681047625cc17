//! Reading alliances and their members.

use db::{Conn, Param, Row};
use op::Result;

use super::{After, after, direction, like};
use crate::model::{Alliance, AllianceId, Membership};

/// Columns of an [`Alliance`] in the order [`read`] takes them.
const COLUMNS: &str = "a.alliance, a.name, a.name_en, a.purpose, a.founded_on, a.dissolved_on,
    (select count(distinct m.institution) from directory_membership m
     where m.alliance = a.alliance and m.left_on is null)";

fn read(row: &Row) -> db::Result<Alliance> {
    Ok(Alliance {
        id: row.parsed(0)?,
        name: row.text(1)?,
        name_en: row.text(2)?,
        purpose: row.text(3)?,
        founded_on: row.parsed(4)?,
        dissolved_on: row.opt_parsed(5)?,
        members: row.int(6)?,
    })
}

/// Which alliance is this?
pub fn alliance(conn: &Conn, id: AllianceId) -> Result<Option<Alliance>> {
    let sql = format!("select {COLUMNS} from directory_alliance a where a.alliance = $1");
    Ok(conn.row(&sql, &[(&id.to_string()).into()], read)?)
}

/// Which alliances match, from where? Sorted by sound or by founding, each with its key.
pub fn alliances(
    conn: &Conn,
    search: Option<&[String; 2]>,
    by_name: bool,
    descending: bool,
    from: &After,
    limit: usize,
) -> Result<Vec<(Alliance, String)>> {
    let key = if by_name { "a.sound" } else { "a.founded_on" };
    let (past, order) = direction(descending);
    let sql = format!(
        "select {COLUMNS}, {key} from directory_alliance a
         where (CAST($1 AS TEXT) IS NULL OR a.search LIKE $1 ESCAPE '\\' OR a.search LIKE $2 ESCAPE '\\')
         and (CAST($3 AS TEXT) IS NULL OR ({key}, a.alliance) {past} ($3, $4))
         order by {key} {order}, a.alliance {order} limit $5"
    );
    let mut params: Vec<Param> = like(search).to_vec();
    params.extend(after(from));
    params.push(Param::Int(limit as i64));
    Ok(conn.rows(&sql, &params, |row| Ok((read(row)?, row.text(7)?)))?)
}

/// Does an alliance of this name stand?
pub fn alliance_name_taken(conn: &Conn, name: &str) -> Result<bool> {
    let sql = "select 1 from directory_alliance where name = $1 and dissolved_on is null";
    Ok(conn.row(sql, &[name.into()], |_| Ok(()))?.is_some())
}

/// Columns of a [`Membership`] in the order [`membership`] takes them.
const MEMBERSHIP: &str = "m.alliance, a.name, m.institution, i.name, i.province, m.role, m.joined_on, m.left_on
    from directory_membership m
    join directory_alliance a on a.alliance = m.alliance
    join directory_institution i on i.code = m.institution";
/// Those in force first, in the order of the roles, then 沪苏浙皖 and by sound.
const MEMBERSHIP_ORDER: &str = "case when m.left_on is null then 0 else 1 end,
    case m.role when 'chair' then 0 when 'standing' then 1 when 'secretariat' then 2 else 3 end,
    i.province, i.sound, i.code, m.joined_on";

fn membership(row: &Row) -> db::Result<Membership> {
    Ok(Membership {
        alliance: row.parsed(0)?,
        alliance_name: row.text(1)?,
        institution: row.text(2)?,
        institution_name: row.text(3)?,
        province: row.text(4)?,
        role: row.parsed(5)?,
        joined_on: row.parsed(6)?,
        left_on: row.opt_parsed(7)?,
    })
}

/// Who belongs to this alliance, and who did?
pub fn members(conn: &Conn, id: AllianceId) -> Result<Vec<Membership>> {
    let sql = format!("select {MEMBERSHIP} where m.alliance = $1 order by {MEMBERSHIP_ORDER}");
    Ok(conn.rows(&sql, &[(&id.to_string()).into()], membership)?)
}

/// To which alliances does this institution belong, and to which did it?
pub fn memberships_of(conn: &Conn, institution: &str) -> Result<Vec<Membership>> {
    let sql = format!("select {MEMBERSHIP} where m.institution = $1 order by {MEMBERSHIP_ORDER}, m.alliance");
    Ok(conn.rows(&sql, &[institution.into()], membership)?)
}
