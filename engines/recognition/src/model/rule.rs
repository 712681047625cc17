//! 转换规则: one version of what a receiving institution takes as what.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};
use units::{Credit, Day, Ratio, Rounding};

use super::{Class, Condition, Effect, Minimum};

/// One version of a rule. Published, it is never edited, only followed by a later version.
///
/// A rule without `source` and `target` recognises nothing and only limits: an institution's overall cap is such a rule.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rule {
    /// Its identifier, shared by all versions.
    pub id: String,
    /// 1, 2, 3 …
    pub version: u32,
    /// The receiving institution, which issues it.
    pub institution: String,
    /// The programme it holds for; none = every programme of the institution.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub programme: Option<String>,
    /// First day in force.
    pub valid_from: Day,
    /// The day after the last; none = until superseded.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub valid_to: Option<Day>,
    /// Named group of rules, over which a cap may count.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub group: Option<String>,
    /// 免修免考, 免修不免考 or 冲抵.
    pub effect: Effect,
    /// How old an outcome may be in months, counted from its month to the month of the day asked about.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub months_max: Option<u32>,
    /// Target courses that must be passed already, or be recognised in the same answer.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub prerequisites: BTreeSet<String>,
    /// Categories that are not recognised; 综合实践 never is, whatever stands here.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub excluded: BTreeSet<String>,
    /// Whether an outcome used under this rule may be used again, under rules that say the same.
    #[serde(default, skip_serializing_if = "is_false")]
    pub share: bool,
    /// One course ↔ at most one certificate: no use of this rule takes two certificates.
    #[serde(default, skip_serializing_if = "is_false")]
    pub one_certificate: bool,
    /// Tables of codes that patterns name.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub tables: BTreeMap<String, BTreeSet<String>>,
    /// Which outcomes are taken.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<Condition>,
    /// Least grade of every outcome, on each scale that is accepted; empty = any passed grade.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub minimum: Vec<Minimum>,
    /// The courses it counts as.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub target: Option<Targets>,
    /// The credit that is recorded.
    #[serde(default, skip_serializing_if = "Given::is_target")]
    pub credit: Given,
    /// What it limits.
    #[serde(default, skip_serializing_if = "Vec::is_empty", rename = "cap")]
    pub caps: Vec<Cap>,
    /// Who is excused from what.
    #[serde(default, skip_serializing_if = "Vec::is_empty", rename = "exception")]
    pub exceptions: Vec<Exception>,
}

/// The courses a rule counts outcomes as: those listed and those of the listed categories, all of them or some.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Targets {
    /// Codes of courses at the receiving institution, in the order they are credited.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub courses: Vec<String>,
    /// Every course of these categories besides; needs `choose`.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub categories: BTreeSet<String>,
    /// How many of them one use counts as, 1 to 3; none = all that are listed and not yet passed, together.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub choose: Option<u32>,
}

/// The credit that is recorded. Never more than the credit of the courses it counts as.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "GivenText", into = "GivenText")]
pub enum Given {
    /// The credit of the target courses (国家开放大学: recorded is the credit of the replaced course).
    #[default]
    Target,
    /// A ratio of the sources' credit, rounded; the remainder is booked with the use.
    Ratio(Ratio, Rounding),
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct GivenText {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    ratio: Option<Ratio>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    rounding: Option<Rounding>,
}

/// 上限: how much may be recognised under the uses it counts. In force while its rule is, whether or not that rule is used.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "CapText", into = "CapText")]
pub struct Cap {
    /// Which uses it counts together.
    pub scope: Scope,
    /// Counts only courses of these categories; a share is then one of their credit.
    pub categories: BTreeSet<String>,
    /// How much.
    pub measure: Measure,
}

#[derive(Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct CapText {
    per: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    of: Option<String>,
    #[serde(skip_serializing_if = "BTreeSet::is_empty")]
    categories: BTreeSet<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    credits: Option<Credit>,
    #[serde(skip_serializing_if = "Option::is_none")]
    courses: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    share: Option<Ratio>,
}

/// Which uses a cap counts together, among those of its institution's rules on one programme.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Scope {
    /// All uses of a learner.
    Learner,
    /// Uses that take an outcome of this class.
    Class(Class),
    /// Uses that take the same certificate, for each certificate apart.
    Certificate,
    /// Uses that take an outcome of this issuer.
    Issuer(String),
    /// Uses that take an outcome of the same issuer, for each issuer apart.
    EachIssuer,
    /// Uses of the rules of this group.
    Group(String),
    /// Uses of the rule that carries the cap.
    Rule,
}

/// How much a cap lets through.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Measure {
    /// So much credit.
    Credits(Credit),
    /// So many courses.
    Courses(u32),
    /// This share of the programme's credit, or of its categories' credit; rounded down to hundredths.
    Share(Ratio),
}

