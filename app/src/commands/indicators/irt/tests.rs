use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Parser;

use super::write::digits;
use crate::{Cli, Command, commands::indicators};

const DOCUMENT: &str = include_str!("../../../../../docs/assessment.md");

fn house() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// Runs a command line in which files of the house stand by their path from its root, and results go below `folder`.
fn run(line: &str, folder: &Path) -> anyhow::Result<ExitCode> {
    let words = line.split_whitespace().map(|word| match word {
        word if word.starts_with("engines/") => house().join(word).display().to_string(),
        word if word.starts_with("out/") || word.starts_with("made/") => folder.join(word).display().to_string(),
        word => word.to_owned(),
    });
    let cli = Cli::try_parse_from(words)?;
    match &cli.command {
        Command::Indicators(command) => indicators::run(command),
        _ => panic!("{line}"),
    }
}

fn blocks(mark: &str) -> Vec<(&str, &str)> {
    let mark = format!("```{mark}");
    let block = |rest: &'static str| -> Option<(&str, &str)> { rest.split("```").next()?.split_once('\n') };
    DOCUMENT.split(mark.as_str()).skip(1).filter_map(block).collect()
}

#[test]
fn the_examples_of_the_document_run_and_say_what_it_shows() {
    let folder = tempfile::tempdir().expect("a folder");
    let lines: Vec<&str> = DOCUMENT.lines().filter(|line| line.starts_with("xueqiao indicators irt ")).collect();
    assert!(lines.len() >= 4);
    for line in lines {
        let code = run(line, folder.path()).unwrap_or_else(|error| panic!("{line}: {error:#}"));
        assert_eq!(code, ExitCode::SUCCESS, "{line}");
    }
    let shown = blocks("csv ");
    assert!(shown.len() >= 2);
    for (place, expected) in shown {
        let (file, of) = place.split_once(' ').expect("a file and a folder");
        let seen = std::fs::read_to_string(folder.path().join(of).join(file)).expect(place);
        for (seen, expected) in seen.lines().zip(expected.lines()) {
            for (seen, expected) in seen.split(',').zip(expected.split(',')) {
                // Numbers are shown shortened: to half a unit of their last digit; an empty cell is shown as such or left out.
                match (seen.parse::<f64>(), expected.parse::<f64>()) {
                    (Ok(seen), Ok(shown)) => {
                        let places = expected.split_once('.').map_or(0, |(_, fraction)| fraction.len());
                        let unit = 0.1_f64.powi(i32::try_from(places).expect("few"));
                        assert!((seen - shown).abs() <= 0.5001 * unit, "{place}: {seen} for {expected}");
                    }
                    _ => assert!(expected.is_empty() || seen == expected, "{place}: {seen} for {expected}"),
                }
            }
        }
    }
    let files = |of: &str| {
        let mut names: Vec<String> = std::fs::read_dir(folder.path().join(of))
            .expect(of)
            .map(|entry| entry.expect("an entry").file_name().into_string().expect("a name"))
            .collect();
        names.sort();
        names
    };
    let always = ["abilities.csv", "fit.csv", "groups.csv", "information.csv", "item_fit.csv", "items.csv"];
    assert_eq!(files("out/lsat6"), always);
    let mut all: Vec<&str> = always.to_vec();
    all.extend(["dif.csv", "plausible.csv", "regression.csv"]);
    all.sort_unstable();
    assert_eq!(files("out/reading"), all);
    assert!(all.iter().all(|name| DOCUMENT.contains(&format!("`{name}`"))));
}

#[test]
fn numbers_read_back_as_themselves() {
    for (value, text) in [
        (0.1, "0.10000000000000001"),
        (-2466.6533775134717, "-2466.6533775134717"),
        (1e-7, "9.9999999999999995e-8"),
        (1e300, "1.0000000000000001e300"),
        (1000.0, "1000"),
        (0.0, "0"),
        (-0.0, "0"),
        (f64::INFINITY, "Inf"),
        (f64::NEG_INFINITY, "-Inf"),
        (f64::NAN, ""),
        (1.0 / 3.0, "0.33333333333333331"),
        (123_456_789_012_345_680.0, "1.2345678901234568e17"),
    ] {
        assert_eq!(digits(value), text);
        if value.is_finite() {
            assert_eq!(text.parse::<f64>().expect("a number"), value);
        }
    }
}

#[test]
fn files_are_refused_with_row_and_column() {
    let folder = tempfile::tempdir().expect("a folder");
    let made = folder.path().join("made");
    std::fs::create_dir(&made).expect("a folder");
    let wide = (0..1_000_000).map(|place| format!("q{place}")).collect::<Vec<String>>().join(",") + "\n";
    let cases: [(&str, &str, &str); 13] = [
        ("", "", "the test has no items"),
        ("a,b\n1,0\n0,x1\n", "", "row 2, column b: `x1` is no number"),
        ("a,b\n1,0\n0,0.5\n", "", "row 2, item b: 0.5 is no score"),
        ("a,b\n1,0\n0,nan\n", "", "row 2, item b: NaN is no score"),
        ("a,b\n1,0\n0\n", "", "line 3: 1 cells, the head has 2"),
        ("a,b\n1,0\n1,1\n", "", "item a: everybody who answered has the score 1"),
        ("a,a\n1,0\n0,1\n", "", "two columns are called a"),
        ("a\n1\n0\n", "", "1 items do not determine this model, which needs 2"),
        ("a,b,n\n1,0,\n", "--count n", "row 1: the count is missing"),
        ("a,b,n\n1,0,-3\n", "--count n", "row 1: a count of -3 is none"),
        ("a,b\n1,0\n", "--group where", "there is no column where"),
        ("a,b,g\n1,0,\n", "--group g", "row 1: the group is missing"),
        (&wide, "", "1000000 items are more than the 1000 one scale takes"),
    ];
    for (text, more, expected) in cases {
        std::fs::write(made.join("table.csv"), text).expect("a file");
        let line =
            format!("xueqiao indicators irt made/table.csv --test T --subject S --model rasch --out out/no {more}");
        let error = format!("{:#}", run(&line, folder.path()).expect_err(expected));
        assert!(error.contains(expected) && error.contains("table.csv"), "{error}");
    }
    std::fs::write(made.join("table.csv"), "a,b\n1,0\n0,1\n").expect("a file");
    std::fs::write(made.join("items.csv"), "item,subject\na,S\nb,语文\n").expect("a file");
    let line =
        "xueqiao indicators irt made/table.csv --test T --subject S --model rasch --out out/no --items made/items.csv";
    let error = format!("{:#}", run(line, folder.path()).expect_err("two subjects"));
    assert!(error.contains("T (S) and b (语文) cannot share a scale"), "{error}");
    std::fs::write(made.join("gbk.csv"), [0x61, 0x2c, 0xca, 0xfd, 0x0a, 0x31, 0x2c, 0x30, 0x0a]).expect("a file");
    let line = "xueqiao indicators irt made/gbk.csv --test T --subject S --model rasch --out out/no";
    assert!(format!("{:#}", run(line, folder.path()).expect_err("no UTF-8")).contains("UTF-8"));
}
