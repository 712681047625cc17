//! Verbs and queries on an embedded database with the shipped directory.

mod house;
