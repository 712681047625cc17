//! The answer is a maximum: the marginal likelihood, written down again as plainly as it can be, has no slope there, and the
//! standard errors are those of its second derivatives.

use super::super::*;
use super::simulated::{Design, simulate};

/// The marginal log-likelihood straight from its definition: curve by curve, person by person.
fn plain(responses: &Responses, model: Model, items: &[(f64, Vec<f64>)], latents: &[Latent], grid: &Grid) -> f64 {
    let points = grid.abilities();
    let mut sum = 0.0;
    for row in 0..responses.rows() {
        let latent = latents[usize::from(responses.groups()[row])];
        let (mut whole, mut weights) = (0.0, 0.0);
        for theta in &points {
            let weight = (-0.5 * ((theta - latent.mean) / latent.deviation).powi(2)).exp();
            let mut likelihood = 1.0;
            for (category, (slope, intercepts)) in responses.categories(row).iter().zip(items) {
                if let Some(k) = category {
                    likelihood *= probability(model, *slope, intercepts, usize::from(*k), *theta);
                }
            }
            whole += weight * likelihood;
            weights += weight;
        }
        sum += responses.counts()[row] * (whole / weights).ln();
    }
    sum
}

fn probability(model: Model, slope: f64, intercepts: &[f64], k: usize, theta: f64) -> f64 {
    if model == Model::Graded {
        let at_least = |m: usize| match m {
            0 => 1.0,
            m if m > intercepts.len() => 0.0,
            m => 1.0 / (1.0 + (-(slope * theta + intercepts[m - 1])).exp()),
        };
        return at_least(k) - at_least(k + 1);
    }
    let term = |m: usize| if m == 0 { 1.0 } else { (m as f64 * slope * theta + intercepts[m - 1]).exp() };
    term(k) / (0..=intercepts.len()).map(term).sum::<f64>()
}

/// Free parameters of a fit as one list, in the order of its covariance, and the way back.
fn vector(fit: &Fit) -> Vec<f64> {
    let mut vector = Vec::new();
    for item in &fit.items {
        if fit.model.free_slopes() {
            vector.push(item.slope);
        }
        vector.extend(&item.intercepts);
    }
    for (group, latent) in fit.latents.iter().enumerate() {
        if group > 0 {
            vector.push(latent.mean);
        }
        if group > 0 || !fit.model.free_slopes() {
            vector.push(latent.deviation.ln());
        }
    }
    vector
}

fn value(responses: &Responses, fit: &Fit, vector: &[f64]) -> f64 {
    let mut next = vector.iter().copied();
    let mut take = || next.next().expect("a parameter");
    let mut items = Vec::new();
    for item in &fit.items {
        let slope = if fit.model.free_slopes() { take() } else { 1.0 };
        items.push((slope, (0..item.intercepts.len()).map(|_| take()).collect()));
    }
    let mut latents = Vec::new();
    for group in 0..fit.latents.len() {
        let mean = if group > 0 { take() } else { 0.0 };
        let deviation = if group > 0 || !fit.model.free_slopes() { take().exp() } else { 1.0 };
        latents.push(Latent { mean, deviation });
    }
    plain(responses, fit.model, &items, &latents, &fit.grid)
}

fn shifted(at: &[f64], shifts: &[(usize, f64)]) -> Vec<f64> {
    let mut there = at.to_vec();
    shifts.iter().for_each(|(place, by)| there[*place] += by);
    there
}

