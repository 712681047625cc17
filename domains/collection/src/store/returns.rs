//! Returns, their versions and steps.

use db::{Conn, Param, Row};
use op::{Error, OnConstraint, Pen};
use units::{Day, Instant};

use super::named;
use crate::model::form::{Level, Values};
use crate::model::{Head, Return, ReturnState, Step, Tier, Unit};
use crate::rules::Refused;

macro_rules! return_columns {
    () => {
        "r.id, r.campaign, r.form, r.unit, r.name, r.level, r.county, r.city, r.province, v.version, v.state, v.hash, \
         v.revision, v.due_on, v.since, v.submitted_by, v.submitted_at, v.correction, v.reason, v.returned_by"
    };
}
pub(super) use return_columns;

/// The column after those of a [`Head`].
pub(super) const BEHIND_HEAD: usize = 20;

pub(super) fn head(row: &Row) -> db::Result<Head> {
    Ok(Head {
        id: row.text(0)?,
        campaign: row.text(1)?,
        form: row.text(2)?,
        unit: row.text(3)?,
        name: row.text(4)?,
        level: named(Level::named(row.text_ref(5)?))?,
        county: row.text(6)?,
        city: row.text(7)?,
        province: row.text(8)?,
        version: row.int(9)?,
        state: named(ReturnState::named(row.text_ref(10)?))?,
        hash: row.text(11)?,
        revision: row.int(12)?,
        due_on: row.parsed(13)?,
        since: row.instant(14)?,
        submitted_by: row.opt_text(15)?,
        submitted_at: row.opt_instant(16)?,
        correction: row.text(17)?,
        reason: row.text(18)?,
        returned_by: row.opt_text_ref(19)?.map(|name| named(Tier::named(name))).transpose()?,
    })
}

pub(super) fn values(text: &str) -> db::Result<Values> {
    serde_json::from_str(text).map_err(|fault| db::Error::Other(format!("stored figures cannot be read: {fault}")))
}

pub(super) fn whole(row: &Row) -> db::Result<Return> {
    Ok(Return { head: head(row)?, values: values(row.text_ref(BEHIND_HEAD)?)? })
}

/// The latest version of a return.
pub fn latest(conn: &Conn, id: &str) -> db::Result<Option<Return>> {
    conn.row(
        concat!(
            "select ",
            return_columns!(),
            ", v.content from collection_return r join collection_version v on v.ret = r.id and v.version = r.current
              where r.id = $1"
        ),
        &[id.into()],
        whole,
    )
}

/// One version of a return.
pub fn version(conn: &Conn, id: &str, version: i64) -> db::Result<Option<Return>> {
    conn.row(
        concat!(
            "select ",
            return_columns!(),
            ", v.content from collection_return r join collection_version v on v.ret = r.id
              where r.id = $1 and v.version = $2"
        ),
        &[id.into(), version.into()],
        whole,
    )
}

/// Every version of a return without figures, the latest first.
pub fn versions(conn: &Conn, id: &str) -> db::Result<Vec<Head>> {
    conn.rows(
        concat!(
            "select ",
            return_columns!(),
            " from collection_return r join collection_version v on v.ret = r.id where r.id = $1 order by v.version desc"
        ),
        &[id.into()],
        head,
    )
}

/// The latest version of a unit's return on a form.
pub fn of_unit(conn: &Conn, campaign: &str, form: &str, unit: &str) -> db::Result<Option<Return>> {
    conn.row(
        concat!(
            "select ",
            return_columns!(),
            ", v.content from collection_return r join collection_version v on v.ret = r.id and v.version = r.current
              where r.campaign = $1 and r.form = $2 and r.unit = $3"
        ),
        &[campaign.into(), form.into(), unit.into()],
        whole,
    )
}

/// Begins the returns of units on a form: an empty first version each.
pub fn begin(
    pen: &Pen,
    units: &[(String, &Unit)],
    campaign: &str,
    form: &str,
    first: (&str, &str, Day, Instant),
) -> op::Result<()> {
    let (content, hash, due_on, now) = first;
    let due_on = due_on.to_string();
    for part in units.chunks(PART) {
        let returns: Vec<Vec<Param>> = part
            .iter()
            .map(|(id, one)| {
                let texts: [&str; 9] =
                    [id, campaign, form, &one.code, &one.name, one.level.name(), &one.county, &one.city, &one.province];
                texts.into_iter().map(Param::from).chain([Param::Int(1)]).collect()
            })
            .collect();
        pen.batch(
            "insert into collection_return (id, campaign, form, unit, name, level, county, city, province, current) values",
            &returns,
            "",
        )?;
        let versions: Vec<Vec<Param>> = part
            .iter()
            .map(|(id, _)| {
                vec![
                    id.as_str().into(),
                    Param::Int(1),
                    "draft".into(),
                    content.into(),
                    hash.into(),
                    Param::Int(1),
                    due_on.as_str().into(),
                    now.into(),
                    "".into(),
                    "".into(),
                ]
            })
            .collect();
        pen.batch(
            "insert into collection_version (ret, version, state, content, hash, revision, due_on, since, correction, reason)
             values",
            &versions,
            "",
        )?;
    }
    Ok(())
}

