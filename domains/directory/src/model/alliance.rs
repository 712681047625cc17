//! Alliances of institutions: many to many, in roles, for a time.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use units::{Day, Id, Kind};

use super::names;

/// Kind of identifiers of an alliance.
pub struct AllianceKind;
impl Kind for AllianceKind {
    const PREFIX: &'static str = "all";
}
/// Identifier of an alliance, `all_…`.
pub type AllianceId = Id<AllianceKind>;

names! {
    /// What an institution is in an alliance. The first three are in the order of charters.
    MemberRole {
        /// 理事长单位: one at a time.
        Chair = "chair",
        /// 常务理事.
        Standing = "standing",
        /// 秘书处: held beside a seat or alone.
        Secretariat = "secretariat",
        /// 成员.
        Member = "member",
    }
}

impl MemberRole {
    /// Whether it is a seat, of which an institution has one at a time.
    pub fn is_seat(self) -> bool {
        self != MemberRole::Secretariat
    }
}

/// An alliance.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Alliance {
    /// Its identifier.
    pub id: AllianceId,
    /// Official name.
    pub name: String,
    /// English name, empty where none is given.
    pub name_en: String,
    /// What it is for.
    pub purpose: String,
    /// When it was founded.
    pub founded_on: Day,
    /// When it was dissolved; none while it stands.
    pub dissolved_on: Option<Day>,
    /// Institutions that belong to it now.
    pub members: i64,
}

/// One role of one institution in one alliance for one time.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Membership {
    /// The alliance.
    pub alliance: AllianceId,
    /// Name of the alliance.
    pub alliance_name: String,
    /// Code of the institution.
    pub institution: String,
    /// Name of the institution.
    pub institution_name: String,
    /// Province of the institution, six digits.
    pub province: String,
    /// The role.
    pub role: MemberRole,
    /// Since when.
    pub joined_on: Day,
    /// Until when (exclusive); none while in force.
    pub left_on: Option<Day>,
}

/// An alliance to be founded.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AllianceInput {
    /// Official name, at most 100 characters.
    pub name: String,
    /// English name, at most 200 characters, may be empty.
    #[serde(default)]
    pub name_en: String,
    /// What it is for, at most 1000 characters.
    pub purpose: String,
    /// Day it was founded, not in the future.
    pub founded_on: String,
}

/// An institution to be admitted.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct MemberInput {
    /// Code of the institution.
    pub institution: String,
    /// `chair`, `standing`, `secretariat` or `member`.
    pub role: String,
    /// Since when, not in the future and not before the alliance.
    pub joined_on: String,
}

/// The end of a membership.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Departure {
    /// Code of the institution.
    pub institution: String,
    /// The role that ends.
    pub role: String,
    /// First day it is no longer held, not in the future.
    pub left_on: String,
}

/// The end of an alliance.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Dissolution {
    /// The day, not in the future.
    pub dissolved_on: String,
}
