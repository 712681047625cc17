//! Answers of other kinds: files, health, figures, compression, functions of templates.

use axum::body::Body;
use http::Request;
use op::Actor;

use super::house::house;
use crate::{Locale, Response, context};

#[tokio::test]
async fn a_stored_file_is_streamed_under_its_name() {
    let house = house();
    let got = house.get("/file/kept").await;
    assert_eq!((got.status, got.text().as_str(), got.header("content-type")), (200, "content", "application/pdf"));
    assert_eq!(got.header("content-length"), "7");
    assert_eq!(
        got.header("content-disposition"),
        "attachment; filename=\"__ 1.pdf\"; filename*=UTF-8''%E6%88%90%E7%BB%A9%201.pdf"
    );
    assert_eq!(house.get("/file/gone").await.status, 404);
}

#[tokio::test]
async fn health_and_figures() {
    let house = house();
    assert_eq!(house.get("/healthz").await.status, 200);
    assert_eq!(house.get("/readyz").await.status, 200);
    let figures = house.get("/metrics").await.text();
    assert!(figures.contains("http_requests_total{method=\"GET\",route=\"/healthz\",status=\"200\"}"), "{figures}");
    house.site.stop();
    assert_eq!(house.get("/readyz").await.status, 503);
    assert_eq!(house.get("/healthz").await.status, 200);
}

#[tokio::test]
async fn only_large_answers_are_compressed() {
    let house = house();
    let ask =
        |path: &str| house.send(Request::get(path).header("accept-encoding", "gzip").body(Body::empty()).unwrap());
    assert_eq!(ask("/healthz").await.header("content-encoding"), "");
    assert_eq!(ask("/api").await.header("content-encoding"), "gzip");
}

#[tokio::test]
async fn robots_are_led_to_the_public_pages() {
    let house = house();
    let map = house.get("/sitemap.xml").await.text();
    assert!(map.contains("/notes</loc>") && map.contains("/accessibility</loc>"));
    assert!(
        !map.contains("/mine") && !map.contains("/api/") && !map.contains('{') && !map.contains("healthz"),
        "{map}"
    );
    assert!(house.get("/robots.txt").await.text().contains("Sitemap: "));
}

#[tokio::test]
async fn templates_write_quantities_for_people() {
    let house = house();
    // The test writes its templates as values of notes/form.html's first field, rendered by the same environment.
    let render = |locale, source: &str| {
        house.site.0.templates.render_text(locale, source, context! { none => None::<i64> }.value())
    };
    let table = [
        (Locale::ZhCn, "{{ number(9876) }}", "9,876"),
        (Locale::ZhCn, "{{ number(123456) }}", "<span class=\"xq-number\" title=\"123,456\">12.3万</span>"),
        (Locale::ZhCn, "{{ number(250000000) }}", "<span class=\"xq-number\" title=\"250,000,000\">2.5亿</span>"),
        (Locale::En, "{{ number(-1234567.5) }}", "-1,234,567.5"),
        (Locale::ZhCn, "{{ day('2026-03-01') }}", "<time datetime=\"2026-03-01\">2026年3月1日</time>"),
        (Locale::En, "{{ day('2026-12-01') }}", "<time datetime=\"2026-12-01\">1 December 2026</time>"),
        (
            Locale::ZhCn,
            "{{ instant('2026-03-01T18:00:00Z') }}",
            "<time datetime=\"2026-03-01T18:00:00Z\">2026年3月2日 02:00</time>",
        ),
        (Locale::ZhCn, "{{ credit('2.50') }}", "2.5"),
        (Locale::En, "{{ number(none) }}", "–"),
        (Locale::En, "{{ t('notes-note-word', word='<b>') }}", "The word &lt;b&gt; is not allowed."),
        (Locale::En, "{{ word_for('notes.note.word', word=1) }}", "The word 1 is not allowed."),
    ];
    for (locale, source, expected) in table {
        assert_eq!(render(locale, source).as_deref(), Ok(expected), "{source}");
    }
    let province = "<span class=\"xq-province xq-province--31\"><span class=\"xq-province__swatch\" aria-hidden=\"true\"></span>上海</span>";
    assert_eq!(render(Locale::ZhCn, "{{ province('310115') }}").as_deref(), Ok(province));
    for source in [
        "{{ nothing }}",
        "{{ t('no-such') }}",
        "{{ t('notes-note-word') }}",
        "{{ day('x') }}",
        "{{ asset('x.css') }}",
        "{{ number(nothing) }}",
    ] {
        assert!(render(Locale::En, source).is_err(), "{source}");
    }
}

#[test]
fn every_page_of_the_kernel_renders_in_both_languages() {
    let house = house();
    for locale in Locale::ALL {
        house.site.render(locale, &Actor::public(), "accessibility.html", context! {}).unwrap();
    }
}

#[test]
fn a_redirect_stays_on_this_site_whatever_it_was_given() {
    let table = [
        ("/notes?page=2&q=a%20b#top", "/notes?page=2&q=a%20b#top"),
        ("/", "/"),
        ("/\u{e9}/evil.example", "/%C3%A9/evil.example"),
        ("/\u{5b66}\u{6865}", "/%E5%AD%A6%E6%A1%A5"),
        ("/ /evil.example", "/%20/evil.example"),
        ("/\t/evil.example", "/%09/evil.example"),
        ("/a\r\nset-cookie: b", "/a%0D%0Aset-cookie:%20b"),
        ("//evil.example", "/"),
        ("/\\evil.example", "/"),
        ("\\/evil.example", "/"),
        ("https://evil.example", "/"),
        ("evil.example", "/"),
        ("\u{e9}//evil.example", "/"),
        ("", "/"),
    ];
    for (given, sent) in table {
        for response in [Response::see_other(given), Response::created(given, &1)] {
            let location = response.headers.iter().find(|(name, _)| *name == "location");
            assert_eq!(location.map(|(_, value)| value.as_str()), Some(sent), "{given:?}");
        }
    }
}
