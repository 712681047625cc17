//! Comparing a table of regions with the directory: which units begin, which end, and where their area went.

use std::collections::{BTreeMap, BTreeSet};

use super::input::city_of;
use crate::import::{RegionRow, RowFault};
use crate::model::{Institution, Region, RegionKey, RegionState, Sound};

/// What reading a table of regions would do.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct RegionPlan {
    /// Rows the directory does not have, with their sounds and, of those that ended, the codes their area went to.
    pub opened: Vec<(Region, Sound, Vec<String>)>,
    /// Rows in force that end: the row as it is then, and where its area goes.
    pub closed: Vec<(Region, Vec<String>)>,
    /// Rows that ended before, of which the directory did not know where their area went.
    pub led: Vec<(Region, Vec<String>)>,
    /// Institutions that lie in a unit that ends, with the region they lie in from now on.
    pub moved: Vec<(Institution, String)>,
    /// Institutions in a unit that is divided between several cities: somebody must say where they lie.
    pub unplaced: Vec<Institution>,
    /// Rows as the directory has them.
    pub unchanged: usize,
    /// Rows of other provinces, which this platform does not keep.
    pub elsewhere: usize,
}

impl RegionPlan {
    /// Whether there is nothing to do.
    pub fn is_empty(&self) -> bool {
        self.opened.is_empty() && self.closed.is_empty() && self.led.is_empty()
    }
}

/// Compares a table of regions with the directory. A row that takes the place of one in force under the same code, as after a
/// change of name, ends that one on its own first day.
///
/// # Errors
/// Every row that contradicts the directory or leaves it without sense: a time in the future; another name, level or time than
/// a row in use has; times of one code that overlap; an end that leads nowhere; a unit above, or a successor, that does not
/// exist; units that stay below one that ended.
pub fn compare_regions(
    rows: &[RegionRow],
    known: &RegionState,
    institutions: &BTreeMap<String, Institution>,
    today: &str,
) -> Result<RegionPlan, Vec<RowFault>> {
    let mut plan = RegionPlan::default();
    let mut faults = Vec::new();
    let mut state = known.clone();
    let (mut kept, elsewhere): (Vec<&RegionRow>, Vec<&RegionRow>) =
        rows.iter().partition(|row| matches!(row.region.code.get(..2), Some("31" | "32" | "33" | "34")));
    plan.elsewhere = elsewhere.len();
    // The first of several new rows of a code is the one that ends what is in force.
    kept.sort_by_key(|row| key(&row.region));
    let listed: BTreeSet<RegionKey> = kept.iter().map(|row| key(&row.region)).collect();
    for row in &kept {
        let taken = match known.get(&key(&row.region)) {
            Some(earlier) => follow(row, earlier, today, &mut plan, &mut state),
            None => open(row, &listed, today, &mut plan, &mut state),
        };
        faults.extend(taken.err());
    }
    if faults.is_empty() {
        faults = kept.iter().filter_map(|row| sense(row, &state)).collect();
    }
    if !faults.is_empty() {
        faults.sort_by_key(|fault| fault.row);
        return Err(faults);
    }
    settle(&mut plan, &state, institutions);
    Ok(plan)
}

fn key(region: &Region) -> RegionKey {
    (region.code.clone(), region.valid_from.clone())
}

/// Every row of a code.
fn rows_of<'s>(state: &'s RegionState, code: &'s str) -> impl Iterator<Item = &'s (Region, Vec<String>)> {
    let from = (code.to_owned(), String::new());
    state.range(from..).take_while(move |((of, _), _)| of == code).map(|(_, row)| row)
}

fn in_force(state: &RegionState, code: &str) -> bool {
    rows_of(state, code).any(|(region, _)| region.in_force())
}

/// Whether a time, a year or a day, has come.
fn has_come(time: &str, today: &str) -> bool {
    today.get(..time.len()).is_none_or(|today| time <= today)
}

/// A row that the directory has: it may end now, or tell where its area went.
fn follow(
    row: &RegionRow,
    (earlier, led): &(Region, Vec<String>),
    today: &str,
    plan: &mut RegionPlan,
    state: &mut RegionState,
) -> Result<(), RowFault> {
    let new = &row.region;
    if (&new.name, &new.parent) != (&earlier.name, &earlier.parent) {
        let fault = row.fault("region_code", "directory.import.region_contradicts");
        return Err(fault.with("code", &earlier.code).with("name", &earlier.name).with("from", &earlier.valid_from));
    }
    match (&earlier.valid_to, &new.valid_to) {
        (Some(on), to) if to.as_ref() != Some(on) => {
            let fault = row.fault("valid_to", "directory.import.region_ended");
            return Err(fault.with("code", &earlier.code).with("on", on));
        }
        (None, Some(to)) if !has_come(to, today) => return Err(row.fault("valid_to", "directory.day_in_future")),
        (None, Some(_)) if row.successors.is_empty() => return Err(row.fault("successors", "form.required")),
        (None, Some(_)) => {
            let ended = Region { valid_to: new.valid_to.clone(), ..earlier.clone() };
            state.insert(key(&ended), (ended.clone(), row.successors.clone()));
            plan.closed.push((ended, row.successors.clone()));
        }
        (Some(_), _) if led.is_empty() && !row.successors.is_empty() => {
            state.insert(key(earlier), (earlier.clone(), row.successors.clone()));
            plan.led.push((earlier.clone(), row.successors.clone()));
        }
        _ if !row.successors.is_empty() && as_set(&row.successors) != as_set(led) => {
            return Err(row.fault("successors", "directory.import.successors_differ").with("known", led.join(" ")));
        }
        _ => plan.unchanged += 1,
    }
    Ok(())
}

