//! What tests of the engine share.

#![allow(dead_code, reason = "each test takes what it needs")]

pub mod land;
pub mod world;
