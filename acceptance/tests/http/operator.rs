//! The operator's commands, on the same data the server serves.

use std::path::{Path, PathBuf};
use std::process::Output;

use acceptance::server::{Engine, Home, Server};

use super::on_both;

fn said(output: &Output) -> String {
    format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr))
}

#[track_caller]
fn done(home: &Home, arguments: &[&str]) -> Output {
    let output = home.run(arguments);
    assert!(output.status.success(), "{arguments:?}: {}", said(&output));
    output
}

fn exported(home: &Home, name: &str) -> (PathBuf, Vec<u8>) {
    let file = home.path().join(name);
    done(home, &["export", text(&file)]);
    let bytes = std::fs::read(&file).expect("the export was written");
    (file, bytes)
}

fn text(path: &Path) -> &str {
    path.to_str().expect("a temporary path is UTF-8")
}

#[test]
fn the_whole_database_moves_to_the_other_engine_and_back_unchanged() {
    for (from, to) in [(Engine::Sqlite, Engine::Postgres), (Engine::Postgres, Engine::Sqlite)] {
        let home = Home::demo(from);
        let (file, there) = exported(&home, "there");
        let other = Home::empty(to);
        done(&other, &["import", text(&file)]);
        let (back, again) = exported(&other, "back");
        assert!(there == again, "{from:?} → {to:?}: {} and {} differ", file.display(), back.display());
        assert!(there.len() > 100_000, "an export of the demo has only {} bytes", there.len());
        let refused = other.run(&["import", text(&file)]);
        assert!(!refused.status.success(), "an import into a database with data was not refused");
    }
}

#[test]
fn what_was_moved_is_served_like_before() {
    let before = Server::demo(Engine::Sqlite);
    let page = before.stranger().get("/api/directory/institutions?limit=20").must(200).body;
    let (file, _) = exported(before.home(), "moved");
    let other = Home::empty(Engine::Postgres);
    done(&other, &["import", text(&file)]);
    let after = Server::serve(other);
    assert_eq!(after.stranger().get("/api/directory/institutions?limit=20").must(200).body, page);
    super::ledger_balances(&after);
}

#[test]
fn the_checks_pass_while_the_server_runs() {
    on_both(|server| {
        for arguments in [&["doctor"][..], &["ledger", "verify"], &["privacy", "report", "--year", "2026"]] {
            let output = done(server.home(), arguments);
            assert!(!said(&output).trim().is_empty(), "{arguments:?} said nothing");
        }
    });
}

#[test]
fn the_interface_printed_is_the_interface_served() {
    let server = Server::demo(Engine::Sqlite);
    let printed: serde_json::Value =
        serde_json::from_slice(&done(server.home(), &["openapi"]).stdout).expect("OpenAPI is JSON");
    assert_eq!(printed, server.stranger().get("/api/openapi.json").must(200).json());
    assert!(printed["openapi"].as_str().is_some_and(|version| version.starts_with("3.1")));
}

#[test]
fn a_wrong_command_says_what_is_wrong() {
    let home = Home::empty(Engine::Sqlite);
    for (arguments, expected) in [
        (&["import", "/no/such/file"][..], "/no/such/file"),
        (&["directory", "import", "/no/such/file"], "/no/such/file"),
        (&["frobnicate"], "frobnicate"),
    ] {
        let output = home.run(arguments);
        assert!(!output.status.success(), "{arguments:?} succeeded");
        assert!(said(&output).contains(expected), "{arguments:?} said {}", said(&output));
        assert!(!said(&output).contains("panicked"), "{arguments:?} panicked");
    }
    let unknown = home.command(&["doctor"]).env("XUEQIAO_COLOUR", "red").output().expect("the binary runs");
    assert!(!unknown.status.success() && said(&unknown).contains("XUEQIAO_COLOUR"), "{}", said(&unknown));
}