#[test]
fn nothing_leads_up_from_the_answer_and_errors_are_those_of_its_curvature() {
    let cases = [
        (Model::Rasch, 2, 1, 0.0),
        (Model::TwoParameter, 2, 1, 0.1),
        (Model::TwoParameter, 2, 2, 0.0),
        (Model::PartialCredit, 3, 2, 0.1),
        (Model::GeneralizedPartialCredit, 4, 1, 0.1),
        (Model::Graded, 4, 2, 0.1),
    ];
    for (model, categories, groups, missing) in cases {
        let design = Design { model, items: 5, categories, persons: 250, groups, missing, seed: 11 };
        let (responses, _) = simulate(&design);
        // The plain likelihood is slow: fewer points than usual say the same.
        let options = Options { grid: Grid { points: 25, limit: 6.0 }, ..Options::default() };
        let fit = estimate(&responses, model, &options).expect("a fit");
        assert!(fit.converged, "{model:?}: {} after {}", fit.remaining, fit.iterations);
        let at = vector(&fit);
        assert_eq!(at.len(), fit.parameters);
        assert!((value(&responses, &fit, &at) - fit.log_likelihood).abs() < 1e-9);
        let covariance = fit.covariance.as_ref().expect("a covariance");
        let n = at.len();
        let look = |shifts: &[(usize, f64)]| value(&responses, &fit, &shifted(&at, shifts));
        let h = 1e-3;
        let mut information = vec![0.0; n * n];
        for row in 0..n {
            let slope = (8.0 * (look(&[(row, h)]) - look(&[(row, -h)]))
                - (look(&[(row, 2.0 * h)]) - look(&[(row, -2.0 * h)])))
                / (12.0 * h);
            // In units of what one standard error of this parameter would change.
            let error = covariance[row * n + row].sqrt();
            assert!((slope * error).abs() < 2e-8, "{model:?} {row}: slope {slope}");
            for column in 0..=row {
                let cross = |a: f64, b: f64| look(&[(row, a), (column, b)]);
                let second = (cross(h, h) - cross(h, -h) - cross(-h, h) + cross(-h, -h)) / (4.0 * h * h);
                information[row * n + column] = -second;
                information[column * n + row] = -second;
            }
        }
        // The information by differences times the covariance by Louis' formula is the identity.
        for row in 0..n {
            for column in 0..n {
                let cell: f64 = (0..n).map(|k| information[row * n + k] * covariance[k * n + column]).sum();
                let expected = f64::from(u8::from(row == column));
                let scale = (covariance[column * n + column] / covariance[row * n + row]).sqrt();
                assert!((cell - expected).abs() < 2e-4 * scale.max(1.0), "{model:?} {row},{column}: {cell}");
            }
        }
    }
}

/// Scores 0, 1, 2 of 600 made-up persons on four items, by whole numbers that any program can repeat (SplitMix64).
fn repeated() -> Responses {
    let mut state = 2026_u64;
    let mut next = || {
        state = state.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = state;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    };
    let mut reader = Reader::of_names(Test::new("t", "s"), &["a", "b", "c", "d"]).expect("a test");
    for _ in 0..600 {
        let ability: u64 = (0..3).map(|_| next() % 7).sum();
        let scores: Vec<Option<f64>> = (0..4)
            .map(|item| match ability + next() % 24 {
                score if score < 14 + 2 * item => Some(0.0),
                score if score < 22 + 2 * item => Some(1.0),
                _ => Some(2.0),
            })
            .collect();
        reader.row(&scores, 1.0, 0).expect("a row");
    }
    reader.finish().expect("responses")
}

#[test]
fn maxima_found_by_other_means_are_the_same() {
    // The likelihood on the same 61 points, written in Python and climbed by SciPy 1.17's BFGS: log-likelihood, then slope
    // and intercepts of each item. SciPy stopped with a gradient below 1e-6.
    let cases: [(Model, f64, [[f64; 3]; 4]); 2] = [
        (
            Model::Graded,
            -2543.1294129363077,
            [
                [0.8783402248434151, 1.5466240115511953, -0.13450354177365403],
                [0.6645037273499969, 0.9711553631814546, -0.4490143758446672],
                [0.4383888654963453, 0.40392439630142835, -1.1714947855294524],
                [0.5462769045044766, 0.1527246102975775, -1.333279070832748],
            ],
        ),
        (
            Model::GeneralizedPartialCredit,
            -2541.72159009442,
            [
                [0.6085999288300488, 0.6803629276906429, 0.991059902765114],
                [0.4827047752364814, 0.18644836841110674, 0.3716706500261388],
                [0.320441500706837, -0.11304720600295555, -0.5336341183809187],
                [0.40060219205359093, -0.3571758473752387, -0.8124853202379995],
            ],
        ),
    ];
    let responses = repeated();
    for (model, likelihood, items) in cases {
        let fit = estimate(&responses, model, &Options::default()).expect("a fit");
        assert!((fit.log_likelihood - likelihood).abs() < 1e-9, "{model:?}: {}", fit.log_likelihood);
        for (found, [slope, first, second]) in fit.items.iter().zip(items) {
            for (seen, expected) in [(found.slope, slope), (found.intercepts[0], first), (found.intercepts[1], second)]
            {
                assert!((seen - expected).abs() < 1e-7, "{model:?}: {seen} for {expected}");
            }
        }
    }
    // girth 0.8's grm_mml on the same answers stops earlier, on other points: slopes and first thresholds.
    let fit = estimate(&responses, Model::Graded, &Options::default()).expect("a fit");
    for (found, [slope, first]) in fit.items.iter().zip([
        [0.87946253, -1.76141862],
        [0.66397132, -1.4775685],
        [0.43801731, -0.91823919],
        [0.54571243, -0.27491496],
    ]) {
        assert!((found.slope - slope).abs() < 2e-3, "{found:?}");
        assert!((found.thresholds()[0] - first).abs() < 2e-2, "{found:?}");
    }
}
