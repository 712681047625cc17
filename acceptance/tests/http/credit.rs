//! The credit bank's working day: what counts, applying, deciding, and who may know of it.

use acceptance::cast::{self, Person};
use acceptance::files::{self, File, Grade};
use acceptance::server::Server;
use acceptance::visitor::Visitor;
use serde_json::{Value, json};

use super::deposit::{committed, registrar, uploaded};
use super::identity::{consent, own_id};
use super::on_both;

/// A course nobody else of the demo teaches, so that only this test's rules take it.
const COURSE: &str = "长江流域生态学";

/// How long a job may take to decide on a busy machine.
const DECIDED_SECONDS: u64 = 60;

pub(super) fn signed_in(server: &Server, person: Person) -> Visitor {
    let visitor = server.stranger();
    visitor.sign_in(person);
    visitor
}

/// 李嘉禾 has courses from 上海; answers her and the outcomes' ids.
pub(super) fn li_with(server: &Server, courses: &[(&str, &str)]) -> (Visitor, Vec<String>) {
    let lin = registrar(server);
    let grade =
        |(course, score): &(&str, &str)| Grade::passed(cast::LI.name, &cast::LI.id_number(), course, "2.5", score);
    let grades: Vec<Grade> = courses.iter().map(grade).collect();
    let done = committed(&lin, &uploaded(&lin, &files::csv_with_bom("course", &grades)), "all");
    assert_eq!(done["progress"]["deposited"], courses.len(), "{done}");
    let li = signed_in(server, cast::LI);
    let passbook = li.get("/api/credit/passbook").must(200).json();
    let id = |(course, _): &(&str, &str)| {
        let line = passbook["lines"].as_array().unwrap().iter().find(|line| line["outcome"]["name"] == *course);
        line.unwrap_or_else(|| panic!("{passbook}"))["outcome"]["id"].as_str().unwrap().to_owned()
    };
    let ids = courses.iter().map(id).collect();
    (li, ids)
}

/// 李嘉禾 has the course from 上海; answers her and the outcome's id.
pub(super) fn li_with_outcome(server: &Server, score: &str) -> (Visitor, String) {
    let (li, mut ids) = li_with(server, &[(COURSE, score)]);
    (li, ids.remove(0))
}

/// The programme that rules of these tests count outcomes in, with courses of two credits.
pub(super) fn programme(server: &Server) {
    let courses: Vec<String> = (1..=9)
        .map(|number| {
            format!("{{ code = \"JS-ECO-{number}\", title = \"生态学{number}\", category = \"必修\", credit = \"2\" }}")
        })
        .collect();
    let text = format!(
        "[[programme]]\ninstitution = \"{}\"\ncode = \"ECO\"\ntitle = \"生态学\"\ntotal = \"100\"\ncourse = [{}]\n",
        cast::JIANGSU,
        courses.join(", ")
    );
    let file = json!({ "institution": cast::JIANGSU, "text": text });
    signed_in(server, cast::CHEN).json("POST", "/api/credit/programmes", &file, None).must(200);
}

/// What a rule says, with changes of its fields; `null` takes one away.
fn content(change: Value) -> Value {
    let mut rule = json!({
        "source": { "class": ["course"], "issuer": [cast::SHANGHAI], "title": COURSE },
        "target": { "courses": ["JS-ECO-1"] },
        "minimum": [{ "scale": "percent", "at_least": "70" }],
        "effect": "study_only",
        "valid_from": "2026-01-01",
    });
    let mut content = json!({ "institution": cast::JIANGSU });
    for (key, value) in change.as_object().unwrap() {
        match key.as_str() {
            "evidence_required" | "automatic" => content[key] = value.clone(),
            _ if value.is_null() => drop(rule.as_object_mut().unwrap().remove(key)),
            _ => rule[key] = value.clone(),
        }
    }
    content["rule"] = rule;
    content
}

/// A rule of 江苏开放大学 in force; answers its id.
pub(super) fn rule(server: &Server, change: Value) -> String {
    programme(server);
    let (chen, zhou) = (signed_in(server, cast::CHEN), signed_in(server, cast::ZHOU));
    let drafted = chen.json("POST", "/api/credit/rules", &content(change), None).must(201).json();
    let id = drafted["id"].as_str().unwrap().to_owned();
    let at = json!({ "version": 1, "revision": drafted["revision"] });
    let submitted = chen.json("POST", &format!("/api/credit/rules/{id}/submission"), &at, None).must(200).json();
    let at = json!({ "version": 1, "revision": submitted["revision"] });
    zhou.json("POST", &format!("/api/credit/rules/{id}/publication"), &at, None).must(200);
    id
}

