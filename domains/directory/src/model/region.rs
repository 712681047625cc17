//! 行政区划.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Serialize;

/// One name under one code for one time.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Region {
    /// GB/T 2260, six digits.
    pub code: String,
    /// Official name.
    pub name: String,
    /// English name, empty where none is given.
    pub name_en: String,
    /// `province`, `city` or `county`.
    pub level: String,
    /// Code of the unit above; none for a province.
    pub parent: Option<String>,
    /// Since when, as exact as the notice: a year or a day.
    pub valid_from: String,
    /// Until when (exclusive); none while in force.
    pub valid_to: Option<String>,
}

impl Region {
    /// Whether it is in force now.
    pub fn in_force(&self) -> bool {
        self.valid_to.is_none()
    }
}

/// What names a row of regions: code, and beginning.
pub type RegionKey = (String, String);
/// Rows of regions with the codes their area went to.
pub type RegionState = BTreeMap<RegionKey, (Region, Vec<String>)>;

/// Everything the directory knows of a code.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct RegionDetails {
    /// The names the code has had, latest first.
    pub names: Vec<Region>,
    /// From the province down to this unit.
    pub path: Vec<Region>,
    /// Units in force directly below.
    pub children: Vec<Region>,
    /// Units that used to lie directly below.
    pub former_children: Vec<Region>,
    /// Units that came to this one: predecessors.
    pub predecessors: Vec<Region>,
    /// Units its area went to, when it ended, whatever became of them since.
    pub successors: Vec<Region>,
    /// Units in force in which its area lies today, however many changes lie between. Empty while it is in force itself.
    pub current: Vec<Region>,
    /// Institutions in force in it and below.
    pub institutions: i64,
}

/// How many institutions one city has.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct CityFigures {
    /// GB/T 2260 code of the city; Shanghai counts as one.
    pub code: String,
    /// Official name.
    pub name: String,
    /// English name.
    pub name_en: String,
    /// Spoken form, for sorting.
    pub sound: String,
    /// 本科 institutions, 职业本科 among them.
    pub bachelor: i64,
    /// 高职(专科) institutions.
    pub associate: i64,
    /// 成人高等学校, open universities among them.
    pub adult: i64,
    /// All institutions in force, enterprises and schools among them.
    pub total: i64,
}
