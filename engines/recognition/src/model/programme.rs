//! 专业培养方案: the courses a programme asks for.

use serde::{Deserialize, Serialize};
use units::Credit;

/// A programme of an institution, known by both codes: many institutions use the national code of a major.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Programme {
    /// Code of the institution, which is the one that issues its rules.
    pub institution: String,
    /// 专业代码 at the institution.
    pub code: String,
    /// Its name.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub title: String,
    /// Credit it takes in all; shares are counted of it.
    pub total: Credit,
    /// Its courses.
    #[serde(default, rename = "course")]
    pub courses: Vec<Course>,
}

/// A course of a programme.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Course {
    /// Code at the institution.
    pub code: String,
    /// Its name.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub title: String,
    /// 课程类别: compulsory, elective, 综合实践 …
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub category: String,
    /// Its credit.
    pub credit: Credit,
}
