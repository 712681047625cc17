//! Receiving bodies: only of the kind the route takes, only as large as it says, only as slowly as is decent.

use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::{Context, Poll};
use std::time::Duration;

use axum::body::{Body, BodyDataStream};
use bytes::Bytes;
use futures_util::{Stream, StreamExt};
use http::HeaderMap;
use http::header::{CONTENT_LENGTH, CONTENT_TYPE};
use hyper::body::{Frame, SizeHint};
use sha2::{Digest, Sha256};

use crate::payload::Payload;
use crate::problem::Failure;
use crate::site::Site;
use crate::{Route, upload};

/// Bytes of a body that arrive in a second over the slowest line we wait for: beyond its share of patience a body is given up,
/// however steadily it drips.
const BYTES_PER_SECOND_MIN: u64 = 64 * 1024;

/// How long a body may pause between two pieces.
const PAUSE_MAX: Duration = Duration::from_secs(30);

/// How long a request with an upload waits for its turn before it is told to come again.
const UPLOAD_TURN_MAX: Duration = Duration::from_secs(10);

/// Most fields of a form: more than any of ours has, with every box of a long list ticked.
const FIELDS_MAX: usize = 2_000;

/// What stands where bytes were not UTF-8.
const UNREADABLE: char = '\u{fffd}';

/// A received body and the SHA-256 of its content in hexadecimal.
pub(crate) struct Received {
    pub(crate) payload: Payload,
    pub(crate) hash: String,
}

/// A body, and whether it was let go of before its end; nobody asks where there is nothing to read, as in most requests.
pub(crate) fn watched(body: Body) -> (Body, Option<Arc<AtomicBool>>) {
    if hyper::body::Body::is_end_stream(&body) {
        return (body, None);
    }
    let left = Arc::new(AtomicBool::new(false));
    (Body::new(Watched { body, ended: false, left: left.clone() }), Some(left))
}

struct Watched {
    body: Body,
    ended: bool,
    left: Arc<AtomicBool>,
}

impl hyper::body::Body for Watched {
    type Data = Bytes;
    type Error = axum::Error;

    fn poll_frame(mut self: Pin<&mut Self>, cx: &mut Context) -> Poll<Option<Result<Frame<Bytes>, axum::Error>>> {
        let polled = Pin::new(&mut self.body).poll_frame(cx);
        self.ended |= matches!(polled, Poll::Ready(None));
        polled
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}

impl Drop for Watched {
    fn drop(&mut self) {
        let read = self.ended || hyper::body::Body::is_end_stream(&self.body);
        self.left.store(!read, Ordering::Relaxed);
    }
}

/// A body on its way in.
pub(crate) struct Incoming(BodyDataStream);

impl Incoming {
    async fn next(&mut self) -> Option<Result<Bytes, Failure>> {
        match tokio::time::timeout(PAUSE_MAX, self.0.next()).await {
            Err(_) => Some(Err(Failure::Timeout)),
            Ok(piece) => piece.map(|piece| piece.map_err(|_| Failure::malformed("body"))),
        }
    }

    pub(crate) fn into_stream(self) -> impl Stream<Item = Result<Bytes, Failure>> + Send + 'static {
        futures_util::stream::unfold(self, |mut incoming| async move { Some((incoming.next().await?, incoming)) })
    }
}

enum Kind {
    Empty,
    Json,
    Form,
    Multipart(String),
}

/// Receives the body of a request for this route.
pub(crate) async fn receive(site: &Site, route: &Route, headers: &HeaderMap, body: Body) -> Result<Received, Failure> {
    let bytes_max = route.body_bytes_max;
    let announced = headers
        .get(CONTENT_LENGTH)
        .and_then(|length| length.to_str().ok())
        .and_then(|length| length.parse::<u64>().ok());
    if announced.is_some_and(|length| length > bytes_max) {
        return Err(Failure::TooLarge { bytes_max });
    }
    let incoming = Incoming(body.into_data_stream());
    let whole_within = site.0.settings.receive_within + Duration::from_secs(bytes_max / BYTES_PER_SECOND_MIN);
    match kind(route, headers)? {
        Kind::Multipart(boundary) => {
            let turn = tokio::time::timeout(UPLOAD_TURN_MAX, site.0.uploads.acquire()).await;
            let Ok(Ok(_turn)) = turn else { return Err(Failure::Op(op::Error::Busy)) };
            let receiving = upload::receive(incoming, boundary, bytes_max, &site.0.settings.temp);
            tokio::time::timeout(whole_within, receiving).await.unwrap_or(Err(Failure::Timeout))
        }
        kind => {
            let collecting = tokio::time::timeout(whole_within, collect(incoming, bytes_max)).await;
            let bytes = collecting.unwrap_or(Err(Failure::Timeout))?;
            let hash = hex::encode(Sha256::digest(&bytes));
            let payload = match kind {
                _ if bytes.is_empty() => Payload::Empty,
                Kind::Json => Payload::Json(bytes),
                Kind::Form => Payload::Form(fields(&bytes)?),
                Kind::Empty | Kind::Multipart(_) => return Err(Failure::MediaType),
            };
            Ok(Received { payload, hash })
        }
    }
}

/// What the body is, if the route takes that.
fn kind(route: &Route, headers: &HeaderMap) -> Result<Kind, Failure> {
    let Some(media_type) = headers.get(CONTENT_TYPE) else { return Ok(Kind::Empty) };
    let media_type = media_type.to_str().map_err(|_| Failure::MediaType)?;
    let essence = media_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    match essence.as_str() {
        // Only where there are files: each takes one of few places, and a form without files has no need of it.
        "multipart/form-data" if route.takes_files => {
            multer::parse_boundary(media_type).map(Kind::Multipart).map_err(|_| Failure::malformed("boundary"))
        }
        "application/x-www-form-urlencoded" if !route.is_api() => Ok(Kind::Form),
        "application/json" if route.is_api() && !takes_only_files(route) => Ok(Kind::Json),
        _ => Err(Failure::MediaType),
    }
}

fn takes_only_files(route: &Route) -> bool {
    matches!(&route.kind, crate::RouteKind::Api(doc) if doc.file.is_some())
}

async fn collect(mut incoming: Incoming, bytes_max: u64) -> Result<Bytes, Failure> {
    let mut whole = Vec::new();
    while let Some(piece) = incoming.next().await {
        whole.extend_from_slice(&piece?);
        if whole.len() as u64 > bytes_max {
            return Err(Failure::TooLarge { bytes_max });
        }
    }
    Ok(Bytes::from(whole))
}

/// The fields of a urlencoded form; one that is not UTF-8 is refused rather than guessed.
fn fields(bytes: &[u8]) -> Result<Vec<(String, String)>, Failure> {
    let fields: Vec<(String, String)> = form_urlencoded::parse(bytes).into_owned().take(FIELDS_MAX + 1).collect();
    if fields.len() > FIELDS_MAX
        || fields.iter().any(|(name, value)| name.contains(UNREADABLE) || value.contains(UNREADABLE))
    {
        return Err(Failure::malformed("form"));
    }
    Ok(fields)
}
