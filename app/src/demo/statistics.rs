//! Statistics of the year: the shipped figures of the statistics bureau, an evaluation of them on lines of its own, one made from
//! the published indicator system, one that is being written, and a plan of one. The choice of indicators is marked as an example.

use op::Actor;
use statistics::model::{DataSet, Evaluation, EvaluationInput, IndicatorSystem, Plan, StepInput};
use statistics::rules;
use statistics::work::example::{DELTA, input_and_access, targets, under_system};
use statistics::work::{evaluation, plan, shipped, system};

use super::Stage;
use super::people::People;
use crate::house::cli;

/// Plays the scenes.
pub fn play(stage: &Stage, people: &People) -> anyhow::Result<()> {
    let (writer, second) = (people.actor("tang.monitor")?, people.actor("qin.officer")?);
    stage.days_ago(80);
    let set = stage.write(&cli(), shipped::seed)?;
    let members = || DELTA.map(str::to_owned).to_vec();
    // The published system is handed over.
    stage.app.run_jobs()?;
    for system in stage.app.read(&cli(), system::offered)? {
        stage.days_ago(75);
        let made = drafted(stage, &writer, under_system(&set, &system, members()))?;
        stage.days_ago(73);
        let proposed = step(stage, &writer, &made, evaluation::propose)?;
        stage.days_ago(71);
        step(stage, &second, &proposed, evaluation::publish)?;
    }
    stage.days_ago(60);
    let first = drafted(stage, &writer, input_and_access(&set, members()))?;
    stage.days_ago(50);
    let proposed = step(stage, &writer, &first, evaluation::propose)?;
    stage.days_ago(45);
    step(stage, &second, &proposed, evaluation::publish)?;
    stage.days_ago(4);
    drafted(stage, &writer, targets(&set, members()))?;
    stage.days_ago(2);
    for system in stage.app.read(&cli(), system::offered)? {
        begun(stage, &writer, &set, &system)?;
    }
    Ok(())
}

/// A plan that somebody has in work: the evaluation under the system once more, of the last years alone.
fn begun(stage: &Stage, writer: &Actor, set: &DataSet, system: &IndicatorSystem) -> anyhow::Result<()> {
    let content = under_system(set, system, vec!["310000".to_owned(), "320000".to_owned()]);
    let plan = rules::plan::of(&content, Some(system), &set.about)
        .map_err(|unfit| anyhow::anyhow!("the pages cannot say the evaluation under the system: {}", unfit.name()))?;
    let name = "近五年教育现代化监测评价（示例）".to_owned();
    let name_en = "Monitoring of education modernisation, last five years (example)".to_owned();
    let plan = Plan { name, name_en, years: (2015..=2019).collect(), ..plan };
    stage.write(writer, move |op| plan::begin(op, &plan, None))?;
    Ok(())
}

fn drafted(stage: &Stage, writer: &Actor, input: EvaluationInput) -> anyhow::Result<Evaluation> {
    stage.write(writer, move |op| evaluation::draft(op, &input))
}

fn step(
    stage: &Stage,
    who: &Actor,
    one: &Evaluation,
    verb: fn(&op::Op, &str, &StepInput) -> op::Result<Evaluation>,
) -> anyhow::Result<Evaluation> {
    let (id, at) = (one.id.clone(), StepInput { version: one.version, revision: one.revision, reason: String::new() });
    stage.write(who, move |op| verb(op, &id, &at))
}
