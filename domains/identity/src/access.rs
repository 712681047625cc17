//! Who may do what in identity.
//!
//! Authority to grant (rows: what is granted; columns: who grants, at a place inside their own scope):
//!
//! | role             | admin | province_officer | bank_officer |
//! |------------------|-------|------------------|--------------|
//! | admin            | yes   | –                | –            |
//! | auditor          | yes   | –                | –            |
//! | province_officer | yes   | –                | –            |
//! | bank_officer     | yes   | yes              | –            |
//! | registrar        | yes   | yes              | yes          |
//! | reviewer         | yes   | yes              | yes          |
//! | clerk            | yes   | yes              | yes          |
//! | expert           | yes   | yes              | yes          |
//! | committee        | yes   | yes              | –            |
//! | monitor_officer  | yes   | yes              | –            |
//! | data_officer     | yes   | yes              | –            |
//! | data_reviewer    | yes   | yes              | –            |
//! | inspector        | yes   | yes              | –            |
//!
//! A registrar drafts rules and a reviewer approves them; so neither grants the other's role, and nobody grants while
//! acting for somebody else. That nobody grants to themselves is a refusal, see [`crate::model::Refused::GrantToSelf`].

mod matrix;
mod own;

pub use matrix::matrix;
pub use own::{LearnerVerb, Own};

use op::{Actor, ActorKind, OnBehalf, Permission, Place, Role};

/// 平台管理员: runs the platform.
pub const ADMIN: Role = Role("admin");
/// 审计员: reads the journal and the yearly figures.
pub const AUDITOR: Role = Role("auditor");
/// 省级管理员: an education authority's officer, for a region.
pub const PROVINCE_OFFICER: Role = Role("province_officer");
/// 学分银行管理员: an officer of a credit bank, for a region.
pub const BANK_OFFICER: Role = Role("bank_officer");
/// 教务: uploads deposits and drafts rules, at an organisation.
pub const REGISTRAR: Role = Role("registrar");
/// 认定审核: decides applications and approves rules, at an organisation.
pub const REVIEWER: Role = Role("reviewer");
/// 兑换经办: gives out what learners ordered for points, at an organisation.
pub const CLERK: Role = Role("clerk");
/// 评审专家, who gives opinions on applications at an organisation.
pub const EXPERT: Role = Role("expert");
/// 联合认定委员会委员, who speaks for a province in appeals.
pub const COMMITTEE: Role = Role("committee");
/// 监测专员, who writes indicator systems and runs collections, for a region.
pub const MONITOR_OFFICER: Role = Role("monitor_officer");
/// 数据填报员, who reports figures for an organisation.
pub const DATA_OFFICER: Role = Role("data_officer");
/// 数据审核员, who signs reported figures for a county, a city or a province.
pub const DATA_REVIEWER: Role = Role("data_reviewer");
/// 督学, who inspects the schools of a region.
pub const INSPECTOR: Role = Role("inspector");

/// Who may look up people at all.
const STAFF: [Role; 4] = [ADMIN, PROVINCE_OFFICER, BANK_OFFICER, REGISTRAR];
/// Who answers for the accounts of a region.
const OFFICERS: [Role; 2] = [PROVINCE_OFFICER, BANK_OFFICER];

