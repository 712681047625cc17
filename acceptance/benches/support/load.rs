//! A load generator of one thread: so many kept connections over loopback, each asking again once it was answered.

use std::net::SocketAddr;
use std::time::{Duration, Instant};

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

/// What the connections saw together.
pub struct Seen {
    /// Answers a second.
    pub rate: f64,
    /// The time within which 99 of 100 answers came.
    pub p99: Duration,
    /// The last body.
    pub body: Vec<u8>,
}

/// Asks for `path` over `connections` connections until `time` is over; every answer must be a 200.
pub fn run(address: SocketAddr, path: &str, headers: &str, connections: usize, time: Duration) -> Seen {
    let request = format!("GET {path} HTTP/1.1\r\nhost: {address}\r\nconnection: keep-alive\r\n{headers}\r\n");
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    let begin = Instant::now();
    let mut seen = runtime.block_on(async {
        let visitors: Vec<_> =
            (0..connections).map(|_| tokio::spawn(visit(address, request.clone(), begin, time))).collect();
        let mut seen = Vec::new();
        for visitor in visitors {
            seen.push(visitor.await.expect("a visitor").expect("answers"));
        }
        seen
    });
    let rate = seen.iter().map(|(waits, _)| waits.len()).sum::<usize>() as f64 / begin.elapsed().as_secs_f64();
    let mut waits: Vec<Duration> = seen.iter_mut().flat_map(|(waits, _)| std::mem::take(waits)).collect();
    waits.sort_unstable();
    let p99 = waits.get(waits.len() * 99 / 100).copied().unwrap_or_default();
    Seen { rate, p99, body: seen.pop().map(|(_, body)| body).unwrap_or_default() }
}

async fn visit(
    address: SocketAddr,
    request: String,
    begin: Instant,
    time: Duration,
) -> std::io::Result<(Vec<Duration>, Vec<u8>)> {
    let mut stream = TcpStream::connect(address).await?;
    stream.set_nodelay(true)?;
    let mut waits = Vec::with_capacity(65_536);
    let mut answer = Vec::with_capacity(65_536);
    let mut head = 0;
    while begin.elapsed() < time {
        let asked = Instant::now();
        answer.clear();
        stream.write_all(request.as_bytes()).await?;
        head = receive(&mut stream, &mut answer).await?;
        waits.push(asked.elapsed());
    }
    Ok((waits, answer.split_off(head)))
}

/// Reads one answer; where its body begins.
async fn receive(stream: &mut TcpStream, answer: &mut Vec<u8>) -> std::io::Result<usize> {
    let mut whole = usize::MAX;
    let mut head = 0;
    while answer.len() < whole {
        if stream.read_buf(answer).await? == 0 {
            return Err(std::io::ErrorKind::UnexpectedEof.into());
        }
        if head == 0
            && let Some(end) = answer.windows(4).position(|four| four == b"\r\n\r\n")
        {
            let text = String::from_utf8_lossy(&answer[..end]).to_ascii_lowercase();
            assert!(text.starts_with("http/1.1 200"), "{text}");
            let length =
                text.lines().find_map(|line| line.strip_prefix("content-length: ")?.trim().parse::<usize>().ok());
            head = end + 4;
            whole = head + length.expect("answers say how long they are");
        }
    }
    Ok(head)
}
