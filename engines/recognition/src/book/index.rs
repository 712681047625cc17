//! Patterns filed under the rarest thing they ask for, in drawers that a book shares with the one it was made from.

use std::collections::HashMap;
use std::hash::{BuildHasher, BuildHasherDefault, DefaultHasher};
use std::sync::Arc;

use crate::{
    equivalence::Equivalence,
    meet::Seen,
    model::{Pattern, Rule},
};

/// A pattern of a rule: the rule's slot and the pattern's place in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Leaf {
    pub slot: u32,
    pub pattern: u16,
}

/// Where to look for the patterns an outcome could meet. A pattern may stand under several keys of one drawer.
#[derive(Clone, Debug, Default)]
pub(crate) struct Index {
    by_code: Drawer<Leaf>,
    by_kind: Drawer<Leaf>,
    by_title: Drawer<Leaf>,
    /// Titles with wildcards, by what stands before the first one, at most two characters.
    by_start: Drawer<Leaf>,
    by_issuer: Drawer<Leaf>,
    /// What asks for none of these, all under one empty key.
    rest: Drawer<Leaf>,
}

/// How many characters of a title with wildcards are a key.
const START_CHARS: usize = 2;

impl Index {
    /// Files the patterns of a rule.
    pub(crate) fn put(&mut self, slot: u32, rule: &Rule, patterns: &[Pattern]) {
        for (leaf, pattern) in leaves(slot, patterns) {
            let (drawer, keys) = self.place(rule, pattern);
            keys.into_iter().for_each(|key| drawer.put(key, leaf));
        }
    }

    /// Takes the patterns of a rule out again.
    pub(crate) fn take(&mut self, slot: u32, rule: &Rule, patterns: &[Pattern]) {
        for (leaf, pattern) in leaves(slot, patterns) {
            let (drawer, keys) = self.place(rule, pattern);
            keys.into_iter().for_each(|key| drawer.take(key, leaf));
        }
    }

    /// The drawer of a pattern, and its keys there.
    fn place(&mut self, rule: &Rule, pattern: &Pattern) -> (&mut Drawer<Leaf>, Vec<String>) {
        let table = pattern.table.as_ref().and_then(|table| rule.tables.get(table));
        let codes = if pattern.codes.is_empty() { table } else { Some(&pattern.codes) };
        if let Some(codes) = codes {
            (&mut self.by_code, codes.iter().cloned().collect())
        } else if !pattern.certificate_kinds.is_empty() {
            (&mut self.by_kind, pattern.certificate_kinds.iter().cloned().collect())
        } else if let Some(title) = pattern.title.as_ref().filter(|title| title.is_plain()) {
            (&mut self.by_title, vec![title.prefix().iter().collect()])
        } else if let Some(title) = pattern.title.as_ref().filter(|title| !title.prefix().is_empty()) {
            (&mut self.by_start, vec![title.prefix().iter().take(START_CHARS).collect()])
        } else if !pattern.issuers.is_empty() {
            (&mut self.by_issuer, pattern.issuers.iter().cloned().collect())
        } else {
            (&mut self.rest, vec![String::new()])
        }
    }

    /// Calls with each pattern the outcome could meet; some of them more than once.
    pub(crate) fn each(&self, seen: &Seen, same: &Equivalence, mut with: impl FnMut(Leaf)) {
        let outcome = seen.outcome;
        let title: String = seen.title.iter().collect();
        let mut drawers: Vec<&[Leaf]> = vec![
            self.by_kind.of(&outcome.certificate_kind),
            self.by_title.of(&title),
            self.by_issuer.of(&outcome.issuer),
            self.rest.of(""),
        ];
        let starts = (1..=START_CHARS).map(|count| seen.title.iter().take(count).collect::<String>());
        drawers.extend(starts.map(|start| self.by_start.of(&start)));
        if !outcome.code.is_empty() {
            drawers.extend(same.codes(&outcome.issuer, &outcome.code).map(|code| self.by_code.of(code)));
        }
        drawers.into_iter().flatten().for_each(|leaf| with(*leaf));
    }

