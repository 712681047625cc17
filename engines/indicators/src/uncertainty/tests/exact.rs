use proptest::prelude::*;

use super::{
    super::{COMBINATIONS_MAX, Grid, GridRefused},
    figures, near,
};

fn even(sizes: &[usize]) -> Grid {
    Grid::new(sizes.iter().map(|size| vec![1.0 / *size as f64; *size]).collect()).unwrap()
}

/// The example's indices by plain enumeration, as `exact_indices_full_enumeration` has them.
#[test]
fn the_examples_indices() {
    let rows = figures(include_str!("../../../tests/figures/sensitivity/exact_rank_shifts.csv"));
    let mut values = vec![0.0; 2000];
    for row in &rows {
        let [winmax, normalisation, aggregation] = [row[0], row[1], row[2]].map(|choice| choice as usize - 1);
        for (set, shifts) in row[3..].iter().enumerate() {
            values[((winmax * 2 + normalisation) * 100 + set) * 2 + aggregation] = shifts / 51.0;
        }
    }
    let parts = even(&[5, 2, 100, 2]).decompose(&mut values);
    for (factor, (first, total)) in [
        (0.034721550107175279, 0.055926524230453183),
        (0.088500810702535321, 0.27982821197834645),
        (0.10642604267203641, 0.18225213084883654),
        (0.55016000477862048, 0.73056932644027162),
    ]
    .into_iter()
    .enumerate()
    {
        near(parts.first(factor).unwrap(), first, 1e-13);
        near(parts.total(factor).unwrap(), total, 1e-13);
    }
    let shared: f64 = (0..4).map(|factor| parts.shapley(factor).unwrap()).sum();
    near(shared, 1.0, 1e-14);
}

/// Variance of the conditional mean, by the definition.
fn closed(grid: &Grid, values: &[f64], set: usize) -> f64 {
    let weights = grid.weights();
    let mut means = std::collections::HashMap::<Vec<u64>, (f64, f64)>::new();
    for (combination, (value, weight)) in values.iter().zip(&weights).enumerate() {
        let mut levels = Vec::new();
        grid.levels_into(combination, &mut levels);
        levels.iter_mut().enumerate().filter(|(factor, _)| set >> factor & 1 == 0).for_each(|(_, level)| *level = 0);
        let entry = means.entry(levels).or_default();
        entry.0 += weight;
        entry.1 += weight * value;
    }
    let mean: f64 = values.iter().zip(&weights).map(|(value, weight)| value * weight).sum();
    means.values().filter(|(weight, _)| *weight > 0.0).map(|(p, sum)| p * (sum / p - mean).powi(2)).sum()
}

/// Shapley's value by the definition: the mean over all orders of what a factor adds to those before it.
fn shapley(grid: &Grid, values: &[f64], factor: usize) -> f64 {
    fn orders(left: &[usize]) -> Vec<Vec<usize>> {
        if left.is_empty() {
            return vec![Vec::new()];
        }
        let first = |at: usize| {
            let mut rest = left.to_vec();
            let first = rest.remove(at);
            orders(&rest).into_iter().map(move |order| [vec![first], order].concat())
        };
        (0..left.len()).flat_map(first).collect()
    }
    let orders = orders(&(0..grid.factors()).collect::<Vec<_>>());
    let added = |order: &Vec<usize>| {
        let before = order.iter().take_while(|other| **other != factor).fold(0, |set, other| set | 1 << other);
        closed(grid, values, before | 1 << factor) - closed(grid, values, before)
    };
    orders.iter().map(added).sum::<f64>() / orders.len() as f64
}

proptest! {
    #[test]
    fn every_part_is_what_its_definition_says(
        shares in proptest::collection::vec(proptest::collection::vec(0u32..4, 1..4), 1..5),
        seed in any::<u64>(),
    ) {
        let probabilities: Vec<Vec<f64>> = shares
            .iter()
            .filter(|levels| levels.iter().sum::<u32>() > 0)
            .map(|levels| levels.iter().map(|p| f64::from(*p) / f64::from(levels.iter().sum::<u32>())).collect())
            .collect();
        prop_assume!(!probabilities.is_empty());
        let grid = Grid::new(probabilities).unwrap();
        let mut random = super::super::Random::of(seed, 0);
        let values: Vec<f64> = (0..grid.size()).map(|_| random.normal() + 100.0).collect();
        let parts = grid.decompose(&mut values.clone());
        let all = (1 << grid.factors()) - 1;
        let near = |seen: f64, expected: f64| (seen - expected).abs() < 1e-10;
        for set in 0..=all {
            prop_assert!(near(parts.closed(set), closed(&grid, &values, set)), "set {set}");
        }
        prop_assert!(near(parts.variance(), closed(&grid, &values, all)));
        for factor in 0..grid.factors() {
            if let Some(effect) = parts.shapley(factor).filter(|_| parts.variance() > 1e-9) {
                prop_assert!((effect * parts.variance() - shapley(&grid, &values, factor)).abs() < 1e-9);
                let left = parts.variance() - closed(&grid, &values, all & !(1 << factor));
                prop_assert!((parts.total(factor).unwrap() * parts.variance() - left).abs() < 1e-9);
            }
        }
    }
}

#[test]
fn one_choice_alone_takes_all() {
    let parts = even(&[3]).decompose(&mut [1.0, 2.0, 4.0]);
    assert_eq!((parts.first(0), parts.total(0), parts.shapley(0)), (Some(1.0), Some(1.0), Some(1.0)));
    // A factor with a single level has no part in anything.
    let parts = even(&[1, 2]).decompose(&mut [1.0, 2.0]);
    assert_eq!((parts.first(0), parts.first(1)), (Some(0.0), Some(1.0)));
    assert_eq!(parts.interaction(0b11), Some(0.0));
}

#[test]
fn no_variance_no_indices() {
    for value in [0.0, 0.1, 1e300] {
        let parts = even(&[3, 2]).decompose(&mut [value; 6]);
        assert_eq!((parts.variance(), parts.mean), (0.0, value));
        assert_eq!((parts.first(0), parts.total(1), parts.shapley(0)), (None, None, None));
    }
}

#[test]
fn hostile_grids_are_refused() {
    let refused = |probabilities| Grid::new(probabilities).unwrap_err();
    assert_eq!(refused(vec![]), GridRefused::Empty);
    assert_eq!(refused(vec![vec![1.0], vec![]]), GridRefused::Empty);
    for levels in [vec![0.5, 0.4], vec![1.5, -0.5], vec![0.0, 0.0], vec![f64::NAN, 1.0], vec![f64::INFINITY]] {
        let sum: f64 = levels.iter().sum();
        match refused(vec![vec![1.0], levels]) {
            GridRefused::Probabilities { factor: 1, sum: told } => assert!(told == sum || sum.is_nan()),
            other => panic!("{other:?}"),
        }
    }
    assert_eq!(refused(vec![vec![0.1; 10]; 8]), GridRefused::Combinations(1e8));
    assert_eq!(even(&[10; 7]).size(), COMBINATIONS_MAX);
}
