//! Applications, their lines and attached evidence.

use db::{Conn, Param, Row};
use op::Pen;
use units::{Credit, Instant};

use super::named;
use crate::model::{Application, ApplicationState, Attachment, Item};

macro_rules! columns {
    () => {
        "learner, id, institution, programme, state, credit, consent, drafted_at, filed_at, decided_at, decided_by, reason, revision"
    };
}

fn application(row: &Row) -> db::Result<Application> {
    Ok(Application {
        learner: row.text(0)?,
        id: row.text(1)?,
        institution: row.text(2)?,
        programme: row.text(3)?,
        state: named(ApplicationState::named(row.text_ref(4)?))?,
        credit: Credit::from_hundredths(row.int(5)?),
        consent: row.opt_text(6)?,
        drafted_at: row.instant(7)?,
        filed_at: row.opt_instant(8)?,
        decided_at: row.opt_instant(9)?,
        decided_by: row.opt_text(10)?,
        reason: row.text(11)?,
        revision: row.int(12)?,
    })
}

/// An application by its id.
pub fn get(conn: &Conn, id: &str) -> db::Result<Option<Application>> {
    let Some(learner) = owner(conn, id)? else { return Ok(None) };
    conn.row(
        concat!("select ", columns!(), " from credit_application where learner = $1 and id = $2"),
        &[learner.as_str().into(), id.into()],
        application,
    )
}

/// Whose application is it?
fn owner(conn: &Conn, id: &str) -> db::Result<Option<String>> {
    let sql = "select learner from credit_application_owner where application = $1";
    conn.row(sql, &[id.into()], |row| row.text(0))
}

/// A learner's applications, the latest first.
pub fn of_learner(conn: &Conn, learner: &str, before: Option<&str>, limit: i64) -> db::Result<Vec<Application>> {
    conn.rows(
        concat!(
            "select ",
            columns!(),
            " from credit_application where learner = $1 and (CAST($2 AS TEXT) IS NULL or id < $2)
              order by id desc limit $3"
        ),
        &[learner.into(), before.into(), limit.into()],
        application,
    )
}

/// Which part of an inbox is read.
#[derive(Clone, Copy, Debug)]
pub struct Part<'a> {
    /// Only what should have been decided before this moment.
    pub overdue_at: Option<Instant>,
    /// Behind this moment of filing and id.
    pub after: Option<(Instant, &'a str)>,
    /// The latest first.
    pub descending: bool,
    /// At most so many.
    pub limit: i64,
}

/// What waits for, or was decided by, an institution: filed once, in a state, by the moment of filing.
pub fn inbox(conn: &Conn, institution: &str, state: ApplicationState, part: &Part) -> db::Result<Vec<Application>> {
    let (at, id) = part.after.unzip();
    let sql = match part.descending {
        true => concat!(
            "select ",
            columns!(),
            " from credit_application a where institution = $1 and state = $2 and filed_at is not null
              and (CAST($3 AS BIGINT) IS NULL or filed_at < $3 or (filed_at = $3 and id < $4))
              and (CAST($6 AS BIGINT) IS NULL or exists (select 1 from credit_clock c
                where c.learner = a.learner and c.application = a.id and c.due_at <= $6))
              order by filed_at desc, id desc limit $5"
        ),
        false => concat!(
            "select ",
            columns!(),
            " from credit_application a where institution = $1 and state = $2 and filed_at is not null
              and (CAST($3 AS BIGINT) IS NULL or filed_at > $3 or (filed_at = $3 and id > $4))
              and (CAST($6 AS BIGINT) IS NULL or exists (select 1 from credit_clock c
                where c.learner = a.learner and c.application = a.id and c.due_at <= $6))
              order by filed_at, id limit $5"
        ),
    };
    conn.rows(
        sql,
        &[
            institution.into(),
            state.name().into(),
            at.into(),
            id.unwrap_or_default().into(),
            part.limit.into(),
            part.overdue_at.into(),
        ],
        application,
    )
}

