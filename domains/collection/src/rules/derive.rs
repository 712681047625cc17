//! What approved figures give: derived elements of each return, a county's figures from its schools' returns, and both as the
//! columns a standard is judged on.

use std::collections::BTreeMap;

use indicators::expression::{Across, Book, Indicator, Panel, Strategy, Table, Unit};

use super::check::Unfit;
use super::columns::{YEAR, book, computed, table};
use crate::model::form::{Figure, Form, Values};

/// Each return with its derived elements beside its fields. A derived element that cannot be computed is missing; an amount that is
/// not asked of a unit, such as junior pupils of a primary school, is nought.
///
/// # Errors
/// A form that was not linted, or a unit named twice.
pub fn elements(form: &Form, returns: &[(&str, &Values)]) -> Result<Vec<Values>, Unfit> {
    let book = book(form)?;
    let mut all = with_noughts(form, returns, &book)?;
    let records: Vec<_> = returns.iter().zip(&all).map(|((key, _), values)| (*key, Some(values))).collect();
    let panel = Panel::of(YEAR, table(form, &records)?);
    let mut columns = Vec::with_capacity(form.derived.len());
    for derived in &form.derived {
        let unit = derived.formula.unit.clone().unwrap_or_else(Unit::number);
        columns.push(computed(&derived.formula.expression, &unit, derived.formula.missing, &panel, &book)?);
    }
    for (derived, column) in form.derived.iter().zip(columns) {
        for (values, number) in all.iter_mut().zip(column) {
            if let Some(number) = number {
                values.insert(derived.formula.name.clone(), Figure::Number(number));
            }
        }
    }
    Ok(all)
}

/// Returns in which what is not asked of a unit is nought: fields with a condition that does not hold.
fn with_noughts(form: &Form, returns: &[(&str, &Values)], book: &Book) -> Result<Vec<Values>, Unfit> {
    let records: Vec<_> = returns.iter().map(|(key, values)| (*key, Some(*values))).collect();
    let panel = Panel::of(YEAR, table(form, &records)?);
    let mut all: Vec<Values> = returns.iter().map(|(_, values)| (*values).clone()).collect();
    for field in form.fields.iter().filter(|field| field.additive) {
        let Some(condition) = &field.required_if else { continue };
        let holds = computed(condition, &Unit::number(), Strategy::SkipIfAny, &panel, book)?;
        for (values, holds) in all.iter_mut().zip(holds) {
            if holds == Some(0.0) {
                values.entry(field.name.clone()).or_insert(Figure::Number(0.0));
            }
        }
    }
    Ok(all)
}

/// A county's figures: its own return with its derived elements, and what its schools' returns give. A sum takes the schools that
/// have the figure; a ratio is Σ numerator ÷ Σ denominator over the schools that have both, never a mean of ratios.
///
/// # Errors
/// Forms that were not linted, or a unit named twice.
pub fn county(
    county_form: &Form,
    own: (&str, &Values),
    school_form: &Form,
    schools: &[(&str, &Values)],
) -> Result<Values, Unfit> {
    let mut values = elements(county_form, &[own])?.pop().unwrap_or_default();
    for (name, number) in rolled_up(county_form, school_form, schools)? {
        values.insert(name, Figure::Number(number));
    }
    Ok(values)
}

/// What a county's form takes from its schools' returns.
///
/// # Errors
/// As [`county`].
pub fn rolled_up(
    county_form: &Form,
    school_form: &Form,
    schools: &[(&str, &Values)],
) -> Result<BTreeMap<String, f64>, Unfit> {
    let book = book(school_form)?;
    let all = with_noughts(school_form, schools, &book)?;
    let records: Vec<_> = schools.iter().zip(&all).map(|((key, _), values)| (*key, Some(values))).collect();
    let panel = Panel::of(YEAR, table(school_form, &records)?);
    let mut given = BTreeMap::new();
    for rollup in &county_form.rollups {
        let indicator = Indicator {
            code: rollup.name.clone(),
            expression: rollup.expression.clone(),
            unit: rollup.unit.clone(),
            missing: Strategy::SkipIfAny,
            across: if rollup.ratio { Across::Ratio } else { Across::Sum },
        };
        let groups = indicator.bind(&panel, YEAR, &book)?.groups(&vec![0; schools.len()], 1);
        if let Some(value) = groups[0].value {
            given.insert(rollup.name.clone(), value);
        }
    }
    Ok(given)
}

/// The returns with their derived elements as the table a standard judges: figures and texts, keyed by the units' codes.
///
/// # Errors
/// As [`elements`].
pub fn judged(form: &Form, returns: &[(&str, &Values)]) -> Result<Table, Unfit> {
    let all = elements(form, returns)?;
    let records: Vec<_> = returns.iter().zip(&all).map(|((key, _), values)| (*key, Some(values))).collect();
    let mut judged = table(form, &records)?;
    for derived in &form.derived {
        let unit = derived.formula.unit.clone().unwrap_or_else(Unit::number);
        let column = all.iter().map(|values| values.get(&derived.formula.name).and_then(Figure::number)).collect();
        judged.add(&derived.formula.name, unit, column)?;
    }
    Ok(judged)
}

/// A county's own figures as the one-record table a standard judges, with what its schools' returns give.
///
/// # Errors
/// As [`county`].
pub fn judged_county(
    county_form: &Form,
    own: (&str, &Values),
    school_form: &Form,
    schools: &[(&str, &Values)],
) -> Result<Table, Unfit> {
    let mut judged = judged(county_form, &[own])?;
    let given = rolled_up(county_form, school_form, schools)?;
    for rollup in &county_form.rollups {
        judged.add(&rollup.name, rollup.unit.clone(), vec![given.get(&rollup.name).copied()])?;
    }
    Ok(judged)
}

#[cfg(test)]
mod tests;
