//! Lists of returns: what waits for whom, how far a campaign has come, what others reported.

use db::{Conn, Param};

use super::named;
use super::returns::{head, return_columns, values, whole};
use crate::model::form::Values;
use crate::model::{Head, Return, ReturnState, Tier};

/// What waits for a level of a region, the longest waiting first, with figures.
pub fn waiting_for(conn: &Conn, tier: Tier, region: &str, limit: i64) -> db::Result<Vec<Return>> {
    let sql = match tier {
        Tier::County => concat!(
            "select ",
            return_columns!(),
            ", v.content from collection_return r join collection_version v on v.ret = r.id and v.version = r.current
              where r.county = $1 and v.state = 'at_county' order by v.since, r.id limit $2"
        ),
        Tier::City => concat!(
            "select ",
            return_columns!(),
            ", v.content from collection_return r join collection_version v on v.ret = r.id and v.version = r.current
              where r.city = $1 and v.state = 'at_city' order by v.since, r.id limit $2"
        ),
        Tier::Province => concat!(
            "select ",
            return_columns!(),
            ", v.content from collection_return r join collection_version v on v.ret = r.id and v.version = r.current
              where r.province = $1 and v.state = 'at_province' order by v.since, r.id limit $2"
        ),
    };
    conn.rows(sql, &[region.into(), limit.into()], whole)
}

/// How many returns wait for a level of a region.
pub fn count_waiting_for(conn: &Conn, tier: Tier, region: &str) -> db::Result<i64> {
    let column = match tier {
        Tier::County => "county",
        Tier::City => "city",
        Tier::Province => "province",
    };
    let sql = format!(
        "select count(*) from collection_return r join collection_version v on v.ret = r.id and v.version = r.current
         where r.{column} = $1 and v.state = $2"
    );
    let state = ReturnState::at(tier).name();
    Ok(conn.row(&sql, &[region.into(), state.into()], |row| row.int(0))?.unwrap_or(0))
}

/// The returns of a unit, the latest campaign first.
pub fn of_unit(conn: &Conn, unit: &str, limit: i64) -> db::Result<Vec<Head>> {
    conn.rows(
        concat!(
            "select ",
            return_columns!(),
            " from collection_return r join collection_version v on v.ret = r.id and v.version = r.current
              join collection_campaign c on c.id = r.campaign
              where r.unit = $1 and c.state <> 'stopped' order by r.campaign desc, r.form limit $2"
        ),
        &[unit.into(), limit.into()],
        head,
    )
}

/// What returns of a campaign are narrowed to; nothing means all.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    /// A region's digits: `34`, `3411` or `341122`.
    pub inside: String,
    /// The form.
    pub form: Option<String>,
    /// The state.
    pub state: Option<ReturnState>,
    /// Only those whose day was before this one and which are not settled.
    pub overdue_on: Option<String>,
}

impl Filter {
    fn params(&self) -> Vec<Param<'_>> {
        let state = self.state.map(ReturnState::name);
        vec![self.inside.as_str().into(), (&self.form).into(), state.into(), (&self.overdue_on).into()]
    }
}

macro_rules! filtered {
    () => {
        " from collection_return r join collection_version v on v.ret = r.id and v.version = r.current
          where r.campaign = $1 and substr(r.county, 1, length($2)) = $2 and (CAST($3 AS TEXT) IS NULL or r.form = $3)
            and (CAST($4 AS TEXT) IS NULL or v.state = $4)
            and (CAST($5 AS TEXT) IS NULL or (v.due_on < $5 and v.state not in ('approved', 'superseded', 'excused')))"
    };
}

/// Returns of a campaign by how long they are in their state, behind the moment and id given.
pub fn of_campaign(
    conn: &Conn,
    campaign: &str,
    filter: &Filter,
    after: Option<(i64, &str)>,
    descending: bool,
    limit: i64,
) -> db::Result<Vec<Head>> {
    let sql = match descending {
        true => concat!(
            "select ",
            return_columns!(),
            filtered!(),
            " and (CAST($6 AS BIGINT) IS NULL or v.since < $6 or (v.since = $6 and r.id < $7))
              order by v.since desc, r.id desc limit $8"
        ),
        false => concat!(
            "select ",
            return_columns!(),
            filtered!(),
            " and (CAST($6 AS BIGINT) IS NULL or v.since > $6 or (v.since = $6 and r.id > $7))
              order by v.since, r.id limit $8"
        ),
    };
    let mut params: Vec<Param> = vec![campaign.into()];
    params.extend(filter.params());
    let (at, id) = after.map_or((None, ""), |(at, id)| (Some(at), id));
    params.extend([Param::from(at), Param::from(id), Param::from(limit)]);
    conn.rows(sql, &params, head)
}

