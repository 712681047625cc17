//! Plausible values: draws from what is known of each person's ability, by answers and by conditioning covariates
//! (Mislevy 1991). Averages of abilities are biased for spreads and shares of a population; averages over plausible values
//! are not.

use super::{
    Estimate, Fault, Fit, Hands, Item, Responses, Test,
    ability::fits,
    chance::Chance,
    grid::{Table, normalise},
    linear,
    parallel::in_parts,
    responses::{MISSING, Patterns},
};

/// What draws are conditioned on, and how many there are.
#[derive(Clone, Debug)]
pub struct Conditioning<'a> {
    /// Covariates by row, without a constant, which is always there.
    pub covariates: Vec<Vec<f64>>,
    /// Draws a person.
    pub draws: usize,
    /// Seed: the same seed gives the same draws.
    pub seed: u64,
    /// Whether the coefficients are drawn too (once a draw, from their normal approximation), so that their uncertainty is in
    /// the plausible values.
    pub draw_coefficients: bool,
    /// Who does the work; the result does not depend on it.
    pub hands: Hands<'a>,
}

/// Plausible values of one test.
#[derive(Clone, Debug)]
pub struct PlausibleValues {
    /// What they were measured by.
    pub test: Test,
    /// By draw, then by row.
    pub draws: Vec<Vec<f64>>,
    /// Coefficients of the latent regression: the constant first.
    pub coefficients: Vec<Estimate>,
    /// Residual standard deviation of the latent regression.
    pub deviation: f64,
}

/// Draws at most: what they add to precision ends far below this.
const DRAWS_MAX: usize = 1_000;
/// Rounds of the regression at most.
const ROUNDS_MAX: usize = 2_000;

/// Fits the latent regression with the item parameters of the fit, and draws.
///
/// # Errors
/// In order: a table of another test; settings; covariates of another length, not finite, or collinear; no weight.
pub fn plausible_values(
    responses: &Responses,
    fit: &Fit,
    conditioning: &Conditioning<'_>,
) -> Result<PlausibleValues, Fault> {
    fits(responses, fit)?;
    if conditioning.draws == 0 || conditioning.draws > DRAWS_MAX {
        let value = conditioning.draws as f64;
        return Err(Fault::Setting { name: "draws", value, allowed: "from 1 to 1000" });
    }
    let design = design(responses, &conditioning.covariates)?;
    let abilities = fit.grid.abilities();
    let patterns = Patterns::gather(responses);
    let table = Table::new(&fit.items, &abilities);
    let likelihoods: Vec<Vec<f64>> =
        (0..patterns.len()).map(|pattern| table.log_likelihood(patterns.row(pattern))).collect();
    let known =
        Known { responses, patterns: &patterns, likelihoods: &likelihoods, abilities: &abilities, design: &design };
    let regression = known.regress(conditioning.hands)?;
    let draws = (0..conditioning.draws)
        .map(|draw| {
            let mut beta = regression.beta.clone();
            if conditioning.draw_coefficients {
                regression.disturb(&mut beta, &mut Chance::new(conditioning.seed, u64::MAX - draw as u64));
            }
            known.draw(&fit.items, &beta, regression.deviation, conditioning, draw as u64)
        })
        .collect();
    let n = regression.beta.len();
    let coefficients = regression.beta.iter().enumerate().map(|(place, value)| Estimate {
        value: *value,
        error: regression.covariance.as_ref().map(|matrix| matrix[place * n + place].sqrt()),
    });
    Ok(PlausibleValues {
        test: fit.test.clone(),
        draws,
        coefficients: coefficients.collect(),
        deviation: regression.deviation,
    })
}

