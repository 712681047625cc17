//! Orders, what they hold, and their codes.

use db::{Conn, Param, Row};
use op::Pen;
use units::Instant;

use super::named;
use crate::model::{Order, OrderState};

macro_rules! columns {
    () => {
        "o.id, o.learner, o.item, o.provider, o.price, o.code, o.state, o.held_at, o.held_until, o.ended_at, o.ended_by, \
         o.reason"
    };
}

fn order(row: &Row) -> db::Result<Order> {
    Ok(Order {
        id: row.text(0)?,
        learner: row.text(1)?,
        item: row.text(2)?,
        provider: row.text(3)?,
        price: row.int(4)?,
        code: row.text(5)?,
        state: named(OrderState::named(row.text_ref(6)?))?,
        held_at: row.instant(7)?,
        held_until: row.instant(8)?,
        ended_at: row.opt_instant(9)?,
        ended_by: row.text(10)?,
        reason: row.text(11)?,
    })
}

/// One order.
pub fn get(conn: &Conn, id: &str) -> db::Result<Option<Order>> {
    conn.row(concat!("select ", columns!(), " from incentive_order o where o.id = $1"), &[id.into()], order)
}

/// The order of a provider with a code.
pub fn by_code(conn: &Conn, provider: &str, code: &str) -> db::Result<Option<Order>> {
    conn.row(
        concat!(
            "select ",
            columns!(),
            " from incentive_code c join incentive_order o on o.learner = c.learner and o.id = c.order_id
              where c.provider = $1 and c.code = $2"
        ),
        &[provider.into(), code.into()],
        order,
    )
}

/// A learner's orders by the moment they were made, behind the one given.
pub fn of_learner(
    conn: &Conn,
    learner: &str,
    after: Option<&str>,
    descending: bool,
    limit: i64,
) -> db::Result<Vec<Order>> {
    let sql = match descending {
        true => concat!(
            "select ",
            columns!(),
            " from incentive_order o where o.learner = $1 and (CAST($2 AS TEXT) IS NULL or o.id < $2)
              order by o.id desc limit $3"
        ),
        false => concat!(
            "select ",
            columns!(),
            " from incentive_order o where o.learner = $1 and (CAST($2 AS TEXT) IS NULL or o.id > $2)
              order by o.id limit $3"
        ),
    };
    conn.rows(sql, &[learner.into(), after.into(), limit.into()], order)
}

/// A provider's orders in a state, by the moment they were made, behind the one given.
pub fn of_provider(
    conn: &Conn,
    provider: &str,
    state: OrderState,
    after: Option<(Instant, &str)>,
    descending: bool,
    limit: i64,
) -> db::Result<Vec<Order>> {
    let params = [
        provider.into(),
        state.name().into(),
        after.map(|(at, _)| at.micros()).into(),
        after.map_or("", |(_, id)| id).into(),
        limit.into(),
    ];
    let sql = match descending {
        false => concat!(
            "select ",
            columns!(),
            " from incentive_order o where o.provider = $1 and o.state = $2
                and (CAST($3 AS BIGINT) IS NULL or o.held_at > $3 or (o.held_at = $3 and o.id > $4))
              order by o.held_at, o.id limit $5"
        ),
        true => concat!(
            "select ",
            columns!(),
            " from incentive_order o where o.provider = $1 and o.state = $2
                and (CAST($3 AS BIGINT) IS NULL or o.held_at < $3 or (o.held_at = $3 and o.id < $4))
              order by o.held_at desc, o.id desc limit $5"
        ),
    };
    conn.rows(sql, &params, order)
}

/// How many orders of a provider are in each state.
pub fn states(conn: &Conn, provider: &str) -> db::Result<Vec<(OrderState, i64)>> {
    conn.rows(
        "select state, count(*) from incentive_order where provider = $1 group by state order by state",
        &[provider.into()],
        |row| Ok((named(OrderState::named(row.text_ref(0)?))?, row.int(1)?)),
    )
}

/// How many orders a learner has that wait to be collected.
pub fn held(conn: &Conn, learner: &str) -> db::Result<i64> {
    let count = conn.row(
        "select count(*) from incentive_order where learner = $1 and state = 'held'",
        &[learner.into()],
        |row| row.int(0),
    )?;
    Ok(count.unwrap_or(0))
}

/// Writes a new order.
pub fn insert(pen: &Pen, order: &Order) -> db::Result<u64> {
    pen.run(
        "insert into incentive_order (learner, id, item, provider, price, code, state, held_at, held_until, ended_by, reason)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, '', '')",
        &[
            order.learner.as_str().into(),
            order.id.as_str().into(),
            order.item.as_str().into(),
            order.provider.as_str().into(),
            order.price.into(),
            order.code.as_str().into(),
            order.state.name().into(),
            order.held_at.into(),
            order.held_until.into(),
        ],
    )
}

/// Gives an order a code of its own. Answers whether nobody has it at this provider.
pub fn take_code(pen: &Pen, order: &Order) -> db::Result<bool> {
    let taken = pen.run(
        "insert into incentive_code (provider, code, learner, order_id) values ($1, $2, $3, $4)
         on conflict (provider, code) do nothing",
        &[
            order.provider.as_str().into(),
            order.code.as_str().into(),
            order.learner.as_str().into(),
            order.id.as_str().into(),
        ],
    )?;
    Ok(taken == 1)
}

/// Counts a piece of an item for a learner. Answers whether the limit allows one more.
pub fn take_piece(pen: &Pen, learner: &str, item: &str, most: i64) -> db::Result<bool> {
    let changed = pen.run(
        "insert into incentive_take (learner, item, pieces) values ($1, $2, 1)
         on conflict (learner, item) do update set pieces = incentive_take.pieces + 1 where incentive_take.pieces < $3",
        &[learner.into(), item.into(), most.into()],
    )?;
    Ok(changed == 1)
}

/// A piece that a learner does not have after all.
pub fn give_piece(pen: &Pen, learner: &str, item: &str) -> op::Result<()> {
    pen.one(
        "update incentive_take set pieces = pieces - 1 where learner = $1 and item = $2 and pieces >= 1",
        &[learner.into(), item.into()],
    )
}

/// Records which points an order holds.
pub fn hold(pen: &Pen, order: &Order, drawn: &[(String, i64)]) -> db::Result<u64> {
    let rows: Vec<Vec<Param>> = drawn
        .iter()
        .map(|(lot, amount)| {
            vec![order.learner.as_str().into(), order.id.as_str().into(), lot.as_str().into(), (*amount).into()]
        })
        .collect();
    pen.batch("insert into incentive_hold (learner, order_id, lot, amount) values", &rows, "")
}

/// Which points an order holds or held: lot and points.
pub fn holds(conn: &Conn, order: &Order) -> db::Result<Vec<(String, i64)>> {
    conn.rows(
        "select lot, amount from incentive_hold where learner = $1 and order_id = $2 order by lot",
        &[order.learner.as_str().into(), order.id.as_str().into()],
        |row| Ok((row.text(0)?, row.int(1)?)),
    )
}

/// Ends a held order, if nobody was faster.
pub fn end(pen: &Pen, order: &Order, to: OrderState, by: &str, reason: &str, at: Instant) -> op::Result<()> {
    pen.one(
        "update incentive_order set state = $3, ended_at = $4, ended_by = $5, reason = $6
         where learner = $1 and id = $2 and state = 'held'",
        &[
            order.learner.as_str().into(),
            order.id.as_str().into(),
            to.name().into(),
            at.into(),
            by.into(),
            reason.into(),
        ],
    )
}
