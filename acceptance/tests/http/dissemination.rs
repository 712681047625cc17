//! Publication: a release by two people, what strangers and programs read of it, and what is refused.

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

fn flow(id: &str) -> Value {
    json!({ "id": id, "region": "310000", "category": "basic", "name": "验收数据（示例）", "summary": "虚构数据，仅作验收。",
        "licence": "CC BY 4.0", "origin": "示例", "methodology": "虚构。", "contact": "示例", "example": true })
}

fn observation(area: &str, period: &str, value: &str) -> Value {
    json!({ "key": [area], "period": period, "value": value })
}

fn handover(id: &str, observations: &[Value]) -> Value {
    json!({ "dataflow": id, "released_on": "2026-03-01", "change": "首次发布",
        "structure": { "dimensions": [{ "id": "REF_AREA", "name": "地区",
            "codes": [{ "id": "310000", "name": "上海市" }, { "id": "320000", "name": "江苏省" }] }] },
        "observations": observations })
}

fn releases(id: &str) -> String {
    format!("/api/data/dataflows/{id}/releases")
}

fn revision(answer: &Answer) -> i64 {
    answer.json()["revision"].as_i64().expect("a release has a revision")
}

fn step(visitor: &Visitor, id: &str, version: i64, path: &str, revision: i64) -> Answer {
    let body = json!({ "revision": revision, "reason": "示例理由" });
    visitor.json("POST", &format!("{}/{version}/{path}", releases(id)), &body, None)
}

/// Made by 唐若望, released by 施安.
fn released(tang: &Visitor, shi: &Visitor, id: &str, version: i64, observations: &[Value]) -> Answer {
    let drafted = tang.json("POST", &releases(id), &handover(id, observations), None).must(201);
    let proposed = step(tang, id, version, "proposal", revision(&drafted)).must(200);
    step(shi, id, version, "publication", revision(&proposed)).must(200)
}

#[test]
fn a_release_is_made_by_one_person_and_released_by_another_and_corrected_by_the_next() {
    on_both(|server| {
        let (tang, shi) = (signed_in(server, cast::TANG), signed_in(server, cast::SHI));
        let (qin, stranger) = (signed_in(server, cast::QIN), server.stranger());
        let id = "DF_TRIAL";
        stranger.json("POST", "/api/data/dataflows", &flow(id), None).must(401);
        qin.json("POST", "/api/data/dataflows", &flow(id), None).must(403);
        tang.json("POST", "/api/data/dataflows", &flow(id), None).must(201);
        let twice = tang.json("POST", "/api/data/dataflows", &flow(id), None).must(409).json();
        assert_eq!(twice["code"], "dissemination.dataflow.exists", "{twice}");
        let first = [observation("310000", "2019", "1.5"), observation("320000", "2019", "2")];
        let drafted = tang.json("POST", &releases(id), &handover(id, &first), None).must(201);
        for path in ["/data/DF_TRIAL", "/data/DF_TRIAL/1", "/data/DF_TRIAL/1/file", "/sdmx/2.1/data/DF_TRIAL"] {
            stranger.get(path).must(404);
        }
        let proposed = step(&tang, id, 1, "proposal", revision(&drafted)).must(200);
        let same = step(&tang, id, 1, "publication", revision(&proposed)).must(422).json();
        assert_eq!(same["code"], "dissemination.release.same_person", "{same}");
        step(&qin, id, 1, "publication", revision(&proposed)).must(403);
        step(&shi, id, 1, "publication", revision(&proposed) - 1).must(409);
        step(&shi, id, 1, "publication", revision(&proposed)).must(200);
        step(&shi, id, 1, "publication", revision(&proposed) + 1).must(409);
        let nothing = tang.json("POST", &releases(id), &handover(id, &first), None).must(409).json();
        assert_eq!(nothing["code"], "dissemination.release.nothing_new", "{nothing}");
        let page = stranger.get("/data/DF_TRIAL").must(200);
        for shown in
            ["验收数据（示例）", "CC BY 4.0", "首次发布", "SHA-256", "/sdmx/3.0/data/dataflow/YRD/DF_TRIAL/1.0.0/"]
        {
            assert!(page.text().contains(shown), "{shown} is missing: {}", page.text());
        }
        let second = [observation("310000", "2019", "1.75"), observation("320000", "2020", "3")];
        released(&tang, &shi, id, 2, &second);
        let differences = stranger.get(&format!("{}/2/differences", releases(id))).must(200).json();
        let counts = ["added", "removed", "changed"].map(|kind| differences[kind].as_i64());
        assert_eq!(counts, [Some(1), Some(1), Some(1)], "{differences}");
        let shown = stranger.get("/data/DF_TRIAL/2/differences").must(200);
        assert!(shown.text().contains("1.75"), "{}", shown.text());
        // The earlier version stays under its own address, on the page and in SDMX.
        let old = stranger.get("/sdmx/2.1/data/YRD,DF_TRIAL,1.0.0/all?format=csv").must(200).text();
        assert!(old.contains("310000,2019,1.5,"), "{old}");
        let new = stranger.get("/sdmx/2.1/data/DF_TRIAL?format=csv").must(200).text();
        assert!(new.contains("310000,2019,1.75,") && !new.contains("1.5,"), "{new}");
        let at = tang.get(&releases(id)).must(200).json()[0]["revision"].as_i64().expect("a revision");
        step(&tang, id, 2, "withdrawal", at).must(200);
        let back = stranger.get("/sdmx/2.1/data/DF_TRIAL?format=csv").must(200).text();
        assert!(back.contains("310000,2019,1.5,"), "{back}");
        stranger.get("/data/DF_TRIAL/2/file").must(404);
        let gone = stranger.get("/data/DF_TRIAL/2").must(200);
        assert!(gone.text().contains("示例理由"), "{}", gone.text());
    });
}

