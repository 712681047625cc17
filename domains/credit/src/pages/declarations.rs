//! 自主存入: a learner enters an outcome, allows reading, attaches evidence, checks and hands it in.

use op::Op;
use serde::Serialize;
use units::Credit;
use web::{Answer, Form, FormView, Reply, Request, Response, Timeline, Voice, context};

use super::evidence::{Evidence, asked};
use crate::lists::learner;
use crate::lists::verifications::{look, word};
use crate::model::{Class, Declaration, DeclarationInput, DeclarationState};
use crate::rules::declaration::{CHART, OPEN_MAX};
use crate::shown::{Named, Shower, month};
use crate::work::application::AtRevision;
use crate::work::declaration::{self as work, DeclarationDetails};
use crate::work::verification;

/// Declarations on the learner's list.
const LIST_MAX: usize = 500;

/// A declaration as templates show it.
#[derive(Serialize)]
pub(crate) struct DeclarationShown {
    id: String,
    institution: Named,
    state: &'static str,
    state_word: String,
    class: &'static str,
    title: String,
    code: String,
    issuer: String,
    major: String,
    detail: String,
    level: String,
    category: String,
    credit: String,
    hours: String,
    grade: String,
    obtained: String,
    filed_at: String,
    decided_at: String,
    reason: String,
    outcome: String,
    revision: i64,
}

pub(crate) fn declaration_shown(op: &Op, shower: &mut Shower, one: &Declaration) -> op::Result<DeclarationShown> {
    let said = &one.content;
    let at = |moment: Option<units::Instant>| moment.map(|at| at.to_string()).unwrap_or_default();
    let detail = [said.certificate_kind.as_str(), said.certificate_level.as_str()];
    Ok(DeclarationShown {
        id: one.id.clone(),
        institution: shower.institution(op, &said.institution)?,
        state: look(one.state),
        state_word: shower.voice.word(&word(one.state)),
        class: said.class.name(),
        title: said.title.clone(),
        code: said.code.clone(),
        issuer: said.issuer.clone(),
        major: said.major.clone(),
        detail: detail.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · "),
        level: shower.coded(&codes::LEVEL, &said.level),
        category: shower.coded(&codes::CATEGORY, &said.category),
        credit: said.credit.clone(),
        hours: said.hours.clone(),
        grade: said.grade.clone(),
        obtained: units::Month::parse(&said.obtained).map_or_else(|_| said.obtained.clone(), month),
        filed_at: at(one.filed_at),
        decided_at: at(one.decided_at),
        reason: one.reason.clone(),
        outcome: one.outcome.clone().unwrap_or_default(),
        revision: one.revision,
    })
}

/// What every page about one declaration shows.
pub(crate) fn declaration_context(op: &Op, voice: Voice, details: &DeclarationDetails) -> op::Result<web::Context> {
    let mut shower = Shower::new(voice);
    let deposited_by = match &details.deposited_by {
        Some(code) => shower.institution(op, code)?.name,
        None => String::new(),
    };
    Ok(context! {
        declaration => declaration_shown(op, &mut shower, &details.declaration)?,
        state => details.declaration.state,
        attachments => details.attachments.clone(),
        consented => details.consented,
        deposited_by,
        learner => details.declaration.learner.clone(),
        learner_name => details.learner_name.clone().unwrap_or_default(),
    })
}

/// What of a learner's declarations is not in the passbook as an outcome, for the page of the passbook.
pub(crate) fn unverified(op: &Op, shower: &mut Shower, learner: &str) -> op::Result<Vec<DeclarationShown>> {
    let found = work::own_list(op, learner, None, LIST_MAX)?;
    let open = found.iter().filter(|one| one.state == DeclarationState::Unverified);
    open.map(|one| declaration_shown(op, shower, one)).collect()
}

/// `GET /credit/declarations`
pub(crate) fn list(request: Request) -> Answer {
    let (learner, voice) = (learner(&request)?, request.voice());
    Ok(Reply::read(move |op| {
        let mut shower = Shower::new(voice);
        let found = work::own_list(op, &learner, None, LIST_MAX)?;
        let rows = found.iter().map(|one| declaration_shown(op, &mut shower, one)).collect::<op::Result<Vec<_>>>()?;
        Ok(Response::page("credit/declarations.html", context! { rows, open_max => OPEN_MAX }))
    }))
}

