//! Writing a rule, and moving it on.

use op::Op;
use units::{Args, Day};
use web::{Answer, Form, FormView, Reply, Request, Response, Voice, context};

use super::rule_fields::{ROWS_MAX, add_row, read, values};
use crate::access::{Action, REGISTRAR, RuleVerb};
use crate::lists::{institution, institutions};
use crate::model::{Rule, RuleInput};
use crate::rules::application::REASON_CHARS_MAX;
use crate::rules::rule::{NOTE_CHARS_MAX, RULE_BYTES_MAX};
use crate::shown::Shower;
use crate::store;
use crate::work::preview::{self, Preview};
use crate::work::rule::{self as work, StepInput};
use crate::work::{impact, place};

/// Courses offered to choose from; more are typed as text.
const COURSES_OFFERED: usize = 500;
/// Programmes offered to choose from.
const PROGRAMMES_OFFERED: i64 = 200;

/// `GET /credit/drafts/new`
pub(crate) fn new(request: Request) -> Answer {
    let (voice, asked) = (request.voice(), request.query_value("institution"));
    let as_text = request.query_value("mode").as_deref() == Some("text");
    Ok(Reply::read(move |op| {
        let code = institution(asked.as_deref(), op, &[REGISTRAR])?;
        op.check(&Action::Rule(RuleVerb::Draft, "", &place(op, &code)?))?;
        let start = start(&code, op.today(), as_text);
        editor(op, &voice, FormView::new(start), &code, None, None)
    }))
}

/// What an empty form begins with.
fn start(institution: &str, today: Day, as_text: bool) -> Vec<(String, String)> {
    let mode = if as_text { "text" } else { "form" };
    let mut start = vec![("institution", institution.to_owned()), ("mode", mode.to_owned())];
    start.extend([("rows.source", "1".to_owned()), ("rows.course", "1".to_owned()), ("rows.cap", "1".to_owned())]);
    start.extend([("join", "all".to_owned()), ("effect", "study_and_exam".to_owned())]);
    start.push(("valid_from", today.to_string()));
    if as_text {
        start.push((
            "text",
            format!(
                "[[rule]]\nid = \"draft\"\nversion = 1\ninstitution = \"{institution}\"\nvalid_from = \"{today}\"\n\
             effect = \"study_and_exam\"\nsource = {{ title = \"\" }}\ntarget = {{ courses = [\"\"] }}\n"
            ),
        ));
    }
    start.into_iter().map(|(name, value)| (name.to_owned(), value)).collect()
}

/// The editor of a new rule, or of a version that is being written.
fn editor(
    op: &Op,
    voice: &Voice,
    form: FormView,
    institution: &str,
    rule: Option<&Rule>,
    preview: Option<&Preview>,
) -> op::Result<Response> {
    let mut shower = Shower::new(voice.clone());
    let own = institutions(op, &[REGISTRAR], &mut shower)?;
    let shown = rule.map(|rule| shower.rule(op, rule)).transpose()?;
    let found = store::programme::of_institution(op.conn(), institution, PROGRAMMES_OFFERED)?;
    let programmes: Vec<_> = found.iter().map(|one| (one.code.clone(), one.title.clone())).collect();
    let mut courses: Vec<(String, String, units::Credit)> = found
        .iter()
        .flat_map(|one| &one.content.courses)
        .map(|course| (course.code.clone(), course.title.clone(), course.credit))
        .collect();
    courses.sort();
    courses.dedup();
    courses.truncate(COURSES_OFFERED);
    let preview = preview.map(|preview| preview_context(op, &mut shower, preview)).transpose()?;
    Ok(Response::page(
        "credit/rule_form.html",
        context! { form, institutions => own, rule => shown, programmes, courses, preview, rows_max => ROWS_MAX },
    ))
}

/// A preview in the reader's language, the other beside it.
pub(crate) fn preview_context(op: &Op, shower: &mut Shower, preview: &Preview) -> op::Result<web::Context> {
    let found = |one: &preview::Found| (shower.voice.code(one.code, &one.args), one.forbids);
    let findings: Vec<(String, bool)> = preview.findings.iter().map(found).collect();
    let impact = impact_context(op, shower, &preview.impact)?;
    let english = shower.voice.locale() == web::Locale::En;
    let (sentence, other) = match english {
        true => (&preview.sentence_en, &preview.sentence_zh),
        false => (&preview.sentence_zh, &preview.sentence_en),
    };
    let (sentence, other) = (shower.with_names(op, sentence)?, shower.with_names(op, other)?);
    Ok(context! { sentence, other, findings, impact })
}

