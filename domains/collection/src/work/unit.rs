//! Who reports in a campaign, and the returns they begin with.

use directory::import::Grid;
use op::{Error, Op, Pen, Result};
use serde_json::json;
use units::Fault;

use super::campaign::load;
use super::{clean, places};
use crate::access::{Action, CampaignVerb};
use crate::model::form::{Level, Values};
use crate::model::{Added, Campaign, CampaignState, ReturnKind, Unit, UnitInput, UnitsInput};
use crate::rules::{self, Refused, campaign as rule, returns};
use crate::store;

/// Schools of the directory that are asked for in one go.
const SCHOOLS_MAX: usize = 5_000;

/// Adds units: named ones, and the schools or counties the directory knows in a region. Those that are there already stay as they
/// are; while the campaign is open, returns of new ones begin at once.
///
/// # Errors
/// `Invalid` with `units.<at>.<column>` for each that cannot be taken; `Refused` for a region or unit outside the campaign's,
/// more units than a campaign takes, and units for which it has no form.
pub fn add_units(op: &Op, id: &str, input: &UnitsInput) -> Result<Added> {
    let campaign = load(op, id)?;
    let pen = op.may(&Action::Campaign(CampaignVerb::AddUnits, id, &campaign.region))?;
    if !matches!(campaign.state, CampaignState::Configuring | CampaignState::Open) {
        return Err(Error::conflict(Refused::NotNow));
    }
    let mut units = named(op, &input.units)?;
    units.extend(of_directory(op, input)?);
    let inside = places::digits(&campaign.region);
    if let Some(outside) = units.iter().find(|unit| !unit.county.starts_with(inside)) {
        return Err(Error::refused(Refused::UnitOutside(outside.code.clone())));
    }
    let forms = store::campaign::forms_of(op.conn(), id)?;
    let asked = |level: Level| forms.iter().any(|form| form.level == level);
    if units.is_empty() || units.iter().any(|unit| !asked(unit.level)) {
        return Err(Error::refused(Refused::NoForm));
    }
    let unsigned = |unit: &Unit| {
        returns::levels(unit.level, [&unit.county, &unit.city, &unit.province], &campaign.region).is_empty()
    };
    if units.iter().any(unsigned) {
        return Err(Error::refused(Refused::NoReviewer));
    }
    let there = usize::try_from(store::unit::count(op.conn(), id)?).unwrap_or(usize::MAX);
    if there.saturating_add(units.len()) > rule::UNITS_MAX {
        return Err(Error::refused(Refused::UnitsMax(rule::UNITS_MAX)));
    }
    let added = store::unit::add(&pen, id, &units)?;
    if campaign.state == CampaignState::Open {
        begin_returns(op, &pen, &campaign)?;
    }
    pen.tell(json!({ "count": added }));
    Ok(Added { added })
}

/// Units named one by one, with what the directory knows of them.
fn named(op: &Op, inputs: &[UnitInput]) -> Result<Vec<Unit>> {
    if inputs.len() > rule::UNITS_MAX {
        return Err(Error::refused(Refused::UnitsMax(rule::UNITS_MAX)));
    }
    let (mut units, mut faults): (Vec<Unit>, Vec<Fault>) = (Vec::new(), Vec::new());
    for (at, input) in inputs.iter().enumerate() {
        let found = rules::units::unit_faults(input);
        let fault = match found.is_empty() {
            true => unit(op, input)?.map(|unit| units.push(unit)).err().into_iter().collect(),
            false => found,
        };
        faults.extend(fault.into_iter().map(|fault| Fault { field: format!("units.{at}.{}", fault.field), ..fault }));
    }
    clean(faults)?;
    Ok(units)
}

/// A unit with its regions, or what is missing.
fn unit(op: &Op, input: &UnitInput) -> Result<std::result::Result<Unit, Fault>> {
    let level = if input.code.len() == 6 { Level::County } else { Level::School };
    let (known, home) = match level {
        Level::County => {
            (directory::store::region(op.conn(), &input.code)?.map(|region| region.name), input.code.clone())
        }
        Level::School => {
            let school = directory::store::institution(op.conn(), &input.code)?;
            let home = school.as_ref().map(|school| school.region.clone()).unwrap_or_default();
            (school.map(|school| school.name), home)
        }
    };
    let county = if input.county.is_empty() { home } else { input.county.clone() };
    let name = if input.name.trim().is_empty() { known.unwrap_or_default() } else { input.name.trim().to_owned() };
    if name.is_empty() {
        return Ok(Err(Fault::new("name", "collection.unit.name_unknown")));
    }
    Ok(match places::above(op, &county)? {
        Some((city, province)) => Ok(Unit { code: input.code.clone(), name, level, county, city, province }),
        None => Err(Fault::new("county", "collection.unit.county_unknown").with("code", &county)),
    })
}

