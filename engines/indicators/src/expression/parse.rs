//! Reading an expression: what binds tighter is read deeper, with a limit on depth, length and number of parts.

use std::fmt;

use super::lex::{Mark, Placed, marks};
use super::tree::{FUNCTIONS, Function, Node, Operator, Place, Reference};

/// The longest text, in bytes; the longest official formula has a few hundred.
pub const TEXT_BYTES_MAX: usize = 16 * 1024;
/// The deepest nesting: each level costs stack, and nobody reads ten.
pub const NESTING_MAX: usize = 64;
/// The most parts of one expression: a long chain of signs is as deep a tree as it has parts, and is walked on the stack.
pub const NODES_MAX: usize = 1_000;

/// What does not fit in a text, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mistake {
    /// Line, from 1.
    pub line: usize,
    /// Character in the line, from 1.
    pub column: usize,
    /// What is wrong and what to write instead.
    pub what: String,
}

impl Mistake {
    /// A mistake at a character of the text.
    pub(super) fn at(text: &str, place: usize, what: impl Into<String>) -> Mistake {
        let before = text.chars().take(place);
        let (line, column) = before
            .fold((1, 1), |(line, column), letter| if letter == '\n' { (line + 1, 1) } else { (line, column + 1) });
        Mistake { line, column, what: what.into() }
    }
}

impl fmt::Display for Mistake {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "line {}, column {}: {}", self.line, self.column, self.what)
    }
}

impl std::error::Error for Mistake {}

/// Reads a whole text.
pub(super) fn parse(text: &str) -> Result<Node, Mistake> {
    if text.len() > TEXT_BYTES_MAX {
        return Err(Mistake::at(
            "",
            0,
            format!(
                "the expression has {} bytes; at most {TEXT_BYTES_MAX} are read: name its parts as derived elements",
                text.len()
            ),
        ));
    }
    let mut reader = Reader { text, marks: marks(text)?, next: 0, depth: 0, nodes: 0 };
    let root = reader.binary(1)?;
    match reader.peek() {
        (_, Mark::End) => Ok(root),
        (at, mark) => Err(reader.mistake(*at, format!("{} stands where the expression should end", told(mark)))),
    }
}

struct Reader<'a> {
    text: &'a str,
    marks: Vec<Placed>,
    next: usize,
    depth: usize,
    nodes: usize,
}

