//! The bank that the benches measure is made up; here is shown that it is one the verbs could have made.

// What a bench prints and measures is not asked for here.
#[allow(dead_code)]
#[path = "../../benches/support/bank.rs"]
mod bank;
#[allow(dead_code)]
#[path = "../../benches/support/decisions.rs"]
mod decisions;
#[allow(dead_code)]
#[path = "../../benches/support/grades.rs"]
mod grades;
#[allow(dead_code)]
#[path = "../../benches/support/learners.rs"]
mod learners;
#[allow(dead_code)]
#[path = "../../benches/support/multiply.rs"]
mod multiply;
#[allow(dead_code)]
#[path = "../../benches/support/seed.rs"]
mod seed;
#[allow(dead_code, clippy::disallowed_methods)]
#[path = "../../benches/support/stack.rs"]
mod stack;
#[allow(dead_code)]
#[path = "../../benches/support/template.rs"]
mod template;

use std::path::Path;

use credit::model::{ApplicationState, Decision, ReviewInput};
use credit::work::passbook::{self, Part, Passbook};
use multiply::{Big, Lite, Sink};
use op::{Actor, App};
use template::Template;

/// Learners that come through the verbs: enough that some of them convert.
const LEARNERS: usize = 60;
/// How often each of them is written again.
const COPIES: usize = 3;

fn small(folder: &Path) -> seed::Seed {
    seed::make(&db::Location::Sqlite(folder.join("xueqiao.db")), folder, 7, LEARNERS)
}

fn export(db: &db::Db) -> Vec<u8> {
    let mut bytes = Vec::new();
    db.export(&mut bytes, &mut |_| ()).unwrap();
    bytes
}

fn count(app: &App, table: &str) -> i64 {
    let sql = format!("select count(*) from {table}");
    app.db().read(|conn| conn.row(&sql, &[], |row| row.int(0))).unwrap().unwrap()
}

fn read(app: &App, learner: &str) -> Passbook {
    let actor = Actor::with_grants(learner, Vec::new());
    app.read(&actor, |op| passbook::own(op, learner, &Part::Whole)).unwrap()
}

/// A passbook without what tells one learner from another.
fn shape(mut passbook: Passbook) -> Vec<String> {
    let mut lines: Vec<String> = passbook
        .lines
        .drain(..)
        .map(|line| {
            let uses: Vec<String> = line
                .uses
                .iter()
                .map(|used| format!("{} {} {:?}", used.institution, used.target_code, used.state))
                .collect();
            let outcome = line.outcome;
            format!("{} {} {} {:?} {uses:?}", outcome.name, outcome.credit, outcome.obtained, outcome.institution)
        })
        .collect();
    lines.sort();
    lines.push(format!("{} {} {}", passbook.outcome_count, passbook.credit, passbook.recognised));
    lines.push(format!("{:?}", passbook.institutions));
    lines
}

/// Writes the copies, and looks whether everything is there so many times and reads like what the verbs made.
fn multiplied(app: &App, seed: &seed::Seed, template: &Template, sink: &mut dyn Sink) {
    let before: Vec<i64> = template.tables.iter().map(|table| count(app, &table.name)).collect();
    let proof = credit::cli::verify_ledger(app, |_| {}).unwrap();
    assert!(proof.holds() && proof.learners == LEARNERS as u64, "{proof:?}");
    let copies: Vec<Vec<String>> = (1..=COPIES).map(|copy| multiply::copy(app, sink, template, copy)).collect();
    for (table, before) in template.tables.iter().zip(before) {
        assert_eq!(count(app, &table.name), before * (1 + COPIES as i64), "{}", table.name);
    }
    for table in
        ["credit_use", "credit_target", "credit_application", "credit_item", "credit_movement", "identity_consent"]
    {
        assert!(count(app, table) > 0, "{table} is part of the shape");
    }
    let whole = credit::cli::verify_ledger(app, |_| {}).unwrap();
    assert!(whole.holds(), "{:?}", whole.faults);
    assert_eq!((whole.movements, whole.postings), (proof.movements * 4, proof.postings * 4));
    assert_eq!(whole.total, proof.total * 4);
    for ids in &copies {
        for (learner, from) in ids.iter().zip(&template.learners) {
            assert_eq!(shape(read(app, learner)), shape(read(app, &from.id)));
        }
    }
    // A copied decision is one that the verbs go on from.
    let found = copies.iter().flatten().find_map(|learner| {
        let actor = Actor::with_grants(learner, Vec::new());
        let mine = app.read(&actor, |op| credit::work::application::own_list(op, learner, None, 10)).unwrap();
        mine.into_iter().next().map(|application| (learner, application))
    });
    let (learner, application) = found.expect("somebody converted");
    let review = ReviewInput::new(Decision::Reverse, "核对有误", application.revision);
    let id = application.id;
    let reversed = app
        .write(&seed.receiver.reviewer, None, move |op| credit::work::application::decide(op, &id, &review))
        .unwrap();
    assert_eq!(reversed.state, ApplicationState::Reversed);
    assert!(read(app, learner).lines.iter().all(|line| line.uses.is_empty()));
    assert!(credit::cli::verify_ledger(app, |_| {}).unwrap().holds());
}

