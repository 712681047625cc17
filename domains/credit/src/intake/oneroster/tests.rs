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

/// The files of an export with these results, some of them replaced.
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
