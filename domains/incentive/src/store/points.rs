//! Lots of points, ceilings of the year, days of expiry.

use std::collections::{BTreeMap, BTreeSet};

use db::{Conn, Param, Row};
use op::Pen;
use units::{Day, Instant};

use super::{SET_SIZE, set, set_params};
use crate::model::{Expiring, Lot};

macro_rules! columns {
    () => {
        "learner, id, scheme, version, source, outcome, outcome_name, institution, year, amount, available, reserved, spent, \
         expired, reversed, settled, earned_at, expires_on"
    };
}

fn lot(row: &Row) -> db::Result<Lot> {
    Ok(Lot {
        learner: row.text(0)?,
        id: row.text(1)?,
        scheme: row.text(2)?,
        version: row.int(3)?,
        source: row.text(4)?,
        outcome: row.text(5)?,
        outcome_name: row.text(6)?,
        institution: row.text(7)?,
        year: row.int(8)?,
        amount: row.int(9)?,
        available: row.int(10)?,
        reserved: row.int(11)?,
        spent: row.int(12)?,
        expired: row.int(13)?,
        reversed: row.int(14)?,
        settled: row.int(15)?,
        earned_at: row.instant(16)?,
        expires_on: row.opt_parsed(17)?,
    })
}

/// What of some learners earned already under some schemes: learner, scheme, source.
pub fn earned(conn: &Conn, schemes: &[String], learners: &[String]) -> db::Result<BTreeSet<(String, String, String)>> {
    let sql = format!("select learner, scheme, source from incentive_lot where scheme = $1 and learner in {}", set(2));
    let mut found = BTreeSet::new();
    for scheme in schemes {
        for part in learners.chunks(SET_SIZE) {
            let mut params = vec![Param::from(scheme.as_str())];
            set_params(&mut params, part);
            found.extend(conn.rows(&sql, &params, |row| Ok((row.text(0)?, row.text(1)?, row.text(2)?)))?);
        }
    }
    Ok(found)
}

/// What some learners earned in a year under some schemes.
pub fn years(
    conn: &Conn,
    schemes: &[String],
    learners: &[String],
    year: i64,
) -> db::Result<BTreeMap<(String, String), i64>> {
    let sql = format!(
        "select learner, scheme, earned from incentive_year where scheme = $1 and year = $2 and learner in {}",
        set(3)
    );
    let mut found = BTreeMap::new();
    for scheme in schemes {
        for part in learners.chunks(SET_SIZE) {
            let mut params = vec![Param::from(scheme.as_str()), year.into()];
            set_params(&mut params, part);
            found.extend(conn.rows(&sql, &params, |row| Ok(((row.text(0)?, row.text(1)?), row.int(2)?)))?);
        }
    }
    Ok(found)
}

/// Writes lots that are new; answers how many were. One that earned already is left as it is.
pub fn insert(pen: &Pen, lots: &[Lot]) -> db::Result<u64> {
    let days: Vec<Option<String>> = lots.iter().map(|lot| lot.expires_on.map(|day| day.to_string())).collect();
    let rows: Vec<Vec<Param>> = lots
        .iter()
        .zip(&days)
        .map(|(lot, day)| {
            vec![
                lot.learner.as_str().into(),
                lot.id.as_str().into(),
                lot.scheme.as_str().into(),
                lot.version.into(),
                lot.source.as_str().into(),
                lot.outcome.as_str().into(),
                lot.outcome_name.as_str().into(),
                lot.institution.as_str().into(),
                lot.year.into(),
                lot.amount.into(),
                lot.available.into(),
                lot.reserved.into(),
                lot.spent.into(),
                lot.expired.into(),
                lot.reversed.into(),
                lot.settled.into(),
                lot.earned_at.into(),
                day.as_deref().into(),
            ]
        })
        .collect();
    pen.batch(
        concat!("insert into incentive_lot (", columns!(), ") values"),
        &rows,
        "on conflict (learner, scheme, source) do nothing",
    )
}

/// Adds to what learners earned in a year: learner, scheme, year, points. The map's order is the order of locks.
pub fn add_years(pen: &Pen, changes: &BTreeMap<(&str, &str, i64), i64>) -> db::Result<u64> {
    let rows: Vec<Vec<Param>> = changes
        .iter()
        .map(|((learner, scheme, year), points)| {
            vec![(*learner).into(), (*scheme).into(), (*year).into(), (*points).into()]
        })
        .collect();
    pen.batch(
        "insert into incentive_year (learner, scheme, year, earned) values",
        &rows,
        "on conflict (learner, scheme, year) do update set earned = incentive_year.earned + excluded.earned",
    )
}

/// Whether a learner earned more in a year than a ceiling allows: asked after adding, because another batch may have added.
pub fn above(conn: &Conn, learner: &str, scheme: &str, year: i64, ceiling: i64) -> db::Result<bool> {
    let found = conn.row(
        "select earned from incentive_year where learner = $1 and scheme = $2 and year = $3 and earned > $4",
        &[learner.into(), scheme.into(), year.into(), ceiling.into()],
        |row| row.int(0),
    )?;
    Ok(found.is_some())
}

/// Gives room under a ceiling back.
pub fn take_year(pen: &Pen, lot: &Lot) -> op::Result<()> {
    pen.one(
        "update incentive_year set earned = earned - $4
         where learner = $1 and scheme = $2 and year = $3 and earned >= $4",
        &[lot.learner.as_str().into(), lot.scheme.as_str().into(), lot.year.into(), lot.amount.into()],
    )
}

