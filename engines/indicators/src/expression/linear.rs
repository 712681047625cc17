//! Rules as linear conditions on the fields of one record, for [`super::localise`].

use std::collections::BTreeMap;
use std::fmt;

use super::book::Book;
use super::localise::{Edit, Field, Relation};
use super::rules::{Check, Comparison, Rule};
use super::table::{Moment, Panel, Period};
use super::tree::{Function, Node, Operator};

/// How deep derived elements may lean on each other where they are written out.
const LEANING_MAX: usize = 64;

/// What a strict comparison must be exceeded by, in base units: figures are counts, or cents of 元.
const STRICT_MARGIN: f64 = 0.01;

/// Σ factor × field + constant.
#[derive(Clone, Debug, Default)]
struct Line {
    terms: BTreeMap<String, f64>,
    constant: f64,
}

/// Why a rule is no linear condition.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NotLinear {
    /// The rule's code.
    pub rule: String,
    /// What in it is not linear.
    pub why: String,
}

impl fmt::Display for NotLinear {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "rule {}: {}", self.rule, self.why)
    }
}

/// The fields and linear conditions of a record under rules.
#[derive(Clone, Debug)]
pub struct Record {
    /// The fields the conditions mention, by name, in base units.
    pub fields: Vec<Field>,
    /// The conditions.
    pub edits: Vec<Edit>,
    /// The rules that are not linear or cannot be asked of this record, and why; they are not considered.
    pub left_out: Vec<NotLinear>,
}

/// Writes rules as linear conditions on one record of a year.
///
/// Comparisons of sums, differences and constant multiples are linear, and so is a year-on-year ratio, because the year before
/// stands. `!=`, pairs, outliers and duplicates are not. A strict comparison asks for 0.01 base units more.
pub fn record(rules: &[Rule], panel: &Panel, year: i32, book: &Book, at: usize) -> Record {
    let mut made = Record { fields: Vec::new(), edits: Vec::new(), left_out: Vec::new() };
    let reader = Reader { panel, year, book, at };
    let mut lines = Vec::new();
    for rule in rules {
        match reader.rule(rule) {
            Ok(found) => lines.extend(found.into_iter().map(|(line, relation)| (rule.code.clone(), line, relation))),
            Err(why) => made.left_out.push(NotLinear { rule: rule.code.clone(), why }),
        }
    }
    let mut places = BTreeMap::new();
    for name in lines.iter().flat_map(|(_, line, _)| line.terms.keys()) {
        places.entry(name.clone()).or_insert(0);
    }
    for (place, (name, at)) in places.iter_mut().enumerate() {
        *at = place;
        made.fields.push(Field {
            name: name.clone(),
            value: reader.value(name, 0),
            weight: 1.0,
            low: 0.0,
            high: f64::INFINITY,
        });
    }
    made.edits = lines
        .into_iter()
        .map(|(name, line, relation)| Edit {
            name,
            terms: line
                .terms
                .iter()
                .map(|(name, factor)| (places[name], *factor))
                .filter(|(_, factor)| *factor != 0.0)
                .collect(),
            relation,
            bound: -line.constant,
        })
        .collect();
    made
}

struct Reader<'a> {
    panel: &'a Panel,
    year: i32,
    book: &'a Book,
    at: usize,
}

