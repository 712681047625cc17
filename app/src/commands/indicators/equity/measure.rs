//! Measures, decomposition and shares of a file.

use std::process::ExitCode;

use anyhow::{Context, bail};
use indicators::equity::shares::{self, COEFFICIENT_MAX};
use indicators::equity::{Answer, Ask, Level, Measures, Split, Study};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::Measure;
use super::folder::{Cell, Folder};
use super::read::Sheet;
use crate::output;

/// What is measured of which columns.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Specification {
    #[serde(default = "code")]
    code: String,
    #[serde(default = "pupils")]
    pupils: String,
    #[serde(default)]
    resources: Vec<String>,
    #[serde(default)]
    values: Vec<String>,
    #[serde(default)]
    levels: Vec<String>,
    #[serde(default)]
    shares_within: Option<String>,
    #[serde(default)]
    ask: Ask,
}

fn code() -> String {
    "code".to_owned()
}

fn pupils() -> String {
    "pupils".to_owned()
}

/// The most bytes of a specification.
const SPECIFICATION_BYTES_MAX: u64 = 1024 * 1024;

pub(super) fn run(asked: &Measure) -> anyhow::Result<ExitCode> {
    let specification = specification(asked)?;
    let sheet = Sheet::read(&asked.file)?;
    let codes = sheet.texts(&specification.code)?;
    let pupils = missing(sheet.numbers(&specification.pupils)?);
    let columns = columns(&specification, &sheet, &pupils)?;
    let levels = specification
        .levels
        .iter()
        .map(|name| Ok(Level::of(name, sheet.texts(name)?)))
        .collect::<anyhow::Result<Vec<Level>>>()?;
    let study = Study::of(&pupils, &levels, specification.ask.clone())?;
    let views: Vec<&[f64]> = columns.iter().map(|(_, values)| values.as_slice()).collect();
    let measures = study.columns(&views)?;
    let names: Vec<&str> = columns.iter().map(|(name, _)| name.as_str()).collect();
    let mut folder = Folder::new();
    folder.table(
        "measures.csv",
        &["indicator", "measure", "parameter", "value", "undefined"],
        rows(&names, &measures),
    )?;
    let head = ["indicator", "level", "measure", "parameter", "within", "between", "overlap", "step", "undefined"];
    folder.table("decomposition.csv", &head, splits(&names, &measures, &levels))?;
    let head = ["indicator", "level", "group", "counted", "weight", "mean", "cv", "gini", "theil_t", "theil_l"];
    folder.table("groups.csv", &head, groups(&names, &measures, &levels))?;
    let within = match &specification.shares_within {
        Some(name) => Level::of(name, sheet.texts(name)?),
        None => Level::of("", vec![""; pupils.len()]),
    };
    let parts = parts(&columns, &pupils, &within);
    let share = |part: &Part| {
        let cells =
            [Cell::Text(names[part.indicator]), Cell::Text(&within.groups[part.group]), Cell::Text(codes[part.unit])];
        let figures = [columns[part.indicator].1[part.unit], pupils[part.unit], part.squared, part.of_whole];
        cells.into_iter().chain(figures.map(Cell::Number)).chain([part.coefficient.into()]).collect()
    };
    let head = ["indicator", "within", "code", "value", "pupils", "squared_cv_share", "share_of_whole", "cv_share"];
    folder.table("shares.csv", &head, parts.iter().map(share).collect::<Vec<_>>())?;
    let results: Vec<Value> = names.iter().zip(&measures).map(|(name, one)| summary(name, one)).collect();
    folder.document(
        "result.json",
        &json!({ "specification": specification, "schools": sheet.rows(), "indicators": results }),
    )?;
    folder.write(&asked.out)?;
    tell(&names, &measures);
    Ok(ExitCode::SUCCESS)
}

/// Figures with what is missing as no number.
fn missing(values: Vec<Option<f64>>) -> Vec<f64> {
    values.into_iter().map(|value| value.unwrap_or(f64::NAN)).collect()
}