#[test]
fn what_does_not_fit_is_told_by_row_and_component() {
    on_both(|server| {
        let tang = signed_in(server, cast::TANG);
        let id = "DF_FAULTS";
        tang.json("POST", "/api/data/dataflows", &flow(id), None).must(201);
        for (given, field, code) in [
            (observation("999999", "2019", "1"), "1.REF_AREA", "dissemination.observation.code"),
            (observation("310000", "MMXIX", "1"), "1.TIME_PERIOD", "dissemination.observation.period"),
            (observation("310000", "2019", "NaN"), "1.OBS_VALUE", "dissemination.observation.number"),
            (observation("310000", "2019", "-Infinity"), "1.OBS_VALUE", "dissemination.observation.number"),
            (json!({ "key": [], "period": "2019" }), "1.key", "dissemination.observation.key"),
        ] {
            let refused = tang.json("POST", &releases(id), &handover(id, &[given]), None).must(400).json();
            let told = &refused["errors"][0];
            assert_eq!((told["field"].as_str(), told["code"].as_str()), (Some(field), Some(code)), "{refused}");
        }
        let mut wide = handover(id, &[observation("310000", "2019", "1")]);
        wide["structure"]["dimensions"] = Value::Array(vec![wide["structure"]["dimensions"][0].clone(); 10_000]);
        tang.json("POST", &releases(id), &wide, None).must(400);
        tang.json("POST", &releases("DF_OTHER"), &handover(id, &[]), None).must(400);
        tang.json("POST", &releases("DF_NONE"), &handover("DF_NONE", &[]), None).must(404);
        for id in ["df_small", "DF_", "DF_a", "X", "DF_A B"] {
            tang.json("POST", "/api/data/dataflows", &flow(id), None).must(400);
        }
    });
}

#[test]
fn an_uploaded_table_is_checked_kept_as_a_draft_and_shown() {
    on_both(|server| {
        let (tang, stranger) = (signed_in(server, cast::TANG), server.stranger());
        let id = "DF_UPLOAD";
        tang.json("POST", "/api/data/dataflows", &flow(id), None).must(201);
        let fields = [("released_on", "2026-03-01"), ("change", "首次发布")];
        let path = "/data/desk/DF_UPLOAD/releases";
        let data = |text: &str| File::csv("data.csv", text.to_owned());
        let good = data("REF_AREA,TIME_PERIOD,OBS_VALUE\n310000,2019,1.5\n320000,2019,2\n");
        let none = tang.upload(path, &fields, "file", &good);
        assert!(none.must(422).text().contains("第一版必须提供数据结构文件"));
        let first = [observation("310000", "2019", "7")];
        tang.json("POST", &releases(id), &handover(id, &first), None).must(201);
        let bad = data("REF_AREA,TIME_PERIOD,OBS_VALUE\n310000,2019,1.5\n310000,2019,2\n320000,2019,x\n");
        let page = tang.upload(path, &fields, "file", &bad).must(422);
        for shown in ["“x”不是有限的数", "与第 2 条的维度和时间相同"] {
            assert!(page.text().contains(shown), "{shown}: {}", page.text());
        }
        tang.upload(path, &fields, "file", &good).must(303);
        let shown = tang.get("/data/DF_UPLOAD/1").must(200);
        assert!(shown.text().contains("起草中") && shown.text().contains("提交发布"), "{}", shown.text());
        stranger.get("/data/DF_UPLOAD/1").must(404);
        stranger.get("/data/desk").must(303);
        tang.get("/data/desk").must(200);
        signed_in(server, cast::WANG).get("/data/desk").must(404);
    });
}

