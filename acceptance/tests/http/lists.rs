//! Lists: the same rows as a page, JSON, CSV and a workbook; paged without gaps; nothing in a cell that a
//! spreadsheet would run.

use std::collections::BTreeSet;
use std::io::Cursor;

use acceptance::cast;
use acceptance::files::{self, Grade};
use acceptance::server::Server;
use acceptance::visitor::{Visitor, encode};
use calamine::Reader;
use serde_json::Value;

use super::deposit::{registrar, uploaded};
use super::identity::own_id;
use super::on_both;

const INSTITUTIONS: &str = "/api/directory/institutions";

fn items(value: &Value) -> &[Value] {
    value["items"].as_array().expect("a list has items")
}

/// Every item, following the cursor with pages of `limit`.
fn walk(visitor: &Visitor, path: &str, limit: usize) -> Vec<Value> {
    walk_by(visitor, path, "", limit)
}

/// As [`walk`], with more in the query.
fn walk_by(visitor: &Visitor, path: &str, query: &str, limit: usize) -> Vec<Value> {
    let mut all = Vec::new();
    let mut after = String::new();
    // A bound, so that a cursor that does not move fails instead of going on for ever.
    for _ in 0..1_000 {
        let page = visitor.get(&format!("{path}?limit={limit}{query}{after}")).must(200).json();
        assert!(items(&page).len() <= limit);
        all.extend(items(&page).iter().cloned());
        match page["next"].as_str() {
            Some(next) => after = format!("&after={}", encode(next)),
            None => return all,
        }
    }
    panic!("{path} did not end after 1,000 pages");
}

#[test]
fn pages_of_any_size_hold_the_same_rows_once_each() {
    on_both(|server| {
        let stranger = server.stranger();
        let all = walk(&stranger, INSTITUTIONS, 100);
        // 482 regular and 34 adult institutions are shipped.
        assert!(all.len() >= 516, "only {} institutions", all.len());
        let distinct: BTreeSet<String> = all.iter().map(Value::to_string).collect();
        assert_eq!(distinct.len(), all.len(), "a row came twice");
        assert_eq!(walk(&stranger, INSTITUTIONS, 37), all);
    });
}

/// Every list of the API with what it offers to be sorted by.
fn sortable(server: &Server) -> Vec<(String, Vec<String>)> {
    let document = server.stranger().get("/api/openapi.json").must(200).json();
    let keys = |operation: &Value| -> Option<Vec<String>> {
        let parameters = operation["parameters"].as_array()?;
        let sort = parameters.iter().find(|parameter| parameter["name"] == "sort")?;
        let names = sort["schema"]["enum"].as_array()?.iter().filter_map(Value::as_str);
        Some(names.filter(|name| !name.starts_with('-')).map(str::to_owned).collect())
    };
    let paths = document["paths"].as_object().expect("the API has paths");
    paths.iter().filter_map(|(path, methods)| Some((path.clone(), keys(&methods["get"])?))).collect()
}

