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
        let path = "/sdmx/2.1/data/DF_TRIAL?format=csv";
        let held = stranger.get(path).must(200);
        let tag = held.header("etag").expect("a tag").to_owned();
        let read_at = held.header("date").expect("a moment").to_owned();
        assert_eq!(asked_again(&stranger, path, "if-none-match", &tag), 304);
        let new = held.text();
        assert!(new.contains("310000,2019,1.75,") && !new.contains("1.5,"), "{new}");
        let at = tang.get(&releases(id)).must(200).json()[0]["revision"].as_i64().expect("a revision");
        step(&tang, id, 2, "withdrawal", at).must(200);
        // What is left is older than what was read, and still another answer.
        assert_eq!(asked_again(&stranger, path, "if-modified-since", &read_at), 200);
        assert_eq!(asked_again(&stranger, path, "if-none-match", &tag), 200);
        let back = stranger.get(path).must(200).text();
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
            ("/sdmx/3.0/data/*/YRD/*/*", 200),
            ("/sdmx/3.0/data/*/YRD/*/*/*?c[NO_SUCH]=1", 422),
            ("/sdmx/3.0/data/*/OTHER/*/*", 404),
            ("/sdmx/3.0/metadata/metadataset/YRD/X", 501),
            ("/sdmx/2.1/metadataflow/YRD", 501),
            ("/sdmx/2.1/hierarchicalcodelist/YRD", 501),
            ("/sdmx/2.1/data/DF_EDUCATION/all?includeHistory=true", 501),
            ("/sdmx/2.1/data/all/all?startPeriod=2018&format=csv", 200),
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

/// The status for who asks whether what they hold still holds.
fn asked_again(visitor: &Visitor, path: &str, header: &str, value: &str) -> u16 {
    visitor.send("GET", path, &[(header, value)], Vec::new()).expect("an answer").status
}

#[test]
fn the_demo_withholds_small_counts_and_says_why_beside_them() {
    on_both(|server| {
        let stranger = server.stranger();
        let withheld = |version: i64| {
            let path = format!("/sdmx/3.0/data/dataflow/YRD/DF_PLACEMENTS_EXAMPLE/{version}.0.0?format=csv");
            let text = stranger.get(&path).must(200).text();
            let mut rows = csv::Reader::from_reader(text.as_bytes());
            let heads = rows.headers().expect("a heading").clone();
            let at = |name: &str| {
                heads.iter().position(|head| head == name).unwrap_or_else(|| panic!("{name} in {heads:?}"))
            };
            let (value, status, label) = (at("OBS_VALUE"), at("OBS_STATUS"), at("CONF_STATUS"));
            let key = ["REF_AREA", "PLACEMENT", "TIME_PERIOD"].map(at);
            let mut found = std::collections::BTreeSet::new();
            for row in rows.records().map(|row| row.expect("a row")) {
                match row[value].parse::<i64>() {
                    Ok(count) => assert!((count == 0 || count >= 10) && &row[label] == "F", "{row:?}"),
                    Err(_) => {
                        assert_eq!((&row[value], &row[status], &row[label]), ("", "Q", "N"), "{row:?}");
                        found.insert(key.map(|at| row[at].to_owned()));
                    }
                }
            }
            found
        };
        let (first, second) = (withheld(1), withheld(2));
        assert!(!first.is_empty() && first.is_subset(&second), "{first:?}\n{second:?}");
        // Ding county's own count is small; Wu county's is not, and would tell it.
        for area in ["EX22", "EX23"] {
            let key = [area, "TOTAL", "2024"].map(str::to_owned);
            assert!(first.contains(&key), "{first:?}");
        }
        for (language, expected) in [("zh-CN", "容易指认到个人"), ("en", "could tell who is meant")] {
            let page = stranger.get(&format!("/data/DF_PLACEMENTS_EXAMPLE?lang={language}")).must(200);
            let example = if language == "en" { "(example)" } else { "（示例）" };
            assert!(page.text().contains(expected) && page.text().contains(example), "{}", page.text());
        }
    });
}

/// A table of areas below a region, by sex, with all sums; one cell is small.
fn small() -> Value {
    let code = |id: &str, parent: &str| json!({ "id": id, "name": id, "parent": parent });
    let areas = [code("R", ""), code("R1", "R"), code("R2", "R"), code("R3", "R")];
    let sexes = [code("_T", ""), code("F", "_T"), code("M", "_T")];
    let counts = [("R1", [3, 40]), ("R2", [50, 60]), ("R3", [70, 80])];
    let mut observations = Vec::new();
    let mut put = |area: &str, sex: &str, count: i64| {
        observations.push(json!({ "key": [area, sex], "period": "2025", "value": count.to_string() }));
    };
    for (area, [women, men]) in counts {
        put(area, "F", women);
        put(area, "M", men);
        put(area, "_T", women + men);
    }
    put("R", "F", 123);
    put("R", "M", 180);
    put("R", "_T", 303);
    json!({ "dataflow": "DF_SMALL", "released_on": "2026-03-01", "change": "首次发布", "structure": { "dimensions": [
        { "id": "REF_AREA", "name": "地区", "codes": areas }, { "id": "SEX", "name": "性别", "codes": sexes }] },
        "observations": observations })
}

