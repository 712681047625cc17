//! Checks of collected figures as data: what must hold between fields, between years, among peers.
//!
//! A [`Rule`] is read from JSON, bound once to the figures of a year and run over all records by columns. Each [`Flag`] names
//! the record, the fields, their values and what was found; nothing is changed and nothing is decided here.

mod spread;

use std::collections::HashMap;

use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use super::book::Book;
use super::compile::{Fault, Strategy, sharing};
use super::near;
use super::program::Program;
use super::table::{Kept, Moment, Panel, Table};
use super::tree::{Expression, Function, Node, Place};
use spread::Spread;

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

impl Checks<'_> {
    /// Runs every rule over every record, rules side by side; lists at most so many flags of each.
    pub fn run(&self, listed: usize) -> Report {
        let found: Vec<(usize, Vec<(usize, Found)>)> =
            self.bound.par_iter().map(|bound| bound.run(self.table, listed)).collect();
        let counts = found.iter().map(|(count, _)| *count).collect();
        let flags = found
            .into_iter()
            .zip(&self.bound)
            .enumerate()
            .flat_map(|(rule, ((_, found), bound))| {
                found.into_iter().map(move |(record, found)| Flag {
                    rule,
                    record,
                    key: self.table.keys()[record].clone(),
                    values: bound.values(self.table, record),
                    found,
                })
            })
            .collect();
        Report { flags, counts }
    }
}

impl Bound<'_> {
    fn values(&self, table: &Table, record: usize) -> Vec<(String, Option<f64>)> {
        let value = |field: &&str| table.column(field, Moment::Year).and_then(|column| column.value(record));
        self.fields.iter().map(|field| ((*field).to_owned(), value(field))).collect()
    }

    fn run(&self, table: &Table, listed: usize) -> (usize, Vec<(usize, Found)>) {
        let mut list = List { count: 0, listed, found: Vec::new() };
        match (&self.rule.check, &self.program) {
            (Check::Compare { operator, tolerance, .. }, Some(program)) => program.blocks(|start, sides| {
                for (place, (left, right)) in sides[0].iter().zip(sides[1]).enumerate() {
                    if !operator.holds(*left, *right, *tolerance) {
                        let there = |side: f64| Some(side).filter(|side| side.is_finite());
                        list.tell(start + place, || Found::Sides { left: there(*left), right: there(*right) });
                    }
                }
            }),
            (Check::YearOnYear { low, high, change_at_least, .. }, Some(program)) => program.blocks(|start, years| {
                for (place, (now, before)) in years[0].iter().zip(years[1]).enumerate() {
                    let ratio = now / before;
                    let off = ratio.is_finite() && !(super::reaches(ratio, *low) && super::reaches(*high, ratio));
                    if off && (now - before).abs() >= *change_at_least {
                        list.tell(start + place, || Found::Ratio { now: *now, before: *before, ratio });
                    }
                }
            }),
            (Check::RobustZ { limit, within, .. }, Some(program)) => {
                let mut values = Vec::with_capacity(table.keys().len());
                program.blocks(|_, outputs| values.extend_from_slice(outputs[0]));
                outliers(&values, within.as_ref().and_then(|name| table.text(name)), *limit, &mut list);
            }
            (Check::Duplicates { of }, _) => duplicates(table, of, &mut list),
            _ => {}
        }
        (list.count, list.found)
    }
}

/// What a rule found so far.
struct List {
    count: usize,
    listed: usize,
    found: Vec<(usize, Found)>,
}

impl List {
    fn tell(&mut self, record: usize, found: impl FnOnce() -> Found) {
        self.count += 1;
        if self.found.len() < self.listed {
            self.found.push((record, found()));
        }
    }
}

fn outliers(values: &[f64], groups: Option<&[String]>, limit: f64, list: &mut List) {
    let mut places: HashMap<&str, usize> = HashMap::new();
    let mut group = Vec::new();
    for name in groups.unwrap_or_default() {
        let next = places.len();
        group.push(*places.entry(name.as_str()).or_insert(next));
    }
    let of = |record: usize| group.get(record).copied().unwrap_or(0);
    let mut members = vec![Vec::new(); places.len().max(1)];
    for (record, value) in values.iter().enumerate().filter(|(_, value)| value.is_finite()) {
        members[of(record)].push(*value);
    }
    let spreads: Vec<Option<Spread>> =
        members.iter_mut().map(|values| (!values.is_empty()).then(|| Spread::of(values))).collect();
    for (record, value) in values.iter().enumerate().filter(|(_, value)| value.is_finite()) {
        if let Some(spread) = &spreads[of(record)]
            && let Some(z) = spread.z(*value)
            && z.abs() > limit
        {
            list.tell(record, || Found::Outlier { value: *value, median: spread.median, z });
        }
    }
}

fn duplicates(table: &Table, of: &[String], list: &mut List) {
    // Bits are compared: figures are finite and without a negative zero, so the same bits are the same figure.
    enum Key<'a> {
        Text(&'a [String]),
        Figures(&'a super::table::Column),
    }
    let keys: Vec<Key> = of
        .iter()
        .filter_map(|name| {
            table.text(name).map(Key::Text).or_else(|| table.column(name, Moment::Year).map(Key::Figures))
        })
        .collect();
    let mut first: HashMap<Vec<(&str, u64)>, usize> = HashMap::with_capacity(table.keys().len());
    for record in 0..table.keys().len() {
        let entry: Option<Vec<(&str, u64)>> = keys
            .iter()
            .map(|key| match key {
                Key::Text(texts) => Some((texts[record].as_str(), 0)).filter(|(text, _)| !text.is_empty()),
                Key::Figures(column) => column.value(record).map(|value| ("", value.to_bits())),
            })
            .collect();
        let Some(entry) = entry else { continue };
        match first.entry(entry) {
            std::collections::hash_map::Entry::Occupied(first) => {
                list.tell(record, || Found::Duplicate { first: table.keys()[*first.get()].clone() });
            }
            std::collections::hash_map::Entry::Vacant(free) => {
                free.insert(record);
            }
        }
    }
}
