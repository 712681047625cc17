//! Observed information (Louis 1982): the complete information that is expected, less what is lost by not seeing ability.
//!
//! `I = E[−∂²ℓ] − Σ_p n_p·(E[s·sᵀ | x_p] − E[s | x_p]·E[s | x_p]ᵀ)` with `s` the score of a person whose ability were known.

use std::ops::Range;

use super::{
    Hands, Item, Latent,
    expect::Expected,
    grid::{Table, normalise},
    item::Shape,
    linear,
    maximize::locals,
    parallel::in_parts_of,
    parameters::{Layout, State},
    responses::{MISSING, Patterns},
};

/// Intercepts for which the matrices of all parts together stay below half a gigabyte.
const INTERCEPTS_MAX: usize = 1_000;
/// Parts at most, because each holds matrices.
const PARTS_MAX: usize = 8;
/// Patterns of which posteriors are held at once.
const BLOCK: usize = 1_024;
/// An ability whose posterior share is below this adds less than rounding.
const SHARE_MIN: f64 = 1e-18;

/// Everything about the score of a person at an ability that does not depend on the person.
struct Scores {
    /// Where the intercepts of an item begin.
    starts: Vec<usize>,
    intercepts: usize,
    points: usize,
    /// By item, point, category and intercept.
    rows: Vec<Vec<f64>>,
    /// By group and point: score by mean, score by logarithm of the deviation.
    groups: Vec<Vec<[f64; 2]>>,
}

impl Scores {
    fn new(state: &State, abilities: &[f64]) -> Scores {
        let mut starts = Vec::with_capacity(state.items.len());
        let mut intercepts = 0;
        for item in &state.items {
            starts.push(intercepts);
            intercepts += item.intercepts.len();
        }
        let rows = state.items.iter().map(|item| item_rows(item, abilities)).collect();
        let groups = state.latents.iter().map(|latent| group_rows(latent, abilities)).collect();
        Scores { starts, intercepts, points: abilities.len(), rows, groups }
    }

    /// The scores by `η` of a person with these answers at a point.
    fn write(&self, cells: &[u8], q: usize, items: &[Item], to: &mut [f64]) {
        for (place, (cell, item)) in cells.iter().zip(items).enumerate() {
            let n = item.intercepts.len();
            let to = &mut to[self.starts[place]..self.starts[place] + n];
            if *cell == MISSING {
                to.fill(0.0);
            } else {
                let row = (q * (n + 1) + usize::from(*cell)) * n;
                to.copy_from_slice(&self.rows[place][row..row + n]);
            }
        }
    }
}

fn item_rows(item: &Item, abilities: &[f64]) -> Vec<f64> {
    let n = item.intercepts.len();
    let (mut rows, mut shape, mut score) = (Vec::new(), Shape::default(), vec![0.0; n]);
    for theta in abilities {
        item.shape(*theta, &mut shape);
        for k in 0..=n {
            item.score(&shape, k, &mut score);
            // A category without probability at this ability is nobody's answer there.
            rows.extend(score.iter().map(|score| if score.is_finite() { *score } else { 0.0 }));
        }
    }
    rows
}

fn group_rows(latent: &Latent, abilities: &[f64]) -> Vec<[f64; 2]> {
    let weights: Vec<f64> = latent.log_weights(abilities).iter().map(|log| log.exp()).collect();
    let raw: Vec<[f64; 2]> = abilities
        .iter()
        .map(|theta| {
            let u = (theta - latent.mean) / latent.deviation;
            [u / latent.deviation, u * u]
        })
        .collect();
    let mean = |d: usize| -> f64 { raw.iter().zip(&weights).map(|(raw, weight)| raw[d] * weight).sum() };
    let means = [mean(0), mean(1)];
    raw.iter().map(|raw| [raw[0] - means[0], raw[1] - means[1]]).collect()
}

/// Sums over patterns. Slopes enter through powers of ability: `∂/∂a = θ·Σ_m w_m ∂/∂η_m`.
struct Lost {
    /// `Σ n·E[v·vᵀ·θ^power | x]`, lower triangle, powers 0, 1, 2.
    powers: [Vec<f64>; 3],
    /// `Σ n·E[v·t·θ^power | x]` by group, parameter of the group, power 0 or 1, intercept.
    with_group: Vec<f64>,
    /// `Σ n·E[s|x]·E[s|x]ᵀ`, lower triangle of all free parameters.
    squared: Vec<f64>,
}

