//! What waits for whom: the facts behind a front page. How they are said is the page's business.

use std::collections::BTreeSet;

use op::{Op, Result};
use units::Credit;

use crate::access::Action;
use crate::model::{Application, ApplicationState, MatchVerdict};
use crate::store;
pub use crate::store::home::{Counts, Waiting};
use crate::work::{application, matches, place};

/// How much the bank holds; public.
pub fn counts(op: &Op) -> Result<Counts> {
    Ok(store::home::counts(op.conn())?)
}

/// What waits at an institution, for those who work there.
pub fn waiting(op: &Op, institution: &str) -> Result<Waiting> {
    let place = place(op, institution)?;
    op.check(&Action::ViewInbox(&place))?;
    Ok(store::home::waiting(op.conn(), institution)?)
}

/// What a learner's outcomes are worth now, and what of their applications needs them.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Own {
    /// Whether anything was deposited for them.
    pub has_outcomes: bool,
    /// Credit that could be recognised if everything that counts were applied for, each target course once.
    pub credit: Credit,
    /// Institutions where something counts.
    pub institutions: usize,
    /// Their provinces, as the first two digits of the region.
    pub provinces: usize,
    /// Applications sent back to them.
    pub returned: Vec<Application>,
    /// Applications they began and did not file.
    pub drafts: Vec<Application>,
    /// Applications that wait for a decision.
    pub filed: usize,
}

/// Applications looked at for a front page.
const APPLICATIONS_MAX: usize = 100;

/// A learner's own affairs at a glance.
pub fn own(op: &Op, learner: &str) -> Result<Own> {
    let mut own = Own::default();
    let (mut targets, mut provinces) = (BTreeSet::new(), BTreeSet::new());
    let mut institutions = BTreeSet::new();
    for found in matches::of_learner(op, learner)? {
        own.has_outcomes = true;
        if found.verdict != MatchVerdict::Counts {
            continue;
        }
        let rule = found.rule.content;
        if targets.insert((rule.institution.clone(), rule.target.code)) {
            own.credit = own.credit.checked_add(rule.target.credit).unwrap_or(own.credit);
        }
        if institutions.insert(rule.institution.clone()) {
            provinces.insert(place(op, &rule.institution)?.region.chars().take(2).collect::<String>());
        }
    }
    (own.institutions, own.provinces) = (institutions.len(), provinces.len());
    for application in application::own_list(op, learner, None, APPLICATIONS_MAX)? {
        match application.state {
            ApplicationState::Returned => own.returned.push(application),
            ApplicationState::Draft => own.drafts.push(application),
            ApplicationState::Filed => own.filed += 1,
            _ => {}
        }
    }
    Ok(own)
}
