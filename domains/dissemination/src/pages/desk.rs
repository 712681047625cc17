//! The desk of those who publish: their dataflows, making one, handing over a release.

use op::{Error, Op};
use serde::Serialize;
use web::{Answer, Form, FormView, Reply, Request, Response, Voice, context};

use super::steps::at;
use crate::access::{Action, Verb, regions};
use crate::model::{Category, Dataflow, DataflowInput, Release, ReleaseHead, ReleaseState, Structure, Suppression};
use crate::rules::CHANGE_CHARS_MAX;
use crate::shown::{self, FlowShown, ReleaseShown};
use crate::store;
use crate::work::intake::{self, Take};
use crate::work::{dataflow as flows, release as work, upload};

/// Bytes of an upload, structure and observations together: a million observations as a plain table.
pub(crate) const UPLOAD_BYTES_MAX: u64 = 128 * 1024 * 1024;

/// A dataflow with its newest release in any state.
#[derive(Serialize)]
struct Entry {
    flow: FlowShown,
    release: Option<ReleaseShown>,
    waits: bool,
}

/// `GET /data/desk`
pub(crate) fn list(request: Request) -> Answer {
    let voice = request.voice();
    Ok(Reply::read(move |op| {
        let own = regions(op.actor());
        let region = own.first().ok_or(Error::Missing)?;
        op.check(&Action { verb: Verb::View, dataflow: "", region })?;
        let mut entries = Vec::new();
        for flow in store::dataflow::all(op.conn())? {
            let action = Action { verb: Verb::View, dataflow: &flow.content.id, region: &flow.content.region };
            if op.check(&action).is_err() {
                continue;
            }
            let newest = store::release::of(op.conn(), &flow.content.id)?.into_iter().next();
            entries.push(Entry {
                waits: newest.as_ref().is_some_and(|one| one.state == ReleaseState::Proposed),
                release: newest.as_ref().map(|one| shown::release(&voice, one)),
                flow: shown::flow(&voice, &flow),
            });
        }
        let may_write = op.check(&Action { verb: Verb::Write, dataflow: "", region }).is_ok();
        Ok(Response::page("dissemination/desk.html", context! { entries, may_write }))
    }))
}

fn input(form: &mut Form) -> DataflowInput {
    let categories: Vec<&str> = Category::ALL.iter().map(|one| one.name()).collect();
    let category = form.choice("category", &categories);
    DataflowInput {
        id: form.opt_text("id", 40).unwrap_or_default(),
        region: form.text("region", 6..=6),
        category: Category::named(&category).unwrap_or(Category::General),
        name: form.text("name", 1..=100),
        name_en: form.opt_text("name_en", 200).unwrap_or_default(),
        summary: form.text("summary", 1..=300),
        summary_en: form.opt_text("summary_en", 600).unwrap_or_default(),
        licence: form.text("licence", 1..=200),
        licence_en: form.opt_text("licence_en", 400).unwrap_or_default(),
        licence_address: form.opt_text("licence_address", 300).unwrap_or_default(),
        origin: form.text("origin", 1..=300),
        origin_en: form.opt_text("origin_en", 600).unwrap_or_default(),
        methodology: form.long_text("methodology", 1..=8_000),
        methodology_en: form.opt_long_text("methodology_en", 16_000).unwrap_or_default(),
        contact: form.text("contact", 1..=300),
        contact_en: form.opt_text("contact_en", 600).unwrap_or_default(),
        example: form.flag("example"),
        suppression: suppression(form),
    }
}

/// What is not published because it is small: nothing where no threshold is given.
fn suppression(form: &mut Form) -> Option<Suppression> {
    let totals = form.opt_text("totals", 200).unwrap_or_default();
    let counts = form.opt_text("counts", 1_000).unwrap_or_default();
    let threshold = form.opt_int("threshold", 0..=i64::MAX)?;
    let apart = |text: &str| -> Vec<String> {
        text.split([' ', '+', ',', '，', '、']).filter(|one| !one.is_empty()).map(str::to_owned).collect()
    };
    let (counts_in, counts) = counts.split_once(['=', '＝']).unwrap_or(("", &counts));
    Some(Suppression {
        threshold,
        totals: apart(&totals),
        counts_in: counts_in.trim().to_owned(),
        counts: apart(counts),
    })
}

