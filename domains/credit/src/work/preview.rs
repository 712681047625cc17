//! A draft while it is written: its sentence, what the lint finds, whom it reaches; and rules as files.

use op::{Error, Op, Result};
use recognition::sentence::{Language, sentence};
use recognition::text::RuleFile;
use schemars::JsonSchema;
use serde::Serialize;
use serde_json::json;
use units::{Args, Fault};

use super::impact::{self, Impact};
use super::rule::{checked, findings, labelled, read_aloud};
use super::{place, place_typed};
use crate::access::{Action, RuleVerb};
use crate::model::{Content, Rule, RuleInput, RuleKind, RuleState};
use crate::rules::programme::text_fault;
use crate::rules::rule::{forbids, lint_args, lint_code};
use crate::store;

/// A finding of the lint.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Found {
    /// Code of its sentence.
    pub code: &'static str,
    /// Arguments of the sentence.
    #[schemars(with = "std::collections::BTreeMap<String, String>")]
    pub args: Args,
    /// The place in the rule.
    pub place: String,
    /// Whether it forbids handing the rule to the second person.
    pub forbids: bool,
}

/// What is told of a draft while it is written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Preview {
    /// The rule read back in Chinese.
    pub sentence_zh: String,
    /// The rule read back in English.
    pub sentence_en: String,
    /// What the lint finds.
    pub findings: Vec<Found>,
    /// Whom it reaches.
    pub impact: Impact,
}

/// Findings as they are told.
pub fn told(op: &Op, rule: &Rule) -> Result<Vec<Found>> {
    let found = findings(op, rule)?;
    let tell = |finding: &recognition::lint::Finding| Found {
        code: lint_code(finding.lint),
        args: lint_args(finding),
        place: finding.place.clone(),
        forbids: forbids(finding),
    };
    Ok(found.iter().map(tell).collect())
}

/// Content as the version it would become: of a rule that is being followed, or of a new one.
pub fn as_rule(op: &Op, input: &RuleInput, id: Option<&str>) -> Result<Rule> {
    let content = checked(input)?;
    let versions = match id {
        Some(id) => store::rule::versions(op.conn(), id)?,
        None => Vec::new(),
    };
    let latest = versions.first().map_or(1, |rule| rule.version);
    labelled(
        op,
        Rule {
            id: id.unwrap_or("draft").to_owned(),
            version: latest,
            content,
            source: String::new(),
            target: String::new(),
            state: RuleState::Draft,
            hash: String::new(),
            drafted_by: op.actor().id.clone(),
            drafted_at: op.now(),
            published_by: None,
            published_at: None,
            ended_at: None,
            reason: String::new(),
            revision: 0,
        },
    )
}

/// Previews content that is being written.
///
/// Errors: `Invalid` with every fault of the content; `Refused(credit.institution.unknown)`.
pub fn preview(op: &Op, input: &RuleInput, id: Option<&str>) -> Result<Preview> {
    let place = place_typed(op, &input.institution)?;
    op.check(&Action::Rule(RuleVerb::Draft, "", &place))?;
    let rule = as_rule(op, input, id)?;
    let engine = read_aloud(op, &rule)?;
    Ok(Preview {
        sentence_zh: sentence(&engine, Language::Zh),
        sentence_en: sentence(&engine, Language::En),
        findings: told(op, &rule)?,
        impact: impact::of(op, &rule)?,
    })
}

/// Rules of one imported file.
const IMPORT_MAX: usize = 200;

/// The rules of a text of the language. Their ids, versions and institutions are those of the file and are not kept.
///
/// # Errors
/// The first fault of the text; no rule in it, or more than one file may bring.
pub fn rules_of(text: &str) -> std::result::Result<Vec<Content>, Vec<Fault>> {
    let read = RuleFile::parse(text).map_err(|fault| vec![text_fault(&fault)])?;
    match read.rules.len() {
        0 => Err(vec![Fault::new("text", "credit.rule.none_in_text")]),
        1..=IMPORT_MAX => Ok(read.rules.into_iter().map(Content).collect()),
        _ => Err(vec![Fault::new("text", "credit.rule.too_many_in_text").with("max", IMPORT_MAX)]),
    }
}

/// Makes every rule of a file a draft of version 1.
///
/// Errors: `Invalid` with the first fault; `Refused(credit.institution.unknown)`.
pub fn import(op: &Op, institution: &str, text: &str) -> Result<Vec<Rule>> {
    let place = place_typed(op, institution)?;
    let pen = op.may(&Action::Rule(RuleVerb::Draft, "", &place))?;
    let contents = rules_of(text).map_err(Error::Invalid)?;
    let mut drafted = Vec::with_capacity(contents.len());
    for rule in contents {
        let input = RuleInput {
            institution: institution.to_owned(),
            rule,
            evidence_required: false,
            automatic: false,
            note: String::new(),
        };
        let mut rule = as_rule(op, &input, None)?;
        rule.id = op.id::<RuleKind>().to_string();
        rule.revision = 1;
        let rule = labelled(op, rule)?;
        store::rule::insert(&pen, &rule)?;
        pen.about(&rule.id);
        drafted.push(rule);
    }
    if let Some(first) = drafted.first() {
        pen.subject(&first.id);
        pen.tell(json!({ "version": 1, "target": first.target, "hash": first.hash }));
    }
    pen.about(&institution);
    Ok(drafted)
}

/// A version as a file of the language.
pub fn text(rule: &Rule) -> String {
    RuleFile { rules: vec![rule.engine()], ..RuleFile::default() }.text()
}

/// The published rules and programmes of an institution as one file; public.
pub fn published_text(op: &Op, institution: &str) -> Result<String> {
    place(op, institution)?;
    let rules = store::rule::published_of(op.conn(), institution, EXPORT_MAX)?;
    let programmes = store::programme::of_institution(op.conn(), institution, EXPORT_MAX)?;
    let file = RuleFile {
        rules: rules.iter().map(Rule::engine).collect(),
        programmes: programmes.into_iter().map(|one| one.content).collect(),
        changes: Vec::new(),
    };
    Ok(file.text())
}

/// Rules and programmes of one exported file: as many as one file may hold.
const EXPORT_MAX: i64 = 10_000;
