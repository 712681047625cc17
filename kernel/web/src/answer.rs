//! From a response or a failure to bytes and headers.

use std::sync::Arc;

use axum::body::Body;
use http::header::{ACCEPT, CACHE_CONTROL, CONTENT_LENGTH, CONTENT_TYPE, SET_COOKIE, VARY};
use http::request::Parts;
use http::{HeaderMap, HeaderName, HeaderValue};
use op::{Actor, Error, RequestKey};
use serde_json::json;
use tokio::runtime::Handle;

use crate::edge::Arrival;
use crate::frame::{Frame, with_notice};
use crate::payload::Payload;
use crate::problem::{Failure, Problem};
use crate::response::Body as Content;
use crate::run::{Names, Ready, on_reader, turn_of_long};
use crate::site::Site;
use crate::{Request, Response, stream};

/// What is known of a request while it is answered.
pub(crate) struct Visit {
    pub(crate) site: Site,
    pub(crate) arrival: Arrival,
    pub(crate) actor: Arc<Actor>,
    safe: bool,
    /// Whether only the headers are asked for.
    head: bool,
    wants_json: bool,
}

impl Visit {
    pub(crate) fn new(site: Site, arrival: Arrival, parts: &Parts) -> Visit {
        let wants_json = arrival.path.starts_with("/api/") || prefers_json(&parts.headers);
        Visit {
            site,
            arrival,
            actor: Arc::new(Actor::public()),
            safe: parts.method.is_safe(),
            head: parts.method == http::Method::HEAD,
            wants_json,
        }
    }

    pub(crate) fn request(
        &self,
        headers: HeaderMap,
        params: Vec<(String, String)>,
        payload: Payload,
        key: Option<RequestKey>,
        bearer: bool,
    ) -> Request {
        Request {
            actor: self.actor.clone(),
            locale: self.arrival.locale,
            care: self.arrival.care,
            client: self.arrival.client.clone(),
            request_id: self.arrival.request_id.clone(),
            site: self.site.clone(),
            headers,
            url_path: self.arrival.path.clone(),
            url_query: self.arrival.query.clone(),
            suffix: self.arrival.suffix,
            params,
            payload,
            key,
            bearer,
        }
    }

    fn frame(&self, names: Names) -> Frame<'_> {
        Frame {
            site: &self.site,
            locale: self.arrival.locale,
            care: self.arrival.care,
            path: &self.arrival.path,
            query: &self.arrival.query,
            actor: &self.actor,
            names,
        }
    }

    /// Where somebody who must sign in first is sent; back here afterwards, if this was a page to look at.
    fn sign_in(&self) -> Response {
        let mut here = self.arrival.path.clone();
        if !self.arrival.query.is_empty() {
            here = format!("{here}?{}", self.arrival.query);
        }
        match self.safe {
            true => Response::see_other(format!("/sign-in?next={}", urlencoding::encode(&here))),
            false => Response::see_other("/sign-in"),
        }
    }
}

/// Makes the answer.
pub(crate) async fn finish(visit: &Visit, outcome: Result<Ready, Failure>) -> http::Response<Body> {
    let failure = match outcome {
        Ok(ready) => match build(visit, ready).await {
            Ok(response) => return response,
            Err(error) => Failure::Op(error),
        },
        Err(failure) => failure,
    };
    if let Failure::Op(Error::Bug(chain)) = &failure {
        tracing::error!(request_id = visit.arrival.request_id, chain, "a defect");
    }
    let response = describe(visit, &failure);
    build(visit, Ready { response, names: None }).await.unwrap_or_else(|error| {
        tracing::error!(request_id = visit.arrival.request_id, %error, "a failure could not be shown");
        let mut plain = http::Response::new(Body::from(format!("{} {}", failure.status(), failure.code())));
        *plain.status_mut() = http::StatusCode::from_u16(failure.status()).unwrap_or_default();
        plain
    })
}

/// A failure as a problem document or as a page.
fn describe(visit: &Visit, failure: &Failure) -> Response {
    if !visit.wants_json && *failure == Failure::Op(Error::Unknown) {
        return visit.sign_in();
    }
    let voice = visit.site.voice(visit.arrival.locale);
    let problem = Problem::of(failure, &voice, &visit.arrival.request_id);
    let retry_after = failure.retry_after_seconds();
    let response = match visit.wants_json {
        true => Response::json(problem.status, &problem).header("content-type", "application/problem+json"),
        false => {
            let errors: Vec<_> = problem
                .errors
                .iter()
                .map(|error| json!({ "field": error.field, "text": error.detail, "quoted": error.quoted }))
                .collect();
            let context = crate::context! {
                status => problem.status, title => problem.title, detail => problem.detail, errors => errors, retry_after => retry_after,
                request_id => problem.request_id,
            };
            Response::page("error.html", context).status(problem.status)
        }
    };
    let response = match retry_after {
        Some(seconds) => response.header("retry-after", seconds.to_string()),
        None => response,
    };
    match failure {
        Failure::Op(Error::Unknown) => response.header("www-authenticate", "Bearer realm=\"xueqiao\""),
        _ => response,
    }
}

