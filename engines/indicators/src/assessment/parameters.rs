//! Where each parameter stands in the vector that is moved.

use super::{Curve, Grid, Item, Latent, Model};

/// The parameters as they are at one moment.
#[derive(Clone)]
pub(crate) struct State {
    pub(crate) items: Vec<Item>,
    pub(crate) latents: Vec<Latent>,
}

/// Consecutive parameters whose complete-data information has no part with any other: an item, or a group.
pub(crate) struct Block {
    pub(crate) start: usize,
    pub(crate) length: usize,
}

/// Which parameters are free. An item: its slope if free, then its intercepts. A group: its mean if free, then the
/// logarithm of its deviation if free.
pub(crate) struct Layout {
    pub(crate) slopes: bool,
    pub(crate) items: Vec<Block>,
    pub(crate) groups: Vec<Block>,
    pub(crate) length: usize,
}

/// A slope beyond this divides persons like a wall: the likelihood has no maximum that means anything.
pub(crate) const SLOPE_MAX: f64 = 30.0;

impl Layout {
    pub(crate) fn new(model: Model, items: &[Item], groups: usize) -> Layout {
        let slopes = model.free_slopes();
        let mut length = 0;
        let mut take = |count: usize| {
            let start = length;
            length += count;
            Block { start, length: count }
        };
        let items: Vec<Block> = items.iter().map(|item| take(item.intercepts.len() + usize::from(slopes))).collect();
        // Group 0 fixes the origin; free slopes fix the unit by its deviation, equal slopes by themselves.
        let groups = (0..groups).map(|group| take(if group > 0 { 2 } else { usize::from(!slopes) })).collect();
        Layout { slopes, items, groups, length }
    }

    pub(crate) fn vector(&self, state: &State) -> Vec<f64> {
        let mut vector = Vec::with_capacity(self.length);
        for item in &state.items {
            if self.slopes {
                vector.push(item.slope);
            }
            vector.extend(&item.intercepts);
        }
        for (latent, block) in state.latents.iter().zip(&self.groups) {
            if block.length == 2 {
                vector.push(latent.mean);
            }
            if block.length > 0 {
                vector.push(latent.deviation.ln());
            }
        }
        vector
    }

    /// Takes the values over.
    pub(crate) fn set(&self, state: &mut State, vector: &[f64]) {
        for (item, block) in state.items.iter_mut().zip(&self.items) {
            let mut values = &vector[block.start..block.start + block.length];
            if self.slopes {
                item.slope = values[0];
                values = &values[1..];
            }
            item.intercepts.copy_from_slice(values);
        }
        for (latent, block) in state.latents.iter_mut().zip(&self.groups) {
            if block.length == 2 {
                latent.mean = vector[block.start];
            }
            if block.length > 0 {
                latent.deviation = vector[block.start + block.length - 1].exp();
            }
        }
    }
}

/// Whether an item is one: finite, and a graded one's intercepts in order.
pub(crate) fn possible_item(item: &Item) -> bool {
    item.slope.abs() <= 2.0 * SLOPE_MAX
        && item.intercepts.iter().all(|c| c.is_finite() && c.abs() < 1e4)
        && (item.curve == Curve::Divided || item.intercepts.windows(2).all(|pair| pair[0] > pair[1]))
}

/// Whether a group's distribution can stand on the grid: wider than half a step, and inside.
pub(crate) fn possible_latent(latent: &Latent, grid: &Grid) -> bool {
    latent.deviation > 0.5 * grid.spacing() && latent.deviation < grid.limit && latent.mean.abs() < grid.limit
}

impl State {
    pub(crate) fn possible(&self, grid: &Grid) -> bool {
        self.items.iter().all(possible_item) && self.latents.iter().all(|latent| possible_latent(latent, grid))
    }
}