/// Covariates with their constant, checked.
fn design(responses: &Responses, covariates: &[Vec<f64>]) -> Result<Vec<Vec<f64>>, Fault> {
    let rows = responses.rows();
    if covariates.len() != rows {
        return Err(Fault::Lengths { what: "rows of covariates", given: covariates.len(), expected: rows });
    }
    let width = covariates.first().map_or(0, Vec::len);
    let mut design = Vec::with_capacity(rows);
    for (place, row) in covariates.iter().enumerate() {
        if row.len() != width {
            return Err(Fault::Lengths { what: "covariates of a row", given: row.len(), expected: width });
        }
        if row.iter().any(|value| !value.is_finite()) {
            return Err(Fault::NotFinite { what: "covariate", row: place + 1 });
        }
        design.push(std::iter::once(1.0).chain(row.iter().copied()).collect());
    }
    Ok(design)
}

/// Everything a regression and its draws read.
struct Known<'a> {
    responses: &'a Responses,
    patterns: &'a Patterns,
    likelihoods: &'a [Vec<f64>],
    abilities: &'a [f64],
    design: &'a [Vec<f64>],
}

/// A latent regression.
struct Regression {
    beta: Vec<f64>,
    deviation: f64,
    covariance: Option<Vec<f64>>,
}

impl Regression {
    fn disturb(&self, beta: &mut [f64], chance: &mut Chance) {
        let n = beta.len();
        let Some(lower) = self.covariance.as_ref().and_then(|matrix| linear::cholesky(matrix, n)) else { return };
        let z: Vec<f64> = (0..n).map(|_| chance.normal()).collect();
        for row in 0..n {
            beta[row] += linear::dot(&lower[row * n..row * n + row + 1], &z[..=row]);
        }
    }
}

/// Sums over persons of one round.
struct Sums {
    by_mean: Vec<f64>,
    squared: f64,
    information: Vec<f64>,
}

