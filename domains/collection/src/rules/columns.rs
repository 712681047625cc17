//! Returns as the columns the engine computes on.

use std::collections::BTreeMap;
use std::fmt;

use indicators::expression::{
    Across, Book, Definition, Expression, Fault, Indicator, Panel, Strategy, Table, TableFault, Unit,
};

use crate::model::form::{Form, Kind, Values};

/// The year the figures at hand stand under; the year before's stand under the one before.
pub(crate) const YEAR: i32 = 0;

/// Why a form cannot be computed. A form that was read as a document and linted cannot have any of it; a unit named twice can.
#[derive(Clone, Debug, PartialEq)]
pub struct Unfit(pub String);

impl fmt::Display for Unfit {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.0)
    }
}

impl std::error::Error for Unfit {}

impl From<Fault> for Unfit {
    fn from(fault: Fault) -> Unfit {
        Unfit(fault.to_string())
    }
}

impl From<TableFault> for Unfit {
    fn from(fault: TableFault) -> Unfit {
        Unfit(fault.to_string())
    }
}

/// The name by which expressions ask whether an option was chosen.
pub fn chosen_name(field: &str, value: &str) -> String {
    format!("{field}_is_{value}")
}

/// The returns of one year: a column for every field, texts as texts, and for each option of a choice whether it was chosen.
pub(crate) fn table(form: &Form, records: &[(&str, Option<&Values>)]) -> Result<Table, TableFault> {
    let mut table = Table::of(records.iter().map(|(key, _)| (*key).to_owned()).collect())?;
    for field in &form.fields {
        let entries = records.iter().map(|(_, values)| values.and_then(|values| values.get(&field.name)));
        if field.kind.numeric() {
            let numbers = entries.map(|entry| entry.and_then(|entry| entry.number())).collect();
            table.add(&field.name, field.unit.clone(), numbers)?;
            continue;
        }
        let texts: Vec<String> = entries.map(|entry| entry.map(super::figure::plain).unwrap_or_default()).collect();
        for option in &field.options {
            let chosen = |text: &String| (!text.is_empty()).then(|| f64::from(u8::from(*text == option.value)));
            let column = texts.iter().map(chosen).collect();
            table.add(&chosen_name(&field.name, &option.value), Unit::number(), column)?;
        }
        table.add_text(&field.name, texts)?;
    }
    Ok(table)
}

/// The derived elements of a form.
pub(crate) fn book(form: &Form) -> Result<Book, Fault> {
    Book::of(form.derived.iter().map(|derived| derived.formula.clone()).collect())
}

/// What an expression gives for each record, in a unit; none if it has another unit.
pub(crate) fn computed(
    expression: &Expression,
    unit: &Unit,
    missing: Strategy,
    panel: &Panel,
    book: &Book,
) -> Result<Vec<Option<f64>>, Fault> {
    let indicator = Indicator {
        code: String::new(),
        expression: expression.clone(),
        unit: unit.clone(),
        missing,
        across: Across::MeanOfUnits,
    };
    Ok(indicator.bind(panel, YEAR, book)?.units())
}

/// From base units to a unit. Scales are powers of ten.
pub(crate) fn in_unit(base: f64, unit: &Unit) -> f64 {
    if unit.scale() >= 1.0 { base / unit.scale() } else { base * (1.0 / unit.scale()).round() }
}

/// The fields that names of an expression rest on, each once in the order of their first mention: derived elements are followed,
/// an option stands for its choice.
pub(crate) fn fields_under<'f>(form: &'f Form, names: &[&str]) -> Vec<&'f str> {
    let derived: BTreeMap<&str, &Definition> =
        form.derived.iter().map(|derived| (derived.formula.name.as_str(), &derived.formula)).collect();
    let (mut found, mut seen) = (Vec::new(), std::collections::BTreeSet::new());
    let mut open: Vec<&str> = names.iter().rev().copied().collect();
    while let Some(name) = open.pop() {
        if !seen.insert(name.to_owned()) {
            continue;
        }
        if let Some(definition) = derived.get(name) {
            open.extend(definition.expression.names().into_iter().rev());
        } else if let Some(field) = form.fields.iter().find(|field| field.name == name || offers(field, name))
            && !found.contains(&field.name.as_str())
        {
            found.push(field.name.as_str());
        }
    }
    found
}

/// Whether a name asks for one of a choice's options.
pub(crate) fn offers(field: &crate::model::form::Field, name: &str) -> bool {
    field.kind == Kind::Choice && field.options.iter().any(|option| chosen_name(&field.name, &option.value) == name)
}
