//! Invented returns in which nothing is wrong.

use crate::model::form::{Figure, Form, Values};

/// The shipped form of schools.
pub(crate) fn school_form() -> Form {
    super::shipped::from_toml(super::shipped::Shipped::ALL[0].text).unwrap_or_else(|fault| panic!("{fault:?}"))
}

/// The shipped form of counties.
pub(crate) fn county_form() -> Form {
    super::shipped::from_toml(super::shipped::Shipped::ALL[1].text).unwrap_or_else(|fault| panic!("{fault:?}"))
}

/// Values from pairs; a text that is a number is a number.
pub(crate) fn values(pairs: &[(&str, &str)]) -> Values {
    let figure = |text: &str| text.parse().map_or_else(|_| Figure::Text(text.to_owned()), Figure::Number);
    pairs.iter().map(|(name, text)| ((*name).to_owned(), figure(text))).collect()
}

/// Every count that is asked of every school, nought where a school has none of it.
fn noughts(form: &Form) -> Values {
    let asked = form.fields.iter().filter(|field| field.required && field.kind.numeric());
    asked.map(|field| (field.name.clone(), Figure::Number(0.0))).collect()
}

/// A primary school of 24 classes.
pub(crate) fn primary(form: &Form) -> Values {
    let mut all = noughts(form);
    all.extend(values(&[
        ("kind", "primary"),
        ("built_year", "1998"),
        ("built_by_2010", "1"),
        ("built_by_2016", "1"),
        ("pupils_primary", "960"),
        ("migrant_pupils", "120"),
        ("nearby_pupils_primary", "960"),
        ("classes", "24"),
        ("classes_36_40", "20"),
        ("classes_41_45", "4"),
        ("teachers", "56"),
        ("teachers_primary_associate", "10"),
        ("teachers_primary_bachelor", "46"),
        ("teachers_primary_master", "0"),
        ("teachers_primary_doctor", "0"),
        ("teachers_backbone", "14"),
        ("teachers_certified", "56"),
        ("teachers_trained_360", "56"),
        ("teachers_pe", "5"),
        ("teachers_music", "3"),
        ("teachers_art", "3"),
        ("teaching_area", "5808.5"),
        ("indoor_sports_area", "288"),
        ("gymnasium_area", "480"),
        ("playground_area", "8448"),
        ("equipment_value", "274.6"),
        ("multimedia_rooms", "30"),
        ("music_rooms", "2"),
        ("music_rooms_96", "2"),
        ("art_rooms", "2"),
        ("art_rooms_90", "2"),
        ("public_funds", "86.4"),
        ("public_funds_spent", "86"),
        ("training_funds", "5.2"),
    ]));
    all
}

/// A junior school of 18 classes.
pub(crate) fn junior(form: &Form) -> Values {
    let mut all = primary(form);
    all.retain(|name, _| !name.contains("primary"));
    all.extend(values(&[
        ("kind", "junior"),
        ("pupils_junior", "800"),
        ("migrant_pupils", "60"),
        ("nearby_pupils_junior", "780"),
        ("classes", "18"),
        ("classes_36_40", "0"),
        ("classes_41_45", "18"),
        ("teachers", "66"),
        ("teachers_junior_associate", "2"),
        ("teachers_junior_bachelor", "60"),
        ("teachers_junior_master", "4"),
        ("teachers_junior_doctor", "0"),
        ("teachers_certified", "66"),
        ("teachers_trained_360", "66"),
        ("playground_area", "9000"),
        ("equipment_value", "290.25"),
        ("retention_graduates", "255"),
        ("retention_enrolled", "260"),
        ("retention_in", "3"),
        ("retention_out", "6"),
        ("retention_deaths", "0"),
    ]));
    all
}

/// A county.
pub(crate) fn county() -> Values {
    values(&[
        ("public_funds_standard_primary", "900"),
        ("public_funds_standard_junior", "1100"),
        ("special_education_funds_total", "49.2"),
        ("special_education_pupils", "60"),
        ("teacher_pay", "121000"),
        ("civil_servant_pay", "120500"),
        ("exchange_eligible", "210"),
        ("exchanged", "24"),
        ("exchanged_backbone", "6"),
        ("quota_plan", "560"),
        ("quota_allocated", "310"),
        ("quota_rural", "140"),
        ("migrants", "220"),
        ("migrants_public", "190"),
        ("migrants_purchased", "15"),
        ("disabled", "40"),
        ("disabled_enrolled", "39"),
        ("satisfaction", "91"),
    ])
}
