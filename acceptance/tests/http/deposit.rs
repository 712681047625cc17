//! Depositing: a registrar sends a file, sees what is wrong with it, and chooses.

use std::time::{Duration, Instant};

use acceptance::cast;
use acceptance::files::{self, File, Grade};
use acceptance::server::Server;
use acceptance::visitor::{Answer, Visitor};
use serde_json::{Value, json};

use super::on_both;

/// How long a file may take to be read or written: a million rows in a debug build on a busy machine.
const WORK_SECONDS: u64 = 300;

/// A registrar of 上海开放大学, signed in.
pub fn registrar(server: &Server) -> Visitor {
    let visitor = server.stranger();
    visitor.sign_in(cast::LIN);
    visitor
}

/// Uploads a file for 上海开放大学.
pub fn sent(registrar: &Visitor, file: &File) -> Answer {
    registrar.upload("/api/credit/deposits", &[("institution", cast::SHANGHAI)], "file", file)
}

/// Uploads a file and waits until it was read: what the bank says of it.
pub fn uploaded(registrar: &Visitor, file: &File) -> Value {
    let answer = sent(registrar, file);
    assert!(matches!(answer.status, 200..=202), "{} answered {}: {}", file.name, answer.status, answer.text());
    let id = answer.json()["id"].as_str().expect("a deposit has an id").to_owned();
    settled(registrar, &id, &["uploaded"])
}

/// Waits until a deposit has left the states named.
pub fn settled(registrar: &Visitor, id: &str, passing: &[&str]) -> Value {
    let until = Instant::now() + Duration::from_secs(WORK_SECONDS);
    loop {
        let deposit = registrar.get(&format!("/api/credit/deposits/{id}")).must(200).json();
        let state = deposit["state"].as_str().expect("a deposit has a state");
        if !passing.contains(&state) {
            return deposit;
        }
        assert!(Instant::now() < until, "{id} was still {state} after {WORK_SECONDS} s");
        std::thread::sleep(Duration::from_millis(50));
    }
}

/// Deposits what was uploaded, `all` or `good`, and waits until it is done.
pub fn committed(registrar: &Visitor, deposit: &Value, choice: &str) -> Value {
    let id = deposit["id"].as_str().expect("a deposit has an id");
    let answer =
        registrar.json("POST", &format!("/api/credit/deposits/{id}/commitment"), &json!({ "choice": choice }), None);
    assert!(matches!(answer.status, 200..=202), "{choice}: {} {}", answer.status, answer.text());
    settled(registrar, id, &["committing"])
}

/// What is wrong, as (row, column, code).
pub fn faults(registrar: &Visitor, deposit: &Value) -> Vec<(i64, String, String)> {
    let id = deposit["id"].as_str().expect("a deposit has an id");
    let list = registrar.get(&format!("/api/credit/deposits/{id}/faults?limit=100")).must(200).json();
    list["items"]
        .as_array()
        .expect("faults are a list")
        .iter()
        .map(|fault| {
            let text = |member: &str| fault[member].as_str().unwrap_or_default().to_owned();
            (fault["row"].as_i64().unwrap_or_default(), text("column"), text("code"))
        })
        .collect()
}

/// Somebody nobody deposited for before.
fn newcomer(serial: u32) -> (String, String) {
    let name = ["钱晓芸", "孙牧野", "吴安宁", "郑知夏", "冯远舟"][serial as usize % 5].to_owned();
    (name, files::id_number(310_101, 19_950_612, serial))
}

