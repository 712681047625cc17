//! Staff looking people up.

use op::{Actor, Error, Op, Permission, Place, Result, Role, Scope};
use units::Fault;

use super::{grants, people};
use crate::access::{self, Action, Seen};
use crate::model::{Contact, GrantRow, Person, Status};
use crate::rules::fields;
use crate::store::authority;
use crate::store::holders::{self, Claim};
use crate::store::people::{self as store, Within};
use crate::vault::{self, Indexed};

/// Roles whose scopes say whom a staff member's list shows.
const LISTING: [Role; 3] = [access::PROVINCE_OFFICER, access::BANK_OFFICER, access::REGISTRAR];

/// Claims shown.
const CLAIMS_LISTED: i64 = 50;

/// People the actor is responsible for: everybody for an administrator, else holders of roles in the actor's scopes.
pub fn list(op: &Op, after: Option<&str>, descending: bool, limit: i64) -> Result<Vec<Person>> {
    op.check(&Action::ViewPeople)?;
    store::list(op.conn(), &within(op), op.now(), after, descending, limit)
}

/// Where the actor is responsible.
pub(crate) fn within(op: &Op) -> Within {
    let actor = op.actor();
    if actor.is_system() || actor.holds_anywhere(access::ADMIN) {
        return Within::Everywhere;
    }
    let (mut region_prefixes, mut organisations) = (Vec::new(), Vec::new());
    for scope in LISTING.iter().flat_map(|role| actor.scopes(*role)) {
        match scope {
            Scope::Everywhere => return Within::Everywhere,
            Scope::Region(code) => region_prefixes.push(prefix(code).to_owned()),
            Scope::Organisation(code) => organisations.push(code.clone()),
        }
    }
    Within::Places { region_prefixes, organisations }
}

/// The digits of a region's code that say which level it is.
fn prefix(code: &str) -> &str {
    let mut prefix = code;
    while prefix.len() > 2 && prefix.ends_with("00") {
        prefix = &prefix[..prefix.len() - 2];
    }
    prefix
}

/// Who has exactly this sign-in name, 身份证号, mobile number or e-mail address? Knowing one is the reason to ask; a list
/// cannot be made of it. Somebody the actor may not see is not found.
///
/// Errors: `Invalid(typed)` for what looks like a number and is none.
pub fn find(op: &Op, typed: &str) -> Result<Option<Person>> {
    op.check(&Action::ViewPeople)?;
    for candidate in candidates(op, typed.trim())? {
        match person(op, &candidate) {
            Ok((found, _)) => return Ok(Some(found)),
            Err(Error::Missing | Error::Forbidden(_)) => {}
            Err(error) => return Err(error),
        }
    }
    Ok(None)
}

/// The people somebody may mean by what they typed, whether or not the actor may see them.
fn candidates(op: &Op, typed: &str) -> Result<Vec<String>> {
    let wrong = |fault: Fault| Error::Invalid(vec![Fault { field: "typed".to_owned(), ..fault }]);
    if typed.contains('@') {
        let email = fields::email(typed).map_err(wrong)?;
        let index = vault::index(op.keys(), Indexed::Email, &email.to_lowercase());
        return store::by_contact(op.conn(), Contact::Email, &index);
    }
    if let Ok(phone) = fields::phone(typed) {
        return store::by_contact(op.conn(), Contact::Phone, &vault::index(op.keys(), Indexed::Phone, &phone));
    }
    if typed.starts_with(|first: char| first.is_ascii_digit()) {
        let index = people::number_index(op, typed).map_err(wrong)?;
        let found = store::by_id_numbers(op.conn(), &[&index])?;
        return Ok(found.into_iter().map(|(_, person)| person).collect());
    }
    Ok(store::by_sign_in_name(op.conn(), &typed.to_ascii_lowercase())?.into_iter().collect())
}

/// One person and what they hold, for whoever may see their page.
///
/// Errors: `Missing`.
pub fn person(op: &Op, person: &str) -> Result<(Person, Vec<GrantRow>)> {
    let found = store::person(op.conn(), person)?.ok_or(Error::Missing)?;
    let held = authority::held(op.conn(), person, op.now())?;
    let places: Vec<Place> = held.iter().map(grants::place_of).collect();
    let holders = holders::of(op.conn(), person)?;
    let unclaimed = found.status == Status::Unclaimed;
    op.check(&Action::ViewPerson(&Seen { person, unclaimed, places: &places, holders: &holders }))?;
    Ok((found, held))
}

/// Whether somebody sees what happened to a person: as the person's page, but for an officer who may know of a learner with an
/// account only because a school recorded them: what a learner does is the learner's own.
pub(crate) fn sees_timeline(op: &Op, actor: &Actor, person: &str) -> Result<bool> {
    let Some(found) = store::person(op.conn(), person)? else { return Ok(false) };
    let held = authority::held(op.conn(), person, op.now())?;
    let places: Vec<Place> = held.iter().map(grants::place_of).collect();
    let unclaimed = found.status == Status::Unclaimed;
    let holders = if unclaimed { holders::of(op.conn(), person)? } else { Vec::new() };
    Ok(Action::ViewPerson(&Seen { person, unclaimed, places: &places, holders: &holders }).allows(actor))
}

/// Records of learners that were claimed lately and that organisations within the actor's reach hold, the latest first.
pub fn claims(op: &Op) -> Result<Vec<Claim>> {
    op.check(&Action::ViewLearners)?;
    holders::claims(op.conn(), &within(op), CLAIMS_LISTED)
}
