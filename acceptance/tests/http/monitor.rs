//! Indicator systems: written as a table, commented on, agreed to by every member on pages and through the interface.

use acceptance::cast::{self, Person};
use acceptance::files::File;
use acceptance::server::Server;
use acceptance::visitor::{Answer, Visitor};
use serde_json::{Value, json};

use super::on_both;

fn signed_in(server: &Server, person: Person) -> Visitor {
    let visitor = server.stranger();
    visitor.sign_in(person);
    visitor
}

fn content(name: &str) -> Value {
    json!({ "name": name, "members": ["310000", "320000"], "example": true, "indicators": [
        { "code": "1", "name": "普及", "weight_hundredths": 4000 },
        { "code": "1.1", "parent": "1", "name": "毛入园率", "unit": "%", "nature": "expected",
          "target": { "direction": "at_least", "value": "98" } },
        { "code": "2", "name": "质量", "weight_hundredths": 6000 },
    ] })
}

fn drafted(tang: &Visitor, name: &str) -> (String, i64) {
    let system = tang.json("POST", "/api/monitor/systems", &content(name), None).must(201).json();
    assert_eq!(system["state"], "draft");
    let id = system["id"].as_str().expect("a system has an id").to_owned();
    (id, system["revision"].as_i64().expect("a version has a revision"))
}

fn verb(visitor: &Visitor, id: &str, path: &str, body: &Value) -> Answer {
    visitor.json("POST", &format!("/api/monitor/systems/{id}/{path}"), body, None)
}

fn revision(answer: &Answer) -> i64 {
    answer.json()["revision"].as_i64().expect("a version has a revision")
}

#[test]
fn a_system_is_published_when_every_member_agrees_and_not_before() {
    on_both(|server| {
        let (tang, shi, qin) =
            (signed_in(server, cast::TANG), signed_in(server, cast::SHI), signed_in(server, cast::QIN));
        let stranger = server.stranger();
        let (id, first) = drafted(&tang, "验收指标体系（示例）");
        stranger.get(&format!("/api/monitor/systems/{id}")).must(404);
        stranger.get(&format!("/monitor/systems/{id}")).must(404);
        let proposed = verb(&tang, &id, "proposal", &json!({ "version": 1, "revision": first })).must(200);
        let at = revision(&proposed);
        let agree = |region: &str| json!({ "version": 1, "revision": at, "region": region, "stance": "agree" });
        verb(&shi, &id, "voices", &agree("310000")).must(200);
        verb(&shi, &id, "voices", &agree("310000")).must(422);
        verb(&shi, &id, "voices", &agree("320000")).must(403);
        let early = json!({ "version": 1, "revision": at, "number": "验收〔2026〕1号" });
        let refused = verb(&tang, &id, "publication", &early).must(422).json();
        assert_eq!(refused["code"], "monitor.voice.not_agreed", "{refused}");
        verb(&qin, &id, "voices", &agree("320000")).must(200);
        verb(&tang, &id, "publication", &early).must(200);
        let all = stranger.get(&format!("/api/monitor/systems/{id}")).must(200).json();
        assert_eq!((&all[0]["state"], &all[0]["number"]), (&json!("published"), &json!("验收〔2026〕1号")));
        let page = stranger.get(&format!("/monitor/systems/{id}")).must(200);
        for shown in ["验收指标体系（示例）", "验收〔2026〕1号", "毛入园率", "≥ 98%", "江苏省"]
        {
            assert!(page.text().contains(shown), "{shown} is missing: {}", page.text());
        }
        let line = stranger.get(&format!("/monitor/systems/{id}/indicators/1.1")).must(200);
        assert!(line.text().contains("预期性"), "{}", line.text());
        // What is published is never edited, and its number is never given again.
        let edit = json!({ "revision": at + 1, "content": content("另一个名称") });
        tang.json("PUT", &format!("/api/monitor/systems/{id}/versions/1"), &edit, None).must(409);
        let (other, first) = drafted(&tang, "另一个体系（示例）");
        let at = revision(&verb(&tang, &other, "proposal", &json!({ "version": 1, "revision": first })).must(200));
        for (officer, region) in [(&shi, "310000"), (&qin, "320000")] {
            let voice = json!({ "version": 1, "revision": at, "region": region, "stance": "agree" });
            verb(officer, &other, "voices", &voice).must(200);
        }
        let same = json!({ "version": 1, "revision": at, "number": "验收〔2026〕1号" });
        assert_eq!(verb(&tang, &other, "publication", &same).must(409).json()["code"], "monitor.system.number_taken");
    });
}

