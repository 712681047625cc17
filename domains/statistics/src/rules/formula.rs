//! An expression as a formula of a spreadsheet, so that a report recomputes itself where it is opened.

use indicators::expression::{Expression, Function, Node, Operator, Unit};

/// How a formula reaches the figure of an element so many years before: its cell, and the element's unit.
pub type Cells<'a> = &'a dyn Fn(&str, u8) -> Option<(String, Unit)>;

/// How deep derived elements are followed.
const DEPTH_MAX: usize = 32;

/// The formula of an expression in its own unit, without the sign of equality; none where it uses what a spreadsheet says
/// otherwise (conditions, the start of a year) or what has no cell.
pub fn formula(
    expression: &Expression,
    unit: &Unit,
    derived: &dyn Fn(&str) -> Option<Expression>,
    cells: Cells,
) -> Option<String> {
    let body = part(expression.root(), 0, derived, cells, 0)?;
    Some(if unit.scale() == 1.0 { body } else { format!("({body})/{}", number(unit.scale())) })
}

/// A number as spreadsheets read it.
fn number(value: f64) -> String {
    let mut text = String::new();
    indicators::composite::sheet::digits(value, &mut text);
    text
}

/// A part in base units.
fn part(
    node: &Node,
    back: u8,
    derived: &dyn Fn(&str) -> Option<Expression>,
    cells: Cells,
    depth: usize,
) -> Option<String> {
    if depth > DEPTH_MAX {
        return None;
    }
    let inner = |node: &Node| part(node, back, derived, cells, depth);
    match node {
        Node::Number(value, unit, _) => Some(number(value * unit.as_ref().map_or(1.0, Unit::scale))),
        Node::Name(reference) => match derived(&reference.name) {
            Some(expression) => Some(format!("({})", part(expression.root(), back, derived, cells, depth + 1)?)),
            None => {
                let (cell, unit) = cells(&reference.name, back)?;
                Some(if unit.scale() == 1.0 { cell } else { format!("({cell}*{})", number(unit.scale())) })
            }
        },
        Node::Negative(of) => Some(format!("(-{})", inner(of)?)),
        Node::Binary(operator, left, right, _) => {
            let sign = match operator {
                Operator::Plus => "+",
                Operator::Minus => "-",
                Operator::Times => "*",
                Operator::Over => "/",
                _ => return None,
            };
            Some(format!("({}{sign}{})", inner(left)?, inner(right)?))
        }
        Node::Call(Function::Previous, parts, _) => {
            let years = match parts.get(1) {
                None => 1,
                Some(Node::Number(years, None, _)) => *years as u8,
                Some(_) => return None,
            };
            part(&parts[0], back.checked_add(years)?, derived, cells, depth + 1)
        }
        Node::Call(function, parts, _) => {
            let name = match function {
                Function::Sum => "SUM",
                Function::Mean => "AVERAGE",
                Function::Min => "MIN",
                Function::Max => "MAX",
                Function::Abs => "ABS",
                _ => return None,
            };
            Some(format!("{name}({})", parts.iter().map(inner).collect::<Option<Vec<_>>>()?.join(",")))
        }
        Node::Not(_) => None,
    }
}

/// A cell as formulas name it, on another sheet.
pub fn absolute(sheet: &str, row: u32, column: u16) -> String {
    format!("'{sheet}'!${}${}", letter(column), row + 1)
}

/// A column as formulas name it.
pub fn letter(column: u16) -> String {
    let mut rest = u32::from(column) + 1;
    let mut text = String::new();
    while rest > 0 {
        text.insert(0, char::from(b'A' + ((rest - 1) % 26) as u8));
        rest = (rest - 1) / 26;
    }
    text
}

#[cfg(test)]
mod tests;
