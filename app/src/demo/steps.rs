//! What happens around decisions: an overdue application, an appeal under way, an expert who was asked, outcomes revoked, and
//! several decisions made at once.

use anyhow::Context;
use credit::model::{
    Application, BulkDecision, BulkInput, Decision, FindingSaid, NewAppeal, NewRevocation, OpinionInput,
    OpinionRequest, Recommendation, VoiceInput,
};
use credit::work;
use op::Actor;

use super::Stage;
use super::people::People;
use super::year::{SCHOOLS, School, decide, file, roll};

/// Plays the scenes.
pub fn play(stage: &Stage, people: &People) -> anyhow::Result<()> {
    overdue(stage).context("an overdue application")?;
    appeal(stage, people).context("an appeal")?;
    experts(stage, people).context("experts")?;
    bulk(stage, people).context("several decisions at once")?;
    revocations(stage, people).context("revocations")?;
    // Reminders that fell due on the way are sent now.
    stage.days_ago(0);
    stage.app.run_jobs()?;
    Ok(())
}

/// An application of somebody of a school's roll, filed so many days ago.
fn filed(stage: &Stage, from: &School, index: usize, to: &School, days: i64) -> anyhow::Result<(Actor, Application)> {
    stage.days_ago(days);
    let learner = &roll(from)[index];
    let person = identity::cli::find_by_id_number(&stage.app, &learner.number)?.context("a learner of the roll")?;
    let actor = Actor::with_grants(&person, Vec::new());
    let filed = file(stage, &actor, to)?.context("something that counts")?;
    Ok((actor, filed))
}

fn overdue(stage: &Stage) -> anyhow::Result<()> {
    for (to, days) in [(1, 45), (0, 33), (2, 26)] {
        filed(stage, &SCHOOLS[3], 10 + to, &SCHOOLS[to], days)?;
    }
    Ok(())
}

/// 李嘉禾 may still appeal a rejection; 王小满 does not agree with 安徽开放大学, and two provinces have spoken.
fn appeal(stage: &Stage, people: &People) -> anyhow::Result<()> {
    stage.days_ago(30);
    let open = file(stage, &people.actor("li.learner")?, &SCHOOLS[3])?.context("something that counts")?;
    let wang = people.actor("wang.learner")?;
    let filed = file(stage, &wang, &SCHOOLS[3])?.context("something that counts")?;
    stage.days_ago(20);
    let reviewer = people.actor(SCHOOLS[3].reviewer)?;
    decide(stage, &reviewer, &open, Decision::Reject, "课程学时少于目标课程要求。")?;
    let rejected = decide(stage, &reviewer, &filed, Decision::Reject, "课程内容与目标课程要求相差较大。")?;
    stage.days_ago(12);
    let input = NewAppeal { statement: "两门课程使用同一本教材，教学大纲附后。".to_owned() };
    let appeal = stage.write(&wang, move |op| work::appeal::file(op, &rejected.id, &input))?;
    let voices = [
        ("gao.committee", FindingSaid::SetAside, "大纲和教材一致，应重新决定。"),
        ("lu.committee", FindingSaid::SetAside, "原决定没有说明差别在哪里。"),
    ];
    for (place, (member, finding, reason)) in voices.into_iter().enumerate() {
        stage.days_ago(6 - place as i64);
        let (member, id) = (people.actor(member)?, appeal.id.clone());
        let revision = stage.write(&member, move |op| work::appeal::hear(op, &id))?.heard.appeal.revision;
        let (id, input) = (appeal.id.clone(), VoiceInput { finding, reason: reason.to_owned(), revision });
        stage.write(&member, move |op| work::appeal::speak(op, &id, &input).map(|_| ()))?;
    }
    Ok(())
}

