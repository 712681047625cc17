//! What the demonstration publishes as statistics: the figures of the 国家统计局 by province and year that this repository holds,
//! in two versions. The figures are real and their origin is named; the publication is an example.

use anyhow::Context;
use dissemination::model::{Category, Code, DataflowInput, ObservationInput, Release, ReleaseInput, StepInput};
use dissemination::work::{dataflow, release};
use op::Actor;
use units::Day;

use super::Stage;
use super::people::People;
use crate::handover::evaluated::annual;

const FIGURES: &str = include_str!("../../../data/education_statistics.csv");
const INDICATORS: &str = include_str!("../../../data/education_statistics_indicators.csv");

const REGIONS: &str = include_str!("../../../data/education_statistics_regions.csv");

/// The provinces of the delta, which the first version has.
const DELTA: [&str; 4] = ["310000", "320000", "330000", "340000"];
/// The last year of the first version.
const FIRST_UNTIL: &str = "2018";

/// Units as the table writes them, with codes and names.
const UNITS: [(&str, &str, &str, &str); 10] = [
    ("万人", "TEN_THOUSAND_PERSONS", "万人", "Ten thousand persons"),
    ("个", "NUMBER", "个", "Number"),
    ("人", "PERSONS", "人", "Persons"),
    ("亿元", "HUNDRED_MILLION_CNY", "亿元", "Hundred million yuan"),
    ("万元", "TEN_THOUSAND_CNY", "万元", "Ten thousand yuan"),
    ("1", "RATIO", "比值", "Ratio"),
    ("人/十万人", "PER_100000", "人/十万人", "Persons per 100,000"),
    ("所", "INSTITUTIONS", "所", "Institutions"),
    ("元", "CNY", "元", "Yuan"),
    ("元/人", "CNY_PER_PERSON", "元/人", "Yuan per person"),
];

/// Plays the scenes: both versions made by one officer of Shanghai and released by another.
pub fn play(stage: &Stage, people: &People) -> anyhow::Result<()> {
    let (maker, second) = (people.actor("tang.monitor")?, people.actor("shi.officer")?);
    stage.days_ago(200);
    let flow = about();
    stage.write(&maker, move |op| dataflow::make(op, &flow))?;
    let first = |region: &str, year: &str| DELTA.contains(&region) && year <= FIRST_UNTIL;
    let change =
        ("首次发布：沪苏浙皖四省市，至 2018 年。", "First release: the four provinces of the delta, up to 2018.");
    publish(stage, &maker, &second, 198, change, first).context("the first version")?;
    let change = (
        "增加 2019 年，并增加北京、辽宁、山东、河南、湖北、广东、四川、陕西八个对照省市。",
        "Adds 2019, and eight provinces to compare with: Beijing, Liaoning, Shandong, Henan, Hubei, Guangdong, Sichuan, Shaanxi.",
    );
    publish(stage, &maker, &second, 20, change, |_, _| true).context("the second version")
}

fn about() -> DataflowInput {
    let text = str::to_owned;
    DataflowInput {
        id: text("DF_EDUCATION"),
        region: text("310000"),
        category: Category::General,
        name: text("分省教育统计（2000—2019 年）"),
        name_en: text("Education statistics by province (2000–2019)"),
        summary: text("长三角四省市和八个对照省市的学校、学生、教师、经费等 119 个指标，按年。"),
        summary_en: text(
            "Schools, students, teachers, funds and more: 119 yearly indicators of the four provinces of the delta and eight others.",
        ),
        licence: text("国家统计局公开发布的统计数据；使用时注明来源，以其网站声明为准"),
        licence_en: text(
            "Statistics published by the National Bureau of Statistics of China; name the source, its site's notice applies",
        ),
        licence_address: text("https://data.stats.gov.cn/"),
        origin: text("国家统计局，分省年度数据"),
        origin_en: text("National Bureau of Statistics of China, annual data by province"),
        methodology: text(
            "数值取自国家统计局公开的分省年度数据，单位沿用原表。没有公布的数值不列，没有任何估算。\n\
             2006 年的生师比因可得数据错位，未收录。初中学校数自 2011 年起。人口为第七次人口普查修订前的数据。\n\
             对照省市由本平台选定，不是抽样，不代表全国。",
        ),
        methodology_en: text(
            "The figures are those the National Bureau of Statistics publishes by province and year, in its units. What is not \
             published has no observation; nothing was estimated.\n\
             Student-teacher ratios of 2006 are left out, because the rows at hand were shifted. Lower secondary schools begin \
             in 2011. Population is that before the revision after the census of 2020.\n\
             The provinces to compare with are this platform's choice and no sample of the country.",
        ),
        contact: text("示例：长三角教育监测（演示）"),
        contact_en: text("Example: education monitoring of the Yangtze River Delta (demonstration)"),
        suppression: None,
        example: true,
    }
}