#[test]
fn a_good_file_is_deposited_once_however_often_it_comes() {
    on_both(|server| {
        let lin = registrar(server);
        let (name, id) = newcomer(1);
        let grades =
            [Grade::passed(&name, &id, "高等数学", "4", "91"), Grade::passed(&name, &id, "大学英语", "2.5", "78")];
        // The same rows in another encoding are other bytes: read again, and found to be there already.
        for (file, encoding, counts) in [
            (files::csv_with_bom("grades", &grades), "utf-8", (2, 0)),
            (files::csv_in_gbk("grades-gbk", &grades), "gb18030", (0, 2)),
            (files::workbook("grades", &grades), "xlsx", (0, 2)),
        ] {
            let first = uploaded(&lin, &file);
            assert_eq!(first["state"], "checked", "{}: {first}", file.name);
            assert_eq!(faults(&lin, &first), [], "{}", file.name);
            let done = committed(&lin, &first, "all");
            assert_eq!((&done["state"], &done["encoding"]), (&json!("committed"), &json!(encoding)), "{done}");
            let progress = &done["progress"];
            assert_eq!(
                (&progress["deposited"], &progress["unchanged"]),
                (&json!(counts.0), &json!(counts.1)),
                "{done}"
            );
            let again = uploaded(&lin, &file);
            assert_eq!(again["id"], done["id"], "the same file is the same deposit");
            assert_eq!(again["state"], "committed");
        }
        let twice = [grades[0].clone(), grades[1].clone(), grades[0].clone()];
        let other = uploaded(&lin, &files::csv_with_bom("again", &twice));
        let found = faults(&lin, &other);
        assert_eq!(
            found.iter().map(|(row, _, code)| (*row, code.as_str())).collect::<Vec<_>>(),
            [(2, "credit.row.better_attempt")]
        );
    });
}

#[test]
fn every_fault_is_named_by_row_and_column_and_good_rows_can_go_on() {
    on_both(|server| {
        let lin = registrar(server);
        let (name, id) = newcomer(2);
        let good = Grade::passed(&name, &id, "线性代数", "3", "88");
        let spoiled: [(&str, fn(&mut Grade)); 6] = [
            ("身份证号", |grade| {
                grade.id_number.replace_range(16..17, if grade.id_number.as_bytes()[16] == b'0' { "1" } else { "0" })
            }),
            ("获得时间", |grade| grade.month = "202513".into()),
            ("学分", |grade| grade.credit = "三".into()),
            ("教育层次代码", |grade| grade.level = "99".into()),
            ("成绩", |grade| grade.score = "59".into()),
            ("课程名称", |grade| grade.course = String::new()),
        ];
        let mut grades = vec![good.clone()];
        for (place, (_, spoil)) in spoiled.iter().enumerate() {
            let mut grade = good.clone();
            grade.course = format!("课程{place}");
            spoil(&mut grade);
            grades.push(grade);
        }
        let read = uploaded(&lin, &files::csv_with_bom("faulty", &grades));
        assert_eq!(read["state"], "checked", "{read}");
        let found = faults(&lin, &read);
        for (place, (column, _)) in spoiled.iter().enumerate() {
            let row = place as i64 + 3;
            assert!(found.iter().any(|(at, named, _)| *at == row && named == column), "row {row}, {column}: {found:?}");
        }
        assert!(!found.iter().any(|(row, ..)| *row == 2), "the good row was blamed: {found:?}");

        let id = read["id"].as_str().unwrap();
        let refused =
            lin.json("POST", &format!("/api/credit/deposits/{id}/commitment"), &json!({ "choice": "all" }), None);
        assert_eq!((refused.status, refused.code().as_str()), (422, "credit.deposit.has_faults"));
        let done = committed(&lin, &read, "good");
        assert_eq!((&done["state"], &done["progress"]["deposited"]), (&json!("committed"), &json!(1)), "{done}");

        let rejects = lin.get(&format!("/credit/deposits/{id}/rejects")).must(200);
        assert!(rejects.body.starts_with("\u{feff}".as_bytes()));
        assert_eq!(rejects.text().lines().count(), spoiled.len() + 1, "{}", rejects.text());
    });
}