/// Everything that can be asked for.
pub enum Action<'a> {
    /// Trying to sign in; the name's owner, if it has one.
    AttemptSignIn(Option<&'a str>),
    /// A verb on one's own account.
    Own(Own, &'a str),
    /// A verb on a learner's consents, for the learner and the confirmed guardians.
    Learner(LearnerVerb, &'a str, &'a [String]),
    /// Answering for a learner, for this guardian only.
    Guardian(LearnerVerb, &'a str, &'a str),
    /// Making a person's record.
    RegisterPerson,
    /// Setting somebody's password from the command line.
    SetPassword(&'a str),
    /// Removing somebody's second factor after its loss.
    ResetFactor(&'a str),
    /// Making a link by which somebody sets a new password.
    MakeReset(&'a Account<'a>),
    /// Setting a new password by such a link: the link is the permission.
    UseReset(&'a str),
    /// Closing somebody's account.
    ClosePerson(&'a str),
    /// The list of people.
    ViewPeople,
    /// One person's page.
    ViewPerson(&'a Seen<'a>),
    /// What waits and what happened at the records of learners.
    ViewLearners,
    /// Attesting (or declining) that somebody is a learner's guardian, by those whose records the learner is in.
    Attest(bool, &'a str, &'a [Place]),
    /// Granting a role.
    Grant(&'a str, &'a str, &'a Place),
    /// Revoking a role.
    Revoke(&'a str, &'a str, &'a Place),
    /// Inviting to a role, or (`None`) to open an account.
    Invite(Option<(&'a str, &'a Place)>),
    /// Withdrawing an invitation, and who made it.
    WithdrawInvitation(&'a str, &'a str),
    /// Claiming one's own record by invitation: link, name and number are the permission.
    ClaimRecord(&'a str),
    /// Accepting an invitation: its link is the permission.
    AcceptInvitation(&'a str),
    /// The figures of the yearly audit.
    PrivacyReport,
    /// Sealing everything with the current key.
    RotateKeys,
    /// Forgetting what has expired.
    Sweep,
}

/// What deciding about a person's page takes.
pub struct Seen<'a> {
    /// `prs_…`
    pub person: &'a str,
    /// Whether nobody has claimed the record yet.
    pub unclaimed: bool,
    /// Where the person holds roles.
    pub places: &'a [Place],
    /// Where the organisations are that recorded the person.
    pub holders: &'a [Place],
}

/// What deciding about somebody's password takes.
pub struct Account<'a> {
    /// `prs_…`
    pub person: &'a str,
    /// The roles the person holds or was lent, and where.
    pub held: &'a [(String, Place)],
    /// Where the organisations are that recorded the person.
    pub holders: &'a [Place],
    /// Whether the person answers for wards.
    pub guardian: bool,
}

impl Permission for Action<'_> {
    fn action(&self) -> &'static str {
        match self {
            Action::AttemptSignIn(_) => "identity.sign_in.attempt",
            Action::Own(verb, _) => verb.action(),
            Action::Learner(verb, ..) | Action::Guardian(verb, ..) => verb.action(),
            Action::RegisterPerson => "identity.person.register",
            Action::SetPassword(_) => "identity.password.set",
            Action::ResetFactor(_) => "identity.second_factor.reset",
            Action::MakeReset(_) => "identity.password_reset.make",
            Action::UseReset(_) => "identity.password_reset.use",
            Action::ClosePerson(_) => "identity.person.close",
            Action::ViewLearners => "identity.learners.view",
            Action::Attest(true, ..) => "identity.guardian.attest",
            Action::Attest(false, ..) => "identity.guardian.decline",
            Action::ClaimRecord(_) => "identity.record.claim",
            Action::ViewPeople => "identity.people.view",
            Action::ViewPerson(_) => "identity.person.view",
            Action::Grant(..) => "identity.grant.give",
            Action::Revoke(..) => "identity.grant.revoke",
            Action::Invite(_) => "identity.invitation.make",
            Action::WithdrawInvitation(..) => "identity.invitation.withdraw",
            Action::AcceptInvitation(_) => "identity.invitation.accept",
            Action::PrivacyReport => "identity.privacy.report",
            Action::RotateKeys => "identity.keys.rotate",
            Action::Sweep => "identity.sign_in.sweep",
        }
    }

    fn subject(&self) -> String {
        match self {
            Action::AttemptSignIn(person) => person.unwrap_or("").to_owned(),
            Action::Own(_, person) | Action::SetPassword(person) | Action::ResetFactor(person) => (*person).to_owned(),
            Action::Learner(_, learner, _) | Action::Guardian(_, learner, _) => (*learner).to_owned(),
            Action::ClosePerson(person) | Action::Grant(person, ..) | Action::Revoke(person, ..) => {
                (*person).to_owned()
            }
            Action::ViewPerson(seen) => seen.person.to_owned(),
            Action::MakeReset(account) => account.person.to_owned(),
            Action::UseReset(person) | Action::ClaimRecord(person) | Action::Attest(_, person, _) => {
                (*person).to_owned()
            }
            Action::WithdrawInvitation(invitation, _) | Action::AcceptInvitation(invitation) => {
                (*invitation).to_owned()
            }
            Action::RegisterPerson | Action::ViewPeople | Action::ViewLearners | Action::Invite(_) => String::new(),
            Action::PrivacyReport | Action::RotateKeys | Action::Sweep => "platform".to_owned(),
        }
    }

    fn allows(&self, actor: &Actor) -> bool {
        if actor.is_system() {
            return true;
        }
        match self {
            Action::AttemptSignIn(_) | Action::AcceptInvitation(_) | Action::ClaimRecord(_) | Action::UseReset(_) => {
                true
            }
            Action::Own(verb, person) => verb.allows(actor, person),
            // Whoever was lent a role acts for its holder in that role, not in the holder's personal affairs; so only a
            // guardian may come on the learner's behalf.
            Action::Learner(_, learner, guardians) => oneself(actor, learner) || is_guardian(actor, learner, guardians),
            Action::Guardian(_, _, guardian) => oneself(actor, guardian),
            Action::RegisterPerson | Action::ViewPeople | Action::ViewLearners => is_staff(actor),
            Action::Attest(_, _, holders) => actor.holds_anywhere(ADMIN) || at_any(actor, &STAFF, holders),
            Action::MakeReset(account) => may_reset(actor, account),
            Action::ViewPerson(seen) => sees_person(actor, seen),
            Action::Grant(_, role, place) | Action::Revoke(_, role, place) => may_grant(actor, role, place),
            Action::Invite(Some((role, place))) => may_grant(actor, role, place),
            Action::Invite(None) => is_staff(actor) && actor.on_behalf.is_none(),
            Action::WithdrawInvitation(_, inviter) => oneself(actor, inviter) || is_admin(actor),
            Action::ResetFactor(person) | Action::ClosePerson(person) => is_admin(actor) && actor.id != **person,
            Action::PrivacyReport => is_admin(actor) || actor.holds_anywhere(AUDITOR),
            Action::SetPassword(_) | Action::RotateKeys | Action::Sweep => false,
        }
    }

    fn sees(&self, actor: &Actor) -> bool {
        match self {
            // Whoever may open the page of people may know that somebody is there, though not grant everything.
            Action::Grant(..)
            | Action::Revoke(..)
            | Action::ResetFactor(_)
            | Action::MakeReset(_)
            | Action::ClosePerson(_) => is_staff(actor),
            Action::RegisterPerson | Action::ViewPeople | Action::ViewLearners | Action::Invite(_) => true,
            Action::PrivacyReport | Action::RotateKeys | Action::Sweep => true,
            _ => self.allows(actor),
        }
    }
}

/// Whether the actor is this person and acts for themselves.
pub fn oneself(actor: &Actor, person: &str) -> bool {
    matches!(actor.kind, ActorKind::Person | ActorKind::Token) && actor.id == person && actor.on_behalf.is_none()
}

/// Whether the actor is one of the guardians, in their own name or in the learner's.
fn is_guardian(actor: &Actor, learner: &str, guardians: &[String]) -> bool {
    let as_guardian = match &actor.on_behalf {
        None => true,
        Some(OnBehalf::Ward(ward)) => ward == learner,
        Some(OnBehalf::Office(_)) => false,
    };
    matches!(actor.kind, ActorKind::Person | ActorKind::Token) && as_guardian && guardians.contains(&actor.id)
}

/// Whether the actor is a platform administrator who acts for themselves.
fn is_admin(actor: &Actor) -> bool {
    actor.holds_anywhere(ADMIN) && actor.on_behalf.is_none()
}

fn is_staff(actor: &Actor) -> bool {
    STAFF.iter().any(|role| actor.holds_anywhere(*role))
}

/// The table at the head of this file.
pub fn may_grant(actor: &Actor, role: &str, place: &Place) -> bool {
    if actor.on_behalf.is_some() {
        return false;
    }
    let granters: &[Role] = match role {
        "registrar" | "reviewer" | "clerk" | "expert" => &[ADMIN, PROVINCE_OFFICER, BANK_OFFICER],
        "bank_officer" | "committee" | "monitor_officer" | "data_officer" | "data_reviewer" | "inspector" => {
            &[ADMIN, PROVINCE_OFFICER]
        }
        _ => &[ADMIN],
    };
    granters.iter().any(|granter| actor.holds(*granter, place))
}

/// Staff see whom they could grant roles to or revoke them from, and the records nobody has claimed yet that their own
/// organisation, or one in their region, made or deposited for. Officers also see, masked, who of these has an account: they
/// are asked when a password is lost.
fn sees_person(actor: &Actor, seen: &Seen) -> bool {
    let of_records: &[Role] = if seen.unclaimed { &STAFF } else { &OFFICERS };
    actor.is_person(seen.person)
        || actor.holds_anywhere(ADMIN)
        || at_any(actor, &STAFF, seen.places)
        || at_any(actor, of_records, seen.holders)
}

/// Whether one of the roles is held at one of the places.
fn at_any(actor: &Actor, roles: &[Role], places: &[Place]) -> bool {
    places.iter().any(|place| roles.iter().any(|role| actor.holds(*role, place)))
}

/// An administrator resets anybody's password but their own. An officer resets those of accounts whose every role they could
/// have granted, so that nobody comes to more by way of another's account, and of learners whom an organisation in their
/// region recorded; guardians, whose wards may be anywhere, turn to an administrator.
fn may_reset(actor: &Actor, account: &Account) -> bool {
    if actor.on_behalf.is_some() || actor.id == account.person {
        return false;
    }
    is_admin(actor)
        || !account.guardian
            && match account.held {
                [] => at_any(actor, &OFFICERS, account.holders),
                held => held.iter().all(|(role, place)| may_grant(actor, role, place)),
            }
}

#[cfg(test)]
mod tests;
