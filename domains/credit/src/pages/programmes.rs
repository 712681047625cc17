//! 专业培养方案: the list, a programme, and importing.

use op::Op;
use serde::Serialize;
use web::{Answer, Form, FormView, Reply, Request, Response, Voice, context};

use crate::access::{Action, REGISTRAR};
use crate::lists::programmes::{PROGRAMMES, fetch};
use crate::lists::{institution, institutions};
use crate::model::{Imported, ProgrammeFile};
use crate::shown::Shower;
use crate::work::{place, programme as work};

/// `GET /credit/programmes`
pub(crate) fn list(request: Request) -> Answer {
    let (voice, staff) = (request.voice(), request.actor.holds_anywhere(REGISTRAR));
    PROGRAMMES.respond_with(
        &request,
        "credit/programmes.html",
        move |op, query| fetch(op, query, &voice),
        move |_| Ok(context! { staff }),
    )
}

/// A version in the history of a programme.
#[derive(Serialize)]
struct VersionShown {
    version: i64,
    state: &'static str,
    imported_at: String,
}

/// `GET /credit/programmes/{institution}/{code}`
pub(crate) fn show(request: Request) -> Answer {
    let (institution, code, voice) = (request.path("institution")?, request.path("code")?, request.voice());
    Ok(Reply::read(move |op| {
        let versions = work::versions(op, &institution, &code)?;
        let history: Vec<VersionShown> = versions
            .iter()
            .map(|one| VersionShown {
                version: one.version,
                state: one.state.name(),
                imported_at: one.imported_at.to_string(),
            })
            .collect();
        let institution = Shower::new(voice).institution(op, &institution)?;
        let programme = versions.into_iter().next();
        Ok(Response::page("credit/programme.html", context! { institution, programme, history }))
    }))
}

/// `GET /credit/programmes/import`
pub(crate) fn new(request: Request) -> Answer {
    let (voice, asked) = (request.voice(), request.query_value("institution"));
    Ok(Reply::read(move |op| {
        let code = institution(asked.as_deref(), op, &[REGISTRAR])?;
        op.check(&Action::ImportProgrammes(&place(op, &code)?))?;
        form_page(op, voice, FormView::new([("institution".to_owned(), code)]))
    }))
}

fn form_page(op: &Op, voice: Voice, form: FormView) -> op::Result<Response> {
    let own = institutions(op, &[REGISTRAR], &mut Shower::new(voice))?;
    Ok(Response::page("credit/programme_import.html", context! { form, institutions => own }))
}

/// Characters of a text that is pasted; a file of more is refused by its size.
const TEXT_CHARS_MAX: usize = 1024 * 1024;

/// The text of a form that takes a file or what was pasted.
pub(super) fn text_of(request: &Request, form: &mut Form) -> op::Result<String> {
    let pasted = form.opt_long_text("text", TEXT_CHARS_MAX).unwrap_or_default();
    if !request.has_upload("file") {
        return Ok(pasted);
    }
    let upload = request.upload("file")?;
    let bytes = std::fs::read(&upload.path).map_err(op::Error::bug)?;
    Ok(String::from_utf8(bytes).unwrap_or_else(|_| {
        form.fault("file", "credit.programme.utf8", units::Args::none());
        String::new()
    }))
}

/// `POST /credit/programmes`: pasted, or a file.
pub(crate) fn import(request: Request) -> Answer {
    let (voice, key) = (request.voice(), request.key());
    let mut form = request.fields()?;
    let institution = form.text("institution", 1..=18);
    let text = text_of(&request, &mut form)?;
    if form.has_faults() {
        return Ok(Reply::read(move |op| Ok(form_page(op, voice, form.view())?.status(422))));
    }
    let input = ProgrammeFile { institution: institution.clone(), text };
    let done = move |imported: Imported| {
        Response::see_other(format!("/credit/programmes?institution={institution}"))
            .notice_with("credit-notice-programmes", units::Args::one("count", imported.stored))
    };
    Ok(Reply::write(key, move |op| work::import(op, &input), done)
        .or(move |op, error| form_page(op, voice, form.view_of(error))))
}
