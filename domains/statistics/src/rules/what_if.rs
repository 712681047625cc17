//! What the order would be under other weights and methods.

use std::collections::BTreeMap;
use std::sync::Arc;

use indicators::composite::spec::{Entry, StageSpec};
use indicators::composite::weights::given;
use indicators::composite::{Fault, Input, Plan, Specification};
use units::Refusal;

use super::sure::{Sure, means, scales, sure};

/// The way the document itself goes.
pub const OWN: &str = "own";
/// The largest weight of a slider.
pub const WEIGHT_MAX: f64 = 100.0;

/// Names of the scales that can be chosen.
pub fn scale_names() -> Vec<&'static str> {
    std::iter::once(OWN).chain(scales().map(|(name, _)| name)).collect()
}

/// Names of the means that can be chosen.
pub fn mean_names() -> Vec<&'static str> {
    std::iter::once(OWN).chain(means().map(|(name, _)| name)).collect()
}

/// What somebody chose.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Choice {
    /// A name of [`scale_names`].
    pub scale: String,
    /// A name of [`mean_names`].
    pub mean: String,
    /// Weights by code; others stay as they are.
    pub weights: BTreeMap<String, f64>,
    /// The year.
    pub year: i64,
}

/// What was prepared for a document, so that a change recomputes only what it changes.
#[derive(Debug)]
pub struct Prepared {
    /// The specification as published.
    pub specification: Specification,
    /// Its tree.
    pub entries: Vec<Entry>,
    /// Figures and tree.
    pub input: Arc<Input>,
}

/// The specification with what was chosen.
///
/// # Errors
/// A scale or mean that is not offered, a weight that is no number from 0.
pub fn chosen(prepared: &Prepared, choice: &Choice) -> Result<Specification, Fault> {
    let mut changed = prepared.specification.clone();
    let unknown = |place: &str, name: &str| {
        let what = format!("“{}” is not offered", super::data_set::shown(name));
        Fault::new(place, what, "choose one of the list").named(Refusal::new("form.not_a_choice"))
    };
    let value = |offered: &[(&str, serde_json::Value)], place: &str, name: &str| match name {
        OWN | "" => Ok(None),
        name => offered
            .iter()
            .find(|(known, _)| *known == name)
            .map(|(_, value)| Some(value.clone()))
            .ok_or_else(|| unknown(place, name)),
    };
    let scale = value(&scales(), "scale", &choice.scale)?;
    let mean = value(&means(), "mean", &choice.mean)?;
    let read = |error: serde_json::Error| Fault::new("method", error.to_string(), "report this");
    for stage in &mut changed.stages {
        match stage {
            StageSpec::Normalise(stage) => {
                if let Some(scale) = scale.clone() {
                    stage.method = serde_json::from_value(scale).map_err(read)?;
                    stage.overrides.clear();
                    stage.from_metadata = false;
                }
            }
            StageSpec::Aggregate(stage) => {
                if let Some(mean) = mean.clone() {
                    stage.methods = serde_json::from_value(mean).map_err(read)?;
                    stage.overrides.clear();
                }
                stage.weights.extend(choice.weights.iter().map(|(code, weight)| (code.clone(), *weight)));
            }
            _ => {}
        }
    }
    weighed(prepared, &changed)?;
    Ok(changed)
}

/// Sliders can all be at zero: that is said before anything is computed.
fn weighed(prepared: &Prepared, changed: &Specification) -> Result<(), Fault> {
    let tree = &prepared.input.tree;
    match changed.stages.as_slice() {
        // A stage that weighs decides by itself.
        stages if stages.iter().any(|stage| matches!(stage, StageSpec::Weigh(_))) => Ok(()),
        [.., StageSpec::Aggregate(stage)] => {
            Plan::compile(tree, stage)?.check_weights(tree, &given(tree, &tree.weights(), &stage.weights)?)
        }
        _ => Ok(()),
    }
}

/// Ranks under what was chosen, with intervals and what the order depends on.
///
/// # Errors
/// As [`chosen`]; weights of which all siblings are zero; a year that was not computed.
pub fn answer(prepared: &Prepared, choice: &Choice) -> Result<Sure, Fault> {
    let changed = chosen(prepared, choice)?;
    sure(&changed, &prepared.entries, &prepared.input, choice.year)
}
