//! A form as a template sees it.

use std::collections::BTreeMap;
use std::sync::Arc;

use minijinja::Value;
use minijinja::value::{Enumerator, Object, ObjectRepr};
use serde::Serialize;
use units::Fault;

use crate::Voice;

/// What a template needs to show a form: `form.values.title`, `form.lists.outcome`, `form.error.title` and `form.errors`.
/// A field that was never sent reads as empty instead of failing the page.
#[derive(Clone, Debug, Serialize)]
pub struct FormView {
    values: Value,
    lists: Value,
    error: Value,
    errors: Vec<FieldError>,
}

/// One line of the error summary.
#[derive(Clone, Debug, Serialize)]
struct FieldError {
    field: String,
    text: String,
    /// What a foreign program said, in English; else empty.
    quoted: String,
}

impl FormView {
    /// A form shown for the first time, with the values it starts from.
    pub fn new(values: impl IntoIterator<Item = (String, String)>) -> FormView {
        let values = values.into_iter().map(|(name, value)| (name, vec![value])).collect();
        FormView::build(values, Vec::new())
    }

    /// A form shown for the first time with nothing in it.
    pub fn blank() -> FormView {
        FormView::new([])
    }

    /// Whether there is anything to mend.
    pub fn has_errors(&self) -> bool {
        !self.errors.is_empty()
    }

    pub(crate) fn with_faults(voice: &Voice, values: BTreeMap<String, Vec<String>>, faults: &[Fault]) -> FormView {
        let errors = faults.iter().map(|fault| FieldError {
            field: fault.field.clone(),
            text: voice.fault(fault),
            quoted: fault.quoted().unwrap_or_default().to_owned(),
        });
        FormView::build(values, errors.collect())
    }

    pub(crate) fn with_message(values: BTreeMap<String, Vec<String>>, text: String) -> FormView {
        FormView::build(values, vec![FieldError { field: String::new(), text, quoted: String::new() }])
    }

    fn build(values: BTreeMap<String, Vec<String>>, errors: Vec<FieldError>) -> FormView {
        let shown = values.iter().map(|(name, all)| {
            let value = match all.as_slice() {
                [one] => Value::from(one.as_str()),
                several => several.iter().map(String::as_str).collect(),
            };
            (name.clone(), value)
        });
        let lists = values.iter().map(|(name, all)| (name.clone(), all.iter().map(String::as_str).collect::<Value>()));
        let error = errors.iter().map(|error| (error.field.clone(), Value::from(error.text.as_str())));
        FormView {
            values: Value::from_object(Lenient { known: shown.collect(), other: Value::from("") }),
            lists: Value::from_object(Lenient { known: lists.collect(), other: Value::from(Vec::<Value>::new()) }),
            error: Value::from_object(Lenient { known: error.collect(), other: Value::from("") }),
            errors,
        }
    }
}

/// A map that answers for names it does not have.
#[derive(Debug)]
struct Lenient {
    known: BTreeMap<String, Value>,
    other: Value,
}

impl Object for Lenient {
    fn repr(self: &Arc<Self>) -> ObjectRepr {
        ObjectRepr::Map
    }

    fn get_value(self: &Arc<Self>, key: &Value) -> Option<Value> {
        let known = key.as_str().and_then(|key| self.known.get(key));
        Some(known.unwrap_or(&self.other).clone())
    }

    fn enumerate(self: &Arc<Self>) -> Enumerator {
        Enumerator::Values(self.known.keys().map(|key| Value::from(key.as_str())).collect())
    }
}
