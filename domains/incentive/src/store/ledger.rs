//! Lines and balances.

use std::collections::BTreeMap;

use db::{Conn, Param};
use op::Pen;
use units::Instant;

use super::{SET_SIZE, named, set, set_params};
use crate::model::{Account, Movement, PostingKind};

/// A posting, ready to be written.
pub struct Posted<'a> {
    /// `ptp_…`
    pub id: String,
    /// `prs_…`
    pub learner: &'a str,
    /// Why.
    pub kind: PostingKind,
    /// What moves.
    pub movements: Vec<Movement>,
    /// What it is posted for: a lot or an order.
    pub subject: &'a str,
}

/// Writes the two lines of every movement of many postings.
pub fn insert(pen: &Pen, postings: &[Posted], at: Instant) -> db::Result<u64> {
    let mut rows: Vec<Vec<Param>> = Vec::with_capacity(postings.len() * 2);
    for posted in postings {
        let sides =
            posted.movements.iter().flat_map(|moved| [(moved.debit, moved.amount, 0), (moved.credit, 0, moved.amount)]);
        for (number, (account, debit, credit)) in sides.enumerate() {
            rows.push(vec![
                posted.learner.into(),
                posted.id.as_str().into(),
                Param::Int(number as i64 + 1),
                posted.kind.name().into(),
                account.name().into(),
                debit.into(),
                credit.into(),
                posted.subject.into(),
                at.into(),
            ]);
        }
    }
    pen.batch(
        "insert into incentive_entry (learner, posting, line, kind, account, debit, credit, subject, at) values",
        &rows,
        "",
    )
}

/// Adds to many balances at once; every change is positive. The map's order is the order in which rows are locked.
pub fn add(pen: &Pen, changes: &BTreeMap<(&str, Account), i64>) -> db::Result<u64> {
    let rows: Vec<Vec<Param>> = changes
        .iter()
        .map(|((learner, account), amount)| vec![(*learner).into(), account.name().into(), (*amount).into()])
        .collect();
    pen.batch(
        "insert into incentive_balance (learner, account, amount) values",
        &rows,
        "on conflict (learner, account) do update set amount = incentive_balance.amount + excluded.amount",
    )
}

/// Takes from one balance what it has. Answers whether it had so much.
pub fn take(pen: &Pen, learner: &str, account: Account, amount: i64) -> db::Result<bool> {
    let changed = pen.run(
        "update incentive_balance set amount = amount - $3 where learner = $1 and account = $2 and amount >= $3",
        &[learner.into(), account.name().into(), amount.into()],
    )?;
    Ok(changed == 1)
}

/// All balances of a learner.
pub fn balances(conn: &Conn, learner: &str) -> db::Result<BTreeMap<Account, i64>> {
    let rows = conn.rows(
        "select account, amount from incentive_balance where learner = $1 order by account",
        &[learner.into()],
        |row| Ok((named(Account::named(row.text_ref(0)?))?, row.int(1)?)),
    )?;
    Ok(rows.into_iter().collect())
}

/// What some learners owe; those who owe nothing are left out.
pub fn owed(conn: &Conn, learners: &[String]) -> db::Result<BTreeMap<String, i64>> {
    let sql = format!(
        "select learner, amount from incentive_balance where account = 'owed' and amount > 0 and learner in {}",
        set(1)
    );
    let mut found = BTreeMap::new();
    for part in learners.chunks(SET_SIZE) {
        let mut params = Vec::new();
        set_params(&mut params, part);
        found.extend(conn.rows(&sql, &params, |row| Ok((row.text(0)?, row.int(1)?)))?);
    }
    Ok(found)
}

/// A change of what can be spent, as a learner reads it.
#[derive(Clone, Debug)]
pub struct Change {
    /// The posting.
    pub posting: String,
    /// Its line.
    pub line: i64,
    /// Why.
    pub kind: PostingKind,
    /// How many more, or fewer.
    pub points: i64,
    /// What it was for: name of the outcome or of the item, empty where there is none.
    pub what: String,
    /// The same in English.
    pub what_en: String,
    /// The order, or empty.
    pub order: String,
    /// The scheme that gave them, or empty.
    pub scheme: String,
    /// When.
    pub at: Instant,
}

macro_rules! changed {
    () => {
        "select e.posting, e.line, e.kind, e.credit - e.debit, coalesce(l.outcome_name, i.name, ''),
           coalesce(l.outcome_name, i.name_en, ''), coalesce(o.id, ''), coalesce(l.scheme, ''), e.at
         from incentive_entry e
           left join incentive_lot l on l.learner = e.learner and l.id = e.subject
           left join incentive_order o on o.learner = e.learner and o.id = e.subject
           left join incentive_item i on i.id = o.item
         where e.learner = $1 and e.account in ('available', 'owed') and e.kind <> 'settlement'"
    };
}

/// What changed a learner's points, by the moment, behind the line given: what can be spent less what is owed. That points
/// went against a debt changes neither.
pub fn history(
    conn: &Conn,
    learner: &str,
    after: Option<(&str, i64)>,
    descending: bool,
    limit: i64,
) -> db::Result<Vec<Change>> {
    let sql = match descending {
        true => concat!(
            changed!(),
            " and (CAST($2 AS TEXT) IS NULL or e.posting < $2 or (e.posting = $2 and e.line < $3))
              order by e.posting desc, e.line desc limit $4"
        ),
        false => concat!(
            changed!(),
            " and (CAST($2 AS TEXT) IS NULL or e.posting > $2 or (e.posting = $2 and e.line > $3))
              order by e.posting, e.line limit $4"
        ),
    };
    conn.rows(
        sql,
        &[
            learner.into(),
            after.map(|(posting, _)| posting).into(),
            after.map_or(0, |(_, line)| line).into(),
            limit.into(),
        ],
        |row| {
            Ok(Change {
                posting: row.text(0)?,
                line: row.int(1)?,
                kind: named(PostingKind::named(row.text_ref(2)?))?,
                points: row.int(3)?,
                what: row.text(4)?,
                what_en: row.text(5)?,
                order: row.text(6)?,
                scheme: row.text(7)?,
                at: row.instant(8)?,
            })
        },
    )
}
