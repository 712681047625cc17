//! A plan as its pages show it: what may be chosen, its tree row by row, and what it says in sentences.

use std::collections::BTreeMap;

use op::Op;
use serde::Serialize;
use units::Args;

use super::{Named, Shower, percent};
use crate::model::{DataSet, IndicatorSystem, Plan, PlanKept, PlanLine, Units};
use crate::rules::plan::{Step, compared, look::Warning, method, said, years};
use crate::work::plan::Ground;

/// How a field names a version of a system or data set.
pub(crate) fn citing(id: &str, version: i64) -> String {
    format!("{id}/{version}")
}

/// A system that can be chosen.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct SystemOffered {
    value: String,
    name: String,
    number: String,
    version: i64,
    publishers: String,
    published_on: String,
    example: bool,
    indicators: usize,
}

/// A data set that can be chosen.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct DataOffered {
    value: String,
    title: String,
    version: i64,
    first: i64,
    last: i64,
    elements: usize,
    regions: usize,
    example: bool,
}

/// An element that an expression can name.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct ElementShown {
    code: String,
    name: String,
    unit: String,
}

/// A row of the tree.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct RowShown {
    at: usize,
    code: String,
    /// 编号 in the system, or empty.
    number: String,
    name: String,
    depth: usize,
    heading: bool,
    /// It is in the document: an indicator that is computed, or a heading over one.
    counted: bool,
    expression: String,
    unit: String,
    direction: i8,
    weight: String,
    target: String,
    parent: String,
}

/// A plan that is in work, in a list.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct PlanShown {
    pub(crate) id: String,
    pub(crate) revision: i64,
    pub(crate) name: String,
    /// The draft it changes, or empty.
    pub(crate) evaluation: String,
    pub(crate) version: i64,
    pub(crate) kept_at: String,
}

impl PlanShown {
    pub(crate) fn of(shower: &Shower, one: &PlanKept) -> PlanShown {
        PlanShown {
            id: one.id.clone(),
            revision: one.revision,
            name: shower.either(&one.plan.name, &one.plan.name_en),
            evaluation: one.of.as_ref().map(|of| of.id.clone()).unwrap_or_default(),
            version: one.of.as_ref().map_or(1, |of| of.version),
            kept_at: one.kept_at.to_string(),
        }
    }
}

impl Shower {
    pub(crate) fn system_offered(&mut self, op: &Op, one: &IndicatorSystem) -> op::Result<SystemOffered> {
        let publishers: Vec<String> =
            self.regions(op, &one.publishers)?.into_iter().map(|region: Named| region.name).collect();
        Ok(SystemOffered {
            value: citing(&one.id, one.version),
            name: self.either(&one.name, &one.name_en),
            number: one.number.clone(),
            version: one.version,
            publishers: self.listed(&publishers),
            published_on: one.published_on.map(|day| day.to_string()).unwrap_or_default(),
            example: one.example,
            indicators: one.lines.iter().filter(|line| !one.is_heading(&line.code)).count(),
        })
    }

    pub(crate) fn data_offered(&self, set: &DataSet) -> DataOffered {
        DataOffered {
            value: citing(&set.id, set.version),
            title: self.either(&set.about.title, &set.about.title_en),
            version: set.version,
            first: set.first_period,
            last: set.last_period,
            elements: set.about.elements.len(),
            regions: set.about.regions.len(),
            example: set.about.example,
        }
    }

    pub(crate) fn elements(&self, set: &DataSet) -> Vec<ElementShown> {
        let shown = |element: &crate::model::Element| ElementShown {
            code: element.code.clone(),
            name: self.either(&element.name, &element.name_en),
            unit: if element.unit == "1" { String::new() } else { element.unit.clone() },
        };
        set.about.elements.iter().map(shown).collect()
    }

    pub(crate) fn plan_rows(&self, plan: &Plan) -> Vec<RowShown> {
        let mut depths: BTreeMap<&str, usize> = BTreeMap::new();
        let said = said(plan);
        let counted = |one: &PlanLine| said.iter().any(|line| line.code == one.line.code);
        let mut rows = Vec::with_capacity(plan.lines.len());
        for (at, one) in plan.lines.iter().enumerate() {
            let line = &one.line;
            let depth = depths.get(line.parent.as_str()).map_or(0, |depth| depth + 1);
            depths.insert(&line.code, depth);
            rows.push(RowShown { counted: counted(one), ..self.plan_row(at, one, depth) });
        }
        rows
    }

    fn plan_row(&self, at: usize, one: &PlanLine, depth: usize) -> RowShown {
        let line = &one.line;
        RowShown {
            at,
            code: line.code.clone(),
            number: line.indicator.clone(),
            name: self.line_name(line),
            depth,
            heading: one.heading,
            counted: one.counted,
            expression: line.expression.clone(),
            unit: if line.unit == "1" { String::new() } else { line.unit.clone() },
            direction: line.direction,
            weight: line.weight.to_string(),
            target: line.target.map(|target| target.to_string()).unwrap_or_default(),
            parent: line.parent.clone(),
        }
    }

