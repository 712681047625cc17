//! An expression for readers: names and figures in their words, signs as they are printed, parentheses only where they decide.

use super::tree::{Expression, Function, Node, Operator};
use super::unit::Unit;

/// The words of an expression that is told.
#[derive(Clone, Copy)]
pub struct Telling<'a> {
    /// What an element is called.
    pub name: &'a dyn Fn(&str) -> String,
    /// A number with its unit, if it has one.
    pub number: &'a dyn Fn(f64, Option<&Unit>) -> String,
    /// The word between two conditions of which one is enough.
    pub or: &'a str,
    /// The word between two conditions that must both hold.
    pub and: &'a str,
    /// What stands before a condition that must not hold, with its gap.
    pub not: &'a str,
    /// What stands between the parts of a function.
    pub comma: &'a str,
}

impl Telling<'_> {
    /// The expression in these words. A sum is written out.
    pub fn told(&self, expression: &Expression) -> String {
        self.part(expression.root(), 0)
    }

    /// A part; parentheses where what stands around binds tighter.
    fn part(&self, node: &Node, around: u8) -> String {
        let enclosed = |binds: u8, text: String| if binds < around { format!("({text})") } else { text };
        match node {
            Node::Number(value, unit, _) => (self.number)(*value, unit.as_ref()),
            Node::Name(reference) => (self.name)(&reference.name),
            Node::Negative(inner) => format!("−{}", self.part(inner, 7)),
            Node::Not(inner) => enclosed(3, format!("{}{}", self.not, self.part(inner, 3))),
            Node::Binary(operator, left, right, _) => {
                let binds = operator.binds();
                let left = self.part(left, if binds == 4 { 5 } else { binds });
                enclosed(binds, format!("{left} {} {}", self.sign(*operator), self.part(right, binds + 1)))
            }
            Node::Call(Function::Sum, parts, _) => {
                let parts: Vec<String> = parts.iter().map(|one| self.part(one, 5)).collect();
                enclosed(if parts.len() > 1 { 5 } else { 9 }, parts.join(" + "))
            }
            Node::Call(function, parts, _) => {
                let parts: Vec<String> = parts.iter().map(|one| self.part(one, 0)).collect();
                format!("{}({})", function.name(), parts.join(self.comma))
            }
        }
    }

    /// A sign as it is printed.
    fn sign(&self, operator: Operator) -> &str {
        match operator {
            Operator::Or => self.or,
            Operator::And => self.and,
            Operator::Minus => "−",
            Operator::Times => "×",
            Operator::Over => "÷",
            Operator::NotEqual => "≠",
            Operator::LessOrEqual => "≤",
            Operator::GreaterOrEqual => "≥",
            written => written.sign(),
        }
    }
}
