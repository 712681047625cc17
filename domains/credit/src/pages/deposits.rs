//! A registrar uploads a file, sees what is wrong with it, and chooses.

use op::{App, Error, Op, Permission};
use web::{Answer, Form, FormView, Reply, Request, Response, Voice, context};

use super::roster;
use crate::access::{Action, DepositVerb, REGISTRAR, REVIEWER};
use crate::intake;
use crate::lists::deposits::{DEPOSITS, FAULTS, FaultShown, fault_shown, fetch, fetch_faults, state_look};
use crate::lists::{institution, institutions, kept_args};
use crate::model::{Choice, DepositState, Template};
use crate::rejects::write as write_rejects;
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
        context! { institution => here, institutions => own, may_upload, templates, megabytes, rows_max => units::grouped(&intake::ROWS_MAX.to_string()), form },
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
    Ok(Reply::read(move |op| {
        let form = roster::values(op, &id)?;
        page(op, &id, voice, &timeline, form)
    }))
}

pub(super) fn page(op: &Op, id: &str, voice: Voice, timeline: &web::Timeline, form: FormView) -> op::Result<Response> {
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
    let (is_roster, choices) = (roster::is_roster(&deposit), roster::choices(&voice));
    let mut shower = Shower::new(voice);
    let institution = shower.institution(op, &deposit.institution)?;
    let place = place(op, &deposit.institution)?;
    let may_choose = Action::Deposit(DepositVerb::Commit, id, &place).allows(op.actor());
    let working = matches!(deposit.state, DepositState::Uploaded | DepositState::Committing);
    let good_rows = deposit.progress.good_rows();
    let entries = timeline.rows(op, id, 50)?;
    let response = Response::page(
        "credit/deposit.html",
        context! { look => state_look(deposit.state), deposit, institution, faults, reasons, refusal, may_choose, working, good_rows, entries, is_roster, choices, form },
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
        let mut file = tempfile::NamedTempFile::new_in(app.temp()).map_err(Error::bug)?;
        write_rejects(app, actor, &id, &voice, &mut file)?;
        let size = file.as_file().metadata().map_err(Error::bug)?.len();
        Ok(Response::file(file.into_temp_path(), size, "text/csv; charset=utf-8", &format!("rejects-{id}.csv")))
    }))
}

/// `GET /credit/templates/{template}`: an empty file with the official header.
pub(crate) fn template(request: Request) -> Answer {
    let template = Template::named(&request.path("template")?).ok_or(Error::Missing)?;
    let headers: Vec<&str> = template.columns().iter().map(|(header, _)| *header).collect();
    let text = format!("\u{feff}{}\r\n", headers.join(","));
    Ok(Reply::now(Response::bytes(text.into_bytes(), "text/csv; charset=utf-8", &format!("{}.csv", template.name()))))
}
