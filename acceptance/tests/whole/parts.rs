//! PostgreSQL keeps what grows with learners in parts. The engine itself is asked here, over every table and statement there
//! is: whether each key begins with the learner, and whether a statement that knows its learner looks into one part only.

use std::collections::{BTreeMap, BTreeSet};

use ::postgres::{Client, NoTls};
use acceptance::postgres;
use web::Domain;

use crate::whole::written::{Written, statements};

/// In the order in which `app` lists them.
const DOMAINS: [&Domain; 6] =
    [&directory::DOMAIN, &identity::DOMAIN, &credit::DOMAIN, &incentive::DOMAIN, &monitor::DOMAIN, &collection::DOMAIN];
/// Parts of a table here: enough that one of them is not all of them.
const PARTS: u32 = 4;
/// Statements about tables in parts there are at least: a reader that finds fewer has stopped seeing.
const ASKED_MIN: usize = 30;

/// Statements about no one learner: the beginning of the file's path, words that stand in the statement, and why.
const OF_ALL: [(&str, &str, &str); 25] = [
    ("domains/credit/src/store/application.rs", "institution = $1", "a reviewer's inbox, from an index of each part"),
    (
        "domains/credit/src/store/declaration.rs",
        "where id = $1",
        "a registrar's declaration, from an index of each part",
    ),
    (
        "domains/credit/src/store/declaration.rs",
        "institution = $1",
        "what waits to be verified, from an index of each part",
    ),
    ("domains/credit/src/store/appeal.rs", "credit_appeal", "a committee's appeals, from an index of each part"),
    (
        "domains/credit/src/store/bulk.rs",
        "bulk = $1",
        "what became of decisions made together, from an index of each part",
    ),
    ("domains/credit/src/store/clock.rs", "institution = $1", "how many of an institution's are overdue"),
    ("domains/credit/src/store/notice.rs", "reader", "what a reader was told, from an index of each part"),
    ("domains/credit/src/store/opinion.rs", "credit_opinion", "what an expert was asked, from an index of each part"),
    ("domains/credit/src/store/revocation.rs", "where id = $1", "a revocation, from an index of each part"),
    (
        "domains/credit/src/store/revocation.rs",
        "institution = $1",
        "what a school takes back, from an index of each part",
    ),
    ("domains/credit/src/store/standing.rs", "code = $2", "whom a draft reaches by code, from an index of each part"),
    ("domains/credit/src/store/standing.rs", "issuer > $1", "who issued anything, skipping through an index"),
    ("domains/credit/src/store/home.rs", "count(*)", "counts for front pages"),
    ("domains/credit/src/store/proof.rs", "learner > $1", "the proof of the ledger reads everything"),
    ("domains/credit/src/store/statistics.rs", "select", "statistics count everything, in parts by learner"),
    ("domains/incentive/src/store/order.rs", "o.id = $1", "a clerk's order, from an index of each part"),
    ("domains/incentive/src/store/order.rs", "provider = $1", "a provider's counter, from an index of each part"),
    ("domains/incentive/src/store/points.rs", "expires_on <= $1", "points that expire on a day"),
    ("domains/incentive/src/store/proof.rs", "select", "the proof of the points reads everything"),
    (
        "domains/credit/src/store/ledger.rs",
        "max(e.posting)",
        "for each account of a batch its own part is found while the statement runs",
    ),
    ("domains/identity/src/store", "guardian = $1", "a guardian's wards are asked for by the guardian"),
    ("domains/identity/src/store", "attested_at is null", "what waits for a school to attest"),
    ("domains/identity/src/store", "identity_read", "the yearly audit counts reads"),
    ("domains/identity/src/store", "count(", "the yearly audit counts"),
    ("domains/identity/src/store", "organisation", "what an organisation may read, over all who allowed it"),
];

/// Statements that do walk, by words that stand in them, and why they may.
const WALKS: [(&str, &str); 2] = [
    ("from credit_application where state in", "applications are few beside accounts, and the front page counts them"),
    ("from credit_account where opened_at <", "once a day the statistics count the accounts of each year"),
];

