//! Schemes and their versions.

use db::{Conn, Param, Row};
use op::{Error, OnConstraint, Pen};
use units::Instant;

use super::named;
use crate::model::{Basis, Class, Scheme, SchemeInput, SchemeState};
use crate::rules::Refused;

macro_rules! columns {
    () => {
        "id, version, authority, name, name_en, class, basis, points, hours_per_credit, year_max, months, valid_from, \
         valid_to, note, state, drafted_by, drafted_at, published_by, published_at, reason, revision"
    };
}

fn scheme(row: &Row) -> db::Result<Scheme> {
    let content = SchemeInput {
        authority: row.text(2)?,
        name: row.text(3)?,
        name_en: row.text(4)?,
        class: named(Class::named(row.text_ref(5)?))?,
        basis: named(Basis::named(row.text_ref(6)?))?,
        points: row.int(7)?,
        hours_per_credit: row.opt_int(8)?,
        year_max: row.opt_int(9)?,
        months: row.opt_int(10)?,
        valid_from: row.parsed(11)?,
        valid_to: row.opt_parsed(12)?,
        note: row.text(13)?,
    };
    Ok(Scheme {
        id: row.text(0)?,
        version: row.int(1)?,
        content,
        state: named(SchemeState::named(row.text_ref(14)?))?,
        drafted_by: row.text(15)?,
        drafted_at: row.instant(16)?,
        published_by: row.opt_text(17)?,
        published_at: row.opt_instant(18)?,
        reason: row.text(19)?,
        revision: row.int(20)?,
    })
}

/// One version of a scheme.
pub fn version(conn: &Conn, id: &str, version: i64) -> db::Result<Option<Scheme>> {
    conn.row(
        concat!("select ", columns!(), " from incentive_scheme where id = $1 and version = $2"),
        &[id.into(), version.into()],
        scheme,
    )
}

/// Every version of a scheme, the latest first.
pub fn versions(conn: &Conn, id: &str) -> db::Result<Vec<Scheme>> {
    conn.rows(
        concat!("select ", columns!(), " from incentive_scheme where id = $1 order by version desc"),
        &[id.into()],
        scheme,
    )
}

/// The versions in force of some authorities, published at or before a moment.
pub fn in_force(conn: &Conn, authorities: &[String; 4], at: Instant) -> db::Result<Vec<Scheme>> {
    let [institution, region, city, province] = authorities;
    conn.rows(
        concat!(
            "select ",
            columns!(),
            " from incentive_scheme
              where state = 'published' and authority in ($1, $2, $3, $4) and published_at <= $5 order by id"
        ),
        &[
            institution.as_str().into(),
            region.as_str().into(),
            city.as_str().into(),
            province.as_str().into(),
            at.into(),
        ],
        scheme,
    )
}

/// What a list of schemes is narrowed to.
#[derive(Clone, Copy, Debug, Default)]
pub struct Filter<'a> {
    /// Code of the authority.
    pub authority: Option<&'a str>,
    /// State; none = every state.
    pub state: Option<&'a str>,
    /// `hour`, `outcome` or `once`.
    pub basis: Option<&'a str>,
}

macro_rules! filtered {
    () => {
        " from incentive_scheme
          where (CAST($1 AS TEXT) IS NULL or authority = $1) and (CAST($2 AS TEXT) IS NULL or state = $2)
            and (CAST($3 AS TEXT) IS NULL or basis = $3)"
    };
}

/// Schemes that pass a filter, in the order in which they were begun, behind the version given.
pub fn list(
    conn: &Conn,
    filter: &Filter,
    after: Option<(&str, i64)>,
    descending: bool,
    limit: i64,
) -> db::Result<Vec<Scheme>> {
    let params = [
        filter.authority.into(),
        filter.state.into(),
        filter.basis.into(),
        after.map(|(id, _)| id).into(),
        after.map_or(0, |(_, version)| version).into(),
        limit.into(),
    ];
    let sql = match descending {
        true => concat!(
            "select ",
            columns!(),
            filtered!(),
            " and (CAST($4 AS TEXT) IS NULL or id < $4 or (id = $4 and version < $5))
              order by id desc, version desc limit $6"
        ),
        false => concat!(
            "select ",
            columns!(),
            filtered!(),
            " and (CAST($4 AS TEXT) IS NULL or id > $4 or (id = $4 and version > $5)) order by id, version limit $6"
        ),
    };
    conn.rows(sql, &params, scheme)
}

/// How many schemes pass a filter.
pub fn count(conn: &Conn, filter: &Filter) -> db::Result<i64> {
    let count = conn.row(
        concat!("select count(*)", filtered!()),
        &[filter.authority.into(), filter.state.into(), filter.basis.into()],
        |row| row.int(0),
    )?;
    Ok(count.unwrap_or(0))
}

