//! All SQL of supervision, one file per noun. In and out are types of the model.

pub mod county;
pub mod finding;

/// A stored name of an enum that the constraint of its column admits.
fn named<T>(value: Option<T>) -> db::Result<T> {
    value.ok_or_else(|| db::Error::Other("a stored name is not one of its kind".to_owned()))
}
