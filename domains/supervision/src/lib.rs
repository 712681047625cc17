//! 督导评估: whether a county's schools are as even and as well provided as the standard asks, and where each school stands.
//!
//! Nouns: county assessment (县域评估), figures of a county's schools in versions that are never edited; verdict (结论), which the
//! engine computes under an official standard and which is kept under the hash of both; issue (问题台账) and remark of inspectors
//! (督学). An assessment goes through the procedure of recognition until the province publishes its verdict.
//!
//! What this domain deliberately does not know: other business domains. Figures are handed in as plain types.

pub mod access;
mod api;
pub mod facts;
mod lists;
pub mod model;
mod pages;
mod routes;
pub mod rules;
mod shown;
pub mod store;
pub mod work;

use op::Op;
use web::{Domain, MenuItem, Section};

use access::{AUDITOR, Action, INSPECTOR, MONITOR_OFFICER, PROVINCE_OFFICER};

/// The part of the menu for monitoring.
const SECTION: Section = Section { word: "monitor-section", place: 60, part: "supervision-menu-room" };

/// Supervision as the platform takes it in.
pub static DOMAIN: Domain = Domain {
    name: "supervision",
    routes: &[routes::ROUTES],
    // Every role is granted by identity, which declares them.
    roles: &[],
    migrations: &[db::Migration {
        domain: "supervision",
        number: 1,
        name: "counties",
        sql: include_str!("../migrations/001_counties.sql"),
    }],
    jobs: &[],
    words: &[("zh-CN", include_str!("../words/zh-CN.ftl")), ("en", include_str!("../words/en.ftl"))],
    templates: &[
        ("supervision/counties.html", include_str!("../templates/supervision/counties.html")),
        ("supervision/county.html", include_str!("../templates/supervision/county.html")),
        ("supervision/parts.html", include_str!("../templates/supervision/parts.html")),
        ("supervision/procedure.html", include_str!("../templates/supervision/procedure.html")),
        ("supervision/receive.html", include_str!("../templates/supervision/receive.html")),
        ("supervision/indicator.html", include_str!("../templates/supervision/indicator.html")),
        ("supervision/region.html", include_str!("../templates/supervision/region.html")),
        ("supervision/region_indicator.html", include_str!("../templates/supervision/region_indicator.html")),
        ("supervision/standard.html", include_str!("../templates/supervision/standard.html")),
        ("supervision/school.html", include_str!("../templates/supervision/school.html")),
    ],
    menu: &[
        MenuItem { section: SECTION, word: "supervision-menu-counties", path: "/supervision/counties", roles: &[] },
        MenuItem {
            section: SECTION,
            word: "supervision-menu-procedure",
            path: "/supervision/procedure",
            roles: &[INSPECTOR, MONITOR_OFFICER, PROVINCE_OFFICER, AUDITOR],
        },
    ],
    matrix: access::matrix,
    subject_access,
};

/// Who may see everything that happened to a subject of this domain: an assessment, for those who may see its schools.
fn subject_access(op: &Op, subject: &str) -> op::Result<bool> {
    if !subject.starts_with("cea_") {
        return Ok(false);
    }
    let Some(county) = store::county::one(op.conn(), subject)? else { return Ok(false) };
    Ok(op.check(&Action::View(subject, &county.region)).is_ok())
}

#[cfg(test)]
mod tests;