/// 例外: who is excused from what, granted by name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Exception {
    /// A learner or one outcome.
    #[serde(rename = "for")]
    pub who: Allowance,
    /// What they are excused from.
    pub lifts: BTreeSet<Lift>,
    /// Who granted it.
    pub granted_by: String,
    /// The last day it holds.
    pub until: Day,
}

/// Whom an exception excuses.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Allowance {
    /// Every outcome of this learner.
    Learner(String),
    /// This outcome.
    Outcome(String),
}

/// What an exception can lift. Caps and prerequisites are lifted for learners only.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Lift {
    /// The minimum grade, not the pass.
    Grade,
    /// The age of the outcome.
    Age,
    /// The prerequisites.
    Prerequisites,
    /// The caps this rule carries.
    Caps,
}

impl Rule {
    /// Whether it is in force on a day.
    pub fn in_force(&self, day: Day) -> bool {
        self.valid_from <= day && self.valid_to.is_none_or(|end| day < end)
    }

    /// Whether it holds for a programme of its institution.
    pub fn holds_for(&self, institution: &str, programme: &str) -> bool {
        self.institution == institution && self.programme.as_deref().is_none_or(|own| own == programme)
    }

    /// The exception that lifts something, for a learner or one of the outcomes.
    pub fn lifted(&self, lift: Lift, learner: &str, outcome: Option<&str>, day: Day) -> Option<&Exception> {
        self.exceptions.iter().find(|exception| {
            let named = match &exception.who {
                Allowance::Learner(id) => id == learner,
                Allowance::Outcome(id) => outcome == Some(id.as_str()),
            };
            named && day <= exception.until && exception.lifts.contains(&lift)
        })
    }
}

impl Given {
    fn is_target(&self) -> bool {
        *self == Given::Target
    }
}

impl TryFrom<GivenText> for Given {
    type Error = String;

    fn try_from(text: GivenText) -> Result<Given, String> {
        match (text.ratio, text.rounding) {
            (None, None) => Ok(Given::Target),
            (Some(ratio), Some(rounding)) => Ok(Given::Ratio(ratio, rounding)),
            _ => Err("`ratio` and `rounding` stand together".to_owned()),
        }
    }
}

impl From<Given> for GivenText {
    fn from(given: Given) -> GivenText {
        match given {
            Given::Target => GivenText { ratio: None, rounding: None },
            Given::Ratio(ratio, rounding) => GivenText { ratio: Some(ratio), rounding: Some(rounding) },
        }
    }
}

impl TryFrom<CapText> for Cap {
    type Error = String;

    fn try_from(text: CapText) -> Result<Cap, String> {
        let scope = match (text.per.as_str(), text.of) {
            ("learner", None) => Scope::Learner,
            ("certificate", None) => Scope::Certificate,
            ("issuer", None) => Scope::EachIssuer,
            ("rule", None) => Scope::Rule,
            ("issuer", Some(issuer)) => Scope::Issuer(issuer),
            ("group", Some(group)) => Scope::Group(group),
            ("class", Some(class)) => {
                let known = serde_json::from_value(class.as_str().into());
                Scope::Class(known.map_err(|_| format!("`{class}` is no class of outcomes"))?)
            }
            ("group" | "class", None) => return Err(format!("a cap per {} says `of` which", text.per)),
            ("learner" | "certificate" | "rule", Some(_)) => return Err(format!("a cap per {} has no `of`", text.per)),
            _ => {
                let known = "`learner`, `class`, `certificate`, `issuer`, `group` or `rule`";
                return Err(format!("`per` is one of {known}"));
            }
        };
        let measure = match (text.credits, text.courses, text.share) {
            (Some(credits), None, None) if credits.is_negative() => return Err("a cap is not negative".to_owned()),
            (Some(credits), None, None) => Measure::Credits(credits),
            (None, Some(courses), None) => Measure::Courses(courses),
            (None, None, Some(share)) => Measure::Share(share),
            _ => return Err("a cap has one of `credits`, `courses` and `share`".to_owned()),
        };
        Ok(Cap { scope, categories: text.categories, measure })
    }
}

impl From<Cap> for CapText {
    fn from(cap: Cap) -> CapText {
        let (per, of) = match cap.scope {
            Scope::Learner => ("learner", None),
            Scope::Certificate => ("certificate", None),
            Scope::EachIssuer => ("issuer", None),
            Scope::Rule => ("rule", None),
            Scope::Issuer(issuer) => ("issuer", Some(issuer)),
            Scope::Group(group) => ("group", Some(group)),
            Scope::Class(class) => ("class", Some(class.key().to_owned())),
        };
        let mut text = CapText { per: per.to_owned(), of, categories: cap.categories, ..CapText::default() };
        match cap.measure {
            Measure::Credits(credits) => text.credits = Some(credits),
            Measure::Courses(courses) => text.courses = Some(courses),
            Measure::Share(share) => text.share = Some(share),
        }
        text
    }
}

fn is_false(flag: &bool) -> bool {
    !flag
}
