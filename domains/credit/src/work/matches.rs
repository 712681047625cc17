//! 哪些成果能认定: what a learner's outcomes count as, under the rules published now. Nobody has to be asked.

use std::collections::{BTreeMap, BTreeSet};

use op::{Op, Result};
use units::Credit;

use crate::access::{Action, LearnerVerb};
use crate::model::{Account, Match, MatchVerdict, Outcome, Rule};
use crate::rules::application::{Candidate, verdict};
use crate::store;

/// Pairs of outcome and rule looked at for one learner.
const MATCHES_MAX: i64 = 2_000;

/// Every published rule that speaks of an outcome of the learner, with its verdict.
pub fn of_learner(op: &Op, learner: &str) -> Result<Vec<Match>> {
    op.check(&Action::Learner(LearnerVerb::ViewMatches, learner, learner))?;
    let pairs = store::rule::matches(op.conn(), learner, MATCHES_MAX)?;
    let standing = Standing::of(op, learner)?;
    let mut matches: Vec<Match> = pairs
        .into_iter()
        .map(|(rule, outcome)| {
            let candidate = standing.candidate(outcome, rule);
            let verdict = verdict(&candidate, standing.at(&candidate.rule.content.institution), op.today());
            Match { outcome: candidate.outcome, rule: candidate.rule, verdict }
        })
        .collect();
    // What counts first; the order of the query, institution and target, is kept inside both halves.
    matches.sort_by_key(|found| found.verdict != MatchVerdict::Counts);
    Ok(matches)
}

/// What already stands in the way of a learner: uses, targets, and what was granted where.
pub struct Standing {
    uses: BTreeSet<(String, String, String)>,
    targets: BTreeSet<(String, String)>,
    granted: BTreeMap<String, Credit>,
}

impl Standing {
    /// Reads it.
    pub fn of(op: &Op, learner: &str) -> Result<Standing> {
        let uses = store::outcome::uses(op.conn(), learner)?;
        let balances = store::ledger::balances(op.conn(), learner)?;
        let granted = balances.into_iter().filter(|(account, ..)| *account == Account::Granted);
        Ok(Standing {
            uses: uses.into_iter().map(|used| (used.outcome, used.institution, used.target_code)).collect(),
            targets: store::outcome::targets(op.conn(), learner)?.into_iter().collect(),
            granted: granted.map(|(_, party, amount)| (party, amount)).collect(),
        })
    }

    /// What is reserved and recognised at an institution.
    pub fn at(&self, institution: &str) -> Credit {
        self.granted.get(institution).copied().unwrap_or(Credit::ZERO)
    }

    /// Whether an outcome is bound to a target already, or the target is taken from whatever outcome.
    pub fn takes(&self, outcome: &str, institution: &str, target: &str) -> bool {
        let key = (outcome.to_owned(), institution.to_owned(), target.to_owned());
        self.uses.contains(&key) || self.targets.contains(&(key.1, key.2))
    }

    /// An outcome beside a rule.
    pub fn candidate(&self, outcome: Outcome, rule: Rule) -> Candidate {
        let (institution, target) = (&rule.content.institution, &rule.content.target.code);
        let used = self.uses.contains(&(outcome.id.clone(), institution.clone(), target.clone()));
        let target_taken = self.targets.contains(&(institution.clone(), target.clone()));
        Candidate { used, target_taken, outcome, rule }
    }
}

/// What counts in all: how many outcomes, at how many institutions, for how much credit of distinct targets.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize, schemars::JsonSchema)]
pub struct Summary {
    /// Outcomes that count somewhere.
    pub outcomes: usize,
    /// Institutions at which one counts.
    pub institutions: usize,
    /// Credit of the distinct targets at the institution where it is most: one does not study at all of them.
    pub credit: Credit,
}

/// Sums matches up.
pub fn summarise(matches: &[Match]) -> Summary {
    let counting = matches.iter().filter(|found| found.verdict == MatchVerdict::Counts);
    let mut outcomes = BTreeSet::new();
    let mut targets: BTreeMap<&str, BTreeMap<&str, Credit>> = BTreeMap::new();
    for found in counting {
        let content = &found.rule.content;
        outcomes.insert(found.outcome.id.as_str());
        targets.entry(&content.institution).or_default().insert(&content.target.code, content.target.credit);
    }
    let sums = targets.values().filter_map(|targets| Credit::total(targets.values().copied()));
    Summary { outcomes: outcomes.len(), institutions: targets.len(), credit: sums.max().unwrap_or(Credit::ZERO) }
}

/// What counts for a learner in all.
pub fn summary(op: &Op, learner: &str) -> Result<Summary> {
    Ok(summarise(&of_learner(op, learner)?))
}

/// The rules that speak of one outcome.
pub fn of_outcome(op: &Op, learner: &str, outcome: &str) -> Result<Vec<Match>> {
    let mut matches = of_learner(op, learner)?;
    matches.retain(|found| found.outcome.id == outcome);
    Ok(matches)
}
