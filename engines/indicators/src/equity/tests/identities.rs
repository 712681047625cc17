//! What must hold of any values: definitions written plainly, parts that add up, the same bits on any number of threads.

use proptest::prelude::*;

use super::super::{Answer, Ask, Level, Measures, Split, Study};
use super::measured;

/// Values, weights, and two levels of which the second refines the first.
fn county() -> impl Strategy<Value = (Vec<f64>, Vec<f64>, Vec<u8>)> {
    let value = prop_oneof![4 => 0.01_f64..100.0, 1 => Just(7.0)];
    prop::collection::vec((value, prop_oneof![1_u32..500, Just(0_u32)], 0_u8..12), 1..40).prop_map(|schools| {
        let values = schools.iter().map(|(value, ..)| *value).collect();
        let weights = schools.iter().map(|(_, weight, _)| f64::from(*weight)).collect();
        (values, weights, schools.iter().map(|(.., group)| *group).collect())
    })
}

fn levels(groups: &[u8]) -> [Level; 2] {
    let name = |group: u8| ["a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k", "l"][usize::from(group)];
    [
        Level::of("city", groups.iter().map(|group| name(group / 4))),
        Level::of("county", groups.iter().map(|group| name(*group))),
    ]
}

/// The definitions, term by term over pairs.
fn plain(values: &[f64], weights: &[f64]) -> (f64, f64, f64, f64) {
    let kept: Vec<(f64, f64)> = values.iter().copied().zip(weights.iter().copied()).filter(|(_, w)| *w > 0.0).collect();
    let all: f64 = kept.iter().map(|(_, w)| w).sum();
    let mean = kept.iter().map(|(x, w)| x * w).sum::<f64>() / all;
    let variance = kept.iter().map(|(x, w)| w * (x - mean).powi(2)).sum::<f64>() / all;
    let pairs = kept.iter().flat_map(|(x, w)| kept.iter().map(move |(y, v)| w * v * (x - y).abs()));
    let gini = pairs.sum::<f64>() / (2.0 * mean * all * all);
    let t = kept.iter().map(|(x, w)| w * x / mean * (x / mean).ln()).sum::<f64>() / all;
    let l = -kept.iter().map(|(x, w)| w * (x / mean).ln()).sum::<f64>() / all;
    (variance.sqrt() / mean, gini, t, l)
}

fn alike(got: f64, expected: f64) -> bool {
    (got - expected).abs() <= 1e-12 * expected.abs().max(1.0)
}

fn parts(split: &Split) -> f64 {
    split.within.expect("within") + split.between.expect("between") + split.overlap.expect("overlap")
}

