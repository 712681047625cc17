//! Addresses into a specification: JSON pointers (RFC 6901), of which the last part may name a field that is not there yet.

use serde_json::Value;

use crate::composite::Fault;

/// The parts of an address that leads to something in `document`. In a list of entries with a `code` the code may stand
/// for the number. The last part may be a new key of an object, because maps by code are often empty: whether it fits
/// is seen when the changed specification is read. Refused: no address; a part that leads nowhere.
pub(super) fn parts(address: &str, document: &Value) -> Result<Vec<String>, Fault> {
    let Some(rest) = address.strip_prefix('/') else {
        return Err(Fault::new("", format!("the address \"{address}\" does not begin with /"), "write /stages/0/…"));
    };
    let tokens: Vec<String> = rest.split('/').map(|part| part.replace("~1", "/").replace("~0", "~")).collect();
    let (mut at, mut path) = (document, Vec::with_capacity(tokens.len()));
    for (number, token) in tokens.iter().enumerate() {
        let last = number + 1 == tokens.len();
        let step = step(at, token);
        path.push(step.clone().unwrap_or_else(|| token.clone()));
        match step.and_then(|step| child(at, &step)) {
            Some(next) => at = next,
            None if last && at.is_object() => return Ok(path),
            None => {
                let before = path[..number].iter().map(|part| format!("/{part}")).collect::<String>();
                let what = format!("the address {address} leads nowhere: {} has no {token}", shown(&before));
                return Err(Fault::new("", what, format!("there is {}", inside(at))));
            }
        }
    }
    Ok(path)
}

/// Writes a value where the parts lead, from the part with number `from` on.
pub(super) fn set(document: &mut Value, parts: &[String], value: Value) {
    let mut at = document;
    for part in parts {
        at = match at {
            Value::Object(fields) => fields.entry(part.as_str()).or_insert(Value::Null),
            Value::Array(items) => match part.parse::<usize>().ok().and_then(|index| items.get_mut(index)) {
                Some(item) => item,
                None => return,
            },
            _ => return,
        };
    }
    *at = value;
}

fn step(at: &Value, token: &str) -> Option<String> {
    let Value::Array(items) = at else { return Some(token.to_owned()) };
    if token.parse::<usize>().is_ok() {
        return Some(token.to_owned());
    }
    items.iter().position(|item| item.get("code").is_some_and(|code| code == token)).map(|index| index.to_string())
}

fn child<'a>(at: &'a Value, token: &str) -> Option<&'a Value> {
    match at {
        Value::Object(fields) => fields.get(token),
        Value::Array(items) => token.parse::<usize>().ok().and_then(|index| items.get(index)),
        _ => None,
    }
}

fn shown(path: &str) -> &str {
    if path.is_empty() { "the specification" } else { path }
}

/// What could have followed, as far as it fits into a sentence.
fn inside(at: &Value) -> String {
    const SHOWN: usize = 12;
    match at {
        Value::Object(fields) => fields.keys().take(SHOWN).cloned().collect::<Vec<_>>().join(", "),
        Value::Array(items) if items.is_empty() => "an empty list".to_owned(),
        Value::Array(items) => format!("a list with the numbers 0 to {}", items.len() - 1),
        other => format!("the value {other}"),
    }
}
