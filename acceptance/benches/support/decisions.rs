//! A receiving college with published rules, and learners who apply to it and are decided on.

use credit::model::{Chosen, Decision, NewApplication, ProgrammeFile, ReviewInput, RuleInput};
use credit::work;
use credit::work::application::{AtRevision, ConsentStep};
use credit::work::rule::StepInput;
use identity::model::NewPerson;
use op::{Actor, App, Grant, Op, Scope};
use serde::Serialize;
use serde::de::DeserializeOwned;
use units::Day;

use super::grades;

/// 浙江开放大学, which receives.
pub const RECEIVER: &str = "4233051258";
/// Rules it publishes, each for another course.
const RULES: usize = 12;
/// Outcomes in an application.
const CHOSEN: usize = 3;

/// The receiving college's people.
pub struct Receiver {
    /// Who decides there.
    pub reviewer: Actor,
}

fn write<T>(app: &App, actor: &Actor, f: impl FnMut(&Op) -> op::Result<T> + Send + 'static) -> T
where
    T: Serialize + DeserializeOwned + Send + 'static,
{
    app.write(actor, None, f).expect("a write")
}

/// Registers the people of the receiving college and publishes its rules.
pub fn receiver(app: &App) -> Receiver {
    let (registrar, reviewer) = (staff(app, "registrar"), staff(app, "reviewer"));
    let file = programme();
    write(app, &registrar, move |op| work::programme::import(op, &file));
    for number in 0..RULES {
        let input = rule(app, number);
        let drafted = write(app, &registrar, move |op| work::rule::draft(op, &input));
        let (id, at) = step(&drafted);
        let submitted = write(app, &registrar, move |op| work::rule::submit(op, &id, &at));
        let (id, at) = step(&submitted);
        write(app, &reviewer, move |op| work::rule::publish(op, &id, &at));
    }
    Receiver { reviewer }
}

fn staff(app: &App, role: &str) -> Actor {
    let new = NewPerson { name: "严谨".to_owned(), sign_in_name: Some(role.to_owned()), ..NewPerson::default() };
    let person = write(app, &Actor::system("cli"), move |op| identity::work::people::register_person(op, &new));
    let grant = Grant { role: role.to_owned(), scope: Scope::Organisation(RECEIVER.to_owned()) };
    Actor::with_grants(&person.to_string(), vec![grant])
}

fn step(rule: &credit::model::Rule) -> (String, StepInput) {
    (rule.id.clone(), StepInput { version: rule.version, revision: rule.revision, reason: String::new() })
}

/// The programme whose courses the rules count outcomes as.
const PROGRAMME: &str = "080901";

fn programme() -> ProgrammeFile {
    let mut text = "programme,programme_title,total,code,title,category,credit\n".to_owned();
    for number in 0..RULES {
        text += &format!("{PROGRAMME},软件工程,120,ZJ{:03},{},必修,3\n", 101 + number, grades::course(number));
    }
    ProgrammeFile { institution: RECEIVER.to_owned(), text }
}

fn rule(app: &App, number: usize) -> RuleInput {
    let rule = serde_json::json!({
        "valid_from": app.now().plus_days(-1).day_in_shanghai(),
        "effect": "study_and_exam",
        "source": { "class": ["course"], "issuer": [grades::DEPOSITOR], "title": grades::course(number) },
        "minimum": [{ "scale": "percent", "at_least": "60" }],
        "target": { "courses": [format!("ZJ{:03}", 101 + number)] },
        "cap": [{ "per": "learner", "credits": "40" }],
    });
    RuleInput {
        institution: RECEIVER.to_owned(),
        rule: serde_json::from_value(rule).expect("a rule"),
        evidence_required: false,
        automatic: false,
        note: "按示例办理。".to_owned(),
    }
}

/// The uses that are best for a learner.
pub fn best(app: &App, learner: &Actor) -> Vec<Chosen> {
    let matches = app.read(learner, |op| work::matches::of_learner(op, &learner.id)).expect("matches");
    let uses = matches.into_iter().flat_map(|found| found.counted.answer.uses);
    uses.map(|used| Chosen {
        rule: used.rule.id,
        outcomes: used.sources.into_iter().map(|source| source.outcome).collect(),
        courses: used.targets.into_iter().map(|target| target.course).collect(),
    })
    .collect()
}

/// An application to the receiver with these uses.
pub fn wanted(chosen: Vec<Chosen>) -> NewApplication {
    NewApplication { institution: RECEIVER.to_owned(), programme: PROGRAMME.to_owned(), chosen: Some(chosen) }
}

/// Begins, authorises, files, reads and accepts one application: five writes, each durable before the next begins.
pub fn decide(app: &App, receiver: &Receiver, learner: &Actor) {
    let chosen: Vec<Chosen> = best(app, learner).into_iter().take(CHOSEN).collect();
    assert_eq!(chosen.len(), CHOSEN);
    let input = wanted(chosen);
    let draft = write(app, learner, move |op| work::application::begin(op, &input));
    let until: Day = app.now().plus_days(180).day_in_shanghai();
    let id = draft.id.clone();
    let ready = write(app, learner, move |op| work::application::consent(op, &id, &ConsentStep { until }));
    let (id, at) = (ready.id.clone(), AtRevision { revision: ready.revision });
    let filed = write(app, learner, move |op| work::application::file(op, &id, &at));
    let id = filed.id.clone();
    write(app, &receiver.reviewer, move |op| work::application::read(op, &id).map(|_| ()));
    let review = ReviewInput::new(Decision::Accept, "", filed.revision);
    let id = filed.id;
    write(app, &receiver.reviewer, move |op| work::application::decide(op, &id, &review));
}
