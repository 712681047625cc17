//! Pure decisions: facts in, a result or what is wrong out.

pub mod check;
mod columns;
pub mod compare;
pub mod derive;
pub mod figure;
pub mod form;
pub mod lint;
pub mod localise;
#[cfg(test)]
mod sample;
pub mod sentence;
pub mod shipped;
pub mod table;
