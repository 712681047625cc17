//! Made to be distributed: where a table grows with the people, its keys begin with the person.

use super::{
    caught, kept, repository, spared,
    tables::{columns_of, indexes, statements, tables},
    tree::{Tree, Violation},
};

/// Columns that hold the person a row belongs to.
const OWNERS: [&str; 2] = ["learner", "person"];

/// Keys that answer a question of the whole region instead, each with its reason. They are small tables of their own.
const REGION_WIDE: [(&str, &str); 5] = [
    (
        "identity_sign_in_name_pk",
        "a sign-in name is unique in the whole region and asked for before the person is known",
    ),
    ("identity_sign_in_name_one_each", "the other direction of the same small table"),
    ("identity_id_number_pk", "an id number belongs to one person in the whole region; the row is a hash and an id"),
    ("identity_invitation_pk", "an invitation is made before it is known whom it reaches"),
    ("incentive_code_pk", "a code is said at a provider's counter, before it is known whose order it is"),
];

/// Primary keys and unique constraints of a person's tables begin with the person.
fn keys(tree: &Tree) -> Vec<Violation> {
    let mut broken = Vec::new();
    let excused = |name: &str| REGION_WIDE.iter().any(|(key, _)| *key == name);
    let tables = tables(tree);
    for table in &tables {
        let Some(owner) = OWNERS.iter().find(|owner| table.columns.iter().any(|(column, _)| column == *owner)) else {
            continue;
        };
        for (column, definition) in &table.columns {
            if column != owner && (definition.contains("primary key") || definition.contains("unique")) {
                broken.push(table.file.breaks(table.line, format!("{}: key on {column} alone", table.name)));
            }
        }
        for constraint in &table.constraints {
            let given = constraint.strip_prefix("constraint ").and_then(|rest| rest.split(' ').next());
            let name = given.map_or(format!("{}_pkey", table.name), str::to_owned);
            let unique = constraint.contains("primary key") || constraint.contains("unique");
            if unique && columns_of(constraint).first().map(String::as_str) != Some(owner) && !excused(&name) {
                broken.push(table.file.breaks(table.line, format!("{name} does not begin with {owner}")));
            }
        }
        for index in indexes(tree).iter().filter(|index| index.unique && index.table == table.name) {
            if index.columns.first().map(String::as_str) != Some(owner) && !excused(&index.name) {
                broken.push(index.file.breaks(index.line, format!("{} does not begin with {owner}", index.name)));
            }
        }
    }
    broken
}

#[test]
fn this_house_can_be_distributed_by_person() {
    kept(keys);
}

#[test]
fn every_excuse_is_needed() {
    let tree = repository();
    let names = |text: &str| {
        text.split(|letter: char| !letter.is_alphanumeric() && letter != '_').map(str::to_owned).collect::<Vec<_>>()
    };
    let known: Vec<String> = statements(&tree).iter().flat_map(|statement| names(&statement.text)).collect();
    for (key, _) in REGION_WIDE {
        assert!(known.iter().any(|name| name == key), "{key} is excused and exists no more");
    }
}

#[test]
fn a_key_without_its_person_is_caught() {
    let path = "domains/credit/migrations/0002_more.sql";
    for text in [
        "CREATE TABLE credit_x (learner TEXT NOT NULL, a TEXT NOT NULL, CONSTRAINT credit_x_pk PRIMARY KEY (a));",
        "CREATE TABLE credit_x (a TEXT, learner TEXT, CONSTRAINT credit_x_pk PRIMARY KEY (a, learner));",
        "CREATE TABLE credit_x (a TEXT UNIQUE, person TEXT, CONSTRAINT credit_x_pk PRIMARY KEY (person));",
        "CREATE TABLE credit_x (learner TEXT, a TEXT, CONSTRAINT credit_x_pk PRIMARY KEY (learner),
             CONSTRAINT credit_x_a UNIQUE (a));",
        "CREATE UNIQUE INDEX credit_outcome_once ON credit_outcome (outcome);",
    ] {
        caught(keys, path, text);
    }
    spared(keys, path, "CREATE INDEX credit_outcome_by_credit ON credit_outcome (credit);");
    spared(keys, path, "CREATE TABLE credit_rule (a TEXT NOT NULL, CONSTRAINT credit_rule_pk PRIMARY KEY (a));");
}