fn bits(found: &[Measures]) -> Vec<u64> {
    let answer = |answer: &Answer| answer.map_or(0, f64::to_bits);
    let split = |split: &Split| [split.within, split.between, split.overlap].map(|part| part.map_or(0, f64::to_bits));
    found
        .iter()
        .flat_map(|one| {
            let own = [
                one.mean,
                one.cv,
                one.plain_cv,
                one.gini,
                one.theil_t,
                one.theil_l,
                one.median,
                one.mcloone,
                one.verstegen,
            ];
            let levels = one.levels.iter().flat_map(|level| {
                let groups = level
                    .groups
                    .iter()
                    .flat_map(|group| [group.mean, group.cv, group.gini, group.theil_t, group.theil_l]);
                let groups: Vec<u64> = groups.map(|part| answer(&part)).collect();
                [split(&level.squared_cv), split(&level.gini), split(&level.theil_t), split(&level.theil_l)]
                    .concat()
                    .into_iter()
                    .chain(groups)
            });
            own.iter().map(answer).chain(levels.collect::<Vec<_>>()).collect::<Vec<u64>>()
        })
        .collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]
    #[test]
    fn measures_are_their_definitions_and_parts_add_up((values, weights, groups) in county()) {
        let levels = levels(&groups);
        let ask = Ask { entropy: vec![-1.0, 0.0, 0.5, 1.0, 2.0, 3.0], atkinson: vec![0.5, 1.0, 2.0], ..Ask::default() };
        let found = measured(&values, &weights, &levels, ask);
        if found.counted == 0 {
            prop_assert!(found.cv.is_err() && found.gini.is_err() && found.mean.is_err());
            return Ok(());
        }
        let (cv, gini, t, l) = plain(&values, &weights);
        for (got, expected) in [(found.cv, cv), (found.gini, gini), (found.theil_t, t), (found.theil_l, l)] {
            prop_assert!(alike(got.expect("a measure"), expected), "{:?} for {}", got, expected);
        }
        for level in &found.levels {
            prop_assert!(alike(parts(&level.squared_cv), cv * cv));
            prop_assert!(alike(parts(&level.gini), gini));
            prop_assert!(alike(parts(&level.theil_t), t));
            prop_assert!(alike(parts(&level.theil_l), l));
            for ((_, split), (_, whole)) in level.entropy.iter().zip(&found.entropy) {
                prop_assert!((parts(split) - whole.expect("GE")).abs() <= 1e-11 * whole.expect("GE").max(1.0));
            }
            for ((_, split), (_, whole)) in level.atkinson.iter().zip(&found.atkinson) {
                let left = (1.0 - split.within.expect("within")) * (1.0 - split.between.expect("between"));
                prop_assert!(alike(1.0 - left, whole.expect("Atkinson")));
            }
            let held: usize = level.groups.iter().map(|group| group.counted).sum();
            prop_assert_eq!(held, found.counted);
        }
        // The steps from level to level, and what is within the finest, are the whole.
        let (coarse, fine) = (&found.levels[0], &found.levels[1]);
        let steps = coarse.theil_t.between.expect("between") + fine.theil_t.step.expect("nested").expect("step");
        prop_assert!(alike(steps + fine.theil_t.within.expect("within"), t));
        prop_assert!(coarse.theil_t.step.is_none());
    }

    #[test]
    fn a_group_is_measured_as_if_it_were_alone((values, weights, groups) in county()) {
        let levels = levels(&groups);
        let found = measured(&values, &weights, &levels, Ask::default());
        prop_assume!(found.counted > 0);
        for (place, group) in found.levels[1].groups.iter().enumerate() {
            let inside = |weight: (usize, &f64)| if levels[1].group[weight.0] as usize == place { *weight.1 } else { 0.0 };
            let own: Vec<f64> = weights.iter().enumerate().map(inside).collect();
            let alone = measured(&values, &own, &[], Ask::default());
            prop_assert_eq!(group.counted, alone.counted);
            for (got, expected) in [(group.mean, alone.mean), (group.cv, alone.cv), (group.gini, alone.gini), (group.theil_t, alone.theil_t), (group.theil_l, alone.theil_l)] {
                match (got, expected) {
                    (Ok(got), Ok(expected)) => prop_assert!((got - expected).abs() <= 1e-11 * expected.abs().max(1.0), "{} for {}", got, expected),
                    (got, expected) => prop_assert_eq!(got, expected),
                }
            }
        }
    }

    #[test]
    fn the_order_is_the_order_of_numbers(values in prop::collection::vec(prop_oneof![any::<f64>(), Just(1.0), Just(0.0), (0_u64..9).prop_map(|low| f64::from_bits(0x3ff0_0000_0000_0000 | low))], 0..400)) {
        let values: Vec<f64> = values.into_iter().filter(|value| value.is_finite()).map(|value| value + 0.0).collect();
        let mut expected: Vec<u32> = (0..u32::try_from(values.len()).expect("few")).collect();
        expected.sort_by(|a, b| values[*a as usize].total_cmp(&values[*b as usize]));
        prop_assert_eq!(super::super::order::ascending(&values), expected);
    }
}

#[test]
fn the_bits_are_the_same_on_any_number_of_threads() {
    let weights: Vec<f64> = (0..2_000).map(|place| f64::from(1 + place * 7 % 311)).collect();
    let columns: Vec<Vec<f64>> = (0..16)
        .map(|column| (0..2_000).map(|place| f64::from((place * 37 + column * 11) % 1_009) / 7.0).collect())
        .collect();
    let names: Vec<String> = (0..2_000).map(|place| format!("{}", place % 41)).collect();
    let levels = [Level::of("county", names.iter().map(String::as_str))];
    let study = Study::of(&weights, &levels, Ask::default()).expect("a study");
    let views: Vec<&[f64]> = columns.iter().map(Vec::as_slice).collect();
    let on = |threads: usize| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("threads");
        bits(&pool.install(|| study.columns(&views)).expect("measures"))
    };
    let one = on(1);
    assert!(one.len() > 1_000);
    assert_eq!((on(2), on(7)), (one.clone(), one));
}
