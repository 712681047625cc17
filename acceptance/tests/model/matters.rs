//! What goes on around decisions while the server is killed: many decisions at once, revocations, appeals.
//!
//! Each is a circle of steps, walked by its own people beside everything else. A step is sent with a key; who was cut off sends it
//! again and must hear that it was done, and the revision in each answer says that it was done once.

mod appeal;
mod bulk;
mod revocation;

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use acceptance::cast;
use acceptance::server::Server;
use acceptance::visitor::{Answer, Visitor};
use serde_json::{Value, json};

use super::cast::{join, published, signed_in};
use crate::http::{deposit, identity};

/// How often each verb that a circle is walked for must have been cut off.
const STRUCK: usize = 1;
/// How long a busy server is asked again.
const BUSY: Duration = Duration::from_secs(120);
/// Code of the programme at 江苏开放大学 that the rules are about.
const PROGRAMME: &str = "STORM";
/// The first of the numbers by which its learners are called.
const FIRST_LEARNER: u32 = 6;

/// What somebody sends next.
struct Step<'a> {
    what: &'static str,
    by: &'a Visitor,
    path: String,
    body: Value,
}

/// A way that ends where it began.
trait Circle: Send {
    /// The verbs it is walked for.
    fn verbs(&self) -> &'static [&'static str];
    /// What comes next; none when the server died while it was looked at.
    fn next(&self) -> Option<Step<'_>>;
    /// What was answered, and is as it must be.
    fn heard(&mut self, answer: &Value);
    /// Everybody on the way.
    fn people(&self) -> Vec<&Visitor>;
    /// What everything adds up to in the end.
    fn end(&self);
}

/// A circle, how far it came, and where it was cut off.
struct Walk {
    circle: Box<dyn Circle>,
    name: &'static str,
    number: usize,
    struck: BTreeMap<&'static str, usize>,
}

impl Walk {
    /// Goes on until somebody is cut off or it is time to stop.
    fn go(mut self, stop: &AtomicBool) -> Self {
        while !stop.load(Ordering::SeqCst) {
            let Some(step) = self.circle.next() else { break };
            let what = step.what;
            match self.send(&step) {
                Some(answer) if answer.status == 503 => {}
                Some(answer) => self.take(what, &answer),
                None => {
                    *self.struck.entry(what).or_default() += 1;
                    break;
                }
            }
        }
        self
    }

    fn send(&self, step: &Step) -> Option<Answer> {
        step.by.try_json("POST", &step.path, &step.body, Some(&format!("{}-{}", self.name, self.number)))
    }

    fn take(&mut self, what: &str, answer: &Answer) {
        assert!((200..300).contains(&answer.status), "{what} was answered {}: {}", answer.status, answer.text());
        self.circle.heard(&answer.json());
        self.number += 1;
    }

    /// Sends again what was cut off, or not sent at all: either way it is done now, and once.
    fn again(&mut self) {
        for visitor in self.circle.people() {
            // Looking in keeps everybody signed in through the hours that pass by the server's clock.
            visitor.get("/credit").must(200);
        }
        let until = Instant::now() + BUSY;
        loop {
            let step = self.circle.next().expect("the server answers");
            let what = step.what;
            let answer = self.send(&step).expect("the server answers");
            match answer.status {
                503 => assert!(Instant::now() < until, "{what}: the server stays busy"),
                _ => return self.take(what, &answer),
            }
        }
    }
}

/// Everything that goes on.
pub struct Matters(Vec<Walk>);

/// Everything on its way.
pub struct Walking {
    stop: Arc<AtomicBool>,
    threads: Vec<JoinHandle<Walk>>,
}

impl Matters {
    /// Gathers the people, and has rules published for what they do.
    pub fn begin(server: &Server) -> Self {
        let lin = deposit::registrar(server);
        let chen = signed_in(server, cast::CHEN);
        let targets = [("SB-0", "目标甲"), ("SB-1", "目标乙"), ("SB-2", "目标丙")];
        let rows: Vec<String> =
            targets.iter().map(|(code, title)| format!("{PROGRAMME},风暴,100,{code},{title},必修,2")).collect();
        let text = format!("programme,programme_title,total,code,title,category,credit\n{}\n", rows.join("\n"));
        let input = json!({ "institution": cast::JIANGSU, "text": text });
        chen.json("POST", "/api/credit/programmes", &input, None).must(200);
        let rules: Vec<String> =
            targets.iter().zip(COURSES).map(|((code, _), course)| rule(server, code, course)).collect();
        let mut learners = (FIRST_LEARNER..).map(|number| {
            let (visitor, name, id_number) = join(server, &lin, number);
            identity::consent(&visitor, cast::JIANGSU);
            Learner { visitor, name, id_number }
        });
        let mut next = || learners.next().expect("there are learners without end");
        let rules = [rules[0].clone(), rules[1].clone(), rules[2].clone()];
        let circles: [(&str, Box<dyn Circle>); 3] = [
            ("bulk", Box::new(bulk::Bulk::begin(server, [next(), next()], &rules))),
            ("revocation", Box::new(revocation::Revocation::begin(server, next(), &rules[0]))),
            ("appeal", Box::new(appeal::Appeal::begin(server, next(), &rules[0]))),
        ];
        let walk = |(name, circle)| Walk { circle, name, number: 0, struck: BTreeMap::new() };
        Self(circles.into_iter().map(walk).collect())
    }

