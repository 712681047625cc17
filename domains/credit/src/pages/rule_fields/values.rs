//! A rule as the fields of its form.

use std::collections::BTreeSet;

use recognition::model::{Condition, Measure, Pattern, Rule, Scope};

use super::{BETWEEN, ROWS_MAX, SCALES};
use crate::model::RuleInput;

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
    put("only_caps", if rule.source.is_none() { "1" } else { "" }.to_owned());
    put("join", join.to_owned());
    if count > 0 {
        put("join_count", count.to_string());
    }
    put_rows(put, "rows.source", parts.len(), 1)?;
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

fn put_rows(put: Put, field: &str, count: usize, least: i64) -> Option<()> {
    let count = i64::try_from(count).ok().filter(|count| *count <= ROWS_MAX)?;
    put(field, count.max(least).to_string());
    Some(())
}

fn target_values(rule: &Rule, put: Put) -> Option<()> {
    let target = rule.target.clone().unwrap_or_default();
    put_rows(put, "rows.course", target.courses.len(), 1)?;
    for (row, code) in target.courses.iter().enumerate() {
        put(&format!("course.{row}"), code.clone());
    }
    put("categories", joined(&target.categories)?);
    put("choose", target.choose.map(|count| count.to_string()).unwrap_or_default());
    Some(())
}

fn cap_values(rule: &Rule, put: Put) -> Option<()> {
    put_rows(put, "rows.cap", rule.caps.len(), 0)?;
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
        put(&format!("cap.{row}.{}", if per == "class" { "class" } else { "of" }), of);
        put(&format!("cap.{row}.measure"), measure.to_owned());
        put(&format!("cap.{row}.amount"), amount);
        put(&format!("cap.{row}.categories"), joined(&cap.categories)?);
    }
    Some(())
}
