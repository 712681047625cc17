//! A refused handover as a reader sees it: what, from where to where, why, and what to do next.

use op::Op;
use op::refused::RefusedJob;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use units::Args;
use web::{Locale, Refused, Voice};

use super::access::{Action, Side};
use super::work::{self, Known};

/// Most refusals a thing's own page shows.
const ABOUT_MAX: i64 = 5;

/// Something that was handed over and refused.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Handover {
    /// Identifier.
    pub id: String,
    /// `county`, `campaign`, `evaluation` or `system`.
    pub kind: String,
    /// Identifier of what was handed over.
    pub subject: String,
    /// How that is called, in the reader's language.
    pub title: String,
    /// Its page.
    pub page: String,
    /// The room that handed it over, in the reader's language.
    pub from: String,
    /// The room that refused it, in the reader's language.
    pub to: String,
    /// Where the cause is usually mended, and how, in the reader's language.
    pub next: String,
    /// Whether it is being tried again at the moment.
    pub trying: bool,
    /// When it was refused last, RFC 3339.
    pub refused_at: String,
    /// Why, at most twenty reasons.
    pub reasons: Vec<Reason>,
    /// How many more reasons there are.
    pub more: usize,
    /// Whether the reader may let it be tried again.
    pub may_retry: bool,
}

/// Why something was refused.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[schemars(rename = "HandoverReason")]
pub struct Reason {
    /// The field, as a path of what was handed over; empty if it is the whole.
    pub field: String,
    /// The stable code.
    pub code: String,
    /// The sentence, in the reader's language.
    pub text: String,
    /// What a foreign program said of it, in English; else empty.
    pub quoted: String,
}

/// A refused job in words; none where the reader may not know of it, or what it hands over is gone.
pub fn handover(op: &Op, voice: &Voice, job: &RefusedJob) -> op::Result<Option<Handover>> {
    let Some(known) = work::known(op, job)? else { return Ok(None) };
    Ok(seen(op, &known).then(|| shown(op, voice, job, &known)))
}

fn seen(op: &Op, known: &Known) -> bool {
    op.check(&Action::View(&known.subject, known.side())).is_ok()
}

fn shown(op: &Op, voice: &Voice, job: &RefusedJob, known: &Known) -> Handover {
    let english = voice.locale() == Locale::En && !known.title_en.is_empty();
    let reason = |one: &op::refused::Reason| Reason {
        field: one.field.clone(),
        code: one.code.clone(),
        text: voice.kept(&one.code, &one.args),
        quoted: one.args.get(units::document::QUOTED).cloned().unwrap_or_default(),
    };
    Handover {
        id: job.id.clone(),
        kind: known.kind.to_owned(),
        subject: known.subject.clone(),
        title: if english { known.title_en.clone() } else { known.title.clone() },
        page: known.page.clone(),
        from: voice.word(known.from),
        to: voice.word(known.to),
        next: voice.word(&format!("handover-next-{}", known.kind)),
        trying: job.again,
        refused_at: job.refused_at.to_string(),
        reasons: job.refusals.reasons.iter().map(reason).collect(),
        more: job.refusals.more,
        may_retry: op.check(&Action::Retry(&known.subject, known.side())).is_ok(),
    }
}

/// What was refused of a thing, for the thing's own page.
///
/// # Errors
/// Those of the database.
pub fn about(op: &Op, subject: &str, voice: &Voice) -> op::Result<Vec<Refused>> {
    let mut found = Vec::new();
    if !super::access::works(op.actor()) {
        return Ok(found);
    }
    for job in op::refused::about(op.conn(), subject, ABOUT_MAX)? {
        let Some(one) = handover(op, voice, &job)? else { continue };
        let key = if one.trying { "handover-trying" } else { "handover-refused" };
        found.push(Refused {
            title: voice.with(key, &Args::one("to", &one.to)),
            reason: one.reasons.into_iter().next().map(|first| first.text).unwrap_or_default(),
            at: one.refused_at,
            href: format!("/monitor/handovers/{}", one.id),
        });
    }
    Ok(found)
}

impl Known {
    /// Whose it is.
    pub fn side(&self) -> Side<'_> {
        Side { regions: &self.regions, collected: self.collected }
    }
}
