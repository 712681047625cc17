//! The tables of the migrations, read without a database.

use super::tree::{Source, Tree};

/// A table as a migration creates it.
pub(super) struct Table<'a> {
    pub(super) name: String,
    pub(super) file: &'a Source,
    pub(super) line: usize,
    /// Column definitions: name, then everything behind it.
    pub(super) columns: Vec<(String, String)>,
    /// Table constraints, from CONSTRAINT or the bare keyword on.
    pub(super) constraints: Vec<String>,
    /// The column whose hash says in which part a row is kept.
    pub(super) parted_by: Option<String>,
}

impl Table<'_> {
    /// The columns of the primary key.
    pub(super) fn primary(&self) -> Vec<String> {
        let primary = self.constraints.iter().find(|constraint| constraint.contains("primary key"));
        primary.map(|constraint| columns_of(constraint)).unwrap_or_default()
    }
}

/// An index as a migration creates it.
pub(super) struct Index<'a> {
    pub(super) name: String,
    pub(super) table: String,
    pub(super) unique: bool,
    pub(super) columns: Vec<String>,
    pub(super) file: &'a Source,
    pub(super) line: usize,
}

/// A statement of a migration: in lowercase, without comments, on one line.
pub(super) struct Statement<'a> {
    pub(super) file: &'a Source,
    pub(super) line: usize,
    pub(super) text: String,
}

pub(super) fn migrations(tree: &Tree) -> impl Iterator<Item = &Source> {
    tree.ending(".sql").filter(|file| file.path.contains("/migrations/"))
}

/// Every statement of every migration.
pub(super) fn statements(tree: &Tree) -> Vec<Statement<'_>> {
    let mut found = Vec::new();
    for file in migrations(tree) {
        let (mut text, mut begun) = (String::new(), 1);
        for (place, line) in file.text.lines().enumerate() {
            let code = line.split("--").next().unwrap_or_default();
            for (part, piece) in code.split(';').enumerate() {
                if part > 0 {
                    found.push(Statement { file, line: begun, text: std::mem::take(&mut text) });
                }
                for word in piece.split_whitespace() {
                    if text.is_empty() {
                        begun = place + 1;
                    } else {
                        text.push(' ');
                    }
                    text.push_str(&word.to_lowercase());
                }
            }
        }
        found.push(Statement { file, line: begun, text });
    }
    found.retain(|statement| !statement.text.is_empty());
    found
}

/// Every table the migrations create.
pub(super) fn tables(tree: &Tree) -> Vec<Table<'_>> {
    let mut found = Vec::new();
    for statement in statements(tree) {
        let Some(rest) = statement.text.strip_prefix("create table ") else { continue };
        let rest = rest.strip_prefix("if not exists ").unwrap_or(rest);
        let Some((name, body)) = rest.split_once('(') else { continue };
        let (body, behind) = body.split_at(closing(body));
        let parted_by = behind.strip_prefix(") partition by hash (").and_then(|rest| rest.strip_suffix(')'));
        let parted_by = parted_by.map(|column| column.trim().to_owned());
        let (mut columns, mut constraints) = (Vec::new(), Vec::new());
        for part in parts(body) {
            let first = part.split([' ', '(']).next().unwrap_or_default();
            match first {
                "constraint" | "primary" | "unique" | "check" | "foreign" => constraints.push(part),
                _ => columns.push((first.to_owned(), part[first.len()..].trim().to_owned())),
            }
        }
        let name = name.trim().to_owned();
        found.push(Table { name, file: statement.file, line: statement.line, columns, constraints, parted_by });
    }
    found
}

/// Every index the migrations create.
pub(super) fn indexes(tree: &Tree) -> Vec<Index<'_>> {
    let mut found = Vec::new();
    for statement in statements(tree) {
        let unique = statement.text.starts_with("create unique index ");
        let rest = statement.text.strip_prefix("create unique index ").or(statement.text.strip_prefix("create index "));
        let Some((name, rest)) = rest.and_then(|rest| rest.split_once(" on ")) else { continue };
        let Some((table, body)) = rest.split_once('(') else { continue };
        let name = name.trim_start_matches("if not exists ").to_owned();
        let columns = columns_of(&format!("({body}"));
        let table = table.trim().to_owned();
        found.push(Index { name, table, unique, columns, file: statement.file, line: statement.line });
    }
    found
}

/// The columns in the first brackets of a constraint.
pub(super) fn columns_of(constraint: &str) -> Vec<String> {
    let inside = constraint.split_once('(').map_or("", |(_, rest)| rest);
    parts(&inside[..closing(inside)])
}

/// Where the bracket closes that was opened before this text.
fn closing(inside: &str) -> usize {
    let mut depth = 1;
    let end = inside.find(|letter| {
        depth += i32::from(letter == '(') - i32::from(letter == ')');
        depth == 0
    });
    end.unwrap_or(inside.len())
}

/// What stands between commas outside brackets.
fn parts(body: &str) -> Vec<String> {
    let (mut depth, mut found, mut part) = (0, Vec::new(), String::new());
    for letter in body.chars() {
        depth += i32::from(letter == '(') - i32::from(letter == ')');
        if letter == ',' && depth == 0 {
            found.push(part.trim().to_owned());
            part.clear();
        } else {
            part.push(letter);
        }
    }
    found.push(part.trim().to_owned());
    found.retain(|part| !part.is_empty());
    found
}

#[test]
fn a_migration_is_read() {
    let house = super::house::build();
    let tree = Tree::load(house.path());
    let tables = tables(&tree);
    assert_eq!(tables.len(), 1);
    let table = &tables[0];
    assert_eq!((table.name.as_str(), table.line), ("credit_outcome", 2));
    assert_eq!(table.columns[2], ("credit".to_owned(), "bigint not null default 0".to_owned()));
    assert_eq!(columns_of(&table.constraints[0]), ["learner", "outcome"]);
    assert_eq!(table.constraints.len(), 2);
    assert_eq!((table.primary(), table.parted_by.as_deref()), (columns_of(&table.constraints[0]), Some("learner")));
    let indexes = indexes(&tree);
    assert!(indexes[0].unique && indexes[0].table == "credit_outcome" && indexes[0].line == 9);
    assert_eq!(indexes[0].columns, ["learner", "credit"]);
}
