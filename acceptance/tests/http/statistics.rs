//! Data sets and evaluations: taken in from tables, computed, published by two persons, computed again from the two files.

use acceptance::cast::{self, Person};
use acceptance::server::Server;
use acceptance::visitor::{Answer, Visitor};
use serde_json::{Value, json};

use super::on_both;

pub(super) fn signed_in(server: &Server, person: Person) -> Visitor {
    let visitor = server.stranger();
    visitor.sign_in(person);
    visitor
}

const ELEMENTS: &str = "code,name,unit\nstudents,在校学生,万人\nteachers,专任教师,万人\n";
const FIGURES: &str = "element,region,year,value,persons\n\
    students,310000,2024,100,\nstudents,320000,2024,300,\nstudents,330000,2024,200,\n\
    teachers,310000,2024,10,4\nteachers,320000,2024,20,400\nteachers,330000,2024,16,400\n";

/// Uploads two tables; the form says the rest.
fn upload(visitor: &Visitor, key: &str, figures: &str) -> Answer {
    let page = visitor.get("/statistics/upload").must(200);
    let form_key = page.input("_key").unwrap_or_default();
    let fields = [
        ("_key", form_key.as_str()),
        ("key", key),
        ("title", "验收数据集（示例）"),
        ("origin", "验收"),
        ("licence", "验收"),
        ("example", "1"),
    ];
    let boundary = "xueqiao-two-tables";
    let mut body = String::new();
    for (name, value) in fields {
        body += &format!("--{boundary}\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n");
    }
    for (name, text) in [("figures", figures), ("elements", ELEMENTS)] {
        body += &format!(
            "--{boundary}\r\nContent-Disposition: form-data; name=\"{name}\"; filename=\"{name}.csv\"\r\nContent-Type: text/csv\r\n\r\n{text}\r\n"
        );
    }
    body += &format!("--{boundary}--\r\n");
    let kind = format!("multipart/form-data; boundary={boundary}");
    visitor
        .send(
            "POST",
            "/statistics/upload",
            &[("content-type", &kind), ("sec-fetch-site", "same-origin")],
            body.into_bytes(),
        )
        .expect("an answer")
}

/// The id of the data set an upload leads to.
fn data_set(answer: Answer) -> String {
    let place = answer.must(303).location().to_owned();
    let id = place.trim_start_matches("/statistics/data-sets/").split('?').next();
    id.expect("a data set has an id").to_owned()
}

fn document(data_set: &str) -> Value {
    json!({ "name": "验收评价（示例）", "members": ["310000", "320000"], "example": true, "data_set": data_set, "data_version": 1,
        "years": [2024], "groups": [{ "name": "两地", "regions": ["310000", "320000"] }],
        "lines": [
            { "code": "top", "name": "综合" },
            { "code": "ratio", "parent": "top", "name": "生师比", "expression": "students / teachers", "unit": "1", "direction": -1 },
            { "code": "size", "parent": "top", "name": "规模", "expression": "students", "unit": "万人", "together": "sum" },
        ],
        "stages": [
            { "normalise": { "method": { "minmax": { "lower": 1, "upper": 100 } } } },
            { "aggregate": { "methods": ["arithmetic"] } },
        ] })
}

fn drafted(tang: &Visitor, document: &Value) -> (String, i64) {
    let one = tang.json("POST", "/api/statistics/evaluations", document, None).must(201).json();
    (one["id"].as_str().expect("an id").to_owned(), one["revision"].as_i64().expect("a revision"))
}

fn step(visitor: &Visitor, id: &str, verb: &str, revision: i64) -> Answer {
    let body = json!({ "version": 1, "revision": revision, "reason": "验收" });
    visitor.json("POST", &format!("/api/statistics/evaluations/{id}/{verb}"), &body, None)
}

