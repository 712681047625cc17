//! What is shipped can be used, and what cannot be used is told with its place.

use super::super::form::{canonical, hash};
use super::super::sample::school_form;
use super::{DocumentFault, Shipped, from_json, from_toml, shipped};
use crate::model::form::Level;

#[test]
fn every_shipped_form_is_read_and_fits_together() {
    for (one, level) in Shipped::ALL.iter().zip([Level::School, Level::County, Level::County]) {
        let form = from_toml(one.text).unwrap_or_else(|fault| panic!("{}: {fault:?}", one.id));
        assert_eq!((form.id.as_str(), form.version, form.level), (one.id, 1, level));
        assert!(form.fields.iter().all(|field| !field.label.en.is_empty()), "{}: an English label is missing", one.id);
        assert!(form.checks.iter().all(|check| !check.says.en.is_empty()), "{}: an English sentence", one.id);
    }
    assert!(shipped("nowhere").is_none());
}

#[test]
fn canonical_json_reads_back_to_the_same_form_and_hash() {
    for one in Shipped::ALL {
        let form = from_toml(one.text).expect("a form");
        let again = from_json(&canonical(&form)).unwrap_or_else(|fault| panic!("{}: {fault:?}", one.id));
        assert_eq!((&again, hash(&again)), (&form, hash(&form)));
    }
    let mut other = school_form();
    other.fields[0].label.zh.push('。');
    assert_ne!(hash(&other), hash(&school_form()));
}

#[test]
fn what_cannot_be_read_is_told_with_its_path() {
    let text = Shipped::ALL[1].text;
    for (from, to, at, code) in [
        ("kind = \"money\"", "kind = \"gold\"", "fields[0].kind", "document.unknown_variant"),
        ("version = 1", "version = \"one\"", "version", "document.kind"),
        ("level = \"county\"", "level = \"county\"\nowner = \"nobody\"", "owner", "document.unknown_field"),
        ("operator = \"greater\"", "operator = \"bigger\"", "checks[0].test", "document.unknown_variant"),
        (
            "only_if = \"special_education_pupils > 0\"",
            "only_if = \"special_education_pupils >\"",
            "checks[0].only_if",
            "expression.ends_early",
        ),
        ("unit = \"元/人\"", "unit = \"贝壳\"", "fields[0].unit", "expression.unit_none"),
    ] {
        let broken = text.replacen(from, to, 1);
        assert_ne!(broken, text, "{from} stands nowhere");
        match from_toml(&broken) {
            Err(DocumentFault::Unreadable(told)) => {
                assert!(told.field.starts_with(at) && told.code == code, "{to}: {told:?}");
            }
            other => panic!("{to}: {other:?}"),
        }
    }
    let large = from_toml(&"#".repeat(1024 * 1024 + 1)).expect_err("too large").all();
    assert_eq!(large[0].code, "collection.form.document_too_large");
    for (told, place) in [(from_toml("id = 1\n甲 = ="), "line=2, column="), (from_json("{\n  x"), "line=2, column=3")]
    {
        let told = told.expect_err("no document").all().remove(0);
        assert_eq!(told.code, "document.syntax");
        assert!(told.args.to_string().starts_with(place) && told.quoted().is_some(), "{told}");
    }
}

#[test]
fn the_documented_example_is_a_form() {
    let page = include_str!("../../../../../docs/forms.md");
    let example = page.split("```toml\n").nth(1).and_then(|rest| rest.split("```").next()).expect("an example");
    let form = from_toml(example).unwrap_or_else(|fault| panic!("{fault:?}"));
    assert_eq!((form.id.as_str(), form.fields.len(), form.checks.len()), ("library", 4, 2));
}