#[test]
fn a_rejects_file_is_mended_and_uploaded_again() {
    on_both(|server| {
        let lin = registrar(server);
        let (name, id) = newcomer(5);
        let grade = |course: &str, score: &str| Grade {
            // The last two columns are empty, so that the rows of the workbook end before the header does.
            number: String::new(),
            ..Grade::passed(&name, &id, course, "3", score)
        };
        let read = uploaded(
            &lin,
            &files::workbook("rejected", &[grade("好课", "80"), grade("=坏课", "59"), grade("糟课", "x")]),
        );
        let done = committed(&lin, &read, "good");
        assert_eq!(done["progress"]["deposited"], json!(1), "{done}");
        let path = format!("/credit/deposits/{}/rejects", read["id"].as_str().unwrap());
        let rejects = lin.get(&path).must(200).text();
        let mut reader =
            csv::ReaderBuilder::new().flexible(false).from_reader(rejects.trim_start_matches('\u{feff}').as_bytes());
        assert_eq!(reader.headers().unwrap().len(), files::TEMPLATE_A.len() + 2);
        let rows: Vec<csv::StringRecord> =
            reader.records().map(|record| record.expect("rows are as wide as the header")).collect();
        let ends: Vec<(&str, bool)> = rows.iter().map(|row| (&row[15], !row[16].is_empty())).collect();
        assert_eq!(ends, [("3", true), ("4", true)]);
        let mended = rejects.replace(",59,", ",69,").replace(",x,", ",70,");
        let again = uploaded(&lin, &File::csv("mended", mended));
        assert_eq!((&again["state"], faults(&lin, &again)), (&json!("checked"), vec![]), "{again}");
        assert_eq!(committed(&lin, &again, "all")["progress"]["deposited"], json!(2));
    });
}

#[test]
fn both_generations_are_read_but_not_mixed_in_one_file() {
    on_both(|server| {
        let lin = registrar(server);
        let (name, id) = newcomer(3);
        let newer = Grade::passed(&name, &id, "教育学原理", "3", "80");
        let older = Grade { course: "心理学导论".into(), ..newer.clone() }.in_older_codes();
        let read = uploaded(&lin, &files::csv_with_bom("older", std::slice::from_ref(&older)));
        assert_eq!((faults(&lin, &read).len(), &read["state"]), (0, &json!("checked")), "{read}");
        let mixed = uploaded(&lin, &files::csv_with_bom("mixed", &[newer, older]));
        let refused = mixed["state"] == "refused" || !faults(&lin, &mixed).is_empty();
        assert!(refused, "codes of both generations in one file were taken: {mixed}");
    });
}

#[test]
fn only_a_registrar_of_the_institution_sees_or_sends_a_file() {
    on_both(|server| {
        let lin = registrar(server);
        let (name, id) = newcomer(4);
        let file = files::csv_with_bom("mine", &[Grade::passed(&name, &id, "教育学原理", "3", "80")]);
        let mine = uploaded(&lin, &file);
        let path = format!("/api/credit/deposits/{}", mine["id"].as_str().unwrap());
        for person in [cast::WANG, cast::ZHOU, cast::CHEN, cast::FANG] {
            let visitor = server.stranger();
            visitor.sign_in(person);
            visitor.get(&path).must(404);
            let commit = visitor.json("POST", &format!("{path}/commitment"), &json!({ "choice": "all" }), None);
            assert!(matches!(commit.status, 403 | 404), "{}: {}", person.login, commit.status);
        }
        for person in [cast::WANG, cast::ZHOU] {
            let visitor = server.stranger();
            visitor.sign_in(person);
            let answer = sent(&visitor, &file);
            assert!(matches!(answer.status, 403 | 404), "{}: {}", person.login, answer.status);
        }
    });
}

/// A course as a row of a batch.
fn row(name: &str, id: &str, title: &str, grade: &str) -> Value {
    json!({
        "class": "course", "name": name, "id_number": id, "title": title, "major": "工程管理", "level": "undergraduate",
        "category": "adult", "credit": "2.5", "grade": grade, "obtained": "202506", "cohort": "2025",
        "ending": "graduated", "season": "spring",
    })
}

/// Sends a batch of 上海开放大学.
fn batch(registrar: &Visitor, choice: &str, rows: &[Value], key: Option<&str>) -> Answer {
    let body = json!({ "institution": cast::SHANGHAI, "choice": choice, "rows": rows });
    registrar.json("POST", "/api/credit/batches", &body, key)
}

/// What became of each row of a batch.
fn row_answers(answer: &Value) -> Vec<&str> {
    answer["rows"].as_array().expect("a batch has rows").iter().map(|row| row["answer"].as_str().unwrap()).collect()
}