/// Hands over, proposes and releases what `wanted` takes of the figures, so many days before today.
fn publish(
    stage: &Stage,
    maker: &Actor,
    second: &Actor,
    days: i64,
    (change, change_en): (&str, &str),
    wanted: impl Fn(&str, &str) -> bool,
) -> anyhow::Result<()> {
    let day = stage.today.plus_days(-days).day_in_shanghai();
    released(stage, maker, second, days, handover(day, change, change_en, wanted)?)
}

/// Hands over, proposes and releases a version, so many days before today.
pub(super) fn released(
    stage: &Stage,
    maker: &Actor,
    second: &Actor,
    days: i64,
    input: ReleaseInput,
) -> anyhow::Result<()> {
    stage.days_ago(days);
    let drafted = stage.write(maker, move |op| release::receive(op, &input))?;
    let (id, version, at) = step(&drafted);
    let proposed = stage.write(maker, move |op| release::propose(op, &id, version, &at))?;
    let (id, version, at) = step(&proposed);
    stage.write(second, move |op| release::release(op, &id, version, &at))?;
    Ok(())
}

fn step(release: &Release) -> (String, i64, StepInput) {
    let at = StepInput { revision: release.revision, reason: String::new() };
    (release.dataflow.clone(), release.version, at)
}

fn handover(
    released_on: Day,
    change: &str,
    change_en: &str,
    wanted: impl Fn(&str, &str) -> bool,
) -> anyhow::Result<ReleaseInput> {
    let mut units = std::collections::HashMap::new();
    let mut indicators = Vec::new();
    for row in csv::Reader::from_reader(INDICATORS.as_bytes()).records() {
        let row = row?;
        let cell = |at: usize| row.get(at).unwrap_or_default().to_owned();
        let unit =
            UNITS.iter().find(|(written, ..)| *written == cell(3)).with_context(|| format!("the unit {}", cell(3)))?;
        units.insert(cell(0).to_uppercase(), unit.1);
        indicators.push(Code { id: cell(0).to_uppercase(), name: cell(1), name_en: cell(2), parent: String::new() });
    }
    let mut observations = Vec::new();
    for row in csv::Reader::from_reader(FIGURES.as_bytes()).records() {
        let row = row?;
        let cell = |at: usize| row.get(at).unwrap_or_default();
        if wanted(cell(1), cell(2)) {
            let indicator = cell(0).to_uppercase();
            let unit = units.get(&indicator).copied().with_context(|| format!("the indicator {indicator}"))?;
            observations.push(ObservationInput {
                key: vec!["A".to_owned(), cell(1).to_owned(), indicator],
                period: cell(2).to_owned(),
                value: Some(cell(3).to_owned()),
                status: "A".to_owned(),
                attributes: vec![unit.to_owned()],
            });
        }
    }
    let (dataflow, change, change_en) = ("DF_EDUCATION".to_owned(), change.to_owned(), change_en.to_owned());
    let mut regions = Vec::new();
    for row in csv::Reader::from_reader(REGIONS.as_bytes()).records() {
        let row = row?;
        let cell = |at: usize| row.get(at).unwrap_or_default();
        regions.push(code(cell(0), cell(1), cell(2)));
    }
    // Those of the delta stand first.
    regions.sort_by_key(|one| !DELTA.contains(&one.id.as_str()));
    let units = UNITS.iter().map(|(_, id, zh, en)| code(id, zh, en)).collect();
    let structure = annual(regions, indicators, units);
    Ok(ReleaseInput { dataflow, released_on, change, change_en, structure, observations })
}

fn code(id: &str, name: &str, name_en: &str) -> Code {
    Code { id: id.to_owned(), name: name.to_owned(), name_en: name_en.to_owned(), parent: String::new() }
}
