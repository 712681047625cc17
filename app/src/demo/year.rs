//! The year itself: rules are published, grades deposited, applications filed and decided, scene by scene.

use anyhow::Context;
use codes::CodeGeneration;
use credit::model::{Application, Choice, Chosen, Decision, DepositState, NewApplication, ReviewInput};
use credit::work;
use credit::work::application::{AtRevision, ConsentStep};
use directory::model::{AllianceInput, MemberInput};
use op::Actor;
use units::Day;

use super::Stage;
use super::cast::{ANHUI, JIANGSU, SHANGHAI, ZHEJIANG};
use super::declared;
use super::grades::{COURSES, Row, batch_before, mark, template_a};
use super::household;
use super::people::{self, Learner, People};
use super::rules;
use super::steps;
use crate::house::cli;

/// An institution of the year with its people, and where its invented learners come from.
pub struct School {
    /// Its code.
    pub code: &'static str,
    pub registrar: &'static str,
    pub reviewer: &'static str,
    region: &'static str,
    cast_learner: Option<&'static str>,
    /// The programme its graduates come from.
    pub major: &'static str,
    /// How the codes of its courses begin.
    pub prefix: &'static str,
}

/// The four schools, in the order 沪苏浙皖.
pub const SCHOOLS: [School; 4] = [
    School {
        code: SHANGHAI,
        registrar: "lin.registrar",
        reviewer: "xu.reviewer",
        region: "310110",
        cast_learner: Some("wang.learner"),
        major: "工程管理",
        prefix: "SH",
    },
    School {
        code: JIANGSU,
        registrar: "chen.registrar",
        reviewer: "zhou.reviewer",
        region: "320505",
        cast_learner: None,
        major: "土木工程",
        prefix: "JS",
    },
    School {
        code: ZHEJIANG,
        registrar: "he.registrar",
        reviewer: "shen.reviewer",
        region: "330106",
        cast_learner: Some("li.learner"),
        major: "电气工程及其自动化",
        prefix: "ZJ",
    },
    School {
        code: ANHUI,
        registrar: "fang.registrar",
        reviewer: "wu.reviewer",
        region: "340104",
        cast_learner: Some("zhao.learner"),
        major: "学前教育",
        prefix: "AH",
    },
];

/// Invented learners of each school.
const LEARNERS: u32 = 18;

/// Plays the year.
pub fn live(stage: &Stage) -> anyhow::Result<()> {
    stage.days_ago(365);
    stage.step("directory");
    stage.write(&cli(), directory::seed)?;
    super::collection::school(stage)?;
    stage.step("people");
    let people = people::register(stage)?;
    household::guardian(stage, &people)?;
    alliance(stage)?;
    stage.step("rules");
    for school in &SCHOOLS {
        rules(stage, &people, school).with_context(|| format!("rules of {}", school.code))?;
    }
    super::rewards::schemes(stage, &people).context("schemes of points")?;
    stage.step("deposits");
    for school in &SCHOOLS {
        deposits(stage, &people, school).with_context(|| format!("deposits of {}", school.code))?;
    }
    let anhui = &SCHOOLS[3];
    household::attest(stage, &people, anhui.registrar)?;
    household::claim(stage, &people, anhui.registrar, &roll(anhui)[2])?;
    stage.step("a file that waits");
    waiting_file(stage, &people, &SCHOOLS[1])?;
    stage.step("applications");
    for (place, school) in SCHOOLS.iter().enumerate() {
        for index in 0..8 {
            let learner = &roll(school)[index + 1];
            let receiver = &SCHOOLS[(place + 1 + index % 3) % SCHOOLS.len()];
            apply(stage, &people, learner, receiver, 200 - 20 * index as i64, FATES[(place + index) % FATES.len()])?;
        }
    }
    stage.step("the cast's own");
    own_applications(stage, &people)?;
    stage.step("points and rewards");
    super::rewards::exchange(stage, &people).context("points and rewards")?;
    stage.step("what learners declare");
    declared::live(stage, &people)?;
    stage.step("around decisions");
    steps::play(stage, &people)?;
    stage.step("indicator systems");
    super::monitor::play(stage, &people).context("indicator systems")?;
    stage.step("statistics");
    super::statistics::play(stage, &people).context("statistics")?;
    stage.step("open data");
    super::publication::play(stage, &people).context("open data")?;
    super::placements::play(stage, &people).context("open data with small counts")?;
    stage.step("collections");
    super::collection::play(stage, &people).context("collections")?;
    stage.step("assessments of a county");
    super::supervision::play(stage, &people).context("assessments of a county")?;
    stage.step("drafts");
    drafts(stage, &people)?;
    stage.app.run_jobs()?;
    stage.days_ago(0);
    stage.app.run_jobs()?;
    Ok(work::statistics::count(&stage.app, &cli(), &mut || Ok(()))?)
}