/// How many applications an institution has received in each state.
pub fn counts(conn: &Conn, institution: &str) -> db::Result<Vec<(ApplicationState, i64)>> {
    conn.rows(
        "select state, count(*) from credit_application where institution = $1 and filed_at is not null
         group by state",
        &[institution.into()],
        |row| Ok((named(ApplicationState::named(row.text_ref(0)?))?, row.int(1)?)),
    )
}

/// Begins an application.
pub fn insert(pen: &Pen, application: &Application) -> op::Result<()> {
    pen.one(
        "insert into credit_application (learner, id, institution, programme, state, credit, drafted_at, reason, revision)
         values ($1, $2, $3, $4, $5, $6, $7, '', 1)",
        &[
            application.learner.as_str().into(),
            application.id.as_str().into(),
            application.institution.as_str().into(),
            application.programme.as_str().into(),
            application.state.name().into(),
            application.credit.hundredths().into(),
            application.drafted_at.into(),
        ],
    )?;
    pen.one(
        "insert into credit_application_owner (application, learner) values ($1, $2)",
        &[application.id.as_str().into(), application.learner.as_str().into()],
    )
}

/// Keeps an application as it was read until this transaction ends.
///
/// Errors: `Conflict` if somebody was faster.
pub fn hold(pen: &Pen, was: &Application) -> op::Result<()> {
    pen.one(
        "update credit_application set revision = revision
         where learner = $1 and id = $2 and state = $3 and revision = $4",
        &[was.learner.as_str().into(), was.id.as_str().into(), was.state.name().into(), was.revision.into()],
    )
}

/// Keeps an application, whatever its state, until this transaction ends: whoever moves it at this moment is done first.
pub fn lock(pen: &Pen, learner: &str, application: &str) -> op::Result<()> {
    pen.one(
        "update credit_application set revision = revision where learner = $1 and id = $2",
        &[learner.into(), application.into()],
    )
}

/// Writes an application whose fields changed, if nobody was faster: `was` is what was read.
pub fn update(pen: &Pen, was: &Application, now: &Application) -> op::Result<()> {
    pen.one(
        "update credit_application set state = $3, credit = $4, consent = $5, filed_at = $6, decided_at = $7, decided_by = $8,
           reason = $9, revision = revision + 1
         where learner = $1 and id = $2 and state = $10 and revision = $11",
        &[
            was.learner.as_str().into(),
            was.id.as_str().into(),
            now.state.name().into(),
            now.credit.hundredths().into(),
            now.consent.as_deref().into(),
            now.filed_at.into(),
            now.decided_at.into(),
            now.decided_by.as_deref().into(),
            now.reason.as_str().into(),
            was.state.name().into(),
            was.revision.into(),
        ],
    )
}

/// What is asked for, in a few words: the first target course, and how many more there are.
pub fn subject(conn: &Conn, learner: &str, application: &str) -> db::Result<String> {
    let sql = "select min(target_name), count(distinct target_code) from credit_item
         where learner = $1 and application = $2 having count(*) > 0";
    let found = conn.row(sql, &[learner.into(), application.into()], |row| Ok((row.text(0)?, row.int(1)?)))?;
    Ok(match found {
        None => application.to_owned(),
        Some((first, 1)) => first,
        Some((first, count)) => format!("{first} +{}", count - 1),
    })
}

/// What an application of this id asks for, for those who were told of it; the id itself where there is none.
pub fn subject_of(conn: &Conn, id: &str) -> db::Result<String> {
    match owner(conn, id)? {
        Some(learner) => subject(conn, &learner, id),
        None => Ok(id.to_owned()),
    }
}

