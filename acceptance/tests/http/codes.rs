//! Course codes: from a deposited file to the rule that goes by them, and tables of codes that changed, published by two people.

use std::thread;

use acceptance::cast;
use acceptance::files::{self, File, Grade};
use acceptance::server::Server;
use acceptance::visitor::{Answer, Visitor};
use serde_json::{Value, json};

use super::credit::{rule, signed_in};
use super::deposit::{committed, registrar, uploaded};
use super::on_both;

const COURSE: &str = "河口海岸学";

/// 李嘉禾 has a course from 上海 whose file says its code.
fn li_with_code(server: &Server, code: &str) -> Visitor {
    let grade = Grade::passed(cast::LI.name, &cast::LI.id_number(), COURSE, "2.5", "85");
    let bare = files::csv_text(&[grade]);
    let mut lines = bare.lines();
    let text = format!("{},课程代码\n{},{code}\n", lines.next().unwrap(), lines.next().unwrap());
    let lin = registrar(server);
    let done = committed(&lin, &uploaded(&lin, &File::csv("coded", text)), "all");
    assert_eq!(done["progress"]["deposited"], 1, "{done}");
    signed_in(server, cast::LI)
}

fn by_code(server: &Server, code: &str) -> String {
    rule(server, json!({ "source": { "class": ["course"], "issuer": [cast::SHANGHAI], "code": [code] } }))
}

/// What counts in the programme, by the rule.
fn counts(li: &Visitor, rule: &str) -> bool {
    let best = li.get(&format!("/api/credit/matches/{}/ECO", cast::JIANGSU)).must(200).json();
    best["explanation"]["answer"]["uses"].as_array().unwrap().iter().any(|used| used["rule"]["id"] == rule)
}

fn import(visitor: &Visitor, text: &str) -> Answer {
    let body = json!({ "institution": cast::SHANGHAI, "text": text });
    visitor.json("POST", "/api/credit/changes", &body, None)
}

fn publish(visitor: &Visitor, table: &Value) -> Answer {
    let path = format!("/api/credit/changes/{}/publication", table["id"].as_str().unwrap());
    visitor.json("POST", &path, &json!({}), None)
}

#[test]
fn a_code_is_seen_in_the_passbook_and_a_rule_goes_by_it() {
    on_both(|server| {
        let li = li_with_code(server, "EC101");
        let rule = by_code(server, "EC101");
        assert!(counts(&li, &rule));
        let passbook = li.get("/credit/passbook").must(200);
        assert!(passbook.text().contains("EC101"));
        let lines = li.get("/api/credit/passbook").must(200).json();
        let line = lines["lines"].as_array().unwrap().iter().find(|line| line["outcome"]["name"] == COURSE).unwrap();
        assert_eq!(line["outcome"]["code"], "EC101");
        let outcome = line["outcome"]["id"].as_str().unwrap();
        assert!(li.get(&format!("/credit/passbook/{outcome}")).must(200).text().contains("EC101"));
        let asked = server.stranger().get("/api/credit/acceptors?code=EC101").must(200).json();
        assert!(asked.as_array().unwrap().iter().any(|one| one["rule"] == rule.as_str()), "{asked}");
        let page = server.stranger().get("/credit/acceptors?code=EC101").must(200);
        assert!(page.text().contains(&rule));
    });
}

#[test]
fn changed_codes_count_as_one_course_once_a_second_person_published_them() {
    on_both(|server| {
        let li = li_with_code(server, "EC101");
        let rule = by_code(server, "EC2020");
        assert!(!counts(&li, &rule));
        let (lin, xu) = (registrar(server), signed_in(server, cast::XU));
        let bad = import(&lin, "old_code,new_code\nEC101,EC101\n").must(400);
        assert!(bad.text().contains("credit.change.same_code"), "{}", bad.text());
        let table = import(&lin, "old_code,new_code,valid_from\nEC101,EC2020,2020-01-01\n").must(201).json();
        assert_eq!(
            import(&lin, "old_code,new_code,valid_from\nEC101,EC2020,2020-01-01\n").must(409).code(),
            "credit.change.waiting"
        );
        assert!(!counts(&li, &rule), "it waits");
        for person in [cast::LIN, cast::ZHOU, cast::LI, cast::YE] {
            let answer = publish(&signed_in(server, person), &table);
            assert!(matches!(answer.status, 403 | 404), "{}: {}", person.login, answer.status);
        }
        // Two reviewers at once: it is published once.
        let ends: Vec<u16> = thread::scope(|scope| {
            let running: Vec<_> = (0..3).map(|_| scope.spawn(|| publish(&xu, &table).status)).collect();
            running.into_iter().map(|one| one.join().unwrap()).collect()
        });
        assert_eq!(ends.iter().filter(|end| **end == 200).count(), 1, "{ends:?}");
        assert!(ends.iter().all(|end| matches!(end, 200 | 409)), "{ends:?}");
        assert!(counts(&li, &rule));
        let path = format!("/api/credit/changes/{}", table["id"].as_str().unwrap());
        assert_eq!(xu.get(&path).must(200).json()["changes"][0]["new"], "EC2020");
        signed_in(server, cast::ZHOU).get(&path).must(404);
        xu.get("/api/credit/changes/cht_unknown").must(404);
        let listed = lin.get(&format!("/api/credit/changes?institution={}", cast::SHANGHAI)).must(200).json();
        assert_eq!((&listed[0]["state"], listed[0].get("changes")), (&json!("published"), None));
    });
}

/// The page a form leads to, without what it says on top.
fn path(answer: &Answer) -> String {
    answer.location().split('?').next().unwrap_or_default().to_owned()
}

#[test]
fn the_pages_of_changed_codes_work_without_javascript() {
    on_both(|server| {
        let (lin, xu) = (registrar(server), signed_in(server, cast::XU));
        lin.get("/credit/changes").must(200);
        let fields = |text: &'static str| [("institution", cast::SHANGHAI), ("text", text)];
        let refused = lin.post("/credit/changes", &fields("old_code,new_code\nA,A\n")).must(422);
        assert!(refused.words().contains("第 2 行"), "{}", refused.words());
        let page = path(&lin.post("/credit/changes", &fields("旧课程代码,新课程代码\nA1,B1\n")).must(303));
        assert!(lin.get(&page).must(200).text().contains("B1"));
        assert_eq!(xu.post(&format!("{page}/return"), &[("reason", "")]).status, 422, "a reason is owed");
        xu.post(&format!("{page}/return"), &[("reason", "方向写反了")]).must(303);
        assert!(lin.get(&page).must(200).text().contains("方向写反了"));
        let again = path(&lin.post("/credit/changes", &fields("旧课程代码,新课程代码\nB1,A1\n")).must(303));
        xu.post(&format!("{again}/publication"), &[]).must(303);
        lin.post(&format!("{again}/withdrawal"), &[]).must(409);
        assert!(xu.get("/credit/changes").must(200).text().contains(again.rsplit('/').next().unwrap()));
        signed_in(server, cast::LI).get(&again).must(404);
        server.stranger().get(&again).must(303);
    });
}
