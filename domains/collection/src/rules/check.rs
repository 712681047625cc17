//! Checks of returns: what every field asks for itself, and the form's rules through the engine.

use std::collections::{BTreeSet, HashMap};

use indicators::expression::{Book, Panel, Strategy, Unit, rules};

pub use super::columns::Unfit;
use super::columns::{YEAR, book, computed, fields_under, in_unit, table};
use crate::model::flag::{Flag, Found};
use crate::model::form::{Check, Field, Form, Kind, Severity, Values};

/// One unit's return.
#[derive(Clone, Copy, Debug)]
pub struct Record<'a> {
    /// The unit's code.
    pub key: &'a str,
    /// What it reports.
    pub now: &'a Values,
    /// What it reported the year before, carried through merges.
    pub before: Option<&'a Values>,
}

/// What the checks of one return look at.
#[derive(Clone, Copy, Debug)]
pub struct Facts<'a> {
    /// The return.
    pub record: Record<'a>,
    /// The returns of other units of the campaign by their codes, for outliers and duplicates; the unit itself is not among them.
    pub peers: &'a [(String, Values)],
}

/// What the checks find in one return: what is not filled in, what is out of bounds, then the form's checks, each in their order.
///
/// # Errors
/// A form that was not linted, or a unit among its own peers.
pub fn flags(form: &Form, facts: &Facts) -> Result<Vec<Flag>, Unfit> {
    let peers = facts.peers.iter().map(|(key, now)| Record { key, now, before: None });
    // The unit comes last, so that it is the one that repeats another.
    let records: Vec<Record> = peers.chain([facts.record]).collect();
    Ok(of_many(form, &records)?.pop().unwrap_or_default())
}

/// What the checks find in the returns of many units at once: the same as one by one with all others as peers.
///
/// # Errors
/// A form that was not linted, or a unit named twice.
pub fn of_many(form: &Form, records: &[Record]) -> Result<Vec<Vec<Flag>>, Unfit> {
    let run = Run::of(form, records)?;
    let mut found: Vec<Vec<Flag>> = vec![Vec::new(); records.len()];
    run.missing(&mut found)?;
    run.bounds(&mut found);
    run.checks(&mut found)?;
    Ok(found)
}

/// What a return must have, by the names of fields.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Asked<'f> {
    /// What must be filled in.
    pub required: Vec<&'f str>,
    /// What is known not to be asked: its condition does not hold. A condition that cannot be answered yet is in neither list.
    pub skipped: Vec<&'f str>,
}

/// The fields that must be filled in for a return, and those that are not asked.
///
/// # Errors
/// As [`flags`].
pub fn asked<'f>(form: &'f Form, record: &Record) -> Result<Asked<'f>, Unfit> {
    let run = Run::of(form, std::slice::from_ref(record))?;
    let mut asked = Asked::default();
    for field in &form.fields {
        match run.asked(field)?[0] {
            Some(true) => asked.required.push(field.name.as_str()),
            Some(false) if field.required_if.is_some() => asked.skipped.push(field.name.as_str()),
            _ => {}
        }
    }
    Ok(asked)
}

struct Run<'a> {
    form: &'a Form,
    records: &'a [Record<'a>],
    panel: Panel,
    book: Book,
}

