//! Assessments of counties, and verdicts.

use db::{Conn, Row};
use op::{Error, OnConstraint, Pen};
use units::Instant;

use super::named;
use crate::model::{County, CountyState};
use crate::rules::Refused;

/// The columns of an assessment; those of its head leave the figures, which are long, where they are.
macro_rules! columns {
    () => {
        columns!("figures")
    };
    (head) => {
        columns!("CAST(NULL AS TEXT)")
    };
    ($figures:literal) => {
        concat!(
            "id, region, year, version, standard, example, source, small_cell, ",
            $figures,
            ", hash, verdict, state, number, reason, received_by, received_at, published_at, revision"
        )
    };
}

fn county(row: &Row) -> db::Result<County> {
    let figures = row.opt_text(8)?.map(|text| serde_json::from_str(&text)).transpose();
    let figures =
        figures.map_err(|fault| db::Error::Other(format!("stored figures of a county cannot be read: {fault}")))?;
    Ok(County {
        id: row.text(0)?,
        region: row.text(1)?,
        year: row.int(2)?,
        version: row.int(3)?,
        standard: row.text(4)?,
        example: row.int(5)? == 1,
        source: row.text(6)?,
        small_cell: row.int(7)?,
        figures,
        hash: row.text(9)?,
        verdict: row.text(10)?,
        state: named(CountyState::named(row.text_ref(11)?))?,
        number: row.opt_text(12)?,
        reason: row.text(13)?,
        received_by: row.text(14)?,
        received_at: row.instant(15)?,
        published_at: row.opt_instant(16)?,
        revision: row.int(17)?,
    })
}

/// One assessment.
pub fn one(conn: &Conn, id: &str) -> db::Result<Option<County>> {
    conn.row(concat!("select ", columns!(), " from supervision_county where id = $1"), &[id.into()], county)
}

/// Every version of a county, the latest year and version first.
pub fn of_region(conn: &Conn, region: &str) -> db::Result<Vec<County>> {
    conn.rows(
        concat!("select ", columns!(), " from supervision_county where region = $1 order by year desc, version desc"),
        &[region.into()],
        county,
    )
}

/// The heads of the versions of a county, the latest year and version first.
pub fn heads(conn: &Conn, region: &str) -> db::Result<Vec<County>> {
    conn.rows(
        concat!(
            "select ",
            columns!(head),
            " from supervision_county where region = $1 order by year desc, version desc"
        ),
        &[region.into()],
        county,
    )
}

/// What was published of a county's year before a version, the first first.
pub fn published_before(conn: &Conn, of: &County) -> db::Result<Vec<County>> {
    conn.rows(
        concat!(
            "select ",
            columns!(),
            " from supervision_county
              where region = $1 and year = $2 and version < $3 and published_at IS NOT NULL order by version"
        ),
        &[of.region.as_str().into(), of.year.into(), of.version.into()],
        county,
    )
}

/// The heads of assessments behind an id, those that are public or all of regions with a prefix (`""` for every region).
pub fn list(
    conn: &Conn,
    prefix: Option<&str>,
    after: Option<&str>,
    descending: bool,
    limit: i64,
) -> db::Result<Vec<County>> {
    let sql = match descending {
        true => concat!(
            "select ",
            columns!(head),
            " from supervision_county
              where ((CAST($1 AS TEXT) IS NULL and state = 'published')
                  or (CAST($1 AS TEXT) IS NOT NULL and substr(region, 1, length($1)) = $1))
                and (CAST($2 AS TEXT) IS NULL or id < $2)
              order by id desc limit $3"
        ),
        false => concat!(
            "select ",
            columns!(head),
            " from supervision_county
              where ((CAST($1 AS TEXT) IS NULL and state = 'published')
                  or (CAST($1 AS TEXT) IS NOT NULL and substr(region, 1, length($1)) = $1))
                and (CAST($2 AS TEXT) IS NULL or id > $2)
              order by id limit $3"
        ),
    };
    conn.rows(sql, &[prefix.into(), after.into(), limit.into()], county)
}

/// The counties of each assessment that is in the procedure, of regions with a prefix (`""` for every region).
pub fn under_way(conn: &Conn, prefix: &str) -> db::Result<Vec<String>> {
    conn.rows(
        "select region from supervision_county
         where substr(region, 1, length($1)) = $1 and state not in ('published', 'returned', 'superseded')",
        &[prefix.into()],
        |row| row.text(0),
    )
}

/// The latest version of a county's year, 0 if there is none.
pub fn latest(conn: &Conn, region: &str, year: i64) -> db::Result<i64> {
    let found = conn.row(
        "select coalesce(max(version), 0) from supervision_county where region = $1 and year = $2",
        &[region.into(), year.into()],
        |row| row.int(0),
    )?;
    Ok(found.unwrap_or(0))
}

