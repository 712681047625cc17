//! Why a book or a question is refused.

use std::fmt;

use units::Args;

use crate::{model::BOOK_RULES_MAX, text::TextRefused};

/// Why a book or a question is refused, in the order the reasons are looked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refused {
    /// More rules than a book holds.
    TooManyRules,
    /// A rule, programme or learner outside its limits: which, and what is wrong.
    OutOfRange {
        /// Its identifier or code.
        which: String,
        /// The field.
        field: String,
        /// What is allowed.
        why: String,
    },
    /// The same version of a rule twice.
    RepeatedRule(String),
    /// The same programme twice.
    RepeatedProgramme(String),
    /// No such programme in the book.
    UnknownProgramme(String),
}

/// What a limit refuses.
pub(super) fn out_of_range(which: &str, (field, why): (String, TextRefused)) -> Refused {
    let why = why.args().get("why").unwrap_or(why.code()).to_owned();
    Refused::OutOfRange { which: which.to_owned(), field, why }
}

impl Refused {
    /// The stable code. Its sentence is the text of this value; a domain that tells it in two languages has its own refusal.
    pub fn code(&self) -> &'static str {
        match self {
            Refused::TooManyRules => "recognition.book.too_many_rules",
            Refused::OutOfRange { .. } => "recognition.book.out_of_range",
            Refused::RepeatedRule(_) => "recognition.book.repeated_rule",
            Refused::RepeatedProgramme(_) => "recognition.book.repeated_programme",
            Refused::UnknownProgramme(_) => "recognition.book.unknown_programme",
        }
    }

    /// The named arguments of its sentence.
    pub fn args(&self) -> Args {
        match self {
            Refused::TooManyRules => Args::one("rules_max", BOOK_RULES_MAX),
            Refused::OutOfRange { which, field, why } => Args::one("which", which).and("field", field).and("why", why),
            Refused::RepeatedRule(rule) => Args::one("rule", rule),
            Refused::RepeatedProgramme(code) | Refused::UnknownProgramme(code) => Args::one("programme", code),
        }
    }
}

impl fmt::Display for Refused {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Refused::TooManyRules => write!(formatter, "more than {BOOK_RULES_MAX} rules"),
            Refused::OutOfRange { which, field, why } => write!(formatter, "{which}: {field}: {why}"),
            Refused::RepeatedRule(rule) => write!(formatter, "rule {rule} stands twice"),
            Refused::RepeatedProgramme(code) => write!(formatter, "programme {code} stands twice"),
            Refused::UnknownProgramme(code) => {
                write!(formatter, "no programme {code} in the rules or programmes given")
            }
        }
    }
}

impl std::error::Error for Refused {}
