//! Whether a structure can be published, in SDMX 2.1 and in 3.0.

use std::collections::{HashMap, HashSet};

use units::Fault;

use super::suppress::CONFIDENTIALITY;
use super::text_fault;
use crate::model::{Code, Structure};

/// Most dimensions beside the period: enough for every cube of the offices, few enough for a page of controls.
pub const DIMENSIONS_MAX: usize = 12;
/// Most attributes beside the status and the confidentiality, which comes by itself where small counts are withheld.
pub const ATTRIBUTES_MAX: usize = 12;
/// Most codes of one list: every school of the region fits.
pub const CODES_MAX: usize = 100_000;
/// Levels of a list.
const LEVELS_MAX: usize = 20;
/// Identifiers the standard or this room gives itself.
const TAKEN: [&str; 4] = ["TIME_PERIOD", "OBS_VALUE", "OBS_STATUS", "DATAFLOW"];

/// The statuses of an observation, from the code list `CL_OBS_STATUS` of SDMX: identifier, Chinese and English name.
pub const STATUSES: [(&str, &str, &str); 10] = [
    ("A", "正常值", "Normal value"),
    ("B", "口径变化", "Time series break"),
    ("D", "定义不同", "Definition differs"),
    ("E", "估计值", "Estimated value"),
    ("F", "预测值", "Forecast value"),
    ("I", "插补值", "Imputed value"),
    ("M", "缺失，不可能有数据", "Missing value; data cannot exist"),
    ("O", "缺失", "Missing value"),
    ("P", "暂行值", "Provisional value"),
    ("Q", "缺失，不予公开", "Missing value; suppressed"),
];

/// Statuses that say why there is no value.
pub const MISSING: [&str; 3] = ["M", "O", "Q"];

/// What is wrong with a structure: each fault names the component, and the code where it is one.
pub fn faults(structure: &Structure) -> Vec<Fault> {
    let mut faults = Vec::new();
    if structure.dimensions.is_empty() {
        faults.push(Fault::new("structure.dimensions", "form.required"));
    }
    if structure.dimensions.len() > DIMENSIONS_MAX {
        faults.push(Fault::new("structure.dimensions", "dissemination.structure.many").with("max", DIMENSIONS_MAX));
    }
    if structure.attributes.iter().filter(|one| one.id != CONFIDENTIALITY).count() > ATTRIBUTES_MAX {
        faults.push(Fault::new("structure.attributes", "dissemination.structure.many").with("max", ATTRIBUTES_MAX));
    }
    let mut seen: HashSet<&str> = TAKEN.into_iter().collect();
    let dimensions = structure.dimensions.iter().map(|one| (&one.id, &one.name, &one.name_en, &one.codes, true));
    let attributes = structure.attributes.iter().map(|one| (&one.id, &one.name, &one.name_en, &one.codes, false));
    for (id, name, name_en, codes, owed) in dimensions.chain(attributes) {
        let field = format!("structure.{id}");
        if !is_component(id) {
            faults.push(Fault::new(&field, "dissemination.structure.id"));
        }
        if !seen.insert(id) {
            faults.push(Fault::new(&field, "dissemination.structure.twice"));
        }
        faults.extend(text_fault(&field, name, 1, 100, false));
        faults.extend(text_fault(&field, name_en, 0, 200, false));
        if owed && codes.is_empty() {
            faults.push(Fault::new(&field, "dissemination.structure.codes_none"));
        }
        codes_faults(&field, codes, &mut faults);
    }
    let known: HashSet<&str> = structure.dimensions.iter().map(|one| one.id.as_str()).collect();
    for attribute in &structure.attributes {
        for unknown in attribute.on.iter().filter(|id| !known.contains(id.as_str())) {
            let field = format!("structure.{}", attribute.id);
            faults.push(Fault::new(field, "dissemination.structure.on").with("id", unknown));
        }
    }
    faults
}

fn is_component(id: &str) -> bool {
    id.len() <= 40
        && id.starts_with(|letter: char| letter.is_ascii_uppercase())
        && id.bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit() || byte == b'_')
}

/// Whether a text is a code: letters, digits, underscores and hyphens, as both versions of the standard take them.
pub fn is_code(id: &str) -> bool {
    (1..=60).contains(&id.len()) && id.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_' || byte == b'-')
}

fn codes_faults(field: &str, codes: &[Code], faults: &mut Vec<Fault>) {
    if codes.len() > CODES_MAX {
        faults.push(Fault::new(field, "dissemination.structure.many").with("max", CODES_MAX));
        return;
    }
    let mut parents: HashMap<&str, &str> = HashMap::with_capacity(codes.len());
    for code in codes {
        let at = || format!("{field}.{}", code.id);
        if !is_code(&code.id) {
            faults.push(Fault::new(at(), "dissemination.structure.code"));
        }
        faults.extend(text_fault(&at(), &code.name, 1, 200, false));
        faults.extend(text_fault(&at(), &code.name_en, 0, 400, false));
        if parents.insert(&code.id, &code.parent).is_some() {
            faults.push(Fault::new(at(), "dissemination.structure.twice"));
        }
    }
    for code in codes {
        let (mut above, mut steps) = (code.parent.as_str(), 0);
        while !above.is_empty() && steps <= LEVELS_MAX {
            steps += 1;
            match parents.get(above) {
                Some(next) => above = next,
                None => {
                    let fault = Fault::new(format!("{field}.{}", code.id), "dissemination.structure.parent");
                    faults.push(fault.with("id", above));
                    above = "";
                }
            }
        }
        if steps > LEVELS_MAX {
            faults.push(Fault::new(format!("{field}.{}", code.id), "dissemination.structure.circle"));
        }
    }
}
