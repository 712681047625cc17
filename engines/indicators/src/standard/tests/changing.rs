//! What is said to be the least is the least.

use proptest::prelude::*;

use super::super::change::{fewest_lifted, least_added};

fn cv(values: &[f64], weights: &[f64]) -> f64 {
    let all: f64 = weights.iter().sum();
    let mean = values.iter().zip(weights).map(|(x, w)| x * w).sum::<f64>() / all;
    (values.iter().zip(weights).map(|(x, w)| w * (x / mean - 1.0).powi(2)).sum::<f64>() / all).sqrt()
}

/// The least CV when only these schools may be lifted, to one level: tried on a fine grid and refined around its best.
fn best(values: &[f64], weights: &[f64], set: u32) -> f64 {
    let at = |level: f64| {
        let lifted: Vec<f64> =
            values.iter().enumerate().map(|(place, x)| if set >> place & 1 == 1 { x.max(level) } else { *x }).collect();
        cv(&lifted, weights)
    };
    let most = values.iter().copied().fold(0.0, f64::max) * 2.0;
    let (mut low, mut high, mut least) = (0.0, most, f64::INFINITY);
    for _ in 0..12 {
        let step = (high - low) / 200.0;
        let levels = (0..=200).map(|place| low + step * f64::from(place));
        let (level, found) = levels.map(|level| (level, at(level))).min_by(|a, b| a.1.total_cmp(&b.1)).expect("levels");
        least = f64::min(least, found);
        (low, high) = ((level - 2.0 * step).max(0.0), level + 2.0 * step);
    }
    least
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]
    #[test]
    fn the_fewest_are_found_by_trying_every_set(
        schools in prop::collection::vec((0_u32..40, 1_u32..20), 2..7), limit in 0.1_f64..0.6
    ) {
        let values: Vec<f64> = schools.iter().map(|(value, _)| f64::from(*value)).collect();
        let weights: Vec<f64> = schools.iter().map(|(_, weight)| f64::from(*weight)).collect();
        prop_assume!(values.iter().any(|value| *value > 0.0));
        let sets = 0..1_u32 << schools.len();
        let worst = sets.clone().map(|set| (set.count_ones(), best(&values, &weights, set))).collect::<Vec<_>>();
        // A set that just misses or just keeps the limit on the grid says nothing.
        prop_assume!(worst.iter().all(|(_, cv)| (cv - limit).abs() > 1e-6));
        let fewest = worst.iter().filter(|(_, cv)| *cv < limit).map(|(count, _)| *count).min().expect("all of them");
        match fewest_lifted(&values, &weights, limit) {
            None => prop_assert_eq!(fewest, 0),
            Some(found) => {
                prop_assert_eq!(u32::try_from(found.schools.len()).expect("few"), fewest);
                let lifted: Vec<f64> = (0..values.len()).map(|place| if found.schools.contains(&place) { found.level } else { values[place] }).collect();
                prop_assert!(cv(&lifted, &weights) <= limit * (1.0 + 1e-9));
                prop_assert!(found.schools.iter().all(|place| values[*place] <= found.level));
                let amount: f64 = found.schools.iter().map(|place| (found.level - values[*place]) * weights[*place]).sum();
                prop_assert!((amount - found.amount).abs() <= 1e-9 * amount.max(1.0));
            }
        }
    }

    #[test]
    fn no_smaller_addition_is_enough(
        schools in prop::collection::vec((0_u32..40, 1_u32..20), 2..6),
        parts in prop::collection::vec(0.0_f64..1.0, 6),
        limit in 0.05_f64..0.6,
    ) {
        let values: Vec<f64> = schools.iter().map(|(value, _)| f64::from(*value)).collect();
        let weights: Vec<f64> = schools.iter().map(|(_, weight)| f64::from(*weight)).collect();
        prop_assume!(values.iter().any(|value| *value > 0.0));
        let Some(found) = least_added(&values, &weights, limit) else {
            prop_assert!(cv(&values, &weights) <= limit * (1.0 + 1e-9));
            return Ok(());
        };
        let raised: Vec<f64> = values.iter().map(|value| value.max(found.level)).collect();
        prop_assert!((cv(&raised, &weights) / limit - 1.0).abs() < 1e-9);
        // Any other way to give a little less leaves the schools too uneven.
        let all: f64 = parts[..values.len()].iter().sum();
        prop_assume!(all > 0.0);
        let other: Vec<f64> = (0..values.len()).map(|place| values[place] + 0.999 * found.amount * parts[place] / all / weights[place]).collect();
        prop_assert!(cv(&other, &weights) > limit);
        prop_assert!(found.schools.iter().all(|place| values[*place] < found.level));
    }
}

#[test]
fn nothing_to_measure_and_nothing_to_do() {
    assert_eq!(least_added(&[0.0, 0.0], &[1.0, 1.0], 0.5), None);
    assert_eq!(least_added(&[2.0, 2.0], &[1.0, 1.0], 0.5), None);
    assert_eq!(fewest_lifted(&[f64::NAN, 1.0], &[1.0, 1.0], 0.5), None);
    assert_eq!(fewest_lifted(&[], &[], 0.5), None);
    // A limit of zero asks for all alike.
    let even = least_added(&[1.0, 3.0], &[2.0, 1.0], 0.0).expect("a way");
    assert_eq!((even.level, even.amount, even.schools), (3.0, 4.0, vec![0]));
    let many: Vec<f64> = (0..201).map(|place| f64::from(place * place)).collect();
    assert_eq!(fewest_lifted(&many, &vec![1.0; 201], 0.1), None, "more than are looked at");
}
