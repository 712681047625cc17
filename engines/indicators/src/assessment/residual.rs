//! Infit and outfit: mean squares of residuals given abilities (Wright & Masters 1982, chapter 5).

use super::{Abilities, Fault, Fit, Responses, ability::fits, responses::MISSING};

/// Mean squares of an item or a person: near 1 as the model says, larger where answers surprise.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct MeanSquares {
    /// Persons (for an item) or answers (for a person) counted.
    pub count: f64,
    /// Weighted by information: sensitive near the item.
    pub infit: f64,
    /// Its standardised value.
    pub infit_t: f64,
    /// Unweighted: sensitive to surprises far away.
    pub outfit: f64,
    /// Its standardised value.
    pub outfit_t: f64,
}

/// Sums of one item or person.
#[derive(Clone, Copy, Default)]
struct Sums {
    count: f64,
    outfit: f64,
    residual: f64,
    variance: f64,
    outfit_spread: f64,
    infit_spread: f64,
}

impl Sums {
    fn add(&mut self, count: f64, residual: f64, variance: f64, fourth: f64) {
        self.count += count;
        self.outfit += count * residual * residual / variance;
        self.residual += count * residual * residual;
        self.variance += count * variance;
        self.outfit_spread += count * fourth / (variance * variance);
        self.infit_spread += count * (fourth - variance * variance);
    }

    fn tell(&self) -> MeanSquares {
        if self.count == 0.0 || self.variance == 0.0 {
            return MeanSquares::default();
        }
        let (infit, outfit) = (self.residual / self.variance, self.outfit / self.count);
        let outfit_q = (self.outfit_spread / (self.count * self.count) - 1.0 / self.count).max(0.0).sqrt();
        let infit_q = self.infit_spread.max(0.0).sqrt() / self.variance;
        // Wilson & Hilferty's cube root.
        let standard = |mean: f64, q: f64| if q > 0.0 { (mean.cbrt() - 1.0) * 3.0 / q + q / 3.0 } else { 0.0 };
        MeanSquares {
            count: self.count,
            infit,
            infit_t: standard(infit, infit_q),
            outfit,
            outfit_t: standard(outfit, outfit_q),
        }
    }
}

/// Mean squares by item and by person. Persons without a finite ability are passed over and have a count of 0.
///
/// # Errors
/// As [`super::abilities`]; [`Fault::Lengths`] if the abilities are of another number of persons.
pub fn mean_squares(
    responses: &Responses,
    fit: &Fit,
    abilities: &Abilities,
) -> Result<(Vec<MeanSquares>, Vec<MeanSquares>), Fault> {
    fits(responses, fit)?;
    fit.test.same(&abilities.test)?;
    if abilities.persons.len() != responses.rows() {
        let (given, expected) = (abilities.persons.len(), responses.rows());
        return Err(Fault::Lengths { what: "abilities", given, expected });
    }
    let mut items = vec![Sums::default(); fit.items.len()];
    let mut persons = Vec::with_capacity(responses.rows());
    for row in 0..responses.rows() {
        let mut person = Sums::default();
        let theta = abilities.persons[row].value;
        if theta.is_finite() {
            for ((item, cell), sums) in fit.items.iter().zip(responses.cells_of(row)).zip(&mut items) {
                if *cell == MISSING {
                    continue;
                }
                let p = item.probabilities(theta);
                let (mean, variance) = item.expected(theta);
                let fourth: f64 = p.iter().enumerate().map(|(k, p)| (k as f64 - mean).powi(4) * p).sum();
                if variance > 0.0 {
                    let residual = f64::from(*cell) - mean;
                    sums.add(responses.counts()[row], residual, variance, fourth);
                    person.add(1.0, residual, variance, fourth);
                }
            }
        }
        persons.push(person.tell());
    }
    Ok((items.iter().map(Sums::tell).collect(), persons))
}
