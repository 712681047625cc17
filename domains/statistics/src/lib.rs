//! 统计与评价: figures by region and year, and what is computed from them.
//!
//! Nouns: data set (数据集), figures by element, region and year, in versions; evaluation (评价), a document in versions that says
//! from which figures, by which expressions and in which steps a composite comes about; result, kept under the hash of both, so
//! that anybody computes every stage again. A version is drafted, proposed, and published by a second person.
//!
//! What this domain deliberately does not know: other business domains, who collected the figures, and anything about a person.

pub mod access;
mod api;
mod asked;
pub mod cli;
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

use access::{AUDITOR, Action, MONITOR_OFFICER, PROVINCE_OFFICER};

/// The part of the menu for monitoring.
const SECTION: Section = Section { word: "monitor-section", place: 60, part: "statistics-menu-room" };

/// Statistics and evaluation as the platform takes them in.
pub static DOMAIN: Domain = Domain {
    name: "statistics",
    routes: &[routes::PAGES, routes::API],
    // Every role is granted by identity, which declares them.
    roles: &[],
    migrations: &[
        db::Migration {
            domain: "statistics",
            number: 1,
            name: "statistics",
            sql: include_str!("../migrations/001_statistics.sql"),
        },
        db::Migration {
            domain: "statistics",
            number: 2,
            name: "systems",
            sql: include_str!("../migrations/002_systems.sql"),
        },
        db::Migration {
            domain: "statistics",
            number: 3,
            name: "plans",
            sql: include_str!("../migrations/003_plans.sql"),
        },
    ],
    jobs: &[],
    words: &[("zh-CN", include_str!("../words/zh-CN.ftl")), ("en", include_str!("../words/en.ftl"))],
    templates: &[
        ("statistics/data_set.html", include_str!("../templates/statistics/data_set.html")),
        ("statistics/data_sets.html", include_str!("../templates/statistics/data_sets.html")),
        ("statistics/drafts.html", include_str!("../templates/statistics/drafts.html")),
        ("statistics/evaluation.html", include_str!("../templates/statistics/evaluation.html")),
        ("statistics/evaluation_form.html", include_str!("../templates/statistics/evaluation_form.html")),
        ("statistics/evaluations.html", include_str!("../templates/statistics/evaluations.html")),
        ("statistics/figures.html", include_str!("../templates/statistics/figures.html")),
        ("statistics/line.html", include_str!("../templates/statistics/line.html")),
        ("statistics/parts.html", include_str!("../templates/statistics/parts.html")),
        ("statistics/plan.html", include_str!("../templates/statistics/plan.html")),
        ("statistics/plan_check.html", include_str!("../templates/statistics/plan_check.html")),
        ("statistics/plan_pages.html", include_str!("../templates/statistics/plan_pages.html")),
        ("statistics/plan_preview.html", include_str!("../templates/statistics/plan_preview.html")),
        ("statistics/plan_upload.html", include_str!("../templates/statistics/plan_upload.html")),
        ("statistics/report.html", include_str!("../templates/statistics/report.html")),
        ("statistics/upload.html", include_str!("../templates/statistics/upload.html")),
        ("statistics/what_if.html", include_str!("../templates/statistics/what_if.html")),
        ("statistics/what_if_places.html", include_str!("../templates/statistics/what_if_places.html")),
    ],
    menu: &[
        MenuItem { section: SECTION, word: "statistics-menu-evaluations", path: "/statistics/evaluations", roles: &[] },
        MenuItem {
            section: SECTION,
            word: "statistics-menu-drafts",
            path: "/statistics/drafts",
            roles: &[MONITOR_OFFICER, PROVINCE_OFFICER],
        },
        MenuItem {
            section: SECTION,
            word: "statistics-menu-data-sets",
            path: "/statistics/data-sets",
            roles: &[MONITOR_OFFICER, PROVINCE_OFFICER, AUDITOR],
        },
    ],
    matrix: access::matrix,
    subject_access,
};

/// Who may see everything that happened to a subject of this domain: an evaluation and a plan of one, for the officers
/// of its members; a data set, for whoever works with them.
fn subject_access(op: &Op, subject: &str) -> op::Result<bool> {
    if subject.starts_with("sds_") {
        return Ok(op.check(&Action::ViewData(subject)).is_ok());
    }
    if subject.starts_with("spl_") {
        return Ok(work::plan::kept(op, subject).is_ok());
    }
    if !subject.starts_with("evl_") {
        return Ok(false);
    }
    let Some(latest) = store::evaluation::versions(op.conn(), subject)?.into_iter().next() else { return Ok(false) };
    Ok(op.check(&Action::View(subject, &latest.content.members)).is_ok())
}

#[cfg(test)]
mod tests;
