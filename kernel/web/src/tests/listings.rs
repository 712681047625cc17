//! A list in all its forms: table, JSON, CSV, XLSX; order, cursor, limits.

use std::io::Read;

use calamine::{Data, Reader, Xlsx};

use super::house::{House, LIST, STILL, house, house_with};
use crate::{Cell, Column, Cursor, FacetOption, ListQuery, Listing, Locale, Page, Settings, guarded};

async fn notes(titles: &[&str]) -> House {
    let house = house();
    for title in titles {
        house.note(title).await;
    }
    house
}

#[tokio::test]
async fn pages_follow_each_other_without_gap_or_repeat() {
    let titles: Vec<String> = (0..7).map(|number| format!("note {number}")).collect();
    let house = notes(&titles.iter().map(String::as_str).collect::<Vec<_>>()).await;
    for (sort, mut expected) in [("title", titles.clone()), ("-title", titles.clone())] {
        if sort.starts_with('-') {
            expected.reverse();
        }
        let (mut seen, mut after, mut pages) = (Vec::new(), String::new(), 0);
        loop {
            let page = house.get(&format!("/api/notes?limit=3&sort={sort}&after={after}")).await.json();
            seen.extend(
                page["items"].as_array().unwrap().iter().map(|item| item["title"].as_str().unwrap().to_owned()),
            );
            pages += 1;
            match page["next"].as_str() {
                Some(next) => after = next.to_owned(),
                None => break,
            }
        }
        assert_eq!((seen, pages), (expected, 3), "{sort}");
    }
}

#[tokio::test]
async fn what_is_not_declared_is_refused() {
    let house = notes(&["a", "b"]).await;
    let cursor = house.get("/api/notes?limit=1").await.json()["next"].as_str().unwrap().to_owned();
    let table = [
        ("limit=0", 400),
        ("limit=101", 400),
        ("limit=x", 400),
        ("limit=100", 200),
        ("sort=stars", 400),
        ("sort=id", 400),
        ("format=pdf", 400),
        ("after=!!", 400),
        ("after=WzJd", 400),
        ("unknown=1", 200),
        ("q=", 200),
    ];
    for (query, status) in table {
        assert_eq!(house.get(&format!("/api/notes?{query}")).await.status, status, "{query}");
    }
    assert_eq!(house.get(&format!("/api/notes?after={cursor}")).await.status, 200);
    assert_eq!(
        house.get(&format!("/api/notes?after={cursor}&sort=-title")).await.status,
        400,
        "a cursor belongs to its order"
    );
    assert_eq!(house.get(&format!("/api/notes?q={}", "x".repeat(101))).await.status, 400);
}

#[test]
fn a_cursor_survives_its_writing_and_no_other_lists_does() {
    let cursor = Cursor::new().text("上海").int(-3);
    let written = cursor.write("notes", "title", false);
    let back = Cursor::read(&written, "notes", "title", false).unwrap();
    assert_eq!((back.get_text(0).unwrap(), back.get_int(1).unwrap()), ("上海", -3));
    assert!(back.get_int(0).is_err() && back.get_text(2).is_err());
    assert!(Cursor::read(&written, "other", "title", false).is_err());
    assert!(Cursor::read(&written, "notes", "title", true).is_err());
}

#[tokio::test]
async fn the_table_links_its_columns_its_filters_and_the_next_page() {
    let house = notes(&["a", "b", "c"]).await;
    let html = house.get("/notes?limit=2&stars=1&lang=en").await.text();
    assert!(html.contains("aria-sort=\"ascending\""), "{html}");
    assert!(html.contains("/notes?limit=2&amp;stars=1&amp;sort=-title"), "{html}");
    assert!(html.contains("/notes?stars=1&amp;format=csv"), "{html}");
    assert!(html.contains("after="), "{html}");
    assert!(!house.get("/notes").await.text().contains("after="));
}

#[tokio::test]
async fn a_compressed_export_comes_to_its_end() {
    let house = notes(&["上海", "江苏"]).await;
    let plain = house.get("/notes?format=csv").await;
    let ask = http::Request::get("/notes?format=csv").header("accept-encoding", "gzip");
    let got = house.send(ask.body(axum::body::Body::empty()).unwrap()).await;
    assert_eq!(got.header("content-encoding"), "gzip");
    let mut text = String::new();
    flate2::read::GzDecoder::new(got.bytes.as_slice()).read_to_string(&mut text).unwrap();
    assert_eq!(text, plain.text());
}

#[tokio::test]
async fn csv_opens_in_a_spreadsheet_and_starts_no_formula() {
    let house = notes(&["=1+1", "+1", "-1", "@x", "plain, \"quoted\"", "上海"]).await;
    let got = house.get("/notes?format=csv&lang=en").await;
    assert!(got.header("content-disposition").starts_with("attachment; filename=\"notes.csv\""));
    let text = got.text();
    let text = text.strip_prefix('\u{feff}').expect("a byte order mark");
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    assert_eq!(reader.headers().unwrap(), vec!["Title", "Stars"]);
    let rows: Vec<(String, String)> =
        reader.records().map(|row| row.unwrap()).map(|row| (row[0].into(), row[1].into())).collect();
    let titles: Vec<&str> = rows.iter().map(|(title, _)| title.as_str()).collect();
    assert_eq!(titles, ["'+1", "'-1", "'=1+1", "'@x", "plain, \"quoted\"", "上海"]);
    assert!(rows.iter().all(|(_, stars)| stars == "1"), "numbers stay numbers");
}

