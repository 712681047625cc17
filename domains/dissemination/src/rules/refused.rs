//! Every way publication says no, in the order in which each verb looks.

use units::{Args, Refuse};

/// A refusal. Its sentence stands in the words under the code with dashes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refused {
    /// The verb does not start from the state the release is in, or it changed since it was looked at.
    NotNow,
    /// In this state the verb is another person's.
    NotYours,
    /// The region is none of the directory.
    RegionUnknown(String),
    /// The identifier is taken.
    DataflowExists(String),
    /// A published dataflow does not move to another region.
    RegionFixed,
    /// A release of it waits to be decided.
    ReleaseOpen,
    /// It says what the latest release said.
    NothingNew,
    /// The dataflow's setting of small counts is another than the one it was arranged under.
    RuleChanged,
    /// Whoever made or proposed a release does not release it.
    SamePerson,
}

impl Refuse for Refused {
    fn code(&self) -> &'static str {
        match self {
            Refused::NotNow => "dissemination.flow.not_now",
            Refused::NotYours => "dissemination.flow.not_yours",
            Refused::RegionUnknown(_) => "dissemination.region.unknown",
            Refused::DataflowExists(_) => "dissemination.dataflow.exists",
            Refused::RegionFixed => "dissemination.dataflow.region_fixed",
            Refused::ReleaseOpen => "dissemination.release.open",
            Refused::NothingNew => "dissemination.release.nothing_new",
            Refused::RuleChanged => "dissemination.release.rule_changed",
            Refused::SamePerson => "dissemination.release.same_person",
        }
    }

    fn args(&self) -> Args {
        match self {
            Refused::RegionUnknown(code) => Args::one("code", code),
            Refused::DataflowExists(id) => Args::one("id", id),
            _ => Args::none(),
        }
    }
}
