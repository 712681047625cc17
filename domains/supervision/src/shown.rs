//! Assessments as templates show them: names instead of codes, words instead of keys, numbers as people read them.

pub(crate) mod book;
pub(crate) mod command;
mod county;
pub(crate) mod definition;
pub(crate) mod findings;
pub(crate) mod number;
mod reason;
pub(crate) mod region;
mod school;
mod shares;

use indicators::standard::{Basis, Rule, Standard};
use op::Op;
use serde::Serialize;
use serde_json::{Value, json};
use web::{Locale, Voice};

use crate::model::{County, CountyState};

pub(crate) use county::{BasicView, CountyView, Showing};
pub(crate) use school::SchoolView;

/// A table of a page: its caption, its columns and its rows, as `ui.table` takes them.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Grid {
    pub(crate) caption: String,
    pub(crate) columns: Vec<Value>,
    pub(crate) rows: Vec<Vec<Value>>,
}

/// An assessment in one language.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct CountyShown {
    pub(crate) id: String,
    pub(crate) region: String,
    pub(crate) name: String,
    pub(crate) year: i64,
    pub(crate) version: i64,
    pub(crate) revision: i64,
    pub(crate) state: &'static str,
    pub(crate) look: &'static str,
    pub(crate) standard: String,
    pub(crate) standard_title: String,
    pub(crate) standard_source: String,
    pub(crate) example: bool,
    pub(crate) source: String,
    pub(crate) small_cell: i64,
    pub(crate) number: String,
    pub(crate) hash: String,
    pub(crate) verdict: String,
    pub(crate) reason: String,
    pub(crate) received_at: String,
    pub(crate) published_at: String,
}

/// A state in the fixed list of states.
pub(crate) fn look(state: CountyState) -> &'static str {
    match state {
        CountyState::Qualification => "submitted",
        CountyState::Published => "published",
        CountyState::Returned => "returned",
        CountyState::Superseded => "superseded",
        _ => "in_review",
    }
}

/// The name of a region in a language; its code where the directory knows none.
pub(crate) fn region(op: &Op, code: &str, locale: Locale) -> op::Result<String> {
    let Some(found) = directory::store::region(op.conn(), code)? else { return Ok(code.to_owned()) };
    Ok(if locale == Locale::En && !found.name_en.is_empty() { found.name_en } else { found.name })
}

pub(crate) fn county(op: &Op, one: &County, standard: &Standard, voice: &Voice) -> op::Result<CountyShown> {
    Ok(CountyShown {
        id: one.id.clone(),
        region: one.region.clone(),
        name: region(op, &one.region, voice.locale())?,
        year: one.year,
        version: one.version,
        revision: one.revision,
        state: one.state.name(),
        look: look(one.state),
        standard: one.standard.clone(),
        standard_title: definition::standard_title(voice, standard),
        standard_source: standard.source.clone(),
        example: one.example,
        source: one.source.clone(),
        small_cell: one.small_cell,
        number: one.number.clone().unwrap_or_default(),
        hash: one.hash.clone(),
        verdict: one.verdict.clone(),
        reason: one.reason.clone(),
        received_at: one.received_at.to_string(),
        published_at: one.published_at.map(|at| at.to_string()).unwrap_or_default(),
    })
}

/// Address of an assessment.
pub(crate) fn home(id: &str) -> String {
    format!("/supervision/counties/{id}")
}

pub(crate) fn maybe(value: Option<f64>, most: usize) -> Value {
    value.map_or(Value::Null, |value| json!(units::decimal(value, most)))
}

/// A 差异系数 as it is told everywhere: with three decimals, zeros kept.
pub(crate) fn coefficient(value: f64) -> String {
    format!("{value:.3}")
}

/// A cell of a 差异系数.
pub(crate) fn spread(value: Option<f64>) -> Value {
    value.map_or(Value::Null, |value| json!(coefficient(value)))
}

/// A share in per cent.
pub(crate) fn percent(share: Option<f64>) -> Value {
    share.map_or(Value::Null, |share| json!(format!("{} %", units::decimal(share * 100.0, 1))))
}