/// A learner's lots that can be spent on a day, what expires first first: id and points.
pub fn usable(conn: &Conn, learner: &str, today: Day, limit: i64) -> db::Result<Vec<(String, i64)>> {
    conn.rows(
        "select id, available from incentive_lot
         where learner = $1 and available > 0 and (expires_on IS NULL or expires_on > $2)
         order by expires_on NULLS LAST, id limit $3",
        &[learner.into(), today.to_string().as_str().into(), limit.into()],
        |row| Ok((row.text(0)?, row.int(1)?)),
    )
}

/// Points of a learner whose day has come, and that no job has expired yet.
pub fn overdue(conn: &Conn, learner: &str, today: Day) -> db::Result<i64> {
    let sum = conn.row(
        "select CAST(COALESCE(SUM(available), 0) AS BIGINT) from incentive_lot
         where learner = $1 and available > 0 and expires_on <= $2",
        &[learner.into(), today.to_string().as_str().into()],
        |row| row.int(0),
    )?;
    Ok(sum.unwrap_or(0))
}

/// What of a learner expires next, day by day.
pub fn expiring(conn: &Conn, learner: &str, today: Day, limit: i64) -> db::Result<Vec<Expiring>> {
    conn.rows(
        "select expires_on, CAST(SUM(available) AS BIGINT) from incentive_lot
         where learner = $1 and available > 0 and expires_on > $2 group by expires_on order by expires_on limit $3",
        &[learner.into(), today.to_string().as_str().into(), limit.into()],
        |row| Ok(Expiring { on: row.parsed(0)?, points: row.int(1)? }),
    )
}

/// Lots whose day has come: the learners first in order, each with lots and points.
pub fn due(conn: &Conn, today: Day, limit: i64) -> db::Result<Vec<(String, String, i64)>> {
    conn.rows(
        "select learner, id, available from incentive_lot
         where available > 0 and expires_on <= $1 order by expires_on, learner, id limit $2",
        &[today.to_string().as_str().into(), limit.into()],
        |row| Ok((row.text(0)?, row.text(1)?, row.int(2)?)),
    )
}

/// The lots that lean on an outcome and were not taken back yet.
pub fn leaning_on(conn: &Conn, learner: &str, outcome: &str) -> db::Result<Vec<Lot>> {
    conn.rows(
        concat!(
            "select ",
            columns!(),
            " from incentive_lot where learner = $1 and outcome = $2 and reversed_at IS NULL order by id"
        ),
        &[learner.into(), outcome.into()],
        lot,
    )
}

/// Notes that a lot was taken back. Answers whether it was not before.
pub fn mark_reversed(pen: &Pen, learner: &str, id: &str, at: Instant) -> db::Result<bool> {
    let changed = pen.run(
        "update incentive_lot set reversed_at = $3 where learner = $1 and id = $2 and reversed_at IS NULL",
        &[learner.into(), id.into(), at.into()],
    )?;
    Ok(changed == 1)
}

/// Where points of a lot go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shift {
    /// Available to reserved.
    Reserve,
    /// Reserved to spent.
    Spend,
    /// Reserved to available.
    Release,
    /// Available to expired.
    Expire,
    /// Available to reversed.
    Reverse,
    /// Available to settled.
    Settle,
}

/// Moves points of a lot. Answers whether it had so many where they come from.
pub fn shift(pen: &Pen, learner: &str, lot: &str, shift: Shift, amount: i64) -> db::Result<bool> {
    let sql = match shift {
        Shift::Reserve => {
            "update incentive_lot set available = available - $3, reserved = reserved + $3
             where learner = $1 and id = $2 and available >= $3"
        }
        Shift::Spend => {
            "update incentive_lot set reserved = reserved - $3, spent = spent + $3
             where learner = $1 and id = $2 and reserved >= $3"
        }
        Shift::Release => {
            "update incentive_lot set reserved = reserved - $3, available = available + $3
             where learner = $1 and id = $2 and reserved >= $3"
        }
        Shift::Expire => {
            "update incentive_lot set available = available - $3, expired = expired + $3
             where learner = $1 and id = $2 and available >= $3"
        }
        Shift::Reverse => {
            "update incentive_lot set available = available - $3, reversed = reversed + $3
             where learner = $1 and id = $2 and available >= $3"
        }
        Shift::Settle => {
            "update incentive_lot set available = available - $3, settled = settled + $3
             where learner = $1 and id = $2 and available >= $3"
        }
    };
    Ok(pen.run(sql, &[learner.into(), lot.into(), amount.into()])? == 1)
}

/// Notes a day on which points expire. Answers whether it was not noted before.
pub fn note_due(pen: &Pen, day: Day) -> db::Result<bool> {
    let noted = pen.run(
        "insert into incentive_due (day) values ($1) on conflict (day) do nothing",
        &[day.to_string().as_str().into()],
    )?;
    Ok(noted == 1)
}

/// Notes that an outcome was revoked, so that it earns nothing later. Answers whether it was not noted before.
pub fn note_revoked(pen: &Pen, learner: &str, outcome: &str) -> db::Result<bool> {
    let noted = pen.run(
        "insert into incentive_revocation (learner, outcome) values ($1, $2) on conflict (learner, outcome) do nothing",
        &[learner.into(), outcome.into()],
    )?;
    Ok(noted == 1)
}

/// Outcomes of some learners that were revoked: learner, outcome.
pub fn revoked(conn: &Conn, learners: &[String]) -> db::Result<BTreeSet<(String, String)>> {
    let sql = format!("select learner, outcome from incentive_revocation where learner in {}", set(1));
    let mut found = BTreeSet::new();
    for part in learners.chunks(SET_SIZE) {
        let mut params = Vec::new();
        set_params(&mut params, part);
        found.extend(conn.rows(&sql, &params, |row| Ok((row.text(0)?, row.text(1)?)))?);
    }
    Ok(found)
}
