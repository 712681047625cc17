//! The fields of a rule's form and the rule they say. What the form cannot hold is written as text.

mod values;

use recognition::model::Scale;
use serde_json::{Map, Value, json};
use units::Args;
use web::Form;

use crate::model::{Content, RuleInput};
use crate::rules::rule::NOTE_CHARS_MAX;
pub(crate) use values::values;

/// Rows of sources, courses or caps in the form; a longer rule is written as text.
pub(crate) const ROWS_MAX: i64 = 20;
/// Lists of rows, with the button that adds one and the field that counts them.
const ROWS: [(&str, &str); 3] = [("add_source", "rows.source"), ("add_course", "rows.course"), ("add_cap", "rows.cap")];
/// The fields of a row of each list.
const ROW_FIELDS: [(&str, &str, &[&str]); 3] = [
    ("source", "rows.source", &[".class", ".title", ".issuer", ".code", ".kind", ".level"]),
    ("course", "rows.course", &[""]),
    ("cap", "rows.cap", &[".per", ".class", ".of", ".amount", ".measure", ".categories"]),
];
/// The longest list in one field, in characters.
const LIST_CHARS_MAX: usize = 4_000;
/// The signs between the entries of a list in one field.
const BETWEEN: [char; 7] = [',', '，', '、', ';', '；', '\n', '\t'];

/// Adds a row where a button asked for it. Answers whether one did.
pub(crate) fn add_row(form: &mut Form, pressed: &str) -> bool {
    let Some((_, rows)) = ROWS.into_iter().find(|(button, _)| *button == pressed) else { return false };
    let count = form.opt_int(rows, 0..=ROWS_MAX).unwrap_or(1);
    form.set(rows, (count + 1).min(ROWS_MAX).to_string());
    true
}

/// Takes a row out where a button asked for it (`remove_source.1`); the rows behind it move up. Answers whether one did.
pub(crate) fn remove_row(form: &mut Form, pressed: &str) -> bool {
    let asked = pressed.strip_prefix("remove_").and_then(|asked| asked.split_once('.'));
    let Some((kind, Ok(row))) = asked.map(|(kind, row)| (kind, row.parse::<i64>())) else { return false };
    let Some((fields, rows)) =
        ROW_FIELDS.into_iter().find_map(|(known, rows, fields)| (known == kind).then_some((fields, rows)))
    else {
        return false;
    };
    let count = form.opt_int(rows, 0..=ROWS_MAX).unwrap_or(1);
    for at in row.max(0)..count {
        for field in fields {
            let behind = form.opt_text(&format!("{kind}.{}{field}", at + 1), LIST_CHARS_MAX).unwrap_or_default();
            form.set(&format!("{kind}.{at}{field}"), behind);
        }
    }
    form.set(rows, (count - 1).max(0).to_string());
    true
}

/// Reads a form. Faults are kept in it; then the value may not be used.
pub(crate) fn read(form: &mut Form) -> Option<RuleInput> {
    let institution = form.text("institution", 1..=18);
    let mut rule = Map::new();
    let mut put = |name: &str, value: Value| {
        let empty = match &value {
            Value::Null | Value::Bool(false) => true,
            Value::Array(list) => list.is_empty(),
            Value::Object(fields) => fields.is_empty(),
            _ => false,
        };
        if !empty {
            rule.insert(name.to_owned(), value);
        }
    };
    put("programme", json!(form.opt_text("programme", 200)));
    put("valid_from", json!(form.day("valid_from").to_string()));
    // The form asks for the last day, the rule keeps the day after it.
    put("valid_to", json!(form.opt_day("valid_until").map(|last| last.plus_days(1).to_string())));
    put("group", json!(form.opt_text("group", 200)));
    put("effect", json!(form.choice("effect", &["study_and_exam", "study_only", "offset"])));
    put("months_max", json!(form.opt_int("months_max", 1..=1_200)));
    put("prerequisites", json!(list(form, "prerequisites")));
    put("excluded", json!(list(form, "excluded")));
    put("share", json!(form.flag("share")));
    put("one_certificate", json!(form.flag("one_certificate")));
    put("source", source(form));
    put("target", target(form));
    put("minimum", minimum(form));
    put("credit", credit(form));
    put("cap", caps(form));
    let evidence_required = form.flag("evidence_required");
    let automatic = form.flag("automatic");
    let note = form.opt_text("note", NOTE_CHARS_MAX).unwrap_or_default();
    if form.has_faults() {
        return None;
    }
    match serde_json::from_value::<Content>(Value::Object(rule)) {
        Ok(rule) => Some(RuleInput { institution, rule, evidence_required, automatic, note }),
        Err(error) => {
            form.fault("", "credit.rule.misfit", Args::one("why", error));
            None
        }
    }
}

/// The entries of a list in one field.
pub(crate) fn list(form: &mut Form, field: &str) -> Vec<String> {
    let text = form.opt_long_text(field, LIST_CHARS_MAX).unwrap_or_default();
    text.split(BETWEEN).map(str::trim).filter(|part| !part.is_empty()).map(str::to_owned).collect()
}

