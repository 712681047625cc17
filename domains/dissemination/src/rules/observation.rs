//! Whether observations fit their structure, and what two sets of them say otherwise.

use std::cmp::Ordering;
use std::collections::HashSet;

use units::Fault;

use super::structure::{MISSING, STATUSES};
use crate::model::{Difference, DifferenceKind, ObservationInput, StoredObservation, Structure};

/// Most observations of one release. They are written in one operation, which at this size takes the writer some seconds.
pub const OBSERVATIONS_MAX: usize = 1_000_000;
/// Faults that are told; whoever has more has one mistake many times.
pub const FAULTS_MAX: usize = 100;
/// Longest value of a textual structure and of an attribute, in characters.
const TEXT_CHARS_MAX: usize = 500;
/// Longest number as it is written: every double and every exact sum of money fits.
const NUMBER_CHARS_MAX: usize = 40;
/// What stands between the parts of a place: below every letter a code or a period has, so that places sort as keys do.
pub const BETWEEN: char = '\u{1f}';

/// Observations in the order in which they are kept and written, each looked at.
///
/// # Errors
/// A fault `<row>.<component>` for everything that is wrong, the first [`FAULTS_MAX`]; rows count from 1 in the order given.
pub fn arranged(structure: &Structure, given: &[ObservationInput]) -> Result<Vec<StoredObservation>, Vec<Fault>> {
    if given.is_empty() {
        return Err(vec![Fault::new("observations", "dissemination.observation.none")]);
    }
    if given.len() > OBSERVATIONS_MAX {
        return Err(vec![Fault::new("observations", "dissemination.observation.many").with("max", OBSERVATIONS_MAX)]);
    }
    let lists = Lists::of(structure);
    let mut faults = Vec::new();
    let mut order: Vec<usize> = (0..given.len()).collect();
    for (row, one) in given.iter().enumerate() {
        lists.faults(structure, row + 1, one, &mut faults);
        if faults.len() >= FAULTS_MAX {
            break;
        }
    }
    let place = |at: usize| given[at].key.iter().chain(std::iter::once(&given[at].period));
    let compare = |one: usize, other: usize| place(one).cmp(place(other));
    order.sort_by(|one, other| compare(*one, *other).then(one.cmp(other)));
    for pair in order.windows(2) {
        if faults.len() < FAULTS_MAX && compare(pair[0], pair[1]) == Ordering::Equal {
            let fault = Fault::new(format!("{}.TIME_PERIOD", pair[1] + 1), "dissemination.observation.twice");
            faults.push(fault.with("row", pair[0] + 1));
        }
    }
    if !faults.is_empty() {
        return Err(faults);
    }
    let constant = constant_faults(structure, given, &order);
    if !constant.is_empty() {
        return Err(constant);
    }
    Ok(order.into_iter().map(|at| stored(structure, &given[at])).collect())
}

fn stored(structure: &Structure, one: &ObservationInput) -> StoredObservation {
    let mut key = one.key.clone();
    key.push(one.period.clone());
    let mut attributes = one.attributes.clone();
    attributes.resize(structure.attributes.len(), String::new());
    let status = if one.status.is_empty() { default_status(one) } else { one.status.clone() };
    StoredObservation { key, value: one.value.clone().filter(|value| !value.is_empty()), status, attributes }
}

fn default_status(one: &ObservationInput) -> String {
    if one.value.as_ref().is_none_or(String::is_empty) { "O" } else { "A" }.to_owned()
}

/// The codes of a structure, for asking quickly.
struct Lists<'s> {
    dimensions: Vec<HashSet<&'s str>>,
    attributes: Vec<HashSet<&'s str>>,
}

