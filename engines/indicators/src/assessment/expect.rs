//! The expectation step: the marginal likelihood, and how many persons are expected at each ability with each answer.

use super::{
    Hands, Item, Latent,
    grid::{Table, normalise},
    parallel::in_parts,
    responses::Patterns,
};

/// What one pass over all patterns gives.
pub(crate) struct Expected {
    pub(crate) log_likelihood: f64,
    /// Expected persons by row of the table (row 0 of an item: category 0) and point.
    pub(crate) counts: Vec<f64>,
    /// Expected persons by group and point.
    pub(crate) groups: Vec<f64>,
}

/// A sum that keeps what rounding drops (Neumaier 1974): likelihoods are compared in their last digits.
#[derive(Clone, Copy, Default)]
pub(crate) struct Exact {
    sum: f64,
    rest: f64,
}

impl Exact {
    pub(crate) fn add(&mut self, value: f64) {
        let sum = self.sum + value;
        self.rest += if self.sum.abs() >= value.abs() { (self.sum - sum) + value } else { (value - sum) + self.sum };
        self.sum = sum;
    }

    pub(crate) fn value(self) -> f64 {
        self.sum + self.rest
    }
}

/// One pass with given parameters.
pub(crate) fn expect(
    patterns: &Patterns,
    items: &[Item],
    latents: &[Latent],
    abilities: &[f64],
    hands: Hands<'_>,
) -> Expected {
    let table = Table::new(items, abilities);
    let priors: Vec<Vec<f64>> = latents
        .iter()
        .map(|latent| latent.log_weights(abilities).iter().zip(&table.base).map(|(w, base)| w + base).collect())
        .collect();
    let parts = in_parts(patterns.len(), hands, |range| part(patterns, &table, &priors, range));
    let mut whole: Option<(Exact, Expected)> = None;
    for one in parts {
        match &mut whole {
            None => {
                let mut sum = Exact::default();
                sum.add(one.log_likelihood);
                whole = Some((sum, one));
            }
            Some((sum, whole)) => {
                sum.add(one.log_likelihood);
                whole.counts.iter_mut().zip(&one.counts).for_each(|(to, add)| *to += add);
                whole.groups.iter_mut().zip(&one.groups).for_each(|(to, add)| *to += add);
            }
        }
    }
    let Some((sum, mut whole)) = whole else {
        return Expected { log_likelihood: 0.0, counts: vec![0.0; table.rows.len()], groups: Vec::new() };
    };
    whole.log_likelihood = sum.value();
    close(&table, &mut whole);
    whole
}

/// Category 0 is what remains of all persons; until here its row held those who did not answer.
fn close(table: &Table, whole: &mut Expected) {
    let points = table.points;
    let mut all = vec![0.0; points];
    for group in whole.groups.chunks_exact(points) {
        all.iter_mut().zip(group).for_each(|(to, add)| *to += add);
    }
    for ends in table.starts.windows(2) {
        let rows = &mut whole.counts[ends[0] * points..ends[1] * points];
        for q in 0..points {
            let others: f64 = rows.chunks_exact(points).map(|row| row[q]).sum();
            // Not below zero, which only rounding brings it to.
            rows[q] = (all[q] - others).max(0.0);
        }
    }
}

fn part(patterns: &Patterns, table: &Table, priors: &[Vec<f64>], range: std::ops::Range<usize>) -> Expected {
    let points = table.points;
    let mut sum = Exact::default();
    let mut counts = vec![0.0; table.rows.len()];
    let mut groups = vec![0.0; priors.len() * points];
    let mut shares = vec![0.0; points];
    for pattern in range {
        let (cells, count) = (patterns.row(pattern), patterns.counts[pattern]);
        let group = usize::from(patterns.groups[pattern]);
        if count == 0.0 {
            continue;
        }
        shares.copy_from_slice(&priors[group]);
        table.add(cells, &mut shares);
        sum.add(count * normalise(&mut shares));
        shares.iter_mut().for_each(|share| *share *= count);
        let to = &mut groups[group * points..(group + 1) * points];
        to.iter_mut().zip(&shares).for_each(|(to, add)| *to += add);
        for (item, cell) in cells.iter().enumerate() {
            if let Some(row) = table.row_of(item, *cell) {
                let to = &mut counts[row * points..(row + 1) * points];
                to.iter_mut().zip(&shares).for_each(|(to, add)| *to += add);
            }
        }
    }
    Expected { log_likelihood: sum.value(), counts, groups }
}
