//! Files as they come: every template, both generations, and everything hostile.

use std::io::Write;
use std::ops::ControlFlow;

use units::Refuse;
use zip::write::SimpleFileOptions;

use super::*;
use crate::model::{Class, Grade, Template};

const HEAD_A: &str = "姓名,身份证号,专业名称,课程名称,教育层次代码,教育类别代码,学分,学时,成绩,获得时间,届别,毕业结业肄业,毕业季,备注,学号";

/// An id number of a fixed region whose check character fits.
fn id_number(birth: &str, sequence: u32) -> String {
    let digits = format!("310101{birth}{sequence:03}");
    let weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    let sum: u32 = digits.bytes().zip(weights).map(|(digit, weight)| u32::from(digit - b'0') * weight).sum();
    format!("{digits}{}", char::from(b"10X98765432"[(sum % 11) as usize]))
}

fn person() -> String {
    id_number("19990101", 1)
}

/// A good row of template A with some columns replaced: (place from 0, text).
fn row_a(changes: &[(usize, &str)]) -> String {
    let id = person();
    let mut cells = vec![
        "王小满",
        &id,
        "工程管理",
        "大学英语（一）",
        "85",
        "321",
        "2.5",
        "45",
        "90.0",
        "202506",
        "2025",
        "1261",
        "1321",
        "",
        "2021001",
    ];
    for (place, text) in changes {
        cells[*place] = text;
    }
    cells.join(",")
}

struct ReadFile {
    facts: Result<FileFacts, Stop>,
    good: Vec<Entry>,
    faults: Vec<RowFault>,
}

impl ReadFile {
    fn codes(&self) -> Vec<(u32, &str)> {
        self.faults.iter().map(|fault| (fault.row, fault.code)).collect()
    }

    fn refusal(&self) -> &'static str {
        match &self.facts {
            Err(Stop::Refused(refusal)) => refusal.code(),
            other => panic!("the file is not refused: {other:?}"),
        }
    }
}

fn read_bytes(bytes: &[u8]) -> ReadFile {
    let mut file = tempfile::NamedTempFile::new().unwrap();
    file.write_all(bytes).unwrap();
    file.flush().unwrap();
    let (mut good, mut faults) = (Vec::new(), Vec::new());
    let facts = read(file.path(), Day::parse("2026-03-01").unwrap(), None, &mut |found| {
        match found {
            Found::Good(entry) => good.push(*entry),
            Found::Fault(fault) => faults.push(fault),
            Found::Row(..) => {}
        }
        ControlFlow::Continue(())
    });
    ReadFile { facts, good, faults }
}

fn read_a(rows: &[String]) -> ReadFile {
    read_bytes(format!("{HEAD_A}\n{}\n", rows.join("\n")).as_bytes())
}

#[test]
fn a_good_row_is_read_exactly() {
    let read = read_a(&[row_a(&[])]);
    assert_eq!(read.codes(), []);
    let entry = &read.good[0];
    assert_eq!(entry.row, 2);
    assert_eq!(entry.credit.hundredths(), 250);
    assert_eq!(entry.grade.text(), "90");
    assert_eq!(entry.level, "undergraduate");
    assert_eq!(entry.category, "adult");
    assert_eq!(entry.ending, "graduated");
    assert_eq!(entry.obtained.to_string(), "202506");
    let facts = read.facts.unwrap();
    assert_eq!((facts.template, facts.encoding, facts.rows, facts.bad_rows), (Template::A, "utf-8", 1, 0));
    assert_eq!(facts.generation, Some(codes::CodeGeneration::Second));
}

#[test]
fn every_encoding_of_the_same_file_reads_the_same() {
    let text = format!("{HEAD_A}\r\n{}\r\n", row_a(&[]));
    let with_mark = [b"\xef\xbb\xbf".as_slice(), text.as_bytes()].concat();
    let (gb, _, unmappable) = encoding_rs::GB18030.encode(&text);
    assert!(!unmappable);
    let expected = read_bytes(text.as_bytes()).good;
    for (bytes, encoding) in [(with_mark.as_slice(), "utf-8"), (&gb, "gb18030")] {
        let read = read_bytes(bytes);
        assert_eq!(read.facts.unwrap().encoding, encoding);
        assert_eq!(read.good, expected);
    }
    let tabs = text.replace(',', "\t");
    assert_eq!(read_bytes(tabs.as_bytes()).good, expected);
}

