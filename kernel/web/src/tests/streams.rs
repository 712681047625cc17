//! Answers written while they are sent.

use std::sync::atomic::Ordering;
use std::time::Duration;

use axum::body::Body;
use http::Request;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tower::ServiceExt;

use super::house::{ENDED, WRITTEN, house, house_with};
use crate::Settings;

fn get(path: &str) -> Request<Body> {
    Request::get(path).body(Body::empty()).unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_streamed_answer_has_every_line_and_the_address_as_it_was_written() {
    let house = house();
    house.note("one").await;
    let got = house.get("/streamed/5000?c[X]=ge:1+le:2").await;
    let text = got.text();
    assert_eq!((got.status, text.lines().count()), (200, 5_000));
    assert!(text.lines().all(|line| line == "/streamed/5000 c[X]=ge:1+le:2 1"), "{}", &text[..200]);
    // What lies behind a prefix keeps its dots.
    let dotted = house.get("/streamed/a.b.csv").await;
    assert!(dotted.text().starts_with("/streamed/a.b.csv "), "{}", &dotted.text()[..60]);
}

#[tokio::test(flavor = "multi_thread")]
async fn text_of_statisticians_is_compressed_and_other_sites_may_read_it() {
    let house = house();
    let ask = Request::get("/streamed/5000").header("accept-encoding", "gzip").body(Body::empty()).unwrap();
    let got = house.send(ask).await;
    assert_eq!(got.header("content-encoding"), "gzip");
    assert!(got.bytes.len() < 10_000, "{}", got.bytes.len());
    assert_eq!(got.header("access-control-allow-origin"), "*");
    let options = Request::builder().method("OPTIONS").uri("/streamed/1").body(Body::empty()).unwrap();
    let got = house.send(options).await;
    assert_eq!((got.status, got.header("access-control-allow-methods")), (204, "GET, HEAD, OPTIONS"));
    assert_eq!(house.get("/notes").await.header("access-control-allow-origin"), "");
}

#[tokio::test(flavor = "multi_thread")]
async fn only_headers_are_made_for_who_asks_for_headers() {
    let house = house();
    let head = Request::head("/streamed/broken").body(Body::empty()).unwrap();
    let got = house.send(head).await;
    assert_eq!((got.status, got.bytes.len()), (200, 0));
    assert_eq!(got.header("content-type"), "application/vnd.sdmx.data+csv;version=1.0.0");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_fails_on_the_way_is_broken_off() {
    let house = house();
    assert!(house.get("/streamed/broken").await.text().starts_with("broken: "));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_writer_waits_for_a_slow_reader_and_ends_when_the_reader_goes() {
    let house = house_with(Settings { streams_max: 1, ..Settings::default() });
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let router = house.site.router();
    let server = tokio::spawn(async move { axum::serve(listener, router).await });
    let before = ENDED.load(Ordering::SeqCst);
    let mut socket = tokio::net::TcpStream::connect(address).await.unwrap();
    socket.write_all(b"GET /streamed/endless HTTP/1.1\r\nhost: x\r\n\r\n").await.unwrap();
    let mut some = vec![0; 1024];
    assert!(socket.read(&mut some).await.unwrap() > 0);
    // With nobody reading on, the writer stands still once the pieces on their way are full.
    let mut last = WRITTEN.load(Ordering::SeqCst);
    loop {
        tokio::time::sleep(Duration::from_millis(200)).await;
        let now = WRITTEN.load(Ordering::SeqCst);
        if now == last {
            break;
        }
        last = now;
    }
    // Its place is taken meanwhile, and whoever comes is told to come again.
    assert_eq!(house.site.router().oneshot(get("/streamed/1")).await.unwrap().status(), 503);
    drop(socket);
    while ENDED.load(Ordering::SeqCst) == before {
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    while house.site.0.streams.available_permits() == 0 {
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    assert_eq!(house.get("/streamed/1").await.status, 200);
    server.abort();
}
