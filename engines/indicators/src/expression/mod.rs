//! Indicators as expressions over data elements, with units, periods and what to do where a figure is missing.
//!
//! Nouns: [`Expression`] (text and tree), [`Unit`] (万元 beside 元), [`Table`] and [`Panel`] (figures of one year, of years),
//! [`Book`] (derived elements that lean on each other), [`Program`] (an expression bound to columns), [`Indicator`] (a figure
//! of a school and of a region), [`rules`] (checks as data), [`localise`] (the fewest fields to change),
//! [`Spreadsheet`] and [`Telling`] (an expression as a formula of a workbook, and for readers).
//!
//! All arithmetic is done in base units (人, 元, 平方米, 间 …): a column is scaled once when it is bound, a result once when it is
//! handed out. A missing figure is a NaN inside and nothing else is: what would be infinite or undefined is missing too, and
//! [`Program::why`] says which of these it was.

mod book;
mod compile;
mod fault;
mod indicator;
mod lex;
pub mod linear;
pub mod localise;
mod mistake;
mod parse;
mod program;
pub mod rules;
mod spreadsheet;
mod table;
mod told;
mod tree;
mod unit;

#[cfg(test)]
mod tests;

pub use book::{Book, Definition};
pub use compile::Strategy;
pub use fault::{Fault, Together};
pub use indicator::{Across, Figure, Indicator};
pub use mistake::{Found, Mistake, Slip};
pub use parse::{NESTING_MAX, NODES_MAX, TEXT_BYTES_MAX};
pub use program::{Absent, Program};
pub use spreadsheet::{Spreadsheet, number};
pub use table::{Column, Moment, Panel, Period, Table, TableFault};
pub use told::Telling;
pub use tree::{Expression, Function, Node, Operator, Reference};
pub use unit::{Unit, UnitFault};

/// How near two figures are the same: decimal fractions are not exact in binary, and a school that holds 4.2 where 4.2 is asked
/// for must not fail for the sixteenth digit. Figures people enter differ by far more.
pub const NEAR: f64 = 1e-12;

/// Whether two figures are the same but for rounding of the machine.
pub fn near(left: f64, right: f64) -> bool {
    (left - right).abs() <= NEAR * left.abs().max(right.abs())
}

/// Whether the left figure reaches the right one, but for rounding of the machine.
pub fn reaches(left: f64, right: f64) -> bool {
    left >= right || near(left, right)
}