fn as_set(codes: &[String]) -> BTreeSet<&String> {
    codes.iter().collect()
}

/// A row that the directory does not have.
fn open(
    row: &RegionRow,
    listed: &BTreeSet<RegionKey>,
    today: &str,
    plan: &mut RegionPlan,
    state: &mut RegionState,
) -> Result<(), RowFault> {
    let new = &row.region;
    if !has_come(&new.valid_from, today) || new.valid_to.as_ref().is_some_and(|to| !has_come(to, today)) {
        return Err(row.fault("valid_from", "directory.day_in_future"));
    }
    if new.valid_to.is_some() && row.successors.is_empty() {
        return Err(row.fault("successors", "form.required"));
    }
    let standing = rows_of(state, &new.code).map(|(region, _)| region).find(|one| one.in_force());
    if let Some(earlier) = standing.cloned().filter(|earlier| !listed.contains(&key(earlier))) {
        if earlier.name == new.name || earlier.valid_from >= new.valid_from {
            let fault = row.fault("region_code", "directory.import.region_contradicts");
            return Err(fault
                .with("code", &earlier.code)
                .with("name", &earlier.name)
                .with("from", &earlier.valid_from));
        }
        let ended = Region { valid_to: Some(new.valid_from.clone()), ..earlier.clone() };
        let itself = vec![new.code.clone()];
        state.insert(key(&ended), (ended.clone(), itself.clone()));
        plan.closed.push((ended, itself));
    }
    state.insert(key(new), (new.clone(), row.successors.clone()));
    plan.opened.push((new.clone(), row.sound.clone(), row.successors.clone()));
    Ok(())
}

/// What is wrong with a row in the directory as it would be.
fn sense(row: &RegionRow, state: &RegionState) -> Option<RowFault> {
    let new = &row.region;
    let mut others =
        rows_of(state, &new.code).map(|(region, _)| region).filter(|other| other.valid_from != new.valid_from);
    let before = |one: &Region, other: &Region| one.valid_to.as_ref().is_some_and(|to| *to <= other.valid_from);
    if let Some(other) = others.find(|other| !before(new, other) && !before(other, new)) {
        let fault = row.fault("valid_from", "directory.import.region_overlaps");
        return Some(fault.with("name", &other.name).with("from", &other.valid_from));
    }
    let unknown = row.successors.iter().find(|code| rows_of(state, code).next().is_none());
    if let Some(code) = unknown {
        return Some(row.fault("successors", "directory.import.successor_unknown").with("code", code));
    }
    if new.in_force() {
        let parent = new.parent.as_ref().filter(|parent| !in_force(state, parent));
        return parent.map(|parent| row.fault("parent", "directory.import.parent_unknown").with("code", parent));
    }
    let below = |region: &Region| region.in_force() && region.parent.as_ref() == Some(&new.code);
    let left = state.values().map(|(region, _)| region).find(|region| below(region) && !in_force(state, &new.code));
    left.map(|left| {
        let fault = row.fault("valid_to", "directory.import.region_not_empty");
        fault.with("code", &left.code).with("name", &left.name)
    })
}

/// Where the institutions of ended units lie from now on.
fn settle(plan: &mut RegionPlan, state: &RegionState, institutions: &BTreeMap<String, Institution>) {
    let gone = plan.closed.iter().map(|(region, _)| region).filter(|region| !in_force(state, &region.code));
    for region in gone {
        let goals = goals(region, state);
        let cities: BTreeSet<String> = goals.iter().map(|code| city_of(code)).collect();
        let place = match (goals.len(), cities.first()) {
            (1, _) => goals.first().cloned(),
            (_, Some(city)) if cities.len() == 1 && !city.is_empty() => Some(city.clone()),
            _ => None,
        };
        for one in institutions.values().filter(|one| one.in_force() && one.region == region.code) {
            match &place {
                Some(place) => plan.moved.push((one.clone(), place.clone())),
                None => plan.unplaced.push(one.clone()),
            }
        }
    }
}

/// The units in force to which the area of an ended one came, however many changes lie between. A code may have been given
/// anew, so only what happened after the area came there is followed.
fn goals(region: &Region, state: &RegionState) -> BTreeSet<String> {
    let mut open = vec![(region.code.clone(), region.valid_to.clone().unwrap_or_default())];
    let (mut seen, mut found) = (BTreeSet::new(), BTreeSet::new());
    while let Some((code, at)) = open.pop() {
        if !seen.insert((code.clone(), at.clone())) {
            continue;
        }
        if in_force(state, &code) {
            found.insert(code);
            continue;
        }
        for (one, successors) in rows_of(state, &code) {
            if let Some(to) = one.valid_to.as_ref().filter(|to| **to >= at) {
                open.extend(successors.iter().filter(|next| **next != code).map(|next| (next.clone(), to.clone())));
            }
        }
    }
    found
}
