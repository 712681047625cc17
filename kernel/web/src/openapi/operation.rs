//! One operation of the API document.

use schemars::SchemaGenerator;
use serde_json::{Map, Value, json};

use super::resolve;
use crate::listing::{LIMIT_DEFAULT, LIMIT_MAX};
use crate::{Access, Doc, Listing, Method, Route};

/// An identifier of ours: kind, underscore, 26 characters of Crockford's base 32.
const ID_PATTERN: &str = "^[a-z]{3}_[0-9a-hjkmnp-tv-z]{26}$";

/// Any other path parameter: a code.
const CODE_PATTERN: &str = "^[A-Za-z0-9._-]{1,64}$";

/// An operation whose schemas were collected; it is finished when all of them are known.
pub(super) struct Draft {
    pub(super) route: &'static Route,
    tag: &'static str,
    doc: &'static Doc,
    input: Option<Value>,
    output: Option<Value>,
    query: Option<Value>,
    params: Vec<(&'static str, Value)>,
}

impl Draft {
    pub(super) fn new(
        tag: &'static str,
        route: &'static Route,
        doc: &'static Doc,
        generator: &mut SchemaGenerator,
    ) -> Draft {
        let mut made = |of: Option<crate::SchemaFn>| of.map(|schema| schema(generator).to_value());
        let (input, output, query) = (made(doc.input), made(doc.output), made(doc.query));
        let params = doc.params.iter().filter_map(|(name, of)| Some((*name, made(Some(*of))?))).collect();
        Draft { route, tag, doc, input, output, query, params }
    }

    pub(super) fn finish(self, schemas: &Map<String, Value>) -> Value {
        let mut operation = json!({
            "operationId": self.id(),
            "tags": [self.tag],
            "summary": self.doc.summary,
            "x-action": self.route.action,
            "security": security(self.route.access),
            "parameters": self.parameters(schemas),
            "responses": self.answers(),
        });
        if let Some(body) = self.body(schemas) {
            operation["requestBody"] = body;
        }
        operation
    }

    /// Method and path as one name; unique because they are.
    fn id(&self) -> String {
        let path = self.route.path.trim_start_matches("/api/").replace(['{', '}'], "").replace(['/', '-', '.'], "_");
        format!("{}_{path}", self.route.method.name().to_lowercase())
    }

    fn changes(&self) -> bool {
        self.route.method != Method::Get
    }

    fn parameters(&self, schemas: &Map<String, Value>) -> Vec<Value> {
        let mut parameters: Vec<Value> = self.route.parameters().map(|name| self.path_parameter(name)).collect();
        if let Some(query) = &self.query {
            let query = resolve(query, schemas);
            let required: Vec<&str> =
                query["required"].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
            for (name, schema) in query["properties"].as_object().into_iter().flatten() {
                let schema = without_null(schema.clone());
                parameters.push(json!({ "name": name, "in": "query", "required": required.contains(&name.as_str()), "schema": schema }));
            }
        }
        if let Some(listing) = self.doc.listing {
            parameters.extend(listing_parameters(listing));
        }
        if self.changes() && !self.doc.keyless {
            let schema = json!({ "type": "string", "pattern": "^[!-~]{1,100}$" });
            let description = "A repeat with the same key and content gets the first answer and changes nothing.";
            parameters.push(json!({ "name": "Idempotency-Key", "in": "header", "required": false, "description": description, "schema": schema }));
        }
        parameters
    }

    fn path_parameter(&self, name: &'static str) -> Value {
        let known = self.params.iter().find(|(known, _)| *known == name).map(|(_, schema)| schema.clone());
        let pattern = if name == "id" { ID_PATTERN } else { CODE_PATTERN };
        let schema = known.unwrap_or_else(|| json!({ "type": "string", "pattern": pattern }));
        json!({ "name": name, "in": "path", "required": true, "schema": schema })
    }

    fn body(&self, schemas: &Map<String, Value>) -> Option<Value> {
        let Some(file) = self.doc.file else {
            let input = self.input.as_ref()?;
            return Some(json!({ "required": true, "content": { "application/json": { "schema": input } } }));
        };
        let mut form =
            self.input.as_ref().map_or_else(|| json!({ "type": "object" }), |input| resolve(input, schemas).clone());
        form["properties"][file] =
            json!({ "type": "string", "format": "binary", "maxLength": self.route.body_bytes_max });
        let mut required = form["required"].as_array().cloned().unwrap_or_default();
        required.push(json!(file));
        form["required"] = json!(required);
        Some(json!({ "required": true, "content": { "multipart/form-data": { "schema": form } } }))
    }

