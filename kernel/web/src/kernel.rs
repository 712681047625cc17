//! What the kernel itself answers: health, figures, the API document, the pages every site has.

use std::sync::atomic::Ordering;

use op::{Error, Op};
use rust_embed::RustEmbed;

use crate::{Access, Answer, Context, Method, Reply, Request, Response, Route, openapi};

/// The words of the kernel.
#[derive(RustEmbed)]
#[folder = "words/"]
struct Folder;

/// Routes of the kernel.
pub(crate) const ROUTES: &[Route] = &[
    own("/healthz", "web.health", health).plain(),
    own("/readyz", "web.health", ready).plain(),
    own("/metrics", "web.metrics", metrics).plain(),
    own("/robots.txt", "web.robots", robots).plain(),
    own("/sitemap.xml", "web.sitemap", sitemap).plain(),
    own("/accessibility", "web.accessibility", accessibility),
    own("/api", "web.api", api),
    own("/api/openapi.json", "web.api", document).plain(),
    own("/problems/{code}", "web.problem", problem).unlisted(),
];

const fn own(path: &'static str, action: &'static str, handler: crate::Handler) -> Route {
    Route::page(Method::Get, path, action, Access::Public, handler)
}

/// Language tag and Fluent source of each file of words.
pub(crate) fn words() -> Vec<(String, String)> {
    let read = |name: std::borrow::Cow<'static, str>| {
        let tag = name.strip_suffix(".ftl")?.to_owned();
        Some((tag, String::from_utf8(Folder::get(&name)?.data.into_owned()).ok()?))
    };
    Folder::iter().filter_map(read).collect()
}

/// The process lives.
fn health(_: Request) -> Answer {
    Ok(Reply::now(Response::text(200, "ok\n")))
}

/// The site can serve: it is not about to stop, and its database answers.
fn ready(request: Request) -> Answer {
    if request.site.0.stopping.load(Ordering::SeqCst) {
        return Err(Error::Busy);
    }
    Ok(Reply::read(|op: &Op| {
        op.conn().row("select 1", &[], |row| row.int(0))?;
        Ok(Response::text(200, "ready\n"))
    }))
}

fn metrics(request: Request) -> Answer {
    let figures = request.site.0.metrics.render();
    Ok(Reply::now(Response::inline(figures.into_bytes(), "text/plain; version=0.0.4; charset=utf-8")))
}

fn accessibility(_: Request) -> Answer {
    Ok(Reply::now(Response::page("accessibility.html", Context::default())))
}

/// The API document for people.
fn api(request: Request) -> Answer {
    let document = openapi::readable(&request.site.0.domains, &request.voice());
    Ok(Reply::now(Response::page("api.html", crate::context! { document => document })))
}

/// The API document for programs; it does not change while the process lives.
fn document(request: Request) -> Answer {
    let inner = &request.site.0;
    let bytes = inner.document.get_or_init(|| openapi::openapi(&inner.domains).to_string().into());
    Ok(Reply::now(Response::inline(bytes.to_vec(), "application/json")))
}

/// What a problem document's `type` leads to: the sentence behind the code.
fn problem(request: Request) -> Answer {
    let code = request.path("code")?;
    let voice = request.voice();
    let text = match crate::problem::REQUEST_CODES.iter().find(|(known, _)| *known == code) {
        Some((_, status)) => voice.if_any(&format!("error-{status}-title")),
        None => voice.outline(&crate::words::key_of(&code)).filter(|_| code.contains('.')),
    };
    let text = text.ok_or(Error::Missing)?;
    Ok(Reply::now(Response::page("problem.html", crate::context! { code => code, text => text })))
}

/// Public pages with a fixed address.
fn sitemap(request: Request) -> Answer {
    let base = request.base();
    let listed = |route: &&Route| {
        let public = route.access == Access::Public && route.method == Method::Get;
        public && route.listed && route.is_page() && route.parameters().next().is_none()
    };
    let mut xml = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n",
    );
    for route in request.site.routes().filter(listed) {
        xml.push_str(&format!("<url><loc>{base}{}</loc></url>\n", route.path));
    }
    xml.push_str("</urlset>\n");
    Ok(Reply::now(Response::inline(xml.into_bytes(), "application/xml")))
}

fn robots(request: Request) -> Answer {
    let base = request.base();
    let text = format!(
        "User-agent: *\nDisallow: /api/\nDisallow: /account\nDisallow: /sign-in\nSitemap: {base}/sitemap.xml\n"
    );
    Ok(Reply::now(Response::text(200, text)))
}
