//! 数据采集: figures asked of schools and counties, checked while they are typed, signed by one level after the other.
//!
//! Nouns of the workflow: campaign (采集任务), what is asked of whom and until when; unit (填报单位), a school or a county; return
//! (报表), what a unit says on a form, in versions; level (审核层级), county, city, province, that signs it or sends it back;
//! answer (说明) to a flag; correction (更正), the next version of what was approved.
//!
//! Nouns of the form: form (报表), a document in versions with its fields, sections and checks; field (数据项); figure (数值);
//! check (校验规则) and flag (疑点), what a check found in a return.
//!
//! What this domain deliberately does not know: other business domains, what approved figures are used for, and anything about a
//! pupil or teacher.

pub mod access;
mod api;
pub mod facts;
mod form_api;
mod form_routes;
mod form_shown;
mod jobs;
mod lists;
pub mod model;
mod pages;
mod routes;
pub mod rules;
pub mod sheet;
mod shown;
pub mod store;
pub mod work;

use op::Op;
use web::{Domain, MenuItem, Section};

use access::{AUDITOR, Action, DATA_OFFICER, DATA_REVIEWER, MONITOR_OFFICER, ReturnVerb, Spot};

/// The part of the menu for monitoring, in the word of the monitoring centre, so that both stand in one.
const SECTION: Section = Section { word: "monitor-section", place: 60, part: "collection-menu-room" };

/// Collections as the platform takes them in.
pub static DOMAIN: Domain = Domain {
    name: "collection",
    routes: &[routes::PAGES, form_routes::ROUTES, routes::OPERATIONS],
    // Every role is granted by identity, which declares them.
    roles: &[],
    migrations: &[db::Migration {
        domain: "collection",
        number: 1,
        name: "collection",
        sql: include_str!("../migrations/001_collection.sql"),
    }],
    jobs: jobs::JOBS,
    words: &[("zh-CN", include_str!("../words/zh-CN.ftl")), ("en", include_str!("../words/en.ftl"))],
    templates: &[
        ("collection/campaign.html", include_str!("../templates/collection/campaign.html")),
        ("collection/campaign_form.html", include_str!("../templates/collection/campaign_form.html")),
        ("collection/campaigns.html", include_str!("../templates/collection/campaigns.html")),
        ("collection/duties.html", include_str!("../templates/collection/duties.html")),
        ("collection/form.html", include_str!("../templates/collection/form.html")),
        ("collection/form_comparison.html", include_str!("../templates/collection/form_comparison.html")),
        ("collection/form_parts.html", include_str!("../templates/collection/form_parts.html")),
        ("collection/forms.html", include_str!("../templates/collection/forms.html")),
        ("collection/inbox.html", include_str!("../templates/collection/inbox.html")),
        ("collection/many.html", include_str!("../templates/collection/many.html")),
        ("collection/parts.html", include_str!("../templates/collection/parts.html")),
        ("collection/progress.html", include_str!("../templates/collection/progress.html")),
        ("collection/return.html", include_str!("../templates/collection/return.html")),
        ("collection/returns.html", include_str!("../templates/collection/returns.html")),
        ("collection/sheet.html", include_str!("../templates/collection/sheet.html")),
        ("collection/sheet_parts.html", include_str!("../templates/collection/sheet_parts.html")),
        ("collection/units.html", include_str!("../templates/collection/units.html")),
        ("collection/units_add.html", include_str!("../templates/collection/units_add.html")),
        ("collection/upload.html", include_str!("../templates/collection/upload.html")),
        ("collection/version.html", include_str!("../templates/collection/version.html")),
    ],
    menu: &[
        item("collection-menu-duties", "/collection/duties", &[DATA_OFFICER, DATA_REVIEWER]),
        item("collection-menu-inbox", "/collection/inbox", &[DATA_REVIEWER]),
        item("collection-menu-campaigns", "/collection/campaigns", &[MONITOR_OFFICER, DATA_REVIEWER, AUDITOR]),
        item("collection-menu-forms", "/collection/forms", &[]),
    ],
    matrix: access::matrix,
    subject_access,
};

const fn item(word: &'static str, path: &'static str, roles: &'static [op::Role]) -> MenuItem {
    MenuItem { section: SECTION, word, path, roles }
}

/// Who may see everything that happened to a subject of this domain: a campaign for those who look into its region, a return for
/// those who may see it.
fn subject_access(op: &Op, subject: &str) -> op::Result<bool> {
    if subject.starts_with("cmp_") {
        let campaign = store::campaign::get(op.conn(), subject)?;
        return Ok(campaign.is_some_and(|one| op.check(&Action::View(subject, &one.region, false)).is_ok()));
    }
    if subject.starts_with("ret_") {
        let found = store::returns::latest(op.conn(), subject)?;
        return Ok(found.is_some_and(|one| op.check(&Action::Return(ReturnVerb::View, Spot::from(&one.head))).is_ok()));
    }
    Ok(false)
}

#[cfg(test)]
mod tests;
