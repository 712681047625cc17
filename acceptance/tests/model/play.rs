//! One run: the same steps for the bank and the oracle, and what must be true after each.

use std::collections::BTreeMap;
use std::time::Duration;

use acceptance::server::{Engine, Server};
use acceptance::visitor::{Answer, Visitor};
use rand_core::{Rng, SeedableRng};
use rand_pcg::Pcg64;

use super::bank::{self, Request};
use super::cast::Cast;
use super::files::Files;
use super::matters::Matters;
use super::oracle::{Application, Learner, Verb, Verdict};

/// Longest time between sending a round and killing the server.
const KILL_WITHIN: Duration = Duration::from_millis(25);
/// A run that needs more kills than its rounds brought is at most so many times as long.
const MORE_ROUNDS: usize = 3;
/// Of the steps that can have one, so many in a hundred get a rival: another verb on the same application at the same moment.
const RIVAL_PERCENT: usize = 25;
/// How often a request that was cut off is sent again.
const RETRIES: usize = 5;

/// Chances, all from the seed.
pub struct Dice(Pcg64);

impl Dice {
    /// The dice of a seed.
    pub fn new(seed: u64) -> Self {
        Self(Pcg64::seed_from_u64(seed))
    }

    /// A number below `count`.
    pub fn below(&mut self, count: usize) -> usize {
        (self.0.next_u64() % count as u64) as usize
    }
}

/// What somebody does next.
#[derive(Debug, Clone)]
enum Act {
    Draft { institution: usize, chosen: Vec<(usize, usize)> },
    Do { id: String, verb: Verb },
}

/// A step that was sent: by whom (index), what, what the oracle expects, and the request with its key.
struct Step {
    member: usize,
    act: Act,
    expected: Verdict,
    request: Request,
}

/// How a run goes.
#[derive(Debug, Clone, Copy)]
pub struct Plan {
    /// Rounds, at least.
    pub rounds: usize,
    /// One round in this many ends in a crash.
    pub kill_one_in: usize,
    /// Kills that are to hit while a large file is being deposited; then files are deposited and other matters go on all the time, and
    /// rounds are added until there were so many kills and every matter was struck.
    pub kills_in_deposits: usize,
}

/// Plays a run.
pub fn play(engine: Engine, seed: u64, plan: Plan) {
    let mut dice = Dice::new(seed);
    let mut server = Server::demo(engine);
    let mut cast = Cast::gather(&server);
    let mut files = (plan.kills_in_deposits > 0).then(|| Files::begin(&server, seed));
    let mut matters = (plan.kills_in_deposits > 0).then(|| Matters::begin(&server));
    let (mut crashes, mut cut_off, mut races) = (0, 0, 0);
    let mut seen: BTreeMap<&'static str, usize> = BTreeMap::new();
    for round in 0..plan.rounds * MORE_ROUNDS {
        let enough = files.as_ref().is_none_or(|files| files.kills() >= plan.kills_in_deposits)
            && matters.as_ref().is_none_or(Matters::were_struck);
        if round >= plan.rounds && enough {
            break;
        }
        let walking = matters.take().map(Matters::set_off);
        if let Some(files) = &mut files {
            files.go_on(&mut dice);
        }
        let mut steps: Vec<Step> =
            (0..cast.members.len()).map(|member| step(&mut dice, &cast, round, member)).collect();
        let killing = dice.below(plan.kill_one_in) == 0;
        let pause = Duration::from_micros(dice.below(KILL_WITHIN.as_micros() as usize) as u64);
        // Who is cut off cannot tell whether it came first, so nobody has a rival in a round that ends in a crash.
        let rivals: Vec<Option<Step>> =
            steps.iter().map(|step| if killing { None } else { rival(&mut dice, &cast, round, step) }).collect();
        let (mut answers, others) = send(&mut server, &cast, &steps, &rivals, killing.then_some(pause));
        for (place, (rival, other)) in rivals.into_iter().zip(others).enumerate() {
            if let (Some(rival), Some(other)) = (rival, other) {
                races += 1;
                one_winner(seed, round, (&mut steps[place], &mut answers[place]), rival, other);
            }
        }
        if killing {
            crashes += 1;
            cut_off += answers.iter().filter(|answer| answer.is_none()).count();
            if let Some(files) = &mut files {
                files.killed(&server);
            }
            server.restart();
            matters = walking.map(|walking| walking.resume());
            if let Some(files) = &mut files {
                files.resume();
            }
            again(&cast, &steps, &mut answers);
        }
        for (step, answer) in steps.iter().zip(&answers) {
            let answer = answer.as_ref().expect("every request was answered in the end");
            *seen.entry(step.expected.unwrap_or("done")).or_default() += 1;
            agree(&mut cast, seed, round, step, answer);
        }
        let repeated = dice.below(steps.len());
        repeat(&cast, &steps[repeated], answers[repeated].as_ref().expect("answered"));
        if killing || round + 1 == plan.rounds {
            compare(&server, &cast, seed, round);
        }
    }
    eprintln!("{engine:?}: {plan:?}, {crashes} crashes, {cut_off} requests cut off, {races} races, {seen:?}");
    if let Some(files) = files {
        files.end(plan.kills_in_deposits);
        if let Some(matters) = matters {
            matters.end();
        }
        compare(&server, &cast, seed, plan.rounds);
        assert!(cut_off > 0 && seen.contains_key("done"), "this seed tried too little: {seen:?}");
        return;
    }
    assert!(
        cut_off > 0 && races > 0 && seen.contains_key("done") && seen.len() >= 5,
        "this seed tried too little: {seen:?}"
    );
}

