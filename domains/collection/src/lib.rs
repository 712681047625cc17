//! 数据采集: figures asked of schools and counties, checked while they are typed, signed by one level after the other.
//!
//! Nouns of the form: form (报表), a document in versions with its fields, sections and checks; field (数据项); figure (数值);
//! check (校验规则) and flag (疑点), what a check found in a return.

mod form_api;
mod form_routes;
mod form_shown;
pub mod model;
mod pages;
pub mod rules;
pub mod sheet;
