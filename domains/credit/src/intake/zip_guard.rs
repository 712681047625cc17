//! Whether a workbook may be unpacked: a few kilobytes can claim, or hide, many gigabytes.

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use super::{FileRefusal, Stop};

/// Bytes all parts together may unpack to.
pub(super) const UNPACKED_BYTES_MAX: u64 = 2 * 1024 * 1024 * 1024;
/// Bytes the table of shared strings may unpack to: it is the one part that is held in memory.
pub(super) const SHARED_STRINGS_BYTES_MAX: u64 = 192 * 1024 * 1024;
/// How many times its packed size a part may unpack to. Worksheets of grades reach about 30.
pub(super) const RATIO_MAX: u64 = 200;
/// Below this the ratio does not matter.
pub(super) const RATIO_FREE_BYTES: u64 = 8 * 1024 * 1024;
/// Parts in the archive; a workbook has about a dozen.
pub(super) const PARTS_MAX: usize = 1_000;

/// Checks the sizes the archive declares, then unpacks every part into nothing to see that it declared the truth.
pub(super) fn check(path: &Path) -> Result<(), Stop> {
    let mut archive = zip::ZipArchive::new(io::BufReader::new(File::open(path)?)).map_err(|_| FileRefusal::Corrupt)?;
    if archive.len() > PARTS_MAX {
        return Err(FileRefusal::Bomb.into());
    }
    let mut total: u64 = 0;
    for index in 0..archive.len() {
        let part = archive.by_index(index).map_err(|_| FileRefusal::Corrupt)?;
        let name = part.name().map_err(|_| FileRefusal::Corrupt)?.into_owned();
        let declared = part.size();
        total = total.saturating_add(declared);
        let dense = declared > RATIO_FREE_BYTES && declared / RATIO_MAX > part.compressed_size();
        let strings = name.ends_with("sharedStrings.xml") && declared > SHARED_STRINGS_BYTES_MAX;
        if dense || strings || total > UNPACKED_BYTES_MAX {
            return Err(FileRefusal::Bomb.into());
        }
        let real = io::copy(&mut part.take(declared + 1), &mut io::sink()).map_err(|_| FileRefusal::Corrupt)?;
        if real > declared {
            return Err(FileRefusal::Bomb.into());
        }
    }
    Ok(())
}
