//! Weights from how the figures vary: components, factors, entropy, CRITIC.

use super::{Weighed, of_level};
use crate::composite::fault::Fault;
use crate::composite::pipeline::{Input, Stage, aggregated};
use crate::composite::sheet::Sheet;
use crate::composite::spec::{Aggregate, Factors, Weigh, Weighting};
use crate::numeric::Matrix;
use crate::numeric::correlation::of_complete;
use crate::numeric::eigen::{Decomposition, singular, symmetric};
use crate::numeric::moments::{deviation, mean, range};
use crate::numeric::sum::sum;

/// Weighs the children of every parent of a level among each other. Above the indicators the level's figures are those
/// of the aggregation that follows, with the weights so far.
pub(super) fn run(
    input: &Input,
    before: &Stage,
    spec: &Weigh,
    ahead: Option<&Aggregate>,
    weighed: &mut Weighed,
) -> Result<(), Fault> {
    let nodes = of_level(&input.tree, spec.level)?;
    let figures = match nodes.iter().any(|&node| node >= input.tree.indicators()) {
        false => Matrix::clone(&before.values),
        true => {
            let ahead = ahead.ok_or_else(|| {
                Fault::new("level", "no aggregation follows that would make this level", "put an aggregate stage after")
            })?;
            aggregated(input, before, ahead, &before.weights)?.values
        }
    };
    let mut parents: Vec<Option<usize>> = nodes.iter().map(|&node| input.tree.nodes()[node].parent).collect();
    parents.sort_unstable();
    parents.dedup();
    for parent in parents {
        let group: Vec<usize> =
            nodes.iter().copied().filter(|&node| input.tree.nodes()[node].parent == parent).collect();
        let name = parent.map_or("all", |parent| input.tree.nodes()[parent].code.as_str());
        let complete = complete_rows(&figures, &group);
        let said = |fault: Fault| fault.inside(name);
        let weights = match &spec.method {
            Weighting::PrincipalComponent => first_component(&complete).map_err(said)?,
            Weighting::Factors(how) => {
                let (weights, loadings) = factors(&complete, *how).map_err(said)?;
                weighed.details.push((format!("factors_{name}"), loadings_sheet(input, &group, &loadings)));
                weights
            }
            Weighting::Entropy => entropy(&complete).map_err(said)?,
            _ => critic(&complete).map_err(said)?,
        };
        group.iter().zip(weights).for_each(|(&node, weight)| weighed.weights[node] = weight);
    }
    Ok(())
}

/// The rows of some columns in which nothing is missing.
pub(crate) fn complete_rows(figures: &Matrix, columns: &[usize]) -> Matrix {
    let taken = figures.take_columns(columns);
    let rows: Vec<usize> =
        (0..taken.rows()).filter(|&row| (0..taken.columns()).all(|at| !taken.at(row, at).is_nan())).collect();
    taken.take_rows(&rows)
}

/// Principal components of columns brought to mean 0 and standard deviation 1: standard deviations of the components and
/// loadings. Refused: fewer than two rows; a column that does not vary.
pub(crate) fn components(complete: &Matrix) -> Result<Decomposition, Fault> {
    let rows = complete.rows();
    let mut scaled = complete.clone();
    for column in 0..scaled.columns() {
        let (centre, spread) = (mean(scaled.column(column)), deviation(scaled.column(column)));
        if spread.is_nan() || spread == 0.0 {
            let what = format!("a column does not vary over the {rows} units that have all figures");
            return Err(Fault::new("", what, "leave it out, or fill in what is missing"));
        }
        scaled.column_mut(column).iter_mut().for_each(|x| *x = (*x - centre) / spread);
    }
    let mut found = singular(&scaled);
    found.values.iter_mut().for_each(|value| *value /= ((rows - 1) as f64).sqrt());
    Ok(found)
}

/// Loadings of the first principal component, their sum not negative.
pub fn first_component(complete: &Matrix) -> Result<Vec<f64>, Fault> {
    Ok(components(complete)?.vectors.column(0).to_vec())
}

/// Weights by rotated factors, sum 1, and the rotated loadings (columns × factors). Extraction by principal components of
/// the correlations, varimax rotation; each column belongs to the factor it loads on most (OECD/JRC Handbook, step 6).
pub fn factors(complete: &Matrix, how: Factors) -> Result<(Vec<f64>, Matrix), Fault> {
    let size = complete.columns();
    components(complete)?;
    let mut correlations = Matrix::filled(size, size, 1.0);
    for one in 0..size {
        for two in 0..size {
            if one != two {
                correlations.set(one, two, of_complete(complete.column(one), complete.column(two)));
            }
        }
    }
    let found = symmetric(&correlations);
    let mut count = 0;
    let mut explained = 0.0;
    for value in &found.values {
        let share = value / size as f64;
        let kept = match how.count {
            Some(wanted) => count < wanted,
            None => share > how.share_above && (*value > how.eigenvalue_above || explained < how.explained),
        };
        if !kept {
            break;
        }
        count += 1;
        explained += share;
    }
    if count == 0 {
        return Err(Fault::new("", "no factor is within the limits", "lower the limits, or name a count"));
    }
    let mut loadings = found.vectors.take_columns(&(0..count).collect::<Vec<_>>());
    for factor in 0..count {
        let root = found.values[factor].max(0.0).sqrt();
        loadings.column_mut(factor).iter_mut().for_each(|x| *x *= root);
    }
    varimax(&mut loadings);
    let variances: Vec<f64> = (0..count).map(|at| sum(loadings.column(at).iter().map(|x| x * x))).collect();
    let all: f64 = variances.iter().sum();
    let weights: Vec<f64> = (0..size)
        .map(|row| {
            let square = |factor: usize| loadings.at(row, factor) * loadings.at(row, factor);
            let own = (1..count).fold(0, |best, factor| if square(factor) > square(best) { factor } else { best });
            square(own) / variances[own] * (variances[own] / all)
        })
        .collect();
    let total: f64 = weights.iter().sum();
    Ok((weights.iter().map(|weight| weight / total).collect(), loadings))
}

