//! Invitations: a link that opens an account, gives a role, or lets a learner claim their record.

use op::{Actor, App, Error, Op, Pen, Result};
use serde_json::json;
use units::Fault;

use super::{grants, lookup, people};
use crate::access::{self, Action};
use crate::model::{
    GrantInput, Invitation, InvitationId, InvitationInput, NewPerson, PersonId, Refused, ScopeKind, Status,
};
use crate::rules::fields;
use crate::rules::grant::{INVITATION_SECONDS, after};
use crate::store::authority as store;
use crate::store::holders;
use crate::store::people as records;
use crate::ticket;

/// Invitations shown in a list.
const LISTED: i64 = 100;

/// Makes an invitation and answers the secret of its link, which is kept nowhere.
///
/// Errors: as [`make`].
pub fn invite(app: &App, actor: &Actor, input: InvitationInput) -> Result<String> {
    let id = InvitationId::from_parts(app.now(), app.random());
    let text = ticket::invitation(id, app.random());
    let hash = ticket::hash(&text);
    app.write(actor, None, move |op| make(op, id, &hash, &input))?;
    Ok(text)
}

/// Invites. Id and secret were made before; only the secret's hash comes here. To claim a record only those invite who see
/// it: staff of the organisations that made it or deposited for it, and officers above them.
///
/// Errors: `Invalid` for the grant, `Missing` for an unknown record, `Refused(already_claimed)`, `Forbidden`.
pub fn make(op: &Op, id: InvitationId, token_hash: &str, input: &InvitationInput) -> Result<()> {
    let place = input.grant.as_ref().map(|grant| grants::check(op, grant)).transpose()?;
    let to = input.grant.as_ref().zip(place.as_ref()).map(|(grant, place)| (grant.role.as_str(), place));
    let pen = op.may(&Action::Invite(to))?;
    if let Some(person) = &input.person {
        let (found, _) = lookup::person(op, person)?;
        if found.status != Status::Unclaimed {
            return Err(Error::refused(Refused::AlreadyClaimed));
        }
        pen.about(person);
    }
    let grant = input.grant.as_ref();
    store::insert_invitation(
        &pen,
        &Invitation {
            invitation: id.to_string(),
            token_hash: token_hash.to_owned(),
            person: input.person.clone(),
            role: grant.map(|grant| grant.role.clone()).unwrap_or_default(),
            scope_kind: grant.map_or(ScopeKind::Everywhere, |grant| grant.scope_kind),
            scope_code: grant.map(|grant| grant.scope_code.clone()).unwrap_or_default(),
            region: place.map(|place| place.region).unwrap_or_default(),
            valid_until: grant.and_then(|grant| grant.valid_until).map(after),
            invited_by: op.actor().id.clone(),
            invited_at: op.now(),
            expires_at: op.now().plus_seconds(INVITATION_SECONDS),
            accepted_at: None,
            withdrawn_at: None,
        },
    )?;
    pen.subject(&id);
    pen.tell(json!({ "role": grant.map(|grant| grant.role.as_str()).unwrap_or("") }));
    Ok(())
}

/// What one invited to, the latest first.
pub fn list(op: &Op) -> Result<Vec<Invitation>> {
    op.check(&Action::ViewPeople)?;
    store::invitations_by(op.conn(), &op.actor().id, LISTED)
}

/// Withdraws an invitation nobody accepted yet.
///
/// Errors: `Missing`, `Refused(over)`.
pub fn withdraw(op: &Op, invitation: &str) -> Result<()> {
    let found = store::invitation(op.conn(), invitation)?.ok_or(Error::Missing)?;
    let pen = op.may(&Action::WithdrawInvitation(invitation, &found.invited_by))?;
    match store::withdraw(&pen, invitation, op.now())? {
        0 => Err(Error::refused(Refused::InvitationOver)),
        _ => Ok(()),
    }
}

/// The open invitation behind a link.
///
/// Errors: `Missing` for a link that never was, `Refused(over)` for one that is over.
pub fn open(op: &Op, link: &str) -> Result<Invitation> {
    let id = ticket::read_invitation(link).ok_or(Error::Missing)?;
    let found = store::invitation(op.conn(), &id.to_string())?.ok_or(Error::Missing)?;
    if !ticket::matches(link, &found.token_hash) {
        return Err(Error::Missing);
    }
    let over = found.accepted_at.is_some() || found.withdrawn_at.is_some() || op.now() >= found.expires_at;
    if over || !still_given(op, &found)? { Err(Error::refused(Refused::InvitationOver)) } else { Ok(found) }
}