/// An alliance of the four open universities, marked as an example.
fn alliance(stage: &Stage) -> anyhow::Result<()> {
    let day = |days: i64| stage.today.plus_days(-days).day_in_shanghai().to_string();
    let input = AllianceInput {
        name: "长三角开放教育学分互认协作组（示例）".to_owned(),
        name_en: "Working group on credit recognition in open education (example)".to_owned(),
        purpose: "四所开放大学共同维护转换规则，交流认定经验。本条目为演示示例。".to_owned(),
        founded_on: day(366),
    };
    let id = stage.write(&cli(), move |op| directory::work::alliance::found(op, &input))?;
    for (school, role) in SCHOOLS.iter().zip(["chair", "standing", "secretariat", "member"]) {
        let input = MemberInput { institution: school.code.to_owned(), role: role.to_owned(), joined_on: day(366) };
        stage.write(&cli(), move |op| directory::work::alliance::admit(op, id, &input))?;
    }
    Ok(())
}

/// The school's programmes and rules: it takes courses of each of the other three.
fn rules(stage: &Stage, people: &People, school: &School) -> anyhow::Result<()> {
    let (registrar, reviewer) = (people.actor(school.registrar)?, people.actor(school.reviewer)?);
    stage.days_ago(360);
    let file = rules::programmes(school);
    stage.write(&registrar, move |op| work::programme::import(op, &file))?;
    for (place, source) in SCHOOLS.iter().enumerate().filter(|(_, source)| source.code != school.code) {
        for number in (0..COURSES.len()).filter(|number| (number + place) % 4 != 0) {
            let input = rules::one_to_one(stage, school, source, number, 101 + number)?;
            rules::published(stage, &registrar, &reviewer, input, 350 - number as i64)?;
        }
    }
    // What is taken beyond that comes from the first school, and at the first school from the second.
    let source = &SCHOOLS[usize::from(school.code == SCHOOLS[0].code)];
    for input in rules::further(stage, school, source)? {
        rules::published(stage, &registrar, &reviewer, input, 340)?;
    }
    Ok(())
}

/// Everybody whom a school's grade files name, its learner of the cast first.
pub fn roll(school: &School) -> Vec<Learner> {
    let cast = school.cast_learner.and_then(people::of_cast);
    cast.into_iter().chain(people::learners(school.region, LEARNERS)).collect()
}

/// Two batches of graduates, half a year apart; the earlier one still in the code tables of before September 2025.
fn deposits(stage: &Stage, people: &People, school: &School) -> anyhow::Result<()> {
    let registrar = people.actor(school.registrar)?;
    let roll = roll(school);
    for (days, half, generation) in [(330, 0, CodeGeneration::First), (140, 1, CodeGeneration::Second)] {
        stage.days_ago(days);
        let month = batch_before(stage.app.now().day_in_shanghai()).context("a month of graduation")?;
        let rows: Vec<Row> = roll
            .iter()
            .enumerate()
            .flat_map(|(who, learner)| {
                // Nobody takes a course twice; whom the start page introduces has taken the most and done well.
                let courses = COURSES.iter().enumerate().filter(move |(what, _)| (what + who) % 2 == half);
                courses.skip(who % 3).take(if who == 0 { 5 } else { 4 }).map(move |(what, course)| Row {
                    learner,
                    course: *course,
                    mark: if who == 0 { (78 + what * 3 % 17).to_string() } else { mark(who, what) },
                    remark: "",
                })
            })
            .collect();
        let file = template_a(&rows, school.major, month, generation);
        let id = upload(stage, &registrar, school, &format!("毕业生成绩_{month}.csv"), &file)?;
        stage.app.run_jobs()?;
        let checked = id.clone();
        stage.write(&registrar, move |op| work::deposit::choose(op, &checked, Choice::Good))?;
        stage.app.run_jobs()?;
        let state = stage.app.read(&registrar, |op| work::deposit::view(op, &id))?.state;
        anyhow::ensure!(state == DepositState::Committed, "the deposit {id} is {}", state.name());
    }
    Ok(())
}

