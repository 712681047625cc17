//! Logistic regression of right answers on total score, group and their product (Swaminathan & Rogers 1990).

use super::{Tables, tables};
use crate::assessment::{Fault, Responses, distribution::chi_squared_tail, linear};

/// What logistic regression says of an item.
#[derive(Clone, Debug, PartialEq)]
pub struct Logistic {
    /// Name.
    pub item: String,
    /// Likelihood ratio of a difference between groups at every score (one degree of freedom).
    pub uniform: f64,
    /// Probability of it.
    pub uniform_p: f64,
    /// Likelihood ratio of a difference that changes with the score (one degree of freedom).
    pub changing: f64,
    /// Probability of it.
    pub changing_p: f64,
    /// Likelihood ratio of both (two degrees of freedom).
    pub both: f64,
    /// Probability of it.
    pub both_p: f64,
    /// How much Nagelkerke's R² grows by both.
    pub r_squared: f64,
}

/// Logistic regression of every item.
///
/// # Errors
/// [`Fault::Groups`], [`Fault::NotDichotomous`], [`Fault::GroupEmpty`], in this order.
pub fn logistic(responses: &Responses) -> Result<Vec<Logistic>, Fault> {
    let tables = tables(responses)?;
    Ok(responses.columns().iter().zip(&tables).map(|(column, table)| of_item(&column.name, table)).collect())
}

fn of_item(item: &str, tables: &Tables) -> Logistic {
    let fits: Vec<f64> = (1..=4).map(|terms| log_likelihood(tables, terms)).collect();
    let [none, score, group, product] = [fits[0], fits[1], fits[2], fits[3]];
    let persons: f64 = tables.iter().flatten().flatten().sum();
    let r_squared = |fit: f64| {
        let most = 1.0 - (2.0 * none / persons).exp();
        if most > 0.0 { (1.0 - (2.0 * (none - fit) / persons).exp()) / most } else { 0.0 }
    };
    let ratio = |small: f64, large: f64| (2.0 * (large - small)).max(0.0);
    let (uniform, changing, both) = (ratio(score, group), ratio(group, product), ratio(score, product));
    Logistic {
        item: item.to_owned(),
        uniform,
        uniform_p: chi_squared_tail(uniform, 1),
        changing,
        changing_p: chi_squared_tail(changing, 1),
        both,
        both_p: chi_squared_tail(both, 2),
        r_squared: r_squared(product) - r_squared(score),
    }
}

/// The maximum of the likelihood with so many of: constant, score, group, product.
fn log_likelihood(tables: &Tables, terms: usize) -> f64 {
    // Scores between 0 and 1, so that the products stay well apart.
    let scale = 1.0 / (tables.len() - 1) as f64;
    let mut beta = vec![0.0; terms];
    let mut best = f64::NEG_INFINITY;
    // Where groups are separated the maximum lies at infinity, and the likelihood nears it long before this many rounds.
    for _ in 0..100 {
        let (value, gradient, information) = derivatives(tables, &beta, scale);
        let ended = value - best <= 1e-13 * value.abs();
        best = best.max(value);
        let Some(lower) = linear::cholesky(&information, terms).filter(|_| !ended) else { break };
        let mut step = gradient;
        linear::solve(&lower, terms, &mut step);
        for _ in 0..30 {
            let there: Vec<f64> = beta.iter().zip(&step).map(|(beta, step)| beta + step).collect();
            if derivatives(tables, &there, scale).0 >= value {
                beta = there;
                break;
            }
            step.iter_mut().for_each(|step| *step *= 0.5);
        }
    }
    best
}

fn derivatives(tables: &Tables, beta: &[f64], scale: f64) -> (f64, Vec<f64>, Vec<f64>) {
    let n = beta.len();
    let (mut value, mut gradient, mut information) = (0.0, vec![0.0; n], vec![0.0; n * n]);
    for (total, groups) in tables.iter().enumerate() {
        for (group, [wrong, right]) in groups.iter().enumerate() {
            let all = wrong + right;
            if all == 0.0 {
                continue;
            }
            let (score, group) = (total as f64 * scale, group as f64);
            let x = [1.0, score, group, score * group];
            let eta = linear::dot(&x[..n], beta);
            let p = 1.0 / (1.0 + (-eta).exp());
            // ln p and ln(1−p) without their ends.
            let softplus = eta.max(0.0) + (-eta.abs()).exp().ln_1p();
            value += right * eta - all * softplus;
            for row in 0..n {
                gradient[row] += (right - all * p) * x[row];
                for column in 0..n {
                    information[row * n + column] += all * p * (1.0 - p) * x[row] * x[column];
                }
            }
        }
    }
    (value, gradient, information)
}
