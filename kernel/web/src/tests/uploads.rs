//! Multipart bodies: limits, hashes, filenames; and bodies of the wrong kind.

use std::time::Duration;

use axum::body::Body;
use http::Request;

use super::house::{house, house_with};
use crate::Settings;
use crate::upload::sanitise;

const MEDIA: &str = "multipart/form-data; boundary=XX";

fn form(filename: &str, content: &str) -> String {
    format!(
        "--XX\r\nContent-Disposition: form-data; name=\"title\"\r\n\r\n期末\r\n--XX\r\nContent-Disposition: form-data; name=\"file\"; \
         filename=\"{filename}\"\r\nContent-Type: text/csv\r\n\r\n{content}\r\n--XX--\r\n"
    )
}

#[tokio::test]
async fn a_file_arrives_whole_and_is_gone_afterwards() {
    let house = house();
    let got = house.ann_post("/files", MEDIA, form("成绩.csv", "abc")).await.json();
    assert_eq!(got["filename"], "成绩.csv");
    assert_eq!((got["size"].as_u64(), got["content"].as_u64()), (Some(3), Some(3)));
    assert_eq!(got["hash"], "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    assert_eq!(got["title"], "期末");
    assert!(!std::path::Path::new(got["path"].as_str().unwrap()).exists());
}

#[tokio::test]
async fn what_is_too_large_or_broken_is_refused_and_leaves_nothing() {
    let house = house();
    let large = form("a.csv", &"x".repeat(100_001));
    let got = house.ann_post("/files", MEDIA, large.clone()).await;
    assert_eq!(got.status, 413, "announced");
    // Without a length, as a chunked body comes: the limit is met while reading.
    let pieces = large
        .into_bytes()
        .chunks(1000)
        .map(|piece| Ok::<_, std::io::Error>(bytes::Bytes::copy_from_slice(piece)))
        .collect::<Vec<_>>();
    let body = Body::from_stream(futures_util::stream::iter(pieces));
    assert_eq!(house.ann_post("/files", MEDIA, body).await.status, 413, "while reading");
    let cut = form("a.csv", "abc").replace("--XX--", "");
    assert_eq!(house.ann_post("/files", MEDIA, cut).await.status, 400, "cut off");
    assert_eq!(house.ann_post("/files", "multipart/form-data", form("a", "b")).await.status, 400, "no boundary");
    let many = "--XX\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nb\r\n".repeat(501) + "--XX--\r\n";
    assert_eq!(house.ann_post("/files", MEDIA, many).await.status, 413, "too many fields");
    let left = house
        .folder
        .path()
        .read_dir()
        .unwrap()
        .filter(|entry| entry.as_ref().unwrap().file_name().to_string_lossy().starts_with(".tmp"));
    assert_eq!(left.count(), 0);
}

#[tokio::test]
async fn an_empty_file_box_is_a_missing_file() {
    let house = house();
    let got = house.ann_post("/files", MEDIA, form("", "")).await;
    assert_eq!(got.status, 400);
}

#[tokio::test]
async fn a_stranger_cannot_make_us_store_anything() {
    let house = house();
    let request = Request::post("/files").header("sec-fetch-site", "same-origin").header("content-type", MEDIA);
    assert_eq!(house.send(request.body(Body::from(form("a", "b"))).unwrap()).await.status, 303);
}

#[tokio::test]
async fn bodies_of_the_wrong_kind_are_refused() {
    let house = house();
    let table = [
        ("/api/notes", "application/x-www-form-urlencoded", "title=a", 415),
        ("/api/notes", "text/plain", "{}", 415),
        ("/api/notes", "application/json", "{", 400),
        ("/api/notes", "application/json", "{}", 400),
        ("/api/notes", "application/json", "", 400),
        ("/api/notes", "application/json; charset=utf-8", "{\"title\":\"a\",\"stars\":1}", 201),
        ("/api/notes", "application/json", "{\"title\":\"a\",\"stars\":1} x", 400),
        ("/api/notes", "application/json", "{\"title\":\"a\",\"stars\":1,\"more\":1}", 400),
        ("/notes", "application/json", "{}", 415),
        ("/notes", MEDIA, "--XX\r\nContent-Disposition: form-data; name=\"title\"\r\n\r\na\r\n--XX--\r\n", 415),
        ("/notes", "application/x-www-form-urlencoded", "title=%B3%C9&stars=1", 400),
    ];
    for (path, media_type, body, status) in table {
        let got = house.ann_post(path, media_type, body).await;
        assert_eq!(got.status, status, "{path} {media_type} {body}: {}", got.text());
    }
    let large = format!("{{\"title\":\"{}\"}}", "x".repeat(300_000));
    assert_eq!(house.ann_post("/api/notes", "application/json", large).await.status, 413);
}

#[tokio::test]
async fn a_wrong_json_field_is_named() {
    let house = house();
    let problem = house.bearer_post("/api/notes", &[], "{\"title\":\"a\",\"stars\":\"many\"}").await.json();
    assert_eq!(problem["errors"][0]["field"], "stars");
    assert_eq!(problem["errors"][0]["code"], "form.malformed");
}

#[test]
fn filenames_keep_their_ending_and_lose_their_tricks() {
    let table = [
        ("C:\\grades\\成绩.csv", "成绩.csv"),
        ("../../etc/passwd", "passwd"),
        ("a\u{202e}vsc.exe", "avsc.exe"),
        ("a\r\nb\".csv", "ab.csv"),
        ("...", "file"),
        ("", "file"),
    ];
    for (given, kept) in table {
        assert_eq!(sanitise(given), kept);
    }
    assert!(sanitise(&("x".repeat(500) + ".csv")).ends_with(".csv"));
    assert_eq!(sanitise(&"长".repeat(500)).chars().count(), 120);
}

#[tokio::test]
async fn a_body_that_drips_for_ever_is_given_up() {
    let settings = Settings { receive_within: Duration::from_millis(300), uploads_max: 1, ..Settings::default() };
    let house = house_with(settings);
    let head = form("a.csv", "").replace("\r\n--XX--\r\n", "");
    for (path, media, head) in
        [("/files", MEDIA, head.as_str()), ("/notes", "application/x-www-form-urlencoded", "title=")]
    {
        let begin = futures_util::stream::iter([head.to_owned()]);
        let drip = futures_util::stream::unfold((), |()| async {
            tokio::time::sleep(Duration::from_millis(20)).await;
            Some(("a".to_owned(), ()))
        });
        let body = futures_util::StreamExt::chain(begin, drip);
        let body = Body::from_stream(futures_util::StreamExt::map(body, Ok::<_, std::io::Error>));
        let got = tokio::time::timeout(Duration::from_secs(60), house.ann_post(path, media, body)).await;
        assert_eq!(got.map(|got| got.status), Ok(408), "{path}");
    }
    // The place it took is free again.
    assert_eq!(house.ann_post("/files", MEDIA, form("a.csv", "abc")).await.status, 200);
}