fn rows(form: &mut Form, field: &str) -> i64 {
    form.opt_int(field, 0..=ROWS_MAX).unwrap_or(1)
}

fn source(form: &mut Form) -> Value {
    let mut patterns = Vec::new();
    for row in 0..rows(form, "rows.source") {
        let field = |name: &str| format!("source.{row}.{name}");
        let mut pattern = Map::new();
        let class = form.opt_text(&field("class"), 20);
        pattern.extend(class.map(|class| ("class".to_owned(), json!([class]))));
        let title = form.opt_text(&field("title"), 200);
        pattern.extend(title.map(|title| ("title".to_owned(), json!(title))));
        for (name, key) in
            [("issuer", "issuer"), ("code", "code"), ("kind", "certificate"), ("level", "certificate_level")]
        {
            let entries = list(form, &field(name));
            if !entries.is_empty() {
                pattern.insert(key.to_owned(), json!(entries));
            }
        }
        if !pattern.is_empty() {
            patterns.push(Value::Object(pattern));
        }
    }
    let join = form.opt_choice("join", &["all", "any", "some"]).unwrap_or_else(|| "all".to_owned());
    let count = form.opt_int("join_count", 1..=ROWS_MAX);
    match (patterns.len(), join.as_str()) {
        (0, _) => Value::Null,
        (1, _) => patterns.remove(0),
        (_, "any") => json!({ "any": patterns }),
        (_, "some") => match count {
            Some(count) => json!({ "n": count, "of": patterns }),
            None => {
                form.fault("join_count", "form.required", Args::none());
                Value::Null
            }
        },
        _ => json!({ "all": patterns }),
    }
}

fn target(form: &mut Form) -> Value {
    let mut courses: Vec<String> = Vec::new();
    for row in 0..rows(form, "rows.course") {
        courses.extend(form.opt_text(&format!("course.{row}"), 200));
    }
    let categories = list(form, "categories");
    let choose = form.opt_int("choose", 1..=3);
    let mut target = Map::new();
    if !courses.is_empty() {
        target.insert("courses".to_owned(), json!(courses));
    }
    if !categories.is_empty() {
        target.insert("categories".to_owned(), json!(categories));
    }
    if let Some(choose) = choose.filter(|_| !target.is_empty()) {
        target.insert("choose".to_owned(), json!(choose));
    }
    Value::Object(target)
}

/// Scales of the form and their names in the language.
const SCALES: [(&str, Scale); 6] = [
    ("percent", Scale::Percent),
    ("five", Scale::Five),
    ("two", Scale::Two),
    ("gpa4", Scale::Gpa4),
    ("gpa5", Scale::Gpa5),
    ("points710", Scale::Points710),
];

fn minimum(form: &mut Form) -> Value {
    let mut least = Vec::new();
    for (name, _) in SCALES {
        if let Some(at_least) = form.opt_text(&format!("minimum.{name}"), 20) {
            least.push(json!({ "scale": name, "at_least": at_least }));
        }
    }
    Value::Array(least)
}

fn credit(form: &mut Form) -> Value {
    match form.opt_text("ratio", 30) {
        None => Value::Null,
        Some(ratio) => {
            let rounding = form.opt_choice("rounding", &["down", "up", "half_up", "half_even"]);
            json!({ "ratio": ratio, "rounding": rounding.unwrap_or_else(|| "half_up".to_owned()) })
        }
    }
}

fn caps(form: &mut Form) -> Value {
    let mut caps = Vec::new();
    for row in 0..rows(form, "rows.cap") {
        let field = |name: &str| format!("cap.{row}.{name}");
        let amount = form.opt_text(&field("amount"), 30);
        let per = form.opt_choice(&field("per"), &["learner", "class", "certificate", "issuer", "group", "rule"]);
        let measure = form.opt_choice(&field("measure"), &["credits", "courses", "share"]);
        let per = per.unwrap_or_else(|| "learner".to_owned());
        let class = form.opt_text(&field("class"), 20);
        let named = form.opt_text(&field("of"), 200);
        if amount.is_some() && ((per == "class" && class.is_none()) || (per == "group" && named.is_none())) {
            form.fault(&field(if per == "class" { "class" } else { "of" }), "form.required", Args::none());
        }
        let of = match per.as_str() {
            "class" => class,
            "issuer" | "group" => named,
            _ => None,
        };
        let categories = list(form, &field("categories"));
        let Some(amount) = amount else { continue };
        let mut cap = Map::new();
        cap.insert("per".to_owned(), json!(per));
        cap.extend(of.map(|of| ("of".to_owned(), json!(of))));
        if !categories.is_empty() {
            cap.insert("categories".to_owned(), json!(categories));
        }
        let measure = measure.unwrap_or_else(|| "credits".to_owned());
        let amount = if measure == "courses" {
            amount.parse::<u32>().map_or_else(
                |_| {
                    form.fault(&field("amount"), "form.not_a_number", Args::none());
                    Value::Null
                },
                |count| json!(count),
            )
        } else {
            json!(amount)
        };
        cap.insert(measure, amount);
        caps.push(Value::Object(cap));
    }
    Value::Array(caps)
}
