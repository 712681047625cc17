//! A registrar uploads a file, sees what is wrong with it, and chooses.

use std::collections::BTreeMap;

use op::{App, Error, Op, Permission};
use web::{Answer, Form, FormView, Reply, Request, Response, Voice, context};

use crate::access::{Action, DepositVerb, REGISTRAR, REVIEWER};
use crate::intake::{self, Cell as RowCell};
use crate::lists::deposits::{DEPOSITS, FAULTS, FaultShown, fault_shown, fetch, fetch_faults, state_look};
use crate::lists::{institution, institutions, kept_args};
use crate::model::{Choice, DepositState, Template};
use crate::shown::Shower;
use crate::work::deposit as work;
use crate::{store, work::place};

/// Faults shown beside the choice; all of them are one link away.
const FAULTS_SHOWN: i64 = 20;
/// Seconds after which a page about work in progress looks again.
const REFRESH_SECONDS: &str = "3";

/// `GET /credit/deposits`
pub(crate) fn list(request: Request) -> Answer {
    let asked = request.query_value("institution");
    let voice = request.voice();
    DEPOSITS.respond_with(&request, "credit/deposits.html", fetch, move |op| {
        frame(op, asked.as_deref(), voice, FormView::blank())
    })
}

fn frame(op: &Op, asked: Option<&str>, voice: Voice, form: FormView) -> op::Result<web::Context> {
    let mut shower = Shower::new(voice);
    let code = institution(asked, op, &[REGISTRAR, REVIEWER])?;
    let own = institutions(op, &[REGISTRAR, REVIEWER], &mut shower)?;
    let may_upload = Action::Deposit(DepositVerb::Upload, "", &place(op, &code)?).allows(op.actor());
    let templates: Vec<&str> = Template::ALL.iter().map(|template| template.name()).collect();
    let megabytes = intake::FILE_BYTES_MAX / 1024 / 1024;
    let here = shower.institution(op, &code)?;
    Ok(
        context! { institution => here, institutions => own, may_upload, templates, megabytes, rows_max => intake::ROWS_MAX, form },
    )
}

/// `POST /credit/deposits`
pub(crate) fn upload(request: Request) -> Answer {
    let mut form = request.fields()?;
    let institution = form.text("institution", 1..=18);
    form.check()?;
    let upload = request.upload("file")?;
    let voice = request.voice();
    let again = institution.clone();
    Ok(Reply::work(move |app, actor| {
        let deposit = work::upload(app, actor, &institution, &upload.filename, &upload.path, &upload.hash)?;
        Ok(Response::see_other(format!("/credit/deposits/{}", deposit.id)).notice("credit-notice-uploaded"))
    })
    .or(move |op, error| {
        let frame = frame(op, Some(&again), voice, form.view_of(error))?;
        Ok(Response::page("credit/deposit_again.html", frame))
    }))
}

/// `GET /credit/deposits/{id}`
pub(crate) fn show(request: Request) -> Answer {
    let (id, voice, timeline) = (request.path("id")?, request.voice(), request.timeline());
    Ok(Reply::read(move |op| page(op, &id, voice, &timeline, FormView::blank())))
}

fn page(op: &Op, id: &str, voice: Voice, timeline: &web::Timeline, form: FormView) -> op::Result<Response> {
    let deposit = work::view(op, id)?;
    let faults = store::deposit::faults(op.conn(), id, (-1, -1), FAULTS_SHOWN)?;
    let faults: Vec<FaultShown> = faults.iter().map(|fault| fault_shown(&voice, fault)).collect();
    let reasons: Vec<(String, i64)> = store::deposit::fault_counts(op.conn(), id)?
        .into_iter()
        .map(|(code, count)| (voice.word(&format!("{}-short", code.replace('.', "-"))), count))
        .collect();
    let refusal = match deposit.refusal.as_str() {
        "" => String::new(),
        code => voice.code(code, &kept_args(&deposit.refusal_args)),
    };
    let mut shower = Shower::new(voice);
    let institution = shower.institution(op, &deposit.institution)?;
    let place = place(op, &deposit.institution)?;
    let may_choose = Action::Deposit(DepositVerb::Commit, id, &place).allows(op.actor());
    let working = matches!(deposit.state, DepositState::Uploaded | DepositState::Committing);
    let good_rows = deposit.progress.good_rows();
    let entries = timeline.rows(op, id, 50)?;
    let response = Response::page(
        "credit/deposit.html",
        context! { deposit, look => state_look(deposit.state), institution, faults, reasons, refusal, may_choose, working, good_rows, entries, form },
    );
    Ok(if working { response.header("refresh", REFRESH_SECONDS) } else { response })
}

/// `POST /credit/deposits/{id}/commitment`
pub(crate) fn choose(request: Request) -> Answer {
    let (id, voice, timeline) = (request.path("id")?, request.voice(), request.timeline());
    let mut form: Form = request.fields()?;
    let choice = Choice::named(&form.choice("choice", &["all", "good"])).unwrap_or(Choice::All);
    let (key, again, target) = (request.key(), id.clone(), format!("/credit/deposits/{id}"));
    if form.has_faults() {
        return Ok(Reply::read(move |op| Ok(page(op, &id, voice, &timeline, form.view())?.status(422))));
    }
    Ok(Reply::write(
        key,
        move |op| work::choose(op, &id, choice),
        move |_| Response::see_other(target).notice("credit-notice-committing"),
    )
    .or(move |op, error| page(op, &again, voice, &timeline, form.view_of(error))))
}

