//! The maximisation step: with expected counts given, each item and each group by itself, by Newton's method.

use super::{
    Grid, Item, Latent,
    expect::Expected,
    item::Shape,
    linear,
    parameters::{Layout, State, possible_item, possible_latent},
};

/// Complete-data log-likelihood of a block with gradient and information (negative second derivatives, by rows).
pub(crate) struct Local {
    pub(crate) value: f64,
    pub(crate) gradient: Vec<f64>,
    pub(crate) information: Vec<f64>,
}

/// Newton steps a block takes in one maximisation step; the next expectation moves the target anyway.
const STEPS_MAX: usize = 6;
/// Halvings of a step that does not lead up.
const HALVINGS_MAX: usize = 20;

/// An item given expected counts, by category and point.
pub(crate) fn item_local(item: &Item, slopes: bool, abilities: &[f64], counts: &[f64]) -> Local {
    let (n, points) = (item.intercepts.len(), abilities.len());
    let length = n + usize::from(slopes);
    let mut local = Local { value: 0.0, gradient: vec![0.0; length], information: vec![0.0; length * length] };
    let (mut shape, mut logs) = (Shape::default(), Vec::new());
    let (mut here, mut score) = (vec![0.0; n + 1], vec![0.0; n]);
    let (mut by_eta, mut curved) = (vec![0.0; n], vec![0.0; n * n]);
    for (q, theta) in abilities.iter().enumerate() {
        for (k, here) in here.iter_mut().enumerate() {
            *here = counts[k * points + q];
        }
        if here.iter().all(|count| *count == 0.0) {
            continue;
        }
        item.log_probabilities(*theta, &mut logs);
        item.shape(*theta, &mut shape);
        local.value += linear::dot(&here, &logs);
        by_eta.fill(0.0);
        for (k, count) in here.iter().enumerate().filter(|(_, count)| **count != 0.0) {
            item.score(&shape, k, &mut score);
            by_eta.iter_mut().zip(&score).for_each(|(to, score)| *to += count * score);
        }
        curved.fill(0.0);
        item.add_information(&shape, &here, &mut curved);
        spread(item, slopes, *theta, &by_eta, &curved, &mut local);
    }
    local
}

/// From `η` to slope and intercepts: `∂η_m/∂a = w_m·θ`, `∂η_m/∂c_m = 1`.
fn spread(item: &Item, slopes: bool, theta: f64, by_eta: &[f64], curved: &[f64], to: &mut Local) {
    let (n, first) = (by_eta.len(), usize::from(slopes));
    let length = n + first;
    for m in 0..n {
        to.gradient[first + m] += by_eta[m];
        let by_slope = item.weight(m + 1) * theta;
        for l in 0..n {
            let cell = curved[m * n + l];
            to.information[(first + m) * length + first + l] += cell;
            if slopes {
                to.information[first + l] += by_slope * cell;
                to.information[(first + l) * length] += by_slope * cell;
                to.information[0] += by_slope * item.weight(l + 1) * theta * cell;
            }
        }
        if slopes {
            to.gradient[0] += by_slope * by_eta[m];
        }
    }
}

/// A group given expected persons by point; `both`: mean and deviation are free, otherwise the deviation alone.
pub(crate) fn group_local(latent: &Latent, both: bool, abilities: &[f64], persons: &[f64]) -> Local {
    let logs = latent.log_weights(abilities);
    let all: f64 = persons.iter().sum();
    let expected: Vec<f64> = logs.iter().map(|log| all * log.exp()).collect();
    // h = −u²/2 with u = (θ − mean)/deviation, by mean and by the logarithm of the deviation.
    let u: Vec<f64> = abilities.iter().map(|theta| (theta - latent.mean) / latent.deviation).collect();
    let first: Vec<[f64; 2]> = u.iter().map(|u| [u / latent.deviation, u * u]).collect();
    let inverse = 1.0 / (latent.deviation * latent.deviation);
    let second: Vec<[f64; 3]> = u.iter().map(|u| [-inverse, -2.0 * u / latent.deviation, -2.0 * u * u]).collect();
    let mut gradient = [0.0; 2];
    let mut means = [0.0; 2];
    for (q, first) in first.iter().enumerate() {
        for d in 0..2 {
            gradient[d] += (persons[q] - expected[q]) * first[d];
            means[d] += if all > 0.0 { expected[q] / all * first[d] } else { 0.0 };
        }
    }
    let mut information = [0.0; 4];
    for q in 0..abilities.len() {
        for (d, e, place) in [(0, 0, 0), (0, 1, 1), (1, 1, 2)] {
            let apart = (first[q][d] - means[d]) * (first[q][e] - means[e]);
            let cell = expected[q] * apart - (persons[q] - expected[q]) * second[q][place];
            information[d * 2 + e] += cell;
            if d != e {
                information[e * 2 + d] += cell;
            }
        }
    }
    let value = linear::dot(persons, &logs);
    if both {
        Local { value, gradient: gradient.to_vec(), information: information.to_vec() }
    } else {
        Local { value, gradient: vec![gradient[1]], information: vec![information[3]] }
    }
}

