//! Every way the exchange says no, in the order in which each verb looks.

use units::{Args, Day, Refuse};

/// A refusal. Its sentence stands in the words under the code with dashes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refused {
    /// The verb does not start from the state the thing is in.
    NotNow,
    /// In this state the verb is another person's.
    NotYours,
    /// The directory has no institution or region of this code.
    AuthorityUnknown(String),

    /// Who wrote a scheme does not publish it.
    SchemeSamePerson,
    /// The validity ended before publication.
    SchemeValidityPast,
    /// A next version is being written already.
    SchemeDraftExists,

    /// The last day to order was before publication.
    ItemClosed,
    /// More is taken back than is free: so many are.
    StockNotFree(i64),
    /// More than a stock holds.
    StockMax(i64),

    /// It is not in the catalogue, or no longer.
    NotOffered,
    /// It can be ordered from this day on.
    NotOpenYet(Day),
    /// It could be ordered up to and with this day.
    Closed(Day),
    /// It has another price than the learner looked at.
    PriceChanged(i64),
    /// A learner may have so many.
    LearnerMax(i64),
    /// It costs so many points, and so many can be spent.
    NotEnough(i64, i64),
    /// The points lie in more lots than one order takes from.
    TooScattered(usize),
    /// None is left.
    SoldOut,

    /// No order of this provider has the code.
    CodeUnknown,
    /// The order was collected before.
    Collected,
    /// The order was not collected in time, or came to nothing.
    Lapsed,
}

impl Refuse for Refused {
    fn code(&self) -> &'static str {
        match self {
            Refused::NotNow => "incentive.flow.not_now",
            Refused::NotYours => "incentive.flow.not_yours",
            Refused::AuthorityUnknown(_) => "incentive.authority.unknown",
            Refused::SchemeSamePerson => "incentive.scheme.same_person",
            Refused::SchemeValidityPast => "incentive.scheme.validity_past",
            Refused::SchemeDraftExists => "incentive.scheme.draft_exists",
            Refused::ItemClosed => "incentive.item.open_past",
            Refused::StockNotFree(_) => "incentive.stock.not_free",
            Refused::StockMax(_) => "incentive.stock.max",
            Refused::NotOffered => "incentive.order.not_offered",
            Refused::NotOpenYet(_) => "incentive.order.not_open_yet",
            Refused::Closed(_) => "incentive.order.closed",
            Refused::PriceChanged(_) => "incentive.order.price_changed",
            Refused::LearnerMax(_) => "incentive.order.learner_max",
            Refused::NotEnough(..) => "incentive.order.not_enough",
            Refused::TooScattered(_) => "incentive.order.too_scattered",
            Refused::SoldOut => "incentive.order.sold_out",
            Refused::CodeUnknown => "incentive.code.unknown",
            Refused::Collected => "incentive.code.collected",
            Refused::Lapsed => "incentive.code.lapsed",
        }
    }

    fn args(&self) -> Args {
        match self {
            Refused::AuthorityUnknown(code) => Args::one("code", code),
            Refused::StockNotFree(free) => Args::one("free", free),
            Refused::StockMax(max) | Refused::LearnerMax(max) => Args::one("max", max),
            Refused::TooScattered(max) => Args::one("max", max),
            Refused::NotOpenYet(day) | Refused::Closed(day) => Args::one("day", day),
            Refused::PriceChanged(price) => Args::one("price", price),
            Refused::NotEnough(price, available) => {
                Args::one("price", price).and("available", available).and("missing", price - available)
            }
            _ => Args::none(),
        }
    }
}
