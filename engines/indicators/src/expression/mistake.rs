//! Mistakes in the spelling of an expression: each by name, with the arguments of its sentence. Whoever shows it to people has the
//! sentence in their language under its code; what is printed here is English, for the command line.

use std::fmt;

use units::{Args, Refuse};

use super::lex::Mark;
use super::parse::{NESTING_MAX, NODES_MAX, TEXT_BYTES_MAX};
use super::unit::UnitFault;

/// What does not fit in a text, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mistake {
    /// Line, from 1.
    pub line: usize,
    /// Character in the line, from 1.
    pub column: usize,
    /// What is wrong.
    pub slip: Slip,
}

/// What is wrong in the spelling of an expression.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "each is told in full by its sentence")]
pub enum Slip {
    TooLong {
        bytes: usize,
    },
    TooManyParts,
    TooDeep,
    BracketOpen,
    Unit(UnitFault),
    Letter {
        letter: char,
    },
    NumberTooLarge {
        written: String,
    },
    /// Something stands where the expression should end.
    Leftover {
        found: Found,
    },
    TwoComparisons,
    /// A word of logic stands where a figure should.
    NoFigureBefore {
        name: String,
    },
    /// Something stands where a number, a name or ( should.
    NoFigure {
        found: Found,
    },
    NoFunction {
        name: String,
        known: String,
    },
    Parts {
        name: String,
        least: usize,
        most: usize,
        has: usize,
    },
    Years,
    /// Something stands where ) should close what was opened at a line and column.
    Unclosed {
        found: Found,
        line: usize,
        column: usize,
    },
}

/// What stands somewhere: a mark as it is written, or the end of the text.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "each is what it is called")]
pub enum Found {
    Mark(String),
    End,
}

impl Found {
    pub(super) fn of(mark: &Mark) -> Found {
        match mark {
            Mark::Number(value) => Found::Mark(value.to_string()),
            Mark::Unit(unit) => Found::Mark(format!("[{unit}]")),
            Mark::Name(name) => Found::Mark(name.clone()),
            Mark::Sign(sign) => Found::Mark((*sign).to_owned()),
            Mark::End => Found::End,
        }
    }

    fn text(&self) -> &str {
        match self {
            Found::Mark(text) => text,
            Found::End => "",
        }
    }
}

impl fmt::Display for Found {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Found::Mark(text) => write!(out, "“{text}”"),
            Found::End => out.write_str("the end"),
        }
    }
}

impl Mistake {
    /// A mistake at a character of the text.
    pub(super) fn at(text: &str, place: usize, slip: Slip) -> Mistake {
        let (line, column) = line_and_column(text, place);
        Mistake { line, column, slip }
    }
}

/// Line and column, from 1, of a character of the text.
pub(super) fn line_and_column(text: &str, place: usize) -> (usize, usize) {
    let before = text.chars().take(place);
    before.fold((1, 1), |(line, column), letter| if letter == '\n' { (line + 1, 1) } else { (line, column + 1) })
}

impl Refuse for Mistake {
    fn code(&self) -> &'static str {
        match &self.slip {
            Slip::TooLong { .. } => "expression.text_too_long",
            Slip::TooManyParts => "expression.too_many_parts",
            Slip::TooDeep => "expression.nested_too_deep",
            Slip::BracketOpen => "expression.bracket_open",
            Slip::Unit(fault) if fault.is_long() => "expression.unit_long",
            Slip::Unit(_) => "expression.unit_unknown",
            Slip::Letter { .. } => "expression.letter",
            Slip::NumberTooLarge { .. } => "expression.number_too_large",
            Slip::Leftover { .. } => "expression.leftover",
            Slip::TwoComparisons => "expression.two_comparisons",
            Slip::NoFigureBefore { .. } => "expression.no_figure_before",
            Slip::NoFigure { found: Found::End } => "expression.ends_early",
            Slip::NoFigure { found: Found::Mark(_) } => "expression.no_figure",
            Slip::NoFunction { .. } => "expression.no_function",
            Slip::Parts { .. } => "expression.parts",
            Slip::Years => "expression.years",
            Slip::Unclosed { found: Found::End, .. } => "expression.unclosed_at_end",
            Slip::Unclosed { found: Found::Mark(_), .. } => "expression.unclosed",
        }
    }

    fn args(&self) -> Args {
        let args = Args::one("line", self.line).and("column", self.column);
        match &self.slip {
            Slip::TooLong { bytes } => args.and("bytes", bytes).and("max", TEXT_BYTES_MAX),
            Slip::TooManyParts => args.and("max", NODES_MAX),
            Slip::TooDeep => args.and("max", NESTING_MAX),
            Slip::Unit(fault) if fault.is_long() => args.and("max", super::unit::TEXT_BYTES_MAX),
            Slip::Unit(fault) => {
                args.and("unit", &fault.text).and("part", &fault.part).and("known", UnitFault::known())
            }
            Slip::Letter { letter } => args.and("letter", letter),
            Slip::NumberTooLarge { written } => args.and("written", written),
            Slip::Leftover { found } | Slip::NoFigure { found } => args.and("found", found.text()),
            Slip::NoFigureBefore { name } => args.and("name", name),
            Slip::NoFunction { name, known } => args.and("name", name).and("known", known),
            Slip::Parts { name, least, most, has } => {
                args.and("name", name).and("least", least).and("most", most).and("has", has)
            }
            Slip::Unclosed { found, line, column } => {
                args.and("found", found.text()).and("opened_line", line).and("opened_column", column)
            }
            Slip::BracketOpen | Slip::TwoComparisons | Slip::Years => args,
        }
    }
}

impl fmt::Display for Mistake {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "line {}, column {}: {}", self.line, self.column, self.slip)
    }
}

impl fmt::Display for Slip {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Slip::TooLong { bytes } => write!(
                out,
                "the expression has {bytes} bytes; at most {TEXT_BYTES_MAX} are read: name its parts as derived elements"
            ),
            Slip::TooManyParts => write!(out, "more than {NODES_MAX} parts; name some as derived elements"),
            Slip::TooDeep => write!(out, "nested deeper than {NESTING_MAX}; name parts as derived elements"),
            Slip::BracketOpen => out.write_str("this bracket is not closed by ]"),
            Slip::Unit(fault) => write!(out, "{fault}"),
            Slip::Letter { letter } => write!(out, "“{letter}” means nothing here"),
            Slip::NumberTooLarge { written } => write!(out, "“{written}” is too large for a number"),
            Slip::Leftover { found } => write!(out, "{found} stands where the expression should end"),
            Slip::TwoComparisons => out.write_str("two comparisons in a row: write both, joined by and"),
            Slip::NoFigureBefore { name } => write!(out, "a figure should stand before “{name}”"),
            Slip::NoFigure { found } => write!(out, "{found} stands where a number, a name or ( should"),
            Slip::NoFunction { name, known } => write!(out, "there is no function {name}; there are {known}"),
            Slip::Parts { name, least, most, has } => {
                let told = if least == most { format!("{least}") } else { format!("{least} to {most}") };
                write!(out, "{name} takes {told} parts, here are {has}")
            }
            Slip::Years => out.write_str("previous takes a whole number of years, 1 to 30, as its second part"),
            Slip::Unclosed { found, line, column } => {
                write!(out, "{found} stands where ) should close line {line}, column {column}")
            }
        }
    }
}

impl std::error::Error for Mistake {}
