//! The quantities every room counts in: credit, ratio, identifier, instant, day, month, span — the shape of a refusal, and numbers
//! as people read them.
//!
//! A value of these types is always valid: constructors refuse what is not, arithmetic is checked or says that it
//! saturates, and nothing panics on what a person typed. Every type that travels has one text form, used in JSON, in
//! addresses, in forms and (for ids and days) in the database; a JSON number is never accepted for it, because a float
//! would already have lost what matters.
//!
//! Deliberately unknown here: the clock, randomness, languages, databases. An [`Instant`] comes in as an argument, the
//! random bits of an [`Id`] too, and a refusal carries a code and named arguments but no sentence.

mod credit;
mod day;
pub mod document;
mod id;
mod instant;
mod month;
mod names;
mod ratio;
mod reading;
mod refuse;
mod span;
mod text;

pub use credit::{Credit, CreditFault, Remainder};
pub use day::{Day, DayFault};
pub use id::{Id, IdFault, Kind};
pub use instant::{Instant, InstantFault};
pub use month::{Month, MonthFault};
pub use ratio::{Ratio, RatioFault, Rounding};
pub use reading::{decimal, grouped};
pub use refuse::{Args, Fault, Refusal, Refuse};
pub use span::{Span, SpanFault};

#[doc(hidden)]
pub use {schemars, serde};

#[cfg(test)]
mod tests;