#[test]
fn every_cell_has_its_fault() {
    let long = "长".repeat(300);
    let future = id_number("20270101", 1);
    let cases: &[(usize, &str, &str)] = &[
        (0, "", "credit.row.missing"),
        (0, &long, "credit.row.too_long"),
        (0, "王\u{1}满", "credit.row.control"),
        (1, "", "credit.row.missing"),
        (1, "31010119990101001", "credit.row.id_shape"),
        (1, "990101199901010010", "credit.row.id_region"),
        (1, "310101199913010010", "credit.row.id_birth"),
        (1, "310101199901010000", "credit.row.id_check"),
        (1, &future, "credit.row.id_birth"),
        (2, "", "credit.row.missing"),
        (3, "", "credit.row.missing"),
        (4, "99", "credit.row.code"),
        (4, "20", "credit.row.generations_in_row"),
        (5, "", "credit.row.missing"),
        (6, "0", "credit.row.not_positive"),
        (6, "-1", "credit.row.not_positive"),
        (6, "2.555", "credit.row.too_fine"),
        (6, "1e3", "credit.row.not_a_number"),
        (6, "NaN", "credit.row.not_a_number"),
        (6, "100.01", "credit.row.too_much"),
        (6, "99999999999999999999", "credit.row.too_much"),
        (7, "x", "credit.row.not_a_number"),
        (8, "", "credit.row.missing"),
        (8, "59", "credit.row.not_passed"),
        (8, "不及格", "credit.row.not_passed"),
        (8, "101", "credit.row.grade"),
        (8, "八十", "credit.row.grade"),
        (8, "免修", "credit.row.exempted"),
        (9, "202513", "credit.row.month"),
        (9, "2025-06", "credit.row.month"),
        (9, "2025年", "credit.row.month"),
        (9, "202604", "credit.row.month_future"),
        (9, "190001", "credit.row.month_early"),
        (10, "25", "credit.row.cohort"),
        (10, "2099", "credit.row.cohort"),
        (11, "1690", "credit.row.not_graduating"),
        (12, "1323", "credit.row.code"),
        (9, "202507", "credit.row.season"),
        (13, "免考", "credit.row.exempted"),
        (13, "该生此课程：免修。", "credit.row.exempted"),
        (3, "#N/A", "credit.row.error_value"),
    ];
    for (place, text, code) in cases {
        let read = read_a(&[row_a(&[(*place, text)])]);
        assert!(read.codes().contains(&(2, *code)), "column {place} {text:?}: {:?}", read.codes());
        assert!(read.good.is_empty(), "column {place} {text:?} was taken");
        for fault in read.faults.iter().filter(|fault| ["姓名", "身份证号"].contains(&fault.column.as_str())) {
            assert_eq!(fault.args.get("value"), None, "a fault repeats what is personal");
        }
    }
}

#[test]
fn what_may_be_empty_or_odd_is_taken() {
    let lower = person().to_lowercase();
    for changes in [
        vec![(7, ""), (13, ""), (14, "")],
        vec![(8, "优秀")],
        vec![(8, "60")],
        vec![(6, "0.5")],
        vec![(10, "2025届")],
        vec![(12, "1322"), (9, "202512")],
        vec![(1, lower.as_str())],
        vec![(3, "=1+1")],
        vec![(0, "-王")],
        vec![(4, "20"), (5, "30"), (11, "40"), (12, "50")],
    ] {
        let read = read_a(&[row_a(&changes)]);
        assert_eq!(read.codes(), [], "{changes:?}");
    }
    let read = read_a(&[row_a(&[(3, "=HYPERLINK(1)")])]);
    assert_eq!(read.good[0].course, "=HYPERLINK(1)", "a formula stays text");
}

