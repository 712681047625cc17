//! Rules as tables, on a small data set.

mod remarks;
mod tables;

use serde_json::json;

use super::bands::{Band, Placed, bands};
use super::{content, download, figures::figures, result};
use crate::model::{About, DataSetInput, Derived, Element, EvaluationInput, Figure, Group, Line, RegionName};

/// Four regions, three elements, two years.
pub(crate) fn small() -> DataSetInput {
    let element = |code: &str, unit: &str| Element {
        code: code.into(),
        name: format!("要素{code}"),
        name_en: String::new(),
        unit: unit.into(),
        group: String::new(),
        direction: 0,
    };
    let regions = ["310000", "320000", "330000", "340000"];
    let mut figures = Vec::new();
    for (at, region) in regions.iter().enumerate() {
        for year in [2018, 2019] {
            let step = at as f64 + (year - 2018) as f64 / 10.0;
            for (code, value) in
                [("students", 100.0 + 40.0 * step), ("teachers", 10.0 - step), ("money", 5.0 + step * step)]
            {
                let persons = (code == "money").then_some(at as i64 * 10);
                figures.push(Figure { element: code.into(), region: (*region).into(), period: year, value, persons });
            }
        }
    }
    DataSetInput {
        key: "test.small".into(),
        about: About {
            title: "小数据集（示例）".into(),
            title_en: String::new(),
            origin: "测试".into(),
            licence: "测试".into(),
            example: true,
            regions: regions
                .iter()
                .map(|code| RegionName {
                    code: (*code).into(),
                    name: format!("地区{code}"),
                    name_en: String::new(),
                    group: String::new(),
                })
                .collect(),
            elements: vec![element("students", "万人"), element("teachers", "万人"), element("money", "亿元")],
        },
        figures,
    }
}

/// An evaluation of it: students per teacher and money per student under one heading.
pub(crate) fn document(data_set: &str) -> EvaluationInput {
    let line = |code: &str, parent: &str, expression: &str, unit: &str, direction: i8| -> Line {
        serde_json::from_value(json!({
            "code": code, "parent": parent, "name": format!("指标{code}"), "expression": expression, "unit": unit,
            "direction": direction,
        }))
        .unwrap()
    };
    EvaluationInput {
        system: None,
        name: "小评价（示例）".into(),
        name_en: String::new(),
        basis: String::new(),
        members: vec!["310000".into(), "320000".into()],
        example: true,
        data_set: data_set.into(),
        data_version: 1,
        regions: Vec::new(),
        beside: Vec::new(),
        years: vec![2018, 2019],
        groups: vec![Group {
            name: "两地".into(),
            name_en: String::new(),
            regions: vec!["310000".into(), "340000".into()],
        }],
        persons_min: 0,
        derived: vec![Derived { name: "per_student".into(), expression: "money / students".into() }],
        lines: vec![
            line("top", "", "", "", 1),
            line("ratio", "top", "students / teachers", "1", -1),
            line("money_each", "top", "money / students", "元/人", 1),
        ],
        stages: vec![
            json!({ "normalise": { "method": { "minmax": { "lower": 1, "upper": 100 } } } }),
            json!({ "aggregate": { "methods": ["arithmetic"] } }),
        ],
    }
}

fn computed(input: &EvaluationInput) -> Result<result::Outcome, indicators::composite::Fault> {
    let data = small();
    result::compute(input, &data.about, &data.figures)
}

#[test]
fn a_group_has_the_sum_of_numerators_over_the_sum_of_denominators() {
    let made = figures(&document("x"), &small().about, &small().figures).unwrap();
    let ratio = made.groups.iter().find(|group| group.year == 2018).unwrap().figures[0].unwrap();
    // 2018: 310000 has 100 students and 10 teachers, 340000 has 220 and 7.
    assert!((ratio - 320.0 / 17.0).abs() < 1e-12, "{ratio}");
    let mean = (100.0 / 10.0 + 220.0 / 7.0) / 2.0;
    assert!((ratio - mean).abs() > 1.0, "not the mean of ratios");
}

