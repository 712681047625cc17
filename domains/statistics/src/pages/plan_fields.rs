//! The fields of the pages on which an evaluation is written, and the plan they say.

use units::{Args, Fault};
use web::Form;

use crate::model::{
    DataCited, Filling, Group, Line, Mean, Missing, Outliers, Plan, Scaling, Together, Units, Weighing,
};
use crate::rules::content::MEMBERS_MAX;
use crate::rules::plan::{GROUPS_MAX, Step, lines, method, years};
use crate::shown::plan::citing;
use crate::work::plan::Ground;

/// Longest list of regions in one field, in characters.
const LIST_CHARS_MAX: usize = 40_000;
/// Longest expression, in characters.
const EXPRESSION_CHARS_MAX: usize = 2_000;
/// The signs between regions in one field.
const BETWEEN: [char; 8] = [',', '，', '、', ';', '；', '\n', '\t', ' '];
/// Levels of regions, and the fields' word for them.
const LEVELS: [(&str, Units); 4] =
    [("all", Units::All), ("province", Units::Province), ("city", Units::City), ("county", Units::County)];

/// Fields by name.
pub(crate) type Fields = Vec<(String, String)>;

/// The version of a system or data set a field names, `id/version`.
pub(crate) fn cited(text: &str) -> Option<(String, i64)> {
    let (id, version) = text.rsplit_once('/')?;
    Some((id.to_owned(), version.parse().ok()?))
}

fn list(form: &mut Form, field: &str) -> Vec<String> {
    let text = form.opt_long_text(field, LIST_CHARS_MAX).unwrap_or_default();
    text.split(BETWEEN).map(str::trim).filter(|part| !part.is_empty()).map(str::to_owned).collect()
}

/// A number as people write it; empty is none.
fn real(form: &mut Form, field: &str) -> Option<f64> {
    let text = form.opt_text(field, 40)?;
    let number = text.replace([',', '，'], "").parse::<f64>().ok().filter(|number| number.is_finite());
    if number.is_none() {
        form.fault(field, "form.not_a_number", Args::none());
    }
    number
}

fn told(form: &mut Form, fault: Fault) {
    form.fault(&fault.field, fault.code, fault.args);
}

/// Reads what one page asks into the plan; faults are kept in the form.
pub(crate) fn read(form: &mut Form, step: Step, plan: &mut Plan, ground: &Ground) {
    match step {
        Step::Begin => begin(form, plan),
        Step::Figures => figures(form, plan),
        Step::Indicators => indicators(form, plan, ground),
        Step::Method => steps(form, plan),
        Step::Check => {}
    }
}

fn begin(form: &mut Form, plan: &mut Plan) {
    plan.name = form.opt_text("name", 100).unwrap_or_default();
    plan.name_en = form.opt_text("name_en", 200).unwrap_or_default();
    plan.basis = form.opt_long_text("basis", 2_000).unwrap_or_default();
    plan.example = form.flag("example");
    let authority = form.text("authority", 1..=6);
    let offered = list(form, "offered");
    let mut members = vec![authority];
    members.extend(offered.into_iter().take(MEMBERS_MAX).filter(|code| form.flag(&format!("member.{code}"))));
    let first = members[0].clone();
    let mut at = 0;
    members.retain(|code| {
        at += 1;
        at == 1 || *code != first
    });
    plan.members = members;
    let text = form.opt_text("years", 200).unwrap_or_default();
    match years::read(&text) {
        Ok(years) => plan.years = years,
        Err(_) if text.is_empty() => plan.years.clear(),
        Err(fault) => told(form, fault),
    }
    let units = form.choice("units", &["all", "province", "city", "county", "these"]);
    plan.units = match LEVELS.iter().find(|(name, _)| *name == units) {
        Some((_, level)) => level.clone(),
        None => Units::These(list(form, "these")),
    };
    if plan.units == Units::These(Vec::new()) {
        form.fault("these", "form.required", Args::none());
    }
}

fn figures(form: &mut Form, plan: &mut Plan) {
    let data = form.opt_text("data", 80).unwrap_or_default();
    plan.data = cited(&data).map(|(id, version)| DataCited { id, version });
    plan.unranked = form.flag("unranked");
    plan.persons_min = form.opt_int("persons_min", 0..=1_000_000).unwrap_or(0);
    let rows = form.opt_int("rows.group", 0..=GROUPS_MAX as i64).unwrap_or(0);
    let mut groups = Vec::new();
    for at in 0..rows {
        let field = |name: &str| format!("group.{at}.{name}");
        let group = Group {
            name: form.opt_text(&field("name"), 100).unwrap_or_default(),
            name_en: form.opt_text(&field("name_en"), 200).unwrap_or_default(),
            regions: list(form, &field("regions")),
        };
        if !(group.name.is_empty() && group.name_en.is_empty() && group.regions.is_empty()) {
            groups.push(group);
        }
    }
    plan.groups = groups;
}

