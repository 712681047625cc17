//! Who is let in where, over the list of all routes: nothing is forgotten, because nothing is named here.

use acceptance::cast;
use acceptance::server::Server;
use acceptance::visitor::{Answer, Visitor};
use serde_json::Value;

use super::on_both;

/// One route as `xueqiao routes` prints it.
struct Route {
    method: String,
    path: String,
    page: bool,
    open: bool,
}

fn routes(server: &Server) -> Vec<Route> {
    let printed = server.home().run(&["routes"]);
    let list: Value = serde_json::from_slice(&printed.stdout).expect("routes are printed as JSON");
    let text = |route: &Value, member: &str| route[member].as_str().expect("a route's member is text").to_owned();
    let list = list.as_array().expect("routes are a list");
    list.iter()
        .map(|route| Route {
            method: text(route, "method"),
            path: text(route, "path"),
            page: !route["api"].as_bool().expect("a route says whether it is for programs"),
            open: text(route, "access") == "Public",
        })
        .collect()
}

/// A path of the route that leads to nothing there is.
fn nowhere(route: &Route) -> String {
    let mut path = String::new();
    for part in route.path.split_inclusive('/') {
        match part.find('{') {
            None => path.push_str(part),
            Some(_) => path.push_str(if part.ends_with('/') { "nothing/" } else { "nothing" }),
        }
    }
    path
}

fn ask(visitor: &Visitor, route: &Route, path: &str) -> Answer {
    let headers: &[(&str, &str)] = if route.page {
        &[
            ("content-type", "application/x-www-form-urlencoded"),
            ("sec-fetch-site", "same-origin"),
            ("accept", "text/html"),
        ]
    } else {
        &[("content-type", "application/json"), ("accept", "application/json"), ("sec-fetch-site", "same-origin")]
    };
    let body = if route.method == "GET" || route.page { Vec::new() } else { b"{}".to_vec() };
    let sent = visitor.send(&route.method, path, headers, body);
    sent.unwrap_or_else(|error| panic!("{} {path} was not answered: {error}", route.method))
}

#[test]
fn a_stranger_is_refused_on_every_route_that_is_not_public() {
    on_both(|server| {
        let routes = routes(server);
        let closed: Vec<&Route> = routes.iter().filter(|route| !route.open).collect();
        assert!(closed.len() >= 30, "only {} closed routes were printed", closed.len());
        for route in closed {
            let path = nowhere(route);
            let answer = ask(&server.stranger(), route, &path);
            let refused = match (answer.status, route.page) {
                (401, _) => true,
                (303, true) => answer.location().starts_with("/sign-in"),
                _ => false,
            };
            assert!(refused, "a stranger was answered {} by {} {path}: {}", answer.status, route.method, answer.text());
        }
    });
}

#[test]
fn a_made_up_session_or_token_is_a_stranger() {
    on_both(|server| {
        let forged = server.stranger();
        forged.set_cookie("xq_session", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA");
        let bearer = server.stranger();
        bearer.bear("xq_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA");
        for route in routes(server).iter().filter(|route| !route.open && route.method == "GET") {
            let path = nowhere(route);
            for visitor in [&forged, &bearer] {
                let status = ask(visitor, route, &path).status;
                assert!(status == 401 || status == 303, "{path} answered {status}");
            }
        }
    });
}

#[test]
fn nobody_gets_a_server_error_out_of_nothing() {
    on_both(|server| {
        for person in [cast::WANG, cast::LIN, cast::ZHOU, cast::QIN] {
            let visitor = server.stranger();
            visitor.sign_in(person);
            for route in routes(server).iter().filter(|route| !ends_session(route)) {
                let path = nowhere(route);
                let answer = ask(&visitor, route, &path);
                assert!(answer.status < 500, "{} {path} answered {} {}", route.method, person.login, answer.status);
                if route.path.contains('{') && !route.open {
                    assert!(
                        matches!(answer.status, 303 | 400 | 401 | 403 | 404 | 409 | 415 | 422),
                        "{} {path} answered {} {}: {}",
                        route.method,
                        person.login,
                        answer.status,
                        answer.text()
                    );
                }
            }
        }
    });
}

/// Signing out in the middle would make every later answer the same.
fn ends_session(route: &Route) -> bool {
    route.path.contains("sign-out") || (route.method != "GET" && route.path.contains("/sessions"))
}

#[test]
fn a_write_from_another_site_is_refused_even_with_a_session() {
    on_both(|server| {
        let visitor = server.stranger();
        visitor.sign_in(cast::LIN);
        for route in routes(server).iter().filter(|route| route.page && route.method != "GET") {
            let path = nowhere(route);
            let kind = ("content-type", "application/x-www-form-urlencoded");
            for origin in [&[kind, ("sec-fetch-site", "cross-site")][..], &[kind, ("origin", "https://evil.example")]] {
                let answer = visitor.send(&route.method, &path, origin, Vec::new()).expect("the server answers");
                assert_eq!(answer.status, 403, "{} {path} with {origin:?}: {}", route.method, answer.text());
            }
        }
    });
}
