//! Codes that changed: joined over time, as of a day, and on the real table where it is at hand.

use std::path::PathBuf;

use recognition::{Change, Equivalence};
use units::Day;

use crate::support::world::day;

fn change(old: &str, new: &str, from: Option<&str>, to: Option<&str>) -> Change {
    Change {
        issuer: "U".to_owned(),
        old: old.to_owned(),
        new: new.to_owned(),
        valid_from: from.map(day),
        valid_to: to.map(day),
    }
}

#[test]
fn codes_are_the_same_while_their_change_is_in_force() {
    let changes = [
        change("A", "B", Some("2020-09-01"), None),
        change("B", "C", Some("2023-09-01"), None),
        change("C", "D", Some("2021-01-01"), Some("2022-01-01")),
    ];
    for (on, one, other, same) in [
        ("2020-08-31", "A", "B", false),
        ("2020-09-01", "A", "B", true),
        ("2023-08-31", "A", "C", false),
        ("2023-09-01", "A", "C", true),
        ("2021-06-01", "C", "D", true),
        ("2022-01-01", "C", "D", false),
        ("2023-09-01", "A", "A", true),
        ("2023-09-01", "X", "X", true),
        ("2023-09-01", "A", "X", false),
    ] {
        let equivalence = Equivalence::on(&changes, day(on));
        assert_eq!(equivalence.same("U", one, other), same, "{on} {one} {other}");
        assert!(!equivalence.same("V", "A", "B"), "another issuer's codes are its own");
    }
    let equivalence = Equivalence::on(&changes, day("2024-01-01"));
    let mut codes: Vec<&str> = equivalence.codes("U", "B").collect();
    codes.sort_unstable();
    assert_eq!((equivalence.identity("U", "C"), codes), ("A", vec!["A", "B", "C"]));
    assert_eq!(equivalence.codes("U", "X").collect::<Vec<_>>(), ["X"]);
}

#[test]
fn the_order_of_changes_does_not_matter() {
    let mut changes: Vec<Change> = (0..200)
        .map(|place| change(&format!("{}", place * 7 % 97), &format!("{}", place * 5 % 97), None, None))
        .collect();
    let forward = Equivalence::on(&changes, Day::EPOCH);
    changes.reverse();
    let backward = Equivalence::on(&changes, Day::EPOCH);
    for code in (0..97).map(|code| code.to_string()) {
        assert_eq!(forward.identity("U", &code), backward.identity("U", &code));
    }
}

#[test]
fn the_real_table_joins_every_pair() {
    // The table is not part of this repository; where it is not at hand there is nothing to look at.
    let beside = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data");
    let folder = option_env!("XUEQIAO_SHARED_DATA").map_or(beside, PathBuf::from);
    let Ok(mut table) = csv::Reader::from_path(folder.join("course_equivalence_sjtu.csv")) else { return };
    let changes: Vec<Change> = table
        .records()
        .map(|row| row.expect("a row"))
        .map(|row| Change {
            issuer: row[0].to_owned(),
            old: row[1].to_owned(),
            new: row[2].to_owned(),
            valid_from: None,
            valid_to: None,
        })
        .collect();
    assert_eq!(changes.len(), 3_077);
    let equivalence = Equivalence::on(&changes, Day::EPOCH);
    for change in &changes {
        assert!(equivalence.same(&change.issuer, &change.old, &change.new), "{change:?}");
    }
    let mut courses = csv::Reader::from_path(folder.join("courses_sjtu.csv")).expect("the courses");
    let courses: Vec<(String, String)> =
        courses.records().map(|row| row.expect("a row")).map(|row| (row[0].to_owned(), row[1].to_owned())).collect();
    assert_eq!(courses.len(), 8_237);
    let identities: std::collections::BTreeSet<&str> =
        courses.iter().map(|(issuer, code)| equivalence.identity(issuer, code)).collect();
    assert!(identities.len() <= courses.len());
}