/// A database with every table of the house.
fn opened() -> Client {
    let url = postgres::cluster().database();
    let settings = db::Settings { parts: PARTS, ..db::Settings::default() };
    let db = db::Db::open(&db::Location::parse(&url).unwrap(), settings).expect("the database opens");
    let migrations: Vec<_> =
        op::MIGRATIONS.iter().chain(DOMAINS.iter().flat_map(|domain| domain.migrations)).copied().collect();
    db.migrate(&migrations).expect("the migrations run");
    db.close();
    Client::connect(&url, NoTls).expect("the database answers")
}

/// The tables in parts.
fn parted(client: &mut Client) -> BTreeSet<String> {
    let sql = "select c.relname::text from pg_class c where c.relkind = 'p'";
    client.query(sql, &[]).unwrap().iter().map(|row| row.get(0)).collect()
}

/// How many parts of each table a statement would look into.
fn looked_into(client: &mut Client, sql: &str, tables: &BTreeSet<String>) -> BTreeMap<String, usize> {
    client.batch_execute(&format!("prepare asked as {sql}")).unwrap_or_else(|error| panic!("{sql}: {error}"));
    let types = "select unnest(parameter_types)::text from pg_prepared_statements where name = 'asked'";
    let values: Vec<&str> = client
        .query(types, &[])
        .unwrap()
        .iter()
        .map(|row| match row.get::<_, String>(0).as_str() {
            "bigint" | "double precision" => "1",
            "bytea" => "'\\x00'",
            _ => "'x'",
        })
        .collect();
    let bound = if values.is_empty() { String::new() } else { format!("({})", values.join(", ")) };
    let plan: Vec<String> = client
        .query(&format!("explain execute asked{bound}"), &[])
        .unwrap_or_else(|error| panic!("{sql}: {error}"))
        .iter()
        .map(|row| row.get(0))
        .collect();
    client.batch_execute("deallocate asked").unwrap();
    let words = |line: &str| line.split([' ', '(', ')']).map(str::to_owned).collect::<Vec<_>>();
    let named: BTreeSet<String> = plan.iter().flat_map(|line| words(line)).collect();
    let count = |table: &String| (0..PARTS).filter(|part| named.contains(&format!("{table}_p{part}"))).count();
    tables.iter().map(|table| (table.clone(), count(table))).filter(|(_, count)| *count > 0).collect()
}

/// Statements that look into more than one part of a table, and are not about all learners.
fn wide(client: &mut Client, tables: &BTreeSet<String>, statements: &[Written]) -> Vec<String> {
    let about = |written: &&Written| tables.iter().any(|table| written.sql.contains(table));
    let excused = |written: &&Written| {
        OF_ALL.iter().any(|(path, words, _)| written.path.starts_with(path) && written.sql.contains(words))
    };
    let asked: Vec<&Written> = statements.iter().filter(about).filter(|written| !excused(written)).collect();
    let mut found = Vec::new();
    for written in asked {
        for (table, parts) in looked_into(client, &written.sql, tables) {
            if parts > 1 {
                found.push(format!("{}:{}: {parts} parts of {table}: {}", written.path, written.line, written.sql));
            }
        }
    }
    found
}

#[test]
fn a_statement_that_knows_its_learner_looks_into_one_part() {
    let mut client = opened();
    client.batch_execute("set plan_cache_mode = force_custom_plan").unwrap();
    let tables = parted(&mut client);
    let all = statements();
    let about = all.whole.iter().filter(|written| tables.iter().any(|table| written.sql.contains(table))).count();
    assert!(about >= ASKED_MIN, "{about} statements about {tables:?}");
    let found = wide(&mut client, &tables, &all.whole);
    assert!(found.is_empty(), "{} statements\n{}", found.len(), found.join("\n"));
    let planted = Written {
        path: "planted".into(),
        line: 1,
        sql: "select credit from credit_outcome where id = $1 and line = $2".into(),
    };
    assert_eq!(wide(&mut client, &tables, &[planted]).len(), 1);
    for (path, words, why) in OF_ALL {
        let needed = |written: &Written| written.path.starts_with(path) && written.sql.contains(words);
        assert!(all.whole.iter().any(needed), "{path}, {words}: nothing left that {why}");
    }
}

