//! 监测中心: the indicator systems under which a group of education authorities monitors itself.
//!
//! Nouns: system (指标体系), in versions; indicator (指标), a line of one; member (成员), a region whose authority has to agree;
//! comment (意见) and voice (审定意见) of a member. A version is drafted, commented on by the members, put to them, and published
//! under a number when every one of them agrees. No member can be outvoted, because the members are equals.
//!
//! What this domain deliberately does not know: other business domains, and anything about a person.

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

use access::{Action, MONITOR_OFFICER, PROVINCE_OFFICER};

/// The part of the menu for monitoring.
const SECTION: Section = Section { word: "monitor-section", place: 60, part: "monitor-menu-room" };

/// The monitoring centre as the platform takes it in.
pub static DOMAIN: Domain = Domain {
    name: "monitor",
    routes: &[routes::ROUTES],
    // Every role is granted by identity, which declares them.
    roles: &[],
    migrations: &[db::Migration {
        domain: "monitor",
        number: 1,
        name: "systems",
        sql: include_str!("../migrations/001_systems.sql"),
    }],
    jobs: &[],
    words: &[("zh-CN", include_str!("../words/zh-CN.ftl")), ("en", include_str!("../words/en.ftl"))],
    templates: &[
        ("monitor/comparison.html", include_str!("../templates/monitor/comparison.html")),
        ("monitor/drafts.html", include_str!("../templates/monitor/drafts.html")),
        ("monitor/indicator.html", include_str!("../templates/monitor/indicator.html")),
        ("monitor/indicators.html", include_str!("../templates/monitor/indicators.html")),
        ("monitor/line_form.html", include_str!("../templates/monitor/line_form.html")),
        ("monitor/system.html", include_str!("../templates/monitor/system.html")),
        ("monitor/system_form.html", include_str!("../templates/monitor/system_form.html")),
        ("monitor/systems.html", include_str!("../templates/monitor/systems.html")),
        ("monitor/table_form.html", include_str!("../templates/monitor/table_form.html")),
    ],
    menu: &[
        MenuItem { section: SECTION, word: "monitor-menu-systems", path: "/monitor/systems", roles: &[] },
        MenuItem {
            section: SECTION,
            word: "monitor-menu-drafts",
            path: "/monitor/drafts",
            roles: &[MONITOR_OFFICER, PROVINCE_OFFICER],
        },
    ],
    matrix: access::matrix,
    subject_access,
};

/// Who may see everything that happened to a subject of this domain: a system, for the officers of its members.
fn subject_access(op: &Op, subject: &str) -> op::Result<bool> {
    if !subject.starts_with("ins_") {
        return Ok(false);
    }
    let Some(latest) = store::system::versions(op.conn(), subject)?.into_iter().next() else { return Ok(false) };
    Ok(op.check(&Action::View(subject, &latest.content.members)).is_ok())
}

#[cfg(test)]
mod tests;