    /// What a plan says so far of what a page asks, a sentence for each thing; the check says all of it.
    pub(crate) fn plan_sentences(&self, plan: &Plan, ground: &Ground, page: Step) -> Vec<String> {
        let mut said: Vec<(Step, String)> = Vec::new();
        if let Some(system) = &ground.system {
            let args = Args::one("name", self.either(&system.name, &system.name_en)).and("number", &system.number);
            said.push((Step::Begin, self.voice.with("statistics-plan-says-system", &args)));
        }
        if !plan.years.is_empty() {
            let units = match &plan.units {
                Units::These(codes) => self.voice.with("statistics-plan-says-these", &Args::one("count", codes.len())),
                other => self.voice.word(&format!("statistics-plan-says-{}", units_name(other))),
            };
            let args = Args::one("units", units).and("years", years::text(&plan.years));
            let args = args.and("count", plan.years.len());
            said.push((Step::Begin, self.voice.with("statistics-plan-says-years", &args)));
        }
        if let Some(set) = &ground.set {
            let args = Args::one("title", self.either(&set.about.title, &set.about.title_en));
            said.push((Step::Figures, self.voice.with("statistics-plan-says-data", &args.and("version", set.version))));
            let beside = compared(&set.about).count();
            if beside > 0 {
                let how = if plan.unranked { "unranked" } else { "ranked" };
                let sentence = self.voice.with(&format!("statistics-plan-says-{how}"), &Args::one("count", beside));
                said.push((Step::Figures, sentence));
            }
        }
        let counted = plan.lines.iter().filter(|one| one.counted && !one.heading).count();
        if counted > 0 {
            said.push((Step::Indicators, self.voice.with("statistics-plan-says-lines", &Args::one("count", counted))));
            said.extend(self.method_sentences(plan).into_iter().map(|sentence| (Step::Method, sentence)));
        }
        let here = |step: &Step| page == Step::Check || page == *step;
        said.into_iter().filter(|(step, _)| here(step)).map(|(_, sentence)| sentence).collect()
    }

    fn method_sentences(&self, plan: &Plan) -> Vec<String> {
        let is = &plan.method;
        let word = |kind: &str, name: &str| self.voice.word(&format!("statistics-plan-{kind}-{name}-says"));
        let mut said = vec![
            word("filling", is.filling.name()),
            word("outliers", is.outliers.name()),
            word("scaling", is.scaling.name()),
            word("weighing", is.weighing.name()),
        ];
        if is.each_year {
            said.push(self.voice.word("statistics-plan-over-period-says"));
        }
        let means: Vec<String> =
            is.means.iter().map(|mean| self.voice.word(&format!("statistics-plan-mean-{}", mean.name()))).collect();
        let kind = if means.len() > 1 { "several" } else { "one" };
        let args = Args::one("means", self.listed(&means));
        said.push(self.voice.with(&format!("statistics-plan-says-means-{kind}"), &args));
        if let Some(available) = is.available {
            said.push(self.voice.with("statistics-plan-says-available", &Args::one("percent", available)));
        }
        said
    }

    /// A warning in a sentence.
    pub(crate) fn warning(&self, plan: &Plan, warning: &Warning) -> String {
        let name = |code: &String| {
            let line = plan.lines.iter().find(|one| one.line.code == *code);
            line.map_or_else(|| code.clone(), |one| self.line_name(&one.line))
        };
        match warning {
            Warning::Thin(code, share) => {
                let args = Args::one("name", name(code)).and("percent", percent(*share));
                self.voice.with("statistics-plan-warns-thin", &args)
            }
            Warning::Alike(one, two, value) => {
                let args = Args::one("one", name(one)).and("two", name(two)).and("value", format!("{value:.2}"));
                self.voice.with("statistics-plan-warns-alike", &args)
            }
            Warning::Unplaced(count) => self.voice.with("statistics-plan-warns-unplaced", &Args::one("count", count)),
        }
    }
}

/// The word of a level.
fn units_name(units: &Units) -> &'static str {
    match units {
        Units::All => "all",
        Units::Province => "province",
        Units::City => "city",
        Units::County => "county",
        Units::These(_) => "these",
    }
}

/// The levels of headings of a plan, from 2 up; at least one, so that a mean can be chosen.
pub(crate) fn levels(plan: &Plan) -> usize {
    let counted = plan.lines.iter().filter(|one| one.heading || one.counted);
    let lines: Vec<crate::model::Line> = counted
        .map(|one| {
            let mut line = one.line.clone();
            // What has no expression yet is an indicator all the same.
            if !one.heading && line.expression.trim().is_empty() {
                "x".clone_into(&mut line.expression);
            }
            line
        })
        .collect();
    method::levels(&lines).clamp(2, 16)
}
