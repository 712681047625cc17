//! Signing in and out.

use std::net::IpAddr;

use op::{Actor, App, Error, Result};
use web::{Answer, FormView, Reply, Request, Response, context};

use super::next;
use crate::gate::{Gate, Place};
use crate::model::{PersonId, Refused, SessionId, Stage};
use crate::rules::session::{DEVICE_SECONDS, LIFETIME_SECONDS, device_words};
use crate::rules::throttle;
use crate::work::sign_in::{self, Origin, Start};
use crate::work::{second_factor, sessions};
use crate::{password, ticket};

/// The cookie by which a browser is known again. It is no key: it only counts its attempts apart.
const DEVICE_COOKIE: &str = "xq_device";
/// Longest name or password that is looked at.
const TYPED_CHARS_MAX: usize = 200;

/// What a sign-in needs of the request, kept beyond it.
#[derive(Clone)]
pub(crate) struct Caller {
    pub(crate) origin: Origin,
    device: String,
    ticket: Option<String>,
}

impl Caller {
    pub(crate) fn of(request: &Request) -> Caller {
        // Without a readable address all such clients share one bucket; known devices still have their own.
        let network = request.client.parse::<IpAddr>().map_or_else(|_| "unknown".to_owned(), throttle::network);
        let device_hash = request.cookie(DEVICE_COOKIE).filter(|cookie| cookie.len() < 100).map(ticket::hash);
        Caller {
            origin: Origin { address: request.client.clone(), network, device_hash },
            device: device_words(&request.user_agent()),
            ticket: request.session_token().map(str::to_owned),
        }
    }

    /// The session this browser began, if it lives; whatever its stage.
    pub(crate) fn current(&self, app: &App, actor: &Actor) -> Result<Option<sessions::Current>> {
        match &self.ticket {
            Some(ticket) => app.read(actor, |op| sessions::current(op, ticket)),
            None => Ok(None),
        }
    }
}

/// GET /sign-in
pub(crate) fn form(request: Request) -> Answer {
    let next = next(request.query_value("next").as_deref());
    if request.actor.person().is_some() {
        return Ok(Reply::now(Response::see_other(next)));
    }
    // A name in the link spares typing; it says nothing about whether such a person exists.
    let name: String = request.query_value("name").unwrap_or_default().chars().take(TYPED_CHARS_MAX).collect();
    let view = FormView::new([("next".to_owned(), next), ("sign_in_name".to_owned(), name)]);
    Ok(Reply::now(Response::page("identity/sign_in.html", context! { form => view })))
}

/// POST /sign-in. It carries no request key: the hash kept with one would be a fast hash over the password.
pub(crate) fn submit(request: Request) -> Answer {
    let mut form = request.fields()?;
    let name = form.text("sign_in_name", 1..=TYPED_CHARS_MAX).to_lowercase();
    let typed = form.secret("password", 1..=TYPED_CHARS_MAX);
    let next = next(form.opt_text("next", 1000).as_deref());
    let (caller, checked) = (Caller::of(&request), form.check());
    Ok(Reply::work(move |app: &App, _| {
        let mut hold = None;
        let outcome = checked.and_then(|()| begin(app, &caller, &name, &typed, &mut hold));
        let response = match outcome {
            Ok((session, stage, device)) => {
                // The browser is known only once the whole sign-in succeeded.
                let response = match stage {
                    Stage::Complete => known(Response::see_other(next), device),
                    Stage::Factor => Response::see_other(format!("/sign-in/second-factor?next={}", encode(&next))),
                    Stage::Enrolment => Response::see_other("/account/second-factor"),
                };
                response.session(session, LIFETIME_SECONDS)
            }
            // Shown here and not by `or`: a wrong answer is held back as long as a right one.
            Err(error @ (Error::Invalid(_) | Error::Refused(_))) => {
                Response::page("identity/sign_in.html", context! { form => form.view_of(&error) }).status(422)
            }
            Err(error) => return Err(error),
        };
        Ok(match hold {
            Some((seconds, place)) => response.held(seconds, place),
            None => response,
        })
    }))
}

/// Answers held back at once, see [`throttle`].
static HELD: Gate = Gate::new();

/// Seconds for which an answer is held, and its place among those that are.
type Hold = Option<(u64, Place)>;

/// A place among the answers held back.
///
/// Errors: `TooMany` if all are taken.
fn hold(seconds: i64, name: &str, origin: &Origin) -> Result<Hold> {
    if seconds == 0 {
        return Ok(None);
    }
    let keys = vec![
        (format!("{name}\n{}", origin.address), throttle::HELD_OF_ADDRESS),
        (origin.network.clone(), throttle::HELD_OF_NETWORK),
    ];
    let full = Error::TooMany { retry_after_seconds: throttle::NO_PLACE_SECONDS };
    Ok(Some((seconds.unsigned_abs(), HELD.enter(keys).ok_or(full)?)))
}

