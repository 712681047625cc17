//! Prices from a linear program, for parts in which simpler bounds leave too much open.
//!
//! The dual of the relaxation is solved in floating point by `microlp`. Its answer is never believed: any prices that are
//! not negative bound the choice from above, so they are rounded to integers, and the bound that is made of them
//! ([`super::bound::by_price`]) is exact for these integers. Bad prices make a sweep slower, not an answer wrong.

use microlp::{ComparisonOp, OptimizationDirection, Problem};

use super::part::{Kind, Part, Touch};

/// The most items and rows together that are worth a linear program.
const SIZE_MAX: usize = 1_500;

/// Prices of the rows; none when the program has no answer or is too large.
pub(crate) fn prices(part: &Part) -> Option<Vec<(usize, i128)>> {
    if part.items.len() + part.rows.len() > SIZE_MAX {
        return None;
    }
    // One unit of the program is one outcome: credit stands `scale` times above it.
    let unit = 1_i128 << part.bits;
    let most = part.items.iter().map(|item| item.weight / unit).max().unwrap_or(1).max(1);
    let size = |weight: i128| ratio(weight / unit, most);
    let mut program = Problem::new(OptimizationDirection::Minimize);
    let mut priced = Vec::new();
    for row in 0..part.rows.len() {
        let units = match part.rows[row].kind {
            Kind::Outcome => 1,
            Kind::Course | Kind::Cap => part.rows[row].initial,
            Kind::Need => continue,
        };
        // Caps are counted in hundredths; a whole cap is one unit of the program, so that numbers stay alike.
        let span = if part.rows[row].kind == Kind::Cap { units.max(1) } else { 1 };
        let cost = if part.rows[row].kind == Kind::Cap { 1.0 } else { ratio(i128::from(units), 1) };
        priced.push((row, span, program.add_var(cost, (0.0, f64::INFINITY))));
    }
    for item in &part.items {
        let own = program.add_var(1.0, (0.0, f64::INFINITY));
        let mut terms = vec![(own, 1.0)];
        for (row, touch) in &item.touches {
            let taken = match touch {
                Touch::Spend => 1,
                Touch::Take(amount) => *amount,
                Touch::Share | Touch::Give | Touch::Owe => continue,
            };
            let Some((_, span, variable)) = priced.iter().find(|(known, _, _)| known == row) else { continue };
            terms.push((*variable, ratio(i128::from(taken), i128::from(*span))));
        }
        program.add_constraint(terms, ComparisonOp::Ge, size(item.weight));
    }
    let solution = program.solve().ok()?.into_solution().ok()?;
    let price = |(row, span, variable): &(usize, i64, microlp::Variable)| {
        let value = solution.var_value(*variable).max(0.0);
        // Back from the program's unit to outcomes, with ten binary digits behind the point.
        let exact = value * ratio(most, 1) / ratio(i128::from(*span), 1) * 1024.0;
        let whole = (exact.round() as i128).saturating_mul(unit) / 1024;
        // The bit of an outcome is part of what its items weigh, and so of what it may cost.
        let bit = if part.rows[*row].kind == Kind::Outcome { part.rows[*row].price.saturating_add(unit) } else { 0 };
        (*row, whole.saturating_add(bit))
    };
    Some(priced.iter().map(price).filter(|(_, price)| *price > 0).collect())
}

/// A quotient as the linear program counts; what is lost here only loosens a bound.
fn ratio(numerator: i128, denominator: i128) -> f64 {
    numerator as f64 / denominator as f64
}