fn indicators(form: &mut Form, plan: &mut Plan, ground: &Ground) {
    let own = plan.system.is_none();
    let headings: Vec<String> = plan.lines.iter().filter(|one| one.heading).map(|one| one.line.code.clone()).collect();
    for at in 0..plan.lines.len() {
        let one = &mut plan.lines[at];
        let field = |name: &str| format!("line.{at}.{name}");
        if own {
            one.line.name = form.opt_text(&field("name"), 100).unwrap_or_default();
            one.line.name_en = form.opt_text(&field("name_en"), 200).unwrap_or_default();
        }
        if at == 0 {
            continue;
        }
        if own {
            let before = headings.iter().take_while(|code| **code != one.line.code);
            let offered: Vec<&str> = before.map(String::as_str).collect();
            one.line.parent = form.choice(&field("parent"), &offered);
        }
        match real(form, &field("weight")) {
            Some(weight) if weight >= 0.0 => one.line.weight = weight,
            Some(_) => form.fault(&field("weight"), "statistics.line.weight", Args::none()),
            None => form.fault(&field("weight"), "form.required", Args::none()),
        }
        if !one.heading {
            one.counted = own || form.flag(&field("counted"));
            measured(form, &mut one.line, at);
            fill(&mut one.line, ground);
        }
    }
}