fn step(dice: &mut Dice, cast: &Cast, round: usize, member: usize) -> Step {
    let learner = &cast.members[member].learner;
    let act = choose(dice, cast, learner);
    let expected = match &act {
        Act::Draft { institution, chosen } => learner.choose(&cast.rules, *institution, chosen),
        Act::Do { id, verb } => learner.verdict(&cast.rules, id, *verb),
    };
    let key = format!("model-{round}-{member}");
    let request = match &act {
        Act::Draft { institution, chosen } => bank::draft(cast, learner, *institution, chosen, key),
        Act::Do { id, verb } => bank::verb(id, *verb, learner.applications[id].revision, key),
    };
    Step { member, act, expected, request }
}

/// Somebody else at the same application at the same moment: the same filing from another window, or the learner against the
/// reviewer. Only where each of the two would be done if it came alone.
fn rival(dice: &mut Dice, cast: &Cast, round: usize, step: &Step) -> Option<Step> {
    let Act::Do { id, verb } = &step.act else { return None };
    let learner = &cast.members[step.member].learner;
    let against = match verb {
        Verb::File => Verb::File,
        Verb::Withdraw if learner.applications[id].state == "filed" => Verb::Accept,
        Verb::Accept => [Verb::Withdraw, Verb::Reject, Verb::Accept][dice.below(3)],
        Verb::Reject | Verb::Return => Verb::Withdraw,
        Verb::Withdraw | Verb::Attach | Verb::Reverse => return None,
    };
    if step.expected.is_some()
        || learner.verdict(&cast.rules, id, against).is_some()
        || dice.below(100) >= RIVAL_PERCENT
    {
        return None;
    }
    let request = bank::verb(id, against, learner.applications[id].revision, format!("rival-{round}-{}", step.member));
    Some(Step { member: step.member, act: Act::Do { id: id.clone(), verb: against }, expected: None, request })
}

/// Of a step and its rival exactly one was done, whichever; the other was told that it came second. The one that was done
/// becomes the step.
fn one_winner(seed: u64, round: usize, step: (&mut Step, &mut Option<Answer>), rival: Step, other: Answer) {
    let (step, answer) = step;
    let own = answer.take().expect("nobody was cut off");
    let done = |answer: &Answer| (200..300).contains(&answer.status);
    let shown = format!(
        "seed {seed}, round {round}: {:?} was answered {} {}, {:?} {} {}",
        step.act,
        own.status,
        own.text(),
        rival.act,
        other.status,
        other.text()
    );
    assert!(done(&own) != done(&other), "{shown}");
    let lost = if done(&own) { &other } else { &own };
    assert!(matches!(lost.code().as_str(), "credit.flow.not_now" | "op.stale"), "{shown}");
    if done(&own) {
        *answer = Some(own);
    } else {
        (*step, *answer) = (rival, Some(other));
    }
}

/// A new application now and then, else a verb on one there is: mostly one that fits, sometimes any.
fn choose(dice: &mut Dice, cast: &Cast, learner: &Learner) -> Act {
    let fits = |id: &str, verb: Verb| {
        !matches!(learner.verdict(&cast.rules, id, verb), Some("credit.flow.not_now" | "request.missing"))
    };
    let alive: Vec<&String> =
        learner.applications.keys().filter(|id| Verb::ALL.into_iter().any(|verb| fits(id, verb))).collect();
    if alive.is_empty() || dice.below(4) == 0 {
        return draft(dice, cast, learner);
    }
    let id = alive[dice.below(alive.len())].clone();
    let fitting: Vec<Verb> = Verb::ALL.into_iter().filter(|verb| fits(&id, *verb)).collect();
    let verb = match dice.below(8) {
        0 => Verb::ALL[dice.below(Verb::ALL.len())],
        _ => fitting[dice.below(fitting.len())],
    };
    Act::Do { id, verb }
}

/// A choice of up to three lines; now and then none, the same twice, or a rule of another institution.
fn draft(dice: &mut Dice, cast: &Cast, learner: &Learner) -> Act {
    let institution = dice.below(cast.institutions.len());
    let mut chosen = Vec::new();
    for _ in 0..dice.below(4) * 2 {
        let rule = dice.below(cast.rules.len());
        let course = cast.rules[rule].course;
        let outcome = learner.outcomes.iter().position(|outcome| outcome.course == course);
        let outcome = outcome.expect("everybody was graded in every course");
        if cast.rules[rule].institution == institution || dice.below(20) == 0 {
            chosen.push((outcome, rule));
        }
    }
    Act::Draft { institution, chosen }
}