fn values(flow: &Dataflow) -> FormView {
    let content = &flow.content;
    let rule = content.suppression.clone().unwrap_or_default();
    let counts =
        if rule.counts_in.is_empty() { String::new() } else { format!("{}={}", rule.counts_in, rule.counts.join("+")) };
    let pairs = [
        ("threshold", content.suppression.as_ref().map(|rule| rule.threshold.to_string()).unwrap_or_default()),
        ("totals", rule.totals.join(" ")),
        ("counts", counts),
        ("id", content.id.clone()),
        ("region", content.region.clone()),
        ("category", content.category.name().to_owned()),
        ("name", content.name.clone()),
        ("name_en", content.name_en.clone()),
        ("summary", content.summary.clone()),
        ("summary_en", content.summary_en.clone()),
        ("licence", content.licence.clone()),
        ("licence_en", content.licence_en.clone()),
        ("licence_address", content.licence_address.clone()),
        ("origin", content.origin.clone()),
        ("origin_en", content.origin_en.clone()),
        ("methodology", content.methodology.clone()),
        ("methodology_en", content.methodology_en.clone()),
        ("contact", content.contact.clone()),
        ("contact_en", content.contact_en.clone()),
        ("example", if content.example { "1".to_owned() } else { String::new() }),
    ];
    FormView::new(pairs.map(|(name, value)| (name.to_owned(), value)))
}

fn editor(form: FormView, flow: Option<FlowShown>) -> Response {
    let categories: Vec<&str> = Category::ALL.iter().map(|one| one.name()).collect();
    Response::page("dissemination/flow_form.html", context! { form, flow, categories })
}

/// `GET /data/desk/new`
pub(crate) fn new(_: Request) -> Answer {
    Ok(Reply::read(|op| {
        let region = regions(op.actor()).into_iter().next().ok_or(Error::Missing)?;
        op.check(&Action { verb: Verb::Write, dataflow: "", region: &region })?;
        Ok(editor(FormView::new([("region".to_owned(), region), ("id".to_owned(), "DF_".to_owned())]), None))
    }))
}

/// `POST /data/desk`
pub(crate) fn make(request: Request) -> Answer {
    let key = request.key();
    let mut form = request.fields()?;
    let input = input(&mut form);
    if form.has_faults() {
        return Ok(Reply::now(editor(form.view(), None).status(422)));
    }
    let done = |flow: Dataflow| {
        Response::see_other(format!("/data/desk/{}/releases/new", flow.content.id)).notice("dissemination-notice-made")
    };
    Ok(Reply::write(key, move |op| flows::make(op, &input), done)
        .or(move |_, error| Ok(editor(form.view_of(error), None))))
}

/// The dataflow an editor is about, for whoever may change it.
fn own(op: &Op, id: &str, verb: Verb) -> op::Result<Dataflow> {
    let flow = flows::one(op, id)?;
    op.check(&Action { verb, dataflow: id, region: &flow.content.region })?;
    Ok(flow)
}

/// `GET /data/desk/{dataflow}/edit`
pub(crate) fn edit(request: Request) -> Answer {
    let (id, voice) = (request.path("dataflow")?, request.voice());
    Ok(Reply::read(move |op| {
        let flow = own(op, &id, Verb::Write)?;
        Ok(editor(values(&flow), Some(shown::flow(&voice, &flow))))
    }))
}

/// `POST /data/desk/{dataflow}/edit`
pub(crate) fn rewrite(request: Request) -> Answer {
    let (id, again, voice, key) =
        (request.path("dataflow")?, request.path("dataflow")?, request.voice(), request.key());
    let mut form = request.fields()?;
    let (revision, input) = (form.int("revision", 0..=i64::MAX), input(&mut form));
    let page =
        move |op: &Op, form: FormView| Ok(editor(form, Some(shown::flow(&voice, &own(op, &again, Verb::Write)?))));
    if form.has_faults() {
        return Ok(Reply::read(move |op| Ok(page(op, form.view())?.status(422))));
    }
    let done = |flow: Dataflow| {
        Response::see_other(format!("/data/{}", flow.content.id)).notice("dissemination-notice-edited")
    };
    Ok(Reply::write(key, move |op| flows::rewrite(op, &id, revision, &input), done)
        .or(move |op, error| page(op, form.view_of(error))))
}

/// A fault of an upload as a page shows it.
#[derive(Serialize)]
struct CellFault {
    row: String,
    column: String,
    text: String,
}

fn cell_faults(voice: &Voice, error: &Error) -> Vec<CellFault> {
    let Error::Invalid(faults) = error else { return Vec::new() };
    let shown = |fault: &units::Fault| {
        let (row, column) = fault.field.split_once('.').unwrap_or(("", &fault.field));
        CellFault { row: row.to_owned(), column: column.to_owned(), text: voice.fault(fault) }
    };
    faults.iter().filter(|fault| !is_of_form(fault)).map(shown).collect()
}

