//! One line of a draft as a page.

use op::{Error, Op};
use web::{Answer, Form, FormView, Reply, Request, Response, Voice, context};

use super::steps::at;
use super::system_form::{draft_of, number};
use crate::model::{Direction, Indicator, Nature, StepInput, System, SystemInput, Target};
use crate::rules::table::{cells, weight_of};
use crate::shown::Shower;
use crate::work::system as work;

/// What a form says of a line.
fn line(form: &mut Form) -> Indicator {
    let nature = form.opt_choice("nature", &["expected", "binding", "leading", "basic"]);
    let direction = form.opt_choice("direction", &["at_least", "at_most"]);
    let target = form.opt_text("target", 20);
    let weight = form.opt_text("weight", 12);
    let weight_hundredths = weight.and_then(|text| {
        let weight = weight_of(&text);
        if weight.is_none() {
            form.fault("weight", "monitor.table.weight", units::Args::one("value", text));
        }
        weight
    });
    let direction = direction.as_deref().and_then(Direction::named).unwrap_or(Direction::AtLeast);
    Indicator {
        code: form.text("code", 1..=20),
        parent: form.opt_text("parent", 20).unwrap_or_default(),
        name: form.text("name", 1..=100),
        name_en: form.opt_text("name_en", 200).unwrap_or_default(),
        nature: nature.as_deref().and_then(Nature::named),
        meaning: form.opt_long_text("meaning", 2_000).unwrap_or_default(),
        scope: form.opt_long_text("scope", 2_000).unwrap_or_default(),
        formula: form.opt_long_text("formula", 2_000).unwrap_or_default(),
        unit: form.opt_text("unit", 20).unwrap_or_default(),
        source: form.opt_text("source", 200).unwrap_or_default(),
        reviewer: form.opt_text("reviewer", 200).unwrap_or_default(),
        year_offset: form.opt_int("year_offset", -5..=0).unwrap_or(0),
        target: target.map(|value| Target { direction, value }),
        weight_hundredths,
        note: form.opt_long_text("note", 2_000).unwrap_or_default(),
    }
}

/// The values an editor starts from.
fn values(line: &Indicator) -> FormView {
    let code = ("code", line.code.clone());
    FormView::new(std::iter::once(code).chain(cells(line)).map(|(name, value)| (name.to_owned(), value)))
}

fn editor(op: &Op, voice: Voice, form: FormView, system: &System, code: Option<&str>) -> op::Result<Response> {
    let mut shower = Shower::new(voice);
    let lines = shower.lines(&system.content.indicators);
    let system = shower.system(op, system)?;
    Ok(Response::page("monitor/line_form.html", context! { system, lines, code => code.map(str::to_owned), form }))
}

/// The content with a line in the place of the one of this code, or behind the last under its heading.
fn with_line(content: SystemInput, code: Option<&str>, line: Indicator) -> SystemInput {
    let mut lines = content.indicators;
    match code.and_then(|code| lines.iter().position(|other| other.code == code)) {
        Some(at) => {
            let old = std::mem::replace(&mut lines[at], line);
            let new = lines[at].code.clone();
            for below in lines.iter_mut().filter(|below| below.parent == old.code) {
                below.parent.clone_from(&new);
            }
        }
        None => {
            let at = behind(&lines, &line.parent);
            lines.insert(at, line);
        }
    }
    SystemInput { indicators: lines, ..content }
}

/// Where a new line under a heading stands: behind everything that is under it.
fn behind(lines: &[Indicator], parent: &str) -> usize {
    let Some(heading) = lines.iter().position(|line| line.code == parent) else { return lines.len() };
    let depths = crate::rules::content::depths(lines);
    let within = depths.iter().skip(heading + 1).take_while(|depth| **depth > depths[heading]).count();
    heading + 1 + within
}

