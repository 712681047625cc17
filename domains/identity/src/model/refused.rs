//! Everything identity says no to.

use units::{Args, Refuse};

/// Refusals in the order in which verbs check them; each has a sentence in both languages that says what to do next.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refused {
    /// Name or password is wrong. Deliberately does not say which.
    SignInFailed,
    /// The sign-in is too old to be completed.
    SignInStale,
    /// The code of the second factor is wrong.
    CodeWrong,
    /// The code was used before; the next one works.
    CodeUsed,
    /// The present password is wrong.
    PasswordWrong,
    /// A second factor is already enrolled.
    FactorEnrolled,
    /// No second factor is enrolled.
    FactorMissing,
    /// A role makes the second factor obligatory.
    FactorObligatory,
    /// The verb is not open to somebody who acts on another's behalf.
    OnBehalf,
    /// The sign-in name belongs to somebody else.
    SignInNameTaken,
    /// The number belongs to another person's record.
    IdNumberTaken,
    /// The number is known under another name.
    NameDiffers,
    /// The record already has an account.
    AlreadyClaimed,
    /// Nobody grants a role to themselves.
    GrantToSelf,
    /// The person holds this role there already.
    GrantExists,
    /// The grant has ended.
    GrantEnded,
    /// The last administrator cannot be removed.
    LastAdmin,
    /// The link for a new password was used, replaced, or has expired.
    ResetOver,
    /// The invitation was used, withdrawn, or has expired.
    InvitationOver,
    /// What was typed does not match the record the invitation is for.
    InvitationMismatch,
    /// Nobody delegates to themselves.
    DelegationToSelf,
    /// The grant to be lent is not held.
    DelegationNotHeld,
    /// The delegation has ended.
    DelegationEnded,
    /// As many tokens as one person may have.
    TokensFull {
        /// How many.
        max: i64,
    },
    /// The day of birth is known already.
    BornKnown,
    /// The learner's day of birth is not known yet.
    BornUnknown,
    /// Neither guardian nor learner attests their own link.
    GuardianAttestSelf,
    /// Nobody is their own guardian.
    GuardianSelf,
    /// The learner is of age and stands for themselves.
    GuardianNotNeeded,
    /// The guardian's age is unknown or under 18.
    GuardianNotAdult,
    /// This guardian is named already.
    GuardianExists,
    /// The guardian link has ended.
    GuardianEnded,
    /// The consent no longer waits for a guardian.
    ConsentNotWaiting,
    /// The consent is over already.
    ConsentOver,
    /// As many consents in force as one learner may have.
    ConsentsFull {
        /// How many.
        max: i64,
    },
}

impl Refuse for Refused {
    fn code(&self) -> &'static str {
        match self {
            Refused::SignInFailed => "identity.sign_in.failed",
            Refused::SignInStale => "identity.sign_in.stale",
            Refused::CodeWrong => "identity.second_factor.code_wrong",
            Refused::CodeUsed => "identity.second_factor.code_used",
            Refused::PasswordWrong => "identity.password.wrong",
            Refused::FactorEnrolled => "identity.second_factor.enrolled",
            Refused::FactorMissing => "identity.second_factor.missing",
            Refused::FactorObligatory => "identity.second_factor.obligatory",
            Refused::OnBehalf => "identity.account.on_behalf",
            Refused::SignInNameTaken => "identity.person.sign_in_name_taken",
            Refused::IdNumberTaken => "identity.person.id_number_taken",
            Refused::NameDiffers => "identity.person.name_differs",
            Refused::AlreadyClaimed => "identity.person.already_claimed",
            Refused::GrantToSelf => "identity.grant.to_self",
            Refused::GrantExists => "identity.grant.exists",
            Refused::GrantEnded => "identity.grant.ended",
            Refused::LastAdmin => "identity.grant.last_admin",
            Refused::ResetOver => "identity.password_reset.over",
            Refused::InvitationOver => "identity.invitation.over",
            Refused::InvitationMismatch => "identity.invitation.mismatch",
            Refused::DelegationToSelf => "identity.delegation.to_self",
            Refused::DelegationNotHeld => "identity.delegation.not_held",
            Refused::DelegationEnded => "identity.delegation.ended",
            Refused::TokensFull { .. } => "identity.token.full",
            Refused::BornKnown => "identity.born.known",
            Refused::BornUnknown => "identity.born.unknown",
            Refused::GuardianAttestSelf => "identity.guardian.attest_self",
            Refused::GuardianSelf => "identity.guardian.self",
            Refused::GuardianNotNeeded => "identity.guardian.not_needed",
            Refused::GuardianNotAdult => "identity.guardian.not_adult",
            Refused::GuardianExists => "identity.guardian.exists",
            Refused::GuardianEnded => "identity.guardian.ended",
            Refused::ConsentNotWaiting => "identity.consent.not_waiting",
            Refused::ConsentOver => "identity.consent.over",
            Refused::ConsentsFull { .. } => "identity.consent.full",
        }
    }

    fn args(&self) -> Args {
        match self {
            Refused::TokensFull { max } | Refused::ConsentsFull { max } => Args::one("max", max),
            _ => Args::none(),
        }
    }
}
