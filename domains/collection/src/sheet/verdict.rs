//! What the server says of a sheet.

use std::collections::BTreeMap;

use op::Error;
use schemars::JsonSchema;
use serde::Serialize;
use units::Args;
use web::{Locale, Voice};

use super::Sheet;
use super::suggested::{Suggested, suggested};
use crate::model::flag::Flag;
use crate::model::form::{Block, Form, Severity, Values};
use crate::rules::check::{Asked, asked, flags};
use crate::rules::localise::suggest;
use crate::rules::sentence::{label, of_flag};

/// What the server says of what was typed so far.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
#[schemars(rename = "CollectionVerdict")]
pub struct Verdict {
    /// How things stand, in a sentence.
    pub sentence: String,
    /// How many of the fields that must be filled in are.
    pub filled: usize,
    /// How many must be filled in.
    pub asked: usize,
    /// How many hard flags there are, beside what is not filled in.
    pub hard: usize,
    /// How many soft flags have no answer.
    pub soft: usize,
    /// The fields that must be filled in, by name.
    pub required: Vec<String>,
    /// The fields that are not asked of this unit, by name.
    pub skipped: Vec<String>,
    /// Those that must be filled in and are blank, in the order of the sheet.
    pub missing: Vec<String>,
    /// What cannot be read.
    pub faults: Vec<FieldFault>,
    /// What the checks found, beside what is not filled in.
    pub flags: Vec<FlagShown>,
    /// The sums of grids, by the identifier of their place on the page.
    pub sums: BTreeMap<String, String>,
    /// How each section stands, in its order.
    pub sections: Vec<Part>,
    /// The fewest entries to change, where hard rules are broken.
    pub suggestion: Option<Suggested>,
}

/// What is wrong with what was typed into a field.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
#[schemars(rename = "CollectionFieldFault")]
pub struct FieldFault {
    /// The field.
    pub field: String,
    /// What it is called.
    pub label: String,
    /// What is wrong and what to do.
    pub text: String,
}

/// A flag in the reader's language.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
#[schemars(rename = "CollectionFlagShown")]
pub struct FlagShown {
    /// Names the flag and the entries it is about.
    pub key: String,
    /// The code of the check.
    pub check: String,
    /// `hard` or `soft`.
    pub severity: Severity,
    /// The fields it is about; it stands beside the first.
    pub fields: Vec<String>,
    /// What it says.
    pub text: String,
    /// What was answered; empty if nothing was.
    pub answer: String,
}

/// How a section stands.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
#[schemars(rename = "CollectionPart")]
pub struct Part {
    /// The section.
    pub name: String,
    /// Fields that must be filled in and are.
    pub filled: usize,
    /// Fields that must be filled in.
    pub asked: usize,
    /// Hard flags and faults in it.
    pub hard: usize,
    /// Soft flags in it without an answer.
    pub soft: usize,
}

/// What the server says of a sheet: exactly what it says when the return is submitted.
///
/// # Errors
/// A form that was not linted, or a unit among its own peers.
pub fn verdict(sheet: &Sheet, voice: &Voice) -> op::Result<Verdict> {
    let (form, english) = (sheet.form, voice.locale() == Locale::En);
    let facts = sheet.facts();
    let found = flags(form, &facts).map_err(Error::bug)?;
    let Asked { required: asked, skipped } = asked(form, &facts.record).map_err(Error::bug)?;
    let now = &sheet.entered.values;
    let filled = asked.iter().filter(|name| now.contains_key(**name)).count();
    let faults: Vec<FieldFault> = sheet
        .entered
        .faults
        .iter()
        .map(|fault| FieldFault {
            field: fault.field.clone(),
            label: label(form, &fault.field, english),
            text: voice.fault(fault),
        })
        .collect();
    let flags: Vec<FlagShown> = found
        .iter()
        .filter(|flag| !flag.is_missing())
        .map(|flag| flag_shown(form, flag, sheet.answers, voice))
        .collect();
    let hard = flags.iter().filter(|flag| flag.severity == Severity::Hard).count();
    let soft = flags.iter().filter(|flag| flag.severity == Severity::Soft && flag.answer.is_empty()).count();
    let suggestion = suggest(form, &facts).map_err(Error::bug)?;
    let in_order = form.sections.iter().flat_map(|section| section.names());
    Ok(Verdict {
        sentence: sentence(asked.len() - filled, hard + faults.len(), soft, voice),
        filled,
        asked: asked.len(),
        hard,
        soft,
        missing: in_order.filter(|name| asked.contains(name) && !now.contains_key(*name)).map(str::to_owned).collect(),
        sections: parts(form, &asked, now, &faults, &flags),
        required: asked.into_iter().map(str::to_owned).collect(),
        skipped: skipped.into_iter().map(str::to_owned).collect(),
        faults,
        flags,
        sums: sums(form, now),
        suggestion: suggested(form, &suggestion, voice),
    })
}

