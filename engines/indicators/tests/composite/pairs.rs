//! Orders against enumeration: Kemeny against every permutation, benefit of the doubt against every vertex.

use indicators::composite::{benefit, kemeny, outrank};
use rand_core::Rng;
use rand_pcg::Pcg64;

fn random(seed: u64) -> Pcg64 {
    Pcg64::new(u128::from(seed), 0x0a02_bdbf_7bb3_c0a7_ac28_fa16_a64a_bf96)
}

fn below(random: &mut Pcg64, bound: u64) -> u64 {
    random.next_u64() % bound
}

/// The least distance over all permutations, by Heap's method.
fn least_distance(columns: &[Vec<f64>], weights: &[f64]) -> f64 {
    let units = columns[0].len();
    let total: f64 = weights.iter().sum();
    let against = |one: usize, two: usize| -> f64 {
        let cost = columns.iter().zip(weights).map(|(column, weight)| match (column[one], column[two]) {
            (x, y) if x.is_nan() || y.is_nan() => 0.0,
            (x, y) if y > x => *weight,
            (x, y) if x == y => weight / 2.0,
            _ => 0.0,
        });
        cost.sum::<f64>() / total
    };
    let distance = |order: &[usize]| -> f64 {
        (0..units)
            .flat_map(|at| (at + 1..units).map(move |to| (at, to)))
            .map(|(a, b)| against(order[a], order[b]))
            .sum()
    };
    let mut order: Vec<usize> = (0..units).collect();
    let mut counters = vec![0; units];
    let mut least = distance(&order);
    let mut at = 0;
    while at < units {
        if counters[at] < at {
            order.swap(if at % 2 == 0 { 0 } else { counters[at] }, at);
            least = least.min(distance(&order));
            counters[at] += 1;
            at = 0;
        } else {
            counters[at] = 0;
            at += 1;
        }
    }
    least
}

#[test]
fn kemeny_orders_are_the_best_of_all_permutations() {
    let mut random = random(11);
    for case in 0..60 {
        let units = 2 + below(&mut random, 6) as usize;
        let children = 2 + below(&mut random, 4) as usize;
        let columns: Vec<Vec<f64>> = (0..children)
            .map(|_| {
                (0..units)
                    .map(|_| match below(&mut random, 12) {
                        0 => f64::NAN,
                        x => (x / 2) as f64,
                    })
                    .collect()
            })
            .collect();
        let weights: Vec<f64> = (0..children).map(|_| 1.0 + below(&mut random, 4) as f64).collect();
        let views: Vec<&[f64]> = columns.iter().map(Vec::as_slice).collect();
        let mut out = vec![0.0; units];
        let order = kemeny::order(&views, &weights, &vec![true; units], 1_000_000, &mut out);
        let least = least_distance(&columns, &weights);
        assert!(order.proved && (order.distance - least).abs() < 1e-9, "case {case}: {order:?} but {least}");
        assert!((order.bound - order.distance).abs() < 1e-9, "case {case}");
        let mut places = out.clone();
        places.sort_by(f64::total_cmp);
        assert!(places.iter().enumerate().all(|(at, place)| *place == at as f64), "case {case}: {out:?}");
    }
}

#[test]
fn the_branching_search_agrees_with_subsets_where_both_can_go() {
    // Circles of three joined by nothing else are components of three; a noisy circle of 24 is one large component.
    let units = 24;
    let mut random = random(5);
    let columns: Vec<Vec<f64>> = (0..5)
        .map(|shift| {
            (0..units).map(|unit| ((unit + 5 * shift) % units) as f64 + below(&mut random, 3) as f64).collect()
        })
        .collect();
    let views: Vec<&[f64]> = columns.iter().map(Vec::as_slice).collect();
    let mut out = vec![0.0; units];
    let order = kemeny::order(&views, &[1.0; 5], &vec![true; units], 50_000_000, &mut out);
    assert!(order.proved, "{} {}", order.distance, order.bound);
    // No single move and no exchange of neighbours betters what is proved to be best.
    let cost = |one: usize, two: usize| -> f64 {
        columns
            .iter()
            .map(|c| {
                if c[two] > c[one] {
                    1.0
                } else if c[two] == c[one] {
                    0.5
                } else {
                    0.0
                }
            })
            .sum()
    };
    for from in 0..units {
        for to in 0..units {
            let mut moved = order.rows.clone();
            let unit = moved.remove(from);
            moved.insert(to, unit);
            let distance: f64 = (0..units)
                .flat_map(|a| (a + 1..units).map(move |b| (a, b)))
                .map(|(a, b)| cost(moved[a], moved[b]))
                .sum();
            assert!(distance / 5.0 >= order.distance - 1e-9, "{from} to {to}");
        }
    }
    // Without branches there is an order, and it is not called proved.
    let few = kemeny::order(&views, &[1.0; 5], &vec![true; units], 1, &mut out);
    assert!(!few.proved && few.bound <= order.distance + 1e-9 && few.distance >= order.distance - 1e-9);
}

