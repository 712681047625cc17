//! What a data set may hold, and its hash.

use std::collections::{BTreeMap, BTreeSet};

use sha2::{Digest, Sha256};
use units::Fault;

use super::{is_code, is_region, is_unit, text_fault};
use crate::model::{About, DataSetInput, Element, Figure, RegionName};

/// Most figures of a data set: thirty years of a hundred elements for a hundred regions.
pub const FIGURES_MAX: usize = 300_000;
/// Most elements.
pub const ELEMENTS_MAX: usize = 1_000;
/// Most regions: every county unit of the country.
pub const REGIONS_MAX: usize = 5_000;
/// Most faults that are told: whoever mends so many looks again anyway.
pub const FAULTS_MAX: usize = 100;
/// Years that figures may be of.
pub const PERIODS: std::ops::RangeInclusive<i64> = 1900..=2200;

/// What is wrong with a data set; empty when it may be kept. A figure is named `figures.3.value`, counted from 0.
pub fn faults(input: &DataSetInput) -> Vec<Fault> {
    let mut faults = about_faults(&input.about);
    if !input.key.split('.').all(is_code) || input.key.len() > 100 {
        faults.push(Fault::new("key", "statistics.code.letters"));
    }
    if input.figures.is_empty() {
        faults.push(Fault::new("figures", "statistics.figures.none"));
    }
    if input.figures.len() > FIGURES_MAX {
        faults.push(Fault::new("figures", "form.too_many").with("max", FIGURES_MAX));
        return faults;
    }
    let elements: BTreeSet<&str> = input.about.elements.iter().map(|element| element.code.as_str()).collect();
    let regions: BTreeSet<&str> = input.about.regions.iter().map(|region| region.code.as_str()).collect();
    let mut seen = BTreeSet::new();
    for (at, figure) in input.figures.iter().enumerate() {
        let twice = !seen.insert((figure.element.as_str(), figure.region.as_str(), figure.period));
        let fault = figure_fault(figure, &elements, &regions).or_else(|| {
            twice.then(|| Fault::new("region", "statistics.figure.twice").with("element", &figure.element))
        });
        if let Some(fault) = fault {
            faults.push(Fault { field: format!("figures.{at}.{}", fault.field), ..fault });
        }
        if faults.len() >= FAULTS_MAX {
            return faults;
        }
    }
    faults
}

fn figure_fault(figure: &Figure, elements: &BTreeSet<&str>, regions: &BTreeSet<&str>) -> Option<Fault> {
    if !elements.contains(figure.element.as_str()) {
        return Some(Fault::new("element", "statistics.element.unknown").with("code", shown(&figure.element)));
    }
    if !regions.contains(figure.region.as_str()) {
        return Some(Fault::new("region", "statistics.region.unknown").with("code", shown(&figure.region)));
    }
    if !PERIODS.contains(&figure.period) {
        return Some(Fault::new("period", "statistics.period.range"));
    }
    if !figure.value.is_finite() {
        return Some(Fault::new("value", "statistics.figure.not_finite"));
    }
    match figure.persons {
        Some(persons) if persons < 0 => Some(Fault::new("persons", "statistics.persons.negative")),
        _ => None,
    }
}

/// The beginning of what somebody wrote, for a sentence about it.
pub(crate) fn shown(text: &str) -> String {
    text.chars().take(40).collect()
}

fn about_faults(about: &About) -> Vec<Fault> {
    let mut faults: Vec<Fault> = [
        text_fault("title", &about.title, 1, 100, false),
        text_fault("title_en", &about.title_en, 0, 200, false),
        text_fault("origin", &about.origin, 1, 500, true),
        text_fault("licence", &about.licence, 1, 200, false),
    ]
    .into_iter()
    .flatten()
    .collect();
    for (field, count, most) in
        [("elements", about.elements.len(), ELEMENTS_MAX), ("regions", about.regions.len(), REGIONS_MAX)]
    {
        if count == 0 {
            faults.push(Fault::new(field, "form.required"));
        } else if count > most {
            faults.push(Fault::new(field, "form.too_many").with("max", most));
            return faults;
        }
    }
    let mut seen = BTreeSet::new();
    for (at, region) in about.regions.iter().enumerate() {
        let known = if region.group.is_empty() { is_region(&region.code) } else { is_unit(&region.code) };
        if !known || !seen.insert(&region.code) || region.name.trim().is_empty() {
            let fault = Fault::new(format!("regions.{at}.code"), "statistics.region.malformed");
            faults.push(fault.with("code", shown(&region.code)));
        }
    }
    let long =
        |(at, region): (usize, &RegionName)| text_fault(&format!("regions.{at}.group"), &region.group, 0, 60, false);
    faults.extend(about.regions.iter().enumerate().filter_map(long));
    let mut seen = BTreeSet::new();
    for (at, element) in about.elements.iter().enumerate() {
        faults.extend(
            element_fault(element, seen.insert(&element.code))
                .map(|fault| Fault { field: format!("elements.{at}.{}", fault.field), ..fault }),
        );
    }
    faults.truncate(FAULTS_MAX);
    faults
}

fn element_fault(element: &Element, first: bool) -> Option<Fault> {
    if !is_code(&element.code) {
        return Some(Fault::new("code", "statistics.code.letters"));
    }
    if !first {
        return Some(Fault::new("code", "statistics.code.twice").with("code", &element.code));
    }
    if let Err(fault) = element.unit.parse::<indicators::expression::Unit>() {
        return Some(Fault::said("unit", &fault));
    }
    if !(-1..=1).contains(&element.direction) {
        return Some(Fault::new("direction", "statistics.direction.range"));
    }
    text_fault("name", &element.name, 1, 100, false).or_else(|| text_fault("name_en", &element.name_en, 0, 200, false))
}

/// Figures in their one order, a negative zero the zero it means.
pub fn tidy(mut input: DataSetInput) -> DataSetInput {
    for figure in &mut input.figures {
        figure.value += 0.0;
    }
    let key = |figure: &Figure| (figure.element.clone(), figure.region.clone(), figure.period);
    input.figures.sort_by_cached_key(key);
    input.about.elements.sort_by(|one, other| one.code.cmp(&other.code));
    input.about.regions.sort_by(|one, other| one.code.cmp(&other.code));
    input
}

/// SHA-256 over what is said, as JSON, and every figure of a tidy data set.
pub fn hash(input: &DataSetInput) -> String {
    let mut hash = Sha256::new();
    hash.update(serde_json::to_string(&input.about).unwrap_or_default());
    for figure in &input.figures {
        let persons = figure.persons.map(|persons| persons.to_string()).unwrap_or_default();
        hash.update(format!("\n{}\t{}\t{}\t", figure.element, figure.region, figure.period));
        hash.update(figure.value.to_bits().to_be_bytes());
        hash.update(persons);
    }
    hex::encode(hash.finalize())
}

/// The earliest and the latest period of figures.
pub fn periods(figures: &[Figure]) -> (i64, i64) {
    let of = |figure: &Figure| figure.period;
    (figures.iter().map(of).min().unwrap_or(0), figures.iter().map(of).max().unwrap_or(0))
}

/// Elements by code.
pub fn by_code(about: &About) -> BTreeMap<&str, &Element> {
    about.elements.iter().map(|element| (element.code.as_str(), element)).collect()
}
