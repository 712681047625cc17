//! 学习成果: what a learner deposited, as far as a rule can ask about it.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};
use units::{Credit, Month};

use super::{Class, Grade};

/// One deposited outcome.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Outcome {
    /// Its identifier, unique on the account.
    pub id: String,
    /// What kind of outcome.
    pub class: Class,
    /// Code of the institution that taught it, or name of the issuer of the certificate.
    pub issuer: String,
    /// Course or certificate code at the issuer; empty when it has none.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub code: String,
    /// Name of the course or certificate.
    pub title: String,
    /// 学科 or 专业大类 code; empty when unknown.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub subject: String,
    /// 教育层次 code; empty when unknown.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub level: String,
    /// The grade; none where holding it is the achievement.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub grade: Option<Grade>,
    /// Its credit at the issuer; zero when it has none.
    #[serde(default)]
    pub credit: Credit,
    /// 获得时间.
    pub obtained: Month,
    /// Kind of certificate; empty when it is none.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub certificate_kind: String,
    /// 证书等级; empty when it has none.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub certificate_level: String,
    /// Whether an institution deposited it or somebody verified it.
    #[serde(default)]
    pub verified: bool,
    /// Whether the grade was itself obtained by recognition (免修, 冲抵): it never counts a second time.
    #[serde(default, skip_serializing_if = "is_false")]
    pub exempted: bool,
}

/// A learner as recognition sees one.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Learner {
    /// The identifier exceptions are granted to.
    pub id: String,
    /// Everything deposited.
    #[serde(default)]
    pub outcomes: Vec<Outcome>,
    /// Codes of courses already passed, by code of the programme.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub passed: BTreeMap<String, BTreeSet<String>>,
}

fn is_false(flag: &bool) -> bool {
    !flag
}
