//! Plans: what the pages of an evaluation's form say so far.

use db::{Conn, Row};
use op::{Error, Pen};

use crate::model::{Plan, PlanKept};
use crate::rules::Refused;

/// What is kept of a plan beside its columns.
#[derive(serde::Serialize, serde::Deserialize)]
struct Content {
    plan: Plan,
    of: Option<crate::model::Changed>,
}

fn kept(row: &Row) -> db::Result<PlanKept> {
    let content: Content = super::read(row.text_ref(1)?, "plan")?;
    Ok(PlanKept {
        id: row.text(0)?,
        plan: content.plan,
        of: content.of,
        kept_by: row.text(2)?,
        kept_at: row.instant(3)?,
        revision: row.int(4)?,
    })
}

/// A plan by its identifier.
pub fn plan(conn: &Conn, id: &str) -> db::Result<Option<PlanKept>> {
    conn.row(
        "select p.id, p.content, p.kept_by, p.kept_at, p.revision from statistics_plan p where p.id = $1",
        &[id.into()],
        kept,
    )
}

/// Which plan changes this draft?
pub fn of_draft(conn: &Conn, evaluation: &str, version: i64) -> db::Result<Option<PlanKept>> {
    conn.row(
        "select p.id, p.content, p.kept_by, p.kept_at, p.revision from statistics_plan p
         where p.evaluation = $1 and p.version = $2 and p.evaluation <> ''",
        &[evaluation.into(), version.into()],
        kept,
    )
}

/// The plans of an authority, the latest first.
pub fn of_region(conn: &Conn, region: &str, limit: i64) -> db::Result<Vec<PlanKept>> {
    conn.rows(
        "select p.id, p.content, p.kept_by, p.kept_at, p.revision from statistics_plan p
         where p.region = $1 order by p.id desc limit $2",
        &[region.into(), limit.into()],
        kept,
    )
}

fn text(one: &PlanKept) -> op::Result<String> {
    serde_json::to_string(&Content { plan: one.plan.clone(), of: one.of.clone() })
        .map_err(|fault| Error::bug(format!("a plan cannot be written: {fault}")))
}

fn region(one: &PlanKept) -> &str {
    one.plan.members.first().map_or("", String::as_str)
}

/// Keeps a new plan.
pub fn insert(pen: &Pen, one: &PlanKept) -> op::Result<()> {
    let (id, version) = one.of.as_ref().map_or(("", 0), |of| (of.id.as_str(), of.version));
    let content = text(one)?;
    let kept = pen.run(
        "insert into statistics_plan (id, region, evaluation, version, content, kept_by, kept_at, revision)
         values ($1, $2, $3, $4, $5, $6, $7, $8)",
        &[
            one.id.as_str().into(),
            region(one).into(),
            id.into(),
            version.into(),
            content.as_str().into(),
            one.kept_by.as_str().into(),
            one.kept_at.into(),
            one.revision.into(),
        ],
    );
    match kept {
        Err(db::Error::Constraint(name)) if name == "statistics_plan_of" => Err(Error::conflict(Refused::NotNow)),
        other => other.map(|_| ()).map_err(Error::from),
    }
}

/// Replaces what a plan says, unless it was changed since; its revision is the one that was looked at.
pub fn rewrite(pen: &Pen, one: &PlanKept) -> op::Result<()> {
    let content = text(one)?;
    let changed = pen.run(
        "update statistics_plan set region = $2, content = $3, kept_by = $4, kept_at = $5, revision = revision + 1
         where id = $1 and revision = $6",
        &[
            one.id.as_str().into(),
            region(one).into(),
            content.as_str().into(),
            one.kept_by.as_str().into(),
            one.kept_at.into(),
            one.revision.into(),
        ],
    )?;
    if changed == 1 { Ok(()) } else { Err(Error::conflict(Refused::NotNow)) }
}

/// Removes a plan, unless it was changed since.
pub fn remove(pen: &Pen, id: &str, revision: i64) -> op::Result<()> {
    let gone = pen.run("delete from statistics_plan where id = $1 and revision = $2", &[id.into(), revision.into()])?;
    if gone == 1 { Ok(()) } else { Err(Error::conflict(Refused::NotNow)) }
}