impl<'a> Run<'a> {
    fn of(form: &'a Form, records: &'a [Record<'a>]) -> Result<Run<'a>, Unfit> {
        let now: Vec<_> = records.iter().map(|record| (record.key, Some(record.now))).collect();
        let before: Vec<_> = records.iter().map(|record| (record.key, record.before)).collect();
        let mut panel = Panel::of(YEAR, table(form, &now)?);
        panel.add(YEAR - 1, table(form, &before)?);
        Ok(Run { form, records, panel, book: book(form)? })
    }

    /// For which returns a field must be filled in; none where its condition cannot be answered.
    fn asked(&self, field: &Field) -> Result<Vec<Option<bool>>, Unfit> {
        match &field.required_if {
            _ if field.required => Ok(vec![Some(true); self.records.len()]),
            None => Ok(vec![Some(false); self.records.len()]),
            Some(condition) => {
                let holds = computed(condition, &Unit::number(), Strategy::SkipIfAny, &self.panel, &self.book)?;
                Ok(holds.into_iter().map(|holds| holds.map(|holds| holds == 1.0)).collect())
            }
        }
    }

    fn missing(&self, found: &mut [Vec<Flag>]) -> Result<(), Unfit> {
        for field in &self.form.fields {
            let asked = self.asked(field)?;
            for ((record, flags), asked) in self.records.iter().zip(found.iter_mut()).zip(asked) {
                if asked == Some(true) && !record.now.contains_key(&field.name) {
                    flags.push(of_field("required", field, record, Found::Missing));
                }
            }
        }
        Ok(())
    }

    fn bounds(&self, found: &mut [Vec<Flag>]) {
        for field in self.form.fields.iter().filter(|field| field.kind.numeric() && field.kind != Kind::YesNo) {
            for (record, flags) in self.records.iter().zip(found.iter_mut()) {
                let Some(value) = record.now.get(&field.name).and_then(|entry| entry.number()) else { continue };
                if !field.within(value) {
                    let unit = field.unit.text().to_owned();
                    let out = Found::Range { value, low: field.low, high: field.high, unit };
                    flags.push(of_field("range", field, record, out));
                }
            }
        }
    }

    fn checks(&self, found: &mut [Vec<Flag>]) -> Result<(), Unfit> {
        let rules: Vec<rules::Rule> = self.form.checks.iter().map(as_rule).collect();
        let report = rules::bind(&rules, &self.panel, YEAR, &self.book)?.run(usize::MAX);
        let mut by_check: Vec<Vec<rules::Flag>> = vec![Vec::new(); rules.len()];
        for flag in report.flags {
            by_check[flag.rule].push(flag);
        }
        let blank = Panel::of(YEAR, table(self.form, &[])?);
        for (check, told) in self.form.checks.iter().zip(by_check).filter(|(_, told)| !told.is_empty()) {
            let asked = match &check.only_if {
                None => vec![true; self.records.len()],
                Some(condition) => computed(condition, &Unit::number(), Strategy::SkipIfAny, &self.panel, &self.book)?
                    .into_iter()
                    .map(|holds| holds == Some(1.0))
                    .collect(),
            };
            let unit = unit_of(self.form, check, &blank, &self.book);
            let names: Vec<&str> = told[0].values.iter().map(|(name, _)| name.as_str()).collect();
            let fields = fields_under(self.form, &names);
            for (record, out) in self.told(told, &unit, check) {
                if asked[record] {
                    found[record].push(self.flag(check, &fields, record, out));
                }
            }
        }
        Ok(())
    }

    /// What a rule found, by record. Of units that repeat each other the engine tells all but the first; here each is told, with
    /// the first of the others.
    fn told(&self, told: Vec<rules::Flag>, unit: &Unit, check: &Check) -> Vec<(usize, Found)> {
        let mut all: Vec<(usize, Found)> = Vec::with_capacity(told.len());
        let mut firsts = BTreeSet::new();
        let repeated = matches!(check.test, rules::Check::Duplicates { .. });
        let records = self.records.iter().enumerate().filter(|_| repeated);
        let places: HashMap<&str, usize> = records.map(|(place, record)| (record.key, place)).collect();
        for flag in told {
            if let rules::Found::Duplicate { first } = &flag.found {
                let first = places.get(first.as_str()).copied().unwrap_or(flag.record);
                if firsts.insert(first) {
                    all.push((first, Found::Duplicate { other: flag.key.clone() }));
                }
            }
            all.push((flag.record, as_found(flag.found, unit, check)));
        }
        all
    }

    fn flag(&self, check: &Check, fields: &[&str], record: usize, found: Found) -> Flag {
        let now = self.records[record].now;
        Flag {
            check: check.code.clone(),
            severity: check.severity,
            fields: fields.iter().map(|name| (*name).to_owned()).collect(),
            values: fields.iter().map(|name| now.get(*name).cloned()).collect(),
            found,
        }
    }
}

fn of_field(kind: &str, field: &Field, record: &Record, found: Found) -> Flag {
    Flag {
        check: format!("{kind}:{}", field.name),
        severity: Severity::Hard,
        fields: vec![field.name.clone()],
        values: vec![record.now.get(&field.name).cloned()],
        found,
    }
}

/// A check as the engine takes it.
pub(crate) fn as_rule(check: &Check) -> rules::Rule {
    rules::Rule { code: check.code.clone(), says: check.says.zh.clone(), check: check.test.clone() }
}

/// The expressions of a check, from left to right.
pub(crate) fn sides(check: &Check) -> Vec<&indicators::expression::Expression> {
    match &check.test {
        rules::Check::Compare { left, right, .. } => vec![left, right],
        rules::Check::YearOnYear { of, .. } | rules::Check::RobustZ { of, .. } => vec![of],
        rules::Check::Duplicates { .. } => Vec::new(),
    }
}

/// The unit a check's figures are told in: its own, else that of its first field where it fits, else base units.
///
/// `blank` holds the form's columns and no record, so that only units are looked at.
pub(crate) fn unit_of(form: &Form, check: &Check, blank: &Panel, book: &Book) -> Unit {
    let first = sides(check).into_iter().flat_map(|side| side.names()).find_map(|name| {
        let derived = || form.derived.iter().find(|derived| derived.formula.name == name)?.formula.unit.as_ref();
        form.field(name).map(|field| &field.unit).or_else(derived)
    });
    let fits = |unit: &&Unit| {
        sides(check).into_iter().any(|side| computed(side, unit, Strategy::SkipIfAny, blank, book).is_ok())
    };
    let offered = check.unit.as_ref().into_iter().chain(first);
    offered.clone().find(fits).cloned().unwrap_or_else(Unit::number)
}

fn as_found(found: rules::Found, unit: &Unit, check: &Check) -> Found {
    let told = unit.text().to_owned();
    match found {
        rules::Found::Sides { left, right } => Found::Sides {
            left: left.map(|side| in_unit(side, unit)),
            right: right.map(|side| in_unit(side, unit)),
            unit: told,
        },
        rules::Found::Ratio { now, before, .. } => {
            let (low, high) = match &check.test {
                rules::Check::YearOnYear { low, high, .. } => (*low, *high),
                _ => (0.0, f64::MAX),
            };
            Found::Ratio { now: in_unit(now, unit), before: in_unit(before, unit), low, high, unit: told }
        }
        rules::Found::Outlier { value, median, z } => {
            let limit = match &check.test {
                rules::Check::RobustZ { limit, .. } => *limit,
                _ => 0.0,
            };
            Found::Outlier { value: in_unit(value, unit), median: in_unit(median, unit), z, limit, unit: told }
        }
        rules::Found::Duplicate { first } => Found::Duplicate { other: first },
    }
}

#[cfg(test)]
mod tests;
