//! What one domain does when another tells of an event: the only place that knows two business domains at once.

use incentive::work::{earning::EARN_JOB, reversal::REVERSE_JOB};
use op::Reaction;

/// Every reaction, one line each.
pub const REACTIONS: &[Reaction] = &[
    // A batch of outcomes was deposited: they earn points under the schemes in force.
    Reaction { event: "credit.outcomes.deposited", job: EARN_JOB },
    // An outcome no longer stands: the points that leant on it are taken back.
    Reaction { event: "credit.outcome.revoked", job: REVERSE_JOB },
];
