//! Marginal maximum likelihood of items and groups (Bock & Aitkin 1981).

use super::{
    Column, Fault, Grid, Hands, Item, Latent, Model, Responses, Test,
    accelerate::Climb,
    expect::expect,
    louis,
    parameters::{Layout, SLOPE_MAX, State, possible_item, possible_latent},
    responses::Patterns,
};

/// How to estimate.
#[derive(Clone, Copy, Debug)]
pub struct Options<'a> {
    /// The abilities that are summed over.
    pub grid: Grid,
    /// Passes over the data at most.
    pub iterations_max: usize,
    /// Ends when the distance from the maximum, in units of one person's information, is below this.
    pub tolerance: f64,
    /// Whether standard errors are computed (observed information).
    pub errors: bool,
    /// Who does the work; the result does not depend on it.
    pub hands: Hands<'a>,
}

impl Default for Options<'_> {
    fn default() -> Self {
        Options {
            grid: Grid::default(),
            iterations_max: 2_000,
            tolerance: 1e-11,
            errors: true,
            hands: Hands::default(),
        }
    }
}

/// An estimated number.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Estimate {
    /// Value.
    pub value: f64,
    /// Standard error; none where the parameter is fixed, or was not asked for, or the information is singular.
    pub error: Option<f64>,
}

/// Estimated parameters of a test.
#[derive(Clone, Debug)]
pub struct Fit {
    /// The test.
    pub test: Test,
    /// The model.
    pub model: Model,
    /// Items as the table had them.
    pub columns: Vec<Column>,
    /// Items with their parameters, in the same order.
    pub items: Vec<Item>,
    /// Distribution of ability by group. Group 0 has mean 0, and deviation 1 if slopes are free.
    pub latents: Vec<Latent>,
    /// Standard errors of slopes and intercepts, by item: slope first if it is free.
    pub item_errors: Option<Vec<Vec<f64>>>,
    /// Standard errors of mean and variance, by group.
    pub latent_errors: Vec<(Option<f64>, Option<f64>)>,
    /// Covariance of all free parameters by rows: items (slope if free, intercepts), groups (mean if free, ln deviation).
    pub covariance: Option<Vec<f64>>,
    /// Logarithm of the likelihood.
    pub log_likelihood: f64,
    /// Free parameters.
    pub parameters: usize,
    /// Persons with at least one answer (the sum of their counts).
    pub persons: f64,
    /// Passes over the data.
    pub iterations: usize,
    /// What one more step would gain, per person: near zero at the maximum.
    pub remaining: f64,
    /// Whether the maximum was reached.
    pub converged: bool,
    /// The grid.
    pub grid: Grid,
}

impl Fit {
    /// Takes parameters that are known from elsewhere, such as an earlier calibration, in the order of the table's items.
    ///
    /// # Errors
    /// The grid; [`Fault::Lengths`] unless there is an item for each column, with as many categories, and a distribution for
    /// each group; [`Fault::NotFinite`] for a parameter that is none, or a graded item's intercepts out of order.
    pub fn given(
        responses: &Responses,
        model: Model,
        items: Vec<Item>,
        latents: Vec<Latent>,
        grid: Grid,
    ) -> Result<Fit, Fault> {
        grid.check()?;
        let columns = responses.columns();
        for (what, given, expected) in
            [("items", items.len(), columns.len()), ("groups", latents.len(), responses.group_count())]
        {
            if given != expected {
                return Err(Fault::Lengths { what, given, expected });
            }
        }
        for (place, (item, column)) in items.iter().zip(columns).enumerate() {
            let (given, expected) = (item.categories(), column.scores.len());
            if given != expected {
                return Err(Fault::Lengths { what: "categories of an item", given, expected });
            }
            if !possible_item(item) || item.curve != model.curve() {
                return Err(Fault::NotFinite { what: "item parameters", row: place + 1 });
            }
        }
        if let Some(place) = latents.iter().position(|latent| !possible_latent(latent, &grid)) {
            return Err(Fault::Spread { group: place, deviation: latents[place].deviation });
        }
        let patterns = Patterns::gather(responses);
        let expected = expect(&patterns, &items, &latents, &grid.abilities(), Hands::default());
        Ok(Fit {
            test: responses.test().clone(),
            model,
            columns: columns.to_vec(),
            parameters: Layout::new(model, &items, latents.len()).length,
            latent_errors: vec![(None, None); latents.len()],
            items,
            latents,
            item_errors: None,
            covariance: None,
            log_likelihood: expected.log_likelihood,
            persons: patterns.answering(),
            iterations: 0,
            remaining: 0.0,
            converged: true,
            grid,
        })
    }

    /// Akaike's criterion.
    pub fn aic(&self) -> f64 {
        2.0 * self.parameters as f64 - 2.0 * self.log_likelihood
    }

    /// Schwarz's criterion, by persons.
    pub fn bic(&self) -> f64 {
        self.parameters as f64 * self.persons.ln() - 2.0 * self.log_likelihood
    }
}

