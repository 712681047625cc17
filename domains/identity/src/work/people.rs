//! Records of people: made, found by number, claimed, closed, and opened for those who may see them.

use std::collections::{BTreeMap, HashMap};

use codes::ResidentId;
use op::{Error, OnConstraint, Op, Pen, Result};
use serde_json::json;
use units::{Day, Fault, Refusal};

use crate::access::Action;
use crate::model::{Contact, NewPerson, Person, PersonDetails, PersonId, Refused, ScopeKind, Status};
use crate::rules::{age, fields};
use crate::store::people as store;
use crate::store::{authority, holders, secrets, sessions, tokens};
use crate::vault::{self, Column, Indexed};

/// Makes a person's record; with a sign-in name it is an account, otherwise it waits to be claimed.
///
/// Errors: `Invalid` for the fields, `Refused` (sign_in_name_taken, id_number_taken).
pub fn register_person(op: &Op, new: &NewPerson) -> Result<PersonId> {
    let pen = op.may(&Action::RegisterPerson)?;
    let person = insert(op, &pen, new)?;
    pen.subject(&person);
    pen.tell(json!({ "account": new.sign_in_name.is_some() }));
    Ok(person)
}

/// The record behind a name and 身份证号: found by the number's keyed hash, else made, unclaimed, for an organisation.
///
/// Errors: `Invalid` if the number or the name is unfit, `Refused(identity.person.name_differs)` if the number is known
/// under another name.
pub fn person_for(op: &Op, pen: &Pen, organisation: &str, name: &str, id_number: &str) -> Result<PersonId> {
    let found = people_for(op, pen, organisation, &[(name, id_number)])?;
    match found.into_iter().next() {
        Some(Ok(person)) => Ok(person),
        Some(Err(refusal)) => Err(Error::Refused(refusal)),
        None => Err(Error::bug("one person was asked for and none answered")),
    }
}

/// As [`person_for`], for many at once and set by set; answers in the order asked, a refusal in place of a person.
///
/// The organisation holds the records that are made here. What it meets it holds once it deposits something there, see
/// [`held_by`]: to name somebody in a file that is never deposited gives no right to their record.
///
/// Errors: `Invalid` naming the first pair (`people.<place>.…`) that is unfit.
pub fn people_for(
    op: &Op,
    pen: &Pen,
    organisation: &str,
    pairs: &[(&str, &str)],
) -> Result<Vec<std::result::Result<PersonId, Refusal>>> {
    let asked = asked(op, pairs)?;
    let mut known = known(op, &asked)?;
    let (mut rows, mut numbers) = (Vec::new(), Vec::new());
    let mut answers = Vec::with_capacity(asked.len());
    for (name, index, number) in asked {
        let (person, known_name) = match known.get(&index) {
            Some((person, known_name)) => (*person, known_name.clone()),
            None => {
                let person: PersonId = op.id();
                rows.push(sealed_row(op, person, Status::Unclaimed, &name, Some(number), None)?);
                numbers.push((index.clone(), person.to_string()));
                known.insert(index, (person, name.clone()));
                (person, name.clone())
            }
        };
        answers.push(if fields::same_name(&name, &known_name) { Ok(person) } else { Err(Refused::NameDiffers.into()) });
    }
    // Two files naming the same new person at the same moment: the second is told to come again and then finds them.
    store::insert(pen, &rows, &numbers, op.now()).on_constraint("identity_id_number_pk", || Error::Busy)?;
    let made: Vec<&str> = numbers.iter().map(|(_, person)| person.as_str()).collect();
    held_by(op, pen, organisation, &made)?;
    Ok(answers)
}

/// Records that an organisation deposited something for these people: from now on it is one of those that hold their records.
///
/// Errors: `Missing` for an organisation the directory does not have.
pub fn held_by(op: &Op, pen: &Pen, organisation: &str, people: &[&str]) -> Result<()> {
    if people.is_empty() {
        return Ok(());
    }
    let place = super::grants::place(op, ScopeKind::Organisation, organisation)?.ok_or(Error::Missing)?;
    // In one order always, so that two files with the same people do not wait for each other.
    let mut people = people.to_vec();
    people.sort_unstable();
    people.dedup();
    holders::insert(pen, &people, organisation, &place.region, op.now())
}

/// What was asked in one form, with the index of each number.
///
/// Errors: `Invalid` naming the first pair that is unfit.
pub(super) fn asked(op: &Op, pairs: &[(&str, &str)]) -> Result<Vec<Asked>> {
    let mut asked = Vec::with_capacity(pairs.len());
    for (place, (name, number)) in pairs.iter().enumerate() {
        let at =
            |fault: Fault| Error::Invalid(vec![Fault { field: format!("people.{place}.{}", fault.field), ..fault }]);
        let name = fields::name(name).map_err(at)?;
        let number = id_number(number).map_err(at)?;
        asked.push((name, vault::index(op.keys(), Indexed::IdNumber, number.reveal()), number));
    }
    Ok(asked)
}

/// Name, index of the number, number.
pub(super) type Asked = (String, String, ResidentId);