    fn answers(&self) -> Value {
        let mut answers = Map::new();
        let given = self.doc.answers.iter().filter(|(status, _)| *status < 300);
        for (status, text) in given {
            answers.insert(status.to_string(), self.success(text, *status));
        }
        if answers.is_empty() {
            answers.insert("200".to_owned(), self.success("As asked.", 200));
        }
        for status in self.failures() {
            answers.insert(status.to_string(), json!({ "$ref": "#/components/responses/Problem" }));
        }
        Value::Object(answers)
    }

    fn failures(&self) -> Vec<u16> {
        let mut statuses = vec![400, 401, 404, 406, 429, 503];
        if self.route.access == Access::SignedIn || self.changes() {
            statuses.push(403);
        }
        if self.changes() {
            statuses.extend([408, 409, 413, 415, 422]);
        }
        statuses.extend(self.doc.answers.iter().map(|(status, _)| *status).filter(|status| *status >= 300));
        statuses.sort_unstable();
        statuses.dedup();
        statuses
    }

    fn success(&self, text: &str, status: u16) -> Value {
        let schema = match (self.doc.listing, &self.output) {
            (Some(listing), _) => Some(listing_schema(listing)),
            (None, output) => output.clone(),
        };
        let mut content = Map::new();
        if let Some(media) = self.doc.media {
            content.insert(media.to_owned(), json!({ "schema": { "type": "string", "format": "binary" } }));
        } else if let Some(schema) = schema.filter(|_| status != 204) {
            content.insert("application/json".to_owned(), json!({ "schema": schema }));
        }
        if self.doc.listing.is_some() {
            for media in ["text/csv", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"] {
                content.insert(media.to_owned(), json!({ "schema": { "type": "string", "format": "binary" } }));
            }
        }
        match content.is_empty() {
            true => json!({ "description": text }),
            false => json!({ "description": text, "content": content }),
        }
    }
}

fn security(access: Access) -> Value {
    match access {
        Access::SignedIn => json!([{ "session": [] }, { "bearer": [] }]),
        Access::Public => json!([{}, { "session": [] }, { "bearer": [] }]),
    }
}

/// A parameter of a query is absent rather than null.
fn without_null(mut schema: Value) -> Value {
    if let Some(types) = schema.get_mut("type").and_then(Value::as_array_mut) {
        types.retain(|kind| kind != "null");
        if let [only] = types.as_slice() {
            schema["type"] = only.clone();
        }
    }
    if let Some(choices) = schema.get_mut("anyOf").and_then(Value::as_array_mut) {
        choices.retain(|choice| choice.get("type") != Some(&json!("null")));
        if let [only] = choices.as_slice() {
            return only.clone();
        }
    }
    schema
}

fn listing_parameters(listing: &Listing) -> Vec<Value> {
    let sortable = listing.columns.iter().filter(|column| column.sort);
    let sorts: Vec<String> = sortable.flat_map(|column| [column.key.to_owned(), format!("-{}", column.key)]).collect();
    let text = json!({ "type": "string", "maxLength": 100 });
    let mut parameters = vec![
        ("limit", json!({ "type": "integer", "minimum": 1, "maximum": LIMIT_MAX, "default": LIMIT_DEFAULT })),
        ("after", json!({ "type": "string", "maxLength": 1024, "description": "`next` of the page before." })),
        ("format", json!({ "type": "string", "enum": ["json", "csv", "xlsx"] })),
    ];
    if !sorts.is_empty() {
        parameters.push(("sort", json!({ "type": "string", "enum": sorts })));
    }
    if listing.search {
        parameters.push(("q", text.clone()));
    }
    parameters.extend(listing.filters.iter().map(|filter| (filter.key, text.clone())));
    parameters
        .into_iter()
        .map(|(name, schema)| json!({ "name": name, "in": "query", "required": false, "schema": schema }))
        .collect()
}

fn listing_schema(listing: &Listing) -> Value {
    let cell = json!({ "type": ["string", "number", "boolean", "null"] });
    let columns: Map<String, Value> =
        listing.columns.iter().map(|column| (column.key.to_owned(), cell.clone())).collect();
    let keys: Vec<&str> = listing.columns.iter().map(|column| column.key).collect();
    json!({
        "type": "object",
        "required": ["items", "next", "total"],
        "properties": {
            "items": { "type": "array", "items": { "type": "object", "required": keys, "properties": columns } },
            "next": { "type": ["string", "null"] },
            "total": { "type": ["integer", "null"] },
        },
    })
}
