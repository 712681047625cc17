//! Pages that are kept: they change with what was read, and hold nothing of the one who asked first.

use super::house::{House, house};

/// The page nobody signed in for, with the kept one made before it.
async fn twice(house: &House, path: &str) -> [String; 2] {
    [house.get(path).await.text(), house.get(path).await.text()]
}

#[tokio::test]
async fn a_kept_page_changes_with_what_was_read() {
    let house = house();
    let [first, again] = twice(&house, "/notes").await;
    assert_eq!(first, again);
    house.note("brand new").await;
    let [changed, again] = twice(&house, "/notes").await;
    assert!(!first.contains("brand new") && changed.contains("brand new"), "{changed}");
    assert_eq!(changed, again);
}

#[tokio::test]
async fn a_kept_page_belongs_to_one_address_language_and_version() {
    let house = house();
    let plain = house.get("/notes").await.text();
    for other in ["/notes?lang=en", "/notes?care=1", "/notes?q=x"] {
        let [first, again] = twice(&house, other).await;
        assert_eq!(first, again, "{other}");
        assert_ne!(plain, first, "{other}");
    }
    assert_eq!(plain, house.get("/notes").await.text());
}

#[tokio::test]
async fn nobody_is_shown_what_somebody_was() {
    let house = house();
    let stranger = house.get("/notes").await.text();
    let ann = house.ann_get("/notes").await.text();
    assert!(ann.contains("name of prs_ann"), "{ann}");
    assert_eq!(house.get("/notes").await.text(), stranger);
    assert_eq!(house.ann_get("/notes").await.text(), ann);
}

#[tokio::test]
async fn each_form_on_a_kept_page_has_a_key_of_its_own() {
    let house = house();
    let [first, again] = twice(&house, "/ask").await;
    let key = |page: &str| page.rsplit_once('|').and_then(|(_, rest)| rest.split_once(']')).unwrap().0.to_owned();
    let (one, two) = (key(&first), key(&again));
    assert!(one.len() == 32 && two.len() == 32 && one != two, "{one} {two}");
    assert_eq!(first.replace(&one, ""), again.replace(&two, ""));
}

#[tokio::test]
async fn a_failure_names_its_own_request() {
    let house = house();
    for _ in 0..2 {
        let got = house.get("/fail/missing").await;
        assert!(got.text().contains(got.header("x-request-id")), "{}", got.text());
    }
}
