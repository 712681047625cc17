//! 兑换订单: an item held for a learner until it is collected or goes back.

use serde::{Deserialize, Serialize};
use units::Instant;

/// How an order stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OrderState {
    /// Piece and points are held.
    Held,
    /// 核销: the learner has it, the points are spent.
    Collected,
    /// The learner took it back.
    Cancelled,
    /// The provider could not give it.
    Declined,
    /// Nobody came in time.
    Lapsed,
}

super::names!(OrderState {
    Held => "held",
    Collected => "collected",
    Cancelled => "cancelled",
    Declined => "declined",
    Lapsed => "lapsed",
});

/// An order of one piece.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[schemars(rename = "IncentiveOrder")]
pub struct Order {
    /// `ord_…`
    pub id: String,
    /// Whose, `prs_…`; the provider is not told.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub learner: String,
    /// The item, `itm_…`.
    pub item: String,
    /// Who offers it.
    pub provider: String,
    /// Points held for it when it was ordered.
    pub price: i64,
    /// Eight digits that are said at the counter; the provider is not told.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub code: String,
    /// How it stands.
    pub state: OrderState,
    /// Since when it is held.
    pub held_at: Instant,
    /// Until, and without, when it is held.
    pub held_until: Instant,
    /// When it ended.
    pub ended_at: Option<Instant>,
    /// Who ended it, or empty.
    pub ended_by: String,
    /// Why it was declined, or empty.
    pub reason: String,
}

/// What a learner orders.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[schemars(rename = "IncentiveNewOrder")]
#[serde(deny_unknown_fields)]
pub struct NewOrder {
    /// The item, `itm_…`.
    pub item: String,
    /// The price that was looked at; another one is refused.
    pub price: i64,
}

/// What is said at a counter.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[schemars(rename = "IncentiveCodeInput")]
#[serde(deny_unknown_fields)]
pub struct CodeInput {
    /// Code of the provider.
    pub provider: String,
    /// Eight digits; blanks between them do not matter.
    pub code: String,
}

/// Why.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[schemars(rename = "IncentiveReasonInput")]
#[serde(deny_unknown_fields)]
pub struct ReasonInput {
    /// The reason the learner reads.
    pub reason: String,
}