/// How many returns of a campaign match.
pub fn count(conn: &Conn, campaign: &str, filter: &Filter) -> db::Result<i64> {
    let mut params: Vec<Param> = vec![campaign.into()];
    params.extend(filter.params());
    Ok(conn.row(concat!("select count(*)", filtered!()), &params, |row| row.int(0))?.unwrap_or(0))
}

/// How many returns of a county are in a state, and since when the longest has been.
pub struct Tally {
    /// The county.
    pub county: String,
    /// The state.
    pub state: ReturnState,
    /// How many.
    pub count: i64,
    /// Since when the longest waiting has been in it.
    pub since: units::Instant,
    /// How many of them are past their day.
    pub overdue: i64,
}

/// How many returns of a campaign are in which state, by county, inside a region's digits; a day tells which are overdue.
pub fn tallies(conn: &Conn, campaign: &str, inside: &str, today: &str) -> db::Result<Vec<Tally>> {
    conn.rows(
        "select r.county, v.state, count(*), min(v.since), sum(CASE WHEN v.due_on < $3 THEN 1 ELSE 0 END)
         from collection_return r join collection_version v on v.ret = r.id and v.version = r.current
         where r.campaign = $1 and substr(r.county, 1, length($2)) = $2 group by r.county, v.state order by r.county, v.state",
        &[campaign.into(), inside.into(), today.into()],
        |row| {
            Ok(Tally {
                county: row.text(0)?,
                state: named(ReturnState::named(row.text_ref(1)?))?,
                count: row.int(2)?,
                since: row.instant(3)?,
                overdue: row.int(4)?,
            })
        },
    )
}

/// How many of a campaign's returns, of one county if it is named, are neither approved nor excused. A correction of what is
/// approved does not count: the figures in force stand until it is approved too.
pub fn unsettled(conn: &Conn, campaign: &str, county: Option<&str>) -> db::Result<i64> {
    let sql = "select count(*) from collection_return r where r.campaign = $1 and (CAST($2 AS TEXT) IS NULL or r.county = $2)
           and not exists (select 1 from collection_version v where v.ret = r.id and v.state in ('approved', 'excused'))";
    Ok(conn.row(sql, &[campaign.into(), county.into()], |row| row.int(0))?.unwrap_or(0))
}

/// What other units of a county submitted on a form: the latest versions that are not with their unit, by unit.
pub fn peers(conn: &Conn, of: &Head, limit: i64) -> db::Result<Vec<(String, Values)>> {
    conn.rows(
        "select r.unit, v.content from collection_return r join collection_version v on v.ret = r.id and v.version = r.current
         where r.campaign = $1 and r.form = $2 and r.county = $3 and r.unit <> $4
           and v.state in ('at_county', 'at_city', 'at_province', 'approved')
         order by r.unit limit $5",
        &[
            of.campaign.as_str().into(),
            of.form.as_str().into(),
            of.county.as_str().into(),
            of.unit.as_str().into(),
            limit.into(),
        ],
        |row| Ok((row.text(0)?, values(row.text_ref(1)?)?)),
    )
}

/// A unit's approved figures of a year on a form, from the latest campaign that has them.
pub fn approved_of_year(conn: &Conn, unit: &str, form: &str, year: i64) -> db::Result<Option<Values>> {
    conn.row(
        "select v.content from collection_return r join collection_version v on v.ret = r.id and v.state = 'approved'
         join collection_campaign c on c.id = r.campaign
         where r.unit = $1 and r.form = $2 and c.year = $3 order by r.campaign desc limit 1",
        &[unit.into(), form.into(), year.into()],
        |row| values(row.text_ref(0)?),
    )
}

/// The approved figures of a campaign on a form inside a region's digits, by unit behind the code given.
pub fn approved(
    conn: &Conn,
    campaign: &str,
    form: &str,
    inside: &str,
    after: &str,
    limit: i64,
) -> db::Result<Vec<Return>> {
    conn.rows(
        concat!(
            "select ",
            return_columns!(),
            ", v.content from collection_return r join collection_version v on v.ret = r.id and v.state = 'approved'
              where r.campaign = $1 and r.form = $2 and substr(r.county, 1, length($3)) = $3 and r.unit > $4
              order by r.unit limit $5"
        ),
        &[campaign.into(), form.into(), inside.into(), after.into(), limit.into()],
        whole,
    )
}

/// Whether one of some units reports in a campaign.
pub fn reports(conn: &Conn, campaign: &str, units: &[String]) -> db::Result<bool> {
    for unit in units {
        let sql = "select 1 from collection_unit where campaign = $1 and code = $2";
        if conn.row(sql, &[campaign.into(), unit.as_str().into()], |_| Ok(()))?.is_some() {
            return Ok(true);
        }
    }
    Ok(false)
}
