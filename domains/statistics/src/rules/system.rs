//! What a published indicator system may hold, how an evaluation begins from it, and where the two differ.

use std::collections::{BTreeMap, BTreeSet};

use units::Fault;

use super::{is_code, text_fault};
use crate::model::{
    About, Element, EvaluationInput, IndicatorSystem, Line, Missing, SystemCited, SystemLine, Together,
};

/// Most lines of a system.
pub const LINES_MAX: usize = 1_000;
/// Code of the top of a document that is made from a system.
pub const TOP: &str = "index";

/// What is wrong with a system that is handed over; empty when it may be kept. Lines are named `lines.3.code`, counted from 0.
pub fn faults(input: &IndicatorSystem) -> Vec<Fault> {
    let mut faults: Vec<Fault> = [
        text_fault("id", &input.id, 1, 40, false),
        text_fault("number", &input.number, 1, 100, false),
        text_fault("name", &input.name, 1, 100, false),
        text_fault("name_en", &input.name_en, 0, 200, false),
    ]
    .into_iter()
    .flatten()
    .collect();
    if input.hash.len() != 64 || !input.hash.bytes().all(|digit| digit.is_ascii_hexdigit()) {
        faults.push(Fault::new("hash", "statistics.system.hash"));
    }
    if input.lines.is_empty() {
        faults.push(Fault::new("lines", "form.required"));
    }
    if input.lines.len() > LINES_MAX {
        faults.push(Fault::new("lines", "form.too_many").with("max", LINES_MAX));
        return faults;
    }
    let mut seen: BTreeSet<&str> = BTreeSet::new();
    for (at, line) in input.lines.iter().enumerate() {
        faults.extend(
            line_fault(line, &seen).map(|fault| Fault { field: format!("lines.{at}.{}", fault.field), ..fault }),
        );
        seen.insert(&line.code);
    }
    faults.truncate(super::data_set::FAULTS_MAX);
    faults
}

fn line_fault(line: &SystemLine, before: &BTreeSet<&str>) -> Option<Fault> {
    if before.contains(line.code.as_str()) {
        return Some(Fault::new("code", "statistics.code.twice").with("code", &line.code));
    }
    if !line.parent.is_empty() && !before.contains(line.parent.as_str()) {
        return Some(Fault::new("parent", "statistics.line.parent_unknown").with("code", &line.parent));
    }
    if !(-1..=1).contains(&line.direction) {
        return Some(Fault::new("direction", "statistics.direction.range"));
    }
    if line.weight.is_some_and(|weight| !weight.is_finite() || weight < 0.0) {
        return Some(Fault::new("weight", "statistics.line.weight"));
    }
    if line.target.is_some_and(|target| !target.is_finite()) {
        return Some(Fault::new("target", "statistics.line.target"));
    }
    text_fault("code", &line.code, 1, 40, false).or_else(|| text_fault("name", &line.name, 1, 100, false))
}

/// What a document says of its system that is not so: a line the system has not, or one that is said twice.
pub fn citation_faults(system: &IndicatorSystem, content: &EvaluationInput) -> Vec<Fault> {
    let mut seen: BTreeSet<&str> = BTreeSet::new();
    let mut faults = Vec::new();
    for (at, line) in content.lines.iter().enumerate().filter(|(_, line)| !line.indicator.is_empty()) {
        let (code, field) = (line.indicator.as_str(), format!("lines.{at}.indicator"));
        if system.line(code).is_none() {
            let fault = Fault::new(field, "statistics.system.line_unknown");
            faults.push(fault.with("code", super::data_set::shown(code)));
        } else if !seen.insert(code) {
            faults.push(Fault::new(field, "statistics.code.twice").with("code", code));
        }
    }
    faults.truncate(super::data_set::FAULTS_MAX);
    faults
}

/// A code of a system as one of a document, where codes begin with a letter: `1.2` becomes `i1_2`.
pub fn code_of(system: &str) -> String {
    let kept = |letter: char| if letter.is_alphanumeric() { letter } else { '_' };
    let code: String = system.chars().map(kept).collect();
    if is_code(&code) { code } else { format!("i{code}") }
}

/// Which element of a data set an indicator is, by its code: as it was published, or as a document writes it.
fn element_of<'a>(line: &SystemLine, about: &'a About) -> Option<&'a Element> {
    let code = code_of(&line.code);
    about.elements.iter().find(|element| element.code == line.code || element.code == code)
}

/// A line of a document for a line of the system, without figures yet.
pub fn line(system: &SystemLine, parent: &str) -> Line {
    Line {
        code: code_of(&system.code),
        parent: parent.to_owned(),
        name: system.name.clone(),
        name_en: system.name_en.clone(),
        expression: String::new(),
        unit: system.unit.clone(),
        missing: Missing::default(),
        together: Together::default(),
        direction: if system.direction < 0 { -1 } else { 1 },
        weight: system.weight.unwrap_or(1.0),
        target: system.target,
        meaning: system.meaning.clone(),
        indicator: system.code.clone(),
    }
}

