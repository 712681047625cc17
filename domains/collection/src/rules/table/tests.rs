//! Tables there and back, and tables from strangers.

use std::io::{Cursor, Write};

use directory::import::Grid;
use proptest::prelude::*;

use super::super::sample::{county, county_form, junior, primary, school_form};
use super::{CELL_CHARS_MAX, COLUMNS_MAX, Cell, CellFault, csv, many, one, read_many, read_one, xlsx};
use crate::model::form::{Figure, Form, Kind, Values};

/// The rows of a file as they are read where it is uploaded.
fn rows(bytes: &[u8]) -> Vec<Vec<String>> {
    let grid = Grid::read_wide("table", bytes, CELL_CHARS_MAX, COLUMNS_MAX + 1);
    grid.unwrap_or_else(|fault| panic!("{fault:?}")).rows().to_vec()
}

fn files(cells: &[Vec<Cell>], heads: u32) -> [Vec<u8>; 2] {
    [csv(cells).expect("CSV"), xlsx("学校[表]", cells, heads).expect("XLSX")]
}

#[test]
fn one_return_reads_back_from_both_formats_and_languages() {
    let (school, county_form) = (school_form(), county_form());
    let evidence = super::super::shipped::shipped("evidence").expect("the list");
    let mut texts = Values::new();
    texts.insert("layout_ready".to_owned(), Figure::Number(1.0));
    texts.insert("layout_document".to_owned(), Figure::Text("=HYPERLINK(\"x\"),“引号”, 逗号".to_owned()));
    for (form, own) in
        [(&school, primary(&school)), (&school, junior(&school)), (&county_form, county()), (&evidence, texts)]
    {
        for english in [false, true] {
            for bytes in files(&one(form, &own, Some(&own), english), 1) {
                assert_eq!(read_one(form, &rows(&bytes)), Ok(own.clone()));
            }
        }
    }
}

#[test]
fn many_returns_read_back_with_their_codes() {
    let form = school_form();
    let (a, b) = (primary(&form), junior(&form));
    for english in [false, true] {
        let cells = many(&form, &[("3411220001", "示例一小", &a), ("3411220002", "示例中学", &b)], english);
        for bytes in files(&cells, 2) {
            let read = read_many(&form, &rows(&bytes)).expect("two units");
            let got: Vec<_> = read.iter().map(|unit| (unit.code.as_str(), unit.name.as_str(), &unit.values)).collect();
            assert_eq!(got, [("3411220001", "示例一小", &a), ("3411220002", "示例中学", &b)]);
            assert_eq!(read[1].row, 4);
        }
        // The labels alone are enough of a heading.
        let mut labels = cells;
        labels.remove(1);
        let read = read_many(&form, &rows(&csv(&labels).expect("CSV"))).expect("two units");
        assert_eq!(read[0].values, a);
    }
}

fn told(faults: &[CellFault]) -> Vec<(usize, String, &'static str)> {
    faults.iter().map(|fault| (fault.row, fault.column_letters(), fault.fault.code)).collect()
}

#[test]
fn faults_of_one_return_are_named_by_row_and_column() {
    let form = school_form();
    let text = "字段,数据项,数值\r\nclasses,,二十四\r\nteachers,,NaN\r\nnobody,,1\r\nclasses,,24\r\nequipment_value,,1e309\r\nmusic_rooms,,-0\r\n";
    let faults = read_one(&form, &rows(text.as_bytes())).expect_err("faults");
    assert_eq!(
        told(&faults),
        [
            (2, "C".to_owned(), "collection.form.not_a_number"),
            (3, "C".to_owned(), "collection.form.not_a_number"),
            (4, "A".to_owned(), "collection.form.table.unknown_row"),
            (5, "A".to_owned(), "collection.form.table.row_twice"),
            (6, "C".to_owned(), "collection.form.not_a_number"),
        ]
    );
    // Labels are as good as names, and titles may stand above.
    let read = read_one(&form, &rows("来安县,,\n\n数据项,数值,备注\n教学班总数,24,共\n".as_bytes())).expect("a figure");
    assert_eq!(read.into_iter().collect::<Vec<_>>(), [("classes".to_owned(), Figure::Number(24.0))]);
}

#[test]
fn faults_of_many_returns_are_named_by_row_and_column() {
    let form = school_form();
    let read = |text: &str| read_many(&form, &rows(text.as_bytes())).map_err(|faults| told(&faults));
    for (text, expected) in [
        ("a,b\n1,2\n", (0, "", "collection.form.table.heading_many")),
        ("代码,classes\n", (0, "", "collection.form.table.empty")),
        ("代码,classes,classes\nx,1,1\n", (1, "C", "collection.form.table.column_twice")),
        ("代码,classes,教学班总数（班）\nx,1,1\n", (1, "C", "collection.form.table.column_twice")),
        ("代码,classes,校长\nx,1,无\n", (1, "C", "collection.form.table.unknown_column")),
        ("代码,classes,\nx,1,2\n", (1, "C", "collection.form.table.unknown_column")),
        ("代码,classes\nx,1\nx,2\n", (3, "A", "collection.form.table.unit_twice")),
        ("代码,classes\n,1\n", (2, "A", "collection.form.table.no_code")),
        ("代码,classes\nx,Inf\n", (2, "B", "collection.form.not_a_number")),
        ("代码,classes\nx,1.5\n", (2, "B", "collection.form.not_whole")),
    ] {
        let (row, column, code) = expected;
        assert_eq!(read(text), Err(vec![(row, column.to_owned(), code)]), "{text}");
    }
    let wide = format!("代码,classes{}\n", ",x".repeat(1_000_000));
    let (row, column, code) = (1, String::new(), "collection.form.table.too_wide");
    assert_eq!(read(&wide), Err(vec![(row, column, code)]));
    let units: String = (0..5_001).map(|unit| format!("u{unit},1\n")).collect();
    assert_eq!(
        read(&format!("代码,classes\n{units}")),
        Err(vec![(5_002, String::new(), "collection.form.table.too_many")])
    );
}