/// Kaiser's varimax with rows brought to length one, pair of factors by pair, until no angle is left.
fn varimax(loadings: &mut Matrix) {
    const SWEEPS_MAX: usize = 1_000;
    let (rows, count) = (loadings.rows(), loadings.columns());
    let lengths: Vec<f64> = (0..rows)
        .map(|row| (0..count).map(|at| loadings.at(row, at) * loadings.at(row, at)).sum::<f64>().sqrt())
        .collect();
    let scale = |loadings: &mut Matrix, by: &dyn Fn(f64) -> f64| {
        for column in 0..count {
            for row in (0..rows).filter(|&row| lengths[row] > 0.0) {
                loadings.set(row, column, loadings.at(row, column) * by(lengths[row]));
            }
        }
    };
    scale(loadings, &|length| 1.0 / length);
    for _ in 0..SWEEPS_MAX {
        let mut widest = 0.0_f64;
        for p in 0..count {
            for q in p + 1..count {
                let (mut a, mut b, mut c, mut d) = (0.0, 0.0, 0.0, 0.0);
                for row in 0..rows {
                    let (x, y) = (loadings.at(row, p), loadings.at(row, q));
                    let (u, v) = (x * x - y * y, 2.0 * x * y);
                    a += u;
                    b += v;
                    c += u * u - v * v;
                    d += 2.0 * u * v;
                }
                let n = rows as f64;
                let angle = (d - 2.0 * a * b / n).atan2(c - (a * a - b * b) / n) / 4.0;
                widest = widest.max(angle.abs());
                let (sine, cosine) = angle.sin_cos();
                for row in 0..rows {
                    let (x, y) = (loadings.at(row, p), loadings.at(row, q));
                    loadings.set(row, p, cosine * x + sine * y);
                    loadings.set(row, q, cosine * y - sine * x);
                }
            }
        }
        if widest < 1e-14 {
            break;
        }
    }
    scale(loadings, &|length| length);
}

fn loadings_sheet(input: &Input, group: &[usize], loadings: &Matrix) -> Sheet {
    let names: Vec<String> = (1..=loadings.columns()).map(|at| format!("factor_{at}")).collect();
    let mut sheet = Sheet::new(std::iter::once("iCode").chain(names.iter().map(String::as_str)));
    for (row, &node) in group.iter().enumerate() {
        let figures = (0..loadings.columns()).map(|at| loadings.at(row, at).into());
        sheet.rows.push(std::iter::once(input.tree.nodes()[node].code.as_str().into()).chain(figures).collect());
    }
    sheet
}

/// Entropy weights, sum 1: 1 − e with e = −Σ p·ln p / ln n and p a unit's share of the column. Figures must be from 0.
pub fn entropy(complete: &Matrix) -> Result<Vec<f64>, Fault> {
    let rows = complete.rows();
    if rows < 2 || complete.values().iter().any(|x| *x < 0.0) {
        let what = format!("{rows} units, or a figure below 0");
        return Err(Fault::new("", what, "normalise to figures from 0, and keep at least two complete units"));
    }
    let distance = |column: usize| {
        let total = sum(complete.column(column).iter().copied());
        let shares = complete.column(column).iter().map(|x| x / total).filter(|p| *p > 0.0);
        1.0 + sum(shares.map(|p| p * p.ln())) / (rows as f64).ln()
    };
    shared((0..complete.columns()).map(distance).collect())
}

/// CRITIC weights, sum 1: standard deviation of the column on 0…1 times the sum of 1 − correlation with its siblings.
pub fn critic(complete: &Matrix) -> Result<Vec<f64>, Fault> {
    let columns = complete.columns();
    let information = |column: usize| {
        let (least, most) = range(complete.column(column));
        let spread = deviation(complete.column(column)) / (most - least);
        let others = (0..columns).filter(|&other| other != column);
        spread * sum(others.map(|other| 1.0 - of_complete(complete.column(column), complete.column(other))))
    };
    if columns == 1 {
        return Ok(vec![1.0]);
    }
    shared((0..columns).map(information).collect())
}

fn shared(information: Vec<f64>) -> Result<Vec<f64>, Fault> {
    let total = sum(information.iter().copied());
    if !(total > 0.0 && total.is_finite()) || information.iter().any(|x| x.is_nan()) {
        return Err(Fault::new("", "a column does not vary, or nothing does", "leave out what is the same everywhere"));
    }
    Ok(information.iter().map(|x| x.max(0.0) / total).collect())
}
