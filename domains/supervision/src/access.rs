//! Who may do what in supervision.
//!
//! | action                                         | who                                                              |
//! |------------------------------------------------|------------------------------------------------------------------|
//! | hand in figures                                | monitoring or education officer of the county, or the house      |
//! | move an assessment on, give it back            | monitoring or education officer of the province; the first step not by who handed the figures in |
//! | publish the verdict                            | education officer of the province who did not hand the figures in |
//! | raise an issue, re-check it, remark            | inspector of the county                                          |
//! | tell what was done about an issue              | data officer of the school; monitoring or education officer of the county |
//! | see an assessment that is not published, and every school | inspectors and officers of the county, auditors       |
//! | see the counties of a province or city together | inspectors, officers and auditors of all of it                  |
//! | see one school                                 | the same, and the school's data officer                          |
//!
//! The verdict on a county is public once it is published.

use op::{Actor, Error, Permission, Place, Role, Scope};

use crate::rules::place;

/// 督学: inspects the schools of a region.
pub const INSPECTOR: Role = Role("inspector");
/// 监测专员.
pub const MONITOR_OFFICER: Role = Role("monitor_officer");
/// 省级管理员.
pub const PROVINCE_OFFICER: Role = Role("province_officer");
/// 数据填报员 of a school.
pub const DATA_OFFICER: Role = Role("data_officer");
/// 审计员.
pub const AUDITOR: Role = Role("auditor");

/// Who works with assessments.
const WORKERS: [Role; 4] = [INSPECTOR, MONITOR_OFFICER, PROVINCE_OFFICER, AUDITOR];
/// Who hands figures in and leads through the procedure.
const RECEIVERS: [Role; 2] = [MONITOR_OFFICER, PROVINCE_OFFICER];

/// Everything that can be asked for: of an assessment (empty where the verb makes it) of a county.
pub enum Action<'a> {
    /// Handing in figures.
    Receive(&'a str),
    /// Moving it on.
    Advance(&'a str, &'a str),
    /// Giving it back.
    GiveBack(&'a str, &'a str),
    /// Publishing its verdict.
    Publish(&'a str, &'a str),
    /// Seeing it before it is published, and its schools.
    View(&'a str, &'a str),
    /// Seeing one school of it.
    ViewSchool(&'a str, &'a str, &'a str),
    /// Raising an issue.
    Raise(&'a str, &'a str),
    /// Telling what was done about an issue of a school.
    Mend(&'a str, &'a str, &'a str),
    /// Re-checking an issue.
    Recheck(&'a str, &'a str),
    /// Remarking.
    Remark(&'a str, &'a str),
}

impl Permission for Action<'_> {
    fn action(&self) -> &'static str {
        match self {
            Action::Receive(..) => "supervision.county.receive",
            Action::Advance(..) => "supervision.county.advance",
            Action::GiveBack(..) => "supervision.county.return",
            Action::Publish(..) => "supervision.county.publish",
            Action::View(..) => "supervision.county.view",
            Action::ViewSchool(..) => "supervision.school.view",
            Action::Raise(..) => "supervision.issue.raise",
            Action::Mend(..) => "supervision.issue.mend",
            Action::Recheck(..) => "supervision.issue.recheck",
            Action::Remark(..) => "supervision.remark.make",
        }
    }

    fn subject(&self) -> String {
        match self {
            Action::Receive(_) => String::new(),
            Action::Advance(id, _)
            | Action::GiveBack(id, _)
            | Action::Publish(id, _)
            | Action::View(id, _)
            | Action::ViewSchool(id, ..)
            | Action::Raise(id, _)
            | Action::Mend(id, ..)
            | Action::Recheck(id, _)
            | Action::Remark(id, _) => (*id).to_owned(),
        }
    }

    fn allows(&self, actor: &Actor) -> bool {
        match self {
            Action::Receive(region) => actor.is_system() || holds(actor, &RECEIVERS, region),
            Action::Advance(_, region) | Action::GiveBack(_, region) => holds_in_province(actor, &RECEIVERS, region),
            Action::Publish(_, region) => holds_in_province(actor, &[PROVINCE_OFFICER], region),
            Action::View(_, region) => sees(actor, region),
            Action::ViewSchool(_, region, school) => sees(actor, region) || of_school(actor, region, school),
            Action::Mend(_, region, school) => holds(actor, &RECEIVERS, region) || of_school(actor, region, school),
            Action::Raise(_, region) | Action::Recheck(_, region) | Action::Remark(_, region) => {
                holds(actor, &[INSPECTOR], region)
            }
        }
    }

    fn sees(&self, actor: &Actor) -> bool {
        match self {
            Action::Receive(_) => works(actor),
            // Whoever may look is told "forbidden"; to others it does not exist.
            Action::Advance(_, region)
            | Action::GiveBack(_, region)
            | Action::Publish(_, region)
            | Action::Raise(_, region)
            | Action::Recheck(_, region)
            | Action::Remark(_, region) => sees(actor, region),
            Action::Mend(_, region, school) => sees(actor, region) || of_school(actor, region, school),
            Action::View(..) | Action::ViewSchool(..) => self.allows(actor),
        }
    }
}

