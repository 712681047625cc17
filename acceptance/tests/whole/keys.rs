//! Made to be distributed: where a table grows with the people, its keys begin with the person.

use super::{
    caught, kept, repository, spared,
    tables::{Table, columns_of, indexes, statements, tables},
    tree::{Tree, Violation},
};

/// Columns that hold the person a row belongs to.
const OWNERS: [&str; 2] = ["learner", "person"];

/// The column by which tables that grow with learners are kept in parts.
const LEARNER: &str = "learner";

/// Keys that answer a question of the whole region instead, each with its reason. They are small tables of their own.
const REGION_WIDE: [(&str, &str); 6] = [
    (
        "credit_application_owner_pk",
        "who an application belongs to is asked by whoever has only its number; the row is two ids",
    ),
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

/// A learner's tables are kept in parts by the learner, so that PostgreSQL looks into one part for one learner.
fn parts(tree: &Tree) -> Vec<Violation> {
    let mut broken = Vec::new();
    for table in tables(tree) {
        let of_learners = table.primary().first().is_some_and(|column| column == LEARNER);
        match (&table.parted_by, of_learners) {
            (None, true) => {
                broken.push(table.file.breaks(
                    table.line,
                    format!("{}: a learner's table without PARTITION BY HASH (learner)", table.name),
                ))
            }
            (Some(column), _) if column != LEARNER => {
                broken.push(table.file.breaks(table.line, format!("{} is parted by {column}", table.name)));
            }
            _ => {}
        }
    }
    broken
}

/// What belongs to something of a person names the person too. Something of a person is whatever a table keeps under the
/// person and a number of its own: with `(learner, id)` the key of `credit_outcome`, a table of the credit bank that has an
/// `outcome` and no learner grows with the learners and cannot be kept beside them.
fn owners(tree: &Tree) -> Vec<Violation> {
    let tables = tables(tree);
    let mut broken = Vec::new();
    for (table, noun) in tables.iter().filter_map(|table| Some((table, own_noun(table)?))) {
        for other in tables.iter().filter(|other| other.file.room() == table.file.room()) {
            let has = |wanted: &str| other.columns.iter().any(|(column, _)| column == wanted);
            if has(&noun) && !OWNERS.iter().any(|owner| has(owner)) {
                let what = format!("{} has a column {noun}, and nobody it belongs to", other.name);
                broken.push(other.file.breaks(other.line, what));
            }
        }
    }
    broken
}

/// What a person's table holds, if each of its rows has a number of its own beside the person.
fn own_noun(table: &Table) -> Option<String> {
    let noun = table.name.strip_prefix(table.file.room())?.strip_prefix('_')?;
    let [owner, number] = <[String; 2]>::try_from(table.primary()).ok()?;
    let numbered = OWNERS.contains(&owner.as_str()) && (number == "id" || number == noun);
    numbered.then(|| noun.to_owned())
}

#[test]
fn this_house_can_be_distributed_by_person() {
    kept(keys);
}

#[test]
fn this_house_keeps_learners_in_parts() {
    kept(parts);
}

#[test]
fn this_house_says_whose_everything_is() {
    kept(owners);
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

#[test]
fn a_learners_table_without_parts_is_caught() {
    let path = "domains/credit/migrations/0002_more.sql";
    for text in [
        "CREATE TABLE credit_x (learner TEXT NOT NULL, a TEXT NOT NULL, CONSTRAINT credit_x_pk PRIMARY KEY (learner, a));",
        "CREATE TABLE credit_x (a TEXT, learner TEXT, PRIMARY KEY (a, learner)) PARTITION BY HASH (a);",
    ] {
        caught(parts, path, text);
    }
    let whole = "CREATE TABLE credit_x (learner TEXT, a TEXT, CHECK (a IN ('(', 'b')), PRIMARY KEY (learner, a))
        PARTITION BY HASH (learner);";
    spared(parts, path, whole);
    spared(parts, path, "CREATE TABLE credit_rule (a TEXT NOT NULL, CONSTRAINT credit_rule_pk PRIMARY KEY (a));");
}

#[test]
fn what_belongs_to_nobody_is_caught() {
    let path = "domains/credit/migrations/0002_more.sql";
    caught(owners, path, "CREATE TABLE credit_x (outcome TEXT NOT NULL, at BIGINT, PRIMARY KEY (outcome));");
    spared(
        owners,
        path,
        "CREATE TABLE credit_x (learner TEXT, outcome TEXT NOT NULL, PRIMARY KEY (learner, outcome));",
    );
    spared(owners, path, "CREATE TABLE credit_x (rule TEXT NOT NULL, PRIMARY KEY (rule));");
}