fn is_of_form(fault: &units::Fault) -> bool {
    ["change", "change_en", "released_on", "file", "structure"].contains(&fault.field.as_str())
}

/// Faults of the form's own fields; those of rows stand in a table, which one fault of the file leads to.
fn of_form(all: &[units::Fault]) -> Vec<units::Fault> {
    let mut own: Vec<units::Fault> = all.iter().filter(|fault| is_of_form(fault)).cloned().collect();
    if own.len() < all.len() {
        own.push(units::Fault::new("file", "dissemination.upload.faults").with("count", all.len() - own.len()));
    }
    own
}

fn release_page(op: &Op, id: &str, voice: &Voice, form: FormView, faults: Vec<CellFault>) -> op::Result<Response> {
    let flow = own(op, id, Verb::Receive)?;
    let latest = store::release::of(op.conn(), id)?.into_iter().next();
    let (flow, latest) = (shown::flow(voice, &flow), latest.map(|one| shown::release(voice, &one)));
    Ok(Response::page("dissemination/release_form.html", context! { flow, latest, form, faults }))
}

/// `GET /data/desk/{dataflow}/releases/new`
pub(crate) fn new_release(request: Request) -> Answer {
    let (id, voice) = (request.path("dataflow")?, request.voice());
    Ok(Reply::read(move |op| {
        let today = FormView::new([("released_on".to_owned(), op.today().to_string())]);
        release_page(op, &id, &voice, today, Vec::new())
    }))
}

/// `POST /data/desk/{dataflow}/releases`
pub(crate) fn receive(request: Request) -> Answer {
    let (id, again, voice, words) =
        (request.path("dataflow")?, request.path("dataflow")?, request.voice(), request.voice());
    let mut form = request.fields()?;
    let released_on = form.day("released_on");
    let change = form.long_text("change", 1..=CHANGE_CHARS_MAX);
    let change_en = form.opt_long_text("change_en", CHANGE_CHARS_MAX).unwrap_or_default();
    if !request.has_upload("file") {
        form.fault("file", "form.missing_file", units::Args::none());
    }
    if form.has_faults() {
        return Ok(Reply::read(move |op| Ok(release_page(op, &id, &voice, form.view(), Vec::new())?.status(422))));
    }
    let file = request.upload("file")?;
    let structure = if request.has_upload("structure") { Some(request.upload("structure")?) } else { None };
    let head = ReleaseHead { dataflow: id, released_on, change, change_en };
    Ok(Reply::work(move |app, actor| {
        let latest = app.read(actor, |op| {
            own(op, &head.dataflow, Verb::Receive)?;
            Ok(store::release::of(op.conn(), &head.dataflow)?.into_iter().next())
        })?;
        let structure = declared(structure.as_ref(), latest)?;
        let from = std::fs::File::open(&file.path).map_err(Error::bug)?;
        let feed = |content: &DataflowInput, structure: &Structure, take: &mut Take| {
            upload::observations(from, structure, content, take)
        };
        let release = work::receive_fed(app, actor, None, head, structure, feed).map_err(in_file)?;
        Ok(Response::see_other(at(&release.dataflow, release.version)).notice("dissemination-notice-received"))
    })
    .or(move |op, error| {
        let faults = cell_faults(&words, error);
        let form = match error {
            Error::Invalid(all) => form.view_of(&Error::Invalid(of_form(all))),
            other => form.view_of(other),
        };
        release_page(op, &again, &voice, form, faults)
    }))
}

/// The structure of an upload: its own, or that of the release before it.
fn declared(upload: Option<&web::Upload>, latest: Option<Release>) -> op::Result<Structure> {
    match (upload, latest) {
        (Some(upload), _) => {
            let bytes = std::fs::read(&upload.path);
            upload::structure(&bytes.map_err(|error| Error::bug(format!("an upload cannot be read: {error}")))?)
        }
        (None, Some(latest)) => Ok(latest.structure),
        (None, None) => {
            Err(Error::Invalid(vec![units::Fault::new("structure", "dissemination.upload.structure_none")]))
        }
    }
}

/// Rows of the file count its heading.
fn in_file(error: Error) -> Error {
    match error {
        Error::Invalid(faults) => Error::Invalid(intake::in_rows(faults, 2)),
        other => other,
    }
}
