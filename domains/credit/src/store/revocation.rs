//! Revocations and what leaned on the outcomes.

use std::collections::{BTreeMap, BTreeSet};

use db::{Conn, Row};
use op::{Error, OnConstraint, Pen};
use units::{Credit, Instant};

use super::named;
use crate::model::{Consequence, ConsequenceKind, ConsequenceState, Revocation, RevocationState};
use crate::rules::Objection;

macro_rules! columns {
    () => {
        "learner, id, outcome, institution, state, reason, asked_by, asked_at, decided_by, decided_at"
    };
}

fn revocation(row: &Row) -> db::Result<Revocation> {
    Ok(Revocation {
        learner: row.text(0)?,
        id: row.text(1)?,
        outcome: row.text(2)?,
        institution: row.text(3)?,
        state: named(RevocationState::named(row.text_ref(4)?))?,
        reason: row.text(5)?,
        asked_by: row.text(6)?,
        asked_at: row.instant(7)?,
        decided_by: row.opt_text(8)?,
        decided_at: row.opt_instant(9)?,
    })
}

/// A revocation by its id.
pub fn get(conn: &Conn, id: &str) -> db::Result<Option<Revocation>> {
    conn.row(concat!("select ", columns!(), " from credit_revocation where id = $1"), &[id.into()], revocation)
}

/// The revocations of an institution's outcomes, the latest first.
pub fn latest(conn: &Conn, institution: &str, limit: i64) -> db::Result<Vec<Revocation>> {
    conn.rows(
        concat!(
            "select ",
            columns!(),
            " from credit_revocation where institution = $1 order by asked_at desc, id desc limit $2"
        ),
        &[institution.into(), limit.into()],
        revocation,
    )
}

/// Why outcomes of a learner were revoked, by outcome.
pub fn reasons(conn: &Conn, learner: &str) -> db::Result<BTreeMap<String, String>> {
    let sql = "select outcome, reason from credit_revocation where learner = $1 and state = 'confirmed'";
    Ok(conn.rows(sql, &[learner.into()], |row| Ok((row.text(0)?, row.text(1)?)))?.into_iter().collect())
}

/// Whether a file of an institution is being deposited now.
pub fn depositing(conn: &Conn, institution: &str) -> db::Result<bool> {
    let sql = "select 1 from credit_deposit where institution = $1 and state = 'committing'";
    Ok(conn.row(sql, &[institution.into()], |row| row.int(0))?.is_some())
}

/// Asks for a revocation.
///
/// Errors: `Conflict` if one of the outcome stands.
pub fn insert(pen: &Pen, new: &Revocation) -> op::Result<()> {
    pen.run(
        "insert into credit_revocation (learner, id, outcome, institution, state, reason, asked_by, asked_at)
         values ($1, $2, $3, $4, 'asked', $5, $6, $7)",
        &[
            new.learner.as_str().into(),
            new.id.as_str().into(),
            new.outcome.as_str().into(),
            new.institution.as_str().into(),
            new.reason.as_str().into(),
            new.asked_by.as_str().into(),
            new.asked_at.into(),
        ],
    )
    .on_constraint("credit_revocation_once", || Error::conflict(Objection::RevocationStanding))?;
    Ok(())
}

/// Records the second person's decision, if nobody was faster.
pub fn decide(pen: &Pen, was: &Revocation, state: RevocationState, by: &str, at: Instant) -> op::Result<()> {
    pen.one(
        "update credit_revocation set state = $3, decided_by = $4, decided_at = $5
         where learner = $1 and id = $2 and state = 'asked'",
        &[was.learner.as_str().into(), was.id.as_str().into(), state.name().into(), by.into(), at.into()],
    )
}

/// What an outcome is bound to: institution, target and application (empty for a reported conversion).
pub struct Leaning {
    /// Code of the institution.
    pub institution: String,
    /// Code of the target course.
    pub target: String,
    /// The application, or empty.
    pub application: String,
    /// The target's credit as far as it was counted with a reported conversion.
    pub counted: Credit,
}

/// Everything an outcome is bound to.
pub fn leaning(conn: &Conn, learner: &str, outcome: &str, limit: i64) -> db::Result<Vec<Leaning>> {
    conn.rows(
        "select institution, target_code, application, counted from credit_use where learner = $1 and outcome = $2
         order by application, institution, target_code limit $3",
        &[learner.into(), outcome.into(), limit.into()],
        |row| {
            Ok(Leaning {
                institution: row.text(0)?,
                target: row.text(1)?,
                application: row.text(2)?,
                counted: Credit::from_hundredths(row.int(3)?),
            })
        },
    )
}

/// What the reported conversions of an outcome stand at: credit used and credit recognised by their postings.
pub fn reported(conn: &Conn, learner: &str, outcome: &str, institution: &str) -> db::Result<(Credit, Credit)> {
    let sql = "select CAST(COALESCE(SUM(case 'used' when credit then amount when debit then - amount else 0 end), 0) AS BIGINT),
           CAST(COALESCE(SUM(case 'recognised' when credit then amount when debit then - amount else 0 end), 0) AS BIGINT)
         from credit_movement where learner = $1 and subject = $2 and party = $3";
    let found = conn.row(sql, &[learner.into(), outcome.into(), institution.into()], |row| {
        Ok((Credit::from_hundredths(row.int(0)?), Credit::from_hundredths(row.int(1)?)))
    })?;
    Ok(found.unwrap_or((Credit::ZERO, Credit::ZERO)))
}

