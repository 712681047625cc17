//! Denomination: figures in relation to what they depend on, as ÷ (denominator ÷ scale).

use std::collections::BTreeMap;

use super::fault::Fault;
use super::pipeline::{Input, Made, Stage};
use super::spec::Denominate;
use crate::numeric::Matrix;

/// Divides. Refused in order: codes that are no indicators; denominators that are not there; scales that are 0 or no
/// number; a denominator that is 0 where there is a figure to divide.
pub fn run(input: &Input, before: &Stage, spec: &Denominate) -> Result<Made, Fault> {
    let tree = &input.tree;
    let by: BTreeMap<&str, &str> = match &spec.by {
        Some(by) => by.iter().map(|(code, denominator)| (code.as_str(), denominator.as_str())).collect(),
        None => tree.nodes()[..tree.indicators()]
            .iter()
            .filter_map(|node| Some((node.code.as_str(), node.denominator.as_deref()?)))
            .collect(),
    };
    if let Some(code) = spec.scale.keys().find(|code| !by.contains_key(code.as_str())) {
        let remedy = "scale only indicators that have a denominator";
        return Err(Fault::new("scale", format!("{code} is not divided by anything"), remedy));
    }
    let mut values = Matrix::clone(&before.values);
    for (code, denominator) in by {
        let column = tree
            .find(code)
            .filter(|&at| at < tree.indicators())
            .ok_or_else(|| Fault::new("by", format!("{code} is no indicator"), "name indicators of the metadata"))?;
        let figures = input.table.denominators.get(denominator).ok_or_else(|| {
            let what = format!("the denominator {denominator} of {code} is not there");
            Fault::new("by", what, "describe its column as Denominator, or name a file of denominators")
        })?;
        let scale = spec.scale.get(code).copied().or(tree.nodes()[column].scale).unwrap_or(1.0);
        if !scale.is_finite() || scale == 0.0 {
            return Err(Fault::new("scale", format!("the scale of {code} is {scale}"), "write a number other than 0"));
        }
        for (figure, &row) in values.column_mut(column).iter_mut().zip(before.rows.iter()) {
            let divisor = figures[row] / scale;
            if divisor == 0.0 && !figure.is_nan() {
                let place = format!("{denominator} of {}", input.table.codes[row]);
                let what = format!("the denominator of {code} is 0");
                return Err(Fault::new(place, what, "correct it, or leave it empty: the result is then missing"));
            }
            *figure /= divisor;
        }
    }
    Ok(Made::figures(values))
}