#[test]
fn lines_come_from_a_table_whole_or_not_at_all_and_go_out_as_they_came() {
    on_both(|server| {
        let tang = signed_in(server, cast::TANG);
        let (id, revision) = drafted(&tang, "表格验收（示例）");
        let path = format!("/monitor/systems/{id}/versions/1/table");
        let send = |revision: i64, text: &str| {
            let file = File::csv("指标", text.as_bytes());
            let page = tang.get(&path).must(200);
            let key = page.input("_key").unwrap_or_default();
            tang.upload(&path, &[("_key", &key), ("revision", &revision.to_string())], "file", &file)
        };
        let wrong = send(revision, "编号,上级编号,名称,权重\n1,,甲,1\n1.1,9,乙,\n").must(422);
        for told in ["没有编号为 9 的上级", "上级编号"] {
            assert!(wrong.text().contains(told), "{told} is not told: {}", wrong.text());
        }
        send(revision, "").must(422);
        let table = "编号,上级编号,名称,英文名称,类型,指标释义,统计口径,计算公式,单位,数据来源,审核单位,数据年度,目标方向,目标值,权重,备注\n\
            A,,甲,First,,,,,,,,0,,,2.5,\n\
            A1,A,=乙,,binding,释义,口径,a ÷ b,%,来源,单位,-1,at_most,0.45,,备注\n";
        send(revision, table).must(303);
        let export = tang.get(&format!("/monitor/systems/{id}/indicators?version=1&format=csv")).must(200);
        let text = export.text().trim_start_matches('\u{feff}').replace("\r\n", "\n");
        // What a spreadsheet would read as a formula goes out behind an apostrophe, and comes back without it.
        assert_eq!(text, table.replace("=乙", "'=乙"));
        let again = send(revision + 1, &text).must(303);
        let name =
            &tang.get(&format!("/api/monitor/systems/{id}")).must(200).json()[0]["content"]["indicators"][1]["name"];
        assert_eq!(name, "=乙");
        assert!(again.location().starts_with(&format!("/monitor/systems/{id}")), "{}", again.location());
        // Somebody who looked at an older draft overwrites nothing.
        send(revision, table).must(409);
    });
}

#[test]
fn members_comment_in_time_and_strangers_see_none_of_it() {
    on_both(|server| {
        let (tang, qin, lin) =
            (signed_in(server, cast::TANG), signed_in(server, cast::QIN), signed_in(server, cast::LIN));
        let (id, revision) = drafted(&tang, "征求意见验收（示例）");
        let comment = json!({ "version": 1, "region": "320000", "indicator": "1.1", "text": "建议说明口径" });
        verb(&qin, &id, "comments", &comment).must(422);
        let ask = json!({ "version": 1, "revision": revision, "until": "2099-12-31" });
        verb(&tang, &id, "consultation", &ask).must(200);
        let said = verb(&qin, &id, "comments", &comment).must(201).json();
        verb(&lin, &id, "comments", &comment).must(404);
        let path = format!("/api/monitor/systems/{id}/versions/1/comments");
        lin.get(&path).must(404);
        server.stranger().get(&path).must(401);
        let answer = json!({ "version": 1, "comment": said["id"], "outcome": "declined", "answer": "口径已写明" });
        verb(&qin, &id, "answers", &answer).must(200);
        verb(&tang, &id, "answers", &answer).must(409);
        let all = tang.get(&path).must(200).json();
        assert_eq!((all.as_array().map(Vec::len), &all[0]["outcome"]), (Some(1), &json!("declined")));
    });
}
