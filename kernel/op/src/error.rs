//! The one error of every operation, and how a refused constraint becomes a refusal.

use units::{Fault, Refusal, Refuse};

/// Result of an operation.
pub type Result<T> = std::result::Result<T, Error>;

/// Why an operation did not happen. The web floor maps each to one HTTP status and to words.
#[derive(Debug, Clone, PartialEq)]
pub enum Error {
    /// The input is wrong: every fault with its field. 400 or 422.
    Invalid(Vec<Fault>),
    /// Nobody has signed in. 401.
    Unknown,
    /// The actor may know of the subject but not do this. 403.
    Forbidden(Refusal),
    /// There is no such thing, or none the actor may know of. 404.
    Missing,
    /// Somebody was faster, or the same id or key was used for something else. 409.
    Conflict(Refusal),
    /// A rule says no. 422.
    Refused(Refusal),
    /// Too many attempts; seconds until the next may be made. 429.
    TooMany {
        /// Seconds to wait.
        retry_after_seconds: i64,
    },
    /// The platform is full at the moment; the same request may be sent again. 503.
    Busy,
    /// A defect of ours. The text is for operators and is never shown. 500.
    Bug(String),
}

impl Error {
    /// A rule of a domain says no.
    pub fn refused(refusal: impl Refuse) -> Error {
        Error::Refused(refusal.into())
    }

    /// A rule of a domain says that somebody was faster.
    pub fn conflict(refusal: impl Refuse) -> Error {
        Error::Conflict(refusal.into())
    }

    /// Something that cannot happen did.
    pub fn bug(text: impl std::fmt::Display) -> Error {
        Error::Bug(text.to_string())
    }

    /// A refusal of the kernel's own, by its code.
    pub(crate) fn kernel(code: &'static str) -> Refusal {
        Refusal { code, args: units::Args::default() }
    }
}

impl std::fmt::Display for Error {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Error::Invalid(faults) => {
                write!(f, "invalid input:")?;
                faults.iter().try_for_each(|fault| write!(f, " {}={}", fault.field, fault.code))
            }
            Error::Unknown => write!(f, "nobody has signed in"),
            Error::Forbidden(refusal) => write!(f, "forbidden: {}", refusal.code),
            Error::Missing => write!(f, "there is no such thing"),
            Error::Conflict(refusal) => write!(f, "conflict: {}", refusal.code),
            Error::Refused(refusal) => write!(f, "refused: {}", refusal.code),
            Error::TooMany { retry_after_seconds } => write!(f, "too many attempts, wait {retry_after_seconds} s"),
            Error::Busy => write!(f, "busy"),
            Error::Bug(chain) => write!(f, "defect: {chain}"),
        }
    }
}

impl std::error::Error for Error {}

impl From<Vec<Fault>> for Error {
    fn from(faults: Vec<Fault>) -> Error {
        Error::Invalid(faults)
    }
}

impl From<db::Error> for Error {
    fn from(error: db::Error) -> Error {
        match error {
            // None of these happened, and the same may be sent again: to another process, if this one is closing.
            db::Error::Busy | db::Error::Deadline | db::Error::Closed => Error::Busy,
            db::Error::Caller(inner) => match inner.downcast::<Error>() {
                Ok(error) => *error,
                Err(_) => Error::bug("an operation failed with an error of an unknown type"),
            },
            other => Error::Bug(other.to_string()),
        }
    }
}

/// Errors of the database that a retry of the whole operation mends keep their type on the way through it.
pub(crate) fn into_db(error: Error) -> db::Error {
    match error {
        Error::Busy => db::Error::Busy,
        other => db::Error::Caller(Box::new(other)),
    }
}

/// Turns the violation of a named constraint into the refusal that it states a second time.
pub trait OnConstraint<T> {
    /// If the constraint `name` refused the statement, answers with the error made by `error`.
    fn on_constraint(self, name: &str, error: impl FnOnce() -> Error) -> Result<T>;
}

impl<T> OnConstraint<T> for db::Result<T> {
    fn on_constraint(self, name: &str, error: impl FnOnce() -> Error) -> Result<T> {
        match self {
            Err(db::Error::Constraint(violated)) if violated == name => Err(error()),
            other => other.map_err(Error::from),
        }
    }
}
