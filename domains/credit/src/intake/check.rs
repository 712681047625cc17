//! What concerns the file as a whole: its header, its generation of code tables, and the best of repeated attempts.
//!
//! Memory: 24 bytes a row for the best attempts and four for its generation, so a file of [`super::ROWS_MAX`] rows takes at
//! most some 80 MB; cells and entries are never kept. Reading a checked file again keeps nothing.

use std::collections::HashMap;
use std::collections::hash_map::Entry as MapEntry;

use codes::CodeGeneration;
use sha2::{Digest, Sha256};
use units::{Args, Day};

use super::{Cell, FAULTS_MAX, FileRefusal, HEADER_ROW_MAX, Layout, ROWS_MAX, Stop, header, row};
use crate::model::{Column, Entry, FileFacts, RowFault, name_key};

/// What a row proved to be.
pub enum Checked {
    /// A good row.
    Good(Box<Entry>),
    /// A title, the header, or a row with faults.
    Nothing,
}

/// An attempt at a course in one number, so that the better of two is the greater: grade, month, row.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Attempt(u64);

impl Attempt {
    const MONTH_BITS: u32 = 20;
    const ROW_BITS: u32 = 21;

    /// Grades stay below 2¹⁷ hundredths, months below 2²⁰ as yyyyMM, and rows below 2²¹ by the limits of reading.
    fn of(entry: &Entry) -> Attempt {
        let order = u64::try_from(entry.grade.order()).unwrap_or(0);
        let month = u64::from(entry.obtained.year().unsigned_abs() * 100 + entry.obtained.month());
        Attempt((((order << Self::MONTH_BITS) | month) << Self::ROW_BITS) | u64::from(entry.row))
    }

    fn row(self) -> u32 {
        (self.0 & ((1 << Self::ROW_BITS) - 1)) as u32
    }
}

/// Reads rows in order and remembers what rows must agree about.
pub struct Checker {
    today: Day,
    /// Whether rows are compared with each other; not when a checked file is read again.
    compare: bool,
    layout: Option<Layout>,
    attempts: HashMap<[u8; 16], Attempt>,
    generation_rows: [Vec<u32>; 2],
    rows: u64,
    bad: BadRows,
    faults: u64,
    scratch: Vec<RowFault>,
}

/// Which rows are bad, one bit a row.
#[derive(Default)]
struct BadRows {
    bits: Vec<u64>,
    count: u64,
}

impl BadRows {
    fn add(&mut self, row: u32) {
        let (word, bit) = (row as usize / 64, 1u64 << (row % 64));
        if self.bits.len() <= word {
            self.bits.resize(word + 1, 0);
        }
        if self.bits[word] & bit == 0 {
            self.bits[word] |= bit;
            self.count += 1;
        }
    }
}

type Tell<'a> = &'a mut dyn FnMut(RowFault) -> Result<(), Stop>;

impl Checker {
    /// Begins a file. Without `compare` every row is read for itself.
    pub fn new(today: Day, compare: bool) -> Checker {
        Checker {
            today,
            compare,
            layout: None,
            attempts: HashMap::new(),
            generation_rows: [Vec::new(), Vec::new()],
            rows: 0,
            bad: BadRows::default(),
            faults: 0,
            scratch: Vec::new(),
        }
    }

