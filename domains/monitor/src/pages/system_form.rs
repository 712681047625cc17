//! Writing a system: its heading, and its lines as a table.

use op::{Error, Op};
use web::{Answer, Form, FormView, Reply, Request, Response, Voice, context};

use super::steps::{at, looked_at};
use crate::access::{Action, SystemVerb, regions};
use crate::model::{StepInput, System, SystemInput};
use crate::rules::content::{INDICATORS_MAX, MEMBERS_MAX};
use crate::rules::table::CELL_CHARS_MAX;
use crate::shown::Shower;
use crate::work::system as work;

/// Bytes of an uploaded table, with the form around it: a thousand lines of long texts are far smaller.
pub(crate) const TABLE_BYTES_MAX: u64 = 8 * 1024 * 1024;

/// What a form says of the heading; the lines are those of `was`.
fn input(form: &mut Form, was: Option<&System>) -> SystemInput {
    let members = form.long_text("members", 6..=MEMBERS_MAX * 8);
    SystemInput {
        name: form.text("name", 1..=100),
        name_en: form.opt_text("name_en", 200).unwrap_or_default(),
        basis: form.opt_long_text("basis", 2_000).unwrap_or_default(),
        members: members
            .split(|letter: char| !letter.is_ascii_digit())
            .filter(|code| !code.is_empty())
            .map(str::to_owned)
            .collect(),
        example: form.flag("example"),
        indicators: was.map(|was| was.content.indicators.clone()).unwrap_or_default(),
    }
}

/// The values an editor starts from.
fn values(content: &SystemInput) -> FormView {
    let pairs = [
        ("name", content.name.clone()),
        ("name_en", content.name_en.clone()),
        ("basis", content.basis.clone()),
        ("members", content.members.join("\n")),
        ("example", if content.example { "1".to_owned() } else { String::new() }),
    ];
    FormView::new(pairs.map(|(name, value)| (name.to_owned(), value)))
}

/// `GET /monitor/drafts/new`
pub(crate) fn new(request: Request) -> Answer {
    let voice = request.voice();
    Ok(Reply::read(move |op| {
        let own = regions(op.actor());
        op.check(&Action::System(SystemVerb::Draft, "", &own))?;
        let form = FormView::new([("members".to_owned(), own.join("\n"))]);
        editor(op, voice, form, None)
    }))
}

fn editor(op: &Op, voice: Voice, form: FormView, system: Option<&System>) -> op::Result<Response> {
    let system = system.map(|system| Shower::new(voice).system(op, system)).transpose()?;
    Ok(Response::page("monitor/system_form.html", context! { form, system }))
}

/// `POST /monitor/drafts`
pub(crate) fn draft(request: Request) -> Answer {
    let (voice, key) = (request.voice(), request.key());
    let mut form = request.fields()?;
    let input = input(&mut form, None);
    if form.has_faults() {
        return Ok(Reply::read(move |op| Ok(editor(op, voice, form.view(), None)?.status(422))));
    }
    let done = |system: System| Response::see_other(at(&system.id, 1)).notice("monitor-notice-drafted");
    Ok(Reply::write(key, move |op| work::draft(op, &input), done)
        .or(move |op, error| editor(op, voice, form.view_of(error), None)))
}

/// The draft an editor is about, for whoever may change it.
pub(super) fn draft_of(op: &Op, id: &str, version: i64) -> op::Result<System> {
    let system = work::seen(op, id, version)?;
    op.check(&Action::System(SystemVerb::Edit, id, &system.content.members))?;
    Ok(system)
}

/// The version in the path.
pub(super) fn number(request: &Request) -> op::Result<i64> {
    request.path("version")?.parse().map_err(|_| Error::Missing)
}

/// `GET /monitor/systems/{id}/versions/{version}/edit`
pub(crate) fn edit(request: Request) -> Answer {
    let (id, version, voice) = (request.path("id")?, number(&request)?, request.voice());
    Ok(Reply::read(move |op| {
        let system = draft_of(op, &id, version)?;
        editor(op, voice, values(&system.content), Some(&system))
    }))
}