impl Known<'_> {
    /// Expectation and maximisation in turns: posterior means on covariates, posterior variances into the residual.
    fn regress(&self, hands: Hands<'_>) -> Result<Regression, Fault> {
        let n = self.design.first().map_or(1, Vec::len);
        let counts = self.responses.counts();
        let persons: f64 = counts.iter().sum();
        if persons <= 0.0 {
            return Err(Fault::NoWeight);
        }
        let mut crossed = vec![0.0; n * n];
        for (x, count) in self.design.iter().zip(counts) {
            for row in 0..n {
                for column in 0..n {
                    crossed[row * n + column] += count * x[row] * x[column];
                }
            }
        }
        let Some(lower) = linear::cholesky(&crossed, n) else {
            return Err(Fault::Collinear { covariate: linear::first_dependent(&crossed, n).unwrap_or(0) });
        };
        let mut regression = Regression { beta: vec![0.0; n], deviation: 1.0, covariance: None };
        let mut sums = self.round(&regression, hands);
        for _ in 0..ROUNDS_MAX {
            let mut beta = sums.by_mean.clone();
            linear::solve(&lower, n, &mut beta);
            // Σ(v + (m − x·β)²) = Σ(v + m²) − β·Σx·m at the least squares of m on x.
            let variance = (sums.squared - linear::dot(&beta, &sums.by_mean)) / persons;
            let deviation = variance.max(1e-6).sqrt();
            let moved =
                beta.iter().zip(&regression.beta).fold((deviation - regression.deviation).abs(), |most, (a, b)| {
                    most.max((a - b).abs() / (1.0 + a.abs()))
                });
            regression = Regression { beta, deviation, covariance: None };
            sums = self.round(&regression, hands);
            if moved < 1e-11 {
                break;
            }
        }
        let covariance = linear::cholesky(&sums.information, n).map(|lower| linear::inverse(&lower, n));
        Ok(Regression { covariance, ..regression })
    }

    fn round(&self, regression: &Regression, hands: Hands<'_>) -> Sums {
        let n = regression.beta.len();
        let parts = in_parts(self.design.len(), hands, |range| {
            let mut sums = Sums { by_mean: vec![0.0; n], squared: 0.0, information: vec![0.0; n * n] };
            for row in range {
                let count = self.responses.counts()[row];
                let x = &self.design[row];
                let mut shares = self.posterior(row, linear::dot(x, &regression.beta), regression.deviation);
                normalise(&mut shares);
                let mean = linear::dot(&shares, self.abilities);
                let square: f64 = shares.iter().zip(self.abilities).map(|(share, theta)| share * theta * theta).sum();
                sums.squared += count * square;
                let inverse = 1.0 / (regression.deviation * regression.deviation);
                let information = count * inverse * (1.0 - inverse * (square - mean * mean));
                for row in 0..n {
                    sums.by_mean[row] += count * mean * x[row];
                    for column in 0..n {
                        sums.information[row * n + column] += information * x[row] * x[column];
                    }
                }
            }
            sums
        });
        parts.into_iter().fold(
            Sums { by_mean: vec![0.0; n], squared: 0.0, information: vec![0.0; n * n] },
            |mut all, part| {
                all.by_mean.iter_mut().zip(&part.by_mean).for_each(|(to, add)| *to += add);
                all.information.iter_mut().zip(&part.information).for_each(|(to, add)| *to += add);
                all.squared += part.squared;
                all
            },
        )
    }

    /// Logarithm of the posterior at the points, up to a constant.
    fn posterior(&self, row: usize, mean: f64, deviation: f64) -> Vec<f64> {
        let likelihood = &self.likelihoods[self.patterns.of_row[row]];
        let prior = |theta: f64| -0.5 * ((theta - mean) / deviation).powi(2);
        likelihood.iter().zip(self.abilities).map(|(log, theta)| log + prior(*theta)).collect()
    }

    fn draw(&self, items: &[Item], beta: &[f64], deviation: f64, of: &Conditioning<'_>, draw: u64) -> Vec<f64> {
        let parts = in_parts(self.design.len(), of.hands, |range| {
            range
                .map(|row| {
                    let mean = linear::dot(&self.design[row], beta);
                    let mut chance = Chance::new(of.seed, (row as u64) << 10 | draw);
                    let cells = self.responses.cells_of(row);
                    let exact = |theta: f64| {
                        let answered = items.iter().zip(cells).filter(|(_, cell)| **cell != MISSING);
                        let log: f64 = answered.map(|(item, cell)| item.at(theta, usize::from(*cell)).value).sum();
                        log - 0.5 * ((theta - mean) / deviation).powi(2)
                    };
                    sample(&self.posterior(row, mean, deviation), self.abilities, exact, &mut chance)
                })
                .collect::<Vec<f64>>()
        });
        parts.into_iter().flatten().collect()
    }
}

/// Tries of a draw: each is kept with a chance of more than a half.
const TRIES_MAX: usize = 10_000;

/// One draw from a density whose logarithm is concave, known at the points and computable between them: by rejection under
/// steps that lie above it, since a concave function lies below the continued chords of its neighbours.
fn sample(logs: &[f64], points: &[f64], exact: impl Fn(f64) -> f64, chance: &mut Chance) -> f64 {
    let last = logs.len() - 1;
    let bounds: Vec<f64> = (0..last)
        .map(|j| {
            let from_left = if j == 0 { f64::INFINITY } else { logs[j] + (logs[j] - logs[j - 1]).max(0.0) };
            let right = j + 1;
            let from_right =
                if right == last { f64::INFINITY } else { logs[right] + (logs[right] - logs[right + 1]).max(0.0) };
            from_left.min(from_right)
        })
        .collect();
    let mut shares = bounds.clone();
    normalise(&mut shares);
    let mut theta = points[0];
    for _ in 0..TRIES_MAX {
        let mut rest = chance.unit();
        let cell = shares
            .iter()
            .position(|share| {
                rest -= share;
                rest < 0.0
            })
            .unwrap_or(last - 1);
        theta = points[cell] + chance.unit() * (points[cell + 1] - points[cell]);
        if chance.unit().ln() <= exact(theta) - bounds[cell] {
            break;
        }
    }
    theta
}
