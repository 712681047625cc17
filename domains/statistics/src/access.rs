//! Who may do what with statistics.
//!
//! | action                                              | who                                                       |
//! |-----------------------------------------------------|-----------------------------------------------------------|
//! | take in a data set                                  | monitoring or province officers; the platform itself      |
//! | take in a published indicator system                | the platform itself                                       |
//! | see a data set                                      | the same, auditors; all, once published evaluations use it |
//! | draft, edit, propose, return, withdraw an evaluation | monitoring or province officer of any member             |
//! | publish one                                         | the same, but not who wrote the version                   |
//! | write and give up the plan of an evaluation         | the same as for a draft                                   |
//! | see a version that is not published                 | officers of any member, auditors                          |
//!
//! Published versions, and those they followed, need no permission: everybody may read them.

use op::{Actor, Permission, Place, Role, Scope};

/// 监测专员: writes evaluations, for a region.
pub const MONITOR_OFFICER: Role = Role("monitor_officer");
/// 省级管理员: speaks for a region's authority.
pub const PROVINCE_OFFICER: Role = Role("province_officer");
/// 审计员: reads what is not public.
pub const AUDITOR: Role = Role("auditor");

const OFFICERS: [Role; 2] = [MONITOR_OFFICER, PROVINCE_OFFICER];

/// What is asked for of an evaluation by those who write it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verb {
    /// Writing a new evaluation or the next version of one.
    Draft,
    /// Changing a draft.
    Edit,
    /// Putting it to a second person.
    Propose,
    /// Taking it back to be changed.
    Return,
    /// Publishing what another wrote.
    Publish,
    /// Taking it back for good.
    Withdraw,
}

impl Verb {
    /// Every verb, in the order of a version's life.
    pub const ALL: [Verb; 6] = [Verb::Draft, Verb::Edit, Verb::Propose, Verb::Return, Verb::Publish, Verb::Withdraw];
}

/// Everything that can be asked for. The first text is the subject, empty where the verb makes it.
pub enum Action<'a> {
    /// Taking in a version of a data set.
    Receive(&'a str),
    /// Taking in a published indicator system.
    ReceiveSystem(&'a str),
    /// Seeing a data set that no published evaluation draws from.
    ViewData(&'a str),
    /// A verb on an evaluation of these members.
    Evaluation(Verb, &'a str, &'a [String]),
    /// Keeping what the pages of an evaluation's form say.
    KeepPlan(&'a str, &'a [String]),
    /// Giving that up.
    DropPlan(&'a str, &'a [String]),
    /// Seeing a version that is not published.
    View(&'a str, &'a [String]),
}

impl Permission for Action<'_> {
    fn action(&self) -> &'static str {
        match self {
            Action::Receive(_) => "statistics.data_set.receive",
            Action::ReceiveSystem(_) => "statistics.system.receive",
            Action::ViewData(_) => "statistics.data_set.view",
            Action::Evaluation(Verb::Draft, ..) => "statistics.evaluation.draft",
            Action::Evaluation(Verb::Edit, ..) => "statistics.evaluation.edit",
            Action::Evaluation(Verb::Propose, ..) => "statistics.evaluation.propose",
            Action::Evaluation(Verb::Return, ..) => "statistics.evaluation.return",
            Action::Evaluation(Verb::Publish, ..) => "statistics.evaluation.publish",
            Action::Evaluation(Verb::Withdraw, ..) => "statistics.evaluation.withdraw",
            Action::KeepPlan(..) => "statistics.plan.keep",
            Action::DropPlan(..) => "statistics.plan.drop",
            Action::View(..) => "statistics.evaluation.view",
        }
    }

    fn subject(&self) -> String {
        match self {
            Action::Receive(id)
            | Action::ReceiveSystem(id)
            | Action::ViewData(id)
            | Action::Evaluation(_, id, _)
            | Action::KeepPlan(id, _)
            | Action::DropPlan(id, _)
            | Action::View(id, _) => (*id).to_owned(),
        }
    }

    fn allows(&self, actor: &Actor) -> bool {
        match self {
            Action::Receive(_) => actor.is_system() || works(actor),
            Action::ReceiveSystem(_) => actor.is_system(),
            Action::ViewData(_) => actor.is_system() || works(actor) || actor.holds_anywhere(AUDITOR),
            Action::Evaluation(_, _, members) | Action::KeepPlan(_, members) | Action::DropPlan(_, members) => {
                members.iter().any(|region| holds(actor, &OFFICERS, region))
            }
            Action::View(_, members) => sees(actor, members),
        }
    }

    fn sees(&self, actor: &Actor) -> bool {
        match self {
            // Whoever may look is told "forbidden"; to others it does not exist.
            Action::Receive(_) => actor.holds_anywhere(AUDITOR),
            Action::Evaluation(_, _, members) => sees(actor, members),
            Action::ReceiveSystem(_)
            | Action::ViewData(_)
            | Action::KeepPlan(..)
            | Action::DropPlan(..)
            | Action::View(..) => self.allows(actor),
        }
    }
}

fn holds(actor: &Actor, roles: &[Role], region: &str) -> bool {
    let place = Place { organisation: None, region: region.to_owned() };
    roles.iter().any(|role| actor.holds(*role, &place))
}

fn sees(actor: &Actor, members: &[String]) -> bool {
    actor.is_system()
        || members.iter().any(|region| holds(actor, &[MONITOR_OFFICER, PROVINCE_OFFICER, AUDITOR], region))
}

/// Whether somebody works with evaluations at all.
pub fn works(actor: &Actor) -> bool {
    OFFICERS.iter().any(|role| actor.holds_anywhere(*role))
}

/// The parts of the chart of evaluations that an actor has.
pub fn parts(actor: &Actor, members: &[String]) -> &'static [&'static str] {
    if Action::Evaluation(Verb::Edit, "", members).allows(actor) { &["writer"] } else { &[] }
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

/// The rights of an actor for the printed matrix, at a group the own region belongs to and at one it does not.
pub fn matrix(actor: &Actor) -> Vec<(String, bool)> {
    let own = actor.grants.first().and_then(|grant| match &grant.scope {
        Scope::Region(code) => Some(code.clone()),
        Scope::Everywhere | Scope::Organisation(_) => None,
    });
    let inside = [own.unwrap_or_else(|| "310000".to_owned()), "320000".to_owned()];
    let outside = ["650000".to_owned()];
    let mut rights = Vec::new();
    for action in [Action::Receive(""), Action::ViewData("")] {
        rights.push((action.action().to_owned(), action.allows(actor)));
    }
    for (name, members) in [("own", inside.as_slice()), ("other", outside.as_slice())] {
        let mut ask = |action: Action| rights.push((format!("{} {name}", action.action()), action.allows(actor)));
        for verb in Verb::ALL {
            ask(Action::Evaluation(verb, "", members));
        }
        ask(Action::KeepPlan("", members));
        ask(Action::DropPlan("", members));
        ask(Action::View("", members));
    }
    rights
}
