//! Ways from a course back to itself through the rules of several institutions: none may gain.
//!
//! A rule that takes one course of one issuer as one course is a step. What a step gives is what it says before the credit
//! is held to the target's own: the target's credit, or the ratio of what came in. A way that comes back with more than it
//! set out with is told. A single answer never gains all the same, for recorded is never more than the target's credit,
//! and a grade obtained by recognition never counts again; the finding shows where the rules of equals do not fit together.

use std::collections::{BTreeMap, BTreeSet};

use units::Credit;

use super::{Finding, Ground, Lint};
use crate::model::{Condition, Given, Pattern, Rule};

/// The most steps of a way: four provinces and back, twice over.
const STEPS_MAX: usize = 8;
/// The most ways that are followed.
const WAYS_MAX: usize = 200_000;

/// A course of an institution, by the least of its codes.
type Node = (String, String);

struct Step<'a> {
    to: Node,
    rule: &'a Rule,
}

/// The least and the most credit of a course in the programmes of its institution.
type Span = (Credit, Credit);

struct Search<'a> {
    steps: BTreeMap<Node, Vec<Step<'a>>>,
    credits: BTreeMap<Node, Span>,
    ways: usize,
    found: BTreeSet<Vec<String>>,
    findings: Vec<Finding>,
}

pub(super) fn lint(ground: &Ground, findings: &mut Vec<Finding>) {
    let mut search = Search {
        steps: steps(ground),
        credits: credits(ground),
        ways: 0,
        found: BTreeSet::new(),
        findings: Vec::new(),
    };
    let starts: Vec<Node> = search.steps.keys().cloned().collect();
    for start in &starts {
        let credit = search.credits.get(start).map_or(Credit::from_hundredths(100), |(least, _)| *least);
        search.follow(start, start, credit, credit, &mut Vec::new(), &mut Vec::new());
    }
    if search.ways > WAYS_MAX {
        let about = WAYS_MAX.to_string();
        let untried =
            Finding { lint: Lint::CyclesUntried, rule: String::new(), version: 0, place: String::new(), about };
        search.findings.push(untried);
    }
    findings.append(&mut search.findings);
}

impl Search<'_> {
    fn follow(
        &mut self,
        start: &Node,
        at: &Node,
        began: Credit,
        credit: Credit,
        nodes: &mut Vec<Node>,
        rules: &mut Vec<String>,
    ) {
        self.ways += 1;
        if rules.len() >= STEPS_MAX || self.ways > WAYS_MAX {
            return;
        }
        let Some(steps) = self.steps.get(at) else { return };
        let next: Vec<(Node, Option<Credit>, String)> =
            steps.iter().map(|step| (step.to.clone(), self.gives(step, credit), step.rule.id.clone())).collect();
        for (to, given, rule) in next {
            let Some(given) = given else { continue };
            if to == *start {
                rules.push(rule);
                if given > began {
                    self.tell(start, began, given, nodes, rules);
                }
                rules.pop();
            } else if to > *start && !nodes.contains(&to) {
                nodes.push(to.clone());
                rules.push(rule);
                self.follow(start, &to, began, given, nodes, rules);
                rules.pop();
                nodes.pop();
            }
        }
    }

    fn gives(&self, step: &Step, credit: Credit) -> Option<Credit> {
        match step.rule.credit {
            Given::Target => self.credits.get(&step.to).map(|(_, most)| *most),
            Given::Ratio(ratio, rounding) => credit.times(ratio, rounding).map(|(product, _)| product),
        }
    }

    fn tell(&mut self, start: &Node, began: Credit, given: Credit, nodes: &[Node], rules: &[String]) {
        if !self.found.insert(rules.to_vec()) {
            return;
        }
        let name = |node: &Node| format!("{} {}", node.0, node.1);
        let way: Vec<String> = [start].into_iter().chain(nodes).chain([start]).map(name).collect();
        self.findings.push(Finding {
            lint: Lint::CycleGains,
            rule: rules.join(", "),
            version: 0,
            place: String::new(),
            about: format!("{} ({began} → {given})", way.join(" → ")),
        });
    }
}

fn steps<'a>(ground: &Ground<'a>) -> BTreeMap<Node, Vec<Step<'a>>> {
    let mut steps: BTreeMap<Node, Vec<Step>> = BTreeMap::new();
    for rule in ground.rules.iter().copied() {
        let Some(target) = rule.target.as_ref().filter(|target| target.choose == Some(1) || target.courses.len() == 1)
        else {
            continue;
        };
        let mut alone = Vec::new();
        rule.source.iter().for_each(|source| sufficient(source, &mut alone));
        for pattern in alone {
            let table = pattern.table.as_ref().and_then(|table| rule.tables.get(table));
            let codes = if pattern.codes.is_empty() { table } else { Some(&pattern.codes) };
            for (issuer, code) in
                pattern.issuers.iter().flat_map(|issuer| codes.into_iter().flatten().map(move |code| (issuer, code)))
            {
                let from = node(ground, issuer, code);
                let of_institution = |code: &String| node(ground, &rule.institution, code);
                let own = steps.entry(from).or_default();
                own.extend(target.courses.iter().map(of_institution).map(|to| Step { to, rule }));
            }
        }
    }
    steps
}

/// The patterns that are enough alone.
fn sufficient<'a>(condition: &'a Condition, found: &mut Vec<&'a Pattern>) {
    match condition {
        Condition::One(pattern) => found.push(pattern),
        Condition::Any(parts) | Condition::Some(1, parts) => parts.iter().for_each(|part| sufficient(part, found)),
        Condition::All(parts) if parts.len() == 1 => parts.iter().for_each(|part| sufficient(part, found)),
        Condition::All(_) | Condition::Some(_, _) => {}
    }
}

fn node(ground: &Ground, institution: &str, code: &str) -> Node {
    (institution.to_owned(), ground.same.identity(institution, code).to_owned())
}

fn credits(ground: &Ground) -> BTreeMap<Node, Span> {
    let mut credits: BTreeMap<Node, Span> = BTreeMap::new();
    for programme in ground.programmes {
        for course in &programme.courses {
            let span = credits.entry(node(ground, &programme.institution, &course.code));
            let (least, most) = span.or_insert((course.credit, course.credit));
            *least = (*least).min(course.credit);
            *most = (*most).max(course.credit);
        }
    }
    credits
}
