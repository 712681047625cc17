//! 申诉: the learner's page, and the joint committee's.

use op::Op;
use serde::Serialize;
use web::{Answer, Form, FormView, Locale, Reply, Request, Response, Timeline, Voice, context};

use super::applications::application_context;
use crate::model::{Appeal, AppealState, FindingSaid, Heard, NewAppeal, Setting, VoiceInput};
use crate::rules::appeal::{CHART, PROVINCES, STATEMENT_CHARS_MAX};
use crate::rules::clock::due_on;
use crate::shown::{Named, Shower};
use crate::store;
use crate::work::appeal::{self as work, Hearing};
use crate::work::{application, setting};

/// The state in the fixed list of states.
pub(crate) fn look(state: AppealState) -> &'static str {
    match state {
        AppealState::Filed => "in_review",
        AppealState::Upheld => "rejected",
        AppealState::SetAside => "passed",
        AppealState::Withdrawn => "withdrawn",
        AppealState::Lapsed => "ended",
    }
}

/// What the joint committee is called: as the bank has set it, else the shipped example.
pub(crate) fn committee(op: &Op, voice: &Voice) -> op::Result<String> {
    let key = if voice.locale() == Locale::En { Setting::CommitteeNameEn } else { Setting::CommitteeName };
    Ok(setting::name(op, key)?.unwrap_or_else(|| voice.word("credit-committee")))
}

/// An appeal as it is shown.
#[derive(Serialize)]
pub(crate) struct AppealShown {
    pub(crate) id: String,
    pub(crate) application: String,
    /// What the application asks for, in a few words.
    pub(crate) subject: String,
    pub(crate) institution: Named,
    pub(crate) ground: &'static str,
    pub(crate) statement: String,
    pub(crate) state: &'static str,
    pub(crate) look: &'static str,
    pub(crate) filed_at: String,
    pub(crate) due_on: String,
    pub(crate) revision: i64,
    pub(crate) voices: Vec<VoiceShown>,
}

/// A province's voice; one that is still missing has no finding.
#[derive(Serialize)]
pub(crate) struct VoiceShown {
    province: &'static str,
    finding: &'static str,
    reason: String,
}

/// An appeal with a voice for each province, in the order 沪苏浙皖.
pub(crate) fn appeal_shown(op: &Op, shower: &mut Shower, heard: &Heard) -> op::Result<AppealShown> {
    let Appeal { id, application, institution, ground, statement, state, filed_at, due_at, revision, .. } =
        &heard.appeal;
    let voice = |province: &'static str| {
        let given = heard.voices.iter().find(|voice| voice.province == province);
        VoiceShown {
            province,
            finding: given.map_or("", |voice| voice.finding.name()),
            reason: given.map(|voice| voice.reason.clone()).unwrap_or_default(),
        }
    };
    Ok(AppealShown {
        id: id.clone(),
        application: application.clone(),
        subject: store::application::subject_of(op.conn(), application)?,
        institution: shower.institution(op, institution)?,
        ground: ground.name(),
        statement: statement.clone(),
        state: state.name(),
        look: look(*state),
        filed_at: filed_at.to_string(),
        due_on: due_on(*due_at).to_string(),
        revision: *revision,
        voices: PROVINCES.into_iter().map(voice).collect(),
    })
}

/// `GET /credit/applications/{id}/appeal`
pub(crate) fn new(request: Request) -> Answer {
    let (id, voice) = (request.path("id")?, request.voice());
    Ok(Reply::read(move |op| new_page(op, &id, voice, FormView::blank())))
}

fn new_page(op: &Op, id: &str, voice: Voice, form: FormView) -> op::Result<Response> {
    let details = application::own(op, id)?;
    let ground = work::open_ground(op, &details.application)?.map_or("", |ground| ground.name());
    let committee = committee(op, &voice)?;
    let days = setting::of_bank(op, Setting::CommitteeDays)?;
    let context = application_context(op, voice, &details)?;
    Ok(Response::page(
        "credit/appeal_new.html",
        context! { ground, committee, days, max => STATEMENT_CHARS_MAX, form, ..context },
    ))
}

/// `POST /credit/applications/{id}/appeal`
pub(crate) fn file(request: Request) -> Answer {
    let (id, again, voice) = (request.path("id")?, request.path("id")?, request.voice());
    let mut form: Form = request.fields()?;
    let input = NewAppeal { statement: form.long_text("statement", 1..=STATEMENT_CHARS_MAX) };
    if form.has_faults() {
        return Ok(Reply::read(move |op| Ok(new_page(op, &id, voice, form.view())?.status(422))));
    }
    Ok(Reply::write(
        request.key(),
        move |op| work::file(op, &id, &input),
        |filed: Appeal| {
            Response::see_other(format!("/credit/appeals/{}", filed.id)).notice("credit-notice-appeal_filed")
        },
    )
    .or(move |op, error| new_page(op, &again, voice, form.view_of(error))))
}

/// `GET /credit/appeals/{id}`
pub(crate) fn own(request: Request) -> Answer {
    let (id, voice, timeline) = (request.path("id")?, request.voice(), request.timeline());
    Ok(Reply::read(move |op| own_page(op, &id, voice, &timeline, FormView::blank())))
}

