//! Tests of the rules, by subject.

pub(crate) mod figures;
mod formula;
mod funnel;
mod inequality;
mod peers;
mod place;
mod procedure;
mod pupils;
mod tables;
