//! Roles, grants, invitations, delegations.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use units::{Day, Instant};

/// What kind of place a grant holds at.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum ScopeKind {
    /// The whole platform.
    Everywhere,
    /// A region and everything inside it.
    Region,
    /// One organisation.
    Organisation,
}

impl ScopeKind {
    /// As stored.
    pub const fn text(self) -> &'static str {
        match self {
            ScopeKind::Everywhere => "everywhere",
            ScopeKind::Region => "region",
            ScopeKind::Organisation => "organisation",
        }
    }

    /// From what is stored or sent.
    pub fn parse(text: &str) -> Option<ScopeKind> {
        [ScopeKind::Everywhere, ScopeKind::Region, ScopeKind::Organisation].into_iter().find(|kind| kind.text() == text)
    }
}

/// A role that can be granted.
#[derive(Clone, Copy, Debug)]
pub struct RoleRow {
    /// Stable name.
    pub role: &'static str,
    /// The kinds of scope it may be granted for.
    pub scopes: &'static [ScopeKind],
    /// Whether a second factor is obligatory for whoever holds it.
    pub second_factor: bool,
}

/// Every role of the platform, the widest first.
pub const ROLES: &[RoleRow] = &[
    // 等级保护 level 3 asks two-factor sign-in of administrators (GB/T 22239-2019).
    RoleRow { role: "admin", scopes: &[ScopeKind::Everywhere], second_factor: true },
    RoleRow { role: "auditor", scopes: &[ScopeKind::Everywhere, ScopeKind::Region], second_factor: false },
    RoleRow { role: "province_officer", scopes: &[ScopeKind::Region], second_factor: false },
    RoleRow { role: "bank_officer", scopes: &[ScopeKind::Region], second_factor: false },
    RoleRow { role: "registrar", scopes: &[ScopeKind::Organisation], second_factor: false },
    RoleRow { role: "reviewer", scopes: &[ScopeKind::Organisation], second_factor: false },
    RoleRow { role: "clerk", scopes: &[ScopeKind::Organisation], second_factor: false },
    RoleRow { role: "expert", scopes: &[ScopeKind::Organisation], second_factor: false },
    // 联合认定委员会: a member speaks for a province.
    RoleRow { role: "committee", scopes: &[ScopeKind::Region], second_factor: false },
    RoleRow { role: "monitor_officer", scopes: &[ScopeKind::Region], second_factor: false },
    RoleRow { role: "data_officer", scopes: &[ScopeKind::Organisation], second_factor: false },
    // 数据审核员: signs for exactly the county, city or province it is granted for.
    RoleRow { role: "data_reviewer", scopes: &[ScopeKind::Region], second_factor: false },
    RoleRow { role: "inspector", scopes: &[ScopeKind::Region], second_factor: false },
];

/// A role to grant, and where.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct GrantInput {
    /// Stable name of the role.
    pub role: String,
    /// Kind of scope.
    pub scope_kind: ScopeKind,
    /// Region code (six digits) or organisation code; empty for everywhere.
    #[serde(default)]
    pub scope_code: String,
    /// Last day on which it holds; unlimited if absent.
    #[serde(default)]
    pub valid_until: Option<Day>,
}

/// A grant as stored.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct GrantRow {
    /// `grt_…`
    pub grant_id: String,
    /// Who holds it.
    pub person: String,
    /// Stable name of the role.
    pub role: String,
    /// Kind of scope.
    pub scope_kind: ScopeKind,
    /// Code of the region or organisation.
    pub scope_code: String,
    /// The region in which the scope lies, six digits; `000000` for everywhere.
    pub region: String,
    /// Who granted it.
    pub granted_by: String,
    /// When.
    pub granted_at: Instant,
    /// The first moment at which it no longer holds.
    pub valid_until: Option<Instant>,
    /// When it was revoked.
    pub revoked_at: Option<Instant>,
}

/// Whom to invite, and to what.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct InvitationInput {
    /// The unclaimed record the invited person may claim; absent for somebody new.
    #[serde(default)]
    pub person: Option<String>,
    /// The role given on acceptance; absent if the invitation only opens an account.
    #[serde(default)]
    pub grant: Option<GrantInput>,
}

/// An invitation as stored.
#[derive(Clone, Debug, Serialize)]
pub struct Invitation {
    /// `inv_…`
    pub invitation: String,
    /// SHA-256 of the link's secret.
    #[serde(skip)]
    pub token_hash: String,
    /// The unclaimed record it lets somebody claim.
    pub person: Option<String>,
    /// Role given on acceptance; empty for none.
    pub role: String,
    /// Kind of scope of that role.
    pub scope_kind: ScopeKind,
    /// Code of that scope.
    pub scope_code: String,
    /// Region in which the scope lies.
    pub region: String,
    /// Until when the role is given.
    pub valid_until: Option<Instant>,
    /// Who invited.
    pub invited_by: String,
    /// When.
    pub invited_at: Instant,
    /// Until when it can be accepted.
    pub expires_at: Instant,
    /// When it was accepted.
    pub accepted_at: Option<Instant>,
    /// When it was withdrawn.
    pub withdrawn_at: Option<Instant>,
}

/// Whom to let act on one's behalf.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct DelegationInput {
    /// Sign-in name of the person who will act.
    pub delegate: String,
    /// Which of one's own grants they may use.
    pub grant_id: String,
    /// Last day on which they may.
    pub valid_until: Day,
}

/// A delegation as stored, joined with the grant it lends.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Delegation {
    /// `dlg_…`
    pub delegation: String,
    /// For whom the delegate acts.
    pub principal: String,
    /// Who acts.
    pub delegate: String,
    /// The grant that is lent.
    pub grant_id: String,
    /// Its role.
    pub role: String,
    /// Its kind of scope.
    pub scope_kind: ScopeKind,
    /// Its scope.
    pub scope_code: String,
    /// When it was given.
    pub given_at: Instant,
    /// The first moment at which it no longer holds.
    pub valid_until: Instant,
    /// When it was ended early.
    pub ended_at: Option<Instant>,
}
