//! 课程代码沿革: the tables of an institution, importing one, and the second person.

use op::{Op, Permission};
use recognition::Change;
use serde::Serialize;
use web::{Answer, FormView, Reply, Request, Response, Timeline, Voice, context};

use super::programmes::text_of;
use crate::access::steps::{ChangeVerb, Step};
use crate::access::{REGISTRAR, REVIEWER};
use crate::lists::{institution, institutions};
use crate::model::{ChangeFile, ChangeState, ChangeTable, ReturnInput};
use crate::rules::change::CHART;
use crate::shown::Shower;
use crate::work::change::{self as work, REASON_CHARS_MAX};
use crate::work::place;
use crate::work::rule::roles_at;

/// Changes shown on the page of a table; the whole of it is told by the API.
const SHOWN_MAX: usize = 200;

/// The states of tables in the fixed list of states.
fn look(state: ChangeState) -> &'static str {
    match state {
        ChangeState::Submitted => "awaiting_second",
        other => other.name(),
    }
}

/// A table in a list.
#[derive(Serialize)]
struct Row {
    id: String,
    state: &'static str,
    size: i64,
    imported_at: String,
}

/// `GET /credit/changes`
pub(crate) fn list(request: Request) -> Answer {
    let (voice, asked) = (request.voice(), request.query_value("institution"));
    Ok(Reply::read(move |op| list_page(op, voice, asked.as_deref(), FormView::blank())))
}

fn list_page(op: &Op, voice: Voice, asked: Option<&str>, form: FormView) -> op::Result<Response> {
    let mut shower = Shower::new(voice);
    let code = institution(asked, op, &[REGISTRAR, REVIEWER])?;
    let row = |one: ChangeTable| Row {
        id: one.id,
        state: look(one.state),
        size: one.size,
        imported_at: one.imported_at.to_string(),
    };
    let rows: Vec<Row> = work::list(op, &code)?.into_iter().map(row).collect();
    let may_import = Step::Change(ChangeVerb::Import, "", &place(op, &code)?).allows(op.actor());
    let own = institutions(op, &[REGISTRAR, REVIEWER], &mut shower)?;
    let here = shower.institution(op, &code)?;
    Ok(Response::page(
        "credit/changes.html",
        context! { rows, may_import, institution => here, institutions => own, form },
    ))
}

/// `POST /credit/changes`: pasted, or a file.
pub(crate) fn import(request: Request) -> Answer {
    let (voice, key) = (request.voice(), request.key());
    let mut form = request.fields()?;
    let institution = form.text("institution", 1..=18);
    let text = text_of(&request, &mut form)?;
    let again = institution.clone();
    if form.has_faults() {
        return Ok(Reply::read(move |op| Ok(list_page(op, voice, Some(&again), form.view())?.status(422))));
    }
    let input = ChangeFile { institution, text };
    let done = |kept: ChangeTable| {
        Response::see_other(format!("/credit/changes/{}", kept.id)).notice("credit-notice-change_imported")
    };
    Ok(Reply::write(key, move |op| work::import(op, &input), done)
        .or(move |op, error| list_page(op, voice, Some(&again), form.view_of(error))))
}

/// `GET /credit/changes/{id}`
pub(crate) fn show(request: Request) -> Answer {
    let (id, voice, timeline) = (request.path("id")?, request.voice(), request.timeline());
    Ok(Reply::read(move |op| page(op, &id, voice, &timeline, FormView::blank())))
}

/// A change of a table.
#[derive(Serialize)]
struct ChangeShown {
    old: String,
    new: String,
    valid_from: String,
    valid_to: String,
}

fn change_shown(one: &Change) -> ChangeShown {
    let day = |day: Option<units::Day>| day.map(|day| day.to_string()).unwrap_or_default();
    let last = one.valid_to.map(|end| end.plus_days(-1));
    ChangeShown { old: one.old.clone(), new: one.new.clone(), valid_from: day(one.valid_from), valid_to: day(last) }
}

fn page(op: &Op, id: &str, voice: Voice, timeline: &Timeline, form: FormView) -> op::Result<Response> {
    let found = work::view(op, id)?;
    let place = place(op, &found.institution)?;
    let own = found.imported_by == op.actor().id;
    let may = |verb| Step::Change(verb, id, &place).allows(op.actor());
    let person = |verb: &&str| match *verb {
        "publish" => may(ChangeVerb::Publish) && !own,
        "return" => may(ChangeVerb::Return),
        _ => may(ChangeVerb::Withdraw),
    };
    let roles = roles_at(op, &place);
    let offered: Vec<&str> = CHART.offered(found.state.name(), &roles).map(|step| step.verb).filter(person).collect();
    let changes: Vec<ChangeShown> = found.changes.iter().take(SHOWN_MAX).map(change_shown).collect();
    let more = found.changes.len() > SHOWN_MAX;
    let entries = timeline.rows(op, id, 50)?;
    let institution = Shower::new(voice).institution(op, &found.institution)?;
    Ok(Response::page(
        "credit/change.html",
        context! {
            id => found.id, state => found.state.name(), look => look(found.state), reason => found.reason, size => found.size,
            institution, own, offered, changes, more, entries, reason_max => REASON_CHARS_MAX, form,
        },
    ))
}

/// `POST /credit/changes/{id}/publication`
pub(crate) fn publish(request: Request) -> Answer {
    moved(request, work::publish, "credit-notice-change_published")
}

/// `POST /credit/changes/{id}/withdrawal`
pub(crate) fn withdraw(request: Request) -> Answer {
    moved(request, work::withdraw, "credit-notice-change_withdrawn")
}

fn moved(request: Request, verb: fn(&Op, &str) -> op::Result<ChangeTable>, notice: &'static str) -> Answer {
    let (id, again, voice, timeline) = (request.path("id")?, request.path("id")?, request.voice(), request.timeline());
    let form = request.fields()?;
    let target = format!("/credit/changes/{id}");
    Ok(Reply::write(request.key(), move |op| verb(op, &id), move |_| Response::see_other(target).notice(notice))
        .or(move |op, error| page(op, &again, voice, &timeline, form.view_of(error))))
}

/// `POST /credit/changes/{id}/return`
pub(crate) fn send_back(request: Request) -> Answer {
    let (id, again, voice, timeline) = (request.path("id")?, request.path("id")?, request.voice(), request.timeline());
    let mut form = request.fields()?;
    let input = ReturnInput { reason: form.long_text("reason", 0..=REASON_CHARS_MAX) };
    if form.has_faults() {
        return Ok(Reply::read(move |op| Ok(page(op, &again, voice, &timeline, form.view())?.status(422))));
    }
    let target = format!("/credit/changes/{id}");
    let done = move |_| Response::see_other(target).notice("credit-notice-change_returned");
    Ok(Reply::write(request.key(), move |op| work::send_back(op, &id, &input), done)
        .or(move |op, error| page(op, &again, voice, &timeline, form.view_of(error))))
}