/// The tree of a system as lines of a document: the top, every heading, and every indicator, which has an expression where an
/// element of the data set has its code.
pub fn lines(system: &IndicatorSystem, about: &About) -> Vec<Line> {
    let mut made = vec![top(&system.name, &system.name_en)];
    for one in &system.lines {
        let parent = if one.parent.is_empty() { TOP.to_owned() } else { code_of(&one.parent) };
        let mut line = line(one, &parent);
        if system.is_heading(&one.code) {
            line.unit.clear();
        } else if let Some(element) = element_of(one, about) {
            line.expression = element.code.clone();
            line.unit = element.unit.clone();
            line.together = together(&element.unit);
            if one.direction == 0 && element.direction != 0 {
                line.direction = element.direction;
            }
        }
        made.push(line);
    }
    made
}

/// How a group's figure comes of one element: amounts add up, and what was published as a rate can only be averaged.
pub(crate) fn together(unit: &str) -> Together {
    let rate = unit.contains('/') || matches!(unit, "1" | "" | "%" | "‰");
    if rate { Together::MeanOfUnits } else { Together::Sum }
}

/// The heading of the whole.
pub fn top(name: &str, name_en: &str) -> Line {
    let mut top = line(&SystemLine { name: name.to_owned(), name_en: name_en.to_owned(), ..SystemLine::default() }, "");
    top.code = TOP.to_owned();
    top
}

/// How a document cites a system.
pub fn citation(system: &IndicatorSystem) -> SystemCited {
    SystemCited {
        id: system.id.clone(),
        version: system.version,
        number: system.number.clone(),
        hash: system.hash.clone(),
    }
}

/// Without indicators that have no expression, and without headings under which nothing is left.
pub fn measured(lines: Vec<Line>, is_heading: impl Fn(&Line) -> bool) -> Vec<Line> {
    let mut kept: Vec<Line> =
        lines.into_iter().filter(|line| is_heading(line) || !line.expression.trim().is_empty()).collect();
    loop {
        let parents: BTreeSet<String> = kept.iter().map(|line| line.parent.clone()).collect();
        let before = kept.len();
        kept.retain(|line| !line.expression.trim().is_empty() || parents.contains(&line.code));
        if kept.len() == before {
            return kept;
        }
    }
}

/// Indicators of a system that a document does not measure: nothing has data for them, or they were left out.
pub fn unmeasured<'s>(system: &'s IndicatorSystem, content: &EvaluationInput) -> Vec<&'s SystemLine> {
    let measured: BTreeSet<&str> = content.lines.iter().map(|line| line.indicator.as_str()).collect();
    system
        .lines
        .iter()
        .filter(|line| !system.is_heading(&line.code) && !measured.contains(line.code.as_str()))
        .collect()
}

/// What a document says otherwise than its system.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Departure {
    /// Its weight among its siblings.
    Weight,
    /// Its target.
    Target,
    /// Which way is better.
    Direction,
    /// The heading it stands under.
    Heading,
}

impl Departure {
    /// The word of it.
    pub fn name(self) -> &'static str {
        match self {
            Departure::Weight => "weight",
            Departure::Target => "target",
            Departure::Direction => "direction",
            Departure::Heading => "heading",
        }
    }
}

/// Lines that say otherwise than the system, by their codes in the document. Weights are compared as shares among the siblings
/// that are measured, so that a factor common to all of them is no difference.
pub fn departures(system: &IndicatorSystem, content: &EvaluationInput) -> Vec<(String, Vec<Departure>)> {
    let own = shares(&content.lines, |line| line.weight);
    let published = shares(&content.lines, |line| {
        system.line(&line.indicator).map_or(line.weight, |line| line.weight.unwrap_or(1.0))
    });
    let parent_of = |line: &Line| content.lines.iter().find(|one| one.code == line.parent).map(|one| &one.indicator);
    let told = |line: &Line| {
        let of = system.line(&line.indicator)?;
        let mut told = Vec::new();
        if (own[line.code.as_str()] - published[line.code.as_str()]).abs() > 1e-9 {
            told.push(Departure::Weight);
        }
        if line.target != of.target && !system.is_heading(&of.code) {
            told.push(Departure::Target);
        }
        if of.direction != 0 && line.direction != of.direction {
            told.push(Departure::Direction);
        }
        if parent_of(line).is_some_and(|parent| *parent != of.parent) {
            told.push(Departure::Heading);
        }
        (!told.is_empty()).then(|| (line.code.clone(), told))
    };
    content.lines.iter().filter_map(told).collect()
}

/// The share of each line among its siblings; 0 where they weigh nothing together.
fn shares<'l>(lines: &'l [Line], weight: impl Fn(&Line) -> f64) -> BTreeMap<&'l str, f64> {
    let mut sums: BTreeMap<&str, f64> = BTreeMap::new();
    for line in lines {
        *sums.entry(&line.parent).or_default() += weight(line);
    }
    let share = |line: &'l Line| match sums[line.parent.as_str()] {
        sum if sum > 0.0 => (line.code.as_str(), weight(line) / sum),
        _ => (line.code.as_str(), 0.0),
    };
    lines.iter().map(share).collect()
}

#[cfg(test)]
pub(crate) mod tests;
