//! Fit of items.
