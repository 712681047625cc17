//! One's own account: overview, contacts, password.

use op::{Actor, App, Error, Op, Result};
use web::{Answer, FormView, Reply, Request, Response, context};

use super::sign_in::Caller;
use crate::access::{Action, Own};
use crate::asked::signed_in;
use crate::model::{Contact, Refused};
use crate::rules::fields;
use crate::shown;
use crate::store::{authority, people as store, secrets};
use crate::work::{account, people, sign_in};
use crate::{mask, password};

/// Longest field that is looked at.
const TYPED_CHARS_MAX: usize = 200;
/// Entries of the timeline on the page.
const TIMELINE_LIMIT: i64 = 30;

/// GET /account
pub(crate) fn page(request: Request) -> Answer {
    let person = signed_in(&request)?;
    let timeline = request.timeline();
    Ok(Reply::read(move |op| {
        op.check(&Action::Own(Own::View, &person)).or_else(|_| op.check(&Action::Own(Own::ActFor, &person)))?;
        let found = store::person(op.conn(), &person)?.ok_or(Error::Missing)?;
        let details = people::details(op, &found)?;
        let contact = |kind| people::contact(op, &person, kind);
        let held = authority::held(op.conn(), &person, op.now())?;
        let acting = acting(op)?;
        Ok(Response::page(
            "identity/account.html",
            context! {
                name => details.name,
                sign_in_name => details.sign_in_name,
                id_number => details.id_number.as_deref().map(mask::id_number),
                born => details.born,
                phone => contact(Contact::Phone)?.as_deref().map(mask::phone),
                email => contact(Contact::Email)?.as_deref().map(mask::email),
                password_set_at => secrets::password_set_at(op.conn(), &person)?,
                factor => secrets::factor(op.conn(), &person)?.is_some_and(|factor| factor.confirmed_at.is_some()),
                grants => shown::grants(op, &held)?,
                timeline => if acting.is_none() { timeline.rows(op, &person, TIMELINE_LIMIT)? } else { Vec::new() },
                acting,
            },
        ))
    }))
}

/// The name of the person acted for, if any.
fn acting(op: &Op) -> Result<Option<String>> {
    let Some(person) = op.actor().acts_for() else { return Ok(None) };
    Ok(people::names(op, &[person])?.remove(person))
}

/// GET /account/contact
pub(crate) fn contact_form(request: Request) -> Answer {
    let person = signed_in(&request)?;
    Ok(Reply::read(move |op| {
        op.check(&Action::Own(Own::ChangeContact, &person))?;
        let phone = people::contact(op, &person, Contact::Phone)?.unwrap_or_default();
        let email = people::contact(op, &person, Contact::Email)?.unwrap_or_default();
        let form = FormView::new([("phone".to_owned(), phone), ("email".to_owned(), email)]);
        Ok(Response::page("identity/contact.html", context! { form }))
    }))
}

/// POST /account/contact. Without a request key: the hash kept with one would be a hash over a phone number.
pub(crate) fn contact_submit(request: Request) -> Answer {
    let person = signed_in(&request)?;
    let mut form = request.fields()?;
    let phone = form.text("phone", 0..=TYPED_CHARS_MAX);
    let email = form.text("email", 0..=TYPED_CHARS_MAX);
    let checked = form.check();
    let reply = Reply::write(
        None,
        move |op| {
            checked.clone()?;
            account::change_contact(op, &person, &phone, &email)
        },
        |()| Response::see_other("/account").notice("identity-notice-contact_changed"),
    );
    Ok(reply.or(move |_, error| Ok(Response::page("identity/contact.html", context! { form => form.view_of(error) }))))
}

/// GET /account/password
pub(crate) fn password_form(request: Request) -> Answer {
    let person = signed_in(&request)?;
    Ok(Reply::read(move |op| {
        op.check(&Action::Own(Own::ChangePassword, &person))?;
        Ok(Response::page("identity/password.html", context! { form => FormView::blank() }))
    }))
}

/// POST /account/password
pub(crate) fn password_submit(request: Request) -> Answer {
    let person = signed_in(&request)?;
    let caller = Caller::of(&request);
    let mut form = request.fields()?;
    let present = form.secret("present", 1..=TYPED_CHARS_MAX);
    let new = form.secret("password", 1..=TYPED_CHARS_MAX);
    let again = form.secret("again", 1..=TYPED_CHARS_MAX);
    if new != again {
        form.fault("again", "identity.password.differs", units::Args::none());
    }
    let checked = form.check();
    let work = Reply::work(move |app: &App, actor: &Actor| {
        checked?;
        change(app, actor, &caller, &person, &present, &new)?;
        Ok(Response::see_other("/account").notice("identity-notice-password_changed"))
    });
    Ok(work.or(move |_, error| Ok(Response::page("identity/password.html", context! { form => form.view_of(error) }))))
}

/// GET /account/birthday
pub(crate) fn born_form(request: Request) -> Answer {
    let person = signed_in(&request)?;
    Ok(Reply::read(move |op| {
        op.check(&Action::Own(Own::GiveBorn, &person))?;
        Ok(Response::page("identity/birthday.html", context! { form => FormView::blank() }))
    }))
}

/// POST /account/birthday. Without a request key: the hash kept with one would be a hash over a day of birth.
pub(crate) fn born_submit(request: Request) -> Answer {
    let person = signed_in(&request)?;
    let mut form = request.fields()?;
    let born = form.day("born");
    let checked = form.check();
    let verb = move |op: &Op| {
        checked.clone()?;
        account::give_born(op, &person, born)
    };
    let reply = Reply::write(None, verb, |()| Response::see_other("/account").notice("identity-notice-born_given"));
    Ok(reply.or(move |_, error| Ok(Response::page("identity/birthday.html", context! { form => form.view_of(error) }))))
}

/// Counts the attempt for this session, verifies and hashes outside any write, then changes.
fn change(app: &App, actor: &Actor, caller: &Caller, person: &str, present: &str, new: &str) -> Result<()> {
    let found = app.read(actor, |op| {
        op.check(&Action::Own(Own::ChangePassword, person))?;
        store::person(op.conn(), person)
    })?;
    let name = found.and_then(|person| person.sign_in_name).ok_or(Error::Missing)?;
    fields::password(new, &name).map_err(people::invalid)?;
    let whose = person.to_owned();
    let challenge = app.write(actor, None, move |op| sign_in::attempt_in_session(op, &whose))?;
    let verified = challenge.phc;
    if !password::verify_for(Some(person), present, verified.as_deref())? {
        return Err(Error::refused(Refused::PasswordWrong));
    }
    let phc = password::hash(new, app.random())?;
    let (person, verified) = (person.to_owned(), verified.unwrap_or_default());
    let (bucket, device) = (challenge.bucket, caller.origin.device_hash.clone());
    app.write(actor, None, move |op| account::change_password(op, &person, &verified, &phc, &bucket, device.as_deref()))
}
