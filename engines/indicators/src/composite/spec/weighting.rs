//! Where weights come from.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// Changes the weights of one level.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Weigh {
    /// The level whose weights change; `given`, `budget_allocation` and `ahp` name codes and need none.
    #[serde(default)]
    pub level: Option<usize>,
    /// How.
    pub method: Weighting,
}

/// A way to weights.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Weighting {
    /// As given, by code.
    Given(BTreeMap<String, f64>),
    /// The same for all.
    Equal,
    /// Experts distribute points; each expert's are brought to the sum 1 and the means count.
    BudgetAllocation(Vec<BTreeMap<String, f64>>),
    /// Analytic hierarchy process: the principal eigenvector of pairwise comparisons (Saaty 1980).
    Ahp(Comparisons),
    /// Loadings of the first principal component of each group, as they are; they may be negative.
    PrincipalComponent,
    /// Rotated factors (Nicoletti et al. 2000): squared loadings of the factor an indicator belongs to, times the
    /// factor's share of the variance explained.
    Factors(Factors),
    /// Shannon's entropy: what differs most between units counts most.
    Entropy,
    /// CRITIC: spread times disagreement with the siblings (Diakoulaki et al. 1995).
    Critic,
    /// Weights under which the children's correlations with the top have a wanted relation.
    Balance(Balance),
    /// Weights under which the correlations with the top add up to the most.
    Infomax(Search),
}

/// Pairwise comparisons.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Comparisons {
    /// What is compared.
    pub codes: Vec<String>,
    /// Row i, column j: how much more i counts than j; 1 on the diagonal, reciprocal across it.
    pub matrix: Vec<Vec<f64>>,
    /// The largest consistency ratio that is taken without a finding.
    #[serde(default = "tenth")]
    pub consistency_max: f64,
}

fn tenth() -> f64 {
    0.1
}

/// Which factors are kept.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Factors {
    /// So many; null: by the three limits below.
    pub count: Option<usize>,
    /// Eigenvalue above this.
    pub eigenvalue_above: f64,
    /// Own share of the variance above this.
    pub share_above: f64,
    /// Until so much of the variance is explained together.
    pub explained: f64,
}

impl Default for Factors {
    fn default() -> Factors {
        Factors { count: None, eigenvalue_above: 1.0, share_above: 0.1, explained: 0.6 }
    }
}

/// How a search for weights goes.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Search {
    /// Relative tolerance.
    pub tolerance: f64,
    /// Evaluations at most.
    pub evaluations_max: usize,
    /// The correlation.
    pub coefficient: crate::numeric::correlation::Coefficient,
}

impl Default for Search {
    fn default() -> Search {
        Search {
            tolerance: 1e-8,
            evaluations_max: 5_000,
            coefficient: crate::numeric::correlation::Coefficient::Pearson,
        }
    }
}

/// A wanted relation of influences.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Balance {
    /// Wanted influence by code; empty: the same for all.
    pub influence: BTreeMap<String, f64>,
    /// How the search goes.
    pub search: Search,
}
