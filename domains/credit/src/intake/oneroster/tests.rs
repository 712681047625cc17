//! Exports as systems write them, and as hostile people do.

use std::io::Write;
use std::ops::ControlFlow;

use units::{Day, Refuse};
use zip::write::SimpleFileOptions;

use super::super::{FileRefusal, Found, Stop, read};
use crate::model::{Entry, FileFacts, RosterMapping, RowFault};

const MANIFEST: &str = "propertyName,value\nmanifest.version,1.0\noneroster.version,1.2\nfile.results,bulk\n\
                        file.lineItems,bulk\nfile.classes,bulk\nfile.courses,bulk\nfile.users,bulk\nfile.orgs,absent\n";
const USERS: &str = "sourcedId,status,enabledUser,givenName,familyName,userMasterIdentifier\n\
                     u1,active,true,小满,王,310101199901010012\nu2,,true,嘉禾,李,310101200002020029\nu3,,true,John,Smith,\n";
const COURSES: &str = "sourcedId,title,courseCode,orgSourcedId,metadata.credit,metadata.hours\n\
                       k1,高等数学,M1,o1,4,64\nk2,大学英语,E1,o1,2.5,\n";
const CLASSES: &str = "sourcedId,status,title,courseSourcedId,classType\nc1,,数学一班,k1,scheduled\nc2,,英语一班,k2,scheduled\n\
                       c3,,空班,k9,scheduled\n";
const ITEMS: &str = "sourcedId,status,title,classSourcedId,resultValueMin,resultValueMax\n\
                     i1,,总评,c1,0,100\ni2,,总评,c2,0,100\ni3,,小测,c1,0,20\ni4,,总评,c3,0,100\ni5,,总评,c1,0,150\n";
const RESULTS: &str = "sourcedId,status,lineItemSourcedId,studentSourcedId,scoreStatus,score,scoreDate,textScore";

fn number(birth: &str, sequence: u32) -> String {
    let digits = format!("310101{birth}{sequence:03}");
    let weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    let sum: u32 = digits.bytes().zip(weights).map(|(digit, weight)| u32::from(digit - b'0') * weight).sum();
    format!("{digits}{}", char::from(b"10X98765432"[(sum % 11) as usize]))
}

fn mapping() -> RosterMapping {
    RosterMapping {
        id_column: "userMasterIdentifier".into(),
        credit_column: "metadata.credit".into(),
        hours_column: "metadata.hours".into(),
        line_item: "总评".into(),
        major: "工程管理".into(),
        level: "undergraduate".into(),
        category: "adult".into(),
        cohort: "2025".into(),
        ending: "graduated".into(),
        season: "spring".into(),
    }
}

/// The files of an export with these results, some of them replaced or added.
fn export(results: &[&str], replaced: &[(&str, &str)]) -> Vec<u8> {
    let users = USERS
        .replace("310101199901010012", &number("19990101", 1))
        .replace("310101200002020029", &number("20000202", 2));
    let results = format!("{RESULTS}\n{}\n", results.join("\n"));
    let files = [
        ("manifest.csv", MANIFEST),
        ("users.csv", &users),
        ("courses.csv", COURSES),
        ("classes.csv", CLASSES),
        ("lineItems.csv", ITEMS),
        ("results.csv", &results),
    ];
    let mut archive = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, text) in files {
        let text = replaced.iter().find(|(known, _)| *known == name).map_or(text, |(_, text)| text);
        if !text.is_empty() {
            archive.start_file(name, SimpleFileOptions::default()).unwrap();
            archive.write_all(text.as_bytes()).unwrap();
        }
    }
    for (name, text) in replaced.iter().filter(|(known, _)| files.iter().all(|(name, _)| name != known)) {
        archive.start_file(*name, SimpleFileOptions::default()).unwrap();
        archive.write_all(text.as_bytes()).unwrap();
    }
    archive.finish().unwrap().into_inner()
}

struct ReadExport {
    facts: Result<FileFacts, Stop>,
    good: Vec<Entry>,
    faults: Vec<RowFault>,
}

impl ReadExport {
    fn told(&self) -> Vec<(u32, &str, &str)> {
        self.faults.iter().map(|fault| (fault.row, fault.column.as_str(), fault.code)).collect()
    }

