//! The verbs through a house on SQLite.

mod data_sets;
mod evaluations;
mod house;
mod results;
mod shipped;
mod systems;
