//! What a proof of the ledger reads: the lines and balances of a part of the learners, or what they come to.

use db::{Conn, Param};

use crate::model::{Account, Proof};
use crate::rules::ledger::Balance;

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

/// The lines of the learners behind `after` up to and with `to`, in the order of postings:
/// learner, posting, account, party, debit, credit.
pub fn lines_between(
    conn: &Conn,
    after: &str,
    to: Option<&str>,
    mut each: impl FnMut(&str, &str, &str, &str, i64, i64),
) -> db::Result<()> {
    conn.each(
        "select learner, posting, account, party, debit, credit from credit_entry
         where learner > $1 and learner <= $2 order by learner, posting, line",
        &[after.into(), to.unwrap_or(BEHIND_ALL).into()],
        |row| {
            each(row.text_ref(0)?, row.text_ref(1)?, row.text_ref(2)?, row.text_ref(3)?, row.int(4)?, row.int(5)?);
            Ok(())
        },
    )
}

/// What the learners behind `after` up to and with `to` come to, added up where the rows are; `None` when a posting is out of
/// balance or a balance does not follow from its lines. Which one it is, only the lines tell.
pub fn holds_between(conn: &Conn, after: &str, to: Option<&str>) -> db::Result<Option<Proof>> {
    let ends: [Param; 2] = [after.into(), to.unwrap_or(BEHIND_ALL).into()];
    let postings = conn.row(POSTINGS, &ends, |row| Ok((row.int(0)?, row.int(1)?)))?;
    let mut params = ends.to_vec();
    params.extend(Account::ALL.iter().filter(|account| account.is_contra()).map(|account| Param::from(account.name())));
    let sums =
        conn.row(ACCOUNTS, &params, |row| Ok((row.int(0)?, [row.int(1)?, row.int(2)?], [row.int(3)?, row.int(4)?])))?;
    let (postings, out_of_balance) = postings.unwrap_or_default();
    let (not_following, [learners, lines], [debit, credit]) = sums.unwrap_or_default();
    let count = |number: i64| u64::try_from(number).unwrap_or_default();
    let proof = Proof {
        lines: count(lines),
        postings: count(postings),
        learners: count(learners),
        debit_total: debit.into(),
        credit_total: credit.into(),
        ..Proof::default()
    };
    Ok(Some(proof).filter(|_| out_of_balance == 0 && not_following == 0 && debit == credit))
}

/// How many postings are there, and how many of them are out of balance?
const POSTINGS: &str = "select count(*), CAST(COALESCE(SUM(off), 0) AS BIGINT) from
   (select case when sum(debit - credit) <> 0 then 1 else 0 end as off from credit_entry
    where learner > $1 and learner <= $2 group by learner, posting) posting";

/// How many balances do not follow from their lines, how many learners have lines, how many lines are there, and what do their
/// sides come to? The contra accounts are $3 to $5; a balance without lines and lines without a balance come to nought.
const ACCOUNTS: &str = "select CAST(COALESCE(SUM(off), 0) AS BIGINT),
     CAST(COALESCE(SUM(case when lines > 0 then 1 else 0 end), 0) AS BIGINT), CAST(COALESCE(SUM(lines), 0) AS BIGINT),
     CAST(COALESCE(SUM(debit), 0) AS BIGINT), CAST(COALESCE(SUM(credit), 0) AS BIGINT) from
   (select learner, sum(off) as off, sum(lines) as lines, sum(debit) as debit, sum(credit) as credit from
     (select learner, sum(line) as lines, sum(debit) as debit, sum(credit) as credit,
        case when sum(amount) <> (case when account in ($3, $4, $5) then sum(debit) - sum(credit)
                                  else sum(credit) - sum(debit) end) then 1 else 0 end as off from
       (select learner, account, party, 1 as line, debit, credit, 0 as amount from credit_entry
          where learner > $1 and learner <= $2
        union all
        select learner, account, party, 0, 0, 0, amount from credit_balance where learner > $1 and learner <= $2) row
      group by learner, account, party) account
    group by learner) learner";
