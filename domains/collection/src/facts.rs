//! What others may take from a collection: approved figures by school, and what they give for a county or a region.
//!
//! A ratio of a region is Σ numerator ÷ Σ denominator over its schools, never a mean of ratios.

use std::collections::BTreeMap;

use op::{Error, Op, Result};
use serde::{Deserialize, Serialize};

use crate::access::Action;
use crate::model::form::{Figure, Form, Level, Values};
use crate::model::{Campaign, CampaignForm, Return};
use crate::rules::derive;
use crate::store;
use crate::work::places::digits;

/// Returns read by one statement.
const PART: i64 = 500;
/// Most returns of one region that are read: a province's schools.
const RETURNS_MAX: usize = 20_000;

/// A school's approved figures.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Approved {
    /// The unit's code.
    pub unit: String,
    /// Its name.
    pub name: String,
    /// The county it lies in.
    pub county: String,
    /// The return, and its version in force.
    pub ret: String,
    /// The version.
    pub version: i64,
    /// SHA-256 of what was entered.
    pub hash: String,
    /// What was entered.
    pub entered: Values,
    /// What was entered, with the derived elements.
    pub values: Values,
}

/// A county's approved figures.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct County {
    /// The campaign.
    pub campaign: String,
    /// The reference year.
    pub year: i64,
    /// The county.
    pub county: String,
    /// The school form under which the schools reported.
    pub school_form: Option<Form>,
    /// Its schools.
    pub schools: Vec<Approved>,
    /// The county's own figures by form, entered and derived, with what its schools' returns give.
    pub own: BTreeMap<String, Values>,
}

/// A campaign, for whoever handles what it released.
///
/// # Errors
/// `Missing` if there is none or the actor may not see it.
pub fn campaign(op: &Op, id: &str) -> Result<Campaign> {
    let found = store::campaign::get(op.conn(), id)?.ok_or(Error::Missing)?;
    op.check(&Action::View(id, &found.region, false))?;
    Ok(found)
}

/// The counties in which units report in a campaign.
///
/// # Errors
/// As [`campaign`].
pub fn counties(op: &Op, id: &str) -> Result<Vec<String>> {
    let found = campaign(op, id)?;
    let tallies = store::list::tallies(op.conn(), id, digits(&found.region), &op.today().to_string())?;
    let mut codes: Vec<String> = tallies.into_iter().map(|tally| tally.county).collect();
    codes.dedup();
    Ok(codes)
}

/// The forms of a campaign.
///
/// # Errors
/// As [`campaign`].
pub fn forms(op: &Op, id: &str) -> Result<Vec<Form>> {
    campaign(op, id)?;
    let of = |named: CampaignForm| store::campaign::form(op.conn(), id, &named.form)?.ok_or(Error::Missing);
    store::campaign::forms_of(op.conn(), id)?.into_iter().map(of).collect()
}

/// The approved figures of schools on a form of a campaign inside a region, with derived elements, by code.
///
/// # Errors
/// As [`campaign`]; `Missing` for a form the campaign does not have.
pub fn schools(op: &Op, id: &str, form: &str, region: &str) -> Result<Vec<Approved>> {
    campaign(op, id)?;
    let form = store::campaign::form(op.conn(), id, form)?.ok_or(Error::Missing)?;
    approved(op, id, &form, region)
}

fn approved(op: &Op, id: &str, form: &Form, region: &str) -> Result<Vec<Approved>> {
    let mut all: Vec<Return> = Vec::new();
    while all.len() < RETURNS_MAX {
        let after = all.last().map_or(String::new(), |last| last.head.unit.clone());
        let part = store::list::approved(op.conn(), id, &form.id, digits(region), &after, PART)?;
        let last = part.len() < usize::try_from(PART).unwrap_or(usize::MAX);
        all.extend(part);
        if last {
            break;
        }
    }
    let entered: Vec<(&str, &Values)> = all.iter().map(|one| (one.head.unit.as_str(), &one.values)).collect();
    let elements = derive::elements(form, &entered).map_err(Error::bug)?;
    let one = |(found, values): (&Return, Values)| Approved {
        unit: found.head.unit.clone(),
        name: found.head.name.clone(),
        county: found.head.county.clone(),
        ret: found.head.id.clone(),
        version: found.head.version,
        hash: found.head.hash.clone(),
        entered: found.values.clone(),
        values,
    };
    Ok(all.iter().zip(elements).map(one).collect())
}

/// Everything that was approved in a county: its schools, and its own returns with what the schools' give.
///
/// # Errors
/// As [`campaign`].
pub fn county(op: &Op, id: &str, county: &str) -> Result<County> {
    let found = campaign(op, id)?;
    let forms = store::campaign::forms_of(op.conn(), id)?;
    let of = |name: &str| store::campaign::form(op.conn(), id, name)?.ok_or(Error::Missing);
    let school = forms.iter().find(|form| form.level == Level::School).map(|form| of(&form.form)).transpose()?;
    let schools = school.as_ref().map(|form| approved(op, id, form, county)).transpose()?.unwrap_or_default();
    let entered: Vec<(&str, &Values)> = schools.iter().map(|one| (one.unit.as_str(), &one.entered)).collect();
    let mut own = BTreeMap::new();
    for named in forms.iter().filter(|form| form.level == Level::County) {
        let form = of(&named.form)?;
        let Some(reported) = approved(op, id, &form, county)?.into_iter().find(|one| one.unit == county) else {
            continue;
        };
        let mut values = reported.values;
        if let Some(school) = &school {
            let given = derive::rolled_up(&form, school, &entered).map_err(Error::bug)?;
            values.extend(given.into_iter().map(|(name, number)| (name, Figure::Number(number))));
        }
        own.insert(named.form.clone(), values);
    }
    Ok(County {
        campaign: id.to_owned(),
        year: found.year,
        county: county.to_owned(),
        school_form: school,
        schools,
        own,
    })
}

/// What the schools of a region add up to: each additive field over the schools that have it, with how many those are.
///
/// # Errors
/// As [`schools`].
pub fn sums(op: &Op, id: &str, form: &str, region: &str) -> Result<BTreeMap<String, (f64, usize)>> {
    campaign(op, id)?;
    let form = store::campaign::form(op.conn(), id, form)?.ok_or(Error::Missing)?;
    let schools = approved(op, id, &form, region)?;
    let mut sums = BTreeMap::new();
    for field in form.fields.iter().filter(|field| field.additive && field.kind.numeric()) {
        let figures: Vec<f64> =
            schools.iter().filter_map(|one| one.values.get(&field.name).and_then(Figure::number)).collect();
        if !figures.is_empty() {
            sums.insert(field.name.clone(), (figures.iter().sum(), figures.len()));
        }
    }
    Ok(sums)
}

/// A ratio of a region: Σ numerator ÷ Σ denominator over the schools that have both; nothing if there are none, or the
/// denominators sum to nothing.
///
/// # Errors
/// As [`schools`].
pub fn ratio(op: &Op, id: &str, form: &str, region: &str, [numerator, denominator]: [&str; 2]) -> Result<Option<f64>> {
    let schools = schools(op, id, form, region)?;
    let figure = |one: &Approved, name: &str| one.values.get(name).and_then(Figure::number);
    let both = schools.iter().filter_map(|one| Some((figure(one, numerator)?, figure(one, denominator)?)));
    let (above, below) = both.fold((0.0, 0.0), |(above, below), (one, other)| (above + one, below + other));
    Ok((below > 0.0).then(|| above / below))
}
