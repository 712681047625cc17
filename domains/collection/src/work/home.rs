//! What waits for somebody: a unit's own returns, a reviewer's inbox, and what they were reminded of.

use op::{Op, Result};

use super::known::flags_of_many;
use crate::access::{Action, DATA_REVIEWER, own_units, regions};
use crate::model::{FlagState, Head, Notice, Return, Tier};
use crate::rules::returns::BULK_MAX;
use crate::store;

/// Most returns shown of one unit.
const DUTIES_MAX: i64 = 100;
/// Most reminders shown.
const NOTICES_MAX: i64 = 20;
/// Days a reminder is shown.
const NOTICE_DAYS: i64 = 30;

/// A return that waits for a reviewer, with its flags.
pub struct Waiting {
    /// The return.
    pub found: Return,
    /// What the checks find, with answers.
    pub flags: Vec<FlagState>,
}

/// What the actor's own units have to report, those they have now first, each by its day.
pub fn duties(op: &Op) -> Result<Vec<Head>> {
    op.check(&Action::Home)?;
    let mut all = Vec::new();
    for unit in own_units(op.actor()) {
        all.extend(store::list::of_unit(op.conn(), &unit, DUTIES_MAX)?);
    }
    all.sort_by_key(|one| (!one.state.with_unit(), one.due_on));
    Ok(all)
}

/// The level of a region a reviewer signs for.
fn tier(region: &str) -> Tier {
    match super::places::digits(region).len() {
        2 => Tier::Province,
        4 => Tier::City,
        _ => Tier::County,
    }
}

/// How many returns wait for the actor's signature.
pub fn waiting(op: &Op) -> Result<i64> {
    op.check(&Action::Home)?;
    let of = |region: String| store::list::count_waiting_for(op.conn(), tier(&region), &region);
    Ok(regions(op.actor(), DATA_REVIEWER).into_iter().map(of).sum::<db::Result<i64>>()?)
}

/// What waits for the actor's signature, the longest waiting first, as many as can be accepted together; and how many there are.
pub fn inbox(op: &Op) -> Result<(Vec<Waiting>, i64)> {
    let (mut found, total) = (Vec::new(), waiting(op)?);
    let limit = i64::try_from(BULK_MAX).unwrap_or(i64::MAX);
    for region in regions(op.actor(), DATA_REVIEWER) {
        found.extend(store::list::waiting_for(op.conn(), tier(&region), &region, limit)?);
    }
    found.sort_by(|one, other| (one.head.since, &one.head.id).cmp(&(other.head.since, &other.head.id)));
    found.truncate(BULK_MAX);
    let flags = flags_of_many(op, &found)?;
    Ok((found.into_iter().zip(flags).map(|(found, flags)| Waiting { found, flags }).collect(), total))
}

/// What the actor's units and regions were reminded of lately, the latest first.
pub fn notices(op: &Op) -> Result<Vec<Notice>> {
    op.check(&Action::Home)?;
    let since = op.now().plus_seconds(-NOTICE_DAYS * 86_400);
    let mut all = Vec::new();
    for reader in own_units(op.actor()) {
        all.extend(store::notice::of_reader(op.conn(), &reader, since, NOTICES_MAX)?);
    }
    all.sort_by_key(|notice| std::cmp::Reverse(notice.at));
    all.truncate(usize::try_from(NOTICES_MAX).unwrap_or(usize::MAX));
    Ok(all)
}
