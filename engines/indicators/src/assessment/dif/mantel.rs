//! Mantel–Haenszel (Holland & Thayer 1988), with the error of Robins, Breslow & Greenland (1986).

use super::{Tables, tables};
use crate::assessment::{Fault, Responses, distribution::chi_squared_tail};

/// How much it matters, by the classes of the Educational Testing Service (Zieky 1993).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Class {
    /// Negligible: |Δ| below 1, or not different from 0 at 5 %.
    A,
    /// Moderate.
    B,
    /// Large: |Δ| at least 1.5, and beyond 1 at 5 % (one-sided).
    C,
}

/// What Mantel–Haenszel says of an item.
#[derive(Clone, Debug, PartialEq)]
pub struct MantelHaenszel {
    /// Name.
    pub item: String,
    /// Common odds ratio of right answers, reference to focal; none if no total has both groups with both answers.
    pub odds_ratio: Option<f64>,
    /// Standard error of its logarithm.
    pub log_error: Option<f64>,
    /// χ² with one degree of freedom, corrected for continuity.
    pub chi_squared: f64,
    /// Probability of a value at least this large.
    pub p: f64,
    /// Δ = −2.35·ln(odds ratio): negative where the item is harder for the focal group.
    pub delta: Option<f64>,
    /// Class.
    pub class: Option<Class>,
}

/// Mantel–Haenszel of every item.
///
/// # Errors
/// [`Fault::Groups`], [`Fault::NotDichotomous`], [`Fault::GroupEmpty`], in this order.
pub fn mantel_haenszel(responses: &Responses) -> Result<Vec<MantelHaenszel>, Fault> {
    let tables = tables(responses)?;
    Ok(responses.columns().iter().zip(&tables).map(|(column, table)| of_item(&column.name, table)).collect())
}

fn of_item(item: &str, tables: &Tables) -> MantelHaenszel {
    let (mut right, mut expected, mut variance) = (0.0, 0.0, 0.0);
    let (mut r, mut s, mut pr, mut mixed, mut qs) = (0.0, 0.0, 0.0, 0.0, 0.0);
    for [[b, a], [d, c]] in tables {
        let all = a + b + c + d;
        if all <= 1.0 {
            continue;
        }
        let (reference, focal, rights, wrongs) = (a + b, c + d, a + c, b + d);
        right += a;
        expected += reference * rights / all;
        variance += reference * focal * rights * wrongs / (all * all * (all - 1.0));
        let (p, q, one, other) = ((a + d) / all, (b + c) / all, a * d / all, b * c / all);
        r += one;
        s += other;
        pr += p * one;
        mixed += p * other + q * one;
        qs += q * other;
    }
    let chi_squared =
        if variance > 0.0 { ((right - expected).abs() - 0.5_f64).max(0.0).powi(2) / variance } else { 0.0 };
    let odds_ratio = (r > 0.0 && s > 0.0).then(|| r / s);
    let log_error = odds_ratio.map(|_| (pr / (2.0 * r * r) + mixed / (2.0 * r * s) + qs / (2.0 * s * s)).sqrt());
    let p = chi_squared_tail(chi_squared, 1);
    let delta = odds_ratio.map(|ratio| -2.35 * ratio.ln());
    let class = delta.zip(log_error).map(|(delta, error)| {
        let beyond = (delta.abs() - 1.0) / (2.35 * error) > 1.645;
        match delta.abs() {
            small if small < 1.0 || p > 0.05 => Class::A,
            large if large >= 1.5 && beyond => Class::C,
            _ => Class::B,
        }
    });
    MantelHaenszel { item: item.to_owned(), odds_ratio, log_error, chi_squared, p, delta, class }
}
