//! One's own account: password and contacts.

use op::{Error, Op, Pen, Result};
use serde_json::json;
use units::Day;

use super::people;
use crate::access::{Action, Own};
use crate::model::{Contact, Refused};
use crate::store::{self, resets, secrets, sessions, tokens};

/// Sets a person's password from the command line: every session ends, and every token. The hash is made by
/// [`crate::password::hash`].
pub fn set_password(op: &Op, person: &str, phc: &str) -> Result<()> {
    let pen = op.may(&Action::SetPassword(person))?;
    store::people::person(op.conn(), person)?.ok_or(Error::Missing)?;
    replace_password(op, &pen, person, phc, "", None)
}

/// Replaces a password and ends everything that somebody who had the old one may have kept: sessions but one, the memory of
/// browsers but one, every token.
pub(crate) fn replace_password(
    op: &Op,
    pen: &Pen,
    person: &str,
    phc: &str,
    session: &str,
    device_hash: Option<&str>,
) -> Result<()> {
    secrets::set_password(pen, person, phc, op.now())?;
    let ended = sessions::end_others(pen, person, session, op.now())?;
    sessions::forget_devices(pen, person, device_hash.unwrap_or_default())?;
    let revoked = tokens::revoke_all(pen, person, op.now())?;
    resets::end_all(pen, person, op.now())?;
    pen.tell(json!({ "sessions_ended": ended, "tokens_revoked": revoked }));
    Ok(())
}

/// Changes one's own password. Every other session ends, every other browser is forgotten and every token revoked, because
/// the reason for a change may be that somebody else has the old one. `verified` is the hash the present password was
/// verified against, `bucket` the attempt's, `device_hash` the present browser's.
///
/// Errors: `Refused(identity.password.wrong)` if it was changed meanwhile.
pub fn change_password(
    op: &Op,
    person: &str,
    verified: &str,
    phc: &str,
    bucket: &str,
    device_hash: Option<&str>,
) -> Result<()> {
    let pen = op.may(&Action::Own(Own::ChangePassword, person))?;
    if secrets::password(op.conn(), person)?.as_deref() != Some(verified) {
        return Err(Error::refused(Refused::PasswordWrong));
    }
    store::throttle::forget(&pen, bucket)?;
    let kept = op.actor().session.clone().unwrap_or_default();
    replace_password(op, &pen, person, phc, &kept, device_hash)
}

/// Gives the day of birth of an account that has none, once: it says whether a guardian is needed.
///
/// Errors: `Invalid(born)`, `Refused(identity.born.known)`.
pub fn give_born(op: &Op, person: &str, born: Day) -> Result<()> {
    let pen = op.may(&Action::Own(Own::GiveBorn, person))?;
    people::set_born(op, &pen, person, born)
}

/// Sets or removes one's phone and e-mail.
///
/// Errors: `Invalid` for the fields.
pub fn change_contact(op: &Op, person: &str, phone: &str, email: &str) -> Result<()> {
    let pen = op.may(&Action::Own(Own::ChangeContact, person))?;
    people::set_contact(op, &pen, person, Contact::Phone, Some(phone))?;
    people::set_contact(op, &pen, person, Contact::Email, Some(email))?;
    pen.tell(json!({ "phone": !phone.trim().is_empty(), "email": !email.trim().is_empty() }));
    Ok(())
}
