//! Differential item functioning: whether an item is harder for one group than for another of equal ability.
//!
//! Group 0 is the reference, group 1 the focal group. [`mantel_haenszel`] and [`logistic()`] compare persons of equal total
//! scores and count rows without unanswered items only; [`likelihood_ratio`] compares models and takes every row.

mod logistic;
mod mantel;
mod ratio;

pub use logistic::{Logistic, logistic};
pub use mantel::{Class, MantelHaenszel, mantel_haenszel};
pub use ratio::{Ratio, likelihood_ratio};

use super::{Fault, Responses, responses::MISSING};

/// Persons by total score, group, and wrong or right.
type Tables = Vec<[[f64; 2]; 2]>;

/// The tables of every item.
fn tables(responses: &Responses) -> Result<Vec<Tables>, Fault> {
    if responses.group_count() != 2 {
        return Err(Fault::Groups { groups: responses.group_count() });
    }
    let columns = responses.columns();
    if let Some(column) = columns.iter().find(|column| column.scores.len() > 2) {
        return Err(Fault::NotDichotomous { item: column.name.clone(), categories: column.scores.len() });
    }
    let mut tables = vec![vec![[[0.0; 2]; 2]; columns.len() + 1]; columns.len()];
    let mut seen = [0.0; 2];
    for row in 0..responses.rows() {
        let (cells, group) = (responses.cells_of(row), usize::from(responses.groups()[row]));
        if cells.contains(&MISSING) {
            continue;
        }
        let total: usize = cells.iter().map(|cell| usize::from(*cell)).sum();
        seen[group] += responses.counts()[row];
        for (table, cell) in tables.iter_mut().zip(cells) {
            table[total][group][usize::from(*cell)] += responses.counts()[row];
        }
    }
    match seen.iter().position(|persons| *persons <= 0.0) {
        Some(group) => Err(Fault::GroupEmpty { group }),
        None => Ok(tables),
    }
}