/// 江苏开放大学 asks its expert about two applications; one opinion is given.
fn experts(stage: &Stage, people: &People) -> anyhow::Result<()> {
    let (reviewer, expert) = (people.actor(SCHOOLS[1].reviewer)?, people.actor("qian.expert")?);
    for (index, given) in [(11, true), (12, false)] {
        let (_, filed) = filed(stage, &SCHOOLS[0], index, &SCHOOLS[1], 9)?;
        stage.days_ago(7);
        let question = "两门课程的实践环节是否相当？".to_owned();
        let (id, input) = (filed.id.clone(), OpinionRequest { expert: expert.id.clone(), question });
        let asked = stage.write(&reviewer, move |op| work::opinion::ask(op, &id, &input))?;
        if given {
            stage.days_ago(5);
            let id = asked.id.clone();
            stage.write(&expert, move |op| work::opinion::read(op, &id).map(|_| ()))?;
            let (recommendation, reason) = (Some(Recommendation::Recognise), "实践学时和考核方式相当。".to_owned());
            let input = OpinionInput { recommendation, reason };
            stage.write(&expert, move |op| work::opinion::answer(op, &asked.id, &input).map(|_| ()))?;
        }
    }
    Ok(())
}

/// 江苏开放大学 decides two applications together.
fn bulk(stage: &Stage, people: &People) -> anyhow::Result<()> {
    let mut decisions = Vec::new();
    for (index, decision, reason) in [(13, Decision::Accept, ""), (14, Decision::Return, "请补充课程教学大纲。")]
    {
        let (_, filed) = filed(stage, &SCHOOLS[0], index, &SCHOOLS[1], 8)?;
        let (application, revision) = (filed.id, filed.revision);
        decisions.push(BulkDecision { application, decision, reason: reason.to_owned(), revision });
    }
    stage.days_ago(6);
    let reviewer = people.actor(SCHOOLS[1].reviewer)?;
    let input = BulkInput { institution: SCHOOLS[1].code.to_owned(), decisions };
    work::bulk::decide(&stage.app, &reviewer, None, input)?;
    Ok(())
}

/// 上海开放大学 revokes what an accepted application leaned on; 浙江开放大学 an outcome of 李嘉禾 that nothing leaned on; 江苏开放大学
/// is asked and has not confirmed.
fn revocations(stage: &Stage, people: &People) -> anyhow::Result<()> {
    let (learner, application) = filed(stage, &SCHOOLS[0], 15, &SCHOOLS[3], 24)?;
    stage.days_ago(21);
    decide(stage, &people.actor(SCHOOLS[3].reviewer)?, &application, Decision::Accept, "")?;
    let id = application.id.clone();
    let details = stage.app.read(&learner, |op| work::application::own(op, &id))?;
    let outcome = details.lines.first().and_then(|line| line.outcome.clone()).context("an outcome that was used")?;
    revoke(stage, people, &SCHOOLS[0], &learner.id, &outcome.id, true)?;
    let li = people.actor("li.learner")?;
    let id = li.id.clone();
    let passbook = stage.app.read(&li, |op| work::passbook::own(op, &id, &work::passbook::Part::Whole))?;
    let unused =
        passbook.lines.into_iter().rfind(|line| line.uses.is_empty()).context("an outcome nothing leaned on")?;
    revoke(stage, people, &SCHOOLS[2], &li.id, &unused.outcome.id, true)?;
    let (learner, application) = filed(stage, &SCHOOLS[1], 16, &SCHOOLS[0], 4)?;
    let details = stage.app.read(&learner, |op| work::application::own(op, &application.id))?;
    let outcome = details.lines.first().and_then(|line| line.outcome.clone()).context("an outcome that was used")?;
    revoke(stage, people, &SCHOOLS[1], &learner.id, &outcome.id, false)
}

fn revoke(
    stage: &Stage,
    people: &People,
    school: &School,
    learner: &str,
    outcome: &str,
    confirmed: bool,
) -> anyhow::Result<()> {
    stage.days_ago(3);
    let input = NewRevocation {
        learner: learner.to_owned(),
        outcome: outcome.to_owned(),
        reason: "成绩录入时误填为另一门课程。".to_owned(),
    };
    let asked = stage.write(&people.actor(school.registrar)?, move |op| work::revocation::ask(op, &input))?;
    if confirmed {
        stage.days_ago(2);
        let reviewer = people.actor(school.reviewer)?;
        stage.write(&reviewer, move |op| work::revocation::confirm(op, &asked.id).map(|_| ()))?;
    }
    Ok(())
}
