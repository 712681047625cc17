//! The steps around decisions: many at once, revocations, appeals, experts, due days, and two who come at the same moment.

use std::thread;

use acceptance::cast::{self, Person};
use acceptance::server::Server;
use acceptance::visitor::{Answer, Visitor};
use serde_json::{Value, json};

use super::credit::{ask_for, decide, file, li_with_outcome, rule, signed_in};
use super::identity::{consent, own_id};
use super::on_both;

/// 李嘉禾 has filed applications to 江苏开放大学, one for each target, under rules that let her one outcome be shared; answers her,
/// her outcome and what she filed.
fn filed(server: &Server, targets: usize) -> (Visitor, String, Vec<Value>) {
    let (li, outcome) = li_with_outcome(server, "85");
    consent(&li, cast::JIANGSU);
    let one = |number: usize| {
        let course = format!("JS-ECO-{number}");
        let rule = rule(server, json!({ "target": { "courses": [course] }, "share": true }));
        file(&li, &ask_for(&li, &outcome, &rule, &course).must(201).json()).must(200).json()
    };
    let all = (1..=targets).map(one).collect();
    (li, outcome, all)
}

fn id(of: &Value) -> &str {
    of["id"].as_str().expect("it has an id")
}

fn line(application: &Value, decision: &str, reason: &str) -> Value {
    json!({ "application": application["id"], "decision": decision, "reason": reason, "revision": application["revision"] })
}

fn bulk(reviewer: &Visitor, lines: &[Value], key: &str) -> Answer {
    let body = json!({ "institution": cast::JIANGSU, "decisions": lines });
    reviewer.json("POST", "/api/credit/bulks", &body, Some(key))
}

fn empty(visitor: &Visitor, path: &str) -> Answer {
    visitor.json("POST", path, &json!({}), None)
}

fn state(li: &Visitor, application: &Value) -> String {
    let details = li.get(&format!("/api/credit/applications/{}", id(application))).must(200).json();
    details["application"]["state"].as_str().unwrap().to_owned()
}

fn told(visitor: &Visitor, code: &str) -> usize {
    let notices = visitor.get("/api/credit/notices").must(200).json();
    notices.as_array().unwrap().iter().filter(|one| one["code"] == code).count()
}

#[test]
fn many_are_decided_each_by_itself_and_a_repeat_decides_nothing_twice() {
    on_both(|server| {
        let (li, _, all) = filed(server, 3);
        let zhou = signed_in(server, cast::ZHOU);
        let mut stale = all[1].clone();
        stale["revision"] = json!(0);
        let lines =
            [line(&all[0], "accept", ""), line(&stale, "reject", "内容不符"), line(&all[2], "return", "请补材料")];
        let first = bulk(&zhou, &lines, "bulk-1").must(201).json();
        let became: Vec<&str> =
            first["lines"].as_array().unwrap().iter().map(|line| line["state"].as_str().unwrap()).collect();
        assert_eq!(became, ["done", "refused", "done"], "{first}");
        assert_eq!(first["lines"][1]["refusal"], "credit.flow.not_now");
        let again = bulk(&zhou, &lines, "bulk-1").must(201).json();
        assert_eq!(again, first);
        assert_eq!(
            ["accepted", "filed", "returned"].map(str::to_owned).as_slice(),
            all.iter().map(|one| state(&li, one)).collect::<Vec<_>>()
        );

        let path = format!("/api/credit/bulks/{}", id(&first));
        assert_eq!(zhou.get(&path).must(200).json(), first);
        assert_eq!(empty(&zhou, &format!("{path}/resumption")).must(200).json(), first);
        for person in [cast::LIN, cast::LI, cast::SHEN] {
            let other = signed_in(server, person);
            assert!(matches!(other.get(&path).status, 403 | 404), "{}", person.login);
            assert!(matches!(bulk(&other, &lines[..1], "bulk-2").status, 403 | 404), "{}", person.login);
        }
        assert_eq!(bulk(&zhou, &[line(&all[1], "reject", " ")], "bulk-3").status, 400);
        assert_eq!(bulk(&zhou, &[], "bulk-4").status, 400);
        let twice = [line(&all[1], "accept", ""), line(&all[1], "reject", "重复")];
        assert_eq!(bulk(&zhou, &twice, "bulk-5").must(422).code(), "credit.bulk.twice");
        zhou.get("/api/credit/bulks/blk_unknown").must(404);
    });
}

