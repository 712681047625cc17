//! Every way this domain says no, in the order in which each verb looks.

use units::{Args, Refuse};

/// A refusal. Its sentence stands in the words under the code with dashes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refused {
    /// The verb does not start from the state the version is in, or it changed since it was looked at.
    NotNow,
    /// In this state the verb is another person's.
    NotYours,
    /// A member is no region of the directory.
    RegionUnknown(String),
    /// There is no such version of a data set.
    DataSetUnknown(String, i64),
    /// There is no such version of an indicator system.
    SystemUnknown(String, i64),
    /// A version of an indicator system is kept with another content.
    SystemChanged(String),
    /// A next version is being written already.
    DraftExists,
    /// Whoever wrote a version does not publish it.
    SamePerson,
}

impl Refuse for Refused {
    fn code(&self) -> &'static str {
        match self {
            Refused::NotNow => "statistics.flow.not_now",
            Refused::NotYours => "statistics.flow.not_yours",
            Refused::RegionUnknown(_) => "statistics.region.unknown",
            Refused::DataSetUnknown(..) => "statistics.data_set.unknown",
            Refused::SystemUnknown(..) => "statistics.system.unknown",
            Refused::SystemChanged(_) => "statistics.system.changed",
            Refused::DraftExists => "statistics.evaluation.draft_exists",
            Refused::SamePerson => "statistics.evaluation.same_person",
        }
    }

    fn args(&self) -> Args {
        match self {
            Refused::RegionUnknown(code) => Args::one("code", code),
            Refused::DataSetUnknown(id, version) | Refused::SystemUnknown(id, version) => {
                Args::one("id", id).and("version", version)
            }
            Refused::SystemChanged(number) => Args::one("number", number),
            _ => Args::none(),
        }
    }
}
