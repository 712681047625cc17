//! What waits for whom: the facts behind a front page. How they are said is the page's business.

use op::{Op, Result};

use super::{authority_place, counter, scheme};
use crate::access::{Action, LearnerVerb, authorities, organisations, roles_at};
use crate::model::{OrderState, SchemeState};
use crate::store;

/// What waits at a place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Waiting {
    /// Code of the institution or region.
    pub place: String,
    /// Orders to be collected, or schemes for a second person.
    pub count: i64,
}

/// Orders that wait at the counters of the operation's actor.
pub fn orders(op: &Op) -> Result<Vec<Waiting>> {
    let mut waiting = Vec::new();
    for place in organisations(op.actor(), &[crate::access::REGISTRAR, crate::access::CLERK]) {
        let counts = counter::counts(op, &place)?;
        let held = counts.iter().find(|(state, _)| *state == OrderState::Held).map_or(0, |(_, count)| *count);
        waiting.push(Waiting { place, count: held });
    }
    Ok(waiting)
}

/// Schemes that wait for the operation's actor as second person; their own do not.
pub fn schemes(op: &Op) -> Result<Vec<Waiting>> {
    let mut waiting = Vec::new();
    for authority in authorities(op.actor()) {
        if !roles_at(op.actor(), &authority_place(op, &authority)?).contains(&"second") {
            continue;
        }
        let state = Some(SchemeState::Submitted.name());
        let found = scheme::of_authority(op, &authority, state, None, true, SCHEMES_MAX)?;
        let count = found.iter().filter(|scheme| scheme.drafted_by != op.actor().id).count() as i64;
        waiting.push(Waiting { place: authority, count });
    }
    Ok(waiting)
}

/// Schemes counted for a front page.
const SCHEMES_MAX: i64 = 100;

/// How many orders of a learner wait to be collected.
pub fn own(op: &Op, learner: &str) -> Result<i64> {
    op.check(&Action::Learner(LearnerVerb::ViewOrders, learner, learner))?;
    Ok(store::order::held(op.conn(), learner)?)
}