/// Of the numbers asked for, those somebody has: person and opened name by index.
pub(super) fn known(op: &Op, asked: &[Asked]) -> Result<HashMap<String, (PersonId, String)>> {
    let mut indexes: Vec<&str> = asked.iter().map(|(_, index, _)| index.as_str()).collect();
    indexes.sort_unstable();
    indexes.dedup();
    let found = store::by_id_numbers(op.conn(), &indexes)?;
    let ids: Vec<&str> = found.iter().map(|(_, person)| person.as_str()).collect();
    let names = names(op, &ids)?;
    let mut known = HashMap::with_capacity(found.len());
    for (index, person) in found {
        let name = names.get(&person).cloned().ok_or_else(|| Error::bug("a number belongs to no record"))?;
        known.insert(index, (parse(&person)?, name));
    }
    Ok(known)
}

/// Inserts a person under a permission already given; see [`register_person`].
pub(crate) fn insert(op: &Op, pen: &Pen, new: &NewPerson) -> Result<PersonId> {
    let name = fields::name(&new.name).map_err(invalid)?;
    let number = new.id_number.as_deref().map(id_number).transpose().map_err(invalid)?;
    new.born.map_or(Ok(()), |born| age::check_born(born, op.today())).map_err(invalid)?;
    let status = if new.sign_in_name.is_some() { Status::Active } else { Status::Unclaimed };
    let person: PersonId = op.id();
    let row = sealed_row(op, person, status, &name, number, new.born)?;
    let numbers: Vec<_> = number
        .iter()
        .map(|number| (vault::index(op.keys(), Indexed::IdNumber, number.reveal()), person.to_string()))
        .collect();
    let taken = || Error::refused(Refused::IdNumberTaken);
    let indexes: Vec<&str> = numbers.iter().map(|(index, _)| index.as_str()).collect();
    if !store::by_id_numbers(op.conn(), &indexes)?.is_empty() {
        return Err(taken());
    }
    store::insert(pen, &[row], &numbers, op.now()).on_constraint("identity_id_number_pk", taken)?;
    open_account(op, pen, person, new)?;
    Ok(person)
}

/// Gives a record what an account takes: sign-in name, password, contacts.
pub(crate) fn open_account(op: &Op, pen: &Pen, person: PersonId, new: &NewPerson) -> Result<()> {
    let id = person.to_string();
    if let Some(sign_in_name) = &new.sign_in_name {
        let sign_in_name = fields::sign_in_name(sign_in_name).map_err(invalid)?;
        let taken = || Error::refused(Refused::SignInNameTaken);
        if store::by_sign_in_name(op.conn(), &sign_in_name)?.is_some() {
            return Err(taken());
        }
        store::insert_sign_in_name(pen, &id, &sign_in_name).on_constraint("identity_sign_in_name_pk", taken)?;
    }
    if let Some(phc) = &new.password_hash {
        secrets::set_password(pen, &id, phc, op.now())?;
    }
    for (kind, value) in [(Contact::Phone, &new.phone), (Contact::Email, &new.email)] {
        if value.is_some() {
            set_contact(op, pen, &id, kind, value.as_deref())?;
        }
    }
    Ok(())
}

/// Sets or (with `None` or an empty text) removes a contact.
pub(crate) fn set_contact(op: &Op, pen: &Pen, person: &str, kind: Contact, value: Option<&str>) -> Result<()> {
    let Some(value) = value.filter(|value| !value.trim().is_empty()) else {
        return store::set_contact(pen, person, kind, None, op.now());
    };
    let (value, column, indexed) = match kind {
        Contact::Phone => (fields::phone(value).map_err(invalid)?, vault::PHONE, Indexed::Phone),
        Contact::Email => (fields::email(value).map_err(invalid)?, vault::EMAIL, Indexed::Email),
    };
    let sealed = seal(op, column, person, &value)?;
    // Mail domains do not tell letter case apart, and hardly any mailbox does; the index ignores it.
    let index = vault::index(op.keys(), indexed, &value.to_lowercase());
    store::set_contact(pen, person, kind, Some((&sealed, &index, op.keys().current.id)), op.now())
}

/// Closes an account: nobody signs in to it any more, and it holds no roles. The record stays, because outcomes lean on it.
///
/// Errors: `Refused(identity.grant.last_admin)`.
pub fn close_person(op: &Op, person: &str) -> Result<()> {
    let pen = op.may(&Action::ClosePerson(person))?;
    let found = store::person(op.conn(), person)?.ok_or(Error::Missing)?;
    let grants = authority::held(op.conn(), person, op.now())?;
    if grants.iter().any(|grant| grant.role == "admin") {
        super::grants::keep_an_admin(op, &pen)?;
    }
    store::set_status(&pen, person, found.status, Status::Closed)?;
    for grant in &grants {
        authority::revoke(&pen, person, &grant.grant_id, &op.actor().id, op.now())?;
    }
    sessions::end_others(&pen, person, "", op.now())?;
    sessions::forget_devices(&pen, person, "")?;
    tokens::revoke_all(&pen, person, op.now())?;
    crate::store::resets::end_all(&pen, person, op.now())?;
    pen.tell(json!({ "grants": grants.len() }));
    Ok(())
}

