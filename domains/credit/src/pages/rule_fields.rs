//! The fields of a rule's form and the rule they say. What the form cannot hold is written as text.

use std::collections::BTreeSet;

use recognition::model::{Condition, Measure, Pattern, Rule, Scale, Scope};
use serde_json::{Map, Value, json};
use units::Args;
use web::Form;

use crate::model::{Content, RuleInput};
use crate::rules::rule::NOTE_CHARS_MAX;

/// Rows of sources, courses or caps in the form; a longer rule is written as text.
pub(crate) const ROWS_MAX: i64 = 20;
/// Lists of rows, with the button that adds one and the field that counts them.
const ROWS: [(&str, &str); 3] = [("add_source", "rows.source"), ("add_course", "rows.course"), ("add_cap", "rows.cap")];
/// The signs between the entries of a list in one field.
const BETWEEN: [char; 7] = [',', '，', '、', ';', '；', '\n', '\t'];

/// Adds a row where a button asked for it. Answers whether one did.
pub(crate) fn add_row(form: &mut Form, pressed: &str) -> bool {
    let Some((_, rows)) = ROWS.into_iter().find(|(button, _)| *button == pressed) else { return false };
    let count = form.opt_int(rows, 0..=ROWS_MAX).unwrap_or(1);
    form.set(rows, (count + 1).min(ROWS_MAX).to_string());
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

fn list(form: &mut Form, field: &str) -> Vec<String> {
    let text = form.opt_long_text(field, 4_000).unwrap_or_default();
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
        let of = form.opt_text(&field("of"), 200);
        let categories = list(form, &field("categories"));
        let Some(amount) = amount else { continue };
        let mut cap = Map::new();
        cap.insert("per".to_owned(), json!(per.unwrap_or_else(|| "learner".to_owned())));
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

/// The fields that say a rule; none where the form cannot hold it.
pub(crate) fn values(content: &RuleInput) -> Option<Vec<(String, String)>> {
    let rule: &Rule = &content.rule;
    if !rule.tables.is_empty() || !rule.exceptions.is_empty() {
        return None;
    }
    let mut fields: Vec<(String, String)> = Vec::new();
    let mut put = |name: &str, value: String| fields.push((name.to_owned(), value));
    put("institution", content.institution.clone());
    put("programme", rule.programme.clone().unwrap_or_default());
    put("valid_from", rule.valid_from.to_string());
    put("valid_until", rule.valid_to.map(|end| end.plus_days(-1).to_string()).unwrap_or_default());
    put("group", rule.group.clone().unwrap_or_default());
    put("effect", crate::model::Effect::of(rule.effect).name().to_owned());
    put("months_max", rule.months_max.map(|months| months.to_string()).unwrap_or_default());
    put("prerequisites", joined(&rule.prerequisites)?);
    put("excluded", joined(&rule.excluded)?);
    for (name, set) in [
        ("share", rule.share),
        ("one_certificate", rule.one_certificate),
        ("evidence_required", content.evidence_required),
        ("automatic", content.automatic),
    ] {
        put(name, if set { "1" } else { "" }.to_owned());
    }
    put("note", content.note.clone());
    if let recognition::model::Given::Ratio(ratio, rounding) = rule.credit {
        put("ratio", format!("{}/{}", ratio.numerator(), ratio.denominator()));
        let name = serde_json::to_value(rounding).ok()?;
        put("rounding", name.as_str()?.to_owned());
    }
    source_values(rule, &mut put)?;
    target_values(rule, &mut put)?;
    let mut seen = BTreeSet::new();
    for least in &rule.minimum {
        let (name, _) = SCALES.into_iter().find(|(_, scale)| *scale == least.scale)?;
        if !seen.insert(name) {
            return None;
        }
        put(&format!("minimum.{name}"), least.scale.text(least.at_least));
    }
    cap_values(rule, &mut put)?;
    Some(fields)
}

/// The entries of a list in one field; none where one of them holds a sign that parts entries.
fn joined<'a>(entries: impl IntoIterator<Item = &'a String>) -> Option<String> {
    let entries: Vec<&str> = entries.into_iter().map(String::as_str).collect();
    let fits = entries.iter().all(|entry| !entry.contains(BETWEEN));
    fits.then(|| entries.join(", "))
}

type Put<'a> = &'a mut dyn FnMut(&str, String);

fn source_values(rule: &Rule, put: Put) -> Option<()> {
    let single;
    let (join, count, parts): (&str, u32, &[Condition]) = match &rule.source {
        None => ("all", 0, &[]),
        Some(Condition::One(pattern)) => {
            single = [Condition::One(pattern.clone())];
            ("all", 0, &single)
        }
        Some(Condition::All(parts)) => ("all", 0, parts),
        Some(Condition::Any(parts)) => ("any", 0, parts),
        Some(Condition::Some(count, parts)) => ("some", *count, parts),
    };
    put("join", join.to_owned());
    if count > 0 {
        put("join_count", count.to_string());
    }
    put_rows(put, "rows.source", parts.len())?;
    for (row, part) in parts.iter().enumerate() {
        let Condition::One(pattern) = part else { return None };
        let Pattern { classes, issuers, codes, table, title, subject, levels, minimum, .. } = &**pattern;
        let plain = table.is_none() && subject.is_none() && levels.is_empty() && minimum.is_empty();
        if !plain || classes.len() > 1 {
            return None;
        }
        put(&format!("source.{row}.class"), classes.first().map(|class| class.key().to_owned()).unwrap_or_default());
        put(&format!("source.{row}.title"), title.as_ref().map(|title| title.text().to_owned()).unwrap_or_default());
        put(&format!("source.{row}.issuer"), joined(issuers)?);
        put(&format!("source.{row}.code"), joined(codes)?);
        put(&format!("source.{row}.kind"), joined(&pattern.certificate_kinds)?);
        put(&format!("source.{row}.level"), joined(&pattern.certificate_levels)?);
    }
    Some(())
}

fn put_rows(put: Put, field: &str, count: usize) -> Option<()> {
    let count = i64::try_from(count).ok().filter(|count| *count <= ROWS_MAX)?;
    put(field, count.max(1).to_string());
    Some(())
}

fn target_values(rule: &Rule, put: Put) -> Option<()> {
    let target = rule.target.clone().unwrap_or_default();
    put_rows(put, "rows.course", target.courses.len())?;
    for (row, code) in target.courses.iter().enumerate() {
        put(&format!("course.{row}"), code.clone());
    }
    put("categories", joined(&target.categories)?);
    put("choose", target.choose.map(|count| count.to_string()).unwrap_or_default());
    Some(())
}

fn cap_values(rule: &Rule, put: Put) -> Option<()> {
    put_rows(put, "rows.cap", rule.caps.len())?;
    for (row, cap) in rule.caps.iter().enumerate() {
        let (per, of) = match &cap.scope {
            Scope::Learner => ("learner", String::new()),
            Scope::Class(class) => ("class", class.key().to_owned()),
            Scope::Certificate => ("certificate", String::new()),
            Scope::Issuer(issuer) => ("issuer", issuer.clone()),
            Scope::EachIssuer => ("issuer", String::new()),
            Scope::Group(group) => ("group", group.clone()),
            Scope::Rule => ("rule", String::new()),
        };
        let (measure, amount) = match cap.measure {
            Measure::Credits(credits) => ("credits", credits.to_string()),
            Measure::Courses(count) => ("courses", count.to_string()),
            Measure::Share(share) => ("share", format!("{}/{}", share.numerator(), share.denominator())),
        };
        put(&format!("cap.{row}.per"), per.to_owned());
        put(&format!("cap.{row}.of"), of);
        put(&format!("cap.{row}.measure"), measure.to_owned());
        put(&format!("cap.{row}.amount"), amount);
        put(&format!("cap.{row}.categories"), joined(&cap.categories)?);
    }
    Some(())
}
