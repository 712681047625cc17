//! What a standard says.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use units::Day;

use crate::expression::{Expression, Strategy, Unit};

/// A standard of one jurisdiction from a day on.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Standard {
    /// Its identifier here.
    pub id: String,
    /// Its name.
    pub title: String,
    /// `CN`, or the GB/T 2260 code of the province.
    pub jurisdiction: String,
    /// The day it is asked from.
    pub valid_from: Day,
    /// How that day is known.
    pub valid_from_basis: Basis,
    /// The last day, if it was replaced.
    #[serde(default)]
    pub valid_to: Option<Day>,
    /// The document.
    pub source: String,
    /// What to know before it is used.
    #[serde(default)]
    pub notes: Vec<String>,
    /// The figures of a school or of the county it asks for.
    #[serde(default)]
    pub elements: Vec<Element>,
    /// The stages of schooling it looks at apart.
    #[serde(default)]
    pub stages: Vec<Stage>,
    /// How what a mixed school has in common is split.
    #[serde(default)]
    pub split: Vec<Split>,
    /// Who is not counted.
    #[serde(default)]
    pub exclusion: Option<Exclusion>,
    /// The indicators of resources.
    #[serde(default)]
    pub indicators: Vec<Rule>,
    /// What each school must reach.
    #[serde(default)]
    pub school_rule: Option<SchoolRule>,
    /// How even the schools of a county must be.
    #[serde(default)]
    pub dispersion: Option<Dispersion>,
    /// Further conditions, each of a school or of the county.
    #[serde(default)]
    pub items: Vec<Item>,
    /// Targets of which a share is attained.
    #[serde(default)]
    pub targets: Vec<Target>,
}

/// How a number is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Basis {
    /// Seen in an official text, or in official tables computed by it.
    Documented,
    /// Common knowledge of the field, not seen in a text.
    Known,
    /// Follows from what is documented.
    Inferred,
}

/// A figure that is entered.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Element {
    /// Its name in expressions and in the head of a file.
    pub name: String,
    /// Its official name.
    pub title: String,
    /// The unit it is entered in.
    pub unit: Unit,
    /// Whose it is.
    pub of: Place,
    /// What it is where a file has no such column at all; an empty cell is missing all the same.
    #[serde(default)]
    pub default: Option<f64>,
}

/// Whose a figure or a condition is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Place {
    /// A school's.
    School,
    /// The county's.
    County,
}

/// A stage of schooling.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Stage {
    /// `primary`, `junior`, `senior`.
    pub name: String,
    /// The element that counts its pupils.
    pub pupils: String,
    /// Whether it is judged, or only takes its part of what a school has in common.
    pub judged: bool,
}

/// What a pupil of each stage counts where a school's resource is split (小:初 = 1:1.1).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Split {
    /// The kind of school.
    pub kind: SchoolKind,
    /// Stage and what its pupils count.
    pub factors: BTreeMap<String, f64>,
    /// How the factors are known.
    pub basis: Basis,
    /// How the formula that uses them is known.
    pub formula_basis: Basis,
}

/// A kind of school.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SchoolKind {
    /// 小学
    Primary,
    /// 初级中学
    Junior,
    /// 九年一贯制学校
    NineYear,
    /// 完全中学
    Complete,
    /// 十二年一贯制学校
    TwelveYear,
    /// 教学点
    TeachingPoint,
    /// 特殊教育学校
    SpecialEducation,
    /// 职业学校
    Vocational,
}

impl SchoolKind {
    const NAMES: [(SchoolKind, &'static str, &'static str); 8] = [
        (SchoolKind::Primary, "primary", "小学"),
        (SchoolKind::Junior, "junior", "初中"),
        (SchoolKind::NineYear, "nine_year", "九年"),
        (SchoolKind::Complete, "complete", "完中"),
        (SchoolKind::TwelveYear, "twelve_year", "十二年"),
        (SchoolKind::TeachingPoint, "teaching_point", "教学点"),
        (SchoolKind::SpecialEducation, "special_education", "特殊教育"),
        (SchoolKind::Vocational, "vocational", "职业"),
    ];