pub(super) fn ask_for(li: &Visitor, outcome: &str, rule: &str, course: &str) -> acceptance::visitor::Answer {
    let chosen = json!([{ "rule": rule, "outcomes": [outcome], "courses": [course] }]);
    let wanted = json!({ "institution": cast::JIANGSU, "programme": "ECO", "chosen": chosen });
    li.json("POST", "/api/credit/applications", &wanted, None)
}

pub(super) fn apply(li: &Visitor, outcome: &str, rule: &str) -> Value {
    ask_for(li, outcome, rule, "JS-ECO-1").must(201).json()
}

/// Why an outcome is left over in the programme; none when the best use spends it.
fn left(li: &Visitor, outcome: &str) -> Option<String> {
    let best = li.get(&format!("/api/credit/matches/{}/ECO", cast::JIANGSU)).must(200).json();
    let left = best["explanation"]["left"].as_array().unwrap().iter().find(|left| left["outcome"] == outcome);
    left.map(|left| left["why"].as_str().unwrap().to_owned())
}

pub(super) fn file(li: &Visitor, application: &Value) -> acceptance::visitor::Answer {
    let path = format!("/api/credit/applications/{}/filing", application["id"].as_str().unwrap());
    li.json("POST", &path, &json!({ "revision": application["revision"] }), None)
}

pub(super) fn decide(
    reviewer: &Visitor,
    application: &Value,
    decision: &str,
    reason: &str,
) -> acceptance::visitor::Answer {
    let path = format!("/api/credit/inbox/{}/decision", application["id"].as_str().unwrap());
    let body = json!({ "decision": decision, "reason": reason, "revision": application["revision"] });
    reviewer.json("POST", &path, &body, None)
}

#[test]
fn an_outcome_counts_is_applied_for_and_recognised_under_the_rule() {
    on_both(|server| {
        let (li, outcome) = li_with_outcome(server, "85");
        let rule = rule(server, json!({}));
        assert_eq!(left(&li, &outcome), None, "what counts is told without asking anybody");
        let matches = li.get("/api/credit/matches").must(200).json();
        let here = |item: &&Value| item["programme"] == "ECO" && item["institution"] == cast::JIANGSU;
        let ranked = matches["items"].as_array().unwrap();
        assert_eq!(ranked.iter().find(here).unwrap()["answer"]["credit"], "2", "{matches}");
        let asked = server.stranger().get(&format!("/api/credit/acceptors?name={COURSE}")).must(200).json();
        assert_eq!(asked[0]["rule"], rule.as_str(), "anybody sees who accepts it");

        let drafted = apply(&li, &outcome, &rule);
        let refused = file(&li, &drafted).must(422);
        assert_eq!(refused.code(), "credit.application.consent_missing");
        consent(&li, cast::JIANGSU);
        let filed = file(&li, &drafted).must(200).json();
        assert_eq!(
            (&filed["state"], &filed["credit"]),
            (&json!("filed"), &json!("2")),
            "recorded is the target's credit"
        );

        let zhou = signed_in(server, cast::ZHOU);
        let reading = zhou.json(
            "POST",
            &format!("/api/credit/inbox/{}/reading", filed["id"].as_str().unwrap()),
            &json!({}),
            None,
        );
        let read = reading.must(200).json();
        assert_eq!(read["learner_name"], cast::LI.name);
        assert_eq!(read["lines"][0]["item"]["rule_version"], 1, "the decision will cite the version");
        let reads = li.get(&format!("/api/identity/learners/{}/reads", own_id(&li))).must(200).json();
        assert!(reads["items"].as_array().unwrap().iter().any(|read| read["organisation"] == cast::JIANGSU), "{reads}");

        decide(&zhou, &filed, "reject", "").must(400);
        let accepted = decide(&zhou, &filed, "accept", "").must(200).json();
        assert_eq!(accepted["state"], "accepted");
        decide(&zhou, &accepted, "accept", "").must(409);
        assert_eq!(left(&li, &outcome).as_deref(), Some("spent"));
        let path = format!("/api/credit/applications/{}/proof", accepted["id"].as_str().unwrap());
        let proof = li.get(&path).must(200).json();
        let cites = |cited: &Value| cited["id"] == rule.as_str();
        assert!(proof["holds"] == true && proof["rules"].as_array().unwrap().iter().any(cites), "{proof}");
        zhou.get(&path).must(200);
        signed_in(server, cast::WANG).get(&path).must(404);
        let balances = li.get("/api/credit/balances").must(200).json();
        let amount = |account: &str| {
            let found = balances
                .as_array()
                .unwrap()
                .iter()
                .find(|row| row["account"] == account && row["party"] == cast::JIANGSU);
            found.map_or(json!(null), |row| row["amount"].clone())
        };
        assert_eq!((amount("used"), amount("recognised")), (json!("2.5"), json!("2")), "{balances}");
    });
}

