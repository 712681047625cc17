//! Every way a collection says no, in the order in which each verb looks.

use units::{Args, Day, Refuse};

/// A refusal. Its sentence stands in the words under the code with dashes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refused {
    /// The verb does not start from the state it is in, or it changed since it was looked at.
    NotNow,
    /// In this state the verb is another person's.
    NotYours,
    /// A region that is none of the directory's.
    RegionUnknown(String),
    /// A unit lies outside the campaign's region.
    UnitOutside(String),
    /// More units than a campaign takes.
    UnitsMax(usize),
    /// Nobody was added, because the campaign has no form for such units.
    NoForm,
    /// A campaign without units is not opened.
    NoUnits,
    /// The units' day is not ahead.
    DuePast(Day),
    /// Units of this level have nobody above them in the campaign's region.
    NoReviewer,
    /// So many returns are neither approved nor excused.
    Waiting(i64),
    /// The campaign does not take returns now.
    NotRunning,
    /// The campaign begins on this day.
    NotYet(Day),
    /// The unit's last day is over.
    Late(Day),
    /// So many hard flags and missing entries.
    HardFlags(usize),
    /// So many soft flags have no answer.
    OpenFlags(usize),
    /// No such flag stands now.
    FlagGone,
    /// Hard flags are mended, not answered.
    FlagHard,
    /// Whoever submitted or signed a version does not sign it again.
    SamePerson,
    /// There is no level below.
    NothingBelow,
    /// The day that was set is not ahead.
    DayPast,
    /// A version is in work already.
    InWork,
    /// Nothing differs from what is approved.
    Unchanged,
}

impl Refuse for Refused {
    fn code(&self) -> &'static str {
        match self {
            Refused::NotNow => "collection.flow.not_now",
            Refused::NotYours => "collection.flow.not_yours",
            Refused::RegionUnknown(_) => "collection.region.unknown",
            Refused::UnitOutside(_) => "collection.unit.outside",
            Refused::UnitsMax(_) => "collection.unit.max",
            Refused::NoForm => "collection.unit.no_form",
            Refused::NoUnits => "collection.campaign.no_units",
            Refused::DuePast(_) => "collection.campaign.due_past",
            Refused::NoReviewer => "collection.campaign.no_reviewer",
            Refused::Waiting(_) => "collection.campaign.waiting",
            Refused::NotRunning => "collection.return.not_running",
            Refused::NotYet(_) => "collection.return.not_yet",
            Refused::Late(_) => "collection.return.late",
            Refused::HardFlags(_) => "collection.return.hard_flags",
            Refused::OpenFlags(_) => "collection.return.open_flags",
            Refused::FlagGone => "collection.flag.gone",
            Refused::FlagHard => "collection.flag.hard",
            Refused::SamePerson => "collection.review.same_person",
            Refused::NothingBelow => "collection.review.nothing_below",
            Refused::DayPast => "collection.review.day_past",
            Refused::InWork => "collection.return.in_work",
            Refused::Unchanged => "collection.return.unchanged",
        }
    }

    fn args(&self) -> Args {
        match self {
            Refused::RegionUnknown(code) | Refused::UnitOutside(code) => Args::one("code", code),
            Refused::UnitsMax(max) => Args::one("max", max),
            Refused::DuePast(day) | Refused::NotYet(day) | Refused::Late(day) => Args::one("day", day),
            Refused::Waiting(count) => Args::one("count", count),
            Refused::HardFlags(count) | Refused::OpenFlags(count) => Args::one("count", count),
            _ => Args::none(),
        }
    }
}
