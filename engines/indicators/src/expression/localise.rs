//! Error localisation: the fewest (least weighted) fields of a record to change so that all conditions can hold.
//!
//! Fellegi and Holt (1976): fields that stay keep their values; the others may take any within their bounds. Whether some set
//! of fields is enough is a linear programme; which set is least is found by branch and bound. A set is believed only after its
//! values were put into the conditions. The answer is a suggestion: who entered the figures knows which of them is wrong.

use std::fmt;

mod search;

/// The most fields of one record.
pub const FIELDS_MAX: usize = 500;
/// The most conditions.
pub const EDITS_MAX: usize = 2_000;
/// How many linear programmes may be solved before the best found so far is given with what is proved of it.
pub const PROGRAMMES_MAX: usize = 5_000;
/// How many equally good sets are told.
pub const ALTERNATIVES_MAX: usize = 16;
/// How far off a condition still holds, relative to its terms.
pub const TOLERANCE: f64 = 1e-7;

/// A field of the record.
#[derive(Clone, Debug, PartialEq)]
pub struct Field {
    /// Its name.
    pub name: String,
    /// What was entered; a missing field always changes.
    pub value: Option<f64>,
    /// How sure it is: changing it costs this much. Positive.
    pub weight: f64,
    /// The least it may become.
    pub low: f64,
    /// The most it may become.
    pub high: f64,
}

/// Σ factor × field stands so to a bound.
#[derive(Clone, Debug, PartialEq)]
pub struct Edit {
    /// The rule it came from.
    pub name: String,
    /// Fields by place, each with its factor.
    pub terms: Vec<(usize, f64)>,
    /// How.
    pub relation: Relation,
    /// The bound.
    pub bound: f64,
}

/// How a sum stands to its bound.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "each is named as it is read")]
pub enum Relation {
    AtMost,
    AtLeast,
    Exactly,
}

/// The fewest fields to change.
#[derive(Clone, Debug, PartialEq)]
pub struct Localised {
    /// Places of the fields, each with a value that fits: the nearest to what was entered, relative to its size.
    pub change: Vec<(usize, f64)>,
    /// The sum of their weights; missing fields cost nothing.
    pub weight: f64,
    /// Every set of this weight, the chosen one first, at most [`ALTERNATIVES_MAX`].
    pub alternatives: Vec<Vec<usize>>,
    /// Whether no lighter set exists.
    pub proved: bool,
    /// How many linear programmes were solved.
    pub programmes: usize,
}

/// Why nothing can be suggested.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "each is told in full by its sentence")]
pub enum Unsolved {
    TooLarge,
    Malformed { what: String },
    Contradiction,
    GaveUp,
}

impl fmt::Display for Unsolved {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Unsolved::TooLarge => write!(out, "more than {FIELDS_MAX} fields or {EDITS_MAX} conditions"),
            Unsolved::Malformed { what } => out.write_str(what),
            Unsolved::Contradiction => {
                out.write_str("no values at all satisfy the conditions: they contradict each other, mend the rules")
            }
            Unsolved::GaveUp => {
                write!(out, "nothing was found within {PROGRAMMES_MAX} linear programmes; ask with fewer rules")
            }
        }
    }
}

impl std::error::Error for Unsolved {}

impl Edit {
    /// Whether values satisfy it, but for rounding. How much that may be follows from the size of what was entered, and not
    /// from the values: huge ones would hide any contradiction behind their last digits.
    fn holds(&self, value: impl Fn(usize) -> f64, entered: &[f64]) -> bool {
        let (mut sum, mut size) = (0.0, self.bound.abs());
        for (field, factor) in &self.terms {
            sum += factor * value(*field);
            size = size.max((factor * entered[*field]).abs());
        }
        let off = TOLERANCE * size.max(1.0);
        match self.relation {
            Relation::AtMost => sum <= self.bound + off,
            Relation::AtLeast => sum >= self.bound - off,
            Relation::Exactly => (sum - self.bound).abs() <= off,
        }
    }
}

/// The fewest fields to change.
///
/// # Errors
/// Conditions that contradict each other, weights or factors that are not finite, or too much of either.
pub fn localise(fields: &[Field], edits: &[Edit]) -> Result<Localised, Unsolved> {
    if fields.len() > FIELDS_MAX || edits.len() > EDITS_MAX {
        return Err(Unsolved::TooLarge);
    }
    let malformed = |what: String| Err(Unsolved::Malformed { what });
    for field in fields {
        let finite = field.value.is_none_or(f64::is_finite) && field.weight.is_finite() && field.weight > 0.0;
        if !finite
            || field.low.is_nan()
            || field.high.is_nan()
            || field.low > field.high
            || field.low == f64::INFINITY
            || field.high == f64::NEG_INFINITY
        {
            return malformed(format!(
                "field {}: its value and weight must be finite, its weight positive, its bounds in order",
                field.name
            ));
        }
    }
    for edit in edits {
        let known = |(field, factor): &(usize, f64)| *field < fields.len() && factor.is_finite();
        if !edit.bound.is_finite() || !edit.terms.iter().all(known) {
            return malformed(format!(
                "condition {}: its factors and its bound must be finite, its fields known",
                edit.name
            ));
        }
    }
    search::Search::of(fields, edits).run()
}
