//! A site for tests: notes anybody signed in may write, and a route for each thing that can go wrong.

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Condvar, Mutex};

use axum::body::Body;
use http::{Request as HttpRequest, Response as HttpResponse, StatusCode};
use http_body_util::BodyExt;
use op::{Actor, ActorKind, App, Error, Op, Permission, Role};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use tower::ServiceExt;
use units::{Args, Fault, Instant, Refusal};

use crate::*;

pub(super) struct House {
    pub(super) site: Site,
    pub(super) folder: tempfile::TempDir,
}

/// One answer, read to its end.
pub(super) struct Got {
    pub(super) status: u16,
    pub(super) headers: http::HeaderMap,
    pub(super) bytes: Vec<u8>,
}

impl Got {
    pub(super) fn text(&self) -> String {
        String::from_utf8(self.bytes.clone()).unwrap()
    }
    pub(super) fn json(&self) -> serde_json::Value {
        serde_json::from_slice(&self.bytes).unwrap_or_else(|_| panic!("not JSON: {}", self.text()))
    }
    pub(super) fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }
}

pub(super) fn house() -> House {
    house_with(Settings::default())
}

pub(super) fn house_with(settings: Settings) -> House {
    let folder = tempfile::tempdir().unwrap();
    let database = db::Db::open(&db::Location::Sqlite(folder.path().join("test.db")), db::Settings::default()).unwrap();
    database.migrate(&[op::MIGRATIONS, NOTES.migrations].concat()).unwrap();
    let random = AtomicU64::new(1);
    let key = op::Key { id: 1, bytes: [7; 32] };
    let app = App::new(op::Settings {
        db: database,
        files: Arc::new(NoFiles),
        clock: Arc::new(|| Instant::from_micros(1_772_352_000_000_000)),
        random: Arc::new(move |buffer| {
            let next = random.fetch_add(1, Ordering::SeqCst).to_be_bytes();
            buffer.iter_mut().rev().zip(next.iter().rev()).for_each(|(byte, next)| *byte = *next);
        }),
        keys: op::Keys { current: key, older: Vec::new(), index: [9; 32] },
        jobs: Vec::new(),
        reactions: Vec::new(),
        temp: folder.path().to_owned(),
    });
    let settings = Settings { temp: folder.path().to_owned(), strict_words: true, reload: false, ..settings };
    let hooks = Hooks {
        authenticate: actor_of,
        bearer: actor_of,
        display_name: |_, id| format!("name of {id}"),
        refused: |_, _, _| Ok(Vec::new()),
    };
    House { site: Site::new(app, &[&NOTES], hooks, settings).unwrap(), folder }
}

fn actor_of(_: &App, token: &str) -> op::Result<Option<Actor>> {
    Ok((token == "ann").then(|| {
        Actor::with_grants("prs_ann", vec![op::Grant { role: "writer".into(), scope: op::Scope::Everywhere }])
    }))
}

impl House {
    pub(super) async fn send(&self, request: HttpRequest<Body>) -> Got {
        read(self.site.router().oneshot(request).await.unwrap()).await
    }
    pub(super) async fn get(&self, path: &str) -> Got {
        self.send(HttpRequest::get(path).body(Body::empty()).unwrap()).await
    }
    /// As Ann, signed in with her browser.
    pub(super) async fn ann_get(&self, path: &str) -> Got {
        self.send(HttpRequest::get(path).header("cookie", "a=b; xq_session=ann").body(Body::empty()).unwrap()).await
    }
    /// As Ann, from a page of ours.
    pub(super) async fn ann_post(&self, path: &str, media_type: &str, body: impl Into<Body>) -> Got {
        let request =
            HttpRequest::post(path).header("cookie", "xq_session=ann").header("sec-fetch-site", "same-origin");
        self.send(request.header("content-type", media_type).body(body.into()).unwrap()).await
    }
    /// As Ann's program.
    pub(super) async fn bearer_post(&self, path: &str, headers: &[(&str, &str)], body: &str) -> Got {
        let mut request =
            HttpRequest::post(path).header("authorization", "Bearer ann").header("content-type", "application/json");
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        self.send(request.body(Body::from(body.to_owned())).unwrap()).await
    }
    pub(super) async fn note(&self, title: &str) {
        let got =
            self.bearer_post("/api/notes", &[], &serde_json::json!({ "title": title, "stars": 1 }).to_string()).await;
        assert_eq!(got.status, 201, "{}", got.text());
    }
    pub(super) async fn count(&self) -> i64 {
        let sql = "select count(*) from notes_note";
        self.site.0.app.read(&Actor::public(), |op| Ok(op.conn().row(sql, &[], |row| row.int(0))?.unwrap())).unwrap()
    }
}

