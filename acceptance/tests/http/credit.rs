//! The credit bank's working day: what counts, applying, deciding, and who may know of it.

use acceptance::cast::{self, Person};
use acceptance::files::{self, File, Grade};
use acceptance::server::Server;
use acceptance::visitor::Visitor;
use serde_json::{Value, json};

use super::deposit::{committed, registrar, sent, uploaded};
use super::identity::{consent, own_id};
use super::on_both;

/// A course nobody else of the demo teaches, so that only this test's rules take it.
const COURSE: &str = "长江流域生态学";

pub(super) fn signed_in(server: &Server, person: Person) -> Visitor {
    let visitor = server.stranger();
    visitor.sign_in(person);
    visitor
}

/// 李嘉禾 has the course from 上海; answers her and the outcome's id.
pub(super) fn li_with_outcome(server: &Server, score: &str) -> (Visitor, String) {
    let lin = registrar(server);
    let grade = Grade::passed(cast::LI.name, &cast::LI.id_number(), COURSE, "2.5", score);
    let done = committed(&lin, &uploaded(&lin, &files::csv_with_bom("course", &[grade])), "all");
    assert_eq!(done["progress"]["deposited"], 1, "{done}");
    let li = signed_in(server, cast::LI);
    let passbook = li.get("/api/credit/passbook").must(200).json();
    let line = passbook["lines"].as_array().unwrap().iter().find(|line| line["outcome"]["name"] == COURSE);
    let id = line.unwrap_or_else(|| panic!("{passbook}"))["outcome"]["id"].as_str().unwrap().to_owned();
    (li, id)
}

fn content(change: Value) -> Value {
    let mut content = json!({
        "institution": cast::JIANGSU,
        "source": { "class": "course", "issuer": cast::SHANGHAI, "name": COURSE },
        "target": { "code": "JS-ECO-1", "name": "生态学", "credit": "2" },
        "minimum": { "score": "70" },
        "effect": "study_only",
        "cap": "6",
        "valid_from": "2026-01-01",
    });
    for (key, value) in change.as_object().unwrap() {
        content[key] = value.clone();
    }
    content
}

/// A rule of 江苏开放大学 in force; answers its id.
pub(super) fn rule(server: &Server, change: Value) -> String {
    let (chen, zhou) = (signed_in(server, cast::CHEN), signed_in(server, cast::ZHOU));
    let drafted = chen.json("POST", "/api/credit/rules", &content(change), None).must(201).json();
    let id = drafted["id"].as_str().unwrap().to_owned();
    let at = json!({ "version": 1, "revision": drafted["revision"] });
    let submitted = chen.json("POST", &format!("/api/credit/rules/{id}/submission"), &at, None).must(200).json();
    let at = json!({ "version": 1, "revision": submitted["revision"] });
    zhou.json("POST", &format!("/api/credit/rules/{id}/publication"), &at, None).must(200);
    id
}

pub(super) fn apply(li: &Visitor, outcome: &str, rule: &str) -> Value {
    let wanted = json!({ "institution": cast::JIANGSU, "chosen": [{ "outcome": outcome, "rule": rule }] });
    li.json("POST", "/api/credit/applications", &wanted, None).must(201).json()
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
        let matches = li.get("/api/credit/matches").must(200).json();
        let counts = |matches: &Value| {
            let found =
                matches["items"].as_array().unwrap().iter().find(|item| item["rule"]["id"] == rule.as_str()).cloned();
            found.unwrap_or_else(|| panic!("{matches}"))
        };
        assert_eq!(counts(&matches)["counts"], true, "what counts is told without asking anybody");

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
        let matches = li.get("/api/credit/matches").must(200).json();
        assert_eq!(counts(&matches)["reason"], "credit.match.used");
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
        let target = |number: u32| json!({ "code": format!("JS-ECO-{number}"), "name": "生态学", "credit": "2" });
        let table = [
            (json!({ "target": target(1) }), "credit.match.grade_below"),
            (json!({ "target": target(2), "minimum": { "named": "good" } }), "credit.match.grade_scale"),
            (json!({ "target": target(3), "minimum": {}, "months_max": 1 }), "credit.match.outcome_expired"),
            (json!({ "target": target(4), "minimum": {}, "valid_from": "2090-01-01" }), "credit.match.not_yet"),
            (
                json!({ "target": target(5), "minimum": {}, "evidence_required": true }),
                "credit.application.evidence_missing",
            ),
        ];
        for (change, code) in table {
            let rule = rule(server, change);
            let drafted = apply(&li, &outcome, &rule);
            let refused = file(&li, &drafted).must(422);
            assert_eq!(refused.code(), code);
        }
    });
}

