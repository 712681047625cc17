//! The forms that are shipped: what each asks and checks, and whether a document of one's own is a form and what it changes.

use op::{Error, Op};
use serde::Serialize;
use units::Args;
use web::{Answer, FormView, Locale, Reply, Request, Response, Voice, context};

use crate::form_shown::{FormShown, form_shown};
use crate::model::form::Form;
use crate::rules::compare::{Difference, differences};
use crate::rules::shipped::{DOCUMENT_BYTES_MAX, DocumentFault, Shipped, from_json, from_toml, shipped};

/// The largest document that is uploaded, with the fields beside it, in bytes.
pub(crate) const UPLOAD_BYTES_MAX: u64 = DOCUMENT_BYTES_MAX as u64 + 16 * 1024;
/// The most differences and findings that are shown.
const SHOWN_MAX: usize = 300;

/// A form in the list.
#[derive(Serialize)]
struct Listed {
    id: &'static str,
    title: String,
    version: i64,
    level: &'static str,
    fields: usize,
    checks: usize,
    source: String,
}

/// `GET /collection/forms`
pub(crate) fn list(request: Request) -> Answer {
    let voice = request.voice();
    Ok(Reply::now(Response::page("collection/forms.html", context! { forms => listed(&voice) })))
}

fn listed(voice: &Voice) -> Vec<Listed> {
    let english = voice.locale() == Locale::En;
    let one = |one: &Shipped| {
        let form = shipped(one.id)?;
        Some(Listed {
            id: one.id,
            title: form.title.said(english).to_owned(),
            version: form.version,
            level: form.level.name(),
            fields: form.fields.len(),
            checks: form.checks.len(),
            source: form.source.said(english).to_owned(),
        })
    };
    Shipped::ALL.iter().filter_map(one).collect()
}

/// `GET /collection/forms/{id}`
pub(crate) fn show(request: Request) -> Answer {
    let form = shipped(&request.path("id")?).ok_or(Error::Missing)?;
    Ok(Reply::now(definition(&form, &request.voice())))
}

/// The page of a form's definition: fields, formulas, checks in sentences.
pub(crate) fn definition(form: &Form, voice: &Voice) -> Response {
    Response::page("collection/form.html", context! { definition => form_shown(form, voice) })
}

/// `GET /collection/forms/comparison`
pub(crate) fn compare(request: Request) -> Answer {
    let voice = request.voice();
    Ok(Reply::read(move |_| Ok(check_page(&voice, FormView::blank(), &Compared::default()))))
}

/// What became of a document.
#[derive(Default, Serialize)]
struct Compared {
    /// What is wrong with it: where, and what.
    findings: Vec<(String, String)>,
    /// The form, if it is one.
    read: Option<FormShown>,
    /// The title of the form it is compared with; empty if none has its name.
    old: String,
    old_version: i64,
    differences: Vec<DifferenceShown>,
}

/// A difference with words for its part and its name.
#[derive(Serialize)]
struct DifferenceShown {
    #[serde(flatten)]
    difference: Difference,
    label: String,
}

fn check_page(voice: &Voice, form: FormView, compared: &Compared) -> Response {
    let forms = listed(voice);
    let compared = serde_json::to_value(compared).unwrap_or_default();
    Response::page("collection/form_comparison.html", context! { form, forms, compared })
}

/// `POST /collection/forms/comparison`: reads a document, tells what does not fit, and compares it with the shipped form of its name.
pub(crate) fn check(request: Request) -> Answer {
    let voice = request.voice();
    let mut form = request.fields()?;
    if !request.has_upload("file") {
        form.fault("file", "form.missing_file", Args::none());
        return Ok(Reply::read(move |_| Ok(check_page(&voice, form.view(), &Compared::default()).status(422))));
    }
    let upload = request.upload("file")?;
    let work = move |_: &Op| {
        let bytes =
            std::fs::read(&upload.path).map_err(|fault| Error::bug(format!("an upload cannot be read: {fault}")))?;
        let compared = compared(&bytes, &voice);
        let status = if compared.findings.is_empty() { 200 } else { 422 };
        Ok(check_page(&voice, form.view(), &compared).status(status))
    };
    Ok(Reply::long(work))
}

fn compared(bytes: &[u8], voice: &Voice) -> Compared {
    let english = voice.locale() == Locale::En;
    let text = String::from_utf8_lossy(bytes);
    let text = text.trim_start_matches('\u{feff}');
    let read = if text.trim_start().starts_with('{') { from_json(text) } else { from_toml(text) };
    let new = match read {
        Ok(new) => new,
        Err(fault) => return Compared { findings: findings(fault, voice), ..Compared::default() },
    };
    let mut compared = Compared { read: Some(form_shown(&new, voice)), ..Compared::default() };
    if let Some(old) = shipped(&new.id) {
        compared.old = old.title.said(english).to_owned();
        compared.old_version = old.version;
        let shown = |difference: Difference| {
            let name = difference.name.as_str();
            let label = |form: &Form| Some(form.field(name)?.label.said(english).to_owned());
            DifferenceShown { label: label(&new).or_else(|| label(&old)).unwrap_or_default(), difference }
        };
        compared.differences = differences(&old, &new).into_iter().take(SHOWN_MAX).map(shown).collect();
    }
    compared
}

fn findings(fault: DocumentFault, voice: &Voice) -> Vec<(String, String)> {
    match fault {
        DocumentFault::TooLarge => {
            let most = voice.with("collection-form-document-too_large", &Args::one("max", DOCUMENT_BYTES_MAX / 1024));
            vec![(String::new(), most)]
        }
        DocumentFault::Unreadable { at, why } => vec![(at, why)],
        DocumentFault::Unfit(found) => found.into_iter().map(|one| (one.at, one.why)).collect(),
    }
}
