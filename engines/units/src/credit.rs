//! Credit (学分): what is deposited, held, used and converted.

use std::{borrow::Cow, fmt, str::FromStr};

use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::{
    ratio::{Ratio, Rounding},
    text,
};

/// An amount of credit, an exact integer of hundredths; negative only where a posting takes away.
///
/// Its text form, in JSON too, is a decimal without trailing zeros: `"2.5"`, `"3"`, `"-0.25"`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Credit(i64);

/// What rounding left over: the exact product minus the rounded one, as `numerator / denominator` hundredths.
///
/// It is negative when the product was rounded up, and its size is below one hundredth.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Remainder {
    /// Hundredths of a credit, times the denominator.
    pub numerator: i64,
    /// Positive; the denominator of the ratio that was applied.
    pub denominator: i64,
}

/// Why a text is not an amount of credit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CreditFault {
    /// Not a plain decimal: an optional minus sign, digits, and at most one point followed by digits.
    Malformed,
    /// A decimal finer than hundredths.
    TooFine,
    /// More than sixty-four bits of hundredths hold.
    TooLarge,
}

impl Credit {
    /// No credit.
    pub const ZERO: Credit = Credit(0);

    /// The amount of so many hundredths: 250 is two and a half credits.
    pub const fn from_hundredths(hundredths: i64) -> Credit {
        Credit(hundredths)
    }

    /// The amount in hundredths of a credit, as it is stored.
    pub const fn hundredths(self) -> i64 {
        self.0
    }

    /// Reads `"2.5"`. Zeros behind the second decimal are accepted because they change nothing; no spaces, no plus sign,
    /// no thousands separators, no exponent.
    ///
    /// # Errors
    /// See [`CreditFault`].
    pub fn parse(text: &str) -> Result<Credit, CreditFault> {
        let (negative, unsigned) = text.strip_prefix('-').map_or((false, text), |rest| (true, rest));
        let (whole, decimals) = match unsigned.split_once('.') {
            Some((_, "")) => return Err(CreditFault::Malformed),
            Some((whole, decimals)) => (whole, decimals),
            None => (unsigned, ""),
        };
        let plain = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
        if whole.is_empty() || !plain(whole) || !plain(decimals) {
            return Err(CreditFault::Malformed);
        }
        let decimals = decimals.trim_end_matches('0');
        if decimals.len() > 2 {
            return Err(CreditFault::TooFine);
        }
        let digits = whole.bytes().chain(decimals.bytes()).chain(std::iter::repeat_n(b'0', 2 - decimals.len()));
        let mut hundredths: i64 = 0;
        for digit in digits {
            hundredths = hundredths
                .checked_mul(10)
                .and_then(|value| value.checked_add(i64::from(digit - b'0')))
                .ok_or(CreditFault::TooLarge)?;
        }
        Ok(Credit(if negative { -hundredths } else { hundredths }))
    }

    /// The sum, or `None` when it does not fit.
    pub fn checked_add(self, other: Credit) -> Option<Credit> {
        self.0.checked_add(other.0).map(Credit)
    }

    /// The difference, or `None` when it does not fit.
    pub fn checked_sub(self, other: Credit) -> Option<Credit> {
        self.0.checked_sub(other.0).map(Credit)
    }

    /// The sum of many amounts, or `None` when it does not fit.
    pub fn total(amounts: impl IntoIterator<Item = Credit>) -> Option<Credit> {
        amounts.into_iter().try_fold(Credit::ZERO, Credit::checked_add)
    }

    /// Whether this is less than nothing.
    pub fn is_negative(self) -> bool {
        self.0 < 0
    }

    /// The amount multiplied by a ratio and rounded to hundredths as named, with what the rounding left over;
    /// `None` when the product does not fit.
    pub fn times(self, ratio: Ratio, rounding: Rounding) -> Option<(Credit, Remainder)> {
        let denominator = ratio.denominator();
        let product = i128::from(self.0) * i128::from(ratio.numerator());
        let rounded = rounding.divide(product, denominator);
        let left = product - rounded * i128::from(denominator);
        let remainder = Remainder { numerator: i64::try_from(left).ok()?, denominator };
        Some((Credit(i64::try_from(rounded).ok()?), remainder))
    }
}

impl fmt::Display for Credit {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let size = self.0.unsigned_abs();
        let sign = if self.0 < 0 { "-" } else { "" };
        let text = match (size / 100, size % 100) {
            (whole, 0) => format!("{sign}{whole}"),
            (whole, part) if part % 10 == 0 => format!("{sign}{whole}.{}", part / 10),
            (whole, part) => format!("{sign}{whole}.{part:02}"),
        };
        formatter.pad(&text)
    }
}

impl FromStr for Credit {
    type Err = CreditFault;

    fn from_str(text: &str) -> Result<Credit, CreditFault> {
        Credit::parse(text)
    }
}

impl fmt::Display for CreditFault {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            CreditFault::Malformed => "credit is a plain decimal such as 2.5",
            CreditFault::TooFine => "credit has at most two decimals",
            CreditFault::TooLarge => "credit is too large",
        })
    }
}

impl std::error::Error for CreditFault {}

impl Serialize for Credit {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Credit {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Credit, D::Error> {
        text::deserialize(deserializer, "credit as a decimal text such as \"2.5\"")
    }
}

impl JsonSchema for Credit {
    fn schema_name() -> Cow<'static, str> {
        "Credit".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        // Sixteen digits before the point stay below the limit of sixty-four bits of hundredths.
        text::schema(r"^-?[0-9]{1,16}(\.[0-9]{1,2})?$", "An amount of credit: a decimal with at most two decimals.")
    }
}
