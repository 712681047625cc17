//! The edge: what happens to every request before it is routed and to every answer before it leaves.

use std::net::{IpAddr, SocketAddr};
use std::panic::AssertUnwindSafe;
use std::sync::atomic::Ordering;
use std::time::Duration;

use axum::body::Body;
use axum::extract::{ConnectInfo, Path, Request, State};
use axum::middleware::Next;
use futures_util::FutureExt;
use http::header::{ACCEPT_LANGUAGE, CONNECTION, HeaderValue};
use http::{HeaderMap, Response, Uri};
use tracing::Instrument;

use crate::answer::{self, Visit};
use crate::cookie::{self, CARE_COOKIE, Cookie, LANGUAGE_COOKIE, PREFERENCE_SECONDS};
use crate::listing::Format;
use crate::problem::Failure;
use crate::request::query_pairs;
use crate::site::Site;
use crate::{Locale, body, guard, measure};

/// Longest query, in bytes: a cursor, a search and every filter fit in it.
const QUERY_BYTES_MAX: usize = 8 * 1024;

/// The path template a request was routed to, for figures and logs.
#[derive(Clone, Copy)]
pub(crate) struct RouteLabel(pub(crate) &'static str);

/// What the edge found out about a request.
#[derive(Clone, Default)]
pub(crate) struct Arrival {
    pub(crate) request_id: String,
    pub(crate) client: String,
    /// Path without an export suffix.
    pub(crate) path: String,
    pub(crate) query: String,
    pub(crate) suffix: Option<Format>,
    pub(crate) locale: Locale,
    pub(crate) care: bool,
    /// Cookies that remember what was chosen in this request.
    pub(crate) preferences: Vec<Cookie>,
}

/// Stands around the router.
pub(crate) async fn edge(State(site): State<Site>, mut request: Request, next: Next) -> Response<Body> {
    let started = site.0.app.now();
    let arrival = arrive(&site, &mut request);
    let request_id = arrival.request_id.clone();
    let method = method_label(request.method());
    // No text of ours holds the character NUL, and PostgreSQL could not even be asked for one.
    let unfit = arrival.query.len() > QUERY_BYTES_MAX
        || [&arrival.path, &arrival.query].iter().any(|part| part.contains("%00"));
    let span = tracing::info_span!("request", request_id);
    let mut response = async {
        let visit = request.extensions().get::<Arrival>().cloned().unwrap_or_default();
        let (parts, body) = request.into_parts();
        let visit = Visit::new(site.clone(), visit, &parts);
        if unfit {
            return answer::finish(&visit, Err(Failure::malformed("query"))).await;
        }
        let (body, left) = body::watched(body);
        let answered = AssertUnwindSafe(next.run(Request::from_parts(parts, body))).catch_unwind().await;
        let mut response = match answered {
            Ok(response) => response,
            Err(panic) => answer::finish(&visit, Err(Failure::bug(format!("a panic: {}", said(&*panic))))).await,
        };
        // Whoever sends the next request on a connection that is about to be closed would get no answer.
        if left.is_some_and(|left| left.load(Ordering::Relaxed)) {
            response.headers_mut().insert(CONNECTION, HeaderValue::from_static("close"));
        }
        response
    }
    .instrument(span.clone())
    .await;
    let route = response.extensions().get::<RouteLabel>().map_or("", |label| label.0);
    guard::set_headers(response.headers_mut(), site.is_https());
    if let Ok(id) = HeaderValue::from_str(&request_id) {
        response.headers_mut().insert("x-request-id", id);
    }
    let (status, took) = (response.status().as_u16(), since(&site, started));
    measure::count(method, route, status, took);
    span.in_scope(|| tracing::info!(method, route, status, milliseconds = took.as_secs_f64() * 1e3, "answered"));
    response
}

/// What a panic said.
fn said(panic: &(dyn std::any::Any + Send)) -> &str {
    let text = panic.downcast_ref::<String>().map(String::as_str);
    text.or_else(|| panic.downcast_ref::<&str>().copied()).unwrap_or("nothing")
}

/// How long ago a moment was, by the clock everything goes by; a clock that was set back says nothing at all.
fn since(site: &Site, moment: units::Instant) -> Duration {
    let micros = site.0.app.now().micros().saturating_sub(moment.micros());
    Duration::from_micros(u64::try_from(micros).unwrap_or(0))
}

/// Looks at a request and leaves what was found in it. An export suffix is taken off the path.
fn arrive(site: &Site, request: &mut Request) -> Arrival {
    let headers = request.headers();
    let query = request.uri().query().unwrap_or_default().to_owned();
    let chosen = |name: &str| query_pairs(&query).find(|(known, _)| known == name).map(|(_, value)| value.into_owned());
    let mut preferences = Vec::new();
    let mut remember = |name, value: &str| {
        preferences.push(Cookie { name, value: value.to_owned(), max_age_seconds: Some(PREFERENCE_SECONDS) })
    };
    let locale =
        chosen("lang").and_then(|tag| Locale::parse(&tag)).inspect(|locale| remember(LANGUAGE_COOKIE, locale.tag()));
    let kept = || cookie::read(headers, LANGUAGE_COOKIE).and_then(Locale::parse);
    let accepted = || headers.get(ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok()).map(Locale::negotiate);
    let care = chosen("care").filter(|care| care == "0" || care == "1").inspect(|care| remember(CARE_COOKIE, care));
    let care = care.as_deref().or_else(|| cookie::read(headers, CARE_COOKIE)) == Some("1");
    let mut arrival = Arrival {
        request_id: request_id(site, headers),
        client: client(site, request),
        path: request.uri().path().to_owned(),
        locale: locale.or_else(kept).or_else(accepted).unwrap_or_default(),
        care,
        query,
        suffix: None,
        preferences,
    };
    if let Some((path, suffix)) = split_suffix(site, &arrival.path).filter(|_| request.method().is_safe()) {
        let target = if arrival.query.is_empty() { path.clone() } else { format!("{path}?{}", arrival.query) };
        if let Ok(uri) = target.parse::<Uri>() {
            *request.uri_mut() = uri;
            (arrival.path, arrival.suffix) = (path, Some(suffix));
        }
    }
    request.extensions_mut().insert(arrival.clone());
    arrival
}

/// The id a proxy gave the request, if it is well formed; else one of our own.
fn request_id(site: &Site, headers: &HeaderMap) -> String {
    let given = headers.get("x-request-id").and_then(|id| id.to_str().ok());
    let well_formed = |id: &&str| {
        (8..=64).contains(&id.len()) && id.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_".contains(&byte))
    };
    given.filter(well_formed).map_or_else(|| hex::encode(site.0.app.random::<12>()), str::to_owned)
}

/// The client's address; behind a proxy the last one it names, since earlier ones are the client's own word. A proxy that adds
/// a line of its own adds it behind those the client sent.
fn client(site: &Site, request: &Request) -> String {
    let named = request.headers().get_all("x-forwarded-for").iter().next_back().and_then(|line| line.to_str().ok());
    let named = named.and_then(|line| line.rsplit(',').next()?.trim().parse::<IpAddr>().ok());
    let peer = request.extensions().get::<ConnectInfo<SocketAddr>>().map(|info| info.0.ip());
    let address = if site.0.settings.behind_proxy { named.or(peer) } else { peer };
    address.map_or_else(|| "unknown".to_owned(), |address| address.to_string())
}

/// Takes `.csv` or `.xlsx` off a path, unless a route has it in its own path.
fn split_suffix(site: &Site, path: &str) -> Option<(String, Format)> {
    let (stem, ending) = path.rsplit_once('.')?;
    let format = Format::parse(ending).filter(|format| matches!(format, Format::Csv | Format::Xlsx))?;
    let fits = |template: &str| {
        let parts = template.split('/').zip(path.split('/'));
        let same = template.split('/').count() == path.split('/').count();
        same && parts.into_iter().all(|(part, asked)| part == asked || (part.starts_with('{') && part.ends_with('}')))
    };
    let literal = |template: &str| template.ends_with(&format!(".{ending}")) && fits(template);
    // What lies behind a prefix is the route's own business, dots and all.
    let prefixed = |template: &str| template.split_once("{*").is_some_and(|(prefix, _)| path.starts_with(prefix));
    let taken = path.starts_with("/assets/")
        || stem.ends_with('/')
        || site.routes().any(|route| literal(route.path) || prefixed(route.path));
    (!taken).then(|| (stem.to_owned(), format))
}

fn method_label(method: &http::Method) -> &'static str {
    match method.as_str() {
        "GET" => "GET",
        "HEAD" => "HEAD",
        "POST" => "POST",
        "PUT" => "PUT",
        "PATCH" => "PATCH",
        "DELETE" => "DELETE",
        _ => "other",
    }
}

