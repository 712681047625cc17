//! Further conditions of schools and of the county, each an expression that must hold.

use super::fault::StandardFault;
use super::judge::{Schools, YEAR};
use super::model::{Item, Place, Standard};
use super::verdict::ItemVerdict;
use crate::expression::{Across, Book, Indicator, Moment, Panel, Strategy, Table, Unit};

/// Adds the columns a file need not have, with what they are then.
pub(super) fn defaults(standard: &Standard, table: &mut Table, of: Place) -> Result<(), StandardFault> {
    for element in standard.elements.iter().filter(|element| element.of == of) {
        if let Some(value) = element.default.filter(|_| table.column(&element.name, Moment::Year).is_none()) {
            let values = vec![Some(value); table.keys().len()];
            let fault = |why: crate::expression::TableFault| StandardFault::Figures { why: why.to_string() };
            table.add(&element.name, element.unit.clone(), values).map_err(fault)?;
        }
    }
    Ok(())
}

pub(super) fn judge(
    standard: &Standard,
    schools: &Schools,
    county: Option<Table>,
) -> Result<Vec<ItemVerdict>, StandardFault> {
    let county = match county {
        None => None,
        Some(mut table) => {
            defaults(standard, &mut table, Place::County)?;
            Some(Panel::of(YEAR, table))
        }
    };
    standard
        .items
        .iter()
        .map(|item| match item.of {
            Place::School => one(item, Some(&schools.panel), |school| {
                item.kinds.is_empty() || item.kinds.contains(&schools.kinds[school])
            }),
            Place::County => one(item, county.as_ref(), |_| true),
        })
        .collect()
}

fn one(item: &Item, panel: Option<&Panel>, asked: impl Fn(usize) -> bool) -> Result<ItemVerdict, StandardFault> {
    let mut verdict = ItemVerdict {
        item: item.code.clone(),
        basis: item.basis,
        decides: item.decides,
        holds: None,
        failing: Vec::new(),
        missing: Vec::new(),
    };
    let table = panel.and_then(|panel| panel.year(YEAR));
    let given = |name: &&str| table.is_some_and(|table| table.column(name, Moment::Year).is_some());
    let (Some(panel), Some(table), true) = (panel, table, item.holds.names().iter().all(given)) else {
        return Ok(verdict);
    };
    let indicator = Indicator {
        code: item.code.clone(),
        expression: item.holds.clone(),
        unit: Unit::number(),
        missing: Strategy::SkipIfAny,
        across: Across::MeanOfUnits,
    };
    let fault = |why: crate::expression::Fault| StandardFault::Rule { code: item.code.clone(), why: why.to_string() };
    let values = indicator.bind(panel, YEAR, &Book::default()).map_err(fault)?.units();
    let mut whom = 0;
    for (record, value) in values.iter().enumerate().filter(|(record, _)| asked(*record)) {
        whom += 1;
        let key = match item.of {
            Place::School => table.keys()[record].clone(),
            Place::County => String::new(),
        };
        match value {
            None => verdict.missing.push(key),
            Some(0.0) => verdict.failing.push(key),
            Some(_) => {}
        }
    }
    verdict.holds = match (verdict.failing.is_empty(), verdict.missing.is_empty()) {
        (false, _) => Some(false),
        // A county without a school of the kind has nothing to answer.
        (true, true) => (whom > 0).then_some(true),
        (true, false) => None,
    };
    Ok(verdict)
}