fn own_page(op: &Op, id: &str, voice: Voice, timeline: &Timeline, form: FormView) -> op::Result<Response> {
    let heard = work::own(op, id)?;
    let committee = committee(op, &voice)?;
    let appeal = appeal_shown(op, &mut Shower::new(voice), &heard)?;
    let offered: Vec<&str> = CHART.offered(heard.appeal.state.name(), &["learner"]).map(|step| step.verb).collect();
    let entries = timeline.rows(op, id, 50)?;
    Ok(Response::page("credit/appeal.html", context! { appeal, committee, offered, entries, form }))
}

/// `POST /credit/appeals/{id}/withdrawal`
pub(crate) fn withdraw(request: Request) -> Answer {
    let (id, again, voice, timeline) = (request.path("id")?, request.path("id")?, request.voice(), request.timeline());
    let form = request.fields()?;
    let target = format!("/credit/appeals/{id}");
    Ok(Reply::write(
        request.key(),
        move |op| work::withdraw(op, &id),
        move |_| Response::see_other(target).notice("credit-notice-appeal_withdrawn"),
    )
    .or(move |op, error| own_page(op, &again, voice, &timeline, form.view_of(error))))
}

/// An appeal in the committee's list.
#[derive(Serialize)]
struct Row {
    id: String,
    /// What the application asks for, in a few words.
    subject: String,
    institution: Named,
    ground: &'static str,
    state: &'static str,
    filed_at: String,
    due_on: String,
    overdue: bool,
}

/// `GET /credit/hearings`
pub(crate) fn hearings(request: Request) -> Answer {
    let voice = request.voice();
    let asked = request.query_value("state").and_then(|name| AppealState::named(&name)).unwrap_or(AppealState::Filed);
    Ok(Reply::read(move |op| {
        let committee = committee(op, &voice)?;
        let mut shower = Shower::new(voice);
        let mut rows = Vec::new();
        for one in work::hearings(op, asked)? {
            rows.push(Row {
                subject: store::application::subject_of(op.conn(), &one.application)?,
                institution: shower.institution(op, &one.institution)?,
                ground: one.ground.name(),
                state: look(one.state),
                filed_at: one.filed_at.to_string(),
                due_on: due_on(one.due_at).to_string(),
                overdue: one.state == AppealState::Filed && one.due_at <= op.now(),
                id: one.id,
            });
        }
        let states: Vec<&str> = AppealState::ALL.iter().map(|state| state.name()).collect();
        Ok(Response::page("credit/hearings.html", context! { committee, rows, states, current => asked.name() }))
    }))
}

/// `GET /credit/hearings/{id}`: opening an appeal with its application is a read that is recorded.
pub(crate) fn hear(request: Request) -> Answer {
    let (id, voice, timeline) = (request.path("id")?, request.voice(), request.timeline());
    Ok(Reply::work(move |app, actor| {
        let opened = id.clone();
        let hearing = app.write(actor, None, move |op| work::hear(op, &opened))?;
        app.read(actor, |op| hearing_page(op, &hearing, voice, &timeline, FormView::blank()))
    }))
}

fn hearing_page(op: &Op, hearing: &Hearing, voice: Voice, timeline: &Timeline, form: FormView) -> op::Result<Response> {
    let committee = committee(op, &voice)?;
    let appeal = appeal_shown(op, &mut Shower::new(voice.clone()), &hearing.heard)?;
    let state = hearing.heard.appeal.state.name();
    let party = hearing.heard.appeal.first_decider == op.actor().id || hearing.heard.appeal.learner == op.actor().id;
    let offered: Vec<&str> = CHART.offered(state, &["committee"]).map(|step| step.verb).filter(|_| !party).collect();
    let majority = setting::of_bank(op, Setting::CommitteeMajority)?;
    let entries = timeline.rows(op, &hearing.heard.appeal.id, 50)?;
    let context = application_context(op, voice, &hearing.details)?;
    Ok(Response::page(
        "credit/hearing.html",
        context! { appeal, committee, offered, party, majority, entries, max => STATEMENT_CHARS_MAX, form, ..context },
    ))
}

/// `POST /credit/hearings/{id}/voice`
pub(crate) fn speak(request: Request) -> Answer {
    let (id, voice, timeline, key) = (request.path("id")?, request.voice(), request.timeline(), request.key());
    let mut form: Form = request.fields()?;
    let said = form.choice("finding", &["uphold", "set_aside"]);
    let input = VoiceInput {
        finding: FindingSaid::named(&said).unwrap_or(FindingSaid::Uphold),
        reason: form.long_text("reason", 1..=STATEMENT_CHARS_MAX),
        revision: form.int("revision", 0..=i64::MAX),
    };
    Ok(Reply::work(move |app, actor| {
        let again = |form: FormView, status: u16| {
            let opened = id.clone();
            let hearing = app.write(actor, None, move |op| work::hear(op, &opened))?;
            Ok(app.read(actor, |op| hearing_page(op, &hearing, voice, &timeline, form))?.status(status))
        };
        if form.has_faults() {
            return again(form.view(), 422);
        }
        let spoken = id.clone();
        match app.write(actor, key, move |op| work::speak(op, &spoken, &input)) {
            Ok(_) => Ok(Response::see_other(format!("/credit/hearings/{id}")).notice("credit-notice-spoken")),
            Err(error @ op::Error::Conflict(_)) => again(form.view_of(&error), 409),
            Err(error) => Err(error),
        }
    }))
}
