//! Observations taken in without being held: checked as they come, sorted in runs on disk, and merged into one file in the
//! order in which they are kept.

use std::cmp::Reverse;
use std::collections::{BTreeSet, BinaryHeap};
use std::io::{BufRead, BufReader, BufWriter, Read, Seek, SeekFrom, Write};
use std::path::Path;

use op::{Error, Result};
use serde_json::json;
use sha2::{Digest, Sha256};
use tempfile::{NamedTempFile, TempPath};
use units::{Args, Fault};

use super::protect::Protection;
use crate::model::{ObservationInput, StoredObservation, Structure};
use crate::rules::observation::{BETWEEN, Checks, stored};
use crate::store::observation::place;

/// Observations sorted at once: some megabytes, and fifty runs for the largest release.
const RUN_ROWS: usize = 20_000;

/// What a set of observations is, beside the observations.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tally {
    /// SHA-256 of the structure as JSON and of each observation as a line, so that anybody can compute it again from the files.
    pub hash: String,
    /// How many observations.
    pub observations: usize,
    /// The values of each dimension that occur, in the order of their bytes, and last the periods.
    pub coverage: Vec<Vec<String>>,
}

/// A tally while observations come by, in order.
pub(crate) struct Tallying {
    seal: Sha256,
    observations: usize,
    coverage: Vec<BTreeSet<String>>,
}

impl Tallying {
    pub(crate) fn new(structure: &Structure) -> Tallying {
        let mut seal = Sha256::new();
        seal.update(json!(structure).to_string());
        Tallying { seal, observations: 0, coverage: vec![BTreeSet::new(); structure.dimensions.len() + 1] }
    }

    pub(crate) fn take(&mut self, one: &StoredObservation) {
        let value = one.value.as_deref().unwrap_or_default();
        self.seal.update(format!("\n{}|{value}|{}|{}", one.key.join("."), one.status, one.attributes.join("|")));
        self.observations += 1;
        for (values, value) in self.coverage.iter_mut().zip(&one.key) {
            if !values.contains(value) {
                values.insert(value.clone());
            }
        }
    }

    pub(crate) fn end(self) -> Tally {
        Tally {
            hash: hex::encode(self.seal.finalize()),
            observations: self.observations,
            coverage: self.coverage.into_iter().map(|values| values.into_iter().collect()).collect(),
        }
    }
}

/// Observations in order, wherever they are kept.
pub trait Observations {
    /// Hands on each, in order.
    ///
    /// Errors: those of `take`, and of reading them.
    fn each(&self, take: &mut dyn FnMut(&StoredObservation) -> Result<()>) -> Result<()>;
}

impl Observations for [StoredObservation] {
    fn each(&self, take: &mut dyn FnMut(&StoredObservation) -> Result<()>) -> Result<()> {
        self.iter().try_for_each(take)
    }
}

/// Observations that fit their structure, in order, in a file that goes with this value.
#[derive(Debug)]
pub struct Arranged {
    path: TempPath,
    /// What they are.
    pub tally: Tally,
    /// Under what small ones were taken out.
    pub(crate) protection: Protection,
}

impl Arranged {
    /// Observations written in order, behind each other.
    ///
    /// Errors: those of the files, and of `each`.
    pub(super) fn written(
        structure: &Structure,
        protection: Protection,
        folder: &Path,
        each: impl FnOnce(&mut dyn FnMut(usize, &StoredObservation) -> Result<()>) -> Result<()>,
    ) -> Result<Arranged> {
        let mut tallying = Tallying::new(structure);
        let mut file = BufWriter::new(NamedTempFile::new_in(folder).map_err(Error::bug)?);
        each(&mut |row, one| {
            tallying.take(one);
            write(&mut file, row, one)
        })?;
        let file = file.into_inner().map_err(Error::bug)?;
        Ok(Arranged { path: file.into_temp_path(), tally: tallying.end(), protection })
    }

    /// Hands on each with the row of what was given, in order.
    ///
    /// Errors: those of `take`, and of reading them.
    pub(super) fn rows(&self, take: &mut dyn FnMut(usize, &StoredObservation) -> Result<()>) -> Result<()> {
        let mut from = BufReader::new(std::fs::File::open(&self.path).map_err(Error::bug)?);
        while let Some((row, one)) = read(&mut from)? {
            take(row, &one)?;
        }
        Ok(())
    }
}

impl Observations for Arranged {
    fn each(&self, take: &mut dyn FnMut(&StoredObservation) -> Result<()>) -> Result<()> {
        self.rows(&mut |_, one| take(one))
    }
}

/// What takes in observations one by one, in any order.
pub type Take<'t> = dyn FnMut(ObservationInput) -> Result<()> + 't;

/// Takes in what `feed` hands on, into files of a folder.
///
/// Errors: `Invalid` with a fault `<row>.<component>` for everything that does not fit, rows counting from 1; those of `feed`.
pub fn arrange(structure: &Structure, folder: &Path, feed: impl FnOnce(&mut Take) -> Result<()>) -> Result<Arranged> {
    arrange_within(Checks::new(structure), structure, folder, feed)
}

/// The same with checks that were begun elsewhere.
pub(crate) fn arrange_within(
    mut checks: Checks,
    structure: &Structure,
    folder: &Path,
    feed: impl FnOnce(&mut Take) -> Result<()>,
) -> Result<Arranged> {
    let mut runs = Runs::new(folder)?;
    let mut enough = false;
    let fed = feed(&mut |one| {
        if checks.given(&one) {
            return runs.take(checks.rows(), stored(structure, &one));
        }
        enough = true;
        // Whoever feeds has to stop; what was found is told below.
        Err(Error::Busy)
    });
    if enough {
        checks.end().map_err(Error::Invalid)?;
        return Err(Error::bug("observations that fit were too many to go on"));
    }
    fed?;
    let mut faults = Ok(());
    let arranged = Arranged::written(structure, Protection::default(), folder, |put| {
        runs.merge(|row, one| {
            checks.ordered(row, one);
            // Where something is wrong already, nothing more is kept.
            if checks.faulty() { Ok(()) } else { put(row, one) }
        })?;
        faults = checks.end();
        Ok(())
    })?;
    faults.map_err(Error::Invalid)?;
    Ok(arranged)
}

