//! Programmes and changes of course codes.

use db::{Conn, Row};
use op::Pen;
use recognition::Change;
use units::{Credit, Instant};

use super::rule::stored;
use super::{anywhere, named};
use crate::model::{Programme, ProgrammeState, name_key};

macro_rules! columns {
    () => {
        "institution, code, version, title, total, courses, state, hash, imported_at, content"
    };
}

fn programme(row: &Row) -> db::Result<Programme> {
    Ok(Programme {
        institution: row.text(0)?,
        code: row.text(1)?,
        version: row.int(2)?,
        title: row.text(3)?,
        total: Credit::from_hundredths(row.int(4)?),
        course_count: row.int(5)?,
        state: named(ProgrammeState::named(row.text_ref(6)?))?,
        hash: row.text(7)?,
        imported_at: row.instant(8)?,
        content: stored(row.text_ref(9)?)?,
    })
}

/// Every programme in use.
pub fn in_use(conn: &Conn) -> db::Result<Vec<Programme>> {
    conn.rows(
        concat!("select ", columns!(), " from credit_programme where state = 'in_use' order by institution, code"),
        &[],
        programme,
    )
}

/// The version of a programme in use.
pub fn one_in_use(conn: &Conn, institution: &str, code: &str) -> db::Result<Option<Programme>> {
    conn.row(
        concat!(
            "select ",
            columns!(),
            " from credit_programme where institution = $1 and code = $2 and state = 'in_use'"
        ),
        &[institution.into(), code.into()],
        programme,
    )
}

/// The programmes of an institution in use.
pub fn of_institution(conn: &Conn, institution: &str, limit: i64) -> db::Result<Vec<Programme>> {
    conn.rows(
        concat!(
            "select ",
            columns!(),
            " from credit_programme where institution = $1 and state = 'in_use' order by code limit $2"
        ),
        &[institution.into(), limit.into()],
        programme,
    )
}

/// Every version of a programme, the latest first.
pub fn versions(conn: &Conn, institution: &str, code: &str) -> db::Result<Vec<Programme>> {
    conn.rows(
        concat!(
            "select ",
            columns!(),
            " from credit_programme where institution = $1 and code = $2 order by version desc"
        ),
        &[institution.into(), code.into()],
        programme,
    )
}

/// One version of a programme.
pub fn version(conn: &Conn, institution: &str, code: &str, number: i64) -> db::Result<Option<Programme>> {
    conn.row(
        concat!("select ", columns!(), " from credit_programme where institution = $1 and code = $2 and version = $3"),
        &[institution.into(), code.into(), number.into()],
        programme,
    )
}

/// Programmes in use that pass a filter, behind the institution and code given.
pub fn list(
    conn: &Conn,
    institution: Option<&str>,
    text: Option<&str>,
    after: Option<(&str, &str)>,
    descending: bool,
    limit: i64,
) -> db::Result<Vec<Programme>> {
    let pattern = text.map(name_key).filter(|text| !text.is_empty()).map(|text| anywhere(&text));
    let (place, code) = after.unzip();
    let sql = match descending {
        true => concat!(
            "select ",
            columns!(),
            " from credit_programme where state = 'in_use' and (CAST($1 AS TEXT) IS NULL or institution = $1)
              and (CAST($2 AS TEXT) IS NULL or title_key like $2 escape '\\')
              and (CAST($3 AS TEXT) IS NULL or institution < $3 or (institution = $3 and code < $4))
              order by institution desc, code desc limit $5"
        ),
        false => concat!(
            "select ",
            columns!(),
            " from credit_programme where state = 'in_use' and (CAST($1 AS TEXT) IS NULL or institution = $1)
              and (CAST($2 AS TEXT) IS NULL or title_key like $2 escape '\\')
              and (CAST($3 AS TEXT) IS NULL or institution > $3 or (institution = $3 and code > $4))
              order by institution, code limit $5"
        ),
    };
    let params =
        [institution.into(), pattern.as_deref().into(), place.into(), code.unwrap_or_default().into(), limit.into()];
    conn.rows(sql, &params, programme)
}

