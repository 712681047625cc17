//! Repeated requests: a key brought by the client, kept with its answer in the transaction of the write itself.

use db::{Conn, Tx};
use serde::Serialize;
use serde::de::DeserializeOwned;
use units::Instant;

use crate::{Actor, Error, Result};

/// How long an answer is kept for a repeat: two days cover every retry of a browser, a script or a person on Monday.
pub const KEPT_SECONDS: i64 = 2 * 24 * 3600;

/// A client's key for one request, and the hash of what it asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RequestKey {
    /// Chosen by the client, unique among its requests.
    pub key: String,
    /// SHA-256 over method, path and body, in hexadecimal.
    pub hash: String,
}

/// The kept answer to a request, if it was already done.
///
/// Errors: `Conflict(op.key_reused)` if the key came with another request.
pub(crate) fn answered<T: DeserializeOwned>(conn: &Conn, actor: &Actor, request: &RequestKey) -> Result<Option<T>> {
    let kept = conn.row(
        "select hash, answer from op_request where actor = $1 and key = $2",
        &[actor.id.as_str().into(), request.key.as_str().into()],
        |row| Ok((row.text(0)?, row.text(1)?)),
    )?;
    match kept {
        None => Ok(None),
        Some((hash, _)) if hash != request.hash => Err(Error::Conflict(Error::kernel("op.key_reused"))),
        Some((_, answer)) => serde_json::from_str(&answer).map(Some).map_err(Error::bug),
    }
}

/// Keeps the answer of a request that was done now.
pub(crate) fn keep<T: Serialize>(tx: &Tx, actor: &Actor, request: &RequestKey, answer: &T, now: Instant) -> Result<()> {
    let answer = serde_json::to_string(answer).map_err(Error::bug)?;
    let kept = tx.run(
        "insert into op_request (actor, key, hash, answer, at) values ($1, $2, $3, $4, $5) on conflict (actor, key) do nothing",
        &[
            actor.id.as_str().into(),
            request.key.as_str().into(),
            request.hash.as_str().into(),
            answer.as_str().into(),
            now.into(),
        ],
    )?;
    match kept {
        1 => Ok(()),
        // The same request is being answered at this very moment on another connection: a retry finds its answer.
        _ => Err(Error::Busy),
    }
}

/// Forgets answers older than [`KEPT_SECONDS`].
pub(crate) fn forget(tx: &Tx, now: Instant) -> db::Result<u64> {
    tx.run("delete from op_request where at < $1", &[now.plus_seconds(-KEPT_SECONDS).into()])
}
