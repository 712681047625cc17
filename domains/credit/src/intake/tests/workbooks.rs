//! Workbooks: like the table, and hostile ones.

use std::io::Write;

use zip::write::SimpleFileOptions;

use super::*;

/// A workbook whose sheet is written by hand, so that it can be as odd as it likes.
pub(super) fn workbook(rows: &str, more: &[(&str, Vec<u8>)]) -> Vec<u8> {
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

pub(super) fn sheet_row(number: u32, cells: &[&str]) -> String {
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