#[test]
fn of_repeated_attempts_the_best_and_then_the_latest_is_kept() {
    let attempt = |grade: &str, month: &str| row_a(&[(8, grade), (9, month)]);
    let cases: &[(&[(&str, &str)], u32)] = &[
        (&[("70", "202406"), ("90", "202506"), ("80", "202501")], 3),
        (&[("90", "202406"), ("90", "202506")], 3),
        (&[("90", "202506"), ("90", "202406")], 2),
        (&[("90", "202506"), ("90", "202506")], 3),
        (&[("优", "202406"), ("89", "202506")], 2),
    ];
    for (attempts, kept) in cases {
        let rows: Vec<String> = attempts.iter().map(|(grade, month)| attempt(grade, month)).collect();
        let read = read_a(&rows);
        let lost: Vec<u32> = read.faults.iter().map(|fault| fault.row).collect();
        let expected: Vec<u32> = (2..2 + rows.len() as u32).filter(|row| row != kept).collect();
        let mut sorted = lost.clone();
        sorted.sort_unstable();
        assert_eq!(sorted, expected, "{attempts:?}");
        for fault in &read.faults {
            assert_eq!((fault.code, fault.args.get("row")), ("credit.row.better_attempt", Some(&*kept.to_string())));
        }
    }
    let other = read_a(&[row_a(&[]), row_a(&[(3, "大学英语（二）")])]);
    assert_eq!(other.codes(), [], "another course is no attempt at the first");
}

#[test]
fn attempts_are_found_however_far_apart_they_stand() {
    // More rows than are compared in memory: first every course with 70, then every course with a grade around it.
    const COURSES: u32 = 40_000;
    let attempt = |course: u32, grade: u32| row_a(&[(3, &format!("课程{course}")), (8, &grade.to_string())]);
    let first = (0..COURSES).map(|course| attempt(course, 70));
    let rows: Vec<String> = first.chain((0..COURSES).map(|course| attempt(course, 69 + course % 3))).collect();
    let read = read_a(&rows);
    let lost: std::collections::BTreeSet<u32> = read.faults.iter().map(|fault| fault.row).collect();
    // An equal grade of the same month goes to the later row.
    let expected = (0..COURSES).map(|course| if course % 3 == 0 { course + 2 + COURSES } else { course + 2 }).collect();
    assert_eq!(lost, expected);
    assert_eq!(read.facts.unwrap().bad_rows, u64::from(COURSES));
}

#[test]
fn a_row_of_another_generation_is_no_attempt() {
    let old = row_a(&[(4, "20"), (5, "30"), (8, "99"), (11, "40"), (12, "50")]);
    let read = read_a(&[row_a(&[(8, "70")]), row_a(&[(3, "乙")]), old]);
    assert_eq!(read.codes(), [(4, "credit.row.generation")]);
}

#[test]
fn a_remark_is_an_exemption_only_in_words_of_its_own_and_in_template_a() {
    for remark in ["免试入学", "该生免试升学", "减免学费"] {
        assert_eq!(read_a(&[row_a(&[(13, remark)])]).codes(), [], "{remark}");
    }
    let head: Vec<&str> = Template::B.columns().iter().map(|(header, _)| *header).collect();
    let row = format!(
        "王小满,{},0001,01,工程管理,英语,江苏开放大学,85,321,3,,85,202406,2025,1261,1321,免修,,85,T1,目标,2.5,202506,工程管理",
        person()
    );
    assert_eq!(read_bytes(format!("{}\n{row}\n", head.join(",")).as_bytes()).codes(), []);
}

#[test]
fn a_file_speaks_one_generation() {
    let old = row_a(&[(3, "甲"), (4, "20"), (5, "30"), (11, "40"), (12, "50")]);
    let read = read_a(&[row_a(&[]), old.clone(), row_a(&[(3, "乙")])]);
    assert_eq!(read.codes(), [(3, "credit.row.generation")]);
    let facts = read.facts.unwrap();
    assert_eq!((facts.generation, facts.bad_rows), (Some(codes::CodeGeneration::Second), 1));
    let elder = read_a(&[old.clone(), old.replace('甲', "丙"), row_a(&[])]);
    assert_eq!(elder.codes(), [(4, "credit.row.generation")]);
}

