//! Nouns of identity: data only, no decisions.

mod consent;
mod grant;
mod person;
mod refused;
mod session;

pub use consent::{Consent, ConsentInput, ConsentState, Guardian, PURPOSES, RELATIONS, ReadEntry, WHATS};
pub use grant::{
    Delegation, DelegationInput, GrantInput, GrantRow, Invitation, InvitationInput, ROLES, RoleRow, ScopeKind,
};
pub use person::{Contact, NewPerson, Person, PersonDetails, Status};
pub use refused::Refused;
pub use session::{Acting, Reset, Session, Stage, Token, TokenInput};

use units::{Id, Kind};

/// Kind of identifiers of a person, learner or staff.
pub enum PersonKind {}
impl Kind for PersonKind {
    const PREFIX: &'static str = "prs";
}
/// Identifier of a person, learner or staff, `prs_…`.
pub type PersonId = Id<PersonKind>;

/// Kind of identifiers of a session in a browser.
pub enum SessionKind {}
impl Kind for SessionKind {
    const PREFIX: &'static str = "ses";
}
/// Identifier of a session in a browser, `ses_…`.
pub type SessionId = Id<SessionKind>;

/// Kind of identifiers of an API token.
pub enum TokenKind {}
impl Kind for TokenKind {
    const PREFIX: &'static str = "tok";
}
/// Identifier of an API token, `tok_…`.
pub type TokenId = Id<TokenKind>;

/// Kind of identifiers of a granted role.
pub enum GrantKind {}
impl Kind for GrantKind {
    const PREFIX: &'static str = "grt";
}
/// Identifier of a granted role, `grt_…`.
pub type GrantId = Id<GrantKind>;

/// Kind of identifiers of an invitation.
pub enum InvitationKind {}
impl Kind for InvitationKind {
    const PREFIX: &'static str = "inv";
}
/// Identifier of an invitation, `inv_…`.
pub type InvitationId = Id<InvitationKind>;

/// Kind of identifiers of a link that sets a new password.
pub enum ResetKind {}
impl Kind for ResetKind {
    const PREFIX: &'static str = "rst";
}
/// Identifier of a link that sets a new password, `rst_…`.
pub type ResetId = Id<ResetKind>;

/// Kind of identifiers of a delegation.
pub enum DelegationKind {}
impl Kind for DelegationKind {
    const PREFIX: &'static str = "dlg";
}
/// Identifier of a delegation, `dlg_…`.
pub type DelegationId = Id<DelegationKind>;

/// Kind of identifiers of a consent.
pub enum ConsentKind {}
impl Kind for ConsentKind {
    const PREFIX: &'static str = "con";
}
/// Identifier of a consent, `con_…`.
pub type ConsentId = Id<ConsentKind>;

/// Kind of identifiers of a read of a learner's data.
pub enum ReadKind {}
impl Kind for ReadKind {
    const PREFIX: &'static str = "rea";
}
/// Identifier of a read of a learner's data, `rea_…`.
pub type ReadId = Id<ReadKind>;
