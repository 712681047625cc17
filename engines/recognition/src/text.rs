//! Rules, programmes and outcomes as files that can be written by hand, compared and reviewed.
//!
//! Rules, programmes and changes of course codes are TOML: `[[rule]]`, `[[programme]]`, `[[change]]`. A learner is JSON.
//! Unknown keys are refused, everything has its limit, and a fault says line, column and field. Writing is canonical:
//! what is written reads back as the same value, and the same value is written as the same text.

mod fault;
pub(crate) mod limits;

use serde::{Deserialize, Serialize};
use toml::Spanned;

use crate::{
    equivalence::Change,
    model::{FILE_BYTES_MAX, Learner, PROGRAMMES_MAX, Programme, RULES_MAX, Rule},
};

pub use fault::{TextFault, TextRefused};

/// What a rule file holds.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct RuleFile {
    /// Rules in the order of the file.
    #[serde(rename = "rule", skip_serializing_if = "Vec::is_empty")]
    pub rules: Vec<Rule>,
    /// Programmes, which may as well stand in a file of their own.
    #[serde(rename = "programme", skip_serializing_if = "Vec::is_empty")]
    pub programmes: Vec<Programme>,
    /// Changes of course codes.
    #[serde(rename = "change", skip_serializing_if = "Vec::is_empty")]
    pub changes: Vec<Change>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Placed {
    #[serde(default)]
    rule: Vec<Spanned<Rule>>,
    #[serde(default)]
    programme: Vec<Spanned<Programme>>,
    #[serde(default)]
    change: Vec<Spanned<Change>>,
}

impl RuleFile {
    /// Reads a rule file.
    ///
    /// # Errors
    /// The first fault with its place; in order: size, TOML itself and its nesting, fields, limits of each entry.
    pub fn parse(text: &str) -> Result<RuleFile, TextFault> {
        fits(text)?;
        let document = toml::Deserializer::parse(text).map_err(|error| fault::of_toml(text, "", &error))?;
        let placed: Placed = serde_path_to_error::deserialize(document)
            .map_err(|error| fault::of_toml(text, &error.path().to_string(), error.inner()))?;
        if placed.rule.len() > RULES_MAX || placed.programme.len() > PROGRAMMES_MAX || placed.change.len() > 100_000 {
            return Err(TextFault::at(text, 0, "", TextRefused::TooMany));
        }
        for (place, rule) in placed.rule.iter().enumerate() {
            limits::rule(rule.get_ref()).map_err(|(field, why)| {
                TextFault::at(text, rule.span().start, &format!("rule[{place}].{field}"), why)
            })?;
        }
        for (place, programme) in placed.programme.iter().enumerate() {
            limits::programme(programme.get_ref()).map_err(|(field, why)| {
                TextFault::at(text, programme.span().start, &format!("programme[{place}].{field}"), why)
            })?;
        }
        Ok(RuleFile {
            rules: placed.rule.into_iter().map(Spanned::into_inner).collect(),
            programmes: placed.programme.into_iter().map(Spanned::into_inner).collect(),
            changes: placed.change.into_iter().map(Spanned::into_inner).collect(),
        })
    }

    /// Writes the file in its canonical form.
    pub fn text(&self) -> String {
        // Every value of a rule file has a form in TOML.
        toml::to_string(self).unwrap_or_default()
    }
}

/// Reads a learner with everything deposited, as JSON.
///
/// # Errors
/// The first fault with its place; in order: size, JSON itself and its nesting, fields, limits.
pub fn parse_learner(text: &str) -> Result<Learner, TextFault> {
    fits(text)?;
    let mut document = serde_json::Deserializer::from_str(text);
    let learner: Learner = serde_path_to_error::deserialize(&mut document)
        .map_err(|error| fault::of_json(&error.path().to_string(), error.inner()))?;
    document.end().map_err(|error| fault::of_json("", &error))?;
    limits::learner(&learner).map_err(|(field, why)| TextFault::at(text, 0, &field, why))?;
    Ok(learner)
}

/// Writes a learner in canonical form.
pub fn learner_text(learner: &Learner) -> String {
    // A learner is text, numbers and lists of them.
    serde_json::to_string_pretty(learner).unwrap_or_default() + "\n"
}

/// Checks a rule that was not read from a text against the limits a text is held to.
///
/// # Errors
/// The first field outside its limits, without a place.
pub fn within_limits(rule: &Rule) -> Result<(), TextFault> {
    limits::rule(rule).map_err(|(field, why)| TextFault { line: 0, column: 0, field, why })
}

/// As [`within_limits`], for a programme.
///
/// # Errors
/// The first field outside its limits, without a place.
pub fn programme_within_limits(programme: &Programme) -> Result<(), TextFault> {
    limits::programme(programme).map_err(|(field, why)| TextFault { line: 0, column: 0, field, why })
}

fn fits(text: &str) -> Result<(), TextFault> {
    if text.len() > FILE_BYTES_MAX { Err(TextFault::at("", 0, "", TextRefused::TooLarge)) } else { Ok(()) }
}