#[test]
fn a_batch_is_answered_row_by_row_and_again_the_same() {
    on_both(|server| {
        let lin = registrar(server);
        let (name, id) = newcomer(21);
        let training = json!({ "class": "training", "name": name, "id_number": id, "title": "电工实训", "hours": "48",
            "obtained": "202505" });
        let rows = [row(&name, &id, "批次课程一", "91"), training.clone(), row(&name, &id, "批次课程二", "59")];
        let held = batch(&lin, "all", &rows, Some("batch-1")).must(200).json();
        assert_eq!((&held["state"], &held["faulty"]), (&json!("checked"), &json!(1)), "{held}");
        assert_eq!(row_answers(&held), ["held_back", "held_back", "fault"]);
        let fault = &held["rows"][2]["faults"][0];
        assert_eq!((&fault["field"], &fault["code"]), (&json!("grade"), &json!("credit.row.not_passed")), "{held}");
        assert!(!fault["detail"].as_str().unwrap().is_empty());
        let good = batch(&lin, "good", &rows, Some("batch-2")).must(200).json();
        assert_eq!(row_answers(&good), ["deposited", "deposited", "fault"], "{good}");
        // The same key again, the same rows under another key, and the same rows without one.
        for key in [Some("batch-2"), Some("batch-3"), None] {
            assert_eq!(batch(&lin, "good", &rows, key).must(200).json(), good);
        }
        assert_eq!(batch(&lin, "good", &rows[..1], Some("batch-2")).code(), "op.key_reused");
        let more = batch(&lin, "all", &[rows[0].clone(), training], None).must(200).json();
        assert_eq!(row_answers(&more), ["unchanged", "unchanged"]);

        let zhou = server.stranger();
        zhou.sign_in(cast::ZHOU);
        assert_eq!(batch(&zhou, "all", &rows, None).status, 404, "another institution's staff see nothing of it");
        assert_eq!(batch(&lin, "all", &[], None).code(), "request.invalid");
        assert_eq!(batch(&lin, "all", &vec![rows[0].clone(); 5_001], None).code(), "credit.batch.too_long");
        let strange = json!({ "class": "hobby", "name": name, "id_number": id, "title": "围棋", "obtained": "202505" });
        let refused = batch(&lin, "all", &[strange], None);
        assert_eq!((refused.status, refused.code().as_str()), (400, "request.invalid"));
        assert!(refused.text().contains("rows[0].class"), "{}", refused.text());
        let long = json!({ "padding": "x".repeat(17 << 20) });
        let body = json!({ "institution": cast::SHANGHAI, "choice": "all", "rows": [long] });
        // The server may stop listening before all of it was sent; what it never does is take it.
        let answer = lin.try_json("POST", "/api/credit/batches", &body, None);
        assert!(answer.is_none_or(|answer| answer.status == 413));
        assert_eq!(lin.get("/api/credit/deposits?limit=1").must(200).status, 200, "and it still answers");
    });
}

#[test]
fn the_same_batch_sent_many_times_at_once_is_deposited_once() {
    on_both(|server| {
        let lin = registrar(server);
        let rows: Vec<Value> = (0..2_500)
            .map(|serial| {
                row("众人", &files::id_number(310_130, 19_700_101 + serial / 900, serial % 900), "并发批次", "75")
            })
            .collect();
        let answers: Vec<Answer> = std::thread::scope(|scope| {
            let sent: Vec<_> = (0..4).map(|_| scope.spawn(|| batch(&lin, "all", &rows, None))).collect();
            sent.into_iter().map(|one| one.join().expect("a batch is answered")).collect()
        });
        // Who waited too long for another is told to come again, and then gets the same answer.
        let last = batch(&lin, "all", &rows, None).must(200).json();
        assert_eq!(
            (&last["state"], &last["deposited"]),
            (&json!("committed"), &json!(rows.len())),
            "{}",
            last["state"]
        );
        for answer in answers {
            assert!(matches!(answer.status, 200 | 503), "{}: {}", answer.status, answer.text());
            let told =
                |answer: &Value| ["state", "deposited", "unchanged", "faulty"].map(|member| answer[member].clone());
            if answer.status == 200 {
                let own = answer.json();
                assert_eq!(told(&own), told(&last));
                assert!(own == last, "the rows are answered otherwise");
            }
        }
    });
}