#[test]
fn the_forms_of_a_batch_work_without_javascript() {
    on_both(|server| {
        let (li, _, all) = filed(server, 2);
        let zhou = signed_in(server, cast::ZHOU);
        let page = zhou.get("/credit/bulks").must(200);
        assert!(page.text().contains(id(&all[0])), "{}", page.words());
        let here = [("institution", cast::JIANGSU), ("application", id(&all[0])), ("application", id(&all[1]))];
        assert_eq!(zhou.post("/credit/bulks/draft", &here[..1]).status, 422, "nothing was chosen");
        let draft = zhou.post("/credit/bulks/draft", &here).must(200);
        assert!(draft.text().contains(cast::LI.name), "opened under her consent");
        let (decision, reason, revision) = (
            format!("decision-{}", id(&all[0])),
            format!("reason-{}", id(&all[0])),
            format!("revision-{}", id(&all[0])),
        );
        let at = all[0]["revision"].to_string();
        let mut fields = here.to_vec();
        fields.extend([(decision.as_str(), "reject"), (revision.as_str(), at.as_str())]);
        assert_eq!(zhou.post("/credit/bulks/check", &fields).status, 422, "a reason is owed");
        fields.push((reason.as_str(), "内容不符"));
        let check = zhou.post("/credit/bulks/check", &fields).must(200);
        assert!(check.text().contains("内容不符"));
        assert_eq!(state(&li, &all[0]), "filed", "nothing was written yet");
        let result = zhou.post("/credit/bulks", &fields).leads_on();
        assert!(zhou.get(&result).must(200).text().contains("内容不符"), "{result}");
        assert_eq!((state(&li, &all[0]), state(&li, &all[1])), ("rejected".into(), "filed".into()));
    });
}

fn revoke(server: &Server, li: &Visitor, outcome: &str) -> Value {
    let lin = signed_in(server, cast::LIN);
    let body = json!({ "learner": own_id(li), "outcome": outcome, "reason": "成绩录入有误" });
    let asked = lin.json("POST", "/api/credit/revocations", &body, None).must(201).json();
    let again = lin.json("POST", "/api/credit/revocations", &body, None).must(409);
    assert_eq!(again.code(), "credit.revocation.standing");
    asked
}

#[test]
fn a_revocation_finds_and_settles_everything_that_leaned_on_the_outcome() {
    on_both(|server| {
        let (li, outcome, all) = filed(server, 3);
        let (zhou, xu) = (signed_in(server, cast::ZHOU), signed_in(server, cast::XU));
        decide(&zhou, &all[0], "accept", "").must(200);
        decide(&zhou, &all[1], "accept", "").must(200);
        let asked = revoke(server, &li, &outcome);
        let path = format!("/api/credit/revocations/{}", id(&asked));
        for person in [cast::LIN, cast::ZHOU, cast::LI] {
            let answer = empty(&signed_in(server, person), &format!("{path}/confirmation"));
            assert!(matches!(answer.status, 403 | 404), "{}: {}", person.login, answer.status);
        }
        let found = empty(&xu, &format!("{path}/confirmation")).must(200).json();
        let kinds: Vec<&str> =
            found["consequences"].as_array().unwrap().iter().map(|one| one["kind"].as_str().unwrap()).collect();
        assert_eq!(kinds.iter().filter(|kind| **kind == "suspended").count(), 2, "{found}");
        assert_eq!(kinds.iter().filter(|kind| **kind == "returned").count(), 1, "{found}");
        assert_eq!(empty(&xu, &format!("{path}/confirmation")).must(409).code(), "credit.flow.not_now");
        assert_eq!(all.iter().map(|one| state(&li, one)).collect::<Vec<_>>(), ["suspended", "suspended", "returned"]);
        super::ledger_balances(server);

        let settle = |application: &Value, settlement: &str, reason: &str| {
            let path = format!("/api/credit/applications/{}", id(application));
            let revision = li.get(&path).must(200).json()["application"]["revision"].clone();
            let body = json!({ "settlement": settlement, "reason": reason, "revision": revision });
            zhou.json("POST", &format!("/api/credit/inbox/{}/settlement", id(application)), &body, None)
        };
        settle(&all[0], "annul", " ").must(400);
        assert_eq!(settle(&all[0], "annul", "成果已撤销").must(200).json()["application"]["state"], "reversed");
        assert_eq!(settle(&all[1], "uphold", "另有考试证明").must(200).json()["application"]["state"], "accepted");
        assert_eq!(settle(&all[1], "annul", "再看").must(409).code(), "credit.flow.not_now");
        assert_eq!(told(&li, "credit.told.outcome_revoked"), 2, "the demonstration's, and this one");
        assert!(told(&zhou, "credit.told.recognition_held") >= 2);
        let passbook = li.get("/credit/passbook?all=1").must(200);
        assert!(passbook.text().contains("成绩录入有误"), "struck, with the reason");
        let until = li.get("/api/credit/notices").must(200).json()[0]["at"].clone();
        li.json("POST", "/api/credit/notices/reading", &json!({ "until": until }), None).must(200);
        assert!(
            li.get("/api/credit/notices")
                .must(200)
                .json()
                .as_array()
                .unwrap()
                .iter()
                .all(|one| !one["read_at"].is_null())
        );
    });
}

