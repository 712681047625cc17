//! Indicator systems and their versions.

use db::{Conn, Param, Row};
use op::{Error, OnConstraint, Pen};
use units::{Day, Instant};

use super::named;
use crate::model::{System, SystemInput, SystemState};
use crate::rules::Refused;

macro_rules! columns {
    () => {
        "s.id, s.version, s.content, s.hash, s.state, s.drafted_by, s.drafted_at, s.consult_until, s.number, \
         s.published_by, s.published_at, s.reason, s.revision"
    };
}

fn system(row: &Row) -> db::Result<System> {
    let content: SystemInput = serde_json::from_str(row.text_ref(2)?)
        .map_err(|fault| db::Error::Other(format!("a stored indicator system cannot be read: {fault}")))?;
    Ok(System {
        id: row.text(0)?,
        version: row.int(1)?,
        content,
        hash: row.text(3)?,
        state: named(SystemState::named(row.text_ref(4)?))?,
        drafted_by: row.text(5)?,
        drafted_at: row.instant(6)?,
        consult_until: row.opt_parsed(7)?,
        number: row.opt_text(8)?,
        published_by: row.opt_text(9)?,
        published_at: row.opt_instant(10)?,
        reason: row.text(11)?,
        revision: row.int(12)?,
    })
}

/// One version of a system.
pub fn version(conn: &Conn, id: &str, version: i64) -> db::Result<Option<System>> {
    conn.row(
        concat!("select ", columns!(), " from monitor_system s where s.id = $1 and s.version = $2"),
        &[id.into(), version.into()],
        system,
    )
}

/// Every version of a system, the latest first.
pub fn versions(conn: &Conn, id: &str) -> db::Result<Vec<System>> {
    conn.rows(
        concat!("select ", columns!(), " from monitor_system s where s.id = $1 order by s.version desc"),
        &[id.into()],
        system,
    )
}

/// Published systems, behind the id given.
pub fn published(conn: &Conn, after: Option<&str>, descending: bool, limit: i64) -> db::Result<Vec<System>> {
    let sql = match descending {
        true => concat!(
            "select ",
            columns!(),
            " from monitor_system s where s.state = 'published' and (CAST($1 AS TEXT) IS NULL or s.id < $1)
              order by s.id desc limit $2"
        ),
        false => concat!(
            "select ",
            columns!(),
            " from monitor_system s where s.state = 'published' and (CAST($1 AS TEXT) IS NULL or s.id > $1)
              order by s.id limit $2"
        ),
    };
    conn.rows(sql, &[after.into(), limit.into()], system)
}

/// Which versions were published and stand, in force or followed by another?
pub fn ever_published(conn: &Conn) -> db::Result<Vec<(String, i64)>> {
    conn.rows(
        "select s.id, s.version from monitor_system s where s.state in ('published', 'superseded') order by s.id, s.version",
        &[],
        |row| Ok((row.text(0)?, row.int(1)?)),
    )
}

/// How many systems are published.
pub fn count_published(conn: &Conn) -> db::Result<i64> {
    let count = conn.row("select count(*) from monitor_system where state = 'published'", &[], |row| row.int(0))?;
    Ok(count.unwrap_or(0))
}

/// Versions a member takes part in, in a state or in every one, behind the version given.
pub fn of_member(
    conn: &Conn,
    region: &str,
    state: Option<SystemState>,
    after: Option<(&str, i64)>,
    descending: bool,
    limit: i64,
) -> db::Result<Vec<System>> {
    let sql = match descending {
        true => concat!(
            "select ",
            columns!(),
            " from monitor_member m join monitor_system s on s.id = m.system and s.version = m.version
              where m.region = $1 and (CAST($2 AS TEXT) IS NULL or s.state = $2)
                and (CAST($3 AS TEXT) IS NULL or m.system < $3 or (m.system = $3 and m.version < $4))
              order by m.system desc, m.version desc limit $5"
        ),
        false => concat!(
            "select ",
            columns!(),
            " from monitor_member m join monitor_system s on s.id = m.system and s.version = m.version
              where m.region = $1 and (CAST($2 AS TEXT) IS NULL or s.state = $2)
                and (CAST($3 AS TEXT) IS NULL or m.system > $3 or (m.system = $3 and m.version > $4))
              order by m.system, m.version limit $5"
        ),
    };
    conn.rows(
        sql,
        &[
            region.into(),
            state.map(SystemState::name).into(),
            after.map(|(id, _)| id).into(),
            after.map_or(0, |(_, version)| version).into(),
            limit.into(),
        ],
        system,
    )
}

