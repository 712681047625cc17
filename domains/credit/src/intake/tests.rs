//! Files as they come: every template, both generations, and everything hostile.

use std::io::Write;
use std::ops::ControlFlow;

use units::Refuse;

use self::workbooks::{sheet_row, workbook};
use super::*;
use crate::model::Template;

mod forms;
mod workbooks;

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
