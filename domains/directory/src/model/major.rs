//! 专业目录.

use schemars::JsonSchema;
use serde::Serialize;

use super::names;

names! {
    /// Which catalogue a major stands in.
    Catalogue {
        /// 普通高等学校本科专业目录.
        Undergraduate = "undergraduate",
        /// 职业教育专业目录, 高等职业教育本科.
        VocationalBachelor = "vocational_bachelor",
        /// 职业教育专业目录, 高等职业教育专科.
        VocationalAssociate = "vocational_associate",
    }
}

/// One major of a catalogue.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Major {
    /// 专业代码 as printed, with T (特设) and K (国家控制布点).
    pub code: String,
    /// Which catalogue.
    pub catalogue: Catalogue,
    /// Edition of the catalogue it was read from.
    pub edition: String,
    /// Official name.
    pub name: String,
    /// Two digits of 门类 or 专业大类.
    pub discipline: String,
    /// Name of 门类 or 专业大类.
    pub discipline_name: String,
    /// Four digits of 专业类, empty for 交叉学科.
    pub class: String,
    /// Name of 专业类, empty for 交叉学科.
    pub class_name: String,
    /// 特设专业.
    pub special: bool,
    /// 国家控制布点专业.
    pub controlled: bool,
    /// Degrees that may be given, `、` between them; empty for vocational ones.
    pub degrees: String,
    /// The code it had before, where the catalogue prints one.
    pub former_code: String,
}

/// What an edition of a catalogue calls a major.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct MajorEdition {
    /// The edition.
    pub edition: String,
    /// The name it has there.
    pub name: String,
}

/// Everything the directory knows of the code of a major.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct MajorDetails {
    /// The major as the newest edition that has it says.
    #[serde(flatten)]
    pub major: Major,
    /// Whether that edition is the one in force.
    pub in_force: bool,
    /// The edition of its catalogue that is in force.
    pub newest_edition: String,
    /// The editions that have it, latest first.
    pub editions: Vec<MajorEdition>,
}
