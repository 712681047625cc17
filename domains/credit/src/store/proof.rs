//! What a proof of the ledger reads: the movements and balances of a part of the learners, or what they come to.

use db::{Conn, Param};

use crate::model::{Account, Proof};
use crate::rules::ledger::{Balance, Moved};

/// The learner so many balances further on, which ends a part of a proof; `None` when fewer are left.
pub fn part_end(conn: &Conn, after: &str, balances: i64) -> db::Result<Option<String>> {
    conn.row(
        "select learner from credit_balance where learner > $1 order by learner limit 1 offset $2",
        &[after.into(), balances.into()],
        |row| row.text(0),
    )
}

/// A text behind every id. Both ends of a range are always given, because an engine that finds an end inside an `or` reads on
/// to the end of the table, for each part anew.
pub(super) const BEHIND_ALL: &str = "\u{10ffff}";

/// The balances of the learners behind `after` up to and with `to`, in order; without `to`, to the end.
pub fn balances_between(conn: &Conn, after: &str, to: Option<&str>) -> db::Result<Vec<Balance>> {
    conn.rows(
        "select learner, account, party, amount from credit_balance
         where learner > $1 and learner <= $2 order by learner, account, party",
        &[after.into(), to.unwrap_or(BEHIND_ALL).into()],
        |row| Ok((row.text(0)?, row.text(1)?, row.text(2)?, row.int(3)?)),
    )
}

/// The movements of the learners behind `after` up to and with `to`, learner by learner in the order of postings.
pub fn movements_between(
    conn: &Conn,
    after: &str,
    to: Option<&str>,
    mut each: impl FnMut(&str, &Moved),
) -> db::Result<()> {
    conn.each(
        "select learner, posting, debit, credit, party, amount from credit_movement
         where learner > $1 and learner <= $2 order by learner, posting, number",
        &[after.into(), to.unwrap_or(BEHIND_ALL).into()],
        |row| {
            let (posting, debit, credit) = (row.text_ref(1)?, row.text_ref(2)?, row.text_ref(3)?);
            each(row.text_ref(0)?, &Moved { posting, debit, credit, party: row.text_ref(4)?, amount: row.int(5)? });
            Ok(())
        },
    )
}

/// What the learners behind `after` up to and with `to` come to, added up where the rows are; `None` when a balance does not
/// follow from its movements. Which one it is, only the movements tell.
pub fn holds_between(conn: &Conn, after: &str, to: Option<&str>) -> db::Result<Option<Proof>> {
    let mut params: Vec<Param> = vec![after.into(), to.unwrap_or(BEHIND_ALL).into()];
    params.extend(Account::ALL.iter().filter(|account| account.is_contra()).map(|account| Param::from(account.name())));
    let sums =
        conn.row(SUMS, &params, |row| Ok((row.int(0)?, [row.int(1)?, row.int(2)?, row.int(3)?], row.int(4)?)))?;
    let (not_following, [learners, movements, postings], total) = sums.unwrap_or_default();
    let count = |number: i64| u64::try_from(number).unwrap_or_default();
    let proof = Proof {
        movements: count(movements),
        postings: count(postings),
        learners: count(learners),
        total: total.into(),
        ..Proof::default()
    };
    Ok(Some(proof).filter(|_| not_following == 0))
}

/// How many balances do not follow from their movements, how many learners have movements, how many movements and postings are
/// there, and what moved? The contra accounts are $3 to $5. Movements are added up before each is looked at from both sides, because
/// a learner has few accounts and many movements; a balance without movements and movements without a balance come to nought.
const SUMS: &str = "with moved as
   (select learner, debit, credit, party, sum(amount) as amount, count(*) as movements,
      sum(case when number = 1 then 1 else 0 end) as postings from credit_movement
    where learner > $1 and learner <= $2 group by learner, debit, credit, party)
 select (select count(*) from
     (select 1 from
       (select learner, debit as account, party, - amount as credited from moved
        union all select learner, credit, party, amount from moved
        union all select learner, account, party, case when account in ($3, $4, $5) then amount else - amount end
          from credit_balance where learner > $1 and learner <= $2) side
      group by learner, account, party having sum(credited) <> 0) off),
   (select count(distinct learner) from moved),
   CAST(COALESCE(SUM(movements), 0) AS BIGINT), CAST(COALESCE(SUM(postings), 0) AS BIGINT),
   CAST(COALESCE(SUM(amount), 0) AS BIGINT) from moved";