#[test]
fn what_does_not_count_says_why() {
    on_both(|server| {
        let (li, outcome) = li_with_outcome(server, "69.5");
        consent(&li, cast::JIANGSU);
        let table = [
            (json!({ "minimum": [{ "scale": "five", "at_least": "good" }] }), "scale"),
            (json!({}), "grade"),
            (json!({ "minimum": null, "months_max": 1 }), "age"),
        ];
        for (number, (change, why)) in table.into_iter().enumerate() {
            let course = format!("JS-ECO-{}", number + 1);
            let mut change = change;
            change["target"] = json!({ "courses": [course] });
            let rule = rule(server, change);
            let refused = ask_for(&li, &outcome, &rule, &course).must(422);
            assert_eq!(refused.code(), "credit.application.not_allowed");
            assert_eq!(left(&li, &outcome).as_deref(), Some(why), "the nearest rule says why");
        }
        let target = json!({ "courses": ["JS-ECO-4"] });
        let later = rule(server, json!({ "minimum": null, "valid_from": "2090-01-01", "target": target }));
        assert_eq!(ask_for(&li, &outcome, &later, "JS-ECO-4").must(422).code(), "credit.match.not_in_force");
        let asks = rule(server, json!({ "minimum": null, "evidence_required": true }));
        let drafted = ask_for(&li, &outcome, &asks, "JS-ECO-1").must(201).json();
        assert_eq!(file(&li, &drafted).must(422).code(), "credit.application.evidence_missing");
    });
}

#[test]
fn the_ceiling_is_kept_by_the_server_over_applications() {
    on_both(|server| {
        let names = [COURSE, "淮河流域生态学", "太湖流域生态学"];
        let (li, outcomes) = li_with(server, &names.map(|name| (name, "90")));
        consent(&li, cast::JIANGSU);
        rule(
            server,
            json!({ "source": null, "target": null, "minimum": null, "programme": "ECO",
            "cap": [{ "per": "learner", "credits": "5" }] }),
        );
        for (place, name) in names.iter().enumerate() {
            let (title, course) = (json!({ "title": name }), format!("JS-ECO-{}", place + 1));
            let rule = rule(server, json!({ "source": title, "target": { "courses": [course] } }));
            let answer = file(&li, &ask_for(&li, &outcomes[place], &rule, &course).must(201).json());
            if place < 2 {
                answer.must(200);
            } else {
                assert_eq!(answer.must(422).code(), "credit.application.cap_reached");
            }
        }
    });
}

#[test]
fn where_the_rule_says_so_filing_is_decided_at_once() {
    on_both(|server| {
        let (li, outcome) = li_with_outcome(server, "85");
        let rule = rule(server, json!({ "automatic": true }));
        consent(&li, cast::JIANGSU);
        let filed = file(&li, &apply(&li, &outcome, &rule)).must(200).json();
        let path = format!("/api/credit/applications/{}", filed["id"].as_str().unwrap());
        let until = std::time::Instant::now() + std::time::Duration::from_secs(DECIDED_SECONDS);
        let decided = loop {
            let own = li.get(&path).must(200).json();
            if own["application"]["state"] == "accepted" {
                break own;
            }
            assert!(std::time::Instant::now() < until, "{own}");
            std::thread::sleep(std::time::Duration::from_millis(50));
        };
        assert_eq!(decided["application"]["decided_by"], "system:credit");
    });
}

#[test]
fn programmes_and_rules_are_refused_with_their_place() {
    on_both(|server| {
        let chen = signed_in(server, cast::CHEN);
        let import = |text: &str| {
            chen.json("POST", "/api/credit/programmes", &json!({ "institution": cast::JIANGSU, "text": text }), None)
        };
        assert!(import("[[programme]]\ncode = 3\n").must(400).text().contains('2'), "the line is told");
        let deep = format!("[[rule]]\nsource = {}{{}}{}", "{ all = [".repeat(10_000), "] }".repeat(10_000));
        let file = json!({ "institution": cast::JIANGSU, "text": deep });
        chen.json("POST", "/api/credit/rules/import", &file, None).must(400);
        // Longer than a file of the language may be, and still received, so that whoever sends it reads a sentence.
        let large = json!({ "institution": cast::JIANGSU, "text": "# 很长\n".repeat(150_000) });
        let refused = chen.json("POST", "/api/credit/rules/import", &large, None).must(400);
        assert!(refused.text().contains("credit.programme.too_large"), "{}", refused.text());
        let drawn = content(json!({ "cap": [{ "per": "learner", "credits": "-1" }] }));
        chen.json("POST", "/api/credit/rules", &drawn, None).must(400);
        let stranger = server.stranger();
        stranger.get(&format!("/credit/institutions/{}/rules", cast::JIANGSU)).must(200);
        stranger.get("/credit/programmes").must(200);
        stranger.json("POST", "/api/credit/rules/preview", &content(json!({})), None).must(401);
        programme(server);
        let preview = chen.json("POST", "/api/credit/rules/preview", &content(json!({})), None).must(200).json();
        assert!(preview["sentence_zh"].as_str().unwrap().contains(COURSE), "{preview}");
        assert_eq!(preview["impact"]["outcomes"], 0);
    });
}

