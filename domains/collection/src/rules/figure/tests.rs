//! Entries.

use proptest::prelude::*;

use super::super::sample::{county_form, school_form};
use super::{FIGURE_MAX, fit, plain, read};
use crate::model::form::Figure;

fn number(field: &str, typed: &str) -> Result<Option<f64>, &'static str> {
    let form = school_form();
    let field = form.field(field).expect(field);
    read(field, typed).map(|figure| figure.and_then(|figure| figure.number())).map_err(|fault| fault.code)
}

#[test]
fn numbers_are_read_as_people_type_them() {
    for (field, typed, expected) in [
        ("classes", "24", Ok(Some(24.0))),
        ("classes", " ２４ ", Ok(Some(24.0))),
        ("classes", "24班", Ok(Some(24.0))),
        ("classes", "24.0", Ok(Some(24.0))),
        ("classes", "", Ok(None)),
        ("pupils_primary", "1,960", Ok(Some(1_960.0))),
        ("pupils_primary", "1，960人", Ok(Some(1_960.0))),
        ("pupils_primary", "-0", Ok(Some(0.0))),
        ("pupils_primary", "-3", Ok(Some(-3.0))),
        ("equipment_value", "274.60", Ok(Some(274.6))),
        ("equipment_value", "274.605", Err("collection.form.places")),
        ("classes", "24.5", Err("collection.form.not_whole")),
        ("classes", "19,60", Err("collection.form.not_a_number")),
        ("classes", "NaN", Err("collection.form.not_a_number")),
        ("classes", "inf", Err("collection.form.not_a_number")),
        ("classes", "1e309", Err("collection.form.not_a_number")),
        ("classes", "1e3", Err("collection.form.not_a_number")),
        ("classes", "0x10", Err("collection.form.not_a_number")),
        ("classes", "--1", Err("collection.form.not_a_number")),
        ("classes", ".", Err("collection.form.not_a_number")),
        ("classes", "999999999999", Err("collection.form.too_large")),
        ("built_by_2010", "是", Ok(Some(1.0))),
        ("built_by_2010", "No", Ok(Some(0.0))),
        ("built_by_2010", "2", Err("collection.form.not_yes_no")),
        ("kind", "小学", Ok(None)),
        ("kind", "nine-year school", Ok(None)),
        ("kind", "大学", Err("collection.form.not_a_choice")),
    ] {
        assert_eq!(number(field, typed), expected, "{field}: {typed}");
    }
    assert_eq!(number("pupils_primary", "-0").map(|zero| zero.map(f64::is_sign_negative)), Ok(Some(false)));
}

#[test]
fn data_are_fitted_as_what_is_typed() {
    let form = school_form();
    for (field, figure, code) in [
        ("classes", Figure::Number(f64::NAN), "collection.form.not_a_number"),
        ("classes", Figure::Number(f64::INFINITY), "collection.form.not_a_number"),
        ("classes", Figure::Number(FIGURE_MAX * 2.0), "collection.form.too_large"),
        ("classes", Figure::Number(0.5), "collection.form.not_whole"),
        ("classes", Figure::Text("24".to_owned()), "collection.form.not_a_number"),
        ("kind", Figure::Number(1.0), "collection.form.not_a_text"),
        ("kind", Figure::Text("primary school".to_owned()), "collection.form.not_a_choice"),
        ("dense_centre", Figure::Number(0.5), "collection.form.not_yes_no"),
    ] {
        let fault = fit(form.field(field).expect(field), figure.clone()).expect_err(field);
        assert_eq!((fault.field.as_str(), fault.code), (field, code), "{figure:?}");
    }
    let evidence = super::super::shipped::shipped("evidence").expect("the list");
    let text = evidence.field("layout_document").expect("a text");
    for (typed, fits) in
        [("来教〔2026〕1号", true), (&"文".repeat(200), true), (&"文".repeat(201), false), ("a\0b", false)]
    {
        assert_eq!(read(text, typed).is_ok(), fits, "{typed}");
    }
    assert!(county_form().field("satisfaction").is_some_and(|field| read(field, "91.25%").is_ok()));
}

proptest! {
    #[test]
    fn what_is_written_reads_back(cents in 0_i64..10_000_000_000_000) {
        let form = school_form();
        let field = form.field("equipment_value").expect("a field");
        let number = cents as f64 / 100.0;
        for typed in [plain(&Figure::Number(number)), units::decimal(number, 2), format!("{number:.2} 万元")] {
            prop_assert_eq!(read(field, &typed).expect("a number"), Some(Figure::Number(number)), "{}", typed);
        }
        let json = serde_json::to_string(&Figure::Number(number)).expect("JSON");
        prop_assert_eq!(serde_json::from_str::<Figure>(&json).expect("a figure"), Figure::Number(number));
    }

    #[test]
    fn no_text_makes_the_reader_panic(typed in "\\PC{0,40}") {
        let form = school_form();
        for field in &form.fields {
            let _ = read(field, &typed);
        }
    }
}
