//! Reading an expression: what binds tighter is read deeper, with a limit on depth, length and number of parts.

use super::lex::{Mark, Placed, marks};
use super::mistake::{Found, Mistake, Slip, line_and_column};
use super::tree::{FUNCTIONS, Function, Node, Operator, Place, Reference};

/// The longest text, in bytes; the longest official formula has a few hundred.
pub const TEXT_BYTES_MAX: usize = 16 * 1024;
/// The deepest nesting: each level costs stack, and nobody reads ten.
pub const NESTING_MAX: usize = 64;
/// The most parts of one expression: a long chain of signs is as deep a tree as it has parts, and is walked on the stack.
pub const NODES_MAX: usize = 1_000;

/// Reads a whole text.
pub(super) fn parse(text: &str) -> Result<Node, Mistake> {
    if text.len() > TEXT_BYTES_MAX {
        return Err(Mistake::at("", 0, Slip::TooLong { bytes: text.len() }));
    }
    let mut reader = Reader { text, marks: marks(text)?, next: 0, depth: 0, nodes: 0 };
    let root = reader.binary(1)?;
    match reader.peek() {
        (_, Mark::End) => Ok(root),
        (at, mark) => Err(reader.mistake(*at, Slip::Leftover { found: Found::of(mark) })),
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

    fn mistake(&self, at: usize, slip: Slip) -> Mistake {
        Mistake::at(self.text, at, slip)
    }

    fn takes(&mut self, sign: &str) -> bool {
        let found = matches!(&self.peek().1, Mark::Sign(written) if *written == sign);
        self.next += usize::from(found);
        found
    }

    fn counted(&mut self, node: Node) -> Result<Node, Mistake> {
        self.nodes += 1;
        match self.nodes > NODES_MAX {
            true => Err(self.mistake(self.peek().0, Slip::TooManyParts)),
            false => Ok(node),
        }
    }

    /// One level deeper, if there is one.
    fn deeper(&mut self, read: impl FnOnce(&mut Self) -> Result<Node, Mistake>) -> Result<Node, Mistake> {
        self.depth += 1;
        if self.depth > NESTING_MAX {
            return Err(self.mistake(self.peek().0, Slip::TooDeep));
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
                return Err(self.mistake(at, Slip::TwoComparisons));
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
                Err(self.mistake(at, Slip::NoFigureBefore { name }))
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
            mark => Err(self.mistake(at, Slip::NoFigure { found: Found::of(&mark) })),
        }
    }

    fn call(&mut self, at: usize, name: &str) -> Result<Node, Mistake> {
        let known = FUNCTIONS.iter().find(|(_, known, ..)| *known == name);
        let Some((function, _, least, most)) = known.copied() else {
            let known = FUNCTIONS.map(|(_, name, ..)| name).join(", ");
            return Err(self.mistake(at, Slip::NoFunction { name: name.to_owned(), known }));
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
            let slip = Slip::Parts { name: name.to_owned(), least, most, has: parts.len() };
            return Err(self.mistake(at, slip));
        }
        if function == Function::Previous
            && let Some(years) = parts.get(1)
            && !matches!(years, Node::Number(value, None, _) if (1.0..=30.0).contains(value) && value.fract() == 0.0)
        {
            return Err(self.mistake(at, Slip::Years));
        }
        self.counted(Node::Call(function, parts, Place(at)))
    }

    fn close(&mut self, opened: usize) -> Result<(), Mistake> {
        if self.takes(")") {
            return Ok(());
        }
        let (line, column) = line_and_column(self.text, opened);
        let found = Found::of(&self.peek().1);
        Err(self.mistake(self.peek().0, Slip::Unclosed { found, line, column }))
    }
}
