//! The front of the house: what answers without anybody signed in, and how it answers nonsense.

use acceptance::server::{Engine, Server};
use acceptance::visitor::Visitor;

use super::on_both;

#[test]
fn machines_can_see_that_it_lives() {
    on_both(|server| {
        let stranger = server.stranger();
        stranger.get("/healthz").must(200);
        stranger.get("/readyz").must(200);
        let metrics = stranger.get("/metrics").must(200);
        assert!(metrics.text().contains("# TYPE"), "Prometheus text: {}", metrics.text());
    });
}

#[test]
fn every_public_page_answers_in_both_languages() {
    on_both(|server| {
        let pages = sitemap(&server.stranger());
        assert!(pages.len() >= 5, "the sitemap names {pages:?}");
        for (language, tag) in [("zh-CN", "lang=\"zh-CN\""), ("en", "lang=\"en\"")] {
            let reader = server.stranger().reading(language);
            for page in &pages {
                let answer = reader.get(page).must(200);
                assert!(answer.text().contains(tag), "{page} is not in {language}");
                assert!(answer.header("content-security-policy").is_some_and(|csp| !csp.contains("unsafe-inline")));
                assert_eq!(answer.header("x-content-type-options"), Some("nosniff"), "{page}");
            }
        }
    });
}

/// The paths of `/sitemap.xml`.
pub(super) fn sitemap(visitor: &Visitor) -> Vec<String> {
    let text = visitor.get("/sitemap.xml").must(200).text();
    text.split("<loc>")
        .skip(1)
        .filter_map(|rest| rest.split_once("</loc>"))
        .map(|(address, _)| {
            let after = address.split_once("://").map_or(address, |(_, rest)| rest);
            after.find('/').map_or("/", |slash| &after[slash..]).to_owned()
        })
        .collect()
}

#[test]
fn nonsense_gets_a_clear_answer() {
    // (method, path, headers, body, status)
    type Nonsense = (&'static str, &'static str, &'static [(&'static str, &'static str)], &'static [u8], u16);
    const TABLE: &[Nonsense] = &[
        ("GET", "/no/such/page", &[], b"", 404),
        ("GET", "/api/no/such/thing", &[], b"", 404),
        ("DELETE", "/healthz", &[], b"", 405),
        ("GET", "/%ff%fe", &[], b"", 404),
        ("GET", "/directory/institutions/%00", &[], b"", 400),
        ("GET", "/directory?q=%00", &[], b"", 400),
        ("GET", "/credit/rules?after=%00", &[], b"", 400),
        ("POST", "/sign-in", &[("content-type", "application/x-www-form-urlencoded")], b"login=a&password=b", 403),
        (
            "POST",
            "/sign-in",
            &[("content-type", "application/x-www-form-urlencoded"), ("sec-fetch-site", "cross-site")],
            b"login=a",
            403,
        ),
        ("POST", "/sign-in", &[("content-type", "text/plain"), ("sec-fetch-site", "same-origin")], b"login=a", 415),
        (
            "POST",
            "/sign-in",
            &[("content-type", "application/x-www-form-urlencoded"), ("sec-fetch-site", "same-origin")],
            b"%ff=%fe",
            400,
        ),
    ];
    on_both(|server| {
        for (method, path, headers, body, status) in TABLE {
            let answer = server.stranger().send(method, path, headers, body.to_vec()).expect("the server answers");
            assert_eq!(answer.status, *status, "{method} {path} {headers:?}: {}", answer.text());
        }
        server.stranger().get("/healthz").must(200);
    });
}

#[test]
fn a_problem_has_its_media_type_code_and_sentence() {
    on_both(|server| {
        let answer = server.stranger().send("GET", "/api/no/such/thing", &[("accept", "application/json")], Vec::new());
        let answer = answer.expect("the server answers").must(404);
        assert_eq!(answer.header("content-type"), Some("application/problem+json"));
        let problem = answer.json();
        for member in ["type", "title", "status", "code"] {
            assert!(!problem[member].is_null(), "{member} is missing from {problem}");
        }
    });
}

#[test]
fn the_server_stops_when_asked_and_goes_on_where_it_was() {
    for engine in Engine::BOTH {
        let mut server = Server::demo(engine);
        let before = server.stranger().get("/api/directory/institutions?limit=5").must(200).body;
        server.stop();
        server.restart();
        let after = server.stranger().get("/api/directory/institutions?limit=5").must(200).body;
        assert_eq!(before, after, "{engine:?}");
    }
}
