//! The four lists of the credit bank's exchange forms, in both generations.
//!
//! Source: upload templates of 上海市终身教育学分银行 (2025 layout and the one before) and its Alipay channel.
//! The second generation is in force since 2025-09-26. It separates 结业 from 肄业 in words only: it has no code
//! for 肄业, and adds 在校, which the first cannot say.

use crate::table::{CodeEntry, CodeItem, CodeTable};

const fn entry(code: &'static str, zh: &'static str) -> Option<CodeEntry> {
    Some(CodeEntry { code, zh })
}

/// An item called the same in both generations.
const fn both(
    key: &'static str,
    zh: &'static str,
    en: &'static str,
    first: &'static str,
    second: &'static str,
) -> CodeItem {
    CodeItem { key, zh, en, first: entry(first, zh), second: entry(second, zh) }
}

/// 教育层次: the level of the programme.
pub static LEVEL: CodeTable = CodeTable {
    name: "level",
    zh: "教育层次",
    en: "Level of education",
    items: &[
        both("undergraduate", "本科", "Undergraduate", "20", "85"),
        both("associate", "专科", "Associate", "21", "86"),
        both("associate_to_bachelor", "专升本", "Associate to bachelor", "22", "783"),
        both("secondary_to_bachelor", "高起本", "Secondary to bachelor", "23", "784"),
    ],
};

/// 教育类别: the kind of education.
pub static CATEGORY: CodeTable = CodeTable {
    name: "category",
    zh: "教育类别",
    en: "Category of education",
    items: &[
        both("adult", "成人", "Adult higher education", "30", "321"),
        both("regular", "普高", "Regular higher education", "31", "322"),
        both("online", "网络", "Online education", "32", "1221"),
        both("secondary_vocational", "中职", "Secondary vocational", "33", "1381"),
        both("self_taught", "自考", "Self-taught examination", "34", "1421"),
    ],
};

/// 结果 (毕业结业肄业): how the studies ended.
pub static OUTCOME: CodeTable = CodeTable {
    name: "outcome",
    zh: "毕业结业肄业",
    en: "Result of studies",
    items: &[
        both("graduated", "毕业", "Graduated", "40", "1261"),
        CodeItem {
            key: "completed",
            zh: "结业",
            en: "Completed without graduating",
            first: entry("41", "结业(肄业)"),
            second: entry("1262", "结业"),
        },
        CodeItem { key: "enrolled", zh: "在校", en: "Enrolled", first: None, second: entry("1690", "在校") },
    ],
};

/// 毕业季: spring when the month of graduation is June or before, else autumn.
pub static SEASON: CodeTable = CodeTable {
    name: "season",
    zh: "毕业季",
    en: "Graduation season",
    items: &[both("spring", "春", "Spring", "50", "1321"), both("autumn", "秋", "Autumn", "51", "1322")],
};

/// 原课程来源代码 of templates B and C, the same in both generations.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OutcomeSource {
    /// `01` 课程类.
    Course,
    /// `02` 证书类.
    Certificate,
}

impl OutcomeSource {
    /// The code as printed.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Course => "01",
            Self::Certificate => "02",
        }
    }

    /// Reads the printed code.
    pub fn parse(code: &str) -> Option<Self> {
        [Self::Course, Self::Certificate].into_iter().find(|known| known.code() == code)
    }
}
