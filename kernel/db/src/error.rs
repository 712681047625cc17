//! What can go wrong, in the few kinds a caller can do something about.

use std::any::Any;
use std::fmt;

/// A result of this crate.
pub type Result<T> = std::result::Result<T, Error>;

/// A failed operation. Nothing of it is in the database, except after [`Error::OutcomeUnknown`].
#[derive(Debug)]
pub enum Error {
    /// The queue is full, no connection came free, the engine cannot be reached, or every retry met a conflict:
    /// the same operation may be tried again later.
    Busy,
    /// The database is being closed and takes no more work.
    Closed,
    /// The operation took longer than its deadline and was undone.
    Deadline,
    /// The commit was sent and its answer never came: the operation may or may not be durable. Never repeat it
    /// blindly; ask for its idempotency key first.
    OutcomeUnknown,
    /// A constraint of this name refused a statement. The name is the one in the migration; for what has no name
    /// there it is the one PostgreSQL would give (`t_pkey`, `t_a_b_key`, `t_a_fkey`, `t_a_check`, `t_a_not_null`).
    Constraint(String),
    /// The operation panicked and was undone; the text is the panic's message.
    Panicked(String),
    /// The caller's own error, carried through the transaction and undone with it. See [`Error::caller`].
    Caller(Box<dyn Any + Send + Sync>),
    /// Everything else: a mistake in SQL or in the calling code, a damaged file, a full disk. The text is a chain for
    /// operators and holds no values of parameters.
    Other(String),
}

impl Error {
    /// Wraps an error of the caller's own type so that it survives the transaction; take it back with
    /// [`Error::into_caller`].
    pub fn caller<E: Any + Send + Sync>(error: E) -> Error {
        Error::Caller(Box::new(error))
    }

    /// The caller's own error of type `E`, or this error unchanged when it is something else.
    pub fn into_caller<E: Any + Send + Sync>(self) -> std::result::Result<E, Error> {
        match self {
            Error::Caller(inner) => match inner.downcast::<E>() {
                Ok(found) => Ok(*found),
                Err(inner) => Err(Error::Caller(inner)),
            },
            other => Err(other),
        }
    }

    /// An [`Error::Other`] of this text.
    pub fn other(text: impl fmt::Display) -> Error {
        Error::Other(text.to_string())
    }

    /// Puts `what` in front of the chain of an [`Error::Other`]; the other kinds stay as they are.
    #[must_use]
    pub fn context(self, what: impl fmt::Display) -> Error {
        match self {
            Error::Other(chain) => Error::Other(format!("{what}: {chain}")),
            kind => kind,
        }
    }

    /// The name of the violated constraint, if that is what happened.
    #[must_use]
    pub fn constraint(&self) -> Option<&str> {
        match self {
            Error::Constraint(name) => Some(name),
            _ => None,
        }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Error::Busy => f.write_str("the database is busy, try again"),
            Error::Closed => f.write_str("the database is closed"),
            Error::Deadline => f.write_str("the operation took longer than it may"),
            Error::OutcomeUnknown => f.write_str("the commit was sent and its outcome is unknown"),
            Error::Constraint(name) => write!(f, "constraint {name} refused the change"),
            Error::Panicked(text) => write!(f, "the operation panicked: {text}"),
            Error::Caller(_) => f.write_str("the operation refused"),
            Error::Other(chain) => f.write_str(chain),
        }
    }
}

impl std::error::Error for Error {}

/// The message inside a caught panic.
pub(crate) fn panic_text(payload: &(dyn Any + Send)) -> String {
    if let Some(text) = payload.downcast_ref::<&str>() {
        (*text).to_owned()
    } else if let Some(text) = payload.downcast_ref::<String>() {
        text.clone()
    } else {
        "a panic without text".to_owned()
    }
}

/// A statement that writes was run on a connection handed out for reading.
pub(crate) fn only_reading(sql: &str) -> Error {
    Error::other("a statement that writes stands where only reading is allowed").context(excerpt(sql))
}

/// A statement that gives rows was run where none are taken.
pub(crate) fn gives_rows(sql: &str) -> Error {
    Error::other("the statement gives rows that nobody takes").context(excerpt(sql))
}

/// The beginning of a statement, for a message.
pub(crate) fn excerpt(sql: &str) -> String {
    /// Enough to recognise a statement; a long one would hide the error itself.
    const EXCERPT_CHARS_MAX: usize = 160;
    let mut line = String::new();
    for word in sql.split_whitespace() {
        if line.chars().count() + word.chars().count() > EXCERPT_CHARS_MAX {
            line.push_str(" …");
            break;
        }
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
    }
    line
}
