//! Appeals, opinions and settings as JSON.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use web::{Answer, Reply, Request, Response};

use crate::model::{AppealState, NewAppeal, OpinionInput, OpinionRequest, SettingsInput, VoiceInput};
use crate::work::{appeal, opinion, setting};

/// Which appeals.
#[derive(Debug, Default, Serialize, Deserialize, JsonSchema)]
pub(crate) struct HearingQuery {
    /// `filed` unless said otherwise.
    #[serde(default)]
    pub(crate) state: Option<AppealState>,
}

/// Whose settings.
#[derive(Debug, Default, Serialize, Deserialize, JsonSchema)]
pub(crate) struct SettingQuery {
    /// Code of an institution; the whole bank without one.
    #[serde(default)]
    pub(crate) institution: Option<String>,
}

/// `POST /api/credit/applications/{id}/appeal`
pub(crate) fn file(request: Request) -> Answer {
    let (id, input) = (request.path("id")?, request.json::<NewAppeal>()?);
    let done = |filed: crate::model::Appeal| Response::created(format!("/api/credit/appeals/{}", filed.id), &filed);
    Ok(Reply::write(request.key(), move |op| appeal::file(op, &id, &input), done))
}

/// `GET /api/credit/appeals/{id}`
pub(crate) fn own(request: Request) -> Answer {
    let id = request.path("id")?;
    Ok(Reply::read(move |op| Ok(Response::json(200, &appeal::own(op, &id)?))))
}

/// `POST /api/credit/appeals/{id}/withdrawal`
pub(crate) fn withdraw(request: Request) -> Answer {
    let id = request.path("id")?;
    Ok(Reply::write(request.key(), move |op| appeal::withdraw(op, &id), |one| Response::json(200, &one)))
}

/// `GET /api/credit/hearings`
pub(crate) fn hearings(request: Request) -> Answer {
    let state = request.query::<HearingQuery>()?.state.unwrap_or(AppealState::Filed);
    Ok(Reply::read(move |op| Ok(Response::json(200, &appeal::hearings(op, state)?))))
}

/// `POST /api/credit/hearings/{id}/reading`
pub(crate) fn hear(request: Request) -> Answer {
    let id = request.path("id")?;
    Ok(Reply::write(None, move |op| appeal::hear(op, &id), |one| Response::json(200, &one)))
}

/// `POST /api/credit/hearings/{id}/voice`
pub(crate) fn speak(request: Request) -> Answer {
    let (id, input) = (request.path("id")?, request.json::<VoiceInput>()?);
    Ok(Reply::write(request.key(), move |op| appeal::speak(op, &id, &input), |one| Response::json(200, &one)))
}

/// `GET /api/credit/inbox/{id}/opinions`
pub(crate) fn opinions_on(request: Request) -> Answer {
    let id = request.path("id")?;
    Ok(Reply::read(move |op| Ok(Response::json(200, &opinion::on(op, &id)?))))
}

/// `POST /api/credit/inbox/{id}/opinions`
pub(crate) fn ask(request: Request) -> Answer {
    let (id, input) = (request.path("id")?, request.json::<OpinionRequest>()?);
    let at = format!("/api/credit/inbox/{id}/opinions");
    Ok(Reply::write(request.key(), move |op| opinion::ask(op, &id, &input), move |one| Response::created(at, &one)))
}

/// `GET /api/credit/opinions`
pub(crate) fn opinions(_request: Request) -> Answer {
    Ok(Reply::read(move |op| Ok(Response::json(200, &opinion::own(op)?))))
}

/// `POST /api/credit/opinions/{id}/reading`
pub(crate) fn read(request: Request) -> Answer {
    let id = request.path("id")?;
    Ok(Reply::write(None, move |op| opinion::read(op, &id), |one| Response::json(200, &one)))
}

/// `POST /api/credit/opinions/{id}/answer`
pub(crate) fn answer(request: Request) -> Answer {
    let (id, input) = (request.path("id")?, request.json::<OpinionInput>()?);
    Ok(Reply::write(request.key(), move |op| opinion::answer(op, &id, &input), |one| Response::json(200, &one)))
}

/// `POST /api/credit/opinions/{id}/withdrawal`
pub(crate) fn take_back(request: Request) -> Answer {
    let id = request.path("id")?;
    Ok(Reply::write(request.key(), move |op| opinion::withdraw(op, &id), |one| Response::json(200, &one)))
}

/// `GET /api/credit/settings`
pub(crate) fn settings(request: Request) -> Answer {
    let query = request.query::<SettingQuery>()?;
    Ok(Reply::read(move |op| Ok(Response::json(200, &setting::list(op, query.institution.as_deref())?))))
}

/// `PUT /api/credit/settings`
pub(crate) fn set(request: Request) -> Answer {
    let input = request.json::<SettingsInput>()?;
    Ok(Reply::write(request.key(), move |op| setting::set(op, &input), |all| Response::json(200, &all)))
}
