//! Many decisions at once: applications of two learners are filed and decided together, again and again.

use acceptance::cast;
use acceptance::server::Server;
use acceptance::visitor::Visitor;
use serde_json::{Value, json};

use super::{COURSES, Circle, Learner, Step, is, signed_in, text};

/// One of the applications that are decided together.
struct Slot {
    learner: usize,
    wanted: Value,
    id: String,
    state: &'static str,
    revision: i64,
}

/// The circle of bulks.
pub(super) struct Bulk {
    learners: [Learner; 2],
    reviewer: Visitor,
    slots: Vec<Slot>,
    /// Bulks that were acknowledged.
    bulks: Vec<String>,
}

/// What becomes of the lines of a bulk, from one bulk to the next by a place.
const DECISIONS: [(&str, &str); 6] = [
    ("return", "returned"),
    ("accept", "accepted"),
    ("return", "returned"),
    ("return", "returned"),
    ("reject", "rejected"),
    ("return", "returned"),
];

impl Bulk {
    pub(super) fn begin(server: &Server, learners: [Learner; 2], rules: &[String; 3]) -> Bulk {
        let rows: Vec<Value> =
            learners.iter().flat_map(|learner| COURSES.map(|course| learner.graded(course, "90"))).collect();
        let batch = json!({ "institution": cast::ANHUI, "choice": "all", "rows": rows });
        signed_in(server, cast::FANG).json("POST", "/api/credit/batches", &batch, None).must(200);
        let mut slots = Vec::new();
        for (place, learner) in learners.iter().enumerate() {
            let outcomes = learner.outcomes().expect("the server answers");
            for (number, (course, rule)) in COURSES.iter().zip(rules).enumerate() {
                let wanted = Learner::wanted(&outcomes[*course], rule, &format!("SB-{number}"));
                slots.push(Slot { learner: place, wanted, id: String::new(), state: "none", revision: 0 });
            }
        }
        Bulk { learners, reviewer: signed_in(server, cast::ZHOU), slots, bulks: Vec::new() }
    }

    fn decision(&self, place: usize) -> (&'static str, &'static str) {
        DECISIONS[(place + self.bulks.len()) % DECISIONS.len()]
    }

    /// The first that is not filed.
    fn open(&self) -> Option<usize> {
        self.slots.iter().position(|slot| slot.state != "filed")
    }
}

impl Circle for Bulk {
    fn verbs(&self) -> &'static [&'static str] {
        &["decide many"]
    }

    fn next(&self) -> Option<Step<'_>> {
        let Some(place) = self.open() else {
            let lines: Vec<Value> = self
                .slots
                .iter()
                .enumerate()
                .map(|(place, slot)| {
                    let (decision, _) = self.decision(place);
                    json!({ "application": slot.id, "decision": decision, "reason": "依据规则", "revision": slot.revision })
                })
                .collect();
            let body = json!({ "institution": cast::JIANGSU, "decisions": lines });
            return Some(Step { what: "decide many", by: &self.reviewer, path: "/api/credit/bulks".into(), body });
        };
        let slot = &self.slots[place];
        let learner = &self.learners[slot.learner].visitor;
        let at = json!({ "revision": slot.revision });
        let step = match slot.state {
            "accepted" => {
                let body = json!({ "decision": "reverse", "reason": "再来一次", "revision": slot.revision });
                let path = format!("/api/credit/inbox/{}/decision", slot.id);
                Step { what: "reverse", by: &self.reviewer, path, body }
            }
            "draft" | "returned" => Step {
                what: "file",
                by: learner,
                path: format!("/api/credit/applications/{}/filing", slot.id),
                body: at,
            },
            _ => {
                Step { what: "begin", by: learner, path: "/api/credit/applications".into(), body: slot.wanted.clone() }
            }
        };
        Some(step)
    }

    fn heard(&mut self, answer: &Value) {
        let Some(place) = self.open() else {
            let lines = answer["lines"].as_array().expect("a bulk has lines");
            assert!(lines.iter().all(|line| line["state"] == "done"), "each is decided, and once: {answer}");
            for place in 0..self.slots.len() {
                let (_, state) = self.decision(place);
                self.slots[place].state = state;
                self.slots[place].revision += 1;
            }
            self.bulks.push(text(&answer["id"]));
            return;
        };
        let slot = &mut self.slots[place];
        (slot.state, slot.revision) = match slot.state {
            "accepted" => ("reversed", slot.revision + 1),
            "draft" | "returned" => ("filed", slot.revision + 1),
            _ => {
                slot.id = text(&answer["id"]);
                ("draft", 1)
            }
        };
        is(answer, slot.state, slot.revision);
    }

    fn people(&self) -> Vec<&Visitor> {
        vec![&self.learners[0].visitor, &self.learners[1].visitor, &self.reviewer]
    }

    fn end(&self) {
        for (learner, one) in self.learners.iter().enumerate() {
            let own = one.visitor.get("/api/credit/applications").must(200).json();
            for slot in self.slots.iter().filter(|slot| slot.learner == learner && !slot.id.is_empty()) {
                let found =
                    own.as_array().expect("a list").iter().find(|application| application["id"] == slot.id.as_str());
                is(found.expect("it is there"), slot.state, slot.revision);
            }
        }
        let mut once = self.bulks.clone();
        once.sort();
        once.dedup();
        assert_eq!(once.len(), self.bulks.len(), "a bulk was answered as another");
        for id in &self.bulks {
            let bulk = self.reviewer.get(&format!("/api/credit/bulks/{id}")).must(200).json();
            let lines = bulk["lines"].as_array().expect("a bulk has lines");
            assert!(lines.len() == self.slots.len() && lines.iter().all(|line| line["state"] == "done"), "{bulk}");
        }
    }
}
