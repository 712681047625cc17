//! Patterns filed under the rarest thing they ask for.

use std::collections::HashMap;

use crate::{
    equivalence::Equivalence,
    meet::Seen,
    model::{Pattern, Rule},
};

/// A pattern of a rule.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Leaf {
    pub rule: usize,
    pub pattern: u16,
}

/// Where to look for the patterns an outcome could meet. A pattern may stand under several keys of one drawer.
#[derive(Debug, Default)]
pub(crate) struct Index {
    /// Patterns of each rule in the order they are written.
    patterns: Vec<Vec<Pattern>>,
    by_code: HashMap<String, Vec<Leaf>>,
    by_kind: HashMap<String, Vec<Leaf>>,
    by_title: HashMap<String, Vec<Leaf>>,
    /// Titles with wildcards, by what stands before the first one, at most two characters.
    by_start: HashMap<String, Vec<Leaf>>,
    by_issuer: HashMap<String, Vec<Leaf>>,
    rest: Vec<Leaf>,
}

/// How many characters of a title with wildcards are a key.
const START_CHARS: usize = 2;

impl Index {
    pub(crate) fn new(rules: &[Rule]) -> Index {
        let mut index = Index::default();
        for (place, rule) in rules.iter().enumerate() {
            let patterns: Vec<Pattern> =
                rule.source.iter().flat_map(|source| source.patterns()).map(|(_, pattern)| pattern.clone()).collect();
            for (at, pattern) in patterns.iter().enumerate() {
                index.file(rule, pattern, Leaf { rule: place, pattern: u16::try_from(at).unwrap_or(u16::MAX) });
            }
            index.patterns.push(patterns);
        }
        index
    }

    fn file(&mut self, rule: &Rule, pattern: &Pattern, leaf: Leaf) {
        let under = |drawer: &mut HashMap<String, Vec<Leaf>>, key: String| drawer.entry(key).or_default().push(leaf);
        let table = pattern.table.as_ref().and_then(|table| rule.tables.get(table));
        let codes = if pattern.codes.is_empty() { table } else { Some(&pattern.codes) };
        if let Some(codes) = codes {
            codes.iter().for_each(|code| under(&mut self.by_code, code.clone()));
        } else if !pattern.certificate_kinds.is_empty() {
            pattern.certificate_kinds.iter().for_each(|kind| under(&mut self.by_kind, kind.clone()));
        } else if let Some(title) = pattern.title.as_ref().filter(|title| title.is_plain()) {
            under(&mut self.by_title, title.prefix().iter().collect());
        } else if let Some(title) = pattern.title.as_ref().filter(|title| !title.prefix().is_empty()) {
            under(&mut self.by_start, title.prefix().iter().take(START_CHARS).collect());
        } else if !pattern.issuers.is_empty() {
            pattern.issuers.iter().for_each(|issuer| under(&mut self.by_issuer, issuer.clone()));
        } else {
            self.rest.push(leaf);
        }
    }

    /// Calls with each pattern the outcome could meet; some of them more than once.
    pub(crate) fn each(&self, seen: &Seen, same: &Equivalence, mut with: impl FnMut(Leaf)) {
        let outcome = seen.outcome;
        let title: String = seen.title.iter().collect();
        let starts = (1..=START_CHARS).map(|count| seen.title.iter().take(count).collect::<String>());
        let mut drawers: Vec<Option<&Vec<Leaf>>> = vec![
            self.by_kind.get(&outcome.certificate_kind),
            self.by_title.get(&title),
            self.by_issuer.get(&outcome.issuer),
            Some(&self.rest),
        ];
        drawers.extend(starts.map(|start| self.by_start.get(&start)));
        if !outcome.code.is_empty() {
            drawers.extend(same.codes(&outcome.issuer, &outcome.code).map(|code| self.by_code.get(code)));
        }
        drawers.into_iter().flatten().flatten().for_each(|leaf| with(*leaf));
    }

    pub(crate) fn pattern(&self, leaf: Leaf) -> &Pattern {
        &self.patterns[leaf.rule][usize::from(leaf.pattern)]
    }
}
