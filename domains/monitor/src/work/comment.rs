//! Comments on a version, answers to them, and the voices of the members.

use op::{Error, Op, Result};
use serde_json::json;

use super::system::{load, owed, seen, unchanged};
use crate::access::{Action, SystemVerb};
use crate::model::{AnswerInput, Comment, CommentInput, CommentKind, Outcome, Stance, SystemState, Voice, VoiceInput};
use crate::rules::{self, COMMENT_CHARS_MAX, Refused, system as rule};
use crate::store;

/// Comments on a version for a member.
///
/// Errors: `Invalid` without a text; see [`rule::comment`].
pub fn comment(op: &Op, id: &str, input: &CommentInput) -> Result<Comment> {
    if let Some(fault) = rules::text_fault("text", &input.text, 1, COMMENT_CHARS_MAX, true) {
        return Err(Error::Invalid(vec![fault]));
    }
    let pen = op.may(&Action::Comment(id, &input.region))?;
    let system = seen(op, id, input.version)?;
    let said = store::comment::of_version(op.conn(), id, system.version)?.len();
    rule::comment(&system, &input.region, &input.indicator, said, op.today()).map_err(Error::refused)?;
    let comment = Comment {
        id: op.id::<CommentKind>().to_string(),
        system: id.to_owned(),
        version: system.version,
        region: input.region.clone(),
        indicator: input.indicator.clone(),
        text: input.text.trim().to_owned(),
        said_by: op.actor().id.clone(),
        said_at: op.now(),
        outcome: None,
        answer: String::new(),
        answered_by: None,
        answered_at: None,
    };
    store::comment::insert(&pen, &comment)?;
    pen.about(&comment.region);
    pen.tell(json!({ "version": comment.version, "indicator": comment.indicator }));
    Ok(comment)
}

/// Says what became of a comment.
///
/// Errors: `Invalid` without a reason where it is not adopted; `Conflict(monitor.comment.answered)`.
pub fn answer(op: &Op, id: &str, input: &AnswerInput) -> Result<Comment> {
    if input.outcome != Outcome::Adopted || !input.answer.trim().is_empty() {
        owed("answer", &input.answer)?;
    }
    let system = load(op, id, input.version)?;
    let pen = op.may(&Action::System(SystemVerb::Answer, id, &system.content.members))?;
    if !matches!(system.state, SystemState::Draft | SystemState::Consulting) {
        return Err(Error::conflict(Refused::NotNow));
    }
    let of = one(op, id, &system.version, &input.comment)?;
    if of.outcome.is_some() {
        return Err(Error::conflict(Refused::Answered));
    }
    store::comment::answer(&pen, &of, input.outcome, input.answer.trim(), &op.actor().id, op.now())?;
    pen.about(&of.region);
    pen.tell(json!({ "version": of.version, "comment": of.id, "outcome": input.outcome.name() }));
    one(op, id, &system.version, &input.comment)
}

fn one(op: &Op, id: &str, version: &i64, comment: &str) -> Result<Comment> {
    let all = store::comment::of_version(op.conn(), id, *version)?;
    all.into_iter().find(|one| one.id == comment).ok_or(Error::Missing)
}

/// The comments on a version, for those who may see it. What the members said is theirs until the version is published.
pub fn comments(op: &Op, id: &str, version: i64) -> Result<Vec<Comment>> {
    let system = seen(op, id, version)?;
    op.check(&Action::View(id, &system.content.members))?;
    Ok(store::comment::of_version(op.conn(), id, version)?)
}

/// Gives the voice of a member on what was proposed.
///
/// Errors: `Invalid` when it objects without a reason; see [`rule::speak`].
pub fn speak(op: &Op, id: &str, input: &VoiceInput) -> Result<Voice> {
    if input.stance == Stance::Object || !input.reason.trim().is_empty() {
        owed("reason", &input.reason)?;
    }
    let pen = op.may(&Action::Speak(id, &input.region))?;
    let system = unchanged(load(op, id, input.version)?, input.revision)?;
    let voices = store::comment::voices(op.conn(), id, system.version)?;
    // The person who signs is the one signed in, never the one they may stand for.
    rule::speak(&system, &input.region, &voices, &op.actor().id).map_err(Error::refused)?;
    let voice = Voice {
        region: input.region.clone(),
        stance: input.stance,
        reason: input.reason.trim().to_owned(),
        said_by: op.actor().id.clone(),
        said_at: op.now(),
    };
    store::comment::speak(&pen, id, system.version, &voice)?;
    pen.about(&voice.region);
    pen.tell(json!({ "version": system.version, "region": voice.region, "stance": voice.stance.name(), "reason": voice.reason }));
    Ok(voice)
}
