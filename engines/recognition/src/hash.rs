//! The hash a decision cites for ever.
//!
//! Canonical form: the rule as JSON with its fields in the order of [`Rule`], sets sorted, defaults left out, ratios in
//! lowest terms, no blanks. Layout and order of fields in a file do not reach it; the order of conditions, targets, caps,
//! minimums and exceptions does, because answers name places in them.

use sha2::{Digest, Sha256};

use crate::model::Rule;

/// The canonical form of a rule.
pub fn canonical(rule: &Rule) -> String {
    // A rule is text, numbers and lists of them: JSON has a place for each.
    serde_json::to_string(rule).unwrap_or_default()
}

/// SHA-256 of the canonical form, 64 hexadecimal digits.
pub fn hash(rule: &Rule) -> String {
    hex::encode(Sha256::digest(canonical(rule).as_bytes()))
}
