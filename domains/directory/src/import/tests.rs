use super::*;

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
        assert_eq!((row.city.as_deref(), row.scope()), (Some("上海市"), "regular"), "{encoding}");
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
    assert_eq!(unreadable(b"\x00\x01\x02"), "directory.import.unreadable");
    assert_eq!(unreadable(b"\xff\xff\xff"), "directory.import.encoding");
    assert_eq!(unreadable(&vec![b' '; FILE_BYTES_MAX + 1]), "directory.import.too_large");
}

#[test]
fn long_lists_of_faults_are_cut() {
    let rows: String = (0..5000).map(|n| format!("校{n},{n},,,,\n")).collect();
    assert!(faults(&format!("{HEADER}\n{rows}")).len() <= 310);
}