/// Estimates a model.
///
/// # Errors
/// In order: the settings; an item that the model does not take; too few items to determine it; a group without answers;
/// a slope or a spread that grows without end.
pub fn estimate(responses: &Responses, model: Model, options: &Options<'_>) -> Result<Fit, Fault> {
    check(responses, model, options)?;
    let patterns = Patterns::gather(responses);
    let groups = responses.group_count();
    for group in 0..groups {
        let answered = |place: &usize| usize::from(patterns.groups[*place]) == group && patterns.counts[*place] > 0.0;
        if !(0..patterns.len()).any(|place| answered(&place)) {
            return Err(Fault::GroupEmpty { group });
        }
    }
    let mut state = State { items: start(responses, model), latents: vec![Latent::STANDARD; groups] };
    let layout = Layout::new(model, &state.items, groups);
    let abilities = options.grid.abilities();
    let climb = Climb {
        patterns: &patterns,
        layout: &layout,
        grid: &options.grid,
        abilities: &abilities,
        hands: options.hands,
    };
    let ended = climb.run(&mut state, options.iterations_max, options.tolerance);
    reached(&state, &options.grid)?;
    let covariance = if options.errors {
        louis::covariance(&patterns, &layout, &state, &abilities, &ended.expected, options.hands)
    } else {
        None
    };
    let error = |place: usize| covariance.as_ref().map(|matrix| matrix[place * layout.length + place].sqrt());
    let item_errors = layout.items.iter().map(|block| (block.start..block.start + block.length).map(error).collect());
    let latent_errors = layout.groups.iter().zip(&state.latents).map(|(block, latent)| {
        let mean = (block.length == 2).then(|| error(block.start)).flatten();
        let log = (block.length > 0).then(|| error(block.start + block.length - 1)).flatten();
        // The variance is the square of the deviation, whose logarithm was estimated.
        (mean, log.map(|log| 2.0 * latent.deviation * latent.deviation * log))
    });
    Ok(Fit {
        test: responses.test().clone(),
        model,
        columns: responses.columns().to_vec(),
        item_errors: item_errors.collect(),
        latent_errors: latent_errors.collect(),
        items: state.items,
        latents: state.latents,
        covariance,
        log_likelihood: ended.expected.log_likelihood,
        parameters: layout.length,
        persons: patterns.answering(),
        iterations: ended.iterations,
        remaining: ended.remaining,
        converged: ended.converged,
        grid: options.grid,
    })
}

fn check(responses: &Responses, model: Model, options: &Options<'_>) -> Result<(), Fault> {
    options.grid.check()?;
    if options.iterations_max == 0 {
        return Err(Fault::Setting { name: "iterations", value: 0.0, allowed: "at least 1" });
    }
    if !(options.tolerance > 0.0 && options.tolerance < 1.0) {
        return Err(Fault::Setting { name: "tolerance", value: options.tolerance, allowed: "between 0 and 1" });
    }
    if model.dichotomous()
        && let Some(column) = responses.columns().iter().find(|column| column.scores.len() > 2)
    {
        return Err(Fault::NotDichotomous { item: column.name.clone(), categories: column.scores.len() });
    }
    // With free slopes two items give one correlation and have two slopes; the variance of a Rasch model needs a pair.
    let (items, needed) = (responses.columns().len(), if model.free_slopes() { 3 } else { 2 });
    if items < needed {
        return Err(Fault::TooFewItems { items, needed });
    }
    Ok(())
}

/// Refuses parameters at which the climb was stopped by a wall instead of a maximum.
fn reached(state: &State, grid: &Grid) -> Result<(), Fault> {
    if let Some(item) = state.items.iter().find(|item| item.slope.abs() > SLOPE_MAX) {
        return Err(Fault::Runaway { item: item.name.clone() });
    }
    for (group, latent) in state.latents.iter().enumerate() {
        if latent.deviation < 0.75 * grid.spacing() || latent.deviation > 0.5 * grid.limit {
            return Err(Fault::Spread { group, deviation: latent.deviation });
        }
    }
    Ok(())
}

/// Slopes of 1, and intercepts that give each score the share it was seen with.
fn start(responses: &Responses, model: Model) -> Vec<Item> {
    let mut seen: Vec<Vec<f64>> = responses.columns().iter().map(|column| vec![0.0; column.scores.len()]).collect();
    for row in 0..responses.rows() {
        for (cell, seen) in responses.cells_of(row).iter().zip(&mut seen) {
            if let Some(seen) = seen.get_mut(usize::from(*cell)) {
                *seen += responses.counts()[row];
            }
        }
    }
    let curve = model.curve();
    responses
        .columns()
        .iter()
        .zip(seen)
        .map(|(column, seen)| {
            let intercepts = match curve {
                super::Curve::Divided => seen.iter().skip(1).map(|count| 1.1 * (count / seen[0]).ln()).collect(),
                super::Curve::Graded => (1..seen.len())
                    .map(|k| {
                        let (below, above): (f64, f64) = (seen[..k].iter().sum(), seen[k..].iter().sum());
                        1.1 * (above / below).ln()
                    })
                    .collect(),
            };
            Item { name: column.name.clone(), curve, slope: 1.0, intercepts }
        })
        .collect()
}
