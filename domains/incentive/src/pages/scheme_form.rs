//! Writing a scheme and moving it on.

use op::Op;
use web::{Answer, Form, FormView, Reply, Request, Response, Voice, context};

use crate::access::{Action, SchemeVerb};
use crate::lists::{authority, own_authorities};
use crate::model::{Basis, Class, POINTS_MAX, Scheme, SchemeInput, StepInput};
use crate::rules::REASON_CHARS_MAX;
use crate::shown::Shower;
use crate::work::{authority_place, scheme as work};

fn input(form: &mut Form) -> SchemeInput {
    let classes: Vec<&str> = Class::ALL.iter().map(|class| class.name()).collect();
    let class = form.choice("class", &classes);
    let basis = form.choice("basis", &["hour", "outcome", "once"]);
    SchemeInput {
        authority: form.text("authority", 1..=18),
        name: form.text("name", 1..=100),
        name_en: form.opt_text("name_en", 200).unwrap_or_default(),
        class: Class::named(&class).unwrap_or(Class::Any),
        basis: Basis::named(&basis).unwrap_or(Basis::Outcome),
        points: form.int("points", 1..=POINTS_MAX),
        hours_per_credit: form.opt_int("hours_per_credit", 1..=1_000),
        year_max: form.opt_int("year_max", 1..=POINTS_MAX),
        months: form.opt_int("months", 1..=600),
        valid_from: form.day("valid_from"),
        // The form asks for the last day, the scheme keeps the day after it.
        valid_to: form.opt_day("valid_until").map(|last| last.plus_days(1)),
        note: form.opt_text("note", 500).unwrap_or_default(),
    }
}

/// The values an editor starts from.
fn values(content: &SchemeInput) -> Vec<(String, String)> {
    let number = |value: Option<i64>| value.map(|value| value.to_string()).unwrap_or_default();
    let pairs = [
        ("authority", content.authority.clone()),
        ("name", content.name.clone()),
        ("name_en", content.name_en.clone()),
        ("class", content.class.name().to_owned()),
        ("basis", content.basis.name().to_owned()),
        ("points", content.points.to_string()),
        ("hours_per_credit", number(content.hours_per_credit)),
        ("year_max", number(content.year_max)),
        ("months", number(content.months)),
        ("valid_from", content.valid_from.to_string()),
        ("valid_until", content.valid_to.map(|end| end.plus_days(-1).to_string()).unwrap_or_default()),
        ("note", content.note.clone()),
    ];
    pairs.into_iter().map(|(name, value)| (name.to_owned(), value)).collect()
}

/// `GET /incentive/drafts/new`
pub(crate) fn new(request: Request) -> Answer {
    let (voice, asked) = (request.voice(), request.query_value("authority"));
    Ok(Reply::read(move |op| {
        let code = authority(asked.as_deref(), op)?;
        op.check(&Action::Scheme(SchemeVerb::Draft, "", &authority_place(op, &code)?))?;
        let start = [
            ("authority", code),
            ("class", "any".to_owned()),
            ("basis", "hour".to_owned()),
            ("valid_from", op.today().to_string()),
        ];
        let form = FormView::new(start.map(|(name, value)| (name.to_owned(), value)));
        editor(op, voice, form, None)
    }))
}

fn editor(op: &Op, voice: Voice, form: FormView, scheme: Option<&Scheme>) -> op::Result<Response> {
    let mut shower = Shower::new(voice);
    let own = own_authorities(op, &mut shower)?;
    let shown = scheme.map(|scheme| shower.scheme(op, scheme)).transpose()?;
    Ok(Response::page("incentive/scheme_form.html", context! { form, authorities => own, scheme => shown }))
}

fn at(scheme: &Scheme) -> String {
    format!("/incentive/schemes/{}?version={}", scheme.id, scheme.version)
}

/// `POST /incentive/drafts`
pub(crate) fn draft(request: Request) -> Answer {
    let (voice, key) = (request.voice(), request.key());
    let mut form = request.fields()?;
    let input = input(&mut form);
    if form.has_faults() {
        return Ok(Reply::read(move |op| Ok(editor(op, voice, form.view(), None)?.status(422))));
    }
    let done = |scheme: Scheme| Response::see_other(at(&scheme)).notice("incentive-notice-drafted");
    Ok(Reply::write(key, move |op| work::draft(op, &input), done)
        .or(move |op, error| editor(op, voice, form.view_of(error), None)))
}

