//! The reference analysis, replayed.

use serde_json::json;

use super::{
    super::{Beside, Evaluator, Indices},
    asem::{computed, document, factors, study},
    figures, near,
};

fn rows() -> Vec<Vec<f64>> {
    figures(include_str!("../../../tests/figures/sensitivity/sampled_choices.csv"))
}

fn given() -> Beside {
    Beside { rows: Some(rows().into_iter().map(|row| row[..4].to_vec()).collect()), ..Beside::default() }
}

/// A table's units, and its lines by replicate.
fn table(text: &str) -> (Vec<&str>, Vec<Vec<f64>>) {
    (text.lines().next().unwrap().split(',').skip(1).collect(), figures(text))
}

#[test]
fn scores_ranks_and_targets_are_coinrs() {
    let study = study(document(factors(), json!({ "given": {} })), &given()).unwrap();
    let outcome = computed(&study);
    let units = outcome.units.len();
    let (codes, scores) = table(include_str!("../../../tests/figures/sensitivity/sampled_scores.csv"));
    let (_, ranks) = table(include_str!("../../../tests/figures/sensitivity/sampled_ranks.csv"));
    for (scores, ranks) in scores.iter().zip(&ranks) {
        let replicate = scores[0] as usize;
        for (place, code) in codes.iter().enumerate() {
            let unit = outcome.units.iter().position(|unit| unit == code).unwrap();
            let (score, rank) = match replicate {
                0 => (outcome.nominal.scores[unit], outcome.nominal.ranks[unit]),
                _ => {
                    let at = (replicate - 1) * units + unit;
                    (outcome.scores[at], outcome.ranks[at])
                }
            };
            near(score, scores[place + 1], 1e-12);
            assert_eq!(f64::from(rank), ranks[place + 1], "replicate {replicate}, {code}");
        }
    }
    for (target, row) in outcome.targets.iter().zip(rows()) {
        near(*target, row[4] / 51.0, 1e-14);
    }
    let Indices::Sampled(indices) = outcome.indices else { panic!("no indices") };
    near(indices[3].total.value * 511.0 / 512.0, 0.75287120765927207, 1e-12);
}

#[test]
fn places_over_the_replicates_are_coinrs() {
    let study = study(document(factors(), json!({ "given": {} })), &given()).unwrap();
    let outcome = computed(&study);
    let text = include_str!("../../../tests/figures/sensitivity/rank_stats.csv");
    for line in text.lines().skip(1) {
        let cells: Vec<&str> = line.split(',').collect();
        let unit = outcome.units.iter().position(|unit| unit == cells[0]).unwrap();
        let expected: Vec<f64> = cells[1..].iter().map(|cell| cell.parse().unwrap()).collect();
        let interval = &outcome.intervals[unit];
        assert_eq!(f64::from(outcome.nominal.ranks[unit]), expected[0]);
        let seen = [interval.mean, interval.quantiles[1], interval.quantiles[0], interval.quantiles[2]];
        seen.iter().zip(&expected[1..]).for_each(|(seen, expected)| near(*seen, *expected, 1e-12));
    }
}

#[test]
fn every_combination_has_the_enumerated_target() {
    let study = study(document(factors(), json!("exact")), &Beside::default()).unwrap();
    let outcome = computed(&study);
    let table = figures(include_str!("../../../tests/figures/sensitivity/exact_rank_shifts.csv"));
    assert_eq!(outcome.targets.len(), 2000);
    for (target, choices) in outcome.targets.iter().zip(outcome.design.chunks_exact(4)) {
        let row = table.iter().find(|row| [row[0], row[1], row[2]] == [choices[0], choices[1], choices[3]]).unwrap();
        near(*target, row[2 + choices[2] as usize] / 51.0, 1e-14);
    }
    let Indices::Exact(exact) = outcome.indices else { panic!("no indices") };
    for (share, (first, total)) in exact.shares.iter().zip([
        (0.034721550107175279, 0.055926524230453183),
        (0.088500810702535321, 0.27982821197834645),
        (0.10642604267203641, 0.18225213084883654),
        (0.55016000477862048, 0.73056932644027162),
    ]) {
        near(share.first, first, 1e-12);
        near(share.total, total, 1e-12);
    }
    near(exact.shares.iter().map(|share| share.shapley).sum(), 1.0, 1e-13);
    assert_eq!(exact.sets.len(), 15);
    near(exact.sets.iter().map(|(_, part)| part).sum(), 1.0, 1e-13);
    assert_eq!(exact.sets[0], (1, exact.shares[0].first));
    // A country's place is explained as completely as the target.
    for shares in outcome.unit_indices.iter().filter(|shares| !shares[0].first.is_nan()) {
        near(shares.iter().map(|share| share.shapley).sum(), 1.0, 1e-12);
    }
}

#[test]
fn each_stage_is_computed_once_for_what_comes_before_it() {
    let study = study(document(factors(), json!("exact")), &Beside::default()).unwrap();
    let mut evaluator = Evaluator::new(&study);
    (0..study.pieces()).for_each(|number| drop(evaluator.piece(number).unwrap()));
    let computed = evaluator.computed();
    // Figures, denominated, imputed and screened once, five treatments, ten normalisations.
    assert_eq!(computed.stages, [1, 1, 1, 1, 5, 10]);
    assert_eq!(computed.rankings, 2000);
    // Pillars for ten normalisations by two means; sub-indices and index for all.
    assert_eq!(computed.aggregates, 20 * 8 + 2000 * 3);
}
