//! OneRoster: what an export cannot say of a deposit, as a registrar chose it for the institution.

use serde::{Deserialize, Serialize};

/// How the columns and gaps of an institution's OneRoster exports are read. It is chosen once and kept for the next file.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RosterMapping {
    /// The column of users.csv with the 身份证号: `userMasterIdentifier`, `identifier` or a `metadata.…` column.
    pub id_column: String,
    /// The column of courses.csv with the 学分, such as `metadata.credit`.
    pub credit_column: String,
    /// The column of courses.csv with the 学时, or empty.
    #[serde(default)]
    pub hours_column: String,
    /// The title of the line items that hold the grade of the course; results of others are passed over. Empty: every line item
    /// does.
    #[serde(default)]
    pub line_item: String,
    /// 专业名称.
    pub major: String,
    /// 教育层次, its key.
    pub level: String,
    /// 教育类别, its key.
    pub category: String,
    /// 届别, a year.
    pub cohort: String,
    /// 毕业结业肄业, its key.
    pub ending: String,
    /// 毕业季, its key.
    pub season: String,
}
