//! Who may do what with publications.
//!
//! | action                                                   | who                                                 |
//! |----------------------------------------------------------|-----------------------------------------------------|
//! | write a dataflow; hand over, propose, return, release and withdraw a release | monitoring or province officer of its region |
//! | see a release that is not public                         | the same, auditors                                  |
//!
//! Who made or proposed a release does not release it; that is a rule, not a right. What is released needs no permission:
//! everybody may read it.

use op::{Actor, Permission, Place, Role, Scope};

/// 监测专员: prepares and publishes, for a region.
pub const MONITOR_OFFICER: Role = Role("monitor_officer");
/// 省级管理员: speaks for a region's authority.
pub const PROVINCE_OFFICER: Role = Role("province_officer");
/// 审计员: reads what is not public.
pub const AUDITOR: Role = Role("auditor");

const OFFICERS: [Role; 2] = [MONITOR_OFFICER, PROVINCE_OFFICER];

/// What is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verb {
    /// Writing a dataflow, or what it says of itself.
    Write,
    /// Handing over a release.
    Receive,
    /// Putting it to a second person.
    Propose,
    /// Taking it back to be changed.
    Return,
    /// Publishing it.
    Release,
    /// Taking it back for good.
    Withdraw,
    /// Seeing what is not public.
    View,
}

impl Verb {
    /// Every verb, in the order of a release's life.
    pub const ALL: [Verb; 7] =
        [Verb::Write, Verb::Receive, Verb::Propose, Verb::Return, Verb::Release, Verb::Withdraw, Verb::View];
}

/// A verb on a dataflow of a region.
pub struct Action<'a> {
    /// What is asked for.
    pub verb: Verb,
    /// The dataflow; empty where the verb makes it.
    pub dataflow: &'a str,
    /// Its region.
    pub region: &'a str,
}

impl Permission for Action<'_> {
    fn action(&self) -> &'static str {
        match self.verb {
            Verb::Write => "dissemination.dataflow.write",
            Verb::Receive => "dissemination.release.receive",
            Verb::Propose => "dissemination.release.propose",
            Verb::Return => "dissemination.release.return",
            Verb::Release => "dissemination.release.release",
            Verb::Withdraw => "dissemination.release.withdraw",
            Verb::View => "dissemination.release.view",
        }
    }

    fn subject(&self) -> String {
        self.dataflow.to_owned()
    }

    fn allows(&self, actor: &Actor) -> bool {
        match self.verb {
            // What other rooms finished is handed over by the platform itself; people propose and release it.
            Verb::Receive | Verb::Write => actor.is_system() || holds(actor, &OFFICERS, self.region),
            Verb::View => actor.is_system() || holds(actor, &[MONITOR_OFFICER, PROVINCE_OFFICER, AUDITOR], self.region),
            _ => holds(actor, &OFFICERS, self.region),
        }
    }

    fn sees(&self, actor: &Actor) -> bool {
        // A dataflow is no secret; what is not released of it is.
        match self.verb {
            Verb::View => self.allows(actor),
            _ => actor.person().is_some(),
        }
    }
}

fn holds(actor: &Actor, roles: &[Role], region: &str) -> bool {
    let place = Place { organisation: None, region: region.to_owned() };
    roles.iter().any(|role| actor.holds(*role, &place))
}

/// Whether somebody publishes at all.
pub fn works(actor: &Actor) -> bool {
    OFFICERS.iter().any(|role| actor.holds_anywhere(*role))
}

/// The parts of the chart of releases that an actor has for a region.
pub fn parts(actor: &Actor, region: &str) -> &'static [&'static str] {
    if actor.is_system() || holds(actor, &OFFICERS, region) { &["publisher"] } else { &[] }
}

/// The regions an actor works for.
pub fn regions(actor: &Actor) -> Vec<String> {
    let scopes = OFFICERS.iter().chain(&[AUDITOR]).flat_map(|role| actor.scopes(*role));
    let mut codes: Vec<String> = scopes
        .filter_map(|scope| match scope {
            Scope::Region(code) => Some(code.clone()),
            Scope::Everywhere | Scope::Organisation(_) => None,
        })
        .collect();
    codes.sort();
    codes.dedup();
    codes
}

/// The rights of an actor for the printed matrix, in the own region and in another.
pub fn matrix(actor: &Actor) -> Vec<(String, bool)> {
    let own = actor.grants.first().and_then(|grant| match &grant.scope {
        Scope::Region(code) => Some(code.clone()),
        Scope::Everywhere | Scope::Organisation(_) => None,
    });
    let own = own.unwrap_or_else(|| "310000".to_owned());
    let mut rights = Vec::new();
    for (name, region) in [("own", own.as_str()), ("other", "650000")] {
        for verb in Verb::ALL {
            let action = Action { verb, dataflow: "", region };
            rights.push((format!("{} {name}", action.action()), action.allows(actor)));
        }
    }
    rights
}
