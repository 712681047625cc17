//! The API described by itself: OpenAPI 3.1, made from the routes.

mod operation;
mod readable;

use schemars::generate::SchemaSettings;
use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde_json::{Map, Value, json};

use crate::{Domain, RouteKind};
pub(crate) use readable::readable;

/// The schema of a type, for [`crate::Doc`]: `input: Some(web::schema::<NewApplication>)`.
pub fn schema<T: JsonSchema>(generator: &mut SchemaGenerator) -> Schema {
    generator.subschema_for::<T>()
}

/// The schema of several of a type that are not a listing.
pub fn many<T: JsonSchema>(generator: &mut SchemaGenerator) -> Schema {
    schema::<Vec<T>>(generator)
}

/// The OpenAPI 3.1 document of these domains.
pub fn openapi(domains: &[&'static Domain]) -> Value {
    let settings = SchemaSettings::draft2020_12().with(|settings| {
        settings.definitions_path = "/components/schemas".into();
        settings.meta_schema = None;
    });
    let mut generator = SchemaGenerator::new(settings);
    let mut operations = Vec::new();
    for domain in domains {
        for route in domain.routes() {
            if let RouteKind::Api(doc) = &route.kind {
                operations.push(operation::Draft::new(domain.name, route, doc, &mut generator));
            }
        }
    }
    let mut schemas = generator.take_definitions(true);
    schemas.insert("Problem".to_owned(), problem());
    let mut paths = Map::new();
    for draft in operations {
        let path = paths.entry(draft.route.path).or_insert_with(|| json!({}));
        let method = draft.route.method.name().to_lowercase();
        path[method] = draft.finish(&schemas);
    }
    json!({
        "openapi": "3.1.0",
        "info": {
            "title": "Xueqiao 学桥",
            "version": env!("CARGO_PKG_VERSION"),
            "summary": "One education platform for Shanghai, Jiangsu, Zhejiang and Anhui.",
            "license": { "name": "Apache-2.0", "identifier": "Apache-2.0" },
        },
        "servers": [{ "url": "/" }],
        "tags": domains.iter().map(|domain| json!({ "name": domain.name })).collect::<Vec<_>>(),
        "paths": paths,
        "components": {
            "schemas": schemas,
            "responses": { "Problem": problem_response() },
            "securitySchemes": {
                "session": { "type": "apiKey", "in": "cookie", "name": crate::SESSION_COOKIE },
                "bearer": { "type": "http", "scheme": "bearer" },
            },
        },
    })
}

/// RFC 9457, as [`crate::problem::Problem`] writes it.
fn problem() -> Value {
    json!({
        "type": "object",
        "description": "A problem document (RFC 9457).",
        "required": ["type", "title", "status", "detail", "code", "request_id"],
        "properties": {
            "type": { "type": "string", "description": "Relative reference to the page that explains the problem." },
            "title": { "type": "string" },
            "status": { "type": "integer", "minimum": 400, "maximum": 599 },
            "detail": { "type": "string" },
            "code": { "type": "string", "description": "Stable code, such as credit.application.cap_reached." },
            "errors": {
                "type": "array",
                "description": "Wrong fields of the input.",
                "items": {
                    "type": "object",
                    "required": ["field", "code", "detail"],
                    "properties": { "field": { "type": "string" }, "code": { "type": "string" }, "detail": { "type": "string" } },
                },
            },
            "request_id": { "type": "string" },
        },
    })
}

fn problem_response() -> Value {
    json!({
        "description": "The request was not answered as asked.",
        "headers": {
            "Retry-After": { "description": "Seconds to wait, with 429 and 503.", "schema": { "type": "integer", "minimum": 1 } },
        },
        "content": { "application/problem+json": { "schema": { "$ref": "#/components/schemas/Problem" } } },
    })
}

/// Follows a reference into the schemas.
fn resolve<'s>(schema: &'s Value, schemas: &'s Map<String, Value>) -> &'s Value {
    let name = schema.get("$ref").and_then(Value::as_str).and_then(|reference| reference.rsplit('/').next());
    name.and_then(|name| schemas.get(name)).unwrap_or(schema)
}
