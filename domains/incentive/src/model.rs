//! Nouns, inputs and states of points and rewards: data only, no decisions and no storage.

/// A text that stands for one case of an enum, in the database, in JSON and in word keys.
macro_rules! names {
    ($type:ident { $($case:ident => $name:literal),+ $(,)? }) => {
        impl $type {
            /// Every case, in the order it is shown.
            pub const ALL: &'static [$type] = &[$($type::$case),+];

            /// The stable name in the database, in JSON and in word keys.
            pub const fn name(self) -> &'static str {
                match self { $($type::$case => $name),+ }
            }

            /// The case of a stable name.
            pub fn named(name: &str) -> Option<$type> {
                Self::ALL.iter().copied().find(|case| case.name() == name)
            }
        }

        impl serde::Serialize for $type {
            fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
                to.serialize_str(self.name())
            }
        }

        impl<'de> serde::Deserialize<'de> for $type {
            fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
                let text = String::deserialize(from)?;
                $type::named(&text).ok_or_else(|| serde::de::Error::unknown_variant(&text, &[$($name),+]))
            }
        }

        impl schemars::JsonSchema for $type {
            fn schema_name() -> std::borrow::Cow<'static, str> {
                concat!("Incentive", stringify!($type)).into()
            }

            fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
                schemars::json_schema!({ "type": "string", "enum": [$($name),+] })
            }
        }
    };
}
use names;

mod item;
mod ledger;
mod order;
mod points;
mod scheme;

pub use item::{AtRevision, Item, ItemInput, ItemState, Stock, StockInput};
pub use ledger::{Account, Movement, PostingKind, Proof};
pub use order::{CodeInput, NewOrder, Order, OrderState, ReasonInput};
pub use points::{Achieved, Achievement, Expiring, Lot, Points, Revoked};
pub use scheme::{Basis, Class, Scheme, SchemeInput, SchemeState, StepInput};

use units::Kind;

/// Most points of a price, a rate or a ceiling: far more than anything costs, far less than a sum can hold.
pub const POINTS_MAX: i64 = 1_000_000;

/// Kind of schemes, `sch_`.
pub enum SchemeKind {}
impl Kind for SchemeKind {
    const PREFIX: &'static str = "sch";
}

/// Kind of lots of points, `lot_`.
pub enum LotKind {}
impl Kind for LotKind {
    const PREFIX: &'static str = "lot";
}

/// Kind of items of the catalogue, `itm_`.
pub enum ItemKind {}
impl Kind for ItemKind {
    const PREFIX: &'static str = "itm";
}

/// Kind of orders, `ord_`.
pub enum OrderKind {}
impl Kind for OrderKind {
    const PREFIX: &'static str = "ord";
}

/// Kind of postings of points, `ptp_`.
pub enum PostingIdKind {}
impl Kind for PostingIdKind {
    const PREFIX: &'static str = "ptp";
}
