//! The two files from which anybody computes a result again: the specification of the engine and the figures it reads.

use indicators::composite::sheet::digits;
use indicators::composite::spec::{Entry, Kind, Norms};
use indicators::composite::{Fault, Specification};
use serde_json::json;

use super::figures::{Figures, indicators};
use crate::model::EvaluationInput;

/// The name of the file of figures, as the specification gives it.
pub const DATA_FILE: &str = "data.csv";
/// The name of the file of the specification.
pub const SPECIFICATION_FILE: &str = "specification.json";

/// The tree of a document as the engine reads it.
pub fn entries(content: &EvaluationInput) -> Vec<Entry> {
    let entry = |line: &crate::model::Line| Entry {
        code: line.code.clone(),
        name: line.name.clone(),
        kind: if line.expression.trim().is_empty() { Kind::Aggregate } else { Kind::Indicator },
        parent: Some(line.parent.clone()).filter(|parent| !parent.is_empty()),
        direction: f64::from(line.direction),
        weight: line.weight,
        unit: line.unit.clone(),
        norms: Norms { target: line.target, ..Norms::default() },
        ..Entry::default()
    };
    content.lines.iter().map(entry).collect()
}

/// The specification of a document.
///
/// # Errors
/// Stages that the engine does not know, with their path.
pub fn specification(content: &EvaluationInput) -> Result<Specification, Fault> {
    let document = json!({
        "title": title(content),
        "data": { "file": DATA_FILE },
        "metadata": { "entries": entries(content) },
        "stages": content.stages,
    });
    Specification::parse(&document.to_string())
}

/// What the file is called: the evaluation, and the indicator system it was made from with its number, version and hash.
fn title(content: &EvaluationInput) -> String {
    match &content.system {
        None => content.name.clone(),
        Some(cited) => format!(
            "{} · 依据指标体系 {}，第 {} 版（{}，SHA-256 {}）",
            content.name, cited.number, cited.version, cited.id, cited.hash
        ),
    }
}

/// The figures as CSV with 17 significant digits: `uCode`, `uName`, `Time`, then each indicator.
pub fn data(content: &EvaluationInput, figures: &Figures) -> String {
    let codes: Vec<&str> = indicators(content).iter().map(|line| line.code.as_str()).collect();
    let mut text = format!("uCode,uName,Time,{}\n", codes.join(","));
    for (year, values) in content.years.iter().zip(&figures.values) {
        for (place, region) in figures.regions.iter().enumerate() {
            text.push_str(&format!("{},{},{year}", region.code, quoted(&region.name)));
            for column in values {
                text.push(',');
                digits(column[place].unwrap_or(f64::NAN), &mut text);
            }
            text.push('\n');
        }
    }
    text
}

/// A name in a cell of CSV.
fn quoted(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}

/// The line that computes the result from the two files.
pub fn command() -> String {
    format!("xueqiao indicators run {SPECIFICATION_FILE} --out result")
}