/// `POST /credit/deposits/{id}/discard`
pub(crate) fn discard(request: Request) -> Answer {
    let (id, voice, timeline) = (request.path("id")?, request.voice(), request.timeline());
    let (form, again, target) = (request.fields()?, id.clone(), format!("/credit/deposits/{id}"));
    Ok(Reply::write(
        request.key(),
        move |op| work::discard(op, &id),
        move |_| Response::see_other(target).notice("credit-notice-discarded"),
    )
    .or(move |op, error| page(op, &again, voice, &timeline, form.view_of(error))))
}

/// `POST /credit/deposits/{id}/resumption`
pub(crate) fn resume(request: Request) -> Answer {
    let (id, voice, timeline) = (request.path("id")?, request.voice(), request.timeline());
    let (form, again, target) = (request.fields()?, id.clone(), format!("/credit/deposits/{id}"));
    Ok(Reply::write(
        request.key(),
        move |op| work::resume(op, &id),
        move |_| Response::see_other(target).notice("credit-notice-resumed"),
    )
    .or(move |op, error| page(op, &again, voice, &timeline, form.view_of(error))))
}

/// `GET /credit/deposits/{id}/faults`
pub(crate) fn faults(request: Request) -> Answer {
    let (id, shown) = (request.path("id")?, request.path("id")?);
    let voice = request.voice();
    FAULTS.respond_with(
        &request,
        "credit/faults.html",
        move |op, query| fetch_faults(op, query, &id, &voice),
        move |op| Ok(context! { deposit => work::view(op, &shown)? }),
    )
}

/// `GET /credit/deposits/{id}/rejects`: the rows with faults as they were uploaded, each with its reasons.
pub(crate) fn rejects(request: Request) -> Answer {
    let (id, voice) = (request.path("id")?, request.voice());
    Ok(Reply::work(move |app: &App, actor| {
        let (deposit, reasons) = app.read(actor, |op| {
            let deposit = work::view(op, &id)?;
            Ok((deposit, reasons_by_row(op, &id, &voice)?))
        })?;
        let content = work::stored(app, &deposit.file_hash)?;
        let bytes = write_rejects(content.path(), &reasons, &voice)?;
        let name = format!("rejects-{}.csv", deposit.id);
        Ok(Response::bytes(bytes, "text/csv; charset=utf-8", &name))
    }))
}

fn reasons_by_row(op: &Op, id: &str, voice: &Voice) -> op::Result<BTreeMap<i64, String>> {
    const AT_ONCE: i64 = 5_000;
    let mut reasons: BTreeMap<i64, String> = BTreeMap::new();
    let mut after = (-1, -1);
    loop {
        let faults = store::deposit::faults(op.conn(), id, after, AT_ONCE)?;
        let Some(last) = faults.last() else { return Ok(reasons) };
        after = (last.row, last.place);
        for fault in &faults {
            let shown = fault_shown(voice, fault);
            let reason = reasons.entry(shown.row).or_default();
            if !reason.is_empty() {
                reason.push('；');
            }
            if !shown.column.is_empty() {
                reason.push_str(&shown.column);
                reason.push('：');
            }
            reason.push_str(&shown.text);
        }
    }
}

fn write_rejects(path: &std::path::Path, reasons: &BTreeMap<i64, String>, voice: &Voice) -> op::Result<Vec<u8>> {
    let mut out = csv::WriterBuilder::new().flexible(true).from_writer(b"\xef\xbb\xbf".to_vec());
    let mut error = None;
    let read = intake::rows(path, &mut |row, cells| {
        let headed = row <= intake::HEADER_ROW_MAX && matches!(intake::recognise(cells), Ok(Some(_)));
        let last = match reasons.get(&i64::from(row)) {
            _ if headed => [voice.word("credit-fault-row"), voice.word("credit-fault-reason")],
            Some(reason) => [row.to_string(), reason.clone()],
            None => return Ok(()),
        };
        let own = cells.iter().map(|cell: &RowCell| harmless(&cell.text));
        out.write_record(own.chain(last)).map_err(|failed| {
            error = Some(Error::bug(failed));
            intake::Stop::Caller
        })
    });
    match (read, error) {
        (_, Some(error)) => Err(error),
        (Err(stop), None) => Err(Error::bug(format!("a file read before cannot be read: {stop:?}"))),
        (Ok(_), None) => out.into_inner().map_err(Error::bug),
    }
}

/// A text a spreadsheet will not take for a formula: a leading `=`, `+`, `-` or `@` is kept behind an apostrophe.
fn harmless(text: &str) -> String {
    match text.starts_with(['=', '+', '-', '@', '\t', '\r']) {
        true => format!("'{text}"),
        false => text.to_owned(),
    }
}

/// `GET /credit/templates/{template}`: an empty file with the official header.
pub(crate) fn template(request: Request) -> Answer {
    let template = Template::named(&request.path("template")?).ok_or(Error::Missing)?;
    let headers: Vec<&str> = template.columns().iter().map(|(header, _)| *header).collect();
    let text = format!("\u{feff}{}\r\n", headers.join(","));
    Ok(Reply::now(Response::bytes(text.into_bytes(), "text/csv; charset=utf-8", &format!("{}.csv", template.name()))))
}
