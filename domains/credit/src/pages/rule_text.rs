//! A rule written as text: what the form cannot hold, and files of many rules.

use op::Op;
use units::{Args, Day};
use web::{Answer, Form, FormView, Reply, Request, Response, Voice, context};

use super::rule_form::{previewed_context, version};
use crate::access::{Action, REGISTRAR, RuleVerb};
use crate::lists::institutions;
use crate::model::{Rule, RuleInput};
use crate::rules::rule::{NOTE_CHARS_MAX, RULE_BYTES_MAX};
use crate::shown::Shower;
use crate::work::place;
use crate::work::preview::{self, Preview};
use crate::work::rule::{self as work, StepInput};

/// What a text says.
pub(crate) enum Said {
    /// One rule.
    One(Box<RuleInput>),
    /// Several, each to become a draft of its own.
    Many(String, String),
    /// Nothing that can be read; the faults are in the form.
    Nothing,
}

/// Reads the text of a form.
pub(crate) fn said(form: &mut Form, many: bool) -> Said {
    let institution = form.text("institution", 1..=18);
    let text = form.long_text("text", 1..=RULE_BYTES_MAX);
    let (evidence_required, automatic) = (form.flag("evidence_required"), form.flag("automatic"));
    let note = form.opt_text("note", NOTE_CHARS_MAX).unwrap_or_default();
    if form.has_faults() {
        return Said::Nothing;
    }
    match preview::rules_of(&text) {
        Ok(mut rules) if rules.len() == 1 => {
            let rule = rules.remove(0);
            Said::One(Box::new(RuleInput { institution, rule, evidence_required, automatic, note }))
        }
        Ok(_) if many => Said::Many(institution, text),
        Ok(_) => {
            form.fault("text", "credit.rule.one_in_text", Args::none());
            Said::Nothing
        }
        Err(faults) => {
            for fault in faults {
                form.fault("text", fault.code, fault.args);
            }
            Said::Nothing
        }
    }
}

/// The text a new rule begins with.
pub(crate) fn start(institution: &str, today: Day) -> FormView {
    let text = format!(
        "[[rule]]\nid = \"draft\"\nversion = 1\ninstitution = \"{institution}\"\nvalid_from = \"{today}\"\n\
         effect = \"study_and_exam\"\nsource = {{ title = \"\" }}\ntarget = {{ courses = [\"\"] }}\n"
    );
    FormView::new([("institution".to_owned(), institution.to_owned()), ("text".to_owned(), text)])
}

/// The text of a version, with what stands beside it.
pub(crate) fn of(rule: &Rule) -> FormView {
    let flag = |set: bool| if set { "1" } else { "" }.to_owned();
    let fields = [
        ("institution", rule.content.institution.clone()),
        ("text", preview::text(rule)),
        ("evidence_required", flag(rule.content.evidence_required)),
        ("automatic", flag(rule.content.automatic)),
        ("note", rule.content.note.clone()),
    ];
    FormView::new(fields.into_iter().map(|(name, value)| (name.to_owned(), value)))
}

/// The page: a text of a new rule, or of a version that is being written. `unfit` says that the form cannot hold it.
pub(crate) fn editor(
    op: &Op,
    voice: &Voice,
    form: FormView,
    rule: Option<&Rule>,
    preview: Option<&Preview>,
    unfit: bool,
) -> op::Result<Response> {
    let mut shower = Shower::new(voice.clone());
    let own = institutions(op, &[REGISTRAR], &mut shower)?;
    let shown = rule.map(|rule| shower.rule(op, rule)).transpose()?;
    let preview = preview.map(|preview| previewed_context(op, &mut shower, preview)).transpose()?;
    Ok(Response::page("credit/rule_text.html", context! { form, institutions => own, rule => shown, preview, unfit }))
}

/// Sends a text: previewed, imported, or kept as a draft of its own.
pub(crate) fn draft(request: &Request, mut form: Form) -> Answer {
    let (voice, key) = (request.voice(), request.key());
    let looking = form.opt_text("do", 20).as_deref() == Some("preview");
    match said(&mut form, true) {
        Said::One(input) if looking => Ok(Reply::long(move |op| shown(op, &voice, &form, None, Some(&input)))),
        Said::One(input) => Ok(Reply::write(
            key,
            move |op| work::draft(op, &input),
            |rule: Rule| Response::see_other(format!("/credit/rules/{}", rule.id)).notice("credit-notice-drafted"),
        )
        .or(move |op, error| editor(op, &voice, form.view_of(error), None, None, false))),
        Said::Many(institution, text) => {
            let whose = institution.clone();
            let done = move |drafted: Vec<Rule>| {
                Response::see_other(format!("/credit/drafts?institution={whose}"))
                    .notice_with("credit-notice-imported", Args::one("count", drafted.len()))
            };
            Ok(Reply::write(key, move |op| preview::import(op, &institution, &text), done)
                .or(move |op, error| editor(op, &voice, form.view_of(error), None, None, false)))
        }
        Said::Nothing => Ok(Reply::read(move |op| shown(op, &voice, &form, None, None))),
    }
}

/// Sends the text of a version that is being written.
pub(crate) fn rewrite(request: &Request, id: String, number: i64, mut form: Form) -> Answer {
    let (voice, key) = (request.voice(), request.key());
    let looking = form.opt_text("do", 20).as_deref() == Some("preview");
    let at = StepInput { version: number, revision: form.int("revision", 0..=i64::MAX), reason: String::new() };
    let said = said(&mut form, false);
    let again = id.clone();
    match said {
        Said::One(input) if !looking && !form.has_faults() => {
            let done = |rule: Rule| {
                Response::see_other(format!("/credit/rules/{}?version={}", rule.id, rule.version))
                    .notice("credit-notice-edited")
            };
            Ok(Reply::write(key, move |op| work::edit(op, &id, &at, &input), done).or(move |op, error| {
                let rule = version(op, &again, number)?;
                editor(op, &voice, form.view_of(error), Some(&rule), None, false)
            }))
        }
        said => Ok(Reply::long(move |op| {
            let rule = version(op, &id, number)?;
            let input = if let Said::One(input) = &said { Some(input) } else { None };
            shown(op, &voice, &form, Some(&rule), input.map(|input| &**input))
        })),
    }
}

/// The text again, with a preview where it can be read.
fn shown(op: &Op, voice: &Voice, form: &Form, rule: Option<&Rule>, input: Option<&RuleInput>) -> op::Result<Response> {
    let code = match (rule, input) {
        (Some(rule), _) => rule.content.institution.clone(),
        (None, Some(input)) => input.institution.clone(),
        (None, None) => form.clone().opt_text("institution", 18).unwrap_or_default(),
    };
    op.check(&Action::Rule(RuleVerb::Draft, "", &place(op, &code)?))?;
    let preview = input.map(|input| preview::preview(op, input, rule.map(|rule| rule.id.as_str()))).transpose();
    match preview {
        Ok(preview) => {
            let status = if form.has_faults() { 422 } else { 200 };
            Ok(editor(op, voice, form.view(), rule, preview.as_ref(), false)?.status(status))
        }
        Err(error @ op::Error::Invalid(_)) => {
            Ok(editor(op, voice, form.view_of(&error), rule, None, false)?.status(422))
        }
        Err(error) => Err(error),
    }
}
