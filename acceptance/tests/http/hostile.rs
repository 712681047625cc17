//! Files that nobody should send: each gets a clear answer, and the bank goes on with everything it had.

use std::fmt::Write as _;

use acceptance::cast;
use acceptance::files::{self, File, Grade, TEMPLATE_A};
use acceptance::visitor::Visitor;
use serde_json::{Value, json};

use super::deposit::{committed, faults, registrar, sent, uploaded};
use super::on_both;

/// What came of a file: refused at the door, refused after reading, or read with faults.
fn refused(lin: &Visitor, file: &File) -> String {
    let answer = sent(lin, file);
    if answer.status >= 400 {
        assert!(matches!(answer.status, 413 | 415 | 422), "{}: {} {}", file.name, answer.status, answer.text());
        return answer.code();
    }
    let read = uploaded(lin, file);
    if read["state"] == "refused" {
        return read["refusal"].as_str().unwrap_or_default().to_owned();
    }
    let found = faults(lin, &read);
    assert!(!found.is_empty(), "{} was taken: {read}", file.name);
    found[0].2.clone()
}

fn grade(serial: u32) -> Grade {
    Grade::passed("何清源", &files::id_number(320_102, 19_940_818, serial), "程序设计基础", "3", "85")
}

#[test]
fn what_is_no_template_is_refused_with_a_reason() {
    on_both(|server| {
        let lin = registrar(server);
        let good = files::csv_text(&[grade(1)]);
        let missing: String = good.lines().map(|line| line.rsplit_once(',').unwrap().0.to_owned() + "\n").collect();
        let swapped = good.replacen("姓名,身份证号", "身份证号,姓名", 1);
        let wide = format!("{}\n{}", TEMPLATE_A.join(","), "x,".repeat(100_000));
        let swallowed = good.lines().next().unwrap().to_owned() + "\n\"" + &"甲,乙\n".repeat(20_000);
        let cut = files::workbook("x", &[grade(1)]).bytes[..900].to_vec();
        let strings = files::with_strings(10_000_000_000_000);
        let table: Vec<(File, &str)> = vec![
            (File::csv("empty", ""), "credit.file.empty"),
            (File::csv("heading-only", good.lines().next().unwrap()), "credit.file.no_rows"),
            (File::csv("column-missing", missing), "credit.file.columns_missing"),
            // Wherever the columns stand, they are found: what is wrong is the name under 身份证号.
            (File::csv("columns-swapped", swapped), "credit.row.id_shape"),
            (
                File::csv("utf-16", good.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>()),
                "credit.file.unknown_format",
            ),
            (File::csv("half-utf-8", [good.as_bytes(), &[0xff, 0xc3, 0x28, 0xe4]].concat()), "credit.file.encoding"),
            (File::csv("nulls", vec![0_u8; 4096]), "credit.file.unknown_format"),
            (File::csv("one-endless-line", wide), "credit.row.extra_cells"),
            (File::csv("open-quote", swallowed), "credit.file.record_too_long"),
            (File::xlsx("no-workbook", "neither a workbook nor a table"), "credit.file.header_unknown"),
            (File::xlsx("cut-short", cut.clone()), "credit.file.corrupt"),
            (File::csv("workbook-called-csv-cut", [cut, vec![0]].concat()), "credit.file.corrupt"),
            (strings, "credit.file.bomb"),
        ];
        for (file, code) in &table {
            assert_eq!(refused(&lin, file), *code, "{}", file.name);
        }
        server.stranger().get("/readyz").must(200);
    });
}

#[test]
fn a_zip_bomb_is_refused_without_eating_the_memory() {
    on_both(|server| {
        let lin = registrar(server);
        let bomb = files::zip_bomb(1024);
        assert_eq!(refused(&lin, &bomb), "credit.file.bomb");
        let peak = peak_memory_kilobytes(server);
        assert!(peak < 600_000, "the server grew to {peak} kB over a bomb of {} bytes", bomb.bytes.len());
        server.stranger().get("/readyz").must(200);
    });
}

/// The most memory the server ever held, as the kernel tells it.
fn peak_memory_kilobytes(server: &acceptance::server::Server) -> u64 {
    let status = std::fs::read_to_string(format!("/proc/{}/status", server.process())).expect("the server runs");
    let line = status.lines().find(|line| line.starts_with("VmHWM:")).expect("the kernel tells the peak");
    line.split_whitespace().nth(1).and_then(|number| number.parse().ok()).expect("the peak is a number")
}

#[test]
fn formulas_stay_text_on_the_way_out() {
    on_both(|server| {
        let lin = registrar(server);
        let (mut first, mut second) = (grade(2), grade(3));
        first.course = "=cmd|' /C calc'!A0".into();
        second.course = "@SUM(1+1)".into();
        second.note = "+1+1".into();
        second.month = "209913".into();
        let read = uploaded(&lin, &files::csv_with_bom("formulas", &[first, second]));
        let id = read["id"].as_str().unwrap();
        let rejects = lin.get(&format!("/credit/deposits/{id}/rejects")).must(200);
        let mut reader = csv::Reader::from_reader(&rejects.body[3..]);
        for record in reader.records() {
            for cell in record.expect("rejects are CSV").iter() {
                let live = cell.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠']);
                assert!(!live || cell.parse::<f64>().is_ok(), "a spreadsheet would run {cell:?}");
            }
        }
    });
}

#[test]
fn a_million_rows_are_answered_and_nothing_else_waits() {
    on_both(|server| {
        let lin = registrar(server);
        let mut text = files::csv_text(&[]);
        let row = files::csv_text(&[grade(4)]).lines().nth(1).unwrap().to_owned();
        text.reserve(1_000_000 * (row.len() + 8));
        for number in 0..1_000_000 {
            let _ = writeln!(text, "{}", row.replacen("程序设计基础", &format!("课程{number}"), 1));
        }
        let file = File::csv("million", text);
        let answer = std::thread::scope(|scope| {
            let sending = scope.spawn(|| sent(&lin, &file));
            let mut answered = 0;
            while !sending.is_finished() {
                server.stranger().get("/").must(200);
                answered += 1;
            }
            assert!(answered > 1, "the start page waited for the upload");
            sending.join().expect("the upload ends")
        });
        if answer.status >= 400 {
            assert!(matches!(answer.status, 413 | 422), "{}: {}", answer.status, answer.text());
            assert!(answer.code().contains('.'), "{}", answer.text());
        } else {
            let read = uploaded(&lin, &file);
            assert!(read["state"] == "checked" || read["refusal"] != "", "{read}");
        }
        let peak = peak_memory_kilobytes(server);
        assert!(peak < 1_000_000, "the server grew to {peak} kB over {} bytes", file.bytes.len());
    });
}

#[test]
fn what_was_there_before_a_bad_file_is_there_after_it() {
    on_both(|server| {
        let lin = registrar(server);
        let good = uploaded(&lin, &files::csv_with_bom("good", &[grade(5)]));
        let done = committed(&lin, &good, "all");
        assert_eq!(done["progress"]["deposited"], json!(1), "{done}");
        let wang = server.stranger();
        wang.sign_in(cast::WANG);
        let before: Value = wang.get("/api/credit/passbook").must(200).json();
        for file in [File::csv("noise", vec![0x9f; 10_000]), files::zip_bomb(300)] {
            refused(&lin, &file);
        }
        assert_eq!(wang.get("/api/credit/passbook").must(200).json(), before);
        let kept = lin.get(&format!("/api/credit/deposits/{}", done["id"].as_str().unwrap())).must(200).json();
        assert_eq!(kept["progress"]["deposited"], json!(1));
    });
}
