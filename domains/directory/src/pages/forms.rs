//! Forms of administrators: one thing a page, what was typed is kept, faults come first.

use op::{Error, Op};
use serde::Serialize;
use web::{Answer, Form, FormView, Reply, Request, Response, context};

use crate::access::Action;
use crate::model::{
    AllianceId, AllianceInput, AllianceKind, Departure, Dissolution, EndReason, Ending, InstitutionInput,
    InstitutionKind, Level, MemberInput, MemberRole, NameInput, Ownership,
};
use crate::{store, work};

/// The names a form offers, for select boxes.
#[derive(Serialize)]
struct Offered {
    kinds: &'static [&'static str],
    levels: &'static [&'static str],
    ownerships: &'static [&'static str],
    roles: &'static [&'static str],
    reasons: [&'static str; 2],
}

fn offered() -> Offered {
    Offered {
        kinds: InstitutionKind::NAMES,
        levels: Level::NAMES,
        ownerships: Ownership::NAMES,
        roles: MemberRole::NAMES,
        reasons: [EndReason::Closed.name(), EndReason::Merged.name()],
    }
}

fn text(name: &str, value: impl ToString) -> (String, String) {
    (name.to_owned(), value.to_string())
}

/// A value of the query that a form starts from, such as the institution a link names.
fn given(request: &Request, name: &str) -> (String, String) {
    text(name, request.query_value(name).unwrap_or_default())
}

/// `GET /directory/institutions/new`
pub(crate) fn new_institution(request: Request) -> Answer {
    let form = FormView::new([given(&request, "predecessor"), given(&request, "kind")]);
    super::read(move |op| {
        op.check(&Action::Keep)?;
        register_page(form)
    })
}

fn register_page(form: FormView) -> op::Result<Response> {
    Ok(Response::page("directory/institution_new.html", context! { form, offered => offered() }))
}

/// `POST /directory/institutions`
pub(crate) fn register(request: Request) -> Answer {
    let (input, form): (InstitutionInput, Form) = (request.form()?, request.fields()?);
    let done = |code: String| institution_page(&code).notice("directory-notice-registered");
    Ok(Reply::write(request.key(), move |op| work::register(op, &input), done)
        .or(move |_, error| register_page(form.view_of(error))))
}

fn institution_page(code: &str) -> Response {
    Response::see_other(format!("/directory/institutions/{code}"))
}

/// `GET /directory/institutions/{code}/name`
pub(crate) fn new_name(request: Request) -> Answer {
    let code = request.path("code")?;
    super::read(move |op| {
        let one = store::institution(op.conn(), &code)?.ok_or(Error::Missing)?;
        op.check(&Action::Rename(work::place_of(&one)))?;
        let form = FormView::new([text("name", &one.name), text("name_en", &one.name_en)]);
        name_page(op, &code, form)
    })
}

fn name_page(op: &Op, code: &str, form: FormView) -> op::Result<Response> {
    let institution = store::institution(op.conn(), code)?.ok_or(Error::Missing)?;
    Ok(Response::page("directory/institution_name.html", context! { form, institution }))
}

/// `POST /directory/institutions/{code}/name`
pub(crate) fn rename(request: Request) -> Answer {
    let (input, form): (NameInput, Form) = (request.form()?, request.fields()?);
    let (code, again) = (request.path("code")?, request.path("code")?);
    let done = |code: String| institution_page(&code).notice("directory-notice-renamed");
    Ok(Reply::write(request.key(), move |op| work::rename(op, &code, &input), done)
        .or(move |op, error| name_page(op, &again, form.view_of(error))))
}

/// `GET /directory/institutions/{code}/ending`
pub(crate) fn new_ending(request: Request) -> Answer {
    let code = request.path("code")?;
    super::read(move |op| {
        let one = store::institution(op.conn(), &code)?.ok_or(Error::Missing)?;
        op.check(&Action::End(work::place_of(&one)))?;
        ending_page(op, &code, FormView::new([text("on", op.today())]))
    })
}

fn ending_page(op: &Op, code: &str, form: FormView) -> op::Result<Response> {
    let institution = store::institution(op.conn(), code)?.ok_or(Error::Missing)?;
    Ok(Response::page("directory/institution_ending.html", context! { form, institution, offered => offered() }))
}

