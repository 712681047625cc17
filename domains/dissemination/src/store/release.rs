//! Releases, without their observations.

use db::{Conn, Row};
use op::{Error, OnConstraint, Pen};
use units::Instant;

use super::{document, named, written};
use crate::model::{DataflowInput, Release, ReleaseState};
use crate::rules::Refused;

macro_rules! columns {
    () => {
        "r.dataflow, r.version, r.state, r.released_on, r.change, r.change_en, r.structure, r.structure_version, r.hash, \
         r.series, r.observations, r.first_period, r.last_period, r.drafted_by, r.drafted_at, r.proposed_by, \
         r.released_by, r.released_at, r.published, r.withdrawn_at, r.reason, r.revision, \
         r.coverage, r.suppression"
    };
}

fn release(row: &Row) -> db::Result<Release> {
    Ok(Release {
        dataflow: row.text(0)?,
        version: row.int(1)?,
        state: named(ReleaseState::named(row.text_ref(2)?))?,
        released_on: row.parsed(3)?,
        change: row.text(4)?,
        change_en: row.text(5)?,
        structure: document(row.text_ref(6)?)?,
        structure_version: row.int(7)?,
        hash: row.text(8)?,
        series: row.int(9)?,
        observations: row.int(10)?,
        first_period: row.text(11)?,
        last_period: row.text(12)?,
        drafted_by: row.text(13)?,
        drafted_at: row.instant(14)?,
        proposed_by: row.opt_text(15)?,
        released_by: row.opt_text(16)?,
        released_at: row.opt_instant(17)?,
        published: row.opt_text_ref(18)?.map(document).transpose()?,
        withdrawn_at: row.opt_instant(19)?,
        reason: row.text(20)?,
        revision: row.int(21)?,
        coverage: document(row.text_ref(22)?)?,
        suppression: row.opt_text_ref(23)?.map(document).transpose()?,
    })
}

/// A release that is not out yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Open {
    /// The region whose dataflow it is.
    pub region: String,
    /// A draft, or what waits for a second person.
    pub state: ReleaseState,
    /// Who proposed it.
    pub proposed_by: Option<String>,
}

/// The drafts and proposals of all dataflows.
pub fn open(conn: &Conn) -> db::Result<Vec<Open>> {
    conn.rows(
        "select d.region, r.state, r.proposed_by from dissemination_release r
         join dissemination_dataflow d on d.id = r.dataflow where r.state in ('draft', 'proposed')",
        &[],
        |row| {
            let state = named(ReleaseState::named(row.text_ref(1)?))?;
            Ok(Open { region: row.text(0)?, state, proposed_by: row.opt_text(2)? })
        },
    )
}

/// One release.
pub fn one(conn: &Conn, dataflow: &str, version: i64) -> db::Result<Option<Release>> {
    conn.row(
        concat!("select ", columns!(), " from dissemination_release r where r.dataflow = $1 and r.version = $2"),
        &[dataflow.into(), version.into()],
        release,
    )
}

/// Every release of a dataflow, the latest first.
pub fn of(conn: &Conn, dataflow: &str) -> db::Result<Vec<Release>> {
    conn.rows(
        concat!("select ", columns!(), " from dissemination_release r where r.dataflow = $1 order by r.version desc"),
        &[dataflow.into()],
        release,
    )
}

/// What is public now, the first first: those released and not withdrawn.
pub fn released(conn: &Conn) -> db::Result<Vec<Release>> {
    conn.rows(
        concat!(
            "select ",
            columns!(),
            " from dissemination_release r where r.state = 'released' order by r.dataflow, r.version"
        ),
        &[],
        release,
    )
}

/// Changes whenever anything is released or withdrawn.
pub fn public_revision(conn: &Conn) -> db::Result<String> {
    let sql =
        "select count(*), count(r.withdrawn_at), coalesce(max(r.released_at), 0), coalesce(max(r.withdrawn_at), 0)
               from dissemination_release r where r.released_at is not null";
    let text =
        conn.row(sql, &[], |row| Ok(format!("{}-{}-{}-{}", row.int(0)?, row.int(1)?, row.int(2)?, row.int(3)?)))?;
    Ok(text.unwrap_or_default())
}

