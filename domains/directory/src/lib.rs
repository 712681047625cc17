//! 机构目录: which regions, institutions, alliances and majors there are, and were.
//!
//! Nouns: [`model::Region`] (GB/T 2260, with the time each name was in force), [`model::Institution`] (school code or
//! unified social credit code, never given twice), [`model::Alliance`] with [`model::Membership`]s in roles,
//! [`model::Major`]. Everything here is public and everybody may read it; administrators and, for their own province,
//! province officers keep it.
//!
//! Other domains name an institution by its code and ask [`store::institution`], [`place`] or [`store::major`]. What this
//! domain deliberately does not know: people, and what institutions do with each other's credits.

mod access;
mod api;
pub mod cli;
pub mod import;
mod lists;
pub mod model;
mod pages;
mod routes;
pub mod rules;
mod shipped;
pub mod store;
pub mod work;

pub use access::{ADMIN, PROVINCE_OFFICER};
pub use work::seed;

use op::{Op, Place};
use web::{Domain, MenuItem, Section};

/// The part of the menu for institutions and those who work there.
pub const SECTION: Section = Section { word: "directory-section", place: 80, part: "" };

/// The directory as the platform takes it in.
pub static DOMAIN: Domain = Domain {
    name: "directory",
    routes: &[routes::ROUTES],
    // The roles that keep the directory are granted by identity, which declares them.
    roles: &[],
    migrations: &[db::Migration {
        domain: "directory",
        number: 1,
        name: "directory",
        sql: include_str!("../migrations/0001_directory.sql"),
    }],
    jobs: &[],
    words: &[("zh-CN", include_str!("../words/zh-CN.ftl")), ("en", include_str!("../words/en.ftl"))],
    templates: &[
        ("directory/alliance.html", include_str!("../templates/directory/alliance.html")),
        ("directory/alliance_departure.html", include_str!("../templates/directory/alliance_departure.html")),
        ("directory/alliance_dissolution.html", include_str!("../templates/directory/alliance_dissolution.html")),
        ("directory/alliance_member.html", include_str!("../templates/directory/alliance_member.html")),
        ("directory/alliance_members.html", include_str!("../templates/directory/alliance_members.html")),
        ("directory/alliance_new.html", include_str!("../templates/directory/alliance_new.html")),
        ("directory/alliances.html", include_str!("../templates/directory/alliances.html")),
        ("directory/institution.html", include_str!("../templates/directory/institution.html")),
        ("directory/institution_ending.html", include_str!("../templates/directory/institution_ending.html")),
        ("directory/institution_name.html", include_str!("../templates/directory/institution_name.html")),
        ("directory/institution_new.html", include_str!("../templates/directory/institution_new.html")),
        ("directory/institutions.html", include_str!("../templates/directory/institutions.html")),
        ("directory/major.html", include_str!("../templates/directory/major.html")),
        ("directory/majors.html", include_str!("../templates/directory/majors.html")),
        ("directory/map.html", include_str!("../templates/directory/map.html")),
        ("directory/parts.html", include_str!("../templates/directory/parts.html")),
        ("directory/region.html", include_str!("../templates/directory/region.html")),
        ("directory/regions.html", include_str!("../templates/directory/regions.html")),
    ],
    menu: &[MenuItem { section: SECTION, word: "directory-menu", path: "/directory", roles: &[] }],
    matrix: access::matrix,
    subject_access,
};

/// Where the institution with this code stands, for deciding who may act for it.
pub fn place(conn: &db::Conn, code: &str) -> op::Result<Option<Place>> {
    Ok(store::institution(conn, code)?.map(|institution| work::place_of(&institution)))
}

/// Whether the shipped tables were loaded.
pub fn is_seeded(conn: &db::Conn) -> op::Result<bool> {
    Ok(store::majors_total(conn, &store::MajorFilter::default())? > 0)
}

/// How many institutions in force and how many majors there are: what the start page tells.
pub fn counts(conn: &db::Conn) -> op::Result<(i64, i64)> {
    let in_force = store::Filter { in_force: Some(true), ..store::Filter::default() };
    Ok((store::institutions_total(conn, &in_force)?, store::majors_total(conn, &store::MajorFilter::default())?))
}

/// Who may see everything that happened to a subject of this domain. Other domains write about institutions too, so the
/// whole timeline of one is for those who hold a role there; an alliance's is public.
fn subject_access(op: &Op, subject: &str) -> op::Result<bool> {
    if let Ok(id) = subject.parse::<model::AllianceId>() {
        return Ok(store::alliance(op.conn(), id)?.is_some());
    }
    let Some(place) = place(op.conn(), subject)? else {
        return Ok(false);
    };
    Ok(op.actor().is_system() || op.actor().grants.iter().any(|grant| grant.scope.covers(&place)))
}

#[cfg(test)]
mod tests;
