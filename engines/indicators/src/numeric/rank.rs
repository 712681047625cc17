//! Places of values among each other.

use serde::{Deserialize, Serialize};

/// What values that are the same get.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Ties {
    /// The smallest place of theirs.
    #[default]
    Min,
    /// The mean of their places.
    Average,
    /// The largest place of theirs.
    Max,
}

/// Places from 1 for the smallest value; what is missing keeps no place.
pub fn ascending(values: &[f64], ties: Ties) -> Vec<f64> {
    let mut order = Vec::new();
    let mut places = vec![f64::NAN; values.len()];
    into(values, ties, &mut order, &mut places);
    places
}

/// Places from 1 for the largest value, as a table of scores is read; what is missing keeps no place.
pub fn descending(values: &[f64], ties: Ties) -> Vec<f64> {
    let turned: Vec<f64> = values.iter().map(|value| -value).collect();
    ascending(&turned, ties)
}

/// Places from 1 for the smallest value, into buffers that are used again.
pub fn into(values: &[f64], ties: Ties, order: &mut Vec<u32>, places: &mut [f64]) {
    order.clear();
    order.extend((0..values.len() as u32).filter(|&index| !values[index as usize].is_nan()));
    // The index decides between equals, so that the order is one whatever the sort does.
    order.sort_unstable_by(|&a, &b| {
        values[a as usize].partial_cmp(&values[b as usize]).unwrap_or(std::cmp::Ordering::Equal).then(a.cmp(&b))
    });
    places.fill(f64::NAN);
    let mut first = 0;
    while first < order.len() {
        let value = values[order[first] as usize];
        let same = order[first..].iter().take_while(|&&index| values[index as usize] == value).count();
        let place = match ties {
            Ties::Min => (first + 1) as f64,
            Ties::Max => (first + same) as f64,
            Ties::Average => (2 * first + same + 1) as f64 / 2.0,
        };
        for &index in &order[first..first + same] {
            places[index as usize] = place;
        }
        first += same;
    }
}