/// Counts the attempt, verifies outside any write, begins the session. Answers cookie text, stage, device cookie; `held` says
/// how long the answer must wait.
fn begin(app: &App, caller: &Caller, name: &str, typed: &str, held: &mut Hold) -> Result<(String, Stage, String)> {
    let platform = Actor::system("sign-in");
    let (attempt_name, origin) = (name.to_owned(), caller.origin.clone());
    let challenge = app.write(&platform, None, move |op| sign_in::attempt(op, &attempt_name, &origin))?;
    *held = hold(challenge.held_seconds, name, &caller.origin)?;
    let failed = || Error::refused(Refused::SignInFailed);
    // Counted on a network only those whom the network's bucket counts: a known browser has places of its own.
    let known = caller.origin.device_hash.as_ref().filter(|_| challenge.network_bucket.is_none());
    let from = known.unwrap_or(&caller.origin.network);
    if !password::verify_for(Some(from), typed, challenge.phc.as_deref())? {
        return Err(failed());
    }
    let (Some(person), Some(verified)) = (challenge.person, challenge.phc) else {
        return Err(failed());
    };
    let person: PersonId = person.parse().map_err(|_| Error::bug("a person's id is malformed"))?;
    let session: SessionId = units::Id::from_parts(app.now(), app.random());
    let text = ticket::session(person, session, app.random());
    let device = ticket::device(app.random());
    let start = Start {
        person,
        session,
        token_hash: ticket::hash(&text),
        device_hash: ticket::hash(&device),
        device: caller.device.clone(),
        bucket: challenge.bucket,
        network_bucket: challenge.network_bucket,
        verified,
    };
    let actor = Actor::with_grants(&person.to_string(), Vec::new());
    let stage = app.write(&actor, None, move |op| sign_in::start(op, &start))?;
    Ok((text, stage, device))
}

/// GET /sign-in/second-factor
pub(crate) fn factor_form(request: Request) -> Answer {
    let next = next(request.query_value("next").as_deref());
    let caller = Caller::of(&request);
    Ok(Reply::work(move |app, actor| {
        let to = match caller.current(app, actor)?.map(|current| current.stage) {
            None => "/sign-in".to_owned(),
            Some(Stage::Enrolment) => "/account/second-factor".to_owned(),
            Some(Stage::Complete) => next,
            Some(Stage::Factor) => {
                let view = FormView::new([("next".to_owned(), next)]);
                return Ok(Response::page("identity/sign_in_factor.html", context! { form => view }));
            }
        };
        Ok(Response::see_other(to))
    }))
}

/// POST /sign-in/second-factor
pub(crate) fn factor_submit(request: Request) -> Answer {
    let mut form = request.fields()?;
    let code = form.secret("code", 1..=TYPED_CHARS_MAX);
    let next = next(form.opt_text("next", 1000).as_deref());
    let (caller, checked) = (Caller::of(&request), form.check());
    let work = Reply::work(move |app: &App, actor: &Actor| {
        checked?;
        let current = caller.current(app, actor)?.filter(|current| current.stage == Stage::Factor);
        let session = current.ok_or_else(|| Error::refused(Refused::SignInStale))?.session;
        let device = ticket::device(app.random());
        let who = Actor::with_grants(&session.person, Vec::new());
        let (origin, device_hash) = (caller.origin.clone(), ticket::hash(&device));
        app.write(&who, None, move |op| second_factor::show(op, &session, &code, &origin, &device_hash))?
            .or_refuse()?;
        Ok(known(Response::see_other(next), device))
    });
    let again = move |_: &op::Op, error: &Error| -> Result<Response> {
        Ok(Response::page("identity/sign_in_factor.html", context! { form => form.view_of(error) }))
    };
    Ok(work.or(again))
}

/// POST /sign-out. Also ends a sign-in that was not completed.
pub(crate) fn out(request: Request) -> Answer {
    let caller = Caller::of(&request);
    Ok(Reply::work(move |app, actor| {
        if let Some(current) = caller.current(app, actor)? {
            let session = current.session;
            let who = Actor::with_grants(&session.person, Vec::new());
            app.write(&who, None, move |op| sessions::end(op, &session.person, &session.session))?;
        }
        Ok(Response::see_other("/").end_session().notice("identity-notice-signed_out"))
    }))
}

fn known(response: Response, device: String) -> Response {
    response.cookie(DEVICE_COOKIE, device, Some(DEVICE_SECONDS))
}

fn encode(path: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte);
    path.bytes().map(|byte| if plain(byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") }).collect()
}
