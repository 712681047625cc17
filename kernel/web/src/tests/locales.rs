//! Language, 关怀版, words and the frame of a page.

use std::collections::BTreeSet;

use axum::body::Body;
use http::Request;

use op::Actor;

use super::house::{NOTES, house};
use super::routing::copy;
use crate::frame::Frame;
use crate::{Domain, Locale, MenuItem, Section, Settings, Site, Words};

#[test]
fn the_language_is_the_one_with_the_greatest_weight() {
    let table = [
        ("en-GB,en;q=0.9,zh;q=0.8", Locale::En),
        ("fr,zh-Hans;q=0.5,en;q=0.4", Locale::ZhCn),
        ("fr", Locale::ZhCn),
        ("", Locale::ZhCn),
        ("en;q=0", Locale::ZhCn),
    ];
    for (header, expected) in table {
        assert_eq!(Locale::negotiate(header), expected, "{header}");
    }
}

#[tokio::test]
async fn a_chosen_language_is_remembered() {
    let house = house();
    let html = house.get("/notes").await.text();
    assert!(html.contains("lang=\"zh-CN\"") && html.contains("笔记"));
    let got = house.get("/notes?lang=en").await;
    assert!(got.text().contains("Notes"));
    assert_eq!(got.header("set-cookie"), "xq_lang=en; Path=/; HttpOnly; SameSite=Lax; Max-Age=31536000");
    let kept = Request::get("/notes").header("cookie", "xq_lang=en; xq_care=1").header("accept-language", "zh");
    let html = house.send(kept.body(Body::empty()).unwrap()).await.text();
    assert!(html.contains("Notes") && html.contains("xq-care"));
    assert!(html.contains("/notes?care=0") && html.contains("/notes?lang=zh-CN"));
}

#[tokio::test]
async fn only_notices_can_be_shown_by_an_address() {
    let house = house();
    assert!(
        house
            .get("/notes?lang=en&done=notes-notice-saved&done.title=%3Cb%3E")
            .await
            .text()
            .contains("Saved &lt;b&gt;.")
    );
    let html = house.get("/notes?lang=en&done=error-csrf").await.text();
    assert!(!html.contains("did not come from"));
    assert!(!house.get("/notes?done=no-notice-such").await.text().contains("no-notice-such\""));
}

#[tokio::test]
async fn the_menu_shows_what_one_may_open() {
    let house = house();
    let public = house.get("/notes?lang=en").await.text();
    assert!(!public.contains("href=\"/mine\""));
    let ann = house.ann_get("/mine").await.text();
    assert!(ann.contains("<a href=\"/mine\" aria-current=\"page\"") && ann.contains("name of prs_ann"), "{ann}");
    // Two entries of a section stand under its name; one stands alone.
    assert!(ann.contains("href=\"/notes\" aria-current=\"true\"") && ann.contains("xq-menu__entries--here"), "{ann}");
    assert!(public.contains("href=\"/notes\" aria-current=\"page\"") && !public.contains("xq-menu__entries"));
}

/// Of a section of two rooms the room of the page is open; a page that no entry holds opens its room and is none of its entries.
#[test]
fn a_room_of_the_menu_is_open_on_its_own_pages() {
    const fn item(part: &'static str, path: &'static str) -> MenuItem {
        MenuItem { section: Section { word: "notes-title", place: 20, part }, word: "notes-list", path, roles: &[] }
    }
    static ROOMS: [MenuItem; 5] = [
        item("notes-list", "/x/one"),
        item("notes-list", "/x/two"),
        item("notes-title", "/y/one"),
        item("notes-title", "/y/two"),
        item("", "/z"),
    ];
    let rooms = Box::leak(Box::new(Domain { name: "rooms", menu: &ROOMS, ..copy() }));
    let house = house();
    let site = Site::new(house.site.0.app.clone(), &[&NOTES, rooms], house.site.0.hooks, Settings::default()).unwrap();
    let actor = Actor::public();
    let seen = |path: &str| {
        let frame = Frame { path, ..Frame::plain(&site, Locale::En, &actor) };
        let menu = frame.menu();
        let section = menu.iter().find(|one| one["entries"].as_array().is_some_and(|all| all.len() == 3)).unwrap();
        let current = |value: &serde_json::Value| value["current"].as_str().unwrap().to_owned();
        let entries = section["entries"].as_array().unwrap();
        let parts: Vec<String> = entries.iter().map(current).collect();
        let inner =
            entries.iter().filter_map(|one| one["entries"].as_array()).flatten().map(current).collect::<String>();
        (current(section), parts, inner)
    };
    let open = |parts: [&str; 3]| parts.map(str::to_owned).to_vec();
    assert_eq!(seen("/y/two/more"), ("true".to_owned(), open(["", "", "true"]), "page".to_owned()));
    assert_eq!(seen("/y/three"), ("true".to_owned(), open(["", "", "true"]), String::new()));
    assert_eq!(seen("/z"), ("true".to_owned(), open(["page", "", ""]), String::new()));
    assert_eq!(seen("/elsewhere"), (String::new(), open(["", "", ""]), String::new()));
}

