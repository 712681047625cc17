//! Sessions: whose request this is, which are open, ending them.

use op::{Actor, ActorKind, Error, Grant, OnBehalf, Op, Result, Scope};
use serde_json::json;
use units::Instant;

use crate::access::{Action, Own};
use crate::model::{Acting, GrantRow, ScopeKind, Session, Stage};
use crate::rules::session::{self, Life};
use crate::store::{authority, secrets, sessions, tokens};
use crate::ticket;
use crate::work::guardians;

/// A session that lives, and how far its sign-in has come.
pub struct Current {
    /// The session.
    pub session: Session,
    /// How far.
    pub stage: Stage,
    /// What its person holds now.
    pub grants: Vec<GrantRow>,
}

/// The living session behind a cookie, if it is one; whatever its stage.
pub fn current(op: &Op, ticket_text: &str) -> Result<Option<Current>> {
    let Some((person, session_id)) = ticket::read_session(ticket_text) else {
        return Ok(None);
    };
    let person = person.to_string();
    let Some(session) = sessions::session(op.conn(), &person, &session_id.to_string())? else {
        return Ok(None);
    };
    if !ticket::matches(ticket_text, &session.token_hash) || session::life(&session, op.now()) != Life::Live {
        return Ok(None);
    }
    let enrolled = secrets::factor(op.conn(), &person)?.is_some_and(|factor| factor.confirmed_at.is_some());
    let grants = authority::held(op.conn(), &person, op.now())?;
    let stage =
        session::stage(session.second_factor_at.is_some(), enrolled, grants.iter().map(|grant| grant.role.as_str()));
    Ok(Some(Current { session, stage, grants }))
}

/// The actor of a session whose sign-in is complete. In somebody's place it holds what was lent, and nothing of its own:
/// a guardian stands for the ward, a lent role lends the role alone.
pub fn actor(op: &Op, current: &Current) -> Result<Actor> {
    let session = &current.session;
    let mut actor = Actor::with_grants(&session.person, current.grants.iter().map(grant).collect());
    actor.second_factor = session.second_factor_at.is_some();
    actor.session = Some(session.session.clone());
    if let Some(acting) = &session.acting
        && let Some(lent) = lent(op, &session.person, acting)?
    {
        actor.grants = lent;
        let person = acting.person.clone();
        actor.on_behalf = Some(if acting.by == GUARDIAN { OnBehalf::Ward(person) } else { OnBehalf::Office(person) });
    }
    Ok(actor)
}

/// What somebody acting in another's place holds; `None` if they may not, or no longer. A guardian may until the ward is of
/// age.
pub(crate) fn lent(op: &Op, person: &str, acting: &Acting) -> Result<Option<Vec<Grant>>> {
    if acting.by == GUARDIAN {
        let guardians = guardians::confirmed(op, &acting.person)?;
        return Ok(guardians.iter().any(|guardian| guardian == person).then(Vec::new));
    }
    let Some(delegation) = authority::delegation(op.conn(), &acting.person, &acting.by)? else {
        return Ok(None);
    };
    let in_force = delegation.delegate == person && delegation.ended_at.is_none() && op.now() < delegation.valid_until;
    let held = authority::held(op.conn(), &acting.person, op.now())?;
    Ok(held.iter().find(|row| in_force && row.grant_id == delegation.grant_id).map(|row| vec![grant(row)]))
}

/// Somebody who is not here, with what they hold now: for what they promised earlier.
pub(crate) fn as_held(op: &Op, person: &str) -> Result<Actor> {
    let held = authority::held(op.conn(), person, op.now())?;
    Ok(Actor::with_grants(person, held.iter().map(grant).collect()))
}

/// How a session says that it acts as a guardian.
pub const GUARDIAN: &str = "guardian";

/// The actor of a bearer token that works.
pub fn bearer(op: &Op, text: &str) -> Result<Option<Actor>> {
    let Some((person, token_id)) = ticket::read_token(text) else {
        return Ok(None);
    };
    let person = person.to_string();
    let Some(token) = tokens::token(op.conn(), &person, &token_id.to_string())? else {
        return Ok(None);
    };
    if !ticket::matches(text, &token.token_hash) || token.revoked_at.is_some() || op.now() >= token.expires_at {
        return Ok(None);
    }
    let held = authority::held(op.conn(), &person, op.now())?;
    let lent = held.iter().filter(|row| token.grants.contains(&row.grant_id)).map(grant).collect();
    let mut actor = Actor::with_grants(&person, lent);
    actor.kind = ActorKind::Token;
    actor.session = Some(token.token);
    Ok(Some(actor))
}

/// A stored grant as the kernel knows it.
pub(crate) fn grant(row: &GrantRow) -> Grant {
    Grant { role: row.role.clone(), scope: scope(row.scope_kind, &row.scope_code) }
}

pub(crate) fn scope(kind: ScopeKind, code: &str) -> Scope {
    match kind {
        ScopeKind::Everywhere => Scope::Everywhere,
        ScopeKind::Region => Scope::Region(code.to_owned()),
        ScopeKind::Organisation => Scope::Organisation(code.to_owned()),
    }
}

/// Notes that a session was used.
pub fn note_seen(op: &Op, person: &str, session: &str, seen_before: Instant) -> Result<()> {
    let pen = op.may(&Action::Own(Own::NoteSession, person))?;
    sessions::note_seen(&pen, person, session, seen_before, op.now())?;
    Ok(())
}

/// One's open sessions, the latest first.
pub fn open(op: &Op, person: &str) -> Result<Vec<Session>> {
    op.check(&Action::Own(Own::View, person))?;
    let mut open = sessions::open(op.conn(), person, op.now())?;
    open.retain(|session| session::life(session, op.now()) == Life::Live);
    Ok(open)
}

/// Ends one of one's sessions; ending it twice is harmless.
///
/// Errors: `Missing` if one has no such session.
pub fn end(op: &Op, person: &str, session: &str) -> Result<()> {
    let pen = op.may(&Action::Own(Own::EndSession, person))?;
    sessions::session(op.conn(), person, session)?.ok_or(Error::Missing)?;
    sessions::end(&pen, person, session, op.now())?;
    pen.tell(json!({ "session": session }));
    Ok(())
}

/// Ends all of one's sessions but the present one.
pub fn end_others(op: &Op, person: &str) -> Result<u64> {
    let pen = op.may(&Action::Own(Own::EndSession, person))?;
    let kept = op.actor().session.clone().unwrap_or_default();
    let ended = sessions::end_others(&pen, person, &kept, op.now())?;
    pen.tell(json!({ "sessions_ended": ended }));
    Ok(ended)
}
