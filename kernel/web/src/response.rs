//! What a handler answers with: data only; headers, pages and streams are made of it by the site.

use std::io::Write;

use op::{Actor, App, FileRef};
use serde::Serialize;
use units::Args;

use crate::Context;
use crate::cookie::{Cookie, SESSION_COOKIE};
use crate::listing::Export;

/// One answer.
pub struct Response {
    pub(crate) status: u16,
    pub(crate) headers: Vec<(&'static str, String)>,
    pub(crate) cookies: Vec<Cookie>,
    pub(crate) notice: Option<(String, Args)>,
    pub(crate) body: Body,
    /// Whether an export asked for by a path suffix was honoured.
    pub(crate) exported: bool,
    /// How long the answer is held back before it is sent, and what is let go then.
    pub(crate) held: Option<Held>,
}

/// An answer held back: it costs a connection, and no thread.
pub(crate) struct Held {
    pub(crate) seconds: u64,
    pub(crate) place: Box<dyn Send + Sync>,
}

/// Writes a body, on a thread that may wait.
pub(crate) type StreamWrite = Box<dyn FnOnce(&App, &Actor, &mut dyn Write) -> op::Result<()> + Send>;

pub(crate) enum Body {
    Empty,
    Page {
        template: &'static str,
        context: Context,
    },
    Whole {
        bytes: Vec<u8>,
        media_type: String,
    },
    Stored(FileRef),
    File {
        path: tempfile::TempPath,
        size: u64,
        media_type: &'static str,
    },
    Export(Export),
    Stream {
        media_type: String,
        write: StreamWrite,
    },
    /// JSON that could not be written; becomes a defect.
    Broken(String),
}

impl Response {
    fn new(status: u16, body: Body) -> Response {
        Response { status, headers: Vec::new(), cookies: Vec::new(), notice: None, body, exported: false, held: None }
    }

    /// A page made from a template and a [`crate::context!`].
    pub fn page(template: &'static str, context: Context) -> Response {
        Response::new(200, Body::Page { template, context })
    }

    /// A JSON body.
    pub fn json(status: u16, value: &impl Serialize) -> Response {
        let body = match serde_json::to_vec(value) {
            Ok(bytes) => Body::Whole { bytes, media_type: "application/json".to_owned() },
            Err(error) => Body::Broken(error.to_string()),
        };
        Response::new(status, body)
    }

    /// 201: something was created, and lies at the path `location`.
    pub fn created(location: impl Into<String>, value: &impl Serialize) -> Response {
        Response::json(201, value).header("location", own_path(&location.into()))
    }

    /// 303: the browser shows another page of ours, by its path. What is no path of ours leads to the start page.
    pub fn see_other(path: impl Into<String>) -> Response {
        Response::new(303, Body::Empty).header("location", own_path(&path.into()))
    }

    /// No body.
    pub fn empty(status: u16) -> Response {
        Response::new(status, Body::Empty)
    }

    /// Plain text.
    pub fn text(status: u16, text: impl Into<String>) -> Response {
        Response::new(
            status,
            Body::Whole { bytes: text.into().into_bytes(), media_type: "text/plain; charset=utf-8".to_owned() },
        )
    }

    /// Bytes to be shown by the program, such as SVG or JSON of another media type.
    pub fn inline(bytes: Vec<u8>, media_type: &str) -> Response {
        Response::new(200, Body::Whole { bytes, media_type: media_type.to_owned() })
    }

    /// Bytes to be saved under a name.
    pub fn bytes(bytes: Vec<u8>, media_type: &str, filename: &str) -> Response {
        Response::inline(bytes, media_type).header("content-disposition", attachment(filename))
    }

    /// A stored file to be saved under a name; it is streamed.
    pub fn stored(file: FileRef, filename: &str) -> Response {
        Response::new(200, Body::Stored(file)).header("content-disposition", attachment(filename))
    }

    /// A temporary file to be saved under a name; it is streamed, and removed when it was sent.
    pub fn file(path: tempfile::TempPath, size: u64, media_type: &'static str, filename: &str) -> Response {
        Response::new(200, Body::File { path, size, media_type }).header("content-disposition", attachment(filename))
    }