impl<'s> Lists<'s> {
    fn of(structure: &'s Structure) -> Lists<'s> {
        Lists {
            dimensions: structure
                .dimensions
                .iter()
                .map(|one| one.codes.iter().map(|code| code.id.as_str()).collect())
                .collect(),
            attributes: structure
                .attributes
                .iter()
                .map(|one| one.codes.iter().map(|code| code.id.as_str()).collect())
                .collect(),
        }
    }

    fn faults(&self, structure: &Structure, row: usize, one: &ObservationInput, faults: &mut Vec<Fault>) {
        let at = |component: &str| format!("{row}.{component}");
        if one.key.len() != structure.dimensions.len() {
            let fault = Fault::new(at("key"), "dissemination.observation.key");
            faults.push(fault.with("count", structure.dimensions.len()));
            return;
        }
        for ((value, dimension), codes) in one.key.iter().zip(&structure.dimensions).zip(&self.dimensions) {
            if !codes.contains(value.as_str()) {
                faults.push(Fault::new(at(&dimension.id), "dissemination.observation.code").with("code", shown(value)));
            }
        }
        if sdmx::period::Period::parse(&one.period).is_err() || one.period.len() > NUMBER_CHARS_MAX {
            let fault = Fault::new(at("TIME_PERIOD"), "dissemination.observation.period");
            faults.push(fault.with("period", shown(&one.period)));
        }
        faults.extend(value_fault(structure, one).map(|fault| Fault { field: at("OBS_VALUE"), ..fault }));
        if !one.status.is_empty() && !STATUSES.iter().any(|(id, ..)| *id == one.status) {
            let fault = Fault::new(at("OBS_STATUS"), "dissemination.observation.status");
            faults.push(fault.with("code", shown(&one.status)));
        }
        if one.attributes.len() > structure.attributes.len() {
            let fault = Fault::new(at("attributes"), "dissemination.observation.attributes");
            faults.push(fault.with("count", structure.attributes.len()));
        }
        for ((value, attribute), codes) in one.attributes.iter().zip(&structure.attributes).zip(&self.attributes) {
            let long = value.chars().count() > TEXT_CHARS_MAX || value.chars().any(char::is_control);
            if long || !(value.is_empty() || codes.is_empty() || codes.contains(value.as_str())) {
                faults.push(Fault::new(at(&attribute.id), "dissemination.observation.code").with("code", shown(value)));
            }
        }
    }
}

/// As much of a strange value as a sentence bears.
fn shown(value: &str) -> String {
    value.chars().filter(|letter| !letter.is_control()).take(40).collect()
}

/// A value is a finite number written in the usual way, or there is none, and then the status does not say otherwise.
fn value_fault(structure: &Structure, one: &ObservationInput) -> Option<Fault> {
    let value = one.value.as_deref().unwrap_or_default();
    if value.is_empty() {
        let silent = one.status.is_empty() || MISSING.contains(&one.status.as_str());
        return (!silent)
            .then(|| Fault::new("", "dissemination.observation.value_missing").with("status", &one.status));
    }
    if MISSING.contains(&one.status.as_str()) {
        return Some(Fault::new("", "dissemination.observation.value_there").with("status", &one.status));
    }
    if structure.textual {
        let strange = value.chars().count() > TEXT_CHARS_MAX || value.chars().any(char::is_control);
        return strange.then(|| Fault::new("", "form.too_long").with("max", TEXT_CHARS_MAX));
    }
    let plain = value.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b'-' | b'+' | b'e' | b'E'));
    let finite = value.parse::<f64>().is_ok_and(f64::is_finite);
    (!plain || !finite || value.len() > NUMBER_CHARS_MAX)
        .then(|| Fault::new("", "dissemination.observation.number").with("value", shown(value)))
}

/// An attribute that depends on some dimensions says the same wherever these are the same.
fn constant_faults(structure: &Structure, given: &[ObservationInput], order: &[usize]) -> Vec<Fault> {
    let mut faults = Vec::new();
    for (which, attribute) in structure.attributes.iter().enumerate().filter(|(_, one)| !one.on.is_empty()) {
        let on: Vec<usize> =
            (0..structure.dimensions.len()).filter(|at| attribute.on.contains(&structure.dimensions[*at].id)).collect();
        let mut said: std::collections::HashMap<Vec<&str>, (&str, usize)> = std::collections::HashMap::new();
        for at in order {
            let one = &given[*at];
            let value = one.attributes.get(which).map_or("", String::as_str);
            let key: Vec<&str> = on.iter().map(|place| one.key[*place].as_str()).collect();
            let (before, row) = *said.entry(key).or_insert((value, *at + 1));
            if before != value && faults.len() < FAULTS_MAX {
                let fault = Fault::new(format!("{}.{}", at + 1, attribute.id), "dissemination.observation.differs");
                faults.push(fault.with("row", row).with("value", before));
            }
        }
    }
    faults
}

/// Compares two sets in order, handing on what differs.
pub struct Comparison<F: FnMut(Difference)> {
    tell: F,
}

impl<F: FnMut(Difference)> Comparison<F> {
    /// Hands on to this.
    pub fn new(tell: F) -> Comparison<F> {
        Comparison { tell }
    }

    /// Compares two observations at the heads of the sets; answers which of them is used up, the older and the newer.
    pub fn step(&mut self, old: Option<&StoredObservation>, new: Option<&StoredObservation>) -> (bool, bool) {
        let order = match (old, new) {
            (Some(old), Some(new)) => old.key.cmp(&new.key),
            (Some(_), None) => Ordering::Less,
            (None, _) => Ordering::Greater,
        };
        let kind = match order {
            Ordering::Less => DifferenceKind::Removed,
            Ordering::Greater => DifferenceKind::Added,
            Ordering::Equal => DifferenceKind::Changed,
        };
        let (before, after) = (old.filter(|_| order.is_le()), new.filter(|_| order.is_ge()));
        if before != after {
            let status = |one: Option<&StoredObservation>| one.map(|one| one.status.clone()).unwrap_or_default();
            let value = |one: Option<&StoredObservation>| one.and_then(|one| one.value.clone());
            (self.tell)(Difference {
                key: before.or(after).map(|one| one.key.clone()).unwrap_or_default(),
                kind,
                before: value(before),
                after: value(after),
                status_before: status(before),
                status_after: status(after),
            });
        }
        (before.is_some(), after.is_some())
    }
}