/// The lines of an application.
pub fn items(conn: &Conn, learner: &str, application: &str) -> db::Result<Vec<Item>> {
    conn.rows(
        "select use_number, outcome, source_place, clause, rule, rule_version, rule_hash, rule_group, shared, target_code,
           target_place, target_name, target_credit, source_credit, remainder, surplus, effect
         from credit_item where learner = $1 and application = $2 order by use_number, source_place, target_place",
        &[learner.into(), application.into()],
        |row| {
            Ok(Item {
                use_number: row.int(0)?,
                outcome: row.text(1)?,
                source_place: row.int(2)?,
                clause: row.text(3)?,
                rule: row.text(4)?,
                rule_version: row.int(5)?,
                rule_hash: row.text(6)?,
                rule_group: row.text(7)?,
                shared: row.flag(8)?,
                target_code: row.text(9)?,
                target_place: row.int(10)?,
                target_name: row.text(11)?,
                target_credit: Credit::from_hundredths(row.int(12)?),
                source_credit: Credit::from_hundredths(row.int(13)?),
                remainder: row.text(14)?,
                surplus: Credit::from_hundredths(row.int(15)?),
                effect: row.text(16)?,
            })
        },
    )
}

/// Replaces the lines of an application that can still be changed.
pub fn replace_items(pen: &Pen, learner: &str, application: &str, items: &[Item]) -> db::Result<()> {
    pen.run("delete from credit_item where learner = $1 and application = $2", &[learner.into(), application.into()])?;
    let rows: Vec<Vec<Param>> = items
        .iter()
        .map(|item| {
            vec![
                learner.into(),
                application.into(),
                item.outcome.as_str().into(),
                item.target_code.as_str().into(),
                item.use_number.into(),
                item.source_place.into(),
                item.target_place.into(),
                item.clause.as_str().into(),
                item.rule.as_str().into(),
                item.rule_version.into(),
                item.rule_hash.as_str().into(),
                item.rule_group.as_str().into(),
                item.shared.into(),
                item.target_name.as_str().into(),
                item.target_credit.hundredths().into(),
                item.source_credit.hundredths().into(),
                item.remainder.as_str().into(),
                item.surplus.hundredths().into(),
                item.effect.as_str().into(),
            ]
        })
        .collect();
    pen.batch(
        "insert into credit_item (learner, application, outcome, target_code, use_number, source_place, target_place, clause,
           rule, rule_version, rule_hash, rule_group, shared, target_name, target_credit, source_credit, remainder, surplus,
           effect) values",
        &rows,
        "",
    )?;
    Ok(())
}

/// The evidence attached to an application.
pub fn attachments(conn: &Conn, learner: &str, application: &str) -> db::Result<Vec<Attachment>> {
    conn.rows(
        "select hash, name, size, media_type, at from credit_attachment where learner = $1 and application = $2
         order by at, hash",
        &[learner.into(), application.into()],
        |row| {
            Ok(Attachment {
                hash: row.text(0)?,
                name: row.text(1)?,
                size: row.int(2)?,
                media_type: row.text(3)?,
                at: row.instant(4)?,
            })
        },
    )
}

/// Attaches a file; attaching it again changes nothing.
pub fn attach(pen: &Pen, learner: &str, application: &str, file: &Attachment) -> db::Result<u64> {
    pen.run(
        "insert into credit_attachment (learner, application, hash, name, size, media_type, at)
         values ($1, $2, $3, $4, $5, $6, $7) on conflict (learner, application, hash) do nothing",
        &[
            learner.into(),
            application.into(),
            file.hash.as_str().into(),
            file.name.as_str().into(),
            file.size.into(),
            file.media_type.as_str().into(),
            file.at.into(),
        ],
    )
}

/// Takes a file off.
pub fn detach(pen: &Pen, learner: &str, application: &str, hash: &str) -> db::Result<u64> {
    pen.run(
        "delete from credit_attachment where learner = $1 and application = $2 and hash = $3",
        &[learner.into(), application.into(), hash.into()],
    )
}
