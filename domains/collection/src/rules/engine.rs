//! What the engine of expressions says, as faults whose sentences stand in the words of both languages: the engine itself speaks
//! English, to whoever runs it from a command line.

use indicators::expression::{Fault as Said, Moment, TableFault, Together};
use units::Fault;

/// Why an expression cannot be computed, at its place in a document. A fault within a derived element is told at that element.
pub(crate) fn fault(at: &str, said: &Said) -> Fault {
    // Places are counted from 0 in the engine, and from 1 by people.
    let from = |place: &usize| place + 1;
    match said {
        Said::UnknownName { name, place, moment } => {
            let told = match moment {
                Moment::Year => Fault::new(at, "collection.engine.unknown_name"),
                Moment::Start => Fault::new(at, "collection.engine.unknown_at_start"),
            };
            told.with("name", name).with("place", from(place))
        }
        Said::Units { place, left, right, what } => {
            let told = match what {
                Together::Sum => Fault::new(at, "collection.engine.units_of_sum"),
                Together::Difference => Fault::new(at, "collection.engine.units_of_difference"),
                Together::Comparison => Fault::new(at, "collection.engine.units_of_comparison"),
                Together::List | Together::Choice => Fault::new(at, "collection.engine.units_of_list"),
            };
            told.with("place", from(place)).with("left", left).with("right", right)
        }
        Said::Unit { asked, has } => Fault::new(at, "collection.engine.unit").with("asked", asked).with("has", has),
        Said::DefinedTwice { name } => Fault::new(at, "collection.engine.defined_twice").with("name", name),
        Said::Cycle { names } => Fault::new(at, "collection.engine.cycle").with("names", names.join(" → ")),
        Said::TooMany { most } => Fault::new(at, "collection.engine.too_many").with("max", most),
        Said::TooLong => Fault::new(at, "collection.engine.too_long"),
        Said::TooDeep { name } => Fault::new(at, "collection.engine.too_deep").with("name", name),
        Said::NoYear { year } => Fault::new(at, "collection.engine.no_year").with("year", year),
        Said::NotARatio => Fault::new(at, "collection.engine.not_a_ratio"),
        Said::NotAdditive { place } => Fault::new(at, "collection.engine.not_additive").with("place", from(place)),
        Said::TooFarBack { place } => Fault::new(at, "collection.engine.too_far_back").with("place", from(place)),
        Said::Within { name, fault: within } => fault(&format!("{at} → {name}"), within),
    }
}

/// Why columns are no table.
pub(crate) fn of_table(at: &str, said: &TableFault) -> Fault {
    match said {
        TableFault::KeyTwice { key } => Fault::new(at, "collection.engine.key_twice").with("name", key),
        TableFault::ColumnTwice { name } => Fault::new(at, "collection.engine.column_twice").with("name", name),
        TableFault::Length { name, has, records } => {
            Fault::new(at, "collection.engine.length").with("name", name).with("has", has).with("records", records)
        }
        TableFault::NotFinite { name, key } => {
            Fault::new(at, "collection.engine.not_finite").with("name", name).with("key", key)
        }
        TableFault::TooLarge => Fault::new(at, "collection.engine.too_large"),
    }
}
