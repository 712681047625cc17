//! Consents and reads.

use db::{Conn, Row};
use op::{Pen, Result};
use units::Instant;

use crate::model::{Consent, ReadEntry};

const COLUMNS: &str = "consent, learner, organisation, purpose, what, given_at, until_at, guardian_needed, guardian_at, refused_at, withdrawn_at";

fn consent_of(row: &Row) -> db::Result<Consent> {
    let what = row.text(4)?;
    Ok(Consent {
        consent: row.text(0)?,
        learner: row.text(1)?,
        organisation: row.text(2)?,
        purpose: row.text(3)?,
        what: what.split_whitespace().map(str::to_owned).collect(),
        given_at: row.instant(5)?,
        until_at: row.instant(6)?,
        guardian_needed: row.flag(7)?,
        guardian_at: row.opt_instant(8)?,
        refused_at: row.opt_instant(9)?,
        withdrawn_at: row.opt_instant(10)?,
    })
}

/// One consent of a learner.
pub fn consent(conn: &Conn, learner: &str, consent: &str) -> Result<Option<Consent>> {
    let sql = format!("select {COLUMNS} from identity_consent where learner = $1 and consent = $2");
    Ok(conn.row(&sql, &[learner.into(), consent.into()], consent_of)?)
}

/// A learner's consents, the oldest first unless `descending`, at most `limit` after the consent `after`.
pub fn of_learner(
    conn: &Conn,
    learner: &str,
    after: Option<&str>,
    descending: bool,
    limit: i64,
) -> Result<Vec<Consent>> {
    let (past, order) = if descending { ("<", "desc") } else { (">", "asc") };
    let sql = format!(
        "select {COLUMNS} from identity_consent where learner = $1 and (CAST($2 AS TEXT) is null or consent {past} $2)
         order by consent {order} limit $3"
    );
    Ok(conn.rows(&sql, &[learner.into(), after.into(), limit.into()], consent_of)?)
}

/// A learner's consents that hold or wait, the latest first.
pub fn open(conn: &Conn, learner: &str, now: Instant, limit: i64) -> Result<Vec<Consent>> {
    let sql = format!(
        "select {COLUMNS} from identity_consent
         where learner = $1 and until_at > $2 and withdrawn_at is null and refused_at is null order by consent desc limit $3"
    );
    Ok(conn.rows(&sql, &[learner.into(), now.into(), limit.into()], consent_of)?)
}

/// A learner's consents to an organisation for a purpose whose time is not over and which nobody took back: what a read
/// is decided on.
pub fn for_reader(conn: &Conn, learner: &str, organisation: &str, purpose: &str, now: Instant) -> Result<Vec<Consent>> {
    let sql = format!(
        "select {COLUMNS} from identity_consent
         where learner = $1 and organisation = $2 and purpose = $3 and until_at > $4 and withdrawn_at is null and refused_at is null
         order by consent desc limit 100"
    );
    Ok(conn.rows(&sql, &[learner.into(), organisation.into(), purpose.into(), now.into()], consent_of)?)
}

/// How many consents of a learner are in force or wait.
pub fn count(conn: &Conn, learner: &str, now: Instant) -> Result<i64> {
    let sql = "select count(*) from identity_consent
               where learner = $1 and until_at > $2 and withdrawn_at is null and refused_at is null";
    Ok(conn.row(sql, &[learner.into(), now.into()], |row| row.int(0))?.unwrap_or(0))
}

/// Records a consent.
pub fn insert(pen: &Pen, consent: &Consent, by: &str) -> Result<()> {
    let what = consent.what.join(" ");
    pen.run(
        "insert into identity_consent (learner, consent, organisation, purpose, what, given_by, given_at, until_at, guardian_needed)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        &[
            (&consent.learner).into(),
            (&consent.consent).into(),
            (&consent.organisation).into(),
            (&consent.purpose).into(),
            (&what).into(),
            by.into(),
            consent.given_at.into(),
            consent.until_at.into(),
            consent.guardian_needed.into(),
        ],
    )?;
    Ok(())
}

/// Records a guardian's answer to a consent that waits.
pub fn answer(pen: &Pen, learner: &str, consent: &str, guardian: &str, agreed: bool, now: Instant) -> Result<()> {
    let refused_at = (!agreed).then_some(now);
    pen.one(
        "update identity_consent set guardian = $3, guardian_at = $4, refused_at = $5
         where learner = $1 and consent = $2 and guardian_needed = 1 and guardian is null and withdrawn_at is null",
        &[learner.into(), consent.into(), guardian.into(), now.into(), refused_at.into()],
    )
}

/// Withdraws a consent.
pub fn withdraw(pen: &Pen, learner: &str, consent: &str, by: &str, now: Instant) -> Result<()> {
    pen.one(
        "update identity_consent set withdrawn_at = $3, withdrawn_by = $4
         where learner = $1 and consent = $2 and withdrawn_at is null and refused_at is null",
        &[learner.into(), consent.into(), now.into(), by.into()],
    )
}

/// Records a read, or one refused for want of consent.
pub fn insert_read(pen: &Pen, learner: &str, entry: &ReadEntry, reader: &str) -> Result<()> {
    pen.run(
        "insert into identity_read (learner, read_id, at, organisation, purpose, what, consent, reader, outcome)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        &[
            learner.into(),
            (&entry.read_id).into(),
            entry.at.into(),
            (&entry.organisation).into(),
            (&entry.purpose).into(),
            (&entry.what).into(),
            (&entry.consent).into(),
            reader.into(),
            (&entry.outcome).into(),
        ],
    )?;
    Ok(())
}

/// Reads of a learner's data, the oldest first unless `descending`, at most `limit` after the read `after`.
pub fn reads(conn: &Conn, learner: &str, after: Option<&str>, descending: bool, limit: i64) -> Result<Vec<ReadEntry>> {
    let (past, order) = if descending { ("<", "desc") } else { (">", "asc") };
    let sql = format!(
        "select read_id, at, organisation, purpose, what, consent, outcome from identity_read
         where learner = $1 and (CAST($2 AS TEXT) is null or read_id {past} $2) order by read_id {order} limit $3"
    );
    Ok(conn.rows(&sql, &[learner.into(), after.into(), limit.into()], |row| {
        Ok(ReadEntry {
            read_id: row.text(0)?,
            at: row.instant(1)?,
            organisation: row.text(2)?,
            purpose: row.text(3)?,
            what: row.text(4)?,
            consent: row.opt_text(5)?,
            outcome: row.text(6)?,
        })
    })?)
}
