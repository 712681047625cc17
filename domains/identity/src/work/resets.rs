//! A forgotten password: whoever is responsible makes a link once, its person sets a new password with it.

use op::{Actor, App, Error, Op, Permission, Place, Result};
use serde_json::json;
use units::Id;

use super::{account, grants, lookup, sessions};
use crate::access::{self, Action};
use crate::model::{Refused, Reset, ResetId, Status};
use crate::rules::grant::RESET_SECONDS;
use crate::store::{authority, guardians, holders, people, resets as store};
use crate::ticket;

/// What deciding about a reset takes, owned.
struct Account {
    held: Vec<(String, Place)>,
    holders: Vec<Place>,
    guardian: bool,
}

impl Account {
    fn of(op: &Op, person: &str) -> Result<Account> {
        let held = authority::held(op.conn(), person, op.now())?;
        let mut held: Vec<_> = held.iter().map(|row| (row.role.clone(), grants::place_of(row))).collect();
        // Whoever comes into the account comes into the offices lent to it, and to the wards of its owner.
        for lent in authority::delegated_to(op.conn(), person, op.now())? {
            let lender = authority::held(op.conn(), &lent.principal, op.now())?;
            held.extend(
                lender
                    .iter()
                    .filter(|row| row.grant_id == lent.grant_id)
                    .map(|row| (row.role.clone(), grants::place_of(row))),
            );
        }
        let guardian = !guardians::wards(op.conn(), person)?.is_empty();
        Ok(Account { held, holders: holders::of(op.conn(), person)?, guardian })
    }

    fn asked<'a>(&'a self, person: &'a str) -> access::Account<'a> {
        access::Account { person, held: &self.held, holders: &self.holders, guardian: self.guardian }
    }
}

/// Makes a link's secret, stores its hash, and answers the link's path, which is kept nowhere.
///
/// Errors: those of [`make`].
pub fn make_link(app: &App, actor: &Actor, person: &str) -> Result<String> {
    let id: ResetId = Id::from_parts(app.now(), app.random());
    // What stands in an address and is no id is nobody's.
    let whose = person.parse().map_err(|_| Error::Missing)?;
    let text = ticket::reset(whose, id, app.random());
    let (person, hash) = (person.to_owned(), ticket::hash(&text));
    app.write(actor, None, move |op| make(op, &person, id, &hash))?;
    Ok(format!("/password-resets/{text}"))
}

/// Makes a link for somebody's new password; an earlier one stops working. Id and secret were made before; only the secret's
/// hash comes here.
///
/// Errors: `Missing` for somebody the actor may not know of or who has no account, `Forbidden` beyond one's authority.
pub fn make(op: &Op, person: &str, id: ResetId, token_hash: &str) -> Result<()> {
    let (found, _) = lookup::person(op, person)?;
    let account = Account::of(op, person)?;
    let pen = op.may(&Action::MakeReset(&account.asked(person)))?;
    if found.status != Status::Active {
        return Err(Error::Missing);
    }
    let reset = Reset {
        person: person.to_owned(),
        reset: id.to_string(),
        token_hash: token_hash.to_owned(),
        made_by: op.actor().id.clone(),
        expires_at: op.now().plus_seconds(RESET_SECONDS),
        ended_at: None,
    };
    store::insert(&pen, &reset, op.now())?;
    pen.tell(json!({ "reset": reset.reset }));
    Ok(())
}

/// Whether the actor may make a link for somebody's new password.
pub fn may_make(op: &Op, person: &str) -> Result<bool> {
    Ok(Action::MakeReset(&Account::of(op, person)?.asked(person)).allows(op.actor()))
}

/// The working link behind its text, and the sign-in name of its person.
///
/// Errors: `Missing` for a link that never was, `Refused(over)` for one that is used, replaced or too old, or whose maker has
/// lost the authority.
pub fn open(op: &Op, link: &str) -> Result<(Reset, String)> {
    let (person, id) = ticket::read_reset(link).ok_or(Error::Missing)?;
    let found = store::reset(op.conn(), &person.to_string(), &id.to_string())?.ok_or(Error::Missing)?;
    if !ticket::matches(link, &found.token_hash) {
        return Err(Error::Missing);
    }
    let over = || Error::refused(Refused::ResetOver);
    if found.ended_at.is_some() || op.now() >= found.expires_at || !still_may(op, &found)? {
        return Err(over());
    }
    let account = people::person(op.conn(), &found.person)?.filter(|person| person.status == Status::Active);
    let name = account.and_then(|account| account.sign_in_name).ok_or_else(over)?;
    Ok((found, name))
}

fn still_may(op: &Op, reset: &Reset) -> Result<bool> {
    if reset.made_by.starts_with("system:") {
        return Ok(true);
    }
    let maker = sessions::as_held(op, &reset.made_by)?;
    Ok(Action::MakeReset(&Account::of(op, &reset.person)?.asked(&reset.person)).allows(&maker))
}

/// Sets a new password with a link: every session ends, no browser stays known, no token works.
///
/// Errors: as [`open`].
pub fn finish(op: &Op, link: &str, phc: &str) -> Result<()> {
    let (reset, _) = open(op, link)?;
    let pen = op.may(&Action::UseReset(&reset.person))?;
    if store::finish(&pen, &reset.person, &reset.reset, op.now())? == 0 {
        return Err(Error::conflict(Refused::ResetOver));
    }
    account::replace_password(op, &pen, &reset.person, phc, "", None)
}
