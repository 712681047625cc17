//! The vault: personal data at rest, and finding it without opening it.
//!
//! A sealed value is AES-256-GCM under a key of the installation. Its bytes are the key's number (4, big-endian), a random
//! nonce (12), ciphertext and tag. Table, column and person are authenticated with it, so that a value copied into another
//! row or column no longer opens. What must be found again – 身份证号, a contact – also has an index: HMAC-SHA-256 under a
//! key of its own, useless without that key even though there are few numbers to try.
//!
//! Random nonces are safe for 2³² values a key (NIST SP 800-38D, 8.3); a rotation begins a new count.

use aes_gcm::aead::{Aead, Payload};
use aes_gcm::{Aes256Gcm, KeyInit, Nonce};
use hmac::{Hmac, Mac};
use op::{Key, Keys};
use sha2::Sha256;

/// Which column a value is sealed for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Column {
    table: &'static str,
    column: &'static str,
}

/// Full name.
pub const NAME: Column = Column { table: "identity_person", column: "name" };
/// 身份证号.
pub const ID_NUMBER: Column = Column { table: "identity_person", column: "id_number" };
/// Day of birth.
pub const BORN: Column = Column { table: "identity_person", column: "born" };
/// Mobile number.
pub const PHONE: Column = Column { table: "identity_contact", column: "phone" };
/// E-mail address.
pub const EMAIL: Column = Column { table: "identity_contact", column: "email" };
/// Secret of the second factor.
pub const FACTOR: Column = Column { table: "identity_second_factor", column: "secret" };

/// What an index is made over; the same text gives different indexes for different subjects.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Indexed {
    /// 身份证号.
    IdNumber,
    /// Mobile number.
    Phone,
    /// E-mail address.
    Email,
    /// A recovery code.
    RecoveryCode,
    /// Who tries to sign in, and from where.
    Attempt,
}

/// Why a sealed value did not open. Nothing of the value is in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum VaultFault {
    /// The bytes are too short to be a sealed value.
    Malformed,
    /// The configuration has no key of this number.
    KeyUnknown(u32),
    /// Key, place or bytes are not those it was sealed with.
    NotAuthentic,
}

impl std::fmt::Display for VaultFault {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            VaultFault::Malformed => write!(f, "a sealed value is cut short"),
            VaultFault::KeyUnknown(id) => {
                write!(f, "a value is sealed with key {id}, which the configuration does not have")
            }
            VaultFault::NotAuthentic => write!(f, "a sealed value does not belong where it stands or was changed"),
        }
    }
}

impl From<VaultFault> for op::Error {
    fn from(fault: VaultFault) -> op::Error {
        op::Error::bug(fault)
    }
}

/// Bytes of a nonce.
pub const NONCE_BYTES: usize = 12;
const KEY_ID_BYTES: usize = 4;
const TAG_BYTES: usize = 16;

/// Seals a value for one column of one person, under the current key. `nonce` is random and never used again.
pub fn seal(keys: &Keys, column: Column, person: &str, nonce: [u8; NONCE_BYTES], plain: &[u8]) -> op::Result<Vec<u8>> {
    let aad = place(column, person);
    let sealed = cipher(&keys.current)
        .encrypt(&Nonce::from(nonce), Payload { msg: plain, aad: &aad })
        .map_err(|_| op::Error::bug("a value is too long to be sealed"))?;
    let mut bytes = Vec::with_capacity(KEY_ID_BYTES + NONCE_BYTES + sealed.len());
    bytes.extend_from_slice(&keys.current.id.to_be_bytes());
    bytes.extend_from_slice(&nonce);
    bytes.extend_from_slice(&sealed);
    Ok(bytes)
}

/// Opens a value sealed for this column of this person, under the current or an older key.
pub fn open(keys: &Keys, column: Column, person: &str, sealed: &[u8]) -> Result<Vec<u8>, VaultFault> {
    if sealed.len() < KEY_ID_BYTES + NONCE_BYTES + TAG_BYTES {
        return Err(VaultFault::Malformed);
    }
    let id = key_id(sealed).ok_or(VaultFault::Malformed)?;
    let (nonce, body) = sealed[KEY_ID_BYTES..].split_at(NONCE_BYTES);
    let nonce: [u8; NONCE_BYTES] = nonce.try_into().map_err(|_| VaultFault::Malformed)?;
    let key = keys.by_id(id).ok_or(VaultFault::KeyUnknown(id))?;
    let aad = place(column, person);
    cipher(key).decrypt(&Nonce::from(nonce), Payload { msg: body, aad: &aad }).map_err(|_| VaultFault::NotAuthentic)
}

/// Opens a value that is text.
pub fn open_text(keys: &Keys, column: Column, person: &str, sealed: &[u8]) -> Result<String, VaultFault> {
    String::from_utf8(open(keys, column, person, sealed)?).map_err(|_| VaultFault::Malformed)
}

/// The number of the key a value was sealed with.
pub fn key_id(sealed: &[u8]) -> Option<u32> {
    sealed.first_chunk::<KEY_ID_BYTES>().map(|bytes| u32::from_be_bytes(*bytes))
}

/// The index under which a value is found: 64 hexadecimal characters.
pub fn index(keys: &Keys, indexed: Indexed, value: &str) -> String {
    let subject = match indexed {
        Indexed::IdNumber => "id_number",
        Indexed::Phone => "phone",
        Indexed::Email => "email",
        Indexed::RecoveryCode => "recovery_code",
        Indexed::Attempt => "attempt",
    };
    let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(&keys.index) else {
        unreachable!("HMAC takes a key of any length");
    };
    mac.update(subject.as_bytes());
    mac.update(&[0]);
    mac.update(value.as_bytes());
    hex::encode(mac.finalize().into_bytes())
}

fn cipher(key: &Key) -> Aes256Gcm {
    Aes256Gcm::new(&key.bytes.into())
}

/// What is authenticated beside the value: `table/column/person`.
fn place(column: Column, person: &str) -> Vec<u8> {
    format!("{}/{}/{person}", column.table, column.column).into_bytes()
}

#[cfg(test)]
mod tests;
