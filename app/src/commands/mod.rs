//! What an operator does at the command line, one file a noun.

pub mod database;
pub mod deposit;
pub mod directory;
pub mod incentive;
pub mod indicators;
pub mod ledger;
pub mod privacy;
pub mod recognition;
pub mod routes;
pub mod statistics;
pub mod user;
