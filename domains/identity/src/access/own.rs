//! Verbs on one's own account and on a learner's consents.

use op::{Actor, ActorKind};

use super::oneself;

/// What a person does to their own account.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Own {
    /// Seeing it.
    View,
    /// Beginning a session.
    StartSession,
    /// Showing the second factor of a sign-in.
    ShowFactor,
    /// Being seen in a session.
    NoteSession,
    /// Ending a session.
    EndSession,
    /// Changing the password.
    ChangePassword,
    /// Changing phone and e-mail.
    ChangeContact,
    /// Giving a day of birth nobody knew.
    GiveBorn,
    /// Beginning to enrol a second factor.
    EnrolFactor,
    /// Confirming it with a first code.
    ConfirmFactor,
    /// Removing it.
    RemoveFactor,
    /// Making new recovery codes.
    RenewRecoveryCodes,
    /// Issuing a token.
    IssueToken,
    /// Revoking a token.
    RevokeToken,
    /// Letting somebody act on one's behalf.
    Delegate,
    /// Ending that, by either side.
    EndDelegation,
    /// Beginning or ceasing to act for somebody.
    ActFor,
}

impl Own {
    /// Every verb, for the matrix.
    pub const ALL: [Own; 17] = [
        Own::View,
        Own::StartSession,
        Own::ShowFactor,
        Own::NoteSession,
        Own::EndSession,
        Own::ChangePassword,
        Own::ChangeContact,
        Own::GiveBorn,
        Own::EnrolFactor,
        Own::ConfirmFactor,
        Own::RemoveFactor,
        Own::RenewRecoveryCodes,
        Own::IssueToken,
        Own::RevokeToken,
        Own::Delegate,
        Own::EndDelegation,
        Own::ActFor,
    ];

    /// Stable name.
    pub const fn action(self) -> &'static str {
        match self {
            Own::View => "identity.account.view",
            Own::StartSession => "identity.session.start",
            Own::ShowFactor => "identity.session.second_factor",
            Own::NoteSession => "identity.session.note",
            Own::EndSession => "identity.session.end",
            Own::ChangePassword => "identity.password.change",
            Own::ChangeContact => "identity.contact.change",
            Own::GiveBorn => "identity.born.give",
            Own::EnrolFactor => "identity.second_factor.enrol",
            Own::ConfirmFactor => "identity.second_factor.confirm",
            Own::RemoveFactor => "identity.second_factor.remove",
            Own::RenewRecoveryCodes => "identity.second_factor.renew_codes",
            Own::IssueToken => "identity.token.issue",
            Own::RevokeToken => "identity.token.revoke",
            Own::Delegate => "identity.delegation.give",
            Own::EndDelegation => "identity.delegation.end",
            Own::ActFor => "identity.session.act_for",
        }
    }

    /// Only the person themself, never somebody on their behalf. What could widen or outlive a token's rights – secrets,
    /// further tokens, delegations – asks for a session.
    pub fn allows(self, actor: &Actor, person: &str) -> bool {
        match self {
            // The way back from acting for somebody must stay open.
            Own::ActFor | Own::EndSession | Own::NoteSession => actor.kind == ActorKind::Person && actor.id == person,
            Own::View | Own::RevokeToken | Own::EndDelegation => oneself(actor, person),
            _ => oneself(actor, person) && actor.kind == ActorKind::Person,
        }
    }
}

/// What is done to a learner's consents and guardians.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LearnerVerb {
    /// Seeing consents, reads and guardians.
    View,
    /// Giving a consent.
    GiveConsent,
    /// Taking a consent back.
    WithdrawConsent,
    /// A guardian agreeing.
    AgreeConsent,
    /// A guardian refusing.
    RefuseConsent,
    /// Naming a guardian.
    NameGuardian,
    /// A guardian confirming the link.
    ConfirmGuardian,
    /// Ending the link, by either side.
    EndGuardian,
}

impl LearnerVerb {
    /// Every verb, for the matrix.
    pub const ALL: [LearnerVerb; 8] = [
        LearnerVerb::View,
        LearnerVerb::GiveConsent,
        LearnerVerb::WithdrawConsent,
        LearnerVerb::AgreeConsent,
        LearnerVerb::RefuseConsent,
        LearnerVerb::NameGuardian,
        LearnerVerb::ConfirmGuardian,
        LearnerVerb::EndGuardian,
    ];

    /// Stable name.
    pub const fn action(self) -> &'static str {
        match self {
            LearnerVerb::View => "identity.consent.view",
            LearnerVerb::GiveConsent => "identity.consent.give",
            LearnerVerb::WithdrawConsent => "identity.consent.withdraw",
            LearnerVerb::AgreeConsent => "identity.consent.agree",
            LearnerVerb::RefuseConsent => "identity.consent.refuse",
            LearnerVerb::NameGuardian => "identity.guardian.name",
            LearnerVerb::ConfirmGuardian => "identity.guardian.confirm",
            LearnerVerb::EndGuardian => "identity.guardian.end",
        }
    }

    /// Whether it is the guardian's own word.
    pub const fn is_guardians(self) -> bool {
        matches!(self, LearnerVerb::AgreeConsent | LearnerVerb::RefuseConsent | LearnerVerb::ConfirmGuardian)
    }
}