/// Strikes a reported conversion. Answers the outcome and credit of another one that led to the same target, if there is one;
/// without one the target is free.
pub fn strike(pen: &Pen, learner: &str, outcome: &str, at: &Leaning) -> db::Result<Option<(String, Credit)>> {
    pen.run(
        "delete from credit_use
         where learner = $1 and outcome = $2 and institution = $3 and target_code = $4 and application = ''",
        &[learner.into(), outcome.into(), at.institution.as_str().into(), at.target.as_str().into()],
    )?;
    let other = pen.row(
        "select outcome, target_credit from credit_use
         where learner = $1 and institution = $2 and target_code = $3 and application = '' order by at, outcome limit 1",
        &[learner.into(), at.institution.as_str().into(), at.target.as_str().into()],
        |row| Ok((row.text(0)?, Credit::from_hundredths(row.int(1)?))),
    )?;
    if other.is_none() {
        pen.run(
            "delete from credit_target where learner = $1 and institution = $2 and target_code = $3 and application = ''",
            &[learner.into(), at.institution.as_str().into(), at.target.as_str().into()],
        )?;
    }
    Ok(other)
}

/// Counts a target's credit with a reported conversion that led to it as well.
pub fn count(pen: &Pen, learner: &str, outcome: &str, at: &Leaning, credit: Credit) -> op::Result<()> {
    let (institution, target) = (at.institution.as_str(), at.target.as_str());
    pen.one(
        "update credit_use set counted = $5
         where learner = $1 and outcome = $2 and institution = $3 and target_code = $4 and application = '' and counted = 0",
        &[learner.into(), outcome.into(), institution.into(), target.into(), credit.hundredths().into()],
    )
}

/// Records what a revocation did to something.
pub fn note(pen: &Pen, new: &Consequence) -> op::Result<()> {
    pen.one(
        "insert into credit_consequence (learner, revocation, subject, institution, kind, state, reason)
         values ($1, $2, $3, $4, $5, $6, '')",
        &[
            new.learner.as_str().into(),
            new.revocation.as_str().into(),
            new.subject.as_str().into(),
            new.institution.as_str().into(),
            new.kind.name().into(),
            new.state.name().into(),
        ],
    )
}

macro_rules! consequence_columns {
    () => {
        "learner, revocation, subject, institution, kind, state, reason, settled_by, settled_at"
    };
}

fn consequence(row: &Row) -> db::Result<Consequence> {
    Ok(Consequence {
        learner: row.text(0)?,
        revocation: row.text(1)?,
        subject: row.text(2)?,
        institution: row.text(3)?,
        kind: named(ConsequenceKind::named(row.text_ref(4)?))?,
        state: named(ConsequenceState::named(row.text_ref(5)?))?,
        reason: row.text(6)?,
        settled_by: row.opt_text(7)?,
        settled_at: row.opt_instant(8)?,
    })
}

/// Everything that leaned on a revoked outcome.
pub fn consequences(conn: &Conn, learner: &str, revocation: &str) -> db::Result<Vec<Consequence>> {
    conn.rows(
        concat!(
            "select ",
            consequence_columns!(),
            " from credit_consequence where learner = $1 and revocation = $2 order by institution, subject"
        ),
        &[learner.into(), revocation.into()],
        consequence,
    )
}

/// Which revocations an application was held or sent back for.
pub fn behind(conn: &Conn, learner: &str, application: &str) -> db::Result<Vec<Consequence>> {
    conn.rows(
        concat!(
            "select ",
            consequence_columns!(),
            " from credit_consequence where learner = $1 and subject = $2 order by revocation"
        ),
        &[learner.into(), application.into()],
        consequence,
    )
}

/// Settles everything an application is held for. Answers how much that was.
pub fn settle(
    pen: &Pen,
    learner: &str,
    application: &str,
    state: ConsequenceState,
    reason: &str,
    by: &str,
    at: Instant,
) -> db::Result<u64> {
    pen.run(
        "update credit_consequence set state = $3, reason = $4, settled_by = $5, settled_at = $6
         where learner = $1 and subject = $2 and state = 'open'",
        &[learner.into(), application.into(), state.name().into(), reason.into(), by.into(), at.into()],
    )
}

/// Keeps outcomes as they are until this transaction ends. Answers how many of them were not revoked.
pub fn keep(pen: &Pen, learner: &str, outcomes: &BTreeSet<&str>) -> db::Result<u64> {
    let mut kept = 0;
    // In the order of their ids, so that two who keep the same wait for each other in one direction only.
    for outcome in outcomes {
        kept += pen.run(
            "update credit_outcome set revoked_at = revoked_at where learner = $1 and id = $2 and revoked_at is null",
            &[learner.into(), (*outcome).into()],
        )?;
    }
    Ok(kept)
}

/// Revokes an outcome.
///
/// Errors: `Conflict` if it was revoked before.
pub fn revoke(pen: &Pen, learner: &str, outcome: &str, at: Instant) -> op::Result<()> {
    pen.one(
        "update credit_outcome set revoked_at = $3 where learner = $1 and id = $2 and revoked_at is null",
        &[learner.into(), outcome.into(), at.into()],
    )
}

/// Turns whatever an application had used into held again. Answers how many uses there were.
pub fn unspend(pen: &Pen, learner: &str, application: &str) -> db::Result<u64> {
    pen.run(
        "update credit_target set state = 'held' where learner = $1 and application = $2 and state = 'used'",
        &[learner.into(), application.into()],
    )?;
    pen.run(
        "update credit_use set state = 'held' where learner = $1 and application = $2 and state = 'used'",
        &[learner.into(), application.into()],
    )
}
