//! What the tests that see the whole share: the running server, the people who use it, and their files.
//!
//! A test here goes through the front door. [`server::Server`] starts the real binary on a database of its
//! own, [`visitor::Visitor`] is one person's browser or program over a real socket, and [`cast`] names the
//! people. Nothing in here knows a table, a rule or a verb: what a test wants to know it asks over HTTP or
//! on the command line, as anybody would.

pub mod answer;
pub mod cast;
pub mod files;
pub mod postgres;
pub mod server;
pub mod totp;
pub mod visitor;