/// An impact with the names of the issuers.
pub(crate) fn impact_context(op: &Op, shower: &mut Shower, impact: &impact::Impact) -> op::Result<web::Context> {
    let mut issuers = Vec::with_capacity(impact.issuers.len());
    for one in &impact.issuers {
        issuers.push((shower.institution(op, &one.issuer)?.name, one.outcomes, one.learners));
    }
    Ok(context! { numbers => impact.clone(), issuers })
}

/// What a submitted editor asks for.
enum Asked {
    /// Keep it.
    Keep(RuleInput),
    /// Keep every rule of a text as a draft of its own.
    Import(String, String),
    /// Show it again with its sentence, findings and impact.
    Preview(RuleInput),
    /// Show it again as it is, with a row more or as text.
    Again,
}

/// Reads the editor: its fields or its text, and which button was pressed.
fn asked(form: &mut Form, many: bool) -> Asked {
    let pressed = form.opt_text("do", 20).unwrap_or_default();
    if add_row(form, &pressed) {
        return Asked::Again;
    }
    if form.opt_text("mode", 10).as_deref() == Some("text") {
        return asked_by_text(form, &pressed, many);
    }
    let Some(input) = read(form) else { return Asked::Again };
    match pressed.as_str() {
        "preview" => Asked::Preview(input),
        "as_text" => {
            let rule = input.rule.of_version("draft", 1, &input.institution);
            let file = recognition::text::RuleFile { rules: vec![rule.0], ..Default::default() };
            form.set("mode", "text");
            form.set("text", file.text());
            Asked::Again
        }
        _ => Asked::Keep(input),
    }
}

fn asked_by_text(form: &mut Form, pressed: &str, many: bool) -> Asked {
    let institution = form.text("institution", 1..=18);
    let text = form.long_text("text", 1..=RULE_BYTES_MAX);
    let (evidence_required, automatic) = (form.flag("evidence_required"), form.flag("automatic"));
    let note = form.opt_text("note", NOTE_CHARS_MAX).unwrap_or_default();
    if form.has_faults() {
        return Asked::Again;
    }
    match preview::rules_of(&text) {
        Ok(mut rules) if rules.len() == 1 => {
            let input = RuleInput { institution, rule: rules.remove(0), evidence_required, automatic, note };
            if pressed == "preview" { Asked::Preview(input) } else { Asked::Keep(input) }
        }
        Ok(_) if many => Asked::Import(institution, text),
        Ok(_) => {
            form.fault("text", "credit.rule.one_in_text", Args::none());
            Asked::Again
        }
        Err(faults) => {
            for fault in faults {
                form.fault("text", fault.code, fault.args);
            }
            Asked::Again
        }
    }
}

/// `POST /credit/drafts`
pub(crate) fn draft(request: Request) -> Answer {
    let (voice, key) = (request.voice(), request.key());
    let mut form = request.fields()?;
    let asked = asked(&mut form, true);
    let code = form.text("institution", 1..=18);
    let done = |rule: Rule| Response::see_other(format!("/credit/rules/{}", rule.id)).notice("credit-notice-drafted");
    match asked {
        Asked::Keep(input) => Ok(Reply::write(key, move |op| work::draft(op, &input), done)
            .or(move |op, error| editor(op, &voice, form.view_of(error), &code, None, None))),
        Asked::Import(institution, text) => {
            let whose = institution.clone();
            let done = move |drafted: Vec<Rule>| {
                Response::see_other(format!("/credit/drafts?institution={whose}"))
                    .notice_with("credit-notice-imported", Args::one("count", drafted.len()))
            };
            Ok(Reply::write(key, move |op| preview::import(op, &institution, &text), done)
                .or(move |op, error| editor(op, &voice, form.view_of(error), &code, None, None)))
        }
        Asked::Preview(input) => Ok(Reply::long(move |op| previewed(op, &voice, &form, &code, None, &input))),
        Asked::Again => Ok(Reply::read(move |op| shown_again(op, &voice, &form, &code, None))),
    }
}

fn shown_again(op: &Op, voice: &Voice, form: &Form, code: &str, rule: Option<&Rule>) -> op::Result<Response> {
    op.check(&Action::Rule(RuleVerb::Draft, "", &place(op, code)?))?;
    let status = if form.has_faults() { 422 } else { 200 };
    Ok(editor(op, voice, form.view(), code, rule, None)?.status(status))
}

