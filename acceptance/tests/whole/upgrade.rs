//! A bank that kept its ledger in lines becomes one that keeps movements, on both databases.

use acceptance::postgres;
use credit::store::proof::holds_between;

use crate::DOMAINS;

/// The last migration of the credit bank that knew lines.
const LINES: u32 = 3;

/// Lines as they were written: a deposit of three credits, and an application of two for two and a half.
const KEPT: &str = "insert into credit_entry (learner, posting, line, kind, account, party, debit, credit, subject, at) values
   ('prs_a', 'pst_1', 1, 'deposit', 'issuer', 'x', 300, 0, 'out_1', 7), ('prs_a', 'pst_1', 2, 'deposit', 'deposited', 'x', 0, 300, 'out_1', 7),
   ('prs_a', 'pst_2', 1, 'hold', 'presented', 'y', 200, 0, 'app_1', 8), ('prs_a', 'pst_2', 2, 'hold', 'held', 'y', 0, 200, 'app_1', 8),
   ('prs_a', 'pst_2', 3, 'hold', 'granted', 'y', 250, 0, 'app_1', 8), ('prs_a', 'pst_2', 4, 'hold', 'reserved', 'y', 0, 250, 'app_1', 8)";
const BALANCES: &str = "insert into credit_balance (learner, account, party, amount) values
   ('prs_a', 'issuer', 'x', 300), ('prs_a', 'deposited', 'x', 300), ('prs_a', 'presented', 'y', 200), ('prs_a', 'held', 'y', 200),
   ('prs_a', 'granted', 'y', 250), ('prs_a', 'reserved', 'y', 250)";

#[test]
fn lines_become_movements_and_what_was_no_pair_is_found_by_the_proof() {
    let folder = tempfile::tempdir().unwrap();
    let sqlite = db::Location::Sqlite(folder.path().join("upgrade.db"));
    for location in [sqlite, db::Location::parse(&postgres::cluster().database()).unwrap()] {
        let db = db::Db::open(&location, db::Settings::default()).unwrap();
        let engine = db.engine();
        let all: Vec<db::Migration> =
            op::MIGRATIONS.iter().chain(DOMAINS.iter().flat_map(|domain| domain.migrations)).copied().collect();
        let before = |migration: &db::Migration| migration.domain != "credit" || migration.number <= LINES;
        db.migrate(&all.iter().copied().filter(before).collect::<Vec<_>>()).unwrap();
        // A learner whose lines were no pair: what was credited is not what was debited.
        let odd = KEPT.replace("prs_a", "prs_b").replace("0, 300", "0, 299");
        let whose = BALANCES.replace("prs_a", "prs_b");
        db.write(move |tx| [KEPT, BALANCES, &odd, &whose].iter().try_for_each(|sql| tx.run(sql, &[]).map(drop)))
            .unwrap();
        db.migrate(&all).unwrap();

        let sql = "select posting, number, kind, debit, credit, party, amount, subject, at from credit_movement
            where learner = $1 order by posting, number";
        let read = |learner: &'static str| {
            db.read(|conn| {
                conn.rows(sql, &[learner.into()], |row| {
                    let texts = [row.text(0)?, row.text(2)?, row.text(3)?, row.text(4)?, row.text(5)?, row.text(7)?];
                    Ok((texts.join(" "), row.int(1)?, row.int(6)?, row.int(8)?))
                })
            })
            .unwrap()
        };
        let expected = [
            ("pst_1 deposit issuer deposited x out_1".to_owned(), 1, 300, 7),
            ("pst_2 hold presented held y app_1".to_owned(), 1, 200, 8),
            ("pst_2 hold granted reserved y app_1".to_owned(), 2, 250, 8),
        ];
        assert_eq!(read("prs_a"), expected, "{engine:?}");
        assert_eq!(read("prs_b"), expected[1..], "{engine:?}");
        let proof =
            |after: &'static str, to: &'static str| db.read(|conn| holds_between(conn, after, Some(to))).unwrap();
        let held = proof("", "prs_a").expect("what was in order is in order");
        assert_eq!((held.movements, held.postings, held.learners, held.total), (3, 2, 1, 750), "{engine:?}");
        assert!(proof("prs_a", "prs_b").is_none(), "{engine:?}");
        db.close();
    }
}
