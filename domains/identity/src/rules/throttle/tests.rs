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

#[test]
fn answers_are_held_longer_and_longer_and_never_refused() {
    let tried = |count, last| Some(Attempts { count, last_at: at(last) });
    for (attempts, now, turn) in [
        (None, 0, Turn::Go { count: 1 }),
        (tried(4, 0), 0, Turn::Go { count: 5 }),
        (tried(5, 0), 0, Turn::Held { count: 6, seconds: 1 }),
        (tried(6, 0), 0, Turn::Held { count: 7, seconds: 2 }),
        (tried(9, 0), 5, Turn::Held { count: 10, seconds: 16 }),
        (tried(10_000, 0), 5, Turn::Held { count: 10_001, seconds: LONGEST_HOLD_SECONDS }),
        (tried(30, 0), FORGET_SECONDS, Turn::Go { count: 1 }),
    ] {
        assert_eq!(decide_held(attempts, at(now)), turn, "{attempts:?} at {now}");
    }
}

#[test]
fn a_network_is_held_after_many_failures_and_forgets_with_time() {
    let tried = |count, last| Some(Attempts { count, last_at: at(last) });
    let most = NETWORK_ATTEMPTS;
    for (attempts, now, turn) in [
        (None, 0, Turn::Go { count: 1 }),
        (tried(most - 1, 0), 0, Turn::Go { count: most }),
        (tried(most, 0), 0, Turn::Held { count: most + 1, seconds: LONGEST_HOLD_SECONDS }),
        (tried(most, 0), NETWORK_FORGETS_SECONDS, Turn::Go { count: most }),
        (tried(most, 0), 100_000, Turn::Go { count: 1 }),
        (tried(3, 0), -100, Turn::Go { count: 4 }),
    ] {
        assert_eq!(decide_network(attempts, at(now)), turn, "{attempts:?} at {now}");
    }
}

#[test]
fn a_person_is_given_some_wrong_codes_and_then_a_long_wait_for_each() {
    let tried = |count, last| Some(Attempts { count, last_at: at(last) });
    for (attempts, now, turn) in [
        (None, 0, Turn::Go { count: 1 }),
        (tried(PERSON_ATTEMPTS - 1, 0), 0, Turn::Go { count: PERSON_ATTEMPTS }),
        (tried(PERSON_ATTEMPTS, 0), 0, Turn::Wait { seconds: LONGEST_WAIT_SECONDS }),
        (tried(PERSON_ATTEMPTS, 0), LONGEST_WAIT_SECONDS, Turn::Go { count: PERSON_ATTEMPTS + 1 }),
        (tried(PERSON_ATTEMPTS, 0), FORGET_SECONDS, Turn::Go { count: 1 }),
    ] {
        assert_eq!(decide_person(attempts, at(now)), turn, "{attempts:?} at {now}");
    }
}

/// A world of buckets, as the table holds them.
#[derive(Default)]
struct World(HashMap<String, Attempts>);

impl World {
    /// One attempt; answers after how many seconds it is answered, or that it was refused.
    fn attempt(&mut self, name: &str, source: &Source, right: bool, now: Instant) -> Option<i64> {
        let bucket = bucket("password", name, source);
        let seen = self.0.get(&bucket).copied();
        let turn = if matches!(source, Source::Network(_)) { decide_held(seen, now) } else { decide(seen, now) };
        let (count, seconds) = match turn {
            Turn::Wait { .. } => return None,
            Turn::Go { count } => (count, 0),
            Turn::Held { count, seconds } => (count, seconds),
        };
        match right {
            true => drop(self.0.remove(&bucket)),
            false => drop(self.0.insert(bucket, Attempts { count, last_at: now })),
        }
        Some(seconds)
    }
}

proptest! {
    #[test]
    fn nobody_can_lock_out_the_owner(
        attacks in proptest::collection::vec((0_u8..8, 0_u8..3, 0_i64..5), 0..400),
        known_device: bool,
    ) {
        let mut world = World::default();
        let home = network("203.0.113.7".parse().unwrap());
        let mut now = 0;
        for (third, kind, pause) in attacks {
            now += pause;
            // Strangers in other networks and in the owner's own.
            let source = match kind {
                0 => Source::Network(home.clone()),
                1 => Source::Device(format!("guess-{third}")),
                _ => Source::Network(network(format!("198.51.{third}.9").parse().unwrap())),
            };
            world.attempt("wang.learner", &source, false, at(now));
        }
        let owner = if known_device { Source::Device("cookie".into()) } else { Source::Network(home) };
        let answered = world.attempt("wang.learner", &owner, true, at(now));
        // A known browser is answered at once, a new one in the attacker's own network within seconds.
        let most = if known_device { 0 } else { LONGEST_HOLD_SECONDS };
        prop_assert!(answered.is_some_and(|seconds| seconds <= most), "{answered:?}");
    }
}

#[test]
fn a_network_guesses_no_faster_than_its_places_allow() {
    let held = HELD_OF_NETWORK as i64 * 24 * 3600 / LONGEST_HOLD_SECONDS;
    assert!(held <= 24 * 3600, "one guess a second at most: {held} a day");
    let of_address = HELD_OF_ADDRESS as i64 * 24 * 3600 / LONGEST_HOLD_SECONDS;
    assert!(of_address <= 3 * 3600, "{of_address}");
    // A few addresses do not take every place of their network.
    const { assert!(HELD_OF_NETWORK > 4 * HELD_OF_ADDRESS) };
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
