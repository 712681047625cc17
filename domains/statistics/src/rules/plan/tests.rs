//! The pages and the document: what they can say is read back as it was said, what they cannot is told apart.

use serde_json::json;

use super::lines::{add, begin, matched, remove};
use super::{Step, Unfit, content, method, of, owed, step_of, years};
use crate::model::{
    About, DataCited, EvaluationInput, Filling, Group, IndicatorSystem, Mean, Method, Outliers, Plan, Scaling, Units,
    Weighing,
};
use crate::rules::system::{citation, tests::published};
use crate::rules::tests::{document, small};

/// A sequence that is the same in every run.
struct Draw(u64);

impl Draw {
    fn below(&mut self, most: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % most
    }

    fn one<T: Clone>(&mut self, of: &[T]) -> T {
        of[self.below(of.len())].clone()
    }

    fn yes(&mut self) -> bool {
        self.below(2) == 1
    }
}

/// The small data set with a comparison group.
fn about() -> About {
    let mut about = small().about;
    for (code, name) in [("440000", "广东"), ("DEU", "德国")] {
        let region = json!({ "code": code, "name": name, "group": "对比组" });
        about.regions.push(serde_json::from_value(region).unwrap());
    }
    about
}

fn drawn_method(draw: &mut Draw, levels: usize) -> Method {
    let means: Vec<Mean> = (1..levels.max(2)).map(|_| draw.one(Mean::ALL)).collect();
    Method {
        filling: draw.one(Filling::ALL),
        outliers: draw.one(Outliers::ALL),
        scaling: draw.one(Scaling::ALL),
        each_year: draw.yes(),
        weighing: draw.one(Weighing::ALL),
        means: method::shortest(&means),
        available: draw.one(&[None, Some(0), Some(50), Some(60), Some(67), Some(100)]),
    }
}

/// The tree of one's own, grown and cut as the buttons of the page do it, every indicator under some heading before it.
fn drawn_tree(draw: &mut Draw, plan: &mut Plan, about: &About) {
    begin(plan, None, Some(about));
    for _ in 0..draw.below(5) {
        add(plan, draw.yes());
        let at = draw.below(plan.lines.len());
        if draw.below(4) == 0 {
            remove(plan, at);
        }
    }
    for at in 1..plan.lines.len() {
        let headings: Vec<String> =
            plan.lines[..at].iter().filter(|one| one.heading).map(|one| one.line.code.clone()).collect();
        let one = &mut plan.lines[at];
        one.line.parent = draw.one(&headings);
        one.line.name = format!("名称{at}");
        one.line.weight = draw.below(9) as f64 / 2.0;
        if !one.heading {
            one.line.expression = draw.one(&["students / teachers", "money", "money / students"]).to_owned();
            one.line.direction = draw.one(&[1, -1]);
            one.line.target = draw.one(&[None, Some(12.5)]);
        }
    }
    // A heading under which nothing stands is not in the document.
    loop {
        let of = |at: usize| {
            plan.lines[at].heading && !plan.lines.iter().any(|one| one.line.parent == plan.lines[at].line.code)
        };
        let Some(empty) = (1..plan.lines.len()).find(|at| of(*at)) else { break };
        remove(plan, empty);
    }
}

fn drawn(draw: &mut Draw, system: Option<&IndicatorSystem>, about: &About) -> Plan {
    let mut plan = Plan {
        name: "抽取的评价（示例）".into(),
        name_en: draw.one(&[String::new(), "Drawn".into()]),
        basis: draw.one(&[String::new(), "一\n二".into()]),
        members: draw.one(&[vec!["310000".into()], vec!["310000".into(), "320000".into()]]),
        example: draw.yes(),
        system: system.map(citation),
        years: draw.one(&[vec![2018], vec![2018, 2019], vec![2000, 2010, 2011, 2012]]),
        units: draw.one(&[Units::All, Units::Province, Units::These(vec!["310000".into(), "340000".into()])]),
        data: Some(DataCited { id: "sds_x".into(), version: 3 }),
        unranked: draw.yes(),
        groups: (0..draw.below(3))
            .map(|at| Group { name: format!("组{at}"), name_en: String::new(), regions: vec!["310000".into()] })
            .collect(),
        persons_min: draw.below(20) as i64,
        ..Plan::default()
    };
    match system {
        None => drawn_tree(draw, &mut plan, about),
        Some(system) => {
            begin(&mut plan, Some(system), Some(about));
            for one in plan.lines.iter_mut().filter(|one| !one.heading) {
                if draw.below(3) == 0 {
                    continue;
                }
                one.counted = true;
                one.line.expression = "students / teachers".into();
                one.line.unit = "1".into();
                one.line.weight = 1.0 + draw.below(7) as f64;
                one.line.target = draw.one(&[None, Some(3.0)]);
            }
        }
    }
    let levels = method::levels(&content(&plan, about).lines);
    plan.method = drawn_method(draw, levels);
    plan
}

