//! Every way the steps around a decision say no, in the order in which each verb looks.

use units::{Args, Refuse};

/// A refusal. Its sentence stands in the words under the code with dashes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Objection {
    /// An application named in a batch is not one this institution received.
    BatchForeign(String),
    /// The same application stands in a batch twice.
    BatchTwice(String),
    /// Somebody else handed the batch in.
    BatchNotYours,
    /// The application is no longer there for whoever decides.
    BatchGone,

    /// The outcome was revoked, or somebody asked for it already.
    RevocationStanding,
    /// Who asks for a revocation does not confirm it.
    RevocationSamePerson,
    /// More leans on an outcome than one operation settles.
    RevocationTooMuch(usize),
    /// Nobody settles what concerns their own outcomes.
    RevocationOwn,
}

impl Refuse for Objection {
    fn code(&self) -> &'static str {
        match self {
            Objection::BatchForeign(_) => "credit.batch.foreign",
            Objection::BatchTwice(_) => "credit.batch.twice",
            Objection::BatchNotYours => "credit.batch.not_yours",
            Objection::BatchGone => "credit.batch.gone",
            Objection::RevocationStanding => "credit.revocation.standing",
            Objection::RevocationSamePerson => "credit.revocation.same_person",
            Objection::RevocationTooMuch(_) => "credit.revocation.too_much",
            Objection::RevocationOwn => "credit.revocation.own_affair",
        }
    }

    fn args(&self) -> Args {
        match self {
            Objection::BatchForeign(id) | Objection::BatchTwice(id) => Args::one("name", id),
            Objection::RevocationTooMuch(max) => Args::one("max", max),
            _ => Args::none(),
        }
    }
}
