//! Evaluations that show how one looks, on the shipped figures. The choice of indicators and weights is ours: 示例.

use serde_json::{Value, json};

use crate::model::{DataSet, EvaluationInput, Group, IndicatorSystem, Line, Missing, Together};
use crate::rules::system;

/// The four provinces of the delta.
pub const DELTA: [&str; 4] = ["310000", "320000", "330000", "340000"];

fn heading(code: &str, parent: &str, name: &str, name_en: &str, weight: f64) -> Line {
    Line {
        code: code.to_owned(),
        parent: parent.to_owned(),
        name: name.to_owned(),
        name_en: name_en.to_owned(),
        expression: String::new(),
        unit: String::new(),
        missing: Missing::default(),
        together: Together::default(),
        direction: 1,
        weight,
        target: None,
        meaning: String::new(),
        indicator: String::new(),
    }
}

/// An indicator: code, heading, names, expression, unit, direction, meaning.
type Measured = (&'static str, &'static str, &'static str, &'static str, &'static str, &'static str, i8, &'static str);

fn indicator((code, parent, name, name_en, expression, unit, direction, meaning): Measured) -> Line {
    Line {
        expression: expression.to_owned(),
        unit: unit.to_owned(),
        direction,
        meaning: meaning.to_owned(),
        ..heading(code, parent, name, name_en, 1.0)
    }
}

/// Input and access, from what the bureau publishes for every year from 2007.
const INPUT_AND_ACCESS: [Measured; 9] = [
    (
        "funds_share",
        "input",
        "教育支出占一般预算支出的比重",
        "Share of education in local general budgetary expenditure",
        "expenditure_education / expenditure_general",
        "%",
        1,
        "地方财政教育支出 ÷ 地方财政一般预算支出。2007 年起可比。",
    ),
    (
        "funds_per_person",
        "input",
        "人均教育支出",
        "Education expenditure per resident",
        "expenditure_education / population",
        "元/人",
        1,
        "地方财政教育支出 ÷ 年末常住人口。现价，没有扣除物价。",
    ),
    (
        "wage_ratio",
        "input",
        "教育平均工资与全部平均工资之比",
        "Average wage in education relative to all",
        "wage_education / wage_all",
        "1",
        1,
        "城镇单位。大于 1 表示教育的平均工资高于各行业平均。",
    ),
    (
        "primary_ratio",
        "teachers",
        "小学生师比",
        "Pupils per teacher, primary",
        "primary_students / primary_teachers",
        "1",
        -1,
        "小学在校学生数 ÷ 小学专任教师数，按在校生和教师总数计算。",
    ),
    (
        "upper_ratio",
        "teachers",
        "普通高中生师比",
        "Students per teacher, upper secondary",
        "upper_secondary_students / upper_secondary_teachers",
        "1",
        -1,
        "普通高中在校学生数 ÷ 专任教师数。",
    ),
    (
        "higher_ratio",
        "teachers",
        "普通高校生师比",
        "Students per teacher, higher education",
        "higher_students / higher_teachers",
        "1",
        -1,
        "普通本专科在校学生数 ÷ 专任教师数，没有折算研究生。",
    ),
    (
        "kindergarten",
        "access",
        "每十万人口幼儿园在校生",
        "Children in kindergartens per 100,000 persons",
        "density_kindergarten",
        "人/十万人",
        1,
        "统计局公布的平均数，2008 年起有数据。受人口年龄结构影响。",
    ),
    (
        "upper_access",
        "access",
        "每十万人口高中阶段在校生",
        "Students in upper secondary education per 100,000 persons",
        "density_upper_secondary",
        "人/十万人",
        1,
        "含中等职业教育。受人口年龄结构影响。",
    ),
    (
        "higher_access",
        "access",
        "每十万人口高等学校在校生",
        "Students in higher education per 100,000 persons",
        "density_higher",
        "人/十万人",
        1,
        "按学校所在地统计，京沪吸引外地学生较多。",
    ),
];

/// Education input and access of provinces by year.
pub fn input_and_access(set: &DataSet, members: Vec<String>) -> EvaluationInput {
    let mut lines = vec![
        heading("index", "", "综合", "Composite", 1.0),
        heading("input", "index", "投入", "Input", 1.0),
        heading("teachers", "index", "师资", "Teachers", 1.0),
        heading("access", "index", "机会", "Access", 1.0),
    ];
    lines.extend(INPUT_AND_ACCESS.map(indicator));
    // A published average of one province cannot be added up; for a group it is the mean over provinces.
    for line in lines.iter_mut().filter(|line| line.parent == "access") {
        line.together = Together::MeanOfUnits;
    }
    EvaluationInput {
        name: "教育投入与机会（示例）".to_owned(),
        name_en: "Education input and access (example)".to_owned(),
        basis: "演示用：指标、权重和方法由平台选定，不是官方评价。数据为国家统计局公布的分省年度数据，只在十二个省（直辖市）之间比较。"
            .to_owned(),
        members,
        example: true,
        system: None,
        data_set: set.id.clone(),
        data_version: set.version,
        regions: Vec::new(),
        beside: Vec::new(),
        years: (2008..=2019).collect(),
        groups: vec![Group {
            name: "长三角".to_owned(),
            name_en: "Yangtze River Delta".to_owned(),
            regions: DELTA.map(str::to_owned).to_vec(),
        }],
        persons_min: 0,
        derived: Vec::new(),
        lines,
        stages: vec![
            json!({ "normalise": { "method": { "minmax": { "lower": 1, "upper": 100 } } } }),
            json!({ "aggregate": { "methods": ["arithmetic"], "available_at_least": [0.6] } }),
        ],
    }
}

/// What an editor starts from: input and access, named anew.
pub fn start(set: &DataSet, members: Vec<String>) -> EvaluationInput {
    let name = "新的评价（示例）".to_owned();
    EvaluationInput { name, name_en: String::new(), ..input_and_access(set, members) }
}

/// How far targets are reached: Σ weight × min(1, actual ÷ target), as the monitoring of 江苏 from 2013 counts. Indicators,
/// weights and targets here are ours, because figures of provinces answer few of its own.
pub fn targets(set: &DataSet, members: Vec<String>) -> EvaluationInput {
    let target = |measured: Measured, weight: f64, target: f64| Line {
        weight,
        target: Some(target),
        together: Together::MeanOfUnits,
        ..indicator(measured)
    };
    let goalposts = |target: f64| json!({ "goalposts": { "lower": 0, "upper": target, "scale": 1, "truncate": true } });
    let lines = vec![
        heading("index", "", "目标实现程度", "Attainment of targets", 1.0),
        target(INPUT_AND_ACCESS[0], 40.0, 16.0),
        target(INPUT_AND_ACCESS[6], 20.0, 3_500.0),
        target(INPUT_AND_ACCESS[7], 20.0, 3_000.0),
        target(INPUT_AND_ACCESS[8], 20.0, 3_000.0),
    ]
    .into_iter()
    .map(|line| Line { parent: if line.code == "index" { String::new() } else { "index".to_owned() }, ..line })
    .collect::<Vec<_>>();
    let overrides: serde_json::Map<String, Value> =
        lines.iter().filter_map(|line| Some((line.code.clone(), goalposts(line.target?)))).collect();
    EvaluationInput {
        name: "目标实现程度（示例）".to_owned(),
        name_en: "Attainment of targets (example)".to_owned(),
        basis: "演示用：Σ 权重 × min(1, 实际值 ÷ 目标值)。指标、权重和目标值由平台选定，不是官方目标。".to_owned(),
        years: (2015..=2019).collect(),
        groups: Vec::new(),
        lines,
        stages: vec![
            json!({ "normalise": { "method": "none", "overrides": overrides } }),
            json!({ "aggregate": { "methods": ["arithmetic"], "available_at_least": [1.0] } }),
        ],
        ..input_and_access(set, members)
    }
}

/// What the indicators of the demonstration's system are computed from: code, expression, unit.
const MEASURED: [(&str, &str, &str); 12] = [
    ("1.1", "density_kindergarten", "人/十万人"),
    ("1.2", "density_upper_secondary", "人/十万人"),
    ("1.3", "density_higher", "人/十万人"),
    ("2.1", "primary_students / primary_teachers", "1"),
    ("2.2", "lower_secondary_students / lower_secondary_teachers", "1"),
    ("2.3", "upper_secondary_students / upper_secondary_teachers", "1"),
    ("2.4", "higher_teachers_full_prof / higher_teachers", "%"),
    ("3.1", "expenditure_education / expenditure_general", "%"),
    ("3.2", "wage_education / wage_all", "1"),
    ("4.1", "survey_6_college / survey_6", "%"),
    ("4.2", "previous(patent_grants_invention) / previous(population)", "个/万人"),
    ("4.3", "technology_turnover / product", "%"),
];

/// An evaluation made from the demonstration's indicator system: tree, weights, targets and directions are the system's.
pub fn under_system(set: &DataSet, system: &IndicatorSystem, members: Vec<String>) -> EvaluationInput {
    let mut lines = system::lines(system, &set.about);
    for line in &mut lines {
        let Some((_, expression, unit)) = MEASURED.iter().find(|(code, ..)| *code == line.indicator) else { continue };
        (*expression).clone_into(&mut line.expression);
        (*unit).clone_into(&mut line.unit);
        // What is published as an average cannot be added up over provinces.
        if expression.starts_with("density") {
            line.together = Together::MeanOfUnits;
        }
    }
    let lines = system::measured(lines, |line| line.indicator.is_empty() || system.is_heading(&line.indicator));
    EvaluationInput {
        name: "教育现代化监测评价（示例）".to_owned(),
        name_en: "Monitoring of education modernisation (example)".to_owned(),
        basis: "演示用：依据示例指标体系评价，体系的指标、权重和目标值由平台选定，不是官方体系。数据为国家统计局公布的分省年度数据。"
            .to_owned(),
        system: Some(system::citation(system)),
        years: (2011..=2019).collect(),
        lines,
        ..input_and_access(set, members)
    }
}