#[test]
fn every_document_that_the_pages_make_reads_back_to_the_same_fields() {
    let (about, system) = (about(), published());
    let mut draw = Draw(20_261_126);
    let (mut trees, mut methods) = (std::collections::BTreeSet::new(), std::collections::BTreeSet::new());
    for at in 0..2_000 {
        let system = draw.yes().then_some(&system);
        let plan = drawn(&mut draw, system, &about);
        let said = content(&plan, &about);
        if said.lines.len() < 2 {
            continue;
        }
        let again = of(&said, system, &about).unwrap_or_else(|unfit| panic!("{at}: {unfit:?} {said:?}"));
        assert_eq!(content(&again, &about), said, "{at}");
        if system.is_none() {
            assert_eq!(again, plan, "{at}");
        } else {
            let counted = |plan: &Plan| plan.lines.iter().filter(|one| one.counted).cloned().collect::<Vec<_>>();
            assert_eq!(counted(&again), counted(&plan), "{at}");
            assert_eq!(Plan { lines: Vec::new(), ..again }, Plan { lines: Vec::new(), ..plan }, "{at}");
        }
        trees.insert(serde_json::to_string(&said.lines).unwrap());
        methods.insert(serde_json::to_string(&said.stages).unwrap());
    }
    assert!(trees.len() > 500 && methods.len() > 500, "{} trees, {} methods", trees.len(), methods.len());
}

#[test]
fn what_the_pages_cannot_say_is_told_apart() {
    let about = about();
    let fits = |change: fn(&mut EvaluationInput)| {
        let mut input = document("sds_x");
        change(&mut input);
        of(&input, None, &about).err()
    };
    assert_eq!(fits(|_| {}), None);
    for (unfit, change) in [
        (
            Unfit::Method,
            (|input| input.stages[0] = json!({ "screen": { "by": "missing" } })) as fn(&mut EvaluationInput),
        ),
        (Unfit::Method, |input| input.stages[0] = json!({ "normalise": { "method": { "borda": {} } } })),
        (Unfit::Method, |input| {
            input.stages[0] = json!({ "normalise": { "method": { "minmax": { "lower": 0, "upper": 1 } } } });
        }),
        (Unfit::Method, |input| {
            input.stages[1] = json!({ "aggregate": { "methods": ["arithmetic"], "weights": { "ratio": 2 } } });
        }),
        (Unfit::Tree, |input| input.lines[1].parent.clear()),
        (Unfit::Regions, |input| input.beside = vec!["DEU".into()]),
    ] {
        assert_eq!(fits(change), Some(unfit));
    }
}

#[test]
fn a_line_that_goes_leaves_what_stood_under_it_and_another_data_set_fills_gaps_alone() {
    let (about, system) = (about(), published());
    let mut plan = Plan::default();
    begin(&mut plan, None, Some(&about));
    add(&mut plan, true);
    let heading = plan.lines[1].line.code.clone();
    assert!(plan.lines[1].heading, "a heading comes before what will stand under it");
    plan.lines[2].line.parent = heading;
    remove(&mut plan, 1);
    assert_eq!(plan.lines[1].line.parent, plan.lines[0].line.code);
    remove(&mut plan, 0);
    assert!(plan.lines[0].heading, "the top stays");
    begin(&mut plan, Some(&system), None);
    let first = plan.lines.iter().position(|one| !one.heading).unwrap();
    let mut with = about.clone();
    with.elements[0].code = plan.lines[first].line.indicator.clone();
    matched(&mut plan, &system, &with);
    assert!(plan.lines[first].counted);
    plan.lines[first].line.expression = "money".into();
    matched(&mut plan, &system, &with);
    assert_eq!(plan.lines[first].line.expression, "money", "what an officer wrote stays");
}

