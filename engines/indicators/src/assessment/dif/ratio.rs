//! Likelihood ratio between an item with equal and with separate parameters in the groups (Thissen, Steinberg & Wainer 1993).

use crate::assessment::{Fault, Item, Model, Options, Responses, distribution::chi_squared_tail, estimate};

/// What the ratio says of an item.
#[derive(Clone, Debug, PartialEq)]
pub struct Ratio {
    /// Name.
    pub item: String,
    /// −2 times the logarithm of the ratio.
    pub statistic: f64,
    /// Parameters the item has more of when groups are separate.
    pub degrees: usize,
    /// Probability of a value at least this large.
    pub p: f64,
    /// The item in the reference group.
    pub reference: Item,
    /// The item in the other groups.
    pub focal: Item,
}

/// The ratio for the items at these places, all others serving as anchor; means and deviations of the groups are estimated.
///
/// # Errors
/// [`Fault::Groups`] unless there are two; otherwise as [`estimate()`], also for an item that one group answered alike.
pub fn likelihood_ratio(
    responses: &Responses,
    model: Model,
    options: &Options<'_>,
    items: &[usize],
) -> Result<Vec<Ratio>, Fault> {
    if responses.group_count() != 2 {
        return Err(Fault::Groups { groups: responses.group_count() });
    }
    let columns = responses.columns().len();
    if let Some(place) = items.iter().find(|place| **place >= columns) {
        return Err(Fault::Lengths { what: "items", given: place + 1, expected: columns });
    }
    let options = Options { errors: false, ..*options };
    let equal = estimate(responses, model, &options)?;
    items
        .iter()
        .map(|item| {
            let separate = estimate(&responses.split(*item)?, model, &options)?;
            let statistic = (2.0 * (separate.log_likelihood - equal.log_likelihood)).max(0.0);
            let degrees = separate.parameters.saturating_sub(equal.parameters);
            Ok(Ratio {
                item: responses.columns()[*item].name.clone(),
                statistic,
                degrees,
                p: chi_squared_tail(statistic, degrees),
                reference: separate.items[*item].clone(),
                focal: separate.items[separate.items.len() - 1].clone(),
            })
        })
        .collect()
}
