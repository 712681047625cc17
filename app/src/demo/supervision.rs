//! Counties of invented schools under the national standard: of one the year before is published and this year's is in the
//! procedure; four others stand beside it.

use std::collections::BTreeMap;

use anyhow::Context;
use directory::import::Grid;
use op::Actor;
use supervision::model::{
    County, CountyInput, Figures, IssueInput, MendInput, PublishInput, RemarkInput, RemarkKind, SchoolFigures,
    Severity, StepInput,
};
use supervision::rules::figures;
use supervision::work::{county, finding};

use super::Stage;
use super::neighbours::NEIGHBOURS;
use super::people::People;
use crate::house::cli;

/// The county: a real place, invented schools.
const REGION: &str = "341122";
/// What all are judged under.
const STANDARD: &str = "county_quality_balance_2017";

/// Plays the scenes.
pub fn play(stage: &Stage, people: &People) -> anyhow::Result<()> {
    let (pei, zhang) = (people.actor("pei.officer")?, people.actor("zhang.inspector")?);
    stage.days_ago(330);
    let before = receive(stage, 2024, include_bytes!("county_2024.csv")).context("the figures of 2024")?;
    remark(stage, &zhang, &before, RemarkKind::Suggestion, "示例：请按差异系数的来源先补城东小学的教师和教室。")?;
    let reviewed = advance(stage, &pei, before, 4)?;
    stage.days_ago(300);
    let (id, input) =
        (reviewed.id.clone(), PublishInput { revision: reviewed.revision, number: "示例〔督导〕1号".to_owned() });
    stage.write(&pei, move |op| county::publish(op, &id, &input))?;
    stage.days_ago(60);
    neighbours(stage, &pei).context("the counties beside it")?;
    stage.days_ago(40);
    let now = receive(stage, 2025, include_bytes!("county_2025.csv")).context("the figures of 2025")?;
    let now = advance(stage, &pei, now, 2)?;
    findings(stage, &zhang, &pei, &now)
}

fn receive(stage: &Stage, year: i64, table: &[u8]) -> anyhow::Result<County> {
    let grid = Grid::read("county.csv", table).map_err(|fault| anyhow::anyhow!("the shipped county: {fault:?}"))?;
    let standard = figures::standard(STANDARD, units::Day::new(2025, 12, 31)?)
        .map_err(|refused| anyhow::anyhow!("the standard: {refused:?}"))?;
    let read =
        figures::read(grid.rows(), &standard).map_err(|fault| anyhow::anyhow!("the shipped county: {fault:?}"))?;
    anyhow::ensure!(read.faults.is_empty(), "the shipped county: {:?}", read.faults);
    hand_in(stage, REGION, year, read.schools)
}

fn hand_in(stage: &Stage, region: &str, year: i64, schools: Vec<SchoolFigures>) -> anyhow::Result<County> {
    let input = CountyInput {
        region: region.to_owned(),
        year,
        standard: STANDARD.to_owned(),
        example: true,
        source: "示例数据（虚构）".to_owned(),
        small_cell: 0,
        figures: Figures { schools, county: own_figures() },
    };
    stage.write(&cli(), move |op| county::receive(op, &input))
}

/// Four counties of three cities, each as far as it has come.
fn neighbours(stage: &Stage, officer: &Actor) -> anyhow::Result<()> {
    for one in &NEIGHBOURS {
        let received = hand_in(stage, one.region, 2025, one.schools())?;
        let now = advance(stage, officer, received, one.steps.min(4))?;
        if one.steps > 4 {
            let input = PublishInput { revision: now.revision, number: "示例〔督导〕2号".to_owned() };
            stage.write(officer, move |op| county::publish(op, &now.id, &input))?;
        }
    }
    Ok(())
}

/// The county's own figures, invented.
fn own_figures() -> BTreeMap<String, Option<f64>> {
    let figures = [
        ("special_education_funds", 8_200.0),
        ("teacher_pay", 121_000.0),
        ("civil_servant_pay", 120_500.0),
        ("exchange_eligible", 210.0),
        ("exchanged", 24.0),
        ("exchanged_backbone", 6.0),
        ("teachers_all", 620.0),
        ("teachers_certified", 620.0),
        ("teachers_trained_360", 611.0),
        ("training_funds", 62.0),
        ("public_funds", 1_180.0),
        ("nearby_primary", 100.0),
        ("nearby_junior", 96.5),
        ("quota_allocated", 310.0),
        ("quota_plan", 560.0),
        ("migrants", 220.0),
        ("migrants_placed", 205.0),
        ("disabled", 40.0),
        ("disabled_enrolled", 39.0),
        ("satisfaction", 91.0),
    ];
    figures.into_iter().map(|(name, value)| (name.to_owned(), Some(value))).collect()
}

/// So many steps of the procedure.
fn advance(stage: &Stage, officer: &Actor, mut county: County, steps: usize) -> anyhow::Result<County> {
    for _ in 0..steps {
        let id = county.id.clone();
        let input =
            StepInput { revision: county.revision, reason: "示例：材料齐全，进入下一步。".to_owned() };
        county = stage.write(officer, move |op| county::advance(op, &id, &input))?;
    }
    Ok(county)
}

fn remark(stage: &Stage, inspector: &Actor, county: &County, kind: RemarkKind, text: &str) -> anyhow::Result<()> {
    let id = county.id.clone();
    let input = RemarkInput { school: String::new(), kind, text: text.to_owned() };
    stage.write(inspector, move |op| finding::remark(op, &id, &input)).map(|_| ())
}

/// What the inspector finds: one issue is mended and waits for its re-check, one is open.
fn findings(stage: &Stage, inspector: &Actor, officer: &Actor, county: &County) -> anyhow::Result<()> {
    stage.days_ago(20);
    let deadline = stage.today.plus_days(30).day_in_shanghai();
    let raise = |school: &str, severity: Severity, text: &str| {
        let id = county.id.clone();
        let input = IssueInput { school: school.to_owned(), severity, text: text.to_owned(), deadline };
        stage.write(inspector, move |op| finding::raise(op, &id, &input))
    };
    raise("LA-P03", Severity::Serious, "示例：教学用房不足，功能室挪作教室。")?;
    let issue = raise("LA-T01", Severity::Minor, "示例：体育器材登记与实物不符。")?;
    let id = county.id.clone();
    let input = MendInput { issue: issue.id, remedy: "示例：已重新盘点并更正登记。".to_owned() };
    stage.write(officer, move |op| finding::mend(op, &id, &input))?;
    remark(stage, inspector, county, RemarkKind::Highlight, "示例：农村小学的体育艺术教师走教安排落实较好。")
}
