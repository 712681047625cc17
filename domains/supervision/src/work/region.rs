//! The counties of a province or a city together, for those who work with all of them.

use std::collections::{BTreeMap, BTreeSet};

use db::Conn;
use indicators::standard::{StageVerdict, Standard, Verdict};
use op::{Error, Op, Result};

use super::county::{judged, kept, standard_of};
use crate::access::Action;
use crate::model::{County, SchoolFigures};
use crate::rules::inequality::{COUNTIES_MAX, Inequality, Member, inequalities};
use crate::rules::known;
use crate::rules::place::{self, city_of, province_of};
use crate::store;

/// A county as it stands in a year.
pub struct Judged {
    /// Its assessment.
    pub county: County,
    /// Its verdict.
    pub verdict: Verdict,
}

/// A province or a city in a year, with what there is of each of its counties.
pub struct Region<T = Judged> {
    /// Six digits.
    pub code: String,
    /// The year.
    pub year: i64,
    /// Every year there is, the latest first.
    pub years: Vec<i64>,
    /// The standard that most of its counties are judged under.
    pub standard: Standard,
    /// Its counties under that standard, by code.
    pub counties: Vec<T>,
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

impl<T> Region<T> {
    /// The codes of the standard's indicators, in its order.
    pub fn codes(&self) -> Vec<&str> {
        self.standard.indicators.iter().map(|rule| rule.code.as_str()).collect()
    }
}

impl Region {
    /// A school by its county and its code there.
    pub fn school(&self, county: &str, code: &str) -> Option<(&County, &SchoolFigures)> {
        let found = &self.counties.iter().find(|one| one.county.region == county)?.county;
        Some((found, kept(found).ok()?.school(code)?))
    }
}

/// Whether a standard judges a stage.
///
/// Errors: `Missing` if not.
pub fn judges(standard: &Standard, stage: &str) -> Result<()> {
    let known = standard.stages.iter().any(|one| one.judged && one.name == stage);
    if known { Ok(()) } else { Err(Error::Missing) }
}

/// Reads what stands under a prefix in a year, at most so many.
type Standing = fn(&Conn, &str, i64, i64) -> db::Result<Vec<County>>;

/// The counties of a region, without their figures, of a year or of the latest year there is.
///
/// Errors: `Missing` where there are none, or for who does not see every county of the region.
pub fn heads(op: &Op, code: &str, year: Option<i64>) -> Result<Region<County>> {
    standing(op, code, year, store::county::standing_heads)
}

fn standing(op: &Op, code: &str, year: Option<i64>, read: Standing) -> Result<Region<County>> {
    let region = place::together(code).ok_or(Error::Missing)?;
    op.check(&Action::View("", code)).map_err(|_| Error::Missing)?;
    let prefix = region.prefix();
    let mut years: Vec<i64> = store::county::places(op.conn(), prefix)?.into_iter().map(|(_, year)| year).collect();
    years.dedup();
    let year = year.or(years.first().copied()).filter(|year| years.contains(year)).ok_or(Error::Missing)?;
    let limit = i64::try_from(COUNTIES_MAX).unwrap_or(i64::MAX);
    let all = read(op.conn(), prefix, year, limit)?;
    let times = |id: &str| all.iter().filter(|one| one.standard == id).count();
    let common = all.iter().map(|one| &one.standard).max_by_key(|id| times(id)).ok_or(Error::Missing)?;
    let standard = standard_of(common, year)?;
    let (counties, apart) = all.into_iter().partition(|county| county.standard == standard.id);
    Ok(Region { code: code.to_owned(), year, years, standard, counties, apart })
}

/// The counties of a region, each judged.
///
/// Errors: as [`heads`], and as [`judged`].
pub fn region(op: &Op, code: &str, year: Option<i64>) -> Result<Region> {
    let Region { code, year, years, standard, counties, apart } = standing(op, code, year, store::county::standing)?;
    let one = |county: County| Ok(Judged { verdict: judged(op, &county, &standard)?, county });
    let counties = counties.into_iter().map(one).collect::<Result<_>>()?;
    Ok(Region { code, year, years, standard, counties, apart })
}

/// Of each assessment of a region that has open issues, how many, and how many of them are critical.
///
/// Errors: the database's.
pub fn open_issues(op: &Op, region: &Region) -> Result<BTreeMap<String, (i64, i64)>> {
    let prefix = place::prefix_of(&region.code).ok_or(Error::Missing)?;
    Ok(store::finding::open_issues(op.conn(), &prefix, region.year)?)
}

/// Each stage over all counties.
///
/// Errors: `Refused(supervision.figures.unjudged)` in the engine's words.
pub fn together(region: &Region) -> Result<Vec<Together>> {
    let judged = region.standard.stages.iter().filter(|stage| stage.judged);
    judged.map(|stage| of_stage(region, &stage.name)).collect()
}

/// The schools of a stage over all counties.
///
/// Errors: `Missing` for a stage that is not judged.
pub fn members(region: &Region, name: &str) -> Result<Vec<Member>> {
    judges(&region.standard, name)?;
    let of = |one: &Judged| {
        let stages = one.verdict.stages.iter().filter(|stage| stage.stage == name);
        stages.flat_map(|stage| county_members(&one.county.region, stage)).collect::<Vec<_>>()
    };
    Ok(region.counties.iter().flat_map(of).collect())
}

/// One stage over all counties.
///
/// Errors: as [`members`] and [`together`].
pub fn of_stage(region: &Region, name: &str) -> Result<Together> {
    let members = members(region, name)?;
    let inequalities = inequalities(&members, region.standard.indicators.len()).map_err(Error::refused)?;
    Ok(Together { stage: name.to_owned(), members, inequalities })
}

/// The schools of a county's stage as they are looked at together.
pub fn county_members(county: &str, stage: &StageVerdict) -> Vec<Member> {
    let member = |school: &indicators::standard::SchoolVerdict| Member {
        city: city_of(county),
        county: county.to_owned(),
        school: school.school.clone(),
        pupils: known(school.pupils),
        values: school.values.clone(),
    };
    stage.schools.iter().map(member).collect()
}

/// The provinces and cities with assessments that the actor sees together, provinces first.
///
/// Errors: the database's.
pub fn regions(op: &Op) -> Result<Vec<String>> {
    let Some(prefix) = crate::access::prefix(op.actor()) else { return Ok(Vec::new()) };
    let mut codes = BTreeSet::new();
    for (county, _) in store::county::places(op.conn(), &prefix)? {
        codes.extend(province_of(&county));
        codes.insert(city_of(&county));
    }
    codes.retain(|code| op.check(&Action::View("", code)).is_ok());
    let province = |code: &String| province_of(code).as_ref() == Some(code);
    let (provinces, cities): (Vec<_>, Vec<_>) = codes.into_iter().partition(province);
    Ok(provinces.into_iter().chain(cities).collect())
}
