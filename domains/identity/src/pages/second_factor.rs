//! Enrolling and keeping the second factor. Open to whoever has signed in, and to whoever must enrol before they are.

use op::{Actor, App, Error, Op, Result};
use web::{Answer, Form, FormView, Reply, Request, Response, context};

use super::sign_in::Caller;
use crate::model::{Session, Stage};
use crate::store::{people, secrets};
use crate::work::second_factor as work;
use crate::{second_factor, store};

/// Longest code that is looked at.
const CODE_CHARS_MAX: usize = 20;

/// Who enrols: the actor, or the person of a sign-in that waits for an enrolment.
fn who(app: &App, actor: &Actor, caller: &Caller) -> Result<Actor> {
    if actor.kind == op::ActorKind::Person {
        return Ok(actor.clone());
    }
    let current = caller.current(app, actor)?.filter(|current| current.stage == Stage::Enrolment);
    let session: Session = current.ok_or(Error::Unknown)?.session;
    let mut who = Actor::with_grants(&session.person, Vec::new());
    who.session = Some(session.session);
    Ok(who)
}

/// GET /account/second-factor
pub(crate) fn page(request: Request) -> Answer {
    let caller = Caller::of(&request);
    Ok(Reply::work(move |app, actor| {
        let who = who(app, actor, &caller)?;
        app.read(&who, |op| shown(op, FormView::blank()))
    }))
}

/// The page in whichever state the enrolment is.
fn shown(op: &Op, form: FormView) -> Result<Response> {
    let person = op.actor().id.as_str();
    let factor = secrets::factor(op.conn(), person)?;
    let state = match factor.as_ref().map(|factor| factor.confirmed_at) {
        None => "none",
        Some(None) => "waiting",
        Some(Some(_)) => "enrolled",
    };
    let secret = match state {
        "waiting" => second_factor::secret_text(&work::waiting_secret(op, person)?),
        _ => String::new(),
    };
    let roles = store::authority::held(op.conn(), person, op.now())?;
    let obligatory = crate::rules::session::obligatory(roles.iter().map(|grant| grant.role.as_str()));
    let codes_left = secrets::recovery_codes_left(op.conn(), person)?;
    let since = factor.and_then(|factor| factor.confirmed_at);
    let context = context! { state, secret, obligatory, codes_left, since, form };
    Ok(Response::page("identity/second_factor.html", context).header("cache-control", "no-store"))
}

/// POST /account/second-factor
pub(crate) fn begin(request: Request) -> Answer {
    let caller = Caller::of(&request);
    Ok(Reply::work(move |app, actor| {
        let who = who(app, actor, &caller)?;
        let person = who.id.clone();
        app.write(&who, None, move |op| work::enrol(op, &person))?;
        Ok(Response::see_other("/account/second-factor"))
    }))
}

/// GET /account/second-factor/picture.svg
pub(crate) fn picture(request: Request) -> Answer {
    let caller = Caller::of(&request);
    Ok(Reply::work(move |app, actor| {
        let who = who(app, actor, &caller)?;
        let picture = app.read(&who, |op| {
            let secret = work::waiting_secret(op, &op.actor().id)?;
            let name = people::person(op.conn(), &op.actor().id)?.and_then(|person| person.sign_in_name);
            second_factor::picture(&secret, &name.unwrap_or_else(|| "account".to_owned()))
        })?;
        Ok(Response::inline(picture.into_bytes(), "image/svg+xml").header("cache-control", "no-store"))
    }))
}

/// POST /account/second-factor/confirmation
pub(crate) fn confirm(request: Request) -> Answer {
    with_code(request, |app, who, _, code| {
        let (person, session) = (who.id.clone(), who.session.clone().ok_or(Error::Unknown)?);
        app.write(who, None, move |op| work::confirm(op, &person, &session, &code)).map(Some)
    })
}

/// POST /account/second-factor/recovery-codes
pub(crate) fn renew(request: Request) -> Answer {
    with_code(request, |app, who, caller, code| {
        let (person, origin) = (who.id.clone(), caller.origin.clone());
        let (shown, codes) = app.write(who, None, move |op| work::renew_recovery_codes(op, &person, &code, &origin))?;
        shown.or_refuse().map(|()| Some(codes))
    })
}

/// POST /account/second-factor/removal
pub(crate) fn remove(request: Request) -> Answer {
    with_code(request, |app, who, caller, code| {
        let (person, origin) = (who.id.clone(), caller.origin.clone());
        app.write(who, None, move |op| work::remove(op, &person, &code, &origin))?.or_refuse()?;
        Ok(None)
    })
}

type Verb = fn(&App, &Actor, &Caller, String) -> Result<Option<Vec<String>>>;

/// Reads a code, runs a verb with it, and shows the recovery codes it answers, or the page again.
fn with_code(request: Request, verb: Verb) -> Answer {
    let caller = Caller::of(&request);
    let mut form: Form = request.fields()?;
    let code = form.secret("code", 1..=CODE_CHARS_MAX);
    Ok(Reply::work(move |app, actor| {
        let who = who(app, actor, &caller)?;
        match form.check().and_then(|()| verb(app, &who, &caller, code)) {
            Ok(Some(codes)) => {
                Ok(Response::page("identity/recovery_codes.html", context! { codes })
                    .header("cache-control", "no-store"))
            }
            Ok(None) => Ok(Response::see_other("/account/second-factor").notice("identity-notice-factor_removed")),
            // Shown here and not by `or`: that would read as the request's actor, who may not have signed in yet.
            Err(error @ (Error::Invalid(_) | Error::Refused(_))) => {
                let view = form.view_of(&error);
                app.read(&who, |op| shown(op, view)).map(|response| response.status(422))
            }
            Err(error) => Err(error),
        }
    }))
}