    /// Reads the identifier, or the name the entry form uses.
    pub fn parse(text: &str) -> Option<SchoolKind> {
        SchoolKind::NAMES.iter().find(|(_, name, form)| *name == text || *form == text).map(|(kind, ..)| *kind)
    }

    /// Every identifier.
    pub fn names() -> impl Iterator<Item = &'static str> {
        SchoolKind::NAMES.iter().map(|(_, name, _)| *name)
    }

    /// The identifier.
    pub fn name(self) -> &'static str {
        SchoolKind::NAMES.iter().find(|(kind, ..)| *kind == self).map_or("", |(_, name, _)| name)
    }
}

/// Who is not counted.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Exclusion {
    /// Kinds of school.
    pub kinds: Vec<SchoolKind>,
    /// Teaching points with fewer pupils than this.
    #[serde(default)]
    pub teaching_points_below: Option<f64>,
    /// How it is known for the measure of dispersion.
    pub basis: Basis,
    /// How it is known for the rule on each school.
    pub school_rule_basis: Basis,
}

/// An indicator of resources: a resource divided by pupils.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rule {
    /// Its code in the standard.
    pub code: String,
    /// Its official name.
    pub name: String,
    /// The resource of each stage.
    pub resource: BTreeMap<String, Expression>,
    /// The unit the resource is told in.
    pub resource_unit: Unit,
    /// The unit of the indicator.
    pub unit: Unit,
    /// Whether the resource is a school's in common and is split over its stages.
    pub shared: bool,
    /// Whether there are only whole ones of the resource: teachers, rooms.
    pub whole: bool,
    /// What a missing figure does.
    #[serde(default)]
    pub missing: Strategy,
    /// The least, by stage; none where the standard only asks for evenness.
    #[serde(default)]
    pub limits: BTreeMap<String, Limit>,
    /// How the indicator and its formula are known.
    pub basis: Basis,
}

/// A limit.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Limit {
    /// In the unit of what it limits.
    pub value: f64,
    /// How it is known.
    pub basis: Basis,
}

/// What each school must reach.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SchoolRule {
    /// At least so many of the indicators.
    pub reach_at_least: usize,
    /// How that is known.
    pub basis: Basis,
    /// The others must not fall below this share of their limit.
    #[serde(default)]
    pub floor: Option<Limit>,
}

/// How even the schools of a county must be: the pupil-weighted 差异系数.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Dispersion {
    /// The most that each indicator may have, by stage.
    #[serde(default)]
    pub each: BTreeMap<String, Limit>,
    /// The most that the mean over the indicators may have, by stage.
    #[serde(default)]
    pub composite: BTreeMap<String, Limit>,
    /// How the weighting by pupils is known.
    pub weighting_basis: Basis,
}

/// A further condition.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Item {
    /// Its code here.
    pub code: String,
    /// `guarantee` 政府保障程度, `quality` 教育质量, `acceptance` 社会认可度.
    pub area: String,
    /// What it asks for.
    pub name: String,
    /// Whose condition it is.
    pub of: Place,
    /// The kinds of school it is asked of; all if none is named.
    #[serde(default)]
    pub kinds: Vec<SchoolKind>,
    /// What must hold.
    pub holds: Expression,
    /// Whether it counts in the verdict. A version of a limit that differs between places is told and decides nothing.
    pub decides: bool,
    /// How it is known.
    pub basis: Basis,
}

/// A target of which a share is attained.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Target {
    /// Its code here.
    pub code: String,
    /// Its official name.
    pub name: String,
    /// The unit of target and figure.
    pub unit: Unit,
    /// The target.
    pub value: f64,
    /// How the target is known.
    pub basis: Basis,
    /// Its weight, where it is known.
    #[serde(default)]
    pub weight: Option<f64>,
    /// The first day of this value, where it replaced another.
    #[serde(default)]
    pub valid_from: Option<Day>,
}
