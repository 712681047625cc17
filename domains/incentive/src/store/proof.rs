//! What a proof reads: learners part by part, and the stock of every item.

use std::collections::BTreeMap;

use db::Conn;

use super::named;
use crate::model::{Account, Stock};
use crate::rules::ledger::LotSums;

/// Greater than any learner: both ends of a part are given, because an open one is read to the end of the table.
const BEHIND_ALL: &str = "\u{10ffff}";

/// The learner so many balances further on, which ends a part of a proof; `None` when fewer are left.
pub fn part_end(conn: &Conn, after: &str, balances: i64) -> db::Result<Option<String>> {
    conn.row(
        "select learner from incentive_balance where learner > $1 order by learner limit 1 offset $2",
        &[after.into(), balances.into()],
        |row| row.text(0),
    )
}

/// The balances of the learners behind `after` up to and with `to`.
pub fn balances(conn: &Conn, after: &str, to: Option<&str>) -> db::Result<BTreeMap<String, BTreeMap<Account, i64>>> {
    let mut found: BTreeMap<String, BTreeMap<Account, i64>> = BTreeMap::new();
    conn.each(
        "select learner, account, amount from incentive_balance
         where learner > $1 and learner <= $2 order by learner, account",
        &[after.into(), to.unwrap_or(BEHIND_ALL).into()],
        |row| {
            let account = named(Account::named(row.text_ref(1)?))?;
            found.entry(row.text(0)?).or_default().insert(account, row.int(2)?);
            Ok(())
        },
    )?;
    Ok(found)
}

/// The lots of the same learners, summed, with what their open orders hold.
pub fn lots(conn: &Conn, after: &str, to: Option<&str>) -> db::Result<BTreeMap<String, LotSums>> {
    let mut found: BTreeMap<String, LotSums> = BTreeMap::new();
    conn.each(
        "select learner, CAST(SUM(amount) AS BIGINT), CAST(SUM(available) AS BIGINT), CAST(SUM(reserved) AS BIGINT),
           CAST(SUM(spent) AS BIGINT), CAST(SUM(expired) AS BIGINT), CAST(SUM(reversed) AS BIGINT),
           CAST(SUM(settled) AS BIGINT)
         from incentive_lot where learner > $1 and learner <= $2
         group by learner order by learner",
        &[after.into(), to.unwrap_or(BEHIND_ALL).into()],
        |row| {
            let sums = LotSums {
                amount: row.int(1)?,
                available: row.int(2)?,
                reserved: row.int(3)?,
                spent: row.int(4)?,
                expired: row.int(5)?,
                reversed: row.int(6)?,
                settled: row.int(7)?,
                holds: 0,
            };
            found.insert(row.text(0)?, sums);
            Ok(())
        },
    )?;
    conn.each(
        "select h.learner, CAST(SUM(h.amount) AS BIGINT)
         from incentive_hold h join incentive_order o on o.learner = h.learner and o.id = h.order_id
         where h.learner > $1 and h.learner <= $2 and o.state = 'held'
         group by h.learner order by h.learner",
        &[after.into(), to.unwrap_or(BEHIND_ALL).into()],
        |row| {
            found.entry(row.text(0)?).or_default().holds = row.int(1)?;
            Ok(())
        },
    )?;
    Ok(found)
}

/// The lines of the same learners, in the order of postings: learner, posting, account, debit, credit.
pub fn lines(
    conn: &Conn,
    after: &str,
    to: Option<&str>,
    mut each: impl FnMut(&str, &str, Account, i64, i64),
) -> db::Result<()> {
    conn.each(
        "select learner, posting, account, debit, credit from incentive_entry
         where learner > $1 and learner <= $2 order by learner, posting, line",
        &[after.into(), to.unwrap_or(BEHIND_ALL).into()],
        |row| {
            let account = named(Account::named(row.text_ref(2)?))?;
            each(row.text_ref(0)?, row.text_ref(1)?, account, row.int(3)?, row.int(4)?);
            Ok(())
        },
    )
}

/// The stock of every item beside its orders: item, stock, orders held, orders collected.
pub fn stocks(conn: &Conn) -> db::Result<Vec<(String, Stock, i64, i64)>> {
    conn.rows(
        "select s.item, s.supplied, s.free, s.held, s.collected,
           (select count(*) from incentive_order o where o.item = s.item and o.state = 'held'),
           (select count(*) from incentive_order o where o.item = s.item and o.state = 'collected')
         from incentive_stock s order by s.item",
        &[],
        |row| {
            let stock = Stock { supplied: row.int(1)?, free: row.int(2)?, held: row.int(3)?, collected: row.int(4)? };
            Ok((row.text(0)?, stock, row.int(5)?, row.int(6)?))
        },
    )
}

/// Learners whose count of an item is not that of their orders: learner, item, counted, orders.
pub fn takes(conn: &Conn, limit: i64) -> db::Result<Vec<(String, String, i64, i64)>> {
    conn.rows(
        "select t.learner, t.item, t.pieces,
           (select count(*) from incentive_order o where o.learner = t.learner and o.item = t.item
              and o.state in ('held', 'collected'))
         from incentive_take t
         where t.pieces <> (select count(*) from incentive_order o where o.learner = t.learner and o.item = t.item
              and o.state in ('held', 'collected'))
         order by t.learner, t.item limit $1",
        &[limit.into()],
        |row| Ok((row.text(0)?, row.text(1)?, row.int(2)?, row.int(3)?)),
    )
}

/// A year of a ceiling that is not the sum of its lots: learner, scheme, year, what stands, what lots say.
pub type WrongYear = (String, String, i64, i64, i64);

/// Years of a ceiling that are not the sum of their lots.
pub fn years(conn: &Conn, limit: i64) -> db::Result<Vec<WrongYear>> {
    conn.rows(
        "select y.learner, y.scheme, y.year, y.earned, CAST(COALESCE(SUM(l.amount), 0) AS BIGINT)
         from incentive_year y left join incentive_lot l
           on l.learner = y.learner and l.scheme = y.scheme and l.year = y.year and l.reversed_at IS NULL
         group by y.learner, y.scheme, y.year, y.earned
         having y.earned <> CAST(COALESCE(SUM(l.amount), 0) AS BIGINT)
         order by y.learner, y.scheme, y.year limit $1",
        &[limit.into()],
        |row| Ok((row.text(0)?, row.text(1)?, row.int(2)?, row.int(3)?, row.int(4)?)),
    )
}
