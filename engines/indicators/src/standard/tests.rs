//! Tests of standards, by subject.

mod attaining;
mod changing;
mod judging;
mod shipped;

use super::Standard;
use crate::expression::Table;

fn quality() -> Standard {
    Standard::shipped("county_quality_balance_2017").expect("shipped")
}

/// Invented schools of an invented county: kind, pupils of three stages, and each resource as many times the limit.
fn county(schools: &[(&str, &str, [f64; 3])], columns: &[(&str, &[Option<f64>])]) -> Table {
    let standard = quality();
    let mut table = Table::of(schools.iter().map(|(code, ..)| (*code).to_owned()).collect()).expect("codes");
    table.add_text("kind", schools.iter().map(|(_, kind, _)| (*kind).to_owned()).collect()).expect("kinds");
    for (place, name) in ["pupils_primary", "pupils_junior", "pupils_senior"].iter().enumerate() {
        let values = schools.iter().map(|(_, _, pupils)| Some(pupils[place])).collect();
        table.add(name, "人".parse().expect("人"), values).expect("pupils");
    }
    for (name, values) in columns {
        let unit = standard.elements.iter().find(|element| element.name == *name).expect(name).unit.clone();
        table.add(name, unit, values.to_vec()).expect(name);
    }
    table
}

/// Columns in which every school has exactly what 1,000 primary pupils are asked to have.
fn enough(schools: usize) -> Vec<(&'static str, Vec<Option<f64>>)> {
    [
        ("teachers_primary_associate", 0.0),
        ("teachers_primary_bachelor", 42.0),
        ("teachers_primary_master", 0.0),
        ("teachers_primary_doctor", 0.0),
        ("teachers_junior_bachelor", 53.0),
        ("teachers_junior_master", 0.0),
        ("teachers_junior_doctor", 0.0),
        ("teachers_backbone", 10.0),
        ("teachers_pe", 5.0),
        ("teachers_music", 2.0),
        ("teachers_art", 2.0),
        ("teaching_area", 5000.0),
        ("indoor_sports_area", 500.0),
        ("gymnasium_area", 1500.0),
        ("playground_area", 6000.0),
        ("equipment_value", 200.0),
        ("multimedia_rooms", 23.0),
    ]
    .into_iter()
    .map(|(name, value)| (name, vec![Some(value); schools]))
    .collect()
}

fn views<'a>(columns: &'a [(&'static str, Vec<Option<f64>>)]) -> Vec<(&'static str, &'a [Option<f64>])> {
    columns.iter().map(|(name, values)| (*name, values.as_slice())).collect()
}

fn set(columns: &mut [(&'static str, Vec<Option<f64>>)], name: &str, school: usize, value: Option<f64>) {
    columns.iter_mut().find(|(known, _)| *known == name).expect("a column").1[school] = value;
}
