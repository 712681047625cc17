//! Counts for the yearly audit of minors' data.

use db::Conn;
use op::Result;
use units::Instant;

/// A person who may have been a minor.
pub struct Young {
    /// `prs_…`
    pub person: String,
    /// Sealed day of birth.
    pub born_sealed: Vec<u8>,
    /// When the record was made.
    pub created_at: Instant,
}

/// Who was born in a year or later and had a record before `to`? Streamed, because there may be millions.
pub fn young(conn: &Conn, birth_year: i64, to: Instant, mut each: impl FnMut(Young) -> db::Result<()>) -> Result<()> {
    Ok(conn.each(
        "select person, born_sealed, created_at from identity_person
         where birth_year >= $1 and created_at < $2 and born_sealed is not null",
        &[birth_year.into(), to.into()],
        |row| each(Young { person: row.text(0)?, born_sealed: row.blob(1)?, created_at: row.instant(2)? }),
    )?)
}

/// How many people have a record made before `to`, and of how many of them the day of birth is unknown.
pub fn people(conn: &Conn, to: Instant) -> Result<(i64, i64)> {
    let sql = "select count(*), CAST(COALESCE(SUM(case when birth_year is null then 1 else 0 end), 0) AS BIGINT)
               from identity_person where created_at < $1";
    Ok(conn.row(sql, &[to.into()], |row| Ok((row.int(0)?, row.int(1)?)))?.unwrap_or((0, 0)))
}

/// What is counted for each learner of a span of time.
#[derive(Clone, Copy, Debug)]
pub enum Counted {
    /// Consents given.
    Consents,
    /// Consents a guardian agreed to.
    GuardianConsents,
    /// Consents withdrawn.
    Withdrawals,
    /// Consents a guardian refused.
    GuardianRefusals,
    /// Reads under a consent.
    Reads,
    /// Reads refused for want of consent.
    ReadRefusals,
}

/// How often did it happen to each learner born in a year or later, from `from` and before `to`?
pub fn by_learner(
    conn: &Conn,
    counted: Counted,
    birth_year: i64,
    from: Instant,
    to: Instant,
    mut each: impl FnMut(&str, i64) -> db::Result<()>,
) -> Result<()> {
    let (table, moment, also) = match counted {
        Counted::Consents => ("identity_consent", "given_at", ""),
        Counted::GuardianConsents => ("identity_consent", "guardian_at", "and e.refused_at is null"),
        Counted::Withdrawals => ("identity_consent", "withdrawn_at", ""),
        Counted::GuardianRefusals => ("identity_consent", "refused_at", ""),
        Counted::Reads => ("identity_read", "at", "and e.outcome = 'read'"),
        Counted::ReadRefusals => ("identity_read", "at", "and e.outcome = 'refused'"),
    };
    let sql = format!(
        "select e.learner, count(*) from {table} e join identity_person p on p.person = e.learner
         where p.birth_year >= $1 and e.{moment} >= $2 and e.{moment} < $3 {also} group by e.learner"
    );
    Ok(conn.each(&sql, &[birth_year.into(), from.into(), to.into()], |row| each(row.text_ref(0)?, row.int(1)?))?)
}
