//! Every way the centre says no, in the order in which each verb looks.

use units::{Args, Day, Refuse};

/// A refusal. Its sentence stands in the words under the code with dashes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refused {
    /// The verb does not start from the state the version is in, or it changed since it was looked at.
    NotNow,
    /// In this state the verb is another person's.
    NotYours,
    /// A member is no region of the directory.
    RegionUnknown(String),
    /// A next version is being written already.
    DraftExists,
    /// Nothing stands in it yet.
    Empty,
    /// The last day to comment is not ahead.
    ConsultPast,
    /// The time to comment ended on this day.
    CommentsClosed(Day),
    /// The region is none of the members.
    NotAMember(String),
    /// The version has no line of this code.
    IndicatorUnknown(String),
    /// More comments than a version takes.
    CommentsMax(usize),
    /// The comment was answered before.
    Answered,
    /// So many comments have no answer.
    Unanswered(usize),
    /// Whoever wrote a version does not speak for a member.
    SamePerson,
    /// The member spoke already.
    Spoken,
    /// These members have not agreed.
    NotAgreed(String),
    /// The number was given to another version.
    NumberTaken,
}

impl Refuse for Refused {
    fn code(&self) -> &'static str {
        match self {
            Refused::NotNow => "monitor.flow.not_now",
            Refused::NotYours => "monitor.flow.not_yours",
            Refused::RegionUnknown(_) => "monitor.region.unknown",
            Refused::DraftExists => "monitor.system.draft_exists",
            Refused::Empty => "monitor.system.empty",
            Refused::ConsultPast => "monitor.system.consult_past",
            Refused::CommentsClosed(_) => "monitor.comment.closed",
            Refused::NotAMember(_) => "monitor.member.none",
            Refused::IndicatorUnknown(_) => "monitor.indicator.unknown",
            Refused::CommentsMax(_) => "monitor.comment.max",
            Refused::Answered => "monitor.comment.answered",
            Refused::Unanswered(_) => "monitor.comment.unanswered",
            Refused::SamePerson => "monitor.voice.same_person",
            Refused::Spoken => "monitor.voice.spoken",
            Refused::NotAgreed(_) => "monitor.voice.not_agreed",
            Refused::NumberTaken => "monitor.system.number_taken",
        }
    }

    fn args(&self) -> Args {
        match self {
            Refused::RegionUnknown(code) | Refused::NotAMember(code) | Refused::IndicatorUnknown(code) => {
                Args::one("code", code)
            }
            Refused::CommentsClosed(day) => Args::one("day", day),
            Refused::CommentsMax(max) => Args::one("max", max),
            Refused::Unanswered(count) => Args::one("count", count),
            Refused::NotAgreed(names) => Args::one("names", names),
            _ => Args::none(),
        }
    }
}
