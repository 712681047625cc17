//! Nouns: data only.

pub mod flag;
pub mod form;