/// The inverse of the observed information; none if it is singular or too large to be formed.
pub(crate) fn covariance(
    patterns: &Patterns,
    layout: &Layout,
    state: &State,
    abilities: &[f64],
    expected: &Expected,
    hands: Hands<'_>,
) -> Option<Vec<f64>> {
    let scores = Scores::new(state, abilities);
    if scores.intercepts > INTERCEPTS_MAX {
        return None;
    }
    let mut information = complete(layout, state, abilities, expected);
    let table = Table::new(&state.items, abilities);
    let priors = state
        .latents
        .iter()
        .map(|latent| latent.log_weights(abilities).iter().zip(&table.base).map(|(w, base)| w + base).collect())
        .collect();
    let pass = Pass { patterns, layout, state, table: &table, priors, scores: &scores, abilities };
    let parts = in_parts_of(PARTS_MAX, patterns.len(), hands, |range| pass.run(range));
    let n = layout.length;
    let weigh = Weigh { layout, state, scores: &scores };
    for part in &parts {
        for row in 0..n {
            for column in 0..=row {
                information[row * n + column] += part.squared[row * n + column] - weigh.cell(part, row, column);
            }
        }
    }
    group_squares(layout, &scores, expected, &mut information);
    for row in 0..n {
        for column in 0..row {
            information[column * n + row] = information[row * n + column];
        }
    }
    linear::cholesky(&information, n).map(|lower| linear::inverse(&lower, n))
}

/// The complete-data information, which has no part between blocks.
fn complete(layout: &Layout, state: &State, abilities: &[f64], expected: &Expected) -> Vec<f64> {
    let n = layout.length;
    let mut information = vec![0.0; n * n];
    let mut start = 0;
    for local in locals(layout, state, abilities, expected) {
        let length = local.gradient.len();
        for row in 0..length {
            for column in 0..length {
                information[(start + row) * n + start + column] = local.information[row * length + column];
            }
        }
        start += length;
    }
    information
}

/// Takes off `Σ n·E[t·tᵀ | x]`, which expected persons by point give without the patterns.
fn group_squares(layout: &Layout, scores: &Scores, expected: &Expected, information: &mut [f64]) {
    let n = layout.length;
    for (group, block) in layout.groups.iter().enumerate() {
        let persons = &expected.groups[group * scores.points..(group + 1) * scores.points];
        for row in 0..block.length {
            for column in 0..=row {
                let (d, e) = (2 - block.length + row, 2 - block.length + column);
                let lost: f64 = persons.iter().zip(&scores.groups[group]).map(|(n, t)| n * t[d] * t[e]).sum();
                information[(block.start + row) * n + block.start + column] -= lost;
            }
        }
    }
}

/// All that a pass over patterns reads.
struct Pass<'a> {
    patterns: &'a Patterns,
    layout: &'a Layout,
    state: &'a State,
    table: &'a Table,
    priors: Vec<Vec<f64>>,
    scores: &'a Scores,
    abilities: &'a [f64],
}

/// What a block of patterns needs beside the sums.
struct Block {
    range: Range<usize>,
    /// Posterior shares by pattern and point.
    shares: Vec<Vec<f64>>,
    /// `E[v | x]` and `E[θ·v | x]` by pattern.
    means: Vec<f64>,
}

