//! Repeated attempts at the same course, found in memory that does not grow with the file.
//!
//! Every row's key and attempt are set down in one of [`PARTS`] parts, chosen by the key, so that attempts at one course meet
//! in one part. What a part holds beyond [`CHUNK_RECORDS`] goes to a file without a name; at the end each part is looked at
//! by itself. A small file never leaves memory.

use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use super::{RowSet, Stop};
use crate::model::Entry;

/// Parts the keys are divided into: of a million rows each holds some eight thousand, 190 kB.
const PARTS: usize = 128;

/// Records a part keeps in memory; 128 parts of 256 records of 24 bytes take 0.8 MB.
const CHUNK_RECORDS: usize = 256;

const KEY_BYTES: usize = 16;
const RECORD_BYTES: usize = KEY_BYTES + 8;

/// What makes two rows attempts at the same course by the same learner: the head of a SHA-256.
pub(super) type Key = [u8; KEY_BYTES];

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

/// The attempts of a file.
#[derive(Default)]
pub(super) struct Attempts {
    /// Where the file without a name is made.
    folder: PathBuf,
    parts: Vec<Part>,
    spilled: Option<File>,
    spilled_bytes: u64,
}

#[derive(Clone, Default)]
struct Part {
    /// Records that are still in memory.
    waiting: Vec<u8>,
    /// Where full chunks of it begin in the file.
    chunks: Vec<u64>,
}

impl Attempts {
    pub(super) fn new(folder: &Path) -> Attempts {
        Attempts { folder: folder.to_owned(), ..Attempts::default() }
    }

    /// Sets a row down under its key.
    pub(super) fn add(&mut self, key: Key, entry: &Entry) -> io::Result<()> {
        self.parts.resize(PARTS, Part::default());
        let part = &mut self.parts[usize::from(key[0]) % PARTS];
        part.waiting.extend_from_slice(&key);
        part.waiting.extend_from_slice(&Attempt::of(entry).0.to_be_bytes());
        if part.waiting.len() < CHUNK_RECORDS * RECORD_BYTES {
            return Ok(());
        }
        let file = match &mut self.spilled {
            Some(file) => file,
            none => none.insert(tempfile::tempfile_in(&self.folder)?),
        };
        file.write_all(&part.waiting)?;
        part.chunks.push(self.spilled_bytes);
        self.spilled_bytes += part.waiting.len() as u64;
        part.waiting.clear();
        Ok(())
    }

    /// 同一课程取最高成绩，成绩相同取最近一次: tells each row that is not the best attempt at its course, or of equal ones not the
    /// latest, with the row that is. Rows of `not` are no attempts.
    pub(super) fn losers(
        mut self,
        not: &RowSet,
        tell: &mut dyn FnMut(u32, u32) -> Result<(), Stop>,
    ) -> Result<(), Stop> {
        for part in std::mem::take(&mut self.parts) {
            let mut records = self.read(part)?;
            records.retain(|(_, attempt)| !not.has(attempt.row()));
            // Of each course the best comes first.
            records.sort_unstable_by(|(key, attempt), (other_key, other)| key.cmp(other_key).then(other.cmp(attempt)));
            for attempts in records.chunk_by(|(key, _), (other, _)| key == other) {
                let [(_, best), losers @ ..] = attempts else { continue };
                for (_, loser) in losers {
                    tell(loser.row(), best.row())?;
                }
            }
        }
        Ok(())
    }

    fn read(&mut self, part: Part) -> io::Result<Vec<(Key, Attempt)>> {
        let mut bytes = part.waiting;
        if let Some(file) = &mut self.spilled {
            for begin in part.chunks {
                file.seek(SeekFrom::Start(begin))?;
                file.take((CHUNK_RECORDS * RECORD_BYTES) as u64).read_to_end(&mut bytes)?;
            }
        }
        let (records, _) = bytes.as_chunks::<RECORD_BYTES>();
        let record = |record: &[u8; RECORD_BYTES]| {
            let (mut key, mut attempt) = ([0; KEY_BYTES], [0; 8]);
            key.copy_from_slice(&record[..KEY_BYTES]);
            attempt.copy_from_slice(&record[KEY_BYTES..]);
            (key, Attempt(u64::from_be_bytes(attempt)))
        };
        Ok(records.iter().map(record).collect())
    }
}
