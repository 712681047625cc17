//! Nouns of the directory: data only, no decisions.

mod alliance;
mod institution;
mod major;
mod refused;
mod region;
mod sound;

pub use alliance::{
    Alliance, AllianceId, AllianceInput, AllianceKind, Departure, Dissolution, MemberInput, MemberRole, Membership,
};
pub use institution::{
    EndReason, Ending, Institution, InstitutionDetails, InstitutionInput, InstitutionKind, Level, Listed, NameInput,
    Ownership, PastName, Succession,
};
pub use major::{Catalogue, Major, MajorDetails, MajorEdition};
pub use refused::Refused;
pub use region::{CityFigures, Region, RegionDetails, RegionKey, RegionState};
pub use sound::{Sound, pattern, search_text};

/// Gives a closed list of names its enum: `name()` is what is stored and sent, `FromStr` reads exactly that.
macro_rules! names {
    ($(#[$about:meta])* $type:ident { $($(#[$of:meta])* $variant:ident = $name:literal,)* }) => {
        $(#[$about])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash,
            serde::Serialize, serde::Deserialize, schemars::JsonSchema)]
        pub enum $type { $($(#[$of])* #[serde(rename = $name)] $variant,)* }

        impl $type {
            /// All of them, in the order they are shown.
            pub const ALL: &'static [$type] = &[$($type::$variant,)*];

            /// The names of all of them, as a form offers them.
            pub const NAMES: &'static [&'static str] = &[$($name,)*];

            /// What is stored and sent.
            pub const fn name(self) -> &'static str {
                match self { $($type::$variant => $name,)* }
            }
        }

        impl std::str::FromStr for $type {
            type Err = ();
            fn from_str(text: &str) -> Result<Self, ()> {
                Self::ALL.iter().copied().find(|known| known.name() == text).ok_or(())
            }
        }
    };
}
use names;