impl Pass<'_> {
    fn run(&self, range: Range<usize>) -> Lost {
        let (width, n) = (self.scores.intercepts, self.layout.length);
        let mut lost = Lost {
            powers: [vec![0.0; width * width], vec![0.0; width * width], vec![0.0; width * width]],
            with_group: vec![0.0; self.state.latents.len() * 4 * width],
            squared: vec![0.0; n * n],
        };
        let mut by_point = vec![0.0; width * width];
        for start in range.clone().step_by(BLOCK) {
            let range = start..(start + BLOCK).min(range.end);
            let shares = range.clone().map(|pattern| self.shares(pattern)).collect();
            let means = vec![0.0; range.len() * 2 * width];
            let mut block = Block { range, shares, means };
            for (q, theta) in self.abilities.iter().enumerate() {
                by_point.fill(0.0);
                self.point(q, *theta, &mut block, &mut by_point, &mut lost.with_group);
                // One matrix a point first: powers of ability are applied once and not for each person.
                for (power, to) in lost.powers.iter_mut().enumerate() {
                    let factor = theta.powi(power as i32);
                    to.iter_mut().zip(&by_point).for_each(|(to, add)| *to += factor * add);
                }
            }
            self.squares(&block, &mut lost.squared);
        }
        lost
    }

    fn shares(&self, pattern: usize) -> Vec<f64> {
        let mut shares = self.priors[usize::from(self.patterns.groups[pattern])].clone();
        self.table.add(self.patterns.row(pattern), &mut shares);
        normalise(&mut shares);
        shares
    }

    /// Adds what the patterns of a block contribute at one ability.
    fn point(&self, q: usize, theta: f64, block: &mut Block, by_point: &mut [f64], with_group: &mut [f64]) {
        let width = self.scores.intercepts;
        let mut v = vec![0.0; width];
        for (place, pattern) in block.range.clone().enumerate() {
            let share = block.shares[place][q];
            let weight = share * self.patterns.counts[pattern];
            if share < SHARE_MIN || weight == 0.0 {
                continue;
            }
            self.scores.write(self.patterns.row(pattern), q, &self.state.items, &mut v);
            let mean = &mut block.means[place * 2 * width..(place + 1) * 2 * width];
            let group = usize::from(self.patterns.groups[pattern]);
            let with_group = &mut with_group[group * 4 * width..(group + 1) * 4 * width];
            for (m, v) in v.iter().enumerate() {
                mean[m] += share * v;
                mean[width + m] += share * theta * v;
                for (d, t) in self.scores.groups[group][q].iter().enumerate() {
                    with_group[d * 2 * width + m] += weight * t * v;
                    with_group[(d * 2 + 1) * width + m] += weight * t * theta * v;
                }
            }
            for (m, row) in by_point.chunks_exact_mut(width).enumerate() {
                let scaled = weight * v[m];
                row[..=m].iter_mut().zip(&v).for_each(|(to, v)| *to += scaled * v);
            }
        }
    }

    /// Adds `n·E[s|x]·E[s|x]ᵀ`.
    fn squares(&self, block: &Block, to: &mut [f64]) {
        let (n, width) = (self.layout.length, self.scores.intercepts);
        let mut s = vec![0.0; n];
        for (place, pattern) in block.range.clone().enumerate() {
            let mean = &block.means[place * 2 * width..(place + 1) * 2 * width];
            for ((item, at), start) in self.state.items.iter().zip(&self.layout.items).zip(&self.scores.starts) {
                let to = &mut s[at.start..at.start + at.length];
                let first = usize::from(self.layout.slopes);
                to[first..].copy_from_slice(&mean[*start..start + item.intercepts.len()]);
                if self.layout.slopes {
                    to[0] = (0..item.intercepts.len()).map(|m| item.weight(m + 1) * mean[width + start + m]).sum();
                }
            }
            let of = usize::from(self.patterns.groups[pattern]);
            for (group, at) in self.layout.groups.iter().enumerate() {
                for d in 0..at.length {
                    let by = 2 - at.length + d;
                    let scores = block.shares[place].iter().zip(&self.scores.groups[group]);
                    let mean: f64 = scores.map(|(share, t)| share * t[by]).sum();
                    s[at.start + d] = if group == of { mean } else { 0.0 };
                }
            }
            for (row, to) in to.chunks_exact_mut(n).enumerate() {
                let scaled = self.patterns.counts[pattern] * s[row];
                to[..=row].iter_mut().zip(&s).for_each(|(to, s)| *to += scaled * s);
            }
        }
    }
}

/// Reads cells of free parameters out of the sums by intercept.
struct Weigh<'a> {
    layout: &'a Layout,
    state: &'a State,
    scores: &'a Scores,
}

/// A free parameter of an item as a sum over intercepts: which, with what weight, and the power of ability.
struct Part {
    first: usize,
    weights: Vec<f64>,
    power: usize,
}

impl Weigh<'_> {
    fn part(&self, parameter: usize) -> Option<Part> {
        let place = self.layout.items.partition_point(|block| block.start + block.length <= parameter);
        let block = self.layout.items.get(place)?;
        let (item, start, inside) = (&self.state.items[place], self.scores.starts[place], parameter - block.start);
        if self.layout.slopes && inside == 0 {
            let weights = (1..item.categories()).map(|m| item.weight(m)).collect();
            return Some(Part { first: start, weights, power: 1 });
        }
        Some(Part { first: start + inside - usize::from(self.layout.slopes), weights: vec![1.0], power: 0 })
    }

    /// `Σ n·E[s_row·s_column | x]`, without what two parameters of groups have in common.
    fn cell(&self, lost: &Lost, row: usize, column: usize) -> f64 {
        let width = self.scores.intercepts;
        // Columns come before rows, and items before groups.
        let Some(b) = self.part(column) else { return 0.0 };
        let mut sum = 0.0;
        if let Some(a) = self.part(row) {
            let matrix = &lost.powers[a.power + b.power];
            for (m, x) in a.weights.iter().enumerate() {
                for (l, y) in b.weights.iter().enumerate() {
                    let (high, low) = ((a.first + m).max(b.first + l), (a.first + m).min(b.first + l));
                    sum += x * y * matrix[high * width + low];
                }
            }
            return sum;
        }
        for (group, block) in self.layout.groups.iter().enumerate() {
            if (block.start..block.start + block.length).contains(&row) {
                let d = 2 - block.length + row - block.start;
                let start = (group * 4 + d * 2 + b.power) * width + b.first;
                sum += b.weights.iter().enumerate().map(|(l, y)| y * lost.with_group[start + l]).sum::<f64>();
            }
        }
        sum
    }
}
