//! Movements and balances.

use std::collections::BTreeMap;

use db::{Conn, Param};
use op::Pen;
use units::{Credit, Instant};

use super::{SET_SIZE, named, set, set_params};
use crate::model::{Account, Movement, PostingKind};

/// One posting, ready to be written.
pub struct Posted<'a> {
    /// `prs_…`
    pub learner: &'a str,
    /// `pst_…`
    pub posting: String,
    /// Why.
    pub kind: PostingKind,
    /// The institution the accounts are kept with.
    pub party: &'a str,
    /// What moves.
    pub movements: Vec<Movement>,
    /// What it was posted for: an outcome or an application.
    pub subject: &'a str,
}

/// Writes the movements of many postings.
pub fn insert(pen: &Pen, postings: &[Posted], at: Instant) -> db::Result<u64> {
    let mut rows: Vec<Vec<Param>> = Vec::with_capacity(postings.len());
    for posted in postings {
        for (number, movement) in posted.movements.iter().enumerate() {
            rows.push(vec![
                posted.learner.into(),
                posted.posting.as_str().into(),
                Param::Int(number as i64 + 1),
                posted.kind.name().into(),
                movement.debit.name().into(),
                movement.credit.name().into(),
                posted.party.into(),
                movement.amount.hundredths().into(),
                posted.subject.into(),
                at.into(),
            ]);
        }
    }
    pen.batch(
        "insert into credit_movement (learner, posting, number, kind, debit, credit, party, amount, subject, at) values",
        &rows,
        "",
    )
}

/// Adds to many balances at once; every change is positive. The map's order is the order in which rows are locked.
pub fn add(pen: &Pen, changes: &BTreeMap<(String, Account, String), i64>) -> db::Result<u64> {
    let rows: Vec<Vec<Param>> = changes
        .iter()
        .map(|((learner, account, party), amount)| {
            vec![learner.as_str().into(), account.name().into(), party.as_str().into(), (*amount).into()]
        })
        .collect();
    pen.batch(
        "insert into credit_balance (learner, account, party, amount) values",
        &rows,
        "on conflict (learner, account, party) do update set amount = credit_balance.amount + excluded.amount",
    )
}

/// Adds to one balance unless it would pass a ceiling. Answers whether it did.
pub fn add_within(
    pen: &Pen,
    learner: &str,
    account: Account,
    party: &str,
    amount: i64,
    ceiling: Option<i64>,
) -> db::Result<bool> {
    let ceiling = ceiling.unwrap_or(i64::MAX);
    if amount > ceiling {
        return Ok(false);
    }
    let changed = pen.run(
        "insert into credit_balance (learner, account, party, amount) values ($1, $2, $3, $4)
         on conflict (learner, account, party) do update set amount = credit_balance.amount + excluded.amount
         where credit_balance.amount + excluded.amount <= $5",
        &[learner.into(), account.name().into(), party.into(), amount.into(), ceiling.into()],
    )?;
    Ok(changed == 1)
}

/// Takes from one balance what it has. Answers whether it had so much.
pub fn take(pen: &Pen, learner: &str, account: Account, party: &str, amount: i64) -> db::Result<bool> {
    let changed = pen.run(
        "update credit_balance set amount = amount - $4
         where learner = $1 and account = $2 and party = $3 and amount >= $4",
        &[learner.into(), account.name().into(), party.into(), amount.into()],
    )?;
    Ok(changed == 1)
}

/// One balance.
pub fn balance(conn: &Conn, learner: &str, account: Account, party: &str) -> db::Result<Credit> {
    let amount = conn.row(
        "select amount from credit_balance where learner = $1 and account = $2 and party = $3",
        &[learner.into(), account.name().into(), party.into()],
        |row| row.int(0),
    )?;
    Ok(Credit::from_hundredths(amount.unwrap_or(0)))
}

/// All balances of a learner: account, party, amount.
pub fn balances(conn: &Conn, learner: &str) -> db::Result<Vec<(Account, String, Credit)>> {
    conn.rows(
        "select account, party, amount from credit_balance where learner = $1 order by account, party",
        &[learner.into()],
        |row| Ok((named(Account::named(row.text_ref(0)?))?, row.text(1)?, Credit::from_hundredths(row.int(2)?))),
    )
}

/// The last posting of a learner.
pub fn last_posting(conn: &Conn, learner: &str) -> db::Result<Option<String>> {
    let sql = "select max(posting) from credit_movement where learner = $1";
    Ok(conn.row(sql, &[learner.into()], |row| row.opt_text(0))?.flatten())
}

/// The last posting of each of some learners who have an account; those without one are left out.
pub fn last_postings(conn: &Conn, learners: &[String]) -> db::Result<BTreeMap<String, String>> {
    // The question in the brackets is one step into the key, where grouping would read every movement of a learner.
    let sql = format!(
        "select a.learner, (select max(e.posting) from credit_movement e where e.learner = a.learner)
         from credit_account a where a.learner in {}",
        set(1)
    );
    let mut found = BTreeMap::new();
    for part in learners.chunks(SET_SIZE) {
        let mut params = Vec::with_capacity(SET_SIZE);
        set_params(&mut params, part);
        let last = conn.rows(&sql, &params, |row| Ok((row.text(0)?, row.opt_text(1)?)))?;
        found.extend(last.into_iter().filter_map(|(learner, posting)| Some((learner, posting?))));
    }
    Ok(found)
}
