//! Timelines: what happened to a subject, from the journal, in words.

use fluent_bundle::FluentValue;
use op::journal::{self, Entry};
use op::{Actor, ActorKind, Op};
use serde::Serialize;
use serde_json::Value;

use crate::Voice;
use crate::site::Refused;
use crate::words::key_of;

/// Writes timelines in one language; made by [`crate::Request::timeline`].
#[derive(Clone)]
pub struct Timeline {
    pub(crate) voice: Voice,
    pub(crate) display_name: fn(&Op, &str) -> String,
    pub(crate) refused: fn(&Op, &str, &Voice) -> op::Result<Vec<Refused>>,
}

/// One entry of a timeline, as `ui.timeline` shows it.
#[derive(Clone, Debug, Serialize)]
pub struct TimelineRow {
    /// When, RFC 3339.
    pub at: String,
    /// What happened: the word `action-…` with the journal row's change as its arguments.
    pub what: String,
    /// Who did it; to readers who have not signed in, the office they hold.
    pub who: String,
    /// On whose behalf; empty for their own, and to readers who have not signed in.
    pub on_behalf: String,
    /// More, from the word `action-…-detail` if there is one; else empty.
    pub detail: String,
}

impl Timeline {
    /// What happened to a subject, latest first, at most `limit` entries. Whoever calls has asked whether the actor may see it.
    pub fn rows(&self, op: &Op, subject: &str, limit: i64) -> op::Result<Vec<TimelineRow>> {
        let entries = journal::timeline(op.conn(), subject, limit, None)?;
        Ok(entries.iter().map(|entry| self.row(op, entry)).collect())
    }

    /// What was handed over of a subject and refused, as far as the operation's actor may know of it.
    pub fn refused(&self, op: &Op, subject: &str) -> op::Result<Vec<Refused>> {
        (self.refused)(op, subject, &self.voice)
    }

    /// One journal entry in words.
    pub fn row(&self, op: &Op, entry: &Entry) -> TimelineRow {
        let key = format!("action-{}", key_of(&entry.action));
        let say = |key: &str| self.voice.words.say(self.voice.locale, key, args(entry));
        let detail = format!("{key}-detail");
        let has_detail = self.voice.words.has(self.voice.locale, &detail);
        TimelineRow {
            at: entry.at.to_string(),
            what: say(&key),
            who: self.who(op, entry),
            on_behalf: match entry.on_behalf.as_deref() {
                Some(person) if !is_nobody(op.actor()) => (self.display_name)(op, person),
                _ => String::new(),
            },
            detail: if has_detail { say(&detail) } else { String::new() },
        }
    }

    /// Who did it. People are named to those who have signed in; to everybody else an office answers for its officers, by the
    /// word `actor-<domain>` of the domain that was acted in.
    fn who(&self, op: &Op, entry: &Entry) -> String {
        let named = !is_nobody(op.actor()) || !entry.actor.starts_with(PERSON_PREFIX);
        if named {
            return (self.display_name)(op, &entry.actor);
        }
        let domain = entry.action.split('.').next().unwrap_or_default();
        self.voice.if_any(&format!("actor-{domain}")).unwrap_or_else(|| self.voice.word("ui-timeline_staff"))
    }
}

/// How identifiers of people begin; the platform itself is `system:…`.
const PERSON_PREFIX: &str = "prs_";

fn is_nobody(actor: &Actor) -> bool {
    actor.kind == ActorKind::Public
}

/// The simple fields of a change, as arguments of its sentence.
fn args(entry: &Entry) -> Vec<(String, FluentValue<'static>)> {
    let mut args = vec![("subject".to_owned(), FluentValue::from(entry.subject.clone()))];
    for (name, value) in entry.change.as_object().into_iter().flatten() {
        let value = match value {
            Value::String(text) => FluentValue::from(text.clone()),
            Value::Number(number) => {
                number.as_i64().map_or_else(|| FluentValue::from(number.to_string()), FluentValue::from)
            }
            Value::Bool(_) => FluentValue::from(value.to_string()),
            Value::Null | Value::Array(_) | Value::Object(_) => continue,
        };
        args.push((name.clone(), value));
    }
    args
}
