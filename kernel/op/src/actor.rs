//! Who acts, and what they were granted.

use serde::{Deserialize, Serialize};

/// A named set of rights, such as `registrar`. Domains declare their roles and decide in `access.rs` what each may do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Role(pub &'static str);

/// Where a grant holds.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Scope {
    /// The whole platform.
    Everywhere,
    /// A region by its six-digit GB/T 2260 code, and every region and organisation inside it.
    Region(String),
    /// One organisation, by its code.
    Organisation(String),
}

impl Scope {
    /// Whether the scope covers a place: a region covers what lies inside it, an organisation itself only.
    pub fn covers(&self, place: &Place) -> bool {
        match self {
            Scope::Everywhere => true,
            Scope::Region(code) => place.region.starts_with(region_prefix(code)),
            Scope::Organisation(code) => place.organisation.as_deref() == Some(code),
        }
    }
}

/// The digits of a GB/T 2260 code that say which level it is: `310000` → `31`, `320500` → `3205`, `320505` → itself.
fn region_prefix(code: &str) -> &str {
    let mut prefix = code;
    while prefix.len() > 2 && prefix.len().is_multiple_of(2) && prefix.ends_with("00") {
        prefix = &prefix[..prefix.len() - 2];
    }
    prefix
}

/// A role held somewhere.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Grant {
    /// Name of the role.
    pub role: String,
    /// Where it holds.
    pub scope: Scope,
}

/// Where a subject stands: its organisation, if it has one, and the region it lies in (six digits).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Place {
    /// Code of the organisation.
    pub organisation: Option<String>,
    /// GB/T 2260 code of the region.
    pub region: String,
}

/// What sort of actor this is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ActorKind {
    /// Nobody has signed in.
    Public,
    /// A person in a browser session.
    Person,
    /// A person's program, with a token.
    Token,
    /// The platform itself: a job, the command line.
    System,
}

/// In whose place somebody acts, and as what.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum OnBehalf {
    /// As guardian of this minor: the minor's affairs are acted on as if by the minor.
    Ward(String),
    /// In the office of this person, who lent a role: with that role's grants, and in nothing that is the person's own.
    Office(String),
}

impl OnBehalf {
    /// The person in whose place it is.
    pub fn person(&self) -> &str {
        match self {
            OnBehalf::Ward(person) | OnBehalf::Office(person) => person,
        }
    }
}

/// Who performs an operation.
#[derive(Clone, Debug)]
pub struct Actor {
    /// `prs_…`, `public` or `system:<what>`.
    pub id: String,
    /// What sort of actor.
    pub kind: ActorKind,
    /// Everything granted and in force now.
    pub grants: Vec<Grant>,
    /// In whose place the actor acts; the journal records the person whichever it is.
    pub on_behalf: Option<OnBehalf>,
    /// Whether a second factor was shown in this session.
    pub second_factor: bool,
    /// The session or token this actor came with.
    pub session: Option<String>,
}

impl Actor {
    /// Nobody in particular.
    pub fn public() -> Actor {
        Actor::plain("public".to_owned(), ActorKind::Public)
    }

    /// The platform itself, doing `what`. Every permission lets it pass that says so.
    pub fn system(what: &str) -> Actor {
        Actor::plain(format!("system:{what}"), ActorKind::System)
    }

    /// A person with their grants.
    pub fn with_grants(person: &str, grants: Vec<Grant>) -> Actor {
        Actor { grants, ..Actor::plain(person.to_owned(), ActorKind::Person) }
    }

    fn plain(id: String, kind: ActorKind) -> Actor {
        Actor { id, kind, grants: Vec::new(), on_behalf: None, second_factor: false, session: None }
    }

    /// Whether the role is held for this place.
    pub fn holds(&self, role: Role, place: &Place) -> bool {
        self.grants.iter().any(|grant| grant.role == role.0 && grant.scope.covers(place))
    }

    /// Whether the role is held at all.
    pub fn holds_anywhere(&self, role: Role) -> bool {
        self.grants.iter().any(|grant| grant.role == role.0)
    }

    /// The scopes in which the role is held: what a list is filtered by.
    pub fn scopes(&self, role: Role) -> impl Iterator<Item = &Scope> {
        self.grants.iter().filter(move |grant| grant.role == role.0).map(|grant| &grant.scope)
    }

    /// The person whose affairs are acted on: the minor a guardian stands for, else the one who signed in. Whoever lent an
    /// office lent a role, and is never the person here.
    pub fn person(&self) -> Option<&str> {
        match (self.kind, &self.on_behalf) {
            (ActorKind::Public | ActorKind::System, _) => None,
            (_, Some(OnBehalf::Ward(ward))) => Some(ward),
            (_, Some(OnBehalf::Office(_)) | None) => Some(&self.id),
        }
    }

    /// Whether the actor acts in this person's own affairs: as the person, or as the guardian. Nobody does so while acting in
    /// an office: what is done there is done on behalf of its holder, and one's own affairs are not.
    pub fn is_person(&self, person: &str) -> bool {
        !matches!(self.on_behalf, Some(OnBehalf::Office(_))) && self.person() == Some(person)
    }

    /// In whose place the actor acts, whether as guardian or in an office.
    pub fn acts_for(&self) -> Option<&str> {
        self.on_behalf.as_ref().map(OnBehalf::person)
    }

    /// Whether this is the platform itself.
    pub fn is_system(&self) -> bool {
        self.kind == ActorKind::System
    }
}

/// A question of permission: may this actor do this action to this subject? Implemented by each domain's `Action` enum.
pub trait Permission {
    /// Stable name, `credit.rule.publish`: the verb in the journal and in the permission matrix.
    fn action(&self) -> &'static str;
    /// Identifier of the subject. A subject that is made by the verb is named later with [`crate::Pen::subject`].
    fn subject(&self) -> String;
    /// Whether the actor may.
    fn allows(&self, actor: &Actor) -> bool;
    /// Whether the actor may know that the subject exists: decides between "forbidden" and "missing".
    fn sees(&self, actor: &Actor) -> bool {
        self.allows(actor)
    }
}
