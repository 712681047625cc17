//! Statistics of the bank: where credit flows, how applications end and how long they take, and who ever converted.

use serde::Serialize;
use units::{Credit, Instant};

/// The period of everything counted.
pub const ALL: &str = "all";

/// Between whom a flow is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Level {
    /// Between two provinces, or within one.
    Province,
    /// Between two institutions.
    Institution,
}

super::names!(Level { Province => "province", Institution => "institution" });

/// Recognised credit that flowed from where it was earned to where it counts, in a period.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, schemars::JsonSchema)]
pub struct Flow {
    /// A year, or `all`.
    pub period: String,
    /// Institutions or provinces.
    pub level: Level,
    /// Who taught or issued: code of an institution or of a province; empty for issuers without a code.
    pub source: String,
    /// Who recognised: code of an institution or of a province.
    pub institution: String,
    /// Province of the source, six digits, or empty.
    pub source_region: String,
    /// Province of the receiving institution, six digits.
    pub region: String,
    /// Target courses recognised at least in part by this source.
    pub targets: i64,
    /// Learners.
    pub learners: i64,
    /// Credit recognised. A target that several sources led to is shared out by what each brought, in hundredths.
    pub credit: Credit,
}

/// How the applications filed with an institution in a period ended.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, schemars::JsonSchema)]
pub struct Standing {
    /// A year, or `all`.
    pub period: String,
    /// Code of the receiving institution.
    pub institution: String,
    /// Its province, six digits.
    pub region: String,
    /// Applications filed.
    pub filed: i64,
    /// Of these, those that wait for a decision.
    pub waiting: i64,
    /// Sent back to the learner.
    pub returned: i64,
    /// Taken back by the learner.
    pub withdrawn: i64,
    /// Recognised.
    pub accepted: i64,
    /// Rejected.
    pub rejected: i64,
    /// Recognised and reversed later.
    pub reversed: i64,
    /// Hours from the last filing to the decision, the median of accepted and rejected ones.
    pub median_hours: Option<i64>,
    /// Hours within which nine of ten were decided.
    pub ninth_hours: Option<i64>,
}

impl Standing {
    /// 认定通过率: recognised per decided, in hundredths of a per cent; what was reversed later counts as recognised.
    pub fn acceptance(&self) -> Option<i64> {
        let recognised = self.accepted + self.reversed;
        let decided = recognised + self.rejected;
        (decided > 0).then(|| (recognised * 10_000 + decided / 2) / decided)
    }
}

/// Accounts and who converted, in a period.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, schemars::JsonSchema)]
pub struct Census {
    /// A year, or `all`.
    pub period: String,
    /// Accounts opened until the end of the period.
    pub accounts: i64,
    /// Learners with a conversion in the period.
    pub converters: i64,
    /// Learners with a conversion until the end of the period.
    pub ever_converters: i64,
    /// When this was counted.
    pub counted_at: Instant,
}

impl Census {
    /// 转换率: account holders who ever converted, in hundredths of a per cent.
    pub fn share(&self) -> i64 {
        if self.accounts > 0 { (self.ever_converters * 10_000 + self.accounts / 2) / self.accounts } else { 0 }
    }
}