/// How many programmes in use pass a filter.
pub fn count(conn: &Conn, institution: Option<&str>, text: Option<&str>) -> db::Result<i64> {
    let pattern = text.map(name_key).filter(|text| !text.is_empty()).map(|text| anywhere(&text));
    let count = conn.row(
        "select count(*) from credit_programme where state = 'in_use'
         and (CAST($1 AS TEXT) IS NULL or institution = $1) and (CAST($2 AS TEXT) IS NULL or title_key like $2 escape '\\')",
        &[institution.into(), pattern.as_deref().into()],
        |row| row.int(0),
    )?;
    Ok(count.unwrap_or(0))
}

/// The institutions that have programmes, and how many each.
pub fn institutions(conn: &Conn) -> db::Result<Vec<(String, i64)>> {
    conn.rows(
        "select institution, count(*) from credit_programme where state = 'in_use' group by institution order by institution",
        &[],
        |row| Ok((row.text(0)?, row.int(1)?)),
    )
}

/// Stores a version in the place of the one in use.
pub fn insert(pen: &Pen, programme: &Programme, by: &str) -> op::Result<()> {
    let (institution, code) = (programme.institution.as_str(), programme.code.as_str());
    pen.run(
        "update credit_programme set state = 'superseded' where institution = $1 and code = $2 and state = 'in_use'",
        &[institution.into(), code.into()],
    )?;
    let content = serde_json::to_string(&programme.content).map_err(op::Error::bug)?;
    pen.one(
        "insert into credit_programme (institution, code, version, title, title_key, total, courses, content, hash, state,
           imported_by, imported_at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, 'in_use', $10, $11)",
        &[
            institution.into(),
            code.into(),
            programme.version.into(),
            programme.title.as_str().into(),
            name_key(&format!("{} {code}", programme.title)).as_str().into(),
            programme.total.hundredths().into(),
            programme.course_count.into(),
            content.as_str().into(),
            programme.hash.as_str().into(),
            by.into(),
            programme.imported_at.into(),
        ],
    )
}

fn change(row: &Row) -> db::Result<Change> {
    let day = |text: &str| units::Day::parse(text).ok();
    Ok(Change {
        issuer: row.text(0)?,
        old: row.text(1)?,
        new: row.text(2)?,
        valid_from: day(row.text_ref(3)?),
        valid_to: day(row.text_ref(4)?),
    })
}

/// Every change of course codes.
pub fn changes(conn: &Conn) -> db::Result<Vec<Change>> {
    conn.rows(
        "select issuer, old_code, new_code, valid_from, valid_to from credit_change
         order by issuer, old_code, new_code, valid_from",
        &[],
        change,
    )
}

/// The changes of one institution's course codes.
pub fn changes_of(conn: &Conn, issuer: &str) -> db::Result<Vec<Change>> {
    conn.rows(
        "select issuer, old_code, new_code, valid_from, valid_to from credit_change
         where issuer = $1 order by old_code, new_code, valid_from",
        &[issuer.into()],
        change,
    )
}

/// Stores changes of course codes; one that is known is told again with its end. Answers how many rows were written.
pub fn insert_changes(pen: &Pen, changes: &[Change], by: &str, at: Instant) -> db::Result<u64> {
    let texts: Vec<(String, String)> = changes
        .iter()
        .map(|change| {
            let text = |day: Option<units::Day>| day.map(|day| day.to_string()).unwrap_or_default();
            (text(change.valid_from), text(change.valid_to))
        })
        .collect();
    let rows: Vec<Vec<db::Param>> = changes
        .iter()
        .zip(&texts)
        .map(|(change, (from, to))| {
            let (issuer, old, new) = (change.issuer.as_str(), change.old.as_str(), change.new.as_str());
            vec![issuer.into(), old.into(), new.into(), from.as_str().into(), to.as_str().into(), by.into(), at.into()]
        })
        .collect();
    pen.batch(
        "insert into credit_change (issuer, old_code, new_code, valid_from, valid_to, imported_by, imported_at) values",
        &rows,
        "on conflict (issuer, old_code, new_code, valid_from) do update set valid_to = excluded.valid_to
         where credit_change.valid_to <> excluded.valid_to",
    )
}