async fn build(visit: &Visit, ready: Ready) -> op::Result<http::Response<Body>> {
    let Ready { mut response, names } = ready;
    let content = std::mem::replace(&mut response.body, Content::Empty);
    // An answer that says itself how it may be cached is not one anybody may see.
    let own_caching = response.headers.iter().any(|(name, _)| *name == "cache-control");
    let keep = visit.safe && response.status == 200 && !own_caching;
    let (media_type, length, body) = content_of(visit, keep, content, names).await?;
    let mut built = http::Response::new(body);
    *built.status_mut() = http::StatusCode::from_u16(response.status).map_err(Error::bug)?;
    let headers = built.headers_mut();
    if let Some(media_type) = media_type {
        headers.insert(CONTENT_TYPE, HeaderValue::from_str(&media_type).map_err(Error::bug)?);
    }
    if let Some(length) = length {
        headers.insert(CONTENT_LENGTH, HeaderValue::from(length));
    }
    set_caching(visit, headers);
    for (name, value) in &response.headers {
        let value = match &response.notice {
            Some((key, args)) if *name == "location" => with_notice(value, key, args),
            _ => value.clone(),
        };
        headers.insert(HeaderName::from_static(name), HeaderValue::from_str(&value).map_err(Error::bug)?);
    }
    for cookie in visit.arrival.preferences.iter().chain(&response.cookies) {
        let value = HeaderValue::from_str(&cookie.header(visit.site.is_https())).map_err(Error::bug)?;
        headers.append(SET_COOKIE, value);
    }
    Ok(built)
}

/// What a person sees signed in stays in no cache; public pages are asked for again each time.
fn set_caching(visit: &Visit, headers: &mut HeaderMap) {
    let signed_in = visit.actor.person().is_some() || !visit.safe;
    headers.insert(CACHE_CONTROL, HeaderValue::from_static(if signed_in { "no-store" } else { "no-cache" }));
    headers.insert(VARY, HeaderValue::from_static("accept-language, cookie, authorization"));
}

type Built = (Option<String>, Option<u64>, Body);

async fn content_of(visit: &Visit, keep: bool, content: Content, names: Option<Names>) -> op::Result<Built> {
    Ok(match content {
        Content::Empty => (None, None, Body::empty()),
        Content::Broken(why) => return Err(Error::Bug(why)),
        Content::Whole { bytes, media_type } => (Some(media_type), None, Body::from(bytes)),
        Content::Page { template, context } => {
            let names = match names {
                Some(names) => names,
                None => own_names(visit).await?,
            };
            let html = visit.frame(names).page(keep, template, context).map_err(Error::Bug)?;
            (Some("text/html; charset=utf-8".to_owned()), None, Body::from(html))
        }
        Content::Stored(file) => {
            let (app, hash) = (visit.site.0.app.clone(), file.hash.clone());
            let opened = tokio::task::spawn_blocking(move || app.files().open(&hash)).await.map_err(Error::bug)?;
            let mut reader = opened?;
            let body =
                stream::body(&visit.site, move |out| std::io::copy(&mut reader, out).map(drop).map_err(Error::bug))?;
            (Some(file.media_type), u64::try_from(file.size).ok(), body)
        }
        Content::File { path, size, media_type } => {
            let body = stream::body(&visit.site, move |out| {
                let mut file = std::fs::File::open(&path).map_err(Error::bug)?;
                std::io::copy(&mut file, out).map(drop).map_err(Error::bug)
            })?;
            (Some(media_type.to_owned()), Some(size), body)
        }
        // Nothing is read that nobody is going to see.
        Content::Stream { media_type, .. } if visit.head => (Some(media_type), None, Body::empty()),
        Content::Stream { media_type, write } => {
            let (app, actor) = (visit.site.0.app.clone(), visit.actor.clone());
            (Some(media_type), None, stream::body(&visit.site, move |out| write(&app, &actor, out))?)
        }
        Content::Export(export) => {
            let (app, actor) = (visit.site.0.app.clone(), visit.actor.clone());
            let (site, runtime) = (visit.site.clone(), Handle::current());
            let body = stream::body(&visit.site, move |out| {
                let mut turn = || runtime.block_on(turn_of_long(&site)).map(Some);
                export.write_csv(&app, &actor, &mut turn, out)
            })?;
            (Some("text/csv; charset=utf-8".to_owned()), None, body)
        }
    })
}

/// The actor's names, for a page that was made without a read.
async fn own_names(visit: &Visit) -> op::Result<Names> {
    if visit.actor.person().is_none() {
        return Ok(Names::default());
    }
    let (site, actor) = (visit.site.clone(), visit.actor.clone());
    on_reader(&visit.site, move || site.0.app.read(&actor, |op| Ok(Names::read(&site, op)))).await
}

/// Whether a client of the API can take JSON.
pub(crate) fn accepts_json(headers: &HeaderMap) -> bool {
    let Some(accept) = headers.get(ACCEPT).and_then(|accept| accept.to_str().ok()) else { return true };
    let takes = |range: &str| {
        let media = range.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
        // Exports and files have other types; a client that names one of them is not turned away here.
        media.starts_with("application/") || media == "*/*" || media == "text/csv" || media == "text/*"
    };
    accept.trim().is_empty() || accept.split(',').any(takes)
}

fn prefers_json(headers: &HeaderMap) -> bool {
    let accept = headers.get(ACCEPT).and_then(|accept| accept.to_str().ok()).unwrap_or_default();
    accept.contains("application/json") && !accept.contains("text/html")
}