/// The fields of the form: texts as typed, because the rules of deposited files say what is wrong with them.
fn input(form: &mut Form) -> DeclarationInput {
    let classes: Vec<&str> = Class::ALL.iter().map(|class| class.name()).collect();
    let class = form.choice("class", &classes);
    DeclarationInput {
        institution: form.text("institution", 1..=18),
        class: Class::named(&class).unwrap_or(Class::Training),
        title: form.text("title", 1..=200),
        code: form.opt_text("code", 64).unwrap_or_default(),
        issuer: form.text("issuer", 1..=200),
        major: form.opt_text("major", 100).unwrap_or_default(),
        certificate_kind: form.opt_text("certificate_kind", 100).unwrap_or_default(),
        certificate_level: form.opt_text("certificate_level", 100).unwrap_or_default(),
        level: form.opt_text("level", 64).unwrap_or_default(),
        category: form.opt_text("category", 64).unwrap_or_default(),
        credit: form.opt_credit("credit").map(|credit: Credit| credit.to_string()).unwrap_or_default(),
        hours: form.opt_text("hours", 64).unwrap_or_default(),
        grade: form.opt_text("grade", 64).unwrap_or_default(),
        obtained: form.text("obtained", 1..=64),
    }
}

/// The values the form starts from.
fn values(said: &DeclarationInput) -> FormView {
    let pairs = [
        ("institution", said.institution.as_str()),
        ("class", said.class.name()),
        ("title", &said.title),
        ("code", &said.code),
        ("issuer", &said.issuer),
        ("major", &said.major),
        ("certificate_kind", &said.certificate_kind),
        ("certificate_level", &said.certificate_level),
        ("level", &said.level),
        ("category", &said.category),
        ("credit", &said.credit),
        ("hours", &said.hours),
        ("grade", &said.grade),
        ("obtained", &said.obtained),
    ];
    FormView::new(pairs.map(|(name, value)| (name.to_owned(), value.to_owned())))
}

/// The form, for a new declaration or for one that can still be changed.
fn editor(op: &Op, voice: Voice, form: FormView, declaration: Option<&str>) -> op::Result<Response> {
    let english = voice.locale() == web::Locale::En;
    let mut shower = Shower::new(voice);
    let institutions =
        work::institutions(op)?.iter().map(|code| shower.institution(op, code)).collect::<op::Result<Vec<_>>>()?;
    let classes: Vec<&str> = Class::ALL.iter().map(|class| class.name()).collect();
    let items = |table: &'static codes::CodeTable| {
        let named = |item: &codes::CodeItem| (item.key, if english { item.en } else { item.zh });
        table.items.iter().map(named).collect::<Vec<_>>()
    };
    Ok(Response::page(
        "credit/declaration_form.html",
        context! {
            form, institutions, classes, levels => items(&codes::LEVEL), categories => items(&codes::CATEGORY),
            declaration => declaration.map(str::to_owned),
        },
    ))
}

/// `GET /credit/declarations/new`
pub(crate) fn new(request: Request) -> Answer {
    let voice = request.voice();
    Ok(Reply::read(move |op| editor(op, voice, FormView::blank(), None)))
}

/// `POST /credit/declarations`
pub(crate) fn begin(request: Request) -> Answer {
    let (voice, key) = (request.voice(), request.key());
    let mut form = request.fields()?;
    let input = input(&mut form);
    if form.has_faults() {
        return Ok(Reply::read(move |op| Ok(editor(op, voice, form.view(), None)?.status(422))));
    }
    let done = |one: Declaration| Response::see_other(format!("/credit/declarations/{}/evidence", one.id));
    Ok(Reply::write(key, move |op| work::begin(op, &input), done)
        .or(move |op, error| editor(op, voice, form.view_of(error), None)))
}

/// `GET /credit/declarations/{id}/edit`
pub(crate) fn edit(request: Request) -> Answer {
    let (id, voice) = (request.path("id")?, request.voice());
    Ok(Reply::read(move |op| {
        let details = work::own(op, &id)?;
        editor(op, voice, values(&details.declaration.content), Some(&id))
    }))
}

/// `POST /credit/declarations/{id}/edit`
pub(crate) fn change(request: Request) -> Answer {
    let (id, again, voice, key) = (request.path("id")?, request.path("id")?, request.voice(), request.key());
    let mut form = request.fields()?;
    let input = input(&mut form);
    if form.has_faults() {
        return Ok(Reply::read(move |op| Ok(editor(op, voice, form.view(), Some(&id))?.status(422))));
    }
    let done = |one: Declaration| Response::see_other(format!("/credit/declarations/{}/evidence", one.id));
    Ok(Reply::write(key, move |op| work::change(op, &id, &input), done)
        .or(move |op, error| editor(op, voice, form.view_of(error), Some(&again))))
}

