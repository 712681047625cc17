//! Serving: accepting connections within limits, and stopping without losing what was acknowledged.

use std::future::Future;
use std::io;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use axum::extract::ConnectInfo;
use http::Request;
use hyper::body::Incoming;
use hyper::server::conn::http1::Builder;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use hyper_util::service::TowerToHyperService;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tower::ServiceExt;

use crate::site::Site;

/// How long the head of a request may take to arrive, and a kept connection may stay idle.
const HEAD_WITHIN: Duration = Duration::from_secs(15);

/// Largest head of a request, in bytes.
const HEAD_BYTES_MAX: usize = 32 * 1024;

/// Most header lines of a request.
const HEADERS_MAX: usize = 100;

/// Pause after a connection could not be accepted, usually because there are no file handles left.
const ACCEPT_PAUSE: Duration = Duration::from_millis(50);

/// Serves until `shutdown` is done. Then no connection is accepted any more, requests that arrived are answered, and writes
/// that were acknowledged are on disk, because a write is only acknowledged when it is; all of it within
/// [`crate::Settings::stop_within`]. The database stays open: jobs may still need it, and whoever opened it closes it.
///
/// # Errors
/// The listener has no address.
pub async fn serve(site: Site, listener: TcpListener, shutdown: impl Future<Output = ()> + Send) -> io::Result<()> {
    tracing::info!(address = %listener.local_addr()?, "listening");
    let connections = Arc::new(Semaphore::new(site.0.settings.connections_max));
    let graceful = GracefulShutdown::new();
    let router = site.router();
    // HTTP/1.1 alone: it can be held to a time for the head of a request from the first byte on, which a connection that
    // may still turn out to be HTTP/2 cannot. Browsers speak HTTP/2 to the proxy that has the certificate.
    let mut builder = Builder::new();
    builder
        .timer(TokioTimer::new())
        .header_read_timeout(HEAD_WITHIN)
        .max_buf_size(HEAD_BYTES_MAX)
        .max_headers(HEADERS_MAX);
    let upkeep = tokio::spawn(upkeep(site.clone()));
    let mut shutdown = std::pin::pin!(shutdown);
    loop {
        let permit = tokio::select! {
            () = &mut shutdown => break,
            permit = connections.clone().acquire_owned() => permit.map_err(io::Error::other)?,
        };
        let (stream, peer) = tokio::select! {
            () = &mut shutdown => break,
            accepted = listener.accept() => match accepted {
                Ok(accepted) => accepted,
                Err(error) => {
                    tracing::warn!(%error, "a connection could not be accepted");
                    tokio::time::sleep(ACCEPT_PAUSE).await;
                    continue;
                }
            },
        };
        connect(&builder, &graceful, router.clone(), stream, peer, permit);
    }
    drop(listener);
    upkeep.abort();
    site.stop();
    tracing::info!(open = graceful.count(), "stopping");
    if tokio::time::timeout(site.0.settings.stop_within, graceful.shutdown()).await.is_err() {
        tracing::warn!("some connections were still open when the time to stop was over");
    }
    Ok(())
}

fn connect(
    builder: &Builder,
    graceful: &GracefulShutdown,
    router: axum::Router,
    stream: TcpStream,
    peer: SocketAddr,
    permit: OwnedSemaphorePermit,
) {
    // Answers are written whole; waiting for more to send would only delay them.
    let _ = stream.set_nodelay(true);
    let service = router.map_request(move |mut request: Request<Incoming>| {
        request.extensions_mut().insert(ConnectInfo(peer));
        request.map(axum::body::Body::new)
    });
    let connection = builder.serve_connection(TokioIo::new(stream), TowerToHyperService::new(service));
    let watched = graceful.watch(connection);
    tokio::spawn(async move {
        let _permit = permit;
        if let Err(error) = watched.await {
            tracing::debug!(%error, "a connection ended early");
        }
    });
}

/// Keeps the figures small between two readings.
async fn upkeep(site: Site) {
    loop {
        tokio::time::sleep(Duration::from_secs(5)).await;
        site.0.metrics.run_upkeep();
    }
}
