//! Writing a rule, page by page.

use std::collections::BTreeMap;

use op::{Error, Op};
use recognition::sentence::{Language, sentence};
use web::{Answer, Form, FormView, Reply, Request, Response, Voice, context};

use super::rule_fields::{add_row, remove_row, values};
use super::rule_steps::{BACK, Step, complete, names_for_codes, said, start};
use super::rule_text;
use crate::access::{Action, REGISTRAR, RuleVerb};
use crate::lists::{institution, institutions};
use crate::model::{Rule, RuleInput};
use crate::shown::Shower;
use crate::store;
use crate::work::preview::{self, Found, Preview};
use crate::work::rule::{self as work, StepInput};
use crate::work::{impact, place};

/// Courses offered to choose from; more are typed as text.
const COURSES_OFFERED: usize = 500;
/// Programmes offered to choose from.
const PROGRAMMES_OFFERED: i64 = 200;
/// Issuers suggested while one is typed: those whose outcomes the bank holds.
const ISSUERS_OFFERED: usize = 60;

/// `GET /credit/drafts/new`
pub(crate) fn new(request: Request) -> Answer {
    let (voice, asked) = (request.voice(), request.query_value("institution"));
    let as_text = request.query_value("mode").as_deref() == Some("text");
    Ok(Reply::read(move |op| {
        let code = institution(asked.as_deref(), op, &[REGISTRAR])?;
        op.check(&Action::Rule(RuleVerb::Draft, "", &place(op, &code)?))?;
        if as_text {
            return rule_text::editor(op, &voice, rule_text::start(&code, op.today()), None, None, false);
        }
        let mut fields = start(op.today());
        fields.push(("institution".to_owned(), code.clone()));
        let page = Page { step: Step::Source, institution: code, rule: None, read_back: None };
        page.show(op, &voice, FormView::new(fields))
    }))
}

/// One page of the form: of a new rule, or of a version that is being written.
struct Page<'a> {
    step: Step,
    institution: String,
    rule: Option<&'a Rule>,
    /// What is read back beside the fields; none = what the draft says.
    read_back: Option<&'a Preview>,
}

impl Page<'_> {
    fn show(&self, op: &Op, voice: &Voice, form: FormView) -> op::Result<Response> {
        let mut shower = Shower::new(voice.clone());
        let own = institutions(op, &[REGISTRAR], &mut shower)?;
        let here = shower.institution(op, &self.institution)?;
        let shown = self.rule.map(|rule| shower.rule(op, rule)).transpose()?;
        let preview = match (self.read_back, self.rule) {
            (Some(preview), _) => Some(previewed_context(op, &mut shower, preview)?),
            (None, Some(rule)) => Some(read_back(op, &mut shower, rule)?),
            (None, None) => None,
        };
        let found = store::programme::of_institution(op.conn(), &self.institution, PROGRAMMES_OFFERED)?;
        let programmes: Vec<_> = found.iter().map(|one| (one.code.clone(), one.title.clone())).collect();
        let mut courses: Vec<(String, String, units::Credit)> = found
            .iter()
            .flat_map(|one| &one.content.courses)
            .map(|course| (course.code.clone(), course.title.clone(), course.credit))
            .collect();
        courses.sort();
        courses.dedup();
        courses.truncate(COURSES_OFFERED);
        let titles: BTreeMap<_, _> = courses.iter().map(|(code, title, _)| (code.clone(), title.clone())).collect();
        let issuers = if self.step == Step::Check { Vec::new() } else { issuers(op, &mut shower)? };
        let step = (self.step.name(), self.step.number());
        Ok(Response::page(
            "credit/rule_form.html",
            context! { form, step, institution => here, institutions => own, rule => shown, programmes, courses, titles,
            issuers, preview },
        ))
    }
}

/// The names of issuers whose outcomes the bank holds.
fn issuers(op: &Op, shower: &mut Shower) -> op::Result<Vec<String>> {
    let mut codes: Vec<String> = Vec::new();
    while let Some(next) = store::standing::next_issuer(op.conn(), codes.last().map_or("", String::as_str))?
        && codes.len() < ISSUERS_OFFERED
    {
        codes.push(next);
    }
    codes.iter().map(|code| Ok(shower.institution(op, code)?.name)).collect()
}

/// A version read back, without whom it reaches.
fn read_back(op: &Op, shower: &mut Shower, rule: &Rule) -> op::Result<web::Context> {
    let engine = work::read_aloud(op, rule)?;
    let sentences = (sentence(&engine, Language::Zh), sentence(&engine, Language::En));
    preview_context(op, shower, (&sentences.0, &sentences.1), &preview::told(op, rule)?, None)
}

