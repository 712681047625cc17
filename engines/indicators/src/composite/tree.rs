//! Indicators and aggregates as a tree of any depth, children before what they are part of.

use std::collections::BTreeMap;

use sha2::{Digest, Sha256};

use super::fault::Fault;
use super::limits::{CODE_LETTERS_MAX, INDICATORS_MAX, LEVELS_MAX};
use super::spec::{Entry, Kind, Norms};

/// An indicator or an aggregate.
#[derive(Clone, Debug)]
pub struct Node {
    /// Code.
    pub code: String,
    /// Name for people; the code where there is none.
    pub name: String,
    /// Level, 1 for indicators.
    pub level: usize,
    /// What it is part of; none at the top.
    pub parent: Option<usize>,
    /// What it is made of, in the order of the metadata.
    pub children: Vec<usize>,
    /// 1 if more is better, −1 if less is.
    pub direction: f64,
    /// Weight among its siblings.
    pub weight: f64,
    /// Unit of measurement.
    pub unit: String,
    /// Code of what it is divided by.
    pub denominator: Option<String>,
    /// The denominator is divided by this before it divides.
    pub scale: Option<f64>,
    /// Parameters of normalisation.
    pub norms: Norms,
}

/// The tree: indicators first, then aggregates by level, both in the order of the metadata.
#[derive(Clone, Debug)]
pub struct Tree {
    nodes: Vec<Node>,
    indicators: usize,
    groups: Vec<String>,
    denominators: Vec<String>,
    others: Vec<String>,
}

impl Tree {
    /// Builds the tree of entries. Refused in order: no or too many indicators; codes empty, too long or twice; numbers
    /// out of range; parents unknown or no aggregates; circles; levels against the tree; aggregates of nothing; several
    /// tops.
    pub fn build(entries: &[Entry]) -> Result<Tree, Fault> {
        let of = |kind: Kind| entries.iter().filter(move |entry| entry.kind == kind);
        let indicators = of(Kind::Indicator).count();
        if indicators == 0 || indicators > INDICATORS_MAX {
            let what = format!("{indicators} indicators; there must be 1 to {INDICATORS_MAX}");
            return Err(Fault::new("metadata", what, "describe each indicator in a line of its own"));
        }
        check_each(entries)?;
        let listed: Vec<&Entry> = of(Kind::Indicator).chain(of(Kind::Aggregate)).collect();
        let parents = parents(&listed)?;
        let levels = levels(&listed, &parents)?;
        let mut order: Vec<usize> = (0..listed.len()).collect();
        order.sort_by_key(|&at| (levels[at], at));
        let mut place = vec![0; listed.len()];
        for (to, &from) in order.iter().enumerate() {
            place[from] = to;
        }
        let mut nodes: Vec<Node> =
            order.iter().map(|&at| node(listed[at], levels[at], parents[at].map(|parent| place[parent]))).collect();
        // In the order of the metadata, whatever the levels.
        for at in 0..listed.len() {
            if let Some(parent) = parents[at] {
                nodes[place[parent]].children.push(place[at]);
            }
        }
        let codes = |kind: Kind| of(kind).map(|entry| entry.code.clone()).collect();
        let (groups, denominators, others) = (codes(Kind::Group), codes(Kind::Denominator), codes(Kind::Other));
        let tree = Tree { nodes, indicators, groups, denominators, others };
        tree.whole()?;
        Ok(tree)
    }

    fn whole(&self) -> Result<(), Fault> {
        if let Some(empty) = self.nodes[self.indicators..].iter().find(|node| node.children.is_empty()) {
            let place = format!("metadata, {}", empty.code);
            return Err(Fault::new(
                place,
                "an aggregate that nothing is part of",
                "name it as a parent, or leave it out",
            ));
        }
        let tops: Vec<&str> =
            self.nodes.iter().filter(|node| node.parent.is_none()).map(|node| node.code.as_str()).collect();
        if self.nodes.len() > self.indicators && tops.len() > 1 {
            let shown = tops.iter().take(5).copied().collect::<Vec<_>>().join(", ");
            let what = format!("{} elements are part of nothing: {shown}", tops.len());
            return Err(Fault::new("metadata", what, "give all but one of them a parent"));
        }
        Ok(())
    }

