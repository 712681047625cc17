//! A return of a form: read from what was posted, fitted to the form, and written as the text that is hashed.

use std::collections::BTreeMap;

use sha2::{Digest, Sha256};
use units::Fault;

use super::figure;
use crate::model::form::{Form, Values};

/// What was typed into a form.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Entered {
    /// What stands in the boxes, by field; also what cannot be read.
    pub typed: BTreeMap<String, String>,
    /// What can be read of it.
    pub values: Values,
    /// What cannot, by field.
    pub faults: Vec<Fault>,
}

/// Reads what was posted. Fields the form does not have are passed over: a page posts its key, its revision and its buttons too.
pub fn read(form: &Form, posted: &BTreeMap<String, String>) -> Entered {
    let mut entered = Entered::default();
    for field in &form.fields {
        let Some(typed) = posted.get(&field.name) else { continue };
        match figure::read(field, typed) {
            Ok(Some(value)) => drop(entered.values.insert(field.name.clone(), value)),
            Ok(None) => continue,
            Err(fault) => entered.faults.push(fault),
        }
        entered.typed.insert(field.name.clone(), typed.trim().to_owned());
    }
    entered
}

/// What stands in the boxes of a form for values.
pub fn typed(values: &Values) -> BTreeMap<String, String> {
    values.iter().map(|(name, value)| (name.clone(), figure::plain(value))).collect()
}

/// Fits values that came as data to the form.
///
/// # Errors
/// Fields the form does not have, and entries that are not of their field's kind; all of them, in the order of their names.
pub fn fit(form: &Form, values: Values) -> Result<Values, Vec<Fault>> {
    let (mut fitted, mut faults) = (Values::new(), Vec::new());
    for (name, value) in values {
        match form.field(&name) {
            None => faults.push(Fault::new(name, "collection.form.unknown_field")),
            Some(field) => match figure::fit(field, value) {
                Ok(value) => drop(fitted.insert(name, value)),
                Err(fault) => faults.push(fault),
            },
        }
    }
    if faults.is_empty() { Ok(fitted) } else { Err(faults) }
}

/// The form as canonical JSON: members in the order of the model, no blanks.
pub fn canonical(form: &Form) -> String {
    serde_json::to_string(form).unwrap_or_default()
}

/// SHA-256 of the form's canonical JSON, in hexadecimal.
pub fn hash(form: &Form) -> String {
    hex::encode(Sha256::digest(canonical(form)))
}

/// Values as canonical JSON: fields by name, no blanks.
pub fn canonical_values(values: &Values) -> String {
    serde_json::to_string(values).unwrap_or_default()
}

/// SHA-256 of the values' canonical JSON, in hexadecimal.
pub fn hash_values(values: &Values) -> String {
    hex::encode(Sha256::digest(canonical_values(values)))
}
