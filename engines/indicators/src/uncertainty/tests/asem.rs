//! The ASEM example of COINr: input, specification and the analysis of its documentation.

use std::{collections::BTreeMap, sync::Arc};

use serde_json::{Value, json};

use super::engine::{
    composite::{
        Fault, Specification, Table, Tree,
        pipeline::Input,
        spec::{Entry, Kind},
    },
    numeric::Matrix,
    uncertainty::{Beside, Evaluator, Outcome, Study, spec::Sensitivity},
};

/// Lines of a restated table by set and column; the column `*` holds the keys.
fn lines() -> BTreeMap<(&'static str, &'static str), Vec<&'static str>> {
    let text = include_str!("../../../tests/composite/tables/input.tsv");
    let line = |line: &'static str| {
        let mut cells = line.split('\t');
        Some(((cells.next()?, cells.next()?), cells.collect()))
    };
    text.lines().filter(|line| !line.starts_with('#')).filter_map(line).collect()
}

fn number(text: &str) -> f64 {
    if text == "NA" { f64::NAN } else { text.parse().unwrap() }
}

pub fn entries() -> Vec<Entry> {
    let lines = lines();
    let codes = &lines[&("meta", "*")];
    let of = |column: &'static str, at: usize| Some(lines[&("meta", column)][at]).filter(|text| *text != "NA");
    let entry = |(at, code): (usize, &&str)| Entry {
        code: (*code).to_owned(),
        kind: match of("Type", at).unwrap() {
            "Indicator" => Kind::Indicator,
            "Aggregate" => Kind::Aggregate,
            "Denominator" => Kind::Denominator,
            _ => Kind::Group,
        },
        parent: of("Parent", at).map(str::to_owned),
        direction: of("Direction", at).map_or(1.0, number),
        denominator: of("Denominator", at).map(str::to_owned),
        ..Entry::default()
    };
    codes.iter().enumerate().map(entry).collect()
}

pub fn input() -> Arc<Input> {
    let (lines, tree) = (lines(), Tree::build(&entries()).unwrap());
    let codes = &lines[&("data", "*")];
    let mut rows: Vec<usize> = (0..codes.len()).collect();
    rows.sort_by_key(|row| codes[*row]);
    let text = |column: &str| {
        let (_, line) = lines.iter().find(|((set, name), _)| *set == "data" && *name == column).unwrap();
        rows.iter().map(|row| line[*row]).collect::<Vec<_>>()
    };
    let numbers = |column: &str| text(column).into_iter().map(number).collect::<Vec<_>>();
    let figures: Vec<f64> = tree.nodes()[..tree.indicators()].iter().flat_map(|node| numbers(&node.code)).collect();
    let word = |word: &str| Some(word.to_owned()).filter(|word| word != "NA");
    let groups = tree.groups().iter().map(|code| (code.clone(), text(code).into_iter().map(word).collect())).collect();
    let table = Table {
        codes: rows.iter().map(|row| codes[*row].to_owned()).collect(),
        names: rows.iter().map(|row| codes[*row].to_owned()).collect(),
        times: None,
        figures: Matrix::from_columns(rows.len(), tree.indicators(), figures).unwrap(),
        groups,
        denominators: tree.denominators().iter().map(|code| (code.clone(), numbers(code))).collect(),
    };
    Arc::new(Input::new(table, tree).unwrap())
}

/// The default chain of COINr's example.
pub fn specification() -> Specification {
    let document = json!({
        "data": { "file": "ASEM_iData.csv" },
        "metadata": { "file": "ASEM_iMeta.csv" },
        "stages": [
            { "denominate": {} },
            { "impute": { "method": "mean", "group": "EurAsia_group" } },
            { "screen": { "by": "missing", "data_at_least": 0.9 } },
            { "treat": {} },
            { "normalise": { "method": { "minmax": { "lower": 0.0, "upper": 100.0 } } } },
            { "aggregate": { "methods": ["arithmetic"] } },
        ],
    });
    Specification::parse(&document.to_string()).unwrap()
}

/// The four factors of the reference analysis: 5 × 2 × 100 × 2 choices.
pub fn factors() -> Vec<Value> {
    let text = include_str!("../../../tests/figures/sensitivity/noisy_weights.csv");
    let codes: Vec<&str> = text.lines().next().unwrap().split(',').skip(1).collect();
    let set =
        |row: Vec<f64>| codes.iter().zip(&row[1..]).map(|(code, weight)| (code.to_string(), json!(weight))).collect();
    let lines = text.lines().skip(1).map(|line| line.split(',').map(number).collect());
    let sets: Vec<Value> = lines.map(|row| Value::Object(set(row))).collect();
    let choices = |name: &str, at: &str, values: Value| json!({ "name": name, "vary": { "choices": { "at": at, "values": values } } });
    vec![
        choices("Winmax", "/stages/3/treat/each/first/winsorise/points_max", json!([1, 2, 3, 4, 5])),
        choices(
            "Normalisation",
            "/stages/4/normalise/method",
            json!([{ "minmax": { "lower": 1.0, "upper": 100.0 } }, { "zscore": { "mean": 10.0, "deviation": 2.0 } }]),
        ),
        choices("Weights", "/stages/5/aggregate/weights", Value::Array(sets)),
        choices("Aggregation", "/stages/5/aggregate/methods", json!([["arithmetic"], ["geometric"]])),
    ]
}

pub fn document(factors: Vec<Value>, method: Value) -> Sensitivity {
    let document = json!({
        "specification": { "file": "asem.json" }, "factors": factors, "method": method, "seed": 7,
    });
    Sensitivity::parse(&document.to_string()).unwrap()
}

pub fn study(document: Sensitivity, beside: &Beside) -> Result<Study, Fault> {
    Study::new(document, specification(), entries(), input(), beside)
}

pub fn computed(study: &Study) -> Outcome {
    let mut evaluator = Evaluator::new(study);
    let pieces = (0..study.pieces()).map(|number| evaluator.piece(number).unwrap()).collect();
    study.outcome(pieces).unwrap()
}
