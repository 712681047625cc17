//! County assessments: handed in, judged, led through the procedure and published; what strangers do not see; the same verdict by
//! the command from the figures that are downloaded.

use acceptance::cast::{self, Person};
use acceptance::files::{self, File};
use acceptance::server::{Server, binary};
use acceptance::visitor::{Answer, Visitor};
use serde_json::{Value, json};

use super::on_both;

fn signed_in(server: &Server, person: Person) -> Visitor {
    let visitor = server.stranger();
    visitor.sign_in(person);
    visitor
}

/// Seven indicators just reached by 1,000 primary pupils, times `share`.
fn school(code: &str, share: f64) -> Value {
    let whole = |value: f64| json!((value * share).ceil());
    json!({ "code": code, "name": format!("示例{code}"), "kind": "primary", "figures": {
        "pupils_primary": 1000, "teachers_primary_associate": 0, "teachers_primary_bachelor": whole(42.0),
        "teachers_primary_master": 0, "teachers_primary_doctor": 0, "teachers_junior_bachelor": 0,
        "teachers_junior_master": 0, "teachers_junior_doctor": 0, "teachers_backbone": whole(10.0),
        "teachers_pe": whole(5.0), "teachers_music": whole(2.0), "teachers_art": whole(2.0),
        "teaching_area": whole(5000.0), "indoor_sports_area": whole(500.0), "gymnasium_area": whole(1500.0),
        "playground_area": whole(6000.0), "equipment_value": whole(200.0), "multimedia_rooms": whole(23.0),
    } })
}

fn handed_in(region: &str) -> Value {
    json!({ "region": region, "year": 2025, "example": true, "source": "验收",
            "figures": { "schools": [school("A", 1.0), school("B", 1.2)] } })
}

fn receive(visitor: &Visitor, body: &Value) -> Answer {
    visitor.json("POST", "/api/supervision/counties", body, None)
}

fn verb(visitor: &Visitor, id: &str, path: &str, body: &Value) -> Answer {
    visitor.json("POST", &format!("/api/supervision/counties/{id}/{path}"), body, None)
}

fn id_of(answer: &Value) -> String {
    answer["id"].as_str().expect("an assessment has an id").to_owned()
}

/// The demonstration's assessment of a year.
fn example(server: &Server, year: &str) -> String {
    let pei = signed_in(server, cast::PEI);
    let rows = pei.get("/api/supervision/procedure?limit=100").must(200).json();
    let found = rows["items"].as_array().expect("rows").iter().find(|row| {
        // The demonstration's collection of the year before arrived beside what is published of it.
        let own = row["county"].to_string().contains("来安");
        own && row["year"] == year && (row["state"] == "published") == (year == "2024")
    });
    let found = found.cloned();
    found.unwrap_or_else(|| panic!("no {year} in {rows}"))["assessment"].as_str().expect("an id").to_owned()
}

#[test]
fn an_assessment_goes_its_way_and_is_public_only_at_its_end() {
    on_both(|server| {
        let (tang, shi, lin) =
            (signed_in(server, cast::TANG), signed_in(server, cast::SHI), signed_in(server, cast::LIN));
        let stranger = server.stranger();
        receive(&stranger, &handed_in("310115")).must(401);
        receive(&lin, &handed_in("310115")).must(404);
        receive(&tang, &handed_in("341122")).must(403);
        assert_eq!(receive(&tang, &handed_in("310199")).must(422).code(), "supervision.region.unknown");
        let received = receive(&tang, &handed_in("310115")).must(201).json();
        let id = id_of(&received);
        assert_eq!(received["state"], "qualification");
        for path in ["", "/verdict"] {
            stranger.get(&format!("/api/supervision/counties/{id}{path}")).must(404);
        }
        stranger.get(&format!("/supervision/counties/{id}")).must(404);
        let mut at = json!({ "revision": 1, "reason": "材料齐全" });
        assert_eq!(
            verb(&shi, &id, "publication", &json!({ "revision": 1, "number": "1号" })).must(409).code(),
            "supervision.flow.not_now"
        );
        assert_eq!(verb(&tang, &id, "advance", &at).must(422).code(), "supervision.county.own_figures");
        verb(&shi, &id, "advance", &at).must(200);
        for revision in 2..=4 {
            at["revision"] = json!(revision);
            verb(&tang, &id, "advance", &at).must(200);
        }
        assert_eq!(verb(&tang, &id, "advance", &at).must(409).code(), "supervision.flow.not_now");
        verb(&tang, &id, "publication", &json!({ "revision": 5, "number": "验收〔2026〕8号" })).must(403);
        verb(&shi, &id, "publication", &json!({ "revision": 5, "number": "" })).must(400);
        verb(&shi, &id, "publication", &json!({ "revision": 5, "number": "验收〔2026〕8号" })).must(200);
        verb(&shi, &id, "publication", &json!({ "revision": 6, "number": "验收〔2026〕9号" })).must(409);
        let verdict = stranger.get(&format!("/api/supervision/counties/{id}/verdict")).must(200).json();
        assert!(verdict["whole"].is_null() && verdict["spread"].is_array(), "{verdict}");
        stranger.get(&format!("/api/supervision/counties/{id}/figures")).must(401);
        lin.get(&format!("/api/supervision/counties/{id}/figures")).must(404);
        let page = stranger.get(&format!("/supervision/counties/{id}")).must(200).text();
        assert!(page.contains("浦东") && !page.contains("/schools/A"), "single schools are not public");
    });
}