/// The answers to steps and to their rivals, in their order.
type Answers = (Vec<Option<Answer>>, Vec<Option<Answer>>);

/// Sends all steps and their rivals at once, and kills the server `after` a while. An answer that did not arrive whole is none.
fn send(server: &mut Server, cast: &Cast, steps: &[Step], rivals: &[Option<Step>], after: Option<Duration>) -> Answers {
    std::thread::scope(|scope| {
        let sending: Vec<_> =
            steps.iter().map(|step| scope.spawn(move || step.request.send(who(cast, step)))).collect();
        let against: Vec<_> = rivals
            .iter()
            .map(|rival| rival.as_ref().map(|step| scope.spawn(move || step.request.send(who(cast, step)))))
            .collect();
        if let Some(pause) = after {
            // Not waiting for anything: this is the random point.
            std::thread::sleep(pause);
            server.kill();
        }
        let answers = sending.into_iter().map(|thread| thread.join().expect("a sender ends")).collect();
        let others = against.into_iter().map(|thread| thread?.join().expect("a sender ends")).collect();
        (answers, others)
    })
}

/// Whoever the step belongs to: the learner, or the reviewer of the institution that has the application.
fn who<'a>(cast: &'a Cast, step: &Step) -> &'a Visitor {
    let member = &cast.members[step.member];
    match &step.act {
        Act::Do { id, verb: Verb::Accept | Verb::Reject | Verb::Return | Verb::Reverse } => {
            &cast.institutions[member.learner.applications[id].institution].reviewer
        }
        _ => &member.visitor,
    }
}

/// Sends again, with the same key, whatever was cut off: the client cannot know whether it was done, and need not.
fn again(cast: &Cast, steps: &[Step], answers: &mut [Option<Answer>]) {
    for (step, answer) in steps.iter().zip(answers) {
        for _ in 0..RETRIES {
            if answer.is_some() {
                break;
            }
            *answer = step.request.send(who(cast, step));
        }
    }
}

/// The bank's answer is the oracle's, and both go on from there.
fn agree(cast: &mut Cast, seed: u64, round: usize, step: &Step, answer: &Answer) {
    let said = match answer.status {
        200..=299 => None,
        _ => Some(answer.code()),
    };
    assert_eq!(
        said.as_deref(),
        step.expected,
        "seed {seed}, round {round}: {:?} by member {} was answered {}: {}",
        step.act,
        step.member,
        answer.status,
        answer.text()
    );
    if step.expected.is_some() {
        return;
    }
    let learner = &mut cast.members[step.member].learner;
    match &step.act {
        Act::Do { id, verb } => {
            learner.apply(id, *verb);
            let revision = answer.json()["revision"].as_i64().expect("an application has a revision");
            let known = learner.applications.get_mut(id).expect("the model knows its applications");
            // A scan that was cut off and sent again is there once, but was heard of twice.
            if step.request.keyed() {
                assert_eq!(revision, known.revision, "{:?}", step.act);
            }
            known.revision = revision;
        }
        Act::Draft { institution, chosen } => {
            let id = answer.json()["id"].as_str().expect("an application has an id").to_owned();
            let drafted = Application {
                institution: *institution,
                state: "draft",
                chosen: chosen.clone(),
                attached: false,
                filed: false,
                revision: 1,
            };
            assert!(learner.applications.insert(id, drafted).is_none(), "an id was given twice");
        }
    }
}

/// The same request with the same key is the same answer; another request with that key is a conflict.
fn repeat(cast: &Cast, step: &Step, first: &Answer) {
    if !step.request.keyed() || !(200..300).contains(&first.status) {
        return;
    }
    let second = step.request.send(who(cast, step)).expect("the server answers");
    assert_eq!((second.status, second.text()), (first.status, first.text()), "{:?} was done twice", step.act);
    let conflict = step.request.changed().send(who(cast, step)).expect("the server answers");
    assert_eq!((conflict.status, conflict.code().as_str()), (409, "op.key_reused"), "{:?}", step.act);
}

/// What the bank shows of every member is what the oracle has, and its ledger proves itself.
fn compare(server: &Server, cast: &Cast, seed: u64, round: usize) {
    for institution in &cast.institutions {
        // Looking in keeps a reviewer signed in through the hours that pass by the server's clock.
        institution.reviewer.get("/credit").must(200);
    }
    for (number, member) in cast.members.iter().enumerate() {
        let told = bank::told(&member.visitor);
        let expected = bank::expected(cast, &member.learner);
        assert_eq!(told, expected, "seed {seed}, round {round}: member {number} (left the bank, right the oracle)");
    }
    let proof = server.home().run(&["ledger", "verify"]);
    assert!(proof.status.success(), "seed {seed}, round {round}: {}", String::from_utf8_lossy(&proof.stdout));
}