#[test]
fn a_result_has_every_stage_and_places_inside_their_ranges() {
    let outcome = computed(&document("x")).unwrap();
    let made = &outcome.computed;
    assert_eq!((made.rows.len(), made.indicators, made.nodes.len()), (8, 2, 3));
    // 2019, 340000: the most students to a teacher over both years, so 1; money 5 + 3.1² over 224 students.
    let row = made.rows.iter().find(|row| row.region == "340000" && row.year == 2019).unwrap();
    assert!((row.figures[0].unwrap() - 224.0 / 6.9).abs() < 1e-12);
    assert!((row.scores[0].unwrap() - 1.0).abs() < 1e-9);
    for row in &made.rows {
        assert!(row.low <= row.rank && row.rank <= row.high && row.high <= 4, "{row:?}");
    }
    let shares: f64 = made.sureness.iter().filter_map(|one| one.share).sum();
    assert!((shares - 1.0).abs() < 1e-9, "Shapley shares sum to one: {:?}", made.sureness);
    assert_eq!(made.combinations, 3 * 2 * 16);
}

#[test]
fn the_two_files_give_the_same_bits() {
    let outcome = computed(&document("x")).unwrap();
    let specification = download::specification(&document("x")).unwrap();
    let input = result::input(&specification, &outcome.input).unwrap();
    assert_eq!(
        (input.hash(), specification.hash()),
        (outcome.computed.data.clone(), outcome.computed.specification.clone())
    );
    let run = indicators::composite::Pipeline::new(input).run(&specification).unwrap();
    let top = outcome.computed.nodes.len() - 1;
    for (at, row) in outcome.computed.rows.iter().enumerate() {
        assert_eq!(run.last().values.at(at, top).to_bits(), row.scores[top].unwrap().to_bits());
    }
}

#[test]
fn small_cells_are_neither_counted_nor_told() {
    let mut input = document("x");
    input.persons_min = 15;
    let outcome = computed(&input).unwrap();
    assert_eq!(outcome.computed.suppressed, 4, "two regions stand on 0 and 10 people, in two years");
    let row = outcome.computed.rows.iter().find(|row| row.region == "310000").unwrap();
    assert_eq!(row.figures[1], None);
    assert!(outcome.input.lines().nth(1).unwrap().ends_with(",NA"), "{}", outcome.input);
}

#[test]
fn what_cannot_be_computed_is_told_with_its_place() {
    let change = |change: fn(&mut EvaluationInput)| {
        let mut input = document("x");
        change(&mut input);
        input
    };
    let zero = |input: &mut EvaluationInput| input.lines.iter_mut().for_each(|line| line.weight = 0.0);
    let cycle = |input: &mut EvaluationInput| {
        input.derived = vec![
            Derived { name: "a".into(), expression: "b + 1".into() },
            Derived { name: "b".into(), expression: "a + 1".into() },
        ];
        input.lines[1].expression = "a / b".into();
    };
    for (input, place, what) in [
        (change(|input| input.lines[1].expression = "students / nothing".into()), "lines", "no element nothing"),
        (change(|input| input.lines[1].expression = "students +".into()), "lines.ratio.expression", ""),
        (change(|input| input.lines[2].unit = "平方米".into()), "lines.money_each.expression", "unit"),
        (change(cycle), "derived", "cycle"),
        (change(zero), "aggregate", "sum to 0"),
        (
            change(|input| input.stages = vec![json!({ "aggregate": { "methods": ["sideways"] } })]),
            "stages",
            "sideways",
        ),
        (change(|input| input.stages.truncate(1)), "stages", "aggregated"),
        (change(|input| input.regions = vec!["650000".into()]), "regions", "650000"),
    ] {
        let fault = computed(&input).map(|_| ()).unwrap_err();
        assert!(fault.place.contains(place), "{fault} is not at {place}");
        assert!(fault.what.contains(what), "{fault} does not say {what}");
        assert!(!fault.remedy.is_empty());
    }
}