/// Full names by person id; for callers that have asked whether the actor may know them. Unknown ids are left out.
pub fn names(op: &Op, ids: &[&str]) -> Result<BTreeMap<String, String>> {
    let mut names = BTreeMap::new();
    for person in store::people(op.conn(), ids)? {
        let name = vault::open_text(op.keys(), vault::NAME, &person.person, &person.name_sealed)?;
        names.insert(person.person, name);
    }
    Ok(names)
}

/// A person's data opened; for callers that have asked whether the actor may know it.
pub fn details(op: &Op, person: &Person) -> Result<PersonDetails> {
    let open = |column: Column, sealed: &Option<Vec<u8>>| -> Result<Option<String>> {
        let opened = sealed.as_deref().map(|sealed| vault::open_text(op.keys(), column, &person.person, sealed));
        Ok(opened.transpose()?)
    };
    Ok(PersonDetails {
        person: person.person.clone(),
        status: person.status,
        name: vault::open_text(op.keys(), vault::NAME, &person.person, &person.name_sealed)?,
        id_number: open(vault::ID_NUMBER, &person.id_number_sealed)?,
        born: open(vault::BORN, &person.born_sealed)?.and_then(|day| Day::parse(&day).ok()),
        sign_in_name: person.sign_in_name.clone(),
        created_at: person.created_at,
    })
}

/// A person's day of birth, if known.
pub(crate) fn born(op: &Op, person: &str) -> Result<Option<Day>> {
    let found = store::person(op.conn(), person)?.ok_or(Error::Missing)?;
    Ok(details(op, &found)?.born)
}

/// Keeps somebody's day of birth, which nobody knew.
///
/// Errors: `Invalid(born)`, `Refused(identity.born.known)`.
pub(crate) fn set_born(op: &Op, pen: &Pen, person: &str, born: Day) -> Result<()> {
    age::check_born(born, op.today()).map_err(invalid)?;
    let sealed = seal(op, vault::BORN, person, &born.to_string())?;
    match store::set_born(pen, person, &sealed, born.year())? {
        0 => Err(Error::refused(Refused::BornKnown)),
        _ => Ok(()),
    }
}

/// A person's contact, opened.
pub(crate) fn contact(op: &Op, person: &str, kind: Contact) -> Result<Option<String>> {
    let column = match kind {
        Contact::Phone => vault::PHONE,
        Contact::Email => vault::EMAIL,
    };
    let sealed = store::contact(op.conn(), person, kind)?;
    Ok(sealed.map(|sealed| vault::open_text(op.keys(), column, person, &sealed)).transpose()?)
}

/// The index under which a number typed by a person is looked up.
///
/// Errors: a fault of the field `id_number`.
pub(crate) fn number_index(op: &Op, typed: &str) -> std::result::Result<String, Fault> {
    Ok(vault::index(op.keys(), Indexed::IdNumber, id_number(typed)?.reveal()))
}

/// Whether a number typed by a person is the one of a record.
pub(crate) fn is_number_of(op: &Op, typed: &str, person: &str) -> Result<bool> {
    let index = number_index(op, typed).map_err(invalid)?;
    Ok(store::by_id_numbers(op.conn(), &[&index])?.iter().any(|(_, owner)| owner == person))
}

pub(crate) fn parse(person: &str) -> Result<PersonId> {
    person.parse().map_err(|_| Error::bug("a person's id is malformed"))
}

pub(crate) fn invalid(fault: Fault) -> Error {
    Error::Invalid(vec![fault])
}

fn id_number(typed: &str) -> std::result::Result<ResidentId, Fault> {
    let plain: String = typed.chars().filter(|letter| !letter.is_whitespace()).collect();
    ResidentId::parse(&plain).map_err(|_| Fault::new("id_number", "identity.field.id_number_unfit"))
}

fn sealed_row(
    op: &Op,
    person: PersonId,
    status: Status,
    name: &str,
    number: Option<ResidentId>,
    born: Option<Day>,
) -> Result<store::NewRow> {
    let id = person.to_string();
    let born = number.map(|number| number.birth()).or(born);
    let sealed = |column, value: Option<&str>| value.map(|value| seal(op, column, &id, value)).transpose();
    Ok(store::NewRow {
        status,
        key_id: op.keys().current.id,
        name_sealed: seal(op, vault::NAME, &id, name)?,
        id_number_sealed: sealed(vault::ID_NUMBER, number.as_ref().map(ResidentId::reveal))?,
        born_sealed: sealed(vault::BORN, born.map(|day| day.to_string()).as_deref())?,
        birth_year: born.map(Day::year),
        person: id,
    })
}

fn seal(op: &Op, column: Column, person: &str, value: &str) -> Result<Vec<u8>> {
    vault::seal(op.keys(), column, person, op.random(), value.as_bytes())
}
