//! A receiving college with published rules, and learners who apply to it and are decided on.

use credit::model::{
    Chosen, Class, Decision, Effect, MatchVerdict, Minimum, NewApplication, ReviewInput, RuleInput, Score, Source,
    Target,
};
use credit::work;
use credit::work::application::{AtRevision, ConsentStep};
use credit::work::rule::StepInput;
use identity::model::NewPerson;
use op::{Actor, App, Grant, Op, Scope};
use serde::Serialize;
use serde::de::DeserializeOwned;
use units::{Credit, Day};

use super::grades;

/// 浙江开放大学, which receives.
const RECEIVER: &str = "4233051258";
/// Rules it publishes, each for another course.
const RULES: usize = 12;
/// Outcomes in an application.
const CHOSEN: usize = 3;

/// The receiving college's people.
pub struct Receiver {
    reviewer: Actor,
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

fn rule(app: &App, number: usize) -> RuleInput {
    RuleInput {
        institution: RECEIVER.to_owned(),
        source: Source {
            class: Class::Course,
            issuer: grades::DEPOSITOR.to_owned(),
            name: grades::course(number),
            level: String::new(),
        },
        target: Target {
            programme: String::new(),
            code: format!("ZJ{:03}", 101 + number),
            name: grades::course(number),
            credit: Credit::from_hundredths(3_00),
        },
        minimum: Minimum { score: Score::parse("60"), named: None },
        effect: Effect::StudyAndExam,
        cap: Some(Credit::from_hundredths(40_00)),
        months_max: None,
        evidence_required: false,
        valid_from: app.now().plus_days(-1).day_in_shanghai(),
        valid_to: None,
        note: "按示例办理。".to_owned(),
    }
}

/// Begins, authorises, files, reads and accepts one application: five writes, each durable before the next begins.
pub fn decide(app: &App, receiver: &Receiver, learner: &Actor) {
    let matches = app.read(learner, |op| work::matches::of_learner(op, &learner.id)).expect("matches");
    let counting = matches.into_iter().filter(|found| found.verdict == MatchVerdict::Counts).take(CHOSEN);
    let chosen: Vec<Chosen> = counting.map(|found| Chosen { outcome: found.outcome.id, rule: found.rule.id }).collect();
    assert_eq!(chosen.len(), CHOSEN);
    let input = NewApplication { institution: RECEIVER.to_owned(), chosen };
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
