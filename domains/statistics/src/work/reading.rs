//! What an evaluation came to, read from what is kept, and what a region's figures rest on.

use std::collections::BTreeMap;
use std::sync::Arc;

use op::{Error, Op, Result};

use crate::model::{Computed, DataSet, Element, Evaluation, Figure, IndicatorSystem, Line, RegionName};
use crate::rules::what_if::{Choice, Prepared, answer};
use crate::rules::{self, download, figures, result, sure::Sure};
use crate::store;
use crate::work::data_set;

/// An evaluation with its result and its data set.
pub struct Reading {
    /// The version.
    pub evaluation: Evaluation,
    /// What it came to.
    pub computed: Arc<Computed>,
    /// What it draws from.
    pub set: DataSet,
    /// The indicator system it is made from.
    pub system: Option<IndicatorSystem>,
}

impl Reading {
    /// The name of a region.
    pub fn region(&self, code: &str) -> Option<&RegionName> {
        self.set.about.regions.iter().find(|region| region.code == code)
    }

    /// A line of the document.
    pub fn line(&self, code: &str) -> Option<&Line> {
        self.evaluation.content.lines.iter().find(|line| line.code == code)
    }
}

/// Reads a version with its result; a result that is large is parsed once for as long as it is the last that was asked for.
///
/// # Errors
/// `Missing`, as for the version; a defect where what is owed is not kept.
pub fn reading(op: &Op, evaluation: Evaluation) -> Result<Reading> {
    let hash = evaluation.result.clone();
    let computed = op.derived(&hash, |_: Option<Arc<Computed>>| {
        let text = store::evaluation::computed(op.conn(), &hash)?.ok_or_else(|| Error::bug("a result is not kept"))?;
        serde_json::from_str(&text).map_err(|fault| Error::bug(format!("a kept result cannot be read: {fault}")))
    })?;
    let content = &evaluation.content;
    let set = store::data_set::version(op.conn(), &content.data_set, content.data_version)?
        .ok_or_else(|| Error::bug("the data set of an evaluation is gone"))?;
    let system = super::system::cited(op, &evaluation.content).map_err(|fault| match fault {
        Error::Refused(_) => Error::bug("the indicator system of an evaluation is gone"),
        other => other,
    })?;
    Ok(Reading { evaluation, computed, set, system })
}

/// The two files from which anybody computes it again: specification and figures.
///
/// # Errors
/// A defect where what is owed is not kept.
pub fn files(op: &Op, evaluation: &Evaluation) -> Result<(String, String)> {
    let specification = download::specification(&evaluation.content).map_err(Error::bug)?;
    let data = store::evaluation::input(op.conn(), &evaluation.result)?
        .ok_or_else(|| Error::bug("the figures of a result are not kept"))?;
    Ok((specification.canonical(), data))
}

/// The order under other choices. What is prepared for the evaluation last asked for is kept in memory, one of them.
///
/// # Errors
/// `Invalid` with what the engine says of the choices.
pub fn what_if(op: &Op, evaluation: &Evaluation, choice: &Choice) -> Result<Sure> {
    let prepared = op.derived(&evaluation.result, |_: Option<Arc<Prepared>>| {
        let specification = download::specification(&evaluation.content).map_err(Error::bug)?;
        let (_, data) = files(op, evaluation)?;
        let input = result::input(&specification, &data).map_err(Error::bug)?;
        Ok(Prepared { specification, entries: download::entries(&evaluation.content), input })
    })?;
    answer(&prepared, choice).map_err(|fault| Error::Invalid(vec![rules::told("choice", &fault)]))
}

/// One figure of an element that a number rests on.
pub struct Record {
    /// The element.
    pub element: Element,
    /// By year, that of the number and those before; none where there is no figure or it stands on too few people.
    pub values: BTreeMap<i64, Option<f64>>,
    /// Years whose figure stands on too few people to be told.
    pub hidden: Vec<i64>,
}

/// The figures an indicator of a region rests on.
///
/// # Errors
/// `Missing` if the document has no such line.
pub fn records(op: &Op, reading: &Reading, line: &Line, region: &str) -> Result<Vec<Record>> {
    let content = &reading.evaluation.content;
    let codes = figures::elements_of(content, line).map_err(Error::bug)?;
    let known = rules::data_set::by_code(&reading.set.about);
    let mut records = Vec::new();
    for code in &codes {
        let Some(element) = known.get(code.as_str()) else { continue };
        let mut record = Record { element: (*element).clone(), values: BTreeMap::new(), hidden: Vec::new() };
        let of_region = |figure: &Figure| figure.region == region;
        for figure in data_set::figures(op, &reading.set, [code])?.into_iter().filter(of_region) {
            let few = figure.persons.is_some_and(|persons| persons < content.persons_min);
            if few {
                record.hidden.push(figure.period);
            }
            record.values.insert(figure.period, Some(figure.value).filter(|_| !few));
        }
        records.push(record);
    }
    Ok(records)
}