#[test]
fn years_are_read_as_an_officer_writes_them() {
    for (text, said, shown) in [
        ("2019", vec![2019], "2019"),
        ("2015—2017", vec![2015, 2016, 2017], "2015-2017"),
        ("2010、2015、2020 年", vec![2010, 2015, 2020], "2010, 2015, 2020"),
        ("2019，2018 2017-2018", vec![2017, 2018, 2019], "2017-2019"),
        ("2011至2012", vec![2011, 2012], "2011, 2012"),
    ] {
        let read = years::read(text.trim_end_matches(" 年"));
        assert_eq!(read.as_deref(), Ok(said.as_slice()), "{text}");
        assert_eq!(years::text(&said), shown);
        assert_eq!(years::read(shown), Ok(said));
    }
    for (text, code) in [
        ("", "form.required"),
        ("去年", "statistics.plan.years"),
        ("2019-2015", "statistics.plan.years"),
        ("2015-2017-2019", "statistics.plan.years"),
        ("1066", "statistics.period.range"),
        ("1900-2100", "form.too_many"),
        ("1900-99999999999", "statistics.period.range"),
    ] {
        assert_eq!(years::read(text).unwrap_err().code, code, "{text}");
    }
}

#[test]
fn a_fault_of_the_document_leads_to_the_page_that_mends_it() {
    for (place, step) in [
        ("lines.ratio.expression", Step::Indicators),
        ("specification.stages[0].normalise", Step::Method),
        ("years", Step::Begin),
        ("data", Step::Figures),
        ("aggregate.index", Step::Method),
    ] {
        assert_eq!(step_of(place), step, "{place}");
    }
}

#[test]
fn what_a_page_owes_is_told_at_its_field() {
    let about = about();
    let mut whole = of(&document("sds_x"), None, &about).unwrap();
    assert_eq!(owed::first(&whole, Some(&about)), None);
    assert_eq!(owed::first(&whole, None).map(|(step, _)| step), Some(Step::Figures));
    whole.lines[2].line.target = Some(5.0);
    let told = |change: fn(&mut Plan), step: Step| {
        let mut plan = whole.clone();
        change(&mut plan);
        let faults = owed::owed(&plan, step, Some(&about));
        faults.into_iter().map(|fault| (fault.field, fault.code)).next()
    };
    for (step, change, field, code) in [
        (Step::Begin, (|plan| plan.name.clear()) as fn(&mut Plan), "name", "form.required"),
        (Step::Begin, |plan| plan.years.clear(), "years", "form.required"),
        (Step::Figures, |plan| plan.units = Units::These(vec!["650000".into()]), "data", "statistics.plan.region"),
        (
            Step::Figures,
            |plan| plan.groups[0].regions.push("650000".into()),
            "group.0.regions",
            "statistics.plan.region",
        ),
        (Step::Indicators, |plan| plan.lines.truncate(1), "add_line", "statistics.plan.none"),
        (
            Step::Indicators,
            |plan| plan.lines[1].line.expression.clear(),
            "line.1.expression",
            "statistics.plan.expression_owed",
        ),
        (
            Step::Indicators,
            |plan| plan.lines[1].line.expression.push('/'),
            "line.1.expression",
            "expression.ends_early",
        ),
        (
            Step::Indicators,
            |plan| plan.lines[1].line.expression = "nobody".into(),
            "line.1.expression",
            "statistics.plan.element",
        ),
        (Step::Indicators, |plan| plan.lines[1].line.unit = "光年".into(), "line.1.unit", "expression.unit_none"),
        (Step::Method, |plan| plan.method.scaling = Scaling::Attainment, "scaling", "statistics.plan.attainment"),
        (Step::Method, |plan| plan.method.scaling = Scaling::Distance, "scaling", "statistics.plan.distance"),
        (
            Step::Method,
            |plan| {
                plan.method.filling = Filling::Latest;
                plan.years.truncate(1);
            },
            "filling",
            "statistics.plan.one_year",
        ),
    ] {
        assert_eq!(told(change, step), Some((field.to_owned(), code)), "{code}");
    }
}
