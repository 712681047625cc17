//! What somebody should know about a result that was computed all the same: each by name, with the arguments of its sentence. What
//! is printed here is English, for the command line.

use std::fmt;

use units::{Args, Refuse};

/// A remark of a stage.
#[derive(Clone, Debug, PartialEq)]
pub struct Finding {
    /// The indicator, aggregate or unit it is about.
    pub about: String,
    /// What was found.
    pub what: Remark,
}

/// What can be remarked.
#[derive(Clone, Debug, PartialEq)]
#[expect(missing_docs, reason = "each is told in full by its sentence")]
pub enum Remark {
    NoFigure,
    NothingApart,
    SingleSpread,
    SinglePercentile,
    ReferenceMissing,
    ReferenceLeast,
    TargetNotBeyond,
    LargestNotAbove,
    TooFewToJudge,
    /// A column that no treatment changed, and why.
    LeftAlone(Untreated),
    OrderUnproved {
        distance: f64,
        bound: f64,
    },
    Inconsistent {
        ratio: f64,
        most: f64,
    },
    WeightsUnsettled {
        rounds: usize,
        value: f64,
    },
    WeightNegative,
    ImputationUnsettled {
        rounds: usize,
    },
    SinglePoint,
    StillMissing {
        figures: usize,
    },
}

/// Why a column was left as it was.
#[derive(Clone, Debug, PartialEq)]
#[expect(missing_docs, reason = "each is told in full by its sentence")]
pub enum Untreated {
    NothingApart,
    LargestNotAboveOne { most: f64 },
    LeastNotAboveZero { least: f64 },
    SingleValueLeft,
    ShapeUnjudgedAfterWinsorising,
    ShapeUnjudged,
}

impl Finding {
    /// A remark.
    pub fn new(about: impl Into<String>, what: Remark) -> Finding {
        Finding { about: about.into(), what }
    }
}

impl Refuse for Remark {
    fn code(&self) -> &'static str {
        match self {
            Remark::NoFigure => "remark.no_figure",
            Remark::NothingApart => "remark.nothing_apart",
            Remark::SingleSpread => "remark.single_spread",
            Remark::SinglePercentile => "remark.single_percentile",
            Remark::ReferenceMissing => "remark.reference_missing",
            Remark::ReferenceLeast => "remark.reference_least",
            Remark::TargetNotBeyond => "remark.target_not_beyond",
            Remark::LargestNotAbove => "remark.largest_not_above",
            Remark::TooFewToJudge => "remark.too_few_to_judge",
            Remark::LeftAlone(Untreated::NothingApart) => "remark.left_nothing_apart",
            Remark::LeftAlone(Untreated::LargestNotAboveOne { .. }) => "remark.left_largest",
            Remark::LeftAlone(Untreated::LeastNotAboveZero { .. }) => "remark.left_least",
            Remark::LeftAlone(Untreated::SingleValueLeft) => "remark.left_single",
            Remark::LeftAlone(Untreated::ShapeUnjudgedAfterWinsorising) => "remark.left_winsorised",
            Remark::LeftAlone(Untreated::ShapeUnjudged) => "remark.left_shape",
            Remark::OrderUnproved { .. } => "remark.order_unproved",
            Remark::Inconsistent { .. } => "remark.inconsistent",
            Remark::WeightsUnsettled { .. } => "remark.weights_unsettled",
            Remark::WeightNegative => "remark.weight_negative",
            Remark::ImputationUnsettled { .. } => "remark.imputation_unsettled",
            Remark::SinglePoint => "remark.single_point",
            Remark::StillMissing { .. } => "remark.still_missing",
        }
    }

    fn args(&self) -> Args {
        match self {
            Remark::LeftAlone(Untreated::LargestNotAboveOne { most }) => Args::one("most", most),
            Remark::LeftAlone(Untreated::LeastNotAboveZero { least }) => Args::one("least", least),
            Remark::OrderUnproved { distance, bound } => Args::one("distance", distance).and("bound", bound),
            Remark::Inconsistent { ratio, most } => Args::one("ratio", format!("{ratio:.4}")).and("max", most),
            Remark::WeightsUnsettled { rounds, value } => Args::one("rounds", rounds).and("value", value),
            Remark::ImputationUnsettled { rounds } => Args::one("rounds", rounds),
            Remark::StillMissing { figures } => Args::one("figures", figures),
            _ => Args::none(),
        }
    }
}

impl fmt::Display for Remark {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Remark::NoFigure => out.write_str("no figure is there"),
            Remark::NothingApart => out.write_str("all figures are the same: nothing can be told apart"),
            Remark::SingleSpread => out.write_str("a single figure has no spread"),
            Remark::SinglePercentile => out.write_str("a single figure has no percentile"),
            Remark::ReferenceMissing => out.write_str("the reference unit has no figure: all are missing"),
            Remark::ReferenceLeast => out.write_str("the reference is the least figure: distances are infinite"),
            Remark::TargetNotBeyond => {
                out.write_str("the target does not lie beyond the worst figure: scores turn round")
            }
            Remark::LargestNotAbove => out.write_str("the largest figure is not above 0: fractions of it turn round"),
            Remark::TooFewToJudge => out.write_str("too few different figures to judge the shape"),
            Remark::LeftAlone(why) => write!(out, "left as it was: {why}"),
            Remark::OrderUnproved { distance, bound } => {
                write!(out, "the order is not proved: distance {distance}, none below {bound}")
            }
            Remark::Inconsistent { ratio, most } => write!(out, "the consistency ratio {ratio:.4} is above {most}"),
            Remark::WeightsUnsettled { rounds, value } => {
                write!(out, "the search for weights did not settle in {rounds} evaluations, objective {value}")
            }
            Remark::WeightNegative => {
                out.write_str("a weight is below 0: the wanted influences cannot be had otherwise")
            }
            Remark::ImputationUnsettled { rounds } => write!(out, "not settled after {rounds} rounds"),
            Remark::SinglePoint => out.write_str("a single figure lies on no line: the series stays as it was"),
            Remark::StillMissing { figures } => write!(out, "{figures} figures are still missing"),
        }
    }
}

impl fmt::Display for Untreated {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Untreated::NothingApart => out.write_str("all figures are the same"),
            Untreated::LargestNotAboveOne { most } => {
                write!(out, "log_GII needs a largest figure above 1, it is {most}")
            }
            Untreated::LeastNotAboveZero { least } => {
                write!(out, "Box–Cox without a shift needs figures above 0, the least is {least}")
            }
            Untreated::SingleValueLeft => out.write_str("winsorising would leave a single value"),
            Untreated::ShapeUnjudgedAfterWinsorising => {
                out.write_str("winsorising leaves a shape that cannot be judged")
            }
            Untreated::ShapeUnjudged => out.write_str("its shape cannot be judged any more"),
        }
    }
}
