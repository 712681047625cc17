//! Verbs and queries on an embedded database with the shipped directory.

mod days;
mod house;
mod life;
mod lineage;
mod many;
mod units;