/// A file with faults whose registrar has not chosen yet.
fn waiting_file(stage: &Stage, people: &People, school: &School) -> anyhow::Result<()> {
    stage.days_ago(1);
    let registrar = people.actor(school.registrar)?;
    let roll = roll(school);
    let month = batch_before(stage.app.now().day_in_shanghai()).context("a month of graduation")?;
    let mut rows: Vec<Row> = (0..10)
        .map(|at| Row { learner: &roll[at], course: COURSES[12 + at % 2], mark: mark(at, 12), remark: "" })
        .collect();
    rows[2].mark = "52".to_owned();
    rows[5].mark = "免修".to_owned();
    let mut file = template_a(&rows, school.major, month, CodeGeneration::Second);
    file = file.replacen(&roll[7].number, "320505199913011234", 1);
    upload(stage, &registrar, school, "补录成绩.csv", &file)?;
    stage.app.run_jobs()?;
    Ok(())
}

fn upload(stage: &Stage, registrar: &Actor, school: &School, name: &str, content: &str) -> anyhow::Result<String> {
    let file = tempfile::NamedTempFile::new_in(stage.app.temp())?;
    std::fs::write(file.path(), content)?;
    let hash = work::deposit::hash_file(file.path())?;
    Ok(work::deposit::upload(&stage.app, registrar, school.code, name, file.path(), &hash)?.id)
}

/// How an application ends.
#[derive(Clone, Copy)]
enum Fate {
    Accepted,
    Waiting,
    Returned,
    Rejected,
    Withdrawn,
    Reversed,
}

const FATES: [Fate; 8] = [
    Fate::Accepted,
    Fate::Accepted,
    Fate::Rejected,
    Fate::Accepted,
    Fate::Waiting,
    Fate::Returned,
    Fate::Withdrawn,
    Fate::Reversed,
];

/// A learner applies to a school with what counts there; what becomes of it is given.
fn apply(
    stage: &Stage,
    people: &People,
    learner: &Learner,
    receiver: &School,
    days: i64,
    fate: Fate,
) -> anyhow::Result<()> {
    let days = if matches!(fate, Fate::Waiting) { days % 9 + 1 } else { days.min(125) };
    stage.days_ago(days);
    let Some(person) = identity::cli::find_by_id_number(&stage.app, &learner.number)? else {
        anyhow::bail!("{} is not known to the platform", learner.name);
    };
    let actor = Actor::with_grants(&person, Vec::new());
    apply_as(stage, people, &actor, receiver, days, fate)
        .with_context(|| format!("{} at {}", learner.name, receiver.code))
}

fn apply_as(
    stage: &Stage,
    people: &People,
    actor: &Actor,
    receiver: &School,
    days: i64,
    fate: Fate,
) -> anyhow::Result<()> {
    let Some(filed) = file(stage, actor, receiver)? else {
        return Ok(());
    };
    if matches!(fate, Fate::Withdrawn) {
        stage.days_ago(days - 1);
        let (id, at) = (filed.id.clone(), AtRevision { revision: filed.revision });
        stage.write(actor, move |op| work::application::withdraw(op, &id, &at))?;
        return Ok(());
    }
    let reviewer = people.actor(receiver.reviewer)?;
    let (decision, reason) = match fate {
        Fate::Waiting | Fate::Withdrawn => return Ok(()),
        Fate::Accepted | Fate::Reversed => (Decision::Accept, ""),
        Fate::Returned => (Decision::Return, "请补充课程教学大纲，以便核对教学内容。"),
        Fate::Rejected => (Decision::Reject, "课程内容与目标课程要求相差较大。"),
    };
    stage.days_ago((days - 4).max(0));
    let decided = decide(stage, &reviewer, &filed, decision, reason)?;
    if matches!(fate, Fate::Reversed) {
        stage.days_ago((days - 30).max(0));
        decide(stage, &reviewer, &decided, Decision::Reverse, "原成绩经存入学校更正。")?;
    }
    Ok(())
}