#[test]
fn small_counts_are_withheld_with_what_would_betray_them_and_several_flows_are_one_answer() {
    on_both(|server| {
        let (tang, shi) = (signed_in(server, cast::TANG), signed_in(server, cast::SHI));
        let stranger = server.stranger();
        let mut about = flow("DF_SMALL");
        about["suppression"] = json!({ "threshold": 1, "totals": ["REF_AREA", "SEX"] });
        about["licence_en"] = json!("CC BY 4.0 (English)");
        let refused = tang.json("POST", "/api/data/dataflows", &about, None).must(400).json();
        assert_eq!(refused["errors"][0]["code"], "dissemination.suppression.threshold", "{refused}");
        about["suppression"] = json!({ "threshold": 10, "totals": ["REF_AREA", "AGE"] });
        tang.json("POST", "/api/data/dataflows", &about, None).must(201);
        let refused = tang.json("POST", &releases("DF_SMALL"), &small(), None).must(400).json();
        assert_eq!(refused["errors"][0]["code"], "dissemination.suppression.dimension", "{refused}");
        about["suppression"] = json!({ "threshold": 10, "totals": ["REF_AREA", "SEX"] });
        let edit = json!({ "revision": 1, "content": about });
        tang.json("PUT", "/api/data/dataflows/DF_SMALL", &edit, None).must(200);
        let drafted = tang.json("POST", &releases("DF_SMALL"), &small(), None).must(201);
        // The same table uploaded is withheld in the same way.
        let mut table = String::from("REF_AREA,SEX,TIME_PERIOD,OBS_VALUE\n");
        for one in small()["observations"].as_array().expect("a list") {
            let text = |value: &Value| value.as_str().expect("a text").to_owned();
            let cells = [&one["key"][0], &one["key"][1], &one["period"], &one["value"]].map(text);
            table.push_str(&format!("{}\n", cells.join(",")));
        }
        let fields = [("released_on", "2026-03-01"), ("change", "首次发布")];
        tang.upload("/data/desk/DF_SMALL/releases", &fields, "file", &File::csv("data.csv", table)).must(303);
        let again = tang.get(&releases("DF_SMALL")).must(200).json();
        assert_eq!(again[0]["hash"], drafted.json()["hash"]);
        let at = again[0]["revision"].as_i64().expect("a revision");
        let proposed = step(&tang, "DF_SMALL", 1, "proposal", at).must(200);
        step(&shi, "DF_SMALL", 1, "publication", revision(&proposed)).must(200);
        let shown = stranger.get("/sdmx/3.0/data/dataflow/YRD/DF_SMALL/+?format=csv").must(200).text();
        for line in ["R1,F,2025,,Q,N", "R1,M,2025,,Q,N", "R2,F,2025,,Q,N", "R2,M,2025,,Q,N", "R1,_T,2025,43,A,F"] {
            assert!(shown.contains(line), "{line} is missing: {shown}");
        }
        assert!(!shown.contains(",3,") && shown.contains("R3,F,2025,70,A,F"), "{shown}");
        let page = stranger.get("/data/DF_SMALL?lang=en").must(200);
        assert!(page.text().contains("CC BY 4.0 (English)") && page.text().contains("below 10"), "{}", page.text());
        // The rule is another by the time the next draft is proposed: it has to be uploaded under it.
        let mut next = small();
        next["observations"][0]["value"] = json!("4");
        next["observations"][2]["value"] = json!("44");
        let drafted = tang.json("POST", &releases("DF_SMALL"), &next, None).must(201);
        about["suppression"]["threshold"] = json!(50);
        let edit = json!({ "revision": 2, "content": about });
        tang.json("PUT", "/api/data/dataflows/DF_SMALL", &edit, None).must(200);
        let refused = step(&tang, "DF_SMALL", 2, "proposal", revision(&drafted)).must(409).json();
        assert_eq!(refused["code"], "dissemination.release.rule_changed", "{refused}");
        let page = stranger.get("/data/DF_SMALL?lang=en").must(200);
        assert!(page.text().contains("below 10") && !page.text().contains("below 50"), "{}", page.text());
        let drafted = tang.json("POST", &releases("DF_SMALL"), &next, None).must(201);
        assert_eq!(drafted.json()["suppression"]["threshold"], 50, "{}", drafted.text());
        step(&tang, "DF_SMALL", 2, "proposal", revision(&drafted)).must(200);
        let several = stranger.get("/sdmx/3.0/data/dataflow/YRD/DF_SMALL,DF_EDUCATION/+?format=csv").must(200).text();
        for start in ["dataflow,YRD:DF_SMALL(1.0.0),I,", "dataflow,YRD:DF_EDUCATION(2.0.0),I,"] {
            assert!(several.contains(start), "{start} is missing");
        }
        // A dimension that only one of them has chooses that one; JSON 1.0 cannot carry two.
        let one = stranger.get("/sdmx/3.0/data/dataflow/YRD/*/+/*?c[SEX]=F&format=csv").must(200).text();
        assert!(one.contains("DF_SMALL") && !one.contains("DF_EDUCATION"), "{one}");
        stranger.get("/sdmx/2.1/data/all/all?format=jsondata").must(501);
        let both = stranger.get("/sdmx/3.0/data/dataflow/YRD/DF_SMALL,DF_EDUCATION/+").must(200).json();
        assert_eq!(both["data"]["dataSets"][1]["structure"], 1);
        assert_eq!(both["data"]["structures"].as_array().map(Vec::len), Some(2));
        let there = stranger.get("/sdmx/3.0/availability/dataflow/YRD/DF_SMALL,DF_EDUCATION/+").must(200).text();
        assert!(there.contains("DF_SMALL_AVAILABLE") && there.contains("DF_EDUCATION_AVAILABLE"), "{there}");
        // What was downloaded as SDMX-JSON is uploaded again: it says nothing new.
        let json = stranger.get("/sdmx/3.0/data/dataflow/YRD/DF_EDUCATION/+?format=jsondata").must(200);
        let file = File { name: "data.json".into(), media_type: "application/json", bytes: json.body.clone() };
        let same = tang.upload("/data/desk/DF_EDUCATION/releases", &fields, "file", &file).must(409);
        assert!(same.text().contains("与最新发布的一版完全相同"), "{}", same.text());
    });
}
