//! Members of one alliance, those who left among them.

use std::collections::BTreeMap;

use op::{Error, Op};
use web::{Cell, Column, Cursor, Filter, ListQuery, Listing, Page};

use super::{Look, flag, options};
use crate::model::{AllianceId, MemberRole, Membership};
use crate::store;

/// Members of an alliance, now and formerly.
pub(crate) static MEMBERS: Listing = Listing {
    name: "members",
    word: "directory-alliance_members",
    columns: &[
        Column { key: "name", word: "directory-name", numeric: false, sort: false, page: true },
        Column { key: "institution", word: "directory-institution_code", numeric: false, sort: false, page: true },
        Column { key: "province", word: "directory-province", numeric: false, sort: false, page: true },
        Column { key: "role", word: "directory-role", numeric: false, sort: true, page: true },
        Column { key: "joined_on", word: "directory-joined_on", numeric: false, sort: true, page: true },
        Column { key: "left_on", word: "directory-left_on", numeric: false, sort: false, page: true },
        Column { key: "standing", word: "directory-standing", numeric: false, sort: false, page: true },
    ],
    default_sort: "role",
    default_descending: false,
    filters: &[Filter { key: "role", word: "directory-role" }, Filter { key: "standing", word: "directory-standing" }],
    search: false,
};

/// One page of the list. An alliance has some dozens of members, so they are sorted and counted here; the store hands them
/// over in the order of the roles.
pub(crate) fn fetch(op: &Op, query: &ListQuery, id: AllianceId, look: Look) -> op::Result<Page> {
    store::alliance(op.conn(), id)?.ok_or(Error::Missing)?;
    let all = store::members(op.conn(), id)?;
    let role = query.filter("role");
    let standing = flag(query, "standing", "in_force");
    let of_role = |one: &&Membership| role.is_none_or(|role| one.role.name() == role);
    let stands = |one: &&Membership| standing.is_none_or(|in_force| one.left_on.is_none() == in_force);
    let roles = counts(all.iter().filter(stands).map(|one| one.role.name()));
    let standings = counts(all.iter().filter(of_role).map(|one| standing_of(one)));
    let mut shown: Vec<Membership> = all.iter().filter(of_role).filter(stands).cloned().collect();
    let total = shown.len() as i64;
    if query.sort == "joined_on" {
        // The sort is stable, so the order of the roles stays within a day.
        shown.sort_by_key(|one| one.joined_on);
    }
    if query.descending {
        shown.reverse();
    }
    if let Some(after) = &query.after {
        let last = after.get_text(0)?;
        let gone = shown.iter().position(|one| identity(one) == last).map_or(0, |place| place + 1);
        shown.drain(..gone);
    }
    shown.truncate(query.limit + 1);
    let in_order = MemberRole::NAMES.iter().filter_map(|name| Some(((*name).to_owned(), *roles.get(name)?)));
    let page = Page::of(shown, query.limit, |one| cells(one, look), |one| Cursor::new().text(identity(one)));
    Ok(page.total(total).facet("role", options("role", in_order.collect())).facet(
        "standing",
        options("standing", standings.into_iter().map(|(name, count)| (name.into(), count)).collect()),
    ))
}

fn counts<'n>(names: impl Iterator<Item = &'n str>) -> BTreeMap<&'n str, i64> {
    let mut counts = BTreeMap::new();
    names.for_each(|name| *counts.entry(name).or_default() += 1);
    counts
}

fn standing_of(one: &Membership) -> &'static str {
    if one.left_on.is_none() { "in_force" } else { "ended" }
}

fn identity(one: &Membership) -> String {
    format!("{} {} {}", one.institution, one.role.name(), one.joined_on)
}

fn cells(one: &Membership, look: Look) -> Vec<Cell> {
    vec![
        look.link(&one.institution_name, format!("/directory/institutions/{}", one.institution)),
        Cell::text(&one.institution),
        match look {
            Look::People(_) => Cell::Province(one.province.clone()),
            Look::Program => Cell::text(&one.province),
        },
        look.choice("role", one.role.name()),
        Cell::Day(one.joined_on),
        one.left_on.map_or(Cell::Empty, Cell::Day),
        Cell::status(if one.left_on.is_none() { "active" } else { "ended" }),
    ]
}
