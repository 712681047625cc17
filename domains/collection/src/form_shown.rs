//! A form's definition as templates show it: what is asked and checked, in sentences.

use serde::Serialize;
use units::Args;
use web::{Locale, Voice};

use crate::model::form::{Check, Field, Form, Kind};
use crate::rules::figure::places;
use crate::rules::sentence::{formula, of_check, unit_said};

/// A form's definition.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct FormShown {
    id: String,
    version: i64,
    level: &'static str,
    title: String,
    source: String,
    hash: String,
    sections: Vec<SectionShown>,
    derived: Vec<FormulaShown>,
    rollups: Vec<FormulaShown>,
    checks: Vec<CheckShown>,
    hard: usize,
    soft: usize,
    fields: usize,
}

#[derive(Clone, Debug, Serialize)]
struct SectionShown {
    title: String,
    note: String,
    fields: Vec<FieldShown>,
}

#[derive(Clone, Debug, Serialize)]
struct FieldShown {
    name: String,
    label: String,
    unit: String,
    /// What may be entered, in words.
    kind: String,
    /// When it must be filled in, in words.
    required: String,
    additive: bool,
    help: String,
    source: String,
}

#[derive(Clone, Debug, Serialize)]
struct FormulaShown {
    name: String,
    label: String,
    formula: String,
    unit: String,
    ratio: bool,
}

#[derive(Clone, Debug, Serialize)]
struct CheckShown {
    code: String,
    severity: &'static str,
    says: String,
    rule: String,
    only_if: String,
}

/// A form's definition in a reader's language.
pub(crate) fn form_shown(form: &Form, voice: &Voice) -> FormShown {
    let english = voice.locale() == Locale::En;
    let formula_shown = |name: &str, label: &str, text: String, unit: &str, ratio: bool| FormulaShown {
        name: name.to_owned(),
        label: label.to_owned(),
        formula: text,
        unit: unit_said(unit, english),
        ratio,
    };
    let sections = form.sections.iter().map(|section| SectionShown {
        title: section.title.said(english).to_owned(),
        note: section.note.said(english).to_owned(),
        fields: section.names().filter_map(|name| form.field(name)).map(|field| shown(form, field, voice)).collect(),
    });
    let derived = form.derived.iter().map(|one| {
        let unit = one.formula.unit.as_ref().map_or("", |unit| unit.text());
        let text = formula(form, &one.formula.expression, english);
        formula_shown(&one.formula.name, one.label.said(english), text, unit, false)
    });
    // A roll-up is over the fields of another form, whose labels are not at hand.
    let rollups = form.rollups.iter().map(|one| {
        formula_shown(&one.name, one.label.said(english), one.expression.to_string(), one.unit.text(), one.ratio)
    });
    let hard = form.checks.iter().filter(|check| check.severity == crate::model::form::Severity::Hard).count();
    FormShown {
        id: form.id.clone(),
        version: form.version,
        level: form.level.name(),
        title: form.title.said(english).to_owned(),
        source: form.source.said(english).to_owned(),
        hash: crate::rules::form::hash(form),
        sections: sections.collect(),
        derived: derived.collect(),
        rollups: rollups.collect(),
        checks: form.checks.iter().map(|check| check_shown(form, check, voice)).collect(),
        hard,
        soft: form.checks.len() - hard,
        fields: form.fields.len(),
    }
}

fn shown(form: &Form, field: &Field, voice: &Voice) -> FieldShown {
    let english = voice.locale() == Locale::En;
    let mut kind = voice.word(&format!("collection-form-kind-{}", field.kind.name()));
    if places(field) > 0 {
        kind.push_str(&voice.with("collection-form-kind-places", &Args::one("places", places(field))));
    }
    if let Some(high) = field.high.filter(|_| field.kind.numeric()) {
        let number = |bound: f64| if field.kind == Kind::Year { bound.to_string() } else { units::decimal(bound, 4) };
        let args = Args::one("low", number(field.low)).and("high", number(high));
        kind.push_str(&voice.with("collection-form-kind-range", &args));
    }
    if !field.options.is_empty() {
        let options: Vec<&str> = field.options.iter().map(|option| option.label.said(english)).collect();
        kind.push_str(&voice.with(
            "collection-form-kind-options",
            &Args::one("options", options.join(if english { ", " } else { "、" })),
        ));
    }
    let required = match &field.required_if {
        _ if field.required => voice.word("collection-form-required-always"),
        None => voice.word("collection-form-required-never"),
        Some(condition) => {
            let told = formula(form, condition, english);
            voice.with("collection-form-required-if", &Args::one("condition", condition_text(&told, voice)))
        }
    };
    FieldShown {
        name: field.name.clone(),
        label: field.label.said(english).to_owned(),
        unit: unit_said(field.unit.text(), english),
        kind,
        required,
        additive: field.additive,
        help: field.help.said(english).to_owned(),
        source: field.source.said(english).to_owned(),
    }
}

fn check_shown(form: &Form, check: &Check, voice: &Voice) -> CheckShown {
    let english = voice.locale() == Locale::En;
    let (code, args) = of_check(form, check, english);
    let only_if = check.only_if.as_ref().map(|condition| condition_text(&formula(form, condition, english), voice));
    CheckShown {
        code: check.code.clone(),
        severity: check.severity.name(),
        says: check.says.said(english).to_owned(),
        rule: voice.code(code, &args),
        only_if: only_if.unwrap_or_default(),
    }
}

/// A condition as it is read: `… = 1` asks whether something is so.
fn condition_text(told: &str, voice: &Voice) -> String {
    let so = told.strip_suffix(" = 1").map(|what| ("collection-form-condition-yes", what));
    match so.or_else(|| told.strip_suffix(" = 0").map(|what| ("collection-form-condition-no", what))) {
        Some((key, what)) if !what.contains(['=', '<', '>', '≤', '≥']) => voice.with(key, &Args::one("what", what)),
        _ => told.to_owned(),
    }
}
