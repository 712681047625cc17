//! A forgotten password: making a link for a new one, and setting it with the link.

use op::{Actor, App, Op, Result};
use units::Args;
use web::{Answer, FormView, Reply, Request, Response, context};

use super::person;
use crate::password;
use crate::rules::fields;
use crate::work::{people, resets};

/// Longest password that is looked at.
const TYPED_CHARS_MAX: usize = 200;

/// POST /identity/people/{person}/password-resets. Without a request key: the link is shown once and kept nowhere.
pub(crate) fn make(request: Request) -> Answer {
    let person = request.path("person")?;
    let timeline = request.timeline();
    Ok(Reply::work(move |app: &App, actor: &Actor| {
        let link = resets::make_link(app, actor, &person)?;
        app.read(actor, |op| person::shown_with_link(op, &person, &timeline, link))
    }))
}

/// GET /password-resets/{token}
pub(crate) fn open(request: Request) -> Answer {
    let link = request.path("token")?;
    Ok(Reply::read(move |op| shown(op, &link, FormView::blank())))
}

fn shown(op: &Op, link: &str, form: FormView) -> Result<Response> {
    let (reset, sign_in_name) = resets::open(op, link)?;
    // The address is a secret: neither caches nor the next site may keep it.
    Ok(Response::page(
        "identity/new_password.html",
        context! { link => link.to_owned(), sign_in_name, until => reset.expires_at, form },
    )
    .header("cache-control", "no-store")
    .header("referrer-policy", "no-referrer"))
}

/// POST /password-resets/{token}: sets the new password.
pub(crate) fn finish(request: Request) -> Answer {
    let link = request.path("token")?;
    let mut form = request.fields()?;
    let typed = form.secret("password", 1..=TYPED_CHARS_MAX);
    if form.secret("again", 1..=TYPED_CHARS_MAX) != typed {
        form.fault("again", "identity.password.differs", Args::none());
    }
    let (checked, again) = (form.check(), link.clone());
    let work = Reply::work(move |app: &App, actor: &Actor| {
        checked?;
        let (_, name) = app.read(actor, |op| resets::open(op, &link))?;
        fields::password(&typed, &name).map_err(people::invalid)?;
        let phc = password::hash(&typed, app.random())?;
        app.write(actor, None, move |op| resets::finish(op, &link, &phc))?;
        Ok(Response::see_other("/sign-in").end_session().notice("identity-notice-password_reset"))
    });
    Ok(work.or(move |op, error| shown(op, &again, form.view_of(error))))
}
