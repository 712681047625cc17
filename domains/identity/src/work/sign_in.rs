//! Signing in: count the attempt, verify outside, begin the session.
//!
//! An attempt is counted before it is known whether the password is right, in a write of its own: so a thousand guesses
//! sent at once are a thousand attempts. The success that follows takes the count away again.

use op::{Error, Op, Pen, Result};
use serde::{Deserialize, Serialize};
use serde_json::json;
use units::Instant;

use crate::access::{Action, Own};
use crate::model::{PersonId, SessionId, Stage};
use crate::rules::session::{self as life, LIFETIME_SECONDS, SIGN_IN_SECONDS};
use crate::rules::throttle::{self, Source, Turn};
use crate::store::{self, authority, secrets, sessions};
use crate::vault::{self, Indexed};

/// Kind of the job that forgets what has expired.
pub const SWEEP: &str = "identity.sign_in.sweep";

/// What attempts on passwords are counted as.
const STEP: &str = "password";

/// Where an attempt comes from, as the request says.
#[derive(Clone, Debug)]
pub struct Origin {
    /// The client's address.
    pub address: String,
    /// The client's network, see [`throttle::network`].
    pub network: String,
    /// Hash of the browser's device cookie, if it brought one.
    pub device_hash: Option<String>,
}

/// What an attempt is verified against. Never kept as the answer to a repeated request: attempts carry no key.
#[derive(Clone, Serialize, Deserialize)]
pub struct Challenge {
    /// The name's owner, if anybody has it.
    pub person: Option<String>,
    /// The password hash, if the owner may sign in.
    pub phc: Option<String>,
    /// The bucket to forget after a success.
    pub bucket: String,
    /// The network's bucket, if the attempt was counted there: a success is taken off it.
    pub network_bucket: Option<String>,
    /// How long the answer is to be held back.
    pub held_seconds: i64,
}

/// Counts an attempt on a name and answers what to verify the password against.
///
/// Errors: `TooMany` while this source has to wait, which is a known browser only.
pub fn attempt(op: &Op, sign_in_name: &str, origin: &Origin) -> Result<Challenge> {
    let person = store::people::by_sign_in_name(op.conn(), sign_in_name)?;
    let source = source(op, person.as_deref(), origin)?;
    let pen = op.may(&Action::AttemptSignIn(person.as_deref()))?;
    let (bucket, mut held_seconds) = match &source {
        Source::Network(_) => count_held(op, &pen, &throttle::bucket(STEP, sign_in_name, &source))?,
        _ => (count(op, &pen, STEP, sign_in_name, &source)?, 0),
    };
    let mut network_bucket = None;
    if let Source::Network(network) = &source {
        let (counted, seconds) = count_network(op, &pen, network)?;
        (network_bucket, held_seconds) = (Some(counted), held_seconds.max(seconds));
    }
    // Now and then, because there is no clock in a domain: what expired is forgotten.
    if op.random::<1>() == [0] {
        pen.job(SWEEP, &json!({}), op.now())?;
    }
    pen.tell(json!({ "known_device": matches!(source, Source::Device(_)) }));
    let phc = person.as_deref().map(|person| secrets::password(op.conn(), person)).transpose()?.flatten();
    Ok(Challenge { person, phc, bucket, network_bucket, held_seconds })
}

/// Counts a guess at the present password by whoever sits in a session of its owner: in a bucket of the session's own.
///
/// Errors: `TooMany` while this session has to wait.
pub fn attempt_in_session(op: &Op, person: &str) -> Result<Challenge> {
    let pen = op.may(&Action::AttemptSignIn(Some(person)))?;
    let session = Source::Session(op.actor().session.clone().unwrap_or_default());
    let bucket = count(op, &pen, STEP, person, &session)?;
    let phc = secrets::password(op.conn(), person)?;
    Ok(Challenge { person: Some(person.to_owned()), phc, bucket, network_bucket: None, held_seconds: 0 })
}

/// Counts an attempt that is never refused; answers how long its answer is held.
fn count_held(op: &Op, pen: &Pen, text: &str) -> Result<(String, i64)> {
    let bucket = vault::index(op.keys(), Indexed::Attempt, text);
    let seen = store::throttle::attempts(op.conn(), &bucket)?;
    let (count, seconds) = match throttle::decide_held(seen, op.now()) {
        Turn::Go { count } => (count, 0),
        Turn::Held { count, seconds } => (count, seconds),
        Turn::Wait { seconds } => return Err(Error::TooMany { retry_after_seconds: seconds }),
    };
    match store::throttle::note(pen, &bucket, seen, count, op.now())? {
        1 => Ok((bucket, seconds)),
        // Another attempt of the same source came between: this one comes after it.
        _ => Err(Error::TooMany { retry_after_seconds: 1 }),
    }
}

/// Counts an attempt for its network; answers how long its answer is held.
fn count_network(op: &Op, pen: &Pen, network: &str) -> Result<(String, i64)> {
    let text = throttle::bucket("network", "", &Source::Network(network.to_owned()));
    let bucket = vault::index(op.keys(), Indexed::Attempt, &text);
    let seen = store::throttle::attempts(op.conn(), &bucket)?;
    let forgotten = seen.map_or(0, |seen| throttle::forgotten(op.now().seconds_since(seen.last_at)));
    store::throttle::add(pen, &bucket, forgotten, op.now())?;
    match throttle::decide_network(seen, op.now()) {
        Turn::Held { seconds, .. } => Ok((bucket, seconds)),
        _ => Ok((bucket, 0)),
    }
}

