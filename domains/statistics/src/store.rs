//! All SQL of statistics and evaluation, one file per noun. In and out are types of the model.

pub mod data_set;
pub mod evaluation;
pub mod plan;
pub mod system;

/// A stored name of an enum that the constraint of its column admits.
fn named<T>(value: Option<T>) -> db::Result<T> {
    value.ok_or_else(|| db::Error::Other("a stored name is not one of its kind".to_owned()))
}

/// A stored document that a type of the model wrote.
fn read<T: serde::de::DeserializeOwned>(text: &str, what: &str) -> db::Result<T> {
    serde_json::from_str(text).map_err(|fault| db::Error::Other(format!("a stored {what} cannot be read: {fault}")))
}