#[test]
fn what_the_demo_publishes_is_read_in_every_format_and_hostile_queries_are_answered() {
    on_both(|server| {
        let stranger = server.stranger();
        let list = stranger.get("/data").must(200);
        assert!(list.text().contains("分省教育统计"), "{}", list.text());
        stranger.get("/data/DF_EDUCATION?choose=1&REF_AREA=310000&from=2010&to=2015").must(200);
        stranger.get("/data/DF_EDUCATION?choose=1&REF_AREA=nothing&from=zzz").must(200);
        for format in ["csv", "xlsx", "json", "parquet"] {
            stranger.get(&format!("/data/DF_EDUCATION/2/file?format={format}&INDICATOR=PRIMARY_STUDENTS")).must(200);
        }
        stranger.get("/data/DF_EDUCATION/2/file?format=exe").must(400);
        stranger.get("/data/DF_EDUCATION/99").must(404);
        stranger.get("/data/DF_EDUCATION/x").must(404);
        for (path, status) in [
            ("/sdmx/2.1/dataflow", 200),
            ("/sdmx/2.1/datastructure/YRD/DSD_EDUCATION/latest?references=descendants&detail=referencestubs", 200),
            ("/sdmx/2.1/codelist/YRD/CL_EDUCATION_REF_AREA/latest/310000", 200),
            ("/sdmx/3.0/structure/dataconstraint/YRD/*/+", 200),
            ("/sdmx/3.0/data/dataflow/YRD/DF_EDUCATION/+/A.310000.*?attributes=none", 200),
            ("/sdmx/3.0/data/*/YRD/*/*", 501),
            ("/sdmx/2.1/data", 400),
            ("/sdmx/2.1/nonsense/YRD", 400),
            ("/sdmx/3.0/nonsense", 400),
            ("/sdmx/2.1/data/DF_EDUCATION/all?startPeriod=nonsense", 400),
            ("/sdmx/2.1/data/DF_EDUCATION/all?updatedAfter=2100-01-01", 404),
            ("/sdmx/2.1/data/DF_EDUCATION/all?startPeriod=-99999999999&endPeriod=99999999999", 400),
            ("/sdmx/2.1/data/DF_EDUCATION/%ff", 404),
            ("/sdmx/3.0/data/dataflow/YRD/DF_EDUCATION/+/*?c[OBS_VALUE]=gt:NaN", 404),
            ("/sdmx/3.0/data/dataflow/YRD/DF_EDUCATION/+/*?c[OBS_VALUE]=lt:-1e999", 404),
        ] {
            let answer = stranger.get(path).must(status);
            let own = answer.header("access-control-allow-origin").map(str::to_owned);
            assert_eq!(own.as_deref(), Some("*"), "{path}");
        }
        // A key of so many parts, and one value so many times.
        let parts = format!("/sdmx/2.1/data/DF_EDUCATION/{}", ".".repeat(15_000));
        stranger.get(&parts).must(413);
        let values = format!("/sdmx/2.1/data/DF_EDUCATION/{}..", "A+".repeat(6_000) + "A");
        stranger.get(&values).must(413);
        let huge = format!("/sdmx/2.1/data/DF_EDUCATION/{}", ".".repeat(100_000));
        if let Some(answer) = stranger.try_get(&huge) {
            assert!([400, 413, 414, 431].contains(&answer.status), "{}", answer.status);
        }
        stranger.get("/data").must(200);
    });
}