pub(super) async fn read(response: HttpResponse<Body>) -> Got {
    let (parts, body) = response.into_parts();
    let status: StatusCode = parts.status;
    let bytes = body
        .collect()
        .await
        .map(|whole| whole.to_bytes().to_vec())
        .unwrap_or_else(|error| format!("broken: {error}").into_bytes());
    Got { status: status.as_u16(), headers: parts.headers, bytes }
}

/// How often a line was written that nobody may want any more.
pub(super) static WRITTEN: AtomicU64 = AtomicU64::new(0);
/// How many writers were told that nobody listens, and ended.
pub(super) static ENDED: AtomicU64 = AtomicU64::new(0);

/// Writes the lines a path asks for, `endless` until nobody listens, `broken` until it fails; a line says the path behind
/// the prefix and how many notes there are.
fn streamed(request: Request) -> op::Result<Reply> {
    let (path, query) = (request.path("rest")?, request.raw_query().to_owned());
    let asked = format!("{} {query}", request.raw_path());
    Ok(Reply::now(Response::stream("application/vnd.sdmx.data+csv;version=1.0.0", move |app, actor, out| {
        let sql = "select count(*) from notes_note";
        let count = app.read(actor, |op| Ok(op.conn().row(sql, &[], |row| row.int(0))?.unwrap()))?;
        let lines = path.parse().unwrap_or(if path == "endless" { u64::MAX } else { 10_000 });
        for _ in 0..lines {
            WRITTEN.fetch_add(1, Ordering::SeqCst);
            if let Err(error) = std::io::Write::write_all(out, format!("{asked} {count}\n").as_bytes()) {
                ENDED.fetch_add(1, Ordering::SeqCst);
                return Err(Error::bug(error));
            }
        }
        if path == "broken" { Err(Error::bug("half of it")) } else { Ok(()) }
    })))
}

struct NoFiles;
impl op::Files for NoFiles {
    fn put(&self, _: &str, _: &std::path::Path) -> op::Result<()> {
        Ok(())
    }
    fn open(&self, hash: &str) -> op::Result<Box<dyn std::io::Read + Send>> {
        if hash == "kept" { Ok(Box::new(&b"content"[..])) } else { Err(Error::Missing) }
    }
    fn remove_older(&self, _: &str, _: Instant) -> op::Result<bool> {
        Ok(false)
    }
    fn list(&self) -> op::Result<Vec<(String, Instant)>> {
        Ok(Vec::new())
    }
}

struct Write;
impl Permission for Write {
    fn action(&self) -> &'static str {
        "notes.note.write"
    }
    fn subject(&self) -> String {
        String::new()
    }
    fn allows(&self, actor: &Actor) -> bool {
        actor.kind == ActorKind::Person
    }
}

#[derive(Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct NewNote {
    title: String,
    stars: i64,
}

fn write_note(op: &Op, note: &NewNote) -> op::Result<String> {
    let pen = op.may(&Write)?;
    if note.title == "forbidden word" {
        return Err(Error::Refused(Refusal { code: "notes.note.word", args: Args::one("word", &note.title) }));
    }
    let id = hex::encode(op.random::<8>());
    pen.run(
        "insert into notes_note (id, title, stars) values ($1, $2, $3)",
        &[(&id).into(), (&note.title).into(), note.stars.into()],
    )?;
    pen.subject(&id);
    pen.tell(serde_json::json!({ "title": note.title }));
    Ok(id)
}

pub(super) static LIST: Listing = Listing {
    name: "notes",
    word: "notes-list",
    columns: &[
        Column { key: "title", word: "notes-title", numeric: false, sort: true, page: true },
        Column { key: "stars", word: "notes-stars", numeric: true, sort: false, page: true },
    ],
    default_sort: "title",
    default_descending: false,
    filters: &[Filter { key: "stars", word: "notes-stars" }],
    search: true,
};

fn fetch(op: &Op, query: &ListQuery) -> op::Result<Page> {
    let after = match &query.after {
        Some(cursor) => cursor.get_text(0)?.to_owned(),
        None => {
            if query.descending {
                "\u{10ffff}".to_owned()
            } else {
                String::new()
            }
        }
    };
    let (than, order) = if query.descending { ("<", "desc") } else { (">", "asc") };
    let sql = format!(
        "select title, stars from notes_note where title {than} $1 and instr(title, $2) > 0 order by title {order} limit $3"
    );
    let (q, limit) = (query.q.clone().unwrap_or_default(), query.limit as i64 + 1);
    let notes =
        op.conn().rows(&sql, &[(&after).into(), (&q).into(), limit.into()], |row| Ok((row.text(0)?, row.int(1)?)))?;
    let cells = |(title, stars): &(String, i64)| vec![Cell::link(title, "/notes"), Cell::Int(*stars)];
    let page = Page::of(notes, query.limit, cells, |(title, _)| Cursor::new().text(title));
    Ok(page.facet("stars", vec![FacetOption::text("1", "one", 3)]))
}

