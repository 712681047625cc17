//! Schools, colleges, open universities and enterprises: organisations by their official code.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::names;

names! {
    /// What sort of organisation it is.
    InstitutionKind {
        /// 普通本科院校.
        University = "university",
        /// 职业本科院校.
        VocationalUniversity = "vocational_university",
        /// 高职(专科)院校.
        VocationalCollege = "vocational_college",
        /// 开放大学.
        OpenUniversity = "open_university",
        /// 成人高等学校 other than open universities.
        AdultCollege = "adult_college",
        /// Any other school with a school code.
        School = "school",
        /// An enterprise with a unified social credit code.
        Enterprise = "enterprise",
    }
}

names! {
    /// 办学层次 of a regular higher-education institution.
    Level {
        /// 本科.
        Bachelor = "bachelor",
        /// 专科.
        Associate = "associate",
    }
}

names! {
    /// Who runs it.
    Ownership {
        /// 公办.
        Public = "public",
        /// 民办.
        Private = "private",
        /// 中外合作办学, 内地与港澳合作办学.
        Joint = "joint",
    }
}

names! {
    /// Why a code ended.
    EndReason {
        /// Another type, therefore another code.
        TypeChanged = "type_changed",
        /// Became part of another.
        Merged = "merged",
        /// Closed.
        Closed = "closed",
    }
}

/// An organisation of the directory. Its code is its identity everywhere on the platform.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Institution {
    /// 学校(机构)标识码 of ten digits, or 统一社会信用代码 of eighteen characters.
    pub code: String,
    /// Official name.
    pub name: String,
    /// Its own English name, empty where none is known.
    pub name_en: String,
    /// What sort of organisation.
    pub kind: InstitutionKind,
    /// 办学层次, for regular higher education.
    pub level: Option<Level>,
    /// Who runs it.
    pub ownership: Ownership,
    /// 主管部门, empty where the list does not tell.
    pub authority: String,
    /// Region it lies in: six digits, as deep as known.
    pub region: String,
    /// Official name of that region.
    pub region_name: String,
    /// English name of that region.
    pub region_name_en: String,
    /// Province it lies in, six digits.
    pub province: String,
    /// When its code ended, as exact as known; none while it is in force.
    pub ended_on: Option<String>,
    /// Why its code ended.
    pub ended_reason: Option<EndReason>,
}

impl Institution {
    /// Whether its code is in force.
    pub fn in_force(&self) -> bool {
        self.ended_on.is_none()
    }
}

/// A name an institution used to have.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct PastName {
    /// The name.
    pub name: String,
    /// First time it no longer had it, as exact as known.
    pub until: String,
}

/// A step from one code to the next, seen from one of them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Succession {
    /// The other institution's code.
    pub code: String,
    /// The other institution's name.
    pub name: String,
    /// When, as exact as known.
    pub happened_on: String,
    /// Why the elder code ended.
    pub reason: EndReason,
}

/// An official list and whether the institution stood in it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Listed {
    /// `regular` or `adult`.
    pub scope: String,
    /// The day of the list.
    pub edition: String,
    /// Whether it stood in it.
    pub listed: bool,
}

/// Everything the directory knows of an institution.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct InstitutionDetails {
    /// The institution itself.
    #[serde(flatten)]
    pub institution: Institution,
    /// Names it used to have, latest first.
    pub past_names: Vec<PastName>,
    /// Institutions it comes from.
    pub predecessors: Vec<Succession>,
    /// Institutions it went to.
    pub successors: Vec<Succession>,
    /// Official lists of its scope, latest first.
    pub lists: Vec<Listed>,
    /// Its memberships of alliances, those in force first.
    pub memberships: Vec<super::Membership>,
}

/// An organisation to be entered.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct InstitutionInput {
    /// 学校(机构)标识码 or 统一社会信用代码.
    pub code: String,
    /// Official name, at most 100 characters.
    pub name: String,
    /// English name, at most 200 characters, may be empty.
    #[serde(default)]
    pub name_en: String,
    /// One of the kinds.
    pub kind: String,
    /// `bachelor` or `associate` for regular higher education, else empty.
    #[serde(default)]
    pub level: String,
    /// `public`, `private` or `joint`.
    pub ownership: String,
    /// 主管部门, at most 100 characters, may be empty.
    #[serde(default)]
    pub authority: String,
    /// Six digits of a region in force.
    pub region: String,
    /// Code of the institution it takes the place of after a change of type, else empty.
    #[serde(default)]
    pub predecessor: String,
}

/// A new name.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct NameInput {
    /// Official name, at most 100 characters.
    pub name: String,
    /// English name, at most 200 characters, may be empty.
    #[serde(default)]
    pub name_en: String,
}

/// The end of a code.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Ending {
    /// `merged` or `closed`; a change of type is entered with the new code.
    pub reason: String,
    /// The day, not in the future.
    pub on: String,
    /// Code of the institution that carries on, else empty; required for `merged`.
    #[serde(default)]
    pub successor: String,
}
