//! Runs bound rules over all records by columns.

use std::collections::HashMap;

use rayon::prelude::*;

use super::spread::Spread;
use super::{Bound, Check, Checks, Flag, Found, Report};
use crate::expression::reaches;
use crate::expression::table::{Column, Moment, Table};

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
                    let off = ratio.is_finite() && !(reaches(ratio, *low) && reaches(*high, ratio));
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
        Figures(&'a Column),
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
