//! Every refusal of the directory, in the order in which verbs check them.

use units::{Args, Refuse};

/// Why the directory says no.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refused {
    /// The code was given before; codes are never given twice.
    CodeGiven {
        /// Who has or had it.
        name: String,
    },
    /// The institution's code has ended; nothing about it changes any more.
    InstitutionEnded {
        /// When.
        on: String,
    },
    /// It already has this name.
    NameSame,
    /// The institution that was to be named does not exist or has ended.
    SuccessorUnknown {
        /// The code given.
        code: String,
    },
    /// A change of type that changes no type.
    TypeSame {
        /// The former code.
        code: String,
    },
    /// It cannot follow itself.
    SuccessorItself,
    /// The end lies before what already happened.
    EndTooEarly {
        /// The earliest day possible.
        earliest: String,
    },
    /// An alliance of this name stands.
    AllianceNameTaken,
    /// The alliance was dissolved.
    AllianceDissolved {
        /// When.
        on: String,
    },
    /// It already holds this role there.
    MemberAlready,
    /// It has another seat there, which must end first.
    SeatTaken {
        /// The role it has.
        role: String,
    },
    /// Another institution is 理事长单位; its time must end first.
    ChairTaken,
    /// It does not hold this role there now.
    NotMember,
    /// A list of a day that has not come.
    EditionFuture {
        /// The edition.
        edition: String,
    },
    /// A newer edition of this list was read before.
    EditionOlder {
        /// The edition.
        edition: String,
        /// The newest one read.
        newest: String,
    },
    /// This edition of this list was read before.
    EditionRead {
        /// The edition.
        edition: String,
    },
}

impl Refuse for Refused {
    fn code(&self) -> &'static str {
        match self {
            Refused::CodeGiven { .. } => "directory.institution.code_given",
            Refused::InstitutionEnded { .. } => "directory.institution.ended",
            Refused::NameSame => "directory.institution.name_same",
            Refused::SuccessorUnknown { .. } => "directory.institution.successor_unknown",
            Refused::TypeSame { .. } => "directory.institution.type_same",
            Refused::SuccessorItself => "directory.institution.successor_itself",
            Refused::EndTooEarly { .. } => "directory.end_too_early",
            Refused::AllianceNameTaken => "directory.alliance.name_taken",
            Refused::AllianceDissolved { .. } => "directory.alliance.dissolved",
            Refused::MemberAlready => "directory.membership.already",
            Refused::SeatTaken { .. } => "directory.membership.seat_taken",
            Refused::ChairTaken => "directory.membership.chair_taken",
            Refused::NotMember => "directory.membership.none",
            Refused::EditionFuture { .. } => "directory.import.edition_future",
            Refused::EditionOlder { .. } => "directory.import.edition_older",
            Refused::EditionRead { .. } => "directory.import.edition_read",
        }
    }

    fn args(&self) -> Args {
        match self {
            Refused::CodeGiven { name } => Args::one("name", name),
            Refused::InstitutionEnded { on } | Refused::AllianceDissolved { on } => Args::one("on", on),
            Refused::SuccessorUnknown { code } | Refused::TypeSame { code } => Args::one("code", code),
            Refused::EndTooEarly { earliest } => Args::one("earliest", earliest),
            Refused::SeatTaken { role } => Args::one("role", role),
            Refused::EditionRead { edition } | Refused::EditionFuture { edition } => Args::one("edition", edition),
            Refused::EditionOlder { edition, newest } => Args::one("edition", edition).and("newest", newest),
            Refused::NameSame
            | Refused::SuccessorItself
            | Refused::AllianceNameTaken
            | Refused::MemberAlready
            | Refused::ChairTaken
            | Refused::NotMember => Args::none(),
        }
    }
}
