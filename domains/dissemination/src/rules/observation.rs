//! Whether observations fit their structure.

use std::collections::{HashMap, HashSet};

use units::Fault;

use super::structure::{MISSING, STATUSES};
use crate::model::{ObservationInput, StoredObservation, Structure};

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

/// Observations in the order in which they are kept and written, each looked at, with its row.
///
/// # Errors
/// A fault `<row>.<component>` for everything that is wrong, the first [`FAULTS_MAX`]; rows count from 1 in the order given.
pub fn arranged(
    structure: &Structure,
    given: &[ObservationInput],
) -> Result<Vec<(usize, StoredObservation)>, Vec<Fault>> {
    arranged_within(Checks::new(structure), structure, given)
}

/// The same with checks that were begun elsewhere.
pub(crate) fn arranged_within(
    mut checks: Checks,
    structure: &Structure,
    given: &[ObservationInput],
) -> Result<Vec<(usize, StoredObservation)>, Vec<Fault>> {
    let mut found: Vec<(usize, StoredObservation)> = Vec::with_capacity(given.len().min(OBSERVATIONS_MAX));
    for one in given {
        if !checks.given(one) {
            return checks.end().map(|()| Vec::new());
        }
        found.push((found.len() + 1, stored(structure, one)));
    }
    found.sort_by(|one, other| one.1.key.cmp(&other.1.key).then(one.0.cmp(&other.0)));
    found.iter().for_each(|(row, one)| checks.ordered(*row, one));
    checks.end()?;
    Ok(found)
}

/// Looks at observations one by one, first as they are given, then in their order, so that none need be held.
pub struct Checks<'s> {
    structure: &'s Structure,
    lists: Lists<'s>,
    most: usize,
    rows: usize,
    faults: Vec<Fault>,
    /// What attributes of some dimensions say otherwise: told only where nothing else is wrong.
    constant: Vec<Fault>,
    last: Option<(usize, Vec<String>)>,
    kept: Vec<Constant>,
}

/// What an attribute that depends on some dimensions has said so far, by the values of these.
struct Constant {
    attribute: usize,
    on: Vec<usize>,
    said: HashMap<Vec<String>, (String, usize)>,
}

impl<'s> Checks<'s> {
    /// Nothing seen yet.
    pub fn new(structure: &'s Structure) -> Checks<'s> {
        let kept = |(attribute, one): (usize, &crate::model::Attribute)| Constant {
            attribute,
            on: (0..structure.dimensions.len()).filter(|at| one.on.contains(&structure.dimensions[*at].id)).collect(),
            said: HashMap::new(),
        };
        let bound = structure.attributes.iter().enumerate().filter(|(_, one)| !one.on.is_empty());
        Checks {
            structure,
            lists: Lists::of(structure),
            most: OBSERVATIONS_MAX,
            rows: 0,
            faults: Vec::new(),
            constant: Vec::new(),
            last: None,
            kept: bound.map(kept).collect(),
        }
    }

    /// With another limit than [`OBSERVATIONS_MAX`], which a test can reach.
    #[cfg(test)]
    pub(crate) fn at_most(structure: &'s Structure, most: usize) -> Checks<'s> {
        Checks { most, ..Checks::new(structure) }
    }

    /// Looks at the next observation as it is given; answers whether it is worth going on.
    pub fn given(&mut self, one: &ObservationInput) -> bool {
        self.rows += 1;
        if self.rows > self.most {
            let many = Fault::new("observations", "dissemination.observation.many");
            self.faults = vec![many.with("max", self.most)];
            return false;
        }
        self.lists.faults(self.structure, self.rows, one, &mut self.faults);
        self.faults.len() < FAULTS_MAX
    }

    /// Looks at the next observation in the order of keys, and of rows where keys are the same.
    pub fn ordered(&mut self, row: usize, one: &StoredObservation) {
        if self.faults.len() >= FAULTS_MAX {
            return;
        }
        match &mut self.last {
            Some((before, key)) if *key == one.key => {
                let fault = Fault::new(format!("{row}.TIME_PERIOD"), "dissemination.observation.twice");
                self.faults.push(fault.with("row", *before));
            }
            Some((before, key)) => {
                *before = row;
                key.clone_from(&one.key);
            }
            last => *last = Some((row, one.key.clone())),
        }
        if self.faults.is_empty() {
            self.same(row, one);
        }
    }

    /// An attribute that depends on some dimensions says the same wherever these are the same.
    fn same(&mut self, row: usize, one: &StoredObservation) {
        let dimensions = self.structure.dimensions.len();
        for kept in &mut self.kept {
            let value = one.attributes.get(kept.attribute).map_or("", String::as_str);
            let key: Vec<String> = kept.on.iter().map(|place| one.key[*place].clone()).collect();
            // Of an attribute of whole series only the last is needed, because series come together.
            if kept.on.len() == dimensions && !kept.said.contains_key(&key) {
                kept.said.clear();
            }
            let (before, first) = kept.said.entry(key).or_insert_with(|| (value.to_owned(), row));
            if before != value && self.constant.len() < FAULTS_MAX {
                let id = &self.structure.attributes[kept.attribute].id;
                let fault = Fault::new(format!("{row}.{id}"), "dissemination.observation.differs");
                self.constant.push(fault.with("row", *first).with("value", before.as_str()));
            }
        }
    }

    /// How many were given.
    pub fn rows(&self) -> usize {
        self.rows
    }

    /// Whether something is wrong already.
    pub fn faulty(&self) -> bool {
        !self.faults.is_empty()
    }

    /// Whether everything fits.
    ///
    /// # Errors
    /// A fault for everything that does not, or that there is nothing.
    pub fn end(self) -> Result<(), Vec<Fault>> {
        if self.rows == 0 {
            return Err(vec![Fault::new("observations", "dissemination.observation.none")]);
        }
        let faults = if self.faults.is_empty() { self.constant } else { self.faults };
        if faults.is_empty() { Ok(()) } else { Err(faults) }
    }
}

/// An observation as it is kept.
pub fn stored(structure: &Structure, one: &ObservationInput) -> StoredObservation {
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
