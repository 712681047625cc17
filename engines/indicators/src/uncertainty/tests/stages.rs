//! Stages without what stands beside the figures give the figures of the stages themselves.

use super::{
    super::{Random, stages::Lean},
    asem::{input, specification},
    near,
};
use crate::composite::{
    Stage,
    pipeline::{compute, raw},
    spec::{Aggregate, Normaliser, StageSpec, Transform, Treat, Winsorise},
};
use crate::numeric::Matrix;

fn stages() -> Vec<StageSpec> {
    let mut stages = specification().stages;
    let winsorise = |points_max, force| Transform::Winsorise(Winsorise { points_max, force, ..Winsorise::default() });
    for (points_max, force, second) in [
        (Some(0), false, Transform::LogCt),
        (Some(1), false, Transform::LogCt),
        (Some(2), false, Transform::None),
        (None, false, Transform::LogGii),
        (Some(3), true, Transform::BoxCox { lambda: 0.3, shift: true }),
        (Some(1), false, Transform::LogCtPlus),
    ] {
        let mut treat = Treat::default();
        (treat.each.first, treat.each.second) = (winsorise(points_max, force), second);
        stages.push(StageSpec::Treat(treat));
    }
    let Some(StageSpec::Normalise(normalise)) = stages.iter().find(|s| matches!(s, StageSpec::Normalise(_))).cloned()
    else {
        panic!("no normalisation")
    };
    for method in [
        Normaliser::Zscore { mean: 10.0, deviation: 2.0 },
        Normaliser::DistanceToMaximum,
        Normaliser::FractionOfMaximum,
    ] {
        stages.push(StageSpec::Normalise(crate::composite::spec::Normalise { method, ..normalise.clone() }));
    }
    stages
}

fn same(lean: &Stage, whole: &Stage, name: &str) {
    assert_eq!(lean.rows, whole.rows, "{name}");
    assert_eq!(lean.values.columns(), whole.values.columns());
    for (at, (lean, whole)) in lean.values.values().iter().zip(whole.values.values()).enumerate() {
        if lean.is_nan() != whole.is_nan() {
            panic!("{name}, figure {at}: {lean} is not {whole}");
        } else if !lean.is_nan() && lean != whole {
            near(*lean, *whole, 1e-13);
        }
    }
}

#[test]
fn figures_are_those_of_the_stages() {
    let input = input();
    let mut random = Random::of(6, 6);
    let ahead: &Aggregate = &match specification().stages.pop() {
        Some(StageSpec::Aggregate(aggregate)) => aggregate,
        _ => panic!("no aggregation"),
    };
    for round in 0..6 {
        let mut before = raw(&input);
        if round > 0 {
            let mut figures = Matrix::clone(&before.values);
            for (at, figure) in figures.values_mut().iter_mut().enumerate() {
                // Long tails, ties, a column of one value, a column of two, gaps.
                *figure = match (round, at / 51) {
                    (1, _) => random.normal().exp(),
                    (2, _) => (random.normal() * 2.0).round(),
                    (3, 0) => 5.0,
                    (3, 1) => f64::from(u8::from(at % 51 == 0)),
                    (4, 2) => f64::NAN,
                    (5, _) => -(random.normal() * 2.0).exp(),
                    _ => *figure,
                };
            }
            before.values = figures.into();
        }
        let mut lean = Lean::default();
        for spec in stages().iter().filter(|spec| !matches!(spec, StageSpec::Aggregate(_))) {
            let name = format!("round {round}, {spec:?}");
            match (lean.compute(&input, &before, spec, ahead), compute(&input, &before, spec, Some(ahead))) {
                (Ok(lean), Ok(whole)) => {
                    same(&lean, &whole, &name);
                    // The chain goes on; what follows it starts from its end.
                    if matches!(spec, StageSpec::Denominate(_) | StageSpec::Impute(_)) {
                        before = whole;
                    }
                }
                (Err(lean), Err(whole)) => assert_eq!(lean, whole, "{name}"),
                (lean, whole) => panic!("{name}: {:?} {:?}", lean.err(), whole.err()),
            }
        }
    }
}
