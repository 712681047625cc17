//! The one way between HTTP and an operation.
//!
//! A domain is a value ([`Domain`]): its routes, words, templates and menu are data, and everything that is the same for
//! all of them is written here once. A request is received within limits, becomes a [`Request`] with an actor, is handed
//! to a synchronous handler, and the handler's [`Reply`] says how the operation is to be run: at once, as a read, or as a
//! write. What comes back is a [`Response`], or an `op::Error` that this crate turns into a problem document or a page.
//!
//! Nouns: [`Domain`], [`Route`], [`Request`], [`Form`], [`Reply`], [`Response`], [`Listing`], [`Words`], [`Site`].
//!
//! Deliberately unknown here: what any domain is about, who a session belongs to ([`Hooks`] are given), and SQL.

mod answer;
mod assets;
mod body;
mod context;
mod cookie;
mod domain;
mod edge;
mod fault;
pub mod form;
mod frame;
mod guard;
mod html;
mod kept;
mod kernel;
mod listing;
mod locale;
mod measure;
mod openapi;
mod payload;
mod problem;
mod reply;
mod request;
mod response;
mod route;
mod router;
mod run;
mod serve;
mod site;
mod stream;
mod template;
mod timeline;
mod upload;
mod voice;
mod words;

pub use context::Context;
pub use cookie::{Cookie, SESSION_COOKIE};
pub use domain::{Domain, MenuItem, RoleDoc, Section};
pub use fault::StartFault;
pub use form::{Form, FormView};
pub use listing::{Cell, Column, Cursor, Facet, FacetOption, Filter, Format, Label, ListQuery, Listing, Page, guarded};
pub use locale::Locale;
pub use openapi::{many, openapi, schema};
pub use reply::{Answer, Handler, Reply, WritePlan};
pub use request::Request;
pub use response::Response;
pub use route::{Access, Doc, Method, Route, RouteKind, SchemaFn};
pub use router::routes;
pub use schemars::{JsonSchema, Schema, SchemaGenerator};
pub use serve::serve;
pub use site::{Hooks, Refused, Settings, Site};
pub use timeline::{Timeline, TimelineRow};
pub use upload::Upload;
pub use voice::Voice;
pub use words::Words;

#[cfg(test)]
mod tests;
