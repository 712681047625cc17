//! All SQL of collections, one file per noun. In and out are types of the model.

pub mod answer;
pub mod campaign;
pub mod list;
pub mod notice;
pub mod returns;
pub mod table;
pub mod unit;

/// A stored name of an enum that the constraint of its column admits.
fn named<T>(value: Option<T>) -> db::Result<T> {
    value.ok_or_else(|| db::Error::Other("a stored name is not one of its kind".to_owned()))
}

/// Codes as one text that a statement looks into: `,341122,3421000001,`. Codes hold digits only.
fn set(codes: &[String]) -> String {
    format!(",{},", codes.join(","))
}