/// Begins, authorises and files an application with up to three uses of the best at the receiver; none if nothing counts.
pub fn file(stage: &Stage, actor: &Actor, receiver: &School) -> anyhow::Result<Option<Application>> {
    let learner = actor.id.clone();
    let code = rules::programme(receiver, 'A');
    let matches = stage.app.read(actor, |op| work::matches::of_learner(op, &learner))?;
    let here =
        |found: &&work::matches::Match| found.counted.institution == receiver.code && found.counted.programme == code;
    let Some(found) = matches.iter().find(here) else { return Ok(None) };
    let chosen = found.counted.answer.uses.iter().take(3).map(|used| Chosen {
        rule: used.rule.id.clone(),
        outcomes: used.sources.iter().map(|source| source.outcome.clone()).collect(),
        courses: used.targets.iter().map(|target| target.course.clone()).collect(),
    });
    let chosen = Some(chosen.collect());
    let input = NewApplication { institution: receiver.code.to_owned(), programme: code.clone(), chosen };
    let draft = stage.write(actor, move |op| work::application::begin(op, &input))?;
    let until: Day = stage.today.plus_days(180).day_in_shanghai();
    let id = draft.id.clone();
    let ready = stage.write(actor, move |op| work::application::consent(op, &id, &ConsentStep { until }))?;
    let (id, at) = (ready.id.clone(), AtRevision { revision: ready.revision });
    Ok(Some(stage.write(actor, move |op| work::application::file(op, &id, &at))?))
}

/// A reviewer reads the application, which is recorded, and decides.
pub fn decide(
    stage: &Stage,
    reviewer: &Actor,
    application: &Application,
    decision: Decision,
    reason: &'static str,
) -> anyhow::Result<Application> {
    let id = application.id.clone();
    stage.write(reviewer, move |op| work::application::read(op, &id).map(|_| ()))?;
    let (id, revision) = (application.id.clone(), application.revision);
    let input = ReviewInput::new(decision, reason, revision);
    stage.write(reviewer, move |op| work::application::decide(op, &id, &input))
}

/// The learners of the cast: one accepted, one waiting, and something left to apply for.
fn own_applications(stage: &Stage, people: &People) -> anyhow::Result<()> {
    for (sign_in, receiver, days, fate) in [
        ("wang.learner", &SCHOOLS[2], 90, Fate::Accepted),
        ("wang.learner", &SCHOOLS[1], 3, Fate::Waiting),
        ("li.learner", &SCHOOLS[0], 60, Fate::Returned),
    ] {
        stage.days_ago(days);
        apply_as(stage, people, &people.actor(sign_in)?, receiver, days, fate).with_context(|| sign_in.to_owned())?;
    }
    Ok(())
}

/// A rule that waits for its second person and one that is being written, at each school.
fn drafts(stage: &Stage, people: &People) -> anyhow::Result<()> {
    for (place, school) in SCHOOLS.iter().enumerate() {
        stage.days_ago(2);
        let registrar = people.actor(school.registrar)?;
        let source = &SCHOOLS[(place + 1) % SCHOOLS.len()];
        for (number, submit) in [(12, true), (13, false)] {
            let input = rules::one_to_one(stage, school, source, number, 301 + number)?;
            let drafted = stage.write(&registrar, move |op| work::rule::draft(op, &input))?;
            if submit {
                let (id, at) = rules::step(&drafted);
                stage.write(&registrar, move |op| work::rule::submit(op, &id, &at))?;
            }
        }
    }
    Ok(())
}