/// A unit in words.
pub(crate) fn unit(voice: &Voice, text: &str) -> String {
    let word = match text {
        "人" => "supervision-unit-people",
        "间" => "supervision-unit-rooms",
        "平方米" => "supervision-unit-area",
        "万元" => "supervision-unit-money",
        "人/百人" => "supervision-unit-people_per_hundred",
        "间/百人" => "supervision-unit-rooms_per_hundred",
        "平方米/人" => "supervision-unit-area_each",
        "元/人" => "supervision-unit-yuan_each",
        "台" => "supervision-unit-machines",
        "册" => "supervision-unit-books",
        "班" => "supervision-unit-classes",
        "台/百人" => "supervision-unit-machines_per_hundred",
        "册/人" => "supervision-unit-books_each",
        "人/人" => "supervision-unit-people_each",
        _ => return text.to_owned(),
    };
    voice.word(word)
}

/// What this domain's words call a standard; none for one it has no words of its own for.
fn worded(standard: &Standard) -> Option<&'static str> {
    match standard.id.as_str() {
        "county_quality_balance_2017" => Some("quality_balance"),
        "county_basic_balance_2012" => Some("basic_balance"),
        _ => None,
    }
}

/// What a standard says, in English as this domain's words restate it; as it stands where they do not, and in Chinese.
fn restated(voice: &Voice, standard: &Standard, said: &str, key: impl FnOnce(&str) -> String) -> String {
    match worded(standard).filter(|_| voice.locale() == Locale::En) {
        Some(own) => voice.word(&key(own)),
        None => said.to_owned(),
    }
}

/// The name of an indicator.
pub(crate) fn rule_name(voice: &Voice, standard: &Standard, rule: &Rule) -> String {
    restated(voice, standard, &rule.name, |own| format!("supervision-rule-{own}-{}", rule.code))
}

/// The short name of an indicator, for the head of a table; its code where there is none.
pub(crate) fn short_name(voice: &Voice, standard: &Standard, rule: &Rule) -> String {
    let own = worded(standard);
    own.map_or_else(|| rule.code.clone(), |own| voice.word(&format!("supervision-rule-short-{own}-{}", rule.code)))
}

/// What a condition asks, by its code.
pub(crate) fn item_name(voice: &Voice, standard: &Standard, code: &str) -> String {
    match standard.items.iter().position(|one| one.code == code) {
        Some(place) => {
            let said = &standard.items[place].name;
            restated(voice, standard, said, |own| format!("supervision-item-{own}-{}", place + 1))
        }
        None => code.to_owned(),
    }
}

/// What is to be known of a standard.
pub(crate) fn notes(voice: &Voice, standard: &Standard) -> Vec<String> {
    let note = |(place, said): (usize, &String)| {
        restated(voice, standard, said, |own| format!("supervision-note-{own}-{}", place + 1))
    };
    standard.notes.iter().enumerate().map(note).collect()
}

/// A cell with words of an official text or form, which stay Chinese on every page.
pub(crate) fn official(text: &str) -> Value {
    json!({ "text": text, "lang": "zh" })
}

/// The share of a limit below which no indicator of a school may fall, in per cent; 0 where none is asked.
pub(crate) fn floor_words(standard: &Standard) -> String {
    let floor = standard.school_rule.as_ref().and_then(|rule| rule.floor).map_or(0.0, |floor| floor.value);
    units::decimal(floor * 100.0, 0)
}

pub(crate) fn basis(voice: &Voice, basis: Option<Basis>) -> String {
    let word = match basis {
        Some(Basis::Documented) => "supervision-basis-documented",
        Some(Basis::Known) => "supervision-basis-known",
        Some(Basis::Inferred) => "supervision-basis-inferred",
        None => return String::new(),
    };
    voice.word(word)
}

pub(crate) fn stage(voice: &Voice, name: &str) -> String {
    match name {
        "primary" | "junior" | "senior" => voice.word(&format!("supervision-stage-{name}")),
        other => other.to_owned(),
    }
}

/// A status cell: reached, not reached, or open.
pub(crate) fn answer(voice: &Voice, passed: Option<bool>) -> Value {
    let (status, word) = match passed {
        Some(true) => ("passed", "supervision-yes"),
        Some(false) => ("failed", "supervision-no"),
        None => ("pending", "supervision-open"),
    };
    json!({ "status": status, "text": voice.word(word) })
}

/// A column of numbers.
pub(crate) fn numeric(label: String) -> Value {
    json!({ "label": label, "numeric": true })
}

/// The word for what a verdict comes to.
pub(crate) fn look_word(passed: Option<bool>) -> &'static str {
    match passed {
        Some(true) => "outcome-passed",
        Some(false) => "outcome-failed",
        None => "outcome-pending",
    }
}

#[cfg(test)]
mod tests;
