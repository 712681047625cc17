//! The verbs as requests, and what the bank tells of a learner, in the oracle's terms.

use acceptance::files::File;
use acceptance::visitor::{Answer, Visitor};
use serde_json::{Value, json};
use units::Credit;

use super::cast::Cast;
use super::oracle::{Application, Learner, Verb};

/// A request with its idempotency key, to be sent as often as it takes.
#[derive(Debug, Clone)]
pub struct Request {
    path: String,
    key: String,
    body: Body,
}

#[derive(Debug, Clone)]
enum Body {
    Json(Value),
    Scan(File),
}

impl Request {
    /// Sends it; `None` when the connection broke before the whole answer came.
    pub fn send(&self, visitor: &Visitor) -> Option<Answer> {
        match &self.body {
            Body::Json(body) => visitor.try_json("POST", &self.path, body, Some(&self.key)),
            Body::Scan(file) => visitor.try_upload(&self.path, &[], "file", file, Some(&self.key)),
        }
    }

    /// Whether the key is kept with the answer. A scan is kept by its content instead: sent again, it is there once.
    pub fn keyed(&self) -> bool {
        matches!(self.body, Body::Json(_))
    }

    /// Another request with the same key.
    pub fn changed(&self) -> Self {
        match &self.body {
            Body::Json(body) => {
                let mut body = body.clone();
                match body.get("institution") {
                    Some(_) => body["institution"] = json!("4131010000"),
                    None => body["revision"] = json!(1_000_000),
                }
                Self { body: Body::Json(body), ..self.clone() }
            }
            Body::Scan(_) => self.clone(),
        }
    }
}

/// Beginning an application.
pub fn draft(cast: &Cast, learner: &Learner, institution: usize, chosen: &[(usize, usize)], key: String) -> Request {
    let chosen: Vec<Value> = chosen
        .iter()
        .map(|&(outcome, rule)| {
            let rule = &cast.rules[rule];
            json!({ "rule": rule.id, "outcomes": [learner.outcomes[outcome].id], "courses": [rule.target] })
        })
        .collect();
    let code = cast.institutions[institution].code;
    let body = json!({ "institution": code, "programme": super::cast::PROGRAMME, "chosen": chosen });
    Request { path: "/api/credit/applications".into(), key, body: Body::Json(body) }
}

/// A verb on an application that was last seen at `revision`.
pub fn verb(id: &str, verb: Verb, revision: i64, key: String) -> Request {
    let at = json!({ "revision": revision });
    let decision = |name: &str| Body::Json(json!({ "decision": name, "reason": "依据规则", "revision": revision }));
    let (place, part, body) = match verb {
        Verb::Attach => {
            let bytes = [b"%PDF-1.4\n% ".as_slice(), key.as_bytes(), b"\n%%EOF\n"].concat();
            (
                "applications",
                "attachments",
                Body::Scan(File { name: "scan.pdf".into(), media_type: "application/pdf", bytes }),
            )
        }
        Verb::File => ("applications", "filing", Body::Json(at)),
        Verb::Withdraw => ("applications", "withdrawal", Body::Json(at)),
        Verb::Accept => ("inbox", "decision", decision("accept")),
        Verb::Reject => ("inbox", "decision", decision("reject")),
        Verb::Return => ("inbox", "decision", decision("return")),
        Verb::Reverse => ("inbox", "decision", decision("reverse")),
    };
    Request { path: format!("/api/credit/{place}/{id}/{part}"), key, body }
}

/// What is compared: one line for each application, outcome use and balance, sorted.
pub fn expected(cast: &Cast, learner: &Learner) -> Vec<String> {
    let mut lines = Vec::new();
    for (id, application) in &learner.applications {
        lines.push(format!("application {id} {} revision {}", application.state, application.revision));
        let bound = match application.state {
            "filed" => "held",
            "accepted" => "used",
            _ => continue,
        };
        for &(outcome, rule) in &application.chosen {
            lines.push(use_line(&learner.outcomes[outcome].id, cast, application, cast.rules[rule].target, bound));
        }
    }
    for (number, institution) in cast.institutions.iter().enumerate() {
        let reserved = learner.total(&cast.rules, number, "filed").1;
        let recognised = learner.total(&cast.rules, number, "accepted").1;
        if reserved + recognised > 0 {
            let text = |hundredths| Credit::from_hundredths(hundredths).to_string();
            lines.push(format!("standing {} {} {}", institution.code, text(reserved), text(recognised)));
        }
    }
    lines.sort();
    lines
}

fn use_line(outcome: &str, cast: &Cast, application: &Application, target: &str, state: &str) -> String {
    format!("use {outcome} {} {target} {state}", cast.institutions[application.institution].code)
}

/// The same from the bank's own mouth.
pub fn told(visitor: &Visitor) -> Vec<String> {
    let passbook = visitor.get("/api/credit/passbook").must(200).json();
    let applications = visitor.get("/api/credit/applications").must(200).json();
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let mut lines = Vec::new();
    for application in applications.as_array().expect("applications are a list") {
        lines.push(format!(
            "application {} {} revision {}",
            text(&application["id"]),
            text(&application["state"]),
            application["revision"]
        ));
    }
    for line in passbook["lines"].as_array().expect("a passbook has lines") {
        for used in line["uses"].as_array().expect("an outcome has uses") {
            lines.push(format!(
                "use {} {} {} {}",
                text(&used["outcome"]),
                text(&used["institution"]),
                text(&used["target_code"]),
                text(&used["state"])
            ));
        }
    }
    for standing in passbook["institutions"].as_array().expect("a passbook has standings") {
        lines.push(format!(
            "standing {} {} {}",
            text(&standing["institution"]),
            text(&standing["reserved"]),
            text(&standing["recognised"])
        ));
    }
    lines.sort();
    lines
}
