//! A page and a JSON object by id against a bare axum handler that does the same point read and returns the same bytes.
//! `cargo bench -p acceptance --bench pages`. Both sides and the load share the cores of one machine.

#![allow(
    clippy::disallowed_methods,
    clippy::print_stdout,
    reason = "a bench looks at the clock and prints what it saw"
)]
#![allow(clippy::expect_used, clippy::unwrap_used, reason = "a bench may say that what it prepared exists")]

#[path = "support/bank.rs"]
mod bank;
#[path = "support/load.rs"]
mod load;
#[path = "support/machine.rs"]
mod machine;
#[path = "support/reads.rs"]
mod reads;
#[path = "support/stack.rs"]
mod stack;

use std::cell::RefCell;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::time::Duration;

use axum::extract::State;
use axum::http::header::CONTENT_TYPE;
use axum::response::IntoResponse;

const CONNECTIONS: usize = 32;
const TIME: Duration = Duration::from_secs(2);
/// Each side is measured so often, in turns; the best of each counts, because noise only slows.
const ROUNDS: usize = 3;

/// What is asked for, the code in its address, and the reads behind it, which the bare handler makes as well.
struct Asked {
    what: &'static str,
    path: &'static str,
    code: &'static str,
    reads: &'static [&'static str],
}

const ASKED: [Asked; 6] = [
    Asked { what: "major, JSON", path: "/api/directory/majors/080901", code: "080901", reads: &[reads::MAJOR] },
    Asked {
        what: "major, page",
        path: "/directory/majors/080901",
        code: "080901",
        reads: &[reads::MAJOR, reads::CLASS_MAJORS],
    },
    Asked {
        what: "institution, JSON",
        path: "/api/directory/institutions/4231051252",
        code: "4231051252",
        reads: reads::INSTITUTION,
    },
    Asked {
        what: "institution, page",
        path: "/directory/institutions/4231051252",
        code: "4231051252",
        reads: reads::INSTITUTION,
    },
    Asked {
        what: "institution, page in English",
        path: "/directory/institutions/4231051252?lang=en",
        code: "4231051252",
        reads: reads::INSTITUTION,
    },
    Asked {
        what: "major, page in English",
        path: "/directory/majors/080901?lang=en",
        code: "080901",
        reads: &[reads::MAJOR, reads::CLASS_MAJORS],
    },
];

fn main() {
    let chosen = std::env::args().skip(1).find(|argument| !argument.starts_with('-'));
    let folder = tempfile::tempdir().expect("a temporary folder");
    let path = folder.path().join("xueqiao.db");
    let app = bank::open(&db::Location::Sqlite(path.clone()), folder.path());
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().expect("a runtime");
    let site = serve_site(&runtime, &app, folder.path());
    println!("{}", machine::line());
    println!("| asked for | bytes | the platform, answers/s | p99 | bare handler, answers/s | p99 | ratio |");
    println!("|---|---|---|---|---|---|---|");
    for Asked { what, path: asked, code, reads } in ASKED {
        if chosen.as_ref().is_some_and(|chosen| !what.contains(chosen.as_str())) {
            continue;
        }
        let shown = load::run(site, asked, "", 1, Duration::from_millis(200)).body;
        let bytes = shown.len();
        let bare = serve_bare(&runtime, Bare { path: path.clone(), reads, code, body: shown.into() });
        let (mut best, mut best_bare) = (None, None);
        for _ in 0..ROUNDS {
            keep_best(&mut best, load::run(site, asked, "", CONNECTIONS, TIME));
            keep_best(&mut best_bare, load::run(bare, "/", "", CONNECTIONS, TIME));
        }
        let (ours, bare) = (best.expect("a round"), best_bare.expect("a round"));
        println!(
            "| {what} | {bytes} | {:.0} | {:.1} ms | {:.0} | {:.1} ms | {:.2} |",
            ours.rate,
            ours.p99.as_secs_f64() * 1e3,
            bare.rate,
            bare.p99.as_secs_f64() * 1e3,
            ours.rate / bare.rate
        );
    }
    runtime.shutdown_background();
}

fn keep_best(best: &mut Option<load::Seen>, seen: load::Seen) {
    if best.as_ref().is_none_or(|best| seen.rate > best.rate) {
        *best = Some(seen);
    }
}

/// The platform as the binary serves it.
fn serve_site(runtime: &tokio::runtime::Runtime, app: &op::App, folder: &Path) -> SocketAddr {
    let hooks = web::Hooks {
        authenticate: identity::authenticate,
        bearer: identity::bearer,
        display_name: identity::display_name,
        refused: |_, _, _| Ok(Vec::new()),
    };
    let settings = web::Settings { temp: folder.join("temp"), ..web::Settings::default() };
    let site = web::Site::new(app.clone(), bank::DOMAINS, hooks, settings).expect("a site");
    let listener = runtime.block_on(tokio::net::TcpListener::bind("127.0.0.1:0")).expect("a port");
    let address = listener.local_addr().expect("an address");
    runtime.spawn(web::serve(site, listener, std::future::pending()));
    address
}

/// What a bare handler needs.
#[derive(Clone)]
struct Bare {
    path: PathBuf,
    reads: &'static [&'static str],
    code: &'static str,
    body: axum::body::Bytes,
}

fn serve_bare(runtime: &tokio::runtime::Runtime, bare: Bare) -> SocketAddr {
    let listener = runtime.block_on(tokio::net::TcpListener::bind("127.0.0.1:0")).expect("a port");
    let address = listener.local_addr().expect("an address");
    let router = axum::Router::new().route("/", axum::routing::get(answer)).with_state(bare);
    runtime.spawn(async move { axum::serve(listener, router).await });
    address
}

thread_local! {
    static CONNECTION: RefCell<Option<rusqlite::Connection>> = const { RefCell::new(None) };
}

async fn answer(State(bare): State<Bare>) -> impl IntoResponse {
    CONNECTION.with_borrow_mut(|connection| {
        let connection = connection.get_or_insert_with(|| reads::connect(&bare.path));
        let read: usize = bare.reads.iter().map(|sql| reads::read(connection, sql, bare.code)).sum();
        assert!(read > 0);
    });
    ([(CONTENT_TYPE, "text/html; charset=utf-8")], bare.body)
}
