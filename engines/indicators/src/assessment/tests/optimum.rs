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
        let design = Design { model, items: 5, categories, persons: 400, groups, missing, seed: 11 };
        let (responses, _) = simulate(&design);
        let fit = estimate(&responses, model, &Options::default()).expect("a fit");
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