#[test]
fn a_negative_number_is_not_taken_for_a_formula() {
    assert_eq!(Cell::Int(-5).number(), Some(-5.0));
    assert_eq!(Cell::text("-5").number(), None);
}

#[tokio::test]
async fn a_workbook_holds_every_row_with_texts_as_texts() {
    let titles: Vec<String> = (0..2_500).map(|number| format!("note {number:04}")).collect();
    let house = house();
    let rows = titles.clone();
    let actor = op::Actor::with_grants("prs_ann", Vec::new());
    house
        .site
        .0
        .app
        .db()
        .write(move |tx| {
            for (place, title) in rows.iter().enumerate() {
                tx.run(
                    "insert into notes_note (id, title, stars) values ($1, $2, 2)",
                    &[place.to_string().as_str().into(), title.as_str().into()],
                )?;
            }
            tx.run("update notes_note set title = '=SUM(A1)' where id = '0'", &[])
        })
        .unwrap();
    drop(actor);
    let got = house.get("/notes.xlsx?lang=en").await;
    assert_eq!(got.status, 200);
    let mut book: Xlsx<_> = Xlsx::new(std::io::Cursor::new(got.bytes)).unwrap();
    let range = book.worksheet_range("Sheet1").unwrap();
    assert_eq!(range.height(), 2_501);
    assert_eq!(range.get((0, 0)), Some(&Data::String("Title".into())));
    assert_eq!(range.get((1, 0)), Some(&Data::String("=SUM(A1)".into())));
    assert_eq!(range.get((1, 1)), Some(&Data::Float(2.0)));
    let csv = house.get("/notes.csv").await.text();
    assert_eq!(csv.lines().count(), 2_501);
    assert_eq!(house.folder.path().read_dir().unwrap().filter(is_temp).count(), 0, "exports leave nothing behind");
}

/// A list whose page leaves a column out, and which always shows one state.
static PARTLY: Listing = Listing {
    columns: &[
        Column { key: "title", word: "notes-title", numeric: false, sort: true, page: true },
        Column { key: "id", word: "notes-list", numeric: false, sort: false, page: false },
    ],
    ..LIST
};

#[test]
fn a_page_leaves_out_what_only_programs_need_and_says_which_state_it_shows() {
    let house = house();
    let voice = house.site.voice(Locale::En);
    let query = ListQuery::read(&PARTLY, "", None).unwrap();
    let read = || Page::of(vec![()], 10, |()| vec![Cell::text("a"), Cell::text("id-1")], |()| Cursor::new());
    let option = || vec![FacetOption::text("1", "one", 1), FacetOption::text("2", "two", 5)];
    let shown = |page: Page| {
        serde_json::to_value(crate::listing::view::view(&PARTLY, &query, &page, &voice, "/notes", "")).unwrap()
    };
    let all = shown(read().facet("stars", option()));
    assert_eq!((all["columns"].as_array().unwrap().len(), all["rows"][0]["cells"].as_array().unwrap().len()), (1, 1));
    assert_eq!((&all["filters"][0]["all_href"], &all["filters"][0]["active"]), (&"/notes".into(), &false.into()));
    let standing = shown(read().facet_standing("stars", "2", option()));
    assert_eq!(standing["filters"][0]["all_href"], serde_json::Value::Null);
    assert_eq!(standing["filters"][0]["options"][1]["current"], true);
}

fn is_temp(entry: &std::io::Result<std::fs::DirEntry>) -> bool {
    entry.as_ref().is_ok_and(|entry| entry.file_name().to_string_lossy().starts_with(".tmp"))
}

#[test]
fn the_listing_of_the_tests_is_declared_well() {
    let listing: &'static Listing = &LIST;
    assert!(listing.column(listing.default_sort).is_some_and(|column| column.sort));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn pages_are_answered_while_more_exports_than_readers_stand_still() {
    /// More than the database has readers.
    const EXPORTS: usize = 40;
    let house = std::sync::Arc::new(house_with(Settings { long_max: 4, ..Settings::default() }));
    let exports: Vec<_> = (0..EXPORTS)
        .map(|_| {
            let house = house.clone();
            tokio::spawn(async move { house.get("/still.csv").await })
        })
        .collect();
    let waited = tokio::task::spawn_blocking(|| {
        let (state, changed) = &STILL;
        let enough = |state: &mut (usize, bool)| state.0 < 4;
        let patience = std::time::Duration::from_secs(60);
        let (state, late) = changed.wait_timeout_while(state.lock().unwrap(), patience, enough).unwrap();
        assert!(!late.timed_out());
        // Whoever else could come this far would be here soon.
        let more = |state: &mut (usize, bool)| state.0 <= 4;
        let (state, _) = changed.wait_timeout_while(state, std::time::Duration::from_millis(500), more).unwrap();
        state.0
    });
    assert_eq!(waited.await.unwrap(), 4, "each page of an export takes the place of a long read");
    for _ in 0..10 {
        assert_eq!(house.get("/notes").await.status, 200);
    }
    STILL.0.lock().unwrap().1 = true;
    STILL.1.notify_all();
    for export in exports {
        let got = export.await.unwrap();
        assert!(got.status == 200 && got.text().contains("last"), "{} {}", got.status, got.text());
    }
}

#[test]
fn what_a_spreadsheet_would_calculate_is_kept_a_text() {
    for text in ["=1", "+1", "-1", "@x", "\t=1", "\r=1", "\n=1", "＝1+1", "＋1", "－1", "＠SUM(A1)"] {
        assert_eq!(guarded(text), format!("'{text}"));
    }
    for text in ["", "1-1", "上海=", "'=1", "a＝b"] {
        assert_eq!(guarded(text), text);
    }
}
