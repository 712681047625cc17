//! A small sound house in a temporary folder, for planting violations in.

use std::{fs, path::Path};

use tempfile::TempDir;

/// Rooms below the root, and what each depends on.
const ROOMS: [(&str, &str); 9] = [
    ("engines/units", "serde"),
    ("engines/flow", ""),
    ("kernel/db", "units rusqlite"),
    ("kernel/op", "units db"),
    ("kernel/web", "units op axum tokio"),
    ("domains/directory", "units db op web"),
    ("domains/identity", "units db op web directory"),
    ("domains/credit", "units flow db op web directory identity"),
    ("app", "units op web directory identity credit tokio"),
];

const FILES: [(&str, &str); 18] = [
    (
        "Cargo.toml",
        r#"[workspace]
members = ["engines/*", "kernel/*", "domains/*", "app"]

[workspace.dependencies]
units = { path = "engines/units" }
serde = "1" # values become JSON
"#,
    ),
    ("clippy.toml", CLIPPY),
    (
        "Cargo.lock",
        "[[package]]\nname = \"serde\"\nsource = \"registry+https://github.com/rust-lang/crates.io-index\"\n",
    ),
    ("acceptance/package-lock.json", "{\"packages\": {\"x\": {\"version\": \"1.0.0\"}}}\n"),
    ("engines/units/src/lib.rs", "//! Quantities of the house.\n\nuse serde::Serialize;\n"),
    (
        "kernel/db/src/lib.rs",
        "//! One façade over two databases.\nuse rusqlite::Connection;\nconst READ: &str = \"select value from db_meta\";\n",
    ),
    ("kernel/web/src/lib.rs", "//! Pages and their one server.\nuse axum::Router;\npub async fn serve() {}\n"),
    ("kernel/web/words/zh-CN.ftl", "yes = 是\n"),
    ("kernel/web/words/en.ftl", "yes = Yes\n"),
    ("kernel/web/templates/base.html", "<p>{{ t(\"yes\") }}</p>\n"),
    ("domains/credit/migrations/0001_outcome.sql", MIGRATION),
    ("domains/credit/src/store.rs", STORE),
    ("domains/credit/src/model.rs", "//! Nouns.\npub enum Kind {\n    Course,\n}\n"),
    ("domains/credit/src/rules.rs", RULES),
    (
        "domains/credit/src/work.rs",
        "//! Verbs.\nuse crate::{rules, store};\nconst PAGE: &str = include_str!(\"../templates/outcome.html\");\n",
    ),
    ("domains/credit/words/zh-CN.ftl", "credit-outcome-closed = { $until } 已截止\ncredit-kind-course = 课程\n"),
    ("domains/credit/words/en.ftl", "credit-outcome-closed = Closed since { $until }\ncredit-kind-course = Course\n"),
    ("domains/credit/templates/outcome.html", "{{ t(\"credit-kind-\" ~ kind) }}\n"),
];

const CLIPPY: &str = r#"disallowed-methods = [
    { path = "std::time::SystemTime::now", reason = "op.now" },
    { path = "std::time::Instant::now", reason = "op.now" },
    { path = "jiff::Timestamp::now", reason = "op.now" },
    { path = "jiff::Zoned::now", reason = "op.now" },
    { path = "getrandom::fill", reason = "op.random" },
    { path = "std::env::var", reason = "configuration" },
]
"#;

const MIGRATION: &str = "-- What a learner has learned; kept for ever.
CREATE TABLE credit_outcome (
    learner TEXT NOT NULL,
    outcome TEXT NOT NULL,
    credit BIGINT NOT NULL DEFAULT 0,
    CONSTRAINT credit_outcome_pk PRIMARY KEY (learner, outcome),
    CONSTRAINT credit_outcome_not_negative CHECK (credit >= 0)
) PARTITION BY HASH (learner);
CREATE UNIQUE INDEX credit_outcome_each ON credit_outcome (learner, credit);
";

const STORE: &str = "//! All SQL.
use db::Conn;
/// The outcomes of a learner.
pub fn outcomes(conn: &Conn<'_>) {
    conn.rows(\"select outcome from credit_outcome where learner = $1\");
}
";

const RULES: &str = "//! Decisions.
use units::{Args, Refuse};
use crate::model;
impl Refuse for Closed {
    fn code(&self) -> &'static str {
        \"credit.outcome.closed\"
    }
}
";

/// The house, sound by every rule.
pub(super) fn build() -> TempDir {
    let folder = TempDir::new().unwrap();
    for (room, needs) in ROOMS {
        let name = room.rsplit('/').next().unwrap_or(room);
        let lines: String = needs.split_whitespace().map(|need| format!("{need}.workspace = true\n")).collect();
        let manifest = format!(
            "[package]\nname = \"{name}\"\nversion.workspace = true\nedition.workspace = true\n\n\
             [lints]\nworkspace = true\n\n[dependencies]\n{lines}"
        );
        put(folder.path(), &format!("{room}/Cargo.toml"), &manifest);
        put(folder.path(), &format!("{room}/src/lib.rs"), "//! A room of the house.\n");
        if room.starts_with("domains/") {
            put(folder.path(), &format!("{room}/README.md"), "# A domain\n");
        }
    }
    for (path, text) in FILES {
        put(folder.path(), path, text);
    }
    folder
}

/// Writes one file of the house.
pub(super) fn put(root: &Path, path: &str, text: &str) {
    let path = root.join(path);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, text).unwrap();
}
