//! How a server ends: killed in the middle of an upload, and asked to stop in the middle of work.

use std::io::{Read, Write};
use std::net::{Shutdown, TcpStream};
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::time::{Duration, Instant};

use acceptance::cast;
use acceptance::files::{self, Grade};
use acceptance::server::{Engine, Server};
use acceptance::visitor::Visitor;
use serde_json::{Value, json};

use super::{deposit, ledger_balances};

/// How long a test waits for what must happen.
const PATIENCE: Duration = Duration::from_secs(60);

/// Clients that write while the server is asked to stop.
const CLIENTS: usize = 6;

/// Every file below a folder, with its size.
fn files_below(folder: &Path) -> Vec<(PathBuf, u64)> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).into_iter().flatten().filter_map(Result::ok) {
        match entry.path().is_dir() {
            true => found.extend(files_below(&entry.path())),
            false => found.push((entry.path(), entry.metadata().map_or(0, |metadata| metadata.len()))),
        }
    }
    found
}

#[test]
fn an_upload_that_was_cut_by_a_kill_leaves_nothing_behind() {
    let mut server = Server::demo(Engine::Sqlite);
    let lin = deposit::registrar(&server);
    let temp = server.home().path().join("data/temp");
    let host = server.address().trim_start_matches("http://").to_owned();
    let mut sending = TcpStream::connect(&host).expect("the server listens");
    let session = lin.cookie("xq_session").expect("a registrar has a session");
    let head = format!(
        "POST /api/credit/deposits HTTP/1.1\r\nhost: {host}\r\ncookie: xq_session={session}\r\nsec-fetch-site: same-origin\r\n\
         accept: application/json\r\ncontent-type: multipart/form-data; boundary=XX\r\ncontent-length: 10000000\r\n\r\n\
         --XX\r\ncontent-disposition: form-data; name=\"file\"; filename=\"a.csv\"\r\n\r\n"
    );
    sending.write_all(head.as_bytes()).expect("the head is sent");
    sending.write_all("王小满,310101199803120011\n".repeat(20_000).as_bytes()).expect("a part is sent");
    let until = Instant::now() + PATIENCE;
    while !files_below(&temp).iter().any(|(_, size)| *size > 0) {
        assert!(Instant::now() < until, "nothing of the upload lies in {}", temp.display());
        std::thread::sleep(Duration::from_millis(20));
    }
    server.kill();
    assert!(!files_below(&temp).is_empty(), "the kill came too late");
    server.restart();
    assert_eq!(files_below(&temp), [], "what was cut off is gone");
    server.stop();
    assert_eq!(std::fs::read_dir(&temp).expect("the folder stays").count(), 0, "a server that ended leaves no folder");
}

/// A rule of 江苏开放大学 that no other bears the code of.
fn content(number: u32) -> Value {
    json!({
        "institution": cast::JIANGSU,
        "rule": {
            "source": { "class": ["course"], "issuer": [cast::SHANGHAI], "title": format!("在途课程{number}") },
            "target": { "courses": [format!("END-{number}")] },
            "minimum": [{ "scale": "percent", "at_least": "70" }],
            "effect": "study_only",
            "valid_from": "2026-01-01",
        },
    })
}

/// Drafts rules until the connection breaks; answers the ids that were acknowledged.
fn draft_until_cut(chen: &Visitor, next: &AtomicU32, acknowledged: &Mutex<Vec<String>>, over: &AtomicBool) {
    while !over.load(Ordering::SeqCst) {
        let number = next.fetch_add(1, Ordering::SeqCst);
        let key = format!("ending-{number}");
        let Some(answer) = chen.try_json("POST", "/api/credit/rules", &content(number), Some(&key)) else { return };
        match answer.status {
            201 => acknowledged.lock().unwrap().push(answer.json()["id"].as_str().unwrap().to_owned()),
            503 => return,
            other => panic!("{other}: {}", answer.text()),
        }
    }
}

