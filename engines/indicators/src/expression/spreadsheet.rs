//! An expression as a formula of a spreadsheet, so that a report recomputes itself where it is opened.

use super::tree::{Expression, Function, Node, Operator};
use super::unit::Unit;

/// How deep derived elements are followed.
const DEPTH_MAX: usize = 32;

/// How a formula reaches the figure of an element so many years before: its cell, and the element's unit.
pub type Cells<'a> = &'a dyn Fn(&str, u8) -> Option<(String, Unit)>;

/// What formulas are written over.
#[derive(Clone, Copy)]
pub struct Spreadsheet<'a> {
    /// Where the figures stand.
    pub cells: Cells<'a>,
    /// The expression that stands for a derived element.
    pub derived: &'a dyn Fn(&str) -> Option<Expression>,
    /// Whether conditions are written. A spreadsheet takes an empty cell for zero, so a condition may hold there that cannot be
    /// answered here; who asks for them makes sure before that no figure is missing.
    pub conditions: bool,
}

/// A number as spreadsheets read it: the fewest digits that are this number.
pub fn number(value: f64) -> String {
    value.to_string()
}

impl Spreadsheet<'_> {
    /// The formula of an expression in its own unit, without the sign of equality; none where it uses what a spreadsheet says
    /// otherwise, or what has no cell.
    pub fn formula(&self, expression: &Expression, unit: &Unit) -> Option<String> {
        let body = self.base(expression)?;
        Some(if unit.scale() == 1.0 { body } else { format!("({body})/{}", number(unit.scale())) })
    }

    /// The same in base units.
    pub fn base(&self, expression: &Expression) -> Option<String> {
        self.part(expression.root(), 0, 0)
    }

    /// The cell of an element in base units.
    pub fn cell(&self, name: &str, back: u8) -> Option<String> {
        let (cell, unit) = (self.cells)(name, back)?;
        Some(if unit.scale() == 1.0 { cell } else { format!("({cell}*{})", number(unit.scale())) })
    }

    fn part(&self, node: &Node, back: u8, depth: usize) -> Option<String> {
        if depth > DEPTH_MAX {
            return None;
        }
        let inner = |node: &Node| self.part(node, back, depth);
        match node {
            Node::Number(value, unit, _) => Some(number(value * unit.as_ref().map_or(1.0, Unit::scale))),
            Node::Name(reference) => match (self.derived)(&reference.name) {
                Some(expression) => Some(format!("({})", self.part(expression.root(), back, depth + 1)?)),
                None => self.cell(&reference.name, back),
            },
            Node::Negative(of) => Some(format!("(-{})", inner(of)?)),
            Node::Binary(operator, left, right, _) => {
                let sign = match operator {
                    Operator::Plus | Operator::Minus | Operator::Times | Operator::Over => operator.sign(),
                    Operator::Or | Operator::And => return None,
                    _ if !self.conditions => return None,
                    Operator::NotEqual => "<>",
                    comparison => comparison.sign(),
                };
                Some(format!("({}{sign}{})", inner(left)?, inner(right)?))
            }
            Node::Call(Function::Previous, parts, _) => {
                let years = match parts.get(1) {
                    None => 1,
                    Some(Node::Number(years, None, _)) => *years as u8,
                    Some(_) => return None,
                };
                self.part(&parts[0], back.checked_add(years)?, depth + 1)
            }
            Node::Call(function, parts, _) => {
                let name = match function {
                    Function::Sum => "SUM",
                    Function::Mean => "AVERAGE",
                    Function::Min => "MIN",
                    Function::Max => "MAX",
                    Function::Abs => "ABS",
                    Function::If if self.conditions => "IF",
                    _ => return None,
                };
                Some(format!("{name}({})", parts.iter().map(inner).collect::<Option<Vec<_>>>()?.join(",")))
            }
            Node::Not(_) => None,
        }
    }
}
