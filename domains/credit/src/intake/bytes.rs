//! What kind of file it is, told from its bytes and never from its name.

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use encoding_rs::{Decoder, Encoding, GB18030, UTF_8};

use super::{FILE_BYTES_MAX, FileRefusal, Stop};

/// Bytes read at a time.
const CHUNK_BYTES: usize = 64 * 1024;

/// How a text file is encoded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum TextEncoding {
    /// UTF-8, with or without byte order mark.
    Utf8,
    /// GB 18030, of which GBK and GB 2312 are parts.
    Gb18030,
}

impl TextEncoding {
    pub(super) fn name(self) -> &'static str {
        match self {
            TextEncoding::Utf8 => "utf-8",
            TextEncoding::Gb18030 => "gb18030",
        }
    }

    fn encoding(self) -> &'static Encoding {
        match self {
            TextEncoding::Utf8 => UTF_8,
            TextEncoding::Gb18030 => GB18030,
        }
    }
}

/// What a file is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum FileKind {
    Workbook,
    Text(TextEncoding),
}

/// Tells CSV from XLSX and the encoding of a CSV, reading a text file once.
pub(super) fn kind(path: &Path) -> Result<FileKind, Stop> {
    let mut file = File::open(path)?;
    let size = file.metadata()?.len();
    if size == 0 {
        return Err(FileRefusal::Empty.into());
    }
    if size > FILE_BYTES_MAX {
        return Err(FileRefusal::TooLarge.into());
    }
    let mut chunk = vec![0; CHUNK_BYTES];
    let read = fill(&mut file, &mut chunk)?;
    let head = &chunk[..read];
    if head.starts_with(b"PK\x03\x04") {
        return Ok(FileKind::Workbook);
    }
    if head.starts_with(b"\xd0\xcf\x11\xe0") {
        return Err(FileRefusal::OldExcel.into());
    }
    if head.starts_with(b"\xff\xfe") || head.starts_with(b"\xfe\xff") {
        return Err(FileRefusal::Encoding.into());
    }
    if head.contains(&0) || head.starts_with(b"%PDF-") {
        return Err(FileRefusal::UnknownFormat.into());
    }
    text_encoding(&mut file, chunk, read).map(FileKind::Text)
}

/// Runs both decoders over the whole file side by side; UTF-8 wins when both can read it, as plain ASCII.
fn text_encoding(file: &mut File, mut chunk: Vec<u8>, mut read: usize) -> Result<TextEncoding, Stop> {
    let mut candidates: Vec<(TextEncoding, Decoder)> = [TextEncoding::Utf8, TextEncoding::Gb18030]
        .into_iter()
        .map(|known| (known, known.encoding().new_decoder_with_bom_removal()))
        .collect();
    // Three bytes of UTF-8 are the most a byte of either encoding becomes.
    let mut scratch = vec![0; CHUNK_BYTES * 3 + 16];
    loop {
        let last = read == 0;
        candidates.retain_mut(|(_, decoder)| decodes(decoder, &chunk[..read], &mut scratch, last));
        match candidates.first() {
            None => return Err(FileRefusal::Encoding.into()),
            Some((known, _)) if last => return Ok(*known),
            Some(_) => read = fill(file, &mut chunk)?,
        }
    }
}

fn decodes(decoder: &mut Decoder, bytes: &[u8], scratch: &mut [u8], last: bool) -> bool {
    let (result, _, _) = decoder.decode_to_utf8_without_replacement(bytes, scratch, last);
    result == encoding_rs::DecoderResult::InputEmpty
}

/// Reads until the buffer is full or the file ends.
fn fill(file: &mut File, buffer: &mut [u8]) -> io::Result<usize> {
    let mut filled = 0;
    while filled < buffer.len() {
        match file.read(&mut buffer[filled..]) {
            Ok(0) => break,
            Ok(read) => filled += read,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    Ok(filled)
}

/// Reads a file of a known encoding as UTF-8 without byte order mark.
pub(super) struct AsUtf8 {
    file: File,
    decoder: Decoder,
    input: Vec<u8>,
    start: usize,
    end: usize,
    ended: bool,
    /// The decoder said that nothing more comes; asked again it would panic.
    finished: bool,
}

impl AsUtf8 {
    pub(super) fn open(path: &Path, encoding: TextEncoding) -> io::Result<AsUtf8> {
        Ok(AsUtf8 {
            file: File::open(path)?,
            decoder: encoding.encoding().new_decoder_with_bom_removal(),
            input: vec![0; CHUNK_BYTES],
            start: 0,
            end: 0,
            ended: false,
            finished: false,
        })
    }
}

impl Read for AsUtf8 {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        while !self.finished && !out.is_empty() {
            if self.start == self.end && !self.ended {
                self.end = fill(&mut self.file, &mut self.input)?;
                self.start = 0;
                self.ended = self.end == 0;
            }
            let (result, read, written, _) =
                self.decoder.decode_to_utf8(&self.input[self.start..self.end], out, self.ended);
            self.start += read;
            self.finished = self.ended && result == encoding_rs::CoderResult::InputEmpty;
            if written > 0 {
                return Ok(written);
            }
        }
        Ok(0)
    }
}
