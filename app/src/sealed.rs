//! Attached files at rest: sealed with AES-256-GCM in the STREAM construction, because grade files hold names and numbers.
//!
//! A sealed file is `XQF1`, the number of its key (4 bytes, big-endian), 7 random bytes, then chunks of 64 KiB plaintext each
//! followed by its 16-byte tag; the last chunk is marked by the construction, so a file cut short is noticed. The hash under
//! which a file lies is bound to every chunk, so that two files cannot be exchanged.

use std::io::{self, Read};

use aead_stream::{DecryptorBE32, EncryptorBE32};
use aes_gcm::aead::Payload;
use aes_gcm::{Aes256Gcm, KeyInit};
use op::{Key, Keys};

const MAGIC: &[u8; 4] = b"XQF1";
const PREFIX_BYTES: usize = 7;
const HEADER_BYTES: usize = MAGIC.len() + 4 + PREFIX_BYTES;
const CHUNK_BYTES: usize = 64 * 1024;
const TAG_BYTES: usize = 16;

/// Reads a source and gives its sealed form.
pub struct Sealing<R> {
    source: R,
    hash: String,
    encryptor: Option<EncryptorBE32<Aes256Gcm>>,
    next: Vec<u8>,
    ready: Vec<u8>,
    given: usize,
}

impl<R: Read> Sealing<R> {
    /// Seals `source`, whose content has the hash `hash`, with this key; `prefix` is random and never used twice.
    pub fn new(mut source: R, hash: &str, key: &Key, prefix: [u8; PREFIX_BYTES]) -> io::Result<Sealing<R>> {
        let mut ready = Vec::with_capacity(CHUNK_BYTES + TAG_BYTES);
        ready.extend_from_slice(MAGIC);
        ready.extend_from_slice(&key.id.to_be_bytes());
        ready.extend_from_slice(&prefix);
        let encryptor = Some(EncryptorBE32::from_aead(Aes256Gcm::new(&key.bytes.into()), (&prefix).into()));
        let next = chunk(&mut source, CHUNK_BYTES)?;
        Ok(Sealing { source, hash: hash.to_owned(), encryptor, next, ready, given: 0 })
    }

    fn seal_next(&mut self) -> io::Result<bool> {
        let Some(mut encryptor) = self.encryptor.take() else {
            return Ok(false);
        };
        let following = chunk(&mut self.source, CHUNK_BYTES)?;
        let current = std::mem::replace(&mut self.next, following);
        let payload = Payload { msg: &current, aad: self.hash.as_bytes() };
        self.ready = match self.next.is_empty() {
            true => encryptor.encrypt_last(payload).map_err(|_| broken("sealing failed"))?,
            false => {
                let sealed = encryptor.encrypt_next(payload).map_err(|_| broken("sealing failed"))?;
                self.encryptor = Some(encryptor);
                sealed
            }
        };
        self.given = 0;
        Ok(true)
    }
}

impl<R: Read> Read for Sealing<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.given == self.ready.len() && !self.seal_next()? {
            return Ok(0);
        }
        Ok(give(&self.ready, &mut self.given, buffer))
    }
}

/// Reads a sealed source and gives its content.
pub struct Opening<R> {
    source: R,
    hash: String,
    decryptor: Option<DecryptorBE32<Aes256Gcm>>,
    next: Vec<u8>,
    ready: Vec<u8>,
    given: usize,
}

impl<R: Read> Opening<R> {
    /// Opens what was sealed under `hash` with one of these keys. Also answers the number of the key.
    pub fn new(mut source: R, hash: &str, keys: &Keys) -> io::Result<(Opening<R>, u32)> {
        let header = chunk(&mut source, HEADER_BYTES)?;
        let Some((magic, rest)) = header.split_first_chunk::<4>() else {
            return Err(broken("a stored file is cut short"));
        };
        let (Some((id, prefix)), true) = (rest.split_first_chunk::<4>(), magic == MAGIC) else {
            return Err(broken("a stored file was not sealed by this platform"));
        };
        let prefix: [u8; PREFIX_BYTES] = prefix.try_into().map_err(|_| broken("a stored file is cut short"))?;
        let id = u32::from_be_bytes(*id);
        let key =
            keys.by_id(id).ok_or_else(|| broken(&format!("a stored file is sealed with key {id}, which is gone")))?;
        let decryptor = Some(DecryptorBE32::from_aead(Aes256Gcm::new(&key.bytes.into()), (&prefix).into()));
        let next = chunk(&mut source, CHUNK_BYTES + TAG_BYTES)?;
        Ok((Opening { source, hash: hash.to_owned(), decryptor, next, ready: Vec::new(), given: 0 }, id))
    }

    fn open_next(&mut self) -> io::Result<bool> {
        let Some(mut decryptor) = self.decryptor.take() else {
            return Ok(false);
        };
        let following = chunk(&mut self.source, CHUNK_BYTES + TAG_BYTES)?;
        let current = std::mem::replace(&mut self.next, following);
        let payload = Payload { msg: &current, aad: self.hash.as_bytes() };
        let changed = |_| broken("a stored file was changed or cut short");
        self.ready = match self.next.is_empty() {
            true => decryptor.decrypt_last(payload).map_err(changed)?,
            false => {
                let content = decryptor.decrypt_next(payload).map_err(changed)?;
                self.decryptor = Some(decryptor);
                content
            }
        };
        self.given = 0;
        Ok(true)
    }
}

impl<R: Read> Read for Opening<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        while self.given == self.ready.len() {
            if !self.open_next()? {
                return Ok(0);
            }
        }
        Ok(give(&self.ready, &mut self.given, buffer))
    }
}

/// Reads up to `length` bytes: fewer only at the end of the source.
pub fn chunk(source: &mut impl Read, length: usize) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::with_capacity(length);
    source.take(length as u64).read_to_end(&mut bytes)?;
    Ok(bytes)
}

fn give(ready: &[u8], given: &mut usize, buffer: &mut [u8]) -> usize {
    let length = buffer.len().min(ready.len() - *given);
    buffer[..length].copy_from_slice(&ready[*given..*given + length]);
    *given += length;
    length
}

fn broken(what: &str) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, what.to_owned())
}

#[cfg(test)]
mod tests;
