//! 激励积分与兑换: points for rewards, which are not academic credits, and what can be had for them.
//!
//! Nouns: scheme (积分方案), lot (points earned at once), ledger of points, item (兑换项目), stock (库存), order (兑换订单).
//! An institution or a bank publishes in a scheme what earns points; the platform gives them when outcomes are deposited. A
//! provider offers items; a learner orders one, which holds the points and the piece, and has it given out by its code at the
//! provider's counter. Points are whole numbers in a double entry of their own, per learner.
//!
//! What this domain deliberately does not know: the credit bank, which tells it in events what was deposited and what was
//! revoked, and names of learners, which no provider is told.

pub mod access;
mod api;
pub mod cli;
mod jobs;
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

use access::{Action, BANK_OFFICER, CLERK, LearnerVerb, PROVINCE_OFFICER, REGISTRAR, REVIEWER};

/// The part of the menu for points and what they are exchanged for.
const SECTION: Section = Section { word: "incentive-section", place: 50, part: "" };

/// Points and rewards as the platform takes them in.
pub static DOMAIN: Domain = Domain {
    name: "incentive",
    routes: &[routes::ROUTES],
    // Every role is granted by identity, which declares them.
    roles: &[],
    migrations: &[db::Migration {
        domain: "incentive",
        number: 1,
        name: "incentive",
        sql: include_str!("../migrations/001_incentive.sql"),
    }],
    jobs: jobs::JOBS,
    words: &[("zh-CN", include_str!("../words/zh-CN.ftl")), ("en", include_str!("../words/en.ftl"))],
    templates: &[
        ("incentive/catalogue.html", include_str!("../templates/incentive/catalogue.html")),
        ("incentive/check.html", include_str!("../templates/incentive/check.html")),
        ("incentive/code.html", include_str!("../templates/incentive/code.html")),
        ("incentive/collection.html", include_str!("../templates/incentive/collection.html")),
        ("incentive/counter.html", include_str!("../templates/incentive/counter.html")),
        ("incentive/drafts.html", include_str!("../templates/incentive/drafts.html")),
        ("incentive/item.html", include_str!("../templates/incentive/item.html")),
        ("incentive/item_form.html", include_str!("../templates/incentive/item_form.html")),
        ("incentive/order.html", include_str!("../templates/incentive/order.html")),
        ("incentive/orders.html", include_str!("../templates/incentive/orders.html")),
        ("incentive/parts.html", include_str!("../templates/incentive/parts.html")),
        ("incentive/points.html", include_str!("../templates/incentive/points.html")),
        ("incentive/scheme.html", include_str!("../templates/incentive/scheme.html")),
        ("incentive/scheme_form.html", include_str!("../templates/incentive/scheme_form.html")),
        ("incentive/schemes.html", include_str!("../templates/incentive/schemes.html")),
        ("incentive/shop.html", include_str!("../templates/incentive/shop.html")),
        ("incentive/shop_item.html", include_str!("../templates/incentive/shop_item.html")),
    ],
    menu: &[
        MenuItem { section: SECTION, word: "incentive-menu-catalogue", path: "/incentive", roles: &[] },
        MenuItem { section: SECTION, word: "incentive-menu-points", path: "/incentive/points", roles: MenuItem::OWN },
        MenuItem {
            section: SECTION,
            word: "incentive-menu-counter",
            path: "/incentive/counter",
            roles: &[REGISTRAR, CLERK],
        },
        MenuItem { section: SECTION, word: "incentive-menu-shop", path: "/incentive/shop", roles: &[REGISTRAR] },
        MenuItem {
            section: SECTION,
            word: "incentive-menu-drafts",
            path: "/incentive/drafts",
            roles: &[REGISTRAR, REVIEWER, BANK_OFFICER, PROVINCE_OFFICER],
        },
    ],
    matrix: access::matrix,
    subject_access,
};

/// Who may see everything that happened to a subject of this domain: an order, for its learner alone, because the provider is
/// not told who it is; an item or a scheme, for those who work there.
fn subject_access(op: &Op, subject: &str) -> op::Result<bool> {
    match subject.split_once('_').map_or("", |(kind, _)| kind) {
        "ord" => {
            let Some(found) = store::order::get(op.conn(), subject)? else { return Ok(false) };
            Ok(op.check(&Action::Learner(LearnerVerb::ViewOrders, subject, &found.learner)).is_ok())
        }
        "itm" => {
            let Some(found) = store::item::get(op.conn(), subject)? else { return Ok(false) };
            let place = work::place(op, &found.content.provider)?;
            Ok(op.check(&Action::ViewItem(subject, &place)).is_ok())
        }
        "sch" => {
            let Some(found) = store::scheme::versions(op.conn(), subject)?.into_iter().next() else { return Ok(false) };
            work::scheme::sees_all(op, &found)
        }
        _ => Ok(false),
    }
}

#[cfg(test)]
mod tests;
