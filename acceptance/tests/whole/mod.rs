//! The invariants of the house, read from its own source tree.
//!
//! Each rule is a function from a [`tree::Tree`] to its violations. One test holds it against this repository; another
//! plants a violation in a small sound house built in a temporary folder and asserts that the rule, silent before,
//! names the planted file. A rule that stops seeing is therefore noticed like a rule that is broken.
//!
//! Reading is line by line, with comments and texts masked; a rule that needed a compiler would be a compiler's lint.

mod calls;
mod dialect;
mod floors;
mod house;
mod keys;
mod layers;
mod locks;
mod marks;
mod mask;
mod rooms;
mod shape;
mod sources;
mod sql;
mod tables;
mod templates;
mod tree;
mod words;
pub mod written;

use std::path::Path;

use tree::{Tree, Violation};

/// A rule: what breaks it in a tree.
type Rule = fn(&Tree) -> Vec<Violation>;

/// This repository.
fn repository() -> Tree {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let tree = Tree::load(&root);
    assert!(tree.files.len() > 50, "the repository was not found at {}", root.display());
    tree
}

/// Asserts that this repository keeps a rule.
fn kept(rule: Rule) {
    let violations = rule(&repository());
    let lines: Vec<String> = violations.iter().map(ToString::to_string).collect();
    assert!(lines.is_empty(), "{} violations:\n{}", lines.len(), lines.join("\n"));
}

/// Asserts that a rule is silent in the sound house and names the planted file once `text` stands there.
fn caught(rule: Rule, path: &str, text: &str) {
    let house = house::build();
    let before: Vec<String> = rule(&Tree::load(house.path())).iter().map(ToString::to_string).collect();
    assert!(before.is_empty(), "the sound house breaks the rule: {before:?}");
    house::put(house.path(), path, text);
    let after = rule(&Tree::load(house.path()));
    let named = after.iter().any(|violation| violation.path == path);
    let lines: Vec<String> = after.iter().map(ToString::to_string).collect();
    assert!(named, "not caught in {path}:\n{text}\nreported instead: {lines:?}");
}

/// Asserts that a rule stays silent with `text` standing in the sound house: what looks like a violation and is none.
fn spared(rule: Rule, path: &str, text: &str) {
    let house = house::build();
    house::put(house.path(), path, text);
    let after: Vec<String> = rule(&Tree::load(house.path())).iter().map(ToString::to_string).collect();
    assert!(after.is_empty(), "{path} was blamed: {after:?}");
}
