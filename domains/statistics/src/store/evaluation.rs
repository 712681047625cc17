//! Evaluations, their versions, and what they came to.

use db::{Conn, Param, Row};
use op::{Error, OnConstraint, Pen};
use units::Instant;

use super::named;
use crate::model::{Evaluation, EvaluationState};
use crate::rules::Refused;

macro_rules! columns {
    () => {
        "e.id, e.version, e.content, e.hash, e.result, e.state, e.drafted_by, e.drafted_at, e.published_by, \
         e.published_at, e.reason, e.revision"
    };
}

fn evaluation(row: &Row) -> db::Result<Evaluation> {
    Ok(Evaluation {
        id: row.text(0)?,
        version: row.int(1)?,
        content: super::read(row.text_ref(2)?, "evaluation")?,
        hash: row.text(3)?,
        result: row.text(4)?,
        state: named(EvaluationState::named(row.text_ref(5)?))?,
        drafted_by: row.text(6)?,
        drafted_at: row.instant(7)?,
        published_by: row.opt_text(8)?,
        published_at: row.opt_instant(9)?,
        reason: row.text(10)?,
        revision: row.int(11)?,
    })
}

/// One version of an evaluation.
pub fn version(conn: &Conn, id: &str, version: i64) -> db::Result<Option<Evaluation>> {
    conn.row(
        concat!("select ", columns!(), " from statistics_evaluation e where e.id = $1 and e.version = $2"),
        &[id.into(), version.into()],
        evaluation,
    )
}

/// Every version of an evaluation, the latest first.
pub fn versions(conn: &Conn, id: &str) -> db::Result<Vec<Evaluation>> {
    conn.rows(
        concat!("select ", columns!(), " from statistics_evaluation e where e.id = $1 order by e.version desc"),
        &[id.into()],
        evaluation,
    )
}

/// Published evaluations, behind the id given.
pub fn published(conn: &Conn, after: Option<&str>, descending: bool, limit: i64) -> db::Result<Vec<Evaluation>> {
    let sql = match descending {
        true => concat!(
            "select ",
            columns!(),
            " from statistics_evaluation e where e.state = 'published' and (CAST($1 AS TEXT) IS NULL or e.id < $1)
              order by e.id desc limit $2"
        ),
        false => concat!(
            "select ",
            columns!(),
            " from statistics_evaluation e where e.state = 'published' and (CAST($1 AS TEXT) IS NULL or e.id > $1)
              order by e.id limit $2"
        ),
    };
    conn.rows(sql, &[after.into(), limit.into()], evaluation)
}

/// How many evaluations are published.
pub fn count_published(conn: &Conn) -> db::Result<i64> {
    let count =
        conn.row("select count(*) from statistics_evaluation where state = 'published'", &[], |row| row.int(0))?;
    Ok(count.unwrap_or(0))
}

/// Versions that a region takes part in, in a state or in every one, behind the version given.
pub fn of_member(
    conn: &Conn,
    region: &str,
    state: Option<EvaluationState>,
    after: Option<(&str, i64)>,
    descending: bool,
    limit: i64,
) -> db::Result<Vec<Evaluation>> {
    let sql = match descending {
        true => concat!(
            "select ",
            columns!(),
            " from statistics_member m join statistics_evaluation e on e.id = m.evaluation and e.version = m.version
              where m.region = $1 and (CAST($2 AS TEXT) IS NULL or e.state = $2)
                and (CAST($3 AS TEXT) IS NULL or m.evaluation < $3 or (m.evaluation = $3 and m.version < $4))
              order by m.evaluation desc, m.version desc limit $5"
        ),
        false => concat!(
            "select ",
            columns!(),
            " from statistics_member m join statistics_evaluation e on e.id = m.evaluation and e.version = m.version
              where m.region = $1 and (CAST($2 AS TEXT) IS NULL or e.state = $2)
                and (CAST($3 AS TEXT) IS NULL or m.evaluation > $3 or (m.evaluation = $3 and m.version > $4))
              order by m.evaluation, m.version limit $5"
        ),
    };
    conn.rows(
        sql,
        &[
            region.into(),
            state.map(EvaluationState::name).into(),
            after.map(|(id, _)| id).into(),
            after.map_or(0, |(_, version)| version).into(),
            limit.into(),
        ],
        evaluation,
    )
}

/// How many versions that a region takes part in are in each state.
pub fn states_of_member(conn: &Conn, region: &str) -> db::Result<Vec<(String, i64)>> {
    conn.rows(
        "select e.state, count(*) from statistics_member m
         join statistics_evaluation e on e.id = m.evaluation and e.version = m.version
         where m.region = $1 group by e.state order by e.state",
        &[region.into()],
        |row| Ok((row.text(0)?, row.int(1)?)),
    )
}

