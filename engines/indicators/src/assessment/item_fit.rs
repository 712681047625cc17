//! Whether an item behaves as the model says: S-X² (Orlando & Thissen 2000; Kang & Chen 2007 for ordered scores).
//!
//! Persons with equal total scores are compared with what the model expects of persons with that total. Totals 0 and the
//! highest possible say nothing. Cells that expect fewer than [`CELL_MIN`] persons are merged: scores of an item within a
//! total first (for an item with more than two), then totals, from both ends towards the middle.

use super::{Fault, Fit, Responses, ability::fits, distribution::chi_squared_tail, responses::MISSING};

/// Persons a cell must expect to stand by itself.
pub const CELL_MIN: f64 = 1.0;

/// Fit of one item.
#[derive(Clone, Debug, PartialEq)]
pub struct ItemFit {
    /// Name of the item.
    pub item: String,
    /// S-X²; none where no degree of freedom is left.
    pub s_x2: Option<f64>,
    /// Degrees of freedom: cells less totals less free parameters of the item and of the distribution of ability.
    pub degrees: usize,
    /// Probability of a value at least this large.
    pub p: Option<f64>,
    /// Root mean square error of approximation.
    pub rmsea: Option<f64>,
}

/// Observed and expected persons of one total, by category.
#[derive(Clone)]
struct Row {
    observed: Vec<f64>,
    expected: Vec<f64>,
}

/// Fit of every item. Rows with unanswered items have no total and are passed over.
///
/// # Errors
/// As [`super::abilities`]; [`Fault::Groups`] for a fit of several groups, [`Fault::NoAnswers`] if no row is complete.
pub fn item_fit(responses: &Responses, fit: &Fit) -> Result<Vec<ItemFit>, Fault> {
    fits(responses, fit)?;
    let [latent] = fit.latents.as_slice() else { return Err(Fault::Groups { groups: fit.latents.len() }) };
    let observed = observed(responses);
    let persons: f64 = observed.first().map_or(0.0, |item| item.iter().flatten().sum());
    if persons <= 0.0 {
        return Err(Fault::NoAnswers);
    }
    let points = fit.grid.abilities();
    let weights: Vec<f64> = latent.log_weights(&points).iter().map(|log| log.exp()).collect();
    let curves: Vec<Vec<Vec<f64>>> = fit.items.iter().map(|item| curves(item, &points)).collect();
    let all: f64 = complete_persons(responses);
    let free = usize::from(!fit.model.free_slopes());
    let mut told = Vec::with_capacity(fit.items.len());
    for (place, item) in fit.items.iter().enumerate() {
        let rest = totals(curves.iter().enumerate().filter(|(other, _)| *other != place).map(|(_, c)| c), points.len());
        let rows = expected(&observed[place], &curves[place], &rest, &weights);
        let parameters = item.intercepts.len() + usize::from(fit.model.free_slopes()) + free;
        told.push(statistic(&item.name, merge(rows), parameters, all));
    }
    Ok(told)
}

/// Persons who answered everything.
fn complete_persons(responses: &Responses) -> f64 {
    let complete = |row: &usize| !responses.cells_of(*row).contains(&MISSING);
    (0..responses.rows()).filter(complete).map(|row| responses.counts()[row]).sum()
}

/// Persons by item, total and category.
fn observed(responses: &Responses) -> Vec<Vec<Vec<f64>>> {
    let columns = responses.columns();
    let highest: usize = columns.iter().map(|column| column.scores.len() - 1).sum();
    let mut observed: Vec<Vec<Vec<f64>>> =
        columns.iter().map(|column| vec![vec![0.0; column.scores.len()]; highest + 1]).collect();
    for row in 0..responses.rows() {
        let cells = responses.cells_of(row);
        if cells.contains(&MISSING) {
            continue;
        }
        let total: usize = cells.iter().map(|cell| usize::from(*cell)).sum();
        for (item, cell) in observed.iter_mut().zip(cells) {
            item[total][usize::from(*cell)] += responses.counts()[row];
        }
    }
    observed
}

/// Probability of each category at each point.
fn curves(item: &super::Item, points: &[f64]) -> Vec<Vec<f64>> {
    let by_point: Vec<Vec<f64>> = points.iter().map(|theta| item.probabilities(*theta)).collect();
    (0..item.categories()).map(|k| by_point.iter().map(|p| p[k]).collect()).collect()
}

