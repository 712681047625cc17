//! Made-up answers of known persons to known items, and whether the items are found again.

use std::sync::atomic::{AtomicUsize, Ordering};

use rand_core::{Rng, SeedableRng};
use rand_pcg::Pcg64Mcg;

use super::super::*;

/// Parts done by so many threads.
pub fn by_threads<const THREADS: usize>(parts: usize, work: &(dyn Fn(usize) + Sync)) {
    let next = AtomicUsize::new(0);
    std::thread::scope(|scope| {
        for _ in 0..THREADS {
            scope.spawn(|| {
                loop {
                    match next.fetch_add(1, Ordering::Relaxed) {
                        part if part < parts => work(part),
                        _ => break,
                    }
                }
            });
        }
    });
}

pub fn two() -> Hands<'static> {
    Hands(&by_threads::<2>)
}

/// What is made up.
#[derive(Clone, Copy, Debug)]
pub struct Design {
    pub model: Model,
    pub items: usize,
    pub categories: usize,
    pub persons: usize,
    /// The second group is 0.5 higher and 1.2 times as wide.
    pub groups: u16,
    /// Share of answers that are missing.
    pub missing: f64,
    pub seed: u64,
}

/// What was made up.
pub struct Truth {
    pub items: Vec<Item>,
}

pub struct Dice(Pcg64Mcg);

impl Dice {
    pub fn new(seed: u64) -> Dice {
        Dice(Pcg64Mcg::seed_from_u64(seed))
    }

    pub fn unit(&mut self) -> f64 {
        ((self.0.next_u64() >> 11) as f64 + 0.5) / (1_u64 << 53) as f64
    }

    pub fn normal(&mut self) -> f64 {
        (-2.0 * self.unit().ln()).sqrt() * (std::f64::consts::TAU * self.unit()).cos()
    }
}

pub fn simulate(design: &Design) -> (Responses, Truth) {
    let mut dice = Dice::new(design.seed);
    let curve = if design.model == Model::Graded { Curve::Graded } else { Curve::Divided };
    let items: Vec<Item> = (0..design.items)
        .map(|place| {
            let slope = if design.model.free_slopes() { (0.25 * dice.normal()).exp() } else { 1.0 };
            let b = dice.normal();
            let steps: Vec<f64> =
                (1..design.categories).map(|k| b + 1.2 * (k as f64 - design.categories as f64 / 2.0)).collect();
            let intercepts = match curve {
                Curve::Graded => steps.iter().map(|step| -slope * step).collect(),
                Curve::Divided => (1..=steps.len()).map(|k| -slope * steps[..k].iter().sum::<f64>()).collect(),
            };
            Item { name: format!("q{}", place + 1), curve, slope, intercepts }
        })
        .collect();
    let names: Vec<&str> = items.iter().map(|item| item.name.as_str()).collect();
    let mut reader = Reader::of_names(Test::new("made-up", "数学"), &names).expect("a test");
    for person in 0..design.persons {
        let group = (person % usize::from(design.groups)) as u16;
        let theta = if group == 0 { dice.normal() } else { 0.5 + 1.2 * dice.normal() };
        let answer = |item: &Item, dice: &mut Dice| {
            let (mut rest, missing) = (dice.unit(), dice.unit() < design.missing);
            let p = item.probabilities(theta);
            let k = p.iter().position(|p| {
                rest -= p;
                rest < 0.0
            });
            (!missing).then(|| k.unwrap_or(p.len() - 1) as f64)
        };
        let scores: Vec<Option<f64>> = items.iter().map(|item| answer(item, &mut dice)).collect();
        reader.row(&scores, 1.0, group).expect("a row");
    }
    (reader.finish().expect("responses"), Truth { items })
}

#[test]
fn known_items_and_groups_are_found_again() {
    for (model, categories, groups, missing) in [
        (Model::Rasch, 2, 2, 0.2),
        (Model::TwoParameter, 2, 2, 0.2),
        (Model::PartialCredit, 3, 1, 0.0),
        (Model::GeneralizedPartialCredit, 4, 2, 0.2),
        (Model::Graded, 4, 1, 0.2),
    ] {
        let design = Design { model, items: 12, categories, persons: 3_000, groups, missing, seed: 5 };
        let (responses, truth) = simulate(&design);
        let fit = estimate(&responses, model, &Options { hands: two(), ..Options::default() }).expect("a fit");
        assert!(fit.converged, "{model:?}");
        let errors = fit.item_errors.as_ref().expect("errors");
        let (mut squares, mut count) = (0.0, 0.0);
        for ((found, known), errors) in fit.items.iter().zip(&truth.items).zip(errors) {
            let list = |item: &Item| -> Vec<f64> {
                let slope = model.free_slopes().then_some(item.slope);
                slope.into_iter().chain(item.intercepts.iter().copied()).collect()
            };
            for ((found, known), error) in list(found).iter().zip(list(known)).zip(errors) {
                let z = (found - known) / error;
                assert!(z.abs() < 4.5, "{model:?} {}: {found} for {known} ± {error}", found);
                squares += z * z;
                count += 1.0;
            }
        }
        // Squared distances in standard errors are near one on average: the errors are neither too small nor too large.
        let mean = squares / count;
        assert!((0.4..2.0).contains(&mean), "{model:?}: {mean}");
        if groups == 2 {
            let (latent, (mean, variance)) = (fit.latents[1], fit.latent_errors[1]);
            assert!((latent.mean - 0.5).abs() < 4.0 * mean.expect("an error"), "{model:?}: {latent:?}");
            assert!(
                (latent.deviation.powi(2) - 1.44).abs() < 4.0 * variance.expect("an error"),
                "{model:?}: {latent:?}"
            );
        }
    }
}