#[test]
fn the_ceiling_counts_distinct_targets_and_is_kept_by_the_server() {
    on_both(|server| {
        let (li, outcome) = li_with_outcome(server, "90");
        consent(&li, cast::JIANGSU);
        let rules: Vec<String> = (1..=3)
            .map(|number| {
                let target =
                    json!({ "code": format!("JS-CAP-{number}"), "name": format!("课程{number}"), "credit": "2.5" });
                rule(server, json!({ "target": target, "cap": "6", "minimum": {} }))
            })
            .collect();
        let before = li.get("/api/credit/balances").must(200).json();
        let granted: f64 = before
            .as_array()
            .unwrap()
            .iter()
            .filter(|row| row["account"] == "granted" && row["party"] == cast::JIANGSU)
            .map(|row| row["amount"].as_str().unwrap().parse::<f64>().unwrap())
            .sum();
        let room = ((6.0 - granted) / 2.5).floor() as usize;
        for (place, rule) in rules.iter().enumerate() {
            let answer = file(&li, &apply(&li, &outcome, rule));
            if place < room {
                answer.must(200);
            } else {
                assert_eq!(answer.must(422).code(), "credit.application.cap_reached", "{granted} were granted before");
            }
        }
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
        let faulty = content(
            json!({ "target": { "code": "", "name": "", "credit": "0" }, "cap": "0.5", "valid_to": "2025-01-01" }),
        );
        let invalid = chen.json("POST", "/api/credit/rules", &faulty, None).must(400).json();
        let fields: Vec<&str> =
            invalid["errors"].as_array().unwrap().iter().filter_map(|fault| fault["field"].as_str()).collect();
        for field in ["target.code", "target.name", "target.credit", "valid_to"] {
            assert!(fields.contains(&field), "{field} is not among {fields:?}");
        }
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
        let (li, outcome) = li_with_outcome(server, "85");
        let target = |number: u32| json!({ "code": format!("JS-ECO-{number}"), "name": "生态学", "credit": "2" });
        let (first, second) =
            (rule(server, json!({ "target": target(1) })), rule(server, json!({ "target": target(2) })));
        let drafted = apply(&li, &outcome, &first);
        let path = format!("/credit/applications/{}/choice", drafted["id"].as_str().unwrap());
        let value = |rule: &str| format!("{outcome} {rule}");
        let ticked = |page: &str, rule: &str| {
            let box_of = page.split("<input").find(|part| part.contains(&format!("value=\"{}\"", value(rule))));
            box_of.unwrap_or_else(|| panic!("{page}")).split('>').next().unwrap().contains("checked")
        };
        let page = li.get(&path).must(200).text();
        assert_eq!((ticked(&page, &first), ticked(&page, &second)), (true, false));
        let twice = value(&second);
        let again = li.post(&path, &[("match", &twice), ("match", &twice)]).must(422).text();
        assert_eq!((ticked(&again, &first), ticked(&again, &second)), (false, true), "what was ticked stays ticked");
        let many = vec![("match", twice.as_str()); 41];
        let again = li.post(&path, &many).must(422).text();
        assert!(again.contains("govuk-error-summary") && ticked(&again, &second), "too much is said, and kept");
    });
}

#[test]
fn of_two_at_once_one_is_told() {
    on_both(|server| {
        let (li, outcome) = li_with_outcome(server, "85");
        consent(&li, cast::JIANGSU);
        let reviewers = [signed_in(server, cast::ZHOU), signed_in(server, cast::ZHOU)];
        for round in 0..6 {
            let target = json!({ "code": format!("JS-RACE-{round}"), "name": "生态学", "credit": "1" });
            let rule = rule(server, json!({ "target": target, "cap": "60" }));
            let drafted = apply(&li, &outcome, &rule);
            // The same application filed twice, then decided by two, or decided and taken back.
            let filed = both(|| file(&li, &drafted), || file(&li, &drafted));
            let filed = winner(filed);
            let path = format!("/api/credit/applications/{}/withdrawal", filed["id"].as_str().unwrap());
            let at = json!({ "revision": filed["revision"] });
            let done = match round % 2 {
                0 => both(
                    || decide(&reviewers[0], &filed, "accept", ""),
                    || decide(&reviewers[1], &filed, "reject", "不符"),
                ),
                _ => both(|| decide(&reviewers[0], &filed, "accept", ""), || li.json("POST", &path, &at, None)),
            };
            winner(done);
        }
    });
}

