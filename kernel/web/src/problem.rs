//! Everything that can go wrong, mapped once: to a status, to a problem document (RFC 9457), and to words.

use op::Error;
use serde::Serialize;
use units::{Args, Fault};

use crate::Voice;

/// Seconds after which a client may try again when the platform was full.
const BUSY_RETRY_SECONDS: i64 = 2;

/// Codes of problems that have no sentence of their own, with their status.
pub(crate) const REQUEST_CODES: [(&str, u16); 12] = [
    ("request.invalid", 400),
    ("request.unknown", 401),
    ("request.cross_site", 403),
    ("request.missing", 404),
    ("request.method", 405),
    ("request.not_acceptable", 406),
    ("request.timeout", 408),
    ("request.too_large", 413),
    ("request.media_type", 415),
    ("request.too_many", 429),
    ("request.bug", 500),
    ("request.busy", 503),
];

/// Why a request was not answered as asked: what an operation says, and what only HTTP can say.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Failure {
    /// The operation said so.
    Op(Error),
    /// The request did not come from one of our own pages.
    CrossSite,
    /// The path has other methods.
    Method,
    /// None of the forms the client wants exists.
    NotAcceptable,
    /// The body took too long to arrive.
    Timeout,
    /// The body or a part of it is too large.
    TooLarge { bytes_max: u64 },
    /// The body is of a kind the route does not take.
    MediaType,
}

impl Failure {
    /// The request cannot be read; `what` names the part.
    pub(crate) fn malformed(what: &str) -> Failure {
        Failure::Op(Error::Invalid(vec![Fault::new("", "form.malformed").with("reason", what)]))
    }

    /// A defect of ours.
    pub(crate) fn bug(text: impl std::fmt::Display) -> Failure {
        Failure::Op(Error::bug(text))
    }

    /// The HTTP status.
    pub(crate) fn status(&self) -> u16 {
        match self {
            Failure::Op(error) => status(error),
            Failure::CrossSite => 403,
            Failure::Method => 405,
            Failure::NotAcceptable => 406,
            Failure::Timeout => 408,
            Failure::TooLarge { .. } => 413,
            Failure::MediaType => 415,
        }
    }

    /// The stable code.
    pub(crate) fn code(&self) -> &'static str {
        match self {
            Failure::Op(Error::Forbidden(refusal) | Error::Conflict(refusal) | Error::Refused(refusal)) => refusal.code,
            Failure::Op(Error::Invalid(_)) => "request.invalid",
            Failure::Op(Error::Unknown) => "request.unknown",
            Failure::Op(Error::Missing) => "request.missing",
            Failure::Op(Error::TooMany { .. }) => "request.too_many",
            Failure::Op(Error::Busy) => "request.busy",
            Failure::Op(Error::Bug(_)) => "request.bug",
            Failure::CrossSite => "request.cross_site",
            Failure::Method => "request.method",
            Failure::NotAcceptable => "request.not_acceptable",
            Failure::Timeout => "request.timeout",
            Failure::TooLarge { .. } => "request.too_large",
            Failure::MediaType => "request.media_type",
        }
    }

    /// Seconds to wait before trying again, where waiting helps.
    pub(crate) fn retry_after_seconds(&self) -> Option<i64> {
        match self {
            Failure::Op(Error::TooMany { retry_after_seconds }) => Some((*retry_after_seconds).max(1)),
            Failure::Op(Error::Busy) => Some(BUSY_RETRY_SECONDS),
            _ => None,
        }
    }

    /// The failure's own sentence, where it has one.
    pub(crate) fn own_words(&self, voice: &Voice) -> Option<String> {
        match self {
            Failure::Op(Error::Forbidden(refusal) | Error::Conflict(refusal) | Error::Refused(refusal)) => {
                Some(voice.code(refusal.code, &refusal.args))
            }
            Failure::CrossSite => Some(voice.word("error-csrf")),
            _ => None,
        }
    }

    /// What to do next, by the status.
    pub(crate) fn next(&self, voice: &Voice) -> String {
        let args = match self {
            Failure::TooLarge { bytes_max } => Args::one("max", size_text(*bytes_max)),
            _ => Args::one("seconds", self.retry_after_seconds().unwrap_or_default()),
        };
        voice.with(&format!("error-{}-next", self.status()), &args)
    }
}

impl From<Error> for Failure {
    fn from(error: Error) -> Failure {
        Failure::Op(error)
    }
}

impl std::fmt::Display for Failure {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Failure::Op(error) => error.fmt(formatter),
            other => formatter.write_str(other.code()),
        }
    }
}

impl std::error::Error for Failure {}

/// The HTTP status of an operation's error. The one place where this is decided.
pub(crate) fn status(error: &Error) -> u16 {
    match error {
        Error::Invalid(_) => 400,
        Error::Unknown => 401,
        Error::Forbidden(_) => 403,
        Error::Missing => 404,
        Error::Conflict(_) => 409,
        Error::Refused(_) => 422,
        Error::TooMany { .. } => 429,
        Error::Bug(_) => 500,
        Error::Busy => 503,
    }
}

/// A problem document.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Problem {
    /// Relative reference to the page that explains the problem.
    #[serde(rename = "type")]
    pub(crate) kind: String,
    /// The kind of problem, in words.
    pub(crate) title: String,
    /// The HTTP status again.
    pub(crate) status: u16,
    /// This occurrence, in words.
    pub(crate) detail: String,
    /// The stable code.
    pub(crate) code: &'static str,
    /// Wrong fields, for `request.invalid`.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) errors: Vec<FieldProblem>,
    /// What to name when asking for help.
    pub(crate) request_id: String,
}

/// One wrong field in a problem document.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct FieldProblem {
    /// Name of the field; empty for the input as a whole.
    pub(crate) field: String,
    /// The stable code.
    pub(crate) code: &'static str,
    /// In words.
    pub(crate) detail: String,
    /// What a foreign program said of it, in English, where the words do not say all.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) quoted: Option<String>,
}

impl Problem {
    /// Describes a failure in the language of the reader.
    pub(crate) fn of(failure: &Failure, voice: &Voice, request_id: &str) -> Problem {
        let faults = match failure {
            Failure::Op(Error::Invalid(faults)) => faults.as_slice(),
            _ => &[],
        };
        let field = |fault: &Fault| FieldProblem {
            field: fault.field.clone(),
            code: fault.code,
            detail: voice.fault(fault),
            quoted: fault.quoted().map(str::to_owned),
        };
        Problem {
            kind: format!("/problems/{}", failure.code()),
            title: voice.word(&format!("error-{}-title", failure.status())),
            status: failure.status(),
            detail: failure.own_words(voice).unwrap_or_else(|| failure.next(voice)),
            code: failure.code(),
            errors: faults.iter().map(field).collect(),
            request_id: request_id.to_owned(),
        }
    }
}

/// A size as people write it.
fn size_text(bytes: u64) -> String {
    match bytes {
        0..1024 => format!("{bytes} B"),
        1024..1_048_576 => format!("{} kB", bytes / 1024),
        _ => format!("{} MB", bytes / 1_048_576),
    }
}
