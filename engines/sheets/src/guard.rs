//! Whether a workbook may be unpacked.

use std::io::{self, Read};

use crate::xml::XmlGuard;
use crate::{Limits, Refusal, Source};

/// Bytes any part may unpack to that is neither a worksheet nor the shared strings: styles, names and relations are read
/// whole, and those of a plain table are small.
pub(crate) const PART_BYTES_MAX: u64 = 16 * 1024 * 1024;
/// How many times its packed size a part may unpack to. Worksheets of grades reach about 30; one line said over and over
/// reaches 120 to 1,000, depending on who packs it.
pub(crate) const RATIO_MAX: u64 = 100;
/// Below this the ratio does not matter.
pub(crate) const RATIO_FREE_BYTES: u64 = 8 * 1024 * 1024;
/// Parts in the archive; a workbook has about a dozen.
pub(crate) const PARTS_MAX: usize = 1_000;
/// Bytes of a part looked at at once.
const CHUNK_BYTES: usize = 64 * 1024;

/// What a part is for, told from its name as readers tell it: without regard to case, whichever stroke divides folders.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Part {
    Worksheet,
    SharedStrings,
    OtherXml,
    Other,
}

impl Part {
    fn named(name: &str) -> Part {
        let name = name.to_lowercase().replace('\\', "/");
        if name.ends_with("sharedstrings.xml") {
            Part::SharedStrings
        } else if name.contains("worksheets/") && name.ends_with(".xml") {
            Part::Worksheet
        } else if [".xml", ".rels", ".vml"].iter().any(|ending| name.ends_with(ending)) {
            Part::OtherXml
        } else {
            Part::Other
        }
    }

    const fn bytes_max(self, limits: &Limits) -> u64 {
        match self {
            Part::Worksheet => limits.unpacked_bytes,
            Part::SharedStrings => limits.shared_strings_bytes,
            Part::OtherXml | Part::Other => PART_BYTES_MAX,
        }
    }
}

/// Checks the sizes the archive declares, then unpacks every part into nothing to see that it declared the truth and that
/// no reader is led to hold more than the part itself is.
pub(crate) fn check(source: &mut dyn Source, limits: &Limits) -> Result<(), Refusal> {
    let mut archive = zip::ZipArchive::new(io::BufReader::new(source)).map_err(|_| Refusal::Corrupt)?;
    if archive.len() > PARTS_MAX {
        return Err(Refusal::Bomb);
    }
    let mut total: u64 = 0;
    for index in 0..archive.len() {
        let packed = archive.by_index(index).map_err(|_| Refusal::Corrupt)?;
        let part = Part::named(&packed.name().map_err(|_| Refusal::Corrupt)?);
        let declared = packed.size();
        total = total.saturating_add(declared);
        let dense = declared > RATIO_FREE_BYTES && declared / RATIO_MAX > packed.compressed_size();
        if dense || declared > part.bytes_max(limits) || total > limits.unpacked_bytes {
            return Err(Refusal::Bomb);
        }
        unpack(packed.take(declared + 1), part, declared)?;
    }
    Ok(())
}

/// Unpacks a part into nothing, looking at what it says on the way.
fn unpack(mut packed: impl Read, part: Part, declared: u64) -> Result<(), Refusal> {
    let mut guard = match part {
        Part::Other => None,
        Part::SharedStrings => Some(XmlGuard::new(Some(declared))),
        Part::Worksheet | Part::OtherXml => Some(XmlGuard::new(None)),
    };
    let mut chunk = vec![0; CHUNK_BYTES];
    let mut real: u64 = 0;
    loop {
        let read = match packed.read(&mut chunk) {
            Ok(0) => return Ok(()),
            Ok(read) => read,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            Err(_) => return Err(Refusal::Corrupt),
        };
        real += read as u64;
        if real > declared {
            return Err(Refusal::Bomb);
        }
        if let Some(guard) = &mut guard {
            guard.look(&chunk[..read])?;
        }
    }
}

#[cfg(test)]
mod tests;