/// Accepts an invitation with the account one has.
///
/// Errors: as [`open`], `Refused` (to_self, already_claimed), `Conflict(exists)`.
pub fn accept(op: &Op, link: &str) -> Result<()> {
    let invitation = open(op, link)?;
    let pen = op.may(&Action::AcceptInvitation(&invitation.invitation))?;
    let person = op.actor().person().ok_or(Error::Unknown)?;
    if op.actor().on_behalf.is_some() {
        return Err(Error::refused(Refused::OnBehalf));
    }
    let person = people::parse(person)?;
    if invitation.person.is_some() {
        return Err(Error::refused(Refused::AlreadyClaimed));
    }
    if op.actor().id == invitation.invited_by {
        return Err(Error::refused(Refused::GrantToSelf));
    }
    finish(op, &pen, &invitation, person)
}

/// Accepts an invitation by opening an account. For a record to be claimed the 身份证号 must be typed as the school gave it,
/// so that the link alone does not open somebody's record. Without a number the day of birth is asked for: it says whether a
/// guardian is needed.
///
/// Errors: as [`open`], `Invalid` for the fields, `Refused` (mismatch, sign_in_name_taken, id_number_taken).
pub fn accept_as_new(op: &Op, link: &str, new: &NewPerson) -> Result<PersonId> {
    let invitation = open(op, link)?;
    let (pen, person) = match &invitation.person {
        None => {
            let pen = op.may(&Action::AcceptInvitation(&invitation.invitation))?;
            if new.id_number.is_none() && new.born.is_none() {
                return Err(people::invalid(Fault::new("born", "identity.field.born_missing")));
            }
            let person = people::insert(op, &pen, new)?;
            (pen, person)
        }
        Some(record) => {
            let pen = op.may(&Action::ClaimRecord(record))?;
            let person = claim(op, &pen, record, new)?;
            tell_holders(op, &pen, &invitation, record)?;
            (pen, person)
        }
    };
    finish(op, &pen, &invitation, person)?;
    Ok(person)
}

/// Tells every organisation that holds the record that it was claimed; the person's own timeline has it too, beside the
/// invitation and who made it.
fn tell_holders(op: &Op, pen: &Pen, invitation: &Invitation, record: &str) -> Result<()> {
    let holders = holders::of(op.conn(), record)?;
    let organisations: Vec<String> = holders.into_iter().filter_map(|holder| holder.organisation).collect();
    for organisation in &organisations {
        pen.about(organisation);
    }
    pen.about(&invitation.invitation);
    Ok(())
}

/// Turns an unclaimed record into an account.
fn claim(op: &Op, pen: &Pen, record: &str, new: &NewPerson) -> Result<PersonId> {
    let typed = new.id_number.as_deref().unwrap_or_default();
    let found = records::person(op.conn(), record)?.ok_or(Error::Missing)?;
    if found.status != Status::Unclaimed {
        return Err(Error::refused(Refused::AlreadyClaimed));
    }
    let name = fields::name(&new.name).map_err(people::invalid)?;
    let details = people::details(op, &found)?;
    if !people::is_number_of(op, typed, record)? || !fields::same_name(&name, &details.name) {
        return Err(Error::refused(Refused::InvitationMismatch));
    }
    if new.sign_in_name.is_none() || new.password_hash.is_none() {
        return Err(people::invalid(Fault::new("sign_in_name", "identity.field.sign_in_name_unfit")));
    }
    let person = people::parse(record)?;
    records::set_status(pen, record, Status::Unclaimed, Status::Active)?;
    people::open_account(op, pen, person, new)?;
    Ok(person)
}

/// Uses the invitation up and gives what it promised.
fn finish(op: &Op, pen: &Pen, invitation: &Invitation, person: PersonId) -> Result<()> {
    let id = person.to_string();
    if store::accept(pen, &invitation.invitation, &id, op.now())? == 0 {
        return Err(Error::conflict(Refused::InvitationOver));
    }
    if !invitation.role.is_empty() {
        let input = GrantInput {
            role: invitation.role.clone(),
            scope_kind: invitation.scope_kind,
            scope_code: invitation.scope_code.clone(),
            valid_until: None,
        };
        let place = grants::place(op, input.scope_kind, &input.scope_code)?;
        let place = place.ok_or_else(|| Error::refused(Refused::InvitationOver))?;
        grants::insert_until(op, pen, &id, &input, &place, &invitation.invited_by, invitation.valid_until)?;
    }
    pen.about(&person);
    pen.tell(json!({ "role": invitation.role, "scope": invitation.scope_code, "invited_by": invitation.invited_by }));
    Ok(())
}

/// Whether whoever invited still has the authority to give what was promised, and still sees the record to be claimed.
fn still_given(op: &Op, invitation: &Invitation) -> Result<bool> {
    if invitation.invited_by.starts_with("system:") {
        return Ok(true);
    }
    let inviter = super::sessions::as_held(op, &invitation.invited_by)?;
    if let Some(record) = &invitation.person
        && !lookup::sees_timeline(op, &inviter, record)?
    {
        return Ok(false);
    }
    if invitation.role.is_empty() {
        return Ok(true);
    }
    let place = grants::place(op, invitation.scope_kind, &invitation.scope_code)?;
    Ok(place.is_some_and(|place| access::may_grant(&inviter, &invitation.role, &place)))
}
