//! What concerns the file as a whole: its header, its generation of code tables, and the best of repeated attempts.
//!
//! Memory: three bits a row, and what [`super::attempts`] holds, which does not grow; cells and entries are never kept.
//! Reading a checked file again keeps nothing.

use std::path::Path;

use codes::CodeGeneration;
use sha2::{Digest, Sha256};
use units::{Args, Day};

use super::attempts::{Attempts, Key};
use super::{Cell, FAULTS_MAX, FileRefusal, HEADER_ROW_MAX, Layout, ROWS_MAX, RowSet, Stop, header, row};
use crate::model::{Column, Entry, FileFacts, RowFault, name_key};

/// What a row proved to be.
pub enum Checked {
    /// A good row.
    Good(Box<Entry>),
    /// A title, the header, or a row with faults.
    Nothing,
}

/// Reads rows in order and remembers what rows must agree about.
pub struct Checker {
    today: Day,
    /// Whether rows are compared with each other; not when a checked file is read again.
    compare: bool,
    layout: Option<Layout>,
    attempts: Attempts,
    generation_rows: [RowSet; 2],
    rows: u64,
    bad: RowSet,
    faults: u64,
    scratch: Vec<RowFault>,
}

type Tell<'a> = &'a mut dyn FnMut(RowFault) -> Result<(), Stop>;

impl Checker {
    /// Begins a file. Without `compare` every row is read for itself. What does not fit in memory goes to `folder`.
    pub fn new(today: Day, compare: bool, folder: &Path) -> Checker {
        Checker {
            today,
            compare,
            layout: None,
            attempts: Attempts::new(folder),
            generation_rows: Default::default(),
            rows: 0,
            bad: RowSet::default(),
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
            self.generation_rows[usize::from(generation == CodeGeneration::Second)].add(row);
        }
        if let Some(entry) = read.entry.as_ref().filter(|_| self.compare) {
            self.attempts.add(attempt_key(entry), entry)?;
        }
        for fault in faults.drain(..) {
            self.fault(fault, tell)?;
        }
        self.scratch = faults;
        Ok(read.entry.map_or(Checked::Nothing, |entry| Checked::Good(Box::new(entry))))
    }

    /// Takes a row that is none of the template's, for what is wrong with it.
    pub fn reject(&mut self, fault: RowFault, tell: Tell) -> Result<(), Stop> {
        self.rows += 1;
        if self.rows > u64::from(ROWS_MAX) {
            return Err(FileRefusal::RowsMax.into());
        }
        self.fault(fault, tell)
    }

    /// Ends the file: the rows of the rarer generation are faults, then all but the best of repeated attempts. A file without
    /// rows is refused.
    pub fn finish(mut self, encoding: &'static str, tell: Tell) -> Result<FileFacts, Stop> {
        let Some(layout) = self.layout.take() else { return Err(FileRefusal::HeaderUnknown.into()) };
        if self.rows == 0 {
            return Err(FileRefusal::NoRows.into());
        }
        let [first, second] = std::mem::take(&mut self.generation_rows);
        // The generation most rows speak is the file's; where they are even, today's.
        let (generation, own, strangers) = match (first.count(), second.count()) {
            (0, 0) => (None, second, first),
            (elder, newer) if elder > newer => (Some(CodeGeneration::First), first, second),
            _ => (Some(CodeGeneration::Second), second, first),
        };
        let column = layout.template.header(Column::Level);
        let example = own.iter().next().unwrap_or_default();
        for row in strangers.iter() {
            let args = Args::one("row", example);
            let fault = RowFault { row, column: column.to_owned(), code: "credit.row.generation", args };
            self.fault(fault, tell)?;
        }
        let column = layout.template.header(Column::Grade);
        std::mem::take(&mut self.attempts).losers(&strangers, &mut |row, best| {
            let args = Args::one("row", best);
            let fault = RowFault { row, column: column.to_owned(), code: "credit.row.better_attempt", args };
            self.fault(fault, tell)
        })?;
        Ok(FileFacts {
            template: layout.template,
            generation,
            encoding,
            rows: self.rows,
            bad_rows: self.bad.count(),
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
}

/// What makes two rows attempts at the same course by the same learner.
fn attempt_key(entry: &Entry) -> Key {
    let mut hash = Sha256::new();
    let target = entry.converted.as_ref().map_or("", |converted| converted.code.as_str());
    for part in [
        entry.class.name(),
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
