//! Why an expression cannot be computed on the figures at hand.

use std::fmt;

use super::compile::{LEANING_MAX, STEPS_MAX};
use super::table::Moment;

/// What two parts of different units were to make.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "each is what it is called")]
pub enum Together {
    Sum,
    Difference,
    Comparison,
    List,
    Choice,
}

/// Why an expression cannot be computed on these figures.
#[derive(Clone, Debug, PartialEq)]
#[expect(missing_docs, reason = "each is told in full by its sentence")]
pub enum Fault {
    UnknownName { name: String, place: usize, moment: Moment },
    Units { place: usize, left: String, right: String, what: Together },
    Unit { asked: String, has: String },
    DefinedTwice { name: String },
    Cycle { names: Vec<String> },
    TooMany { most: usize },
    TooLong,
    TooDeep { name: String },
    NoYear { year: i32 },
    NotARatio,
    NotAdditive { place: usize },
    TooFarBack { place: usize },
    Within { name: String, fault: Box<Fault> },
}

impl fmt::Display for Fault {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Fault::UnknownName { name, place, moment: Moment::Year } => {
                write!(out, "character {}: there is no element “{name}”; add a column or a definition of it", place + 1)
            }
            Fault::UnknownName { name, place, moment: Moment::Start } => {
                write!(out, "character {}: there is no element “{name}” at the start of the year", place + 1)
            }
            Fault::Units { place, left, right, what } => {
                let what = match what {
                    Together::Sum => "a sum",
                    Together::Difference => "a difference",
                    Together::Comparison => "a comparison",
                    Together::List => "a list",
                    Together::Choice => "a choice",
                };
                write!(
                    out,
                    "character {}: {what} of {left} and {right}; write the number with its unit, as in 50[人]",
                    place + 1
                )
            }
            Fault::Unit { asked, has } => write!(out, "the unit should be {asked}, but the expression gives {has}"),
            Fault::DefinedTwice { name } => write!(out, "“{name}” is defined twice; keep one definition"),
            Fault::Cycle { names } => {
                write!(out, "a cycle: {}; one of them must not lean on the next", names.join(" → "))
            }
            Fault::TooMany { most } => write!(out, "more than {most} derived elements"),
            Fault::TooLong => write!(out, "more than {STEPS_MAX} steps; compute fewer expressions at a time"),
            Fault::TooDeep { name } => {
                write!(
                    out,
                    "“{name}” leans on more than {LEANING_MAX} derived elements of earlier years, one behind the other"
                )
            }
            Fault::NoYear { year } => write!(out, "there are no figures of {year}"),
            Fault::NotARatio => {
                write!(
                    out,
                    "a region's figure is Σ numerator ÷ Σ denominator: write one division, or say across: sum or mean_of_units"
                )
            }
            Fault::NotAdditive { place } => write!(
                out,
                "character {}: rates do not add up over schools; write one division of amounts, or say across: mean_of_units",
                place + 1
            ),
            Fault::TooFarBack { place } => write!(out, "character {}: more than 30 years back", place + 1),
            Fault::Within { name, fault } => write!(out, "in “{name}”: {fault}"),
        }
    }
}

impl std::error::Error for Fault {}