#[test]
fn a_decision_that_races_with_a_revocation_is_told_and_the_ledger_stays_exact() {
    on_both(|server| {
        let (li, outcome, all) = filed(server, 1);
        let asked = revoke(server, &li, &outcome);
        let (zhou, xu) = (signed_in(server, cast::ZHOU), signed_in(server, cast::XU));
        let confirmation = format!("/api/credit/revocations/{}/confirmation", id(&asked));
        let (decided, confirmed) = thread::scope(|scope| {
            let decided = scope.spawn(|| decide(&zhou, &all[0], "accept", "").status);
            let confirmed = scope.spawn(|| empty(&xu, &confirmation).status);
            (decided.join().unwrap(), confirmed.join().unwrap())
        });
        assert_eq!(confirmed, 200);
        assert!(matches!(decided, 200 | 409), "{decided}");
        assert_eq!(state(&li, &all[0]), if decided == 200 { "suspended" } else { "returned" });
    });
}

#[test]
fn two_who_decide_at_once_decide_once() {
    on_both(|server| {
        let (li, _, all) = filed(server, 1);
        let zhou: Vec<Visitor> = (0..4).map(|_| signed_in(server, cast::ZHOU)).collect();
        let ends: Vec<u16> = thread::scope(|scope| {
            let all = &all;
            let one = |(number, visitor): (usize, &'_ Visitor)| {
                let decision = if number % 2 == 0 { "accept" } else { "reject" };
                decide(visitor, &all[0], decision, "同时办理").status
            };
            let running: Vec<_> = zhou.iter().enumerate().map(|each| scope.spawn(move || one(each))).collect();
            running.into_iter().map(|one| one.join().unwrap()).collect()
        });
        assert_eq!(ends.iter().filter(|end| **end == 200).count(), 1, "{ends:?}");
        assert!(ends.iter().all(|end| matches!(end, 200 | 409)), "{ends:?}");
        assert!(matches!(state(&li, &all[0]).as_str(), "accepted" | "rejected"));
    });
}

const FOUR: [Person; 4] = [cast::GAO, cast::JIN, cast::LU, cast::MENG];

#[test]
fn four_provinces_set_a_rejection_aside_and_the_new_decision_cites_it() {
    on_both(|server| {
        let (li, _, all) = filed(server, 1);
        let zhou = signed_in(server, cast::ZHOU);
        let path = format!("/api/credit/applications/{}/appeal", id(&all[0]));
        let appeal = |statement: &str| li.json("POST", &path, &json!({ "statement": statement }), None);
        assert_eq!(appeal("还没有决定").must(409).code(), "credit.appeal.not_yet");
        decide(&zhou, &all[0], "reject", "内容不符").must(200);
        appeal(" ").must(400);
        let filed = appeal("大纲相同").must(201).json();
        assert_eq!(appeal("再来一次").must(409).code(), "credit.appeal.standing");
        let hearing = format!("/api/credit/hearings/{}", id(&filed));
        for person in [cast::ZHOU, cast::LI, cast::YE] {
            let visitor = signed_in(server, person);
            assert!(matches!(empty(&visitor, &format!("{hearing}/reading")).status, 403 | 404), "{}", person.login);
        }
        let mut heard = Value::Null;
        for person in FOUR {
            let member = signed_in(server, person);
            let listed = member.get("/api/credit/hearings").must(200).json();
            assert!(listed.as_array().unwrap().iter().any(|one| one["id"] == filed["id"]), "{listed}");
            let read = empty(&member, &format!("{hearing}/reading")).must(200).json();
            assert_eq!(read["details"]["learner_name"], cast::LI.name);
            let revision = read["heard"]["appeal"]["revision"].clone();
            let body = json!({ "finding": "set_aside", "reason": "应重新决定", "revision": revision });
            heard = member.json("POST", &format!("{hearing}/voice"), &body, None).must(200).json();
        }
        assert_eq!((&heard["appeal"]["state"], &heard["application"]["state"]), (&json!("set_aside"), &json!("filed")));
        assert_eq!(decide(&zhou, &heard["application"], "accept", "").must(409).code(), "credit.appeal.first_decider");
        assert_eq!(told(&li, "credit.told.appeal_set_aside"), 1);
        assert_eq!(
            li.get(&format!("/api/credit/appeals/{}", id(&filed))).must(200).json()["appeal"]["state"],
            "set_aside"
        );
        li.get(&format!("/credit/appeals/{}", id(&filed))).must(200);
        signed_in(server, cast::WANG).get(&format!("/api/credit/appeals/{}", id(&filed))).must(404);
    });
}

