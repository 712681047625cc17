//! Who gets in: cross-site requests, sessions, tokens; and the headers of every answer.

use axum::body::Body;
use http::{HeaderMap, HeaderValue, Method, Request};

use super::house::{house, house_with};
use crate::Settings;
use crate::guard::is_own;

#[test]
fn only_our_own_pages_may_change_anything() {
    // method, sec-fetch-site, origin, host, authorization, public address, let in
    let table = [
        ("GET", "cross-site", "https://evil.test", "xq.test", "", None, true),
        ("HEAD", "cross-site", "", "xq.test", "", None, true),
        ("POST", "same-origin", "", "xq.test", "", None, true),
        ("POST", "none", "", "xq.test", "", None, true),
        ("POST", "same-site", "https://xq.test", "xq.test", "", None, false),
        ("POST", "cross-site", "https://xq.test", "xq.test", "", None, false),
        ("DELETE", "cross-site", "", "xq.test", "", None, false),
        ("POST", "", "https://xq.test", "xq.test", "", None, true),
        ("POST", "", "http://xq.test:8080", "xq.test:8080", "", None, true),
        ("POST", "", "https://xq.test", "xq.test:8080", "", None, false),
        ("POST", "", "https://evil.test", "xq.test", "", None, false),
        ("POST", "", "null", "xq.test", "", None, false),
        ("POST", "", "", "xq.test", "", None, false),
        ("PUT", "", "https://xq.test", "inner:8080", "", Some("https://xq.test"), true),
        ("PUT", "", "https://evil.test", "inner:8080", "", Some("https://xq.test"), false),
        ("POST", "cross-site", "https://evil.test", "xq.test", "Bearer abc", None, true),
        ("POST", "cross-site", "https://evil.test", "xq.test", "Basic abc", None, false),
    ];
    for (method, site, origin, host, authorization, public, expected) in table {
        let public: Option<&str> = public;
        let mut headers = HeaderMap::new();
        for (name, value) in
            [("sec-fetch-site", site), ("origin", origin), ("host", host), ("authorization", authorization)]
        {
            if !value.is_empty() {
                headers.insert(name, HeaderValue::from_str(value).unwrap());
            }
        }
        let method = Method::from_bytes(method.as_bytes()).unwrap();
        assert_eq!(
            is_own(&method, &headers, public),
            expected,
            "{method} {site} {origin} {host} {authorization} {public:?}"
        );
    }
}

#[tokio::test]
async fn a_cross_site_post_changes_nothing() {
    let house = house();
    let request = Request::post("/notes").header("cookie", "xq_session=ann").header("sec-fetch-site", "cross-site");
    let request = request
        .header("content-type", "application/x-www-form-urlencoded")
        .body(Body::from("title=a&stars=1"))
        .unwrap();
    let got = house.send(request).await;
    assert_eq!((got.status, house.count().await), (403, 0));
}

#[tokio::test]
async fn strangers_are_sent_to_sign_in_and_programs_told_so() {
    let house = house();
    let got = house.get("/mine?tab=2").await;
    assert_eq!((got.status, got.header("location")), (303, "/sign-in?next=%2Fmine%3Ftab%3D2"));
    let stale = Request::get("/mine").header("cookie", "xq_session=gone").body(Body::empty()).unwrap();
    assert_eq!(house.send(stale).await.status, 303);
    let got = house.bearer_post("/api/notes", &[("authorization", "Bearer wrong")], "{}").await;
    let wrong = Request::post("/api/notes").header("authorization", "Bearer wrong").body(Body::empty()).unwrap();
    let got_wrong = house.send(wrong).await;
    assert_eq!(got.status, 400, "the first header wins: {}", got.text());
    assert_eq!((got_wrong.status, got_wrong.header("www-authenticate")), (401, "Bearer realm=\"xueqiao\""));
    assert_eq!(house.ann_get("/mine").await.status, 200);
}

#[tokio::test]
async fn every_answer_has_the_strict_headers() {
    let house = house_with(Settings { public_url: Some("https://xq.test".into()), ..Settings::default() });
    for path in
        ["/notes", "/nowhere", "/api/notes", "/fail/bug", "/assets/xueqiao.css", "/healthz", "/mine", "/notes.csv"]
    {
        let got = house.get(path).await;
        let policy = got.header("content-security-policy");
        for part in [
            "default-src 'none'",
            "script-src 'self'",
            "frame-ancestors 'none'",
            "base-uri 'none'",
            "form-action 'self'",
        ] {
            assert!(policy.contains(part), "{path}: {policy}");
        }
        assert!(!policy.contains("unsafe") && !policy.contains("http"), "{path}: {policy}");
        assert_eq!(got.header("x-content-type-options"), "nosniff", "{path}");
        assert_eq!(got.header("cross-origin-opener-policy"), "same-origin", "{path}");
        assert!(got.header("strict-transport-security").contains("max-age"), "{path}");
        assert!(got.header("x-request-id").len() >= 8, "{path}");
    }
    assert_eq!(house.ann_get("/mine").await.header("cache-control"), "no-store");
    assert_eq!(house.get("/notes").await.header("cache-control"), "no-cache");
}

#[tokio::test]
async fn a_request_id_is_taken_only_if_it_is_well_formed() {
    let house = house();
    for (given, taken) in
        [("0123456789abcdef", true), ("short", false), ("has space in it", false), (&"x".repeat(65), false)]
    {
        let got = house.send(Request::get("/healthz").header("x-request-id", given).body(Body::empty()).unwrap()).await;
        assert_eq!(got.header("x-request-id") == given, taken, "{given}");
    }
}

#[tokio::test]
async fn pages_hold_nothing_a_strict_browser_would_refuse() {
    let house = house();
    for path in ["/notes", "/accessibility", "/api", "/nowhere", "/problems/request.busy"] {
        let html = house.get(path).await.text();
        let inline = html.contains("<script>")
            || html.contains(" style=\"")
            || html.contains("<style")
            || html.contains(" onclick=");
        assert!(!inline, "{path} has inline script or style");
    }
}

#[tokio::test]
async fn behind_a_proxy_the_last_address_it_names_is_the_client() {
    let house = house_with(Settings { behind_proxy: true, ..Settings::default() });
    for (lines, client) in [
        (&["198.51.100.7"][..], "198.51.100.7"),
        (&["203.0.113.9, 198.51.100.7"], "198.51.100.7"),
        // The client sent the first line itself; the proxy added the second.
        (&["203.0.113.9", "198.51.100.7"], "198.51.100.7"),
        (&["203.0.113.9", "203.0.113.8, 198.51.100.7"], "198.51.100.7"),
        (&["203.0.113.9", "nonsense"], "unknown"),
        (&[], "unknown"),
    ] {
        let asked = lines.iter().fold(Request::get("/client"), |asked, line| asked.header("x-forwarded-for", *line));
        let got = house.send(asked.body(Body::empty()).unwrap()).await;
        assert_eq!(got.text(), client, "{lines:?}");
    }
}