    fn refusal(&self) -> &'static str {
        match &self.facts {
            Err(Stop::Refused(refusal)) => refusal.code(),
            other => panic!("the export is not refused: {other:?}"),
        }
    }
}

fn read_with(bytes: &[u8], mapping: Option<&RosterMapping>) -> ReadExport {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("export.zip");
    std::fs::write(&path, bytes).unwrap();
    let (mut good, mut faults) = (Vec::new(), Vec::new());
    let facts = read(&path, Day::parse("2026-03-01").unwrap(), mapping, &mut |found| {
        match found {
            Found::Good(entry) => good.push(*entry),
            Found::Fault(fault) => faults.push(fault),
            Found::Row(..) => {}
        }
        ControlFlow::Continue(())
    });
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1, "what was unpacked is gone");
    ReadExport { facts, good, faults }
}

fn read_export(bytes: &[u8]) -> ReadExport {
    read_with(bytes, Some(&mapping()))
}

#[test]
fn a_result_becomes_a_course_with_what_the_registrar_said() {
    let marked = format!(
        "\u{feff}{RESULTS}\nr1,active,i1,u1,fully graded,91.50,2025-06-20,\nr2,,i2,u2,fully graded,,2025-06-21,良好\n"
    );
    let read = read_export(&export(&[], &[("results.csv", &marked)]));
    assert_eq!(read.told(), []);
    let (first, second) = (&read.good[0], &read.good[1]);
    assert_eq!((first.name.as_str(), first.course.as_str(), first.credit.hundredths()), ("王小满", "高等数学", 400));
    assert_eq!(
        (first.hours_hundredths, first.grade.text(), first.obtained.to_string()),
        (Some(6_400), "91.5".into(), "202506".into())
    );
    assert_eq!(
        (first.level, first.category, first.ending, first.cohort),
        ("undergraduate", "adult", "graduated", Some(2025))
    );
    assert_eq!((second.row, second.grade.text(), second.credit.hundredths()), (3, "良好".to_owned(), 250));
    let facts = read.facts.unwrap();
    assert_eq!((facts.encoding, facts.rows, facts.bad_rows), ("oneroster", 2, 0));
}

#[test]
fn what_is_wrong_is_told_by_file_row_and_column() {
    let read = read_export(&export(
        &[
            "r1,,i9,u1,fully graded,90,2025-06-20,",
            "r2,,i1,u9,fully graded,90,2025-06-20,",
            "r3,,i4,u1,fully graded,90,2025-06-20,",
            "r4,,i1,u1,partially graded,90,2025-06-20,",
            "r5,tobedeleted,i1,u1,fully graded,90,2025-06-20,",
            "r6,,i3,u1,fully graded,18,2025-06-20,",
            "r7,,i5,u1,fully graded,140,2025-06-20,",
            "r8,,i2,u3,fully graded,59,2025-13-20,",
            "r9,,i2,u1,fully graded,88,2025-06-20,",
        ],
        &[],
    ));
    assert_eq!(
        read.told(),
        [
            (2, "results.csv lineItemSourcedId", "credit.roster.unknown"),
            (3, "results.csv studentSourcedId", "credit.roster.unknown"),
            (4, "classes.csv courseSourcedId", "credit.roster.unknown"),
            (5, "results.csv scoreStatus", "credit.roster.not_graded"),
            (6, "results.csv status", "credit.roster.deleted"),
            (8, "lineItems.csv resultValueMax", "credit.roster.scale"),
            (9, "users.csv userMasterIdentifier", "credit.row.missing"),
            (9, "results.csv score textScore", "credit.row.not_passed"),
            (9, "results.csv scoreDate", "credit.row.month"),
        ]
    );
    assert_eq!(
        read.good.iter().map(|entry| entry.row).collect::<Vec<_>>(),
        [10],
        "row 7 is a small test and passed over"
    );
}

