//! A learner declares an outcome, and a registrar verifies it: through the interface and over the pages.

use acceptance::cast;
use acceptance::files::File;
use acceptance::server::Server;
use acceptance::visitor::{Answer, Visitor};
use serde_json::{Value, json};

use super::deposit::registrar;
use super::identity::seconds_now;
use super::on_both;

fn learner(server: &Server) -> Visitor {
    let visitor = server.stranger();
    visitor.sign_in(cast::WANG);
    visitor
}

fn training(title: &str) -> Value {
    json!({ "institution": cast::SHANGHAI, "class": "training", "title": title, "issuer": "某职业培训中心",
        "credit": "1.5", "hours": "48", "obtained": "202505" })
}

fn proof(name: &str) -> File {
    File { name: format!("{name}.pdf"), media_type: "application/pdf", bytes: format!("%PDF-1.4 {name}").into_bytes() }
}

fn post(visitor: &Visitor, path: &str, body: &Value) -> Answer {
    visitor.json("POST", path, body, None)
}

/// Begins a declaration, allows reading, attaches a proof and hands it in: its id and what it is then.
fn filed(learner: &Visitor, title: &str) -> (String, Value) {
    let begun = post(learner, "/api/credit/declarations", &training(title)).must(201).json();
    let id = begun["id"].as_str().expect("a declaration has an id").to_owned();
    let path = format!("/api/credit/declarations/{id}");
    let now = units::Instant::from_micros(seconds_now() as i64 * 1_000_000);
    let until = now.plus_days(90).day_in_shanghai().to_string();
    post(learner, &format!("{path}/consent"), &json!({ "until": until })).must(200);
    let attached = learner.upload(&format!("{path}/attachments"), &[], "file", &proof(title)).must(201).json();
    let filing = json!({ "revision": attached["revision"] });
    let filed = learner.json("POST", &format!("{path}/filing"), &filing, Some("declared")).must(200).json();
    assert_eq!(learner.json("POST", &format!("{path}/filing"), &filing, Some("declared")).must(200).json(), filed);
    (id, filed)
}

fn outcomes(learner: &Visitor) -> (i64, String) {
    let passbook = learner.get("/api/credit/passbook").must(200).json();
    (passbook["outcome_count"].as_i64().unwrap(), passbook["credit"].as_str().unwrap().to_owned())
}

#[test]
fn a_declaration_is_verified_and_only_then_counts() {
    on_both(|server| {
        let (wang, lin) = (learner(server), registrar(server));
        let before = outcomes(&wang);
        let (id, filed) = filed(&wang, "电工实训（接口）");
        assert_eq!(filed["state"], "unverified");
        assert_eq!(outcomes(&wang), before, "what is not verified is nothing");
        assert!(
            wang.get("/credit/passbook").must(200).text().contains("电工实训（接口）"),
            "it is seen beside the outcomes"
        );

        // Strangers to it know nothing of it: another registrar, another learner, a reviewer of the same institution.
        for (person, status) in [(cast::CHEN, 404), (cast::LI, 404), (cast::XU, 403)] {
            let visitor = server.stranger();
            visitor.sign_in(person);
            let read = post(&visitor, &format!("/api/credit/verifications/{id}/reading"), &json!(null));
            assert_eq!(read.status, status, "{}", read.text());
        }
        let waiting = lin.get("/api/credit/verifications?limit=100").must(200).json();
        assert!(waiting["items"].as_array().unwrap().iter().any(|item| item.to_string().contains(&id)), "{waiting}");
        let read =
            lin.json("POST", &format!("/api/credit/verifications/{id}/reading"), &json!(null), None).must(200).json();
        assert_eq!((&read["learner_name"], &read["consented"]), (&json!("王小满"), &json!(true)), "{read}");
        let hash = read["attachments"][0]["hash"].as_str().unwrap();
        let file = lin.get(&format!("/credit/declarations/{id}/attachments/{hash}")).must(200);
        assert!(file.body.starts_with(b"%PDF-"));
        let me = wang.get("/api/identity/me").must(200).json();
        let reads =
            wang.get(&format!("/api/identity/learners/{}/reads", me["person"].as_str().unwrap())).must(200).json();
        assert_eq!(reads["items"][0]["organisation"], json!(cast::SHANGHAI), "the reads are shown to the learner");

        let decision = format!("/api/credit/verifications/{id}/decision");
        let no_reason = post(&lin, &decision, &json!({ "verdict": "refuse", "revision": filed["revision"] }));
        assert_eq!((no_reason.status, no_reason.code().as_str()), (400, "request.invalid"));
        let verify = json!({ "verdict": "verify", "revision": filed["revision"] });
        let verified = post(&lin, &decision, &verify).must(200).json();
        assert_eq!(verified["state"], "verified");
        assert_eq!(post(&lin, &decision, &verify).code(), "credit.flow.not_now", "decided once");
        let (count, credit) = outcomes(&wang);
        assert_eq!(count, before.0 + 1);
        assert_ne!(credit, before.1);
        let outcome = format!("/credit/passbook/{}", verified["outcome"].as_str().unwrap());
        assert!(wang.get(&outcome).must(200).text().contains(&id), "the outcome says what it rests on");

        // The same again is told at once.
        let again = post(&wang, "/api/credit/declarations", &training("电工实训（接口）")).must(201).json();
        let filing = format!("/api/credit/declarations/{}/filing", again["id"].as_str().unwrap());
        let told = post(&wang, &filing, &json!({ "revision": 1 }));
        assert_eq!((told.status, told.code().as_str()), (422, "credit.declaration.deposited"), "{}", told.text());
    });
}

#[test]
fn a_refused_declaration_leaves_nothing_and_its_reason() {
    on_both(|server| {
        let (wang, lin) = (learner(server), registrar(server));
        let before = outcomes(&wang);
        let (id, filed) = filed(&wang, "焊工实训（接口）");
        let refuse = json!({ "verdict": "refuse", "reason": "证明无法核实", "revision": filed["revision"] });
        post(&lin, &format!("/api/credit/verifications/{id}/decision"), &refuse).must(200);
        let page = wang.get(&format!("/credit/declarations/{id}")).must(200).text();
        assert!(page.contains("证明无法核实"));
        assert_eq!(outcomes(&wang), before);
        let strange = json!({ "institution": cast::SHANGHAI, "class": "training", "title": "x", "issuer": "y", "obtained": "202505", "verified": true });
        assert_eq!(post(&wang, "/api/credit/declarations", &strange).code(), "request.invalid");
        let wrong = json!({ "institution": cast::SHANGHAI, "class": "training", "title": "x", "issuer": "y", "obtained": "202599" });
        let refused = post(&wang, "/api/credit/declarations", &wrong);
        assert_eq!((refused.status, refused.text().contains("credit.row.month")), (400, true), "{}", refused.text());
    });
}