#[test]
fn withdrawn_consent_closes_the_file_at_once() {
    on_both(|server| {
        let (li, outcome) = li_with_outcome(server, "85");
        let rule = rule(server, json!({}));
        let given = consent(&li, cast::JIANGSU);
        let filed = file(&li, &apply(&li, &outcome, &rule)).must(200).json();
        let zhou = signed_in(server, cast::ZHOU);
        let path = format!("/api/credit/inbox/{}/reading", filed["id"].as_str().unwrap());
        assert_eq!(zhou.json("POST", &path, &json!({}), None).must(200).json()["learner_name"], cast::LI.name);
        let consents =
            format!("/api/identity/learners/{}/consents/{}", own_id(&li), given["consent"].as_str().unwrap());
        li.json("POST", &format!("{consents}/withdrawal"), &json!({}), None).must(204);
        let closed = zhou.json("POST", &path, &json!({}), None).must(200);
        assert!(
            !closed.text().contains(cast::LI.name) && closed.json()["lines"][0]["outcome"].is_null(),
            "{}",
            closed.text()
        );
        assert_eq!(decide(&zhou, &filed, "accept", "").must(422).code(), "credit.application.consent_missing");
        decide(&zhou, &filed, "return", "请重新授权").must(200);
    });
}

#[test]
fn others_neither_see_nor_decide() {
    on_both(|server| {
        let (li, outcome) = li_with_outcome(server, "85");
        let rule = rule(server, json!({}));
        consent(&li, cast::JIANGSU);
        let filed = file(&li, &apply(&li, &outcome, &rule)).must(200).json();
        let id = filed["id"].as_str().unwrap();
        for person in [cast::WANG, cast::SHEN, cast::LIN, cast::CHEN] {
            let visitor = signed_in(server, person);
            visitor.get(&format!("/api/credit/applications/{id}")).must(404);
            let decided = decide(&visitor, &filed, "accept", "");
            assert!(matches!(decided.status, 403 | 404), "{}: {}", person.login, decided.status);
        }
        // Without consent 浙江 reads nothing of hers that it did not deposit itself; a stranger's passbook is not there.
        let path = format!("/api/credit/learners/{}/reading", own_id(&li));
        signed_in(server, cast::WU).json("POST", &path, &json!({ "institution": cast::ZHEJIANG }), None).must(404);
        signed_in(server, cast::WANG).json("POST", &path, &json!({ "institution": cast::SHANGHAI }), None).must(404);
    });
}

#[test]
fn evidence_is_taken_in_known_kinds_and_read_only_with_consent() {
    on_both(|server| {
        let (li, outcome) = li_with_outcome(server, "85");
        let rule = rule(server, json!({ "evidence_required": true }));
        let drafted = apply(&li, &outcome, &rule);
        let path = format!("/api/credit/applications/{}/attachments", drafted["id"].as_str().unwrap());
        let page = File {
            name: "page.html".into(),
            media_type: "application/pdf",
            bytes: b"<script>alert(1)</script>".to_vec(),
        };
        let refused = li.upload(&path, &[], "file", &page);
        assert_eq!(refused.status, 422, "a page that calls itself PDF: {}", refused.text());
        let huge = File {
            name: "huge.pdf".into(),
            media_type: "application/pdf",
            bytes: [b"%PDF-1.4".as_slice(), &vec![b' '; 11 << 20]].concat(),
        };
        let refused = li.upload(&path, &[], "file", &huge);
        assert!(matches!(refused.status, 400 | 413 | 422), "{}: {}", refused.status, refused.text());
        let scan =
            File { name: "成绩单.pdf".into(), media_type: "application/pdf", bytes: b"%PDF-1.4\n%%EOF\n".to_vec() };
        let attached = li.upload(&path, &[], "file", &scan).must(201).json();
        consent(&li, cast::JIANGSU);
        let filed = file(&li, &attached).must(200).json();
        let details = li.get(&format!("/api/credit/applications/{}", filed["id"].as_str().unwrap())).must(200).json();
        let hash = details["attachments"][0]["hash"].as_str().unwrap();
        let download = format!("/credit/applications/{}/attachments/{hash}", filed["id"].as_str().unwrap());
        let got = signed_in(server, cast::ZHOU).get(&download).must(200);
        assert_eq!(got.body, scan.bytes);
        assert!(got.header("content-disposition").is_some_and(|kind| kind.starts_with("attachment")));
        signed_in(server, cast::SHEN).get(&download).must(404);
    });
}