#[test]
fn an_expert_recommends_and_strangers_do_not_read() {
    on_both(|server| {
        let (li, _, all) = filed(server, 1);
        let (zhou, qian) = (signed_in(server, cast::ZHOU), signed_in(server, cast::QIAN));
        let path = format!("/api/credit/inbox/{}/opinions", id(&all[0]));
        let ask = |expert: &str| zhou.json("POST", &path, &json!({ "expert": expert, "question": "是否相当？" }), None);
        assert_eq!(ask(&own_id(&li)).must(422).code(), "credit.opinion.unfit");
        let asked = ask(&own_id(&qian)).must(201).json();
        assert_eq!(ask(&own_id(&qian)).must(409).code(), "credit.opinion.asked_before");
        let own = format!("/api/credit/opinions/{}", id(&asked));
        for person in [cast::ZHOU, cast::XU, cast::LI] {
            assert_eq!(empty(&signed_in(server, person), &format!("{own}/reading")).status, 404, "{}", person.login);
        }
        assert_eq!(empty(&qian, &format!("{own}/reading")).must(200).json()["details"]["learner_name"], cast::LI.name);
        let reads = li.get(&format!("/api/identity/learners/{}/reads", own_id(&li))).must(200).json();
        assert!(reads["items"].as_array().unwrap().iter().any(|read| read["organisation"] == cast::JIANGSU), "{reads}");
        let body = json!({ "recommendation": "recognise", "reason": "大纲相当" });
        qian.json("POST", &format!("{own}/answer"), &body, None).must(200);
        assert_eq!(qian.json("POST", &format!("{own}/answer"), &body, None).must(409).code(), "credit.flow.not_now");
        let seen = zhou.get(&path).must(200).json();
        assert_eq!(seen[0]["recommendation"], "recognise");
        assert!(zhou.get(&format!("/credit/inbox/{}", id(&all[0]))).must(200).text().contains("大纲相当"));
        assert!(told(&zhou, "credit.told.opinion_answered") >= 1);
    });
}

#[test]
fn due_days_are_seen_filtered_and_set_within_the_banks() {
    on_both(|server| {
        let (_, _, all) = filed(server, 1);
        let zhou = signed_in(server, cast::ZHOU);
        let list = |query: &str| zhou.get(&format!("/api/credit/inbox?limit=100{query}")).must(200).json();
        let ids = |list: &Value| -> Vec<String> {
            list["items"].as_array().unwrap().iter().map(|one| one["id"].as_str().unwrap().to_owned()).collect()
        };
        let (every, late) = (list(""), list("&overdue=1"));
        assert!(ids(&every).contains(&id(&all[0]).to_owned()), "{every}");
        assert!(!ids(&late).is_empty() && !ids(&late).contains(&id(&all[0]).to_owned()), "{late}");
        assert!(told(&zhou, "credit.told.overdue") >= 1, "the demonstration holds one that is overdue");
        let set = |visitor: &Visitor, body: Value| visitor.json("PUT", "/api/credit/settings", &body, None);
        let own = |days: &str| json!({ "institution": cast::JIANGSU, "values": { "decide_days": days } });
        set(&zhou, own("20")).must(200);
        assert_eq!(set(&zhou, own("31")).status, 400, "longer than the bank's");
        assert_eq!(set(&zhou, json!({ "values": { "decide_days": "10" } })).status, 404, "the bank's are not theirs");
        let standing = zhou.get(&format!("/api/credit/settings?institution={}", cast::JIANGSU)).must(200).json();
        assert_eq!((&standing[0]["value"], &standing[0]["origin"]), (&json!("20"), &json!("institution")));
    });
}