/// `GET /monitor/systems/{id}/versions/{version}/lines/new`
pub(crate) fn new(request: Request) -> Answer {
    let (id, version, voice) = (request.path("id")?, number(&request)?, request.voice());
    let parent = request.query_value("parent").unwrap_or_default();
    Ok(Reply::read(move |op| {
        let system = draft_of(op, &id, version)?;
        let start = [("parent".to_owned(), parent), ("year_offset".to_owned(), "0".to_owned())];
        editor(op, voice, FormView::new(start), &system, None)
    }))
}

/// `GET /monitor/systems/{id}/versions/{version}/lines/{code}/edit`
pub(crate) fn edit(request: Request) -> Answer {
    let (id, code, version) = (request.path("id")?, request.path("code")?, number(&request)?);
    let voice = request.voice();
    Ok(Reply::read(move |op| {
        let system = draft_of(op, &id, version)?;
        let line = system.content.indicators.iter().find(|line| line.code == code).ok_or(Error::Missing)?;
        editor(op, voice, values(line), &system, Some(&code))
    }))
}

/// `POST /monitor/systems/{id}/versions/{version}/lines`
pub(crate) fn add(request: Request) -> Answer {
    save(&request, None)
}

/// `POST /monitor/systems/{id}/versions/{version}/lines/{code}/edit`
pub(crate) fn rewrite(request: Request) -> Answer {
    let code = request.path("code")?;
    save(&request, Some(code))
}

fn save(request: &Request, code: Option<String>) -> Answer {
    let (id, again, version) = (request.path("id")?, request.path("id")?, number(request)?);
    let (voice, same) = (request.voice(), code.clone());
    let mut form = request.fields()?;
    let revision = form.int("revision", 0..=i64::MAX);
    let line = line(&mut form);
    if form.has_faults() {
        return Ok(Reply::read(move |op| {
            let system = draft_of(op, &id, version)?;
            Ok(editor(op, voice, form.view(), &system, code.as_deref())?.status(422))
        }));
    }
    let step = StepInput { version, revision, reason: String::new() };
    let verb = move |op: &Op| {
        let was = draft_of(op, &id, version)?;
        let input = with_line(was.content, code.as_deref(), line.clone());
        work::edit(op, &id, &step, &input).map_err(|error| of_line(error, &line.code, &input))
    };
    let done = |system: System| Response::see_other(at(&system.id, system.version)).notice("monitor-notice-edited");
    Ok(Reply::write(request.key(), verb, done).or(move |op, error| {
        let system = draft_of(op, &again, version)?;
        editor(op, voice, form.view_of(error), &system, same.as_deref())
    }))
}

/// Faults of this line as faults of the form's fields; those of others stay as they are.
fn of_line(error: Error, code: &str, input: &SystemInput) -> Error {
    let Error::Invalid(faults) = error else { return error };
    let place = input.indicators.iter().rposition(|line| line.code == code).unwrap_or_default();
    let own = format!("indicators.{place}.");
    let mended = faults.into_iter().map(|fault| match fault.field.strip_prefix(&own) {
        Some(field) => units::Fault { field: field.to_owned(), ..fault },
        None => fault,
    });
    Error::Invalid(mended.collect())
}

/// `POST /monitor/systems/{id}/versions/{version}/lines/{code}/removal`: the line and everything under it.
pub(crate) fn remove(request: Request) -> Answer {
    let (id, code, version) = (request.path("id")?, request.path("code")?, number(&request)?);
    let mut form = request.fields()?;
    let step = StepInput { version, revision: form.int("revision", 0..=i64::MAX), reason: String::new() };
    form.check()?;
    let verb = move |op: &Op| {
        let was = draft_of(op, &id, version)?;
        let mut lines = was.content.indicators;
        let at = lines.iter().position(|line| line.code == code).ok_or(Error::Missing)?;
        let depths = crate::rules::content::depths(&lines);
        let under = depths.iter().skip(at + 1).take_while(|depth| **depth > depths[at]).count();
        lines.drain(at..=at + under);
        work::edit(op, &id, &step, &SystemInput { indicators: lines, ..was.content })
    };
    let done = |system: System| Response::see_other(at(&system.id, system.version)).notice("monitor-notice-edited");
    Ok(Reply::write(request.key(), verb, done))
}
