//! Invariants 5 and 6, and the direction of imports inside a domain.

use super::{
    calls::{Named, named},
    caught, kept, spared,
    tree::{Floor, Source, Tree, Violation},
};

/// What each module of a domain may not name of its own crate: everything above it.
const ABOVE: [(&str, &[&str]); 9] = [
    ("model", &["rules", "access", "store", "work", "pages", "api", "jobs", "cli", "facts"]),
    ("rules", &["access", "store", "work", "pages", "api", "jobs", "cli", "facts"]),
    ("access", &["work", "pages", "api", "jobs", "cli", "facts"]),
    ("store", &["work", "pages", "api", "jobs", "cli", "facts"]),
    ("work", &["asked", "shown", "lists", "pages", "api", "jobs", "cli"]),
    // What pages and API share.
    ("asked", &["pages", "api"]),
    ("shown", &["lists", "pages", "api"]),
    ("lists", &["pages", "api"]),
    ("api", &["pages"]),
];
/// What of the kernel's storage a domain never holds in its hands: with these it could write without a pen.
const STORAGE: [&str; 3] = ["db::Tx", "db::Db", "db::Location"];

/// What a domain may not call: an application gives the database to the kernel and the command line.
const HANDED_OUT: &str = ".db()";

/// Rules and models are pure, imports point down, and nothing writes but a pen.
fn layers(tree: &Tree) -> Vec<Violation> {
    let mut broken = Vec::new();
    for file in tree.rust().filter(|file| file.floor() == Some(Floor::Domain)) {
        for name in named(file) {
            let name = resolved(file, name);
            let why = impure(file, &name).or_else(|| upward(file, &name)).or_else(|| penless(file, &name));
            broken.extend(why.map(|why| file.breaks(name.line, format!("{}: {why}", name.path))));
        }
        let calls = file.code.match_indices(HANDED_OUT).filter(|_| !file.is_test());
        broken.extend(calls.map(|(at, _)| file.breaks(file.line_at(at), "every write goes through a pen of op")));
    }
    broken
}

/// The name as seen from the crate's root: `super` and `self` stand for the folder of the module the file is.
fn resolved(file: &Source, name: Named) -> Named {
    let mut parts: Vec<&str> = name.path.split("::").collect();
    if !matches!(parts.first(), Some(&("super" | "self"))) {
        return name;
    }
    let inside = file.path.split_once("/src/").map_or("", |(_, inside)| inside);
    let inside = inside.strip_suffix(".rs").unwrap_or(inside);
    let mut module: Vec<&str> = inside.split('/').filter(|part| !matches!(*part, "mod" | "lib" | "main")).collect();
    while let Some("super" | "self") = parts.first().copied() {
        if parts.remove(0) == "super" {
            module.pop();
        }
    }
    let path = std::iter::once("crate").chain(module).chain(parts).collect::<Vec<_>>().join("::");
    Named { path, ..name }
}

fn impure(file: &Source, name: &Named) -> Option<&'static str> {
    let pure = matches!(file.module(), "rules" | "model");
    let kernel = ["op", "web", "db"].iter().any(|room| name.begins(room));
    (pure && kernel).then_some("rules and model know neither op, web nor db")
}

fn upward(file: &Source, name: &Named) -> Option<&'static str> {
    let (_, above) = ABOVE.iter().find(|(module, _)| *module == file.module())?;
    let upward = above.iter().any(|module| name.begins(&format!("crate::{module}")));
    (upward && !file.is_test())
        .then_some("imports point down: lib → pages, api → asked, shown, lists → work → rules, access, store → model")
}

fn penless(file: &Source, name: &Named) -> Option<&'static str> {
    let storage = STORAGE.iter().any(|held| name.begins(held));
    (storage && !file.is_test()).then_some("every write goes through a pen of op")
}

#[test]
fn this_house_keeps_its_layers() {
    kept(layers);
}

#[test]
fn a_layer_that_reaches_up_is_caught() {
    for (path, text) in [
        ("domains/credit/src/rules.rs", "use op::Op;"),
        ("domains/credit/src/rules/cap.rs", "fn f(conn: &db::Conn) {}"),
        ("domains/credit/src/rules/tests.rs", "use web::Response;"),
        ("domains/credit/src/model/outcome.rs", "use {op::{Error, Result}};"),
        ("domains/credit/src/model.rs", "use crate::store::outcomes;"),
        ("domains/credit/src/store.rs", "use crate::{model, work::deposit};"),
        ("domains/credit/src/work.rs", "fn f() { crate::pages::home(); }"),
        ("domains/credit/src/work/sign_in.rs", "use crate::{jobs};"),
        ("domains/credit/src/work.rs", "fn f() { crate::shown::names(); }"),
        ("domains/credit/src/shown.rs", "use crate::pages::home;"),
        ("domains/credit/src/lists/people.rs", "use crate::pages::people;"),
        ("domains/credit/src/api/own.rs", "use crate::pages::{signed_in, tokens};"),
        ("domains/credit/src/store.rs", "use db::{Conn, Tx};"),
        ("domains/directory/src/work.rs", "fn f(db: &db::Db) {}"),
        ("domains/credit/src/model.rs", "use super::store::outcomes;"),
        ("domains/credit/src/store/rule.rs", "use super::super::work::deposit;"),
        ("domains/credit/src/work/commit/batch.rs", "use super::super::super::pages;"),
        ("domains/credit/src/rules/cap.rs", "fn f() { super::super::store::cap(); }"),
        ("domains/credit/src/api.rs", "use self::super::pages::home;"),
        ("domains/credit/src/work.rs", "fn f(app: &op::App) { app.db().write(|tx| Ok(())); }"),
        ("domains/credit/src/jobs.rs", "fn f(app: &op::App) { let db = app\n    .db()\n    .clone(); }"),
    ] {
        caught(layers, path, text);
    }
    spared(layers, "domains/credit/src/work.rs", "use op::{Op, Pen};\nuse crate::{model, rules, store};");
    spared(layers, "domains/credit/src/work/commit/batch.rs", "use super::super::deposit::stored;\nuse super::run;");
    spared(layers, "domains/credit/src/store/rule.rs", "use super::work_of;\nuse self::model::Row;");
    spared(layers, "domains/credit/src/tests.rs", "fn f(app: &op::App) { app.db().close(); }");
    spared(layers, "domains/credit/src/rules.rs", "use crate::model::Outcome;\n// op decides nothing here.");
    spared(layers, "domains/credit/src/api.rs", "use crate::{asked, lists, shown, work};");
    spared(layers, "domains/credit/src/pages.rs", "use crate::work::deposit;");
}
