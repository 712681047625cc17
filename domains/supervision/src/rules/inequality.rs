//! How unevenly an indicator is spread over the schools of many counties, and where that lies: within counties, between the
//! counties of a city, between cities.
//!
//! A school's value is what its pupils have, its weight their number. The squared 差异系数 splits exactly: CV² = within + between,
//! within = Σ p (x̄/X̄)² CV², between = Σ p (x̄ − X̄)² ÷ X̄² over the groups, p their share of the pupils. Each school's part is its
//! Shapley value in CV² (the engine's). The table and the specification are what `xueqiao indicators equity measure` reads.

use indicators::equity::{Answer, Ask, Group, Level, Measures, Study, shares};
use sha2::{Digest, Sha256};

use super::Refused;
use super::figures::written;

/// The most counties that are looked at together: the largest province has under two hundred.
pub const COUNTIES_MAX: usize = 400;

/// A school in a stage.
#[derive(Clone, Debug, PartialEq)]
pub struct Member {
    /// Six digits of the city.
    pub city: String,
    /// Six digits of the county.
    pub county: String,
    /// Its code in the county.
    pub school: String,
    /// Its pupils in the stage, if they are known.
    pub pupils: Option<f64>,
    /// Each indicator's value, in the order of the standard.
    pub values: Vec<Option<f64>>,
}

/// A county or a city in an indicator.
#[derive(Clone, Debug, PartialEq)]
pub struct Part {
    /// Six digits.
    pub region: String,
    /// Schools that were counted.
    pub schools: usize,
    /// Their pupils.
    pub pupils: f64,
    /// The mean a pupil has.
    pub mean: Option<f64>,
    /// Its own 差异系数.
    pub cv: Option<f64>,
    /// What of the square over all schools lies within it: p (x̄/X̄)² CV².
    pub within: Option<f64>,
    /// What of the square lies between it and the others: p (x̄ − X̄)² ÷ X̄².
    pub apart: Option<f64>,
}

/// An indicator over all schools of a region.
#[derive(Clone, Debug, PartialEq)]
pub struct Inequality {
    /// Schools that were counted.
    pub schools: usize,
    /// Schools without a figure: they are left out.
    pub missing: usize,
    /// The mean a pupil has.
    pub mean: Option<f64>,
    /// The 差异系数 over all schools.
    pub cv: Option<f64>,
    /// Its square.
    pub squared: Option<f64>,
    /// What of the square lies within counties.
    pub within: Option<f64>,
    /// What lies between the counties of a city.
    pub counties: Option<f64>,
    /// What lies between cities.
    pub cities: Option<f64>,
    /// County by county, in the order of the schools.
    pub parts: Vec<Part>,
    /// City by city, in the order of the schools.
    pub city_parts: Vec<Part>,
    /// Each school's share of the square, by its place among the members; the largest first.
    pub shares: Vec<(usize, f64)>,
}

impl Inequality {
    /// A part of the square as a share of it; none where nothing is uneven.
    pub fn share(&self, part: Option<f64>) -> Option<f64> {
        part.zip(self.squared).filter(|(_, whole)| *whole > 0.0).map(|(part, whole)| part / whole)
    }
}

/// Every indicator of some schools.
///
/// # Errors
/// What the engine refuses, in its words: weights or values that are no amounts.
pub fn inequalities(members: &[Member], indicators: usize) -> Result<Vec<Inequality>, Refused> {
    let told = |why: &dyn std::fmt::Display| Refused::Unjudged(why.to_string());
    let pupils: Vec<f64> = members.iter().map(|one| one.pupils.unwrap_or(f64::NAN)).collect();
    let levels = [
        Level::of("city", members.iter().map(|one| one.city.as_str())),
        Level::of("county", members.iter().map(|one| one.county.as_str())),
    ];
    let study = Study::of(&pupils, &levels, Ask::default()).map_err(|why| told(&why))?;
    let column = |at: usize| -> Vec<f64> {
        members.iter().map(|one| one.values.get(at).copied().flatten().unwrap_or(f64::NAN)).collect()
    };
    let one = |at: usize| {
        let values = column(at);
        let measures = study.column(&values).map_err(|why| told(&why))?;
        Ok(inequality(&measures, &levels, &values, &pupils))
    };
    (0..indicators).map(one).collect()
}