#[test]
fn templates_are_recognised_by_their_header() {
    for template in Template::ALL {
        let header: Vec<&str> = template.columns().iter().map(|(header, _)| *header).collect();
        let cells: Vec<Cell> = header.iter().map(|text| Cell { text: (*text).to_owned(), number: false }).collect();
        let layout = recognise(&cells).unwrap().unwrap();
        assert_eq!(layout.template, *template);
    }
    let shuffled = "课程名称,姓名,身份证号,专业名称,教育层次代码,教育类别代码,学分,学时,成绩,获得时间(yyyyMM),届别,毕业/结业/肄业,毕业季,备注,学号";
    let id = person();
    let row = format!("高等数学,王小满,{id},工程管理,85,321,4,72,88,202506,2025,1261,1321,,1");
    let read = read_bytes(format!("上海某校成绩表\n{shuffled}\n{row}\n").as_bytes());
    assert_eq!(read.codes(), []);
    assert_eq!((read.good[0].course.as_str(), read.good[0].row), ("高等数学", 3));
}

#[test]
fn a_rejects_file_is_recognised_with_what_it_adds() {
    for (locale, words) in crate::DOMAIN.words {
        for key in ["credit-rejects-row", "credit-rejects-reason"] {
            let said = words.lines().find_map(|line| line.strip_prefix(key)?.strip_prefix(" = ")).unwrap();
            assert!(REJECT_HEADERS.contains(&said), "{key} in {locale}: {said}");
        }
    }
    let text = format!("{HEAD_A},原文件行号,退回原因\n{},7,成绩：太低\n", row_a(&[(3, "'=1+1"), (13, "'-")]));
    let read = read_bytes(text.as_bytes());
    assert_eq!(read.codes(), []);
    assert_eq!((read.good[0].course.as_str(), read.good[0].remark.as_str()), ("=1+1", "-"));
    let beyond = read_bytes(text.replace("太低", "太低,还有").as_bytes());
    assert_eq!(beyond.codes(), [(2, "credit.row.extra_cells")]);
}

#[test]
fn certificates_and_conversions_are_read() {
    let id = person();
    let head: Vec<&str> = Template::C.columns().iter().map(|(header, _)| *header).collect();
    let row = format!(
        "王小满,{id},0001,02,技能等级证书,网络工程师,中级,某发证机构,,,0,,合格,202405,85,C101,计算机网络,3,202506,软件工程"
    );
    let read = read_bytes(format!("{}\n{row}\n", head.join(",")).as_bytes());
    assert_eq!(read.codes(), []);
    let entry = &read.good[0];
    assert_eq!((entry.credit.hundredths(), entry.certificate_level.as_str()), (0, "中级"));
    let converted = entry.converted.as_ref().unwrap();
    assert_eq!((converted.code.as_str(), converted.credit.hundredths()), ("C101", 300));
    let heavy = row.replace(",0,,合格", ",2.5,,合格");
    let read = read_bytes(format!("{}\n{heavy}\n", head.join(",")).as_bytes());
    assert_eq!(read.codes(), [(2, "credit.row.certificate_credit")]);
    let wrong = row.replace(",02,", ",01,").replace("202506", "202401");
    let read = read_bytes(format!("{}\n{wrong}\n", head.join(",")).as_bytes());
    let codes: Vec<&str> = read.faults.iter().map(|fault| fault.code).collect();
    assert_eq!(codes, ["credit.row.source_kind", "credit.row.converted_early"]);
}

