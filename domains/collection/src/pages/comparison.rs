//! Two forms beside each other: any two that somebody may see, or a document of one's own and the shipped form of its name.

use op::{Error, Op};
use serde::Serialize;
use units::Args;
use web::{Answer, FormView, Locale, Reply, Request, Response, Voice, context};

use crate::form_shown::{FormShown, form_shown};
use crate::lists::campaigns::reach;
use crate::model::form::Form;
use crate::rules::compare::{Difference, differences};
use crate::rules::shipped::{DOCUMENT_BYTES_MAX, DocumentFault, Shipped, from_json, from_toml, shipped};
use crate::store;

/// The largest document that is uploaded, with the fields beside it, in bytes.
pub(crate) const UPLOAD_BYTES_MAX: u64 = DOCUMENT_BYTES_MAX as u64 + 16 * 1024;
/// The most differences that are shown.
const SHOWN_MAX: usize = 300;
/// The most campaigns whose forms are offered, the latest first.
const CAMPAIGNS_MAX: i64 = 50;
/// What stands for the shipped forms where a campaign's id would.
const SHIPPED: &str = "shipped";

/// A form that can be chosen: by the campaign it was fixed in, or shipped.
#[derive(Clone, Serialize)]
struct Choice {
    value: String,
    text: String,
}

/// The forms the actor may compare: those shipped, and those of the campaigns they see, each as it was fixed there.
fn choices(op: &Op, voice: &Voice) -> op::Result<Vec<Choice>> {
    let english = voice.locale() == Locale::En;
    let named = |title: &str, version: i64, whose: &str| {
        voice.with("collection-form-choice", &Args::one("title", title).and("version", version).and("whose", whose))
    };
    let of_house = voice.word("collection-form-choice-shipped");
    let mut all: Vec<Choice> = Shipped::ALL
        .iter()
        .filter_map(|one| {
            let form = shipped(one.id)?;
            let text = named(form.title.said(english), form.version, &of_house);
            Some(Choice { value: format!("{SHIPPED}.{}", one.id), text })
        })
        .collect();
    let (inside, around) = match reach(op, None) {
        Ok(reach) => reach,
        // Who sees no campaigns compares what is shipped.
        Err(Error::Missing | Error::Forbidden(_)) => return Ok(all),
        Err(error) => return Err(error),
    };
    for campaign in store::campaign::around(op.conn(), (&inside, &around), None, None, true, CAMPAIGNS_MAX)? {
        let whose = if english && !campaign.title_en.is_empty() { &campaign.title_en } else { &campaign.title };
        for form in store::campaign::forms_of(op.conn(), &campaign.id)? {
            let title = if english && !form.title_en.is_empty() { &form.title_en } else { &form.title };
            let text = named(title, form.version, whose);
            all.push(Choice { value: format!("{}.{}", campaign.id, form.form), text });
        }
    }
    Ok(all)
}

/// A form that is among the choices.
fn chosen(op: &Op, choices: &[Choice], value: &str) -> op::Result<Form> {
    let (place, id) = value.split_once('.').ok_or(Error::Missing)?;
    if !choices.iter().any(|choice| choice.value == value) {
        return Err(Error::Missing);
    }
    let found = if place == SHIPPED { shipped(id) } else { store::campaign::form(op.conn(), place, id)? };
    found.ok_or(Error::Missing)
}

/// `GET /collection/forms/comparison`: what to compare, and two forms beside each other when they are chosen.
pub(crate) fn show(request: Request) -> Answer {
    let (voice, old, new) = (request.voice(), request.query_value("old"), request.query_value("new"));
    Ok(Reply::read(move |op| {
        let choices = choices(op, &voice)?;
        let (Some(old), Some(new)) = (&old, &new) else {
            return Ok(page(choices, FormView::blank(), &Compared::default()));
        };
        let pair = (chosen(op, &choices, old)?, chosen(op, &choices, new)?);
        let mut compared = beside(Some(&pair.0), &pair.1, &voice);
        compared.chosen = Some((old.clone(), new.clone()));
        Ok(page(choices, FormView::blank(), &compared))
    }))
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
    /// What was chosen from the lists, the old one and the new one.
    chosen: Option<(String, String)>,
    /// How many differences there are; of very many the first are shown.
    count: usize,
    differences: Vec<DifferenceShown>,
}

/// A difference with words for its part and its name.
#[derive(Serialize)]
struct DifferenceShown {
    #[serde(flatten)]
    difference: Difference,
    label: String,
}

fn page(choices: Vec<Choice>, form: FormView, compared: &Compared) -> Response {
    let compared = serde_json::to_value(compared).unwrap_or_default();
    Response::page("collection/form_comparison.html", context! { form, choices, compared })
}

/// `POST /collection/forms/comparison`: reads a document, tells what does not fit, and compares it with the shipped form of its name.
pub(crate) fn check(request: Request) -> Answer {
    let voice = request.voice();
    let mut form = request.fields()?;
    if !request.has_upload("file") {
        form.fault("file", "form.missing_file", Args::none());
        return Ok(Reply::read(
            move |op| Ok(page(choices(op, &voice)?, form.view(), &Compared::default()).status(422)),
        ));
    }
    let upload = request.upload("file")?;
    let work = move |op: &Op| {
        let bytes =
            std::fs::read(&upload.path).map_err(|fault| Error::bug(format!("an upload cannot be read: {fault}")))?;
        let compared = compared(&bytes, &voice);
        let status = if compared.findings.is_empty() { 200 } else { 422 };
        Ok(page(choices(op, &voice)?, form.view(), &compared).status(status))
    };
    Ok(Reply::long(work))
}

fn compared(bytes: &[u8], voice: &Voice) -> Compared {
    let text = String::from_utf8_lossy(bytes);
    let text = text.trim_start_matches('\u{feff}');
    let read = if text.trim_start().starts_with('{') { from_json(text) } else { from_toml(text) };
    match read {
        Ok(new) => beside(shipped(&new.id).as_ref(), &new, voice),
        Err(fault) => Compared { findings: findings(fault, voice), ..Compared::default() },
    }
}

/// What a form says otherwise than another, if there is one to compare it with.
fn beside(old: Option<&Form>, new: &Form, voice: &Voice) -> Compared {
    let english = voice.locale() == Locale::En;
    let mut compared = Compared { read: Some(form_shown(new, voice)), ..Compared::default() };
    let Some(old) = old else { return compared };
    compared.old = old.title.said(english).to_owned();
    compared.old_version = old.version;
    let shown = |difference: Difference| {
        let name = difference.name.as_str();
        let label = |form: &Form| Some(form.field(name)?.label.said(english).to_owned());
        DifferenceShown { label: label(new).or_else(|| label(old)).unwrap_or_default(), difference }
    };
    let found = differences(old, new);
    compared.count = found.len();
    compared.differences = found.into_iter().take(SHOWN_MAX).map(shown).collect();
    compared
}

fn findings(fault: DocumentFault, voice: &Voice) -> Vec<(String, String)> {
    fault.all().into_iter().map(|one| (one.field.clone(), voice.fault(&one))).collect()
}