    /// A body written while it is sent, on a thread that may wait: memory stays flat however long it is. The writer is told
    /// by an error of `out` that the client went away or took nothing for a minute, and ends then; if it fails itself, the
    /// connection is broken off, so that nobody takes half an answer for the whole. What can be refused is refused before,
    /// because the status has left by the time it runs. Reads are taken in short operations of their own.
    pub fn stream(
        media_type: impl Into<String>,
        write: impl FnOnce(&App, &Actor, &mut dyn Write) -> op::Result<()> + Send + 'static,
    ) -> Response {
        Response::new(200, Body::Stream { media_type: media_type.into(), write: Box::new(write) })
    }

    /// Sets the name under which a browser saves the body.
    pub fn saved_as(self, filename: &str) -> Response {
        self.header("content-disposition", attachment(filename))
    }

    pub(crate) fn export(export: Export, filename: &str) -> Response {
        Response::new(200, Body::Export(export)).header("content-disposition", attachment(filename))
    }

    /// Sets the status.
    pub fn status(mut self, status: u16) -> Response {
        self.status = status;
        self
    }

    /// Adds a header; characters a header may not hold are left out.
    pub fn header(mut self, name: &'static str, value: impl Into<String>) -> Response {
        let value: String = value.into();
        self.headers.push((name, value.chars().filter(|c| c.is_ascii_graphic() || *c == ' ').collect()));
        self
    }

    /// Sets a cookie for so many seconds, or until the browser closes.
    pub fn cookie(mut self, name: &'static str, value: impl Into<String>, max_age_seconds: Option<i64>) -> Response {
        self.cookies.push(Cookie { name, value: value.into(), max_age_seconds });
        self
    }

    /// Makes the browser forget a cookie.
    pub fn forget_cookie(self, name: &'static str) -> Response {
        self.cookie(name, "", Some(0))
    }

    /// Begins a session in this browser.
    pub fn session(self, token: impl Into<String>, max_age_seconds: i64) -> Response {
        self.cookie(SESSION_COOKIE, token, Some(max_age_seconds))
    }

    /// Ends the session in this browser.
    pub fn end_session(self) -> Response {
        self.forget_cookie(SESSION_COOKIE)
    }

    /// Shows a sentence once, on the page this answer redirects to. The key contains `notice-`.
    pub fn notice(self, key: &str) -> Response {
        self.notice_with(key, Args::none())
    }

    /// As [`Response::notice`], with arguments of the sentence. They travel in the address: nothing personal.
    pub fn notice_with(mut self, key: &str, args: Args) -> Response {
        self.notice = Some((key.to_owned(), args));
        self
    }

    /// Sends the answer only after so many seconds, and drops `place` then, or when the client goes away.
    pub fn held(mut self, seconds: u64, place: impl Send + Sync + 'static) -> Response {
        self.held = Some(Held { seconds, place: Box::new(place) });
        self
    }

    pub(crate) fn exported(mut self) -> Response {
        self.exported = true;
        self
    }

    pub(crate) fn is_page(&self) -> bool {
        matches!(self.body, Body::Page { .. })
    }
}

/// A path on this site as a `Location` may hold it. Nothing is left out, because what remains could name another host: `/é/x`
/// without its first letter is `//x`. A browser takes a backslash for a slash, so it counts as one.
fn own_path(path: &str) -> String {
    if !path.starts_with('/') || path[1..].starts_with(['/', '\\']) {
        return "/".to_owned();
    }
    let mut own = String::with_capacity(path.len());
    for byte in path.bytes() {
        match byte.is_ascii_graphic() {
            true => own.push(char::from(byte)),
            false => own.push_str(&format!("%{byte:02X}")),
        }
    }
    own
}

/// `Content-Disposition` for saving under a name in any script (RFC 6266, RFC 8187).
fn attachment(filename: &str) -> String {
    let name = crate::upload::sanitise(filename);
    let plain: String =
        name.chars().map(|c| if c.is_ascii_alphanumeric() || "._- ".contains(c) { c } else { '_' }).collect();
    format!("attachment; filename=\"{plain}\"; filename*=UTF-8''{}", urlencoding::encode(&name))
}