    /// Everything that is filed, by drawer and key.
    #[cfg(test)]
    pub(crate) fn filed(&self) -> Vec<(usize, String, Vec<Leaf>)> {
        let drawers = [&self.by_code, &self.by_kind, &self.by_title, &self.by_start, &self.by_issuer, &self.rest];
        let all = drawers.into_iter().enumerate();
        all.flat_map(|(number, drawer)| drawer.filed().into_iter().map(move |(key, leaves)| (number, key, leaves)))
            .collect()
    }
}

fn leaves(slot: u32, patterns: &[Pattern]) -> impl Iterator<Item = (Leaf, &Pattern)> {
    // A rule has at most as many patterns as its limits say, which is far below the end of these numbers.
    patterns
        .iter()
        .enumerate()
        .map(move |(at, pattern)| (Leaf { slot, pattern: u16::try_from(at).unwrap_or(u16::MAX) }, pattern))
}

/// Parts of a drawer. A change copies only those it touches, so of fifty thousand keys some two hundred.
const PARTS: usize = 256;

type Part<T> = HashMap<String, Vec<T>>;

/// Lists under keys, in parts that are shared until they change. Empty lists are not kept.
#[derive(Clone, Debug)]
pub(crate) struct Drawer<T>(Vec<Option<Arc<Part<T>>>>);

impl<T> Default for Drawer<T> {
    fn default() -> Self {
        Drawer(Vec::new())
    }
}

/// The same key lies in the same part of every book.
fn part_of(key: &str) -> usize {
    let hash = BuildHasherDefault::<DefaultHasher>::default().hash_one(key);
    usize::try_from(hash % PARTS as u64).unwrap_or(0)
}

impl<T: Clone + PartialEq> Drawer<T> {
    /// What lies under a key.
    pub(crate) fn of(&self, key: &str) -> &[T] {
        if self.0.is_empty() {
            return &[];
        }
        self.0[part_of(key)].as_ref().and_then(|part| part.get(key)).map(Vec::as_slice).unwrap_or_default()
    }

    pub(crate) fn put(&mut self, key: String, value: T) {
        if self.0.is_empty() {
            self.0.resize_with(PARTS, || None);
        }
        let part = self.0[part_of(&key)].get_or_insert_default();
        Arc::make_mut(part).entry(key).or_default().push(value);
    }

    pub(crate) fn take(&mut self, key: String, value: T) {
        let Some(Some(part)) = self.0.get_mut(part_of(&key)) else { return };
        let part = Arc::make_mut(part);
        if let Some(list) = part.get_mut(&key) {
            list.retain(|other| *other != value);
            if list.is_empty() {
                part.remove(&key);
            }
        }
    }

    #[cfg(test)]
    pub(crate) fn filed(&self) -> Vec<(String, Vec<T>)> {
        let lists = self.0.iter().flatten().flat_map(|part| part.iter());
        let mut all: Vec<(String, Vec<T>)> = lists.map(|(key, list)| (key.clone(), list.clone())).collect();
        all.sort_by(|one, other| one.0.cmp(&other.0));
        all
    }

    /// How many parts are not those of another drawer.
    #[cfg(test)]
    pub(crate) fn differs_in(&self, other: &Drawer<T>) -> usize {
        let at = |part: &Option<Arc<Part<T>>>| part.as_ref().map(Arc::as_ptr);
        self.0.iter().zip(&other.0).filter(|(one, other)| at(one) != at(other)).count()
    }
}

#[cfg(test)]
impl Index {
    /// How many parts of all drawers are not those of another index.
    pub(crate) fn differs_in(&self, other: &Index) -> usize {
        let pairs = [
            (&self.by_code, &other.by_code),
            (&self.by_kind, &other.by_kind),
            (&self.by_title, &other.by_title),
            (&self.by_start, &other.by_start),
            (&self.by_issuer, &other.by_issuer),
            (&self.rest, &other.rest),
        ];
        pairs.into_iter().map(|(one, other)| one.differs_in(other)).sum()
    }
}
