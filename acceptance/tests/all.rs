//! The tests that see the whole, in one binary: the source tree, and the front door over HTTP.

#![allow(clippy::type_complexity, reason = "a table of cases says its columns where it stands")]
#![allow(clippy::unwrap_used, reason = "a test may say that what it prepared exists")]

mod generated;
mod http;
// The rules in `whole` read text and lean on no room, so that they can be run while a room does not compile; these
// ask the domains themselves and stand beside them.
#[path = "whole/matrix.rs"]
mod matrix;
mod model;
#[path = "whole/parts.rs"]
mod parts;
#[path = "whole/prepared.rs"]
mod prepared;
#[path = "whole/upgrade.rs"]
mod upgrade;
mod whole;

/// In the order in which `app` lists them.
const DOMAINS: [&web::Domain; 9] = [
    &directory::DOMAIN,
    &identity::DOMAIN,
    &credit::DOMAIN,
    &incentive::DOMAIN,
    &monitor::DOMAIN,
    &statistics::DOMAIN,
    &dissemination::DOMAIN,
    &collection::DOMAIN,
    &supervision::DOMAIN,
];
