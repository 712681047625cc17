//! Who may do what about things that were handed over.
//!
//! | action                                          | who                                                                    |
//! |-------------------------------------------------|------------------------------------------------------------------------|
//! | try again what was refused                      | monitoring and province officers of a region it is of; of collections also its data reviewers |
//! | see what was refused                            | the same, auditors                                                     |
//! | hand over what was published before             | the platform itself                                                    |

use op::{Actor, Permission, Place, Role, Scope};

/// 监测专员.
const MONITOR_OFFICER: Role = Role("monitor_officer");
/// 省级管理员.
const PROVINCE_OFFICER: Role = Role("province_officer");
/// 数据审核员: signs the returns a collection is made of.
const DATA_REVIEWER: Role = Role("data_reviewer");
/// 审计员.
const AUDITOR: Role = Role("auditor");

/// Looking at what was refused.
pub const VIEW: &str = "handover.refusal.view";
/// Trying again.
pub const RETRY: &str = "handover.refusal.retry";

/// What is asked for. The first text is what was handed over.
pub enum Action<'a> {
    /// Looking at what was refused of something.
    View(&'a str, Side<'a>),
    /// Trying again.
    Retry(&'a str, Side<'a>),
    /// Handing over what was published before anybody took it in.
    CatchUp(&'a str),
}

/// Whose a handed thing is.
#[derive(Clone, Copy, Debug)]
pub struct Side<'a> {
    /// Its regions, six digits each.
    pub regions: &'a [String],
    /// Whether it comes from a collection.
    pub collected: bool,
}

impl Permission for Action<'_> {
    fn action(&self) -> &'static str {
        match self {
            Action::View(..) => "handover.refusal.view",
            Action::Retry(..) => "handover.refusal.retry",
            Action::CatchUp(_) => "handover.system.catch_up",
        }
    }

    fn subject(&self) -> String {
        match self {
            Action::View(subject, _) | Action::Retry(subject, _) | Action::CatchUp(subject) => (*subject).to_owned(),
        }
    }

    fn allows(&self, actor: &Actor) -> bool {
        match self {
            Action::View(_, side) => officer(actor, side) || holds(actor, AUDITOR, side),
            Action::Retry(_, side) => officer(actor, side),
            Action::CatchUp(_) => actor.is_system(),
        }
    }

    fn sees(&self, actor: &Actor) -> bool {
        match self {
            Action::View(_, side) | Action::Retry(_, side) => officer(actor, side) || holds(actor, AUDITOR, side),
            Action::CatchUp(_) => false,
        }
    }
}

fn officer(actor: &Actor, side: &Side) -> bool {
    holds(actor, MONITOR_OFFICER, side)
        || holds(actor, PROVINCE_OFFICER, side)
        || (side.collected && holds(actor, DATA_REVIEWER, side))
}

fn holds(actor: &Actor, role: Role, side: &Side) -> bool {
    side.regions.iter().any(|region| actor.holds(role, &Place { organisation: None, region: region.clone() }))
}

/// Whether there can be anything for somebody here.
pub fn works(actor: &Actor) -> bool {
    [MONITOR_OFFICER, PROVINCE_OFFICER, DATA_REVIEWER, AUDITOR].iter().any(|role| actor.holds_anywhere(*role))
}

/// The rights of an actor: at their own region and at another, of a collection and of anything else.
pub fn matrix(actor: &Actor) -> Vec<(String, bool)> {
    let own = actor.grants.first().and_then(|grant| match &grant.scope {
        Scope::Region(code) => Some(code.clone()),
        Scope::Everywhere | Scope::Organisation(_) => None,
    });
    let (inside, outside) = ([own.unwrap_or_else(|| "310000".to_owned())], ["650000".to_owned()]);
    let mut rights = Vec::new();
    for (place, regions) in [("own", inside.as_slice()), ("other", outside.as_slice())] {
        for (what, collected) in [("collection", true), ("publication", false)] {
            let side = Side { regions, collected };
            for action in [Action::View("", side), Action::Retry("", side)] {
                rights.push((format!("{} {what} {place}", action.action()), action.allows(actor)));
            }
        }
    }
    rights
}

#[cfg(test)]
mod tests;
