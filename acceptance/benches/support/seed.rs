//! A small bank that was made through the verbs from first to last: files deposited, rules published, applications decided.

use std::path::Path;
use std::sync::Arc;
use std::sync::Mutex;
use std::sync::atomic::{AtomicI64, Ordering};

use credit::model::Choice;
use op::{Actor, App};
use rand_core::{Rng, SeedableRng};
use rand_pcg::Pcg64;

use super::{bank, decisions, learners, stack};

/// When the made-up bank begins, in microseconds: 2026-01-05 in Shanghai. Each look at the clock is a millisecond later.
const BEGINS_AT: i64 = 1_767_542_400_000_000;

/// What was made.
pub struct Seed {
    /// The platform over it.
    pub app: App,
    /// The receiving college.
    pub receiver: decisions::Receiver,
    /// Outcomes of all of them.
    pub outcomes: usize,
}

/// Makes one of so many learners. The same seed makes the same bank, ids and all.
pub fn make(location: &db::Location, folder: &Path, seed: u64, count: usize) -> Seed {
    let now = AtomicI64::new(BEGINS_AT);
    let clock = move || units::Instant::from_micros(now.fetch_add(1_000, Ordering::Relaxed));
    let dice = Mutex::new(Pcg64::seed_from_u64(seed));
    let random = move |bytes: &mut [u8]| dice.lock().expect("nobody panicked with the dice").fill_bytes(bytes);
    let opened = db::Db::open(location, db::Settings::default()).expect("a database");
    let app = stack::app_over(opened, &bank::migrations(), folder, Arc::new(clock), Arc::new(random));
    let app = bank::seeded(app);
    let people = learners::population(seed, count);
    let mut outcomes = 0;
    for (place, (institution, _)) in learners::DEPOSITORS.iter().enumerate() {
        let file = folder.join(format!("seed{place}.csv"));
        let rows = learners::write_file(&file, &people, place);
        if rows == 0 {
            continue;
        }
        let done = credit::cli::deposit(&app, &file, institution, Choice::All, |_| {}).expect("a deposit");
        assert_eq!(done.deposit.progress.deposited, rows as i64, "{:?}", done.faults.first());
        outcomes += rows;
    }
    let receiver = decisions::receiver(&app);
    let applicants = (count * learners::CONVERTED_PERCENT).div_ceil(100);
    for learner in people.iter().filter(|learner| learner.may_apply()).take(applicants) {
        decisions::decide(&app, &receiver, &actor(&app, learner.number));
    }
    Seed { app, receiver, outcomes }
}

/// A learner of the population, signed in.
pub fn actor(app: &App, number: usize) -> Actor {
    let found = identity::cli::find_by_id_number(app, &learners::number(number)).expect("an answer");
    Actor::with_grants(&found.expect("a learner"), Vec::new())
}
