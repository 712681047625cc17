//! The forms that are shipped: what each asks and checks.

use op::Error;
use serde::Serialize;
use web::{Answer, Locale, Reply, Request, Response, Voice, context};

use crate::form_shown::form_shown;
use crate::model::form::Form;
use crate::rules::shipped::{Shipped, shipped};

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
