//! The commands of the documentation, into folders that vanish.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use super::{Equity, Measure, Out, Standard, run};

const DOCUMENT: &str = include_str!("../../../../../docs/equity.md");

fn example(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../engines/indicators/examples").join(name)
}

/// What the document shows of a file, line by line.
fn shown(mark: &str) -> Vec<&'static str> {
    let mark = format!("```{mark}\n");
    DOCUMENT.split(&mark).nth(1).and_then(|rest| rest.split("```").next()).expect("a block").lines().collect()
}

fn measure(file: PathBuf, spec: Option<PathBuf>, out: &Path) -> Measure {
    Measure {
        file,
        spec,
        code: None,
        pupils: None,
        resource: Vec::new(),
        value: Vec::new(),
        level: Vec::new(),
        shares_within: None,
        out: Out { out: out.to_owned(), replace: false },
    }
}

fn told(command: Equity) -> String {
    format!("{:#}", run(&command).expect_err("it is refused"))
}

#[test]
fn the_examples_give_what_the_document_shows() {
    let folder = tempfile::tempdir().expect("a folder");
    let out = folder.path().join("equity");
    let asked = measure(example("equity_schools.csv"), Some(example("equity.json")), &out);
    assert_eq!(run(&Equity::Measure(asked)).expect("measured"), ExitCode::SUCCESS);
    let text = std::fs::read_to_string(out.join("measures.csv")).expect("measures");
    for line in shown("measures") {
        assert!(text.lines().any(|there| there.starts_with(line)), "{line}\n{text}");
    }
    let out = folder.path().join("balance");
    let asked = Standard {
        file: example("balance_schools.csv"),
        standard: "county_quality_balance_2017".to_owned(),
        county: Some(example("balance_county.csv")),
        out: Out { out: out.clone(), replace: false },
    };
    assert_eq!(run(&Equity::Standard(asked)).expect("judged"), ExitCode::FAILURE);
    let text = std::fs::read_to_string(out.join("changes.csv")).expect("changes");
    for line in shown("changes") {
        assert!(text.lines().any(|there| there.starts_with(line)), "{line}\n{text}");
    }
    let files: std::collections::BTreeMap<String, String> =
        serde_json::from_str(&std::fs::read_to_string(out.join("files.json")).expect("files")).expect("hashes");
    let names: Vec<&str> = files.keys().map(String::as_str).collect();
    assert_eq!(names, ["changes.csv", "dispersion.csv", "schools.csv", "shares.csv", "verdict.json"]);
    let block = shown("equity").join("\n");
    let spec = folder.path().join("spec.json");
    std::fs::write(&spec, block).expect("written");
    let asked = measure(example("equity_schools.csv"), Some(spec), &folder.path().join("block"));
    assert_eq!(run(&Equity::Measure(asked)).expect("measured"), ExitCode::SUCCESS);
}

#[test]
fn a_folder_with_other_files_is_left_alone() {
    let folder = tempfile::tempdir().expect("a folder");
    let out = folder.path().join("out");
    let asked = |replace: bool| {
        let mut asked = measure(example("equity_schools.csv"), None, &out);
        asked.resource = vec!["books".to_owned()];
        asked.out.replace = replace;
        Equity::Measure(asked)
    };
    run(&asked(false)).expect("measured");
    assert!(told(asked(false)).contains("is not empty"));
    run(&asked(true)).expect("replaced");
    std::fs::write(out.join("measures.csv"), "mine").expect("written");
    assert!(told(asked(true)).contains("is not as an earlier run wrote it"));
    assert_eq!(std::fs::read_to_string(out.join("measures.csv")).expect("read"), "mine");
    std::fs::remove_file(out.join("files.json")).expect("removed");
    assert!(told(asked(true)).contains("did not write"));
}

#[test]
fn hostile_files_are_told_by_row_and_column() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("schools.csv");
    for (text, expected) in [
        ("code,pupils,books\na,1,NaN\n", "row 2, column “books”: “NaN” is not a finite number"),
        ("code,pupils,books\na,1,2\nb,2,inf\n", "row 3, column “books”"),
        ("code,pupils,books\na,1e999,2\n", "column “pupils”: “1e999”"),
        ("code,pupils,books\na,-5,2\n", "unit 1: the weight is -5"),
        ("code,pupils,books\na,1\n", "line 2: 2 cells, the head has 3"),
        ("code,pupils,pupils\na,1,1\n", "“pupils” stands there twice"),
        ("code,pupils\na,1\n", "there is no column “books”; there are code, pupils"),
    ] {
        std::fs::write(&file, text).expect("written");
        let mut asked = measure(file.clone(), None, &folder.path().join("out"));
        asked.resource = vec!["books".to_owned()];
        let told = told(Equity::Measure(asked));
        assert!(told.contains(expected), "{told}");
    }
    // No school, one school, no pupils: an answer all the same.
    for (place, text) in
        ["code,pupils,books\n", "\u{feff}code,pupils,books\na,3,2\n", "code,pupils,books\na,0,2\nb,,\n"]
            .iter()
            .enumerate()
    {
        std::fs::write(&file, text).expect("written");
        let mut asked = measure(file.clone(), None, &folder.path().join(place.to_string()));
        asked.resource = vec!["books".to_owned()];
        run(&Equity::Measure(asked)).expect("an answer");
    }
    let judge = |standard: &str, text: &str| {
        std::fs::write(&file, text).expect("written");
        let out = Out { out: folder.path().join("verdict"), replace: false };
        told(Equity::Standard(Standard { file: file.clone(), standard: standard.to_owned(), county: None, out }))
    };
    assert!(judge("nowhere", "").contains("is no shipped standard and no file"));
    assert!(judge("jiangsu_modernisation_2013", "").contains("sets targets"));
    let known = "county_quality_balance_2017";
    assert!(judge(known, "code,kind,pupil\n").contains("does not know the column “pupil”"));
    assert!(judge(known, "code,kind\na,castle\n").contains("“castle” is no kind of school"));
    assert!(judge(known, "code,kind\na,primary\na,primary\n").contains("stands there twice"));
}
