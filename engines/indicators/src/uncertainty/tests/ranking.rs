use super::super::{Random, ranking::Ranker};

/// Places by their definition: one more than there are higher scores.
fn slow(scores: &[f64]) -> Vec<u16> {
    let place = |score: &f64| match score.is_nan() {
        true => 0,
        false => 1 + scores.iter().filter(|other| *other > score).count() as u16,
    };
    scores.iter().map(place).collect()
}

#[test]
fn places_are_those_of_the_definition() {
    let mut random = Random::of(4, 0);
    for units in [1, 2, 3, 51, 512, 513, 3000] {
        let mut ranker = Ranker::default();
        let mut ranks = vec![0; units];
        let mut scores: Vec<f64> = (0..units).map(|_| random.normal()).collect();
        for round in 0..12 {
            // Small moves, then ties, then a new order altogether, then what is no ordinary number.
            for score in &mut scores {
                *score = match round {
                    0..3 => *score + random.normal() / 100.0,
                    3..5 => (*score * 4.0).round() / 4.0,
                    5..8 => random.normal() * 1e3,
                    _ => [f64::NAN, 0.0, -0.0, f64::INFINITY, f64::NEG_INFINITY, 1.0, -1e-300][random.below(7)],
                };
            }
            ranker.rank(&scores, &mut ranks);
            assert_eq!(ranks, slow(&scores), "{units} units, round {round}");
        }
    }
}