    /// Takes the next row.
    pub fn row(&mut self, row: u32, cells: &[Cell], tell: Tell) -> Result<Checked, Stop> {
        let Some(layout) = &self.layout else {
            self.layout = header::recognise(cells)?;
            if self.layout.is_none() && row >= HEADER_ROW_MAX {
                return Err(FileRefusal::HeaderUnknown.into());
            }
            return Ok(Checked::Nothing);
        };
        self.rows += 1;
        if self.rows > u64::from(ROWS_MAX) {
            return Err(FileRefusal::RowsMax.into());
        }
        let mut faults = std::mem::take(&mut self.scratch);
        let read = row::read(layout, row, cells, self.today, &mut faults);
        if let Some(generation) = read.generation.filter(|_| self.compare) {
            self.generation_rows[usize::from(generation == CodeGeneration::Second)].push(row);
        }
        let mut good = read.entry;
        if let Some(entry) = good.as_ref().filter(|_| self.compare)
            && let Some(fault) = self.attempt(entry)
        {
            if fault.row == row {
                good = None;
            }
            faults.push(fault);
        }
        for fault in faults.drain(..) {
            self.fault(fault, tell)?;
        }
        self.scratch = faults;
        Ok(good.map_or(Checked::Nothing, |entry| Checked::Good(Box::new(entry))))
    }

    /// Ends the file: the rows of the rarer generation are faults, and a file without rows is refused.
    pub fn finish(mut self, encoding: &'static str, tell: Tell) -> Result<FileFacts, Stop> {
        let Some(layout) = self.layout.take() else { return Err(FileRefusal::HeaderUnknown.into()) };
        if self.rows == 0 {
            return Err(FileRefusal::NoRows.into());
        }
        let [first, second] = std::mem::take(&mut self.generation_rows);
        // The generation most rows speak is the file's; where they are even, today's.
        let generation = match (first.len(), second.len()) {
            (0, 0) => None,
            (elder, newer) if elder > newer => Some(CodeGeneration::First),
            _ => Some(CodeGeneration::Second),
        };
        let (strangers, example) = match generation {
            Some(CodeGeneration::First) => (&second, first.first()),
            _ => (&first, second.first()),
        };
        let column = layout.template.header(Column::Level);
        for row in strangers {
            let args = Args::one("row", example.copied().unwrap_or_default());
            let fault = RowFault { row: *row, column: column.to_owned(), code: "credit.row.generation", args };
            self.fault(fault, tell)?;
        }
        Ok(FileFacts {
            template: layout.template,
            generation,
            encoding,
            rows: self.rows,
            bad_rows: self.bad.count,
            faults: self.faults,
        })
    }

    fn fault(&mut self, fault: RowFault, tell: Tell) -> Result<(), Stop> {
        self.faults += 1;
        if self.faults > FAULTS_MAX {
            return Err(FileRefusal::FaultsMax.into());
        }
        self.bad.add(fault.row);
        tell(fault)
    }

    /// 同一课程取最高成绩，成绩相同取最近一次: of repeated attempts the highest grade is kept, of equal ones the latest. Answers the
    /// fault of the attempt that loses, which may be an earlier row.
    fn attempt(&mut self, entry: &Entry) -> Option<RowFault> {
        let this = Attempt::of(entry);
        let known = match self.attempts.entry(attempt_key(entry)) {
            MapEntry::Vacant(place) => {
                place.insert(this);
                return None;
            }
            MapEntry::Occupied(place) => place.into_mut(),
        };
        let (winner, loser) = (this.max(*known).row(), this.min(*known).row());
        *known = this.max(*known);
        let column = self.layout.as_ref().map_or("", |layout| layout.template.header(Column::Grade)).to_owned();
        Some(RowFault { row: loser, column, code: "credit.row.better_attempt", args: Args::one("row", winner) })
    }
}

/// What makes two rows attempts at the same course by the same learner.
fn attempt_key(entry: &Entry) -> [u8; 16] {
    let mut hash = Sha256::new();
    let target = entry.converted.as_ref().map_or("", |converted| converted.code.as_str());
    for part in [
        entry.id_number.as_str(),
        &name_key(&entry.issuer),
        &name_key(&entry.course),
        &name_key(&entry.certificate_level),
        entry.level,
        entry.category,
        target,
    ] {
        hash.update((part.len() as u64).to_le_bytes());
        hash.update(part.as_bytes());
    }
    let mut key = [0; 16];
    key.copy_from_slice(&hash.finalize()[..16]);
    key
}
