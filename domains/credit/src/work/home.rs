//! What waits for whom: the facts behind a front page. How they are said is the page's business.

use op::{Op, Result};

use crate::access::Action;
use crate::model::{Application, ApplicationState};
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
    Ok(store::home::waiting(op.conn(), institution, op.now())?)
}

/// What a learner's outcomes are worth now, and what of their applications needs them.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Own {
    /// Whether anything was deposited for them.
    pub has_outcomes: bool,
    /// What of it counts now.
    pub counts: matches::Summary,
    /// The programme in which most is recognised.
    pub best: Option<matches::Match>,
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
    let found = matches::of_learner(op, learner)?;
    let mut own = Own {
        has_outcomes: store::outcome::total(op.conn(), learner, None)?.0 > 0,
        counts: matches::summarise(op, &found)?,
        best: found.into_iter().next(),
        ..Own::default()
    };
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
