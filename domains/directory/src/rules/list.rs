//! Comparing an official list with the directory: what would change.

use std::collections::{BTreeMap, BTreeSet};

use schemars::JsonSchema;
use serde::Serialize;

use crate::import::{Listed, RowFault};
use crate::model::{Institution, InstitutionKind, Level};

/// What the directory knows before the list is read.
pub struct Known<'a> {
    /// All institutions of the provinces, those that ended among them, by code.
    pub institutions: &'a BTreeMap<String, Institution>,
    /// Cities in force: (province, name) → code.
    pub cities: &'a BTreeMap<(String, String), String>,
}

/// One field that differs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Difference {
    /// Name of the field.
    pub field: &'static str,
    /// As the directory has it.
    pub from: String,
    /// As the list has it.
    pub to: String,
}

/// One institution that the list changes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Change {
    /// Its code.
    pub code: String,
    /// Its name in the list.
    pub name: String,
    /// What differs; nothing for one that is new.
    pub differences: Vec<Difference>,
}

/// What reading the list would do.
#[derive(Clone, Debug, Default, PartialEq, Serialize, JsonSchema)]
pub struct Plan {
    /// Institutions the directory does not have.
    pub added: Vec<Change>,
    /// Institutions with another name, level, authority, ownership or city.
    pub changed: Vec<Change>,
    /// Institutions in force that lists of this scope and these provinces no longer name. They are only marked: closure
    /// and merger are decisions with a date and a document.
    pub absent: Vec<Change>,
    /// Codes the list names, changed or not.
    #[serde(skip)]
    pub listed: Vec<Institution>,
    /// Institutions named as the directory has them.
    pub unchanged: usize,
    /// Rows of other provinces, which this platform does not keep.
    pub elsewhere: usize,
    /// Scopes of the list: `regular`, `adult`.
    pub scopes: BTreeSet<&'static str>,
}

/// Compares a list with the directory.
///
/// # Errors
/// Every row that contradicts the directory: a code that has ended, a city that does not exist.
pub fn compare(rows: &[Listed], known: &Known) -> Result<Plan, Vec<RowFault>> {
    let mut plan = Plan::default();
    let mut faults = Vec::new();
    let mut provinces = BTreeSet::new();
    for row in rows {
        if !matches!(row.code.province_digits(), "31" | "32" | "33" | "34") {
            plan.elsewhere += 1;
            continue;
        }
        plan.scopes.insert(row.scope());
        provinces.insert(format!("{}0000", row.code.province_digits()));
        match wanted(row, known) {
            Ok(wanted) => place(&mut plan, wanted, known),
            Err(fault) => faults.push(fault),
        }
    }
    let named: BTreeSet<&str> = rows.iter().map(|row| row.code.as_str()).collect();
    let absent = known.institutions.values().filter(|known| {
        known.in_force()
            && scope_of(known.kind).is_some_and(|scope| plan.scopes.contains(scope))
            && provinces.contains(&known.province)
            && !named.contains(known.code.as_str())
    });
    plan.absent = absent.map(|known| change(known, Vec::new())).collect();
    if faults.is_empty() { Ok(plan) } else { Err(faults) }
}

/// Which of the ministry's two lists an institution of a kind stands in, if any. Its code does not tell: a few colleges of
/// the regular list keep codes of secondary vocational schools or of adult education.
pub fn scope_of(kind: InstitutionKind) -> Option<&'static str> {
    match kind {
        InstitutionKind::University | InstitutionKind::VocationalUniversity | InstitutionKind::VocationalCollege => {
            Some("regular")
        }
        InstitutionKind::OpenUniversity | InstitutionKind::AdultCollege => Some("adult"),
        InstitutionKind::School | InstitutionKind::Enterprise => None,
    }
}

/// The institution as the list has it; what the list does not tell stays as the directory has it.
fn wanted(row: &Listed, known: &Known) -> Result<Institution, RowFault> {
    let code = row.code.to_string();
    let earlier = known.institutions.get(&code);
    if let Some(on) = earlier.and_then(|earlier| earlier.ended_on.as_ref()) {
        return Err(row.fault("code", "directory.import.code_ended", &[("code", &code), ("on", on)]));
    }
    let province = format!("{}0000", row.code.province_digits());
    let region = match &row.city {
        None => earlier.map_or_else(|| province.clone(), |earlier| earlier.region.clone()),
        Some(city) if row.code.province_digits() == "31" && city.starts_with("上海") => province.clone(),
        Some(city) => {
            let full = (province.clone(), if city.ends_with('市') { city.clone() } else { format!("{city}市") });
            let found = known.cities.get(&full).cloned();
            found.ok_or_else(|| row.fault("city", "directory.import.city_unknown", &[("city", city)]))?
        }
    };
    let level = row.level.or_else(|| earlier.and_then(|earlier| earlier.level));
    let kind = row.kind(earlier.map(|earlier| earlier.kind));
    let mut institution = Institution {
        code,
        name: row.name.clone(),
        name_en: String::new(),
        kind,
        level,
        ownership: row.ownership,
        authority: row.authority.clone().unwrap_or_default(),
        region,
        region_name: String::new(),
        region_name_en: String::new(),
        province,
        ended_on: None,
        ended_reason: None,
    };
    if let Some(earlier) = earlier {
        institution.name_en.clone_from(&earlier.name_en);
        if row.authority.is_none() {
            institution.authority.clone_from(&earlier.authority);
        }
        if !row.tells_ownership {
            institution.ownership = earlier.ownership;
        }
    }
    Ok(institution)
}

fn place(plan: &mut Plan, wanted: Institution, known: &Known) {
    match known.institutions.get(&wanted.code) {
        None => plan.added.push(change(&wanted, Vec::new())),
        Some(earlier) => match differences(earlier, &wanted) {
            differences if differences.is_empty() => plan.unchanged += 1,
            differences => plan.changed.push(change(&wanted, differences)),
        },
    }
    plan.listed.push(wanted);
}

fn change(institution: &Institution, differences: Vec<Difference>) -> Change {
    Change { code: institution.code.clone(), name: institution.name.clone(), differences }
}

fn differences(from: &Institution, to: &Institution) -> Vec<Difference> {
    let level = |institution: &Institution| institution.level.map_or("", Level::name).to_owned();
    let fields = [
        ("name", from.name.clone(), to.name.clone()),
        ("kind", from.kind.name().to_owned(), to.kind.name().to_owned()),
        ("level", level(from), level(to)),
        ("authority", from.authority.clone(), to.authority.clone()),
        ("ownership", from.ownership.name().to_owned(), to.ownership.name().to_owned()),
        ("region", from.region.clone(), to.region.clone()),
    ];
    let differing = fields.into_iter().filter(|(_, from, to)| from != to);
    differing.map(|(field, from, to)| Difference { field, from, to }).collect()
}
