//! Forms: typed getters with their faults, and what a person sees again.

use units::{Args, Credit, Kind};

use super::house::{House, house};
use crate::{Form, Locale};

enum Thing {}
impl Kind for Thing {
    const PREFIX: &'static str = "thg";
}

fn form(house: &House, fields: &[(&str, &str)]) -> Form {
    let fields: Vec<(String, String)> = fields.iter().map(|(name, value)| ((*name).into(), (*value).into())).collect();
    Form::new(&fields, house.site.voice(Locale::En))
}

/// Reads the field `x` with a getter; answers with the code of its fault.
fn fault(value: &str, read: impl FnOnce(&mut Form)) -> Option<&'static str> {
    let mut form = form(&house(), &[("x", value)]);
    read(&mut form);
    form.faults().first().map(|fault| fault.code)
}

#[test]
fn each_getter_tells_its_faults() {
    type Read = fn(&mut Form);
    let table: &[(&str, Read, Option<&str>)] = &[
        ("", |form| _ = form.text("x", 1..=3), Some("form.required")),
        ("a", |form| _ = form.text("x", 2..=3), Some("form.too_short")),
        ("上海市区", |form| _ = form.text("x", 1..=3), Some("form.too_long")),
        ("上海市", |form| _ = form.text("x", 1..=3), None),
        ("a\0", |form| _ = form.text("x", 1..=3), Some("form.malformed")),
        ("", |form| _ = form.opt_text("x", 3), None),
        ("2.5", |form| _ = form.credit("x"), None),
        ("2.555", |form| _ = form.credit("x"), Some("form.not_a_credit")),
        ("", |form| _ = form.credit("x"), Some("form.required")),
        ("6", |form| _ = form.int("x", 0..=5), Some("form.out_of_range")),
        ("six", |form| _ = form.int("x", 0..=5), Some("form.not_a_number")),
        ("", |form| _ = form.opt_int("x", 0..=5), None),
        ("2026-02-29", |form| _ = form.day("x"), Some("form.not_a_day")),
        ("2026-02-28", |form| _ = form.day("x"), None),
        ("2026-13", |form| _ = form.month("x"), Some("form.not_a_month")),
        ("2026-12", |form| _ = form.month("x"), None),
        ("c", |form| _ = form.choice("x", &["a", "b"]), Some("form.not_a_choice")),
        ("b", |form| _ = form.choice("x", &["a", "b"]), None),
        ("thg_1", |form| _ = form.id::<Thing>("x"), Some("form.not_an_id")),
        ("", |form| _ = form.id::<Thing>("x"), Some("form.required")),
    ];
    for (value, read, expected) in table {
        assert_eq!(fault(value, read), *expected, "{value}");
    }
}

#[test]
fn values_come_out_as_they_were_meant() {
    let house = house();
    let mut form = form(
        &house,
        &[
            ("title", "  a \r\n b "),
            ("n", " 2.5 "),
            ("l", "1"),
            ("l", "2"),
            ("on", "1"),
            ("d-year", "2026"),
            ("d-month", "3"),
            ("d-day", "1"),
            ("note", "a\r\nb"),
        ],
    );
    assert_eq!(form.text("title", 1..=9), "a b");
    assert_eq!(form.credit("n"), Credit::from_hundredths(250));
    assert_eq!(form.list("l", 2), ["1", "2"]);
    assert!(form.flag("on") && !form.flag("off"));
    assert_eq!(form.day("d").to_string(), "2026-03-01");
    assert_eq!(form.long_text("note", 1..=9), "a\nb");
    assert!(form.check().is_ok());
    assert!(form.list("l", 1).is_empty() && form.check().is_err(), "a list has its limit");
}

#[test]
fn a_form_without_its_required_choice_cannot_pass() {
    let mut form = form(&house(), &[]);
    let _ = form.choice("effect", &["a"]);
    assert!(form.check().is_err());
    form.fault("effect", "form.not_a_choice", Args::none());
    assert_eq!(form.faults().len(), 1, "the first fault of a field is kept");
}

#[tokio::test]
async fn what_was_typed_is_kept_and_its_fault_said() {
    let house = house();
    let send = |body: &'static str| house.ann_post("/notes?lang=en", "application/x-www-form-urlencoded", body);
    let got = send("title=&stars=9").await;
    assert_eq!(got.status, 422);
    assert!(got.text().contains("title:"), "{}", got.text());
    assert!(got.text().contains("stars:"), "{}", got.text());
    let got = send("title=forbidden+word&stars=1").await;
    assert_eq!(got.status, 422);
    assert!(got.text().contains("[forbidden word||:The word forbidden word is not allowed.;|"), "{}", got.text());
    assert_eq!(house.count().await, 0);
    let escaped = send("title=%3Cscript%3E&stars=9").await.text();
    assert!(escaped.contains("[&lt;script&gt;|") && !escaped.contains("[<script>"));
}

#[test]
fn secrets_are_never_shown_again() {
    let house = house();
    let mut form = form(&house, &[("user", "u"), ("password", "hunter22")]);
    form.secret("password", 10..=20);
    let shown = serde_json::to_string(&form.view()).unwrap();
    assert!(shown.contains("\"u\"") && !shown.contains("hunter22"), "{shown}");
}
