//! What one room finished has arrived in the next: the demonstration's collection of a year, and its published evaluation. What
//! the next room refuses waits for its officers, who mend the cause and hand it over again.

use std::time::{Duration, Instant};

use acceptance::cast::{self, Person};
use acceptance::server::Server;
use acceptance::visitor::Visitor;
use serde_json::{Value, json};

use super::on_both;

/// How long a handover may take on a busy machine.
const HANDED_SECONDS: u64 = 60;

#[test]
fn what_a_room_finished_waits_in_the_next() {
    on_both(|server| {
        let read = |person, path: &str| {
            let visitor = server.stranger();
            visitor.sign_in(person);
            visitor.get(path).must(200).text()
        };
        // What the county's schools reported was the first version of its year; a later one was published.
        let rows = read(cast::PEI, "/api/supervision/procedure?limit=100");
        assert_eq!(rows.matches(r#""year":"2024""#).count(), 2, "{rows}");
        let sets = read(cast::CAO, "/api/statistics/data-sets?limit=100");
        assert!(sets.contains("各地合计"), "{sets}");
        assert!(read(cast::TANG, "/data/desk").contains("DF_EVL_"), "the results wait at the desk");
        let public = server.stranger().get("/data").must(200).text();
        assert!(!public.contains("DF_EVL_"), "nobody has released them");
    });
}

fn signed_in(server: &Server, person: Person, language: &'static str) -> Visitor {
    let visitor = server.stranger().reading(language);
    visitor.sign_in(person);
    visitor
}

/// What waits for somebody, once it is as `wanted` says.
#[track_caller]
fn waiting(visitor: &Visitor, wanted: impl Fn(&[Value]) -> bool) -> Vec<Value> {
    let until = Instant::now() + Duration::from_secs(HANDED_SECONDS);
    loop {
        let all = visitor.get("/api/handovers").must(200).json().as_array().cloned().expect("a list");
        if wanted(&all) {
            return all;
        }
        assert!(Instant::now() < until, "{all:?}");
        std::thread::sleep(Duration::from_millis(50));
    }
}

fn revision(answer: &Value) -> i64 {
    answer["revision"].as_i64().expect("a revision")
}

/// Publishes the next version of an evaluation, its content as it is.
fn published_anew(tang: &Visitor, qin: &Visitor, id: &str) -> i64 {
    let address = format!("/api/statistics/evaluations/{id}");
    let drafted = tang.json("POST", &format!("{address}/versions"), &json!({}), None).must(201).json();
    let version = drafted["version"].as_i64().expect("a version");
    let at = |revision: i64| json!({ "version": version, "revision": revision, "reason": "" });
    let proposed = tang.json("POST", &format!("{address}/proposal"), &at(revision(&drafted)), None).must(200).json();
    qin.json("POST", &format!("{address}/publication"), &at(revision(&proposed)), None).must(200);
    version
}

#[test]
fn what_is_refused_reaches_its_officer_is_mended_and_handed_over_again() {
    on_both(|server| {
        let (tang, qin) = (signed_in(server, cast::TANG, "zh-CN"), signed_in(server, cast::QIN, "en"));
        // Who collects data in another province has no part in it.
        let (wei, shi) = (signed_in(server, cast::WEI, "zh-CN"), signed_in(server, cast::SHI, "zh-CN"));
        assert!(waiting(&tang, |_| true).is_empty(), "the demonstration begins with nothing refused");
        let flows = tang.get("/data/desk").must(200).text();
        let (_, rest) = flows.split_once("DF_EVL_").expect("the results of an evaluation wait at the desk");
        let code: String = rest.chars().take_while(char::is_ascii_alphanumeric).collect();
        let (flow, evaluation) = (format!("DF_EVL_{code}"), format!("evl_{}", code.to_lowercase()));
        let releases = format!("/api/data/dataflows/{flow}/releases");
        let release = || tang.get(&releases).must(200).json()[0].clone();
        let (draft, page) = (release(), format!("/statistics/evaluations/{evaluation}"));
        let number = draft["version"].as_i64().expect("a version");
        let step = |visitor: &Visitor, verb: &str, at: &Value| {
            let body = json!({ "revision": revision(at), "reason": "改正后再发" });
            visitor.json("POST", &format!("{releases}/{number}/{verb}"), &body, None).must(200).json()
        };
        let proposed = step(&tang, "proposal", &draft);

        // A version waits for its second person, so that the next one cannot be taken.
        let version = published_anew(&tang, &qin, &evaluation);
        let one = waiting(&tang, |all| all.len() == 1)[0].clone();
        let id = one["id"].as_str().expect("an id").to_owned();
        assert_eq!((&one["kind"], &one["subject"]), (&json!("evaluation"), &json!(evaluation)));
        assert_eq!(
            (&one["from"], &one["to"], &one["may_retry"]),
            (&json!("统计评价"), &json!("数据发布"), &json!(true))
        );
        assert_eq!(one["reasons"][0]["code"], "dissemination.release.open");
        let address = format!("/monitor/handovers/{id}");
        for (visitor, told) in [
            (&tang, ["1 项移交未被接收", "有一版正在等待发布", "再次移交", "怎样改正"]),
            (&qin, ["1 handover was refused", "A version awaits release", "Hand over again", "How to mend it"]),
        ] {
            for front in ["/monitor", "/"] {
                let front = visitor.get(front).must(200).text();
                assert!(front.contains(told[0]) && front.contains("/monitor/handovers"), "{front}");
            }
            let list = visitor.get("/monitor/handovers").must(200).text();
            assert!(list.contains(told[1]) && list.contains(&address), "{list}");
            let shown = visitor.get(&address).must(200).text();
            assert!(told[1..].iter().all(|told| shown.contains(told)) && shown.contains(&page), "{shown}");
            let thing = visitor.get(&page).must(200).text();
            assert!(thing.contains(told[1]) && thing.contains(&address), "the page of what was handed over: {thing}");
        }
        let stranger = server.stranger();
        assert!(!stranger.get(&page).must(200).text().contains(&address), "it is no matter of the public");
        stranger.get(&format!("/api/handovers/{id}")).must(401);
        assert!(waiting(&wei, |_| true).is_empty());
        wei.get(&address).must(404);
        wei.json("POST", &format!("/api/handovers/{id}/attempts"), &json!({}), None).must(404);
        assert!(!wei.get("/monitor").must(200).text().contains("/monitor/handovers"));

        // Trying again without mending: refused again, at a later moment.
        let key = tang.get(&address).must(200).input("_key").expect("a form");
        let before = one["refused_at"].clone();
        tang.post(&format!("{address}/attempts"), &[("_key", &key)]).must(303);
        tang.post(&format!("{address}/attempts"), &[("_key", &key)]).must(303);
        let all =
            waiting(&tang, |all| all.len() == 1 && all[0]["trying"] == json!(false) && all[0]["refused_at"] != before);
        assert_eq!(all[0]["id"], json!(id), "it is the same, not a second one");

        // Mended: the waiting version is taken back, and the new results take its place.
        step(&shi, "return", &proposed);
        tang.json("POST", &format!("/api/handovers/{id}/attempts"), &json!({}), None).must(200);
        waiting(&tang, <[Value]>::is_empty);
        let taken = release();
        assert_eq!((&taken["state"], taken["version"].as_i64()), (&json!("draft"), Some(number)), "{taken}");
        assert!(taken["change"].as_str().is_some_and(|text| text.contains(&format!("第 {version} 版"))), "{taken}");
        tang.get(&address).must(404);
        tang.json("POST", &format!("/api/handovers/{id}/attempts"), &json!({}), None).must(404);
        assert!(!tang.get("/monitor").must(200).text().contains("移交未被接收"));
        assert!(!tang.get(&page).must(200).text().contains(&address));
        let history = tang.get(&page).must(200).text();
        assert!(history.contains("再次移交未被接收的内容"), "who tried again stands in the history: {history}");
        assert_eq!(tang.get(&releases).must(200).json().as_array().map(Vec::len), Some(1), "nothing came twice");
    });
}