#[test]
fn the_kernel_speaks_both_languages_alike() {
    let words = Words::of(&[]).unwrap();
    let (chinese, english): (&BTreeSet<String>, _) = (words.keys(Locale::ZhCn), words.keys(Locale::En));
    assert!(chinese.len() > 100);
    assert_eq!(chinese.symmetric_difference(english).collect::<Vec<_>>(), Vec::<&String>::new());
}

#[test]
fn words_that_cannot_be_read_are_refused() {
    assert!(Words::read([("en", "a = 1\na = 2\n")]).is_err(), "twice");
    assert!(Words::read([("en", "a = {$x\n")]).is_err(), "malformed");
    assert!(Words::read([("de", "a = 1\n")]).is_err(), "not a language of ours");
    let words = Words::read([("en", "a = one {$x}\n")]).unwrap();
    assert_eq!(words.text(Locale::En, "a", &units::Args::one("x", 2)), "one 2");
    assert_eq!(words.text(Locale::En, "b", &units::Args::none()), "b", "a missing word shows its key");
    let words = Words::read([("en", "a = { $x ->\n    [one] one\n   *[other] { $x } of them\n}\n")]).unwrap();
    let said =
        [("1", "one"), ("2", "2 of them"), ("1.0", "1.0 of them"), ("0.50", "0.50 of them"), ("001", "001 of them")];
    for (x, text) in said.into_iter().chain([("1e3", "1e3 of them"), ("99999999999", "99999999999 of them")]) {
        assert_eq!(words.text(Locale::En, "a", &units::Args::one("x", x)), text);
    }
}

#[test]
fn a_sentence_tells_a_day_in_words_of_its_language() {
    let words = Words::read([("en", "a = until {$x}\n"), ("zh-CN", "a = {$x}截止\n")]).unwrap();
    let said = |locale, x| words.text(locale, "a", &units::Args::one("x", x));
    assert_eq!(said(Locale::En, "2026-03-01"), "until 1 March 2026");
    assert_eq!(said(Locale::ZhCn, "2026-03-01"), "2026年3月1日截止");
    for other in ["2026-02-30", "2026-03", "2026-3-1", "2026-03-01T00:00:00Z"] {
        assert_eq!(said(Locale::En, other), format!("until {other}"), "no day");
    }
}

#[test]
fn every_word_the_code_says_is_there() {
    let words = Words::of(&[]).unwrap();
    let mut keys: Vec<String> = crate::problem::REQUEST_CODES
        .iter()
        .flat_map(|(_, status)| [format!("error-{status}-title"), format!("error-{status}-next")])
        .collect();
    keys.extend(
        ["error-409-title", "error-422-title", "error-csrf", "op-forbidden", "op-stale", "op-key_reused", "yes", "no"]
            .map(str::to_owned),
    );
    keys.extend(["31", "32", "33", "34"].map(|code| format!("province-{code}")));
    for fault in [
        "required",
        "too_short",
        "too_long",
        "not_a_number",
        "out_of_range",
        "not_a_credit",
        "not_a_day",
        "not_a_month",
        "not_a_choice",
        "not_an_id",
        "too_many",
        "malformed",
        "missing_file",
        "bad_cursor",
    ] {
        keys.push(format!("form-{fault}"));
    }
    for key in keys {
        assert!(Locale::ALL.iter().all(|locale| words.has(*locale, &key)), "{key}");
    }
}
