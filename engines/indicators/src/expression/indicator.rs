//! A figure of each school, and of each region from the same expression.

use serde::{Deserialize, Serialize};

use super::book::Book;
use super::compile::{Strategy, program};
use super::fault::Fault;
use super::program::{Absent, Program, kept};
use super::table::Panel;
use super::tree::{Expression, Function, Node, Operator};
use super::unit::Unit;
use crate::numeric::sum::Sum;

/// An indicator.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Indicator {
    /// Its code in the system it belongs to.
    pub code: String,
    /// What it is computed from.
    pub expression: Expression,
    /// The unit of its figures.
    pub unit: Unit,
    /// What a missing element does.
    #[serde(default)]
    pub missing: Strategy,
    /// How a region's figure comes about.
    #[serde(default)]
    pub across: Across,
}

/// How a region's figure comes about from its units'.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Across {
    /// Σ numerator ÷ Σ denominator over the units that have both. Never a mean of ratios.
    #[default]
    Ratio,
    /// The sum of amounts.
    Sum,
    /// The mean over units, each counted once: another indicator, with a code of its own.
    MeanOfUnits,
}

/// An indicator bound to the figures of a year.
#[derive(Clone, Debug)]
pub struct Bound {
    across: Across,
    program: Program,
}

/// A region's figure.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Figure {
    /// None if no unit counts or the denominator is zero.
    pub value: Option<f64>,
    /// How many units it rests on.
    pub counted: usize,
    /// How many were left out because a figure of theirs is missing.
    pub left_out: usize,
}

impl Indicator {
    /// SHA-256 over everything that decides its figures.
    pub fn hash(&self) -> String {
        use sha2::{Digest, Sha256};
        let text = format!("{}\n{}\n{}\n{:?}\n{:?}", self.code, self.expression, self.unit, self.missing, self.across);
        hex::encode(Sha256::digest(text))
    }

    /// Binds it to the figures of a year.
    ///
    /// # Errors
    /// Unknown names, units that do not fit, or an expression that does not add up over units the way it says.
    pub fn bind(&self, panel: &Panel, year: i32, book: &Book) -> Result<Bound, Fault> {
        let root = self.expression.root();
        let whole = (root, self.missing, Some(&self.unit));
        let program = match self.across {
            Across::MeanOfUnits => program(panel, year, book, &[whole])?,
            Across::Sum => {
                additive(root, panel, year, book)?;
                program(panel, year, book, &[whole])?
            }
            Across::Ratio => {
                let (above, below) = ratio(root).ok_or(Fault::NotARatio)?;
                additive(&above, panel, year, book)?;
                additive(&below, panel, year, book)?;
                program(panel, year, book, &[whole, (&above, self.missing, None), (&below, self.missing, None)])?
            }
        };
        Ok(Bound { across: self.across, program })
    }
}

impl Bound {
    /// The figure of every unit.
    pub fn units(&self) -> Vec<Option<f64>> {
        self.program.run().swap_remove(0)
    }

    /// Why a unit has no figure.
    pub fn why(&self, record: usize) -> Option<Absent> {
        self.program.why(0, record)
    }

    /// The figure of every group; `group` names each unit's, below `groups`. Units beyond are in none.
    pub fn groups(&self, group: &[u32], groups: usize) -> Vec<Figure> {
        let mut sums = vec![(Sum::default(), Sum::default(), 0_usize, 0_usize); groups];
        self.program.blocks(|start, outputs| {
            let (above, below) = match self.across {
                Across::Ratio => (outputs[1], Some(outputs[2])),
                Across::Sum | Across::MeanOfUnits => (outputs[0], None),
            };
            for (place, above) in above.iter().enumerate() {
                let Some(group) =
                    group.get(start + place).and_then(|group| sums.get_mut(usize::try_from(*group).ok()?))
                else {
                    continue;
                };
                let below = below.map_or(1.0, |below| below[place]);
                if above.is_finite() && below.is_finite() {
                    group.0.add(*above);
                    group.1.add(below);
                    group.2 += 1;
                } else {
                    group.3 += 1;
                }
            }
        });
        let unit = self.program.unit(0);
        let figure = |(above, below, counted, left_out): (Sum, Sum, usize, usize)| {
            let value = match self.across {
                Across::Sum => above.value(),
                Across::Ratio | Across::MeanOfUnits => above.value() / below.value(),
            };
            Figure { value: kept(unit.out_of_base(value)).filter(|_| counted > 0), counted, left_out }
        };
        sums.into_iter().map(figure).collect()
    }
}

/// Numerator and denominator of a tree that is one ratio, constants folded into either.
fn ratio(node: &Node) -> Option<(Node, Node)> {
    match node {
        Node::Binary(Operator::Over, above, below, place) if constant(below) => {
            let (above, under) = ratio(above)?;
            Some((above, Node::Binary(Operator::Times, Box::new(under), below.clone(), *place)))
        }
        Node::Binary(Operator::Over, above, below, _) => Some(((**above).clone(), (**below).clone())),
        Node::Binary(Operator::Times, left, right, place) if constant(left) || constant(right) => {
            let (factor, other) = if constant(left) { (left, right) } else { (right, left) };
            let (above, below) = ratio(other)?;
            Some((Node::Binary(Operator::Times, Box::new(above), factor.clone(), *place), below))
        }
        Node::Negative(inner) => ratio(inner).map(|(above, below)| (Node::Negative(Box::new(above)), below)),
        _ => None,
    }
}

fn constant(node: &Node) -> bool {
    let mut named = false;
    super::tree::each_name(node, &mut |_| named = true);
    !named
}

/// Whether the amounts of units add up: no rate is an operand of a sum. What stands under a rounding or a condition is an
/// amount of the unit and may lean on its rates.
fn additive(node: &Node, panel: &Panel, year: i32, book: &Book) -> Result<(), Fault> {
    let mut open = vec![(node, 0_usize)];
    let mut seen = std::collections::HashSet::new();
    while let Some((node, place)) = open.pop() {
        match node {
            Node::Number(..) | Node::Not(_) => {}
            Node::Name(reference) => match book.definition(&reference.name) {
                Some(definition) => {
                    // Each once: definitions that mention each other twice would double at every step.
                    if seen.insert(definition.name.as_str()) {
                        open.push((definition.expression.root(), reference.place.0));
                    }
                }
                None => {
                    let column = panel
                        .year(year)
                        .and_then(|table| table.columns().iter().find(|column| column.name == reference.name));
                    // A percentage of a school is not an amount; a plain count has scale one.
                    if column.is_some_and(|column| column.unit.fits(&Unit::number()) && column.unit.scale() != 1.0) {
                        return Err(Fault::NotAdditive { place: place.max(reference.place.0) });
                    }
                }
            },
            Node::Negative(inner) => open.push((inner, place)),
            Node::Binary(Operator::Over, _, below, at) if !constant(below) => {
                return Err(Fault::NotAdditive { place: place.max(at.0) });
            }
            Node::Binary(Operator::Plus | Operator::Minus | Operator::Times | Operator::Over, left, right, _) => {
                open.extend([(&**left, place), (&**right, place)]);
            }
            Node::Binary(..) => {}
            Node::Call(Function::Ceil | Function::Floor | Function::Present, ..) => {}
            Node::Call(Function::If, parts, _) => open.extend(parts[1..].iter().map(|part| (part, place))),
            Node::Call(Function::Previous, parts, _) => open.push((&parts[0], place)),
            Node::Call(_, parts, _) => open.extend(parts.iter().map(|part| (part, place))),
        }
    }
    Ok(())
}