/// Runs of observations, each in order, one behind the other in a file.
struct Runs {
    file: BufWriter<NamedTempFile>,
    begin: Vec<u64>,
    run: Vec<(usize, StoredObservation)>,
}

impl Runs {
    fn new(folder: &Path) -> Result<Runs> {
        let file = BufWriter::new(NamedTempFile::new_in(folder).map_err(Error::bug)?);
        Ok(Runs { file, begin: Vec::new(), run: Vec::new() })
    }

    fn take(&mut self, row: usize, one: StoredObservation) -> Result<()> {
        self.run.push((row, one));
        if self.run.len() == RUN_ROWS { self.settle() } else { Ok(()) }
    }

    fn settle(&mut self) -> Result<()> {
        self.run.sort_by(|one, other| one.1.key.cmp(&other.1.key).then(one.0.cmp(&other.0)));
        self.begin.push(self.file.stream_position().map_err(Error::bug)?);
        for (row, one) in self.run.drain(..) {
            write(&mut self.file, row, &one)?;
        }
        Ok(())
    }

    /// Hands on each observation of all runs in order, with its row.
    fn merge(mut self, mut take: impl FnMut(usize, &StoredObservation) -> Result<()>) -> Result<()> {
        if !self.run.is_empty() {
            self.settle()?;
        }
        let file = self.file.into_inner().map_err(Error::bug)?;
        let mut heads = Vec::new();
        let mut next = BinaryHeap::new();
        for (which, from) in self.begin.iter().enumerate() {
            let until = self.begin.get(which + 1).copied().unwrap_or(u64::MAX);
            let mut run = std::fs::File::open(file.path()).map_err(Error::bug)?;
            run.seek(SeekFrom::Start(*from)).map_err(Error::bug)?;
            let mut run = BufReader::new(run.take(until - from));
            let head = read(&mut run)?;
            next.extend(head.as_ref().map(|(row, one)| Reverse((place(&one.key), *row, which))));
            heads.push((run, head));
        }
        while let Some(Reverse((_, _, which))) = next.pop() {
            let (run, head) = &mut heads[which];
            if let Some((row, one)) = head.take() {
                take(row, &one)?;
            }
            *head = read(run)?;
            next.extend(head.as_ref().map(|(row, one)| Reverse((place(&one.key), *row, which))));
        }
        Ok(())
    }
}

/// One observation: its row, and each text behind its length.
fn write(into: &mut impl Write, row: usize, one: &StoredObservation) -> Result<()> {
    let between = BETWEEN.to_string();
    let attributes = one.attributes.join(&between);
    let key = one.key.join(&between);
    let (there, value) = (u8::from(one.value.is_some()), one.value.as_deref().unwrap_or_default());
    let mut bytes = u32::try_from(row).map_err(Error::bug)?.to_le_bytes().to_vec();
    bytes.push(there);
    for text in [key.as_str(), value, &one.status, &attributes] {
        bytes.extend_from_slice(&u32::try_from(text.len()).map_err(Error::bug)?.to_le_bytes());
        bytes.extend_from_slice(text.as_bytes());
    }
    into.write_all(&bytes).map_err(Error::bug)
}

/// The next observation, if there is one.
fn read(from: &mut impl BufRead) -> Result<Option<(usize, StoredObservation)>> {
    if from.fill_buf().map_err(Error::bug)?.is_empty() {
        return Ok(None);
    }
    let mut head = [0; 5];
    from.read_exact(&mut head).map_err(Error::bug)?;
    let row = u32::from_le_bytes([head[0], head[1], head[2], head[3]]);
    let mut text = || -> Result<String> {
        let mut length = [0; 4];
        from.read_exact(&mut length).map_err(Error::bug)?;
        let mut bytes = vec![0; usize::try_from(u32::from_le_bytes(length)).map_err(Error::bug)?];
        from.read_exact(&mut bytes).map_err(Error::bug)?;
        String::from_utf8(bytes).map_err(Error::bug)
    };
    let (key, value, status, attributes) = (text()?, text()?, text()?, text()?);
    let split = |text: String| text.split(BETWEEN).map(str::to_owned).collect();
    let attributes = if attributes.is_empty() { Vec::new() } else { split(attributes) };
    let one = StoredObservation { key: split(key), value: (head[4] == 1).then_some(value), status, attributes };
    Ok(Some((usize::try_from(row).map_err(Error::bug)?, one)))
}

/// Faults of an upload, with the row of the file in the place of the place in the list.
pub fn in_rows(faults: Vec<Fault>, first: usize) -> Vec<Fault> {
    let moved = |fault: Fault| {
        let split = fault.field.split_once('.').and_then(|(row, rest)| Some((row.parse::<usize>().ok()?, rest)));
        match split {
            Some((row, rest)) => {
                let args = fault.args.0.into_iter().map(|(name, value)| match (name, value.parse::<usize>()) {
                    ("row", Ok(other)) => (name, (other + first - 1).to_string()),
                    _ => (name, value),
                });
                Fault { field: format!("{}.{rest}", row + first - 1), code: fault.code, args: Args(args.collect()) }
            }
            None => fault,
        }
    };
    faults.into_iter().map(moved).collect()
}
