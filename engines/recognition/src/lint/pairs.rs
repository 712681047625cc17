//! Rules beside one another: repeated, duplicated, shadowed.

use std::collections::{BTreeSet, HashMap};

use super::{Finding, Lint, finding};
use crate::{
    hash::canonical,
    model::{Condition, Minimum, Pattern, Rule},
};

/// Rules by what they count as, so that only like is held against like.
pub(super) struct Pairs {
    /// Content without id, version, validity and source side, and the rules that share it.
    alike: HashMap<String, Vec<usize>>,
    keys: Vec<String>,
}

/// The most rules with the same targets that are held against one another: beyond it only the neighbours in order are.
const ALIKE_MAX: usize = 400;

impl Pairs {
    pub(super) fn new(rules: &[&Rule]) -> Pairs {
        let mut pairs = Pairs { alike: HashMap::new(), keys: Vec::with_capacity(rules.len()) };
        for (place, rule) in rules.iter().enumerate() {
            let key = canonical(&bare(rule));
            pairs.alike.entry(key.clone()).or_default().push(place);
            pairs.keys.push(key);
        }
        pairs
    }

    pub(super) fn lint(&self, rules: &[&Rule], place: usize, findings: &mut Vec<Finding>) {
        let rule = rules[place];
        let next = rules.get(place + 1);
        if next.is_some_and(|next| next.id == rule.id && next.version == rule.version) {
            findings.push(finding(Lint::VersionRepeated, rule, "version", rule.version.to_string()));
        }
        if rule.source.is_none() {
            return;
        }
        let alike = self.alike.get(&self.keys[place]).map(Vec::as_slice).unwrap_or_default();
        let near = |other: &&usize| alike.len() <= ALIKE_MAX || other.abs_diff(place) <= ALIKE_MAX;
        for other in alike.iter().filter(|other| **other != place).filter(near) {
            let wider = rules[*other];
            if wider.id == rule.id || !covers(wider, rule) {
                continue;
            }
            if covers(rule, wider) {
                // Of two that say the same, the later one is the duplicate.
                if *other < place {
                    return findings.push(finding(Lint::Duplicate, rule, "", &wider.id));
                }
            } else {
                return findings.push(finding(Lint::Shadowed, rule, "", &wider.id));
            }
        }
    }
}

/// A rule without what may differ between one that is wider and one that is narrower.
fn bare(rule: &Rule) -> Rule {
    Rule {
        id: String::new(),
        version: 0,
        programme: None,
        valid_from: units::Day::MIN,
        valid_to: None,
        months_max: None,
        prerequisites: BTreeSet::new(),
        excluded: BTreeSet::new(),
        source: None,
        minimum: Vec::new(),
        ..rule.clone()
    }
}

/// Whether everything one rule takes is taken by a wider one, wherever and whenever it is in force.
fn covers(wider: &Rule, rule: &Rule) -> bool {
    let (Some(wide), Some(own)) = (&wider.source, &rule.source) else { return false };
    let ends = match (wider.valid_to, rule.valid_to) {
        (None, _) => true,
        (Some(wide), Some(own)) => own <= wide,
        (Some(_), None) => false,
    };
    let ages = match (wider.months_max, rule.months_max) {
        (None, _) => true,
        (Some(wide), Some(own)) => own <= wide,
        (Some(_), None) => false,
    };
    (wider.programme.is_none() || wider.programme == rule.programme)
        && wider.valid_from <= rule.valid_from
        && ends
        && ages
        && wider.prerequisites.is_subset(&rule.prerequisites)
        && wider.excluded.is_subset(&rule.excluded)
        && asks_less(&wider.minimum, &rule.minimum)
        && takes(wide, own)
}

/// Whether every grade that is enough for the second list is enough for the first.
fn asks_less(wider: &[Minimum], own: &[Minimum]) -> bool {
    let enough =
        |least: &Minimum| wider.iter().any(|wide| wide.scale == least.scale && wide.at_least <= least.at_least);
    wider.is_empty() || (!own.is_empty() && own.iter().all(enough))
}

/// Whether every set of outcomes the second condition takes is taken by the first. Says no where it is not plain to see.
fn takes(wider: &Condition, own: &Condition) -> bool {
    if wider == own {
        return true;
    }
    match (wider, own) {
        (_, Condition::Any(parts)) => parts.iter().all(|part| takes(wider, part)),
        (Condition::Any(parts), _) => parts.iter().any(|part| takes(part, own)),
        (Condition::One(wide), Condition::One(own)) => is_wider(wide, own),
        _ => false,
    }
}

fn is_wider(wider: &Pattern, own: &Pattern) -> bool {
    fn within<T: Ord>(wide: &BTreeSet<T>, own: &BTreeSet<T>) -> bool {
        wide.is_empty() || (!own.is_empty() && own.is_subset(wide))
    }
    within(&wider.classes, &own.classes)
        && within(&wider.issuers, &own.issuers)
        && within(&wider.codes, &own.codes)
        && within(&wider.levels, &own.levels)
        && within(&wider.certificate_kinds, &own.certificate_kinds)
        && within(&wider.certificate_levels, &own.certificate_levels)
        && (wider.table.is_none() || wider.table == own.table)
        && (wider.title.is_none() || wider.title == own.title)
        && (wider.subject.is_none() || wider.subject == own.subject)
        && asks_less(&wider.minimum, &own.minimum)
}
