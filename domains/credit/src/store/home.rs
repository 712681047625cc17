//! Counts for front pages.

use db::Conn;
use units::Instant;

/// What anybody may know of the bank.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Rules in force.
    pub rules: i64,
    /// Outcomes deposited.
    pub outcomes: i64,
    /// Applications that were decided.
    pub decided: i64,
}

/// How much the bank holds. Outcomes are summed from the files they came in, of which there are few.
pub fn counts(conn: &Conn) -> db::Result<Counts> {
    let count = |sql| Ok::<_, db::Error>(conn.row(sql, &[], |row| row.int(0))?.unwrap_or(0));
    Ok(Counts {
        rules: count("select count(*) from credit_rule where state = 'published'")?,
        outcomes: count("select CAST(COALESCE(SUM(deposited), 0) AS BIGINT) from credit_deposit")?,
        decided: count(
            "select count(*) from credit_application where state in ('accepted', 'rejected', 'suspended', 'reversed')",
        )?,
    })
}

/// What waits at an institution: files to choose for, drafts sent back or begun, rules for a second person, applications
/// and since when the oldest of them waits.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Waiting {
    /// Files checked and not yet chosen for.
    pub deposits: i64,
    /// Rules being written.
    pub drafts: i64,
    /// Rules that wait for the second person.
    pub submitted: i64,
    /// Applications filed.
    pub applications: i64,
    /// When the oldest of them was filed.
    pub oldest: Option<Instant>,
    /// How many of them should have been decided by now.
    pub overdue: i64,
}

/// What waits at an institution?
pub fn waiting(conn: &Conn, institution: &str, now: Instant) -> db::Result<Waiting> {
    let count = |sql| Ok::<_, db::Error>(conn.row(sql, &[institution.into()], |row| row.int(0))?.unwrap_or(0));
    let applications = conn.row(
        "select count(*), min(filed_at) from credit_application where institution = $1 and state = 'filed'",
        &[institution.into()],
        |row| Ok((row.int(0)?, row.opt_instant(1)?)),
    )?;
    let (applications, oldest) = applications.unwrap_or_default();
    Ok(Waiting {
        deposits: count("select count(*) from credit_deposit where institution = $1 and state = 'checked'")?,
        drafts: count("select count(*) from credit_rule where institution = $1 and state = 'draft'")?,
        submitted: count("select count(*) from credit_rule where institution = $1 and state = 'submitted'")?,
        applications,
        oldest,
        overdue: super::clock::overdue(conn, institution, now)?,
    })
}
