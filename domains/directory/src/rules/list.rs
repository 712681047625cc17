//! Comparing an official list with the directory: what would change.

use std::collections::{BTreeMap, BTreeSet};

use schemars::JsonSchema;
use serde::Serialize;

use super::input::city_of;
use crate::import::{Listed, RowFault};
use crate::model::{Institution, InstitutionKind, Level, Refused};

/// What the directory knows before the list is read.
pub struct Known<'a> {
    /// All institutions of the provinces, those that ended among them, by code.
    pub institutions: &'a BTreeMap<String, Institution>,
    /// Regions in force of every level: (province, name) → codes, cities first. Districts of two cities may share a name.
    pub regions: &'a BTreeMap<(String, String), Vec<String>>,
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
    /// The newest edition of each of these scopes that was read before.
    pub read_before: BTreeMap<&'static str, String>,
}

/// Whether an edition may be read now. Refusals in order: it lies in the future; it was read before; a newer one was.
///
/// `edition` is a day or a year, `newest` the newest one of the same list; both sort as text.
///
/// # Errors
/// See above.
pub fn edition_follows(edition: &str, today: &str, newest: Option<&String>) -> Result<(), Refused> {
    let edition = edition.to_owned();
    // A year lies in the future as a year does.
    if today.get(..edition.len()).is_some_and(|today| edition.as_str() > today) {
        return Err(Refused::EditionFuture { edition });
    }
    match newest {
        Some(newest) if *newest == edition => Err(Refused::EditionRead { edition }),
        Some(newest) if *newest > edition => Err(Refused::EditionOlder { edition, newest: newest.clone() }),
        _ => Ok(()),
    }
}

/// Compares a list with the directory.
///
/// # Errors
/// Every row that contradicts the directory: a code that has ended, a place that does not exist, a new code of which neither
/// the list nor the directory tells the level.
pub fn compare(rows: &[Listed], known: &Known) -> Result<Plan, Vec<RowFault>> {
    let mut plan = Plan::default();
    let mut faults = Vec::new();
    let mut provinces = BTreeSet::new();
    let before = scopes_of(rows, known);
    for row in rows {
        if !matches!(row.code.province_digits(), "31" | "32" | "33" | "34") {
            plan.elsewhere += 1;
            continue;
        }
        provinces.insert(format!("{}0000", row.code.province_digits()));
        match wanted(row, known, &before) {
            Ok(wanted) => place(&mut plan, wanted, known),
            Err(fault) => faults.push(fault),
        }
    }
    // A new institution does not make a list that of a scope it otherwise lacks: all others would count as gone.
    plan.scopes = match before.is_empty() {
        true => plan.listed.iter().filter_map(|one| scope_of(one.kind)).collect(),
        false => before,
    };
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

/// The scopes of the institutions that the directory knows and the list names: which of the two lists, or both, it is.
fn scopes_of(rows: &[Listed], known: &Known) -> BTreeSet<&'static str> {
    let known = rows.iter().filter_map(|row| Some((row, known.institutions.get(row.code.as_str())?)));
    known.filter_map(|(row, earlier)| scope_of(kind(row, Some(earlier))?)).collect()
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

/// What sort of institution it is. The directory knows better than a list that tells no level, and than the endings of names;
/// nothing where neither tells.
fn kind(row: &Listed, earlier: Option<&Institution>) -> Option<InstitutionKind> {
    let vocational = ["职业技术大学", "职业大学"].iter().any(|ending| row.name.ends_with(ending));
    match (row.level, earlier) {
        (None, Some(earlier)) if scope_of(earlier.kind) == Some("adult") => Some(adult(&row.name, earlier.kind)),
        (None, Some(earlier)) => Some(earlier.kind),
        (Some(_), Some(earlier)) if earlier.level == row.level => Some(earlier.kind),
        (Some(Level::Bachelor), _) if vocational => Some(InstitutionKind::VocationalUniversity),
        (Some(Level::Bachelor), _) => Some(InstitutionKind::University),
        (Some(Level::Associate), _) => Some(InstitutionKind::VocationalCollege),
        (None, None) if row.code.school_type().is_some_and(codes::SchoolType::is_higher_education) => None,
        (None, None) => Some(InstitutionKind::School),
    }
}

fn adult(name: &str, otherwise: InstitutionKind) -> InstitutionKind {
    if name.contains("开放大学") { InstitutionKind::OpenUniversity } else { otherwise }
}

/// The institution as the list has it; what the list does not tell stays as the directory has it.
fn wanted(row: &Listed, known: &Known, scopes: &BTreeSet<&str>) -> Result<Institution, RowFault> {
    let code = row.code.to_string();
    let earlier = known.institutions.get(&code);
    if let Some(on) = earlier.and_then(|earlier| earlier.ended_on.as_ref()) {
        return Err(row.fault("code", "directory.import.code_ended").with("code", &code).with("on", on));
    }
    // The adult list has no levels, so there the type of the code tells; in the regular list it is a gap.
    let adult_list = scopes.is_empty() || scopes.contains("adult");
    let kind = match kind(row, earlier) {
        Some(kind) => kind,
        None if row.code.type_digits() == "42" && adult_list => adult(&row.name, InstitutionKind::AdultCollege),
        None => return Err(row.fault("level", "directory.import.level_missing").with("code", &code)),
    };
    let province = format!("{}0000", row.code.province_digits());
    let mut institution = Institution {
        region: region(row, &province, earlier, known)?,
        code,
        name: row.name.clone(),
        name_en: String::new(),
        kind,
        level: row.level.or_else(|| earlier.and_then(|earlier| earlier.level)),
        ownership: row.ownership,
        authority: row.authority.clone().unwrap_or_default(),
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

/// The region a row lies in. The list names cities and now and then a county-level one (昆山市), which stands for the city it
/// lies in; a directory that knows the place more exactly keeps what it knows.
fn region(row: &Listed, province: &str, earlier: Option<&Institution>, known: &Known) -> Result<String, RowFault> {
    let Some(name) = &row.city else {
        return Ok(earlier.map_or_else(|| province.to_owned(), |earlier| earlier.region.clone()));
    };
    if let Some(earlier) = earlier.filter(|earlier| earlier.region_name == *name || earlier.region == *name) {
        return Ok(earlier.region.clone());
    }
    let named = |name: &str| known.regions.get(&(province.to_owned(), name.to_owned()));
    // Our own export for programs gives the code.
    let by_code = || known.regions.values().flatten().find(|code| *code == name).map(std::slice::from_ref);
    let by_name = named(name).or_else(|| named(&format!("{name}市"))).map(Vec::as_slice);
    let codes = by_name.or_else(by_code).unwrap_or_default();
    let cities: BTreeSet<String> = codes.iter().map(|code| city_of(code)).collect();
    let city = match (codes.first(), cities.len()) {
        (None, _) => return Err(row.fault("city", "directory.import.city_unknown").with("city", name)),
        (Some(first), 1) => Some(city_of(first)).filter(|city| !city.is_empty()).unwrap_or_else(|| first.clone()),
        (Some(first), _) if first.ends_with("00") => first.clone(),
        _ => return Err(row.fault("city", "directory.import.city_ambiguous").with("city", name)),
    };
    let kept = earlier.filter(|earlier| earlier.city() == city);
    Ok(kept.map_or(city, |earlier| earlier.region.clone()))
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