/// The version of a scheme a form is about.
fn version(op: &Op, id: &str, number: i64) -> op::Result<Scheme> {
    work::versions(op, id)?.into_iter().find(|scheme| scheme.version == number).ok_or(op::Error::Missing)
}

/// `GET /incentive/schemes/{id}/versions/{version}/edit`
pub(crate) fn edit(request: Request) -> Answer {
    let (id, voice) = (request.path("id")?, request.voice());
    let number: i64 = request.path("version")?.parse().map_err(|_| op::Error::Missing)?;
    Ok(Reply::read(move |op| {
        let scheme = version(op, &id, number)?;
        op.check(&Action::Scheme(SchemeVerb::Edit, &id, &authority_place(op, &scheme.content.authority)?))?;
        editor(op, voice, FormView::new(values(&scheme.content)), Some(&scheme))
    }))
}

/// `POST /incentive/schemes/{id}/versions/{version}/edit`
pub(crate) fn rewrite(request: Request) -> Answer {
    let (id, again, voice, key) = (request.path("id")?, request.path("id")?, request.voice(), request.key());
    let number: i64 = request.path("version")?.parse().map_err(|_| op::Error::Missing)?;
    let mut form = request.fields()?;
    let input = input(&mut form);
    let step = StepInput { version: number, revision: form.int("revision", 0..=i64::MAX), reason: String::new() };
    if form.has_faults() {
        return Ok(Reply::read(move |op| {
            let scheme = version(op, &id, number)?;
            Ok(editor(op, voice, form.view(), Some(&scheme))?.status(422))
        }));
    }
    let done = |scheme: Scheme| Response::see_other(at(&scheme)).notice("incentive-notice-edited");
    Ok(Reply::write(key, move |op| work::edit(op, &id, &step, &input), done).or(move |op, error| {
        let scheme = version(op, &again, number)?;
        editor(op, voice, form.view_of(error), Some(&scheme))
    }))
}

/// A verb that moves a version on.
type Step = fn(&Op, &str, &StepInput) -> op::Result<Scheme>;

fn step(request: &Request, verb: Step, notice: &'static str) -> Answer {
    let (id, again, voice, timeline) = (request.path("id")?, request.path("id")?, request.voice(), request.timeline());
    let mut form = request.fields()?;
    let step = StepInput {
        version: form.int("version", 1..=i64::MAX),
        revision: form.int("revision", 0..=i64::MAX),
        reason: form.opt_long_text("reason", REASON_CHARS_MAX).unwrap_or_default(),
    };
    let number = step.version;
    form.check()?;
    let done = move |scheme: Scheme| Response::see_other(at(&scheme)).notice(notice);
    Ok(Reply::write(request.key(), move |op| verb(op, &id, &step), done)
        .or(move |op, error| super::schemes::page(op, &again, Some(number), voice, &timeline, form.view_of(error))))
}

/// `POST /incentive/schemes/{id}/submission`
pub(crate) fn submit(request: Request) -> Answer {
    step(&request, work::submit, "incentive-notice-submitted")
}

/// `POST /incentive/schemes/{id}/publication`
pub(crate) fn publish(request: Request) -> Answer {
    step(&request, work::publish, "incentive-notice-published")
}

/// `POST /incentive/schemes/{id}/return`
pub(crate) fn give_back(request: Request) -> Answer {
    step(&request, work::give_back, "incentive-notice-returned")
}

/// `POST /incentive/schemes/{id}/withdrawal`
pub(crate) fn withdraw(request: Request) -> Answer {
    step(&request, work::withdraw, "incentive-notice-withdrawn")
}

/// `POST /incentive/schemes/{id}/versions`
pub(crate) fn draft_next(request: Request) -> Answer {
    let id = request.path("id")?;
    let done = |scheme: Scheme| {
        Response::see_other(format!("/incentive/schemes/{}/versions/{}/edit", scheme.id, scheme.version))
    };
    Ok(Reply::write(request.key(), move |op| work::draft_next(op, &id), done))
}
