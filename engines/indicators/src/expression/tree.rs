//! An expression as a tree, and its one canonical text.

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use sha2::{Digest, Sha256};

use super::mistake::Mistake;
use super::parse::parse;
use super::unit::Unit;

/// An expression over data elements. It is read from text, checked for size and nesting, and written as its canonical text.
///
/// `+ − × ÷`, comparisons `= != < <= > >=`, `and or not`, and the functions of [`Function`]; a number may carry a unit in
/// brackets: `2000[元]`. Names are elements or derived elements.
#[derive(Clone, Debug, PartialEq)]
pub struct Expression {
    root: Node,
}

/// A part of an expression.
#[derive(Clone, Debug, PartialEq)]
pub enum Node {
    /// A number, in its unit if it has one.
    Number(f64, Option<Unit>, Place),
    /// An element.
    Name(Reference),
    /// `-x`.
    Negative(Box<Node>),
    /// `not x`.
    Not(Box<Node>),
    /// Two parts and the sign between them.
    Binary(Operator, Box<Node>, Box<Node>, Place),
    /// A function and what it is of.
    Call(Function, Vec<Node>, Place),
}

/// An element by name.
#[derive(Clone, Debug, PartialEq)]
pub struct Reference {
    /// As written.
    pub name: String,
    /// Where it stands.
    pub place: Place,
}

/// Where a part stands in the text it was read from, in characters; two trees are the same wherever their parts stood.
#[derive(Clone, Copy, Debug)]
pub struct Place(pub usize);

impl PartialEq for Place {
    fn eq(&self, _: &Place) -> bool {
        true
    }
}

/// A sign between two parts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "each is named as it is read")]
pub enum Operator {
    Or,
    And,
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
    Plus,
    Minus,
    Times,
    Over,
}

impl Operator {
    /// As it is written in canonical text.
    pub fn sign(self) -> &'static str {
        match self {
            Operator::Or => "or",
            Operator::And => "and",
            Operator::Equal => "=",
            Operator::NotEqual => "!=",
            Operator::Less => "<",
            Operator::LessOrEqual => "<=",
            Operator::Greater => ">",
            Operator::GreaterOrEqual => ">=",
            Operator::Plus => "+",
            Operator::Minus => "-",
            Operator::Times => "*",
            Operator::Over => "/",
        }
    }

    /// How tightly it binds: a higher one first.
    pub(super) fn binds(self) -> u8 {
        match self {
            Operator::Or => 1,
            Operator::And => 2,
            Operator::Plus | Operator::Minus => 5,
            Operator::Times | Operator::Over => 6,
            _ => 4,
        }
    }
}

/// A function of the language.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Function {
    /// Sum over fields.
    Sum,
    /// Mean over fields.
    Mean,
    /// The least.
    Min,
    /// The greatest.
    Max,
    /// The least whole number not below, in base units.
    Ceil,
    /// The greatest whole number not above, in base units.
    Floor,
    /// Without its sign.
    Abs,
    /// `if(condition, then, else)`.
    If,
    /// The first that is not missing.
    Coalesce,
    /// Whether a figure is there.
    Present,
    /// The figure of the year before, or of so many years before: `previous(x)`, `previous(x, 2)`.
    Previous,
    /// The figure at the start of the (school) year.
    Start,
}

/// Each function with its name and how many parts it takes, at least and at most.
pub(super) const FUNCTIONS: [(Function, &str, usize, usize); 12] = [
    (Function::Sum, "sum", 1, 200),
    (Function::Mean, "mean", 1, 200),
    (Function::Min, "min", 1, 200),
    (Function::Max, "max", 1, 200),
    (Function::Ceil, "ceil", 1, 1),
    (Function::Floor, "floor", 1, 1),
    (Function::Abs, "abs", 1, 1),
    (Function::If, "if", 3, 3),
    (Function::Coalesce, "coalesce", 2, 200),
    (Function::Present, "present", 1, 1),
    (Function::Previous, "previous", 1, 2),
    (Function::Start, "start", 1, 1),
];

impl Function {
    /// As it is written.
    pub fn name(self) -> &'static str {
        FUNCTIONS.iter().find(|(function, ..)| *function == self).map_or("", |(_, name, ..)| name)
    }
}

impl Expression {
    /// Reads a text.
    ///
    /// # Errors
    /// What does not fit, and in which line and column.
    pub fn parse(text: &str) -> Result<Expression, Mistake> {
        Ok(Expression { root: parse(text)? })
    }

    /// The tree.
    pub fn root(&self) -> &Node {
        &self.root
    }

    /// SHA-256 of the canonical text, in hexadecimal: the same for every way to write the same tree.
    pub fn hash(&self) -> String {
        hex::encode(Sha256::digest(self.to_string()))
    }

    /// The names it mentions, each once, in the order of their first mention.
    pub fn names(&self) -> Vec<&str> {
        let mut found = Vec::new();
        each_name(&self.root, &mut |name| {
            if !found.contains(&name) {
                found.push(name);
            }
        });
        found
    }
}

/// Visits the names of a tree from left to right.
pub(super) fn each_name<'n>(root: &'n Node, visit: &mut dyn FnMut(&'n str)) {
    let mut open = vec![root];
    while let Some(node) = open.pop() {
        match node {
            Node::Number(..) => {}
            Node::Name(reference) => visit(&reference.name),
            Node::Negative(inner) | Node::Not(inner) => open.push(inner),
            Node::Binary(_, left, right, _) => open.extend([&**right, &**left]),
            Node::Call(_, parts, _) => open.extend(parts.iter().rev()),
        }
    }
}

impl fmt::Display for Expression {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write(&self.root, 0, out)
    }
}

/// Writes a part; parentheses where what stands around binds tighter.
fn write(node: &Node, around: u8, out: &mut fmt::Formatter<'_>) -> fmt::Result {
    match node {
        Node::Number(value, unit, _) => {
            write!(out, "{value}")?;
            unit.as_ref().map_or(Ok(()), |unit| write!(out, "[{unit}]"))
        }
        Node::Name(reference) => out.write_str(&reference.name),
        Node::Negative(inner) => {
            out.write_str("-")?;
            write(inner, 7, out)
        }
        // It binds looser than a comparison and tighter than `and`.
        Node::Not(inner) if around > 3 => {
            out.write_str("(not ")?;
            write(inner, 3, out)?;
            out.write_str(")")
        }
        Node::Not(inner) => {
            out.write_str("not ")?;
            write(inner, 3, out)
        }
        Node::Binary(operator, left, right, _) => {
            let binds = operator.binds();
            let open = binds < around;
            if open {
                out.write_str("(")?;
            }
            // Signs of one strength are read from the left; two comparisons in a row are not read at all.
            write(left, if binds == 4 { 5 } else { binds }, out)?;
            write!(out, " {} ", operator.sign())?;
            write(right, binds + 1, out)?;
            if open { out.write_str(")") } else { Ok(()) }
        }
        Node::Call(function, parts, _) => {
            write!(out, "{}(", function.name())?;
            for (place, part) in parts.iter().enumerate() {
                if place > 0 {
                    out.write_str(", ")?;
                }
                write(part, 0, out)?;
            }
            out.write_str(")")
        }
    }
}

impl Serialize for Expression {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.to_string())
    }
}

impl<'de> Deserialize<'de> for Expression {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Expression, D::Error> {
        Expression::parse(&String::deserialize(deserializer)?).map_err(de::Error::custom)
    }
}