    /// Sets everybody off, each circle in a thread of its own.
    pub fn set_off(self) -> Walking {
        let stop = Arc::new(AtomicBool::new(false));
        let walk = |walk: Walk| {
            let stop = stop.clone();
            std::thread::spawn(move || walk.go(&stop))
        };
        let threads = self.0.into_iter().map(walk).collect();
        Walking { stop, threads }
    }

    /// Whether every verb was cut off often enough.
    pub fn were_struck(&self) -> bool {
        self.0.iter().all(|walk| {
            walk.circle.verbs().iter().all(|verb| walk.struck.get(verb).is_some_and(|count| *count >= STRUCK))
        })
    }

    /// Everything is there once.
    pub fn end(self) {
        for walk in &self.0 {
            eprintln!("{}: {} steps, cut off in {:?}", walk.name, walk.number, walk.struck);
            walk.circle.end();
        }
        assert!(self.were_struck(), "some verb was not cut off often enough");
    }
}

impl Walking {
    /// The server is back: whoever was cut off asks again.
    pub fn resume(self) -> Matters {
        self.stop.store(true, Ordering::SeqCst);
        let mut walks: Vec<Walk> = self.threads.into_iter().map(|thread| thread.join().expect("a walk ends")).collect();
        walks.iter_mut().for_each(Walk::again);
        Matters(walks)
    }
}

/// Courses of 安徽开放大学 that learners are graded in.
const COURSES: [&str; 3] = ["风暴代数", "风暴几何", "风暴统计"];

/// Somebody whose outcomes are decided about.
struct Learner {
    visitor: Visitor,
    name: String,
    id_number: String,
}

impl Learner {
    /// A row of a batch that says a course of theirs was graded.
    fn graded(&self, course: &str, grade: &str) -> Value {
        json!({ "class": "course", "name": self.name, "id_number": self.id_number, "title": course, "major": "工程管理",
            "level": "undergraduate", "category": "adult", "credit": "3", "grade": grade, "obtained": "202506",
            "cohort": "2025", "ending": "graduated", "season": "spring" })
    }

    /// Their outcomes that were not revoked: id by name. None when the server died meanwhile.
    fn outcomes(&self) -> Option<BTreeMap<String, String>> {
        let passbook = self.visitor.try_get("/api/credit/passbook")?.must(200).json();
        let lines = passbook["lines"].as_array().expect("a passbook has lines");
        let standing = lines.iter().map(|line| &line["outcome"]).filter(|outcome| outcome["revoked_at"].is_null());
        let text = |value: &Value| value.as_str().expect("text").to_owned();
        Some(standing.map(|outcome| (text(&outcome["name"]), text(&outcome["id"]))).collect())
    }

    /// An application for a target under a rule.
    fn wanted(outcome: &str, rule: &str, target: &str) -> Value {
        json!({ "institution": cast::JIANGSU, "programme": PROGRAMME,
            "chosen": [{ "rule": rule, "outcomes": [outcome], "courses": [target] }] })
    }

    /// What stands for them: reserved and recognised credit of every institution.
    fn standings(&self) -> Vec<Value> {
        let passbook = self.visitor.get("/api/credit/passbook").must(200).json();
        passbook["institutions"].as_array().expect("a passbook has standings").clone()
    }
}

/// A published rule of 江苏开放大学 for a course of 安徽开放大学.
fn rule(server: &Server, target: &str, course: &str) -> String {
    let content = json!({
        "institution": cast::JIANGSU,
        "rule": {
            "programme": PROGRAMME, "valid_from": "2026-01-01", "effect": "study_and_exam",
            "source": { "class": ["course"], "issuer": [cast::ANHUI], "title": course },
            "target": { "courses": [target] },
        },
    });
    published(server, (cast::CHEN, cast::ZHOU), &content)
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_else(|| panic!("no text: {value}")).to_owned()
}

/// What an application says of itself: state and revision.
#[track_caller]
fn is(application: &Value, state: &str, revision: i64) {
    assert_eq!((&application["state"], &application["revision"]), (&json!(state), &json!(revision)), "{application}");
}
