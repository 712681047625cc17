//! What is routed where: methods, unknown paths, HEAD, suffixes, assets, and lists that cannot be routed.

use axum::body::Body;
use http::Request;

use super::house::{NOTES, house};
use crate::*;

#[tokio::test]
async fn unknown_paths_and_wrong_methods_are_told_apart() {
    let house = house();
    assert_eq!(house.get("/nowhere").await.status, 404);
    assert_eq!(house.get("/api/nowhere").await.header("content-type"), "application/problem+json");
    let got = house.send(Request::delete("/api/notes").body(Body::empty()).unwrap()).await;
    assert_eq!(got.status, 405);
    let allow = got.header("allow");
    assert!(allow.contains("GET") && allow.contains("POST"), "{allow}");
    assert_eq!(got.json()["code"], "request.method");
}

#[tokio::test]
async fn head_is_get_without_a_body() {
    let house = house();
    let got = house.send(Request::head("/notes").body(Body::empty()).unwrap()).await;
    assert_eq!((got.status, got.bytes.len()), (200, 0));
    assert_eq!(got.header("content-type"), "text/html; charset=utf-8");
}

#[tokio::test]
async fn a_suffix_exports_only_what_can_be_exported() {
    let house = house();
    assert_eq!(house.get("/notes.csv").await.header("content-type"), "text/csv; charset=utf-8");
    assert_eq!(house.get("/accessibility.csv").await.status, 404);
    assert_eq!(house.get("/plain.csv").await.text(), "own", "a path that ends so by itself is left alone");
}

#[tokio::test]
async fn an_api_client_that_cannot_take_json_is_told() {
    let house = house();
    for (accept, status) in
        [("text/html", 406), ("application/json", 200), ("*/*", 200), ("image/png, application/*;q=0.5", 200)]
    {
        let got = house.send(Request::get("/api/notes").header("accept", accept).body(Body::empty()).unwrap()).await;
        assert_eq!(got.status, status, "{accept}");
    }
}

#[tokio::test]
async fn assets_are_named_by_content_compressed_and_kept() {
    let house = house();
    let html = house.get("/notes").await.text();
    let start = html.find("/assets/xueqiao.").unwrap();
    let address = &html[start..start + html[start..].find('"').unwrap()];
    let got = house.send(Request::get(address).header("accept-encoding", "gzip").body(Body::empty()).unwrap()).await;
    assert_eq!((got.status, got.header("content-encoding")), (200, "gzip"));
    assert!(got.header("cache-control").contains("immutable"));
    let plain = house.get("/assets/xueqiao.css").await;
    assert_eq!((plain.status, plain.header("cache-control")), (200, "public, no-cache"));
    assert!(plain.bytes.len() > got.bytes.len());
    let again = Request::get(address).header("if-none-match", got.header("etag")).body(Body::empty()).unwrap();
    assert_eq!(house.send(again).await.status, 304);
    assert_eq!(house.get("/assets/../Cargo.toml").await.status, 404);
    assert_eq!(house.get("/favicon.ico").await.header("content-type"), "image/svg+xml");
}

#[test]
fn a_list_that_cannot_be_routed_is_refused_at_the_start() {
    const fn page(path: &'static str) -> Route {
        Route::page(Method::Get, path, "x", Access::Public, |_| Ok(Reply::now(Response::empty(204))))
    }
    static TWICE: &[Route] = &[page("/a"), page("/a")];
    static NAMES: &[Route] = &[page("/a/{id}"), page("/a/{code}/b"), page("/a/{code}")];
    static OUTSIDE: &[Route] =
        &[Route::api(Method::Get, "/a", "x", Access::Public, |_| Ok(Reply::now(Response::empty(204))), Doc::EMPTY)];
    for routes in [TWICE, NAMES, OUTSIDE] {
        let domain = Box::leak(Box::new(Domain {
            routes: vec![routes].leak(),
            words: &[],
            templates: &[],
            menu: &[],
            ..copy()
        }));
        let house = house();
        let hooks = house.site.0.hooks;
        let made = Site::new(house.site.0.app.clone(), &[domain], hooks, Settings::default());
        assert!(made.is_err());
    }
}

pub(super) fn copy() -> Domain {
    Domain {
        name: NOTES.name,
        routes: &[],
        roles: &[],
        migrations: &[],
        jobs: &[],
        words: &[],
        templates: &[],
        menu: &[],
        matrix: NOTES.matrix,
        subject_access: NOTES.subject_access,
    }
}