/// How many reads of a second page stand still, and whether they may go on.
pub(super) static STILL: (Mutex<(usize, bool)>, Condvar) = (Mutex::new((0, false)), Condvar::new());

/// A list of two pages, the second of which is read as slowly as the test wants.
fn fetch_slowly(op: &Op, query: &ListQuery) -> op::Result<Page> {
    op.conn().row("select count(*) from notes_note", &[], |row| row.int(0))?;
    let row = |text: &&str| vec![Cell::text(*text), Cell::Int(1)];
    if query.after.is_none() {
        return Ok(Page::of(vec!["first", "more"], 1, row, |text| Cursor::new().text(text)));
    }
    let (state, changed) = &STILL;
    let mut state = state.lock().unwrap();
    state.0 += 1;
    changed.notify_all();
    let (mut state, _) =
        changed.wait_timeout_while(state, std::time::Duration::from_secs(60), |state| !state.1).unwrap();
    state.0 -= 1;
    Ok(Page::of(vec!["last"], query.limit, row, |text| Cursor::new().text(text)))
}

fn save(request: Request) -> Answer {
    let mut form = request.fields()?;
    let note = NewNote { title: form.text("title", 1..=20), stars: form.int("stars", 0..=5) };
    if form.has_faults() {
        return Ok(Reply::read(move |_| {
            Ok(Response::page("notes/form.html", context! { form => form.view() }).status(422))
        }));
    }
    let then = |id: String| {
        Response::see_other(format!("/notes?note={id}")).notice_with("notes-notice-saved", Args::one("title", "x"))
    };
    Ok(Reply::write(request.key(), move |op| write_note(op, &note), then)
        .or(move |_, error| Ok(Response::page("notes/form.html", context! { form => form.view_of(error) }))))
}

fn fail(request: Request) -> Answer {
    let refusal = || Refusal { code: "notes.note.word", args: Args::one("word", "x") };
    Err(match request.path("kind")?.as_str() {
        "invalid" => Error::Invalid(vec![Fault::new("title", "form.too_long").with("max", 3)]),
        "unknown" => Error::Unknown,
        "forbidden" => Error::Forbidden(refusal()),
        "conflict" => Error::Conflict(refusal()),
        "refused" => Error::Refused(refusal()),
        "too_many" => Error::TooMany { retry_after_seconds: 30 },
        "busy" => Error::Busy,
        "bug" => Error::bug("secret chain"),
        "panic" => panic!("on purpose"),
        _ => Error::Missing,
    })
}

fn receive(request: Request) -> Answer {
    let file = request.upload("file")?;
    let content = std::fs::read(&file.path).map_err(Error::bug)?;
    let title = request.fields()?.text("title", 0..=100);
    Ok(Reply::now(Response::json(
        200,
        &serde_json::json!({
            "filename": file.filename, "size": file.size, "hash": file.hash, "title": title, "content": content.len(),
            "path": file.path.to_string_lossy(),
        }),
    )))
}

fn create(request: Request) -> Answer {
    let note: NewNote = request.json()?;
    Ok(Reply::write(
        request.key(),
        move |op| write_note(op, &note),
        |id: String| Response::created(format!("/api/notes/{id}"), &id),
    ))
}

fn timeline(request: Request) -> Answer {
    let (id, timeline) = (request.path("code")?, request.timeline());
    Ok(Reply::read(move |op| Ok(Response::json(200, &timeline.rows(op, &id, 10)?))))
}

const CREATE: Doc = Doc {
    summary: "Writes a note.",
    input: Some(schema::<NewNote>),
    output: Some(schema::<String>),
    answers: &[(201, "Written.")],
    ..Doc::EMPTY
};

const MINE: Section = Section { word: "notes-list", place: 10, part: "" };

