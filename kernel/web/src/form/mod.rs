//! Forms: what a person typed, read field by field with limits; every fault is kept with its field.
//!
//! Getters never fail: they remember the fault and answer with a harmless placeholder, so that a person is told all
//! faults at once. The values may only be used after [`Form::check`] said yes.

mod getters;
mod view;

use std::collections::BTreeMap;

use op::Error;
use units::{Args, Fault};

use crate::Voice;
pub use view::FormView;

/// Most faults one answer lists; a form has fewer fields, an attacker does not.
const FAULTS_MAX: usize = 100;

/// The fields of one submitted form.
#[derive(Clone)]
pub struct Form {
    values: BTreeMap<String, Vec<String>>,
    faults: Vec<Fault>,
    secrets: Vec<String>,
    voice: Voice,
}

impl Form {
    pub(crate) fn new(fields: &[(String, String)], voice: Voice) -> Form {
        let mut values: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for (name, value) in fields.iter().filter(|(name, _)| name != "_key") {
            values.entry(name.clone()).or_default().push(value.clone());
        }
        Form { values, faults: Vec::new(), secrets: Vec::new(), voice }
    }

    /// Records that something is wrong with a field; an empty name means the form as a whole.
    pub fn fault(&mut self, field: &str, code: &'static str, args: Args) {
        if self.faults.len() < FAULTS_MAX && !self.faults.iter().any(|known| known.field == field) {
            self.faults.push(Fault { field: field.to_owned(), code, args });
        }
    }

    /// Whether anything was wrong so far.
    pub fn has_faults(&self) -> bool {
        !self.faults.is_empty()
    }

    /// Everything that was wrong, in the order it was found; none remain in the form.
    pub fn faults(&mut self) -> Vec<Fault> {
        std::mem::take(&mut self.faults)
    }

    /// Whether the values may be used.
    ///
    /// # Errors
    /// `Invalid` with every fault found so far.
    pub fn check(&self) -> op::Result<()> {
        if self.faults.is_empty() { Ok(()) } else { Err(Error::Invalid(self.faults.clone())) }
    }

    /// Replaces the value a field is shown with.
    pub fn set(&mut self, field: &str, value: impl Into<String>) {
        self.values.insert(field.to_owned(), vec![value.into()]);
    }

    /// The form as it was typed, with its own faults, for the template that shows it again.
    pub fn view(&self) -> FormView {
        FormView::with_faults(&self.voice, self.shown(), &self.faults)
    }

    /// The form as it was typed, with what a verb said to it.
    pub fn view_of(&self, error: &Error) -> FormView {
        let faults = match error {
            Error::Invalid(faults) => return FormView::with_faults(&self.voice, self.shown(), faults),
            other => self.voice.error(other),
        };
        FormView::with_message(self.shown(), faults)
    }

    /// What may be shown again: everything but secrets.
    fn shown(&self) -> BTreeMap<String, Vec<String>> {
        let shown = self.values.iter().filter(|(name, _)| !self.secrets.contains(name));
        shown.map(|(name, values)| (name.clone(), values.clone())).collect()
    }
}