/// Counts an attempt in its bucket, or says how long to wait. What comes from [`Source::Unknown`] is counted for the person.
pub(crate) fn count(op: &Op, pen: &Pen, step: &str, name: &str, source: &Source) -> Result<String> {
    let bucket = vault::index(op.keys(), Indexed::Attempt, &throttle::bucket(step, name, source));
    let seen = store::throttle::attempts(op.conn(), &bucket)?;
    let turn = match source {
        Source::Unknown => throttle::decide_person(seen, op.now()),
        _ => throttle::decide(seen, op.now()),
    };
    match turn {
        Turn::Wait { seconds } => Err(Error::TooMany { retry_after_seconds: seconds }),
        Turn::Go { count } | Turn::Held { count, .. } => {
            match store::throttle::note(pen, &bucket, seen, count, op.now())? {
                1 => Ok(bucket),
                // Another attempt of the same source came between: this one comes after it.
                _ => Err(Error::TooMany { retry_after_seconds: 1 }),
            }
        }
    }
}

/// A browser known for this person is a source of its own, anything else counts by its network.
pub(crate) fn source(op: &Op, person: Option<&str>, origin: &Origin) -> Result<Source> {
    let since = op.now().plus_seconds(-life::DEVICE_SECONDS);
    if let (Some(person), Some(device)) = (person, &origin.device_hash)
        && sessions::device_known(op.conn(), person, device, since)?
    {
        return Ok(Source::Device(device.clone()));
    }
    Ok(Source::Network(origin.network.clone()))
}

/// A session to begin: its secrets were made before the write.
#[derive(Clone)]
pub struct Start {
    /// Whose.
    pub person: PersonId,
    /// Its id.
    pub session: SessionId,
    /// Hash of its ticket.
    pub token_hash: String,
    /// Hash of the device cookie the browser will keep.
    pub device_hash: String,
    /// What the browser calls itself, in two words.
    pub device: String,
    /// The attempt's bucket.
    pub bucket: String,
    /// The network's bucket, if the attempt was counted there.
    pub network_bucket: Option<String>,
    /// The password hash that was verified.
    pub verified: String,
}

/// Begins a session for the actor, whose password was verified. Answers what is still to be shown.
///
/// Errors: `Refused(identity.sign_in.failed)` if password or account changed meanwhile.
pub fn start(op: &Op, start: &Start) -> Result<Stage> {
    let person = start.person.to_string();
    let pen = op.may(&Action::Own(Own::StartSession, &person))?;
    if secrets::password(op.conn(), &person)?.as_deref() != Some(start.verified.as_str()) {
        return Err(Error::refused(crate::model::Refused::SignInFailed));
    }
    let enrolled = secrets::factor(op.conn(), &person)?.is_some_and(|factor| factor.confirmed_at.is_some());
    let grants = authority::held(op.conn(), &person, op.now())?;
    let stage = life::stage(false, enrolled, grants.iter().map(|grant| grant.role.as_str()));
    let lifetime = if stage == Stage::Complete { LIFETIME_SECONDS } else { SIGN_IN_SECONDS };
    sessions::insert(
        &pen,
        &crate::model::Session {
            session: start.session.to_string(),
            person: person.clone(),
            token_hash: start.token_hash.clone(),
            device: start.device.clone(),
            started_at: op.now(),
            seen_at: op.now(),
            expires_at: op.now().plus_seconds(lifetime),
            second_factor_at: None,
            ended_at: None,
            acting: None,
        },
    )?;
    match &start.network_bucket {
        None => store::throttle::forget(&pen, &start.bucket)?,
        // Only its own attempt is taken off again: were the count gone, whoever hung up before the answer could tell from the
        // next one that a guess was right.
        Some(network) => {
            store::throttle::take_off(&pen, &start.bucket)?;
            store::throttle::take_off(&pen, network)?;
        }
    }
    if stage == Stage::Complete {
        sessions::remember_device(&pen, &person, &start.device_hash, op.now())?;
    }
    pen.tell(json!({ "stage": stage }));
    Ok(stage)
}

/// Forgets what nobody needs any more: old attempts, sessions that expired a month ago, unknown browsers.
pub fn sweep(op: &Op) -> Result<u64> {
    /// Ended sessions are listed nowhere; a month is kept for questions about what happened.
    const KEPT_SECONDS: i64 = 30 * 24 * 3600;
    let pen = op.may(&Action::Sweep)?;
    let moment = |seconds: i64| -> Instant { op.now().plus_seconds(-seconds) };
    let attempts = store::throttle::forget_before(&pen, moment(throttle::FORGET_SECONDS))?;
    let ended = sessions::forget_before(&pen, moment(KEPT_SECONDS))?;
    pen.tell(json!({ "attempts": attempts, "sessions": ended }));
    Ok(attempts + ended)
}
