//! A form while it is filled in: what the page shows, and what the server says of it while somebody types. Both come from the same
//! rules that decide when the return is submitted.

mod shown;
mod suggested;
mod verdict;

use std::collections::BTreeMap;

use op::Error;
use web::{Response, Voice, context};

use crate::model::form::{Form, Values};
use crate::rules::check::{Facts, Record};
use crate::rules::form::Entered;
use crate::rules::localise::{Change, Suggestion, suggest};
use crate::rules::{figure, form as returns};

pub(crate) use shown::{SheetShown, sheet_shown};
pub use suggested::{Choice, Step, Suggested};
pub use verdict::{FieldFault, FlagShown, Part, Verdict, verdict};

/// The name of the button that takes over a suggestion; its value is the suggestion's place.
pub const ADOPT: &str = "_adopt";
/// The name of the button that checks without saving.
pub const CHECK: &str = "_check";

/// What a sheet is filled in with and beside.
pub struct Sheet<'a> {
    /// The form.
    pub form: &'a Form,
    /// What was typed.
    pub entered: &'a Entered,
    /// The unit's code.
    pub unit: &'a str,
    /// The year before's figures, carried through merges.
    pub before: Option<&'a Values>,
    /// The other units' figures, by code.
    pub peers: &'a [(String, Values)],
    /// What was answered to flags, by the flag's key.
    pub answers: &'a BTreeMap<String, String>,
}

/// What stands around a sheet.
#[derive(Clone, Debug, serde::Serialize)]
pub struct Frame {
    /// Where it is saved, as a form.
    pub action: String,
    /// Where it is checked while somebody types; answers with a [`Verdict`].
    pub check: String,
    /// Where the page of the return lies.
    pub back: String,
    /// What that page is called.
    pub back_text: String,
    /// The unit's name.
    pub unit: String,
    /// The campaign's title.
    pub campaign: String,
    /// The last day, `YYYY-MM-DD`; empty if there is none.
    pub due: String,
    /// The revision that was looked at, carried along by the form.
    pub revision: i64,
    /// Why the year before is not shown, if it is not; empty otherwise.
    pub no_before: String,
    /// Why what was typed was not kept, if it was not; empty otherwise.
    pub refused: String,
}

impl<'a> Sheet<'a> {
    /// What the checks look at.
    pub fn facts(&self) -> Facts<'a> {
        Facts { record: Record { key: self.unit, now: &self.entered.values, before: self.before }, peers: self.peers }
    }
}

/// The page of a sheet; its status is 422 if something that was typed cannot be read.
///
/// # Errors
/// A form that was not linted.
pub fn page(sheet: &Sheet, frame: Frame, voice: &Voice) -> op::Result<Response> {
    let verdict = verdict(sheet, voice)?;
    let status = if verdict.faults.is_empty() { 200 } else { 422 };
    let shown = sheet_shown(sheet, &verdict, voice);
    // The title of a page with faults says so.
    let form = serde_json::json!({ "errors": verdict.faults });
    Ok(Response::page("collection/sheet.html", context! { sheet => shown, verdict, frame, form }).status(status))
}

/// A return as it stands, for readers and for paper: values with their labels, the year before, and flags beside them.
///
/// # Errors
/// A form that was not linted.
pub fn read_only(sheet: &Sheet, voice: &Voice) -> op::Result<(SheetShown, Verdict)> {
    let verdict = verdict(sheet, voice)?;
    Ok((sheet_shown(sheet, &verdict, voice), verdict))
}

/// What was typed with a suggestion taken over: the one at a place, 0 for the first.
///
/// # Errors
/// A form that was not linted.
pub fn adopted(sheet: &Sheet, place: usize) -> op::Result<Entered> {
    let suggestion = suggest(sheet.form, &sheet.facts()).map_err(Error::bug)?;
    let mut typed = sheet.entered.typed.clone();
    for change in choices(&suggestion).get(place).copied().unwrap_or_default() {
        if let Some(to) = &change.to {
            typed.insert(change.field.clone(), figure::plain(to));
        }
    }
    Ok(returns::read(sheet.form, &typed))
}

/// The sets of a suggestion of which every value is known, in the order in which they are offered.
fn choices(suggestion: &Suggestion) -> Vec<&[Change]> {
    let sets = std::iter::once(&suggestion.changes).chain(&suggestion.others);
    let known = |set: &&Vec<Change>| !set.is_empty() && set.iter().all(|change| change.to.is_some());
    sets.filter(known).map(Vec::as_slice).collect()
}

#[cfg(test)]
mod tests;
