//! The site through its front door, with a tiny domain of notes on an embedded database.
#![allow(clippy::unwrap_used, reason = "a test that cannot unwrap has failed")]

mod answers;
mod documents;
mod forms;
mod guards;
mod house;
mod kept;
mod listings;
mod locales;
mod problems;
mod repeats;
mod routing;
mod serving;
mod streams;
mod uploads;
