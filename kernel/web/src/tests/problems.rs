//! Every error by its status, its problem document and its page.

use super::house::house;
use crate::problem::{Failure, REQUEST_CODES};

#[tokio::test]
async fn each_error_has_one_status_and_one_code() {
    let house = house();
    let table = [
        ("invalid", 400, "request.invalid"),
        ("unknown", 401, "request.unknown"),
        ("forbidden", 403, "notes.note.word"),
        ("missing", 404, "request.missing"),
        ("conflict", 409, "notes.note.word"),
        ("refused", 422, "notes.note.word"),
        ("too_many", 429, "request.too_many"),
        ("bug", 500, "request.bug"),
        ("panic", 500, "request.bug"),
        ("busy", 503, "request.busy"),
    ];
    for (kind, status, code) in table {
        let got = house.get(&format!("/api/fail/{kind}")).await;
        let problem = got.json();
        assert_eq!(got.status, status, "{kind}");
        assert_eq!(got.header("content-type"), "application/problem+json", "{kind}");
        assert_eq!(
            (problem["status"].as_u64(), problem["code"].as_str()),
            (Some(u64::from(status)), Some(code)),
            "{kind}"
        );
        assert_eq!(problem["type"], format!("/problems/{code}"));
        assert_eq!(problem["request_id"], got.header("x-request-id"));
        assert!(
            !problem["title"].as_str().unwrap().is_empty() && !problem["detail"].as_str().unwrap().is_empty(),
            "{kind}: {problem}"
        );
        assert!(
            !got.text().contains("secret chain") && !got.text().contains("on purpose"),
            "{kind} shows what is internal"
        );
        let page = house.get(&format!("/fail/{kind}")).await;
        let expected = if kind == "unknown" { 303 } else { status };
        assert_eq!(page.status, expected, "{kind}");
        assert!(!page.text().contains("secret chain"), "{kind}");
        if expected != 303 {
            assert!(page.text().contains(page.header("x-request-id")), "{kind}: a page names its request");
        }
    }
}

#[tokio::test]
async fn waiting_and_wrong_fields_are_said() {
    let house = house();
    assert_eq!(house.get("/api/fail/too_many").await.header("retry-after"), "30");
    assert_ne!(house.get("/fail/busy").await.header("retry-after"), "");
    let problem = house.get("/api/fail/invalid?lang=en").await.json();
    assert_eq!(problem["errors"][0]["field"], "title");
    assert_eq!(problem["errors"][0]["code"], "form.too_long");
    assert!(problem["errors"][0]["detail"].as_str().unwrap().contains('3'));
    let english = house.get("/api/fail/refused?lang=en").await.json();
    let chinese = house.get("/api/fail/refused?lang=zh-CN").await.json();
    assert_eq!(english["detail"], "The word x is not allowed.");
    assert_eq!(chinese["detail"], "不能用x。");
}

#[tokio::test]
async fn a_program_that_asks_for_json_gets_it_from_a_page_too() {
    let house = house();
    let request = http::Request::get("/fail/missing").header("accept", "application/json");
    let got = house.send(request.body(axum::body::Body::empty()).unwrap()).await;
    assert_eq!(got.header("content-type"), "application/problem+json");
}

#[tokio::test]
async fn every_problem_leads_to_its_explanation() {
    let house = house();
    for (code, _) in REQUEST_CODES {
        assert_eq!(house.get(&format!("/problems/{code}")).await.status, 200, "{code}");
    }
    assert!(house.get("/problems/notes.note.word?lang=en").await.text().contains("The word"));
    assert_eq!(house.get("/problems/no.such").await.status, 404);
    assert_eq!(house.get("/problems/yes").await.status, 404, "only codes, not any word");
}

#[test]
fn http_failures_have_their_own_status() {
    let table = [
        (Failure::CrossSite, 403),
        (Failure::Method, 405),
        (Failure::NotAcceptable, 406),
        (Failure::Timeout, 408),
        (Failure::TooLarge { bytes_max: 1 }, 413),
        (Failure::MediaType, 415),
    ];
    for (failure, status) in table {
        assert_eq!(failure.status(), status);
        assert!(REQUEST_CODES.contains(&(failure.code(), status)), "{failure}");
    }
}