/// The editor with a preview, or with what keeps one from being made.
fn previewed(
    op: &Op,
    voice: &Voice,
    form: &Form,
    code: &str,
    rule: Option<&Rule>,
    input: &RuleInput,
) -> op::Result<Response> {
    match preview::preview(op, input, rule.map(|rule| rule.id.as_str())) {
        Ok(preview) => editor(op, voice, form.view(), code, rule, Some(&preview)),
        Err(error @ op::Error::Invalid(_)) => {
            Ok(editor(op, voice, form.view_of(&error), code, rule, None)?.status(422))
        }
        Err(error) => Err(error),
    }
}

/// `POST /credit/drafts/preview`: the part of the editor that a script shows while a rule is written.
pub(crate) fn live(request: Request) -> Answer {
    let voice = request.voice();
    let mut form = request.fields()?;
    let id = form.opt_text("rule", 64);
    let asked = asked(&mut form, true);
    Ok(Reply::long(move |op| {
        let mut shower = Shower::new(voice);
        let (Asked::Keep(input) | Asked::Preview(input)) = asked else {
            return Ok(Response::page("credit/rule_preview.html", context! { preview => (), form => form.view() }));
        };
        match preview::preview(op, &input, id.as_deref()) {
            Ok(preview) => {
                let preview = preview_context(op, &mut shower, &preview)?;
                Ok(Response::page("credit/rule_preview.html", context! { preview, form => FormView::blank() }))
            }
            Err(error @ op::Error::Invalid(_)) => {
                let form = form.view_of(&error);
                Ok(Response::page("credit/rule_preview.html", context! { preview => (), form }))
            }
            Err(error) => Err(error),
        }
    }))
}

/// The version of a rule a form is about.
fn version(op: &Op, id: &str, number: i64) -> op::Result<Rule> {
    work::versions(op, id)?.into_iter().find(|rule| rule.version == number).ok_or(op::Error::Missing)
}

/// `GET /credit/rules/{id}/versions/{version}/edit`
pub(crate) fn edit(request: Request) -> Answer {
    let (id, voice) = (request.path("id")?, request.voice());
    let number: i64 = request.path("version")?.parse().map_err(|_| op::Error::Missing)?;
    let as_text = request.query_value("mode").as_deref() == Some("text");
    Ok(Reply::read(move |op| {
        let rule = version(op, &id, number)?;
        let code = rule.content.institution.clone();
        op.check(&Action::Rule(RuleVerb::Edit, &id, &place(op, &code)?))?;
        let fields = if as_text { None } else { values(&rule.content) };
        let mode = if fields.is_some() { "form" } else { "text" };
        let mut fields = fields.unwrap_or_else(|| beside(&rule));
        fields.push(("mode".to_owned(), mode.to_owned()));
        editor(op, &voice, FormView::new(fields), &code, Some(&rule), None)
    }))
}

/// The fields of a rule that is edited as text.
fn beside(rule: &Rule) -> Vec<(String, String)> {
    let flag = |set: bool| if set { "1" } else { "" }.to_owned();
    let fields = [
        ("institution", rule.content.institution.clone()),
        ("text", preview::text(rule)),
        ("evidence_required", flag(rule.content.evidence_required)),
        ("automatic", flag(rule.content.automatic)),
        ("note", rule.content.note.clone()),
    ];
    fields.into_iter().map(|(name, value)| (name.to_owned(), value)).collect()
}

/// `POST /credit/rules/{id}/versions/{version}/edit`
pub(crate) fn rewrite(request: Request) -> Answer {
    let (id, again, voice, key) = (request.path("id")?, request.path("id")?, request.voice(), request.key());
    let number: i64 = request.path("version")?.parse().map_err(|_| op::Error::Missing)?;
    let mut form = request.fields()?;
    let asked = asked(&mut form, false);
    let at = StepInput { version: number, revision: form.int("revision", 0..=i64::MAX), reason: String::new() };
    let shown = move |op: &Op, form: FormView| {
        let rule = version(op, &again, number)?;
        editor(op, &voice, form, &rule.content.institution, Some(&rule), None)
    };
    let done = |rule: Rule| {
        Response::see_other(format!("/credit/rules/{}?version={}", rule.id, rule.version))
            .notice("credit-notice-edited")
    };
    match asked {
        Asked::Keep(input) if !form.has_faults() => {
            Ok(Reply::write(key, move |op| work::edit(op, &id, &at, &input), done)
                .or(move |op, error| shown(op, form.view_of(error))))
        }
        Asked::Preview(input) => {
            let voice = request.voice();
            Ok(Reply::long(move |op| {
                let rule = version(op, &id, number)?;
                previewed(op, &voice, &form, &rule.content.institution, Some(&rule), &input)
            }))
        }
        _ => {
            let status = if form.has_faults() { 422 } else { 200 };
            Ok(Reply::read(move |op| Ok(shown(op, form.view())?.status(status))))
        }
    }
}