/// What is measured, by name: resources for each pupil, and values as they are.
fn columns<'a>(
    specification: &'a Specification,
    sheet: &Sheet,
    pupils: &[f64],
) -> anyhow::Result<Vec<(&'a String, Vec<f64>)>> {
    let mut columns = Vec::new();
    for name in &specification.resources {
        let amounts = missing(sheet.numbers(name)?);
        // A school without pupils has no value; it is counted as weightless, with a value that does not matter.
        let each = |(amount, pupils): (f64, &f64)| if *pupils > 0.0 { amount / pupils } else { amount };
        columns.push((name, amounts.into_iter().zip(pupils).map(each).collect()));
    }
    for name in &specification.values {
        columns.push((name, missing(sheet.numbers(name)?)));
    }
    Ok(columns)
}

/// Says the measures of each indicator.
fn tell(names: &[&str], measures: &[Measures]) {
    for (name, one) in names.iter().zip(measures) {
        let told = |answer: Answer| answer.map_or_else(|why| why.name().to_owned(), |value| format!("{value:.4}"));
        output::line(format_args!(
            "{name}: {} schools, mean {}, CV {} (schools counted alike {}), Gini {}, Theil T {}",
            one.counted,
            told(one.mean),
            told(one.cv),
            told(one.plain_cv),
            told(one.gini),
            told(one.theil_t)
        ));
    }
}

fn specification(asked: &Measure) -> anyhow::Result<Specification> {
    let specification = match &asked.spec {
        None => Specification {
            code: asked.code.clone().unwrap_or_else(code),
            pupils: asked.pupils.clone().unwrap_or_else(pupils),
            resources: asked.resource.clone(),
            values: asked.value.clone(),
            levels: asked.level.clone(),
            shares_within: asked.shares_within.clone(),
            ask: Ask::default(),
        },
        Some(path) => {
            let bytes = std::fs::metadata(path).with_context(|| format!("cannot read {}", path.display()))?.len();
            if bytes > SPECIFICATION_BYTES_MAX {
                bail!("{} has {bytes} bytes; at most {SPECIFICATION_BYTES_MAX} are read", path.display());
            }
            let text = std::fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))?;
            serde_json::from_str(&text).with_context(|| format!("{}", path.display()))?
        }
    };
    if specification.resources.is_empty() && specification.values.is_empty() {
        bail!("nothing to measure: name columns with --resource or --value, or in the specification");
    }
    Ok(specification)
}

/// Every measure of one column: its name, its parameter, its value.
fn each(one: &Measures) -> Vec<(&'static str, String, Answer)> {
    let count = |count: usize| Ok(f64::from(u32::try_from(count).unwrap_or(u32::MAX)));
    let mut found: Vec<(&'static str, String, Answer)> = [
        ("counted", count(one.counted)),
        ("missing", count(one.missing)),
        ("weightless", count(one.weightless)),
        ("weight", Ok(one.weight)),
        ("mean", one.mean),
        ("plain_mean", one.plain_mean),
        ("cv", one.cv),
        ("plain_cv", one.plain_cv),
        ("gini", one.gini),
        ("theil_t", one.theil_t),
        ("theil_l", one.theil_l),
        ("median", one.median),
        ("mcloone", one.mcloone),
        ("verstegen", one.verstegen),
    ]
    .into_iter()
    .map(|(name, answer)| (name, String::new(), answer))
    .collect();
    found.extend(one.entropy.iter().map(|(alpha, answer)| ("entropy", alpha.to_string(), *answer)));
    found.extend(one.atkinson.iter().map(|(dislike, answer)| ("atkinson", dislike.to_string(), *answer)));
    for range in &one.ranges {
        let between = format!("{}:{}", range.low, range.high);
        found.push(("percentile_ratio", between.clone(), range.ratio));
        found.push(("range_ratio", between, range.range_ratio));
    }
    found
}

fn rows<'a>(names: &[&'a str], measures: &[Measures]) -> Vec<Vec<Cell<'a>>> {
    let row = |name: &'a str, (measure, parameter, answer): (&'static str, String, Answer)| {
        vec![
            Cell::Text(name),
            Cell::Text(measure),
            Cell::Owned(parameter),
            answer.ok().into(),
            Cell::Text(answer.err().map_or("", |why| why.name())),
        ]
    };
    names.iter().zip(measures).flat_map(|(name, one)| each(one).into_iter().map(|found| row(name, found))).collect()
}