impl Reader<'_> {
    /// The figure of an element so many years back, in base units.
    fn value(&self, name: &str, back: u8) -> Option<f64> {
        let now = self.panel.year(self.year)?;
        let then = self.panel.year(self.year - i32::from(back))?;
        let key = now.keys().get(self.at)?;
        let record = if back == 0 { self.at } else { then.keys().iter().position(|known| known == key)? };
        let column = then.column(name, Moment::Year)?;
        column.value(record).map(|value| column.unit.to_base(value))
    }

    fn rule(&self, rule: &Rule) -> Result<Vec<(Line, Relation)>, String> {
        match &rule.check {
            Check::Compare { left, operator, right, tolerance, .. } => {
                let line = minus(self.line(left.root(), 0, 0)?, &self.line(right.root(), 0, 0)?);
                let off = |line: &Line, by: f64| Line { constant: line.constant + by, ..line.clone() };
                Ok(match operator {
                    Comparison::Equal if *tolerance > 0.0 => {
                        vec![(off(&line, -tolerance), Relation::AtMost), (off(&line, *tolerance), Relation::AtLeast)]
                    }
                    Comparison::Equal => vec![(line, Relation::Exactly)],
                    Comparison::LessOrEqual => vec![(off(&line, -tolerance), Relation::AtMost)],
                    Comparison::GreaterOrEqual => vec![(off(&line, *tolerance), Relation::AtLeast)],
                    Comparison::Less => vec![(off(&line, tolerance + STRICT_MARGIN), Relation::AtMost)],
                    Comparison::Greater => vec![(off(&line, -tolerance - STRICT_MARGIN), Relation::AtLeast)],
                    _ => return Err("not equal, and pairs, are not linear".to_owned()),
                })
            }
            Check::YearOnYear { of, low, high, .. } => {
                let line = self.line(of.root(), 0, 0)?;
                let before = self.line(of.root(), 1, 0)?.constant;
                if before <= 0.0 {
                    return Err("the year before is not positive".to_owned());
                }
                let from = |bound: f64| Line { constant: line.constant - bound * before, ..line.clone() };
                Ok(vec![(from(*low), Relation::AtLeast), (from(*high), Relation::AtMost)])
            }
            Check::RobustZ { .. } | Check::Duplicates { .. } => Err("it is about other records".to_owned()),
        }
    }

    fn line(&self, node: &Node, back: u8, depth: usize) -> Result<Line, String> {
        match node {
            Node::Number(value, unit, _) => {
                let constant = unit.as_ref().map_or(*value, |unit| unit.to_base(*value));
                Ok(Line { constant, ..Line::default() })
            }
            Node::Name(reference) => match self.book.definition(&reference.name) {
                Some(_) if depth >= LEANING_MAX => {
                    Err(format!("{} leans on too many derived elements", reference.name))
                }
                Some(definition) => self.line(definition.expression.root(), back, depth + 1),
                None if back > 0 => {
                    let value = self.value(&reference.name, back);
                    let constant = value.ok_or_else(|| format!("{} is missing {back} years before", reference.name))?;
                    Ok(Line { constant, ..Line::default() })
                }
                None => {
                    let period = Period { back: 0, moment: Moment::Year };
                    let there =
                        self.panel.year(self.year).and_then(|table| table.column(&reference.name, period.moment));
                    there.ok_or_else(|| format!("there is no element {}", reference.name))?;
                    Ok(Line { terms: BTreeMap::from([(reference.name.clone(), 1.0)]), constant: 0.0 })
                }
            },
            Node::Negative(inner) => Ok(times(self.line(inner, back, depth)?, -1.0)),
            Node::Binary(operator, left, right, _) => {
                let (left, right) = (self.line(left, back, depth)?, self.line(right, back, depth)?);
                joined(*operator, left, right)
            }
            Node::Call(Function::Sum, parts, _) => parts
                .iter()
                .try_fold(Line::default(), |sum, part| Ok(minus(sum, &times(self.line(part, back, depth)?, -1.0)))),
            Node::Call(Function::Mean, parts, _) => {
                let count = f64::from(u32::try_from(parts.len()).unwrap_or(u32::MAX));
                let sum = parts.iter().try_fold(Line::default(), |sum, part| {
                    self.line(part, back, depth).map(|part| minus(sum, &times(part, -1.0)))
                })?;
                Ok(times(sum, 1.0 / count))
            }
            Node::Call(Function::Previous, parts, _) => {
                let years = match parts.get(1) {
                    Some(Node::Number(years, ..)) => *years,
                    _ => 1.0,
                };
                let further = (0..=30_u8).find(|further| f64::from(*further) == f64::from(back) + years);
                self.line(&parts[0], further.ok_or("more than 30 years back")?, depth)
            }
            Node::Call(function, ..) => Err(format!("{}(…) is not linear", function.name())),
            Node::Not(_) => Err("not … is not linear".to_owned()),
        }
    }
}

/// Two sides of an operator as one line.
fn joined(operator: Operator, left: Line, right: Line) -> Result<Line, String> {
    match operator {
        Operator::Plus => Ok(minus(left, &times(right, -1.0))),
        Operator::Minus => Ok(minus(left, &right)),
        Operator::Times if right.terms.is_empty() => Ok(times(left, right.constant)),
        Operator::Times if left.terms.is_empty() => Ok(times(right, left.constant)),
        Operator::Over if right.terms.is_empty() && right.constant != 0.0 => Ok(times(left, 1.0 / right.constant)),
        Operator::Over => Err("a division by a field; multiply both sides by it".to_owned()),
        Operator::Times => Err("a product of fields".to_owned()),
        _ => Err(format!("“{}” inside a side", operator.sign())),
    }
}

fn times(mut line: Line, factor: f64) -> Line {
    line.constant *= factor;
    line.terms.values_mut().for_each(|term| *term *= factor);
    line
}

fn minus(mut left: Line, right: &Line) -> Line {
    left.constant -= right.constant;
    for (name, factor) in &right.terms {
        *left.terms.entry(name.clone()).or_insert(0.0) -= factor;
    }
    left
}
