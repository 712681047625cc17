//! Abilities of persons, given item parameters.

use super::{
    Fault, Fit, Hands, Item, Latent, Responses, Test,
    grid::{Table, normalise},
    parallel::in_parts,
    responses::{MISSING, Patterns},
};

/// How an ability is estimated.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Method {
    /// Mean of the posterior over the grid; its error is the posterior deviation.
    Eap,
    /// Maximum of the posterior; error from its curvature.
    Map,
    /// Maximum of the likelihood; infinite where all answers are the lowest or the highest; error from the curvature.
    Ml,
    /// Warm's (1989) weighted likelihood, finite for every pattern; error from the curvature of the weighted likelihood.
    Wle,
}

impl Method {
    /// All methods.
    pub const ALL: [Method; 4] = [Method::Eap, Method::Map, Method::Ml, Method::Wle];

    /// Its name in files.
    pub fn name(self) -> &'static str {
        match self {
            Method::Eap => "eap",
            Method::Map => "map",
            Method::Ml => "ml",
            Method::Wle => "wle",
        }
    }
}

/// An ability with its standard error.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Ability {
    /// Ability; `±∞` by [`Method::Ml`] where the likelihood has no maximum.
    pub value: f64,
    /// Standard error; none where the ability is infinite.
    pub error: Option<f64>,
    /// Answers it rests on. Without any, `Eap` and `Map` tell the group's mean, `Ml` and `Wle` nothing (not a number).
    pub answered: usize,
}

/// Abilities by person, in the order of the responses.
#[derive(Clone, Debug)]
pub struct Abilities {
    /// What they were measured by.
    pub test: Test,
    /// How.
    pub method: Method,
    /// One a row.
    pub persons: Vec<Ability>,
}

impl Abilities {
    /// Puts persons of several tables of one test into one list.
    ///
    /// # Errors
    /// [`Fault::Subjects`] if the tests or methods are not the same: abilities of different scales have no common unit.
    pub fn join(parts: Vec<Abilities>) -> Result<Abilities, Fault> {
        let mut parts = parts.into_iter();
        let mut whole = parts.next().ok_or(Fault::NoAnswers)?;
        for part in parts {
            whole.test.same(&part.test)?;
            if whole.method != part.method {
                let scale = |of: &Abilities| format!("{} by {}", of.test, of.method.name());
                return Err(Fault::Subjects { first: scale(&whole), second: scale(&part) });
            }
            whole.persons.extend(part.persons);
        }
        Ok(whole)
    }
}

/// Abilities of all persons of a table under a fit; equal rows are computed once.
///
/// # Errors
/// [`Fault::Subjects`] if the table is of another test or has other items, [`Fault::Groups`] if it has more groups than the fit.
pub fn abilities(responses: &Responses, fit: &Fit, method: Method, hands: Hands<'_>) -> Result<Abilities, Fault> {
    fits(responses, fit)?;
    let patterns = Patterns::gather(responses);
    let points = fit.grid.abilities();
    let table = (method == Method::Eap).then(|| Table::new(&fit.items, &points));
    let found: Vec<Ability> = in_parts(patterns.len(), hands, |range| {
        range
            .map(|pattern| {
                let latent = fit.latents[usize::from(patterns.groups[pattern])];
                let cells = patterns.row(pattern);
                let (value, error) = match &table {
                    Some(table) => eap(table, &points, &latent, cells),
                    None => Likelihood { items: &fit.items, cells }.best(method, &latent),
                };
                Ability { value, error, answered: cells.iter().filter(|cell| **cell != MISSING).count() }
            })
            .collect::<Vec<Ability>>()
    })
    .into_iter()
    .flatten()
    .collect();
    let persons = patterns.of_row.iter().map(|pattern| found[*pattern]).collect();
    Ok(Abilities { test: fit.test.clone(), method, persons })
}