#[test]
fn every_key_of_a_table_in_parts_begins_with_the_learner() {
    let mut client = opened();
    let tables = parted(&mut client);
    assert!(tables.contains("credit_outcome") && tables.contains("identity_consent"), "{tables:?}");
    // As the engine keeps it: unique indexes of tables in parts, and tables that have a learner first and no parts.
    let wrong = "select c.relname::text || ': ' || i.relname::text
        from pg_index x join pg_class i on i.oid = x.indexrelid join pg_class c on c.oid = x.indrelid
        join pg_attribute a on a.attrelid = c.oid and a.attnum = x.indkey[0]
        where x.indisunique and not c.relispartition and c.relnamespace = current_schema()::regnamespace
          and ((c.relkind = 'p' and a.attname <> 'learner') or (c.relkind = 'r' and a.attname = 'learner'))";
    let found = |client: &mut Client| -> Vec<String> {
        client.query(wrong, &[]).unwrap().iter().map(|row| row.get(0)).collect()
    };
    assert_eq!(found(&mut client), Vec::<String>::new());
    let counted = "select count(*) from pg_inherits where inhparent = 'credit_outcome'::regclass";
    assert_eq!(client.query_one(counted, &[]).unwrap().get::<_, i64>(0), i64::from(PARTS));
    client.batch_execute("create table planted (learner text, a text, primary key (learner, a))").unwrap();
    client.batch_execute("create unique index planted_wide on credit_outcome (id, learner)").unwrap();
    assert_eq!(found(&mut client).len(), 2);
}

/// Statements that walk through a whole table of learners on SQLite, or from somewhere to its end with no limit.
fn walks(conn: &rusqlite::Connection, statements: &[Written], tables: &BTreeSet<String>) -> Vec<String> {
    let mut found = Vec::new();
    for written in statements.iter().filter(|written| tables.iter().any(|table| written.sql.contains(table))) {
        let mut asked = conn.prepare(&format!("explain query plan {}", written.sql)).expect(&written.sql);
        let steps: Vec<String> = asked.raw_query().mapped(|row| row.get(3)).map(Result::unwrap).collect();
        let whole = |table: &String, step: &String| {
            let mut words = step.split(' ');
            words.next() == Some("SCAN") && words.next() == Some(table) && !step.contains(" USING ")
        };
        let open_ended = |step: &String| step.ends_with("(learner>?)") && !written.sql.contains(" limit ");
        if let Some(step) = steps.iter().find(|step| open_ended(step) || tables.iter().any(|table| whole(table, step)))
        {
            found.push(format!("{}:{}: {step}: {}", written.path, written.line, written.sql));
        }
    }
    found
}

#[test]
fn no_statement_walks_through_all_learners_unasked() {
    let mut client = opened();
    let tables = parted(&mut client);
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("walks.db");
    let db = db::Db::open(&db::Location::Sqlite(path.clone()), db::Settings::default()).unwrap();
    let migrations: Vec<_> =
        op::MIGRATIONS.iter().chain(DOMAINS.iter().flat_map(|domain| domain.migrations)).copied().collect();
    db.migrate(&migrations).unwrap();
    db.close();
    let conn = rusqlite::Connection::open(&path).unwrap();
    let found = walks(&conn, &statements().whole, &tables);
    let found: Vec<&String> =
        found.iter().filter(|said| !WALKS.iter().any(|(words, _)| said.contains(words))).collect();
    assert!(found.is_empty(), "{} statements\n{found:#?}", found.len());
    for sql in [
        "select debit from credit_entry where learner > $1 and ($2 is null or learner <= $2)",
        "select debit from credit_entry where debit = $1",
    ] {
        let planted = Written { path: "planted".into(), line: 1, sql: sql.into() };
        assert_eq!(walks(&conn, &[planted], &tables).len(), 1, "{sql}");
    }
}
