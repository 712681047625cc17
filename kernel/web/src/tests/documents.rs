//! The API document: complete, resolvable, and the same for people.

use serde_json::Value;

use super::house::{NOTES, house};
use crate::openapi;

#[test]
fn every_operation_is_described_with_every_answer() {
    let document = openapi(&[&NOTES]);
    assert_eq!(document["openapi"], "3.1.0");
    let post = &document["paths"]["/api/notes"]["post"];
    assert_eq!(post["operationId"], "post_notes");
    assert_eq!(post["requestBody"]["content"]["application/json"]["schema"]["$ref"], "#/components/schemas/NewNote");
    let answers: Vec<&String> = post["responses"].as_object().unwrap().keys().collect();
    assert_eq!(answers, ["201", "400", "401", "403", "404", "406", "408", "409", "413", "415", "422", "429", "503"]);
    assert_eq!(post["security"].as_array().map(Vec::len), Some(2));
    let get = &document["paths"]["/api/notes"]["get"];
    let names: Vec<&str> =
        get["parameters"].as_array().unwrap().iter().filter_map(|one| one["name"].as_str()).collect();
    assert_eq!(names, ["limit", "after", "format", "sort", "q", "stars"]);
    assert!(get["responses"]["200"]["content"]["text/csv"].is_object());
    let path = &document["paths"]["/api/notes/{code}/timeline"]["get"]["parameters"][0];
    assert_eq!((path["in"].as_str(), path["required"].as_bool()), (Some("path"), Some(true)));
    assert!(path["schema"]["pattern"].is_string());
}

#[test]
fn a_key_is_offered_where_it_is_kept() {
    let document = openapi(&[&NOTES]);
    let takes_key = |path: &str| {
        let parameters = document["paths"][path]["post"]["parameters"].as_array().cloned().unwrap_or_default();
        parameters.iter().any(|one| one["name"] == "Idempotency-Key")
    };
    assert!(takes_key("/api/notes"));
    assert!(!takes_key("/api/notes/reading"));
}

#[test]
fn every_reference_leads_somewhere() {
    let document = openapi(&[&NOTES]);
    let mut references = Vec::new();
    collect(&document, &mut references);
    assert!(references.len() > 10);
    for reference in references {
        let pointer = reference.strip_prefix('#').unwrap();
        assert!(document.pointer(pointer).is_some(), "{reference}");
    }
}

fn collect(value: &Value, references: &mut Vec<String>) {
    match value {
        Value::Object(map) => {
            references.extend(map.get("$ref").and_then(Value::as_str).map(str::to_owned));
            map.values().for_each(|value| collect(value, references));
        }
        Value::Array(list) => list.iter().for_each(|value| collect(value, references)),
        _ => {}
    }
}

#[tokio::test]
async fn people_read_the_same_document() {
    let house = house();
    let got = house.get("/api/openapi.json").await;
    assert_eq!(got.json(), openapi(&[&NOTES]));
    let html = house.get("/api?lang=en").await.text();
    assert!(html.contains("Writes a note.") && html.contains("/api/notes") && html.contains("NewNote"), "{html}");
}