#[test]
fn copeland_is_the_same_in_any_order_of_rows() {
    let columns = [vec![1.0, 2.0, f64::NAN, 4.0], vec![4.0, f64::NAN, 2.0, 1.0], vec![f64::NAN, 3.0, 3.0, 2.0]];
    let score = |places: &[usize]| -> Vec<f64> {
        let turned: Vec<Vec<f64>> =
            columns.iter().map(|column| places.iter().map(|&at| column[at]).collect()).collect();
        let views: Vec<&[f64]> = turned.iter().map(Vec::as_slice).collect();
        let mut out = vec![0.0; 4];
        outrank::copeland(&views, &[1.0, 2.0, 3.0], &[true; 4], &mut out);
        let mut back = vec![0.0; 4];
        places.iter().zip(out).for_each(|(&at, x)| back[at] = x);
        back
    };
    let first = score(&[0, 1, 2, 3]);
    for places in [[3, 2, 1, 0], [1, 0, 3, 2], [2, 3, 0, 1]] {
        assert_eq!(score(&places), first);
    }
    assert_eq!(first.iter().sum::<f64>(), 0.0);
}

#[test]
fn benefit_of_the_doubt_is_the_best_vertex() {
    // With two children the best weights lie where two of the limits meet: try every pair.
    let mut random = random(3);
    for (share_min, share_max) in [(0.0, 1.0), (0.2, 0.8), (0.4, 0.6)] {
        let units = 7;
        let columns: Vec<Vec<f64>> =
            (0..2).map(|_| (0..units).map(|_| 5.0 + below(&mut random, 90) as f64).collect()).collect();
        let views: Vec<&[f64]> = columns.iter().map(Vec::as_slice).collect();
        let mut scores = vec![0.0; units];
        let weights = benefit::scores(&views, share_min, share_max, &vec![true; units], &mut scores).expect("scores");
        for unit in 0..units {
            let (x, y) = (columns[0][unit], columns[1][unit]);
            // a·w + b·v ≤ c
            let mut limits: Vec<(f64, f64, f64)> =
                (0..units).map(|other| (columns[0][other], columns[1][other], 1.0)).collect();
            limits.extend([(-1.0, 0.0, 0.0), (0.0, -1.0, 0.0)]);
            limits.extend([
                (x * (share_min - 1.0), y * share_min, 0.0),
                (x * share_min, y * (share_min - 1.0), 0.0),
                (x * (1.0 - share_max), -y * share_max, 0.0),
                (-x * share_max, y * (1.0 - share_max), 0.0),
            ]);
            let mut best = 0.0_f64;
            for one in &limits {
                for two in &limits {
                    let determinant = one.0 * two.1 - one.1 * two.0;
                    if determinant.abs() < 1e-9 {
                        continue;
                    }
                    let w = (one.2 * two.1 - one.1 * two.2) / determinant;
                    let v = (one.0 * two.2 - one.2 * two.0) / determinant;
                    if limits.iter().all(|(a, b, c)| a * w + b * v <= c + 1e-9) {
                        best = best.max(w * x + v * y);
                    }
                }
            }
            assert!((scores[unit] - best).abs() < 1e-8, "{unit}: {} is not {best}", scores[unit]);
            let (w, v) = (weights.at(unit, 0), weights.at(unit, 1));
            assert!((w * x + v * y - scores[unit]).abs() < 1e-9);
            assert!(w * x / scores[unit] >= share_min - 1e-9 && w * x / scores[unit] <= share_max + 1e-9);
        }
        assert!(scores.iter().any(|score| (score - 1.0).abs() < 1e-9), "somebody is best");
    }
}