/// Refuses a table that a fit says nothing about.
pub(crate) fn fits(responses: &Responses, fit: &Fit) -> Result<(), Fault> {
    fit.test.same(responses.test())?;
    if responses.columns() != fit.columns.as_slice() {
        let second = "a table with other items or scores".to_owned();
        return Err(Fault::Subjects { first: fit.test.to_string(), second });
    }
    if responses.group_count() > fit.latents.len() {
        return Err(Fault::Groups { groups: responses.group_count() });
    }
    Ok(())
}

fn eap(table: &Table, points: &[f64], latent: &Latent, cells: &[u8]) -> (f64, Option<f64>) {
    let mut shares = table.log_likelihood(cells);
    shares.iter_mut().zip(latent.log_weights(points)).for_each(|(to, add)| *to += add);
    normalise(&mut shares);
    let mean: f64 = shares.iter().zip(points).map(|(share, theta)| share * theta).sum();
    let variance: f64 = shares.iter().zip(points).map(|(share, theta)| share * (theta - mean).powi(2)).sum();
    (mean, Some(variance.sqrt()))
}

/// What one pattern says about ability.
struct Likelihood<'a> {
    items: &'a [Item],
    cells: &'a [u8],
}

/// The function whose zero is sought, and a value by which several zeros are compared.
struct Equation {
    slope: f64,
    height: f64,
}

/// Abilities are looked for up to here on both sides: with slopes of a thousandth nobody is farther.
const FARTHEST: f64 = 1e6;

impl Likelihood<'_> {
    fn answered(&self) -> impl Iterator<Item = (&Item, u8)> {
        self.items.iter().zip(self.cells.iter().copied()).filter(|(_, cell)| *cell != MISSING)
    }

    fn best(&self, method: Method, latent: &Latent) -> (f64, Option<f64>) {
        if method == Method::Map {
            let equation = |theta: f64| {
                let (first, height) = self.first(theta);
                let u = (theta - latent.mean) / latent.deviation;
                Equation { slope: first - u / latent.deviation, height: height - 0.5 * u * u }
            };
            return told(&equation, Self::only(&equation));
        }
        if self.answered().all(|(item, _)| item.slope == 0.0) {
            // Nobody who answered nothing that tells abilities apart has an ability.
            return (f64::NAN, None);
        }
        if method == Method::Ml {
            return match self.endless() {
                Some(direction) => (direction * f64::INFINITY, None),
                None => {
                    let equation = |theta: f64| {
                        let (slope, height) = self.first(theta);
                        Equation { slope, height }
                    };
                    told(&equation, Self::only(&equation))
                }
            };
        }
        let equation = |theta: f64| self.weighted(theta);
        told(&equation, Self::highest(&equation))
    }

    /// Derivative and value of the log-likelihood.
    fn first(&self, theta: f64) -> (f64, f64) {
        self.answered().fold((0.0, 0.0), |(first, value), (item, cell)| {
            let k = item.at(theta, usize::from(cell));
            (first + k.first, value + k.value)
        })
    }

    /// Warm's equation `ℓ′ + J/(2I) = 0` with `J = Σ P′·P″/P`; for divided curves `J = I′`.
    fn weighted(&self, theta: f64) -> Equation {
        let (mut first, mut value, mut information, mut bend) = (0.0, 0.0, 0.0, 0.0);
        for (item, cell) in self.answered() {
            let own = item.at(theta, usize::from(cell));
            first += own.first;
            value += own.value;
            for k in item.by_theta(theta) {
                let p = k.value.exp();
                information += p * k.first * k.first;
                bend += p * k.first * (k.first * k.first + k.second);
            }
        }
        // Far out both vanish together, and their ratio with them.
        let pull = if information > 1e-280 { bend / (2.0 * information) } else { 0.0 };
        Equation { slope: first + pull, height: value + 0.5 * information.max(1e-300).ln() }
    }

    /// +1 or −1 if the likelihood rises for ever towards there: every answer is at its end.
    fn endless(&self) -> Option<f64> {
        let mut towards = self.answered().filter(|(item, _)| item.slope != 0.0).map(|(item, cell)| {
            let (lowest, highest) = (cell == 0, usize::from(cell) + 1 == item.categories());
            match (lowest, highest) {
                (false, true) => item.slope.signum(),
                (true, false) => -item.slope.signum(),
                _ => 0.0,
            }
        });
        let first = towards.next()?;
        (first != 0.0 && towards.all(|next| next == first)).then_some(first)
    }

    /// The zero of a function that falls everywhere, found from a bracket that doubles.
    fn only(equation: &impl Fn(f64) -> Equation) -> Option<f64> {
        let (mut left, mut right) = (-1.0, 1.0);
        while equation(left).slope < 0.0 {
            left *= 2.0;
            if left < -FARTHEST {
                return None;
            }
        }
        while equation(right).slope >= 0.0 {
            right *= 2.0;
            if right > FARTHEST {
                return None;
            }
        }
        Some(zero(equation, left, right))
    }

    /// The highest place at which a function that may rise and fall again falls through zero: looked for in the middle
    /// closely, and where nothing is there farther out.
    fn highest(equation: &impl Fn(f64) -> Equation) -> Option<f64> {
        for (reach, step) in [(12.0, 0.5), (240.0, 2.0)] {
            let steps = (2.0 * reach / step) as usize;
            let mut best: Option<(f64, f64)> = None;
            let mut before = (-reach, equation(-reach).slope);
            for place in 1..=steps {
                let theta = -reach + step * place as f64;
                let slope = equation(theta).slope;
                if before.1 >= 0.0 && slope < 0.0 {
                    let zero = zero(equation, before.0, theta);
                    let height = equation(zero).height;
                    if best.is_none_or(|(_, highest)| height > highest) {
                        best = Some((zero, height));
                    }
                }
                before = (theta, slope);
            }
            if let Some((zero, _)) = best {
                return Some(zero);
            }
        }
        None
    }
}

