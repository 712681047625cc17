//! What learners declare themselves.

use db::{Conn, Row};
use op::{Error, OnConstraint, Pen};
use units::Instant;

use super::named;
use super::outcome::{NewOutcome, Origin, insert as insert_outcomes};
use crate::model::{Class, Declaration, DeclarationInput, DeclarationState};

macro_rules! columns {
    () => {
        "learner, id, state, institution, class, title, issuer, major, certificate_kind, certificate_level, level, category, \
         credit_text, hours_text, grade, obtained, consent, drafted_at, filed_at, decided_at, decided_by, reason, outcome, revision, \
         code"
    };
}

fn declaration(row: &Row) -> db::Result<Declaration> {
    Ok(Declaration {
        learner: row.text(0)?,
        id: row.text(1)?,
        state: named(DeclarationState::named(row.text_ref(2)?))?,
        content: DeclarationInput {
            institution: row.text(3)?,
            class: named(Class::named(row.text_ref(4)?))?,
            title: row.text(5)?,
            code: row.text(24)?,
            issuer: row.text(6)?,
            major: row.text(7)?,
            certificate_kind: row.text(8)?,
            certificate_level: row.text(9)?,
            level: row.text(10)?,
            category: row.text(11)?,
            credit: row.text(12)?,
            hours: row.text(13)?,
            grade: row.text(14)?,
            obtained: row.text(15)?,
        },
        consent: row.opt_text(16)?,
        drafted_at: row.instant(17)?,
        filed_at: row.opt_instant(18)?,
        decided_at: row.opt_instant(19)?,
        decided_by: row.opt_text(20)?,
        reason: row.text(21)?,
        outcome: row.opt_text(22)?,
        revision: row.int(23)?,
    })
}

/// A declaration by its id.
pub fn get(conn: &Conn, id: &str) -> db::Result<Option<Declaration>> {
    conn.row(concat!("select ", columns!(), " from credit_declaration where id = $1"), &[id.into()], declaration)
}

/// A learner's declarations, the latest first, before the one given.
pub fn of_learner(conn: &Conn, learner: &str, before: Option<&str>, limit: i64) -> db::Result<Vec<Declaration>> {
    conn.rows(
        concat!(
            "select ",
            columns!(),
            " from credit_declaration where learner = $1 and (CAST($2 AS TEXT) IS NULL or id < $2)
              order by id desc limit $3"
        ),
        &[learner.into(), before.into(), limit.into()],
        declaration,
    )
}

/// How many declarations of a learner are not decided, and how many there are in all.
pub fn count(conn: &Conn, learner: &str) -> db::Result<(i64, i64)> {
    let found = conn.row(
        "select CAST(COALESCE(SUM(CASE WHEN state IN ('draft', 'unverified') THEN 1 ELSE 0 END), 0) AS BIGINT), count(*)
         from credit_declaration where learner = $1",
        &[learner.into()],
        |row| Ok((row.int(0)?, row.int(1)?)),
    )?;
    Ok(found.unwrap_or_default())
}

/// What was handed in to an institution, in a state, by the moment of handing in, behind the moment and id given.
pub fn received(
    conn: &Conn,
    institution: &str,
    state: DeclarationState,
    after: Option<(Instant, &str)>,
    descending: bool,
    limit: i64,
) -> db::Result<Vec<Declaration>> {
    let (at, id) = after.unzip();
    let sql = match descending {
        true => concat!(
            "select ",
            columns!(),
            " from credit_declaration where institution = $1 and state = $2 and filed_at is not null
              and (CAST($3 AS BIGINT) IS NULL or filed_at < $3 or (filed_at = $3 and id < $4))
              order by filed_at desc, id desc limit $5"
        ),
        false => concat!(
            "select ",
            columns!(),
            " from credit_declaration where institution = $1 and state = $2 and filed_at is not null
              and (CAST($3 AS BIGINT) IS NULL or filed_at > $3 or (filed_at = $3 and id > $4))
              order by filed_at, id limit $5"
        ),
    };
    conn.rows(
        sql,
        &[institution.into(), state.name().into(), at.into(), id.unwrap_or_default().into(), limit.into()],
        declaration,
    )
}

