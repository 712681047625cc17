//! One story, told on both engines: what a caller may rely on whatever stores the data.

#![allow(clippy::unwrap_used, reason = "a test may say that what it prepared exists")]
#![allow(
    clippy::disallowed_methods,
    reason = "tests look at the machine's clock, its directories and their own settings"
)]

mod cluster;
mod constraints;
mod durability;
mod fairness;
mod home;
mod migrations;
mod parts;
mod secrecy;
mod transfer;
mod values;
mod wholeness;
