//! Decisions of identity as pure functions: facts, input and time come in, a change or a refusal goes out.

pub mod age;
pub mod consent;
pub mod fields;
pub mod grant;
pub mod session;
pub mod throttle;
