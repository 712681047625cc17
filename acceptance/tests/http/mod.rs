//! Through the front door: real sockets, the real binary, on both databases.
//!
//! Each test is written once and runs on SQLite and on PostgreSQL, on a copy of the demo's data of its own, so no
//! test sees another's writes. Afterwards the ledger must balance.

mod access;
mod codes;
mod collection;
mod collection_forms;
mod credit;
mod declaration;
pub mod deposit;
mod directory;
mod dissemination;
mod ending;
mod front;
mod handover;
mod hostile;
pub mod identity;
pub mod incentive;
mod lists;
mod monitor;
mod operator;
mod rule_pages;
mod statistics;
mod statistics_plans;
mod steps;
mod supervision;
mod supervision_numbers;

use acceptance::server::{Engine, Server};

/// Runs `test` against a server of its own on each database, and then has the ledger proved.
#[track_caller]
pub fn on_both(test: impl Fn(&Server)) {
    for engine in Engine::BOTH {
        eprintln!("on {engine:?}");
        let server = Server::demo(engine);
        test(&server);
        ledger_balances(&server);
    }
}

/// Σ debits = Σ credits and every balance follows from its entries, by the operator's own command.
#[track_caller]
pub fn ledger_balances(server: &Server) {
    let proof = server.home().run(&["ledger", "verify"]);
    let said = format!("{}{}", String::from_utf8_lossy(&proof.stdout), String::from_utf8_lossy(&proof.stderr));
    assert!(proof.status.success(), "ledger verify: {said}");
}