    /// All nodes, children before parents.
    pub fn nodes(&self) -> &[Node] {
        &self.nodes
    }

    /// How many of the nodes, the first ones, are indicators.
    pub fn indicators(&self) -> usize {
        self.indicators
    }

    /// Columns that are groups.
    pub fn groups(&self) -> &[String] {
        &self.groups
    }

    /// Columns that are denominators.
    pub fn denominators(&self) -> &[String] {
        &self.denominators
    }

    /// Columns that are carried along.
    pub fn others(&self) -> &[String] {
        &self.others
    }

    /// The node of a code.
    pub fn find(&self, code: &str) -> Option<usize> {
        self.nodes.iter().position(|node| node.code == code)
    }

    /// The highest level.
    pub fn levels(&self) -> usize {
        self.nodes.iter().map(|node| node.level).max().unwrap_or(1)
    }

    /// The node at the top, if there are aggregates.
    pub fn top(&self) -> Option<usize> {
        (self.nodes.len() > self.indicators).then(|| self.nodes.len() - 1)
    }

    /// What a node is part of at a level: itself, an ancestor, or nothing.
    pub fn ancestor(&self, node: usize, level: usize) -> Option<usize> {
        let mut at = node;
        while self.nodes[at].level < level {
            at = self.nodes[at].parent?;
        }
        (self.nodes[at].level == level).then_some(at)
    }

    /// The nodes of a level, in the order of the tree.
    pub fn of_level(&self, level: usize) -> Vec<usize> {
        (0..self.nodes.len()).filter(|&at| self.nodes[at].level == level).collect()
    }

    /// The indicators below a node, or itself if it is one.
    pub fn indicators_below(&self, node: usize) -> Vec<usize> {
        (0..self.indicators)
            .filter(|&leaf| {
                let mut at = Some(leaf);
                while let Some(here) = at.filter(|&here| here != node) {
                    at = self.nodes[here].parent;
                }
                at.is_some()
            })
            .collect()
    }

    /// Weights of the metadata, one for each node.
    pub fn weights(&self) -> Vec<f64> {
        self.nodes.iter().map(|node| node.weight).collect()
    }

    /// SHA-256 of everything but the weights.
    pub fn hash(&self) -> [u8; 32] {
        let mut hash = Sha256::new();
        for node in &self.nodes {
            let norms = serde_json::to_string(&node.norms).unwrap_or_default();
            let parent = node.parent.map(|parent| self.nodes[parent].code.as_str());
            let line = (&node.code, node.level, parent, node.direction, &node.denominator, node.scale, norms);
            hash.update(serde_json::to_string(&line).unwrap_or_default());
        }
        hash.finalize().into()
    }
}

fn node(entry: &Entry, level: usize, parent: Option<usize>) -> Node {
    Node {
        code: entry.code.clone(),
        name: if entry.name.is_empty() { entry.code.clone() } else { entry.name.clone() },
        level,
        parent,
        children: Vec::new(),
        direction: entry.direction,
        weight: entry.weight,
        unit: entry.unit.clone(),
        denominator: entry.denominator.clone(),
        scale: entry.scale,
        norms: entry.norms,
    }
}

fn check_each(entries: &[Entry]) -> Result<(), Fault> {
    let mut seen: BTreeMap<&str, usize> = BTreeMap::new();
    for (at, entry) in entries.iter().enumerate() {
        let place = format!("metadata, entry {} ({})", at + 1, entry.code);
        if entry.code.trim().is_empty() || entry.code.chars().count() > CODE_LETTERS_MAX {
            let what = format!("the code is empty or longer than {CODE_LETTERS_MAX} letters");
            return Err(Fault::new(place, what, "give it a short code"));
        }
        if let Some(first) = seen.insert(&entry.code, at) {
            return Err(Fault::new(place, format!("the code stands at entry {} already", first + 1), "rename one"));
        }
        if !matches!(entry.kind, Kind::Indicator | Kind::Aggregate) {
            continue;
        }
        if entry.direction.abs() != 1.0 {
            return Err(Fault::new(place, format!("the direction is {}", entry.direction), "write 1 or -1"));
        }
        if !entry.weight.is_finite() || entry.weight < 0.0 {
            return Err(Fault::new(place, format!("the weight is {}", entry.weight), "write a number from 0"));
        }
        if entry.scale.is_some_and(|scale| !scale.is_finite() || scale == 0.0) {
            return Err(Fault::new(place, "the scale of the denominator is 0 or no number", "write a number"));
        }
    }
    Ok(())
}

