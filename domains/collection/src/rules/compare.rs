//! Two versions of a form beside each other.

use serde::Serialize;
use serde_json::Value;

use crate::model::form::Form;

/// Longest text of a change that is shown, in characters.
const SHOWN_CHARS_MAX: usize = 400;

/// What one version says otherwise than another.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Difference {
    /// Of what: `form`, `section`, `field`, `derived`, `rollup` or `check`.
    pub part: &'static str,
    /// Its name; empty for the form as a whole.
    pub name: String,
    /// `added`, `removed` or `changed`.
    pub change: &'static str,
    /// What changed: the member, what it was, and what it is.
    pub members: Vec<Member>,
}

/// A member of a part that changed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Member {
    /// Its name in the document.
    pub member: String,
    /// What it was.
    pub from: String,
    /// What it is.
    pub to: String,
}

/// What the new version says otherwise: the form itself, then sections, fields, derived elements, roll-ups and checks, each in the
/// order of the new version, what is gone last. Order alone is no difference.
pub fn differences(old: &Form, new: &Form) -> Vec<Difference> {
    let (old, new) = (as_value(old), as_value(new));
    let mut found = Vec::new();
    let head = |form: &Value| {
        let mut head = form.clone();
        if let Some(members) = head.as_object_mut() {
            members.retain(|name, _| PARTS.iter().all(|(_, list, _)| name != list) && name != "version");
        }
        head
    };
    let members = changed(&head(&old), &head(&new));
    if !members.is_empty() {
        found.push(Difference { part: "form", name: String::new(), change: "changed", members });
    }
    for (part, list, key) in PARTS {
        parts(part, &named(&old[list], key), &named(&new[list], key), &mut found);
    }
    found
}

/// What a form consists of: the part, its list in the document, and where a part's name stands.
const PARTS: [(&str, &str, &str); 5] = [
    ("section", "sections", "/name"),
    ("field", "fields", "/name"),
    ("derived", "derived", "/formula/name"),
    ("rollup", "rollups", "/name"),
    ("check", "checks", "/code"),
];

fn as_value(form: &Form) -> Value {
    serde_json::to_value(form).unwrap_or_default()
}

fn named<'v>(list: &'v Value, key: &str) -> Vec<(String, &'v Value)> {
    let name = |one: &'v Value| Some((one.pointer(key)?.as_str()?.to_owned(), one));
    list.as_array().into_iter().flatten().filter_map(name).collect()
}

fn parts(part: &'static str, old: &[(String, &Value)], new: &[(String, &Value)], found: &mut Vec<Difference>) {
    for (name, now) in new {
        match old.iter().find(|(other, _)| other == name) {
            None => found.push(Difference { part, name: name.clone(), change: "added", members: Vec::new() }),
            Some((_, was)) => {
                let members = changed(was, now);
                if !members.is_empty() {
                    found.push(Difference { part, name: name.clone(), change: "changed", members });
                }
            }
        }
    }
    for (name, _) in old.iter().filter(|(name, _)| new.iter().all(|(other, _)| other != name)) {
        found.push(Difference { part, name: name.clone(), change: "removed", members: Vec::new() });
    }
}

fn changed(old: &Value, new: &Value) -> Vec<Member> {
    let (Some(was), Some(now)) = (old.as_object(), new.as_object()) else { return Vec::new() };
    let names = now.keys().chain(was.keys().filter(|name| !now.contains_key(*name)));
    let differs = |name: &&String| was.get(*name) != now.get(*name);
    let shown = |value: Option<&Value>| shown(value.unwrap_or(&Value::Null));
    names
        .filter(differs)
        .map(|name| Member { member: name.clone(), from: shown(was.get(name)), to: shown(now.get(name)) })
        .collect()
}

/// A value for reading: a text as it is, a text in two languages by the Chinese one, everything else as JSON.
fn shown(value: &Value) -> String {
    let text = match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        other => match other.get("zh").and_then(Value::as_str) {
            Some(zh) if other.get("en").is_some() => {
                let en = other["en"].as_str().unwrap_or_default();
                if en.is_empty() { zh.to_owned() } else { format!("{zh} / {en}") }
            }
            _ => other.to_string(),
        },
    };
    text.chars().take(SHOWN_CHARS_MAX).collect()
}

#[cfg(test)]
mod tests;
