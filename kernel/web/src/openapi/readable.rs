//! The API document as a page shows it: made from the document itself, so that both say the same.

use serde_json::{Value, json};

use crate::{Domain, Voice};

/// What `api.html` is given: title, version, groups of operations, schemas.
pub(crate) fn readable(domains: &[&'static Domain], voice: &Voice) -> Value {
    let document = super::openapi(domains);
    let group = |domain: &&'static Domain| {
        let operations = operations(&document, domain.name, voice);
        (!operations.is_empty()).then(|| json!({ "name": domain.name, "operations": operations }))
    };
    let schemas = document["components"]["schemas"].as_object().into_iter().flatten();
    json!({
        "title": document["info"]["title"],
        "version": document["info"]["version"],
        "groups": domains.iter().filter_map(group).collect::<Vec<_>>(),
        "schemas": schemas.map(|(name, schema)| json!({ "name": name, "json": pretty(schema) })).collect::<Vec<_>>(),
    })
}

fn operations(document: &Value, tag: &str, voice: &Voice) -> Vec<Value> {
    let mut shown = Vec::new();
    for (path, methods) in document["paths"].as_object().into_iter().flatten() {
        for (method, operation) in
            methods.as_object().into_iter().flatten().filter(|(_, operation)| operation["tags"][0] == tag)
        {
            let open = operation["security"].as_array().is_some_and(|ways| ways.contains(&json!({})));
            let parameters = operation["parameters"].as_array().into_iter().flatten().map(|parameter| {
                json!({
                    "name": parameter["name"],
                    "in": parameter["in"],
                    "required": parameter["required"],
                    "schema": describe(&parameter["schema"]),
                })
            });
            let answers = operation["responses"].as_object().into_iter().flatten().map(|(status, answer)| {
                let text = answer["description"].as_str().map(str::to_owned);
                let text = text.or_else(|| voice.if_any(&format!("error-{status}-title")));
                json!({ "status": status, "text": text.unwrap_or_default() })
            });
            let content = operation["requestBody"]["content"].as_object().into_iter().flatten().next();
            shown.push(json!({
                "method": method.to_uppercase(),
                "path": path,
                "summary": operation["summary"],
                "access": voice.word(if open { "api-public" } else { "api-signed_in" }),
                "parameters": parameters.collect::<Vec<_>>(),
                "input": content.map(|(_, body)| describe(&body["schema"])).unwrap_or_default(),
                "answers": answers.collect::<Vec<_>>(),
            }));
        }
    }
    shown
}

/// A schema in short: the name of the one it refers to, else itself.
fn describe(schema: &Value) -> String {
    match schema.get("$ref").and_then(Value::as_str).and_then(|reference| reference.rsplit('/').next()) {
        Some(name) => name.to_owned(),
        None if schema.get("properties").is_some() => pretty(schema),
        None => schema.to_string(),
    }
}

fn pretty(schema: &Value) -> String {
    serde_json::to_string_pretty(schema).unwrap_or_default()
}
