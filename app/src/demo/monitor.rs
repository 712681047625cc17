//! The monitoring centre of the year: a system that the four provinces agreed to, and its next version, which they comment on.
//! All of it is marked as an example.

use anyhow::Context;
use directory::import::Grid;
use monitor::model::{
    AnswerInput, CommentInput, ConsultInput, Direction, Outcome, PublishInput, Stance, StepInput, System, SystemInput,
    Target, VoiceInput,
};
use monitor::rules::table;
use monitor::work::{comment, system};
use op::Actor;

use super::Stage;
use super::people::People;

/// Who speaks for each member, in the order 沪苏浙皖.
const OFFICERS: [(&str, &str); 4] =
    [("shi.officer", "310000"), ("qin.officer", "320000"), ("fan.officer", "330000"), ("pei.officer", "340000")];

/// Plays the scenes.
pub fn play(stage: &Stage, people: &People) -> anyhow::Result<()> {
    let published = publish(stage, people).context("the system in force")?;
    consult(stage, people, &published).context("its next version")
}

fn step(system: &System) -> (String, StepInput) {
    let at = StepInput { version: system.version, revision: system.revision, reason: String::new() };
    (system.id.clone(), at)
}

/// The system in force: drafted, put to the members, agreed to by all, published.
fn publish(stage: &Stage, people: &People) -> anyhow::Result<System> {
    let writer = people.actor("tang.monitor")?;
    stage.days_ago(300);
    let input = input()?;
    let drafted = stage.write(&writer, move |op| system::draft(op, &input))?;
    let (id, at) = step(&drafted);
    let proposed = stage.write(&writer, move |op| system::propose(op, &id, &at))?;
    stage.days_ago(290);
    for (officer, region) in OFFICERS {
        agree(stage, &people.actor(officer)?, &proposed, region)?;
    }
    stage.days_ago(280);
    let id = proposed.id.clone();
    let input = PublishInput { version: 1, revision: proposed.revision, number: "示例〔监测〕1号".to_owned() };
    stage.write(&writer, move |op| system::publish(op, &id, &input))
}

/// The shipped example as a first version.
fn input() -> anyhow::Result<SystemInput> {
    let bytes = include_bytes!("indicators.csv");
    let grid = Grid::read_long("indicators.csv", bytes, table::CELL_CHARS_MAX);
    let grid = grid.map_err(|fault| anyhow::anyhow!("the shipped indicators: {fault:?}"))?;
    let read = table::read(grid.rows()).map_err(|faults| anyhow::anyhow!("the shipped indicators: {faults:?}"))?;
    Ok(SystemInput {
        name: "长三角教育现代化监测指标体系（示例）".to_owned(),
        name_en: "Indicator system of education modernisation in the Yangtze River Delta (example)".to_owned(),
        basis: "演示用。2021 年正式体系的指标、权重和目标值没有公开，本表只用国家统计局公开的分省年度数据编成。"
            .to_owned(),
        members: OFFICERS.map(|(_, region)| region.to_owned()).to_vec(),
        example: true,
        indicators: read.lines,
    })
}

fn agree(stage: &Stage, officer: &Actor, proposed: &System, region: &str) -> anyhow::Result<()> {
    let id = proposed.id.clone();
    let input = VoiceInput {
        version: proposed.version,
        revision: proposed.revision,
        region: region.to_owned(),
        stance: Stance::Agree,
        reason: String::new(),
    };
    stage.write(officer, move |op| comment::speak(op, &id, &input)).map(|_| ())
}

/// The next version: weights of its headings change, one target is new, and the members comment.
fn consult(stage: &Stage, people: &People, published: &System) -> anyhow::Result<()> {
    let writer = people.actor("tang.monitor")?;
    stage.days_ago(12);
    let id = published.id.clone();
    let next = stage.write(&writer, move |op| system::draft_next(op, &id))?;
    let mut content = next.content.clone();
    for line in &mut content.indicators {
        match line.code.as_str() {
            "1" => line.weight_hundredths = Some(2_500),
            "3" => line.weight_hundredths = Some(2_500),
            "3.1" => line.target = Some(Target { direction: Direction::AtLeast, value: "15".to_owned() }),
            _ => {}
        }
    }
    let (id, at) = step(&next);
    let edited = stage.write(&writer, move |op| system::edit(op, &id, &at, &content))?;
    let id = edited.id.clone();
    let until = stage.today.plus_days(14).day_in_shanghai();
    let input = ConsultInput { version: edited.version, revision: edited.revision, until };
    let open = stage.write(&writer, move |op| system::consult(op, &id, &input))?;
    stage.days_ago(8);
    let said = say(
        stage,
        &people.actor("pei.officer")?,
        &open,
        "340000",
        "3.1",
        "安徽各县财力差别大，建议同时公布分县数据，再定目标值。",
    )?;
    say(stage, &people.actor("fan.officer")?, &open, "330000", "", "建议增加终身学习方面的指标。")?;
    stage.days_ago(5);
    let input = AnswerInput {
        version: open.version,
        comment: said,
        outcome: Outcome::Partly,
        answer: "目标值暂作参考，分县数据在下一次采集中收集。".to_owned(),
    };
    let id = open.id.clone();
    stage.write(&writer, move |op| comment::answer(op, &id, &input))?;
    Ok(())
}

fn say(
    stage: &Stage,
    officer: &Actor,
    open: &System,
    region: &str,
    indicator: &str,
    text: &str,
) -> anyhow::Result<String> {
    let id = open.id.clone();
    let input = CommentInput {
        version: open.version,
        region: region.to_owned(),
        indicator: indicator.to_owned(),
        text: text.to_owned(),
    };
    Ok(stage.write(officer, move |op| comment::comment(op, &id, &input))?.id)
}
