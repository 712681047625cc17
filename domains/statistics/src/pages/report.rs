//! A region's report, and one number with all it rests on.

use op::{Error, Op};
use serde::Serialize;
use units::Args;
use web::{Answer, Reply, Request, Response, context};

use crate::model::{GroupFigures, Row};
use crate::shown::{AgainShown, Shower, exact, maybe, number, percent};
use crate::work::evaluation as work;
use crate::work::reading::{Reading, reading, records};

/// An indicator of a region beside that of the groups.
#[derive(Serialize)]
struct MeasuredShown {
    code: String,
    name: String,
    heading: String,
    unit: String,
    value: String,
    groups: Vec<String>,
    score: String,
    share: String,
}

/// A heading of a region.
#[derive(Serialize)]
struct HeadingShown {
    name: String,
    top: bool,
    score: String,
    share: String,
}

/// The year asked for, else the last in which the region has a place, else the last.
pub(super) fn year_of(reading: &Reading, region: &str, asked: Option<&str>) -> op::Result<i64> {
    let rows = || reading.computed.rows.iter().filter(|row| row.region == region);
    let last = rows().filter(|row| row.rank > 0).map(|row| row.year).max().or_else(|| rows().map(|row| row.year).max());
    match asked.filter(|text| !text.is_empty()) {
        None => last.ok_or(Error::Missing),
        Some(text) => {
            let year = text.parse::<i64>().map_err(|_| Error::Missing)?;
            rows().any(|row| row.year == year).then_some(year).ok_or(Error::Missing)
        }
    }
}

/// The row of a region and year.
pub(super) fn row_of<'r>(reading: &'r Reading, region: &str, year: i64) -> op::Result<&'r Row> {
    reading.computed.year(year).find(|row| row.region == region).ok_or(Error::Missing)
}

/// The figures of the groups in a year.
fn groups(reading: &Reading, year: i64) -> Vec<&GroupFigures> {
    reading.computed.groups.iter().filter(|group| group.year == year).collect()
}

fn group_names(shower: &Shower, reading: &Reading) -> Vec<String> {
    reading.evaluation.content.groups.iter().map(|group| shower.either(&group.name, &group.name_en)).collect()
}

/// `GET /statistics/evaluations/{id}/regions/{region}`
pub(crate) fn show(request: Request) -> Answer {
    let (id, region, voice) = (request.path("id")?, request.path("region")?, request.voice());
    let (wanted, year) = (request.query_value("version"), request.query_value("year"));
    Ok(Reply::read(move |op| {
        let chosen = work::chosen(op, &id, wanted.as_deref())?;
        let mut shower = Shower::new(voice);
        let evaluation = shower.evaluation(op, &chosen)?;
        let reading = reading(op, chosen)?;
        let year = year_of(&reading, &region, year.as_deref())?;
        let row = row_of(&reading, &region, year)?;
        let named = shower.compared(&reading, &region);
        let sentence = sentence(&shower, &reading, row, &named.name);
        let (headings, measured) = (headings(&shower, &reading, row), measured(&shower, &reading, row));
        let (best, worst) = extremes(&shower, &reading, row);
        let group_names = group_names(&shower, &reading);
        let years: Vec<i64> =
            reading.computed.rows.iter().filter(|row| row.region == region).map(|row| row.year).collect();
        let (data, recompute) = (shower.source(&reading), AgainShown::of(&reading));
        let system = shower.system(&reading);
        Ok(Response::page(
            "statistics/report.html",
            context! {
                evaluation, region => named, year, years, sentence, headings, measured, best, worst, group_names, data, recompute, system,
            },
        ))
    }))
}

/// The report in one sentence.
fn sentence(shower: &Shower, reading: &Reading, row: &Row, name: &str) -> String {
    let placed = reading.computed.year(row.year).filter(|other| other.rank > 0).count();
    let args = Args::one("region", name).and("year", row.year).and("placed", placed);
    if row.rank == 0 {
        return shower.voice.with("statistics-report-unplaced", &args);
    }
    let score = maybe(reading.computed.composite(row));
    let args = args.and("score", score);
    match row.low {
        0 => shower.voice.with("statistics-report-place", &args.and("rank", row.rank)),
        low if low == row.high => shower.voice.with("statistics-report-place", &args.and("rank", low)),
        low => shower.voice.with("statistics-report-places", &args.and("low", low).and("high", row.high)),
    }
}

fn headings(shower: &Shower, reading: &Reading, row: &Row) -> Vec<HeadingShown> {
    let computed = &reading.computed;
    let shown = |(at, node): (usize, &crate::model::NodeFacts)| HeadingShown {
        name: reading.line(&node.code).map(|line| shower.line_name(line)).unwrap_or_default(),
        top: node.parent.is_empty(),
        score: maybe(row.scores[at]),
        share: percent(node.share),
    };
    computed.nodes.iter().enumerate().skip(computed.indicators).rev().map(shown).collect()
}