#[test]
fn from_two_tables_to_an_evaluation_that_everybody_reads() {
    on_both(|server| {
        let (tang, qin) = (signed_in(server, cast::TANG), signed_in(server, cast::QIN));
        let stranger = server.stranger();
        let set = data_set(upload(&tang, "acceptance.one", FIGURES));
        assert_eq!(
            data_set(upload(&tang, "acceptance.one", FIGURES)),
            set,
            "the same figures again are the same version"
        );
        stranger.get(&format!("/statistics/data-sets/{set}")).must(404);
        let (id, first) = drafted(&tang, &document(&set));
        let page = format!("/statistics/evaluations/{id}");
        stranger.get(&page).must(404);
        step(&tang, &id, "publication", first).must(409);
        let proposed = step(&tang, &id, "proposal", first).must(200).json()["revision"].as_i64().unwrap();
        let own = step(&tang, &id, "publication", proposed).must(422).json();
        assert_eq!(own["code"], "statistics.evaluation.same_person");
        step(&qin, &id, "publication", proposed).must(200);
        step(&qin, &id, "publication", proposed).must(409);
        let shown = stranger.get(&page).must(200);
        for told in ["验收评价（示例）", "2024 年", "生师比", "xueqiao indicators run"] {
            assert!(shown.text().contains(told), "{told} is missing: {}", shown.text());
        }
        // Σ students ÷ Σ teachers of the group: 400 ÷ 30, and not the mean of 10 and 15.
        let report = stranger.get(&format!("{page}/regions/310000")).must(200);
        assert!(report.text().contains("13.33"), "{}", report.text());
        let number = stranger.get(&format!("{page}/lines/ratio?region=320000&year=2024")).must(200);
        for told in ["students / teachers", "300", "20", "在校学生"] {
            assert!(number.text().contains(told), "{told} is missing: {}", number.text());
        }
        let book = stranger.get(&format!("{page}/regions/310000/workbook")).must(200);
        assert!(book.body.starts_with(b"PK"), "the workbook is an XLSX");
        stranger.get(&format!("/statistics/data-sets/{set}")).must(200);
        stranger.get(&format!("/statistics/data-sets/{set}/figures")).must(303);
        for unknown in ["regions/999999", "regions/310000?year=1999", "lines/nobody", "lines/ratio?region=999999"] {
            stranger.get(&format!("{page}/{unknown}")).must(404);
        }
        stranger.get("/statistics/evaluations/evl_none").must(404);
    });
}

#[test]
fn the_downloaded_files_compute_to_the_published_numbers() {
    on_both(|server| {
        let stranger = server.stranger();
        let list = stranger.get("/api/statistics/evaluations").must(200).json();
        let id = list["items"][0]["evaluation"].as_str().expect("the demonstration has an evaluation").to_owned();
        let folder = tempfile::tempdir().expect("a folder");
        for (path, name) in [("specification", "specification.json"), ("figures", "data.csv")] {
            let file = stranger.get(&format!("/statistics/evaluations/{id}/{path}")).must(200);
            std::fs::write(folder.path().join(name), file.text()).expect("a file is written");
        }
        let out = folder.path().join("result");
        let specification = folder.path().join("specification.json");
        let run = server.home().run(&[
            "indicators",
            "run",
            &specification.to_string_lossy(),
            "--out",
            &out.to_string_lossy(),
        ]);
        assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
        let result = stranger.get(&format!("/api/statistics/evaluations/{id}/result")).must(200).json();
        let said = String::from_utf8_lossy(&run.stdout).into_owned();
        for hash in ["specification", "data"] {
            assert!(said.contains(result[hash].as_str().expect("a hash")), "{hash}: {said}");
        }
        let scores = std::fs::read_to_string(out.join("results.csv")).expect("results were written");
        let mut reader = csv_rows(&scores);
        let heading = reader.remove(0);
        let column = |name: &str| {
            heading.iter().position(|cell| cell == name).unwrap_or_else(|| panic!("{name} in {heading:?}"))
        };
        let (unit, time, top) = (column("uCode"), column("Time"), column("index"));
        let rows = result["rows"].as_array().expect("rows");
        let mut compared = 0;
        for row in rows {
            let Some(score) = row["scores"].as_array().and_then(|all| all.last()).and_then(Value::as_f64) else {
                continue;
            };
            let (region, year) = (row["region"].as_str().unwrap(), row["year"].to_string());
            let found = reader.iter().find(|cells| cells[unit] == region && cells[time] == year).expect("a line");
            let told: f64 = found[top].parse().expect("a number");
            assert!((told - score).abs() <= 1e-12 * score.abs(), "{region} {year}: {told} but {score}");
            compared += 1;
        }
        assert!(compared > 100, "{compared} numbers were compared");
    });
}

/// Rows of a CSV that the command line wrote.
fn csv_rows(text: &str) -> Vec<Vec<String>> {
    text.lines().map(|line| line.split(',').map(|cell| cell.trim_matches('"').to_owned()).collect()).collect()
}

