//! Tests of the engine from outside, as one binary.

mod audit;
mod brute;
mod clauses;
mod equivalence;
mod examples;
mod explained;
mod hard;
mod hostile;
mod linted;
mod sentences;
mod support;
mod text;
