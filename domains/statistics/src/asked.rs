//! What pages and the interface are asked for alike.

use std::collections::BTreeMap;

use crate::model::Computed;
use crate::rules::what_if::{Choice, WEIGHT_MAX};

/// What is changed by a query: `scale`, `mean`, `year`, and `w_<code>` for weights.
pub(crate) fn choice(query: &BTreeMap<String, String>, computed: &Computed) -> op::Result<Choice> {
    let text = |name: &str| query.get(name).cloned().unwrap_or_default();
    let fault = |field: &str, code: &'static str| op::Error::Invalid(vec![units::Fault::new(field, code)]);
    let year = match text("year").as_str() {
        "" => computed.rows.iter().filter(|row| row.rank > 0).map(|row| row.year).max().unwrap_or_default(),
        year => year.parse().map_err(|_| fault("year", "form.not_a_choice"))?,
    };
    if computed.year(year).next().is_none() {
        return Err(fault("year", "form.not_a_choice"));
    }
    let mut weights = BTreeMap::new();
    for node in computed.nodes.iter().filter(|node| !node.parent.is_empty()) {
        let Some(text) = query.get(&format!("w_{}", node.code)).filter(|text| !text.is_empty()) else { continue };
        let weight = text.parse::<f64>().ok().filter(|weight| (0.0..=WEIGHT_MAX).contains(weight));
        weights.insert(node.code.clone(), weight.ok_or_else(|| fault(&node.code, "statistics.line.weight"))?);
    }
    Ok(Choice { scale: text("scale"), mean: text("mean"), weights, year })
}