/// How many versions a member takes part in are in each state.
pub fn states_of_member(conn: &Conn, region: &str) -> db::Result<Vec<(String, i64)>> {
    conn.rows(
        "select s.state, count(*) from monitor_member m join monitor_system s on s.id = m.system and s.version = m.version
         where m.region = $1 group by s.state order by s.state",
        &[region.into()],
        |row| Ok((row.text(0)?, row.int(1)?)),
    )
}

/// Writes a new version.
pub fn insert(pen: &Pen, system: &System, text: &str) -> op::Result<()> {
    pen.run(
        "insert into monitor_system (id, version, content, hash, state, drafted_by, drafted_at, reason, revision)
         values ($1, $2, $3, $4, 'draft', $5, $6, '', 1)",
        &[
            system.id.as_str().into(),
            system.version.into(),
            text.into(),
            system.hash.as_str().into(),
            system.drafted_by.as_str().into(),
            system.drafted_at.into(),
        ],
    )
    .map(|_| ())
    .on_constraint("monitor_system_in_writing", || Error::conflict(Refused::DraftExists))?;
    members(pen, system)
}

/// Replaces the content of a draft that has not changed since it was read.
pub fn rewrite(pen: &Pen, system: &System, text: &str) -> op::Result<()> {
    pen.one(
        "update monitor_system set content = $3, hash = $4, drafted_by = $5, drafted_at = $6, revision = revision + 1
         where id = $1 and version = $2 and state = 'draft' and revision = $7",
        &[
            system.id.as_str().into(),
            system.version.into(),
            text.into(),
            system.hash.as_str().into(),
            system.drafted_by.as_str().into(),
            system.drafted_at.into(),
            system.revision.into(),
        ],
    )?;
    pen.run(
        "delete from monitor_member where system = $1 and version = $2",
        &[system.id.as_str().into(), system.version.into()],
    )?;
    members(pen, system)
}

/// Writes who a version's members are, for their lists.
fn members(pen: &Pen, system: &System) -> op::Result<()> {
    let mut rows: Vec<Vec<Param>> = Vec::with_capacity(system.content.members.len());
    for region in &system.content.members {
        rows.push(vec![region.as_str().into(), system.id.as_str().into(), system.version.into()]);
    }
    pen.batch("insert into monitor_member (region, system, version) values", &rows, "")?;
    Ok(())
}

/// Moves a version from one state to another, if nobody was faster.
pub fn step(pen: &Pen, system: &System, to: SystemState, reason: &str, until: Option<Day>) -> op::Result<()> {
    let until = until.map(|day| day.to_string());
    pen.one(
        "update monitor_system set state = $3, reason = $4, consult_until = $5, revision = revision + 1
         where id = $1 and version = $2 and state = $6 and revision = $7",
        &[
            system.id.as_str().into(),
            system.version.into(),
            to.name().into(),
            reason.into(),
            until.as_deref().into(),
            system.state.name().into(),
            system.revision.into(),
        ],
    )
}

/// Publishes a proposed version under a number.
pub fn publish(pen: &Pen, system: &System, number: &str, person: &str, at: Instant) -> op::Result<()> {
    let published = pen
        .run(
        "update monitor_system set state = 'published', number = $3, published_by = $4, published_at = $5, reason = '',
           revision = revision + 1
         where id = $1 and version = $2 and state = 'proposed' and revision = $6",
        &[
            system.id.as_str().into(),
            system.version.into(),
            number.into(),
            person.into(),
            at.into(),
            system.revision.into(),
        ],
    )
    .on_constraint("monitor_system_number", || Error::conflict(Refused::NumberTaken))?;
    if published == 1 { Ok(()) } else { Err(Error::conflict(Refused::NotNow)) }
}

/// Ends the version in force because the next one begins.
pub fn supersede(pen: &Pen, id: &str) -> db::Result<u64> {
    pen.run(
        "update monitor_system set state = 'superseded', revision = revision + 1 where id = $1 and state = 'published'",
        &[id.into()],
    )
}
