//! Forms of data collection: what they ask is public, and a document of one's own is checked and compared.

use acceptance::cast;
use acceptance::files::File;
use acceptance::server::Server;
use acceptance::visitor::{Answer, Visitor};
use serde_json::Value;

use super::on_both;

fn officer(server: &Server) -> Visitor {
    let visitor = server.stranger();
    visitor.sign_in(cast::TANG);
    visitor
}

#[test]
fn everybody_reads_what_a_form_asks_and_checks() {
    on_both(|server| {
        let stranger = server.stranger();
        let list = stranger.get("/collection/forms").must(200);
        for form in ["school", "county", "evidence"] {
            assert!(list.links().contains(&format!("/collection/forms/{form}")), "{form}: {}", list.text());
            let own = stranger.get(&format!("/collection/forms/{form}")).must(200);
            let json = stranger.get(&format!("/api/collection/forms/{form}")).must(200).json();
            for field in json["fields"].as_array().expect("fields") {
                let label = field["label"]["zh"].as_str().expect("a label");
                assert!(own.text().contains(label), "{form}: {label}");
            }
        }
        let school = stranger.get("/collection/forms/school").must(200);
        for told in ["必须改正", "教学仪器设备值 ≤ 20000 元/人 × 在校生总数", "教督〔2017〕6号"]
        {
            assert!(school.text().contains(told), "{told} is missing");
        }
        let english = server.stranger().reading("en").get("/collection/forms/school").must(200);
        assert!(english.text().contains("Must be mended") && !english.text().contains("必须改正"));
        for missing in ["/collection/forms/nobody", "/api/collection/forms/nobody", "/collection/forms/..%2fschool"] {
            stranger.get(missing).must(404);
        }
    });
}

fn send(visitor: &Visitor, bytes: &[u8]) -> Answer {
    let path = "/collection/forms/comparison";
    let key = visitor.get(path).must(200).input("_key").unwrap_or_default();
    let file = File { name: "form.json".to_owned(), media_type: "application/json", bytes: bytes.to_vec() };
    visitor.upload(path, &[("_key", &key)], "file", &file)
}

fn changed(form: &Value, change: impl Fn(&mut Value)) -> Vec<u8> {
    let mut form = form.clone();
    change(&mut form);
    form.to_string().into_bytes()
}

#[test]
fn a_document_is_checked_and_compared() {
    on_both(|server| {
        let stranger = server.stranger();
        stranger.get("/collection/forms/comparison").must(303);
        let tang = officer(server);
        let form = stranger.get("/api/collection/forms/county").must(200).json();
        let same = send(&tang, form.to_string().as_bytes()).must(200);
        assert!(same.text().contains("有 0 处不同"), "{}", same.text());
        let next = send(
            &tang,
            &changed(&form, |form| {
                form["version"] = 2.into();
                form["fields"][0]["label"]["zh"] = "小学公用经费标准".into();
                form["checks"].as_array_mut().expect("checks").pop();
            }),
        )
        .must(200);
        for told in ["有 2 处不同", "小学公用经费标准", "删去"] {
            assert!(next.text().contains(told), "{told}: {}", next.text());
        }
        let wrong = send(
            &tang,
            &changed(&form, |form| {
                form["fields"][0]["name"] = "学费".into();
                form["checks"][0]["test"]["left"] = "nobody".into();
            }),
        )
        .must(422);
        assert!(wrong.text().contains("fields.学费"), "{}", wrong.text());
        let typed = changed(&form, |form| form["fields"][0]["kind"] = "gold".into());
        assert!(send(&tang, &typed).must(422).text().contains("fields[0].kind"));
    });
}

#[test]
fn hostile_documents_are_answered() {
    on_both(|server| {
        let tang = officer(server);
        let deep = format!("{{\"id\":{}", "[".repeat(100_000));
        let many = format!("id = \"x\"\n{}", "[[fields]]\nname = \"a\"\n".repeat(20_000));
        let large = "#".repeat(1024 * 1024 + 1);
        for document in ["", "{", "= =", "\u{0}", "PK\u{3}\u{4}", "id = 1e999", &deep, &many, &large] {
            let answer = send(&tang, document.as_bytes()).must(422);
            assert!(answer.text().contains("不合规范"), "{}", document.len());
        }
        let path = "/collection/forms/comparison";
        tang.post(path, &[]).must(422);
    });
}
