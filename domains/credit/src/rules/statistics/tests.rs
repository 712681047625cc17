//! Counting against a second counting that is plain and slow.

use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;
use units::{Credit, Instant};

use super::{Filed, Tally, Used, rank, shares};
use crate::model::ApplicationState;
use crate::model::statistics::{ALL, Level};

fn used(source: u8, to: u8, target: u8, target_credit: i64, credit: i64, year: i32) -> Used {
    Used {
        institution: format!("42{}0000001", 31 + to % 4),
        region: format!("{}0000", 31 + to % 4),
        target_code: format!("T{target}"),
        target_credit: Credit::from_hundredths(target_credit),
        source: if source == 0 { String::new() } else { format!("42{}0000002", 30 + source) },
        source_region: if source == 0 { String::new() } else { format!("{}0000", 30 + source) },
        outcome_credit: Credit::from_hundredths(credit),
        year,
    }
}

/// Learners with uses ordered as the store gives them: by receiver, target and outcome; a target has one credit.
fn learners() -> impl Strategy<Value = Vec<Vec<Used>>> {
    let one = (0_u8..5, 0_u8..4, 0_u8..4, 0_i64..600, 2024_i32..2027);
    prop::collection::vec(prop::collection::vec(one, 0..8), 0..8).prop_map(|learners| {
        let order = |mut own: Vec<(u8, u8, u8, i64, i32)>| {
            own.sort_by_key(|(source, to, target, ..)| (*to, *target, *source));
            own.into_iter()
                .map(|(source, to, target, credit, year)| {
                    used(source, to, target, 50 + 37 * i64::from(target) + i64::from(to), credit, year)
                })
                .collect()
        };
        learners.into_iter().map(order).collect()
    })
}

proptest! {
    #[test]
    fn every_hundredth_of_a_target_is_counted_once_at_either_level(learners in learners()) {
        let mut tally = Tally::default();
        learners.iter().for_each(|own| tally.learner(own));
        let counted = tally.end(&[(2026, 10)], Instant::from_micros(0));
        let mut targets = BTreeMap::new();
        let mut people: BTreeMap<(String, String), BTreeSet<usize>> = BTreeMap::new();
        for (who, own) in learners.iter().enumerate() {
            for one in own {
                targets.insert((who, &one.institution, &one.target_code), one.target_credit.hundredths());
                people.entry((one.source.clone(), one.institution.clone())).or_default().insert(who);
            }
        }
        let owed: i64 = targets.values().sum();
        for level in [Level::Institution, Level::Province] {
            let all = counted.flows.iter().filter(|flow| flow.period == ALL && flow.level == level);
            prop_assert_eq!(all.map(|flow| flow.credit.hundredths()).sum::<i64>(), owed);
            let years = counted.flows.iter().filter(|flow| flow.period != ALL && flow.level == level);
            prop_assert_eq!(years.map(|flow| flow.credit.hundredths()).sum::<i64>(), owed);
        }
        for flow in counted.flows.iter().filter(|flow| flow.period == ALL && flow.level == Level::Institution) {
            let key = (flow.source.clone(), flow.institution.clone());
            prop_assert_eq!(flow.learners, people[&key].len() as i64);
        }
        let converted = learners.iter().filter(|own| !own.is_empty()).count() as i64;
        prop_assert_eq!(counted.census.last().unwrap().ever_converters, converted);
    }

    #[test]
    fn a_rank_is_the_smallest_hour_that_covers_the_share(hours in prop::collection::vec(0_i64..50, 1..60)) {
        let mut counts = BTreeMap::new();
        hours.iter().for_each(|hour| *counts.entry(*hour).or_insert(0) += 1);
        for (numerator, denominator) in [(1, 2), (9, 10)] {
            let covered = |limit: i64| hours.iter().filter(|hour| **hour <= limit).count() as i64 * denominator;
            let found = rank(&counts, numerator, denominator).unwrap();
            prop_assert!(covered(found) >= hours.len() as i64 * numerator);
            prop_assert!(covered(found - 1) < hours.len() as i64 * numerator);
        }
    }
}

#[test]
fn a_target_is_shared_out_by_what_each_outcome_brought() {
    let three = |credits: [i64; 3]| credits.map(|credit| used(1, 0, 0, 100, credit, 2026)).to_vec();
    assert_eq!(shares(Credit::from_hundredths(100), &three([200, 100, 100])), [50, 25, 25]);
    assert_eq!(shares(Credit::from_hundredths(100), &three([0, 0, 0])), [34, 33, 33]);
    assert_eq!(shares(Credit::from_hundredths(100), &three([100, 100, 100])), [34, 33, 33]);
}

#[test]
fn applications_are_counted_by_how_they_ended() {
    let mut tally = Tally::default();
    let hours = |hours: i64| Instant::parse("2026-01-01T02:00:00Z").unwrap().plus_seconds(hours * 3600);
    for (state, decided) in [
        (ApplicationState::Accepted, Some(hours(10))),
        (ApplicationState::Accepted, Some(hours(30))),
        (ApplicationState::Rejected, Some(hours(50))),
        (ApplicationState::Filed, None),
        (ApplicationState::Reversed, Some(hours(999))),
        (ApplicationState::Withdrawn, None),
        (ApplicationState::Returned, Some(hours(5))),
    ] {
        let filed = Filed {
            institution: "4232051255".into(),
            region: "320000".into(),
            state,
            filed_at: hours(0),
            decided_at: decided,
        };
        tally.application(&filed);
    }
    let counted = tally.end(&[(2026, 0)], hours(0));
    assert_eq!(counted.standings.len(), 2, "a year and all of them");
    let all = counted.standings.iter().find(|one| one.period == ALL).unwrap();
    assert_eq!((all.filed, all.accepted, all.rejected, all.reversed), (7, 2, 1, 1));
    assert_eq!((all.waiting, all.withdrawn, all.returned), (1, 1, 1));
    assert_eq!((all.median_hours, all.ninth_hours), (Some(30), Some(50)));
    assert_eq!(all.acceptance(), Some(7500), "three of four decided were recognised");
    assert_eq!(counted.census.last().unwrap().share(), 0, "no account, no share");
}
