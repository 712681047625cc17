//! A plan and the document it says: one made from the other, so that what the pages can say is known exactly.

pub mod lines;
pub mod look;
pub mod method;
pub mod owed;
pub mod years;

use super::system::{TOP, measured};
use crate::model::{About, DataCited, EvaluationInput, IndicatorSystem, Line, Plan, PlanLine, RegionName, Units};

/// Most lines the pages hold; a longer tree is written as text.
pub const LINES_MAX: usize = 150;
/// Most groups the pages hold.
pub const GROUPS_MAX: usize = 5;
/// Bytes of a plan that is kept.
pub const BYTES_MAX: usize = 1024 * 1024;

/// Why a document is none that the pages can say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unfit {
    /// Its tree has several tops, headings behind what stands under them, or more lines than a page holds.
    Tree,
    /// Its stages, or their order, are others than the pages offer.
    Method,
    /// Its regions, those beside or its groups are chosen otherwise.
    Regions,
}

impl Unfit {
    /// Every case.
    pub const ALL: [Unfit; 3] = [Unfit::Tree, Unfit::Method, Unfit::Regions];

    /// The word of it.
    pub fn name(self) -> &'static str {
        match self {
            Unfit::Tree => "tree",
            Unfit::Method => "method",
            Unfit::Regions => "regions",
        }
    }
}

/// The level of a code of GB/T 2260; none for a code of another kind.
pub fn level(code: &str) -> Option<Units> {
    if !super::is_region(code) {
        return None;
    }
    Some(match (code.ends_with("0000"), code.ends_with("00")) {
        (true, _) => Units::Province,
        (false, true) => Units::City,
        (false, false) => Units::County,
    })
}

/// The regions of a choice; none says all of the data set. A comparison group that has a place stands at every level.
fn regions(units: &Units, about: &About, unranked: bool) -> Vec<String> {
    let within = |region: &&RegionName| match region.group.is_empty() {
        true => level(&region.code).as_ref() == Some(units),
        false => !unranked,
    };
    match units {
        Units::All => Vec::new(),
        Units::These(codes) => codes.clone(),
        Units::Province | Units::City | Units::County => {
            about.regions.iter().filter(within).map(|region| region.code.clone()).collect()
        }
    }
}

/// Regions of comparison groups.
pub fn compared(about: &About) -> impl Iterator<Item = &RegionName> {
    about.regions.iter().filter(|region| !region.group.is_empty())
}

/// The lines of the document: what is counted, and the headings over it.
pub fn said(plan: &Plan) -> Vec<Line> {
    let of = |one: &PlanLine| one.heading || one.counted && !one.line.expression.trim().is_empty();
    let lines: Vec<Line> = plan.lines.iter().filter(|one| of(one)).map(|one| one.line.clone()).collect();
    measured(lines, |line| line.expression.trim().is_empty())
}

/// The document a plan says on a data set.
pub fn content(plan: &Plan, about: &About) -> EvaluationInput {
    let lines = said(plan);
    let beside = match plan.unranked {
        true => compared(about).map(|region| region.code.clone()).collect(),
        false => Vec::new(),
    };
    EvaluationInput {
        name: plan.name.clone(),
        name_en: plan.name_en.clone(),
        basis: plan.basis.clone(),
        members: plan.members.clone(),
        example: plan.example,
        system: plan.system.clone(),
        data_set: plan.data.as_ref().map(|data| data.id.clone()).unwrap_or_default(),
        data_version: plan.data.as_ref().map_or(1, |data| data.version),
        regions: regions(&plan.units, about, plan.unranked),
        beside,
        years: plan.years.clone(),
        groups: plan.groups.clone(),
        persons_min: plan.persons_min,
        derived: plan.derived.clone(),
        stages: method::stages(&plan.method, &lines),
        lines,
    }
}

/// What a choice of regions is called: a level where it is exactly that.
fn units(content: &EvaluationInput, about: &About) -> Units {
    if content.regions.is_empty() {
        return Units::All;
    }
    let is = |units: &Units| regions(units, about, !content.beside.is_empty()) == content.regions;
    let levels = [Units::Province, Units::City, Units::County];
    levels.into_iter().find(is).unwrap_or_else(|| Units::These(content.regions.clone()))
}

