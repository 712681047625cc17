//! The fewest entries to change, as the page offers them.

use schemars::JsonSchema;
use serde::Serialize;
use units::Args;
use web::{Locale, Voice};

use super::choices;
use super::shown::said;
use crate::model::form::{Figure, Form};
use crate::rules::figure;
use crate::rules::localise::{Change, Suggestion};
use crate::rules::sentence::label;

/// The most suggestions that are offered side by side.
const CHOICES_MAX: usize = 4;

/// A suggestion of the fewest entries to change.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
#[schemars(rename = "CollectionSuggestion")]
pub struct Suggested {
    /// What is suggested, in a sentence.
    pub sentence: String,
    /// Whether it is proved that fewer would not do, in a sentence.
    pub proof: String,
    /// The choices that can be taken over at once, in the order of their places.
    pub choices: Vec<Choice>,
    /// Sets of entries of which at least one value is open: look at these.
    pub look: Vec<String>,
}

/// Entries to change together.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
#[schemars(rename = "CollectionSuggestionChoice")]
pub struct Choice {
    /// What changes, in a sentence.
    pub text: String,
    /// The entries.
    pub steps: Vec<Step>,
}

/// An entry to change.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
#[schemars(rename = "CollectionSuggestionStep")]
pub struct Step {
    /// The field.
    pub field: String,
    /// What stands in its box then.
    pub to: String,
}

/// A suggestion in the reader's language; none if nothing is to be changed.
pub(super) fn suggested(form: &Form, suggestion: &Suggestion, voice: &Voice) -> Option<Suggested> {
    let english = voice.locale() == Locale::En;
    if suggestion.contradiction {
        let sentence = voice.word("collection-form-suggest-contradiction");
        return Some(Suggested { sentence, proof: String::new(), choices: Vec::new(), look: Vec::new() });
    }
    if suggestion.changes.is_empty() {
        return None;
    }
    let joint = if english { "; " } else { "；" };
    let sets = std::iter::once(&suggestion.changes).chain(&suggestion.others).take(CHOICES_MAX);
    let open = sets.filter(|set| set.iter().any(|change| change.to.is_none()));
    let look = open.map(|set| {
        let labels: Vec<String> = set.iter().map(|change| label(form, &change.field, english)).collect();
        labels.join(if english { ", " } else { "、" })
    });
    let choices = choices(suggestion).into_iter().take(CHOICES_MAX).map(|set| Choice {
        text: set.iter().map(|change| step_text(form, change, voice)).collect::<Vec<_>>().join(joint),
        steps: set.iter().filter_map(step).collect(),
    });
    let proof = if suggestion.proved { "collection-form-suggest-proved" } else { "collection-form-suggest-unproved" };
    let mut proof = voice.word(proof);
    if !suggestion.left_out.is_empty() {
        proof.push_str(&voice.with("collection-form-suggest-left_out", &Args::one("count", suggestion.left_out.len())));
    }
    Some(Suggested {
        sentence: voice.with("collection-form-suggest", &Args::one("count", suggestion.changes.len())),
        proof,
        choices: choices.collect(),
        look: look.collect(),
    })
}

fn step(change: &Change) -> Option<Step> {
    let to = figure::plain(change.to.as_ref()?);
    Some(Step { field: change.field.clone(), to })
}

fn step_text(form: &Form, change: &Change, voice: &Voice) -> String {
    let english = voice.locale() == Locale::En;
    let field = form.field(&change.field);
    let said = |figure: &Option<Figure>| match field.zip(figure.as_ref()) {
        None => voice.word("collection-form-blank"),
        Some((field, figure)) => said(field, figure, voice),
    };
    let args = Args::one("field", label(form, &change.field, english));
    voice.with("collection-form-suggest-step", &args.and("from", said(&change.from)).and("to", said(&change.to)))
}
