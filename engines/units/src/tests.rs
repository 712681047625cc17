//! Examples as tables, then properties.

mod amounts;
mod calendar;
mod ids;
mod refusals;

use std::{fmt::Debug, str::FromStr};

use serde::{Serialize, de::DeserializeOwned};

/// A text reads as a value that writes itself as `written`, in JSON as outside.
fn check_text<T>(text: &str, written: &str)
where
    T: FromStr<Err: Debug> + ToString + Serialize + DeserializeOwned + PartialEq + Debug,
{
    let value: T = text.parse().unwrap();
    assert_eq!(value.to_string(), written, "{text}");
    let json = serde_json::to_string(&value).unwrap();
    assert_eq!(json, format!("\"{written}\""));
    assert_eq!(serde_json::from_str::<T>(&json).unwrap(), value);
}

/// A text is refused for this reason, and JSON refuses it too.
fn check_refused<T>(text: &str, fault: T::Err)
where
    T: FromStr<Err: Debug + PartialEq> + DeserializeOwned + Debug,
{
    assert_eq!(text.parse::<T>().unwrap_err(), fault, "{text}");
    let json = serde_json::to_string(text).unwrap();
    assert!(serde_json::from_str::<T>(&json).is_err(), "{text}");
}

/// A JSON number is not a value of this type.
fn check_not_a_number<T: DeserializeOwned + Debug>() {
    for number in ["1", "2.5", "202506"] {
        assert!(serde_json::from_str::<T>(number).is_err(), "{number}");
    }
}
