//! Invariants 1, 2, 7 and 8, from the code: what a floor may not name, whatever its manifest says.

use super::{
    calls::{Named, named},
    caught, kept, repository, spared,
    tree::{Floor, Source, Tree, Violation},
};

/// Input, output, processes and threads: an engine has none.
const OUTSIDE: [&str; 9] = [
    "std::fs",
    "std::net",
    "std::env",
    "std::process",
    "std::thread",
    "std::os",
    "io::stdin",
    "io::stdout",
    "File::open",
];
/// Clocks and randomness that did not come in as an argument.
const SELF_MADE: [&str; 14] = [
    "SystemTime::now",
    "Instant::now",
    "UNIX_EPOCH::elapsed",
    "Timestamp::now",
    "Zoned::now",
    "Utc::now",
    "Local::now",
    "getrandom::fill",
    "getrandom::u32",
    "getrandom::u64",
    "rand::rng",
    "rand::random",
    "rngs::OsRng",
    "OsRng::default",
];
/// Files below `app` that look at the machine's monotonic clock all the same, each with its reason.
const MEASURERS: [(&str, &str); 1] =
    [("kernel/db/src/deadline.rs", "the deadline of one operation is the machine's business and reaches no row")];
/// Drivers and servers by the name they have in code, and the rooms that may say it.
const NAMED_BY: [(&str, &[&str]); 6] = [
    ("rusqlite", &["db"]),
    ("postgres", &["db"]),
    ("axum", &["web", "app"]),
    ("hyper", &["web", "app"]),
    ("tower_http", &["web", "app"]),
    ("tokio", &["web", "app"]),
];
/// The bans the compiler's lint carries too, where types are known and aliases do not help.
const LINTED: [&str; 6] = [
    "std::time::SystemTime::now",
    "std::time::Instant::now",
    "jiff::Timestamp::now",
    "jiff::Zoned::now",
    "getrandom::fill",
    "std::env::var",
];

/// Time, ids and randomness come in as arguments; engines touch nothing outside; drivers and servers stay in their rooms.
fn sources(tree: &Tree) -> Vec<Violation> {
    let mut broken = Vec::new();
    for file in tree.rust().filter(|file| !file.is_test()) {
        let Some(floor) = file.floor() else { continue };
        for name in named(file) {
            let why = self_made(floor, file, &name).or_else(|| misplaced(floor, file, &name));
            broken.extend(why.map(|why| file.breaks(name.line, format!("{}: {why}", name.path))));
        }
    }
    broken
}

fn self_made(floor: Floor, file: &Source, name: &Named) -> Option<&'static str> {
    let measurer = MEASURERS.iter().any(|(path, _)| *path == file.path) && name.holds("Instant::now");
    let made = SELF_MADE.iter().any(|banned| name.holds(banned)) || name.begins("rand") || name.begins("getrandom");
    if floor != Floor::App && made && !measurer {
        Some("time, ids and randomness come in as arguments")
    } else if floor == Floor::Engine && OUTSIDE.iter().any(|banned| name.holds(banned)) {
        Some("an engine touches nothing outside itself")
    } else {
        None
    }
}

fn misplaced(floor: Floor, file: &Source, name: &Named) -> Option<&'static str> {
    let (_, rooms) = NAMED_BY.iter().find(|(library, _)| name.begins(library))?;
    let home = matches!(floor, Floor::Kernel | Floor::App) && rooms.contains(&file.room());
    (!home).then_some("a database driver is named only in kernel/db, a server only in kernel/web and app")
}

/// Async exists only in `kernel/web`, in `app`, and in tests, which drive a router or a server.
fn asynchronous(tree: &Tree) -> Vec<Violation> {
    let mut broken = Vec::new();
    let served = |file: &Source| file.floor() == Some(Floor::App) || file.room() == "web";
    for file in tree.rust().filter(|file| !served(file) && !file.is_test()) {
        for (place, line) in file.code.lines().enumerate() {
            let word = line.split(|letter: char| !letter.is_alphanumeric() && letter != '_');
            if word.clone().any(|word| word == "async" || word == "await") {
                broken.push(file.breaks(place + 1, "functions below the web run to completion"));
            }
        }
    }
    broken
}

