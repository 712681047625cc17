//! 成绩: a grade is a value on a named scale, and nothing converts between scales.

use std::fmt;

use serde::{Deserialize, Serialize};
use units::Credit;

/// The scales grades are written on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Scale {
    /// 百分制, 0 to 100, passed from 60.
    Percent,
    /// 等级制 of five words: fail, pass, fair, good, excellent.
    Five,
    /// 两级制: fail, pass.
    Two,
    /// 绩点 of four points, passed from 1.
    Gpa4,
    /// 绩点 of five points, passed from 1.
    Gpa5,
    /// Marks of the national language tests, 0 to 710; each rule says what is enough.
    Points710,
}

/// What values a scale has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ScaleKind {
    /// Marks in hundredths of a point.
    Marks {
        /// The highest mark.
        highest: i64,
        /// The mark from which it is passed.
        pass: i64,
    },
    /// Words from the lowest; the first is failing.
    Words(&'static [&'static str]),
}

/// A value on a scale: hundredths of a mark, or the place of a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "GradeText", into = "GradeText")]
pub struct Grade {
    scale: Scale,
    value: i64,
}

/// The least grade on one scale.
///
/// Unlike a grade it may lie above its scale: a draft is read, and the lint tells what is wrong with it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "MinimumText", into = "MinimumText")]
pub struct Minimum {
    /// The scale it speaks of.
    pub scale: Scale,
    /// Hundredths of a mark, or the place of a word.
    pub at_least: i64,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct GradeText {
    scale: Scale,
    value: String,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct MinimumText {
    scale: Scale,
    at_least: String,
}

impl Scale {
    /// Its values.
    pub const fn kind(self) -> ScaleKind {
        match self {
            Scale::Percent => ScaleKind::Marks { highest: 10_000, pass: 6_000 },
            Scale::Five => ScaleKind::Words(&["fail", "pass", "fair", "good", "excellent"]),
            Scale::Two => ScaleKind::Words(&["fail", "pass"]),
            Scale::Gpa4 => ScaleKind::Marks { highest: 400, pass: 100 },
            Scale::Gpa5 => ScaleKind::Marks { highest: 500, pass: 100 },
            Scale::Points710 => ScaleKind::Marks { highest: 71_000, pass: 0 },
        }
    }

    /// Its highest value.
    pub fn highest(self) -> i64 {
        match self.kind() {
            ScaleKind::Marks { highest, .. } => highest,
            ScaleKind::Words(words) => i64::try_from(words.len()).unwrap_or(i64::MAX) - 1,
        }
    }

    /// The value from which it is passed.
    pub fn pass(self) -> i64 {
        match self.kind() {
            ScaleKind::Marks { pass, .. } => pass,
            ScaleKind::Words(_) => 1,
        }
    }

    /// Reads a value: a mark of at most two decimals, or a word of the scale.
    fn read(self, text: &str) -> Option<i64> {
        match self.kind() {
            ScaleKind::Marks { .. } => Credit::parse(text).ok().map(Credit::hundredths).filter(|mark| *mark >= 0),
            ScaleKind::Words(words) => {
                words.iter().position(|word| *word == text).and_then(|place| i64::try_from(place).ok())
            }
        }
    }

    /// The text of a value.
    pub fn text(self, value: i64) -> String {
        match self.kind() {
            ScaleKind::Marks { .. } => Credit::from_hundredths(value).to_string(),
            ScaleKind::Words(words) => {
                usize::try_from(value).ok().and_then(|place| words.get(place)).copied().unwrap_or("?").to_owned()
            }
        }
    }
}

impl Grade {
    /// A value on a scale; `None` when the scale has no such value.
    pub fn new(scale: Scale, value: i64) -> Option<Grade> {
        (0..=scale.highest()).contains(&value).then_some(Grade { scale, value })
    }

    /// The scale it is on.
    pub const fn scale(self) -> Scale {
        self.scale
    }

    /// Hundredths of a mark, or the place of a word.
    pub const fn value(self) -> i64 {
        self.value
    }

    /// Whether it is passed on its own scale.
    pub fn passed(self) -> bool {
        self.value >= self.scale.pass()
    }
}

impl fmt::Display for Grade {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.scale.text(self.value))
    }
}

impl TryFrom<GradeText> for Grade {
    type Error = String;

    fn try_from(text: GradeText) -> Result<Grade, String> {
        let value = text.scale.read(&text.value);
        value
            .and_then(|value| Grade::new(text.scale, value))
            .ok_or_else(|| format!("`{}` is no grade of this scale", text.value))
    }
}

impl From<Grade> for GradeText {
    fn from(grade: Grade) -> GradeText {
        GradeText { scale: grade.scale, value: grade.to_string() }
    }
}

impl TryFrom<MinimumText> for Minimum {
    type Error = String;

    fn try_from(text: MinimumText) -> Result<Minimum, String> {
        let at_least = text.scale.read(&text.at_least);
        let at_least = at_least.ok_or_else(|| format!("`{}` is no grade of this scale", text.at_least))?;
        Ok(Minimum { scale: text.scale, at_least })
    }
}

impl From<Minimum> for MinimumText {
    fn from(minimum: Minimum) -> MinimumText {
        MinimumText { scale: minimum.scale, at_least: minimum.scale.text(minimum.at_least) }
    }
}
