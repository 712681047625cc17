//! One dialect of SQL for both databases, and migrations that only go forward.

use super::{
    caught, kept, spared,
    tables::{indexes, migrations, statements, tables},
    tree::{Source, Tree, Violation},
};

/// The types both databases hold alike.
const TYPES: [&str; 4] = ["text", "bigint", "double precision", "bytea"];
/// Words that mean something on one of the two only.
const ONE_SIDED: [&str; 17] = [
    "autoincrement",
    "serial",
    "bigserial",
    "jsonb",
    "json",
    "timestamp",
    "timestamptz",
    "datetime",
    "boolean",
    "integer",
    "real",
    "blob",
    "pragma",
    "without rowid",
    "now()",
    "current_timestamp",
    "if not exists",
];

/// Types, names and keys of the migrations.
fn dialect(tree: &Tree) -> Vec<Violation> {
    let mut broken = Vec::new();
    for statement in statements(tree) {
        let words: Vec<&str> = statement.text.split([' ', ',', '(']).collect();
        for word in ONE_SIDED {
            let there = if word.contains([' ', '(']) { statement.text.contains(word) } else { words.contains(&word) };
            if there {
                broken.push(statement.file.breaks(statement.line, format!("`{word}` is not in the common dialect")));
            }
        }
    }
    for table in tables(tree) {
        let mut tell = |what: String| broken.push(table.file.breaks(table.line, format!("{}: {what}", table.name)));
        for (column, definition) in &table.columns {
            if !TYPES.iter().any(|kind| definition == kind || definition.starts_with(&format!("{kind} "))) {
                tell(format!("column {column} has none of the types {TYPES:?}"));
            }
            let bare = ["primary key", "unique", "check", "references"];
            if bare.iter().any(|kind| definition.split("default '").next().is_some_and(|own| own.contains(kind))) {
                tell(format!("the constraint of column {column} has no name; write it as a table constraint"));
            }
        }
        for constraint in &table.constraints {
            let name = constraint.strip_prefix("constraint ").and_then(|rest| rest.split(' ').next());
            match name {
                // Both databases call it by the table's name.
                None if constraint.starts_with("primary key") => {}
                None => tell(format!("`{constraint}` has no name, so its violation cannot become a refusal")),
                Some(name) if !name.starts_with(&format!("{}_", table.file.room())) => {
                    tell(format!("constraint {name} does not begin with its domain"));
                }
                Some(_) => {}
            }
        }
        if !table.constraints.iter().any(|constraint| constraint.contains("primary key")) {
            tell("has no primary key".to_owned());
        }
    }
    for index in indexes(tree) {
        if !index.name.starts_with(&format!("{}_", index.file.room())) {
            broken.push(index.file.breaks(index.line, format!("index {} does not begin with its domain", index.name)));
        }
    }
    broken
}

/// Migrations are numbered from one without a gap, and each says why it exists.
fn numbering(tree: &Tree) -> Vec<Violation> {
    let mut broken = Vec::new();
    let mut before: Option<(&str, usize)> = None;
    for file in migrations(tree) {
        let number = number(file);
        let expected = match before {
            Some((room, number)) if room == file.room() => number + 1,
            _ => 1,
        };
        if number != Some(expected) {
            broken.push(file.breaks(1, format!("the migration's number should be {expected}")));
        }
        if !file.text.starts_with("--") {
            broken.push(file.breaks(1, "a migration begins with a comment that says what it is for"));
        }
        before = Some((file.room(), expected));
    }
    broken
}

fn number(file: &Source) -> Option<usize> {
    let name = file.path.rsplit('/').next()?;
    let (number, name) = name.strip_suffix(".sql")?.split_once('_')?;
    let plain = name.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_');
    if plain { number.parse().ok() } else { None }
}

#[test]
fn this_house_speaks_one_dialect() {
    kept(dialect);
}

#[test]
fn this_house_numbers_its_migrations() {
    kept(numbering);
}

#[test]
fn another_dialect_is_caught() {
    let path = "domains/credit/migrations/0002_more.sql";
    for text in [
        "-- x\nCREATE TABLE credit_x (a INTEGER NOT NULL, CONSTRAINT credit_x_pk PRIMARY KEY (a));",
        "-- x\nCREATE TABLE credit_x (a VARCHAR(9) NOT NULL, CONSTRAINT credit_x_pk PRIMARY KEY (a));",
        "-- x\nCREATE TABLE credit_x (a TEXT PRIMARY KEY);",
        "-- x\nCREATE TABLE credit_x (a TEXT NOT NULL, PRIMARY KEY (a), UNIQUE (a));",
        "-- x\nCREATE TABLE credit_x (a TEXT NOT NULL, CONSTRAINT x_pk PRIMARY KEY (a));",
        "-- x\nCREATE TABLE credit_x (a TEXT NOT NULL);",
        "-- x\nCREATE TABLE credit_x (a BIGINT NOT NULL DEFAULT NOW(), CONSTRAINT credit_x_pk PRIMARY KEY (a));",
        "-- x\nCREATE INDEX outcome_credit ON credit_outcome (credit);",
    ] {
        caught(dialect, path, text);
    }
    spared(dialect, path, "-- Boolean, serial: words only.\nCREATE INDEX credit_outcome_b ON credit_outcome (credit);");
    caught(numbering, path, "CREATE INDEX credit_x ON credit_outcome (credit);");
    caught(numbering, "domains/credit/migrations/0003_more.sql", "-- x\n");
    caught(numbering, "domains/credit/migrations/0001_twice.sql", "-- x\n");
    spared(numbering, path, "-- x\n");
}
