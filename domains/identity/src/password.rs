//! Passwords: argon2id, made and checked before the write, never inside it.
//!
//! One hash takes tens of milliseconds and 19 MiB. On the writer thread it would stop everybody; so a handler hashes on a
//! blocking thread and hands the result to the verb.

use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{PasswordHasher, PasswordVerifier};
use argon2::{Algorithm, Argon2, Params, Version};

use crate::gate::{Gate, Place};

/// Memory of one hash in KiB. With two passes and one lane this is the first choice of the OWASP Password Storage Cheat
/// Sheet for argon2id (19 MiB, t = 2, p = 1).
const MEMORY_KIB: u32 = 19 * 1024;
/// Passes over the memory.
const PASSES: u32 = 2;
/// Lanes: one, because a server is busy with other people on its other cores.
const LANES: u32 = 1;
/// Bytes of random salt.
pub const SALT_BYTES: usize = 16;
/// Hashes computed at the same time: 16 × 19 MiB is what a flood of sign-ins may take; the next one is told to come back.
const AT_ONCE_MAX: usize = 16;
/// Of these for one network, or one known browser: so that one network cannot make everybody come back.
const AT_ONCE_OF_ONE_MAX: usize = 6;

/// A hash of nothing anybody knows, verified when the name is unknown so that an unknown name costs the same time.
const NOBODY: &str =
    "$argon2id$v=19$m=19456,t=2,p=1$eHVlcWlhby1ub2JvZHkhIQ$QV5P0o5wQb/Th6RpYsyGQeV4goC8VHbRwrgfGYaLTUA";

static RUNNING: Gate = Gate::new();

/// A place among the hashes running at once; `from` is on whose account, if it is known.
fn turn(from: Option<&str>) -> op::Result<Place> {
    let mut keys = vec![(String::new(), AT_ONCE_MAX)];
    keys.extend(from.map(|from| (from.to_owned(), AT_ONCE_OF_ONE_MAX)));
    RUNNING.enter(keys).ok_or(op::Error::Busy)
}

/// Hashes a new password; the answer is a PHC string, `$argon2id$v=19$…`. Takes tens of milliseconds.
///
/// Errors: `Busy` while too many are being computed.
pub fn hash(password: &str, salt: [u8; SALT_BYTES]) -> op::Result<String> {
    let _turn = turn(None)?;
    let hash: PasswordHash = hasher()?.hash_password_with_salt(password.as_bytes(), &salt).map_err(op::Error::bug)?;
    Ok(hash.to_string())
}

/// Whether a password is the one hashed; `None` (nobody has this name) takes as long and is always false.
///
/// Errors: `Busy` while too many are being computed.
pub fn verify(password: &str, phc: Option<&str>) -> op::Result<bool> {
    verify_for(None, password, phc)
}

/// As [`verify`], on the account of a network or of a known browser.
///
/// Errors: `Busy` while too many are being computed, for it or for all.
pub fn verify_for(from: Option<&str>, password: &str, phc: Option<&str>) -> op::Result<bool> {
    let _turn = turn(from)?;
    let hash = PasswordHash::new(phc.unwrap_or(NOBODY)).map_err(op::Error::bug)?;
    // Parameters are read from the hash, so hashes of older parameters still verify.
    let right = hasher()?.verify_password(password.as_bytes(), &hash).is_ok();
    Ok(right && phc.is_some())
}

fn hasher() -> op::Result<Argon2<'static>> {
    let params = Params::new(MEMORY_KIB, PASSES, LANES, None).map_err(op::Error::bug)?;
    Ok(Argon2::new(Algorithm::Argon2id, Version::V0x13, params))
}

#[cfg(test)]
mod tests;
