//! Tests of the rules, by subject.

pub(crate) mod figures;
mod funnel;
mod peers;
mod procedure;
mod suppress;
