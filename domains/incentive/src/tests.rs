//! Verbs on an embedded database.
