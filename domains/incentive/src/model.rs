//! Nouns, inputs and states of points and rewards: data only, no decisions and no storage.

/// Names of the cases of an enum: [`units::names`] for this domain.
macro_rules! names {
    ($($named:tt)*) => { units::names!("Incentive", $($named)*); };
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
