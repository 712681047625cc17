//! Small counts taken out of a release before it is kept: under the dataflow's setting, and with what earlier releases withheld.

use std::collections::HashSet;
use std::path::Path;

use op::{Error, Op, Result};
use units::Fault;

use super::intake::{Arranged, Observations};
use crate::model::{Dimension, Release, ReleaseState, StoredObservation, Structure, Suppression};
use crate::rules::observation::FAULTS_MAX;
use crate::rules::structure;
use crate::rules::suppress::{self, CONFIDENTIALITY, Shield, WITHHELD};
use crate::store;

/// Keys read at once.
const PAGE: i64 = 4_000;

/// Under what small counts were taken out: the setting, and the releases whose readers were thought of.
#[derive(Clone, Debug, Default)]
pub(crate) struct Protection {
    pub(crate) rule: Option<Suppression>,
    pub(crate) versions: Vec<i64>,
}

/// What releases that were public withhold. What one of them hides another must not show, or both together betray more than
/// either does.
#[derive(Clone, Debug, Default)]
pub struct Before {
    versions: Vec<i64>,
    /// Keys in the order of dimensions of the structure they were read for.
    keys: HashSet<Vec<String>>,
}

impl Before {
    /// Whether a cell is withheld whatever its count: an earlier release did, or its own label says so.
    fn secret(&self, one: &StoredObservation, confidentiality: usize) -> bool {
        self.keys.contains(&one.key) || suppress::restricted(one, confidentiality).is_some()
    }
}

/// The releases whose readers are thought of, of all there are, the latest first: the newest that is public, and the newest
/// that was, for what was read is not forgotten.
pub(super) fn versions(earlier: &[Release]) -> Vec<i64> {
    let public = earlier.iter().find(|one| one.state == ReleaseState::Released);
    let last = earlier.iter().find(|one| one.released_at.is_some());
    let mut found: Vec<i64> = [last, public].into_iter().flatten().map(|one| one.version).collect();
    found.dedup();
    found
}

/// What earlier releases of a dataflow withhold, for a structure with the same dimensions; cells of others are other cells.
///
/// Errors: those of the database.
pub fn before(op: &Op, dataflow: &str, structure: &Structure) -> Result<Before> {
    let earlier = store::release::of(op.conn(), dataflow)?;
    let mut found = Before { versions: versions(&earlier), keys: HashSet::new() };
    for release in earlier.iter().filter(|one| found.versions.contains(&one.version)) {
        let place = |one: &Dimension| release.structure.dimensions.iter().position(|old| old.id == one.id);
        let order = structure.dimensions.iter().map(place).collect::<Option<Vec<usize>>>();
        let Some(mut order) = order.filter(|order| order.len() == release.structure.dimensions.len()) else { continue };
        // The period stands behind all dimensions.
        order.push(order.len());
        let mut after = Vec::new();
        loop {
            let page = store::observation::with_status(op.conn(), dataflow, release.version, WITHHELD, &after, PAGE)?;
            let Some(last) = page.last() else { break };
            after = store::observation::place(last);
            let ordered = |key: &Vec<String>| order.iter().filter_map(|at| key.get(*at).cloned()).collect();
            found.keys.extend(page.iter().map(ordered));
        }
    }
    Ok(found)
}

/// The structure and the observations as they are kept under a dataflow's setting: small counts, and what would betray
/// them, without their values. Observations come with their rows.
///
/// Errors: `Invalid` where the structure does not have what the setting names, or values that are not withheld are labelled as
/// not for publication.
pub(super) fn in_memory(
    rule: &Suppression,
    structure: &Structure,
    observations: Vec<(usize, StoredObservation)>,
    before: &Before,
) -> Result<(Structure, Vec<StoredObservation>)> {
    let (kept, place) = fitting(rule, structure)?;
    let mut shield = Shield::new(rule, structure);
    observations.iter().for_each(|(_, one)| shield.take(one, before.secret(one, place)));
    let mut labels = Labels::default();
    let each = observations.into_iter().zip(shield.withheld());
    let protected = |((row, one), withheld): ((usize, StoredObservation), bool)| {
        labels.look(row, &one, place, withheld);
        suppress::protected(one, place, kept.attributes.len(), withheld)
    };
    let observations = each.map(protected).collect();
    labels.end()?;
    Ok((kept, observations))
}

/// The same for observations in a file, of which only codes, counts and periods are held.
///
/// Errors: as `in_memory`; those of the files.
pub fn in_file(
    rule: &Suppression,
    structure: &Structure,
    observations: &Arranged,
    before: &Before,
    folder: &Path,
) -> Result<(Structure, Arranged)> {
    let (kept, place) = fitting(rule, structure)?;
    let mut shield = Shield::new(rule, structure);
    observations.each(&mut |one| {
        shield.take(one, before.secret(one, place));
        Ok(())
    })?;
    let mut withheld = shield.withheld().into_iter();
    let mut labels = Labels::default();
    let protection = Protection { rule: Some(rule.clone()), versions: before.versions.clone() };
    let arranged = Arranged::written(&kept, protection, folder, |put| {
        observations.rows(&mut |row, one| {
            let hidden = withheld.next().unwrap_or(true);
            labels.look(row, one, place, hidden);
            put(row, &suppress::protected(one.clone(), place, kept.attributes.len(), hidden))
        })
    })?;
    labels.end()?;
    Ok((kept, arranged))
}

/// What looks at observations one by one, each with the row of what was given.
pub(super) type Look<'l> = dyn FnMut(usize, &StoredObservation) -> Result<()> + 'l;

/// Looks whether everything may be published as it is, where the dataflow withholds nothing. `each` hands on what was given.
///
/// Errors: `Invalid` where values are labelled as not for publication; those of `each`.
pub(super) fn as_it_is(structure: &Structure, each: impl FnOnce(&mut Look) -> Result<()>) -> Result<()> {
    let Some(place) = structure.attributes.iter().position(|one| one.id == CONFIDENTIALITY) else { return Ok(()) };
    let mut labels = Labels::default();
    each(&mut |row, one| {
        labels.look(row, one, place, false);
        Ok(())
    })?;
    labels.end()
}

/// The structure as it is kept, and the place of the confidentiality, where both are possible.
fn fitting(rule: &Suppression, structure: &Structure) -> Result<(Structure, usize)> {
    let (kept, place) = suppress::with_confidentiality(structure);
    let mut faults = suppress::faults(rule, structure);
    faults.extend(structure::faults(&kept));
    if faults.is_empty() { Ok((kept, place)) } else { Err(Error::Invalid(faults)) }
}

/// Values that would be published and are labelled as not for publication.
#[derive(Default)]
struct Labels {
    faults: Vec<Fault>,
}

impl Labels {
    fn look(&mut self, row: usize, one: &StoredObservation, place: usize, withheld: bool) {
        if self.faults.len() < FAULTS_MAX {
            self.faults.extend(suppress::label_fault(row, one, place, withheld));
        }
    }

    fn end(self) -> Result<()> {
        if self.faults.is_empty() { Ok(()) } else { Err(Error::Invalid(self.faults)) }
    }
}