/// The tree of a document as lines of the pages: the system's whole, or its own.
fn tree(content: &EvaluationInput, system: Option<&IndicatorSystem>, about: &About) -> Vec<PlanLine> {
    let own = |line: &Line| {
        let heading = line.expression.trim().is_empty();
        PlanLine { line: line.clone(), heading, counted: !heading }
    };
    let Some(system) = system else { return content.lines.iter().map(own).collect() };
    let mut lines = lines::of_system(system, about);
    for one in &mut lines {
        one.counted = false;
        let said = |line: &&Line| line.indicator == one.line.indicator && line.code == one.line.code;
        if let Some(said) = content.lines.iter().find(said) {
            one.line = said.clone();
            one.counted = !one.heading;
        }
    }
    lines
}

/// What the pages say of a document.
///
/// # Errors
/// Why it is none that they can say: what they would make of it is another one.
pub fn of(content: &EvaluationInput, system: Option<&IndicatorSystem>, about: &About) -> Result<Plan, Unfit> {
    let tops = content.lines.iter().filter(|line| line.parent.is_empty()).count();
    let fits = content.lines.first().is_some_and(|top| top.parent.is_empty() && top.expression.trim().is_empty());
    if tops != 1 || !fits || content.lines.len() > LINES_MAX {
        return Err(Unfit::Tree);
    }
    let plan = Plan {
        name: content.name.clone(),
        name_en: content.name_en.clone(),
        basis: content.basis.clone(),
        members: content.members.clone(),
        example: content.example,
        system: content.system.clone(),
        years: content.years.clone(),
        units: units(content, about),
        data: Some(DataCited { id: content.data_set.clone(), version: content.data_version }),
        unranked: !content.beside.is_empty(),
        groups: content.groups.clone(),
        persons_min: content.persons_min,
        derived: content.derived.clone(),
        lines: tree(content, system, about),
        method: method::of(&content.stages, &content.lines).ok_or(Unfit::Method)?,
    };
    let made = self::content(&plan, about);
    if made.lines != content.lines || system.is_some() && plan.lines[0].line.code != TOP {
        return Err(Unfit::Tree);
    }
    if made.regions != content.regions || made.beside != content.beside || content.groups.len() > GROUPS_MAX {
        return Err(Unfit::Regions);
    }
    Ok(plan)
}

/// A step of the pages.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Step {
    /// Name, authority, years, regions, indicator system.
    Begin,
    /// Where the figures come from.
    Figures,
    /// What is computed from them.
    Indicators,
    /// How.
    Method,
    /// Everything once more.
    Check,
}

impl Step {
    /// Every step, in order.
    pub const ALL: [Step; 5] = [Step::Begin, Step::Figures, Step::Indicators, Step::Method, Step::Check];

    /// Its name in addresses and word keys.
    pub fn name(self) -> &'static str {
        ["begin", "figures", "indicators", "method", "check"][self as usize]
    }

    /// The step of a name; the first for any other.
    pub fn named(name: &str) -> Step {
        Step::ALL.into_iter().find(|step| step.name() == name).unwrap_or(Step::Begin)
    }

    /// The one after.
    pub fn next(self) -> Step {
        Step::ALL[(self as usize + 1).min(Step::ALL.len() - 1)]
    }

    /// The one before.
    pub fn previous(self) -> Step {
        Step::ALL[(self as usize).saturating_sub(1)]
    }
}

/// The step in which a place of the document is mended.
pub fn step_of(place: &str) -> Step {
    let root = place.trim_start_matches("specification.").split(['.', '[', '/']).next().unwrap_or_default();
    match root {
        "lines" | "derived" | "metadata" => Step::Indicators,
        "name" | "name_en" | "basis" | "members" | "years" | "regions" => Step::Begin,
        "data" | "data_set" | "groups" | "persons_min" | "beside" => Step::Figures,
        _ => Step::Method,
    }
}

#[cfg(test)]
mod tests;
