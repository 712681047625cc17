//! SDMX-JSON: 1.0 beside version 2.1 of the standard, 2.0 beside version 3.0.

mod components_write;
mod data;
mod data_read;
mod describe;
mod lists;
mod pull;
mod structure_read;
mod structure_write;

use std::io::Write;

use serde_json::{Map, Value, json};

pub use data::JsonWriter;
pub use data_read::read_data;
pub use structure_read::read_structures;
pub use structure_write::write_structures;

use crate::{
    message::Envelope,
    name::Names,
    problem::{Era, Outcome, Problem},
};

/// The schemas of the standard.
fn schema(era: Era, kind: &str) -> String {
    let version = if era == Era::V21 { "1.0" } else { "2.0.0" };
    format!(
        "https://raw.githubusercontent.com/sdmx-twg/sdmx-json/master/{kind}-message/tools/schemas/{version}/sdmx-json-{kind}-schema.json"
    )
}

fn meta(envelope: &Envelope, era: Era, kind: &str) -> Value {
    let mut sender = Map::new();
    sender.insert("id".into(), envelope.sender.as_str().into());
    named(&mut sender, "name", &envelope.sender_names, &envelope.languages);
    json!({
        "schema": schema(era, kind),
        "id": envelope.id,
        "prepared": envelope.prepared,
        "test": envelope.test,
        "contentLanguages": envelope.languages,
        "sender": sender,
    })
}

/// The text that fits the reader best, and all of them: `name` and `names`.
fn named(into: &mut Map<String, Value>, field: &str, names: &Names, languages: &[String]) {
    if let Some(best) = names.best(languages) {
        into.insert(field.into(), best.into());
        let all: Map<String, Value> = names.iter().map(|(language, text)| (language.to_owned(), text.into())).collect();
        into.insert(format!("{field}s"), all.into());
    }
}

/// Writes the message that says what went wrong.
///
/// # Errors
/// What the writer answers.
pub fn write_errors<W: Write>(mut into: W, envelope: &Envelope, era: Era, problems: &[Problem]) -> Outcome<()> {
    let one = |problem: &Problem| json!({ "code": problem.code.number(), "title": problem.code.title(), "detail": problem.text });
    let errors: Vec<Value> = problems.iter().map(one).collect();
    let message = json!({ "meta": meta(envelope, era, "data"), "errors": errors });
    into.write_all(message.to_string().as_bytes())?;
    Ok(())
}

/// The numbers of RFC 8259: no plus sign, no leading zero, digits on both sides of the point.
fn is_number(text: &str) -> bool {
    let unsigned = text.strip_prefix('-').unwrap_or(text);
    let (mantissa, exponent) =
        unsigned.split_once(['e', 'E']).map_or((unsigned, None), |(before, after)| (before, Some(after)));
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let (whole, fraction) = mantissa.split_once('.').map_or((mantissa, None), |(before, after)| (before, Some(after)));
    digits(whole)
        && (whole == "0" || !whole.starts_with('0'))
        && fraction.is_none_or(digits)
        && exponent.is_none_or(|exponent| digits(exponent.strip_prefix(['+', '-']).unwrap_or(exponent)))
}
