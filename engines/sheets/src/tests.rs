//! Workbooks written by hand, so that they can be as odd as they like.

use std::io::{Cursor, Write};

use zip::write::SimpleFileOptions;

use super::*;

const LIMITS: Limits = Limits {
    unpacked_bytes: 64 * 1024 * 1024,
    shared_strings_bytes: 1024 * 1024,
    rows: 1_000,
    columns: 8,
    cell_chars: 20,
};
const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";

fn workbook(rows: &str, more: &[(&str, Vec<u8>)]) -> Vec<u8> {
    let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let mut part = |name: &str, text: &[u8]| {
        archive.start_file(name, SimpleFileOptions::default()).unwrap();
        archive.write_all(text).unwrap();
    };
    part("[Content_Types].xml", br#"<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>"#);
    part("_rels/.rels", br#"<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>"#);
    part("xl/workbook.xml", format!(r#"<?xml version="1.0"?><workbook xmlns="{MAIN}" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="S" sheetId="1" r:id="rId1"/></sheets></workbook>"#).as_bytes());
    part("xl/_rels/workbook.xml.rels", br#"<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>"#);
    let sheet = format!(r#"<?xml version="1.0"?><worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData></worksheet>"#);
    part("xl/worksheets/sheet1.xml", sheet.as_bytes());
    for (name, bytes) in more {
        part(name, bytes);
    }
    archive.finish().unwrap().into_inner()
}

fn cell(place: &str, text: &str) -> String {
    format!(r#"<c r="{place}" t="inlineStr"><is><t>{text}</t></is></c>"#)
}

fn row(number: u32, cells: &str) -> String {
    format!(r#"<row r="{number}">{cells}</row>"#)
}

fn read(bytes: &[u8]) -> Result<Vec<(u32, Vec<String>)>, Stop> {
    let mut found = Vec::new();
    rows(&mut Cursor::new(bytes), &LIMITS, None, &mut |row, cells| {
        found.push((row, cells.iter().map(|cell| cell.text.clone()).collect()));
        ControlFlow::Continue(())
    })?;
    Ok(found)
}

fn refused(bytes: &[u8]) -> Refusal {
    match read(bytes) {
        Err(Stop::Refused(refusal)) => refusal,
        other => panic!("not refused: {other:?}"),
    }
}

#[test]
fn rows_keep_their_numbers_and_cells_their_places() {
    let sheet = row(1, &cell("A1", " 甲 ")) + &row(4, &(cell("B4", "乙") + r#"<c r="C4"><v>4131010246</v></c>"#));
    let found = read(&workbook(&sheet, &[])).unwrap();
    let texts = |texts: &[&str]| texts.iter().map(|text| (*text).to_owned()).collect::<Vec<_>>();
    assert_eq!(found, [(1, texts(&["甲"])), (4, texts(&["", "乙", "4131010246"]))]);
}

#[test]
fn a_cell_in_the_last_corner_costs_nothing() {
    let corner = row(1, &cell("A1", "甲")) + &row(1_048_576, &cell("XFD1048576", "乙"));
    // The cell lies right of every column that is looked at, so its row is blank.
    assert_eq!(read(&workbook(&corner, &[])).unwrap().len(), 1);
    let below = row(1, &cell("A1", "甲")) + &row(1_048_576, &cell("A1048576", "乙"));
    assert_eq!(refused(&workbook(&below, &[])), Refusal::TooManyRows);
}

#[test]
fn what_would_burst_is_not_unpacked() {
    let blanks = |megabytes: usize| vec![b' '; megabytes * 1024 * 1024];
    assert_eq!(refused(&workbook("", &[("xl/media/x.xml", blanks(32))])), Refusal::Bomb, "too dense");
    assert_eq!(refused(&workbook("", &[("xl/sharedStrings.xml", blanks(2))])), Refusal::Bomb, "held in memory");
    let many: Vec<(String, Vec<u8>)> = (0..10).map(|n| (format!("xl/media/{n}.xml"), blanks(7))).collect();
    let many: Vec<(&str, Vec<u8>)> = many.iter().map(|(name, bytes)| (name.as_str(), bytes.clone())).collect();
    assert_eq!(refused(&workbook("", &many)), Refusal::Bomb, "too much together");
}

#[test]
fn a_long_text_is_cut_and_a_caller_may_stop() {
    let found = read(&workbook(&row(1, &cell("A1", &"长".repeat(5_000))), &[])).unwrap();
    assert_eq!(found[0].1[0].chars().count(), LIMITS.cell_chars);
    let two = workbook(&(row(1, &cell("A1", "甲")) + &row(2, &cell("A2", "乙"))), &[]);
    let mut taken = 0;
    let stopped = rows(&mut Cursor::new(two), &LIMITS, None, &mut |_, _| {
        taken += 1;
        ControlFlow::Break(())
    });
    assert_eq!((stopped, taken), (Err(Stop::Caller), 1));
}

#[test]
fn what_is_no_workbook() {
    assert_eq!(refused(b""), Refusal::Corrupt);
    assert_eq!(refused(b"PK\x03\x04 not really"), Refusal::Corrupt);
    assert_eq!(refused(&workbook("", &[])), Refusal::Empty);
    let back = row(2, &cell("A2", "甲")) + &row(1, &cell("A1", "乙"));
    assert_eq!(refused(&workbook(&back, &[])), Refusal::Corrupt);
}
