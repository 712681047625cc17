//! What the command line does with people: `xueqiao user add | grant | password | list | rotate-keys`,
//! `xueqiao privacy report`. Each acts as the platform itself; the application prints.

use op::{Actor, App, Error, Op, Result};
use units::Fault;

use crate::model::{GrantId, GrantInput, NewPerson, PersonId, ScopeKind, Status, TokenInput};
use crate::privacy::{self, Report};
use crate::rules::fields;
use crate::store::{authority, people as store};
use crate::work::{self, people, rotation};
use crate::{mask, password};

/// A person in the command line's list, masked.
#[derive(Clone, Debug)]
pub struct UserRow {
    /// `prs_…`
    pub person: String,
    /// Name to sign in with.
    pub sign_in_name: Option<String>,
    /// Masked name.
    pub name: String,
    /// How far the record has come.
    pub status: Status,
    /// `registrar@4131051255` for each grant in force.
    pub grants: Vec<String>,
}

/// Registers a person with an account.
///
/// Errors: `Invalid` for a field, `Refused` for a name or number that is taken.
pub fn add_user(app: &App, mut new: NewPerson, password: &str) -> Result<PersonId> {
    let name = fields::sign_in_name(new.sign_in_name.as_deref().unwrap_or_default()).map_err(people::invalid)?;
    fields::password(password, &name).map_err(people::invalid)?;
    new.sign_in_name = Some(name);
    new.password_hash = Some(password::hash(password, app.random())?);
    app.write(&platform(), None, move |op| work::register_person(op, &new))
}

/// Grants a role to the person with a sign-in name. `place` is `everywhere`, a region of six digits or an organisation's code.
///
/// Errors: `Missing` for an unknown name, `Invalid` for role or place, `Conflict` if held already.
pub fn grant_role(app: &App, sign_in_name: &str, role: &str, place: &str) -> Result<GrantId> {
    let person = find(app, sign_in_name)?;
    let (scope_kind, scope_code) = match place {
        "everywhere" | "" => (ScopeKind::Everywhere, String::new()),
        code if code.len() == 6 => (ScopeKind::Region, code.to_owned()),
        code => (ScopeKind::Organisation, code.to_owned()),
    };
    let input = GrantInput { role: role.to_owned(), scope_kind, scope_code, valid_until: None };
    app.write(&platform(), None, move |op| work::grant(op, &person, &input))
}

/// Sets a person's password; their sessions end.
///
/// Errors: `Missing` for an unknown name, `Invalid(password)`.
pub fn set_password(app: &App, sign_in_name: &str, password: &str) -> Result<()> {
    let person = find(app, sign_in_name)?;
    fields::password(password, sign_in_name).map_err(people::invalid)?;
    let phc = password::hash(password, app.random())?;
    app.write(&platform(), None, move |op| work::set_password(op, &person, &phc))
}

/// Removes a person's second factor after its loss.
///
/// Errors: `Missing` for an unknown name, `Refused` if there is none.
pub fn reset_second_factor(app: &App, sign_in_name: &str) -> Result<()> {
    let person = find(app, sign_in_name)?;
    app.write(&platform(), None, move |op| work::second_factor::reset(op, &person))
}

/// Some people, masked, by age of the record, after the person `after`.
pub fn list_users(app: &App, after: Option<&str>, limit: i64) -> Result<Vec<UserRow>> {
    app.read(&platform(), |op| {
        let rows = work::lookup::list(op, after, false, limit)?;
        rows.iter().map(|row| user_row(op, row)).collect()
    })
}

fn user_row(op: &Op, person: &crate::model::Person) -> Result<UserRow> {
    let details = people::details(op, person)?;
    let held = authority::held(op.conn(), &person.person, op.now())?;
    let grants = held.iter().map(|grant| match grant.scope_kind {
        ScopeKind::Everywhere => grant.role.clone(),
        ScopeKind::Region | ScopeKind::Organisation => format!("{}@{}", grant.role, grant.scope_code),
    });
    Ok(UserRow {
        person: person.person.clone(),
        sign_in_name: person.sign_in_name.clone(),
        name: mask::name(&details.name),
        status: person.status,
        grants: grants.collect(),
    })
}

/// Seals everything with the current key; `progress` is told rows done and rows in all. Answers how many rows.
pub fn rotate_keys(app: &App, progress: &mut dyn FnMut(i64, i64)) -> Result<i64> {
    rotation::rotate(app, progress)
}

/// How many rows each key seals: pairs of key number and rows. A key that seals none can leave the configuration.
pub fn keys_in_use(app: &App) -> Result<Vec<(i64, i64)>> {
    app.read(&platform(), rotation::keys_in_use)
}

/// The figures of a year.
pub fn privacy_report(app: &App, year: i32) -> Result<Report> {
    app.read(&platform(), |op| privacy::report(op, year))
}

/// The person with a sign-in name.
///
/// Errors: `Missing`, `Invalid` for what cannot be a name.
pub fn find(app: &App, sign_in_name: &str) -> Result<String> {
    let name = fields::sign_in_name(sign_in_name).map_err(|fault: Fault| Error::Invalid(vec![fault]))?;
    app.read(&platform(), |op| store::by_sign_in_name(op.conn(), &name))?.ok_or(Error::Missing)
}

/// The person with a 身份证号, or nobody.
///
/// Errors: `Invalid` for what is no 身份证号.
pub fn find_by_id_number(app: &App, number: &str) -> Result<Option<String>> {
    let found = app.read(&platform(), |op| {
        let index = people::number_index(op, number).map_err(people::invalid)?;
        store::by_id_numbers(op.conn(), &[&index])
    })?;
    Ok(found.into_iter().next().map(|(_, person)| person))
}

/// Makes a token that works for so many days with every grant the person holds now, and answers its secret, which is kept
/// nowhere.
///
/// Errors: `Missing` for an unknown name, `Invalid` for label or days.
pub fn issue_token(app: &App, sign_in_name: &str, label: &str, days: i64) -> Result<String> {
    let person = find(app, sign_in_name)?;
    let (held, today) = app.read(&platform(), |op| Ok((authority::held(op.conn(), &person, op.now())?, op.today())))?;
    let grants = held.into_iter().map(|grant| grant.grant_id).collect();
    let input = TokenInput { name: label.to_owned(), grants, valid_until: today.plus_days(days) };
    let actor = Actor::with_grants(&person, Vec::new());
    Ok(work::tokens::make(app, &actor, &person, input)?.1)
}

fn platform() -> Actor {
    Actor::system("cli")
}
