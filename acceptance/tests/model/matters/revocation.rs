//! Revocations: an outcome is deposited with a conversion its school made, recognised elsewhere, revoked, settled, and deposited again.

use acceptance::cast;
use acceptance::server::Server;
use acceptance::visitor::Visitor;
use serde_json::{Value, json};

use super::{COURSES, Circle, Learner, Step, is, signed_in, text};
use crate::http::identity::own_id;

/// Where the circle stands: what comes next.
#[derive(Clone, Copy, PartialEq, Eq)]
enum At {
    Deposit,
    Begin,
    File,
    Accept,
    Ask,
    Confirm,
    Settle,
    Reverse,
}

/// The circle of revocations.
pub(super) struct Revocation {
    learner: Learner,
    person: String,
    rule: String,
    registrar: Visitor,
    second: Visitor,
    reviewer: Visitor,
    at: At,
    lap: usize,
    application: String,
    revision: i64,
    outcome: String,
    revocation: String,
}

/// The target of the conversion that the depositor reports itself.
const REPORTED: &str = "AH-STORM";

impl Revocation {
    pub(super) fn begin(server: &Server, learner: Learner, rule: &str) -> Revocation {
        Revocation {
            person: own_id(&learner.visitor),
            learner,
            rule: rule.to_owned(),
            registrar: signed_in(server, cast::FANG),
            second: signed_in(server, cast::WU),
            reviewer: signed_in(server, cast::ZHOU),
            at: At::Deposit,
            lap: 0,
            application: String::new(),
            revision: 0,
            outcome: String::new(),
            revocation: String::new(),
        }
    }

    fn upholds(&self) -> bool {
        !self.lap.is_multiple_of(2)
    }

    /// Put right each time, so that it is another file.
    fn row(&self) -> Value {
        let mut row = self.learner.graded(COURSES[0], &format!("{}.{:02}", 60 + self.lap / 100, self.lap % 100));
        row["conversion"] = json!({ "school": "0001", "level": "undergraduate", "code": REPORTED, "title": "本校目标",
            "credit": "1.5", "month": "202507" });
        row
    }
}

impl Circle for Revocation {
    fn verbs(&self) -> &'static [&'static str] {
        &["ask", "confirm"]
    }

    fn next(&self) -> Option<Step<'_>> {
        let inbox = |part: &str| format!("/api/credit/inbox/{}/{part}", self.application);
        let decide = |name: &str| json!({ "decision": name, "reason": "依据规则", "revision": self.revision });
        let step = |what, by, path, body| Step { what, by, path, body };
        Some(match self.at {
            At::Deposit => {
                let body = json!({ "institution": cast::ANHUI, "choice": "all", "rows": [self.row()] });
                step("deposit", &self.registrar, "/api/credit/batches".into(), body)
            }
            At::Begin => {
                let outcomes = self.learner.outcomes()?;
                let body = Learner::wanted(&outcomes[COURSES[0]], &self.rule, "SB-0");
                step("begin", &self.learner.visitor, "/api/credit/applications".into(), body)
            }
            At::File => {
                let path = format!("/api/credit/applications/{}/filing", self.application);
                step("file", &self.learner.visitor, path, json!({ "revision": self.revision }))
            }
            At::Accept => step("accept", &self.reviewer, inbox("decision"), decide("accept")),
            At::Ask => {
                let outcomes = self.learner.outcomes()?;
                let body = json!({ "learner": self.person, "outcome": outcomes[COURSES[0]], "reason": "成绩录入有误" });
                step("ask", &self.registrar, "/api/credit/revocations".into(), body)
            }
            At::Confirm => {
                let path = format!("/api/credit/revocations/{}/confirmation", self.revocation);
                step("confirm", &self.second, path, json!({}))
            }
            At::Settle => {
                let settlement = if self.upholds() { "uphold" } else { "annul" };
                let body = json!({ "settlement": settlement, "reason": "核对后决定", "revision": self.revision });
                step("settle", &self.reviewer, inbox("settlement"), body)
            }
            At::Reverse => step("reverse", &self.reviewer, inbox("decision"), decide("reverse")),
        })
    }

    fn heard(&mut self, answer: &Value) {
        self.at = match self.at {
            At::Deposit => {
                assert_eq!((&answer["state"], &answer["deposited"]), (&json!("committed"), &json!(1)), "{answer}");
                At::Begin
            }
            At::Begin => {
                (self.application, self.revision) = (text(&answer["id"]), 1);
                is(answer, "draft", 1);
                At::File
            }
            At::File => {
                self.revision += 1;
                is(answer, "filed", self.revision);
                At::Accept
            }
            At::Accept => {
                self.revision += 1;
                is(answer, "accepted", self.revision);
                At::Ask
            }
            At::Ask => {
                self.outcome = text(&answer["outcome"]);
                self.revocation = text(&answer["id"]);
                assert_eq!(answer["state"], "asked");
                At::Confirm
            }
            At::Confirm => {
                self.revision += 1;
                assert_eq!(answer["revocation"]["state"], "confirmed");
                let found = answer["consequences"].as_array().expect("a list");
                let mut kinds: Vec<String> =
                    found.iter().map(|one| format!("{} {}", text(&one["kind"]), text(&one["subject"]))).collect();
                kinds.sort();
                assert_eq!(
                    kinds,
                    [format!("struck {REPORTED}"), format!("suspended {}", self.application)],
                    "{answer}"
                );
                At::Settle
            }
            At::Settle => {
                self.revision += 1;
                let state = if self.upholds() { "accepted" } else { "reversed" };
                is(&answer["application"], state, self.revision);
                assert_eq!(answer["settled"], 1, "it had been held for one revocation");
                let upheld = self.upholds();
                self.lap += usize::from(!upheld);
                if upheld { At::Reverse } else { At::Deposit }
            }
            At::Reverse => {
                self.revision += 1;
                is(answer, "reversed", self.revision);
                self.lap += 1;
                At::Deposit
            }
        };
    }

    fn people(&self) -> Vec<&Visitor> {
        vec![&self.learner.visitor, &self.registrar, &self.second, &self.reviewer]
    }

    fn end(&self) {
        let revoked = self.lap + usize::from(matches!(self.at, At::Settle | At::Reverse));
        let (mut counted, mut standing, mut after) = (0, 0, String::new());
        loop {
            let page = self.learner.visitor.get(&format!("/api/credit/passbook{after}")).must(200).json();
            for line in page["lines"].as_array().expect("a passbook has lines") {
                match line["outcome"]["revoked_at"].is_null() {
                    true => standing += 1,
                    false => counted += 1,
                }
            }
            match (page["next"][0].as_str(), page["next"][1].as_str()) {
                (Some(month), Some(id)) => after = format!("?month={month}&after={id}"),
                _ => break,
            }
        }
        let open = usize::from(!matches!(self.at, At::Deposit | At::Settle | At::Reverse));
        assert_eq!((counted, standing), (revoked, open), "each lap revoked one outcome, and one at most stands");
        let own = self.learner.standings();
        let anhui = own.iter().find(|one| one["institution"] == cast::ANHUI);
        let recognised = anhui.map_or(json!("0"), |one| one["recognised"].clone());
        assert_eq!(
            recognised,
            json!(if open == 1 { "1.5" } else { "0" }),
            "the reported conversion counts once: {own:?}"
        );
    }
}
