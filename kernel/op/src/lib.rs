//! The one way an operation runs.
//!
//! A verb of a domain is a function of an [`Op`]: it loads facts through [`Op::conn`], asks permission with [`Op::may`],
//! decides in pure code, and writes with the [`Pen`] that asking gave it. [`App::write`] wraps all of that in one
//! transaction and adds exactly one journal row, the answer kept for a repeated request, the jobs and the files it leans on.
//!
//! Nouns: [`Actor`] (who), [`Permission`] (may they), [`Op`] (this operation), [`Pen`] (proof of permission), journal
//! (what happened), job (what happens next, and what was refused of it), file (what was attached), request (what was already answered).
//!
//! This crate knows nothing of HTTP, of words in any language, or of what the domains are about.

mod actor;
mod app;
mod context;
mod derived;
mod error;
pub mod file;
pub mod job;
pub mod journal;
mod keys;
pub mod refused;
mod request;
mod settle;

pub use actor::{Actor, ActorKind, Grant, OnBehalf, Permission, Place, Role, Scope};
pub use app::{App, Clock, Random, Settings};
pub use context::{Op, Pen};
pub use error::{Error, OnConstraint, Result};
pub use file::{FileRef, Files};
pub use job::{JobDef, Lease, Reaction};
pub use keys::{Key, Keys};
pub use request::RequestKey;

/// Tables of the kernel itself, first in the order of migrations.
pub const MIGRATIONS: &[db::Migration] = &[
    db::Migration { domain: "op", number: 1, name: "kernel", sql: include_str!("../migrations/001_kernel.sql") },
    db::Migration { domain: "op", number: 2, name: "refused", sql: include_str!("../migrations/002_refused.sql") },
];

#[cfg(test)]
mod tests;