#[test]
fn a_rule_needs_two_people_and_is_followed_by_versions() {
    on_both(|server| {
        let chen = signed_in(server, cast::CHEN);
        programme(server);
        let faulty = content(json!({ "months_max": 2_000 }));
        let invalid = chen.json("POST", "/api/credit/rules", &faulty, None).must(400).json();
        assert_eq!(invalid["errors"][0]["field"], "rule", "{invalid}");
        let drafted = chen.json("POST", "/api/credit/rules", &content(json!({ "valid_to": "2025-01-01" })), None);
        let drafted = drafted.must(201).json();
        let at = json!({ "version": 1, "revision": drafted["revision"] });
        let path = format!("/api/credit/rules/{}/submission", drafted["id"].as_str().unwrap());
        chen.json("POST", &path, &at, None).must(400);
        let drafted = chen.json("POST", "/api/credit/rules", &content(json!({})), None).must(201).json();
        let id = drafted["id"].as_str().unwrap();
        assert!(
            server.stranger().get(&format!("/api/credit/rules/{id}")).status == 404,
            "a draft is its institution's alone"
        );
        let at = json!({ "version": 1, "revision": drafted["revision"] });
        let submitted = chen.json("POST", &format!("/api/credit/rules/{id}/submission"), &at, None).must(200).json();
        let at = json!({ "version": 1, "revision": submitted["revision"] });
        let alone = chen.json("POST", &format!("/api/credit/rules/{id}/publication"), &at, None);
        assert!(matches!(alone.status, 403 | 422), "{}", alone.text());
        signed_in(server, cast::SHEN).json("POST", &format!("/api/credit/rules/{id}/publication"), &at, None).must(404);
        let zhou = signed_in(server, cast::ZHOU);
        let published = zhou.json("POST", &format!("/api/credit/rules/{id}/publication"), &at, None).must(200).json();
        assert_eq!(published["hash"].as_str().map(str::len), Some(64));
        server.stranger().get(&format!("/api/credit/rules/{id}")).must(200);
        let next = chen.json("POST", &format!("/api/credit/rules/{id}/versions"), &json!({}), None).must(201).json();
        assert_eq!(next["version"], 2);
        chen.json("POST", &format!("/api/credit/rules/{id}/versions"), &json!({}), None).must(409);
    });
}

#[test]
fn a_choice_shown_again_keeps_what_was_ticked() {
    on_both(|server| {
        let names = [COURSE, "淮河流域生态学"];
        let (li, outcomes) = li_with(server, &names.map(|name| (name, "90")));
        let first = rule(server, json!({}));
        let second = rule(server, json!({ "source": { "title": names[1] }, "target": { "courses": ["JS-ECO-2"] } }));
        let drafted = apply(&li, &outcomes[0], &first);
        let path = format!("/credit/applications/{}/choice", drafted["id"].as_str().unwrap());
        let boxed = |page: &str, rule: &str| {
            let found = page.split("<input").find(|part| part.contains("name=\"use\"") && part.contains(rule));
            found.unwrap_or_else(|| panic!("{page}")).split('>').next().unwrap().to_owned()
        };
        let ticked = |page: &str, rule: &str| boxed(page, rule).contains("checked");
        let page = li.get(&path).must(200).text();
        assert_eq!((ticked(&page, &first), ticked(&page, &second)), (true, false));
        let value = boxed(&page, &second);
        let value = value.split("value=\"").nth(1).unwrap().split('"').next().unwrap();
        let again = li.post(&path, &[("use", value), ("use", value)]).must(422).text();
        assert_eq!((ticked(&again, &first), ticked(&again, &second)), (false, true), "what was ticked stays ticked");
        let many = vec![("use", value); 201];
        let again = li.post(&path, &many).must(422).text();
        assert!(again.contains("govuk-error-summary"), "too much is said");
    });
}