/// A zero with its error from the curvature there; nothing where there is none.
fn told(equation: &impl Fn(f64) -> Equation, zero: Option<f64>) -> (f64, Option<f64>) {
    let Some(zero) = zero else { return (f64::NAN, None) };
    // A difference of fourth order: exact to about 1e-12 on functions as smooth as these.
    let h = 1e-3;
    let slope = |theta: f64| equation(theta).slope;
    let curvature =
        (8.0 * (slope(zero - h) - slope(zero + h)) - (slope(zero - 2.0 * h) - slope(zero + 2.0 * h))) / (12.0 * h);
    (zero, (curvature > 0.0).then(|| 1.0 / curvature.sqrt()))
}

/// The zero between a place where the function is not below and one where it is below zero, by false position whose kept
/// end is halved (Illinois), until the interval has the width of rounding.
fn zero(equation: &impl Fn(f64) -> Equation, mut left: f64, mut right: f64) -> f64 {
    let (mut above, mut below) = (equation(left).slope, equation(right).slope);
    let mut kept = 0;
    for round in 0..200 {
        let width = right - left;
        let middle = 0.5 * (left + right);
        if width <= 4.0 * f64::EPSILON * (1.0 + middle.abs()) || above == 0.0 {
            break;
        }
        let cut = left + width * above / (above - below);
        // Every fifth cut is a half, so that the interval closes whatever the function does.
        let theta = if round % 5 == 4 || cut <= left || cut >= right { middle } else { cut };
        let slope = equation(theta).slope;
        if slope >= 0.0 {
            (left, above) = (theta, slope);
            below *= if kept == 1 { 0.5 } else { 1.0 };
            kept = 1;
        } else {
            (right, below) = (theta, slope);
            above *= if kept == -1 { 0.5 } else { 1.0 };
            kept = -1;
        }
    }
    if above.abs() <= below.abs() { left } else { right }
}