impl Reader<'_> {
    fn peek(&self) -> &Placed {
        // The end mark is never taken, so there is always one to look at.
        &self.marks[self.next.min(self.marks.len() - 1)]
    }

    fn mistake(&self, at: usize, what: impl Into<String>) -> Mistake {
        Mistake::at(self.text, at, what)
    }

    fn takes(&mut self, sign: &str) -> bool {
        let found = matches!(&self.peek().1, Mark::Sign(written) if *written == sign);
        self.next += usize::from(found);
        found
    }

    fn counted(&mut self, node: Node) -> Result<Node, Mistake> {
        self.nodes += 1;
        match self.nodes > NODES_MAX {
            true => {
                Err(self.mistake(self.peek().0, format!("more than {NODES_MAX} parts; name some as derived elements")))
            }
            false => Ok(node),
        }
    }

    /// One level deeper, if there is one.
    fn deeper(&mut self, read: impl FnOnce(&mut Self) -> Result<Node, Mistake>) -> Result<Node, Mistake> {
        self.depth += 1;
        if self.depth > NESTING_MAX {
            return Err(self
                .mistake(self.peek().0, format!("nested deeper than {NESTING_MAX}; name parts as derived elements")));
        }
        let node = read(self);
        self.depth -= 1;
        node
    }

    /// The operator that comes next, if it binds at least so tightly.
    fn operator(&self, least: u8) -> Option<Operator> {
        let operator = match &self.peek().1 {
            Mark::Name(name) if name == "or" => Operator::Or,
            Mark::Name(name) if name == "and" => Operator::And,
            Mark::Sign(sign) => match *sign {
                "=" => Operator::Equal,
                "!=" => Operator::NotEqual,
                "<" => Operator::Less,
                "<=" => Operator::LessOrEqual,
                ">" => Operator::Greater,
                ">=" => Operator::GreaterOrEqual,
                "+" => Operator::Plus,
                "-" => Operator::Minus,
                "*" => Operator::Times,
                "/" => Operator::Over,
                _ => return None,
            },
            _ => return None,
        };
        (operator.binds() >= least).then_some(operator)
    }

    /// Parts joined by signs that bind at least so tightly.
    fn binary(&mut self, least: u8) -> Result<Node, Mistake> {
        let mut left = if least <= 3 && matches!(&self.peek().1, Mark::Name(name) if name == "not") {
            self.next += 1;
            let inner = self.deeper(|reader| reader.binary(3))?;
            self.counted(Node::Not(Box::new(inner)))?
        } else {
            self.unary()?
        };
        let mut compared = false;
        while let Some(operator) = self.operator(least) {
            let at = self.peek().0;
            let compares = operator.binds() == 4;
            if std::mem::replace(&mut compared, compares) && compares {
                return Err(self.mistake(at, "two comparisons in a row: write both, joined by and"));
            }
            self.next += 1;
            let right = self.deeper(|reader| reader.binary(operator.binds() + 1))?;
            left = self.counted(Node::Binary(operator, Box::new(left), Box::new(right), Place(at)))?;
        }
        Ok(left)
    }

    fn unary(&mut self) -> Result<Node, Mistake> {
        if self.takes("-") {
            let inner = self.deeper(Self::unary)?;
            return self.counted(Node::Negative(Box::new(inner)));
        }
        self.primary()
    }

    fn primary(&mut self) -> Result<Node, Mistake> {
        let (at, mark) = self.peek().clone();
        match mark {
            Mark::Number(value) => {
                self.next += 1;
                let unit = match &self.peek().1 {
                    Mark::Unit(unit) => Some(unit.clone()),
                    _ => None,
                };
                self.next += usize::from(unit.is_some());
                self.counted(Node::Number(value, unit, Place(at)))
            }
            Mark::Name(name) if ["and", "or", "not"].contains(&name.as_str()) => {
                Err(self.mistake(at, format!("a figure should stand before “{name}”")))
            }
            Mark::Name(name) => {
                self.next += 1;
                if self.takes("(") {
                    return self.call(at, &name);
                }
                self.counted(Node::Name(Reference { name, place: Place(at) }))
            }
            Mark::Sign("(") => {
                self.next += 1;
                let inner = self.deeper(|reader| reader.binary(1))?;
                self.close(at)?;
                Ok(inner)
            }
            mark => Err(self.mistake(at, format!("{} stands where a number, a name or ( should", told(&mark)))),
        }
    }

    fn call(&mut self, at: usize, name: &str) -> Result<Node, Mistake> {
        let known = FUNCTIONS.iter().find(|(_, known, ..)| *known == name);
        let Some((function, _, least, most)) = known.copied() else {
            let all = FUNCTIONS.map(|(_, name, ..)| name).join(", ");
            return Err(self.mistake(at, format!("there is no function {name}; there are {all}")));
        };
        let mut parts = Vec::new();
        loop {
            parts.push(self.deeper(|reader| reader.binary(1))?);
            if !self.takes(",") {
                break;
            }
        }
        self.close(at)?;
        if !(least..=most).contains(&parts.len()) {
            let told = if least == most { format!("{least}") } else { format!("{least} to {most}") };
            return Err(self.mistake(at, format!("{name} takes {told} parts, here are {}", parts.len())));
        }
        if function == Function::Previous
            && let Some(years) = parts.get(1)
            && !matches!(years, Node::Number(value, None, _) if (1.0..=30.0).contains(value) && value.fract() == 0.0)
        {
            return Err(self.mistake(at, "previous takes a whole number of years, 1 to 30, as its second part"));
        }
        self.counted(Node::Call(function, parts, Place(at)))
    }

    fn close(&mut self, opened: usize) -> Result<(), Mistake> {
        if self.takes(")") {
            return Ok(());
        }
        let place = Mistake::at(self.text, opened, "");
        let told = told(&self.peek().1);
        Err(self.mistake(
            self.peek().0,
            format!("{told} stands where ) should close line {}, column {}", place.line, place.column),
        ))
    }
}

fn told(mark: &Mark) -> String {
    match mark {
        Mark::Number(value) => format!("the number {value}"),
        Mark::Unit(unit) => format!("the unit [{unit}]"),
        Mark::Name(name) => format!("“{name}”"),
        Mark::Sign(sign) => format!("“{sign}”"),
        Mark::End => "the end".to_owned(),
    }
}