/// How many declarations an institution has received in each state.
pub fn counts(conn: &Conn, institution: &str) -> db::Result<Vec<(DeclarationState, i64)>> {
    conn.rows(
        "select state, count(*) from credit_declaration where institution = $1 and filed_at is not null group by state",
        &[institution.into()],
        |row| Ok((named(DeclarationState::named(row.text_ref(0)?))?, row.int(1)?)),
    )
}

/// Which institutions take part, so that somebody there can verify: those that deposited a file or published a rule.
pub fn institutions(conn: &Conn, limit: i64) -> db::Result<Vec<String>> {
    conn.rows(
        "select institution from credit_deposit union select institution from credit_rule where state = 'published'
         order by 1 limit $1",
        &[limit.into()],
        |row| row.text(0),
    )
}

/// Begins a declaration.
pub fn insert(pen: &Pen, new: &Declaration) -> op::Result<()> {
    let said = &new.content;
    pen.one(
        "insert into credit_declaration (learner, id, state, institution, class, title, issuer, major, certificate_kind,
           certificate_level, level, category, credit_text, hours_text, grade, obtained, drafted_at, reason, revision, code)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, '', 1, $18)",
        &[
            new.learner.as_str().into(),
            new.id.as_str().into(),
            new.state.name().into(),
            said.institution.as_str().into(),
            said.class.name().into(),
            said.title.as_str().into(),
            said.issuer.as_str().into(),
            said.major.as_str().into(),
            said.certificate_kind.as_str().into(),
            said.certificate_level.as_str().into(),
            said.level.as_str().into(),
            said.category.as_str().into(),
            said.credit.as_str().into(),
            said.hours.as_str().into(),
            said.grade.as_str().into(),
            said.obtained.as_str().into(),
            new.drafted_at.into(),
            said.code.as_str().into(),
        ],
    )
}

/// Writes what a learner says anew, if nobody was faster: `was` is what was read.
pub fn rewrite(pen: &Pen, was: &Declaration, said: &DeclarationInput) -> op::Result<()> {
    pen.one(
        "update credit_declaration set institution = $5, class = $6, title = $7, issuer = $8, major = $9,
           certificate_kind = $10, certificate_level = $11, level = $12, category = $13, credit_text = $14, hours_text = $15,
           grade = $16, obtained = $17, code = $18, consent = CASE WHEN institution = $5 THEN consent ELSE null END,
           revision = revision + 1
         where learner = $1 and id = $2 and state = $3 and revision = $4",
        &[
            was.learner.as_str().into(),
            was.id.as_str().into(),
            was.state.name().into(),
            was.revision.into(),
            said.institution.as_str().into(),
            said.class.name().into(),
            said.title.as_str().into(),
            said.issuer.as_str().into(),
            said.major.as_str().into(),
            said.certificate_kind.as_str().into(),
            said.certificate_level.as_str().into(),
            said.level.as_str().into(),
            said.category.as_str().into(),
            said.credit.as_str().into(),
            said.hours.as_str().into(),
            said.grade.as_str().into(),
            said.obtained.as_str().into(),
            said.code.as_str().into(),
        ],
    )
}

/// Moves a declaration on, if nobody was faster: `was` is what was read.
pub fn update(pen: &Pen, was: &Declaration, now: &Declaration) -> op::Result<()> {
    pen.one(
        "update credit_declaration set state = $5, consent = $6, filed_at = $7, decided_at = $8, decided_by = $9,
           reason = $10, outcome = $11, revision = revision + 1
         where learner = $1 and id = $2 and state = $3 and revision = $4",
        &[
            was.learner.as_str().into(),
            was.id.as_str().into(),
            was.state.name().into(),
            was.revision.into(),
            now.state.name().into(),
            now.consent.as_deref().into(),
            now.filed_at.into(),
            now.decided_at.into(),
            now.decided_by.as_deref().into(),
            now.reason.as_str().into(),
            now.outcome.as_deref().into(),
        ],
    )
}

/// Deposits what was verified.
///
/// Errors: `Busy` when the same achievement was deposited at the same moment: who comes again is told of it.
pub fn deposit(pen: &Pen, origin: &Origin, outcome: NewOutcome, opened_by: &str) -> op::Result<()> {
    insert_outcomes(pen, origin, &[outcome], opened_by).map(|_| ()).on_constraint("credit_outcome_once", || Error::Busy)
}