/// Probability of each total at each point (Lord & Wingersky 1984, Thissen and others 1995).
fn totals<'a>(items: impl Iterator<Item = &'a Vec<Vec<f64>>>, points: usize) -> Vec<Vec<f64>> {
    let mut totals = vec![vec![1.0; points]];
    for item in items {
        let mut next = vec![vec![0.0; points]; totals.len() + item.len() - 1];
        for (total, at) in totals.iter().enumerate() {
            for (k, curve) in item.iter().enumerate() {
                for ((to, at), p) in next[total + k].iter_mut().zip(at).zip(curve) {
                    *to += at * p;
                }
            }
        }
        totals = next;
    }
    totals
}

/// Of persons with each total, as many as the model expects with each category.
fn expected(observed: &[Vec<f64>], curves: &[Vec<f64>], rest: &[Vec<f64>], weights: &[f64]) -> Vec<Row> {
    let highest = observed.len() - 1;
    (1..highest)
        .map(|total| {
            let joint: Vec<f64> = curves
                .iter()
                .enumerate()
                .map(|(k, curve)| match total.checked_sub(k).and_then(|others| rest.get(others)) {
                    Some(others) => others.iter().zip(curve).zip(weights).map(|((o, p), w)| o * p * w).sum(),
                    None => 0.0,
                })
                .collect();
            let all: f64 = joint.iter().sum();
            let persons: f64 = observed[total].iter().sum();
            let expected = joint.iter().map(|joint| if all > 0.0 { persons * joint / all } else { 0.0 }).collect();
            Row { observed: observed[total].clone(), expected }
        })
        .collect()
}

impl Row {
    fn add(&mut self, other: &Row) {
        self.observed.iter_mut().zip(&other.observed).for_each(|(to, add)| *to += add);
        self.expected.iter_mut().zip(&other.expected).for_each(|(to, add)| *to += add);
    }

    /// The row with categories merged until each expects enough: each that does not goes to the next, the last to the one before.
    fn merged(&self) -> Row {
        let mut merged = Row { observed: Vec::new(), expected: Vec::new() };
        let (mut o, mut e) = (0.0, 0.0);
        for (observed, expected) in self.observed.iter().zip(&self.expected) {
            o += observed;
            e += expected;
            if e >= CELL_MIN {
                merged.observed.push(o);
                merged.expected.push(e);
                (o, e) = (0.0, 0.0);
            }
        }
        if let (Some(last_o), Some(last_e)) = (merged.observed.last_mut(), merged.expected.last_mut()) {
            *last_o += o;
            *last_e += e;
        }
        merged
    }

    fn stands(&self) -> bool {
        self.merged().expected.len() > 1
    }
}

/// Merges totals that do not stand alone into their neighbours towards the middle.
fn merge(mut rows: Vec<Row>) -> Vec<Row> {
    while rows.len() > 1 {
        let Some(place) = rows.iter().position(|row| !row.stands()) else { break };
        // From below upwards in the lower half, from above downwards in the upper one.
        let place =
            if place < rows.len() / 2 { place } else { rows.iter().rposition(|row| !row.stands()).unwrap_or(place) };
        let row = rows.remove(place);
        let to = if place < rows.len().div_ceil(2) { place } else { place - 1 };
        rows[to].add(&row);
    }
    rows.iter().filter(|row| row.stands()).map(Row::merged).collect()
}

fn statistic(item: &str, rows: Vec<Row>, parameters: usize, persons: f64) -> ItemFit {
    let cells: usize = rows.iter().map(|row| row.expected.len() - 1).sum();
    let degrees = cells.saturating_sub(parameters);
    let sum: f64 = rows
        .iter()
        .flat_map(|row| row.observed.iter().zip(&row.expected))
        .map(|(observed, expected)| (observed - expected).powi(2) / expected)
        .sum();
    let s_x2 = (degrees > 0).then_some(sum);
    let rmsea = s_x2.map(|value| {
        let excess = (value - degrees as f64) / (degrees as f64 * (persons - 1.0));
        excess.max(0.0).sqrt()
    });
    let p = s_x2.map(|value| chi_squared_tail(value, degrees));
    ItemFit { item: item.to_owned(), s_x2, degrees, p, rmsea }
}
