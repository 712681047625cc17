use super::*;
use crate::model::{Level, Ownership};

const HEADER: &str = "学校名称,学校标识码,主管部门,所在地,办学层次,备注";

fn faults(csv: &str) -> Vec<(u32, &'static str, &'static str)> {
    let faults = read("list.csv", csv.as_bytes()).unwrap_err();
    faults.into_iter().map(|fault| (fault.row, fault.column, fault.code)).collect()
}

#[test]
fn a_ministry_list_in_every_encoding() {
    let text = format!(
        "全国普通高等学校名单\r\n\r\n{HEADER}\r\n上海市（1所）,,,,,\r\n复旦大学,4131010246,教育部,上海市,本科,\r\n"
    );
    let (gbk, _, faulty) = encoding_rs::GBK.encode(&text);
    assert!(!faulty);
    let utf16: Vec<u8> = [0xFF, 0xFE].into_iter().chain(text.encode_utf16().flat_map(u16::to_le_bytes)).collect();
    let marked = format!("\u{feff}{text}");
    for (encoding, bytes) in
        [("UTF-8", text.as_bytes()), ("mark", marked.as_bytes()), ("GBK", &gbk), ("UTF-16", &utf16)]
    {
        let rows = read("list.csv", bytes).unwrap_or_else(|faults| panic!("{encoding}: {faults:?}"));
        let [row] = rows.as_slice() else { panic!("{encoding}: {rows:?}") };
        assert_eq!((row.row, row.name.as_str(), row.code.as_str()), (5, "复旦大学", "4131010246"), "{encoding}");
        assert_eq!(row.city.as_deref(), Some("上海市"), "{encoding}");
    }
}

#[test]
fn headings_may_be_written_in_several_ways() {
    let rows = read("list.csv", "code, name ,level\n4131010246,复旦大学,bachelor\n".as_bytes()).unwrap();
    assert_eq!((rows[0].tells_ownership, rows[0].authority.clone(), rows[0].city.clone()), (false, None, None));
    let rows = read("a.csv", "学校（机构）标识码,学校 名称\n4131010246,复旦大学\n".as_bytes()).unwrap();
    assert_eq!(rows.len(), 1);
}

