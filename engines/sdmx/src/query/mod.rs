//! Queries of the REST interface, as they stand in an address.

mod available;
mod data;
mod filter;
mod plan;
mod resolve;
mod structure;
mod window;

pub use available::{Available, Counts};
pub use data::DataQuery;
pub use filter::{Allowed, Condition, Filter, Operator};
pub use plan::Plan;
pub use resolve::resolve;
pub use structure::{Detail, References, StructureQuery};
pub use window::Window;

use crate::{
    limits::QUERY_BYTES_MAX,
    problem::{Code, Problem},
    reference::shown,
};

/// The parts of a path behind the resource, decoded; empty ones at the end are left out.
fn path(raw: &str) -> Result<Vec<String>, Problem> {
    bounded(raw)?;
    raw.trim_matches('/').split('/').filter(|part| !part.is_empty()).map(decode).collect()
}

/// The parameters of a query as names and values. A plus sign stays one, for it means “and” here.
fn parameters(raw: &str) -> Result<Vec<(String, String)>, Problem> {
    bounded(raw)?;
    let mut found: Vec<(String, String)> = Vec::new();
    for pair in raw.split('&').filter(|pair| !pair.is_empty()) {
        let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
        let (name, value) = (decode(name)?, decode(value)?);
        if found.iter().any(|(known, _)| *known == name) {
            return Err(Problem::syntax(format!("the parameter {} is there twice", shown(&name))));
        }
        found.push((name, value));
    }
    Ok(found)
}

fn bounded(raw: &str) -> Result<(), Problem> {
    if raw.len() > QUERY_BYTES_MAX {
        let text = format!("a query of more than {QUERY_BYTES_MAX} bytes; ask with wildcards, or in several queries");
        return Err(Problem::new(Code::TooLarge, text));
    }
    Ok(())
}

/// `%5B` as `[`.
fn decode(raw: &str) -> Result<String, Problem> {
    let wrong = || Problem::syntax(format!("“{}” is not percent-encoded UTF-8", shown(raw)));
    let mut bytes = Vec::with_capacity(raw.len());
    let mut rest = raw.as_bytes();
    while let Some((first, after)) = rest.split_first() {
        if *first == b'%' {
            let pair = after.get(..2).and_then(|pair| std::str::from_utf8(pair).ok()).ok_or_else(wrong)?;
            let plain = pair.bytes().all(|byte| byte.is_ascii_hexdigit());
            bytes.push(u8::from_str_radix(pair, 16).ok().filter(|_| plain).ok_or_else(wrong)?);
            rest = &after[2..];
        } else {
            bytes.push(*first);
            rest = after;
        }
    }
    String::from_utf8(bytes).map_err(|_| wrong())
}

/// A moment as `updatedAfter` has it; its date at least is looked at.
fn moment(name: &str, text: &str) -> Result<String, Problem> {
    crate::period::Period::parse(text).map_err(|problem| Problem::syntax(format!("{name}: {}", problem.text)))?;
    Ok(text.to_owned())
}

fn yes(name: &str, text: &str) -> Result<bool, Problem> {
    match text {
        "true" => Ok(true),
        "false" => Ok(false),
        _ => Err(Problem::syntax(format!("{name} is true or false, not “{}”", shown(text)))),
    }
}

fn unknown(name: &str, known: &str) -> Problem {
    Problem::syntax(format!("the parameter {} is not known here; known are {known}", shown(name)))
}
