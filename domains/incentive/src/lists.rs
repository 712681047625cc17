//! Lists that pages and API share, and whose they are.

pub(crate) mod catalogue;
pub(crate) mod counter;
pub(crate) mod history;
pub(crate) mod items;
pub(crate) mod orders;
pub(crate) mod schemes;

use op::{Error, Op};
use web::{FacetOption, Label, ListQuery, Request};

use crate::access::{CLERK, REGISTRAR, authorities, organisations};
use crate::shown::{Named, Shower};

/// The learner whose affairs are asked for: who signed in, or who they stand for.
pub(crate) fn learner(request: &Request) -> op::Result<String> {
    request.actor.person().map(str::to_owned).ok_or(Error::Unknown)
}

/// The one asked for, else the first of one's own.
fn chosen(asked: Option<&str>, op: &Op, own: Vec<String>) -> op::Result<String> {
    if let Some(asked) = asked.filter(|asked| !asked.is_empty()) {
        return Ok(asked.to_owned());
    }
    own.into_iter().next().ok_or(match op.actor().person() {
        Some(_) => Error::Missing,
        None => Error::Unknown,
    })
}

/// The provider a staff list is about.
pub(crate) fn provider(asked: Option<&str>, op: &Op) -> op::Result<String> {
    chosen(asked, op, organisations(op.actor(), &[REGISTRAR, CLERK]))
}

/// The providers somebody works at, with their names.
pub(crate) fn providers(op: &Op, shower: &mut Shower) -> op::Result<Vec<Named>> {
    organisations(op.actor(), &[REGISTRAR, CLERK]).iter().map(|code| shower.named(op, code)).collect()
}

/// The authority a list of schemes is about.
pub(crate) fn authority(asked: Option<&str>, op: &Op) -> op::Result<String> {
    chosen(asked, op, authorities(op.actor()))
}

/// The authorities somebody works for, with their names.
pub(crate) fn own_authorities(op: &Op, shower: &mut Shower) -> op::Result<Vec<Named>> {
    authorities(op.actor()).iter().map(|code| shower.named(op, code)).collect()
}

/// A limit as SQL takes it, one more than shown.
fn limit(query: &ListQuery) -> i64 {
    i64::try_from(query.limit).unwrap_or(100) + 1
}

/// The values of a closed list, uncounted.
fn choices(list: &str, values: &[&str]) -> Vec<FacetOption> {
    let option = |value: &&str| FacetOption {
        value: (*value).to_owned(),
        label: Label::Word(format!("incentive-{list}-{value}")),
        count: None,
    };
    values.iter().map(option).collect()
}
