//! The results as tables.

use super::outcome::{Indices, Outcome, Share};
use crate::composite::{
    Sheet,
    sheet::{Cell, digits},
};

/// A table with a line for each replicate, too long to be held as text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Long {
    /// What the factors were, how probable that is, and the target.
    Replicates,
    /// Scores; replicate 0 is the specification as it is.
    Scores,
    /// Places; replicate 0 is the specification as it is.
    Ranks,
}

impl Outcome {
    /// The tables that have a line for each unit or factor, by name. `quantiles` are the probabilities of the document.
    pub fn sheets(&self, quantiles: &[f64]) -> Vec<(&'static str, Sheet)> {
        let mut sheets = vec![("intervals", self.interval_sheet(quantiles)), ("indices", self.index_sheet())];
        if let Indices::Exact(exact) = &self.indices
            && !exact.sets.is_empty()
        {
            let mut sheet = Sheet::new(["factors", "count", "share"]);
            for (set, share) in &exact.sets {
                let members = self.factors.iter().enumerate().filter(|(at, _)| set >> at & 1 == 1);
                let names: Vec<&str> = members.map(|(_, name)| name.as_str()).collect();
                sheet.rows.push(vec![names.join(" × ").as_str().into(), names.len().into(), figure(*share)]);
            }
            sheets.push(("interactions", sheet));
        }
        if !self.unit_indices.is_empty() {
            let mut sheet = Sheet::new(["unit", "factor", "first", "total", "shapley"]);
            for (unit, shares) in self.units.iter().zip(&self.unit_indices) {
                for (name, share) in self.factors.iter().zip(shares) {
                    let Share { first, total, shapley } = *share;
                    let names: [Cell; 2] = [unit.as_str().into(), name.as_str().into()];
                    sheet.rows.push(names.into_iter().chain([first, total, shapley].map(figure)).collect());
                }
            }
            sheets.push(("unit_indices", sheet));
        }
        if self.paired() {
            let rankings = self.rankings();
            let places: Vec<String> = (1..=self.units.len()).map(|place| place.to_string()).collect();
            sheets.push(("acceptability", self.square(&rankings.acceptability(), &places)));
            sheets.push(("precedence", self.square(&rankings.precedence(), &self.units)));
        }
        sheets
    }

    fn square(&self, shares: &[f64], headers: &[String]) -> Sheet {
        let mut sheet = Sheet::new(std::iter::once("unit").chain(headers.iter().map(String::as_str)));
        for (unit, line) in self.units.iter().zip(shares.chunks_exact(self.units.len())) {
            let cells = line.iter().map(|share| Cell::Number(*share));
            sheet.rows.push(std::iter::once(unit.as_str().into()).chain(cells).collect());
        }
        sheet
    }

    fn interval_sheet(&self, quantiles: &[f64]) -> Sheet {
        let names: Vec<String> = quantiles.iter().map(|p| format!("rank_at_{p}")).collect();
        let first = ["unit", "nominal_score", "nominal_rank", "mean_rank"];
        let last = ["best_rank", "worst_rank", "ranked"];
        let mut sheet = Sheet::new(first.into_iter().chain(names.iter().map(String::as_str)).chain(last));
        for (at, (unit, interval)) in self.units.iter().zip(&self.intervals).enumerate() {
            let mut row: Vec<Cell> = vec![unit.as_str().into(), figure(self.nominal.scores[at])];
            row.extend([place(self.nominal.ranks[at]), figure(interval.mean)]);
            row.extend(interval.quantiles.iter().map(|quantile| figure(*quantile)));
            row.extend([place(interval.range.0), place(interval.range.1), figure(interval.ranked)]);
            sheet.rows.push(row);
        }
        sheet
    }

    fn index_sheet(&self) -> Sheet {
        let mut sheet = Sheet::new([
            "factor",
            "method",
            "first",
            "first_lower",
            "first_upper",
            "total",
            "total_lower",
            "total_upper",
            "shapley",
        ]);
        for (at, name) in self.factors.iter().enumerate() {
            let (method, values) = match &self.indices {
                Indices::None => ("none", [f64::NAN; 7]),
                Indices::Exact(exact) => {
                    let share = exact.shares[at];
                    let none = f64::NAN;
                    ("exact", [share.first, none, none, share.total, none, none, share.shapley])
                }
                Indices::Sampled(indices) => {
                    let ends = |interval: Option<(f64, f64)>| interval.unwrap_or((f64::NAN, f64::NAN));
                    let (first, total) = (indices[at].first, indices[at].total);
                    let (first_ends, total_ends) = (ends(first.interval), ends(total.interval));
                    let first = [first.value, first_ends.0, first_ends.1];
                    let [a, b, c] = first;
                    ("sampled", [a, b, c, total.value, total_ends.0, total_ends.1, f64::NAN])
                }
            };
            let names: [Cell; 2] = [name.as_str().into(), method.into()];
            sheet.rows.push(names.into_iter().chain(values.map(figure)).collect());
        }
        sheet
    }

    /// Whether a long table has lines.
    pub fn has(&self, table: Long) -> bool {
        table != Long::Scores || !self.scores.is_empty()
    }

    /// Gives a long table line by line, each with its end of line. Stops at the first error of whoever takes them.
    pub fn lines<E>(&self, table: Long, take: &mut dyn FnMut(&str) -> Result<(), E>) -> Result<(), E> {
        let units = self.units.len();
        let mut sheet = match table {
            Long::Replicates => {
                let names = self.factors.iter().map(String::as_str);
                Sheet::new(std::iter::once("replicate").chain(names).chain(["probability", "target"]))
            }
            _ => Sheet::new(std::iter::once("replicate").chain(self.units.iter().map(String::as_str))),
        };
        take(&sheet.csv())?;
        sheet.rows.clear();
        let mut line = String::new();
        let nominal = usize::from(table != Long::Replicates);
        for row in 0..self.targets.len() + nominal {
            line.clear();
            let at = row.wrapping_sub(nominal);
            line.push_str(&(at.wrapping_add(1)).to_string());
            let mut add = |value: f64| {
                line.push(',');
                digits(value, &mut line);
            };
            match table {
                Long::Replicates => {
                    let factors = self.factors.len();
                    self.design[at * factors..][..factors].iter().for_each(|value| add(*value));
                    let even = 1.0 / self.targets.len() as f64;
                    add(self.weights.as_ref().map_or(even, |weights| weights[at]));
                    add(self.targets[at]);
                }
                Long::Scores if row == 0 => self.nominal.scores.iter().for_each(|score| add(*score)),
                Long::Scores => self.scores[at * units..][..units].iter().for_each(|score| add(*score)),
                Long::Ranks => {
                    let all = if row == 0 { &self.nominal.ranks[..] } else { &self.ranks[at * units..][..units] };
                    all.iter().for_each(|rank| add(if *rank == 0 { f64::NAN } else { f64::from(*rank) }));
                }
            }
            line.push('\n');
            take(&line)?;
        }
        Ok(())
    }
}

fn figure(value: f64) -> Cell {
    if value.is_nan() { Cell::Missing } else { Cell::Number(value) }
}

fn place(rank: u16) -> Cell {
    if rank == 0 { Cell::Missing } else { Cell::Number(f64::from(rank)) }
}
