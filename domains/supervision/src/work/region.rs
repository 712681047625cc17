//! The counties of a province or a city together, for those who work with all of them.

use indicators::standard::{StageVerdict, Standard, Verdict};
use op::{Error, Op, Result};

use super::county::{judged, standard_of};
use crate::access::Action;
use crate::model::County;
use crate::rules::inequality::{COUNTIES_MAX, Inequality, Member, city_of, inequalities};
use crate::store;

/// A county as it stands in a year.
pub struct Judged {
    /// Its assessment.
    pub county: County,
    /// Its verdict.
    pub verdict: Verdict,
    /// Issues that are open, and how many of them are critical.
    pub issues: (i64, i64),
}

/// A province or a city in a year.
pub struct Region {
    /// Six digits.
    pub code: String,
    /// The year.
    pub year: i64,
    /// Every year there is, the latest first.
    pub years: Vec<i64>,
    /// The standard that most of its counties are judged under.
    pub standard: Standard,
    /// Its counties under that standard, by code.
    pub counties: Vec<Judged>,
    /// Counties that are judged under another standard: their numbers do not belong beside these.
    pub apart: Vec<County>,
}

/// A stage over all counties of a region.
pub struct Together {
    /// The stage.
    pub stage: String,
    /// Every school that counts, county by county.
    pub members: Vec<Member>,
    /// Indicator by indicator, in the order of the standard.
    pub inequalities: Vec<Inequality>,
}

/// The first digits of what lies in a province or a city.
///
/// Errors: `Missing` for what is neither.
pub fn prefix(code: &str) -> Result<&str> {
    if code.len() != 6 || !code.bytes().all(|digit| digit.is_ascii_digit()) || !code.ends_with("00") {
        return Err(Error::Missing);
    }
    Ok(code.strip_suffix("0000").unwrap_or(&code[..4]))
}

/// The counties of a region in a year, or in the latest year there is.
///
/// Errors: `Missing` where there are none, or for who does not see every county of the region.
pub fn region(op: &Op, code: &str, year: Option<i64>) -> Result<Region> {
    let prefix = prefix(code)?;
    op.check(&Action::View("", code)).map_err(|_| Error::Missing)?;
    let mut years: Vec<i64> = store::county::places(op.conn(), prefix)?.into_iter().map(|(_, year)| year).collect();
    years.dedup();
    let year = year.or(years.first().copied()).filter(|year| years.contains(year)).ok_or(Error::Missing)?;
    let limit = i64::try_from(COUNTIES_MAX).unwrap_or(i64::MAX);
    let all = store::county::standing(op.conn(), prefix, year, limit)?;
    let times = |id: &str| all.iter().filter(|one| one.standard == id).count();
    let common = all.iter().map(|one| &one.standard).max_by_key(|id| times(id)).ok_or(Error::Missing)?;
    let standard = standard_of(common, year)?;
    let (mut counties, mut apart) = (Vec::new(), Vec::new());
    for county in all {
        if county.standard != standard.id {
            apart.push(county);
            continue;
        }
        let (_, verdict) = judged(op, &county)?;
        let issues = store::finding::open_issues(op.conn(), &county.id)?;
        counties.push(Judged { county, verdict, issues });
    }
    Ok(Region { code: code.to_owned(), year, years, standard, counties, apart })
}

/// Each stage over all counties.
///
/// Errors: `Refused(supervision.figures.unjudged)` in the engine's words.
pub fn together(region: &Region) -> Result<Vec<Together>> {
    let judged = region.standard.stages.iter().filter(|stage| stage.judged);
    judged.map(|stage| of_stage(region, &stage.name)).collect()
}

/// One stage over all counties.
///
/// Errors: `Missing` for a stage that is not judged; as [`together`].
pub fn of_stage(region: &Region, name: &str) -> Result<Together> {
    let known = region.standard.stages.iter().any(|stage| stage.judged && stage.name == name);
    if !known {
        return Err(Error::Missing);
    }
    let stages = |one: &'_ Judged| one.verdict.stages.iter().find(|stage| stage.stage == name).cloned();
    let mut members = Vec::new();
    for one in &region.counties {
        members.extend(stages(one).iter().flat_map(|stage| county_members(&one.county.region, stage)));
    }
    let inequalities = inequalities(&members, region.standard.indicators.len()).map_err(Error::refused)?;
    Ok(Together { stage: name.to_owned(), members, inequalities })
}

/// The schools of a county's stage as they are looked at together.
pub fn county_members(county: &str, stage: &StageVerdict) -> Vec<Member> {
    let member = |school: &indicators::standard::SchoolVerdict| Member {
        city: city_of(county),
        county: county.to_owned(),
        school: school.school.clone(),
        pupils: school.pupils,
        values: school.values.clone(),
    };
    stage.schools.iter().map(member).collect()
}

/// The provinces and cities with assessments that the actor sees together, provinces first.
///
/// Errors: the database's.
pub fn regions(op: &Op) -> Result<Vec<String>> {
    let Some(prefix) = crate::access::prefix(op.actor()) else { return Ok(Vec::new()) };
    let mut codes = std::collections::BTreeSet::new();
    for (county, _) in store::county::places(op.conn(), &prefix)? {
        codes.insert(format!("{}0000", &county[..2]));
        codes.insert(city_of(&county));
    }
    codes.retain(|code| op.check(&Action::View("", code)).is_ok());
    let (provinces, cities): (Vec<_>, Vec<_>) = codes.into_iter().partition(|code| code.ends_with("0000"));
    Ok(provinces.into_iter().chain(cities).collect())
}