#[test]
fn nothing_acknowledged_is_lost_by_stopping() {
    for engine in Engine::BOTH {
        let mut server = Server::demo(engine);
        let clients: Vec<Visitor> = (0..CLIENTS)
            .map(|_| {
                let chen = server.stranger();
                chen.sign_in(cast::CHEN);
                chen
            })
            .collect();
        let (next, acknowledged, over) = (AtomicU32::new(0), Mutex::new(Vec::new()), AtomicBool::new(false));
        std::thread::scope(|scope| {
            let writing: Vec<_> =
                clients.iter().map(|chen| scope.spawn(|| draft_until_cut(chen, &next, &acknowledged, &over))).collect();
            let until = Instant::now() + PATIENCE;
            while acknowledged.lock().unwrap().len() < CLIENTS * 5 && Instant::now() < until {
                std::thread::sleep(Duration::from_millis(5));
            }
            // In the middle of everybody's writing.
            server.stop();
            over.store(true, Ordering::SeqCst);
            for client in writing {
                client.join().expect("a client met only answers it may meet");
            }
        });
        let acknowledged = acknowledged.into_inner().unwrap();
        assert!(acknowledged.len() >= CLIENTS * 5, "{engine:?}: only {} were answered", acknowledged.len());
        server.restart();
        let chen = server.stranger();
        chen.sign_in(cast::CHEN);
        for id in &acknowledged {
            chen.get(&format!("/api/credit/rules/{id}")).must(200);
        }
        // A repeat of the last, whose answer may have been lost, is answered and not done twice.
        let number = next.load(Ordering::SeqCst) - 1;
        let again = |_| {
            let key = format!("ending-{number}");
            let answer = chen.json("POST", "/api/credit/rules", &content(number), Some(&key)).must(201).json();
            answer["id"].as_str().unwrap().to_owned()
        };
        assert_eq!(again(1), again(2), "{engine:?}");
        ledger_balances(&server);
    }
}

#[test]
fn a_server_stops_in_the_middle_of_a_deposit_and_goes_on_afterwards() {
    const ROWS: u32 = 20_000;
    let mut server = Server::demo(Engine::Sqlite);
    let lin = deposit::registrar(&server);
    let number = |row: u32| files::id_number(310_120, 19_500_101 + row / 900, row % 900);
    let grades: Vec<Grade> =
        (0..ROWS).map(|row| Grade::passed("众人", &number(row), "在途成绩", "2.5", "75")).collect();
    let read = deposit::uploaded(&lin, &files::csv_with_bom("ending", &grades));
    let id = read["id"].as_str().expect("a deposit has an id").to_owned();
    let commitment = format!("/api/credit/deposits/{id}/commitment");
    lin.json("POST", &commitment, &json!({ "choice": "good" }), None);
    let until = Instant::now() + PATIENCE;
    let progress = || lin.get(&format!("/api/credit/deposits/{id}")).must(200).json();
    while progress()["progress"]["done_row"] == 0 && Instant::now() < until {
        std::thread::sleep(Duration::from_millis(20));
    }
    assert_eq!(progress()["state"], "committing", "the file was too small to stop in the middle of it");
    let asked = Instant::now();
    server.stop();
    assert!(asked.elapsed() < Duration::from_secs(15), "stopping waited {:?} for the deposit", asked.elapsed());
    let database = rusqlite::Connection::open(server.home().path().join("data/xueqiao.db")).expect("a database");
    let number = |sql: &str| database.query_row(sql, [], |row| row.get::<_, i64>(0)).expect("a number");
    let done_row = number("select max(done_row) from credit_deposit where state = 'committing'");
    assert!(done_row > 0 && done_row < i64::from(ROWS), "the job left off at row {done_row}");
    assert_eq!(
        number(
            "select count(*) from op_job where kind = 'credit.deposit.commit' and state = 'waiting' and attempts = 0 and lease_until = 0"
        ),
        1
    );
    drop(database);
    server.restart();
    let done = deposit::settled(&lin, &id, &["committing"]);
    assert_eq!((&done["state"], &done["progress"]["deposited"]), (&json!("committed"), &json!(ROWS)), "{done}");
    ledger_balances(&server);
}

#[test]
fn an_open_connection_without_a_request_does_not_hold_up_the_end() {
    let mut server = Server::demo(Engine::Sqlite);
    let host = server.address().trim_start_matches("http://").to_owned();
    let mut idle = TcpStream::connect(&host).expect("the server listens");
    server.stop();
    let _ = idle.shutdown(Shutdown::Write);
    let mut rest = Vec::new();
    let _ = idle.read_to_end(&mut rest);
    assert!(rest.is_empty());
}