/// What nobody may do to a ledger, with what mends it again: a movement and a balance of the same learner.
const PLANTED: [(&str, &str); 6] = [
    // More moved than the balances know of.
    (
        "update credit_movement set amount = amount + 7 where $WHICH",
        "update credit_movement set amount = amount - 7 where $WHICH",
    ),
    // One side of a movement in another account.
    (
        "update credit_movement set credit = 'granted' where $WHICH and credit = 'deposited'",
        "update credit_movement set credit = 'deposited' where $WHICH and credit = 'granted'",
    ),
    // Another institution's account than the balance's.
    (
        "update credit_movement set party = party || 'x' where $WHICH",
        "update credit_movement set party = substr(party, 1, 10) where $WHICH",
    ),
    // A balance alone.
    (
        "update credit_balance set amount = amount + 1 where $WHOSE",
        "update credit_balance set amount = amount - 1 where $WHOSE",
    ),
    // A balance without movements.
    (
        "insert into credit_balance (learner, account, party, amount) values ('prs_00000000000000000000000000', 'held', 'x', 3)",
        "delete from credit_balance where learner = 'prs_00000000000000000000000000'",
    ),
    // What passes any number, so that it cannot be added up.
    (
        "update credit_movement set amount = 9223372036854775807 - amount where $WHICH",
        "update credit_movement set amount = 9223372036854775807 - amount where $WHICH",
    ),
];

/// Both databases find the same wrong, in the same words, whether sums or movements are asked.
fn finds_what_is_planted(apps: [&App; 2]) {
    let first = apps[0].db().read(|conn| {
        conn.row("select learner, posting from credit_movement order by learner, posting limit 1", &[], |row| {
            Ok((row.text(0)?, row.text(1)?))
        })
    });
    let (learner, posting) = first.unwrap().expect("a posting");
    for (plant, mend) in PLANTED {
        let sql = |text: &str| {
            let whose = format!("learner = '{learner}'");
            text.replace("$WHICH", &format!("{whose} and posting = '{posting}'")).replace("$WHOSE", &whose)
        };
        let said = apps.map(|app| {
            let (plant, mend) = (sql(plant), sql(mend));
            assert!(app.db().write(move |tx| tx.run(&plant, &[])).unwrap() > 0);
            let proof = credit::cli::verify_ledger(app, |_| {}).unwrap();
            assert!(!proof.holds() && !proof.faults.is_empty());
            assert!(app.db().write(move |tx| tx.run(&mend, &[])).unwrap() > 0);
            assert!(credit::cli::verify_ledger(app, |_| {}).unwrap().holds());
            proof
        });
        assert_eq!(said[0], said[1], "{plant}");
        assert!(said[0].faults.iter().any(|fault| fault.starts_with("prs_")), "{:?}", said[0].faults);
    }
}

/// On PostgreSQL a part that holds is proved by its sums and not by its movements.
fn sums_prove_every_part(app: &App) {
    let mut proof = credit::model::Proof::default();
    let mut last = None;
    loop {
        let held = app.snapshot(&Actor::system("cli"), |op| {
            let Some(part) = credit::work::ledger::Part::next(op, last.as_ref())? else { return Ok(false) };
            proof.add(part.holds(op)?.expect("a part that holds"));
            last = Some(part);
            Ok(true)
        });
        if !held.unwrap() {
            break;
        }
    }
    assert_eq!(proof, credit::cli::verify_ledger(app, |_| {}).unwrap());
}

#[test]
fn a_multiplied_bank_is_one_the_verbs_could_have_made() {
    let folder = tempfile::tempdir().unwrap();
    let seed = small(folder.path());
    let path = folder.path().join("xueqiao.db");
    let template = Template::read(&path);
    assert_eq!(template.learners.len(), LEARNERS);
    // The same on PostgreSQL, whose tables are in parts.
    let big = db::Location::Postgres(acceptance::postgres::cluster().database());
    let small_bytes = export(seed.app.db());
    let other = tempfile::tempdir().unwrap();
    let app = stack::app(&big, &bank::migrations(), other.path());
    app.db().import(&mut &small_bytes[..], &mut |_| ()).unwrap();
    finds_what_is_planted([&app, &seed.app]);
    let db::Location::Postgres(url) = &big else { panic!("an address") };
    let mut sink = Big(postgres::Client::connect(url, postgres::NoTls).unwrap());
    multiplied(&app, &seed, &template, &mut sink);
    multiplied(&seed.app, &seed, &template, &mut Lite::open(&path));
    sums_prove_every_part(&app);
}

#[test]
fn the_same_seed_makes_the_same_bank() {
    let (one, two) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let (one, two) = (export(small(one.path()).app.db()), export(small(two.path()).app.db()));
    assert!(one == two, "the exports differ");
}
