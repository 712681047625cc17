//! The rules of a book in their order, each on a slot of its own that it keeps while others come and go.
//!
//! A *place* is where a rule stands by id and version; it moves when a rule before it comes or goes. A *slot* does not, so
//! the index speaks of slots and everything that is decided in an order speaks of places.

use std::sync::Arc;

use crate::{
    hash,
    model::{Pattern, Rule},
};

/// One version of a rule, with what is made of it once.
#[derive(Debug)]
pub(crate) struct Filed {
    pub rule: Rule,
    /// SHA-256 of its canonical form.
    pub hash: String,
    /// Its patterns in the order they are written.
    pub patterns: Vec<Pattern>,
}

impl Filed {
    pub(crate) fn new(rule: Rule) -> Filed {
        let hash = hash::hash(&rule);
        let patterns =
            rule.source.iter().flat_map(|source| source.patterns()).map(|(_, pattern)| pattern.clone()).collect();
        Filed { rule, hash, patterns }
    }

    fn key(&self) -> (&str, u32) {
        (&self.rule.id, self.rule.version)
    }
}

/// Slots that are shared together: a change copies one such row.
const ROW: usize = 256;

type Row = Vec<Option<Arc<Filed>>>;

#[derive(Clone, Debug, Default)]
pub(crate) struct Shelf {
    rows: Vec<Arc<Row>>,
    /// Slots that are empty.
    free: Vec<u32>,
    /// The slot of each place.
    slots: Vec<u32>,
    /// The place of each slot.
    places: Vec<u32>,
    /// By slot, whether a rule has a later version.
    followed: Vec<bool>,
}

fn small(number: usize) -> u32 {
    // A book holds a million rules at most.
    u32::try_from(number).unwrap_or(u32::MAX)
}

impl Shelf {
    pub(crate) fn len(&self) -> usize {
        self.slots.len()
    }

    fn on(&self, slot: u32) -> Option<&Arc<Filed>> {
        let slot = slot as usize;
        self.rows.get(slot / ROW).and_then(|row| row.get(slot % ROW)).and_then(Option::as_ref)
    }

    /// The rule on a slot that holds one.
    pub(crate) fn on_slot(&self, slot: u32) -> &Filed {
        match self.on(slot) {
            Some(filed) => filed,
            None => unreachable!("the index speaks of slots that hold a rule"),
        }
    }

    /// The rule at a place.
    pub(crate) fn at(&self, place: usize) -> &Filed {
        self.on_slot(self.slots[place])
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = &Filed> {
        self.slots.iter().map(|slot| self.on_slot(*slot))
    }

    pub(crate) fn place_of(&self, slot: u32) -> usize {
        self.places[slot as usize] as usize
    }

    /// Whether the rule at a place has a later version.
    pub(crate) fn is_followed(&self, place: usize) -> bool {
        self.followed[self.slots[place] as usize]
    }

    /// The places of all versions of a rule.
    pub(crate) fn versions(&self, id: &str) -> std::ops::Range<usize> {
        let from = self.slots.partition_point(|slot| self.on_slot(*slot).rule.id.as_str() < id);
        let count = self.slots[from..].iter().take_while(|slot| self.on_slot(**slot).rule.id == id).count();
        from..from + count
    }

    /// Takes every version of some rules off, and answers them with their slots.
    pub(crate) fn take(&mut self, ids: &[String]) -> Vec<(u32, Arc<Filed>)> {
        let mut gone: Vec<usize> = ids.iter().flat_map(|id| self.versions(id)).collect();
        gone.sort_unstable();
        gone.dedup();
        let mut taken = Vec::with_capacity(gone.len());
        for place in &gone {
            let slot = self.slots[*place];
            let row = Arc::make_mut(&mut self.rows[slot as usize / ROW]);
            taken.extend(row[slot as usize % ROW].take().map(|filed| (slot, filed)));
            self.followed[slot as usize] = false;
            self.free.push(slot);
        }
        let mut gone = gone.into_iter().peekable();
        let mut place = 0;
        self.slots.retain(|_| {
            let goes = gone.next_if_eq(&place).is_some();
            place += 1;
            !goes
        });
        taken
    }

    /// Whether this version stands here.
    pub(crate) fn holds(&self, id: &str, version: u32) -> bool {
        self.slots.binary_search_by(|slot| self.on_slot(*slot).key().cmp(&(id, version))).is_ok()
    }

    /// Puts rules on that are sorted by id and version and none of which stands here; answers their slots. Places are those
    /// of [`Shelf::settle`] from then on.
    pub(crate) fn put(&mut self, rules: Vec<Arc<Filed>>) -> Vec<u32> {
        let mut before = Vec::with_capacity(rules.len());
        for filed in &rules {
            before.push(self.slots.partition_point(|slot| self.on_slot(*slot).key() < filed.key()));
        }
        let slots: Vec<u32> = rules.into_iter().map(|filed| self.settle_on_slot(filed)).collect();
        let mut all = Vec::with_capacity(self.slots.len() + slots.len());
        let mut from = 0;
        for (slot, before) in slots.iter().zip(before) {
            all.extend_from_slice(&self.slots[from..before]);
            all.push(*slot);
            from = before;
        }
        all.extend_from_slice(&self.slots[from..]);
        self.slots = all;
        slots
    }

    fn settle_on_slot(&mut self, filed: Arc<Filed>) -> u32 {
        let slot = self.free.pop().unwrap_or_else(|| small(self.followed.len()));
        let (row, place) = (slot as usize / ROW, slot as usize % ROW);
        if self.rows.len() == row {
            self.rows.push(Arc::default());
        }
        let row = Arc::make_mut(&mut self.rows[row]);
        if row.len() == place {
            row.push(None);
            self.followed.push(false);
        }
        row[place] = Some(filed);
        slot
    }

    /// Counts places anew after rules came or went, and looks which versions of the rules that changed are followed.
    pub(crate) fn settle<'a>(&mut self, changed: impl Iterator<Item = &'a str>) {
        self.places = vec![u32::MAX; self.followed.len()];
        for (place, slot) in self.slots.iter().enumerate() {
            self.places[*slot as usize] = small(place);
        }
        for id in changed {
            let versions = self.versions(id);
            for place in versions.clone() {
                self.followed[self.slots[place] as usize] = place + 1 < versions.end;
            }
        }
    }

    /// How many rows are not those of another shelf.
    #[cfg(test)]
    pub(crate) fn differs_in(&self, other: &Shelf) -> usize {
        self.rows.iter().zip(&other.rows).filter(|(one, other)| !Arc::ptr_eq(one, other)).count()
    }
}
