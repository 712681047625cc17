//! What one domain does when another tells of an event: the only place that knows two business domains at once.

use incentive::work::{earning::EARN_JOB, reversal::REVERSE_JOB};
use op::Reaction;

use crate::handover::{CAMPAIGN_JOB, COUNTY_JOB, EVALUATION_JOB, SYSTEM_JOB};

/// Every reaction, one line each.
pub const REACTIONS: &[Reaction] = &[
    // A batch of outcomes was deposited: they earn points under the schemes in force.
    Reaction { event: "credit.outcomes.deposited", job: EARN_JOB },
    // An outcome no longer stands: the points that leant on it are taken back.
    Reaction { event: "credit.outcome.revoked", job: REVERSE_JOB },
    // All returns of a county are approved: supervision judges its figures.
    Reaction { event: "collection.county.approved", job: COUNTY_JOB },
    // A collection is complete: statistics has what its schools add up to.
    Reaction { event: "collection.campaign.released", job: CAMPAIGN_JOB },
    // An indicator system is published: statistics makes evaluations from it.
    Reaction { event: "monitor.system.published", job: SYSTEM_JOB },
    // An evaluation is published: dissemination has its results as the draft of a release.
    Reaction { event: "statistics.evaluation.published", job: EVALUATION_JOB },
];
