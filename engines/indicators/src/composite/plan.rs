//! The tree compiled for aggregation: children as ranges of column numbers, a rule for each aggregate.
//!
//! A plan is made once and run for as many sets of weights and figures as somebody likes; nothing is allocated while it
//! runs on rows. Columns 0 … leaves − 1 are the indicators, the aggregates follow in the order of the tree.

use units::Refusal;

use super::fault::Fault;
use super::spec::{Aggregate, Aggregator};
use super::tree::Tree;

/// An aggregate of the plan.
#[derive(Clone, Debug)]
pub struct Step {
    /// The node in the tree.
    pub node: usize,
    /// Its children: a range of [`Plan::children`].
    pub children: std::ops::Range<usize>,
    /// How it is made.
    pub rule: Aggregator,
    /// The least share of children that must be there.
    pub available_at_least: f64,
}

/// The compiled tree.
#[derive(Clone, Debug)]
pub struct Plan {
    leaves: usize,
    steps: Vec<Step>,
    children: Vec<u32>,
}

impl Plan {
    /// Compiles a tree. Refused in order: no aggregates; a wrong number of methods or availabilities; parameters out of
    /// range; overrides of codes that are no aggregates.
    pub fn compile(tree: &Tree, aggregate: &Aggregate) -> Result<Plan, Fault> {
        let place = "specification.stages, aggregate";
        let top = tree.top().ok_or_else(|| {
            Fault::new("metadata", "there are no aggregates", "describe what the indicators are part of")
        })?;
        let levels = tree.nodes()[top].level - 1;
        let counted = |what: &str, count: usize, none: bool| match count {
            0 if none => Ok(()),
            1 => Ok(()),
            count if count == levels => Ok(()),
            count => {
                let what = format!("{count} {what} for {levels} levels of aggregates");
                Err(Fault::new(place, what, "give one for all levels, or one for each from level 2 up"))
            }
        };
        counted("methods", aggregate.methods.len(), false)?;
        counted("availabilities", aggregate.available_at_least.len(), true)?;
        if let Some(code) =
            aggregate.overrides.keys().find(|code| tree.find(code).is_none_or(|at| at < tree.indicators()))
        {
            return Err(Fault::new(place, format!("{code} is no aggregate"), "override aggregates of the metadata"));
        }
        let of_level = |level: usize, count: usize| if count == 1 { 0 } else { level - 2 };
        let mut plan = Plan { leaves: tree.indicators(), steps: Vec::new(), children: Vec::new() };
        for (at, node) in tree.nodes().iter().enumerate().skip(tree.indicators()) {
            let first = plan.children.len();
            plan.children.extend(node.children.iter().map(|&child| child as u32));
            let method = &aggregate.methods[of_level(node.level, aggregate.methods.len())];
            let rule = aggregate.overrides.get(&node.code).unwrap_or(method).clone();
            check(&rule, node.children.len()).map_err(|fault| fault.inside(&format!("{place}, {}", node.code)))?;
            let shares = &aggregate.available_at_least;
            let available_at_least = match shares.len() {
                0 => 0.0,
                count => shares[of_level(node.level, count)],
            };
            if !(0.0..=1.0).contains(&available_at_least) {
                let what = format!("an availability of {available_at_least}");
                return Err(Fault::new(place, what, "write a share from 0 to 1"));
            }
            plan.steps.push(Step { node: at, children: first..plan.children.len(), rule, available_at_least });
        }
        Ok(plan)
    }

    /// Number of indicators.
    pub fn leaves(&self) -> usize {
        self.leaves
    }

    /// Aggregates, children before parents.
    pub fn steps(&self) -> &[Step] {
        &self.steps
    }

    /// Changes how one aggregate is made, to what another plan of the same tree has there.
    pub fn set_rule(&mut self, at: usize, rule: Aggregator, available_at_least: f64) {
        self.steps[at].rule = rule;
        self.steps[at].available_at_least = available_at_least;
    }

    /// Children of all steps as column numbers.
    pub fn children(&self) -> &[u32] {
        &self.children
    }

    /// Weights of the children in the order of [`Plan::children`], from weights by node, into a buffer that is used
    /// again.
    pub fn child_weights(&self, by_node: &[f64], into: &mut Vec<f64>) {
        into.clear();
        into.extend(self.children.iter().map(|&child| by_node[child as usize]));
    }

    /// Refuses weights that are no finite numbers or sum to zero in a group.
    pub fn check_weights(&self, tree: &Tree, by_node: &[f64]) -> Result<(), Fault> {
        for step in &self.steps {
            let weights = self.children[step.children.clone()].iter().map(|&child| by_node[child as usize]);
            let sum: f64 = weights.sum();
            if !sum.is_finite() || sum == 0.0 {
                let code = &tree.nodes()[step.node].code;
                let what = format!("the weights of its children sum to {sum}");
                let remedy = "give at least one child a weight above zero";
                let refusal = Refusal::new("composite.weights_sum").with("code", code).with("sum", sum);
                return Err(Fault::new(format!("weights of {code}"), what, remedy).named(refusal));
            }
        }
        Ok(())
    }
}

fn check(rule: &Aggregator, children: usize) -> Result<(), Fault> {
    use super::spec::OrderedWeights::{Quantifier, Weights};
    let refuse = |what: String, remedy: &str| Err(Fault::new("", what, remedy));
    match rule {
        Aggregator::Power { p } if !p.is_finite() => refuse(format!("the power {p}"), "write a finite number"),
        Aggregator::Owa(Weights(weights)) if weights.len() != children => {
            refuse(format!("{} ordered weights for {children} children", weights.len()), "give one for each child")
        }
        Aggregator::Owa(Weights(weights)) => {
            let sum: f64 = weights.iter().sum();
            match weights.iter().all(|weight| *weight >= 0.0) && sum > 0.0 && sum.is_finite() {
                true => Ok(()),
                false => refuse(format!("the ordered weights sum to {sum}"), "write numbers from 0, one above"),
            }
        }
        Aggregator::Owa(Quantifier(alpha)) if !(*alpha > 0.0 && alpha.is_finite()) => {
            refuse(format!("the quantifier's α is {alpha}"), "write a number above 0")
        }
        Aggregator::BenefitOfTheDoubt { share_min, share_max } => {
            let bounds = 0.0 <= *share_min && share_min <= share_max && *share_max <= 1.0;
            let n = children as f64;
            match bounds && share_min * n <= 1.0 + 1e-12 && share_max * n >= 1.0 - 1e-12 {
                true => Ok(()),
                false => refuse(
                    format!("shares from {share_min} to {share_max} of {children} children cannot sum to 1"),
                    "lower the least share or raise the most",
                ),
            }
        }
        _ => Ok(()),
    }
}