/// Only who works for the whole province of a county holds a role there.
fn holds_in_province(actor: &Actor, roles: &[Role], region: &str) -> bool {
    place::province_of(region).is_some_and(|province| holds(actor, roles, &province))
}

fn holds(actor: &Actor, roles: &[Role], region: &str) -> bool {
    let place = Place { organisation: None, region: region.to_owned() };
    roles.iter().any(|role| actor.holds(*role, &place))
}

fn of_school(actor: &Actor, region: &str, school: &str) -> bool {
    let place = Place { organisation: Some(school.to_owned()), region: region.to_owned() };
    !school.is_empty() && actor.holds(DATA_OFFICER, &place)
}

fn sees(actor: &Actor, region: &str) -> bool {
    actor.is_system() || holds(actor, &WORKERS, region)
}

/// Whether somebody works with assessments at all.
pub fn works(actor: &Actor) -> bool {
    WORKERS.iter().any(|role| actor.holds_anywhere(*role))
}

/// Whether somebody hands in figures, of whichever county.
pub fn receives(actor: &Actor) -> bool {
    RECEIVERS.iter().any(|role| actor.holds_anywhere(*role))
}

/// The gate before the pages by which figures are handed in.
///
/// Errors: `Unknown` for who did not sign in, `Missing` for who hands in none.
pub fn receiver(actor: &Actor) -> op::Result<()> {
    match (receives(actor), actor.person()) {
        (true, _) => Ok(()),
        (false, Some(_)) => Err(Error::Missing),
        (false, None) => Err(Error::Unknown),
    }
}

/// The parts of the procedure's chart that an actor has.
pub fn parts(actor: &Actor, region: &str) -> Vec<&'static str> {
    let mut parts = Vec::new();
    if Action::Advance("", region).allows(actor) {
        parts.push(crate::rules::procedure::RUNNER);
    }
    if Action::Publish("", region).allows(actor) {
        parts.push(crate::rules::procedure::PUBLISHER);
    }
    parts
}

/// The first digits of the regions whose assessments somebody works with: of the first role that has one, empty for everywhere.
pub fn prefix(actor: &Actor) -> Option<String> {
    WORKERS.iter().flat_map(|role| actor.scopes(*role)).find_map(|scope| match scope {
        Scope::Everywhere => Some(String::new()),
        Scope::Region(code) => place::prefix_of(code),
        Scope::Organisation(_) => None,
    })
}

/// The rights of an actor for the printed matrix, in a county of the own region and in another.
pub fn matrix(actor: &Actor) -> Vec<(String, bool)> {
    let scope = actor.grants.first().map(|grant| grant.scope.clone());
    let (own, school) = match scope {
        Some(Scope::Region(code)) => (code, "none".to_owned()),
        Some(Scope::Organisation(code)) => ("310000".to_owned(), code),
        _ => ("310000".to_owned(), "none".to_owned()),
    };
    let mut rights = Vec::new();
    for (name, region, school) in [("own", own.as_str(), school.as_str()), ("other", "650000", "other")] {
        let mut ask = |action: Action| rights.push((format!("{} {name}", action.action()), action.allows(actor)));
        ask(Action::Receive(region));
        ask(Action::Advance("", region));
        ask(Action::GiveBack("", region));
        ask(Action::Publish("", region));
        ask(Action::View("", region));
        ask(Action::ViewSchool("", region, school));
        ask(Action::Raise("", region));
        ask(Action::Mend("", region, school));
        ask(Action::Recheck("", region));
        ask(Action::Remark("", region));
    }
    rights
}
