//! What collections give out: a county's schools to supervision, sums of regions to statistics.

use std::collections::BTreeMap;

use collection::facts;
use collection::model::Campaign;
use collection::model::form::{Figure as Entered, Form, Level, Text, Values};
use collection::work::places::digits;
use indicators::standard::{Place, Standard};
use op::{App, Error, Lease, Op, Result};
use serde::Deserialize;
use serde_json::Value;
use statistics::model::{About, DataSetInput, Element, Figure, RegionName};
use supervision::model::{CountyInput, Figures, SchoolFigures};
use supervision::rules::figures::known;

use super::{actor, take, told};

#[derive(Deserialize)]
struct CountyTold {
    campaign: String,
    county: String,
}

#[derive(Deserialize)]
struct CampaignTold {
    campaign: String,
}

/// Hands a county's approved figures to supervision, as far as the standard asks for them.
pub fn county(app: &App, body: &Value, lease: &Lease) -> Result<()> {
    let CountyTold { campaign, county } = told(body)?;
    lease.concerns(&campaign, &county);
    let read = |op: &Op| Ok((facts::campaign(op, &campaign)?, facts::county(op, &campaign, &county)?));
    let (campaign, found) = app.read(&actor(), read)?;
    let standard = match app.read(&actor(), |_| supervision::work::county::standard_of("", found.year)) {
        Err(refused @ Error::Refused(_)) => return lease.refuse("standard", refused),
        found => found?,
    };
    let Some(input) = judged(standard, &campaign, &found) else { return Ok(()) };
    take(app, lease, "county", move |op| supervision::work::county::receive(op, &input))?;
    Ok(())
}

/// The figures of a county for the standard of their year; none where the schools did not report what kind they are.
fn judged(standard: Standard, campaign: &Campaign, county: &facts::County) -> Option<CountyInput> {
    let asked = [Place::School, Place::County].map(|of| known(&standard, of));
    let of = |values: &Values, names: &[String]| {
        let number = |name: &String| Some((name.clone(), Some(values.get(name)?.number()?)));
        names.iter().filter_map(number).collect::<BTreeMap<_, _>>()
    };
    let school = |one: &facts::Approved| {
        let Some(Entered::Text(kind)) = one.values.get("kind") else { return None };
        let figures = of(&one.values, &asked[0]);
        Some(SchoolFigures { code: one.unit.clone(), name: one.name.clone(), kind: kind.clone(), figures })
    };
    let schools: Vec<SchoolFigures> = county.schools.iter().filter_map(school).collect();
    if schools.is_empty() {
        return None;
    }
    let own = county.own.values().flat_map(|values| of(values, &asked[1])).collect();
    Some(CountyInput {
        region: county.county.clone(),
        year: county.year,
        standard: standard.id,
        example: campaign.example,
        source: format!("{}（{}）", campaign.title, campaign.id),
        small_cell: 0,
        figures: Figures { schools, county: own },
    })
}

/// Hands what the schools of a collection add up to, by county and every region above, to statistics: a data set a form.
pub fn campaign(app: &App, body: &Value, lease: &Lease) -> Result<()> {
    let CampaignTold { campaign: id } = told(body)?;
    lease.concerns(&id, "");
    let (campaign, forms) = app.read(&actor(), |op| Ok((facts::campaign(op, &id)?, facts::forms(op, &id)?)))?;
    for form in forms.into_iter().filter(|form| form.level == Level::School) {
        lease.renew()?;
        let Some(input) = app.read(&actor(), |op| summed(op, &campaign, &form))? else { continue };
        take(app, lease, &form.id, move |op| statistics::work::data_set::receive(op, &input))?;
    }
    Ok(())
}

/// Sums by region of one form's additive fields; none where nothing was approved.
fn summed(op: &Op, campaign: &Campaign, form: &Form) -> Result<Option<DataSetInput>> {
    let mut regions = Vec::new();
    let mut figures = Vec::new();
    for code in regions_of(&campaign.region, &facts::counties(op, &campaign.id)?) {
        // A municipality has nothing between itself and its districts.
        let Some(found) = directory::store::region(op.conn(), &code)? else { continue };
        let sums = facts::sums(op, &campaign.id, &form.id, &code)?;
        if sums.is_empty() {
            continue;
        }
        regions.push(RegionName { code: code.clone(), name: found.name, name_en: found.name_en, group: String::new() });
        figures.extend(sums.into_iter().map(|(element, (value, _))| Figure {
            element,
            region: code.clone(),
            period: campaign.year,
            value,
            persons: None,
        }));
    }
    let there = |name: &str| figures.iter().any(|figure| figure.element == name);
    let elements: Vec<Element> = form
        .fields
        .iter()
        .filter(|field| there(&field.name))
        .map(|field| element(&field.name, &field.label, &field.unit))
        .collect();
    Ok((!figures.is_empty()).then(|| DataSetInput {
        key: format!("collection.{}.{}", form.id, campaign.id),
        about: About {
            title: format!("{}：{}各地合计", campaign.title, form.title.zh),
            title_en: if campaign.title_en.is_empty() {
                String::new()
            } else {
                format!("{}: sums by region", campaign.title_en)
            },
            origin: format!("数据采集任务 {}", campaign.id),
            licence: "采集所得，尚未发布".to_owned(),
            example: campaign.example,
            regions,
            elements,
        },
        figures,
    }))
}

fn element(name: &str, label: &Text, unit: &indicators::expression::Unit) -> Element {
    Element {
        code: name.to_owned(),
        name: label.zh.clone(),
        name_en: label.en.clone(),
        unit: unit.to_string(),
        group: String::new(),
        direction: 0,
    }
}

/// The counties, and every region above them up to the one whose collection it is, in order.
fn regions_of(top: &str, counties: &[String]) -> Vec<String> {
    let above = |county: &String| {
        let (province, city) = (county.get(..2).unwrap_or_default(), county.get(..4).unwrap_or_default());
        [format!("{province}0000"), format!("{city}00"), county.clone()]
    };
    let inside = |code: &String| code.starts_with(digits(top));
    let mut all: Vec<String> = counties.iter().flat_map(above).filter(inside).collect();
    all.sort_unstable();
    all.dedup();
    all
}

#[cfg(test)]
mod tests;
