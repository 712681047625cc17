//! What the engine of expressions says, at its place in a document: the engine names each fault, and its sentence stands in the words
//! of both languages.

use indicators::expression::{Fault as Said, TableFault};
use units::{Fault, Refuse};

/// Why an expression cannot be computed. A fault within a derived element is told at that element.
pub(crate) fn fault(at: &str, said: &Said) -> Fault {
    let (within, innermost) = said.innermost();
    let at = std::iter::once(at).chain(within).collect::<Vec<_>>().join(" → ");
    named(at, innermost)
}

/// Why columns are no table.
pub(crate) fn of_table(at: &str, said: &TableFault) -> Fault {
    named(at.to_owned(), said)
}

/// What has a name of its own, at its place.
pub(crate) fn named(at: String, said: &impl Refuse) -> Fault {
    Fault { field: at, code: said.code(), args: said.args() }
}
