//! What was refused, whose it is, and trying it again.

use op::refused::{self, RefusedJob};
use op::{Error, Op, Result};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use web::Voice;

use super::access::{Action, works};
use super::shown::{Handover, handover};
use super::{CAMPAIGN_JOB, COUNTY_JOB, EVALUATION_JOB, SYSTEM_JOB};

/// Most refused jobs that are looked through: each stands for something an officer has to mend.
const LOOKED_MAX: i64 = 500;

/// What a refused job hands over.
pub struct Known {
    /// `county`, `campaign`, `evaluation` or `system`.
    pub kind: &'static str,
    /// Identifier.
    pub subject: String,
    /// How it is called.
    pub title: String,
    /// The same in English, or empty.
    pub title_en: String,
    /// Its page.
    pub page: String,
    /// Word of the room it comes from.
    pub from: &'static str,
    /// Word of the room it goes to.
    pub to: &'static str,
    /// Its regions.
    pub regions: Vec<String>,
    /// Whether it comes from a collection.
    pub collected: bool,
}

/// That something is being tried again.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[schemars(rename = "HandoverAttempt")]
pub struct Attempt {
    /// Identifier of the handover.
    pub id: String,
}

/// What a job hands over; none for other jobs, and where that is gone.
pub fn known(op: &Op, job: &RefusedJob) -> Result<Option<Known>> {
    let told = |name: &str| job.body.get(name).and_then(Value::as_str).unwrap_or_default();
    let version = job.body.get("version").and_then(Value::as_i64).unwrap_or_default();
    match job.kind.as_str() {
        COUNTY_JOB => county(op, told("campaign"), told("county")),
        CAMPAIGN_JOB => campaign(op, told("campaign")),
        SYSTEM_JOB => system(op, told("id"), version),
        EVALUATION_JOB => evaluation(op, told("id"), version),
        _ => Ok(None),
    }
}

fn campaign(op: &Op, id: &str) -> Result<Option<Known>> {
    let found = collection::store::campaign::get(op.conn(), id)?;
    Ok(found.map(|found| Known {
        kind: "campaign",
        subject: id.to_owned(),
        title: found.title,
        title_en: found.title_en,
        page: format!("/collection/campaigns/{id}"),
        from: "collection-menu-room",
        to: "statistics-menu-room",
        regions: vec![found.region],
        collected: true,
    }))
}

fn county(op: &Op, id: &str, code: &str) -> Result<Option<Known>> {
    let Some(whole) = campaign(op, id)? else { return Ok(None) };
    let found = directory::store::region(op.conn(), code)?;
    let (name, name_en) = found.map_or_else(|| (code.to_owned(), code.to_owned()), |one| (one.name, one.name_en));
    let english = if whole.title_en.is_empty() { &whole.title } else { &whole.title_en };
    Ok(Some(Known {
        kind: "county",
        title: format!("{name} · {}", whole.title),
        title_en: format!("{} · {english}", if name_en.is_empty() { name } else { name_en }),
        to: "supervision-menu-room",
        regions: vec![code.to_owned()],
        ..whole
    }))
}

fn system(op: &Op, id: &str, version: i64) -> Result<Option<Known>> {
    let found = monitor::store::system::version(op.conn(), id, version)?;
    Ok(found.map(|found| Known {
        kind: "system",
        subject: id.to_owned(),
        title: found.content.name,
        title_en: found.content.name_en,
        page: format!("/monitor/systems/{id}?version={version}"),
        from: "monitor-menu-room",
        to: "statistics-menu-room",
        regions: found.content.members,
        collected: false,
    }))
}

fn evaluation(op: &Op, id: &str, version: i64) -> Result<Option<Known>> {
    let found = statistics::store::evaluation::version(op.conn(), id, version)?;
    Ok(found.map(|found| Known {
        kind: "evaluation",
        subject: id.to_owned(),
        title: found.content.name,
        title_en: found.content.name_en,
        page: format!("/statistics/evaluations/{id}?version={version}"),
        from: "statistics-menu-room",
        to: "dissemination-menu-room",
        regions: found.content.members,
        collected: false,
    }))
}

/// Everything that was refused and the actor may know of, the earliest first.
pub fn all(op: &Op, voice: &Voice) -> Result<Vec<Handover>> {
    let mut found = Vec::new();
    if works(op.actor()) {
        for job in refused::all(op.conn(), LOOKED_MAX)? {
            found.extend(handover(op, voice, &job)?);
        }
    }
    Ok(found)
}

/// One of them.
///
/// Errors: `Missing`, also once it was taken.
pub fn one(op: &Op, voice: &Voice, id: &str) -> Result<Handover> {
    let job = refused::one(op.conn(), id)?.ok_or(Error::Missing)?;
    handover(op, voice, &job)?.ok_or(Error::Missing)
}

/// How many wait for the actor to mend the cause and try again.
///
/// # Errors
/// Those of the database.
pub fn waiting(op: &Op) -> Result<usize> {
    let mut count = 0;
    if works(op.actor()) {
        for job in refused::all(op.conn(), LOOKED_MAX)?.iter().filter(|job| !job.again) {
            let known = known(op, job)?;
            count += usize::from(known.is_some_and(|one| op.check(&Action::Retry(&one.subject, one.side())).is_ok()));
        }
    }
    Ok(count)
}

/// Lets something be handed over again, under the job's own number: what was taken before is not taken twice. Asking again while
/// it is being tried changes nothing.
///
/// Errors: `Missing` where it was taken meanwhile; `Forbidden` for who only looks.
pub fn retry(op: &Op, id: &str) -> Result<Attempt> {
    let job = refused::one(op.conn(), id)?.ok_or(Error::Missing)?;
    let known = known(op, &job)?.ok_or(Error::Missing)?;
    let pen = op.may(&Action::Retry(&known.subject, known.side()))?;
    pen.again(id)?;
    pen.tell(json!({ "kind": known.kind }));
    Ok(Attempt { id: id.to_owned() })
}