#[test]
fn files_that_are_no_deposit_are_refused_with_a_reason() {
    let missing = HEAD_A.replace(",成绩", "");
    let unknown = format!("{HEAD_A},密码");
    let repeated = format!("{HEAD_A},姓名");
    let open = format!("{HEAD_A}\n\"{}", "长".repeat(800_000));
    let cases: Vec<(Vec<u8>, &str)> = vec![
        (Vec::new(), "credit.file.empty"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".to_vec(), "credit.file.old_excel"),
        (b"%PDF-1.7\n".to_vec(), "credit.file.unknown_format"),
        (b"a\0b".to_vec(), "credit.file.unknown_format"),
        (b"\xff\xfe\x31\x00".to_vec(), "credit.file.encoding"),
        (b"\xff\xff\xff".to_vec(), "credit.file.encoding"),
        (b"a,b,c\n1,2,3\n\n\n\n4,5,6\n".to_vec(), "credit.file.header_unknown"),
        (missing.into_bytes(), "credit.file.columns_missing"),
        (unknown.into_bytes(), "credit.file.columns_unknown"),
        (repeated.into_bytes(), "credit.file.columns_repeated"),
        (HEAD_A.as_bytes().to_vec(), "credit.file.no_rows"),
        (open.into_bytes(), "credit.file.record_too_long"),
        (b"PK\x03\x04 not really".to_vec(), "credit.file.corrupt"),
    ];
    for (bytes, code) in cases {
        let shown = String::from_utf8_lossy(&bytes[..bytes.len().min(20)]).into_owned();
        assert_eq!(read_bytes(&bytes).refusal(), code, "{shown}");
    }
}

#[test]
fn blank_lines_do_not_shift_the_numbering() {
    let text = format!("{HEAD_A}\n\n{}\n,,,\n\n{}\n", row_a(&[]), row_a(&[(8, "10")]));
    let read = read_bytes(text.as_bytes());
    assert_eq!(read.good[0].row, 3);
    assert_eq!(read.codes(), [(6, "credit.row.not_passed")]);
}

/// A workbook whose sheet is written by hand, so that it can be as odd as it likes.
fn workbook(rows: &str, more: &[(&str, Vec<u8>)]) -> Vec<u8> {
    book(&[("S", "visible", rows.to_owned())], more)
}

/// A workbook of several sheets: name, state, rows.
fn book(sheets: &[(&str, &str, String)], more: &[(&str, Vec<u8>)]) -> Vec<u8> {
    let mut archive = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let mut part = |name: &str, text: &[u8]| {
        archive.start_file(name, SimpleFileOptions::default()).unwrap();
        archive.write_all(text).unwrap();
    };
    part("[Content_Types].xml", br#"<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>"#);
    part("_rels/.rels", br#"<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>"#);
    let (mut listed, mut related) = (String::new(), String::new());
    for (place, (name, state, rows)) in sheets.iter().enumerate() {
        let number = place + 1;
        listed.push_str(&format!(r#"<sheet name="{name}" sheetId="{number}" state="{state}" r:id="rId{number}"/>"#));
        related.push_str(&format!(r#"<Relationship Id="rId{number}" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet{number}.xml"/>"#));
        let sheet = format!(
            r#"<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>{rows}</sheetData></worksheet>"#
        );
        part(&format!("xl/worksheets/sheet{number}.xml"), sheet.as_bytes());
    }
    part("xl/workbook.xml", format!(r#"<?xml version="1.0"?><workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets>{listed}</sheets></workbook>"#).as_bytes());
    part("xl/_rels/workbook.xml.rels", format!(r#"<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{related}</Relationships>"#).as_bytes());
    for (name, bytes) in more {
        part(name, bytes);
    }
    archive.finish().unwrap().into_inner()
}

fn sheet_row(number: u32, cells: &[&str]) -> String {
    let cells: String = cells
        .iter()
        .map(|text| match text.strip_prefix('#') {
            Some(number) => format!("<c><v>{number}</v></c>"),
            None => format!(r#"<c t="inlineStr"><is><t>{text}</t></is></c>"#),
        })
        .collect();
    format!(r#"<row r="{number}">{cells}</row>"#)
}

#[test]
fn a_workbook_reads_like_the_table() {
    let header: Vec<&str> = HEAD_A.split(',').collect();
    let row = row_a(&[
        (4, "#85"),
        (5, "#321"),
        (6, "#2.5"),
        (7, "#45"),
        (8, "#90"),
        (9, "#202506"),
        (10, "#2025"),
        (11, "#1261"),
        (12, "#1321"),
    ]);
    let cells: Vec<&str> = row.split(',').collect();
    let read = read_bytes(&workbook(&(sheet_row(1, &header) + &sheet_row(2, &cells)), &[]));
    assert_eq!(read.codes(), []);
    assert_eq!(read.good, read_a(&[row_a(&[])]).good);
    let number = format!("#{}", person());
    let mut cells = cells.clone();
    cells[1] = &number;
    let read = read_bytes(&workbook(&(sheet_row(1, &header) + &sheet_row(2, &cells)), &[]));
    assert_eq!(read.codes(), [(2, "credit.row.id_as_number")]);
}

#[test]
fn a_workbook_that_would_burst_is_not_unpacked() {
    let bomb = vec![b' '; 64 * 1024 * 1024];
    let read = read_bytes(&workbook("", &[("xl/media/x.xml", bomb)]));
    assert_eq!(read.refusal(), "credit.file.bomb");
    let liar = workbook("", &[("xl/media/x.xml", vec![b'x'; 4096])]);
    // The size is declared in the directory and in front of the part; both are made to say one byte.
    let declared = 4096u32.to_le_bytes();
    let mut lying = liar.clone();
    let mut at = 0;
    while let Some(found) = lying[at..].windows(4).position(|window| window == declared) {
        lying[at + found..at + found + 4].copy_from_slice(&1u32.to_le_bytes());
        at += found + 4;
    }
    assert_ne!(lying, liar);
    let code = read_bytes(&lying).refusal();
    assert!(["credit.file.bomb", "credit.file.corrupt"].contains(&code), "{code}");
}

#[test]
fn a_workbook_that_claims_more_than_it_holds_is_not_read() {
    let strings = |count: &str| {
        let text = format!(
            r#"<?xml version="1.0"?><sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" uniqueCount="{count}"><si><t>x</t></si></sst>"#
        );
        text.into_bytes()
    };
    let long = |name: &str| (name.to_owned(), format!("<a>{}</a>", "x".repeat(300_000)).into_bytes());
    let large = |name: &str, bytes: usize| (name.to_owned(), b"<a>012345678".repeat(bytes / 12 + 1));
    let cases: Vec<((String, Vec<u8>), &str)> = vec![
        (("xl/sharedStrings.xml".into(), strings("10000000000000")), "credit.file.bomb"),
        (("XL/SharedSTRINGS.xml".into(), strings("10000000000000")), "credit.file.bomb"),
        (("xl/sharedStrings.xml".into(), strings("1")), "credit.file.empty"),
        (long("xl/styles.xml"), "credit.file.bomb"),
        (large("xl/theme/theme1.xml", 17 * 1024 * 1024), "credit.file.bomb"),
        (large("xl/sharedStrings.xml", 65 * 1024 * 1024), "credit.file.bomb"),
    ];
    for ((name, bytes), code) in cases {
        let size = bytes.len();
        assert_eq!(read_bytes(&workbook("", &[(name.as_str(), bytes)])).refusal(), code, "{name} of {size}");
    }
}

#[test]
fn a_reader_that_gives_out_has_found_a_damaged_file_and_a_caller_that_does_is_its_own_affair() {
    let mut file = tempfile::NamedTempFile::new().unwrap();
    file.write_all(format!("{HEAD_A}\n{}\n", row_a(&[])).as_bytes()).unwrap();
    let today = Day::parse("2026-03-01").unwrap();
    let caught = std::panic::catch_unwind(|| read(file.path(), today, None, &mut |_| panic!("the caller")).is_ok());
    assert!(caught.is_err());
}

#[test]
fn the_visible_sheet_with_the_header_is_read_and_a_second_one_is_named() {
    let rows = |course: &str| {
        let row = row_a(&[(3, course)]);
        let header = sheet_row(1, &HEAD_A.split(',').collect::<Vec<_>>());
        header + &sheet_row(2, &row.split(',').collect::<Vec<_>>())
    };
    let notes = || sheet_row(1, &["填表说明"]);
    let read = read_bytes(&book(
        &[
            ("旧", "hidden", rows("甲")),
            ("说明", "visible", notes()),
            ("成绩", "visible", rows("乙")),
            ("空", "visible", String::new()),
        ],
        &[],
    ));
    assert_eq!(read.codes(), []);
    assert_eq!(read.good.iter().map(|entry| entry.course.as_str()).collect::<Vec<_>>(), ["乙"]);
    let two = read_bytes(&book(&[("春季", "visible", rows("甲")), ("秋季", "visible", rows("乙"))], &[]));
    assert_eq!(
        two.facts.map(|_| ()).map_err(|stop| match stop {
            Stop::Refused(refusal) => refusal,
            other => panic!("{other:?}"),
        }),
        Err(FileRefusal::MoreSheets("秋季".into()))
    );
    let hidden = read_bytes(&book(&[("成绩", "veryHidden", rows("甲"))], &[]));
    assert_eq!(hidden.refusal(), "credit.file.empty");
}

#[test]
fn computed_numbers_are_read_as_they_are_shown_and_errors_are_named() {
    let header = sheet_row(1, &HEAD_A.split(',').collect::<Vec<_>>());
    let row = row_a(&[(6, "#2.5000000000000004"), (8, "#89.60000000000001"), (9, "#202506")]);
    let error = row_a(&[(3, "别的"), (13, "#REF!")]);
    let cells = |row: &str| row.split(',').map(str::to_owned).collect::<Vec<_>>();
    let (row, error) = (cells(&row), cells(&error));
    let second = sheet_row(3, &error.iter().map(String::as_str).collect::<Vec<_>>())
        .replace("<c><v>REF!</v></c>", r#"<c t="e"><v>#REF!</v></c>"#);
    let first = sheet_row(2, &row.iter().map(String::as_str).collect::<Vec<_>>());
    let read = read_bytes(&workbook(&(header + &first + &second), &[]));
    assert_eq!(read.codes(), [(3, "credit.row.error_value")]);
    assert_eq!((read.good[0].grade.text(), read.good[0].credit.hundredths()), ("89.6".to_owned(), 250));
}

#[test]
fn an_unclosed_quotation_mark_does_not_swallow_the_good_rows_behind_it() {
    let mut rows = vec![row_a(&[]), row_a(&[(3, "\"高等数学")])];
    rows.extend((0..2_000).map(|at| row_a(&[(3, &format!("课程{at}"))])));
    let text = format!("{HEAD_A}\n{}\n", rows.join("\n"));
    assert!(text.len() > 200_000 && text.len() < 1_000_000, "{}", text.len());
    let read = read_bytes(text.as_bytes());
    assert!(matches!(read.facts, Err(Stop::Refused(FileRefusal::RecordTooLong(3)))), "{:?}", read.facts);
    // A remark of three lines is one record still.
    let remark = read_a(&[row_a(&[(13, "\"一\n二\n三\"")]), row_a(&[(3, "别的"), (8, "10")])]);
    assert_eq!(remark.codes(), [(2, "credit.row.control"), (3, "credit.row.not_passed")]);
}

#[test]
fn too_many_rows_and_too_many_faults_end_the_reading() {
    let mut rows = String::from(HEAD_A);
    for _ in 0..=FAULTS_MAX {
        rows.push_str("\nx");
    }
    assert_eq!(read_bytes(rows.as_bytes()).refusal(), "credit.file.faults_max");
    let far = sheet_row(1, &HEAD_A.split(',').collect::<Vec<_>>()) + &sheet_row(1_048_576, &["x"]);
    assert_eq!(read_bytes(&workbook(&far, &[])).refusal(), "credit.file.rows_max");
}

/// A row of the general form: class, title, issuer, and the cells from 教育层次代码 to 毕业季.
fn row_general(class: &str, title: &str, issuer: &str, measured: &str) -> String {
    format!("{class},王小满,{},,{title},{issuer},,,,{measured},", person())
}

#[test]
fn the_general_form_asks_of_each_class_what_it_has() {
    let head: Vec<&str> = Template::General.columns().iter().map(|(header, _)| *header).collect();
    let course = row_general("课程", "经济法", "", "85,321,2,36,91,202506,2025,1261,1321");
    for (row, expected) in [
        (course.replacen(",,,,85", ",工程管理,,,85", 1), vec![]),
        (course.clone(), vec![("专业名称", "credit.row.missing")]),
        (row_general("职业培训", "电工实训", "", ",,,48,,202505,,,"), vec![]),
        (row_general("training", "电工实训", "某培训中心", ",,1.5,48,合格,202505,,,"), vec![]),
        (row_general("志愿服务", "社区服务", "", ",,,,,202505,,,"), vec![]),
        (row_general("在线学习", "数据结构", "", ",,2,,59,202505,,,"), vec![("成绩", "credit.row.not_passed")]),
        (row_general("资格证书", "英语四级", "教育部", ",,0,,425,202406,,,"), vec![]),
        (row_general("证书", "英语四级", "", ",,,,,202406,,,"), vec![("颁发机构", "credit.row.missing")]),
        (
            row_general("资格证书", "英语四级", "教育部", ",,2,,,202406,,,"),
            vec![("学分", "credit.row.certificate_credit")],
        ),
        (row_general("旁听", "讲座", "", ",,,2,,202406,,,"), vec![("成果类别", "credit.row.class")]),
        (row_general("", "讲座", "", ",,,2,,202406,,,"), vec![("成果类别", "credit.row.missing")]),
        (
            row_general("课程", "经济法", "", ",,,,,202506,,,"),
            ["专业名称", "教育层次代码", "教育类别代码", "学分", "成绩", "届别", "毕业结业肄业", "毕业季"]
                .map(|column| (column, "credit.row.missing"))
                .to_vec(),
        ),
    ] {
        let read = read_bytes(format!("{}\n{row}\n", head.join(",")).as_bytes());
        let found: Vec<(&str, &str)> = read.faults.iter().map(|fault| (fault.column.as_str(), fault.code)).collect();
        assert_eq!(found, expected, "{row}");
        assert_eq!(read.good.len(), usize::from(expected.is_empty()), "{row}");
    }
}

#[test]
fn hours_without_credit_and_a_class_of_its_own_make_an_outcome() {
    let head: Vec<&str> = Template::General.columns().iter().map(|(header, _)| *header).collect();
    let rows = [
        row_general("职业培训", "电工", "", ",,,48,,202505,,,"),
        row_general("实习实践", "电工", "", ",,,160,,202505,,,"),
        row_general("职业培训", "电工", "", ",,,40,,202504,,,"),
    ];
    let read = read_bytes(format!("{}\n{}\n", head.join(","), rows.join("\n")).as_bytes());
    // The same name in another class is another achievement; the same training twice is one.
    assert_eq!(read.codes(), [(4, "credit.row.better_attempt")]);
    let entry = &read.good[0];
    assert_eq!((entry.class, entry.credit.hundredths(), entry.hours_hundredths), (Class::Training, 0, Some(4_800)));
    assert_eq!((entry.grade, entry.cohort, entry.level), (Grade::Held, None, ""));
}

mod best_attempt {
    //! Whatever the order of the rows, the same attempt is kept.

    use proptest::prelude::*;

    use super::*;

    proptest! {
        #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]
        #[test]
        fn the_best_is_kept_whatever_the_order(attempts in prop::collection::vec((60u32..=100, 1u32..=12), 1..12)) {
            let rows: Vec<String> = attempts
                .iter()
                .map(|(grade, month)| row_a(&[(8, &grade.to_string()), (9, &format!("2024{month:02}"))]))
                .collect();
            let read = read_a(&rows);
            let lost: std::collections::BTreeSet<u32> = read.faults.iter().map(|fault| fault.row).collect();
            let kept: Vec<(u32, u32)> = (0..rows.len())
                .filter(|at| !lost.contains(&(*at as u32 + 2)))
                .map(|at| attempts[at])
                .collect();
            prop_assert_eq!(kept, vec![*attempts.iter().max().unwrap()]);
        }
    }
}
