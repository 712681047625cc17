//! The words of sentences, by language.

use super::Language;
use crate::{
    meet::Unmet,
    model::{Class, Scale, ScaleKind},
};

/// A class of outcomes.
pub(crate) fn class(class: Class, language: Language) -> &'static str {
    let (zh, en) = match class {
        Class::Course => ("学历教育课程", "course"),
        Class::Certificate => ("证书", "certificate"),
        Class::Training => ("培训", "training"),
        Class::Online => ("在线学习", "online course"),
        Class::Work => ("职业经历", "period of work"),
        Class::Practice => ("实习实践", "practice"),
        Class::Volunteering => ("志愿服务", "volunteering"),
        Class::Innovation => ("创新创业成果", "innovation"),
        Class::Research => ("科学研究成果", "piece of research"),
    };
    language.pick(zh, en)
}

/// A scale of grades.
pub(crate) fn scale(scale: Scale, language: Language) -> &'static str {
    let (zh, en) = match scale {
        Scale::Percent => ("百分制", "hundred-point"),
        Scale::Five => ("五级制", "five-grade"),
        Scale::Two => ("两级制", "pass/fail"),
        Scale::Gpa4 => ("四分绩点", "four-point"),
        Scale::Gpa5 => ("五分绩点", "five-point"),
        Scale::Points710 => ("710 分制", "710-point"),
    };
    language.pick(zh, en)
}

/// A value of a scale.
pub(crate) fn grade(scale: Scale, value: i64, language: Language) -> String {
    let text = scale.text(value);
    match (scale.kind(), language) {
        (ScaleKind::Marks { .. }, Language::Zh) => format!(" {text} 分"),
        (ScaleKind::Marks { .. }, Language::En) => text,
        (ScaleKind::Words(_), Language::En) => format!("“{text}”"),
        (ScaleKind::Words(_), Language::Zh) => {
            let word = match text.as_str() {
                "fail" => "不及格",
                "pass" => "及格",
                "fair" => "中等",
                "good" => "良好",
                "excellent" => "优秀",
                other => other,
            };
            format!("“{word}”")
        }
    }
}

/// Why an outcome does not count, and what can be done.
pub(crate) fn unmet(why: Unmet, language: Language) -> &'static str {
    let (zh, en) = match why {
        Unmet::Exempted => (
            "成绩本身由免修或冲抵取得，不再重复认定",
            "the grade was itself obtained by recognition and does not count again",
        ),
        Unmet::Unverified => (
            "尚未由机构存入或核验；请申请核验",
            "neither deposited by an institution nor verified yet; ask for verification",
        ),
        Unmet::NotYet => ("获得时间晚于所问日期", "obtained after the day asked about"),
        Unmet::Failed => ("成绩未及格", "not passed"),
        Unmet::Class => ("没有规则认定这一类成果", "no rule takes outcomes of this class"),
        Unmet::Issuer => ("规则指定其他机构", "the rule names another issuer"),
        Unmet::Code => ("代码不在规则所列之内", "the code is not among those of the rule"),
        Unmet::Title => ("名称不符合规则", "the title does not fit the rule"),
        Unmet::Subject => ("学科不符合规则", "the subject does not fit the rule"),
        Unmet::Level => ("教育层次不符合规则", "the level does not fit the rule"),
        Unmet::Certificate => ("证书类型不符合规则", "the kind of certificate does not fit the rule"),
        Unmet::CertificateLevel => ("证书等级不符合规则", "the level of the certificate does not fit the rule"),
        Unmet::Scale => (
            "成绩不在规则所列的记分制上，不同记分制之间不换算",
            "graded on a scale the rule does not name; nothing converts between scales",
        ),
        Unmet::Grade => ("成绩低于规则要求", "the grade is below the minimum"),
        Unmet::Age => ("取得时间超过规则年限", "older than the rule allows"),
        Unmet::Spent => ("已在该校使用过", "used at this institution before"),
        Unmet::Partner => {
            ("规则还要求另一项成果，尚缺", "the rule asks for another outcome beside it, which is missing")
        }
        Unmet::NoTarget => ("本专业没有规则所认定的课程", "the programme has none of the courses it would count as"),
        Unmet::Passed => ("所对应的课程已经通过", "the courses it would count as are passed already"),
        Unmet::Excluded => {
            ("所对应的课程属于不予认定的类别", "the courses it would count as are of a category that is not recognised")
        }
        Unmet::Prerequisite => {
            ("先修课程尚未通过或认定", "a course that must come first is neither passed nor recognised")
        }
        Unmet::NoCredit => ("按规则不产生学分", "under the rule it gives no credit"),
        Unmet::Outdone => (
            "可以认定，但受上限或同一课程所限，其他用法更优",
            "it could count, but caps or the same courses are used better otherwise",
        ),
    };
    language.pick(zh, en)
}

impl Unmet {
    /// The reason as a sentence.
    pub fn sentence(self, language: Language) -> &'static str {
        unmet(self, language)
    }
}