/// The authorities with published schemes, and how many each.
pub fn publishers(conn: &Conn) -> db::Result<Vec<(String, i64)>> {
    conn.rows(
        "select authority, count(*) from incentive_scheme where state = 'published' group by authority order by authority",
        &[],
        |row| Ok((row.text(0)?, row.int(1)?)),
    )
}

/// How many versions of an authority are in each state.
pub fn states(conn: &Conn, authority: &str) -> db::Result<Vec<(String, i64)>> {
    conn.rows(
        "select state, count(*) from incentive_scheme where authority = $1 group by state order by state",
        &[authority.into()],
        |row| Ok((row.text(0)?, row.int(1)?)),
    )
}

/// Days of a scheme as they are stored.
struct Days {
    from: String,
    to: Option<String>,
}

impl Days {
    fn of(content: &SchemeInput) -> Days {
        Days { from: content.valid_from.to_string(), to: content.valid_to.map(|day| day.to_string()) }
    }

    /// The content in the order of the columns from `authority` to `note`.
    fn params<'a>(&'a self, content: &'a SchemeInput) -> Vec<Param<'a>> {
        vec![
            content.authority.as_str().into(),
            content.name.as_str().into(),
            content.name_en.as_str().into(),
            content.class.name().into(),
            content.basis.name().into(),
            content.points.into(),
            content.hours_per_credit.into(),
            content.year_max.into(),
            content.months.into(),
            self.from.as_str().into(),
            self.to.as_deref().into(),
            content.note.as_str().into(),
        ]
    }
}

/// Writes a new version.
pub fn insert(pen: &Pen, scheme: &Scheme) -> op::Result<()> {
    let days = Days::of(&scheme.content);
    let mut values = vec![Param::from(scheme.id.as_str()), scheme.version.into()];
    values.extend(days.params(&scheme.content));
    values.extend::<[Param; 5]>([
        scheme.state.name().into(),
        scheme.drafted_by.as_str().into(),
        scheme.drafted_at.into(),
        scheme.reason.as_str().into(),
        scheme.revision.into(),
    ]);
    pen.batch(
        "insert into incentive_scheme (id, version, authority, name, name_en, class, basis, points, hours_per_credit,
           year_max, months, valid_from, valid_to, note, state, drafted_by, drafted_at, reason, revision) values",
        &[values],
        "",
    )
    .map(|_| ())
    .on_constraint("incentive_scheme_in_writing", || Error::conflict(Refused::SchemeDraftExists))
}

/// Replaces the content of a draft that has not changed since it was read.
pub fn rewrite(pen: &Pen, scheme: &Scheme) -> op::Result<()> {
    let days = Days::of(&scheme.content);
    let mut values = vec![Param::from(scheme.id.as_str()), scheme.version.into()];
    values.extend(days.params(&scheme.content));
    values.extend::<[Param; 3]>([scheme.drafted_by.as_str().into(), scheme.drafted_at.into(), scheme.revision.into()]);
    pen.one(
        "update incentive_scheme set authority = $3, name = $4, name_en = $5, class = $6, basis = $7, points = $8,
           hours_per_credit = $9, year_max = $10, months = $11, valid_from = $12, valid_to = $13, note = $14,
           drafted_by = $15, drafted_at = $16, revision = revision + 1
         where id = $1 and version = $2 and state = 'draft' and revision = $17",
        &values,
    )
}

/// Moves a version from one state to another, if nobody was faster.
pub fn step(pen: &Pen, scheme: &Scheme, to: SchemeState, reason: &str) -> op::Result<()> {
    pen.one(
        "update incentive_scheme set state = $3, reason = $4, revision = revision + 1
         where id = $1 and version = $2 and state = $5 and revision = $6",
        &[
            scheme.id.as_str().into(),
            scheme.version.into(),
            to.name().into(),
            reason.into(),
            scheme.state.name().into(),
            scheme.revision.into(),
        ],
    )
}

/// Publishes a submitted version in the name of a second person.
pub fn publish(pen: &Pen, scheme: &Scheme, person: &str, at: Instant) -> op::Result<()> {
    pen.one(
        "update incentive_scheme set state = 'published', published_by = $3, published_at = $4, reason = '',
           revision = revision + 1
         where id = $1 and version = $2 and state = 'submitted' and revision = $5 and drafted_by <> $3",
        &[scheme.id.as_str().into(), scheme.version.into(), person.into(), at.into(), scheme.revision.into()],
    )
}

/// Ends the version in force because the next one begins.
pub fn supersede(pen: &Pen, id: &str) -> db::Result<u64> {
    pen.run(
        "update incentive_scheme set state = 'superseded', revision = revision + 1 where id = $1 and state = 'published'",
        &[id.into()],
    )
}
