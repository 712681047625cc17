//! All SQL of publication, one file per noun. In and out are types of the model.

pub mod dataflow;
pub mod observation;
pub mod release;

/// A stored name of an enum that the constraint of its column admits.
fn named<T>(value: Option<T>) -> db::Result<T> {
    value.ok_or_else(|| db::Error::Other("a stored name is not one of its kind".to_owned()))
}

/// A stored document of ours.
fn document<T: serde::de::DeserializeOwned>(text: &str) -> db::Result<T> {
    serde_json::from_str(text).map_err(|fault| db::Error::Other(format!("a stored document cannot be read: {fault}")))
}

/// A document as it is stored.
fn written(document: &impl serde::Serialize) -> op::Result<String> {
    serde_json::to_string(document).map_err(op::Error::bug)
}
