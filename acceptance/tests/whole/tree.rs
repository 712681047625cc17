//! A source tree in memory: its text files, and for Rust files what is code and what is text.

use std::{
    fmt, fs,
    path::{Path, PathBuf},
};

use super::mask::{Literal, mask};

/// Folders that hold what is made or fetched, not written.
const SKIPPED: [&str; 6] = ["target", ".git", "node_modules", ".venv", ".venv-sdmx", "out"];
/// Folders a running platform writes into, by their whole path: elsewhere folders of these names hold source.
const WRITTEN: [&str; 3] = ["data/demo", "data/files", "data/temp"];
/// Larger files are data, not source.
const BYTES_MAX: u64 = 4 << 20;

/// Every text file below a root.
pub(super) struct Tree {
    pub(super) files: Vec<Source>,
}

/// One file.
pub(super) struct Source {
    /// The path below the root, with slashes.
    pub(super) path: String,
    pub(super) text: String,
    /// For Rust: the text with comments and the insides of literals blanked, byte for byte as long as `text`.
    pub(super) code: String,
    /// For Rust: the string literals in order.
    pub(super) literals: Vec<Literal>,
}

/// A line that breaks a rule.
#[derive(Debug)]
pub(super) struct Violation {
    pub(super) path: String,
    pub(super) line: usize,
    pub(super) what: String,
}

/// Which floor a file stands on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Floor {
    Engine,
    Kernel,
    Domain,
    App,
    Acceptance,
}

impl Tree {
    pub(super) fn load(root: &Path) -> Tree {
        let mut files = Vec::new();
        let mut folders = vec![PathBuf::new()];
        while let Some(folder) = folders.pop() {
            let entries = fs::read_dir(root.join(&folder)).unwrap();
            for entry in entries.map(Result::unwrap) {
                let name = entry.file_name().to_string_lossy().into_owned();
                let below = folder.join(&name);
                let kind = entry.file_type().unwrap();
                let made = SKIPPED.contains(&name.as_str()) || WRITTEN.iter().any(|path| below == Path::new(path));
                if kind.is_dir() && !made {
                    folders.push(below);
                } else if kind.is_file() && !made && entry.metadata().unwrap().len() <= BYTES_MAX {
                    // What is not UTF-8 is a picture, a font or a database, and no rule reads it.
                    if let Ok(text) = fs::read_to_string(entry.path()) {
                        files.push(Source::new(below.to_string_lossy().replace('\\', "/"), text));
                    }
                }
            }
        }
        files.sort_by(|one, two| one.path.cmp(&two.path));
        Tree { files }
    }

    pub(super) fn file(&self, path: &str) -> Option<&Source> {
        self.files.iter().find(|file| file.path == path)
    }

    /// Files whose path ends so: `".rs"`, `"/Cargo.toml"`.
    pub(super) fn ending<'a>(&'a self, end: &'a str) -> impl Iterator<Item = &'a Source> {
        self.files.iter().filter(move |file| file.path.ends_with(end))
    }

    pub(super) fn rust(&self) -> impl Iterator<Item = &Source> {
        self.ending(".rs")
    }
}

impl Source {
    fn new(path: String, text: String) -> Source {
        let (code, literals) = if path.ends_with(".rs") { mask(&text) } else { Default::default() };
        Source { path, text, code, literals }
    }

    pub(super) fn floor(&self) -> Option<Floor> {
        Some(match self.path.split('/').next()? {
            "engines" => Floor::Engine,
            "kernel" => Floor::Kernel,
            "domains" => Floor::Domain,
            "app" => Floor::App,
            "acceptance" => Floor::Acceptance,
            _ => return None,
        })
    }

    /// The room it belongs to: the folder of the crate below its floor, or the floor's own name.
    pub(super) fn room(&self) -> &str {
        let mut parts = self.path.split('/');
        let floor = parts.next().unwrap_or_default();
        match self.floor() {
            Some(Floor::Engine | Floor::Kernel | Floor::Domain) => parts.next().unwrap_or_default(),
            _ => floor,
        }
    }

    /// The module of the room it is or lies in: `store` for `src/store.rs` and `src/store/outcome.rs`.
    pub(super) fn module(&self) -> &str {
        let inside = self.path.split_once("/src/").map_or("", |(_, inside)| inside);
        let first = inside.split('/').next().unwrap_or_default();
        first.strip_suffix(".rs").unwrap_or(first)
    }

    /// Whether it is compiled only for tests, benchmarks or examples.
    pub(super) fn is_test(&self) -> bool {
        let folders = ["/tests/", "/benches/", "/examples/"];
        self.path.ends_with("/tests.rs")
            || folders.iter().any(|folder| self.path.contains(folder))
            || self.path.starts_with("acceptance/")
    }

    /// The line a byte of the text stands in, from 1.
    pub(super) fn line_at(&self, byte: usize) -> usize {
        let before = &self.text.as_bytes()[..byte.min(self.text.len())];
        before.iter().filter(|byte| **byte == b'\n').count() + 1
    }

    /// A violation in this file.
    pub(super) fn breaks(&self, line: usize, what: impl Into<String>) -> Violation {
        Violation { path: self.path.clone(), line, what: what.into() }
    }
}

impl fmt::Display for Violation {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}:{}: {}", self.path, self.line, self.what)
    }
}

#[test]
fn a_path_says_floor_room_and_module() {
    let source = |path: &str| Source::new(path.into(), String::new());
    let store = source("domains/credit/src/store/outcome.rs");
    assert_eq!((store.floor(), store.room(), store.module()), (Some(Floor::Domain), "credit", "store"));
    assert_eq!(source("domains/credit/src/store.rs").module(), "store");
    assert_eq!(source("app/src/main.rs").room(), "app");
    assert_eq!(source("README.md").floor(), None);
    assert!(source("domains/credit/src/rules/tests.rs").is_test() && !store.is_test());
}
