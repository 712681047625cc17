//! Nouns of the model as templates show them: in one language, with states in the fixed list.

use serde::Serialize;
use web::{Locale, Voice};

use crate::model::{Dataflow, DataflowInput, Difference, Release, ReleaseState, Structure};

/// The text in the reader's language; the Chinese one where there is no other.
pub(crate) fn either(voice: &Voice, chinese: &str, english: &str) -> String {
    if voice.locale() == Locale::En && !english.is_empty() { english } else { chinese }.to_owned()
}

/// A state in the fixed list of states.
pub(crate) fn look(state: ReleaseState) -> &'static str {
    match state {
        ReleaseState::Proposed => "awaiting_second",
        ReleaseState::Released => "published",
        other => other.name(),
    }
}

/// A dataflow.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct FlowShown {
    pub(crate) id: String,
    pub(crate) region: String,
    pub(crate) category: &'static str,
    pub(crate) name: String,
    pub(crate) summary: String,
    pub(crate) licence: String,
    pub(crate) licence_address: String,
    pub(crate) origin: String,
    pub(crate) methodology: Vec<String>,
    pub(crate) contact: String,
    pub(crate) example: bool,
    /// Counts below this are not published; 0 where all are.
    pub(crate) threshold: i64,
    pub(crate) revision: i64,
}

/// What a dataflow says of itself.
pub(crate) fn content(voice: &Voice, content: &DataflowInput, revision: i64) -> FlowShown {
    let methodology = either(voice, &content.methodology, &content.methodology_en);
    FlowShown {
        id: content.id.clone(),
        region: content.region.clone(),
        category: content.category.name(),
        name: either(voice, &content.name, &content.name_en),
        summary: either(voice, &content.summary, &content.summary_en),
        licence: either(voice, &content.licence, &content.licence_en),
        licence_address: content.licence_address.clone(),
        origin: either(voice, &content.origin, &content.origin_en),
        methodology: methodology.lines().filter(|line| !line.trim().is_empty()).map(str::to_owned).collect(),
        contact: either(voice, &content.contact, &content.contact_en),
        example: content.example,
        threshold: content.suppression.as_ref().map_or(0, |rule| rule.threshold),
        revision,
    }
}

/// A dataflow as it is now.
pub(crate) fn flow(voice: &Voice, flow: &Dataflow) -> FlowShown {
    content(voice, &flow.content, flow.revision)
}

/// A release.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct ReleaseShown {
    pub(crate) version: i64,
    pub(crate) state: &'static str,
    pub(crate) look: &'static str,
    pub(crate) released_on: String,
    pub(crate) change: String,
    pub(crate) hash: String,
    pub(crate) series: i64,
    /// With its thousands apart.
    pub(crate) observations: String,
    pub(crate) first_period: String,
    pub(crate) last_period: String,
    /// Counts below this were withheld; 0 where none were.
    pub(crate) threshold: i64,
    pub(crate) reason: String,
    pub(crate) revision: i64,
}

/// A release without its structure.
pub(crate) fn release(voice: &Voice, one: &Release) -> ReleaseShown {
    ReleaseShown {
        version: one.version,
        state: one.state.name(),
        look: look(one.state),
        released_on: one.released_on.to_string(),
        change: either(voice, &one.change, &one.change_en),
        hash: one.hash.clone(),
        series: one.series,
        observations: units::grouped(&one.observations.to_string()),
        first_period: one.first_period.clone(),
        last_period: one.last_period.clone(),
        threshold: one.suppression.as_ref().map_or(0, |rule| rule.threshold),
        reason: one.reason.clone(),
        revision: one.revision,
    }
}

/// The name of a code in the reader's language; the code where it has none.
pub(crate) fn code_name(voice: &Voice, structure: &Structure, at: usize, code: &str) -> String {
    let found = structure.dimensions.get(at).and_then(|one| one.codes.iter().find(|known| known.id == code));
    found.map_or_else(|| code.to_owned(), |known| either(voice, &known.name, &known.name_en))
}

/// An observation that differs.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct DifferenceShown {
    pub(crate) kind: &'static str,
    pub(crate) series: String,
    pub(crate) period: String,
    pub(crate) before: String,
    pub(crate) after: String,
}

/// What an observation said, and what it says: value and, where it is not the usual one, status.
pub(crate) fn difference(voice: &Voice, structure: &Structure, one: &Difference) -> DifferenceShown {
    let (period, key) = one.key.split_last().map_or(("", [].as_slice()), |(period, key)| (period.as_str(), key));
    // What has one value tells nothing apart.
    let several = |at: &usize| structure.dimensions.get(*at).is_none_or(|one| one.codes.len() > 1);
    let alone = !(0..key.len()).any(|at| several(&at));
    let told = (0..key.len()).filter(|at| alone || several(at));
    let names: Vec<String> = told.map(|at| code_name(voice, structure, at, &key[at])).collect();
    let said = |value: &Option<String>, status: &str| match (value, status) {
        (Some(value), "A" | "") => value.clone(),
        (Some(value), status) => format!("{value} ({status})"),
        (None, status) => status.to_owned(),
    };
    DifferenceShown {
        kind: match one.kind {
            crate::model::DifferenceKind::Added => "added",
            crate::model::DifferenceKind::Removed => "removed",
            crate::model::DifferenceKind::Changed => "changed",
        },
        series: names.join(" · "),
        period: period.to_owned(),
        before: said(&one.before, &one.status_before),
        after: said(&one.after, &one.status_after),
    }
}
