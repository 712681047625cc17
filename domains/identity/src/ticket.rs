//! Tickets: the secrets a browser or a program comes with. Only their SHA-256 is stored; with 256 random bits a slow hash
//! would protect nothing more.
//!
//! A ticket names whose it is and which row it belongs to, so that finding it touches one person's rows:
//! `<person>.<row>.<random>`, ids without their prefix, 32 random bytes in base64url.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq;
use units::{Id, Kind};

use crate::model::{InvitationKind, PersonKind, ResetKind, SessionKind, TokenKind};

/// Before every API token, so that scanners for leaked secrets know one.
pub const TOKEN_MARK: &str = "xqt.";

/// The longest ticket that is looked at, in bytes; a real one has under 110.
const TICKET_BYTES_MAX: usize = 160;

/// The ticket of a session, as it stands in the cookie.
pub fn session(person: Id<PersonKind>, session: Id<SessionKind>, random: [u8; 32]) -> String {
    format!("{}.{}.{}", bare(person), bare(session), URL_SAFE_NO_PAD.encode(random))
}

/// The ticket of an API token, as it stands behind `Bearer`.
pub fn token(person: Id<PersonKind>, token: Id<TokenKind>, random: [u8; 32]) -> String {
    format!("{TOKEN_MARK}{}.{}.{}", bare(person), bare(token), URL_SAFE_NO_PAD.encode(random))
}

/// The ticket of an invitation, as it stands in the link.
pub fn invitation(invitation: Id<InvitationKind>, random: [u8; 32]) -> String {
    format!("{}.{}", bare(invitation), URL_SAFE_NO_PAD.encode(random))
}

/// The ticket of a link that sets a new password.
pub fn reset(person: Id<PersonKind>, reset: Id<ResetKind>, random: [u8; 32]) -> String {
    format!("{}.{}.{}", bare(person), bare(reset), URL_SAFE_NO_PAD.encode(random))
}

/// The ticket of a known device, as it stands in its cookie.
pub fn device(random: [u8; 32]) -> String {
    URL_SAFE_NO_PAD.encode(random)
}

/// Person and session named by a cookie's text.
pub fn read_session(text: &str) -> Option<(Id<PersonKind>, Id<SessionKind>)> {
    let (person, row) = split(text)?;
    Some((whole(person)?, whole(row)?))
}

/// Person and token named by a bearer token's text.
pub fn read_token(text: &str) -> Option<(Id<PersonKind>, Id<TokenKind>)> {
    let (person, row) = split(text.strip_prefix(TOKEN_MARK)?)?;
    Some((whole(person)?, whole(row)?))
}

/// Person and link for a new password named by a link's text.
pub fn read_reset(text: &str) -> Option<(Id<PersonKind>, Id<ResetKind>)> {
    let (person, row) = split(text)?;
    Some((whole(person)?, whole(row)?))
}

/// The invitation named by a link's text.
pub fn read_invitation(text: &str) -> Option<Id<InvitationKind>> {
    if text.len() > TICKET_BYTES_MAX {
        return None;
    }
    whole(text.split_once('.')?.0)
}

/// What is stored of a ticket: SHA-256 in hexadecimal.
pub fn hash(text: &str) -> String {
    hex::encode(Sha256::digest(text.as_bytes()))
}

/// Whether a text is the ticket whose hash is stored; takes the same time wherever they differ.
pub fn matches(text: &str, stored_hash: &str) -> bool {
    hash(text).as_bytes().ct_eq(stored_hash.as_bytes()).into()
}

fn split(text: &str) -> Option<(&str, &str)> {
    if text.len() > TICKET_BYTES_MAX {
        return None;
    }
    let mut parts = text.split('.');
    let (person, row, _random) = (parts.next()?, parts.next()?, parts.next()?);
    parts.next().is_none().then_some((person, row))
}

/// An id without its kind's prefix.
fn bare<K: Kind>(id: Id<K>) -> String {
    id.to_string().split_off(K::PREFIX.len() + 1)
}

fn whole<K: Kind>(bare: &str) -> Option<Id<K>> {
    Id::parse(&format!("{}_{bare}", K::PREFIX)).ok()
}

#[cfg(test)]
mod tests;