/// What an indicator's row says.
fn measured(form: &mut Form, line: &mut Line, at: usize) {
    let field = |name: &str| format!("line.{at}.{name}");
    let before = line.expression.clone();
    line.expression = form.opt_text(&field("expression"), EXPRESSION_CHARS_MAX).unwrap_or_default();
    line.unit = form.opt_text(&field("unit"), 60).unwrap_or_default();
    if line.unit.is_empty() && line.expression != before {
        line.together = Together::default();
    }
    line.direction = if form.choice(&field("direction"), &["1", "-1"]) == "-1" { -1 } else { 1 };
    line.target = real(form, &field("target"));
    let names = |all: &[&'static str]| all.to_vec();
    let missing = form.opt_choice(&field("missing"), &names(&["skip_if_any", "skip_if_all", "never"]));
    line.missing = missing.and_then(|name| Missing::named(&name)).unwrap_or(line.missing);
    let together = form.opt_choice(&field("together"), &names(&["ratio", "sum", "mean_of_units"]));
    line.together = together.and_then(|name| Together::named(&name)).unwrap_or(line.together);
}

/// A single element brings its unit, its name and how it adds up, where nothing else is said.
fn fill(line: &mut Line, ground: &Ground) {
    let about = ground.set.as_ref().map(|set| &set.about);
    let element = about.and_then(|about| about.elements.iter().find(|element| element.code == line.expression));
    let Some(element) = element else { return };
    if line.unit.is_empty() {
        line.unit.clone_from(&element.unit);
        line.together = crate::rules::system::together(&element.unit);
    }
    if line.name.is_empty() {
        line.name.clone_from(&element.name);
        line.name_en.clone_from(&element.name_en);
    }
    // An expression that is no ratio has no numerators to add.
    if line.together == Together::Ratio {
        line.together = crate::rules::system::together(&element.unit);
    }
}

fn steps(form: &mut Form, plan: &mut Plan) {
    fn chosen<T: Copy>(form: &mut Form, field: &str, all: &[T], name: impl Fn(T) -> &'static str, was: T) -> T {
        let names: Vec<&str> = all.iter().map(|one| name(*one)).collect();
        let said = form.choice(field, &names);
        all.iter().copied().find(|one| name(*one) == said).unwrap_or(was)
    }
    let is = &mut plan.method;
    is.filling = chosen(form, "filling", Filling::ALL, Filling::name, is.filling);
    is.outliers = chosen(form, "outliers", Outliers::ALL, Outliers::name, is.outliers);
    is.scaling = chosen(form, "scaling", Scaling::ALL, Scaling::name, is.scaling);
    is.each_year = form.choice("over", &["panel", "period"]) == "period";
    is.weighing = chosen(form, "weighing", Weighing::ALL, Weighing::name, is.weighing);
    let levels = form.int("levels", 2..=16) as usize;
    let means: Vec<Mean> = (2..=levels)
        .map(|level| chosen(form, &format!("mean.{level}"), Mean::ALL, Mean::name, Mean::default()))
        .collect();
    is.means = method::shortest(&means);
    is.available = form.opt_int("available", 0..=100).and_then(|percent| u8::try_from(percent).ok());
}

/// Changes lines or groups where a button asked for it. Answers whether one did.
pub(crate) fn pressed(form: &mut Form, plan: &mut Plan, button: &str) -> bool {
    match button {
        "add_line" => lines::add(plan, false),
        "add_heading" => lines::add(plan, true),
        "add_group" if plan.groups.len() < GROUPS_MAX => {
            plan.groups.push(Group { name: String::new(), name_en: String::new(), regions: Vec::new() });
        }
        "add_group" => {}
        _ => {
            let asked = button.strip_prefix("remove_").and_then(|asked| asked.split_once('.'));
            let Some((kind, Ok(at))) = asked.map(|(kind, at)| (kind, at.parse::<usize>())) else { return false };
            match kind {
                "line" if plan.system.is_none() => lines::remove(plan, at),
                "group" if at < plan.groups.len() => drop(plan.groups.remove(at)),
                _ => form.fault("", "form.not_a_choice", Args::none()),
            }
        }
    }
    true
}

/// The fields that say a plan, of every page.
pub(crate) fn values(plan: &Plan) -> Fields {
    let flag = |set: bool| if set { "1" } else { "" }.to_owned();
    let mut fields: Fields = Vec::new();
    let mut put = |name: &str, value: String| fields.push((name.to_owned(), value));
    put("name", plan.name.clone());
    put("name_en", plan.name_en.clone());
    put("basis", plan.basis.clone());
    put("example", flag(plan.example));
    put("authority", plan.members.first().cloned().unwrap_or_default());
    plan.members.iter().skip(1).for_each(|code| put(&format!("member.{code}"), "1".to_owned()));
    put("years", years::text(&plan.years));
    let level = LEVELS.iter().find(|(_, level)| *level == plan.units);
    put("units", level.map_or("these", |(name, _)| name).to_owned());
    if let Units::These(codes) = &plan.units {
        put("these", codes.join(", "));
    }
    put("system", plan.system.as_ref().map_or_else(|| "own".to_owned(), |one| citing(&one.id, one.version)));
    put("data", plan.data.as_ref().map(|one| citing(&one.id, one.version)).unwrap_or_default());
    put("unranked", flag(plan.unranked));
    put("persons_min", if plan.persons_min == 0 { String::new() } else { plan.persons_min.to_string() });
    put("rows.group", plan.groups.len().to_string());
    for (at, group) in plan.groups.iter().enumerate() {
        put(&format!("group.{at}.name"), group.name.clone());
        put(&format!("group.{at}.name_en"), group.name_en.clone());
        put(&format!("group.{at}.regions"), group.regions.join(", "));
    }
    for (at, one) in plan.lines.iter().enumerate() {
        let line = &one.line;
        let said = [
            ("name", line.name.clone()),
            ("name_en", line.name_en.clone()),
            ("parent", line.parent.clone()),
            ("counted", flag(one.counted)),
            ("expression", line.expression.clone()),
            ("unit", line.unit.clone()),
            ("direction", line.direction.to_string()),
            ("weight", line.weight.to_string()),
            ("target", line.target.map(|target| target.to_string()).unwrap_or_default()),
            ("missing", line.missing.name().to_owned()),
            ("together", line.together.name().to_owned()),
        ];
        said.into_iter().for_each(|(name, value)| put(&format!("line.{at}.{name}"), value));
    }
    method_values(plan, &mut put);
    fields
}

fn method_values(plan: &Plan, put: &mut dyn FnMut(&str, String)) {
    let is = &plan.method;
    put("filling", is.filling.name().to_owned());
    put("outliers", is.outliers.name().to_owned());
    put("scaling", is.scaling.name().to_owned());
    put("over", if is.each_year { "period" } else { "panel" }.to_owned());
    put("weighing", is.weighing.name().to_owned());
    let last = is.means.last().copied().unwrap_or_default();
    for level in 2..=16 {
        put(&format!("mean.{level}"), is.means.get(level - 2).copied().unwrap_or(last).name().to_owned());
    }
    put("available", is.available.map(|percent| percent.to_string()).unwrap_or_default());
}