/// `clippy.toml` names each banned source, and only `app` and the measurers are excused from it.
fn lint(tree: &Tree) -> Vec<Violation> {
    let mut broken = Vec::new();
    let Some(clippy) = tree.file("clippy.toml") else {
        return vec![Violation { path: "clippy.toml".into(), line: 1, what: "missing".into() }];
    };
    for ban in LINTED.iter().filter(|ban| !clippy.text.contains(&format!("path = \"{ban}\""))) {
        broken.push(clippy.breaks(1, format!("does not ban {ban}")));
    }
    for (place, line) in clippy.text.lines().enumerate() {
        if line.contains("path = ") && !line.contains("reason = ") {
            broken.push(clippy.breaks(place + 1, "a ban without its reason"));
        }
    }
    // The nearest file counts, so another one would lift the bans below it.
    for other in tree.ending("/clippy.toml").filter(|file| !file.path.starts_with("acceptance/")) {
        broken.push(other.breaks(1, "the bans of the house stand in one file"));
    }
    let excused = |file: &Source| {
        let measures = MEASURERS.iter().any(|(path, _)| *path == file.path);
        measures || file.is_test() || file.floor() == Some(Floor::App)
    };
    for file in tree.rust().filter(|file| !excused(file)) {
        for (place, line) in file.code.lines().enumerate() {
            if line.contains("disallowed_methods") {
                broken.push(file.breaks(place + 1, "only app is excused from the bans of clippy.toml"));
            }
        }
    }
    broken
}

#[test]
fn this_house_makes_no_time_or_chance_of_its_own() {
    kept(sources);
}

#[test]
fn this_house_runs_to_completion_below_the_web() {
    kept(asynchronous);
}

#[test]
fn this_house_has_the_compiler_watch_too() {
    kept(lint);
}

#[test]
fn every_excuse_is_needed() {
    let tree = repository();
    for (path, _) in MEASURERS {
        let measures = tree.file(path).is_some_and(|file| named(file).iter().any(|name| name.holds("Instant::now")));
        assert!(measures, "{path} is excused and looks at no clock");
    }
}

#[test]
fn a_source_of_ones_own_is_caught() {
    for (path, text) in [
        ("engines/flow/src/x.rs", "fn f() { std::fs::read(\"x\"); }"),
        ("engines/flow/src/x.rs", "use std::{collections::BTreeMap, net};"),
        ("engines/flow/src/x.rs", "use std::time::SystemTime as Time;\nfn f() { SystemTime::now(); }"),
        ("kernel/op/src/x.rs", "fn f() { let t = std::time::Instant::now(); }"),
        ("kernel/op/src/x.rs", "use getrandom::fill;"),
        ("domains/credit/src/work.rs", "fn f() { jiff::Zoned::now(); }"),
        ("domains/credit/src/work.rs", "use rusqlite::Connection;"),
        ("domains/credit/src/pages.rs", "fn f(s: axum::http::StatusCode) {}"),
        ("kernel/op/src/x.rs", "use {tokio::spawn};"),
        ("app/src/main.rs", "use postgres::Client;"),
    ] {
        caught(sources, path, text);
    }
    caught(asynchronous, "kernel/op/src/x.rs", "pub async fn f() {}");
    caught(asynchronous, "domains/credit/src/work.rs", "fn f() { g().await; }");
    caught(asynchronous, "domains/credit/src/tested.rs", "async fn f() {}");
    caught(lint, "clippy.toml", "disallowed-methods = []\n");
    caught(lint, "clippy.toml", "disallowed-methods = [{ path = \"std::time::SystemTime::now\" }]\n");
    caught(lint, "domains/credit/clippy.toml", "disallowed-methods = []\n");
    caught(lint, "domains/credit/src/work.rs", "#[expect(clippy::disallowed_methods)]\nfn f() {}");
}

#[test]
fn what_only_looks_like_a_source_is_spared() {
    spared(sources, "engines/flow/src/x.rs", "// std::fs is not used.\nconst A: &str = \"std::fs::read\";");
    spared(sources, "kernel/op/src/tests.rs", "fn f() { std::time::Instant::now(); }");
    spared(sources, "domains/credit/src/work.rs", "fn f(op: &Op) { op.now(); units::Instant::EPOCH; }");
    spared(asynchronous, "kernel/op/src/x.rs", "fn f() { asynchronous(); } // async later");
    for path in ["domains/credit/src/tests/site.rs", "kernel/op/src/tests.rs", "kernel/db/tests/story/main.rs"] {
        spared(asynchronous, path, "async fn f() {}");
    }
    spared(asynchronous, "acceptance/benches/pages.rs", "async fn f() { g().await; }");
}
