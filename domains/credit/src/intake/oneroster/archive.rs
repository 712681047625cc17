//! The ZIP of an export: looked at before it is unpacked, and unpacked file by file within limits.

use std::fs::File;
use std::io::{self, BufReader, Read, Write};
use std::path::{Path, PathBuf};

use super::super::{EachRow, FILE_BYTES_MAX, FileRefusal, Stop, bytes, table};

/// Files in the archive: OneRoster 1.2 knows 22, and a school may add some of its own.
const FILES_MAX: usize = 64;
/// How many times its packed size a file may unpack to; tables of identifiers reach about 20.
const RATIO_MAX: u64 = 100;
/// Below this the ratio does not matter.
const RATIO_FREE_BYTES: u64 = 8 * 1024 * 1024;
/// The property of the manifest with the version, and what is read.
const VERSION: (&str, &str) = ("oneroster.version", "1.2");
/// The files a deposit needs, with their properties in the manifest.
const NEEDED: [(&str, &str); 5] = [
    ("results.csv", "file.results"),
    ("lineItems.csv", "file.lineItems"),
    ("classes.csv", "file.classes"),
    ("courses.csv", "file.courses"),
    ("users.csv", "file.users"),
];

/// The files that may be absent.
const OPTIONAL: [(&str, &str); 3] = [
    ("scoreScales.csv", "file.scoreScales"),
    ("lineItemScoreScales.csv", "file.lineItemScoreScales"),
    ("resultScoreScales.csv", "file.resultScoreScales"),
];

/// Whether a ZIP is an export: it has a manifest at its root, which a workbook has not.
pub(in super::super) fn is_roster(path: &Path) -> bool {
    let Ok(file) = File::open(path) else { return false };
    zip::ZipArchive::new(BufReader::new(file)).is_ok_and(|archive| archive.index_for_name("manifest.csv").is_some())
}

/// An export that may be read.
pub(super) struct Archive {
    path: PathBuf,
}

impl Archive {
    /// Opens an export whose sizes are in bounds and whose manifest says that everything needed is there, whole.
    pub(super) fn open(path: &Path) -> Result<Archive, Stop> {
        let mut archive = opened(path)?;
        if archive.len() > FILES_MAX {
            return Err(FileRefusal::Bomb.into());
        }
        let mut total: u64 = 0;
        for index in 0..archive.len() {
            let packed = archive.by_index(index).map_err(|_| FileRefusal::Corrupt)?;
            total = total.saturating_add(packed.size());
            let dense = packed.size() > RATIO_FREE_BYTES && packed.size() / RATIO_MAX > packed.compressed_size();
            if dense || total > FILE_BYTES_MAX {
                return Err(FileRefusal::Bomb.into());
            }
        }
        let archive = Archive { path: path.to_owned() };
        archive.manifest()?;
        Ok(archive)
    }

    fn manifest(&self) -> Result<(), Stop> {
        let (mut version, mut bulk, mut other) = (String::new(), Vec::new(), Vec::new());
        self.rows("manifest.csv", &mut |_, cells| {
            let text = |place: usize| cells.get(place).map_or("", |cell| cell.text.as_str());
            match (text(0), text(1)) {
                (name, value) if name == VERSION.0 => value.clone_into(&mut version),
                (name, "bulk") => bulk.push(name.to_owned()),
                (name, "delta") => other.push(name.to_owned()),
                _ => {}
            }
            Ok(())
        })?;
        if version != VERSION.1 {
            return Err(FileRefusal::RosterVersion(version.chars().take(24).collect()).into());
        }
        for (file, property) in NEEDED {
            // Changes since an earlier export cannot be joined with what is not in it.
            if other.iter().any(|known| known == property) {
                return Err(FileRefusal::RosterDelta(file).into());
            }
            if !bulk.iter().any(|known| known == property) {
                return Err(FileRefusal::RosterMissing(file).into());
            }
        }
        // What may be absent is not there in part either.
        for (file, property) in OPTIONAL {
            if other.iter().any(|known| known == property) {
                return Err(FileRefusal::RosterDelta(file).into());
            }
            if bulk.iter().any(|known| known == property) && !self.has(file)? {
                return Err(FileRefusal::RosterMissing(file).into());
            }
        }
        Ok(())
    }

    /// Whether a file that may be absent is there.
    pub(super) fn has(&self, file: &str) -> Result<bool, Stop> {
        Ok(opened(&self.path)?.index_for_name(file).is_some())
    }

    /// Calls `each` for every record of one file that is not blank.
    pub(super) fn rows(&self, file: &'static str, each: EachRow) -> Result<(), Stop> {
        let mut archive = opened(&self.path)?;
        let Ok(packed) = archive.by_name(file) else { return Err(FileRefusal::RosterMissing(file).into()) };
        let declared = packed.size();
        let folder = self.path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        let mut unpacked = tempfile::NamedTempFile::new_in(folder)?;
        let copied = io::copy(&mut packed.take(declared + 1), &mut unpacked).map_err(|_| FileRefusal::Corrupt)?;
        // What the archive says of itself is held against what it is.
        if copied > declared {
            return Err(FileRefusal::Bomb.into());
        }
        unpacked.flush()?;
        match bytes::kind(unpacked.path())? {
            bytes::FileKind::Text(encoding) => table::rows(unpacked.path(), encoding, each),
            bytes::FileKind::Workbook => Err(FileRefusal::Corrupt.into()),
        }
    }
}

fn opened(path: &Path) -> Result<zip::ZipArchive<BufReader<File>>, Stop> {
    zip::ZipArchive::new(BufReader::new(File::open(path)?)).map_err(|_| FileRefusal::Corrupt.into())
}