#[test]
fn malformed_and_hostile_input_is_refused_with_its_place() {
    on_both(|server| {
        let tang = signed_in(server, cast::TANG);
        let mut wrong = handed_in("310115");
        wrong["figures"]["schools"][1]["figures"]["teaching_area"] = json!(-4);
        let told = receive(&tang, &wrong).must(400).json();
        assert!(told.to_string().contains("figures.schools.1.teaching_area"), "{told}");
        wrong["figures"]["schools"] = json!([]);
        receive(&tang, &wrong).must(400);
        let unknown = json!({ "region": "310115", "ranking": true });
        receive(&tang, &unknown).must(400);
        for text in ["{", "[]", "{\"year\": NaN}"] {
            let headers = [("content-type", "application/json"), ("sec-fetch-site", "same-origin")];
            let sent =
                tang.send("POST", "/api/supervision/counties", &headers, text.as_bytes().to_vec()).expect("an answer");
            assert_eq!(sent.status, 400, "{text}");
        }
        verb(&tang, "cea_00000000000000000000000000", "advance", &json!({ "revision": 1, "reason": "x" })).must(404);
        let send = |file: &File| {
            let page = tang.get("/supervision/figures").must(200);
            let key = page.input("_key").unwrap_or_default();
            tang.upload("/supervision/figures", &[("_key", &key), ("region", "310115"), ("year", "2025")], "file", file)
        };
        let faults =
            send(&File::csv("学校", "code,name,kind,pupils_primary\nA,示例,小学,NaN\nB,示例,城堡,1\n")).must(422);
        for told in ["pupils_primary", "kind"] {
            assert!(faults.text().contains(told), "{told} is not told");
        }
        send(&File::csv("学校", "")).must(422);
        send(&File::csv("学校", vec![b','; 1_000_000])).must(422);
        send(&File::xlsx("学校", "no workbook")).must(422);
        send(&files::zip_bomb(200)).must(422);
    });
}

#[test]
fn the_command_gives_the_verdict_of_the_page_from_the_figures_that_are_downloaded() {
    on_both(|server| {
        let (pei, stranger) = (signed_in(server, cast::PEI), server.stranger());
        let id = example(server, "2025");
        let home = format!("/supervision/counties/{id}");
        let folder = server.home().path().join("recompute");
        std::fs::create_dir_all(&folder).expect("a folder");
        for file in ["schools.csv", "county.csv"] {
            let text = pei.get(&format!("{home}/figures/{file}")).must(200).text();
            std::fs::write(folder.join(file), text).expect("the figures are written");
            stranger.get(&format!("{home}/figures/{file}")).must(303);
        }
        pei.get(&format!("{home}/figures/other.csv")).must(404);
        let page = pei.get(&home).must(200).text();
        let (_, after) = page.split_once("<code class=\"xq-code\">xueqiao ").expect("the page tells the command");
        let line = after.split_once("</code>").expect("the command ends").0.to_owned();
        let ran = std::process::Command::new(binary())
            .args(line.split(' '))
            .current_dir(&folder)
            .output()
            .expect("the binary runs");
        assert!(
            ran.status.code() == Some(0) || ran.status.code() == Some(1),
            "{}",
            String::from_utf8_lossy(&ran.stderr)
        );
        let text = std::fs::read_to_string(folder.join("out/341122-2025/verdict.json")).expect("a verdict");
        let told: Value = serde_json::from_str(&text).expect("the verdict is JSON");
        let kept = pei.get(&format!("/api/supervision/counties/{id}/verdict")).must(200).json();
        assert_eq!(told, kept["whole"]);
    });
}

#[test]
fn an_inspector_raises_what_has_to_be_mended_and_checks_it_again() {
    on_both(|server| {
        let (pei, zhang) = (signed_in(server, cast::PEI), signed_in(server, cast::ZHANG));
        let id = example(server, "2025");
        let issue = json!({ "school": "LA-P01", "severity": "critical", "text": "验收问题", "deadline": "2099-01-01" });
        verb(&pei, &id, "issues", &issue).must(403);
        let raised = verb(&zhang, &id, "issues", &issue).must(201).json();
        let other = json!({ "school": "LA-X", "severity": "minor", "text": "验收问题", "deadline": "2099-01-01" });
        assert_eq!(verb(&zhang, &id, "issues", &other).must(422).code(), "supervision.school.unknown");
        let check = json!({ "issue": raised["id"], "mended": true, "text": "已看" });
        assert_eq!(verb(&zhang, &id, "rechecks", &check).must(409).code(), "supervision.flow.not_now");
        verb(&pei, &id, "remedies", &json!({ "issue": raised["id"], "remedy": "已改" })).must(200);
        let closed = verb(&zhang, &id, "rechecks", &check).must(200).json();
        assert_eq!(closed["state"], "closed");
        verb(&zhang, &id, "remarks", &json!({ "kind": "highlight", "text": "亮点" })).must(201);
        let page = zhang.get(&format!("/supervision/counties/{id}/schools/LA-P01")).must(200).text();
        assert!(page.contains("验收问题") && page.contains("xq-funnel"), "the school's page");
        zhang.get(&format!("/supervision/counties/{id}/schools/LA-X")).must(404);
        signed_in(server, cast::TANG).get(&format!("/supervision/counties/{id}")).must(404);
    });
}

#[test]
fn the_published_county_is_read_by_everybody_without_small_cells() {
    on_both(|server| {
        let stranger = server.stranger();
        let id = example(server, "2024");
        assert!(stranger.get("/supervision/counties").must(200).text().contains(&id));
        let page = stranger.get(&format!("/supervision/counties/{id}")).must(200).text();
        assert!(page.contains("示例") && page.contains("差异系数"), "the verdict");
        assert!(!page.contains("/schools/LA-P01") && !page.contains("schools.csv"), "no single school");
        stranger.get(&format!("/supervision/counties/{id}/schools/LA-P01")).must(303);
    });
}
