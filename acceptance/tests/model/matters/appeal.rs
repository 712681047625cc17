//! Appeals: a rejection is appealed, four provinces speak, and what was set aside is taken back, to be asked for again.

use acceptance::cast::{self, Person};
use acceptance::server::Server;
use acceptance::visitor::Visitor;
use serde_json::{Value, json};

use super::{COURSES, Circle, Learner, Step, is, signed_in, text};

/// A voice of each province.
const MEMBERS: [Person; 4] = [cast::GAO, cast::JIN, cast::LU, cast::MENG];

/// Where the circle stands: what comes next.
#[derive(Clone, Copy, PartialEq, Eq)]
enum At {
    Begin,
    File,
    Reject,
    Appeal,
    Speak(usize),
    Withdraw,
}

/// The circle of appeals.
pub(super) struct Appeal {
    learner: Learner,
    wanted: Value,
    reviewer: Visitor,
    members: [Visitor; 4],
    at: At,
    lap: usize,
    application: String,
    revision: i64,
    appeal: String,
    appeal_revision: i64,
    /// Appeals that were set aside, and that were upheld.
    found: [Vec<String>; 2],
}

impl Appeal {
    pub(super) fn begin(server: &Server, learner: Learner, rule: &str) -> Appeal {
        let batch = json!({ "institution": cast::ANHUI, "choice": "all", "rows": [learner.graded(COURSES[0], "90")] });
        signed_in(server, cast::FANG).json("POST", "/api/credit/batches", &batch, None).must(200);
        let outcomes = learner.outcomes().expect("the server answers");
        Appeal {
            wanted: Learner::wanted(&outcomes[COURSES[0]], rule, "SB-0"),
            learner,
            reviewer: signed_in(server, cast::ZHOU),
            members: MEMBERS.map(|member| signed_in(server, member)),
            at: At::Begin,
            lap: 0,
            application: String::new(),
            revision: 0,
            appeal: String::new(),
            appeal_revision: 0,
            found: [Vec::new(), Vec::new()],
        }
    }

    /// What all four say in this lap.
    fn finding(&self) -> (&'static str, &'static str) {
        if self.lap.is_multiple_of(2) { ("set_aside", "set_aside") } else { ("uphold", "upheld") }
    }
}

impl Circle for Appeal {
    fn verbs(&self) -> &'static [&'static str] {
        &["appeal", "speak"]
    }

    fn next(&self) -> Option<Step<'_>> {
        let own = |part: &str| format!("/api/credit/applications/{}/{part}", self.application);
        let learner = &self.learner.visitor;
        let at = json!({ "revision": self.revision });
        let step = |what, by, path, body| Step { what, by, path, body };
        Some(match self.at {
            At::Begin => step("begin", learner, "/api/credit/applications".into(), self.wanted.clone()),
            At::File => step("file", learner, own("filing"), at),
            At::Reject => {
                let body = json!({ "decision": "reject", "reason": "内容不符", "revision": self.revision });
                step("reject", &self.reviewer, format!("/api/credit/inbox/{}/decision", self.application), body)
            }
            At::Appeal => step("appeal", learner, own("appeal"), json!({ "statement": "大纲相同" })),
            At::Speak(place) => {
                let (finding, _) = self.finding();
                let body = json!({ "finding": finding, "reason": "意见", "revision": self.appeal_revision });
                step("speak", &self.members[place], format!("/api/credit/hearings/{}/voice", self.appeal), body)
            }
            At::Withdraw => step("withdraw", learner, own("withdrawal"), at),
        })
    }

    fn heard(&mut self, answer: &Value) {
        self.at = match self.at {
            At::Begin => {
                (self.application, self.revision) = (text(&answer["id"]), 1);
                is(answer, "draft", 1);
                At::File
            }
            At::File => {
                self.revision += 1;
                is(answer, "filed", self.revision);
                At::Reject
            }
            At::Reject => {
                self.revision += 1;
                is(answer, "rejected", self.revision);
                At::Appeal
            }
            At::Appeal => {
                (self.appeal, self.appeal_revision) = (text(&answer["id"]), 1);
                is(answer, "filed", 1);
                At::Speak(0)
            }
            At::Speak(place) => {
                let voices = answer["voices"].as_array().expect("an appeal has voices");
                assert_eq!(voices.len(), place + 1, "each province has one voice: {answer}");
                self.appeal_revision = answer["appeal"]["revision"].as_i64().expect("a revision");
                let (_, state) = self.finding();
                let last = place + 1 == MEMBERS.len();
                assert_eq!(answer["appeal"]["state"], if last { state } else { "filed" }, "{answer}");
                match (last, state) {
                    (false, _) => At::Speak(place + 1),
                    (true, "set_aside") => {
                        self.revision += 1;
                        is(&answer["application"], "filed", self.revision);
                        self.found[0].push(self.appeal.clone());
                        At::Withdraw
                    }
                    (true, _) => {
                        is(&answer["application"], "rejected", self.revision);
                        self.found[1].push(self.appeal.clone());
                        self.lap += 1;
                        At::Begin
                    }
                }
            }
            At::Withdraw => {
                self.revision += 1;
                is(answer, "withdrawn", self.revision);
                self.lap += 1;
                At::Begin
            }
        };
    }

    fn people(&self) -> Vec<&Visitor> {
        [&self.learner.visitor, &self.reviewer].into_iter().chain(&self.members).collect()
    }

    fn end(&self) {
        for (appeals, state) in self.found.iter().zip(["set_aside", "upheld"]) {
            for id in appeals {
                let heard = self.learner.visitor.get(&format!("/api/credit/appeals/{id}")).must(200).json();
                assert_eq!(heard["appeal"]["state"], state, "{heard}");
                assert_eq!(heard["voices"].as_array().map(Vec::len), Some(MEMBERS.len()), "{heard}");
            }
        }
        // Of one's applications, those that were appealed are as many as the laps; each is in one place.
        let held = matches!(self.at, At::Reject | At::Withdraw);
        let reserved: Vec<_> =
            self.learner.standings().into_iter().filter(|one| one["institution"] == cast::JIANGSU).collect();
        let due = if held { "2" } else { "0" };
        assert_eq!(reserved.first().map_or(json!("0"), |one| one["reserved"].clone()), json!(due), "{reserved:?}");
    }
}