/// Does a published evaluation draw from a version of a data set?
pub fn publishes(conn: &Conn, data_set: &str) -> db::Result<Vec<Evaluation>> {
    let all = conn.rows(
        concat!(
            "select ",
            columns!(),
            " from statistics_evaluation e where e.published_at is not null order by e.id, e.version"
        ),
        &[],
        evaluation,
    )?;
    Ok(all.into_iter().filter(|one| one.content.data_set == data_set).collect())
}

/// Writes a new version.
pub fn insert(pen: &Pen, one: &Evaluation, text: &str) -> op::Result<()> {
    pen.run(
        "insert into statistics_evaluation
           (id, version, content, hash, result, state, drafted_by, drafted_at, reason, revision)
         values ($1, $2, $3, $4, $5, 'draft', $6, $7, '', 1)",
        &[
            one.id.as_str().into(),
            one.version.into(),
            text.into(),
            one.hash.as_str().into(),
            one.result.as_str().into(),
            one.drafted_by.as_str().into(),
            one.drafted_at.into(),
        ],
    )
    .map(|_| ())
    .on_constraint("statistics_evaluation_in_writing", || Error::conflict(Refused::DraftExists))?;
    members(pen, one)
}

/// Replaces the content of a draft that has not changed since it was read.
pub fn rewrite(pen: &Pen, one: &Evaluation, text: &str) -> op::Result<()> {
    pen.one(
        "update statistics_evaluation set content = $3, hash = $4, result = $5, drafted_by = $6, drafted_at = $7,
           revision = revision + 1
         where id = $1 and version = $2 and state = 'draft' and revision = $8",
        &[
            one.id.as_str().into(),
            one.version.into(),
            text.into(),
            one.hash.as_str().into(),
            one.result.as_str().into(),
            one.drafted_by.as_str().into(),
            one.drafted_at.into(),
            one.revision.into(),
        ],
    )?;
    pen.run(
        "delete from statistics_member where evaluation = $1 and version = $2",
        &[one.id.as_str().into(), one.version.into()],
    )?;
    members(pen, one)
}

/// Writes who a version's members are, for their lists.
fn members(pen: &Pen, one: &Evaluation) -> op::Result<()> {
    let mut rows: Vec<Vec<Param>> = Vec::with_capacity(one.content.members.len());
    for region in &one.content.members {
        rows.push(vec![region.as_str().into(), one.id.as_str().into(), one.version.into()]);
    }
    pen.batch("insert into statistics_member (region, evaluation, version) values", &rows, "")?;
    Ok(())
}

/// Moves a version from one state to another, if nobody was faster.
pub fn step(pen: &Pen, one: &Evaluation, to: EvaluationState, reason: &str) -> op::Result<()> {
    pen.one(
        "update statistics_evaluation set state = $3, reason = $4, revision = revision + 1
         where id = $1 and version = $2 and state = $5 and revision = $6",
        &[
            one.id.as_str().into(),
            one.version.into(),
            to.name().into(),
            reason.into(),
            one.state.name().into(),
            one.revision.into(),
        ],
    )
}

/// Publishes a proposed version, which somebody else wrote.
pub fn publish(pen: &Pen, one: &Evaluation, person: &str, at: Instant) -> op::Result<()> {
    let published = pen
        .run(
            "update statistics_evaluation set state = 'published', published_by = $3, published_at = $4, reason = '',
               revision = revision + 1
             where id = $1 and version = $2 and state = 'proposed' and revision = $5",
            &[one.id.as_str().into(), one.version.into(), person.into(), at.into(), one.revision.into()],
        )
        .on_constraint("statistics_evaluation_two_persons", || Error::refused(Refused::SamePerson))?;
    if published == 1 { Ok(()) } else { Err(Error::conflict(Refused::NotNow)) }
}

/// Ends the version in force because the next one begins.
pub fn supersede(pen: &Pen, id: &str) -> db::Result<u64> {
    pen.run(
        "update statistics_evaluation set state = 'superseded', revision = revision + 1
         where id = $1 and state = 'published'",
        &[id.into()],
    )
}

/// Keeps what a document came to on a data set, unless it is kept already.
pub fn keep(pen: &Pen, hash: &str, computed: &str, input: &str) -> db::Result<u64> {
    pen.run(
        "insert into statistics_result (hash, computed, input) values ($1, $2, $3) on conflict (hash) do nothing",
        &[hash.into(), computed.into(), input.into()],
    )
}

/// What was kept under a hash.
pub fn computed(conn: &Conn, hash: &str) -> db::Result<Option<String>> {
    conn.row("select computed from statistics_result where hash = $1", &[hash.into()], |row| row.text(0))
}

/// The file of figures that was kept under a hash.
pub fn input(conn: &Conn, hash: &str) -> db::Result<Option<String>> {
    conn.row("select input from statistics_result where hash = $1", &[hash.into()], |row| row.text(0))
}
