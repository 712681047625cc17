//! From a tree to steps over columns: names become columns once, units are checked once, nothing is looked up per cell.

use std::collections::{HashMap, HashSet};

use serde::{Deserialize, Serialize};

use super::book::{Book, Definition};
use super::fault::{Fault, Together};
use super::program::{Program, Source, Step};
use super::table::{Kept, Moment, Panel, Period};
use super::tree::{Function, Node, Operator, Place, Reference};
use super::unit::{Dimension, NUMBER, Unit, told};

/// The most steps of one program; each keeps a block of figures while it runs.
pub const STEPS_MAX: usize = 20_000;
/// How deep derived elements of earlier years may lean on each other.
pub(super) const LEANING_MAX: usize = 64;

/// What a missing figure does to an expression (缺失值处理).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Strategy {
    /// One missing figure and there is no result.
    #[default]
    SkipIfAny,
    /// Missing figures count as zero, unless all are missing.
    SkipIfAll,
    /// Missing figures count as zero.
    Never,
}

/// A part that was compiled.
#[derive(Clone, Copy)]
struct Typed {
    source: Source,
    dimension: Dimension,
}

/// What stands around a part.
#[derive(Clone, Copy)]
struct Scope {
    period: Period,
    missing: Strategy,
    depth: usize,
}

struct Compiler<'a> {
    panel: &'a Panel,
    year: i32,
    book: &'a Book,
    kept: &'a mut Kept,
    program: Program,
    columns: HashMap<(String, Period), Typed>,
    derived: HashMap<(String, Period), Typed>,
    leaves: Vec<Source>,
}

/// Binds trees to the figures of a year, all in one program that shares what they have in common.
pub(super) fn program(
    panel: &Panel,
    year: i32,
    book: &Book,
    wanted: &[(&Node, Strategy, Option<&Unit>)],
) -> Result<Program, Fault> {
    sharing(panel, year, book, wanted, &mut Kept::default())
}

/// The same, sharing columns with what was bound to the year before.
pub(super) fn sharing(
    panel: &Panel,
    year: i32,
    book: &Book,
    wanted: &[(&Node, Strategy, Option<&Unit>)],
    kept: &mut Kept,
) -> Result<Program, Fault> {
    let records = panel.year(year).ok_or(Fault::NoYear { year })?.keys().len();
    let mut compiler = Compiler {
        panel,
        year,
        book,
        kept,
        program: Program::of(records),
        columns: HashMap::new(),
        derived: HashMap::new(),
        leaves: Vec::new(),
    };
    compiler.prepare(wanted.iter().map(|(node, ..)| *node))?;
    for (node, missing, unit) in wanted {
        let typed = compiler.whole(node, *missing, Period { back: 0, moment: Moment::Year }, 0)?;
        let unit = compiler.unit(&typed, *unit)?;
        compiler.program.outputs.push((typed.source, unit));
    }
    Ok(compiler.program)
}

