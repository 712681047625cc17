//! The one way a request is answered: guard, actor, body, handler, operation, answer.

use std::sync::Arc;
use std::time::Duration;

use axum::body::Body;
use axum::extract::{FromRequestParts, RawPathParams};
use http::request::Parts;
use op::{Actor, Error, Op, RequestKey};
use sha2::{Digest, Sha256};
use tokio::sync::{OwnedSemaphorePermit, oneshot};

use crate::answer::{self, Visit};
use crate::body::{self, Received};
use crate::edge::Arrival;
use crate::payload::Payload;
use crate::problem::Failure;
use crate::reply::{Reply, WorkPlan, WritePlan};
use crate::site::Site;
use crate::{Access, Request, Response, Route, cookie, guard};

/// Most bytes of a key a client brings.
const KEY_BYTES_MAX: usize = 100;

/// An answer, and the actor's names if they were read along.
pub(crate) struct Ready {
    pub(crate) response: Response,
    pub(crate) names: Option<Names>,
}

/// How the actor is called, and whom they act for; empty for nobody.
#[derive(Default)]
pub(crate) struct Names {
    pub(crate) own: String,
    pub(crate) on_behalf: String,
}

impl Names {
    pub(crate) fn read(site: &Site, op: &Op) -> Names {
        let name = |id: &str| (site.0.hooks.display_name)(op, id);
        let actor = op.actor();
        match actor.person() {
            None => Names::default(),
            Some(_) => Names { own: name(&actor.id), on_behalf: actor.acts_for().map(name).unwrap_or_default() },
        }
    }
}

/// Answers a request that was routed.
pub(crate) async fn answer(site: Site, route: &'static Route, request: axum::extract::Request) -> http::Response<Body> {
    let (mut parts, body) = request.into_parts();
    let arrival = parts.extensions.remove::<Arrival>().unwrap_or_default();
    let mut visit = Visit::new(site, arrival, &parts);
    let mut outcome = attempt(&mut visit, route, parts, body).await;
    let held = outcome.as_mut().ok().and_then(|ready| ready.response.held.take());
    let mut response = answer::finish(&visit, outcome).await;
    if let Some(held) = held {
        // Whoever hangs up meanwhile gives no place back: the time is what bounds how fast somebody guesses.
        let wait = tokio::spawn(async move {
            tokio::time::sleep(Duration::from_secs(held.seconds)).await;
            drop(held.place);
        });
        let _ = wait.await;
    }
    if route.open {
        guard::open_to_all(response.headers_mut());
    }
    response.extensions_mut().insert(crate::edge::RouteLabel(route.path));
    response
}

async fn attempt(visit: &mut Visit, route: &'static Route, mut parts: Parts, body: Body) -> Result<Ready, Failure> {
    let site = visit.site.clone();
    if !guard::is_own(&parts.method, &parts.headers, site.0.settings.public_url.as_deref()) {
        return Err(Failure::CrossSite);
    }
    if route.is_api() && !answer::accepts_json(&parts.headers) {
        return Err(Failure::NotAcceptable);
    }
    let params = RawPathParams::from_request_parts(&mut parts, &()).await.map_err(|_| Error::Missing)?;
    let params = params.iter().map(|(name, value)| (name.to_owned(), value.to_owned())).collect();
    let bearer = guard::bearer(&parts.headers).is_some();
    visit.actor = Arc::new(authenticate(&site, &parts).await?);
    if route.access == Access::SignedIn && visit.actor.person().is_none() && !visit.actor.is_system() {
        return Err(Error::Unknown.into());
    }
    let (payload, key) = match parts.method.is_safe() {
        true => (Payload::Empty, None),
        false => {
            let received = body::receive(&site, route, &parts.headers, body).await?;
            let key = request_key(&parts, &received)?;
            (received.payload, key)
        }
    };
    let request = visit.request(parts.headers, params, payload, key, bearer);
    let suffixed = visit.arrival.suffix.is_some();
    let ready = run(visit, route, request).await?;
    // An address such as `/x.csv` exists only where there is something to export.
    if suffixed && !ready.response.exported { Err(Error::Missing.into()) } else { Ok(ready) }
}

/// Who asks: by bearer token, else by session. A wrong token is refused; a session that is over is nobody.
async fn authenticate(site: &Site, parts: &Parts) -> op::Result<Actor> {
    let hooks = site.0.hooks;
    let app = site.0.app.clone();
    if parts.headers.contains_key(http::header::AUTHORIZATION) {
        let token = guard::bearer(&parts.headers).ok_or(Error::Unknown)?.to_owned();
        return on_reader(site, move || (hooks.bearer)(&app, &token)).await?.ok_or(Error::Unknown);
    }
    match cookie::read(&parts.headers, cookie::SESSION_COOKIE).filter(|token| !token.is_empty()) {
        None => Ok(Actor::public()),
        Some(token) => {
            let token = token.to_owned();
            Ok(on_reader(site, move || (hooks.authenticate)(&app, &token)).await?.unwrap_or_else(Actor::public))
        }
    }
}

