//! Reading and describing values whose only form outside the program is a text.

use std::{fmt, marker::PhantomData, str::FromStr};

use schemars::{Schema, json_schema};
use serde::{
    Deserializer,
    de::{Error, Visitor},
};

/// Reads a value from a string and from nothing else; `expecting` says what the string looks like.
pub(crate) fn deserialize<'de, D, T>(deserializer: D, expecting: &'static str) -> Result<T, D::Error>
where
    D: Deserializer<'de>,
    T: FromStr<Err: fmt::Display>,
{
    deserializer.deserialize_str(Text { expecting, value: PhantomData })
}

/// The JSON Schema of a text of the given pattern.
pub(crate) fn schema(pattern: &str, description: &str) -> Schema {
    json_schema!({ "type": "string", "pattern": pattern, "description": description })
}

/// The number written by decimal digits alone; `None` when there is anything else, nothing, or too much.
pub(crate) fn digits(text: &str) -> Option<u32> {
    let plain = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    if plain { text.parse().ok() } else { None }
}

struct Text<T> {
    expecting: &'static str,
    value: PhantomData<T>,
}

impl<T: FromStr<Err: fmt::Display>> Visitor<'_> for Text<T> {
    type Value = T;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.expecting)
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<T, E> {
        text.parse().map_err(E::custom)
    }
}