impl Compiler<'_> {
    /// Compiles the derived elements that are needed, each after those it leans on, so that a chain of thousands is not nested.
    fn prepare<'n>(&mut self, roots: impl Iterator<Item = &'n Node>) -> Result<(), Fault> {
        let (mut needed, mut open) = (HashSet::new(), Vec::new());
        for root in roots {
            super::tree::each_name(root, &mut |name| open.push(name.to_owned()));
        }
        while let Some(name) = open.pop() {
            if let Some(definition) = self.book.definition(&name).filter(|_| !needed.contains(&name)) {
                open.extend(definition.expression.names().iter().map(|name| (*name).to_owned()));
                needed.insert(name);
            }
        }
        let book = self.book;
        for definition in book.definitions().filter(|definition| needed.contains(&definition.name)) {
            self.define(definition, Period { back: 0, moment: Moment::Year }, 0)?;
        }
        Ok(())
    }

    fn define(&mut self, definition: &Definition, period: Period, depth: usize) -> Result<Typed, Fault> {
        let key = (definition.name.clone(), period);
        if let Some(typed) = self.derived.get(&key) {
            return Ok(*typed);
        }
        if depth > LEANING_MAX {
            return Err(Fault::TooDeep { name: definition.name.clone() });
        }
        let around = std::mem::take(&mut self.leaves);
        let made = self.whole(definition.expression.root(), definition.missing, period, depth + 1);
        self.leaves = around;
        let checked = made.and_then(|typed| self.unit(&typed, definition.unit.as_ref()).map(|_| typed));
        let typed = checked.map_err(|fault| Fault::Within { name: definition.name.clone(), fault: Box::new(fault) })?;
        self.derived.insert(key, typed);
        Ok(typed)
    }

    /// A whole expression under its strategy.
    fn whole(&mut self, node: &Node, missing: Strategy, period: Period, depth: usize) -> Result<Typed, Fault> {
        self.leaves.clear();
        let typed = self.part(node, Scope { period, missing, depth })?;
        if missing != Strategy::SkipIfAll || self.leaves.is_empty() {
            return Ok(typed);
        }
        let mut any = Source::Constant(0.0);
        for leaf in std::mem::take(&mut self.leaves) {
            let there = self.step(Step::Present(leaf))?;
            any = self.step(Step::Binary(Operator::Or, any, there))?;
        }
        Ok(Typed { source: self.step(Step::KeepIf(typed.source, any))?, dimension: typed.dimension })
    }

    /// The unit a result is handed out in; base units of its dimension if none was asked for.
    fn unit(&self, typed: &Typed, asked: Option<&Unit>) -> Result<Unit, Fault> {
        match asked {
            Some(unit) if unit.dimension() == typed.dimension => Ok(unit.clone()),
            Some(unit) => Err(Fault::Unit { asked: unit.to_string(), has: told(&typed.dimension) }),
            None => Ok(told(&typed.dimension).parse().unwrap_or_else(|_| Unit::number())),
        }
    }

    fn step(&mut self, step: Step) -> Result<Source, Fault> {
        if self.program.steps.len() >= STEPS_MAX {
            return Err(Fault::TooLong);
        }
        self.program.steps.push(step);
        Ok(Source::Step(self.program.steps.len() - 1))
    }

    fn part(&mut self, node: &Node, scope: Scope) -> Result<Typed, Fault> {
        match node {
            Node::Number(value, unit, _) => {
                let value = unit.as_ref().map_or(*value, |unit| unit.to_base(*value));
                let dimension = unit.as_ref().map_or(NUMBER, Unit::dimension);
                Ok(Typed { source: Source::Constant(value), dimension })
            }
            Node::Name(reference) => self.name(reference, scope),
            Node::Negative(inner) => {
                let inner = self.part(inner, scope)?;
                Ok(Typed { source: self.step(Step::Negative(inner.source))?, ..inner })
            }
            Node::Not(inner) => {
                let inner = self.part(inner, scope)?;
                Ok(Typed { source: self.step(Step::Not(inner.source))?, dimension: NUMBER })
            }
            Node::Binary(operator, left, right, place) => {
                let (left, right) = (self.part(left, scope)?, self.part(right, scope)?);
                let dimension = joined(*operator, &left, &right, *place)?;
                Ok(Typed { source: self.step(Step::Binary(*operator, left.source, right.source))?, dimension })
            }
            Node::Call(function, parts, place) => self.call(*function, parts, *place, scope),
        }
    }

    /// An element, or a derived one.
    fn name(&mut self, reference: &Reference, scope: Scope) -> Result<Typed, Fault> {
        let typed = match self.book.definition(&reference.name) {
            Some(definition) => self.define(definition, scope.period, scope.depth)?,
            None => self.column(reference, scope.period)?,
        };
        if scope.missing == Strategy::SkipIfAny {
            return Ok(typed);
        }
        self.leaves.push(typed.source);
        Ok(Typed { source: self.step(Step::Coalesce(typed.source, Source::Constant(0.0)))?, ..typed })
    }

    fn column(&mut self, reference: &Reference, period: Period) -> Result<Typed, Fault> {
        let key = (reference.name.clone(), period);
        if let Some(typed) = self.columns.get(&key) {
            return Ok(*typed);
        }
        let unknown =
            || Fault::UnknownName { name: reference.name.clone(), place: reference.place.0, moment: period.moment };
        let (unit, values) = self.panel.bound(self.year, &reference.name, period, self.kept).ok_or_else(unknown)?;
        let typed = Typed { source: Source::Column(self.program.columns.len()), dimension: unit.dimension() };
        self.program.columns.push((reference.name.clone(), period, values));
        self.columns.insert(key, typed);
        Ok(typed)
    }

    fn call(&mut self, function: Function, parts: &[Node], place: Place, scope: Scope) -> Result<Typed, Fault> {
        let raw = Scope { missing: Strategy::SkipIfAny, ..scope };
        let number = |source| Typed { source, dimension: NUMBER };
        match function {
            Function::Sum => self.chain(parts, place, scope, |left, right| Step::Binary(Operator::Plus, left, right)),
            Function::Min => self.chain(parts, place, scope, Step::Min),
            Function::Max => self.chain(parts, place, scope, Step::Max),
            Function::Coalesce => self.chain(parts, place, raw, Step::Coalesce),
            Function::Mean => {
                let plus = |left, right| Step::Binary(Operator::Plus, left, right);
                let sum = self.chain(parts, place, scope, plus)?;
                let count = Source::Constant(f64::from(u32::try_from(parts.len()).unwrap_or(u32::MAX)));
                Ok(Typed { source: self.step(Step::Binary(Operator::Over, sum.source, count))?, ..sum })
            }
            Function::Ceil | Function::Floor | Function::Abs => {
                let inner = self.part(&parts[0], scope)?;
                let step = match function {
                    Function::Ceil => Step::Ceil(inner.source),
                    Function::Floor => Step::Floor(inner.source),
                    _ => Step::Abs(inner.source),
                };
                Ok(Typed { source: self.step(step)?, ..inner })
            }
            Function::If => {
                let condition = self.part(&parts[0], scope)?;
                let (then, other) = (self.part(&parts[1], scope)?, self.part(&parts[2], scope)?);
                let dimension = same(&then, &other, place, Together::Choice)?;
                Ok(Typed { source: self.step(Step::Select(condition.source, then.source, other.source))?, dimension })
            }
            Function::Present => {
                let inner = self.part(&parts[0], raw)?;
                Ok(number(self.step(Step::Present(inner.source))?))
            }
            Function::Previous => {
                let years = match parts.get(1) {
                    Some(Node::Number(years, ..)) => *years,
                    _ => 1.0,
                };
                let back = (0..=30_u8).find(|back| f64::from(*back) == f64::from(scope.period.back) + years);
                let back = back.ok_or(Fault::TooFarBack { place: place.0 })?;
                self.part(&parts[0], Scope { period: Period { back, ..scope.period }, ..scope })
            }
            Function::Start => {
                let period = Period { moment: Moment::Start, ..scope.period };
                self.part(&parts[0], Scope { period, ..scope })
            }
        }
    }

    /// Parts of one dimension, joined one after the other.
    fn chain(
        &mut self,
        parts: &[Node],
        place: Place,
        scope: Scope,
        step: fn(Source, Source) -> Step,
    ) -> Result<Typed, Fault> {
        let mut left = self.part(&parts[0], scope)?;
        for part in &parts[1..] {
            let right = self.part(part, scope)?;
            let dimension = same(&left, &right, place, Together::List)?;
            left = Typed { source: self.step(step(left.source, right.source))?, dimension };
        }
        Ok(left)
    }
}

