//! 成果类别 and what recognition does for the learner: closed lists with their names.

use serde::{Deserialize, Serialize};

/// The class of an outcome (教改〔2016〕3号 and the classes of the credit bank's channel).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Class {
    /// 学历教育课程.
    Course,
    /// 证书.
    Certificate,
    /// 培训.
    Training,
    /// 在线学习.
    Online,
    /// 职业经历.
    Work,
    /// 实习实践.
    Practice,
    /// 志愿服务.
    Volunteering,
    /// 创新创业.
    Innovation,
    /// 科学研究.
    Research,
}

/// What recognition does for the learner.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Effect {
    /// 免修免考: neither study nor examination.
    StudyAndExam,
    /// 免修不免考: no study, but the examination is still taken.
    StudyOnly,
    /// 冲抵: the outcome's credit replaces credit of the programme.
    Offset,
}

impl Class {
    /// Its name as it is written in files.
    pub const fn key(self) -> &'static str {
        match self {
            Class::Course => "course",
            Class::Certificate => "certificate",
            Class::Training => "training",
            Class::Online => "online",
            Class::Work => "work",
            Class::Practice => "practice",
            Class::Volunteering => "volunteering",
            Class::Innovation => "innovation",
            Class::Research => "research",
        }
    }
}
