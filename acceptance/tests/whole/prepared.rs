//! Every statement that is known whole is shown to both engines, which prepare it against the tables of the migrations. A
//! statement that only one of them understands is thus found even where no test runs it.

use acceptance::postgres;
use web::Domain;

use crate::whole::written::{Written, statements};

/// In the order in which `app` lists them.
const DOMAINS: [&Domain; 6] =
    [&directory::DOMAIN, &identity::DOMAIN, &credit::DOMAIN, &incentive::DOMAIN, &monitor::DOMAIN, &collection::DOMAIN];

/// How many statements there are at least: a reader that finds fewer has stopped seeing.
const WHOLE_MIN: usize = 150;

/// A database with every table of the house.
fn opened(location: &db::Location) -> db::Db {
    let db = db::Db::open(location, db::Settings::default()).expect("the database opens");
    let migrations: Vec<_> =
        op::MIGRATIONS.iter().chain(DOMAINS.iter().flat_map(|domain| domain.migrations)).copied().collect();
    db.migrate(&migrations).expect("the migrations run");
    db
}

/// What an engine does not understand.
fn misunderstood(db: &db::Db, statements: &[Written]) -> Vec<String> {
    let ask = |written: &Written| db.read(|conn| conn.understands(&written.sql)).err();
    let said = |written| ask(written).map(|error| format!("{}:{}: {error}", written.path, written.line));
    statements.iter().filter_map(said).collect()
}

#[test]
fn both_engines_understand_every_statement() {
    let all = statements();
    assert!(all.whole.len() >= WHOLE_MIN, "{} whole, {} chosen at run time", all.whole.len(), all.chosen.len());
    let folder = tempfile::tempdir().unwrap();
    let sqlite = db::Location::Sqlite(folder.path().join("statements.db"));
    let postgres = db::Location::parse(&postgres::cluster().database()).unwrap();
    for location in [sqlite, postgres] {
        let db = opened(&location);
        let wrong = misunderstood(&db, &all.whole);
        assert!(wrong.is_empty(), "{:?}: {} of {}\n{}", db.engine(), wrong.len(), all.whole.len(), wrong.join("\n"));
        let planted = |sql: &str| vec![Written { path: "planted".into(), line: 1, sql: sql.into() }];
        assert_eq!(misunderstood(&db, &planted("select nothing from credit_outcome")).len(), 1);
        db.close();
    }
}
