//! What statistics are counted from, and what was counted.

use db::{Conn, Param, Row};
use op::Pen;
use units::{Credit, Instant, Month};

use super::named;
use super::proof::BEHIND_ALL;
use crate::model::ApplicationState;
use crate::model::statistics::{Census, Flow, Level, Standing};
use crate::rules::statistics::{Counted, Filed, Used, year};

/// The learner so many uses further on, which ends a part; `None` when fewer are left.
pub fn uses_end(conn: &Conn, after: &str, uses: i64) -> db::Result<Option<String>> {
    conn.row(
        "select learner from credit_use where learner > $1 order by learner limit 1 offset $2",
        &[after.into(), uses.into()],
        |row| row.text(0),
    )
}

/// Recognised uses of the learners behind `after` up to and with `to`, by learner, receiver and target. Regions are left empty.
pub fn uses_between(conn: &Conn, after: &str, to: Option<&str>) -> db::Result<Vec<(String, Used)>> {
    conn.rows(
        "select u.learner, u.institution, u.target_code, u.target_credit, o.issuer, o.credit, u.converted_in, u.at
         from credit_use u join credit_outcome o on o.learner = u.learner and o.id = u.outcome
         where u.state = 'used' and u.learner > $1 and u.learner <= $2
         order by u.learner, u.institution, u.target_code, u.outcome",
        &[after.into(), to.unwrap_or(BEHIND_ALL).into()],
        |row| {
            let converted: Option<Month> = match row.text_ref(6)? {
                "" => None,
                _ => Some(row.parsed(6)?),
            };
            let used = Used {
                institution: row.text(1)?,
                region: String::new(),
                target_code: row.text(2)?,
                target_credit: Credit::from_hundredths(row.int(3)?),
                source: row.text(4)?,
                source_region: String::new(),
                outcome_credit: Credit::from_hundredths(row.int(5)?),
                year: year(converted, row.instant(7)?),
            };
            Ok((row.text(0)?, used))
        },
    )
}

/// The learner so many applications further on, which ends a part; `None` when fewer are left.
pub fn applications_end(conn: &Conn, after: &str, applications: i64) -> db::Result<Option<String>> {
    conn.row(
        "select learner from credit_application where learner > $1 order by learner limit 1 offset $2",
        &[after.into(), applications.into()],
        |row| row.text(0),
    )
}

/// Applications that were filed by the learners behind `after` up to and with `to`. Regions are left empty.
pub fn applications_between(conn: &Conn, after: &str, to: Option<&str>) -> db::Result<Vec<Filed>> {
    conn.rows(
        "select institution, state, filed_at, decided_at from credit_application
         where filed_at is not null and learner > $1 and learner <= $2",
        &[after.into(), to.unwrap_or(BEHIND_ALL).into()],
        |row| {
            Ok(Filed {
                institution: row.text(0)?,
                region: String::new(),
                state: named(ApplicationState::named(row.text_ref(1)?))?,
                filed_at: row.instant(2)?,
                decided_at: row.opt_instant(3)?,
            })
        },
    )
}

/// When the first account was opened.
pub fn first_account(conn: &Conn) -> db::Result<Option<Instant>> {
    Ok(conn.row("select min(opened_at) from credit_account", &[], |row| row.opt_instant(0))?.flatten())
}

/// Accounts opened before a moment.
pub fn accounts_before(conn: &Conn, moment: Instant) -> db::Result<i64> {
    let count =
        conn.row("select count(*) from credit_account where opened_at < $1", &[moment.into()], |row| row.int(0))?;
    Ok(count.unwrap_or(0))
}

/// Puts what was counted in the place of what was counted before.
pub fn replace(pen: &Pen, counted: &Counted) -> db::Result<()> {
    for table in ["delete from credit_flow", "delete from credit_standing", "delete from credit_census"] {
        pen.run(table, &[])?;
    }
    let flows: Vec<Vec<Param>> = counted.flows.iter().map(flow_row).collect();
    pen.batch(
        "insert into credit_flow
           (period, level, source, institution, source_region, region, targets, learners, credit) values",
        &flows,
        "",
    )?;
    let standings: Vec<Vec<Param>> = counted.standings.iter().map(standing_row).collect();
    pen.batch(
        "insert into credit_standing (period, institution, region, filed, waiting, returned, withdrawn, accepted, rejected,
           reversed, median_hours, ninth_hours) values",
        &standings,
        "",
    )?;
    let census: Vec<Vec<Param>> = counted.census.iter().map(census_row).collect();
    pen.batch(
        "insert into credit_census (period, accounts, converters, ever_converters, counted_at) values",
        &census,
        "",
    )?;
    Ok(())
}

fn flow_row(flow: &Flow) -> Vec<Param<'_>> {
    vec![
        flow.period.as_str().into(),
        flow.level.name().into(),
        flow.source.as_str().into(),
        flow.institution.as_str().into(),
        flow.source_region.as_str().into(),
        flow.region.as_str().into(),
        flow.targets.into(),
        flow.learners.into(),
        flow.credit.hundredths().into(),
    ]
}

fn standing_row(one: &Standing) -> Vec<Param<'_>> {
    vec![
        one.period.as_str().into(),
        one.institution.as_str().into(),
        one.region.as_str().into(),
        one.filed.into(),
        one.waiting.into(),
        one.returned.into(),
        one.withdrawn.into(),
        one.accepted.into(),
        one.rejected.into(),
        one.reversed.into(),
        one.median_hours.into(),
        one.ninth_hours.into(),
    ]
}

