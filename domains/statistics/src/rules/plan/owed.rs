//! What a page may not be left without.

use std::collections::BTreeMap;

use indicators::expression::Expression;
use units::Fault;

use super::Step;
use crate::model::{About, Element, Filling, Plan, PlanLine, Scaling};
use crate::rules::data_set::by_code;

/// What is owed on a step, each with its field; empty where the next may come. Lines are named `line.3.weight`, counted from 0
/// in the plan.
pub fn owed(plan: &Plan, step: Step, about: Option<&About>) -> Vec<Fault> {
    match step {
        Step::Begin => begin(plan),
        Step::Figures => match about {
            None => vec![Fault::new("data", "statistics.plan.data_owed")],
            Some(about) => figures(plan, about),
        },
        Step::Indicators => about.map(|about| indicators(plan, about)).unwrap_or_default(),
        Step::Method => method(plan),
        Step::Check => Vec::new(),
    }
}

/// The first step on which something is owed.
pub fn first(plan: &Plan, about: Option<&About>) -> Option<(Step, Vec<Fault>)> {
    Step::ALL.into_iter().map(|step| (step, owed(plan, step, about))).find(|(_, faults)| !faults.is_empty())
}

fn begin(plan: &Plan) -> Vec<Fault> {
    let fields =
        [("name", plan.name.is_empty()), ("years", plan.years.is_empty()), ("authority", plan.members.is_empty())];
    fields.into_iter().filter(|(_, empty)| *empty).map(|(field, _)| Fault::new(field, "form.required")).collect()
}

fn figures(plan: &Plan, about: &About) -> Vec<Fault> {
    let mut faults = Vec::new();
    let unknown = |code: &&String| about.regions.iter().all(|region| region.code != **code);
    if let crate::model::Units::These(codes) = &plan.units
        && let Some(code) = codes.iter().find(unknown)
    {
        faults.push(Fault::new("data", "statistics.plan.region").with("code", super::super::data_set::shown(code)));
    }
    for (at, group) in plan.groups.iter().enumerate() {
        if group.name.is_empty() {
            faults.push(Fault::new(format!("group.{at}.name"), "form.required"));
        }
        if group.regions.is_empty() {
            faults.push(Fault::new(format!("group.{at}.regions"), "form.required"));
        }
        if let Some(code) = group.regions.iter().find(unknown) {
            let fault = Fault::new(format!("group.{at}.regions"), "statistics.plan.region");
            faults.push(fault.with("code", super::super::data_set::shown(code)));
        }
    }
    faults
}

fn indicators(plan: &Plan, about: &About) -> Vec<Fault> {
    let known = by_code(about);
    let mut faults = Vec::new();
    let mut counted = 0;
    for (at, one) in plan.lines.iter().enumerate() {
        let field = |name: &str| format!("line.{at}.{name}");
        if one.line.name.trim().is_empty() && (one.heading || one.counted) {
            faults.push(Fault::new(field("name"), "form.required"));
        }
        if one.heading || !one.counted {
            continue;
        }
        counted += 1;
        faults.extend(expression_fault(plan, one, &known).map(|fault| Fault { field: field("expression"), ..fault }));
        if let Err(unknown) = one.line.unit.parse::<indicators::expression::Unit>() {
            faults.push(Fault::said(field("unit"), &unknown));
        }
    }
    if counted == 0 {
        let at = plan.lines.iter().position(|one| !one.heading).unwrap_or(0);
        let field = if plan.system.is_some() { format!("line.{at}.counted") } else { "add_line".to_owned() };
        faults.push(Fault::new(field, "statistics.plan.none"));
    }
    faults
}

/// What is wrong with what a line is computed from.
fn expression_fault(plan: &Plan, one: &PlanLine, known: &BTreeMap<&str, &Element>) -> Option<Fault> {
    let text = one.line.expression.trim();
    if text.is_empty() {
        return Some(Fault::new("", "statistics.plan.expression_owed"));
    }
    match Expression::parse(text) {
        Err(mistake) => Some(Fault::said("", &mistake)),
        Ok(read) => {
            let missing = |name: &&str| !known.contains_key(*name) && plan.derived.iter().all(|one| one.name != **name);
            let name = read.names().into_iter().find(missing)?.to_owned();
            Some(Fault::new("", "statistics.plan.element").with("code", super::super::data_set::shown(&name)))
        }
    }
}

fn method(plan: &Plan) -> Vec<Fault> {
    let counted = || plan.lines.iter().filter(|one| one.counted && !one.heading);
    let name = |one: &PlanLine| one.line.name.clone();
    let fault = |code: &'static str, one: &PlanLine| Fault::new("scaling", code).with("name", name(one));
    let owed = match plan.method.scaling {
        Scaling::Attainment => {
            let wrong = |one: &&PlanLine| one.line.direction < 0 || !one.line.target.is_some_and(|target| target > 0.0);
            counted().find(wrong).map(|one| fault("statistics.plan.attainment", one))
        }
        Scaling::Distance => {
            counted().find(|one| one.line.target.is_none()).map(|one| fault("statistics.plan.distance", one))
        }
        _ => None,
    };
    let along = matches!(plan.method.filling, Filling::Latest | Filling::Linear) && plan.years.len() < 2;
    let along = along.then(|| Fault::new("filling", "statistics.plan.one_year"));
    along.into_iter().chain(owed).collect()
}
