//! Conversion rules of a credit bank as a language, and the best use of a learner's outcomes under them, proved.
//!
//! Nouns: [`model::Rule`] (what a receiving institution takes as what), [`model::Outcome`] (what a learner deposited),
//! [`model::Programme`] (the courses asked for), [`RuleBook`] (all rules, indexed), [`Answer`] (what counts as what and how
//! far that is proved), [`explain::Explanation`] (what is left over and why, which cap binds, what one more outcome would
//! add), [`audit::Block`] (what a degree asks for).
//!
//! A rule is read from and written to text ([`text`]), reads back as a sentence in Chinese and English ([`sentence`]), is
//! linted beside the rules of other institutions ([`lint`]) and cited by its hash ([`hash`]). An answer is checked by
//! [`check`], which was written apart from the solver and shares only the model with it.
//!
//! Deliberately unknown here: where rules and outcomes are stored, who may publish them, the clock, pages and people.

// The worlds that tests share speak of this library by its name.
#[cfg(test)]
extern crate self as recognition;

pub mod answer;
pub mod audit;
mod best;
pub mod book;
pub mod check;
pub mod equivalence;
pub mod explain;
pub mod hash;
pub mod lint;
mod meet;
pub mod model;
mod problem;
pub mod sentence;
pub mod text;
mod uses;

pub use answer::{Answer, Booked, Credited, Proof, Recognised, RuleRef, Source};
pub use best::{ORDERED_MAX, STATES_LISTED_MAX, STATES_MAX};
pub use book::{Counted, DatedBook, Edit, Refused, RuleBook};
pub use equivalence::{Change, Equivalence};
pub use meet::Unmet;