/// `POST /monitor/systems/{id}/versions/{version}/edit`
pub(crate) fn rewrite(request: Request) -> Answer {
    let (id, again, version) = (request.path("id")?, request.path("id")?, number(&request)?);
    let (voice, key) = (request.voice(), request.key());
    let mut form = request.fields()?;
    form.set("version", version.to_string());
    let step = looked_at(&mut form);
    let heading = input(&mut form, None);
    if form.has_faults() {
        return Ok(Reply::read(move |op| {
            let system = draft_of(op, &id, version)?;
            Ok(editor(op, voice, form.view(), Some(&system))?.status(422))
        }));
    }
    let verb = move |op: &Op| {
        let was = draft_of(op, &id, version)?;
        work::edit(op, &id, &step, &SystemInput { indicators: was.content.indicators, ..heading.clone() })
    };
    let done = |system: System| Response::see_other(at(&system.id, system.version)).notice("monitor-notice-edited");
    Ok(Reply::write(key, verb, done).or(move |op, error| {
        let system = draft_of(op, &again, version)?;
        editor(op, voice, form.view_of(error), Some(&system))
    }))
}

fn table_page(
    op: &Op,
    id: &str,
    version: i64,
    voice: Voice,
    form: FormView,
    faults: Vec<CellFault>,
) -> op::Result<Response> {
    let system = draft_of(op, id, version)?;
    let system = Shower::new(voice).system(op, &system)?;
    Ok(Response::page("monitor/table_form.html", context! { system, form, faults, lines_max => INDICATORS_MAX }))
}

/// A fault of a table as a page shows it.
#[derive(serde::Serialize)]
struct CellFault {
    row: String,
    column: String,
    text: String,
}

/// The faults of a table, each with its row and column; those that are no cell's have neither.
fn cell_faults(voice: &Voice, error: &Error) -> Vec<CellFault> {
    let Error::Invalid(faults) = error else { return Vec::new() };
    let shown = |fault: &units::Fault| {
        let (row, column) = fault.field.split_once('.').unwrap_or_default();
        let column = if column.is_empty() { String::new() } else { voice.word(&format!("monitor-field-{column}")) };
        CellFault { row: row.to_owned(), column, text: voice.fault(fault) }
    };
    faults.iter().map(shown).collect()
}

/// `GET /monitor/systems/{id}/versions/{version}/table`
pub(crate) fn table(request: Request) -> Answer {
    let (id, version, voice) = (request.path("id")?, number(&request)?, request.voice());
    Ok(Reply::read(move |op| table_page(op, &id, version, voice, FormView::blank(), Vec::new())))
}

/// `POST /monitor/systems/{id}/versions/{version}/table`
pub(crate) fn upload(request: Request) -> Answer {
    let (id, again, version) = (request.path("id")?, request.path("id")?, number(&request)?);
    let (voice, words) = (request.voice(), request.voice());
    let mut form = request.fields()?;
    let revision = form.int("revision", 0..=i64::MAX);
    form.check()?;
    if !request.has_upload("file") {
        form.fault("file", "form.missing_file", units::Args::none());
        return Ok(Reply::read(
            move |op| Ok(table_page(op, &id, version, voice, form.view(), Vec::new())?.status(422)),
        ));
    }
    let upload = request.upload("file")?;
    let step = StepInput { version, revision, reason: String::new() };
    Ok(Reply::work(move |app, actor| {
        let bytes =
            std::fs::read(&upload.path).map_err(|fault| Error::bug(format!("an upload cannot be read: {fault}")))?;
        let grid = directory::import::Grid::read_long(&upload.filename, &bytes, CELL_CHARS_MAX).map_err(unreadable)?;
        let system = app.write(actor, None, move |op| work::replace_lines(op, &id, &step, grid.rows()))?;
        Ok(Response::see_other(at(&system.id, version)).notice("monitor-notice-table"))
    })
    .or(move |op, error| {
        let faults = cell_faults(&words, error);
        table_page(op, &again, version, voice, form.view_of(error), faults)
    }))
}

/// A file that is no table, as a fault of the form.
fn unreadable(fault: directory::import::RowFault) -> Error {
    Error::Invalid(vec![units::Fault { field: "file".to_owned(), code: fault.code, args: fault.args }])
}