fn census_row(one: &Census) -> Vec<Param<'_>> {
    vec![
        one.period.as_str().into(),
        one.accounts.into(),
        one.converters.into(),
        one.ever_converters.into(),
        one.counted_at.into(),
    ]
}

/// The census of every period, the latest year first and all of them before it.
pub fn census(conn: &Conn) -> db::Result<Vec<Census>> {
    conn.rows(
        "select period, accounts, converters, ever_converters, counted_at from credit_census order by period desc",
        &[],
        |row| {
            Ok(Census {
                period: row.text(0)?,
                accounts: row.int(1)?,
                converters: row.int(2)?,
                ever_converters: row.int(3)?,
                counted_at: row.instant(4)?,
            })
        },
    )
}

/// When it was counted last.
pub fn counted_at(conn: &Conn) -> db::Result<Option<Instant>> {
    Ok(conn.row("select max(counted_at) from credit_census", &[], |row| row.opt_instant(0))?.flatten())
}

/// What flows are asked for.
#[derive(Clone, Copy, Debug)]
pub struct FlowFilter<'a> {
    /// A year, or `all`.
    pub period: &'a str,
    /// Institutions or provinces.
    pub level: Level,
    /// First two digits of the source's province.
    pub from: Option<&'a str>,
    /// First two digits of the receiver's province.
    pub to: Option<&'a str>,
    /// Fewest learners of a flow that is told.
    pub learners: i64,
}

macro_rules! flows {
    ($rest:literal) => {
        concat!(
            "select period, level, source, institution, source_region, region, targets, learners, credit from credit_flow
             where period = $1 and level = $2 and (CAST($3 AS TEXT) IS NULL or source_region like $3 || '%')
               and (CAST($4 AS TEXT) IS NULL or region like $4 || '%') and learners >= $5",
            $rest
        )
    };
}

/// Flows behind the credit, source and receiver given, the largest first unless `descending` is false.
pub fn flows(
    conn: &Conn,
    filter: &FlowFilter,
    after: Option<(i64, &str, &str)>,
    descending: bool,
    limit: i64,
) -> db::Result<Vec<Flow>> {
    let sql = match descending {
        true => flows!(
            " and (CAST($6 AS BIGINT) IS NULL or credit < $6 or (credit = $6 and (source, institution) < ($7, $8)))
              order by credit desc, source desc, institution desc limit $9"
        ),
        false => flows!(
            " and (CAST($6 AS BIGINT) IS NULL or credit > $6 or (credit = $6 and (source, institution) > ($7, $8)))
              order by credit, source, institution limit $9"
        ),
    };
    let (credit, source, institution) = after.map_or((None, "", ""), |(credit, source, to)| (Some(credit), source, to));
    let params = [
        filter.period.into(),
        filter.level.name().into(),
        filter.from.into(),
        filter.to.into(),
        filter.learners.into(),
        credit.into(),
        source.into(),
        institution.into(),
        limit.into(),
    ];
    conn.rows(sql, &params, flow)
}

/// How many flows pass a filter.
pub fn flow_count(conn: &Conn, filter: &FlowFilter) -> db::Result<i64> {
    let count = conn.row(
        "select count(*) from credit_flow
         where period = $1 and level = $2 and (CAST($3 AS TEXT) IS NULL or source_region like $3 || '%')
           and (CAST($4 AS TEXT) IS NULL or region like $4 || '%') and learners >= $5",
        &[
            filter.period.into(),
            filter.level.name().into(),
            filter.from.into(),
            filter.to.into(),
            filter.learners.into(),
        ],
        |row| row.int(0),
    )?;
    Ok(count.unwrap_or(0))
}

fn flow(row: &Row) -> db::Result<Flow> {
    Ok(Flow {
        period: row.text(0)?,
        level: named(Level::named(row.text_ref(1)?))?,
        source: row.text(2)?,
        institution: row.text(3)?,
        source_region: row.text(4)?,
        region: row.text(5)?,
        targets: row.int(6)?,
        learners: row.int(7)?,
        credit: Credit::from_hundredths(row.int(8)?),
    })
}

/// Standings of a period with at least so many applications, by institution, behind the one given.
pub fn standings(
    conn: &Conn,
    period: &str,
    filed: i64,
    after: &str,
    descending: bool,
    limit: i64,
) -> db::Result<Vec<Standing>> {
    let sql = match descending {
        true => {
            "select period, institution, region, filed, waiting, returned, withdrawn, accepted, rejected, reversed,
               median_hours, ninth_hours from credit_standing
             where period = $1 and filed >= $2 and ($3 = '' or institution < $3) order by institution desc limit $4"
        }
        false => {
            "select period, institution, region, filed, waiting, returned, withdrawn, accepted, rejected, reversed,
               median_hours, ninth_hours from credit_standing
             where period = $1 and filed >= $2 and institution > $3 order by institution limit $4"
        }
    };
    conn.rows(sql, &[period.into(), filed.into(), after.into(), limit.into()], |row| {
        Ok(Standing {
            period: row.text(0)?,
            institution: row.text(1)?,
            region: row.text(2)?,
            filed: row.int(3)?,
            waiting: row.int(4)?,
            returned: row.int(5)?,
            withdrawn: row.int(6)?,
            accepted: row.int(7)?,
            rejected: row.int(8)?,
            reversed: row.int(9)?,
            median_hours: row.opt_int(10)?,
            ninth_hours: row.opt_int(11)?,
        })
    })
}