/// Answers for a path that does not exist.
pub(crate) async fn unknown(State(site): State<Site>, request: Request) -> Response<Body> {
    fail(site, request, Failure::Op(op::Error::Missing)).await
}

/// Answers for a path that has other methods; the router adds which.
pub(crate) async fn wrong_method(State(site): State<Site>, request: Request) -> Response<Body> {
    fail(site, request, Failure::Method).await
}

async fn fail(site: Site, request: Request, failure: Failure) -> Response<Body> {
    let (mut parts, _) = request.into_parts();
    let arrival = parts.extensions.remove::<Arrival>().unwrap_or_default();
    answer::finish(&Visit::new(site, arrival, &parts), Err(failure)).await
}

/// Tells a browser that scripts of other sites may ask.
pub(crate) async fn open_options() -> Response<Body> {
    let mut response = Response::new(Body::empty());
    *response.status_mut() = http::StatusCode::NO_CONTENT;
    guard::open_to_all(response.headers_mut());
    response
}

/// Answers for an asset.
pub(crate) async fn asset(State(site): State<Site>, Path(path): Path<String>, request: Request) -> Response<Body> {
    match site.0.assets.answer(&path, request.headers()) {
        Some(response) => response,
        None => unknown(State(site), request).await,
    }
}

/// Browsers ask for `/favicon.ico` on their own; the mark of the site is an SVG.
pub(crate) async fn favicon(State(site): State<Site>, request: Request) -> Response<Body> {
    asset(State(site), Path("mark.svg".to_owned()), request).await
}
