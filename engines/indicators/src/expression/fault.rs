//! Why an expression cannot be computed on the figures at hand.

use std::fmt;

use units::{Args, Refuse};

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

impl Fault {
    /// The derived elements inside which it happened, the outermost first, and what happened there.
    pub fn innermost(&self) -> (Vec<&str>, &Fault) {
        let (mut names, mut fault) = (Vec::new(), self);
        while let Fault::Within { name, fault: within } = fault {
            names.push(name.as_str());
            fault = within;
        }
        (names, fault)
    }
}

impl Refuse for Fault {
    fn code(&self) -> &'static str {
        match self.innermost().1 {
            Fault::UnknownName { moment: Moment::Year, .. } => "expression.unknown_name",
            Fault::UnknownName { moment: Moment::Start, .. } => "expression.unknown_at_start",
            Fault::Units { what: Together::Sum, .. } => "expression.units_of_sum",
            Fault::Units { what: Together::Difference, .. } => "expression.units_of_difference",
            Fault::Units { what: Together::Comparison, .. } => "expression.units_of_comparison",
            Fault::Units { what: Together::List | Together::Choice, .. } => "expression.units_of_list",
            Fault::Unit { .. } => "expression.unit",
            Fault::DefinedTwice { .. } => "expression.defined_twice",
            Fault::Cycle { .. } => "expression.cycle",
            Fault::TooMany { .. } => "expression.too_many",
            Fault::TooLong => "expression.too_long",
            Fault::TooDeep { .. } => "expression.too_deep",
            Fault::NoYear { .. } => "expression.no_year",
            // The innermost fault is within nothing.
            Fault::NotARatio | Fault::Within { .. } => "expression.not_a_ratio",
            Fault::NotAdditive { .. } => "expression.not_additive",
            Fault::TooFarBack { .. } => "expression.too_far_back",
        }
    }

    fn args(&self) -> Args {
        // Places are counted from 0 here, and from 1 by people.
        let from = |place: &usize| Args::one("character", place + 1);
        match self.innermost().1 {
            Fault::UnknownName { name, place, .. } => Args::one("name", name).and("character", place + 1),
            Fault::Units { place, left, right, .. } => from(place).and("left", left).and("right", right),
            Fault::Unit { asked, has } => Args::one("asked", asked).and("has", has),
            Fault::DefinedTwice { name } | Fault::TooDeep { name } => Args::one("name", name),
            Fault::Cycle { names } => Args::one("names", names.join(" → ")),
            Fault::TooMany { most } => Args::one("max", most),
            Fault::NoYear { year } => Args::one("year", year),
            Fault::NotAdditive { place } | Fault::TooFarBack { place } => from(place),
            Fault::TooLong | Fault::NotARatio | Fault::Within { .. } => Args::none(),
        }
    }
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