/// The schools and counties of regions, as the directory knows them today.
fn of_directory(op: &Op, input: &UnitsInput) -> Result<Vec<Unit>> {
    let mut units = Vec::new();
    if !input.schools_of.is_empty() {
        let filter = directory::store::Filter {
            province: places::around(&input.schools_of).into_iter().next(),
            kind: Some("school".to_owned()),
            in_force: Some(true),
            ..directory::store::Filter::default()
        };
        let sort = directory::store::Sort::Code;
        let all = directory::store::institutions(op.conn(), &filter, sort, false, &None, SCHOOLS_MAX)?;
        let inside = places::digits(&input.schools_of);
        for (school, _) in all.into_iter().filter(|(school, _)| school.region.starts_with(inside)) {
            if let Some((city, province)) = places::above(op, &school.region)? {
                let (code, name, county) = (school.code, school.name, school.region);
                units.push(Unit { code, name, level: Level::School, county, city, province });
            }
        }
    }
    if !input.counties_of.is_empty() {
        let filter = directory::store::RegionFilter {
            province: places::around(&input.counties_of).into_iter().next(),
            level: Some("county".to_owned()),
            in_force: Some(true),
            search: None,
        };
        let inside = places::digits(&input.counties_of);
        for (region, _) in directory::store::regions(op.conn(), &filter, false, false, &None, SCHOOLS_MAX)? {
            let Some((city, province)) = places::above(op, &region.code)? else { continue };
            if region.code.starts_with(inside) {
                let (code, county) = (region.code.clone(), region.code);
                units.push(Unit { code, name: region.name, level: Level::County, county, city, province });
            }
        }
    }
    Ok(units)
}

/// Adds the units of a table, all or none.
///
/// # Errors
/// `Invalid` with `<row>.<column>` for everything that is wrong, else as [`add_units`].
pub fn import_units(op: &Op, id: &str, grid: &Grid) -> Result<Added> {
    let campaign = load(op, id)?;
    op.check(&Action::Campaign(CampaignVerb::AddUnits, id, &campaign.region))?;
    let (units, at_rows): (Vec<UnitInput>, Vec<usize>) =
        rules::units::read(grid.rows()).map_err(Error::Invalid)?.into_iter().unzip();
    let input = UnitsInput { units, schools_of: String::new(), counties_of: String::new() };
    add_units(op, id, &input).map_err(|error| match error {
        Error::Invalid(faults) => Error::Invalid(faults.into_iter().map(|fault| in_row(fault, &at_rows)).collect()),
        other => other,
    })
}

/// A fault of a unit as a fault of the row it stood in.
fn in_row(fault: Fault, at_rows: &[usize]) -> Fault {
    let place = fault.field.strip_prefix("units.").and_then(|rest| {
        let (at, field) = rest.split_once('.')?;
        Some(format!("{}.{field}", at_rows.get(at.parse::<usize>().ok()?)?))
    });
    match place {
        Some(field) => Fault { field, ..fault },
        None => fault,
    }
}

/// Takes a unit out of a campaign in configuration.
pub fn remove_unit(op: &Op, id: &str, code: &str) -> Result<Campaign> {
    let campaign = load(op, id)?;
    let pen = op.may(&Action::Campaign(CampaignVerb::RemoveUnit, id, &campaign.region))?;
    rule::step(campaign.state, "configure", &["officer"]).map_err(Error::conflict)?;
    store::unit::remove(&pen, id, code)?;
    pen.tell(json!({ "unit": code }));
    Ok(campaign)
}

/// Begins the returns that units do not have yet.
pub(super) fn begin_returns(op: &Op, pen: &Pen, campaign: &Campaign) -> Result<()> {
    let empty = Values::new();
    let (content, hash) = (rules::form::canonical_values(&empty), rules::form::hash_values(&empty));
    for form in store::campaign::forms_of(op.conn(), &campaign.id)? {
        let units = store::unit::without_return(op.conn(), &campaign.id, &form.form, form.level)?;
        let begun: Vec<(String, &Unit)> = units.iter().map(|unit| (op.id::<ReturnKind>().to_string(), unit)).collect();
        let first = (content.as_str(), hash.as_str(), campaign.unit_due, op.now());
        store::returns::begin(pen, &begun, &campaign.id, &form.form, first)?;
    }
    Ok(())
}