#[test]
fn an_export_that_cannot_be_a_deposit_is_refused() {
    let good = ["r1,,i1,u1,fully graded,90,2025-06-20,"];
    assert_eq!(read_with(&export(&good, &[]), None).refusal(), "credit.file.roster_unmapped");
    for (file, text, code) in [
        ("manifest.csv", MANIFEST.replace(",1.2", ",1.1"), "credit.file.roster_version"),
        ("manifest.csv", MANIFEST.replace("file.users,bulk", "file.users,delta"), "credit.file.roster_delta"),
        ("manifest.csv", MANIFEST.replace("file.results,bulk", "file.results,absent"), "credit.file.roster_missing"),
        ("users.csv", String::new(), "credit.file.roster_missing"),
        ("courses.csv", COURSES.replace("metadata.credit", "credit"), "credit.file.roster_columns"),
        ("results.csv", RESULTS.replace("scoreStatus", "state"), "credit.file.roster_columns"),
        ("results.csv", format!("{RESULTS}\n"), "credit.file.roster_no_results"),
    ] {
        assert_eq!(read_export(&export(&good, &[(file, &text)])).refusal(), code, "{file}");
    }
    // Thirty megabytes of the same letter pack into thirty kilobytes.
    let bomb = "x".repeat(30 << 20);
    assert_eq!(read_export(&export(&good, &[("users.csv", &bomb)])).refusal(), "credit.file.bomb");
    let mut damaged = export(&good, &[]);
    let half = damaged.len() / 2;
    damaged.truncate(half);
    assert!(matches!(read_export(&damaged).facts, Err(Stop::Refused(FileRefusal::Corrupt))));
}

#[test]
fn a_course_has_the_code_its_school_gave_it_or_its_number() {
    let rows = ["r1,,i1,u1,fully graded,90,2025-06-20,", "r2,,i2,u1,fully graded,88,2025-06-20,"];
    let codes = |courses: &str| {
        let read = read_export(&export(&rows, &[("courses.csv", courses)]));
        assert_eq!(read.told(), []);
        read.good.into_iter().map(|entry| entry.code).collect::<Vec<_>>()
    };
    assert_eq!(codes(COURSES), ["M1", "E1"]);
    assert_eq!(codes(&COURSES.replace(",M1,", ",,")), ["k1", "E1"], "one without a code is told apart by its number");
    let none: Vec<&str> =
        vec!["sourcedId,title,metadata.credit,metadata.hours", "k1,高等数学,4,64", "k2,大学英语,2.5,"];
    assert_eq!(codes(&(none.join("\n") + "\n")), ["k1", "k2"], "a school may give no codes at all");
    let long = COURSES.replace(",M1,", &format!(",{},", "M".repeat(65)));
    let read = read_export(&export(&rows, &[("courses.csv", &long)]));
    assert_eq!(read.told(), [(2, "courses.csv courseCode", "credit.row.too_long")]);
}

/// An export whose line items i5 and i6 are on a scale, and one result on another.
fn scaled(results: &[&str], scales: &str) -> ReadExport {
    let items = ITEMS.replace("0,150", "0,4") + "i6,,总评,c2,,\n";
    let of_items =
        "sourcedId,status,lineItemSourcedId,scoreScaleSourcedId\na1,,i5,s1\na2,active,i6,s2\na3,tobedeleted,i1,s9\n";
    let of_results = "sourcedId,status,resultSourcedId,scoreScaleSourcedId\nb1,,r9,s3\nb2,,r8,s404\n";
    read_export(&export(
        results,
        &[
            ("lineItems.csv", &items),
            ("scoreScales.csv", scales),
            ("lineItemScoreScales.csv", of_items),
            ("resultScoreScales.csv", of_results),
        ],
    ))
}

const SCALES: &str = "sourcedId,status,title,type,orgSourcedId,courseSourcedId,classSourcedId,scoreScaleValue\n\
                      s1,active,绩点,gpa,o1,,,\"{4.0:90-100},{3.0-3.9:80-89},{2:中等},{1:60}\"\n\
                      s2,,字母,letter,o1,,,\"{90-100:A},{75～89:B},{60–74:C},{0-59:F},{P:通过}\"\n\
                      s3,,文字,words,o1,,,\"{甲:优秀},{乙:良好}\"\n";

