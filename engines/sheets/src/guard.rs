//! Whether a workbook may be unpacked.

use std::io::{self, Read};

use crate::{Limits, Refusal, Source};

/// How many times its packed size a part may unpack to. Worksheets of grades reach about 30.
pub(crate) const RATIO_MAX: u64 = 200;
/// Below this the ratio does not matter.
pub(crate) const RATIO_FREE_BYTES: u64 = 8 * 1024 * 1024;
/// Parts in the archive; a workbook has about a dozen.
pub(crate) const PARTS_MAX: usize = 1_000;

/// Checks the sizes the archive declares, then unpacks every part into nothing to see that it declared the truth.
pub(crate) fn check(source: &mut dyn Source, limits: &Limits) -> Result<(), Refusal> {
    let mut archive = zip::ZipArchive::new(io::BufReader::new(source)).map_err(|_| Refusal::Corrupt)?;
    if archive.len() > PARTS_MAX {
        return Err(Refusal::Bomb);
    }
    let mut total: u64 = 0;
    for index in 0..archive.len() {
        let part = archive.by_index(index).map_err(|_| Refusal::Corrupt)?;
        let name = part.name().map_err(|_| Refusal::Corrupt)?.into_owned();
        let declared = part.size();
        total = total.saturating_add(declared);
        let dense = declared > RATIO_FREE_BYTES && declared / RATIO_MAX > part.compressed_size();
        let strings = name.to_ascii_lowercase().ends_with("sharedstrings.xml");
        if dense || (strings && declared > limits.shared_strings_bytes) || total > limits.unpacked_bytes {
            return Err(Refusal::Bomb);
        }
        let real = io::copy(&mut part.take(declared + 1), &mut io::sink()).map_err(|_| Refusal::Corrupt)?;
        if real > declared {
            return Err(Refusal::Bomb);
        }
    }
    Ok(())
}
