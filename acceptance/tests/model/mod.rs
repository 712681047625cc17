//! The credit bank against a small oracle: long seeded sequences of verbs by many people at once, over real sockets,
//! with the server killed at random points. Nothing acknowledged may be lost, nothing may be half done.
//!
//! A run that fails prints its seed; it becomes a line in [`SEEDS`]. `XQ_MODEL_SEED` plays one seed, `XQ_MODEL_ROUNDS`
//! says how long.

mod bank;
mod cast;
mod crash;
mod files;
mod matters;
mod oracle;
mod play;
mod stock;

use acceptance::server::Engine;
use play::Plan;

/// Seeds that are always played: the first for its own sake, the others because they once failed.
const SEEDS: &[u64] = &[20_181_213];

/// Rounds of one run. In a round each learner's next step is sent at the same moment.
const ROUNDS: usize = 200;

/// Kills of a storm, each in the middle of a deposit in batches.
const KILLS: usize = 50;

fn setting<T: std::str::FromStr>(name: &str) -> Option<T> {
    std::env::var(name).ok().map(|text| text.parse().unwrap_or_else(|_| panic!("{name} is no number: {text}")))
}

fn play_all(engine: Engine) {
    let seeds = setting("XQ_MODEL_SEED").map_or_else(|| SEEDS.to_vec(), |seed| vec![seed]);
    for seed in seeds {
        eprintln!("model on {engine:?} with seed {seed}");
        let rounds = setting("XQ_MODEL_ROUNDS").unwrap_or(ROUNDS);
        play::play(engine, seed, Plan { rounds, kill_one_in: 3, kills_in_deposits: 0 });
    }
}

/// Every round ends in `kill -9` while people apply and are decided on, many at once too, outcomes are revoked, rejections are
/// appealed, and a large file is on its way in.
fn storm(engine: Engine, seed: u64) {
    play::play(engine, seed, Plan { rounds: KILLS, kill_one_in: 1, kills_in_deposits: KILLS });
}

#[test]
fn fifty_kills_in_deposits_decisions_revocations_and_appeals_lose_nothing_on_sqlite() {
    storm(Engine::Sqlite, 50);
}

#[test]
fn fifty_kills_in_deposits_decisions_revocations_and_appeals_lose_nothing_on_postgresql() {
    storm(Engine::Postgres, 51);
}

#[test]
fn the_bank_keeps_to_the_oracle_through_crashes_on_sqlite() {
    play_all(Engine::Sqlite);
}

#[test]
fn the_bank_keeps_to_the_oracle_through_crashes_on_postgresql() {
    play_all(Engine::Postgres);
}
