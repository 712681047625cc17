//! What an evaluation may say, before anything is computed, and how its document is read.

use std::collections::BTreeSet;

use sha2::{Digest, Sha256};
use units::{Fault, document};

use super::{is_code, is_region, is_unit, text_fault};
use crate::model::EvaluationInput;

/// Most lines: two hundred times the largest index in use would help nobody on a page.
pub const LINES_MAX: usize = 500;
/// Most members of a group.
pub const MEMBERS_MAX: usize = 40;
/// Most years.
pub const YEARS_MAX: usize = 100;
/// Most derived elements.
pub const DERIVED_MAX: usize = 1_000;
/// Most groups that stand beside.
pub const GROUPS_MAX: usize = 20;
/// Most regions, and most regions times years: each is a row of a page's table and of what is kept.
pub const REGIONS_MAX: usize = 5_000;
/// Most regions that stand beside: a comparison group is looked at one by one.
pub const BESIDE_MAX: usize = 100;
/// See [`REGIONS_MAX`].
pub const ROWS_MAX: usize = 6_000;
/// Most figures of a result, rows times lines.
pub const CELLS_MAX: usize = 300_000;
/// Bytes of a document.
pub const DOCUMENT_BYTES_MAX: usize = 4 * 1024 * 1024;

/// Reads a document.
///
/// # Errors
/// Too long, or not of this shape, with the path in the document.
pub fn read(text: &str) -> Result<EvaluationInput, Fault> {
    if text.len() > DOCUMENT_BYTES_MAX {
        return Err(
            Fault::new("document", "statistics.document.too_long").with("max", DOCUMENT_BYTES_MAX / 1024 / 1024)
        );
    }
    let reader = &mut serde_json::Deserializer::from_str(text);
    let fault = |path: String, error: &serde_json::Error| {
        let told = document::fault("document", Some((error.line(), error.column())), &error.to_string());
        if path == "." { told } else { told.with("place", path) }
    };
    let input = serde_path_to_error::deserialize(&mut *reader)
        .map_err(|error| fault(error.path().to_string(), error.inner()))?;
    reader.end().map_err(|error| fault(String::from("."), &error))?;
    Ok(input)
}

/// A document as text for the editor.
pub fn text(input: &EvaluationInput) -> String {
    serde_json::to_string_pretty(input).unwrap_or_default()
}

/// Content as canonical text: fields in the order of the type, nothing left out.
pub fn canonical(input: &EvaluationInput) -> String {
    serde_json::to_string(input).unwrap_or_default()
}

/// SHA-256 of the canonical text.
pub fn hash(canonical: &str) -> String {
    hex::encode(Sha256::digest(canonical))
}

/// Under which a result is kept: SHA-256 of the hashes of document and data set.
pub fn result_key(document: &str, data_set: &str) -> String {
    hex::encode(Sha256::digest(format!("{document}\n{data_set}")))
}

/// What is wrong with a document; empty when it may be computed. Lines are named `lines.3.code`, counted from 0.
pub fn faults(input: &EvaluationInput) -> Vec<Fault> {
    let mut faults: Vec<Fault> = [
        text_fault("name", &input.name, 1, 100, false),
        text_fault("name_en", &input.name_en, 0, 200, false),
        text_fault("basis", &input.basis, 0, 2_000, true),
    ]
    .into_iter()
    .flatten()
    .collect();
    let counts = [
        ("members", input.members.len(), 1, MEMBERS_MAX),
        ("regions", input.regions.len(), 0, REGIONS_MAX),
        ("beside", input.beside.len(), 0, BESIDE_MAX),
        ("years", input.years.len(), 1, YEARS_MAX),
        ("lines", input.lines.len(), 2, LINES_MAX),
        ("derived", input.derived.len(), 0, DERIVED_MAX),
        ("groups", input.groups.len(), 0, GROUPS_MAX),
        ("stages", input.stages.len(), 1, 32),
    ];
    for (field, count, least, most) in counts {
        if count < least {
            faults.push(Fault::new(field, "form.required"));
        } else if count > most {
            faults.push(Fault::new(field, "form.too_many").with("max", most));
        }
    }
    if !faults.is_empty() {
        return faults;
    }
    faults.extend(code_faults(input));
    faults.extend(line_faults(input));
    faults
}

fn code_faults(input: &EvaluationInput) -> Vec<Fault> {
    let mut faults = Vec::new();
    let mut compared: BTreeSet<&str> = BTreeSet::new();
    for (field, codes) in [("members", &input.members), ("regions", &input.regions), ("beside", &input.beside)] {
        let mut own = BTreeSet::new();
        let seen = if field == "members" { &mut own } else { &mut compared };
        let known = |code: &str| if field == "members" { is_region(code) } else { is_unit(code) };
        if let Some(code) = codes.iter().find(|code| !known(code) || !seen.insert(code.as_str())) {
            faults.push(Fault::new(field, "statistics.region.malformed").with("code", super::data_set::shown(code)));
        }
    }
    if input.years.windows(2).any(|pair| pair[0] >= pair[1]) {
        faults.push(Fault::new("years", "statistics.years.ascending"));
    }
    if input.years.iter().any(|year| !super::data_set::PERIODS.contains(year)) {
        faults.push(Fault::new("years", "statistics.period.range"));
    }
    if input.persons_min < 0 {
        faults.push(Fault::new("persons_min", "statistics.persons.negative"));
    }
    for (at, group) in input.groups.iter().enumerate() {
        faults.extend(text_fault(&format!("groups.{at}.name"), &group.name, 1, 100, false));
    }
    faults
}

fn line_faults(input: &EvaluationInput) -> Vec<Fault> {
    let mut faults = Vec::new();
    let mut headings: BTreeSet<&str> = BTreeSet::new();
    let mut seen: BTreeSet<&str> = BTreeSet::new();
    for (at, line) in input.lines.iter().enumerate() {
        let field = |name: &str| format!("lines.{at}.{name}");
        if !is_code(&line.code) {
            faults.push(Fault::new(field("code"), "statistics.code.letters"));
        }
        if !seen.insert(&line.code) {
            faults.push(Fault::new(field("code"), "statistics.code.twice").with("code", &line.code));
        }
        if !line.parent.is_empty() && !headings.contains(line.parent.as_str()) {
            faults.push(Fault::new(field("parent"), "statistics.line.parent_unknown").with("code", &line.parent));
        }
        if line.expression.trim().is_empty() {
            headings.insert(&line.code);
        }
        if !matches!(line.direction, -1 | 1) {
            faults.push(Fault::new(field("direction"), "statistics.direction.range"));
        }
        if !line.weight.is_finite() || line.weight < 0.0 {
            faults.push(Fault::new(field("weight"), "statistics.line.weight"));
        }
        faults.extend(text_fault(&field("name"), &line.name, 1, 100, false));
        faults.extend(text_fault(&field("name_en"), &line.name_en, 0, 200, false));
        faults.extend(text_fault(&field("meaning"), &line.meaning, 0, 1_000, true));
        if faults.len() >= super::data_set::FAULTS_MAX {
            break;
        }
    }
    faults
}