/// Does both at once.
fn both<T: Send>(one: impl FnOnce() -> T + Send, other: impl FnOnce() -> T + Send) -> [T; 2] {
    std::thread::scope(|scope| {
        let other = scope.spawn(other);
        [one(), other.join().expect("a request ends")]
    })
}

/// Of two answers exactly one is 200; the other says that it came second.
fn winner(answers: [acceptance::visitor::Answer; 2]) -> Value {
    let said: Vec<u16> = answers.iter().map(|answer| answer.status).collect();
    let [one, other] = answers;
    let (won, lost) = if one.status == 200 { (one, other) } else { (other, one) };
    assert!(won.status == 200 && lost.status == 409, "{said:?}: {} {}", won.text(), lost.text());
    won.json()
}

#[test]
fn one_file_sent_twice_at_once_is_one_deposit() {
    on_both(|server| {
        let lins = [registrar(server), registrar(server)];
        for round in 0..6 {
            let id_number = files::id_number(310_101, 19_950_614, round);
            let grade = Grade::passed("孪生文", &id_number, COURSE, "2.5", "80");
            let twin = files::csv_with_bom("twin", &[grade]);
            let [one, other] = both(|| sent(&lins[0], &twin), || sent(&lins[1], &twin));
            assert!(one.status == 201 && other.status == 201, "{} {}: {}", one.status, other.status, other.text());
            assert_eq!(one.json()["id"], other.json()["id"]);
        }
    });
}

#[test]
fn a_reviewer_is_warned_when_a_cited_version_was_withdrawn_since() {
    on_both(|server| {
        let (li, outcome) = li_with_outcome(server, "85");
        let rule = rule(server, json!({}));
        consent(&li, cast::JIANGSU);
        let filed = file(&li, &apply(&li, &outcome, &rule)).must(200).json();
        let zhou = signed_in(server, cast::ZHOU);
        let path = format!("/credit/inbox/{}", filed["id"].as_str().unwrap());
        assert!(!zhou.get(&path).must(200).text().contains("学分写错"));
        let versions = zhou.get(&format!("/api/credit/rules/{rule}")).must(200).json();
        let at = json!({ "version": 1, "revision": versions[0]["revision"], "reason": "学分写错" });
        zhou.json("POST", &format!("/api/credit/rules/{rule}/withdrawal"), &at, None).must(200);
        let page = zhou.get(&path).must(200).text();
        assert!(page.contains("学分写错") && page.contains("已撤回"), "{page}");
        // The decision stands under the version in force when it was filed.
        decide(&zhou, &filed, "accept", "").must(200);
    });
}

#[test]
fn a_depositor_pages_through_what_it_deposited_where_it_is() {
    on_both(|server| {
        let lin = registrar(server);
        let grades: Vec<Grade> = (0..60)
            .map(|at| Grade::passed(cast::LI.name, &cast::LI.id_number(), &format!("翻页课程{at}"), "1", "80"))
            .collect();
        committed(&lin, &uploaded(&lin, &files::csv_with_bom("many", &grades)), "all");
        let li = signed_in(server, cast::LI);
        let start = format!("/credit/learners/{}?institution={}", own_id(&li), cast::SHANGHAI);
        let courses = |page: &str| (0..60).filter(|at| page.contains(&format!("翻页课程{at}<"))).count();
        let first = lin.get(&start).must(200).text();
        let link = |page: &str, holds: &str| {
            let found = page.split("href=\"").skip(1).map(|part| part.split('"').next().unwrap_or_default());
            let link =
                found.map(|link| link.replace("&amp;", "&").replace("&#x2f;", "/")).find(|link| link.contains(holds));
            link.unwrap_or_else(|| panic!("no link with {holds}: {page}"))
        };
        let next = link(&first, "after=");
        assert!(next.starts_with(&start), "{next}");
        let second = lin.get(&next).must(200).text();
        assert!(
            courses(&first) < 60 && courses(&first) + courses(&second) == 60,
            "{} {}",
            courses(&first),
            courses(&second)
        );
        let whole = lin.get(&link(&first, "all=1")).must(200).text();
        assert_eq!(courses(&whole), 60);
    });
}