/// Writes a new version.
pub fn insert(pen: &Pen, county: &County, figures: &str) -> op::Result<()> {
    pen.run(
        "insert into supervision_county (id, region, year, version, standard, example, source, small_cell, figures, hash,
           verdict, state, reason, received_by, received_at, revision)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, 'qualification', '', $12, $13, 1)",
        &[
            county.id.as_str().into(),
            county.region.as_str().into(),
            county.year.into(),
            county.version.into(),
            county.standard.as_str().into(),
            i64::from(county.example).into(),
            county.source.as_str().into(),
            county.small_cell.into(),
            figures.into(),
            county.hash.as_str().into(),
            county.verdict.as_str().into(),
            county.received_by.as_str().into(),
            county.received_at.into(),
        ],
    )
    .map(|_| ())
    .on_constraint("supervision_county_in_procedure", || Error::conflict(Refused::NotNow))
}

/// Ends what a later version of the same county and year follows: what is in the procedure, or what is published.
pub fn supersede(pen: &Pen, region: &str, year: i64, published: bool) -> db::Result<u64> {
    let sql = match published {
        true => {
            "update supervision_county set state = 'superseded', revision = revision + 1
             where region = $1 and year = $2 and state = 'published'"
        }
        false => {
            "update supervision_county set state = 'superseded', revision = revision + 1
             where region = $1 and year = $2 and state not in ('published', 'returned', 'superseded')"
        }
    };
    pen.run(sql, &[region.into(), year.into()])
}

/// Moves an assessment from one state to another, if nobody was faster.
pub fn step(pen: &Pen, was: &County, to: CountyState, reason: &str) -> op::Result<()> {
    pen.one(
        "update supervision_county set state = $2, reason = $3, revision = revision + 1
         where id = $1 and state = $4 and revision = $5",
        &[was.id.as_str().into(), to.name().into(), reason.into(), was.state.name().into(), was.revision.into()],
    )
}

/// Publishes an assessment under a number.
pub fn publish(pen: &Pen, was: &County, number: &str, at: Instant) -> op::Result<()> {
    let published = pen
        .run(
            "update supervision_county set state = 'published', number = $2, published_at = $3, revision = revision + 1
             where id = $1 and state = 'site_review' and revision = $4",
            &[was.id.as_str().into(), number.into(), at.into(), was.revision.into()],
        )
        .on_constraint("supervision_county_number", || Error::conflict(Refused::NumberTaken))?;
    if published == 1 { Ok(()) } else { Err(Error::conflict(Refused::NotNow)) }
}

/// Keeps a verdict under its hash; the same figures under the same standard have one.
pub fn keep_verdict(pen: &Pen, hash: &str, standard: &str, passed: Option<bool>, verdict: &str) -> db::Result<u64> {
    pen.run(
        "insert into supervision_verdict (hash, standard, passed, verdict) values ($1, $2, $3, $4)
         on conflict (hash) do nothing",
        &[hash.into(), standard.into(), passed.map(i64::from).into(), verdict.into()],
    )
}

/// The text of a verdict.
pub fn verdict(conn: &Conn, hash: &str) -> db::Result<Option<String>> {
    conn.row("select verdict from supervision_verdict where hash = $1", &[hash.into()], |row| row.text(0))
}

/// Of each county under a prefix, the assessment of a year that stands: the latest that was neither returned nor superseded.
macro_rules! standing {
    ($($head:tt)?) => {
        concat!(
            "select ",
            columns!($($head)?),
            " from supervision_county
              where substr(region, 1, length($1)) = $1 and year = $2 and state not in ('returned', 'superseded')
                and not exists (select 1 from supervision_county later
                  where later.region = supervision_county.region and later.year = supervision_county.year
                    and later.version > supervision_county.version and later.state not in ('returned', 'superseded'))
              order by region limit $3"
        )
    };
}

/// The assessments that stand, of each county under a prefix in a year.
pub fn standing(conn: &Conn, prefix: &str, year: i64, limit: i64) -> db::Result<Vec<County>> {
    conn.rows(standing!(), &[prefix.into(), year.into(), limit.into()], county)
}

/// Their heads.
pub fn standing_heads(conn: &Conn, prefix: &str, year: i64, limit: i64) -> db::Result<Vec<County>> {
    conn.rows(standing!(head), &[prefix.into(), year.into(), limit.into()], county)
}

/// Which counties under a prefix have assessments, and of which years; the latest year first.
pub fn places(conn: &Conn, prefix: &str) -> db::Result<Vec<(String, i64)>> {
    conn.rows(
        "select distinct region, year from supervision_county
         where substr(region, 1, length($1)) = $1 and state not in ('returned', 'superseded')
         order by year desc, region",
        &[prefix.into()],
        |row| Ok((row.text(0)?, row.int(1)?)),
    )
}
