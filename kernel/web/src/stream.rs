//! Bodies written by a blocking thread while they are sent: memory stays flat, and a slow client slows the writer.

use std::io::{self, Write};
use std::time::Duration;

use axum::body::Body;
use bytes::Bytes;
use futures_util::{StreamExt, stream};
use tokio::runtime::Handle;
use tokio::sync::OwnedSemaphorePermit;
use tokio::sync::mpsc::{Sender, channel};

use crate::site::Site;

/// Bytes gathered before they are handed over.
const PIECE_BYTES: usize = 32 * 1024;

/// Pieces on their way at once.
const PIECES_MAX: usize = 4;

/// How long a client may take nothing before it is given up.
const STALL_MAX: Duration = Duration::from_secs(60);

/// A body made by `write` on a thread of its own. If it fails the connection is broken off, so that nobody takes half a
/// file for the whole.
///
/// # Errors
/// `Busy` if there are as many streams as the site allows.
pub(crate) fn body(
    site: &Site,
    write: impl FnOnce(&mut dyn Write) -> op::Result<()> + Send + 'static,
) -> op::Result<Body> {
    let permit = site.0.streams.clone().try_acquire_owned().map_err(|_| op::Error::Busy)?;
    let (sender, receiver) = channel::<Result<Bytes, io::Error>>(PIECES_MAX);
    let runtime = Handle::current();
    tokio::task::spawn_blocking(move || {
        let _permit: OwnedSemaphorePermit = permit;
        let mut out = Pieces { sender, runtime, gathered: Vec::with_capacity(PIECE_BYTES) };
        let outcome = write(&mut out).and_then(|()| out.flush().map_err(op::Error::bug));
        if let Err(error) = outcome {
            tracing::warn!(%error, "a body was not written to its end");
            let _ = out.send(Err(io::Error::other("broken off")));
        }
    });
    let pieces = stream::unfold(receiver, |mut receiver| async move { Some((receiver.recv().await?, receiver)) });
    // Compression asks once more after the end, which an unfolded stream does not bear.
    Ok(Body::from_stream(pieces.fuse()))
}

struct Pieces {
    sender: Sender<Result<Bytes, io::Error>>,
    runtime: Handle,
    gathered: Vec<u8>,
}

impl Pieces {
    /// Hands over a piece, waiting for a slow client but not for one that stands still.
    fn send(&self, piece: Result<Bytes, io::Error>) -> io::Result<()> {
        let sent = self.runtime.block_on(self.sender.send_timeout(piece, STALL_MAX));
        sent.map_err(|_| io::Error::from(io::ErrorKind::BrokenPipe))
    }
}

impl Write for Pieces {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.gathered.extend_from_slice(bytes);
        if self.gathered.len() >= PIECE_BYTES {
            self.flush()?;
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        if self.gathered.is_empty() {
            return Ok(());
        }
        let piece = std::mem::replace(&mut self.gathered, Vec::with_capacity(PIECE_BYTES));
        self.send(Ok(Bytes::from(piece)))
    }
}