/// `GET /credit/declarations/{id}`
pub(crate) fn show(request: Request) -> Answer {
    let (id, voice, timeline) = (request.path("id")?, request.voice(), request.timeline());
    Ok(Reply::read(move |op| page(op, &id, voice, &timeline, FormView::blank())))
}

fn page(op: &Op, id: &str, voice: Voice, timeline: &Timeline, form: FormView) -> op::Result<Response> {
    let details = work::own(op, id)?;
    let offered: Vec<&str> =
        CHART.offered(details.declaration.state.name(), &["learner"]).map(|step| step.verb).collect();
    let entries = timeline.rows(op, id, 50)?;
    let context = declaration_context(op, voice, &details)?;
    Ok(Response::page("credit/declaration.html", context! { offered, entries, form, ..context }))
}

/// The step of evidence.
static EVIDENCE: Evidence = Evidence {
    of: "/credit/declarations",
    page: evidence_page,
    consent: |op, id, given| work::consent(op, id, given).map(drop),
    attach: |app, actor, id, name, path, hash| work::attach_upload(app, actor, id, name, path, hash).map(drop),
    detach: |op, id, hash| work::detach(op, id, hash).map(drop),
    read: verification::evidence,
};

fn evidence_page(op: &Op, id: &str, voice: Voice, form: FormView) -> op::Result<Response> {
    let details = work::own(op, id)?;
    let waits = details.declaration.consent.is_some() && !details.consented;
    let context = declaration_context(op, voice, &details)?;
    Ok(Response::page("credit/declaration_evidence.html", context! { form, ..asked(waits, context) }))
}

/// `GET /credit/declarations/{id}/evidence`
pub(crate) fn evidence(request: Request) -> Answer {
    EVIDENCE.show(&request)
}

/// `POST /credit/declarations/{id}/consent`
pub(crate) fn consent(request: Request) -> Answer {
    EVIDENCE.allow(&request)
}

/// `POST /credit/declarations/{id}/attachments`
pub(crate) fn attach(request: Request) -> Answer {
    EVIDENCE.upload(&request)
}

/// `POST /credit/declarations/{id}/attachments/{hash}/removal`
pub(crate) fn detach(request: Request) -> Answer {
    EVIDENCE.remove(&request)
}

/// `GET /credit/declarations/{id}/attachments/{hash}`: for the learner, and recorded for the verifying institution.
pub(crate) fn download(request: Request) -> Answer {
    EVIDENCE.download(&request)
}

/// `GET /credit/declarations/{id}/check`
pub(crate) fn check(request: Request) -> Answer {
    let (id, voice) = (request.path("id")?, request.voice());
    Ok(Reply::read(move |op| check_page(op, &id, voice, FormView::blank())))
}

fn check_page(op: &Op, id: &str, voice: Voice, form: FormView) -> op::Result<Response> {
    let details = work::own(op, id)?;
    let context = declaration_context(op, voice, &details)?;
    Ok(Response::page("credit/declaration_check.html", context! { form, ..context }))
}

/// `POST /credit/declarations/{id}/filing`
pub(crate) fn file(request: Request) -> Answer {
    let (id, again, voice, key) = (request.path("id")?, request.path("id")?, request.voice(), request.key());
    let mut form = request.fields()?;
    let at = AtRevision { revision: form.int("revision", 0..=i64::MAX) };
    form.check()?;
    let target = format!("/credit/declarations/{id}");
    Ok(Reply::write(
        key,
        move |op| work::file(op, &id, &at),
        move |_| Response::see_other(target).notice("credit-notice-declared"),
    )
    .or(move |op, error| check_page(op, &again, voice, form.view_of(error))))
}

/// `POST /credit/declarations/{id}/withdrawal`
pub(crate) fn withdraw(request: Request) -> Answer {
    let (id, again, voice, timeline) = (request.path("id")?, request.path("id")?, request.voice(), request.timeline());
    let mut form = request.fields()?;
    let at = AtRevision { revision: form.int("revision", 0..=i64::MAX) };
    form.check()?;
    let target = format!("/credit/declarations/{id}");
    Ok(Reply::write(
        request.key(),
        move |op| work::withdraw(op, &id, &at),
        move |_| Response::see_other(target).notice("credit-notice-declaration_withdrawn"),
    )
    .or(move |op, error| page(op, &again, voice, &timeline, form.view_of(error))))
}
