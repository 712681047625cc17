use std::collections::HashMap;

use proptest::prelude::*;

use super::*;

fn at(seconds: i64) -> Instant {
    Instant::EPOCH.plus_days(20_000).plus_seconds(seconds)
}

#[test]
fn waits_begin_after_the_free_attempts_and_double() {
    for (count, seconds) in
        [(0, 0), (1, 0), (4, 0), (5, 2), (6, 4), (7, 8), (13, 512), (14, 900), (15, 900), (500, 900), (i64::MAX, 900)]
    {
        assert_eq!(wait_seconds(count), seconds, "after {count}");
    }
}

#[test]
fn an_attempt_goes_or_waits() {
    let tried = |count, last| Some(Attempts { count, last_at: at(last) });
    for (attempts, now, turn) in [
        (None, 0, Turn::Go { count: 1 }),
        (tried(4, 0), 0, Turn::Go { count: 5 }),
        (tried(5, 0), 0, Turn::Wait { seconds: 2 }),
        (tried(5, 0), 1, Turn::Wait { seconds: 1 }),
        (tried(5, 0), 2, Turn::Go { count: 6 }),
        (tried(30, 0), 899, Turn::Wait { seconds: 1 }),
        (tried(30, 0), FORGET_SECONDS, Turn::Go { count: 1 }),
        (tried(30, 0), -100_000, Turn::Wait { seconds: LONGEST_WAIT_SECONDS }),
    ] {
        assert_eq!(decide(attempts, at(now)), turn, "{attempts:?} at {now}");
    }
}

/// A world of buckets, as the table holds them.
#[derive(Default)]
struct World(HashMap<String, Attempts>);

impl World {
    /// One attempt; answers whether the password was looked at.
    fn attempt(&mut self, name: &str, source: &Source, right: bool, now: Instant) -> bool {
        let bucket = bucket("password", name, source);
        match decide(self.0.get(&bucket).copied(), now) {
            Turn::Wait { .. } => false,
            Turn::Go { .. } if right => {
                self.0.remove(&bucket);
                true
            }
            Turn::Go { count } => {
                self.0.insert(bucket, Attempts { count, last_at: now });
                true
            }
        }
    }
}

proptest! {
    #[test]
    fn nobody_elsewhere_can_lock_out_the_owner(
        attacks in proptest::collection::vec((0_u8..8, 0_u8..3, 0_i64..5), 0..400),
        known_device: bool,
    ) {
        let mut world = World::default();
        let home = network("203.0.113.7".parse().unwrap());
        let mut now = 0;
        for (third, kind, pause) in attacks {
            now += pause;
            // Strangers in other networks; with a known device even the owner's own network may be hostile.
            let source = match kind {
                0 if known_device => Source::Network(home.clone()),
                1 => Source::Device(format!("guess-{third}")),
                _ => Source::Network(network(format!("198.51.{third}.9").parse().unwrap())),
            };
            world.attempt("wang.learner", &source, false, at(now));
        }
        let owner = if known_device { Source::Device("cookie".into()) } else { Source::Network(home) };
        prop_assert!(world.attempt("wang.learner", &owner, true, at(now)));
    }

    #[test]
    fn one_network_gets_few_guesses_in_a_day(pauses in proptest::collection::vec(0_i64..2000, 1000)) {
        let mut world = World::default();
        let source = Source::Network("203.0.113.0/24".into());
        let mut now = 0;
        let mut guesses = 0;
        for pause in pauses {
            now += pause;
            if now >= FORGET_SECONDS { break; }
            guesses += i64::from(world.attempt("wang.learner", &source, false, at(now)));
        }
        // The free ones, the doubling ones, then one every quarter of an hour.
        prop_assert!(guesses <= FREE_ATTEMPTS + 9 + FORGET_SECONDS / LONGEST_WAIT_SECONDS + 1, "{guesses}");
    }
}

#[test]
fn a_network_is_what_one_office_has() {
    for (address, counted) in [
        ("203.0.113.7", "203.0.113.0/24"),
        ("::ffff:203.0.113.200", "203.0.113.0/24"),
        ("2001:db8:1:2345::1", "2001:db8:1:2300::/56"),
        ("2001:db8:1:23ff:9:9:9:9", "2001:db8:1:2300::/56"),
        ("::1", "0:0:0:0::/56"),
    ] {
        assert_eq!(network(address.parse().unwrap()), counted);
    }
}