/// Newton's direction, or the gradient by the diagonal where the information is not positive definite.
pub(crate) fn direction(local: &Local) -> Vec<f64> {
    let n = local.gradient.len();
    let mut step = local.gradient.clone();
    match linear::cholesky(&local.information, n) {
        Some(lower) => linear::solve(&lower, n, &mut step),
        None => {
            for (d, step) in step.iter_mut().enumerate() {
                *step /= local.information[d * n + d].abs().max(1.0);
            }
        }
    }
    step
}

/// Blocks of gradient and information at the present parameters.
pub(crate) fn locals(layout: &Layout, state: &State, abilities: &[f64], expected: &Expected) -> Vec<Local> {
    let points = abilities.len();
    let mut start = 0;
    let mut locals = Vec::with_capacity(state.items.len() + state.latents.len());
    for item in &state.items {
        let counts = &expected.counts[start..start + item.categories() * points];
        start += item.categories() * points;
        locals.push(item_local(item, layout.slopes, abilities, counts));
    }
    for (group, (latent, block)) in state.latents.iter().zip(&layout.groups).enumerate() {
        if block.length > 0 {
            let persons = &expected.groups[group * points..(group + 1) * points];
            locals.push(group_local(latent, block.length == 2, abilities, persons));
        }
    }
    locals
}

/// One whole maximisation step.
pub(crate) fn maximize(layout: &Layout, state: &mut State, grid: &Grid, abilities: &[f64], expected: &Expected) {
    let points = abilities.len();
    let mut start = 0;
    for item in &mut state.items {
        let counts = &expected.counts[start..start + item.categories() * points];
        start += item.categories() * points;
        climb(
            item,
            |item| item_local(item, layout.slopes, abilities, counts),
            possible_item,
            |item, step| {
                let rest = if layout.slopes {
                    item.slope += step[0];
                    &step[1..]
                } else {
                    step
                };
                item.intercepts.iter_mut().zip(rest).for_each(|(to, add)| *to += add);
            },
        );
    }
    for (group, (latent, block)) in state.latents.iter_mut().zip(&layout.groups).enumerate() {
        let (both, persons) = (block.length == 2, &expected.groups[group * points..(group + 1) * points]);
        if block.length == 0 {
            continue;
        }
        let local = |latent: &Latent| group_local(latent, both, abilities, persons);
        climb(
            latent,
            local,
            |latent| possible_latent(latent, grid),
            |latent, step| {
                if both {
                    latent.mean += step[0];
                }
                latent.deviation *= step[step.len() - 1].exp();
            },
        );
    }
}

/// Newton steps up, each halved until it leads up and stays possible.
fn climb<T: Clone>(
    at: &mut T,
    local: impl Fn(&T) -> Local,
    possible: impl Fn(&T) -> bool,
    walk: impl Fn(&mut T, &[f64]),
) {
    let mut here = local(at);
    for _ in 0..STEPS_MAX {
        let mut step = direction(&here);
        let gain = linear::dot(&step, &here.gradient);
        if !gain.is_finite() || gain <= 1e-14 * (1.0 + here.value.abs()) {
            return;
        }
        let longest = step.iter().fold(0.0_f64, |most, step| most.max(step.abs()));
        if longest > 2.0 {
            step.iter_mut().for_each(|step| *step *= 2.0 / longest);
        }
        let mut moved = false;
        for _ in 0..HALVINGS_MAX {
            let mut there = at.clone();
            walk(&mut there, &step);
            if possible(&there) {
                let found = local(&there);
                if found.value >= here.value {
                    (*at, here, moved) = (there, found, true);
                    break;
                }
            }
            step.iter_mut().for_each(|step| *step *= 0.5);
        }
        if !moved {
            return;
        }
    }
}