#[test]
fn one_region_ties_and_nothing_at_all_are_answered() {
    let mut one = document("x");
    one.regions = vec!["310000".into()];
    one.groups.clear();
    one.years = vec![2019];
    // A single region has no least and greatest: no score, or one without rivals, but never a panic.
    match computed(&one) {
        Ok(outcome) => assert!(outcome.computed.rows.iter().all(|row| row.rank <= 1)),
        Err(fault) => assert!(!fault.remedy.is_empty(), "{fault}"),
    }
    let mut ties = small();
    ties.figures.iter_mut().for_each(|figure| figure.value = if figure.element == "teachers" { 2.0 } else { 7.0 });
    match result::compute(&document("x"), &ties.about, &ties.figures) {
        Ok(outcome) => {
            let ranks: Vec<u16> = outcome.computed.rows.iter().map(|row| row.rank).collect();
            assert!(ranks.iter().all(|rank| *rank == ranks[0]), "{ranks:?}");
        }
        Err(fault) => assert!(!fault.remedy.is_empty(), "{fault}"),
    }
    match result::compute(&document("x"), &small().about, &[]) {
        Ok(outcome) => {
            assert!(outcome.computed.rows.iter().all(|row| row.rank == 0));
            assert_eq!(super::finding::finding(&outcome.computed), None);
        }
        Err(fault) => assert!(!fault.remedy.is_empty(), "{fault}"),
    }
}

#[test]
fn documents_that_are_no_documents_are_refused_with_a_path() {
    let text = content::text(&document("x"));
    assert_eq!(content::read(&text).unwrap(), document("x"));
    let broken = text.replacen("\"direction\": -1", "\"direction\": \"down\"", 1);
    let fault = content::read(&broken).unwrap_err();
    assert!(fault.args.get("place").is_some_and(|place| place.contains("lines[1].direction")), "{fault:?}");
    assert!(content::read(&"x".repeat(content::DOCUMENT_BYTES_MAX + 1)).is_err());
    assert!(content::read("{}").is_err());
    let mut input = document("x");
    input.years = vec![2019, 2018];
    input.lines[1].weight = f64::NAN;
    input.lines[2].parent = "later".into();
    let codes: Vec<&str> = content::faults(&input).iter().map(|fault| fault.code).collect();
    assert_eq!(codes, ["statistics.years.ascending", "statistics.line.weight", "statistics.line.parent_unknown"]);
}

#[test]
fn a_finding_names_who_is_in_front_and_how_many_pairs_are_clear() {
    let found = super::finding::finding(&computed(&document("x")).unwrap().computed).unwrap();
    assert_eq!((found.year, found.placed, found.pairs), (2019, 4, 6));
    assert!(found.clear <= found.pairs);
    let row = |low: u16, high: u16| crate::model::Row {
        region: String::new(),
        year: 2019,
        figures: Vec::new(),
        scores: vec![Some(1.0)],
        rank: low,
        low,
        high,
    };
    let computed = crate::model::Computed {
        rows: vec![row(1, 1), row(2, 3), row(3, 4), row(4, 4)],
        ..computed(&document("x")).unwrap().computed
    };
    let found = super::finding::finding(&computed).unwrap();
    // The first before all three, the second before the last; ranges 3 and 3, 4 and 4 meet.
    assert_eq!((found.clear, found.pairs, found.first.len()), (4, 6, 1));
}

#[test]
fn regions_whose_ranges_overlap_are_one_band() {
    let placed = |ranges: &[(u16, u16)]| {
        bands(ranges.iter().enumerate().map(|(at, (low, high))| Placed { at, low: *low, high: *high }).collect())
    };
    let band = |low: u16, high: u16, members: &[usize]| Band { low, high, members: members.to_vec() };
    for (ranges, expected) in [
        (&[(1, 1), (2, 2)][..], vec![band(1, 1, &[0]), band(2, 2, &[1])]),
        (&[(3, 4), (1, 2), (2, 3)], vec![band(1, 4, &[0, 1, 2])]),
        (&[(4, 5), (1, 2), (4, 4), (1, 1)], vec![band(1, 2, &[1, 3]), band(4, 5, &[0, 2])]),
        (&[(0, 0), (1, 1)], vec![band(1, 1, &[1])]),
        (&[], vec![]),
    ] {
        assert_eq!(placed(ranges), expected);
    }
}
