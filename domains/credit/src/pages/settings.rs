//! Days and names that are set.

use std::collections::BTreeMap;

use op::Op;
use op::Permission;
use serde::Serialize;
use web::{Answer, FormView, Reply, Request, Response, Voice, context};

use crate::access::REVIEWER;
use crate::access::steps::Step;
use crate::lists::institutions;
use crate::model::{Setting, SettingsInput};
use crate::rules::setting::{NAME_CHARS_MAX, number, of_institution};
use crate::shown::Shower;
use crate::work::place;
use crate::work::setting as work;

/// A setting as it is shown.
#[derive(Serialize)]
struct SettingShown {
    name: &'static str,
    value: String,
    origin: String,
    number: bool,
    editable: bool,
}

/// `GET /credit/settings`
pub(crate) fn show(request: Request) -> Answer {
    let (voice, asked) = (request.voice(), request.query_value("institution"));
    Ok(Reply::read(move |op| page(op, voice, asked.as_deref(), None)))
}

fn page(op: &Op, voice: Voice, asked: Option<&str>, typed: Option<FormView>) -> op::Result<Response> {
    let mut shower = Shower::new(voice);
    let place = asked.map(|code| place(op, code)).transpose()?;
    let may = Step::Set(place.as_ref()).allows(op.actor());
    let mut settings = Vec::new();
    let mut values = Vec::new();
    for one in work::list(op, asked)? {
        let editable = may && (asked.is_none() || of_institution(one.name));
        if editable && one.origin == if asked.is_some() { "institution" } else { "bank" } {
            values.push((one.name.name().to_owned(), one.value.clone()));
        }
        let shown = number(one.name).is_some();
        settings.push(SettingShown {
            name: one.name.name(),
            value: if one.value.is_empty() { example(&shower, one.name) } else { one.value },
            origin: one.origin,
            number: shown,
            editable,
        });
    }
    let own = institutions(op, &[REVIEWER], &mut shower)?;
    let here = asked.map(|code| shower.institution(op, code)).transpose()?;
    let form = typed.unwrap_or_else(|| FormView::new(values));
    Ok(Response::page(
        "credit/settings.html",
        context! { settings, may, institution => here, institutions => own, form },
    ))
}

/// The shipped example of a name, in the language the setting is for.
fn example(shower: &Shower, setting: Setting) -> String {
    let locale = if setting == Setting::CommitteeNameEn { web::Locale::En } else { web::Locale::ZhCn };
    shower.voice.in_language(locale).word("credit-committee")
}

/// `POST /credit/settings`
pub(crate) fn set(request: Request) -> Answer {
    let (voice, key) = (request.voice(), request.key());
    let mut form = request.fields()?;
    let institution = form.opt_text("institution", 18);
    let mut values = BTreeMap::new();
    for setting in Setting::ALL.iter().filter(|one| institution.is_none() || of_institution(**one)) {
        values.insert(setting.name().to_owned(), form.opt_text(setting.name(), NAME_CHARS_MAX).unwrap_or_default());
    }
    let (again, target) = (
        institution.clone(),
        match &institution {
            Some(code) => format!("/credit/settings?institution={code}"),
            None => "/credit/settings".to_owned(),
        },
    );
    let input = SettingsInput { institution, values };
    Ok(Reply::write(
        key,
        move |op| work::set(op, &input),
        move |_| Response::see_other(target).notice("credit-notice-set"),
    )
    .or(move |op, error| page(op, voice, again.as_deref(), Some(form.view_of(error)))))
}