/// A OneRoster export with these results of one student in one course.
fn export(name: &str, id: &str, course: &str, results: &[(&str, &str)]) -> File {
    use std::io::Write as _;
    let mut lines = String::from("sourcedId,status,lineItemSourcedId,studentSourcedId,scoreStatus,score,scoreDate\n");
    for (place, (status, score)) in results.iter().enumerate() {
        lines.push_str(&format!("r{place},,i1,u1,{status},{score},2025-06-20\n"));
    }
    let manifest = ["results", "lineItems", "classes", "courses", "users"].map(|file| format!("file.{file},bulk\n"));
    let files = [
        ("manifest.csv", format!("propertyName,value\noneroster.version,1.2\n{}", manifest.concat())),
        ("users.csv", format!("sourcedId,givenName,familyName,identifier\nu1,{name},,{id}\n")),
        ("courses.csv", format!("sourcedId,title,metadata.credit\nk1,{course},3\n")),
        ("classes.csv", "sourcedId,courseSourcedId\nc1,k1\n".to_owned()),
        ("lineItems.csv", "sourcedId,title,classSourcedId,resultValueMax\ni1,总评,c1,100\n".to_owned()),
        ("results.csv", lines),
    ];
    let mut archive = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (file, text) in files {
        archive.start_file(file, zip::write::SimpleFileOptions::default()).unwrap();
        archive.write_all(text.as_bytes()).unwrap();
    }
    let bytes = archive.finish().unwrap().into_inner();
    File { name: "export.zip".into(), media_type: "application/zip", bytes }
}

#[test]
fn an_export_of_oneroster_is_mapped_once_and_deposited() {
    on_both(|server| {
        let lin = registrar(server);
        let (name, id) = newcomer(31);
        let first = export(&name, &id, "导出课程一", &[("fully graded", "88"), ("submitted", "")]);
        let read = uploaded(&lin, &first);
        assert_eq!((&read["state"], &read["refusal"]), (&json!("refused"), &json!("credit.file.roster_unmapped")));
        let path = format!("/api/credit/deposits/{}/roster", read["id"].as_str().unwrap());
        let page = lin.get(&format!("/credit/deposits/{}", read["id"].as_str().unwrap())).must(200).text();
        assert!(page.contains("name=\"credit_column\""), "the page asks what the export cannot say");
        let mut mapping = json!({ "id_column": "identifier", "credit_column": "metadata.credit", "major": "工程管理",
            "level": "undergraduate", "category": "adult", "cohort": "2025", "ending": "graduated", "season": "summer" });
        let wrong = lin.json("PUT", &path, &mapping, None);
        assert_eq!((wrong.status, wrong.text().contains("season")), (400, true), "{}", wrong.text());
        mapping["season"] = json!("spring");
        lin.json("PUT", &path, &mapping, None).must(200);
        let read = settled(&lin, read["id"].as_str().unwrap(), &["uploaded"]);
        assert_eq!((&read["state"], &read["encoding"]), (&json!("checked"), &json!("oneroster")), "{read}");
        assert_eq!(
            faults(&lin, &read),
            [(3, "results.csv scoreStatus".to_owned(), "credit.roster.not_graded".to_owned())]
        );
        let done = committed(&lin, &read, "good");
        assert_eq!(done["progress"]["deposited"], json!(1), "{done}");
        let rejects = lin.get(&format!("/credit/deposits/{}/rejects", done["id"].as_str().unwrap())).must(200).text();
        assert_eq!(rejects.lines().count(), 2, "the header and the row that is not graded: {rejects}");
        // The next file is read the same way.
        let next = uploaded(&lin, &export(&name, &id, "导出课程二", &[("fully graded", "91")]));
        assert_eq!(next["state"], "checked", "{next}");
        assert_eq!(committed(&lin, &next, "all")["progress"]["deposited"], json!(1));
    });
}
