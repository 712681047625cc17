//! The tree of a plan while it is written: begun from a system or a data set, and grown line by line.

use super::super::{is_code, system};
use super::LINES_MAX;
use crate::model::{About, Element, IndicatorSystem, Line, Plan, PlanLine, SystemLine};

/// Elements of a data set that become a line each; of more the officer chooses.
const ELEMENTS_TAKEN: usize = 40;
/// Lines a tree of one's own begins with where the data set has more elements than that.
const BLANK_LINES: usize = 3;

/// The whole of a system, each line that an element of the data set answers counted.
pub fn of_system(system: &IndicatorSystem, about: &About) -> Vec<PlanLine> {
    let of = |line: Line| {
        let heading = line.indicator.is_empty() || system.is_heading(&line.indicator);
        let counted = !heading && !line.expression.is_empty();
        PlanLine { heading, counted, line }
    };
    system::lines(system, about).into_iter().map(of).collect()
}

/// The whole, without anything under it.
fn top(plan: &Plan) -> PlanLine {
    PlanLine { line: system::top(&plan.name, &plan.name_en), heading: true, counted: false }
}

/// A line for an element.
fn of_element(element: &Element) -> Line {
    let named = SystemLine {
        name: element.name.clone(),
        name_en: element.name_en.clone(),
        unit: element.unit.clone(),
        direction: element.direction,
        ..SystemLine::default()
    };
    let together = system::together(&element.unit);
    Line { expression: element.code.clone(), together, ..system::line(&named, system::TOP) }
}

/// Begins the tree anew: the system's, or one line for each element of the data set.
pub fn begin(plan: &mut Plan, system: Option<&IndicatorSystem>, about: Option<&About>) {
    let none = About::default();
    if let Some(system) = system {
        plan.lines = of_system(system, about.unwrap_or(&none));
        return;
    }
    plan.lines = vec![top(plan)];
    let Some(about) = about else { return };
    if about.elements.len() > ELEMENTS_TAKEN {
        (0..BLANK_LINES).for_each(|_| add(plan, false));
        return;
    }
    for element in &about.elements {
        let code = free(&plan.lines, &element.code, "i");
        plan.lines.push(PlanLine { line: Line { code, ..of_element(element) }, heading: false, counted: true });
    }
}

/// Fills in, on another data set, what has no expression yet and is one of its elements.
pub fn matched(plan: &mut Plan, system: &IndicatorSystem, about: &About) {
    let known = of_system(system, about);
    for one in plan.lines.iter_mut().filter(|one| !one.heading && one.line.expression.trim().is_empty()) {
        if let Some(found) = known.iter().find(|known| known.counted && known.line.indicator == one.line.indicator) {
            one.clone_from(found);
        }
    }
}

/// Puts the tree on another data set: of a system what has no expression yet is filled in; a tree of one's own begins anew where
/// nothing was said.
pub fn settle(plan: &mut Plan, system: Option<&IndicatorSystem>, about: &About) {
    let unsaid = plan.lines.iter().all(|one| one.heading || one.line.expression.trim().is_empty());
    match system {
        Some(system) => matched(plan, system, about),
        None if unsaid => begin(plan, None, Some(about)),
        None => {}
    }
}

/// A code that no line has: the one wished for, else the letter and a number. Results are published under codes of lines, which
/// there have only letters of ASCII.
pub fn free(lines: &[PlanLine], wished: &str, letter: &str) -> String {
    let taken = |code: &str| lines.iter().any(|one| one.line.code == code);
    if wished.is_ascii() && is_code(wished) && !taken(wished) {
        return wished.to_owned();
    }
    (1..).map(|number| format!("{letter}{number}")).find(|code| !taken(code)).unwrap_or_default()
}

/// Adds a line of one's own: a heading behind the last one, so that it comes before what will stand under it; an indicator last.
pub fn add(plan: &mut Plan, heading: bool) {
    if plan.lines.len() >= LINES_MAX {
        return;
    }
    let code = free(&plan.lines, "", if heading { "d" } else { "i" });
    let line = Line { code, ..system::line(&SystemLine::default(), system::TOP) };
    let at = match heading {
        true => plan.lines.iter().rposition(|one| one.heading).map_or(0, |last| last + 1),
        false => plan.lines.len(),
    };
    let parent = plan.lines.first().map(|top| top.line.code.clone()).unwrap_or_default();
    plan.lines.insert(at, PlanLine { line: Line { parent, ..line }, heading, counted: !heading });
}

/// Takes a line out; what stood under it stands under the line it stood under. The top stays.
pub fn remove(plan: &mut Plan, at: usize) {
    if at == 0 || at >= plan.lines.len() {
        return;
    }
    let gone = plan.lines.remove(at).line;
    for one in plan.lines.iter_mut().filter(|one| one.line.parent == gone.code) {
        one.line.parent.clone_from(&gone.parent);
    }
}
