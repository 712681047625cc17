//! Pure decisions: facts in, a result or what is wrong out.

pub mod campaign;
pub mod check;
pub mod clock;
mod columns;
pub mod compare;
pub mod derive;
mod engine;
pub mod figure;
pub mod form;
pub mod lineage;
pub mod lint;
pub mod localise;
pub mod refused;
pub mod returns;
#[cfg(test)]
pub(crate) mod sample;
pub mod sentence;
pub mod shipped;
pub mod table;
pub mod text;
pub mod units;

pub use refused::Refused;
