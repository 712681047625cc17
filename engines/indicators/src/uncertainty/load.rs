//! The files a document names, read by whoever can read files.

use std::{collections::BTreeMap, sync::Arc};

use super::{
    spec::{Base, Method, Sensitivity, Vary},
    study::{Beside, Study},
};
use crate::composite::{
    Fault, Specification, Table, Tree,
    data::{columns_from_csv, entries_from_csv, load},
    pipeline::Input,
    spec::{Entry, MetaSource},
};
use crate::numeric::Matrix;

/// Makes an analysis ready from files. `text` gives a file's text by its path from the document's folder.
pub fn study(document: Sensitivity, text: &mut dyn FnMut(&str) -> Result<String, Fault>) -> Result<Study, Fault> {
    let (specification, folder) = match &document.specification {
        Base::Inline(specification) => (Specification::clone(specification), String::new()),
        Base::File(name) => {
            let folder = name.rsplit_once('/').map_or(String::new(), |(folder, _)| format!("{folder}/"));
            (Specification::parse(&text(name)?)?, folder)
        }
    };
    let loaded = load(&specification, &mut |name| text(&format!("{folder}{name}")))?;
    let entries = entries(&specification, &mut |name| text(&format!("{folder}{name}")))?;
    let beside = beside(&document, &specification, &loaded.input, text)?;
    Study::new(document, specification, entries, loaded.input, &beside)
}

fn entries(
    specification: &Specification,
    text: &mut dyn FnMut(&str) -> Result<String, Fault>,
) -> Result<Vec<Entry>, Fault> {
    match &specification.metadata {
        MetaSource::Entries(entries) => Ok(entries.clone()),
        MetaSource::File(name) => entries_from_csv(&text(name)?, name),
    }
}

fn beside(
    document: &Sensitivity,
    specification: &Specification,
    input: &Arc<Input>,
    text: &mut dyn FnMut(&str) -> Result<String, Fault>,
) -> Result<Beside, Fault> {
    let mut beside = Beside::default();
    if let Method::Given(given) = &document.method
        && let Some(name) = &given.file
    {
        let columns = columns_from_csv(&text(name)?, name)?;
        let column = |factor: &super::spec::Factor| {
            let at = columns.find(&factor.name).ok_or_else(|| {
                Fault::new(name.clone(), format!("no column {}", factor.name), "give each factor a column of its name")
            })?;
            columns.numbers(at)
        };
        let columns = document.factors.iter().map(column).collect::<Result<Vec<_>, _>>()?;
        let rows = columns.first().map_or(0, Vec::len);
        beside.rows = Some((0..rows).map(|row| columns.iter().map(|column| column[row]).collect()).collect());
    }
    for (number, factor) in document.factors.iter().enumerate() {
        let Vary::Errors(errors) = &factor.vary else { continue };
        let Some(name) = &errors.file else { continue };
        beside.standard_errors.insert(number, standard_errors(&text(name)?, name, specification, input)?);
    }
    Ok(beside)
}

/// Standard errors in the order of the figures. What the file does not have is missing.
fn standard_errors(text: &str, name: &str, specification: &Specification, input: &Input) -> Result<Matrix, Fault> {
    let columns = columns_from_csv(text, name)?;
    let codes = columns.text(&specification.data.unit)?;
    let times = columns.find(&specification.data.time).map(|at| columns.numbers(at)).transpose()?;
    let time = |times: &Option<Vec<f64>>, row: usize| times.as_ref().map_or(0, |times| times[row].to_bits());
    let timed = input.table.times.as_ref().and(times);
    let rows: BTreeMap<(&str, u64), usize> =
        codes.iter().enumerate().map(|(row, code)| ((code.as_str(), time(&timed, row)), row)).collect();
    let table: &Table = &input.table;
    let tree: &Tree = &input.tree;
    let here = timed.as_ref().and(table.times.clone());
    let mut errors = Matrix::filled(table.codes.len(), tree.indicators(), f64::NAN);
    for (column, node) in tree.nodes()[..tree.indicators()].iter().enumerate() {
        let Some(at) = columns.find(&node.code) else { continue };
        let numbers = columns.numbers(at)?;
        for (row, code) in table.codes.iter().enumerate() {
            if let Some(&from) = rows.get(&(code.as_str(), time(&here, row))) {
                errors.set(row, column, numbers[from]);
            }
        }
    }
    Ok(errors)
}