fn splits<'a>(names: &[&'a str], measures: &[Measures], levels: &'a [Level]) -> Vec<Vec<Cell<'a>>> {
    let mut rows = Vec::new();
    for (name, one) in names.iter().zip(measures) {
        for found in &one.levels {
            let mut row = |measure: &'static str, parameter: String, split: &Split| {
                let why = [split.within, split.between, split.overlap].iter().find_map(|part| part.err());
                let step = split.step.and_then(Result::ok);
                let figures = [split.within.ok(), split.between.ok(), split.overlap.ok(), step];
                let head = [
                    Cell::Text(name),
                    Cell::Text(&levels[found.level].name),
                    Cell::Text(measure),
                    Cell::Owned(parameter),
                ];
                let tail = [Cell::Text(why.map_or("", |why| why.name()))];
                rows.push(head.into_iter().chain(figures.map(Cell::from)).chain(tail).collect());
            };
            row("squared_cv", String::new(), &found.squared_cv);
            row("theil_t", String::new(), &found.theil_t);
            row("theil_l", String::new(), &found.theil_l);
            row("gini", String::new(), &found.gini);
            found.entropy.iter().for_each(|(alpha, split)| row("entropy", alpha.to_string(), split));
            found.atkinson.iter().for_each(|(dislike, split)| row("atkinson", dislike.to_string(), split));
        }
    }
    rows
}

fn groups<'a>(names: &[&'a str], measures: &[Measures], levels: &'a [Level]) -> Vec<Vec<Cell<'a>>> {
    let mut rows = Vec::new();
    for (name, one) in names.iter().zip(measures) {
        for found in &one.levels {
            let level = &levels[found.level];
            for (group, held) in level.groups.iter().zip(&found.groups) {
                let head = [
                    Cell::Text(name),
                    Cell::Text(&level.name),
                    Cell::Text(group),
                    Cell::Count(held.counted),
                    Cell::Number(held.weight),
                ];
                let figures = [held.mean, held.cv, held.gini, held.theil_t, held.theil_l];
                rows.push(head.into_iter().chain(figures.map(|figure| figure.ok().into())).collect());
            }
        }
    }
    rows
}

/// A school's part in the 差异系数 of its group.
struct Part {
    indicator: usize,
    group: usize,
    unit: usize,
    squared: f64,
    of_whole: f64,
    coefficient: Option<f64>,
}

fn parts(columns: &[(&String, Vec<f64>)], pupils: &[f64], within: &Level) -> Vec<Part> {
    let mut members = vec![Vec::new(); within.groups.len()];
    for (unit, group) in within.group.iter().enumerate() {
        if let Some(members) = usize::try_from(*group).ok().and_then(|group| members.get_mut(group)) {
            members.push(unit);
        }
    }
    let mut parts = Vec::new();
    for (indicator, (_, values)) in columns.iter().enumerate() {
        for (group, members) in members.iter().enumerate() {
            let own: Vec<f64> = members.iter().map(|unit| values[*unit]).collect();
            let weights: Vec<f64> = members.iter().map(|unit| pupils[*unit]).collect();
            let Ok(squared) = shares::variance(&own, &weights) else { continue };
            let all = indicators::numeric::sum::sum(squared.iter().flatten().copied());
            let few = squared.iter().flatten().count() <= COEFFICIENT_MAX;
            let coefficient = few.then(|| shares::coefficient(&own, &weights).ok()).flatten();
            for (place, unit) in members.iter().enumerate() {
                let Some(squared) = squared[place] else { continue };
                let of_whole = if all > 0.0 { squared / all } else { 0.0 };
                let coefficient = coefficient.as_ref().and_then(|shares| shares[place]);
                parts.push(Part { indicator, group, unit: *unit, squared, of_whole, coefficient });
            }
        }
    }
    parts
}

fn summary(name: &str, one: &Measures) -> Value {
    let told = |(measure, parameter, answer): (&str, String, Answer)| {
        let value = answer.map_or_else(|why| json!({ "undefined": why.name() }), |value| json!(value));
        let key = if parameter.is_empty() { measure.to_owned() } else { format!("{measure} {parameter}") };
        (key, value)
    };
    let measures: serde_json::Map<String, Value> = each(one).into_iter().map(told).collect();
    json!({ "indicator": name, "measures": measures })
}
