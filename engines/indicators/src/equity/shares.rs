//! Each school's part in a county's 差异系数, as a Shapley value of a game that is said exactly.
//!
//! The players are the schools. In the coalition S the schools of S have what they have, and every other school has what the
//! county's pupils have on average; pupils stay where they are. What S is worth is
//!
//! - [`variance`]: the pupil-weighted variance of that distribution, v(S) = Q(S) − D(S)², with Q(S) = Σ pᵢ(xᵢ − X̄)² and
//!   D(S) = Σ pᵢ(xᵢ − X̄). D is zero for all schools together, so the Shapley value of −D(S)² is −dᵢ·D(N) = 0, and school i's
//!   share is pᵢ(xᵢ − X̄)² exactly: the line that the official worked example prints for it. Divided by X̄² these add up to the
//!   squared 差异系数.
//! - [`coefficient`]: the 差异系数 itself of that distribution, whose mean moves with S: v(S) = √(Q(S) − D(S)²) ÷ (X̄ + D(S)).
//!   There is no closed form, so all 2ⁿ coalitions are enumerated, for at most [`COEFFICIENT_MAX`] schools.

use super::study::Undefined;
use super::sum;

/// The most schools whose coalitions are enumerated: about a million.
pub const COEFFICIENT_MAX: usize = 20;

/// Why there are no shares.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoShares {
    /// The measure itself is not defined.
    Undefined(Undefined),
    /// More schools than can be enumerated.
    TooManySchools {
        /// How many there are.
        schools: usize,
    },
    /// A mean of some coalition is zero or negative, because values are.
    CoalitionMean,
}

/// Each unit's share of the squared 差异系数; `None` for units that do not count. They add up to it.
///
/// # Errors
/// [`NoShares::Undefined`].
pub fn variance(values: &[f64], weights: &[f64]) -> Result<Vec<Option<f64>>, NoShares> {
    let (kept, weight, mean) = kept(values, weights)?;
    let mut shares = vec![None; values.len()];
    for (place, value, own) in kept {
        shares[place] = Some(own / weight * (value / mean - 1.0).powi(2));
    }
    Ok(shares)
}

/// Each unit's share of the 差异系数; `None` for units that do not count. They add up to it.
///
/// # Errors
/// See [`NoShares`].
pub fn coefficient(values: &[f64], weights: &[f64]) -> Result<Vec<Option<f64>>, NoShares> {
    let (kept, weight, mean) = kept(values, weights)?;
    let players = kept.len();
    if players > COEFFICIENT_MAX {
        return Err(NoShares::TooManySchools { schools: players });
    }
    let terms: Vec<(f64, f64)> = kept
        .iter()
        .map(|(_, value, own)| {
            let (part, off) = (own / weight, value / mean - 1.0);
            (part * off, part * off * off)
        })
        .collect();
    let worth = worths(&terms).ok_or(NoShares::CoalitionMean)?;
    let chance = chances(players);
    let mut shares = vec![None; values.len()];
    for (player, (place, ..)) in kept.iter().enumerate() {
        let own = 1_usize << player;
        let without = (0..worth.len()).filter(|coalition| coalition & own == 0);
        let gains = without.map(|coalition| {
            let others = usize::try_from(coalition.count_ones()).unwrap_or(0);
            chance[others] * (worth[coalition | own] - worth[coalition])
        });
        shares[*place] = Some(sum(gains));
    }
    Ok(shares)
}

/// What a unit is and how much it weighs, by place.
type Kept = (Vec<(usize, f64, f64)>, f64, f64);

fn kept(values: &[f64], weights: &[f64]) -> Result<Kept, NoShares> {
    let counted = |(_, value, weight): &(usize, f64, f64)| value.is_finite() && *weight > 0.0 && weight.is_finite();
    let all = values.iter().zip(weights).enumerate().map(|(place, (value, weight))| (place, *value, *weight));
    let kept: Vec<(usize, f64, f64)> = all.filter(counted).collect();
    let weight = sum(kept.iter().map(|(_, _, weight)| *weight));
    let mean = sum(kept.iter().map(|(_, value, weight)| value * weight)) / weight;
    match mean {
        _ if kept.is_empty() => Err(NoShares::Undefined(Undefined::NoUnits)),
        mean if mean > 0.0 && mean.is_finite() => Ok((kept, weight, mean)),
        mean if mean < 0.0 => Err(NoShares::Undefined(Undefined::NegativeMean)),
        0.0 => Err(NoShares::Undefined(Undefined::ZeroMean)),
        _ => Err(NoShares::Undefined(Undefined::TooLarge)),
    }
}

/// The worth of every coalition, each from the one without its lowest member.
fn worths(terms: &[(f64, f64)]) -> Option<Vec<f64>> {
    let mut sums = vec![(0.0_f64, 0.0_f64); 1 << terms.len()];
    for coalition in 1..sums.len() {
        let lowest = usize::try_from(coalition.trailing_zeros()).ok()?;
        let (off, squares) = sums[coalition & (coalition - 1)];
        sums[coalition] = (off + terms[lowest].0, squares + terms[lowest].1);
    }
    let worth =
        |(off, squares): (f64, f64)| (1.0 + off > 0.0).then(|| (squares - off * off).max(0.0).sqrt() / (1.0 + off));
    sums.into_iter().map(worth).collect()
}

/// |S|! (n − |S| − 1)! ÷ n! for each size of S: 1 ÷ (n × C(n − 1, |S|)).
fn chances(players: usize) -> Vec<f64> {
    let number = |count: usize| f64::from(u32::try_from(count).unwrap_or(u32::MAX));
    let mut ways = 1.0;
    (0..players)
        .map(|size| {
            let chance = 1.0 / (number(players) * ways);
            ways = ways * number(players - 1 - size) / number(size + 1);
            chance
        })
        .collect()
}
