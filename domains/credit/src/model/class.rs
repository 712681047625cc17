//! 成果类别: what sort of achievement an outcome is.

/// What sort of achievement it is. Source: 教改〔2016〕3号, which names the eight beside courses; 成果来源 of the upload templates
/// knows the first two (01 课程类, 02 证书类).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Class {
    /// 课程: a course of a degree programme.
    Course,
    /// 资格证书.
    Certificate,
    /// 职业培训.
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

super::names!(Class {
    Course => "course",
    Certificate => "certificate",
    Training => "training",
    Online => "online",
    Work => "work",
    Practice => "practice",
    Volunteering => "volunteering",
    Innovation => "innovation",
    Research => "research",
});

impl Class {
    /// The official term, as a file says it.
    pub const fn term(self) -> &'static str {
        match self {
            Class::Course => "课程",
            Class::Certificate => "资格证书",
            Class::Training => "职业培训",
            Class::Online => "在线学习",
            Class::Work => "职业经历",
            Class::Practice => "实习实践",
            Class::Volunteering => "志愿服务",
            Class::Innovation => "创新创业",
            Class::Research => "科学研究",
        }
    }

    /// The class a file means: by its official term, the short word 证书, or the stable name.
    pub fn spelled(text: &str) -> Option<Class> {
        let short = (text == "证书").then_some(Class::Certificate);
        short.or_else(|| Class::ALL.iter().copied().find(|class| class.term() == text)).or_else(|| Class::named(text))
    }

    /// Whether it is 非学历: neither a course of a programme nor a certificate. Such an outcome may carry hours and no credit,
    /// and may have no grade.
    pub const fn non_degree(self) -> bool {
        !matches!(self, Class::Course | Class::Certificate)
    }
}
