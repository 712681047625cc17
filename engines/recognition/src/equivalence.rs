//! Course codes that changed keep their identity: which codes of an issuer meant the same course on a day.
//!
//! An entry says that an old code and a new one are the same course from a day on, until another. The entries in force on
//! the day asked about are joined: A → B and B → C make one course of three codes. An entry that has ended no longer joins.

use std::collections::HashMap;

use serde::{Deserialize, Serialize};
use units::Day;

/// One change of code.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Change {
    /// The institution whose codes these are.
    pub issuer: String,
    /// The code before.
    pub old: String,
    /// The code after.
    pub new: String,
    /// First day the two count as the same course; none = always.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub valid_from: Option<Day>,
    /// The day after the last; none = for ever.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub valid_to: Option<Day>,
}

/// Which codes mean the same course on one day. Each class of codes is known by its least code.
#[derive(Clone, Debug, Default)]
pub struct Equivalence {
    least: HashMap<String, HashMap<String, String>>,
    /// All codes of a class, by issuer and least code.
    members: HashMap<String, HashMap<String, Vec<String>>>,
}

impl Equivalence {
    /// Joins the changes in force on a day.
    pub fn on(changes: &[Change], day: Day) -> Equivalence {
        let mut join = Join::default();
        for change in changes.iter().filter(|change| change.in_force(day)) {
            join.unite(&change.issuer, &change.old, &change.new);
        }
        let mut equivalence = Equivalence::default();
        for node in 0..join.names.len() {
            let root = join.root(node);
            let (issuer, code) = join.names[node];
            let least = join.names[root].1.to_owned();
            let members = equivalence.members.entry(issuer.to_owned()).or_default();
            members.entry(least.clone()).or_default().push(code.to_owned());
            equivalence.least.entry(issuer.to_owned()).or_default().insert(code.to_owned(), least);
        }
        equivalence
    }

    /// The code a course is known by: the least of all its codes; a code without changes is its own.
    pub fn identity<'a>(&'a self, issuer: &str, code: &'a str) -> &'a str {
        self.least.get(issuer).and_then(|codes| codes.get(code)).map_or(code, String::as_str)
    }

    /// Every code of the same course, itself included.
    pub fn codes<'a>(&'a self, issuer: &str, code: &'a str) -> impl Iterator<Item = &'a str> {
        let least = self.identity(issuer, code);
        let members = self.members.get(issuer).and_then(|classes| classes.get(least));
        let own = if members.is_none() { Some(code) } else { None };
        own.into_iter().chain(members.into_iter().flatten().map(String::as_str))
    }

    /// Whether two codes of an issuer mean the same course.
    pub fn same(&self, issuer: &str, one: &str, other: &str) -> bool {
        one == other || self.identity(issuer, one) == self.identity(issuer, other)
    }

    /// Whether no code ever changed.
    pub fn is_empty(&self) -> bool {
        self.least.is_empty()
    }
}

impl Change {
    fn in_force(&self, day: Day) -> bool {
        self.valid_from.is_none_or(|from| from <= day) && self.valid_to.is_none_or(|to| day < to)
    }
}

/// Union–find over codes; the root of a class is its least code.
#[derive(Default)]
struct Join<'a> {
    places: HashMap<(&'a str, &'a str), usize>,
    names: Vec<(&'a str, &'a str)>,
    parents: Vec<usize>,
}

impl<'a> Join<'a> {
    fn node(&mut self, issuer: &'a str, code: &'a str) -> usize {
        *self.places.entry((issuer, code)).or_insert_with(|| {
            self.names.push((issuer, code));
            self.parents.push(self.parents.len());
            self.parents.len() - 1
        })
    }

    fn root(&mut self, mut node: usize) -> usize {
        while self.parents[node] != node {
            // Halving the way keeps later ones short.
            self.parents[node] = self.parents[self.parents[node]];
            node = self.parents[node];
        }
        node
    }

    fn unite(&mut self, issuer: &'a str, old: &'a str, new: &'a str) {
        let (old, new) = (self.node(issuer, old), self.node(issuer, new));
        let (one, other) = (self.root(old), self.root(new));
        let (least, greater) = if self.names[one] <= self.names[other] { (one, other) } else { (other, one) };
        self.parents[greater] = least;
    }
}
