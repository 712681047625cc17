//! Uploaded files: streamed to disk as they arrive, never in memory as a whole.

use std::path::Path;

use multer::{Constraints, Field, Multipart, SizeLimit};
use sha2::{Digest, Sha256};
use tempfile::{NamedTempFile, TempPath};
use tokio::io::AsyncWriteExt;

use crate::body::{Incoming, Received};
use crate::payload::Payload;
use crate::problem::Failure;

/// Most text fields beside the files: more than any form has.
const FIELDS_MAX: usize = 500;

/// Longest text field in bytes.
const FIELD_BYTES_MAX: u64 = 64 * 1024;

/// Most files in one form.
const FILES_MAX: usize = 10;

/// Longest filename kept, in characters.
const FILENAME_CHARS_MAX: usize = 120;

/// A file a person sent. It lies on disk until this value is dropped.
#[derive(Debug)]
pub struct Upload {
    /// Where it lies; deleted on drop.
    pub path: TempPath,
    /// The name it had on the sender's disk, without folders and without characters that mean something to a shell or a
    /// browser. For showing only.
    pub filename: String,
    /// Media type as the sender's browser claims; not to be believed.
    pub media_type: String,
    /// Size in bytes.
    pub size: u64,
    /// SHA-256 of the content in hexadecimal.
    pub hash: String,
}

/// Reads a multipart body of at most `bytes_max`, files into `folder`.
pub(crate) async fn receive(
    incoming: Incoming,
    boundary: String,
    bytes_max: u64,
    folder: &Path,
) -> Result<Received, Failure> {
    let limits = Constraints::new().size_limit(SizeLimit::new().whole_stream(bytes_max));
    let mut parts = Multipart::with_constraints(incoming.into_stream(), boundary, limits);
    let (mut fields, mut files) = (Vec::new(), Vec::new());
    let mut seal = Sha256::new();
    while let Some(part) = parts.next_field().await.map_err(|error| failure(error, bytes_max))? {
        let name = part.name().unwrap_or_default().to_owned();
        if part.file_name().is_none() {
            let value = text(part, bytes_max).await?;
            seal_part(&mut seal, &[&name, &value]);
            fields.push((name, value));
        } else if let Some(upload) = file(part, folder, bytes_max).await? {
            seal_part(&mut seal, &[&name, &upload.filename, &upload.hash]);
            files.push((name, upload));
        }
        if fields.len() > FIELDS_MAX || files.len() > FILES_MAX {
            return Err(Failure::TooLarge { bytes_max });
        }
    }
    Ok(Received { payload: Payload::Multipart { fields, files: files.into() }, hash: hex::encode(seal.finalize()) })
}

/// Adds the parts of a field to the hash of the request, each with its length so that nothing can be shifted.
fn seal_part(seal: &mut Sha256, parts: &[&str]) {
    for part in parts {
        seal.update((part.len() as u64).to_be_bytes());
        seal.update(part);
    }
}

async fn text(mut part: Field<'_>, bytes_max: u64) -> Result<String, Failure> {
    let mut bytes = Vec::new();
    while let Some(chunk) = part.chunk().await.map_err(|error| failure(error, bytes_max))? {
        bytes.extend_from_slice(&chunk);
        if bytes.len() as u64 > FIELD_BYTES_MAX {
            return Err(Failure::TooLarge { bytes_max: FIELD_BYTES_MAX });
        }
    }
    String::from_utf8(bytes).map_err(|_| Failure::malformed("UTF-8"))
}

/// Streams a file to disk. A field without a file, as browsers send it for an empty file box, is none.
async fn file(mut part: Field<'_>, folder: &Path, bytes_max: u64) -> Result<Option<Upload>, Failure> {
    let filename = sanitise(part.file_name().unwrap_or_default());
    let media_type = part.content_type().map_or("application/octet-stream", |media| media.essence_str()).to_owned();
    let unnamed = part.file_name().unwrap_or_default().is_empty();
    let made =
        NamedTempFile::new_in(folder).map_err(|error| Failure::bug(format!("no room for an upload: {error}")))?;
    let (disk, path) = made.into_parts();
    let mut disk = tokio::fs::File::from_std(disk);
    let (mut seal, mut size) = (Sha256::new(), 0_u64);
    while let Some(chunk) = part.chunk().await.map_err(|error| failure(error, bytes_max))? {
        seal.update(&chunk);
        size += chunk.len() as u64;
        disk.write_all(&chunk).await.map_err(|error| Failure::bug(format!("an upload cannot be written: {error}")))?;
    }
    disk.flush().await.map_err(|error| Failure::bug(format!("an upload cannot be written: {error}")))?;
    if unnamed && size == 0 {
        return Ok(None);
    }
    Ok(Some(Upload { path, filename, media_type, size, hash: hex::encode(seal.finalize()) }))
}

fn failure(error: multer::Error, bytes_max: u64) -> Failure {
    match error {
        multer::Error::StreamSizeExceeded { .. } | multer::Error::FieldSizeExceeded { .. } => {
            Failure::TooLarge { bytes_max }
        }
        multer::Error::StreamReadFailed(inner) => match inner.downcast::<Failure>() {
            Ok(failure) => *failure,
            Err(_) => Failure::malformed("multipart"),
        },
        _ => Failure::malformed("multipart"),
    }
}

/// The last part of a path, with only characters that are harmless wherever a name is shown or offered for saving.
pub(crate) fn sanitise(filename: &str) -> String {
    let last = filename.rsplit(['/', '\\']).next().unwrap_or_default();
    let harmless = |c: &char| {
        !c.is_control()
            && !matches!(c, '"' | '<' | '>' | ':' | '|' | '?' | '*' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    };
    let kept: String = last.chars().filter(harmless).collect();
    let kept = kept.trim().trim_start_matches('.');
    let over = kept.chars().count().saturating_sub(FILENAME_CHARS_MAX);
    // The ending says what a file is, so a long name loses its beginning.
    let kept: String = kept.chars().skip(over).collect();
    if kept.is_empty() { "file".to_owned() } else { kept }
}
