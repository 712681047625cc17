//! Nothing unfinished, nothing switched off, and nothing that holds on one machine only.

use super::{
    caught, kept, spared,
    tree::{Source, Tree, Violation},
};

/// Marks of unfinished work, written apart so that this file is not its own violation.
const UNFINISHED: [&str; 4] = [concat!("TO", "DO"), concat!("FIX", "ME"), concat!("X", "XX"), concat!("HA", "CK")];
/// Where a path of somebody's machine begins.
const MACHINES: [&str; 5] = [
    concat!("/ho", "me/"),
    concat!("/ro", "ot/"),
    concat!("/Us", "ers/"),
    concat!("/wo", "rk/"),
    concat!("C:", "\\Users"),
];
/// A test that does not run, and a warning nobody sees.
const SWITCHED_OFF: [&str; 3] =
    [concat!("#[ig", "nore"), concat!("#![al", "low(warnings"), concat!("#![al", "low(unused")];

/// Marks that do not belong into what is finished.
fn marks(tree: &Tree) -> Vec<Violation> {
    let mut broken = Vec::new();
    for file in tree.files.iter().filter(|file| !is_fetched(file)) {
        for (place, line) in file.text.lines().enumerate() {
            let words = || line.split(|letter: char| !letter.is_alphanumeric());
            let mut tell = |what: &str| broken.push(file.breaks(place + 1, format!("{what}: {}", line.trim())));
            if words().any(|word| UNFINISHED.contains(&word)) {
                tell("unfinished");
            }
            if MACHINES.iter().any(|path| holds_path(line, path)) {
                tell("a path of one machine");
            }
            if file.path.ends_with(".rs") && SWITCHED_OFF.iter().any(|mark| line.contains(mark)) {
                tell("switched off");
            }
        }
    }
    broken
}

/// Whether a path begins there: `/x/` in `https://host/x/` is none.
fn holds_path(line: &str, path: &str) -> bool {
    line.match_indices(path)
        .any(|(at, _)| !line[..at].ends_with(|letter: char| letter.is_alphanumeric() || "-_.}".contains(letter)))
}

/// Written by a tool, or a table of somebody else's words.
fn is_fetched(file: &Source) -> bool {
    ["Cargo.lock", "package-lock.json", ".csv", ".tsv", ".snap"].iter().any(|end| file.path.ends_with(end))
}

#[test]
fn this_house_is_finished_everywhere() {
    kept(marks);
}

#[test]
fn a_mark_is_caught() {
    for (path, text) in [
        ("docs/api.md", format!("The list is short. {}: more.\n", UNFINISHED[0])),
        ("domains/credit/src/work.rs", format!("// {} later\n", UNFINISHED[1])),
        ("domains/credit/templates/outcome.html", format!("<!-- {} -->\n", UNFINISHED[2])),
        ("docs/operations.md", format!("Copy it to {}anna/data\n", MACHINES[0])),
        ("app/src/main.rs", format!("const A: &str = \"{}x\";\n", MACHINES[3])),
        ("kernel/op/src/tests.rs", format!("{}]\n#[test]\nfn f() {{}}\n", SWITCHED_OFF[0])),
    ] {
        caught(marks, path, &text);
    }
    spared(marks, "docs/api.md", &format!("See https://example.org{}x and the todo list.\n", MACHINES[3]));
}
