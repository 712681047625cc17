//! A domain as a value: what it offers to people and programs, as data.

use op::{Actor, JobDef, Op, Role};

use crate::Route;

/// Everything a domain adds to the platform. `app` holds the list of domains; router, menu, documentation, permission
/// matrix and the tests over all domains read it.
pub struct Domain {
    /// Name of the domain and prefix of its templates, tables and words: `credit`.
    pub name: &'static str,
    /// Its pages and API operations, in as many lists as it likes to write them.
    pub routes: &'static [&'static [Route]],
    /// The roles it brings.
    pub roles: &'static [RoleDoc],
    /// Its tables, numbered, forward only.
    pub migrations: &'static [db::Migration],
    /// Work it does after a commit.
    pub jobs: &'static [JobDef],
    /// Its words: language tag (`zh-CN`, `en`) and Fluent source.
    pub words: &'static [(&'static str, &'static str)],
    /// Its templates: name (`credit/passbook.html`) and source.
    pub templates: &'static [(&'static str, &'static str)],
    /// What it adds to the menu.
    pub menu: &'static [MenuItem],
    /// For an actor, each right by name and whether it is held: one column of the permission matrix.
    pub matrix: fn(&Actor) -> Vec<(String, bool)>,
    /// Whether the operation's actor may see the timeline of a subject; `false` for a subject that is not this domain's.
    pub subject_access: fn(&Op, &str) -> op::Result<bool>,
}

impl Domain {
    /// Every route of all its lists.
    pub fn routes(&self) -> impl Iterator<Item = &'static Route> + use<> {
        self.routes.iter().copied().flatten()
    }
}

/// A role and how it is called.
#[derive(Clone, Copy, Debug)]
pub struct RoleDoc {
    /// The role.
    pub role: Role,
    /// Word key of its name.
    pub word: &'static str,
}

/// A part of the menu: what belongs together, whichever domain adds it. On top stands one entry a section, and under it, on the
/// section's own pages, the entries of the section. Of a section in which somebody sees one entry, that entry stands on top.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Section {
    /// Word key of its label.
    pub word: &'static str,
    /// Sections stand in the order of their places; domains agree on them by leaving room between.
    pub place: u8,
    /// Word key of the part of the section these entries belong to; empty where a section has no parts. The entries of a part
    /// are shown on its own pages, so that a section of many rooms stays one row.
    pub part: &'static str,
}

impl Section {
    /// Whether two entries stand in one section, whatever their parts.
    pub(crate) fn holds(&self, other: &Section) -> bool {
        self.word == other.word
    }
}

/// One entry of the menu.
#[derive(Clone, Copy, Debug)]
pub struct MenuItem {
    /// Where it stands.
    pub section: Section,
    /// Word key of its label.
    pub word: &'static str,
    /// Where it leads.
    pub path: &'static str,
    /// Who sees it; nobody named means everyone. See also [`MenuItem::SIGNED_IN`] and [`MenuItem::OWN`].
    pub roles: &'static [Role],
}

impl MenuItem {
    /// Shown to whoever has signed in, whatever their roles.
    pub const SIGNED_IN: &'static [Role] = &[Role("signed_in")];

    /// Shown to whoever has signed in and holds no role: people who come for their own affairs.
    pub const OWN: &'static [Role] = &[Role("no_role")];

    /// Whether the actor sees this entry.
    pub fn shown_to(&self, actor: &Actor) -> bool {
        let signed_in = actor.person().is_some();
        let shown = |role: &Role| match role.0 {
            "signed_in" => signed_in,
            "no_role" => signed_in && actor.grants.is_empty(),
            _ => actor.holds_anywhere(*role),
        };
        self.roles.is_empty() || self.roles.iter().any(shown)
    }
}