/// When anything was last released or withdrawn, if ever.
pub fn changed(conn: &Conn) -> db::Result<Option<Instant>> {
    let sql = "select max(case when r.withdrawn_at > r.released_at then r.withdrawn_at else r.released_at end)
               from dissemination_release r where r.released_at is not null";
    Ok(conn.row(sql, &[], |row| row.opt_instant(0))?.flatten())
}

/// Writes a draft, a new one or in the place of the same version's draft.
pub fn draft(pen: &Pen, release: &Release) -> op::Result<()> {
    let structure = written(&release.structure)?;
    let coverage = written(&release.coverage)?;
    let suppression = release.suppression.as_ref().map(written).transpose()?;
    let day = release.released_on.to_string();
    pen.run(
        "delete from dissemination_release where dataflow = $1 and version = $2 and state = 'draft'",
        &[release.dataflow.as_str().into(), release.version.into()],
    )?;
    pen.run(
        "insert into dissemination_release (dataflow, version, state, released_on, change, change_en, structure,
           structure_version, hash, series, observations, first_period, last_period, drafted_by, drafted_at, reason, revision,
           coverage, suppression)
         values ($1, $2, 'draft', $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, '', $15, $16, $17)",
        &[
            release.dataflow.as_str().into(),
            release.version.into(),
            day.as_str().into(),
            release.change.as_str().into(),
            release.change_en.as_str().into(),
            structure.as_str().into(),
            release.structure_version.into(),
            release.hash.as_str().into(),
            release.series.into(),
            release.observations.into(),
            release.first_period.as_str().into(),
            release.last_period.as_str().into(),
            release.drafted_by.as_str().into(),
            release.drafted_at.into(),
            release.revision.into(),
            coverage.as_str().into(),
            suppression.as_deref().into(),
        ],
    )
    .map(|_| ())
    .on_constraint("dissemination_release_open", || Error::conflict(Refused::ReleaseOpen))
}

/// Moves a release between draft and proposed, if nobody was faster.
pub fn step(pen: &Pen, was: &Release, to: ReleaseState, proposed_by: Option<&str>, reason: &str) -> op::Result<()> {
    pen.one(
        "update dissemination_release set state = $3, proposed_by = $4, reason = $5, revision = revision + 1
         where dataflow = $1 and version = $2 and state = $6 and revision = $7",
        &[
            was.dataflow.as_str().into(),
            was.version.into(),
            to.name().into(),
            proposed_by.into(),
            reason.into(),
            was.state.name().into(),
            was.revision.into(),
        ],
    )
}

/// Publishes a proposed release.
pub fn publish(pen: &Pen, was: &Release, content: &DataflowInput, person: &str, at: Instant) -> op::Result<()> {
    let published = written(content)?;
    pen.run(
        "update dissemination_release set state = 'released', released_by = $3, released_at = $4, published = $5,
           reason = '', revision = revision + 1
         where dataflow = $1 and version = $2 and state = 'proposed' and revision = $6",
        &[
            was.dataflow.as_str().into(),
            was.version.into(),
            person.into(),
            at.into(),
            published.as_str().into(),
            was.revision.into(),
        ],
    )
    .on_constraint("dissemination_release_two", || Error::refused(Refused::SamePerson))
    .and_then(|changed| if changed == 1 { Ok(()) } else { Err(Error::conflict(Refused::NotNow)) })
}

/// Takes a release back for good.
pub fn withdraw(pen: &Pen, was: &Release, reason: &str, at: Instant) -> op::Result<()> {
    pen.one(
        "update dissemination_release set state = 'withdrawn', withdrawn_at = $3, reason = $4, revision = revision + 1
         where dataflow = $1 and version = $2 and state = $5 and revision = $6",
        &[
            was.dataflow.as_str().into(),
            was.version.into(),
            at.into(),
            reason.into(),
            was.state.name().into(),
            was.revision.into(),
        ],
    )
}
