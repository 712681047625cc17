//! Checks of collected figures as data: what must hold between fields, between years, among peers.
//!
//! A [`Rule`] is read from JSON, bound once to the figures of a year and run over all records by columns. Each [`Flag`] names
//! the record, the fields, their values and what was found; nothing is changed and nothing is decided here.

mod run;
mod spread;

use serde::{Deserialize, Serialize};

use super::book::Book;
use super::compile::{Strategy, sharing};
use super::fault::Fault;
use super::near;
use super::program::Program;
use super::table::{Kept, Moment, Panel, Table};
use super::tree::{Expression, Function, Node, Place};

/// The most rules of one run.
pub const RULES_MAX: usize = 10_000;

/// A check.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rule {
    /// Its code.
    pub code: String,
    /// What it asks for, in a sentence for whoever entered the figures.
    #[serde(default)]
    pub says: String,
    /// What is checked.
    pub check: Check,
}

/// What is checked.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
pub enum Check {
    /// Two sides and how they must stand. A sum is a side: `total = sum(a, b, c)`.
    Compare {
        /// Left side.
        left: Expression,
        /// How they must stand.
        operator: Comparison,
        /// Right side.
        right: Expression,
        /// How far off still counts as equal, in base units.
        #[serde(default)]
        tolerance: f64,
        /// What missing figures do; not asked by the two pairs, which are about them.
        #[serde(default)]
        missing: Strategy,
    },
    /// The figure divided by the year before's must lie from `low` to `high`.
    YearOnYear {
        /// The figure.
        of: Expression,
        /// The lowest ratio.
        low: f64,
        /// The highest ratio.
        high: f64,
        /// A change smaller than this, in base units, is never flagged: two classes instead of one are no doubling.
        #[serde(default)]
        change_at_least: f64,
    },
    /// Robust z: 0.6745 × (x − median) ÷ MAD must not be beyond the limit on either side (Iglewicz and Hoaglin 1993 propose
    /// 3.5). Where more than half of the figures are the same, MAD is zero and the mean absolute deviation × 1.253314 takes its
    /// place, as they propose; where all are the same nothing is flagged.
    RobustZ {
        /// The figure.
        of: Expression,
        /// The limit.
        limit: f64,
        /// A column of texts; records are compared with those of the same text.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        within: Option<String>,
    },
    /// No two records may have the same entries in all these columns. Records that miss one are not compared.
    Duplicates {
        /// Columns of texts or figures.
        of: Vec<String>,
    },
}

/// How two sides must stand: the eight operators of data collection.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "the six of arithmetic are named as they are read")]
pub enum Comparison {
    Equal,
    NotEqual,
    Greater,
    GreaterOrEqual,
    Less,
    LessOrEqual,
    /// Both sides are there, or neither.
    CompulsoryPair,
    /// At most one side is there.
    ExclusivePair,
}

impl Comparison {
    /// Whether the two sides stand so; a missing side is `NaN` and is judged by the pairs only.
    pub fn holds(self, left: f64, right: f64, tolerance: f64) -> bool {
        let (here, there) = (!left.is_nan(), !right.is_nan());
        match self {
            Comparison::CompulsoryPair => here == there,
            Comparison::ExclusivePair => !(here && there),
            _ if !(here && there) => true,
            _ => {
                let same = near(left, right) || (left - right).abs() <= tolerance;
                match self {
                    Comparison::Equal => same,
                    Comparison::NotEqual => !same,
                    Comparison::Greater => left > right && !same,
                    Comparison::GreaterOrEqual => left > right || same,
                    Comparison::Less => left < right && !same,
                    _ => left < right || same,
                }
            }
        }
    }
}

/// What a record is told.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Flag {
    /// Place of the rule in its list.
    pub rule: usize,
    /// Place of the record.
    pub record: usize,
    /// Its key.
    pub key: String,
    /// The fields the rule looks at, each with the record's entry in the column's own unit.
    pub values: Vec<(String, Option<f64>)>,
    /// What was found.
    pub found: Found,
}

