//! Populations.