#[test]
fn grades_are_read_on_the_scale_of_the_result_or_of_its_line_item() {
    let cases = [
        // Of the scale of the line item: a value, a range that it lies in, a word, and a mark.
        ("r1,,i5,u1,fully graded,4,2025-06-20,", "90"),
        ("r1,,i5,u1,fully graded,3.7,2025-06-20,", "80"),
        ("r1,,i5,u1,fully graded,2,2025-06-20,", "中等"),
        ("r1,,i5,u1,fully graded,1.0,2025-06-20,", "60"),
        // Entries are read in both directions; of a range the least mark counts.
        ("r1,,i6,u1,fully graded,,2025-06-20,A", "90"),
        ("r1,,i6,u1,fully graded,,2025-06-20,b", "75"),
        ("r1,,i6,u1,fully graded,,2025-06-20,C", "60"),
        ("r1,,i6,u1,fully graded,,2025-06-20,P", "及格"),
        // The result's own scale goes before that of its line item.
        ("r9,,i6,u1,fully graded,,2025-06-20,乙", "良好"),
        // What is a word of the grades, or a mark out of 100, needs no scale.
        ("r1,,i6,u1,fully graded,,2025-06-20,优秀", "优秀"),
        ("r9,,i1,u1,fully graded,88,2025-06-20,乙", "88"),
    ];
    for (result, grade) in cases {
        let read = scaled(&[result], SCALES);
        assert_eq!(read.told(), [], "{result}");
        assert_eq!(read.good[0].grade.text(), grade, "{result}");
    }
}

#[test]
fn a_grade_that_leads_nowhere_is_told_and_the_others_are_deposited() {
    let read = scaled(
        &[
            "r1,,i6,u1,fully graded,,2025-06-20,F",
            "r2,,i6,u1,fully graded,,2025-06-20,E",
            "r8,,i6,u1,fully graded,,2025-06-20,A",
            "r4,,i5,u1,fully graded,0.5,2025-06-20,",
            "r5,,i5,u1,fully graded,,2025-06-20,",
            "r6,,i6,u1,fully graded,,2025-06-20,B",
        ],
        SCALES,
    );
    assert_eq!(
        read.told(),
        [
            (2, "results.csv score textScore", "credit.row.not_passed"),
            (3, "results.csv score textScore", "credit.roster.off_scale"),
            (4, "scoreScales.csv sourcedId", "credit.roster.scale_unknown"),
            (5, "results.csv score textScore", "credit.roster.off_scale"),
            (6, "results.csv score textScore", "credit.row.missing"),
        ]
    );
    assert_eq!(read.faults[2].args.get("value"), Some("s404"));
    assert_eq!(read.good.iter().map(|entry| entry.row).collect::<Vec<_>>(), [7]);
}

#[test]
fn hostile_scales_lead_nowhere_and_cost_nothing() {
    for text in [
        String::new(),
        "{".repeat(100_000),
        "{:}{::}{-:-}{9-:A}{A:A}".to_owned(),
        "{A:101}{A:-5}{A:1e9}{A:９０}{A:0-1000}".to_owned(),
        format!("\"{}{{A:90}}\"", "{X:1},".repeat(500)),
    ] {
        let scales = format!("sourcedId,status,scoreScaleValue\ns2,,{text}\n");
        let read = scaled(&["r1,,i6,u1,fully graded,,2025-06-20,A"], &scales);
        assert_eq!(read.told(), [(2, "results.csv score textScore", "credit.roster.off_scale")], "{:.40}", text);
    }
    let good = ["r1,,i1,u1,fully graded,90,2025-06-20,"];
    for (file, text, code) in [
        ("scoreScales.csv", "sourcedId,title\ns1,x\n", "credit.file.roster_columns"),
        ("lineItemScoreScales.csv", "sourcedId,lineItemSourcedId\na,b\n", "credit.file.roster_columns"),
    ] {
        assert_eq!(read_export(&export(&good, &[(file, text)])).refusal(), code, "{file}");
    }
    for (kind, code) in [("delta", "credit.file.roster_delta"), ("bulk", "credit.file.roster_missing")] {
        let manifest = format!("{MANIFEST}file.scoreScales,{kind}\n");
        assert_eq!(read_export(&export(&good, &[("manifest.csv", &manifest)])).refusal(), code);
    }
}