#[test]
fn what_if_answers_with_ranges_and_says_what_it_cannot_compute() {
    on_both(|server| {
        let stranger = server.stranger();
        let list = stranger.get("/api/statistics/evaluations").must(200).json();
        let id = list["items"][0]["evaluation"].as_str().expect("an evaluation").to_owned();
        let ask = |query: &str| stranger.get(&format!("/api/statistics/evaluations/{id}/what-if{query}"));
        let own = ask("").must(200).json();
        let regions = own["regions"].as_array().expect("regions");
        assert_eq!(regions.len(), 12);
        for place in regions {
            assert!(place["low"].as_i64() <= place["high"].as_i64(), "{place}");
        }
        let shares: f64 = own["sureness"].as_array().unwrap().iter().filter_map(|one| one["share"].as_f64()).sum();
        assert!((shares - 1.0).abs() < 1e-9, "{own}");
        let other = ask("?w_input=100&w_teachers=0&w_access=0").must(200).json();
        assert_ne!(other["regions"], own["regions"]);
        for refused in [
            "?w_input=0&w_teachers=0&w_access=0",
            "?w_input=NaN",
            "?w_input=-1",
            "?w_input=1e9",
            "?scale=sideways",
            "?mean=x",
            "?year=1850",
            "?year=x",
        ] {
            ask(refused).must(400);
        }
        let page = format!("/statistics/evaluations/{id}/what-if");
        let shown = stranger.get(&format!("{page}?w_input=100&scale=rank")).must(200);
        assert!(shown.text().contains("type=\"range\""), "sliders stand in the page");
        let part = stranger.get(&format!("{page}/places?w_input=0&w_teachers=0&w_access=0")).must(200);
        assert!(part.text().contains("权重合计为 0"), "what cannot be computed is a sentence: {}", part.text());
    });
}

#[test]
fn who_has_no_part_in_it_is_refused() {
    on_both(|server| {
        let lin = signed_in(server, cast::LIN);
        let stranger = server.stranger();
        let body = document("sds_none");
        lin.json("POST", "/api/statistics/evaluations", &body, None).must(404);
        stranger.json("POST", "/api/statistics/evaluations", &body, None).must(401);
        lin.get("/statistics/upload").must(404);
        lin.get("/statistics/drafts/new").must(404);
        lin.get("/api/statistics/data-sets").must(404);
        let tang = signed_in(server, cast::TANG);
        let foreign = json!({ "members": ["330000"] });
        let mut document = body.clone();
        document["members"] = foreign["members"].clone();
        let refused = tang.json("POST", "/api/statistics/evaluations", &document, None);
        assert!(matches!(refused.status, 403 | 404), "{}", refused.status);
    });
}

#[test]
fn strange_tables_and_documents_are_answered_clearly() {
    on_both(|server| {
        let tang = signed_in(server, cast::TANG);
        let wide = format!("{}\n", vec!["c"; 1_000_000].join(","));
        for (figures, told) in [
            (FIGURES.replace("2024,100,", "2024,NaN,"), "NaN"),
            (FIGURES.replace("2024,300,", "2024,Inf,"), "Inf"),
            (FIGURES.replace("320000,2024,20", "999999,2024,20"), "999999"),
            ("element,region,value\n".to_owned(), "period / year"),
            (wide, "50"),
            (String::new(), ""),
        ] {
            let answer = upload(&tang, "acceptance.strange", &figures).must(422);
            assert!(answer.text().contains(told), "{told} is not told: {}", answer.text());
        }
        // A negative zero is a zero, and is taken in.
        let set = data_set(upload(&tang, "acceptance.zero", &FIGURES.replace("2024,100,", "2024,-0.0,")));
        let post = |document: &Value| tang.json("POST", "/api/statistics/evaluations", document, None);
        let change = |path: &str, value: Value| {
            let mut changed = document(&set);
            *changed.pointer_mut(path).expect("a place of the document") = value;
            changed
        };
        for (document, code) in [
            (change("/lines/1/expression", json!("students / nobody")), "statistics.document.no_element"),
            (change("/lines/1/unit", json!("平方米")), "expression.unit"),
            (change("/stages/1", json!({ "aggregate": { "methods": ["sideways"] } })), "document.unknown_variant"),
            (change("/years", json!([])), "form.required"),
            (change("/lines/1/parent", json!("nobody")), "statistics.line.parent_unknown"),
        ] {
            let answer = post(&document).must(400);
            assert!(answer.text().contains(code), "{code}: {}", answer.text());
        }
        let mut weightless = document(&set);
        for line in 0..3 {
            weightless["lines"][line]["weight"] = json!(0);
        }
        post(&weightless).must(400);
        let mut cycle = document(&set);
        cycle["derived"] = json!([{ "name": "a", "expression": "b + 1" }, { "name": "b", "expression": "a + 1" }]);
        cycle["lines"][1]["expression"] = json!("a / b");
        let told = post(&cycle).must(400).text();
        assert!(told.contains('→'), "the cycle is told name by name: {told}");
        let one = change("/lines/2/name", json!("x".repeat(10 * 1024 * 1024)));
        // The door closes before all of it came, so that the answer may be lost on the way.
        if let Some(answer) = tang.try_json("POST", "/api/statistics/evaluations", &one, None) {
            answer.must(413);
        }
        let mut single = document(&set);
        single["regions"] = json!(["310000"]);
        single["groups"] = json!([]);
        let answer = post(&single);
        assert!(matches!(answer.status, 201 | 400), "one region: {}", answer.status);
        tang.get("/statistics/evaluations").must(200);
    });
}