#[test]
fn every_list_sorts_as_it_offers_in_both_directions() {
    on_both(|server| {
        let lin = registrar(server);
        let zhou = server.stranger();
        zhou.sign_in(cast::ZHOU);
        let wang = server.stranger();
        wang.sign_in(cast::WANG);
        let tang = server.stranger();
        tang.sign_in(cast::TANG);
        let (mut grade, id) = (Vec::new(), files::id_number(310_101, 19_950_613, 77));
        for number in 0..5 {
            grade.push(Grade::passed("罗列序", &id, &format!("课程{number}"), "三", "40"));
        }
        let faulty = uploaded(&lin, &files::csv_with_bom("faulty", &grade));
        let alliances = server.stranger().get("/api/directory/alliances?limit=1").must(200).json();
        let alliance = alliances["items"][0]["id"].as_str().expect("the demonstration has an alliance");
        let systems = server.stranger().get("/api/monitor/systems?limit=1").must(200).json();
        let system = systems["items"][0]["system"].as_str().expect("the demonstration has an indicator system");
        let sets = tang.get("/api/statistics/data-sets?limit=1").must(200).json();
        let set = sets["items"][0]["data_set"].as_str().expect("the demonstration has a data set");
        let cao = server.stranger();
        cao.sign_in(cast::CAO);
        let campaigns = cao.get("/api/collection/campaigns?limit=1").must(200).json();
        let campaign = campaigns["items"][0]["campaign"].as_str().expect("the demonstration has a collection");
        let lists = sortable(server);
        assert!(lists.len() >= 8, "{lists:?}");
        for (path, keys) in lists {
            let path = path
                .replace("/deposits/{id}/", &format!("/deposits/{}/", faulty["id"].as_str().unwrap()))
                .replace("/alliances/{id}/", &format!("/alliances/{alliance}/"))
                .replace("/systems/{id}/", &format!("/systems/{system}/"))
                .replace("/campaigns/{id}/", &format!("/campaigns/{campaign}/"))
                .replace("/data-sets/{id}/", &format!("/data-sets/{set}/"))
                .replace("/learners/{learner}/", &format!("/learners/{}/", own_id(&wang)));
            assert!(!path.contains('{'), "{path}: say here what its list is walked for");
            let visitors = [&lin, &zhou, &wang, &tang, &cao];
            let visitor = visitors.into_iter().find(|one| one.get(&format!("{path}?limit=1")).status == 200);
            let visitor = visitor.unwrap_or_else(|| panic!("nobody here may see {path}"));
            let many = walk(visitor, &path, 100).len() > 200;
            for key in keys {
                let limit = if many { 97 } else { 2 };
                let ascending = walk_by(visitor, &path, &format!("&sort={key}"), limit);
                let mut descending = walk_by(visitor, &path, &format!("&sort=-{key}"), limit);
                descending.reverse();
                assert!(ascending == descending, "{path} by {key}: {} and {} rows", ascending.len(), descending.len());
            }
        }
    });
}

#[test]
fn csv_and_workbook_hold_every_row() {
    on_both(|server| {
        let stranger = server.stranger();
        let count = walk(&stranger, INSTITUTIONS, 100).len();

        let csv = stranger.get("/directory?format=csv").must(200);
        assert!(csv.body.starts_with("\u{feff}".as_bytes()), "Excel reads UTF-8 only after a byte order mark");
        let rows = csv::ReaderBuilder::new().from_reader(&csv.body[3..]).into_records().filter(Result::is_ok).count();
        assert_eq!(rows, count, "CSV");

        let book = stranger.get("/directory?format=xlsx").must(200);
        let mut book: calamine::Xlsx<_> = calamine::Xlsx::new(Cursor::new(book.body)).expect("a workbook opens");
        let name = book.sheet_names()[0].clone();
        let sheet = book.worksheet_range(&name).expect("the sheet is there");
        assert_eq!(sheet.height(), count + 1, "workbook, with its heading");
    });
}

#[test]
fn search_finds_by_name_by_pinyin_and_by_initials() {
    on_both(|server| {
        for query in ["上海开放大学", "开放大学", "shanghaikaifang", "SHKF", "shanghai kaifang"] {
            let found = server.stranger().get(&format!("{INSTITUTIONS}?q={}", encode(query))).must(200).json();
            let hit = items(&found).iter().any(|item| item.to_string().contains("上海开放大学"));
            assert!(hit, "{query} finds {found}");
        }
        let none = server.stranger().get(&format!("{INSTITUTIONS}?q={}", encode("没有这样的学校"))).must(200).json();
        assert!(items(&none).is_empty(), "{none}");
    });
}

#[test]
fn what_a_list_does_not_offer_is_refused_by_name() {
    on_both(|server| {
        for query in ["limit=101", "limit=0", "limit=many", "sort=password", "after=nonsense", "format=exe"] {
            let answer = server.stranger().get(&format!("{INSTITUTIONS}?{query}"));
            assert_eq!(answer.status, 400, "{query}: {}", answer.text());
        }
        // What looks like a statement is only a word that nothing is called by.
        let found = server.stranger().get(&format!("{INSTITUTIONS}?q={}", encode("' or '1'='1"))).must(200).json();
        assert!(items(&found).is_empty(), "{found}");
        let all = server.stranger().get(&format!("{INSTITUTIONS}?q={}", encode("%"))).must(200).json();
        assert!(items(&all).is_empty(), "a percent sign found {all}");
    });
}
