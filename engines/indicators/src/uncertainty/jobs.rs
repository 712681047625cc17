//! Which combinations of values are computed, in an order in which neighbours share as much as they can.

use super::{
    design::{Design, DesignRefused, FACTORS_MAX},
    exact::{COMBINATIONS_MAX, Grid, GridRefused},
    factor::{Levels, Ready, Taken},
    spec::{CHOICES_MAX, Method, Sensitivity},
};
use crate::composite::Fault;

/// How many replicates an analysis may have.
pub const REPLICATES_MAX: usize = 10_000_000;

/// The combinations. Factors stand in the order of evaluation: what enters first varies slowest.
#[derive(Clone, Debug)]
pub(super) enum Jobs {
    /// Every combination.
    Grid(Grid),
    /// Rows of a design, replicate by replicate, and the order in which they are computed.
    Rows { taken: Vec<Taken>, factors: usize, order: Vec<u32> },
}

impl Jobs {
    /// The combinations that the document asks for. `rows` are those given in a file.
    pub fn of(document: &Sensitivity, factors: &[Ready], rows: Option<&[Vec<f64>]>) -> Result<Jobs, Fault> {
        let rows = match &document.method {
            Method::Exact => return grid(factors),
            Method::Sampled(sampled) => {
                let design = Design::new(sampled.base, factors.len(), sampled.sampling, document.seed);
                let design = design.map_err(|refused| design_fault(&refused))?;
                limited(design.rows())?;
                let row = |row: usize| {
                    let design = &design;
                    factors.iter().map(move |f| f.levels.take(design.coordinate(row, f.number)))
                };
                (0..design.rows()).flat_map(row).collect()
            }
            Method::Given(given) => read(factors, rows.unwrap_or(&given.rows))?,
        };
        Ok(Jobs::rows(rows, factors.len()))
    }

    fn rows(taken: Vec<Taken>, factors: usize) -> Jobs {
        let rows = taken.len() / factors;
        let mut order: Vec<u32> = (0..rows as u32).collect();
        // Combinations of few choices fit into one number, which sorts faster than a list of them.
        let sizes: Vec<u64> = (0..factors)
            .map(|factor| taken.iter().skip(factor).step_by(factors).max().map_or(0, |most| most.saturating_add(1)))
            .collect();
        let all = sizes.iter().try_fold(1u64, |product, size| product.checked_mul(*size));
        if all.is_some_and(|all| all < 1 << 32) {
            let key = |row: &[Taken]| row.iter().zip(&sizes).fold(0, |key, (value, size)| key * size + value);
            let keyed = taken.chunks_exact(factors).enumerate().map(|(row, taken)| key(taken) << 32 | row as u64);
            let mut keyed: Vec<u64> = keyed.collect();
            keyed.sort_unstable();
            order = keyed.into_iter().map(|key| key as u32).collect();
        } else {
            let of = |row: u32| &taken[row as usize * factors..][..factors];
            order.sort_unstable_by(|&a, &b| of(a).cmp(of(b)).then(a.cmp(&b)));
        }
        Jobs::Rows { taken, factors, order }
    }

    /// How many.
    pub fn count(&self) -> usize {
        match self {
            Jobs::Grid(grid) => grid.size(),
            Jobs::Rows { order, .. } => order.len(),
        }
    }

    /// The replicate that is computed at a place of the order.
    pub fn replicate(&self, job: usize) -> usize {
        match self {
            Jobs::Grid(_) => job,
            Jobs::Rows { order, .. } => order[job] as usize,
        }
    }

    /// The values that the factors take in a replicate.
    pub fn taken(&self, replicate: usize, into: &mut Vec<Taken>) {
        into.clear();
        match self {
            Jobs::Grid(grid) => grid.levels_into(replicate, into),
            Jobs::Rows { taken, factors, .. } => into.extend(&taken[replicate * factors..][..*factors]),
        }
    }

    /// The grid, if every combination is computed.
    pub fn grid(&self) -> Option<&Grid> {
        match self {
            Jobs::Grid(grid) => Some(grid),
            Jobs::Rows { .. } => None,
        }
    }
}

fn grid(factors: &[Ready]) -> Result<Jobs, Fault> {
    let place = "sensitivity.method";
    let sample = "take a sample: {\"sampled\": {\"base\": 1024}}";
    if let Some(factor) = factors.iter().find(|factor| factor.levels.count().is_none()) {
        let what = format!("{} has no list of values, so that combinations cannot be enumerated", factor.name);
        return Err(Fault::new(place, what, format!("list choices, or {sample}")));
    }
    let probabilities: Vec<Vec<f64>> = factors
        .iter()
        .filter_map(|factor| match &factor.levels {
            Levels::Discrete { probabilities, .. } => Some(probabilities.clone()),
            _ => None,
        })
        .collect();
    let combinations: f64 = probabilities.iter().map(|levels| levels.len() as f64).product();
    if factors.len() > CHOICES_MAX && combinations <= COMBINATIONS_MAX as f64 {
        let what = format!("{} factors, more than {CHOICES_MAX} that are enumerated", factors.len());
        return Err(Fault::new(place, what, "leave out factors with a single choice"));
    }
    Grid::new(probabilities).map(Jobs::Grid).map_err(|refused| match refused {
        GridRefused::Combinations(count) => {
            let what = format!("{count:.0} combinations, more than {COMBINATIONS_MAX}");
            Fault::new(place, what, format!("list fewer choices, or {sample}"))
        }
        GridRefused::Empty | GridRefused::Probabilities { .. } => {
            Fault::new("sensitivity.factors", "a factor without choices that can occur", "list at least one")
        }
    })
}

fn design_fault(refused: &DesignRefused) -> Fault {
    let place = "sensitivity.method.sampled";
    match refused {
        DesignRefused::Empty => Fault::new(place, "a sample without rows", "write a base of at least 1"),
        DesignRefused::Factors(count) => {
            let what = format!("{count} factors, more than {FACTORS_MAX} that are sampled together");
            Fault::new(place, what, "join factors, or leave some out")
        }
        DesignRefused::Rows(rows) => {
            Fault::new(place, format!("a base of {rows}"), format!("at most {REPLICATES_MAX} replicates in all"))
        }
    }
}

fn limited(rows: usize) -> Result<(), Fault> {
    match rows > REPLICATES_MAX {
        true => {
            let what = format!("{rows} replicates, more than {REPLICATES_MAX}");
            Err(Fault::new("sensitivity.method", what, "lower the base"))
        }
        false => Ok(()),
    }
}

fn read(factors: &[Ready], rows: &[Vec<f64>]) -> Result<Vec<Taken>, Fault> {
    let place = "sensitivity.method.given";
    let blocks = factors.len() + 2;
    if rows.is_empty() || !rows.len().is_multiple_of(blocks) {
        let what = format!("{} rows for {} factors", rows.len(), factors.len());
        return Err(Fault::new(place, what, format!("give A, B and a block for each factor: a multiple of {blocks}")));
    }
    limited(rows.len())?;
    let mut taken = Vec::with_capacity(rows.len() * factors.len());
    for (number, row) in rows.iter().enumerate() {
        if row.len() != factors.len() {
            let what = format!("row {} has {} values for {} factors", number + 1, row.len(), factors.len());
            return Err(Fault::new(place, what, "give each factor a value"));
        }
        for factor in factors {
            let shown = row[factor.number];
            taken.push(factor.levels.read(shown).ok_or_else(|| {
                let what = format!("row {}: {shown} is no value of {}", number + 1, factor.name);
                Fault::new(place, what, "write the number of the choice, from 1")
            })?);
        }
    }
    Ok(taken)
}
