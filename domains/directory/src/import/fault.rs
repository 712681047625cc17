//! What is wrong in a file, by row and column.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Serialize;
use units::{Args, Refuse};

/// One fault of a file.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct RowFault {
    /// Row of the file, from 1; 0 means the file as a whole.
    pub row: u32,
    /// Logical column, such as `code`; empty means the row as a whole.
    pub column: &'static str,
    /// Stable code of what is wrong.
    pub code: &'static str,
    /// Arguments of its sentence.
    #[serde(serialize_with = "args")]
    #[schemars(with = "BTreeMap<String, String>")]
    pub args: Args,
}

fn args<S: serde::Serializer>(args: &Args, to: S) -> Result<S::Ok, S::Error> {
    args.serialize(to)
}

impl RowFault {
    /// A fault of the file as a whole.
    pub(super) fn file(code: &'static str) -> RowFault {
        RowFault::at(0, code)
    }

    /// A fault of a row as a whole.
    pub(super) fn at(row: u32, code: &'static str) -> RowFault {
        RowFault { row, column: "", code, args: Args::none() }
    }

    /// A fault of a cell.
    pub(crate) fn cell(row: u32, column: &'static str, code: &'static str) -> RowFault {
        RowFault { row, column, code, args: Args::none() }
    }

    /// A cell that is no code of its kind.
    pub(super) fn refused(row: u32, column: &'static str, fault: &dyn Refuse) -> RowFault {
        RowFault { row, column, code: fault.code(), args: fault.args() }
    }

    /// The same with an argument of its sentence.
    pub(crate) fn with(mut self, name: &'static str, value: impl ToString) -> RowFault {
        self.args = self.args.and(name, value.to_string());
        self
    }
}
