//! 学习成果: what a learner deposited, as far as a rule can ask about it.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};
use units::{Credit, Month};

use super::{Class, Grade, Programme};

/// One deposited outcome.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
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
    /// Codes of courses already passed, by code of the programme, or by `institution/code` where several institutions have a
    /// programme of that code.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub passed: BTreeMap<String, BTreeSet<String>>,
    /// What was recognised before.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub standing: Vec<Standing>,
}

/// A use that stands already at an institution. Its courses are passed there, its outcomes are spent there, and caps count it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Standing {
    /// The receiving institution.
    pub institution: String,
    /// The rule it was made under; empty when the institution made it without one.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub rule: String,
    /// The group of that rule.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub group: Option<String>,
    /// Whether that rule lets its outcomes be used again.
    #[serde(default, skip_serializing_if = "is_false")]
    pub share: bool,
    /// The outcomes it took.
    pub outcomes: Vec<Spent>,
    /// The courses it was recorded for, and the credit of each.
    pub courses: Vec<Recorded>,
}

/// An outcome that a standing use took.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Spent {
    /// The outcome.
    pub outcome: String,
    /// Its class.
    pub class: Class,
    /// Its issuer.
    pub issuer: String,
}

/// A course that a standing use was recorded for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Recorded {
    /// Code at the receiving institution.
    pub course: String,
    /// Credit recorded for it.
    pub credit: Credit,
}

impl Learner {
    /// Codes of the courses that are passed in a programme, by study or by recognition.
    pub fn passed_in<'a>(&'a self, programme: &'a Programme) -> impl Iterator<Item = &'a str> {
        let whole = self.passed.get(&format!("{}/{}", programme.institution, programme.code));
        let studied = whole.into_iter().chain(self.passed.get(&programme.code)).flatten().map(String::as_str);
        let recognised = self.standing_at(&programme.institution).flat_map(|standing| &standing.courses);
        studied.chain(recognised.map(|course| course.course.as_str()))
    }

    /// What stands at an institution.
    pub fn standing_at<'a>(&'a self, institution: &'a str) -> impl Iterator<Item = &'a Standing> {
        self.standing.iter().filter(move |standing| standing.institution == institution)
    }
}

fn is_false(flag: &bool) -> bool {
    !flag
}
