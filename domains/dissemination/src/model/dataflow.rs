//! 数据流: what is published again and again under one name.

use serde::{Deserialize, Serialize};
use units::Instant;

/// The subject a dataflow belongs to: a fixed list, the category scheme `YRD:CATEGORIES`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "snake_case")]
#[schemars(rename = "DisseminationCategory")]
pub enum Category {
    /// 综合: several levels of education together.
    General,
    /// 基础教育.
    Basic,
    /// 职业教育.
    Vocational,
    /// 高等教育.
    Higher,
    /// 继续教育 and 终身学习.
    Lifelong,
    /// 教育经费.
    Finance,
    /// 监测与评价: what is computed from the others.
    Monitoring,
}

impl Category {
    /// Every category, in the order of the catalogue.
    pub const ALL: [Category; 7] = [
        Category::General,
        Category::Basic,
        Category::Vocational,
        Category::Higher,
        Category::Lifelong,
        Category::Finance,
        Category::Monitoring,
    ];

    /// The stable name.
    pub const fn name(self) -> &'static str {
        match self {
            Category::General => "general",
            Category::Basic => "basic",
            Category::Vocational => "vocational",
            Category::Higher => "higher",
            Category::Lifelong => "lifelong",
            Category::Finance => "finance",
            Category::Monitoring => "monitoring",
        }
    }

    /// The category of a stable name.
    pub fn named(name: &str) -> Option<Category> {
        Category::ALL.into_iter().find(|one| one.name() == name)
    }

    /// Identifier, Chinese and English name in the category scheme.
    pub const fn item(self) -> (&'static str, &'static str, &'static str) {
        match self {
            Category::General => ("EDU.GENERAL", "教育综合", "Education in general"),
            Category::Basic => ("EDU.BASIC", "基础教育", "Basic education"),
            Category::Vocational => ("EDU.VOCATIONAL", "职业教育", "Vocational education"),
            Category::Higher => ("EDU.HIGHER", "高等教育", "Higher education"),
            Category::Lifelong => ("EDU.LIFELONG", "终身学习", "Lifelong learning"),
            Category::Finance => ("EDU.FINANCE", "教育经费", "Education finance"),
            Category::Monitoring => ("EDU.MONITORING", "监测评价", "Monitoring and evaluation"),
        }
    }
}

/// That small counts of a dataflow are not published, and nothing they could be computed from.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[schemars(rename = "DisseminationSuppression")]
#[serde(deny_unknown_fields)]
pub struct Suppression {
    /// Counts above zero and below this are small.
    pub threshold: i64,
    /// The dimensions along which sums are published: a code is the sum of the codes below it.
    pub totals: Vec<String>,
    /// The dimension whose codes say which values are counts; empty where all are.
    #[serde(default)]
    pub counts_in: String,
    /// These codes of it.
    #[serde(default)]
    pub counts: Vec<String>,
}

/// What a dataflow says of itself.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[schemars(rename = "DisseminationDataflowInput")]
#[serde(deny_unknown_fields)]
pub struct DataflowInput {
    /// Identifier in SDMX: `DF_` and capital letters, digits, underscores.
    pub id: String,
    /// Six digits of the region whose officers publish it.
    pub region: String,
    /// Its subject.
    pub category: Category,
    /// Name in Chinese.
    pub name: String,
    /// Name in English.
    #[serde(default)]
    pub name_en: String,
    /// One sentence on what it holds, Chinese.
    pub summary: String,
    /// The same in English.
    #[serde(default)]
    pub summary_en: String,
    /// Under what licence it may be used.
    pub licence: String,
    /// The same in English.
    #[serde(default)]
    pub licence_en: String,
    /// Where the licence stands.
    #[serde(default)]
    pub licence_address: String,
    /// Whose figures they are, as they have to be named.
    pub origin: String,
    /// The same in English.
    #[serde(default)]
    pub origin_en: String,
    /// How the figures come about: definitions, scope, breaks.
    pub methodology: String,
    /// The same in English.
    #[serde(default)]
    pub methodology_en: String,
    /// Who answers questions: an office and its public address, never a person.
    pub contact: String,
    /// The same in English.
    #[serde(default)]
    pub contact_en: String,
    /// 示例: shows how it looks, and is no official publication.
    #[serde(default)]
    pub example: bool,
    /// What of it is not published because it is small.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub suppression: Option<Suppression>,
}

/// A dataflow.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[schemars(rename = "DisseminationDataflow")]
pub struct Dataflow {
    /// What it says of itself.
    pub content: DataflowInput,
    /// When it was last written.
    pub written_at: Instant,
    /// Counts changes; a form that saw an older one is refused.
    pub revision: i64,
}
