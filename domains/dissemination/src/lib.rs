//! 数据发布: what the platform publishes as statistics, in numbered releases, for people and in the formats of SDMX.
//!
//! Nouns: dataflow (数据流), what is published again and again under one name; release (发布版本), one version of its structure and
//! observations, made by one person and released by another, never edited; observation (观测值). A correction is the next release,
//! which says what it changes. Observations are read page by page and written while they are read, so that an answer's size
//! costs no memory.
//!
//! What this domain deliberately does not know: where figures come from (other rooms hand them over through
//! [`work::release::receive`]), and anything about a person.

pub mod access;
mod api;
pub mod facts;
pub mod model;
mod pages;
mod routes;
pub mod rules;
mod shown;
pub mod store;
pub mod work;

use op::Op;
use web::{Domain, MenuItem, Section};

use access::{Action, MONITOR_OFFICER, PROVINCE_OFFICER, Verb};

/// The part of the menu for monitoring.
const SECTION: Section = Section { word: "monitor-section", place: 60, part: "dissemination-menu-room" };

/// Publication as the platform takes it in.
pub static DOMAIN: Domain = Domain {
    name: "dissemination",
    routes: &[routes::ROUTES],
    // Every role is granted by identity, which declares them.
    roles: &[],
    migrations: &[
        db::Migration {
            domain: "dissemination",
            number: 1,
            name: "releases",
            sql: include_str!("../migrations/001_releases.sql"),
        },
        db::Migration {
            domain: "dissemination",
            number: 2,
            name: "suppression",
            sql: include_str!("../migrations/002_suppression.sql"),
        },
    ],
    jobs: &[],
    words: &[("zh-CN", include_str!("../words/zh-CN.ftl")), ("en", include_str!("../words/en.ftl"))],
    templates: &[
        ("dissemination/catalogue.html", include_str!("../templates/dissemination/catalogue.html")),
        ("dissemination/desk.html", include_str!("../templates/dissemination/desk.html")),
        ("dissemination/differences.html", include_str!("../templates/dissemination/differences.html")),
        ("dissemination/flow.html", include_str!("../templates/dissemination/flow.html")),
        ("dissemination/flow_form.html", include_str!("../templates/dissemination/flow_form.html")),
        ("dissemination/release_form.html", include_str!("../templates/dissemination/release_form.html")),
    ],
    menu: &[
        MenuItem { section: SECTION, word: "dissemination-menu-data", path: "/data", roles: &[] },
        MenuItem {
            section: SECTION,
            word: "dissemination-menu-desk",
            path: "/data/desk",
            roles: &[MONITOR_OFFICER, PROVINCE_OFFICER],
        },
    ],
    matrix: access::matrix,
    subject_access,
};

/// Who may see everything that happened to a subject of this domain: a dataflow, for the officers of its region.
fn subject_access(op: &Op, subject: &str) -> op::Result<bool> {
    if !subject.starts_with("DF_") {
        return Ok(false);
    }
    let Some(flow) = store::dataflow::one(op.conn(), subject)? else { return Ok(false) };
    Ok(op.check(&Action { verb: Verb::View, dataflow: subject, region: &flow.content.region }).is_ok())
}

#[cfg(test)]
mod tests;
