//! A form as a document: what is asked, how it is laid out, and what is checked. Nothing here computes.

use std::collections::BTreeMap;

use indicators::expression::{Definition, Expression, Unit, rules};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use units::names;

mod layout;
mod text;

pub use layout::{Block, Grid, Section};
pub use text::Text;

/// What a unit reported, by the name of the field. A field without an entry is missing.
pub type Values = BTreeMap<String, Figure>;

/// One entry of a return.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[schemars(rename = "CollectionFigure")]
#[serde(untagged)]
pub enum Figure {
    /// In the field's unit; 1 for yes and 0 for no.
    Number(f64),
    /// A choice by its stable name, or a text.
    Text(String),
}

impl Figure {
    /// The number, if it is one.
    pub fn number(&self) -> Option<f64> {
        match self {
            Figure::Number(number) => Some(*number),
            Figure::Text(_) => None,
        }
    }
}

/// A form (报表), in versions. A campaign cites it by the hash of its canonical JSON.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[schemars(rename = "CollectionForm")]
#[serde(deny_unknown_fields)]
pub struct Form {
    /// Its name, kept through versions.
    pub id: String,
    /// Counts from 1.
    pub version: i64,
    /// What it is called.
    pub title: Text,
    /// Who fills it in.
    pub level: Level,
    /// The document it follows.
    pub source: Text,
    /// How the fields are laid out; every field stands in exactly one place.
    pub sections: Vec<Section>,
    /// What is asked.
    pub fields: Vec<Field>,
    /// What is computed from one return (派生要素).
    #[serde(default)]
    pub derived: Vec<Derived>,
    /// What a county's figures take from its schools' returns.
    #[serde(default)]
    pub rollups: Vec<Rollup>,
    /// What must hold, beside the kind and bounds of each field.
    #[serde(default)]
    pub checks: Vec<Check>,
}

/// Who fills a form in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "each is what it is called")]
pub enum Level {
    School,
    County,
}

names!("Collection", Level { School => "school", County => "county" });

/// One thing that is asked (数据项).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[schemars(rename = "CollectionField")]
#[serde(deny_unknown_fields)]
pub struct Field {
    /// The name expressions and tables use; equal to the name a standard uses where both mean the same.
    pub name: String,
    /// What it is called.
    pub label: Text,
    /// What it is counted in, such as 人 or 万元; empty for what has no unit.
    #[serde(default = "Unit::number")]
    #[schemars(with = "String")]
    pub unit: Unit,
    /// What may be entered.
    pub kind: Kind,
    /// Decimal places, of decimals and money.
    #[serde(default)]
    pub places: u8,
    /// What a choice offers, in its order.
    #[serde(default)]
    pub options: Vec<Choice>,
    /// Whether it must always be filled in before the return is submitted.
    #[serde(default)]
    pub required: bool,
    /// When it must be filled in, if not always.
    #[serde(default)]
    #[schemars(with = "Option<String>")]
    pub required_if: Option<Expression>,
    /// The least figure; 0 if nothing is said.
    #[serde(default)]
    pub low: f64,
    /// The greatest figure, or of a text the most characters.
    #[serde(default)]
    pub high: Option<f64>,
    /// Whether it may be added up: over the schools of a region, and when schools merge.
    #[serde(default)]
    pub additive: bool,
    /// How sure an entry is beside others, when the fewest entries to change are looked for. Totals weigh more.
    #[serde(default = "one")]
    pub weight: f64,
    /// What exactly is counted.
    #[serde(default)]
    pub help: Text,
    /// Where the figure is found, if not where the form says.
    #[serde(default)]
    pub source: Text,
}

const fn one() -> f64 {
    1.0
}

/// What may be entered in a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "each is what it is called")]
pub enum Kind {
    Count,
    Decimal,
    Money,
    YesNo,
    Year,
    Choice,
    Text,
}

names!("CollectionField", Kind {
    Count => "count",
    Decimal => "decimal",
    Money => "money",
    YesNo => "yes_no",
    Year => "year",
    Choice => "choice",
    Text => "text",
});

impl Kind {
    /// Whether its figures are numbers.
    pub const fn numeric(self) -> bool {
        !matches!(self, Kind::Choice | Kind::Text)
    }
}

/// What a choice offers. Expressions ask whether it was chosen by `field_is_value`, which is 1 or 0.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[schemars(rename = "CollectionChoice")]
#[serde(deny_unknown_fields)]
pub struct Choice {
    /// The stable name.
    pub value: String,
    /// What it is called.
    pub label: Text,
}

/// A derived element (派生要素): a formula over the fields of one return.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[schemars(rename = "CollectionDerived")]
#[serde(deny_unknown_fields)]
pub struct Derived {
    /// What it is called.
    pub label: Text,
    /// Name, formula, unit, and what a missing figure does.
    #[schemars(with = "serde_json::Value")]
    pub formula: Definition,
}

/// A county's figure that its schools' returns give: a sum of amounts, or Σ numerator ÷ Σ denominator.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[schemars(rename = "CollectionRollup")]
#[serde(deny_unknown_fields)]
pub struct Rollup {
    /// The element it gives.
    pub name: String,
    /// What it is called.
    pub label: Text,
    /// An amount, or one division of amounts, over the elements of the school form.
    #[schemars(with = "String")]
    pub expression: Expression,
    /// Its unit.
    #[schemars(with = "String")]
    pub unit: Unit,
    /// Whether it is a ratio of sums; else a sum.
    #[serde(default)]
    pub ratio: bool,
}

/// A check (校验规则).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[schemars(rename = "CollectionCheck")]
#[serde(deny_unknown_fields)]
pub struct Check {
    /// Its code, kept through versions.
    pub code: String,
    /// Whether it stops a return.
    pub severity: Severity,
    /// What it asks for, in a sentence.
    pub says: Text,
    /// When it is asked, if not always.
    #[serde(default)]
    #[schemars(with = "Option<String>")]
    pub only_if: Option<Expression>,
    /// What must hold.
    #[schemars(with = "serde_json::Value")]
    pub test: rules::Check,
    /// What the left side is called, where its field's label does not say it.
    #[serde(default)]
    pub left: Option<Text>,
    /// What the right side is called.
    #[serde(default)]
    pub right: Option<Text>,
    /// What the sides are told in; the unit of the fields if nothing is said.
    #[serde(default)]
    #[schemars(with = "Option<String>")]
    pub unit: Option<Unit>,
}

/// Whether a check stops a return.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// The return is not submitted before it is mended.
    Hard,
    /// The return is submitted when whoever entered it says why the figures are right.
    Soft,
}

names!("Collection", Severity { Hard => "hard", Soft => "soft" });

impl Field {
    /// Whether a figure is within the field's bounds.
    pub fn within(&self, figure: f64) -> bool {
        figure >= self.low && self.high.is_none_or(|high| figure <= high)
    }
}

impl Form {
    /// A field by its name.
    pub fn field(&self, name: &str) -> Option<&Field> {
        self.fields.iter().find(|field| field.name == name)
    }

    /// A check by its code.
    pub fn check(&self, code: &str) -> Option<&Check> {
        self.checks.iter().find(|check| check.code == code)
    }
}