fn measured(shower: &Shower, reading: &Reading, row: &Row) -> Vec<MeasuredShown> {
    let computed = &reading.computed;
    let groups = groups(reading, row.year);
    let shown = |(at, node): (usize, &crate::model::NodeFacts)| {
        let line = reading.line(&node.code)?;
        let heading = reading.line(&node.parent).map(|line| shower.line_name(line)).unwrap_or_default();
        Some(MeasuredShown {
            code: node.code.clone(),
            name: shower.line_name(line),
            heading,
            unit: if line.unit == "1" { String::new() } else { line.unit.clone() },
            value: maybe(row.figures[at]),
            groups: groups.iter().map(|group| maybe(group.figures[at])).collect(),
            score: maybe(row.scores[at]),
            share: format!("{:.1}", node.share * 100.0),
        })
    };
    computed.nodes[..computed.indicators].iter().enumerate().filter_map(shown).collect()
}

/// The indicators in which a region stands highest and lowest among those compared, each by the share of regions it passes.
fn extremes(shower: &Shower, reading: &Reading, row: &Row) -> (Option<String>, Option<String>) {
    let computed = &reading.computed;
    let passed = |at: usize| {
        let own = row.scores[at]?;
        let others: Vec<f64> = computed.year(row.year).filter_map(|other| other.scores[at]).collect();
        let below = others.iter().filter(|other| **other < own).count();
        (others.len() > 1).then(|| below as f64 / (others.len() - 1) as f64)
    };
    let mut all: Vec<(f64, usize)> = (0..computed.indicators).filter_map(|at| Some((passed(at)?, at))).collect();
    all.sort_by(|one, other| one.0.total_cmp(&other.0).then(one.1.cmp(&other.1)));
    let name = |at: usize| reading.line(&computed.nodes[at].code).map(|line| shower.line_name(line));
    match (all.first(), all.last()) {
        (Some(worst), Some(best)) if worst.0 < best.0 => (name(best.1), name(worst.1)),
        _ => (None, None),
    }
}

/// The figures of one element a number rests on.
#[derive(Serialize)]
struct RecordShown {
    code: String,
    name: String,
    unit: String,
    value: String,
    hidden: bool,
}

/// `GET /statistics/evaluations/{id}/lines/{code}`: what is counted, and, with a region and a year, one number.
pub(crate) fn line(request: Request) -> Answer {
    let (id, code, voice) = (request.path("id")?, request.path("code")?, request.voice());
    let wanted = request.query_value("version");
    let (region, year) = (request.query_value("region"), request.query_value("year"));
    Ok(Reply::read(move |op| {
        let chosen = work::chosen(op, &id, wanted.as_deref())?;
        let mut shower = Shower::new(voice);
        let evaluation = shower.evaluation(op, &chosen)?;
        let reading = reading(op, chosen)?;
        let line = reading.line(&code).ok_or(Error::Missing)?.clone();
        let shown = shower.line(&reading, &line);
        let above = reading.line(&line.parent).map(|line| shower.line_name(line)).unwrap_or_default();
        let derived: Vec<_> = reading
            .evaluation
            .content
            .derived
            .iter()
            .filter(|one| line.expression.contains(&one.name))
            .cloned()
            .collect();
        let number = match region.as_deref().filter(|region| !region.is_empty()) {
            Some(region) => Some(one_number(op, &shower, &reading, &line, region, year.as_deref())?),
            None => None,
        };
        let (data, recompute) = (shower.source(&reading), AgainShown::of(&reading));
        let (system, definition) = (shower.system(&reading), shower.definition(&reading, &line));
        Ok(Response::page(
            "statistics/line.html",
            context! { evaluation, line => shown, above, derived, number, data, recompute, system, definition },
        ))
    }))
}

/// A number with the figures it comes from.
#[derive(Serialize)]
struct NumberShown {
    region: crate::shown::Named,
    year: i64,
    value: String,
    exact: String,
    score: String,
    records: Vec<RecordShown>,
}

fn one_number(
    op: &Op,
    shower: &Shower,
    reading: &Reading,
    line: &crate::model::Line,
    region: &str,
    year: Option<&str>,
) -> op::Result<NumberShown> {
    let year = year_of(reading, region, year)?;
    let row = row_of(reading, region, year)?;
    let at = reading.computed.nodes.iter().position(|node| node.code == line.code).ok_or(Error::Missing)?;
    let value = row.figures.get(at).copied().flatten();
    let shown = |record: &crate::work::reading::Record| RecordShown {
        code: record.element.code.clone(),
        name: shower.either(&record.element.name, &record.element.name_en),
        unit: record.element.unit.clone(),
        value: record.values.get(&year).copied().flatten().map(exact).unwrap_or_default(),
        hidden: record.hidden.contains(&year),
    };
    let found = if line.expression.is_empty() { Vec::new() } else { records(op, reading, line, region)? };
    Ok(NumberShown {
        region: shower.compared(reading, region),
        year,
        value: value.map(number).unwrap_or_default(),
        exact: value.map(exact).unwrap_or_default(),
        score: maybe(row.scores[at]),
        records: found.iter().map(shown).collect(),
    })
}
