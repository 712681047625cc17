//! Why a standard cannot be read, or cannot be asked of the figures at hand.

use std::fmt;

use super::model::SchoolKind;

/// Why a standard cannot be read or asked of these figures.
#[derive(Clone, Debug, PartialEq)]
#[expect(missing_docs, reason = "each is told in full by its sentence")]
pub enum StandardFault {
    Unreadable { at: String, why: String },
    NoElement { name: String, title: String },
    NoKinds,
    Kind { school: String, kind: String },
    NegativePupils { school: String, name: String },
    Rule { code: String, why: String },
    Figures { why: String },
    Mixed { school: String, stage: String },
}

impl fmt::Display for StandardFault {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            StandardFault::Unreadable { at, why } => write!(out, "the standard cannot be read: {at}: {why}"),
            StandardFault::NoElement { name, title } => write!(out, "there is no column “{name}” ({title}); add it"),
            StandardFault::NoKinds => write!(out, "there is no column “kind”: it says what kind of school each is"),
            StandardFault::Kind { school, kind } => {
                let all: Vec<&str> = SchoolKind::names().collect();
                write!(out, "school {school}: “{kind}” is no kind of school; there are {}", all.join(", "))
            }
            StandardFault::NegativePupils { school, name } => {
                write!(out, "school {school}: column “{name}” is negative; pupils are counted from 0")
            }
            StandardFault::Rule { code, why } => write!(out, "indicator {code}: {why}"),
            StandardFault::Figures { why } => out.write_str(why),
            StandardFault::Mixed { school, stage } => write!(
                out,
                "school {school}: it has pupils of the stage {stage}, which a school of its kind does not teach; mend the kind or the pupils"
            ),
        }
    }
}

impl std::error::Error for StandardFault {}
