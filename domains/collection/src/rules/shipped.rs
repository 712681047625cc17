//! The forms that are shipped, as documents.

/// A form that is shipped.
pub struct Shipped {
    /// Its name.
    pub id: &'static str,
    /// The document, in TOML.
    pub text: &'static str,
}
