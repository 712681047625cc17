//! A real listener: slow requests are answered when the site stops, new ones are not taken.

use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::oneshot;

use super::house::house;

async fn ask(address: std::net::SocketAddr, path: &str) -> std::io::Result<String> {
    let mut stream = TcpStream::connect(address).await?;
    stream.write_all(format!("GET {path} HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n").as_bytes()).await?;
    let mut answer = String::new();
    stream.read_to_string(&mut answer).await?;
    Ok(answer)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn stopping_answers_what_was_asked_and_takes_no_more() {
    let house = house();
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let (stop, stopped) = oneshot::channel::<()>();
    let site = house.site.clone();
    let server = tokio::spawn(crate::serve(site.clone(), listener, async move { drop(stopped.await) }));
    assert!(ask(address, "/healthz").await.unwrap().starts_with("HTTP/1.1 200"));
    // An idle connection must not hold the site up.
    let idle = TcpStream::connect(address).await.unwrap();
    let slow = tokio::spawn(async move { ask(address, "/slow").await.unwrap() });
    // The slow request has arrived once it occupies one of the threads for long work.
    while site.0.long.available_permits() == site.0.settings.long_max {
        tokio::task::yield_now().await;
    }
    stop.send(()).unwrap();
    let answer = slow.await.unwrap();
    assert!(answer.starts_with("HTTP/1.1 200") && answer.ends_with("slow"), "{answer}");
    tokio::time::timeout(Duration::from_secs(10), server).await.expect("stops in time").unwrap().unwrap();
    assert!(ask(address, "/healthz").await.is_err(), "nothing listens any more");
    drop(idle);
}

#[tokio::test]
async fn a_connection_is_kept_only_where_a_body_was_read_to_its_end() {
    let house = house();
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let (stop, stopped) = oneshot::channel::<()>();
    let server = tokio::spawn(crate::serve(house.site.clone(), listener, async move { drop(stopped.await) }));
    // The head of an answer, to a request whose body comes or does not.
    let head = async |request: &str| {
        let mut stream = TcpStream::connect(address).await.unwrap();
        stream.write_all(request.as_bytes()).await.unwrap();
        let (mut head, mut byte) = (Vec::new(), [0]);
        while !head.ends_with(b"\r\n\r\n") {
            stream.read_exact(&mut byte).await.unwrap();
            head.push(byte[0]);
        }
        String::from_utf8(head).unwrap()
    };
    let ann = "authorization: Bearer ann\r\ncontent-type: application/json\r\ncontent-length: 2";
    let read = head(&format!("POST /api/notes HTTP/1.1\r\nhost: x\r\n{ann}\r\n\r\n{{}}")).await;
    assert!(read.starts_with("HTTP/1.1 4") && !read.contains("connection: close"), "{read}");
    let left = head("POST /nowhere HTTP/1.1\r\nhost: x\r\ncontent-length: 9\r\n\r\n").await;
    assert!(left.starts_with("HTTP/1.1 404") && left.contains("connection: close"), "{left}");
    let none = head("GET /nowhere HTTP/1.1\r\nhost: x\r\n\r\n").await;
    assert!(none.starts_with("HTTP/1.1 404") && !none.contains("connection: close"), "{none}");
    stop.send(()).unwrap();
    tokio::time::timeout(Duration::from_secs(10), server).await.expect("stops in time").unwrap().unwrap();
}