/// A preview in the reader's language, the other beside it.
pub(crate) fn previewed_context(op: &Op, shower: &mut Shower, preview: &Preview) -> op::Result<web::Context> {
    let sentences = (preview.sentence_zh.as_str(), preview.sentence_en.as_str());
    preview_context(op, shower, sentences, &preview.findings, Some(&preview.impact))
}

fn preview_context(
    op: &Op,
    shower: &mut Shower,
    (chinese, english): (&str, &str),
    findings: &[Found],
    impact: Option<&impact::Impact>,
) -> op::Result<web::Context> {
    let found = |one: &Found| (shower.voice.code(one.code, &one.args), one.forbids);
    let findings: Vec<(String, bool)> = findings.iter().map(found).collect();
    let impact = impact.map(|impact| impact_context(op, shower, impact)).transpose()?;
    let in_english = shower.voice.locale() == web::Locale::En;
    let (sentence, other) = if in_english { (english, chinese) } else { (chinese, english) };
    let (sentence, other) = (shower.with_names(op, sentence)?, shower.with_names_in(op, other, !in_english)?);
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

/// `POST /credit/drafts`: the first page of a new rule, or a text.
pub(crate) fn draft(request: Request) -> Answer {
    let (voice, key) = (request.voice(), request.key());
    let mut form = request.fields()?;
    if is_text(&mut form) {
        return rule_text::draft(&request, form);
    }
    let pressed = form.opt_text("do", 40).unwrap_or_default();
    let code = form.text("institution", 1..=18);
    if changes_rows(&mut form, &pressed) || pressed == "preview" {
        return Ok(Reply::long(move |op| shown_again(op, &voice, &form, Step::Source, &code, None)));
    }
    let sent = form.clone();
    let verb = move |op: &Op| {
        let input = said(op, &sent, Step::Source, &start(op.today()))?;
        complete(&sent, Step::Source, &input)?;
        work::draft(op, &input)
    };
    Ok(Reply::write(key, verb, |rule: Rule| to(&rule, Step::Target)).or(move |op, error| {
        let page = Page { step: Step::Source, institution: code, rule: None, read_back: None };
        page.show(op, &voice, form.view_of(error))
    }))
}

fn is_text(form: &mut Form) -> bool {
    form.opt_text("mode", 10).as_deref() == Some("text")
}

fn changes_rows(form: &mut Form, pressed: &str) -> bool {
    add_row(form, pressed) || remove_row(form, pressed)
}

/// To a page of a version.
fn to(rule: &Rule, step: Step) -> Response {
    Response::see_other(format!("/credit/rules/{}/versions/{}/edit?step={}", rule.id, rule.version, step.name()))
}

/// A page as it was sent, with what it says so far where that can be read.
fn shown_again(
    op: &Op,
    voice: &Voice,
    form: &Form,
    step: Step,
    code: &str,
    rule: Option<&Rule>,
) -> op::Result<Response> {
    op.check(&Action::Rule(RuleVerb::Draft, "", &place(op, code)?))?;
    let show = |preview: Option<&Preview>, form: FormView| {
        Page { step, institution: code.to_owned(), rule, read_back: preview }.show(op, voice, form)
    };
    match read(op, form, step, rule).and_then(|input| preview::preview(op, &input, rule.map(|rule| rule.id.as_str()))) {
        Ok(preview) => show(Some(&preview), form.view()),
        Err(error @ Error::Invalid(_)) => Ok(show(None, form.view_of(&error))?.status(422)),
        Err(error) => Err(error),
    }
}

/// What a sent page says together with the draft it belongs to.
fn read(op: &Op, form: &Form, step: Step, rule: Option<&Rule>) -> op::Result<RuleInput> {
    let kept = match rule {
        None => start(op.today()),
        Some(rule) => values(&rule.content).ok_or_else(|| Error::conflict(crate::rules::Refused::RuleOnlyText))?,
    };
    said(op, form, step, &kept)
}

/// `POST /credit/drafts/preview`: what is read back beside the fields while a rule is written.
pub(crate) fn live(request: Request) -> Answer {
    let voice = request.voice();
    let mut form = request.fields()?;
    let (id, number) = (form.opt_text("rule", 64), form.opt_int("version", 1..=i64::MAX));
    let step = Step::named(&form.opt_text("step", 20).unwrap_or_default());
    let text = is_text(&mut form).then(|| rule_text::said(&mut form, true));
    Ok(Reply::long(move |op| {
        let mut shower = Shower::new(voice);
        let rule = match (&id, number) {
            (Some(id), Some(number)) => Some(version(op, id, number)?),
            _ => None,
        };
        let input = match text {
            None => read(op, &form, step, rule.as_ref()),
            Some(rule_text::Said::One(input)) => Ok(*input),
            Some(_) => Err(Error::Invalid(form.faults())),
        };
        let preview = input.and_then(|input| preview::preview(op, &input, id.as_deref()));
        let (preview, form) = match preview {
            Ok(preview) => (Some(previewed_context(op, &mut shower, &preview)?), FormView::blank()),
            Err(error @ Error::Invalid(_)) => (None, form.view_of(&error)),
            Err(error) => return Err(error),
        };
        let rule = rule.map(|rule| shower.rule(op, &rule)).transpose()?;
        Ok(Response::page("credit/rule_preview.html", context! { preview, form, rule }))
    }))
}

/// The version of a rule a form is about.
pub(crate) fn version(op: &Op, id: &str, number: i64) -> op::Result<Rule> {
    work::versions(op, id)?.into_iter().find(|rule| rule.version == number).ok_or(Error::Missing)
}

/// `GET /credit/rules/{id}/versions/{version}/edit`
pub(crate) fn edit(request: Request) -> Answer {
    let (id, voice) = (request.path("id")?, request.voice());
    let number: i64 = request.path("version")?.parse().map_err(|_| Error::Missing)?;
    let as_text = request.query_value("mode").as_deref() == Some("text");
    let step = Step::named(&request.query_value("step").unwrap_or_default());
    let then = request.query_value("then").unwrap_or_default();
    let show = move |op: &Op| {
        let rule = version(op, &id, number)?;
        let institution = rule.content.institution.clone();
        op.check(&Action::Rule(RuleVerb::Edit, &id, &place(op, &institution)?))?;
        let fields = if as_text { None } else { values(&rule.content) };
        let Some(fields) = fields else {
            return rule_text::editor(op, &voice, rule_text::of(&rule), Some(&rule), None, !as_text);
        };
        let mut fields = names_for_codes(op, &mut Shower::new(voice.clone()), fields)?;
        fields.push(("then".to_owned(), then.clone()));
        let reached = match step {
            Step::Check => Some(preview::preview(op, &rule.content, Some(&id))?),
            _ => None,
        };
        let page = Page { step, institution, rule: Some(&rule), read_back: reached.as_ref() };
        page.show(op, &voice, FormView::new(fields))
    };
    Ok(if step == Step::Check { Reply::long(show) } else { Reply::read(show) })
}

/// `POST /credit/rules/{id}/versions/{version}/edit`: one page, or the text, of a version that is being written.
pub(crate) fn rewrite(request: Request) -> Answer {
    let (id, again, voice, key) = (request.path("id")?, request.path("id")?, request.voice(), request.key());
    let number: i64 = request.path("version")?.parse().map_err(|_| Error::Missing)?;
    let mut form = request.fields()?;
    if is_text(&mut form) {
        return rule_text::rewrite(&request, id, number, form);
    }
    let step = Step::named(&form.opt_text("step", 20).unwrap_or_default());
    let pressed = form.opt_text("do", 40).unwrap_or_default();
    if changes_rows(&mut form, &pressed) || pressed == "preview" {
        return Ok(Reply::long(move |op| {
            let rule = version(op, &id, number)?;
            shown_again(op, &voice, &form, step, &rule.content.institution, Some(&rule))
        }));
    }
    let (back, onward) = (pressed == BACK, step.after(&pressed));
    let at = StepInput { version: number, revision: form.int("revision", 0..=i64::MAX), reason: String::new() };
    let sent = form.clone();
    let verb = move |op: &Op| {
        sent.check()?;
        let input = read(op, &sent, step, Some(&version(op, &id, number)?))?;
        if !back {
            complete(&sent, step, &input)?;
        }
        work::edit(op, &id, &at, &input)
    };
    Ok(Reply::write(key, verb, move |rule: Rule| to(&rule, onward)).or(move |op, error| {
        let rule = version(op, &again, number)?;
        let institution = rule.content.institution.clone();
        Page { step, institution, rule: Some(&rule), read_back: None }.show(op, &voice, form.view_of(error))
    }))
}