/// The dimension of two parts and the sign between them.
fn joined(operator: Operator, left: &Typed, right: &Typed, place: Place) -> Result<Dimension, Fault> {
    let combined = |sign: i8| {
        let mut dimension = left.dimension;
        dimension.iter_mut().zip(right.dimension).for_each(|(left, right)| *left = left.saturating_add(right * sign));
        dimension
    };
    match operator {
        Operator::Times => Ok(combined(1)),
        Operator::Over => Ok(combined(-1)),
        Operator::Plus => same(left, right, place, Together::Sum),
        Operator::Minus => same(left, right, place, Together::Difference),
        Operator::Or | Operator::And => Ok(NUMBER),
        _ => same(left, right, place, Together::Comparison).map(|_| NUMBER),
    }
}

/// The dimension of both; a zero has every dimension.
fn same(left: &Typed, right: &Typed, place: Place, what: Together) -> Result<Dimension, Fault> {
    let zero = |part: &Typed| matches!(part.source, Source::Constant(0.0)) && part.dimension == NUMBER;
    match (left.dimension == right.dimension, zero(left), zero(right)) {
        (true, ..) | (_, _, true) => Ok(left.dimension),
        (_, true, _) => Ok(right.dimension),
        _ => Err(Fault::Units { place: place.0, left: told(&left.dimension), right: told(&right.dimension), what }),
    }
}
