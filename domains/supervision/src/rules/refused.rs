//! Every way supervision says no, in the order in which each verb looks.

use units::{Args, Refuse};

/// A refusal. Its sentence stands in the words under the code with dashes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refused {
    /// The verb does not start from the state the assessment is in, or it changed since it was looked at.
    NotNow,
    /// In this state the verb is another person's.
    NotYours,
    /// The county is no region of the directory.
    RegionUnknown(String),
    /// No shipped standard has this identifier, or none that judges schools.
    StandardUnknown(String),
    /// The engine cannot judge these figures.
    Unjudged(String),
    /// A figure the standard asks for is in no column: its identifier and official name.
    ElementMissing(String, String),
    /// A school has pupils of a stage that a school of its kind does not teach.
    Mixed(String, String),
    /// The school is not in the assessment.
    SchoolUnknown(String),
    /// Critical issues are open.
    CriticalOpen(usize),
    /// Whoever handed the figures in does not let them into the procedure.
    OwnFigures,
    /// Whoever handed the figures in does not publish the verdict on them.
    SamePerson,
    /// The number was given to another assessment.
    NumberTaken,
    /// More issues or remarks than an assessment takes.
    FindingsMax(usize),
    /// The deadline is past.
    DeadlinePast,
}

impl Refuse for Refused {
    fn code(&self) -> &'static str {
        match self {
            Refused::NotNow => "supervision.flow.not_now",
            Refused::NotYours => "supervision.flow.not_yours",
            Refused::RegionUnknown(_) => "supervision.region.unknown",
            Refused::StandardUnknown(_) => "supervision.standard.unknown",
            Refused::Unjudged(_) => "supervision.figures.unjudged",
            Refused::ElementMissing(..) => "supervision.figures.element_missing",
            Refused::Mixed(..) => "supervision.figures.mixed",
            Refused::SchoolUnknown(_) => "supervision.school.unknown",
            Refused::CriticalOpen(_) => "supervision.issue.critical_open",
            Refused::OwnFigures => "supervision.county.own_figures",
            Refused::SamePerson => "supervision.county.same_person",
            Refused::NumberTaken => "supervision.county.number_taken",
            Refused::FindingsMax(_) => "supervision.finding.max",
            Refused::DeadlinePast => "supervision.issue.deadline_past",
        }
    }

    fn args(&self) -> Args {
        match self {
            Refused::RegionUnknown(code) | Refused::StandardUnknown(code) | Refused::SchoolUnknown(code) => {
                Args::one("code", code)
            }
            Refused::Unjudged(why) => Args::one("why", why),
            Refused::ElementMissing(name, title) => Args::one("name", name).and("title", title),
            Refused::Mixed(school, stage) => Args::one("school", school).and("stage", stage),
            Refused::CriticalOpen(count) => Args::one("count", count),
            Refused::FindingsMax(max) => Args::one("max", max),
            _ => Args::none(),
        }
    }
}