#[test]
fn every_fault_is_named_by_row_and_column() {
    type Case = (&'static str, String, Vec<(u32, &'static str, &'static str)>);
    let cases: Vec<Case> = vec![
        ("empty", String::new(), vec![(0, "code", "directory.import.column_missing")]),
        ("no header", "a,b\n1,2\n".into(), vec![(0, "code", "directory.import.column_missing")]),
        ("no name column", "学校标识码\n4131010246\n".into(), vec![(1, "name", "directory.import.column_missing")]),
        ("header only", format!("{HEADER}\n"), vec![(0, "", "directory.import.no_rows")]),
        (
            "several",
            format!("{HEADER}\n复旦大学,4131010246,教育部,上海市,本科,\n,413101,教育部,上海市,博士,免费\n"),
            vec![
                (3, "code", "codes.school.shape"),
                (3, "name", "form.required"),
                (3, "level", "directory.import.level_unknown"),
                (3, "remark", "directory.import.remark_unknown"),
            ],
        ),
        (
            "twice",
            format!("{HEADER}\n甲,4131010246,,,,\n乙,4131010246,,,,\n"),
            vec![(3, "code", "directory.import.code_twice")],
        ),
    ];
    for (what, csv, expected) in cases {
        assert_eq!(faults(&csv), expected, "{what}");
    }
}

#[test]
fn what_is_no_list() {
    let unreadable = |bytes: &[u8]| read("x.bin", bytes).unwrap_err()[0].code;
    assert_eq!(unreadable(b"PK\x03\x04 no zip"), "directory.import.workbook");
    assert_eq!(unreadable(b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1 binary"), "directory.import.old_workbook");
    assert_eq!(unreadable(b"\x00\x01\x02"), "directory.import.unreadable");
    assert_eq!(unreadable(b"\xff\xff\xff"), "directory.import.encoding");
    assert_eq!(unreadable(&vec![b' '; FILE_BYTES_MAX + 1]), "directory.import.too_large");
}

#[test]
fn long_lists_of_faults_are_cut() {
    let rows: String = (0..5000).map(|n| format!("校{n},{n},,,,\n")).collect();
    assert!(faults(&format!("{HEADER}\n{rows}")).len() <= 310);
}

/// A workbook with texts at the places given: (row from 0, column from 0, text).
fn workbook(cells: &[(u32, u16, &str)]) -> Vec<u8> {
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheet = book.add_worksheet();
    for (row, column, text) in cells {
        sheet.write_string(*row, *column, *text).unwrap();
    }
    book.save_to_buffer().unwrap()
}

#[test]
fn a_workbook_with_a_cell_in_the_last_corner_is_read_or_refused_but_never_spread_out() {
    let corner = read("list.xlsx", &workbook(&[(0, 0, "甲"), (1_048_575, 16_383, "乙")])).unwrap_err();
    assert_eq!(corner[0].code, "directory.import.column_missing");
    let below = read("list.xlsx", &workbook(&[(0, 0, "甲"), (1_048_575, 0, "乙")])).unwrap_err();
    assert_eq!(below[0].code, "directory.import.too_many_rows");
    let list = [(0, 0, "学校标识码"), (0, 1, "学校名称"), (3, 0, "4131010246"), (3, 1, "复旦大学"), (9, 16_383, "x")];
    let rows = read("list.xlsx", &workbook(&list)).unwrap();
    assert_eq!(rows.iter().map(|row| (row.row, row.name.as_str())).collect::<Vec<_>>(), [(4, "复旦大学")]);
}

#[test]
fn many_cells_that_share_a_long_text_are_not_held() {
    let long = "长".repeat(10_000);
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheet = book.add_worksheet();
    for row in 0..5_000 {
        for column in 0..20 {
            sheet.write_string(row, column, &long).unwrap();
        }
    }
    assert_eq!(read("list.xlsx", &book.save_to_buffer().unwrap()).unwrap_err()[0].code, "directory.import.bomb");
}

#[test]
fn our_own_exports_are_read_and_what_no_list_of_the_ministry_names_is_passed_over() {
    let rows = read(
        "institutions.csv",
        "\u{feff}名称,机构代码,所在地,类别,办学层次,举办性质,主管部门,状态\r\n\
         复旦大学,4131010246,上海市,普通本科院校,本科,公办,教育部,有效\r\n\
         某企业,91330100799655058B,杭州市,企业,,民办,,有效\r\n\
         旧校,4131019998,上海市,高职（专科）院校,专科,公办,上海市,已结束\r\n"
            .as_bytes(),
    );
    let rows = rows.unwrap();
    let [row] = rows.as_slice() else { panic!("{rows:?}") };
    assert_eq!((row.level, row.ownership, row.tells_ownership), (Some(Level::Bachelor), Ownership::Public, true));
}

#[test]
fn a_table_of_regions() {
    let rows = regions(
        "regions.csv",
        "行政区划代码,名称,启用,停用,划归\n330103,下城区,1981,2021-04-09,330105\n310225,南汇县,1981,,\n330200,宁波市,1983,,\n"
            .as_bytes(),
    );
    let rows = rows.unwrap();
    let told: Vec<_> = rows.iter().map(|row| (row.region.level.as_str(), row.region.parent.as_deref())).collect();
    assert_eq!(told, [("county", Some("330100")), ("county", Some("310000")), ("city", Some("330000"))]);
    assert_eq!((rows[0].successors.join(" ").as_str(), rows[0].sound.full().as_str()), ("330105", "xiachengqu"));
    let found = |csv: &str| {
        let faults = regions("regions.csv", csv.as_bytes()).unwrap_err();
        faults.into_iter().map(|fault| (fault.column, fault.code)).collect::<Vec<_>>()
    };
    let header = "code,name,level,valid_from,valid_to,successors\n";
    let cases = [
        ("33010,下城区,,1981,,", vec![("region_code", "codes.region.shape")]),
        ("330103,下城区,city,1981,,", vec![("region_level", "directory.import.region_level")]),
        ("330103,下城区,县级,198,,", vec![("valid_from", "directory.import.time")]),
        ("330103,,,2021,2021,x", vec![("region_name", "form.required"), ("successors", "codes.region.shape")]),
        ("330103,下城区,,2021,2021,", vec![("valid_to", "directory.import.time_order")]),
        ("330103,下城区,,1981,,\n330103,下城,,1981,,", vec![("region_code", "directory.import.code_twice")]),
    ];
    for (row, expected) in cases {
        assert_eq!(found(&format!("{header}{row}\n")), expected, "{row}");
    }
}

#[test]
fn a_catalogue_of_majors() {
    let csv = "专业代码,专业名称,目录,门类／专业大类,专业类,学位授予门类\n010101,哲学,普通本科,哲学,哲学类,哲学\n\
               0502107TK,某语,普通本科,文学,外国语言文学类,文学\n410101,种子,高职专科,农林,农业类,\n";
    let rows = majors("majors.csv", csv.as_bytes(), Catalogue::Undergraduate).unwrap();
    let told: Vec<_> = rows.iter().map(|row| &row.major).collect();
    assert_eq!(told.len(), 2, "a row of another catalogue is passed over");
    assert_eq!((told[1].class.as_str(), told[1].special, told[1].controlled), ("0502", true, true));
    assert!(rows[0].tells_degrees && !rows[0].tells_former_code);
    let wrong = majors("majors.csv", "专业代码,专业名称\n410101T,种子\n".as_bytes(), Catalogue::VocationalAssociate);
    assert_eq!(wrong.unwrap_err()[0].code, "directory.import.major_code");
}