/// Runs a short read where the database allows it on this thread, else on one that may wait.
pub(crate) async fn on_reader<T: Send + 'static>(
    site: &Site,
    read: impl FnOnce() -> op::Result<T> + Send + 'static,
) -> op::Result<T> {
    match site.0.app.db().reads_inline() {
        true => read(),
        false => tokio::task::spawn_blocking(read)
            .await
            .map_err(|error| Error::bug(format!("a read did not end: {error}")))?,
    }
}

/// The key under which a repeat is recognised, and the hash of what is asked for.
fn request_key(parts: &Parts, received: &Received) -> Result<Option<RequestKey>, Failure> {
    let header = parts
        .headers
        .get("idempotency-key")
        .map(|value| value.to_str().map_err(|_| Failure::malformed("Idempotency-Key")));
    let field = || received.payload.fields().iter().find(|(name, _)| name == "_key").map(|(_, value)| value.as_str());
    let Some(key) = header.transpose()?.or_else(field).filter(|key| !key.is_empty()) else {
        return Ok(None);
    };
    if key.len() > KEY_BYTES_MAX || !key.bytes().all(|byte| byte.is_ascii_graphic()) {
        return Err(Failure::malformed("Idempotency-Key"));
    }
    let target = parts.uri.path_and_query().map_or("", |target| target.as_str());
    let asked = format!("{}\n{target}\n{}", parts.method, received.hash);
    Ok(Some(RequestKey { key: key.to_owned(), hash: hex::encode(Sha256::digest(asked)) }))
}

async fn run(visit: &Visit, route: &'static Route, request: Request) -> Result<Ready, Failure> {
    let (site, actor) = (visit.site.clone(), visit.actor.clone());
    let step = {
        let (site, actor) = (site.clone(), actor.clone());
        on_reader(&visit.site, move || match (route.handler)(request)? {
            Reply::Now(response) => Ok(Ok(Ready { response, names: None })),
            Reply::Read(read) => site.0.app.read(&actor, |op| Ok(Ok(named(&site, op, read(op)?)))),
            later => Ok(Err(later)),
        })
    };
    let later = match step.await? {
        Ok(ready) => return Ok(ready),
        Err(later) => later,
    };
    let within = site.0.settings.answer_within;
    let (outcome, again) = match later {
        Reply::Write(WritePlan { submit, again }) => {
            let (sender, receiver) = oneshot::channel();
            submit(&site.0.app, &actor, Box::new(move |outcome| drop(sender.send(outcome))));
            let outcome = match tokio::time::timeout(within, receiver).await {
                Ok(Ok(outcome)) => outcome.map(|finish| Ready { response: finish(), names: None }),
                Ok(Err(_)) => Err(Error::bug("a write was never answered")),
                Err(_) => Err(Error::Busy),
            };
            (outcome, again)
        }
        Reply::Work(WorkPlan { work, again }) => {
            let (app, actor) = (site.0.app.clone(), actor.clone());
            let outcome = on_thread(&site, move || Ok(Ready { response: work(&app, &actor)?, names: None })).await;
            (outcome, again)
        }
        Reply::Long(read) => {
            let (inside, actor) = (site.clone(), actor.clone());
            let outcome =
                on_thread(&site, move || inside.0.app.read(&actor, |op| Ok(named(&inside, op, read(op)?)))).await;
            (outcome, None)
        }
        Reply::Now(response) => (Ok(Ready { response, names: None }), None),
        Reply::Read(_) => (Err(Error::bug("a short read was left over")), None),
    };
    match (outcome, again) {
        (Err(error @ (Error::Invalid(_) | Error::Refused(_) | Error::Conflict(_))), Some(again)) => {
            let status = if matches!(error, Error::Conflict(_)) { 409 } else { 422 };
            let inside = site.clone();
            let mut ready =
                on_reader(&site, move || inside.0.app.read(&actor, |op| Ok(named(&inside, op, again(op, &error)?))))
                    .await?;
            if ready.response.status == 200 {
                ready.response.status = status;
            }
            Ok(ready)
        }
        (outcome, _) => Ok(outcome?),
    }
}

/// Runs what may take long on a thread of its own. There are only so many; whoever finds none in time comes again.
async fn on_thread<T: Send + 'static>(
    site: &Site,
    work: impl FnOnce() -> op::Result<T> + Send + 'static,
) -> op::Result<T> {
    let within = site.0.settings.answer_within;
    let permit = turn_of_long(site).await?;
    let task = tokio::task::spawn_blocking(move || {
        let _permit: OwnedSemaphorePermit = permit;
        work()
    });
    match tokio::time::timeout(within, task).await {
        Ok(Ok(outcome)) => outcome,
        Ok(Err(error)) => Err(Error::bug(format!("work did not end: {error}"))),
        Err(_) => Err(Error::Busy),
    }
}

/// A place among the long operations.
pub(crate) async fn turn_of_long(site: &Site) -> op::Result<OwnedSemaphorePermit> {
    let turn = tokio::time::timeout(site.0.settings.answer_within, site.0.long.clone().acquire_owned()).await;
    turn.ok().and_then(Result::ok).ok_or(Error::Busy)
}

/// Reads the actor's names along with a page, while there is a connection at hand.
fn named(site: &Site, op: &Op, response: Response) -> Ready {
    let names = response.is_page().then(|| Names::read(site, op));
    Ready { response, names }
}
