//! Every way the steps around a decision say no, in the order in which each verb looks.

use units::{Args, Refuse};

/// A refusal. Its sentence stands in the words under the code with dashes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Objection {
    /// An application named in a bulk is not one this institution received.
    BulkForeign(String),
    /// The same application stands in a bulk twice.
    BulkTwice(String),
    /// Somebody else handed the bulk in.
    BulkNotYours,
    /// The application is no longer there for whoever decides.
    BulkGone,

    /// The outcome was revoked, or somebody asked for it already.
    RevocationStanding,
    /// Who asks for a revocation does not confirm it.
    RevocationSamePerson,
    /// More leans on an outcome than one operation settles.
    RevocationTooMuch(usize),
    /// Nobody settles what concerns their own outcomes.
    RevocationOwn,

    /// Who imports a table of changed codes does not publish it.
    ChangeSamePerson,
    /// The same table waits for the second person already.
    ChangeWaiting,

    /// The due day is not over yet.
    AppealNotYet,
    /// The time for an appeal, in days, is over.
    AppealLate(i64),
    /// This decision, or this silence, was appealed before.
    AppealStanding,
    /// Who decided the case, or whose case it is, takes no part.
    AppealParty,
    /// Who decided first does not decide again.
    FirstDecider,
    /// The decision does not cite the committee's finding.
    FindingUncited(String),

    /// An expert who was asked about an application does not decide it.
    ExpertDecides,
    /// Who is named does not hold the role of an expert here, or may not be asked about this application.
    ExpertUnfit,
    /// This expert was asked already.
    ExpertAsked,
    /// More experts than one application takes.
    ExpertsTooMany(usize),
}

impl Refuse for Objection {
    fn code(&self) -> &'static str {
        match self {
            Objection::BulkForeign(_) => "credit.bulk.foreign",
            Objection::BulkTwice(_) => "credit.bulk.twice",
            Objection::BulkNotYours => "credit.bulk.not_yours",
            Objection::BulkGone => "credit.bulk.gone",
            Objection::RevocationStanding => "credit.revocation.standing",
            Objection::RevocationSamePerson => "credit.revocation.same_person",
            Objection::RevocationTooMuch(_) => "credit.revocation.too_much",
            Objection::RevocationOwn => "credit.revocation.own_affair",
            Objection::ChangeSamePerson => "credit.change.same_person",
            Objection::ChangeWaiting => "credit.change.waiting",
            Objection::AppealNotYet => "credit.appeal.not_yet",
            Objection::AppealLate(_) => "credit.appeal.late",
            Objection::AppealStanding => "credit.appeal.standing",
            Objection::AppealParty => "credit.appeal.party",
            Objection::FirstDecider => "credit.appeal.first_decider",
            Objection::FindingUncited(_) => "credit.appeal.uncited",
            Objection::ExpertDecides => "credit.opinion.expert_decides",
            Objection::ExpertUnfit => "credit.opinion.unfit",
            Objection::ExpertAsked => "credit.opinion.asked_before",
            Objection::ExpertsTooMany(_) => "credit.opinion.too_many",
        }
    }

    fn args(&self) -> Args {
        match self {
            Objection::BulkForeign(id) | Objection::BulkTwice(id) | Objection::FindingUncited(id) => {
                Args::one("name", id)
            }
            Objection::RevocationTooMuch(max) | Objection::ExpertsTooMany(max) => Args::one("max", max),
            Objection::AppealLate(days) => Args::one("count", days),
            _ => Args::none(),
        }
    }
}