fn inequality(measures: &Measures, levels: &[Level; 2], values: &[f64], pupils: &[f64]) -> Inequality {
    let known = |answer: Answer| answer.ok();
    let (cities, inner) = (measures.levels.first(), measures.levels.get(1));
    let between = inner.and_then(|level| known(level.squared_cv.between));
    let above = cities.and_then(|level| known(level.squared_cv.between));
    let groups = |at: usize| {
        let found = measures.levels.get(at).map_or(&[][..], |level| &level.groups);
        let pupils = found.iter().map(|group| group.weight).sum();
        let parts = levels[at].groups.iter().zip(found);
        parts.map(|(region, group)| part(region, group, known(measures.mean), pupils)).collect()
    };
    let mut schools: Vec<(usize, f64)> = shares::variance(values, pupils)
        .map(|all| all.into_iter().enumerate().filter_map(|(place, share)| Some((place, share?))).collect())
        .unwrap_or_default();
    schools.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
    Inequality {
        schools: measures.counted,
        missing: measures.missing,
        mean: known(measures.mean),
        cv: known(measures.cv),
        squared: known(measures.cv).map(|cv| cv * cv),
        within: inner.and_then(|level| known(level.squared_cv.within)),
        counties: between.zip(above).map(|(between, above)| (between - above).max(0.0)),
        cities: above,
        parts: groups(1),
        city_parts: groups(0),
        shares: schools,
    }
}

/// A group beside the mean and the pupils of the whole.
fn part(region: &str, group: &Group, whole: Option<f64>, pupils: f64) -> Part {
    let (mean, cv) = (group.mean.ok(), group.cv.ok());
    let weight = group.weight / pupils;
    let relative = mean.zip(whole).filter(|(_, whole)| *whole != 0.0).map(|(own, whole)| own / whole);
    Part {
        region: region.to_owned(),
        schools: group.counted,
        pupils: group.weight,
        mean,
        cv,
        within: relative.zip(cv).map(|(relative, cv)| weight * (relative * cv).powi(2)),
        apart: relative.map(|relative| weight * (relative - 1.0).powi(2)),
    }
}

/// The name of an indicator's column.
pub fn column_name(code: &str) -> String {
    format!("indicator_{code}")
}

/// The schools as a table: code, city, county, pupils, and a column for each indicator; what is not known is empty.
pub fn table(members: &[Member], codes: &[&str]) -> String {
    let fixed = ["code", "city", "county", "pupils"].map(str::to_owned);
    let head: Vec<String> = fixed.into_iter().chain(codes.iter().map(|code| column_name(code))).collect();
    let row = |one: &Member| {
        let text = |value: &f64| value.to_string();
        let mut row = vec![format!("{}.{}", one.county, one.school), one.city.clone(), one.county.clone()];
        let amounts = std::iter::once(&one.pupils).chain(&one.values);
        row.extend(amounts.map(|amount| amount.as_ref().map(text).unwrap_or_default()));
        row
    };
    written(std::iter::once(head).chain(members.iter().map(row)))
}

/// What the command is asked: the indicators as values, decomposed over cities and counties.
pub fn specification(codes: &[&str]) -> String {
    let values: Vec<String> = codes.iter().map(|code| column_name(code)).collect();
    let asked = serde_json::json!({ "pupils": "pupils", "values": values, "levels": ["city", "county"] });
    format!("{asked}\n")
}

/// SHA-256 of a text.
pub fn hash(text: &str) -> String {
    hex::encode(Sha256::digest(text))
}
