//! Invariant 4: SQL stands only in a store, in the kernel and in migrations, and a table belongs to one store. A test may
//! ask the database itself what a verb left there.

use super::{
    caught, kept,
    mask::Literal,
    spared,
    tables::{statements, tables},
    tree::{Floor, Source, Tree, Violation},
};

/// Where SQL may stand, and nowhere else.
fn placement(tree: &Tree) -> Vec<Violation> {
    let mut broken = Vec::new();
    for file in tree.rust().filter(|file| !may_hold_sql(file)) {
        for literal in file.literals.iter().filter(|literal| is_sql(&literal.text)) {
            broken.push(file.breaks(literal.line, format!("SQL outside a store: {}", excerpt(literal))));
        }
    }
    broken
}

/// A table is named `<domain>_<noun>`, and only that domain's store and migrations mention it.
fn ownership(tree: &Tree) -> Vec<Violation> {
    let mut broken = Vec::new();
    let tables = tables(tree);
    for table in &tables {
        if !table.name.strip_prefix(table.file.room()).is_some_and(|noun| noun.starts_with('_') && noun.len() > 1) {
            broken.push(table.file.breaks(table.line, format!("{} is not named after its domain", table.name)));
        }
    }
    let foreign = |file: &Source, text: &str| -> Vec<&str> {
        let words: Vec<&str> = text.split(|letter: char| !letter.is_alphanumeric() && letter != '_').collect();
        let others = tables.iter().filter(|table| table.file.room() != file.room());
        others.map(|table| table.name.as_str()).filter(|name| words.contains(name)).collect()
    };
    for statement in statements(tree) {
        for name in foreign(statement.file, &statement.text) {
            broken.push(statement.file.breaks(statement.line, format!("{name} is another room's table")));
        }
    }
    for file in tree.rust().filter(|file| !file.is_test()) {
        for literal in &file.literals {
            for name in foreign(file, &literal.text) {
                broken.push(file.breaks(literal.line, format!("{name} is another room's table")));
            }
        }
    }
    broken
}

fn may_hold_sql(file: &Source) -> bool {
    match file.floor() {
        Some(Floor::Kernel) => true,
        Some(Floor::Domain) if file.module() == "store" => true,
        _ => file.is_test(),
    }
}

/// Whether a text is a statement of SQL or a piece of one.
fn is_sql(text: &str) -> bool {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase();
    let begins = |start: &str, middle: &str| text.starts_with(start) && text.contains(middle);
    let placeholder = text.as_bytes().windows(2).any(|pair| pair[0] == b'$' && pair[1].is_ascii_digit());
    placeholder
        || begins("select ", " from ")
        || begins("insert into ", "")
        || begins("update ", " set ")
        || begins("delete from ", "")
        || begins("with ", " as (select ")
        || begins("with ", " as ( select ")
        || begins("create table ", "")
        || begins("create index ", " on ")
        || begins("create unique index ", " on ")
        || begins("alter table ", "")
        || begins("drop table ", "")
        || begins("pragma ", "")
}

fn excerpt(literal: &Literal) -> String {
    literal.text.split_whitespace().collect::<Vec<_>>().join(" ").chars().take(60).collect()
}

#[test]
fn this_house_keeps_sql_in_its_stores() {
    kept(placement);
}

#[test]
fn this_house_has_one_owner_for_each_table() {
    kept(ownership);
}

#[test]
fn sql_in_the_wrong_place_is_caught() {
    for (path, text) in [
        ("domains/credit/src/work.rs", "fn f() { conn.rows(\"SELECT a\\n FROM credit_outcome\"); }"),
        ("domains/credit/src/pages.rs", "const Q: &str = r#\"delete from credit_outcome\"#;"),
        ("domains/credit/src/rules.rs", "const Q: &str = \" and learner = $1\";"),
        ("domains/credit/src/jobs.rs", "const Q: &str = \"with a as (select 1) select 2\";"),
        ("app/src/main.rs", "const Q: &str = \"update credit_outcome set credit = 0\";"),
        ("engines/flow/src/x.rs", "const Q: &str = \"create table x (a text)\";"),
        ("domains/credit/src/tested.rs", "const Q: &str = \"select a from credit_outcome\";"),
    ] {
        caught(placement, path, text);
    }
    spared(placement, "domains/credit/src/store/learner.rs", "const Q: &str = \"select a from credit_outcome\";");
    spared(placement, "domains/credit/src/tests/people.rs", "const Q: &str = \"select a from credit_outcome\";");
    spared(placement, "domains/credit/src/work.rs", "// select a from b\nconst Q: &str = \"select an outcome\";");
}

#[test]
fn another_rooms_table_is_caught() {
    caught(ownership, "domains/identity/src/store.rs", "const Q: &str = \"select a from credit_outcome\";");
    caught(ownership, "app/src/doctor.rs", "const TABLE: &str = \"credit_outcome\";");
    caught(ownership, "domains/credit/migrations/0002_x.sql", "CREATE TABLE outcome (a TEXT NOT NULL);");
    caught(
        ownership,
        "domains/identity/migrations/0001_x.sql",
        "CREATE TABLE identity_x (a TEXT NOT NULL REFERENCES credit_outcome (outcome));",
    );
    spared(ownership, "domains/identity/src/tests/people.rs", "const Q: &str = \"select a from credit_outcome\";");
    spared(ownership, "domains/identity/src/work.rs", "const CODE: &str = \"credit.credit_outcome_kept\";");
}
