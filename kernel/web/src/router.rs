//! The router, built from the list of routes.

use std::collections::BTreeMap;

use axum::Router;
use axum::extract::{Request, State};
use axum::routing::{MethodFilter, MethodRouter};
use tower_http::compression::predicate::{NotForContentType, Predicate, SizeAbove};
use tower_http::compression::{CompressionLayer, CompressionLevel};

use crate::site::Site;
use crate::{Domain, Method, Route, StartFault, edge, kernel, run};

/// Answers smaller than this are not compressed: gzip on small pages cost more than it saved.
const COMPRESS_BYTES_MIN: u64 = 8 * 1024;

/// Every route with the name of its domain; the kernel's own come first, as `web`.
pub fn routes(domains: &[&'static Domain]) -> impl Iterator<Item = (&'static str, &'static Route)> {
    let own = kernel::ROUTES.iter().map(|route| ("web", route));
    own.chain(domains.iter().flat_map(|domain| domain.routes().map(|route| (domain.name, route))))
}

/// Everything that answers HTTP requests.
pub(crate) fn router(site: &Site) -> Router {
    let mut paths: BTreeMap<&'static str, MethodRouter<Site>> = BTreeMap::new();
    for route in site.routes() {
        let answer = move |State(site): State<Site>, request: Request| run::answer(site, route, request);
        let known = paths.remove(route.path).unwrap_or_default();
        let mut methods = known.on(filter(route.method), answer);
        if route.open {
            methods = methods.options(edge::open_options);
        }
        paths.insert(route.path, methods);
    }
    let mut inner = Router::new();
    for (path, methods) in paths {
        inner = inner.route(path, methods);
    }
    let inner = inner
        .route("/assets/{*path}", axum::routing::get(edge::asset))
        .route("/favicon.ico", axum::routing::get(edge::favicon))
        .method_not_allowed_fallback(edge::wrong_method)
        .fallback(edge::unknown)
        .with_state(site.clone());
    let unlike_png = SizeAbove::new(COMPRESS_BYTES_MIN)
        .and(NotForContentType::IMAGES)
        // Workbooks and Parquet are compressed already; what statisticians exchange is text, whatever its name.
        .and(NotForContentType::new("application/vnd.openxmlformats"))
        .and(NotForContentType::new("application/vnd.apache.parquet"));
    // The edge stands outside of the routing, because it may change the path.
    Router::new()
        .fallback_service(inner)
        .layer(CompressionLayer::new().gzip(true).quality(CompressionLevel::Fastest).compress_when(unlike_png))
        .layer(axum::middleware::from_fn_with_state(site.clone(), edge::edge))
}

fn filter(method: Method) -> MethodFilter {
    match method {
        Method::Get => MethodFilter::GET,
        Method::Post => MethodFilter::POST,
        Method::Put => MethodFilter::PUT,
        Method::Patch => MethodFilter::PATCH,
        Method::Delete => MethodFilter::DELETE,
    }
}

/// Finds what would make the router panic or behave otherwise than the list says.
///
/// # Errors
/// A path that is not absolute, an API path outside `/api/`, two routes for one method and path, or two names for one
/// parameter.
pub(crate) fn check(site: &Site) -> Result<(), StartFault> {
    let mut seen: BTreeMap<(String, Method), &'static Route> = BTreeMap::new();
    let mut names: BTreeMap<String, &'static str> = BTreeMap::new();
    for route in site.routes() {
        if !route.path.starts_with('/') || (route.is_api() && !route.path.starts_with("/api/")) {
            return Err(StartFault(format!("the path {} is not where it belongs", route.path)));
        }
        let shape = route
            .path
            .split('/')
            .map(|part| if part.starts_with('{') { "{}" } else { part })
            .collect::<Vec<_>>()
            .join("/");
        if let Some(other) = names.insert(shape.clone(), route.path).filter(|other| *other != route.path) {
            return Err(StartFault(format!("{other} and {} are the same path", route.path)));
        }
        if seen.insert((shape, route.method), route).is_some() {
            return Err(StartFault(format!("{} {} is routed twice", route.method.name(), route.path)));
        }
    }
    Ok(())
}
