//! 学习成果: what a learner achieved, as an institution deposited it, and what it was used for.

use serde::{Deserialize, Serialize};
use units::{Credit, Day, Instant, Month};

use super::{Class, Grade};

/// A deposited outcome. It never changes; what happens to it is told by its uses, and by its revocation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
pub struct Outcome {
    /// `out_…`
    pub id: String,
    /// Whose it is, `prs_…`.
    pub learner: String,
    /// 成果类别.
    pub class: Class,
    /// Code of the institution that deposited it.
    pub institution: String,
    /// Who issued it: an institution's code where known, else the key of the issuer's name.
    pub issuer: String,
    /// Name of the issuer as deposited.
    pub issuer_name: String,
    /// Name of the course or certificate.
    pub name: String,
    /// 课程代码 as its issuer gave it, or empty.
    #[serde(default)]
    pub code: String,
    /// 证书类型, empty for courses.
    pub certificate_kind: String,
    /// 证书等级, empty for courses.
    pub certificate_level: String,
    /// 专业名称 as deposited.
    pub major: String,
    /// Key of 教育层次, `undergraduate` …; empty where the form has none.
    pub level: String,
    /// Key of 教育类别, `adult` …; empty where the form has none.
    pub category: String,
    /// 学分.
    pub credit: Credit,
    /// 学时 in hundredths of an hour, where given.
    pub hours_hundredths: Option<i64>,
    /// 成绩 as text: a mark without trailing zeros, or a word.
    pub grade: String,
    /// Name of the grade's scale: `score`, `named`, `held`.
    pub scale: String,
    /// Value on that scale.
    pub scale_value: i64,
    /// 获得时间.
    pub obtained: Month,
    /// The deposited file it came from, `dep_…`.
    pub deposit: String,
    /// The row of that file, counting from 1 at the header.
    pub line: i64,
    /// When it was deposited.
    pub deposited_at: Instant,
    /// When its depositor revoked it; it counts nowhere since.
    pub revoked_at: Option<Instant>,
}

impl Outcome {
    /// The grade on its scale.
    pub fn read_grade(&self) -> Grade {
        // The stored scale was written by `Grade::scale`; an unknown one would be a certificate without a grade.
        Grade::stored(&self.scale, self.scale_value).unwrap_or(Grade::Held)
    }

    /// The last day of the month in which it was obtained, from which its age counts.
    pub fn obtained_day(&self) -> Day {
        self.obtained.days().to().plus_days(-1)
    }
}

/// How far a use has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum UseState {
    /// Bound by an open application.
    Held,
    /// Recognised.
    Used,
}

super::names!(UseState { Held => "held", Used => "used" });

/// An outcome bound to, or spent on, one target course of one institution. At most one per outcome and target.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
pub struct Use {
    /// The outcome.
    pub outcome: String,
    /// Code of the receiving institution.
    pub institution: String,
    /// Code of the target course.
    pub target_code: String,
    /// Name of the target course.
    pub target_name: String,
    /// Credit of the target course, which is what is recorded.
    pub target_credit: Credit,
    /// Held or used.
    pub state: UseState,
    /// The application, or empty when a deposited file reported the conversion.
    pub application: String,
    /// The deposited file that reported the conversion, or empty.
    pub deposit: String,
    /// The grade recorded for the target: 免考 under 免修免考, else empty until the examination.
    pub grade_recorded: String,
    /// What the deposited file says of the conversion, where one reported it.
    pub reported: Option<Reported>,
    /// When it was bound or recognised here.
    pub at: Instant,
    /// The target's credit as far as it was posted with this use of a reported conversion; nought for the others that led to the
    /// same target, and where an application led to it.
    #[serde(default)]
    pub counted: Credit,
}

/// 转换: what a school reported of a conversion it made itself.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
pub struct Reported {
    /// 转换时间.
    pub month: Month,
    /// 转换学校代码, assigned by the credit bank.
    pub school: String,
    /// Key of 转换后教育层次.
    pub level: String,
    /// 转换后专业, or empty.
    pub major: String,
}
