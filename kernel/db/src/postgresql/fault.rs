//! What PostgreSQL reported, in this crate's words.

use crate::Error;
use crate::error::excerpt;
use crate::migration::parts::whole_name;
use ::postgres::error::SqlState;

/// Whether the whole operation should be run again: a serialization failure, a deadlock, or a connection that went
/// away before the commit was sent, when nothing can have become durable.
pub(super) fn is_retryable(error: &::postgres::Error) -> bool {
    is_conflict(error) || is_lost(error)
}

/// 40001 and 40P01: another transaction was in the way.
pub(super) fn is_conflict(error: &::postgres::Error) -> bool {
    matches!(error.code(), Some(&SqlState::T_R_SERIALIZATION_FAILURE | &SqlState::T_R_DEADLOCK_DETECTED))
}

/// The server went away, is going away, or is not there yet.
pub(super) fn is_lost(error: &::postgres::Error) -> bool {
    match error.code() {
        Some(code) => {
            code.code().starts_with("08")
                || matches!(
                    *code,
                    SqlState::ADMIN_SHUTDOWN
                        | SqlState::CRASH_SHUTDOWN
                        | SqlState::CANNOT_CONNECT_NOW
                        | SqlState::TOO_MANY_CONNECTIONS
                )
        }
        None => error.is_closed() || has_io_cause(error),
    }
}

fn has_io_cause(error: &::postgres::Error) -> bool {
    let mut cause = std::error::Error::source(error);
    while let Some(inner) = cause {
        if inner.is::<std::io::Error>() {
            return true;
        }
        cause = inner.source();
    }
    false
}

/// The error for the caller. Constraint names come from the server, where a table is kept in parts from the part; a NOT NULL, which has none before version 18, is
/// named as version 18 names it.
pub(crate) fn explain(error: &::postgres::Error, sql: &str) -> Error {
    if is_lost(error) {
        tracing::warn!(%error, "PostgreSQL is not reachable");
        return Error::Busy;
    }
    let Some(reported) = error.as_db_error() else {
        return Error::Other(format!("{}: {}", excerpt(sql), chain(error)));
    };
    let code = reported.code();
    if code.code().starts_with("23") {
        if let Some(name) = reported.constraint() {
            return Error::Constraint(whole_name(name).to_owned());
        }
        if let (Some(table), Some(column)) = (reported.table().map(whole_name), reported.column()) {
            return Error::Constraint(format!("{table}_{column}_not_null"));
        }
    }
    match *code {
        SqlState::QUERY_CANCELED | SqlState::IDLE_IN_TRANSACTION_SESSION_TIMEOUT => Error::Deadline,
        SqlState::LOCK_NOT_AVAILABLE | SqlState::T_R_SERIALIZATION_FAILURE | SqlState::T_R_DEADLOCK_DETECTED => {
            Error::Busy
        }
        _ => Error::Other(format!("{}: {} ({})", excerpt(sql), reported.message(), code.code())),
    }
}

fn chain(error: &::postgres::Error) -> String {
    let mut text = error.to_string();
    let mut cause = std::error::Error::source(error);
    while let Some(inner) = cause {
        let inner_text = inner.to_string();
        if !text.contains(&inner_text) {
            text.push_str(": ");
            text.push_str(&inner_text);
        }
        cause = inner.source();
    }
    text
}