/// `GET /credit/rules/{id}/impact`: whom a version reaches.
pub(crate) fn reach(request: Request) -> Answer {
    let (id, voice) = (request.path("id")?, request.voice());
    let number: i64 = request.query_value("version").and_then(|text| text.parse().ok()).ok_or(op::Error::Missing)?;
    Ok(Reply::long(move |op| {
        let rule = version(op, &id, number)?;
        let mut shower = Shower::new(voice);
        let impact = impact_context(op, &mut shower, &impact::of(op, &rule)?)?;
        let rule = shower.rule(op, &rule)?;
        Ok(Response::page("credit/rule_impact.html", context! { rule, impact }))
    }))
}

/// `GET /credit/rules/{id}/file`: a version as a text file.
pub(crate) fn file(request: Request) -> Answer {
    let id = request.path("id")?;
    let number: Option<i64> = request.query_value("version").and_then(|text| text.parse().ok());
    Ok(Reply::read(move |op| {
        let versions = work::versions(op, &id)?;
        let rule = versions.iter().find(|rule| number.is_none_or(|number| rule.version == number));
        let rule = rule.ok_or(op::Error::Missing)?;
        let name = format!("{}-{}.toml", rule.id, rule.version);
        Ok(Response::bytes(preview::text(rule).into_bytes(), "application/toml", &name))
    }))
}

/// `GET /credit/institutions/{institution}/rules`: every published rule and programme of an institution as a text file.
pub(crate) fn institution_file(request: Request) -> Answer {
    let code = request.path("institution")?;
    Ok(Reply::long(move |op| {
        let text = preview::published_text(op, &code)?;
        Ok(Response::bytes(text.into_bytes(), "application/toml", &format!("rules-{code}.toml")))
    }))
}

/// A verb that moves a version on.
type Step = fn(&Op, &str, &StepInput) -> op::Result<Rule>;

fn step(request: &Request, verb: Step, notice: &'static str) -> Answer {
    let (id, again, voice, timeline) = (request.path("id")?, request.path("id")?, request.voice(), request.timeline());
    let mut form = request.fields()?;
    let at = StepInput {
        version: form.int("version", 1..=i64::MAX),
        revision: form.int("revision", 0..=i64::MAX),
        reason: form.opt_long_text("reason", REASON_CHARS_MAX).unwrap_or_default(),
    };
    let number = at.version;
    form.check()?;
    let done = move |rule: Rule| {
        Response::see_other(format!("/credit/rules/{}?version={}", rule.id, rule.version)).notice(notice)
    };
    Ok(Reply::write(request.key(), move |op| verb(op, &id, &at), done)
        .or(move |op, error| super::rules::page(op, &again, Some(number), voice, &timeline, form.view_of(error))))
}

/// `POST /credit/rules/{id}/submission`
pub(crate) fn submit(request: Request) -> Answer {
    step(&request, work::submit, "credit-notice-submitted")
}

/// `POST /credit/rules/{id}/publication`
pub(crate) fn publish(request: Request) -> Answer {
    step(&request, work::publish, "credit-notice-published")
}

/// `POST /credit/rules/{id}/return`
pub(crate) fn give_back(request: Request) -> Answer {
    step(&request, work::give_back, "credit-notice-rule_returned")
}

/// `POST /credit/rules/{id}/withdrawal`
pub(crate) fn withdraw(request: Request) -> Answer {
    step(&request, work::withdraw, "credit-notice-rule_withdrawn")
}

/// `POST /credit/rules/{id}/versions`
pub(crate) fn draft_next(request: Request) -> Answer {
    let id = request.path("id")?;
    let done = |rule: Rule| Response::see_other(format!("/credit/rules/{}/versions/{}/edit", rule.id, rule.version));
    Ok(Reply::write(request.key(), move |op| work::draft_next(op, &id), done))
}