fn parents(listed: &[&Entry]) -> Result<Vec<Option<usize>>, Fault> {
    let by_code: BTreeMap<&str, usize> =
        listed.iter().enumerate().map(|(at, entry)| (entry.code.as_str(), at)).collect();
    let aggregates = listed.iter().any(|entry| entry.kind == Kind::Aggregate);
    let mut parents = Vec::with_capacity(listed.len());
    for entry in listed {
        let place = format!("metadata, {}", entry.code);
        let Some(code) = &entry.parent else {
            if aggregates && entry.kind == Kind::Indicator {
                let remedy = "name the aggregate it belongs to, or make it of kind other";
                return Err(Fault::new(place, "an indicator without a parent", remedy));
            }
            parents.push(None);
            continue;
        };
        match by_code.get(code.as_str()) {
            Some(&at) if listed[at].kind == Kind::Aggregate => parents.push(Some(at)),
            Some(_) => {
                let what = format!("its parent {code} is an indicator");
                return Err(Fault::new(place, what, "name an aggregate"));
            }
            None => {
                let what = format!("its parent {code} is not described");
                return Err(Fault::new(place, what, "describe it as an aggregate, or correct the code"));
            }
        }
    }
    Ok(parents)
}

fn levels(listed: &[&Entry], parents: &[Option<usize>]) -> Result<Vec<usize>, Fault> {
    let mut least = vec![1; listed.len()];
    for leaf in 0..listed.len() {
        // Walking up from every node meets a circle within as many steps as there are nodes, a deep chain before that.
        let (mut at, mut height) = (leaf, 1);
        while let Some(parent) = parents[at] {
            height += 1;
            if height > LEVELS_MAX {
                let place = format!("metadata, {}", listed[leaf].code);
                let circle = circle(leaf, parents).map(|at| listed[at].code.as_str());
                let what = match circle {
                    Some(code) => format!("{code} is part of itself"),
                    None => format!("more than {LEVELS_MAX} levels above it"),
                };
                return Err(Fault::new(place, what, "correct the parents"));
            }
            at = parent;
        }
    }
    for _ in 0..LEVELS_MAX {
        for at in 0..listed.len() {
            if let Some(parent) = parents[at] {
                least[parent] = least[parent].max(least[at] + 1);
            }
        }
    }
    let mut levels = least;
    for (at, entry) in listed.iter().enumerate() {
        let Some(said) = entry.level else { continue };
        let fits = if entry.kind == Kind::Indicator { said == 1 } else { said >= levels[at] && said <= LEVELS_MAX };
        if !fits {
            let what = format!("level {said}, but the tree puts it at {}", levels[at]);
            return Err(Fault::new(format!("metadata, {}", entry.code), what, "correct the level or the parents"));
        }
        levels[at] = said;
    }
    for (at, parent) in parents.iter().enumerate() {
        if let Some(parent) = parent.filter(|&parent| levels[parent] <= levels[at]) {
            let what = format!("level {}, its parent {} level {}", levels[at], listed[parent].code, levels[parent]);
            return Err(Fault::new(format!("metadata, {}", listed[at].code), what, "correct the levels"));
        }
    }
    Ok(levels)
}

/// A node on a circle above a node, if there is one.
fn circle(from: usize, parents: &[Option<usize>]) -> Option<usize> {
    let mut at = from;
    for _ in 0..parents.len() {
        at = parents[at]?;
    }
    Some(at)
}