/// Rows written by one statement.
const PART: usize = 500;

/// Begins a correction of what is approved, if none is in work.
pub fn correct(pen: &Pen, of: &Return, content: &str, reason: &str, due_on: Day, now: Instant) -> op::Result<()> {
    pen.run(
        "insert into collection_version (ret, version, state, content, hash, revision, due_on, since, correction, reason)
         values ($1, $2, 'draft', $3, $4, 1, $5, $6, $7, '')",
        &[
            of.head.id.as_str().into(),
            (of.head.version + 1).into(),
            content.into(),
            of.head.hash.as_str().into(),
            due_on.to_string().as_str().into(),
            now.into(),
            reason.into(),
        ],
    )
    .map(|_| ())
    .on_constraint("collection_version_in_work", || Error::conflict(Refused::InWork))?;
    pen.one(
        "update collection_return set current = current + 1 where id = $1 and current = $2",
        &[of.head.id.as_str().into(), of.head.version.into()],
    )
}

/// Replaces the figures of a version its unit has, if nobody was faster.
pub fn save(pen: &Pen, was: &Head, content: &str, hash: &str) -> op::Result<()> {
    pen.one(
        "update collection_version set content = $4, hash = $5, revision = revision + 1
         where ret = $1 and version = $2 and revision = $3 and state in ('draft', 'returned')",
        &[was.id.as_str().into(), was.version.into(), was.revision.into(), content.into(), hash.into()],
    )
}

/// A version moved on: where to, by when, and why.
pub struct Moved<'a> {
    /// The state it comes to.
    pub to: ReturnState,
    /// By when whoever has it then should act.
    pub due_on: Day,
    /// Why it was sent back, or empty.
    pub reason: &'a str,
    /// The level that sent it back; that of before if none.
    pub returned_by: Option<Tier>,
    /// Who submits it, if it is submitted.
    pub submitted_by: Option<&'a str>,
    /// When.
    pub at: Instant,
}

/// Moves a version on, if nobody was faster: state and revision are those that were looked at.
pub fn step(pen: &Pen, was: &Head, moved: &Moved) -> op::Result<()> {
    let submitted_at = moved.submitted_by.map(|_| moved.at);
    pen.one(
        "update collection_version set state = $4, due_on = $5, since = CASE WHEN state = $4 THEN since ELSE $6 END,
           reason = $7, returned_by = coalesce($8, returned_by), submitted_by = coalesce($9, submitted_by),
           submitted_at = coalesce($10, submitted_at), revision = revision + 1
         where ret = $1 and version = $2 and revision = $3 and state = $11",
        &[
            was.id.as_str().into(),
            was.version.into(),
            was.revision.into(),
            moved.to.name().into(),
            moved.due_on.to_string().as_str().into(),
            moved.at.into(),
            moved.reason.into(),
            moved.returned_by.map(Tier::name).into(),
            moved.submitted_by.into(),
            submitted_at.into(),
            was.state.name().into(),
        ],
    )
}

/// Ends what was approved because its correction is.
pub fn supersede(pen: &Pen, id: &str) -> db::Result<u64> {
    pen.run(
        "update collection_version set state = 'superseded', revision = revision + 1 where ret = $1 and state = 'approved'",
        &[id.into()],
    )
}

/// Records a step.
pub fn insert_step(pen: &Pen, ret: &str, id: &str, step: &Step) -> op::Result<()> {
    pen.run(
        "insert into collection_step (ret, id, version, verb, tier, done_by, at, reason, due_on, hash)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
        &[
            ret.into(),
            id.into(),
            step.version.into(),
            step.verb.as_str().into(),
            step.tier.map(Tier::name).into(),
            step.person.as_str().into(),
            step.at.into(),
            step.reason.as_str().into(),
            step.due_on.map(|day| day.to_string()).as_deref().into(),
            step.hash.as_str().into(),
        ],
    )?;
    Ok(())
}

/// The steps of a return, in order.
pub fn steps(conn: &Conn, ret: &str) -> db::Result<Vec<Step>> {
    conn.rows(
        "select version, verb, tier, done_by, at, reason, due_on, hash from collection_step where ret = $1 order by at, id",
        &[ret.into()],
        |row| {
            Ok(Step {
                version: row.int(0)?,
                verb: row.text(1)?,
                tier: row.opt_text_ref(2)?.map(|name| named(Tier::named(name))).transpose()?,
                person: row.text(3)?,
                at: row.instant(4)?,
                reason: row.text(5)?,
                due_on: row.opt_parsed(6)?,
                hash: row.text(7)?,
            })
        },
    )
}