/// A flag in the reader's language.
pub(crate) fn flag_shown(form: &Form, flag: &Flag, answers: &BTreeMap<String, String>, voice: &Voice) -> FlagShown {
    let (code, args) = of_flag(form, flag, voice.locale() == Locale::En);
    let key = flag.key();
    FlagShown {
        answer: answers.get(&key).cloned().unwrap_or_default(),
        key,
        check: flag.check.clone(),
        severity: flag.severity,
        fields: flag.fields.clone(),
        text: voice.code(code, &args),
    }
}

fn sentence(missing: usize, hard: usize, soft: usize, voice: &Voice) -> String {
    let counted = |key: &str, count: usize| (count > 0).then(|| voice.with(key, &Args::one("count", count)));
    let said: Vec<String> = [
        counted("collection-form-verdict-hard", hard),
        counted("collection-form-verdict-soft", soft),
        counted("collection-form-verdict-missing", missing),
    ]
    .into_iter()
    .flatten()
    .collect();
    if said.is_empty() { voice.word("collection-form-verdict-clean") } else { said.join("") }
}

fn parts(form: &Form, asked: &[&str], now: &Values, faults: &[FieldFault], flags: &[FlagShown]) -> Vec<Part> {
    let of_section = |section: &crate::model::form::Section| {
        let names: Vec<&str> = section.names().collect();
        let within = |name: &str| names.contains(&name);
        let beside = |flag: &&FlagShown| flag.fields.first().is_some_and(|name| within(name));
        let here = || asked.iter().filter(|name| within(name));
        let hard = flags.iter().filter(beside).filter(|flag| flag.severity == Severity::Hard).count();
        let open = |flag: &&FlagShown| flag.severity == Severity::Soft && flag.answer.is_empty();
        Part {
            name: section.name.clone(),
            filled: here().filter(|name| now.contains_key(**name)).count(),
            asked: here().count(),
            hard: hard + faults.iter().filter(|fault| within(&fault.field)).count(),
            soft: flags.iter().filter(beside).filter(open).count(),
        }
    };
    form.sections.iter().map(of_section).collect()
}

/// The identifier of a sum on the page.
pub(super) fn sum_id(section: &str, block: usize, place: &str) -> String {
    format!("sum-{section}-{block}-{place}")
}

/// The sums of grids: of each row, of each column, and of both where both are summed. What is missing counts as nought; a sum of
/// nothing is empty.
fn sums(form: &Form, now: &Values) -> BTreeMap<String, String> {
    let mut all = BTreeMap::new();
    for section in &form.sections {
        for (at, block) in section.blocks.iter().enumerate() {
            let Block::Grid(grid) = block else { continue };
            let mut put = |place: String, names: Vec<&String>| {
                let there: Vec<f64> = names.iter().filter_map(|name| now.get(*name)?.number()).collect();
                let sum = if there.is_empty() { String::new() } else { units::decimal(there.iter().sum(), 4) };
                all.insert(sum_id(&section.name, at, &place), sum);
            };
            if grid.sum_rows {
                grid.cells.iter().enumerate().for_each(|(row, cells)| put(format!("r{row}"), cells.iter().collect()));
            }
            if grid.sum_columns {
                for column in 0..grid.columns.len() {
                    put(format!("c{column}"), grid.cells.iter().filter_map(|cells| cells.get(column)).collect());
                }
            }
            if grid.sum_rows && grid.sum_columns {
                put("all".to_owned(), grid.cells.iter().flatten().collect());
            }
        }
    }
    all
}