/// `POST /directory/institutions/{code}/ending`
pub(crate) fn end(request: Request) -> Answer {
    let (input, form): (Ending, Form) = (request.form()?, request.fields()?);
    let (code, again) = (request.path("code")?, request.path("code")?);
    let done = |code: String| institution_page(&code).notice("directory-notice-ended");
    Ok(Reply::write(request.key(), move |op| work::end(op, &code, &input), done)
        .or(move |op, error| ending_page(op, &again, form.view_of(error))))
}

/// `GET /directory/alliances/new`
pub(crate) fn new_alliance(_: Request) -> Answer {
    super::read(|op| {
        op.check(&Action::Found)?;
        alliance_new_page(FormView::new([text("founded_on", op.today())]))
    })
}

fn alliance_new_page(form: FormView) -> op::Result<Response> {
    Ok(Response::page("directory/alliance_new.html", context! { form }))
}

/// `POST /directory/alliances`
pub(crate) fn found(request: Request) -> Answer {
    let (input, form): (AllianceInput, Form) = (request.form()?, request.fields()?);
    let done = |id: AllianceId| alliance_page(id).notice("directory-notice-founded");
    Ok(Reply::write(request.key(), move |op| work::found(op, &input), done)
        .or(move |_, error| alliance_new_page(form.view_of(error))))
}

fn alliance_page(id: AllianceId) -> Response {
    Response::see_other(format!("/directory/alliances/{id}"))
}

/// A form about one alliance.
fn about(op: &Op, id: AllianceId, template: &'static str, form: FormView) -> op::Result<Response> {
    let alliance = store::alliance(op.conn(), id)?.ok_or(Error::Missing)?;
    Ok(Response::page(template, context! { form, alliance, offered => offered() }))
}

/// `GET /directory/alliances/{id}/members/new`
pub(crate) fn new_member(request: Request) -> Answer {
    let id = request.path_id::<AllianceKind>("id")?;
    let institution = given(&request, "institution");
    super::read(move |op| {
        op.check(&Action::Keep)?;
        let form = FormView::new([institution, text("joined_on", op.today())]);
        about(op, id, "directory/alliance_member.html", form)
    })
}

/// `POST /directory/alliances/{id}/members`
pub(crate) fn admit(request: Request) -> Answer {
    let id = request.path_id::<AllianceKind>("id")?;
    let (input, form): (MemberInput, Form) = (request.form()?, request.fields()?);
    let done = |id: AllianceId| alliance_page(id).notice("directory-notice-admitted");
    Ok(Reply::write(request.key(), move |op| work::admit(op, id, &input), done)
        .or(move |op, error| about(op, id, "directory/alliance_member.html", form.view_of(error))))
}

/// `GET /directory/alliances/{id}/departures/new`
pub(crate) fn new_departure(request: Request) -> Answer {
    let id = request.path_id::<AllianceKind>("id")?;
    let (institution, role) = (given(&request, "institution"), given(&request, "role"));
    super::read(move |op| {
        op.check(&Action::Keep)?;
        let form = FormView::new([institution, role, text("left_on", op.today())]);
        about(op, id, "directory/alliance_departure.html", form)
    })
}

/// `POST /directory/alliances/{id}/departures`
pub(crate) fn dismiss(request: Request) -> Answer {
    let id = request.path_id::<AllianceKind>("id")?;
    let (input, form): (Departure, Form) = (request.form()?, request.fields()?);
    let done = |id: AllianceId| alliance_page(id).notice("directory-notice-dismissed");
    Ok(Reply::write(request.key(), move |op| work::dismiss(op, id, &input), done)
        .or(move |op, error| about(op, id, "directory/alliance_departure.html", form.view_of(error))))
}

/// `GET /directory/alliances/{id}/dissolution`
pub(crate) fn new_dissolution(request: Request) -> Answer {
    let id = request.path_id::<AllianceKind>("id")?;
    super::read(move |op| {
        op.check(&Action::Dissolve(id))?;
        let form = FormView::new([text("dissolved_on", op.today())]);
        about(op, id, "directory/alliance_dissolution.html", form)
    })
}

/// `POST /directory/alliances/{id}/dissolution`
pub(crate) fn dissolve(request: Request) -> Answer {
    let id = request.path_id::<AllianceKind>("id")?;
    let (input, form): (Dissolution, Form) = (request.form()?, request.fields()?);
    let done = |id: AllianceId| alliance_page(id).notice("directory-notice-dissolved");
    Ok(Reply::write(request.key(), move |op| work::dissolve(op, id, &input), done)
        .or(move |op, error| about(op, id, "directory/alliance_dissolution.html", form.view_of(error))))
}