pub(super) static NOTES: Domain = Domain {
    name: "notes",
    routes: &[&[
        Route::page(Method::Get, "/notes", "notes.note.list", Access::Public, |request| {
            LIST.respond(&request, "notes/list.html", fetch)
        }),
        Route::page(Method::Post, "/notes", "notes.note.write", Access::SignedIn, save),
        Route::page(Method::Get, "/mine", "notes.note.mine", Access::SignedIn, |_| {
            Ok(Reply::now(Response::page("notes/form.html", context! { form => FormView::blank() })))
        }),
        Route::page(Method::Get, "/ask", "notes.note.ask", Access::Public, |_| {
            Ok(Reply::now(Response::page("notes/form.html", context! { form => FormView::blank() })))
        }),
        Route::page(Method::Post, "/files", "notes.file.put", Access::SignedIn, receive).upload(100_000),
        Route::page(Method::Get, "/file/{hash}", "notes.file.get", Access::Public, |request| {
            let file = op::FileRef { hash: request.path("hash")?, size: 7, media_type: "application/pdf".into() };
            Ok(Reply::now(Response::stored(file, "成绩 \"1\".pdf")))
        }),
        Route::page(Method::Get, "/fail/{kind}", "notes.fail", Access::Public, fail),
        Route::page(Method::Get, "/streamed/{*rest}", "notes.streamed", Access::Public, streamed).plain().open(),
        Route::page(Method::Get, "/plain.csv", "notes.plain", Access::Public, |_| {
            Ok(Reply::now(Response::text(200, "own")))
        }),
        Route::page(Method::Get, "/still", "notes.note.still", Access::Public, |request| {
            LIST.respond(&request, "notes/list.html", fetch_slowly)
        }),
        Route::page(Method::Get, "/client", "notes.client", Access::Public, |request| {
            Ok(Reply::now(Response::text(200, request.client)))
        }),
        Route::page(Method::Get, "/slow", "notes.slow", Access::Public, |_| {
            Ok(Reply::work(|_, _| {
                std::thread::sleep(std::time::Duration::from_millis(300));
                Ok(Response::text(200, "slow"))
            }))
        }),
        Route::api(
            Method::Get,
            "/api/notes",
            "notes.note.list",
            Access::Public,
            |request| LIST.api(&request, fetch),
            Doc { summary: "Notes.", listing: Some(&LIST), ..Doc::EMPTY },
        ),
        Route::api(Method::Post, "/api/notes", "notes.note.write", Access::SignedIn, create, CREATE),
        Route::api(
            Method::Post,
            "/api/notes/reading",
            "notes.note.read",
            Access::SignedIn,
            |_| Ok(Reply::now(Response::empty(204))),
            Doc { summary: "Reads, recorded.", answers: &[(204, "Read.")], keyless: true, ..Doc::EMPTY },
        ),
        Route::api(
            Method::Get,
            "/api/notes/{code}/timeline",
            "notes.note.timeline",
            Access::Public,
            timeline,
            Doc { summary: "Timeline.", ..Doc::EMPTY },
        ),
        Route::api(
            Method::Get,
            "/api/fail/{kind}",
            "notes.fail",
            Access::Public,
            fail,
            Doc { summary: "Fails.", ..Doc::EMPTY },
        ),
    ]],
    roles: &[RoleDoc { role: Role("writer"), word: "notes-list" }],
    migrations: &[db::Migration {
        domain: "notes",
        number: 1,
        name: "notes",
        sql: "CREATE TABLE notes_note (id TEXT NOT NULL, title TEXT NOT NULL, stars BIGINT NOT NULL, CONSTRAINT notes_note_pk PRIMARY KEY (id));",
    }],
    jobs: &[],
    words: &[
        (
            "en",
            "notes-list = Notes\nnotes-title = Title\nnotes-stars = Stars\nnotes-note-word = The word {$word} is not allowed.\nnotes-notice-saved = Saved {$title}.\naction-notes-note-write = Wrote {$title}\n",
        ),
        (
            "zh-CN",
            "notes-list = 笔记\nnotes-title = 标题\nnotes-stars = 星\nnotes-note-word = 不能用{$word}。\nnotes-notice-saved = 已保存{$title}。\naction-notes-note-write = 写了{$title}\n",
        ),
    ],
    templates: &[
        (
            "notes/list.html",
            "{% extends \"base.html\" %}{% import \"ui.html\" as ui %}{% block title %}{{ t(\"notes-list\") }}{% endblock %}{% block content %}{{ ui.listing(listing) }}{% endblock %}",
        ),
        (
            "notes/form.html",
            "{% extends \"base.html\" %}{% import \"ui.html\" as ui %}{% block title %}{{ t(\"notes-list\") }}{% endblock %}{% block content %}<form>[{{ form.values.title }}|{{ form.error.title }}|{% for e in form.errors %}{{ e.field }}:{{ e.text }};{% endfor %}|{{ key }}]</form>{% endblock %}",
        ),
    ],
    menu: &[
        MenuItem { section: MINE, word: "notes-list", path: "/notes", roles: &[] },
        MenuItem { section: MINE, word: "notes-title", path: "/mine", roles: MenuItem::SIGNED_IN },
    ],
    matrix: |actor| vec![("notes.note.write".into(), actor.kind == ActorKind::Person)],
    subject_access: |_, _| Ok(false),
};
