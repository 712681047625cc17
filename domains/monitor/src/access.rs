//! Who may do what at the monitoring centre.
//!
//! | action                                              | who                                                       |
//! |-----------------------------------------------------|-----------------------------------------------------------|
//! | draft, edit, send round, propose, return, publish, withdraw a system; answer comments | monitoring or province officer of any member |
//! | comment for a member                                | monitoring or province officer of that member             |
//! | give the voice of a member                          | province officer of that member, not who wrote the version |
//! | see a version that is not published                 | officers of any member, auditors                          |
//!
//! Published versions, and those they followed, need no permission: everybody may read them.

use op::{Actor, Permission, Place, Role, Scope};

/// 监测专员: writes indicator systems and runs collections, for a region.
pub const MONITOR_OFFICER: Role = Role("monitor_officer");
/// 省级管理员: speaks for a region's authority.
pub const PROVINCE_OFFICER: Role = Role("province_officer");
/// 审计员: reads what is not public.
pub const AUDITOR: Role = Role("auditor");

const OFFICERS: [Role; 2] = [MONITOR_OFFICER, PROVINCE_OFFICER];

/// What is asked for of a system by those who write it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SystemVerb {
    /// Writing a new system or the next version of one.
    Draft,
    /// Changing a draft.
    Edit,
    /// Sending it round for comments.
    Consult,
    /// Answering a comment.
    Answer,
    /// Putting it to the members.
    Propose,
    /// Taking it back to be changed.
    Return,
    /// Publishing what every member agreed to.
    Publish,
    /// Taking it back for good.
    Withdraw,
}

impl SystemVerb {
    /// Every verb, in the order of a version's life.
    pub const ALL: [SystemVerb; 8] = [
        SystemVerb::Draft,
        SystemVerb::Edit,
        SystemVerb::Consult,
        SystemVerb::Answer,
        SystemVerb::Propose,
        SystemVerb::Return,
        SystemVerb::Publish,
        SystemVerb::Withdraw,
    ];
}

/// Everything that can be asked for. The first text is the subject, empty where the verb makes it.
pub enum Action<'a> {
    /// A verb on a system of these members.
    System(SystemVerb, &'a str, &'a [String]),
    /// Seeing a version that is not published.
    View(&'a str, &'a [String]),
    /// Commenting for a member.
    Comment(&'a str, &'a str),
    /// Giving the voice of a member.
    Speak(&'a str, &'a str),
}

impl Permission for Action<'_> {
    fn action(&self) -> &'static str {
        match self {
            Action::System(SystemVerb::Draft, ..) => "monitor.system.draft",
            Action::System(SystemVerb::Edit, ..) => "monitor.system.edit",
            Action::System(SystemVerb::Consult, ..) => "monitor.system.consult",
            Action::System(SystemVerb::Answer, ..) => "monitor.comment.answer",
            Action::System(SystemVerb::Propose, ..) => "monitor.system.propose",
            Action::System(SystemVerb::Return, ..) => "monitor.system.return",
            Action::System(SystemVerb::Publish, ..) => "monitor.system.publish",
            Action::System(SystemVerb::Withdraw, ..) => "monitor.system.withdraw",
            Action::View(..) => "monitor.system.view",
            Action::Comment(..) => "monitor.comment.make",
            Action::Speak(..) => "monitor.voice.give",
        }
    }

    fn subject(&self) -> String {
        match self {
            Action::System(_, id, _) | Action::View(id, _) | Action::Comment(id, _) | Action::Speak(id, _) => {
                (*id).to_owned()
            }
        }
    }

    fn allows(&self, actor: &Actor) -> bool {
        match self {
            Action::System(_, _, members) => members.iter().any(|region| holds(actor, &OFFICERS, region)),
            Action::View(_, members) => sees(actor, members),
            Action::Comment(_, region) => holds(actor, &OFFICERS, region),
            Action::Speak(_, region) => holds(actor, &[PROVINCE_OFFICER], region),
        }
    }

    fn sees(&self, actor: &Actor) -> bool {
        match self {
            // Whoever may look is told "forbidden"; to others it does not exist.
            Action::System(_, _, members) => sees(actor, members),
            Action::Comment(..) | Action::Speak(..) => works(actor),
            Action::View(..) => self.allows(actor),
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

/// Whether somebody works with systems at all.
pub fn works(actor: &Actor) -> bool {
    OFFICERS.iter().any(|role| actor.holds_anywhere(*role))
}

/// Of some members, those an actor may comment for.
pub fn comments_for<'a>(actor: &Actor, members: &'a [String]) -> Vec<&'a str> {
    members.iter().map(String::as_str).filter(|region| holds(actor, &OFFICERS, region)).collect()
}

/// Of some members, those an actor may speak for.
pub fn speaks_for<'a>(actor: &Actor, members: &'a [String]) -> Vec<&'a str> {
    members.iter().map(String::as_str).filter(|region| holds(actor, &[PROVINCE_OFFICER], region)).collect()
}

/// The parts of the chart of systems that an actor has.
pub fn parts(actor: &Actor, members: &[String]) -> &'static [&'static str] {
    if Action::System(SystemVerb::Edit, "", members).allows(actor) { &["writer"] } else { &[] }
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
    for (name, members) in [("own", inside.as_slice()), ("other", outside.as_slice())] {
        let mut ask = |action: Action| rights.push((format!("{} {name}", action.action()), action.allows(actor)));
        for verb in SystemVerb::ALL {
            ask(Action::System(verb, "", members));
        }
        ask(Action::View("", members));
        ask(Action::Comment("", &members[0]));
        ask(Action::Speak("", &members[0]));
    }
    rights
}
