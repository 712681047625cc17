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

use crate::model::{ObservationInput, StoredObservation, Structure, Suppression};
use crate::rules::observation::{BETWEEN, Checks, stored};
use crate::rules::suppress::{self, Shield};
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
    /// The setting under which small ones were taken out.
    pub(crate) rule: Option<Suppression>,
}

impl Observations for Arranged {
    fn each(&self, take: &mut dyn FnMut(&StoredObservation) -> Result<()>) -> Result<()> {
        let mut from = BufReader::new(std::fs::File::open(&self.path).map_err(Error::bug)?);
        while let Some((_, one)) = read(&mut from)? {
            take(&one)?;
        }
        Ok(())
    }
}

/// The structure and the observations as they are kept under a dataflow's setting: small counts, and what would betray
/// them, without their values.
///
/// Errors: `Invalid` where the structure does not have what the setting names.
pub(crate) fn protected(
    rule: &Suppression,
    structure: &Structure,
    observations: Vec<StoredObservation>,
) -> Result<(Structure, Vec<StoredObservation>)> {
    named(rule, structure)?;
    let mut shield = Shield::new(rule, structure);
    observations.iter().for_each(|one| shield.take(one));
    let (kept, place) = suppress::with_confidentiality(structure);
    let count = kept.attributes.len();
    let each = observations.into_iter().zip(shield.withheld());
    let observations = each.map(|(one, withheld)| suppress::protected(one, place, count, withheld)).collect();
    Ok((kept, observations))
}

/// The same for observations in a file, of which only codes and counts are held.
///
/// Errors: `Invalid` where the structure does not have what the setting names; those of the files.
pub fn protect(
    rule: &Suppression,
    structure: &Structure,
    observations: &Arranged,
    folder: &Path,
) -> Result<(Structure, Arranged)> {
    named(rule, structure)?;
    let mut shield = Shield::new(rule, structure);
    observations.each(&mut |one| {
        shield.take(one);
        Ok(())
    })?;
    let (kept, place) = suppress::with_confidentiality(structure);
    let mut withheld = shield.withheld().into_iter();
    let mut tallying = Tallying::new(&kept);
    let mut file = BufWriter::new(NamedTempFile::new_in(folder).map_err(Error::bug)?);
    observations.each(&mut |one| {
        let hidden = withheld.next().unwrap_or(true);
        let one = suppress::protected(one.clone(), place, kept.attributes.len(), hidden);
        tallying.take(&one);
        write(&mut file, 0, &one)
    })?;
    let file = file.into_inner().map_err(Error::bug)?;
    let rule = Some(rule.clone());
    Ok((kept, Arranged { path: file.into_temp_path(), tally: tallying.end(), rule }))
}

fn named(rule: &Suppression, structure: &Structure) -> Result<()> {
    let faults = suppress::faults(rule, structure);
    if faults.is_empty() { Ok(()) } else { Err(Error::Invalid(faults)) }
}

/// What takes in observations one by one, in any order.
pub type Take<'t> = dyn FnMut(ObservationInput) -> Result<()> + 't;

/// Takes in what `feed` hands on, into files of a folder.
///
/// Errors: `Invalid` with a fault `<row>.<component>` for everything that does not fit, rows counting from 1; those of `feed`.
pub fn arrange(structure: &Structure, folder: &Path, feed: impl FnOnce(&mut Take) -> Result<()>) -> Result<Arranged> {
    let mut runs = Runs::new(folder)?;
    let mut checks = Checks::new(structure);
    let mut enough = false;
    let fed = feed(&mut |one| {
        let more = checks.given(&one);
        runs.take(checks.rows(), stored(structure, &one))?;
        if more {
            return Ok(());
        }
        enough = true;
        // Whoever feeds has to stop; what was found is told below.
        Err(Error::Busy)
    });
    if !enough {
        fed?;
    }
    let mut tallying = Tallying::new(structure);
    let mut merged = BufWriter::new(NamedTempFile::new_in(folder).map_err(Error::bug)?);
    runs.merge(|row, one| {
        checks.ordered(row, one);
        // Where something is wrong already, nothing more is kept.
        if checks.faulty() {
            return Ok(());
        }
        tallying.take(one);
        write(&mut merged, row, one)
    })?;
    checks.end().map_err(Error::Invalid)?;
    let file = merged.into_inner().map_err(Error::bug)?;
    Ok(Arranged { path: file.into_temp_path(), tally: tallying.end(), rule: None })
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
