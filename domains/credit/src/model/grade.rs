//! 成绩: a grade as a school writes it, on a scale that is named.

use serde::{Deserialize, Serialize};

/// A mark in hundredths of a point: 8550 is 85.5.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Score(pub i64);

/// The highest mark a course can have on the hundred-point scale.
pub const SCORE_MAX: Score = Score(10_000);

/// The mark from which a course counts as passed (百分制 60 分).
pub const PASS_MARK: Score = Score(60_00);

/// The highest mark a certificate may show; language tests count to 710.
pub const CERTIFICATE_SCORE_MAX: Score = Score(100_000);

impl Score {
    /// Reads a mark with at most two decimals: `90`, `90.0` and `90.00` are the same mark.
    pub fn parse(text: &str) -> Option<Score> {
        let credit = units::Credit::parse(text).ok()?;
        (!credit.is_negative()).then(|| Score(credit.hundredths()))
    }
}

impl std::fmt::Display for Score {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        units::Credit::from_hundredths(self.0).fmt(f)
    }
}

/// A grade that is a word of a named scale.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct NamedGrade {
    /// The stable name of the grade: `excellent`, `good`, `fair`, `pass`, `fail`.
    pub key: &'static str,
    /// The spellings schools use for it.
    pub spellings: &'static [&'static str],
    /// Place in the scale, 0 is failing.
    pub rank: i64,
    /// The least mark of its customary band, by which attempts on different scales are ordered and nothing else.
    pub floor: Score,
}

/// 等级制, five grades; the two-grade scale 合格 / 不合格 uses its lower end. Data: a spelling is added here.
pub static NAMED_GRADES: &[NamedGrade] = &[
    NamedGrade { key: "excellent", spellings: &["优秀", "优"], rank: 4, floor: Score(90_00) },
    NamedGrade { key: "good", spellings: &["良好", "良"], rank: 3, floor: Score(80_00) },
    NamedGrade { key: "fair", spellings: &["中等", "中"], rank: 2, floor: Score(70_00) },
    NamedGrade { key: "pass", spellings: &["及格", "合格", "通过"], rank: 1, floor: Score(60_00) },
    NamedGrade {
        key: "fail", spellings: &["不及格", "不合格", "不通过", "未通过"], rank: 0, floor: Score(0)
    },
];

/// What stands in place of a grade when the course was not studied or not examined: 免修 and its kin.
const EXEMPTIONS: &[&str] = &["免修", "免考", "免听", "免试", "冲抵"];

/// Whether a text says that the course was exempted, so that depositing it would count the same study twice.
pub fn is_exemption(text: &str) -> bool {
    EXEMPTIONS.iter().any(|word| text.contains(word))
}

/// Words a remark says of its course when it was exempted.
const EXEMPT_REMARKS: &[&str] =
    &["免修", "免考", "免听", "免试", "冲抵", "免修免考", "免修不免考", "课程免修", "课程免考"];

/// Whether a remark says, as a word of its own, that the course was exempted. 免试入学 and the like do not.
pub fn remark_says_exempted(remark: &str) -> bool {
    remark.split(|letter: char| !letter.is_alphanumeric()).any(|word| EXEMPT_REMARKS.contains(&word))
}

/// A grade that was read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Grade {
    /// A mark.
    Score(Score),
    /// A word of the scale of [`NAMED_GRADES`].
    Named(&'static NamedGrade),
    /// A certificate that carries no grade: holding it is the achievement.
    Held,
}

impl Grade {
    /// Reads a mark or a word; `None` when the text is on no known scale.
    pub fn parse(text: &str) -> Option<Grade> {
        if let Some(score) = Score::parse(text) {
            return Some(Grade::Score(score));
        }
        NAMED_GRADES.iter().find(|grade| grade.spellings.contains(&text)).map(Grade::Named)
    }

    /// The grade named by the stored scale and value.
    pub fn stored(scale: &str, value: i64) -> Option<Grade> {
        match scale {
            "score" => Some(Grade::Score(Score(value))),
            "named" => NAMED_GRADES.iter().find(|grade| grade.rank == value).map(Grade::Named),
            "held" => Some(Grade::Held),
            _ => None,
        }
    }

    /// The stored name of its scale: `score`, `named`, `held`.
    pub const fn scale(self) -> &'static str {
        match self {
            Grade::Score(_) => "score",
            Grade::Named(_) => "named",
            Grade::Held => "held",
        }
    }

    /// The stored value on its scale: hundredths of a mark, or the rank.
    pub const fn value(self) -> i64 {
        match self {
            Grade::Score(score) => score.0,
            Grade::Named(grade) => grade.rank,
            Grade::Held => 0,
        }
    }

    /// Whether a course with this grade was passed.
    pub fn passed(self) -> bool {
        match self {
            Grade::Score(score) => score >= PASS_MARK,
            Grade::Named(grade) => grade.rank > 0,
            Grade::Held => true,
        }
    }

    /// Orders attempts at the same course, whatever their scales.
    pub fn order(self) -> i64 {
        match self {
            Grade::Score(score) => score.0,
            Grade::Named(grade) => grade.floor.0,
            Grade::Held => 0,
        }
    }

    /// The text that is kept: a mark without trailing zeros, the scale's own first spelling, or nothing.
    pub fn text(self) -> String {
        match self {
            Grade::Score(score) => score.to_string(),
            Grade::Named(grade) => grade.spellings.first().copied().unwrap_or(grade.key).to_owned(),
            Grade::Held => String::new(),
        }
    }
}

impl Serialize for Score {
    fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Score {
    fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let text = String::deserialize(from)?;
        Score::parse(&text)
            .ok_or_else(|| serde::de::Error::custom("a mark is a decimal of at most two decimals such as \"85.5\""))
    }
}

impl schemars::JsonSchema for Score {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Score".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({
            "type": "string",
            "pattern": r"^[0-9]{1,4}(\.[0-9]{1,2})?$",
            "description": "A mark with at most two decimals."
        })
    }
}
