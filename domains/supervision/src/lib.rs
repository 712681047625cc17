//! 督导评估: whether a county's schools are as even and as well provided as the standard asks, and where each school stands.
//!
//! Nouns: county assessment (县域评估), figures of a county's schools in versions that are never edited; verdict (结论), which the
//! engine computes under an official standard and which is kept under the hash of both; issue (问题台账) and remark of inspectors
//! (督学). An assessment goes through the procedure of recognition until the province publishes its verdict.
//!
//! What this domain deliberately does not know: other business domains. Figures are handed in as plain types.

pub mod access;
pub mod model;
pub mod rules;
pub mod store;
pub mod work;