#[test]
fn bits_do_not_depend_on_who_does_the_parts() {
    let model = Model::GeneralizedPartialCredit;
    let design = Design { model, items: 8, categories: 3, persons: 900, groups: 2, missing: 0.1, seed: 3 };
    let (responses, _) = simulate(&design);
    let of = |hands: Hands<'_>| {
        let fit = estimate(&responses, model, &Options { hands, ..Options::default() }).expect("a fit");
        let conditioning = Conditioning {
            covariates: vec![Vec::new(); responses.rows()],
            draws: 2,
            seed: 9,
            draw_coefficients: true,
            hands,
        };
        let plausible = plausible_values(&responses, &fit, &conditioning).expect("draws");
        let wle = abilities(&responses, &fit, Method::Wle, hands).expect("abilities");
        let bits = |values: &[f64]| values.iter().map(|value| value.to_bits()).collect::<Vec<u64>>();
        let persons: Vec<f64> = wle.persons.iter().map(|person| person.value).collect();
        let covariance = fit.covariance.expect("a covariance");
        (fit.log_likelihood.to_bits(), bits(&covariance), bits(&plausible.draws.concat()), bits(&persons))
    };
    let one = of(Hands::default());
    let backwards = |parts: usize, work: &(dyn Fn(usize) + Sync)| (0..parts).rev().for_each(work);
    let forgetful = |_: usize, work: &(dyn Fn(usize) + Sync)| work(0);
    let hands = [two(), Hands(&by_threads::<3>), Hands(&by_threads::<7>), Hands(&backwards), Hands(&forgetful)];
    for (place, hands) in hands.into_iter().enumerate() {
        assert!(of(hands) == one, "hands {place}");
    }
}

#[test]
fn patterns_with_counts_are_the_same_as_persons() {
    let names = ["a", "b", "c"];
    let rows = [([1, 0, 0], 7), ([1, 1, 0], 9), ([0, 1, 1], 4), ([1, 1, 1], 6), ([0, 0, 0], 5), ([0, 0, 1], 2)];
    let fit = |each: bool| {
        let mut reader = Reader::of_names(Test::new("t", "s"), &names).expect("a test");
        for (answers, count) in rows {
            let scores = answers.map(|answer| Some(f64::from(answer)));
            for _ in 0..if each { count } else { 1 } {
                reader.row(&scores, if each { 1.0 } else { f64::from(count) }, 0).expect("a row");
            }
        }
        estimate(&reader.finish().expect("responses"), Model::Rasch, &Options::default())
    };
    let (persons, counts) = (fit(true).expect("a fit"), fit(false).expect("a fit"));
    assert_eq!(persons.items, counts.items);
    assert_eq!(persons.persons, 33.0);
}

#[test]
fn many_small_tests_end_at_a_maximum_or_are_refused() {
    // Few persons and rare scores: the likelihood bends oddly, and some of these have no maximum at all.
    let (mut fits, mut refused) = (0, 0);
    for seed in 0..40 {
        for (model, categories) in [
            (Model::Rasch, 2),
            (Model::TwoParameter, 2),
            (Model::PartialCredit, 4),
            (Model::GeneralizedPartialCredit, 4),
            (Model::Graded, 5),
        ] {
            let design = Design { model, items: 5, categories, persons: 120, groups: 1, missing: 0.15, seed };
            let (responses, _) = simulate(&design);
            match estimate(&responses, model, &Options { errors: false, ..Options::default() }) {
                Ok(fit) => {
                    assert!(fit.converged, "{design:?}: {} after {}", fit.remaining, fit.iterations);
                    assert!(fit.iterations < 400, "{design:?}: {}", fit.iterations);
                    fits += 1;
                }
                Err(Fault::Runaway { .. } | Fault::Spread { .. }) => refused += 1,
                Err(other) => panic!("{design:?}: {other}"),
            }
        }
    }
    assert!(fits >= 180, "{fits} and {refused} refused");
}
