//! One's own account: password and contacts.

use op::{Error, Op, Result};
use serde_json::json;

use super::people;
use crate::access::{Action, Own};
use crate::model::{Contact, Refused};
use crate::store::{self, secrets, sessions};

/// Sets a person's password from the command line: every session ends. The hash is made by [`crate::password::hash`].
pub fn set_password(op: &Op, person: &str, phc: &str) -> Result<()> {
    let pen = op.may(&Action::SetPassword(person))?;
    store::people::person(op.conn(), person)?.ok_or(Error::Missing)?;
    secrets::set_password(&pen, person, phc, op.now())?;
    let ended = sessions::end_others(&pen, person, "", op.now())?;
    sessions::forget_devices(&pen, person)?;
    pen.tell(json!({ "sessions_ended": ended }));
    Ok(())
}

/// Changes one's own password. Every other session ends and no browser stays known, because the reason for a change may be
/// that somebody else has the old one. `verified` is the hash the present password was verified against, `bucket` the attempt's.
///
/// Errors: `Refused(identity.password.wrong)` if it was changed meanwhile.
pub fn change_password(op: &Op, person: &str, verified: &str, phc: &str, bucket: &str) -> Result<()> {
    let pen = op.may(&Action::Own(Own::ChangePassword, person))?;
    if secrets::password(op.conn(), person)?.as_deref() != Some(verified) {
        return Err(Error::refused(Refused::PasswordWrong));
    }
    secrets::set_password(&pen, person, phc, op.now())?;
    store::throttle::forget(&pen, bucket)?;
    let kept = op.actor().session.clone().unwrap_or_default();
    let ended = sessions::end_others(&pen, person, &kept, op.now())?;
    sessions::forget_devices(&pen, person)?;
    pen.tell(json!({ "sessions_ended": ended }));
    Ok(())
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
