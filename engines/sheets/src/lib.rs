//! Workbooks from strangers: the rows of an XLSX as a stream, in memory that is bounded whatever the file claims.
//!
//! Nouns: [`Source`] (where the bytes are), [`Limits`] (how much is looked at), [`Cell`] (a text, and whether it was typed as a
//! number), [`Refusal`] (why a workbook is not read). A few kilobytes can claim, or hide, many gigabytes, and one cell in the
//! last corner of a sheet makes a range of seventeen thousand million cells; so nothing is unpacked before its size is known,
//! and no range is ever made.
//!
//! This crate knows nothing of what the rows mean, of files, or of words.

mod guard;
mod read;
mod xml;

use std::io::{Read, Seek};
use std::ops::ControlFlow;

pub use read::{Header, rows, sheet_name};

/// Bytes one can jump about in: an open file, or a text in memory.
pub trait Source: Read + Seek {}
impl<T: Read + Seek + ?Sized> Source for T {}

/// How much of a workbook is looked at.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// Bytes all parts together may unpack to.
    pub unpacked_bytes: u64,
    /// Bytes the table of shared strings may unpack to: it is held in memory, several times as large.
    pub shared_strings_bytes: u64,
    /// Last row that may hold anything, as the workbook numbers it.
    pub rows: u32,
    /// Columns looked at; what stands further right is passed over.
    pub columns: usize,
    /// Characters of a cell that are read; what follows is cut.
    pub cell_chars: usize,
}

/// One cell: its text with outer blanks removed, and whether the workbook holds it as a number.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Cell {
    /// The text.
    pub text: String,
    /// Typed as a number in a workbook.
    pub number: bool,
}

/// Why a workbook is not read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// It is damaged, or no workbook.
    Corrupt,
    /// It would unpack to far more than it is, or more than is allowed.
    Bomb,
    /// Nothing stands in it.
    Empty,
    /// Something stands below [`Limits::rows`].
    TooManyRows,
    /// A second visible sheet, of this name, has a header as well; neither is passed over silently.
    MoreSheets(String),
}

/// Why reading ended before the end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Stop {
    /// The workbook is refused.
    Refused(Refusal),
    /// The caller wanted no more.
    Caller,
}

impl From<Refusal> for Stop {
    fn from(refusal: Refusal) -> Stop {
        Stop::Refused(refusal)
    }
}

/// Takes the rows one by one: number in the workbook, from 1, and cells. Blank rows are left out.
pub type EachRow<'a> = &'a mut dyn FnMut(u32, &[Cell]) -> ControlFlow<()>;

#[cfg(test)]
mod tests;