/// What a page says in its list of faults, without what it marks as English.
fn faults_of(page: &str) -> String {
    let (_, rest) = page.split_once("govuk-error-summary__list").expect("a list of faults");
    let list = rest.split("</ul>").next().unwrap_or_default();
    let mut ours = String::new();
    for (place, part) in list.split("<span lang=\"en\">").enumerate() {
        ours += if place == 0 { part } else { part.split_once("</span>").map_or("", |(_, behind)| behind) };
    }
    ours.split('<').map(|part| part.split_once('>').map_or(part, |(_, text)| text)).collect()
}

/// Whether there is a sentence of English: three words in a row, names of elements and paths aside.
fn speaks_english(text: &str) -> bool {
    let words: Vec<&str> = text.split_whitespace().collect();
    let word = |text: &&str| text.len() > 1 && text.bytes().all(|byte| byte.is_ascii_alphabetic());
    words.windows(3).any(|three| three.iter().all(word))
}

#[test]
fn what_is_wrong_with_a_document_is_said_in_the_readers_language() {
    on_both(|server| {
        let tang = signed_in(server, cast::TANG);
        let qin = server.stranger().reading("en");
        qin.sign_in(cast::QIN);
        let set = data_set(upload(&tang, "acceptance.words", FIGURES));
        let with = |path: &str, value: Value| {
            let mut changed = document(&set);
            *changed.pointer_mut(path).expect("a place of the document") = value;
            changed.to_string()
        };
        let with_regions = |code: &str| {
            let mut changed = document(&set);
            changed["regions"] = json!([code]);
            changed.to_string()
        };
        let formula = |text: &str| with("/lines/1/expression", json!(text));
        for (text, zh, en) in [
            (formula("students +"), "算式没有写完", "the expression ends where"),
            (
                formula("students teachers"),
                "算式到此应当结束，却还有“teachers”",
                "stands where the expression should end",
            ),
            (formula("students / (teachers"), "的左括号没有收住", "is not closed"),
            (formula("middle(students)"), "没有函数 middle", "there is no function middle"),
            (formula("students / 3[斤]"), "不认识“斤”", "“斤” is unknown"),
            (formula("students / nobody"), "数据集里没有要素“nobody”", "has no element “nobody”"),
            (formula("(students + 3[元]) / teachers"), "单位不同，不能相加", "a sum of"),
            (with("/lines/1/unit", json!("贝壳")), "“贝壳”不是单位", "“贝壳” is no unit"),
            (with_regions("650000"), "数据集里没有地区 650000", "has no region 650000"),
            (
                with("/stages/1", json!({ "aggregate": { "methods": ["sideways"] } })),
                "不能写“sideways”",
                "cannot stand here",
            ),
            (with("/years", json!("2024")), "这里写的是文字", "Here stands a text"),
            ("{ \"name\": ".to_owned(), "不合格式", "does not fit the format"),
        ] {
            for (visitor, told) in [(&tang, zh), (&qin, en)] {
                let key = visitor.get("/statistics/drafts/new").must(200).input("_key").unwrap_or_default();
                let page = visitor.post("/statistics/drafts", &[("_key", &key), ("document", &text)]).must(422).text();
                let said = faults_of(&page);
                assert!(said.contains(told), "{told} is not in {said}");
                assert!(told == en || !speaks_english(&said), "English on a Chinese page: {said}");
            }
        }
    });
}
