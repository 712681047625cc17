//! Ratio (转换比例): the exact factor of a conversion, and how a product is rounded.

use std::{borrow::Cow, cmp::Ordering, fmt, str::FromStr};

use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::text;

/// A factor that is zero or more: two whole numbers in lowest terms. Its text form is `"3/2"`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Ratio {
    numerator: i64,
    denominator: i64,
}

/// How a product is brought to whole hundredths. The names speak of size, so a negative amount mirrors a positive one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Rounding {
    /// Toward zero.
    Down,
    /// Away from zero.
    Up,
    /// To the nearest; a half goes away from zero (四舍五入).
    HalfUp,
    /// To the nearest; a half goes to the even neighbour.
    HalfEven,
}

/// Why two numbers or a text are not a ratio.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RatioFault {
    /// Not two whole numbers with a slash between them.
    Malformed,
    /// The numerator is below zero, or the denominator is not above zero.
    OutOfRange,
}

impl Ratio {
    /// One to one.
    pub const ONE: Ratio = Ratio { numerator: 1, denominator: 1 };

    /// The ratio of two numbers, brought to lowest terms.
    ///
    /// # Errors
    /// [`RatioFault::OutOfRange`] unless `numerator ≥ 0` and `denominator > 0`.
    pub fn new(numerator: i64, denominator: i64) -> Result<Ratio, RatioFault> {
        if numerator < 0 || denominator <= 0 {
            return Err(RatioFault::OutOfRange);
        }
        let common = common_divisor(numerator, denominator);
        Ok(Ratio { numerator: numerator / common, denominator: denominator / common })
    }

    /// The numerator in lowest terms, zero or more.
    pub const fn numerator(self) -> i64 {
        self.numerator
    }

    /// The denominator in lowest terms, one or more.
    pub const fn denominator(self) -> i64 {
        self.denominator
    }
}

impl Rounding {
    /// The quotient as a whole number; `denominator` is positive.
    pub(crate) fn divide(self, product: i128, denominator: i64) -> i128 {
        let denominator = i128::from(denominator);
        let quotient = product / denominator;
        let left = (product % denominator).abs();
        let away = match self {
            Rounding::Down => false,
            Rounding::Up => left > 0,
            Rounding::HalfUp => left * 2 >= denominator,
            Rounding::HalfEven => match (left * 2).cmp(&denominator) {
                Ordering::Less => false,
                Ordering::Equal => quotient % 2 != 0,
                Ordering::Greater => true,
            },
        };
        if away { quotient + product.signum() } else { quotient }
    }
}

/// Euclid's algorithm; at least 1 because the second number is positive.
fn common_divisor(mut left: i64, mut right: i64) -> i64 {
    while left != 0 {
        (left, right) = (right % left, left);
    }
    right
}

impl Ord for Ratio {
    fn cmp(&self, other: &Ratio) -> Ordering {
        let cross = |one: &Ratio, two: &Ratio| i128::from(one.numerator) * i128::from(two.denominator);
        cross(self, other).cmp(&cross(other, self))
    }
}

impl PartialOrd for Ratio {
    fn partial_cmp(&self, other: &Ratio) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl fmt::Display for Ratio {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.pad(&format!("{}/{}", self.numerator, self.denominator))
    }
}

impl FromStr for Ratio {
    type Err = RatioFault;

    fn from_str(text: &str) -> Result<Ratio, RatioFault> {
        let (numerator, denominator) = text.split_once('/').ok_or(RatioFault::Malformed)?;
        let number = |part: &str| text::digits(part).map(i64::from).ok_or(RatioFault::Malformed);
        Ratio::new(number(numerator)?, number(denominator)?)
    }
}

impl fmt::Display for RatioFault {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            RatioFault::Malformed => "a ratio is two whole numbers such as 3/2",
            RatioFault::OutOfRange => "a ratio is zero or more, and its denominator is above zero",
        })
    }
}

impl std::error::Error for RatioFault {}

impl Serialize for Ratio {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Ratio {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Ratio, D::Error> {
        text::deserialize(deserializer, "a ratio such as \"3/2\"")
    }
}

impl JsonSchema for Ratio {
    fn schema_name() -> Cow<'static, str> {
        "Ratio".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        text::schema("^[0-9]{1,9}/[1-9][0-9]{0,8}$", "An exact factor: two whole numbers with a slash between them.")
    }
}