/// What was found, in base units.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(tag = "found", rename_all = "snake_case")]
#[expect(missing_docs, reason = "the fields are what their names say")]
pub enum Found {
    Sides { left: Option<f64>, right: Option<f64> },
    Ratio { now: f64, before: f64, ratio: f64 },
    Outlier { value: f64, median: f64, z: f64 },
    Duplicate { first: String },
}

/// What the rules found.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Report {
    /// By rule, then by record; at most as many of a rule as were asked for.
    pub flags: Vec<Flag>,
    /// How many records each rule flags, also those that are not listed.
    pub counts: Vec<usize>,
}

/// Rules bound to the figures of a year.
#[derive(Clone, Debug)]
pub struct Checks<'a> {
    table: &'a Table,
    bound: Vec<Bound<'a>>,
}

#[derive(Clone, Debug)]
struct Bound<'a> {
    rule: &'a Rule,
    fields: Vec<&'a str>,
    program: Option<Program>,
}

/// Binds rules.
///
/// # Errors
/// The first rule that does not fit the figures, by its code.
pub fn bind<'a>(rules: &'a [Rule], panel: &'a Panel, year: i32, book: &Book) -> Result<Checks<'a>, Fault> {
    if rules.len() > RULES_MAX {
        return Err(Fault::TooMany { most: RULES_MAX });
    }
    let table = panel.year(year).ok_or(Fault::NoYear { year })?;
    let mut kept = Kept::default();
    let bound = rules
        .iter()
        .map(|rule| {
            one(rule, panel, year, book, &mut kept)
                .map_err(|fault| Fault::Within { name: rule.code.clone(), fault: Box::new(fault) })
        })
        .collect::<Result<_, _>>()?;
    Ok(Checks { table, bound })
}

fn one<'a>(rule: &'a Rule, panel: &'a Panel, year: i32, book: &Book, kept: &mut Kept) -> Result<Bound<'a>, Fault> {
    let unknown = |name: &str| Fault::UnknownName { name: name.to_owned(), place: 0, moment: Moment::Year };
    let table = panel.year(year).ok_or(Fault::NoYear { year })?;
    let mut compile = |wanted: &[(&Node, Strategy, Option<&super::Unit>)]| sharing(panel, year, book, wanted, kept);
    let (program, fields) = match &rule.check {
        Check::Compare { left, operator, right, missing, .. } => {
            let pair = matches!(operator, Comparison::CompulsoryPair | Comparison::ExclusivePair);
            let missing = if pair { Strategy::SkipIfAny } else { *missing };
            if !pair {
                // The difference is compiled only to ask whether the two sides have one unit.
                let both = Node::Binary(
                    super::tree::Operator::Minus,
                    Box::new(left.root().clone()),
                    Box::new(right.root().clone()),
                    Place(0),
                );
                compile(&[(&both, missing, None)])?;
            }
            let bound = compile(&[(left.root(), missing, None), (right.root(), missing, None)])?;
            let mut fields = left.names();
            fields.extend(right.names());
            (Some(bound), fields)
        }
        Check::YearOnYear { of, .. } => {
            let before = Node::Call(Function::Previous, vec![of.root().clone()], Place(0));
            let wanted = [(of.root(), Strategy::SkipIfAny, None), (&before, Strategy::SkipIfAny, None)];
            (Some(compile(&wanted)?), of.names())
        }
        Check::RobustZ { of, within, .. } => {
            if let Some(name) = within.as_ref().filter(|name| table.text(name).is_none()) {
                return Err(unknown(name));
            }
            (Some(compile(&[(of.root(), Strategy::SkipIfAny, None)])?), of.names())
        }
        Check::Duplicates { of } => {
            let known = |name: &String| table.text(name).is_some() || table.column(name, Moment::Year).is_some();
            match of.iter().find(|name| !known(name)) {
                Some(name) => return Err(unknown(name)),
                None => (None, of.iter().map(String::as_str).collect()),
            }
        }
    };
    let mut seen = std::collections::HashSet::new();
    let fields = fields.into_iter().filter(|field| seen.insert(*field)).collect();
    Ok(Bound { rule, fields, program })
}
