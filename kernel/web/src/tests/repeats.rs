//! The same request again: one effect, one answer.

use super::house::house;

const NOTE: &str = "{\"title\":\"a\",\"stars\":1}";

#[tokio::test]
async fn a_repeat_with_the_same_key_gets_the_first_answer() {
    let house = house();
    let first = house.bearer_post("/api/notes", &[("idempotency-key", "k1")], NOTE).await;
    let second = house.bearer_post("/api/notes", &[("idempotency-key", "k1")], NOTE).await;
    assert_eq!((first.status, second.status), (201, 201));
    assert_eq!(first.text(), second.text());
    assert_eq!(first.header("location"), second.header("location"));
    assert_eq!(house.count().await, 1);
    let other = house.bearer_post("/api/notes", &[("idempotency-key", "k1")], "{\"title\":\"b\",\"stars\":1}").await;
    assert_eq!((other.status, other.json()["code"].as_str()), (409, Some("op.key_reused")));
    let without = house.bearer_post("/api/notes", &[], NOTE).await;
    assert_eq!((without.status, house.count().await), (201, 2));
}

#[tokio::test]
async fn a_form_sent_twice_is_one_note() {
    let house = house();
    let body = "title=a&stars=1&_key=0123456789abcdef";
    let first = house.ann_post("/notes", "application/x-www-form-urlencoded", body).await;
    let second = house.ann_post("/notes", "application/x-www-form-urlencoded", body).await;
    assert_eq!((first.status, second.status, house.count().await), (303, 303, 1));
    assert_eq!(first.header("location"), second.header("location"));
    assert!(first.header("location").contains("done=notes-notice-saved&done.title=x"), "{}", first.header("location"));
}

#[tokio::test]
async fn a_key_that_is_none_is_refused() {
    let house = house();
    for key in ["with space", &"k".repeat(101)] {
        let got = house.bearer_post("/api/notes", &[("idempotency-key", key)], NOTE).await;
        assert_eq!(got.status, 400, "{key}");
    }
    assert_eq!(house.count().await, 0);
}

#[tokio::test]
async fn a_write_stands_on_its_timeline() {
    let house = house();
    let id = house.bearer_post("/api/notes", &[], NOTE).await.json();
    let path = format!("/api/notes/{}/timeline?lang=en", id.as_str().unwrap());
    let rows = house.ann_get(&path).await.json();
    assert_eq!(rows[0]["what"], "Wrote a");
    assert_eq!(rows[0]["who"], "name of prs_ann");
    assert_eq!(rows[0]["on_behalf"], "");
    assert_eq!(rows.as_array().map(Vec::len), Some(1));
    let rows = house.get(&path).await.json();
    assert_eq!(rows[0]["what"], "Wrote a");
    assert_eq!(rows[0]["who"], "Staff", "who has not signed in reads no names");
}
