//! A large deposit through crashes: whatever moment the server dies at, in the end every row is there once.

use acceptance::cast;
use acceptance::files::{self, Grade};
use acceptance::server::{Engine, Server};
use serde_json::json;

use super::play::Dice;
use crate::http::identity::seconds_now;
use crate::http::{deposit, ledger_balances};

/// Rows of the file: several batches of the bank's own size, and a rest.
const ROWS: u32 = 4_321;
/// How often the server is killed while it works.
const KILLS: usize = 4;
/// Longer than a dead worker's lease on its job holds.
const LEASE_SECONDS: i64 = 600;

fn through_crashes(engine: Engine, seed: u64) {
    let mut dice = Dice::new(seed);
    let mut server = Server::demo(engine);
    let lin = deposit::registrar(&server);
    let course = format!("崩溃课程{seed}");
    let grades: Vec<Grade> = (0..ROWS)
        .map(|row| {
            Grade::passed("众人", &files::id_number(310_120, 19_500_101 + row / 900, row % 900), &course, "2.5", "75")
        })
        .collect();
    let file = files::csv_with_bom("large", &grades);
    let read = deposit::uploaded(&lin, &file);
    assert_eq!(read["state"], "checked", "{read}");
    let id = read["id"].as_str().expect("a deposit has an id");
    let choose = json!({ "choice": "all" });
    lin.json("POST", &format!("/api/credit/deposits/{id}/commitment"), &choose, Some("large-commit"));
    let now = units::Instant::from_micros(seconds_now() as i64 * 1_000_000);
    for kill in 1..=KILLS {
        // Not waiting for anything: this is the random point.
        std::thread::sleep(std::time::Duration::from_millis(dice.below(300) as u64));
        server.kill();
        server.restart();
        // The dead worker's lease on the job runs out by the clock, and the next worker takes the job up.
        server.home().stop_clock(now.plus_seconds(LEASE_SECONDS * kill as i64));
        // Whether the choice was heard before the crash is not known, and need not be: the key makes it one choice.
        let said = lin.json("POST", &format!("/api/credit/deposits/{id}/commitment"), &choose, Some("large-commit"));
        assert!((200..300).contains(&said.status), "{}: {}", said.status, said.text());
    }
    let done = deposit::settled(&lin, id, &["committing"]);
    assert_eq!((&done["state"], &done["progress"]["deposited"]), (&json!("committed"), &json!(ROWS)), "{done}");
    ledger_balances(&server);
    let again = deposit::uploaded(&lin, &file);
    assert_eq!(
        (&again["id"], &again["progress"]["deposited"]),
        (&json!(id), &json!(ROWS)),
        "the same file is the same deposit"
    );
    // The same rows as another file find everything there already.
    let mut shuffled = grades;
    shuffled.reverse();
    let other = deposit::uploaded(&lin, &files::csv_with_bom("shuffled", &shuffled));
    let other = deposit::committed(&lin, &other, "all");
    assert_eq!(
        (&other["progress"]["deposited"], &other["progress"]["unchanged"]),
        (&json!(0), &json!(ROWS)),
        "{other}"
    );
    let wang = server.stranger();
    wang.sign_in(cast::WANG);
    wang.get("/api/credit/passbook").must(200);
}

#[test]
fn a_large_deposit_survives_crashes_on_sqlite() {
    through_crashes(Engine::Sqlite, 1);
}

#[test]
fn a_large_deposit_survives_crashes_on_postgresql() {
    through_crashes(Engine::Postgres, 2);
}

/// A batch whose server is killed while it works: sent again, every row is there once, and each answer is the same.
fn a_batch_through_crashes(engine: Engine, seed: u64) {
    let mut dice = Dice::new(seed);
    let mut server = Server::demo(engine);
    let lin = deposit::registrar(&server);
    let rows: Vec<_> = (0..ROWS)
        .map(|row| {
            json!({ "class": "training", "name": "众人", "title": format!("崩溃培训{seed}"), "hours": "8",
                "id_number": files::id_number(310_121, 19_500_101 + row / 900, row % 900), "obtained": "202505" })
        })
        .collect();
    let body = json!({ "institution": cast::SHANGHAI, "choice": "all", "rows": rows });
    for _ in 1..=KILLS {
        std::thread::scope(|scope| {
            let sent = scope.spawn(|| lin.try_json("POST", "/api/credit/batches", &body, Some("batch")));
            // Not waiting for anything: this is the random point.
            std::thread::sleep(std::time::Duration::from_millis(200 + dice.below(2_500) as u64));
            server.kill();
            let _ = sent.join();
        });
        server.restart();
    }
    let until = std::time::Instant::now() + std::time::Duration::from_secs(300);
    let done = loop {
        let answer = lin.json("POST", "/api/credit/batches", &body, Some("batch"));
        match answer.status {
            200 => break answer.json(),
            503 => assert!(std::time::Instant::now() < until, "the batch stays busy"),
            _ => panic!("{}: {}", answer.status, answer.text()),
        }
    };
    assert_eq!((&done["state"], &done["deposited"]), (&json!("committed"), &json!(ROWS)), "{}", done["state"]);
    ledger_balances(&server);
    assert_eq!(lin.json("POST", "/api/credit/batches", &body, None).must(200).json(), done);
}

#[test]
fn a_batch_survives_crashes_on_sqlite() {
    a_batch_through_crashes(Engine::Sqlite, 3);
}

#[test]
fn a_batch_survives_crashes_on_postgresql() {
    a_batch_through_crashes(Engine::Postgres, 4);
}