#[test]
fn old_encodings_are_read() {
    let form = school_form();
    // “字段,数值” and “教学班总数,24” in GBK, as an old office program saves it.
    let gbk: &[u8] = b"\xd7\xd6\xb6\xce,\xca\xfd\xd6\xb5\r\n\xbd\xcc\xd1\xa7\xb0\xe0\xd7\xdc\xca\xfd,24\r\n";
    let marked = [b"\xef\xbb\xbf".as_slice(), "字段,数值\r\n教学班总数,24\r\n".as_bytes()].concat();
    let wide: Vec<u8> = [0xff, 0xfe]
        .into_iter()
        .chain("字段,数值\n教学班总数,24\n".encode_utf16().flat_map(u16::to_le_bytes))
        .collect();
    for bytes in [gbk, &marked, &wide] {
        let read = read_one(&form, &rows(bytes)).expect("a figure");
        assert_eq!(read["classes"], Figure::Number(24.0));
    }
}

/// A workbook with a part added, as an office program keeps macros.
fn with_part(bytes: &[u8], name: &str, content: &[u8]) -> Vec<u8> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).expect("a workbook");
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for place in 0..archive.len() {
        writer.raw_copy_file(archive.by_index_raw(place).expect("a part")).expect("copied");
    }
    writer.start_file(name, zip::write::SimpleFileOptions::default()).expect("a part");
    writer.write_all(content).expect("written");
    writer.finish().expect("a workbook").into_inner()
}

#[test]
fn workbooks_from_strangers() {
    let form = school_form();
    let own = primary(&form);
    let book = xlsx("表", &one(&form, &own, None, false), 1).expect("XLSX");
    let macros = with_part(&book, "xl/vbaProject.bin", b"Sub Auto_Open()\r\nEnd Sub");
    assert_eq!(read_one(&form, &rows(&macros)), Ok(own), "macros are passed over, figures are read");
    // Something in the millionth row, or further right than any form reaches.
    let far = |row: u32, column: u16| {
        let mut book = rust_xlsxwriter::Workbook::new();
        let sheet = book.add_worksheet();
        for (place, text) in ["代码", "classes"].into_iter().enumerate() {
            sheet.write_string(0, u16::try_from(place).expect("a column"), text).expect("written");
        }
        sheet.write_string(1, 0, "u").expect("written");
        sheet.write_number(row, column, 1.0).expect("written");
        book.save_to_buffer().expect("XLSX")
    };
    let deep =
        Grid::read_wide("deep", &far(1_000_000, 0), CELL_CHARS_MAX, COLUMNS_MAX + 1).map(|_| ()).expect_err("deep");
    assert_eq!(deep.code, "directory.import.too_many_rows");
    let wide = read_many(&form, &rows(&far(1, 510))).map_err(|faults| told(&faults));
    assert_eq!(wide, Err(vec![(2, String::new(), "collection.form.table.too_wide")]));
    for bytes in [&book[..book.len() / 2], b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1", b"\x00\x01\x02"] {
        assert!(Grid::read_wide("broken", bytes, CELL_CHARS_MAX, COLUMNS_MAX + 1).is_err());
    }
}

fn entry(kind: Kind, form: &Form, name: &str, number: u64) -> Option<Figure> {
    let field = form.field(name)?;
    match kind {
        Kind::Choice => Some(Figure::Text(field.options[number as usize % field.options.len()].value.clone())),
        Kind::YesNo => Some(Figure::Number((number % 2) as f64)),
        Kind::Year => Some(Figure::Number((1_800 + number % 300) as f64)),
        Kind::Text => Some(Figure::Text(format!("第{number}号"))),
        _ if super::super::figure::places(field) == 2 => {
            Some(Figure::Number((number % 1_000_000_000_000) as f64 / 100.0))
        }
        _ => Some(Figure::Number((number % 1_000_000_000) as f64)),
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]

    #[test]
    fn random_returns_read_back(numbers in prop::collection::vec(prop::option::of(any::<u64>()), 65)) {
        let form = school_form();
        let own: Values = form
            .fields
            .iter()
            .zip(&numbers)
            .filter_map(|(field, number)| Some((field.name.clone(), entry(field.kind, &form, &field.name, (*number)?)?)))
            .collect();
        for bytes in files(&one(&form, &own, None, false), 1) {
            prop_assert_eq!(read_one(&form, &rows(&bytes)), Ok(own.clone()));
        }
        for bytes in files(&many(&form, &[("u", "", &own)], true), 2) {
            let read = read_many(&form, &rows(&bytes)).expect("a unit");
            prop_assert_eq!(&read[0].values, &own);
        }
    }
}
